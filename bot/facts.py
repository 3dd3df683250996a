"""The card of an item: its labelled values, and the lines inside a list change or under a tender. Pure.

Which fields an item may have is listed in docs/items.md. Knows no team, no store and no chat.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.alerts import Fact, Line
from bot.entry_words import FEW, announced_lines, counted_few, entry_lines, licence_of_all
from bot.glosses import glossed
from watchers.model import Item, ItemKind
from watchlists.model import Match

# Field of an item and its label, first what is looked for first. Of two fields with one label the first that
# is told counts.
_FACTS: tuple[tuple[str, str], ...] = (
    ("buyer", "Buyer"),
    ("supplier", "Supplier"),
    ("private_suppliers", "Supplier"),
    ("candidates", "Proposed supplier"),
    ("award_yuan", "Award"),
    ("award_amount", "Award"),
    ("budget_yuan", "Budget"),
    ("budget_amount", "Budget"),
    ("ceiling_yuan", "Ceiling"),
    ("stage", "Stage"),
    ("models", "Models"),
    ("project_name", "Project"),
    ("lots", "Lots"),
    ("agency", "Agency"),
    ("project_number", "Project no."),
    ("deadline", "Deadline"),
    ("award_date", "Awarded on"),
    ("region", "Region"),
    ("announces", "Announces"),
    ("document_number", "Document"),
    ("correction_of", "Corrects"),
    ("type", "Type"),
    ("effective_on", "Effective"),
    ("citation", "Citation"),
    ("license_requirement", "Licence requirement"),
    ("license_policy", "Review policy"),
    ("publisher", "Publisher"),
)
CAME_TO_NOTHING = ("cancelled", "failed")  # stages in which nobody has won, or no longer
BETWEEN = " (possible intermediary)"
_GLOSSED = frozenset({"buyer", "supplier", "candidates", "region"})
_TIMES = frozenset({"deadline", "award_date", "effective_on"})
_LABELS = tuple(dict.fromkeys(label for _, label in _FACTS))
_CLOSED = "Listed"  # what closes the story of an announcement stands behind what announced it


def _place(label: str) -> tuple[int, int]:
    """Return where a label stands: what is looked for first has the least."""
    known = "Announces" if label == _CLOSED else label
    return (_LABELS.index(known) if known in _LABELS else len(_LABELS), int(label == _CLOSED))


@dataclass(frozen=True, slots=True)
class Rate:
    """Yuan for one US dollar and the day of that rate; a setting, so that no alert needs the network."""

    yuan: Decimal
    day: str

    def dollars(self, amount: Any) -> str:
        """Return "≈ US$28,000 at the rate of 2026-11-20", rounded to what such a figure can carry."""
        try:
            value = Decimal(str(amount)) / self.yuan
        except (InvalidOperation, ZeroDivisionError):
            return ""
        step = Decimal(10) ** max(0, value.adjusted() - 2)  # three figures
        return f"≈ US${(value / step).to_integral_value() * step:,.0f} at the rate of {self.day}"


def facts_of(item: Item, matches: Sequence[Match], rate: Rate | None = None) -> tuple[Fact, ...]:
    """Return the labelled values of an item that people look for first."""
    fields = {**item.fields, **licence_of_all(item)}
    between = intermediaries(item, matches)
    answer: dict[str, Fact] = {}
    if fields.get("announces"):
        fields["stage"] = "announced"
    for key, label in _FACTS:
        value = fields.get(key)
        if value in (None, "", [], (), {}) or label in answer:
            continue
        shown = _shown(key, value, fields)
        if key == "supplier":
            shown = counted_few([f"{name}{BETWEEN}" if name in between else name for name in _names(value)])
        if key.endswith("_yuan") and rate is not None and (dollars := rate.dollars(value)):
            shown += f" ({dollars})"
        if shown:
            said = glossed(_names(value), matches) if key in _GLOSSED else ""
            answer[label] = Fact(label=label, value=shown, gloss=said)
    return tuple(answer.values())


def ordered(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return facts of several reports as one report would have them: first what is looked for first."""
    return tuple(sorted(facts, key=lambda fact: _place(fact.label)))


