"""The labelled values of an alert: who buys, who sells, how much, which stage. Pure.

Which fields an item may have is listed in docs/items.md.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.alerts import Fact
from watchers.model import Item
from watchlists.model import Match

# Field of an item, its label, how its value reads. docs/items.md lists the fields.
_FACTS: tuple[tuple[str, str], ...] = (
    ("buyer", "Buyer"),
    ("supplier", "Supplier"),
    ("agency", "Agency"),
    ("project_name", "Project"),
    ("project_number", "Project no."),
    ("budget_yuan", "Budget"),
    ("award_yuan", "Award"),
    ("amount", "Amount"),
    ("stage", "Stage"),
    ("deadline", "Deadline"),
    ("region", "Region"),
    ("announces", "Announces"),
    ("document_number", "Document"),
    ("type", "Type"),
    ("effective_on", "Effective"),
    ("citation", "Citation"),
    ("publisher", "Publisher"),
)


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


def facts_of(item: Item, matches: Iterable[Match], rate: Rate | None = None) -> tuple[Fact, ...]:
    """Return the labelled values of an item that people look for first."""
    answer = []
    watched = {match.surface for match in matches if match.kind == "org"}
    for key, label in _FACTS:
        value = _shown(key, item.fields.get(key), item.fields)
        if not value:
            continue
        if key == "supplier" and _intermediary(item, value, watched):
            value += " (possible intermediary)"
        if key.endswith("_yuan") and rate is not None:
            value += f" ({rate.dollars(item.fields[key])})"
        answer.append(Fact(label=label, value=value))
    return tuple(answer)


def _intermediary(item: Item, supplier: str, watched: set[str]) -> bool:
    """A supplier nobody watches that sells to a buyer somebody watches."""
    buyer = str(item.fields.get("buyer") or "")
    return any(name in buyer for name in watched) and not any(name in supplier for name in watched)


def _shown(key: str, value: Any, fields: Mapping[str, Any]) -> str:
    if value in (None, "", [], (), {}):
        return ""
    if isinstance(value, Mapping):
        words = (value.get("action"), value.get("list"), value.get("effective"))
        verb = {"add": "additions to the", "remove": "removals from the", "modify": "changes of the"}
        action, name, effective = (str(word or "") for word in words)
        return f"{verb.get(action, action)} {name}" + (f", effective {effective}" if effective else "")
    if key.endswith("_yuan"):
        return f"{money(value)} yuan"
    if key == "amount":
        return f"{money(value)} {fields.get('currency', '')}".strip()
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    return str(value)


def money(value: Any) -> str:
    """Return an amount with thousands separators, without needless decimals."""
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    return f"{amount:,.2f}".removesuffix(".00")
