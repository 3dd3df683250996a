"""The entries of a list change in words: who was added, removed or changed, and what of them. Pure.

Knows the fields of a list change as `watchers.lists.items` writes them. Knows no team, no store, no chat.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.alerts import Line
from watchers.lists.citations import footnoted, newest
from watchers.model import Item, ItemKind

MAX_ENTRIES = 200  # of a list change kept in its alert; a chat shows as many as fit
FEW = 4  # aliases, lots or models named before the rest is counted
_SAID = 3  # names in a sentence, or one more
_VALUE = 158  # letters of one value inside a line
_LICENCE = {"license_requirement": "licence requirement", "license_policy": "review policy"}
_DONE = {"add": "added", "remove": "removed", "modify": "changed"}  # by a document's action
_FIELDS = {**_LICENCE, "start": "listed on"}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChange:
    """One entry of a list change: `verb` is added, removed or changed; `url` what its newest citation opens.

    `about` says what changed, field by field; of an entry that was added or removed, what the list says of
    it.
    """

    verb: str
    name: str
    about: str
    citation: str
    url: str


def entry_changes(
    fields: Mapping[str, Any], *, told: Mapping[str, str] | None = None
) -> tuple[EntryChange, ...]:
    """Return the entries of a list change: added and removed ones by country and name, then changed ones.

    `told` are licence terms that need not be repeated at each entry (`licence_of_all`).
    """
    found = []
    for verb in ("added", "removed"):
        entries = fields.get(verb, ())
        for entry in sorted(entries, key=lambda one: (one.get("country", ""), one["name"])):
            found.append(_change(verb, entry, _about(entry, told or {})))
    for change in fields.get("changed", ()):
        moved = "; ".join(
            f"{_FIELDS.get(name, name)}: {_difference(both['before'], both['after'])}"
            for name, both in change["fields"].items()
        )
        found.append(_change("changed", change["entry"], moved))
    return tuple(found)


def announced_lines(item: Item) -> tuple[tuple[Line, ...], int]:
    """Return the parties that a document announces, worded as the list's change will word them, and the rest.

    Where it does several things to lists, it is not known which of them a party meets.
    """
    announces = item.fields.get("announces") or {}
    actions = {one.get("action") for one in announces.get("actions") or ()} or {announces.get("action")}
    verb = _DONE.get(actions.pop() or "", "named") if len(actions) == 1 else "named"
    told = licence_of_all(item)
    changes = (_change(verb, one, _about(one, told)) for one in announces.get("entries") or ())
    lines = [Line(text=f"{one.verb}: {one.name}", url=one.url, detail=one.about) for one in changes]
    return tuple(lines[:MAX_ENTRIES]), max(0, len(lines) - MAX_ENTRIES)


def entry_lines(item: Item) -> tuple[tuple[Line, ...], int]:
    """Return the entries of a list change as the lines of its alert, and how many more there are."""
    cited = bool(item.fields.get("citation"))  # the card tells it once
    lines = []
    for one in entry_changes(item.fields, told=licence_of_all(item)):
        own = one.citation if one.verb != "changed" and not cited else ""
        detail = " · ".join(part for part in (one.about, own) if part)
        lines.append(Line(text=f"{one.verb}: {one.name}", url=one.url, detail=detail))
    return tuple(lines[:MAX_ENTRIES]), max(0, len(lines) - MAX_ENTRIES)


def licence_of_all(item: Item) -> dict[str, str]:
    """Return the licence terms that a list change, or the document of one, gives to all its entries.

    The card tells them once.
    """
    if item.kind is ItemKind.LIST_CHANGE:
        entries = [*item.fields.get("added", ()), *(one["entry"] for one in item.fields.get("changed", ()))]
    else:
        entries = [*(item.fields.get("announces") or {}).get("entries", ())]
    answer = {}
    for name in _LICENCE:
        values = {str(entry.get(name) or "") for entry in entries}
        if len(values) == 1 and (value := values.pop()):
            answer[name] = _short(value, _VALUE * 2)
    return answer


def counted_few(parts: Sequence[str], mark: str = ", ") -> str:
    """Return the first few parts, and how many more there are."""
    more = f" and {len(parts) - FEW} more" if len(parts) > FEW else ""
    return mark.join(parts[:FEW]) + more


def in_a_sentence(names: Sequence[str]) -> str:
    """Return names as a sentence says them: "A", "A and B", "A, B, C and 4 more"."""
    said = [*names[:_SAID], f"{len(names) - _SAID} more"] if len(names) > _SAID + 1 else list(names)
    return " and ".join(filter(None, (", ".join(said[:-1]), said[-1])))


def _change(verb: str, entry: Mapping[str, Any], about: str) -> EntryChange:
    citation = str(entry.get("citation") or "")
    cited = newest(citation)
    return EntryChange(
        verb=verb,
        name=f"{entry['name']} ({entry['country']})" if entry.get("country") else str(entry["name"]),
        about=about,
        citation=_short(citation) if citation else "",
        url=cited.url if cited else str(entry.get("url") or ""),
    )


def _about(entry: Mapping[str, Any], told: Mapping[str, str]) -> str:
    """Return aliases, addresses and licence terms, without what the card says for all."""
    aliases, addresses = list(entry.get("aliases", ())), list(entry.get("addresses", ()))
    parts = [
        f"a.k.a. {_short(counted_few(aliases, '; '))}" if aliases else "",
        f"at {_short(counted_few(addresses, '; '))}" if addresses else "",
        *(
            f"{label}: {_short(entry[name])}"
            for name, label in _LICENCE.items()
            if entry.get(name) and name not in told
        ),
    ]
    return " · ".join(part for part in parts if part)


def _difference(before: Any, after: Any) -> str:
    """Return what a change took and brought; of many values only those that moved."""
    if isinstance(before, list | tuple) and isinstance(after, list | tuple):
        gone = [one for one in before if one not in after]
        new = [one for one in after if one not in before]
        if len(gone) == len(new) == 1:
            before, after = gone, new
        elif gone or new:
            return " ".join([*(f"− {_short(one)}" for one in gone), *(f"+ {_short(one)}" for one in new)])
    return f"{_short(before)} → {_short(after)}"


def _short(value: Any, most: int = _VALUE) -> str:
    text = "; ".join(str(part) for part in value) if isinstance(value, list | tuple) else str(value)
    text = footnoted(text)
    return (text[: most - 1] + "…" if len(text) > most else text) or "(empty)"