def intermediaries(item: Item, matches: Iterable[Match]) -> tuple[str, ...]:
    """Return the suppliers of a watched buyer that are not watched themselves."""
    watched = {match.surface for match in matches if match.kind == "org"}
    buyer = str(item.fields.get("buyer") or "")
    if not any(name in buyer for name in watched):
        return ()
    return tuple(
        name for name in _names(item.fields.get("supplier")) if not any(one in name for one in watched)
    )


def _names(value: Any) -> list[str]:
    names = value if isinstance(value, list | tuple) else [value] if value else []
    return [str(name) for name in names]


def _shown(key: str, value: Any, fields: Mapping[str, Any]) -> str:
    if isinstance(value, Mapping):
        words = (value.get("action"), value.get("list"), value.get("effective"))
        verb = {"add": "additions to the", "remove": "removals from the", "modify": "changes of the"}
        action, name, effective = (str(word or "") for word in words)
        whom = _parties(value)
        return f"{verb.get(action, action)} {name}{whom}" + (f", effective {effective}" if effective else "")
    if key == "private_suppliers":
        return (
            "(name withheld: may be a person)" if value == 1 else f"({value} names withheld: may be persons)"
        )
    if key.endswith("_yuan"):
        return f"{money(value)} yuan"
    if key.endswith("_amount"):
        return f"{money(value)} {fields.get(key.removesuffix('amount') + 'currency', '')}".strip()
    if key == "lots":
        return counted_few([_lot(lot) for lot in value if isinstance(lot, Mapping)], "; ")
    if isinstance(value, list | tuple):
        return counted_few([str(part) for part in value])
    return moment_said(str(value)) if key in _TIMES else str(value)


def _parties(announces: Mapping[str, Any]) -> str:
    """Return how many parties a document announces, and where: ": 4 parties (China 3, Iran 1)"."""
    number, countries = announces.get("parties"), announces.get("countries") or {}
    if not number or not isinstance(countries, Mapping):
        return ""
    where = ", ".join(f"{country} {of}" for country, of in countries.items())
    return f": {number} {'party' if number == 1 else 'parties'}" + (f" ({where})" if where else "")


def moment_said(value: str) -> str:
    """Return a time of a notice as people read it, on the clock of its place: 2026-12-15 09:30 UTC+8.

    A deadline is kept where it was set, so its own clock stands there, and how far that is from UTC. A day
    alone, and what is no time, stay as they are.
    """
    try:
        moment = datetime.fromisoformat(value) if "T" in value else None
    except ValueError:
        return value
    if moment is None:
        return value
    offset = moment.utcoffset()
    if offset is None:
        return f"{moment:%Y-%m-%d %H:%M}"
    hours, minutes = divmod(abs(int(offset.total_seconds())) // 60, 60)
    away = f"{'-' if offset.days < 0 else '+'}{hours}{f':{minutes:02}' if minutes else ''}" if offset else ""
    return f"{moment:%Y-%m-%d %H:%M} UTC{away}"


def _lot(lot: Mapping[str, Any]) -> str:
    parts = [str(lot.get(key)) for key in ("name", "supplier") if lot.get(key)]
    sums = [f"{money(lot[key])} yuan" for key in ("award_yuan", "budget_yuan") if lot.get(key)]
    sums += [
        f"{money(lot[f'{name}_amount'])} {lot.get(f'{name}_currency', '')}".strip()
        for name in ("award", "budget")
        if lot.get(f"{name}_amount")
    ]
    parts += sums[:1]
    return f"{lot.get('lot') or '?'}: {', '.join(parts)}".removesuffix(": ")


def money(value: Any) -> str:
    """Return an amount with thousands separators, without needless decimals."""
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    return f"{amount:,.2f}".removesuffix(".00")


def lines_of(item: Item) -> tuple[tuple[Line, ...], int]:
    """Return the lines under an item: the entries of a list change or of the document that announces one.

    Of a tender they are its first attachments. Of entries also how many more there are.
    """
    if item.kind is ItemKind.LIST_CHANGE:
        return entry_lines(item)
    if item.fields.get("announces"):
        return announced_lines(item)
    attached = (item.fields.get("attachments") or ()) if item.kind is ItemKind.TENDER else ()
    lines = tuple(
        Line(text=f"attachment: {one.get('name') or one['url']}", url=str(one["url"]))
        for one in attached
        if isinstance(one, Mapping) and one.get("url")
    )
    return lines[: FEW * 2], 0
