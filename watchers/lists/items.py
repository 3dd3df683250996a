"""List changes as items: the entities of one rule are one item, whatever their number.

Pure. An item's id is made from what changed and how often the same was told before: the same change read
again, as after a backup was put back, has the same id, made again it has another. Its link is the rule's
citation, or else the list's own page; two changes of one list may share it.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from watchers.lists.citations import citation_url, citations, footnoted, newest
from watchers.lists.differences import ChangedEntry, FieldChange, ListDifference, changed_json
from watchers.model import Entry, Item, ItemKind

NO_COUNTRY = "no country given"
_PHRASES = {
    "license_requirement": "licence requirement",
    "license_policy": "review policy",
    "start": "listed on",
}


@dataclass(slots=True, kw_only=True)
class _Group:
    """The changes of one list by one rule ("" where the list names none)."""

    list_name: str
    rule: str
    added: list[Entry] = field(default_factory=list)
    removed: list[Entry] = field(default_factory=list)
    changed: list[ChangedEntry] = field(default_factory=list)

    @property
    def entries(self) -> list[Entry]:
        """Every entry concerned: added, removed, changed."""
        return [*self.added, *self.removed, *(one.entry for one in self.changed)]


def list_items(difference: ListDifference, *, source_id: str, url: str, now: datetime) -> tuple[Item, ...]:
    """Return one item for each rule and list concerned; none while the difference has a fault.

    `url` is the source's address, the link of last resort; `now` (aware UTC) becomes the time of publication.
    """
    if difference.fault:
        return ()
    items = []
    for group in _groups(difference):
        name = _identity(group, source_id)
        items.append(_item(group, numbered(name, difference.told.get(name, 0)), source_id, url, now))
    return tuple(items)


def identities(difference: ListDifference, source_id: str) -> tuple[str, ...]:
    """Return what names the changes by what they are, also of a difference with a fault."""
    return tuple(_identity(group, source_id) for group in _groups(difference))


def numbered(identity: str, before: int) -> str:
    """Return the id of a change that was told so many times before."""
    return f"{identity}.{before + 1}" if before else identity


def _groups(difference: ListDifference) -> list[_Group]:
    groups: dict[tuple[str, str], _Group] = {}

    def group(entry: Entry, rule: str) -> _Group:
        return groups.setdefault((entry.list, rule), _Group(list_name=entry.list, rule=rule))

    for entry in difference.added:
        group(entry, _rule(entry.citation)).added.append(entry)
    for changed in difference.changed:
        group(changed.entry, _changing_rule(changed)).changed.append(changed)
    for entry in difference.removed:
        # its citation is of the rule that added it; the one that removed it is not on the list
        group(entry, "").removed.append(entry)
    return [groups[key] for key in sorted(groups)]


def _rule(citation: str) -> str:
    found = newest(citation)
    return str(found) if found else ""


def _changing_rule(changed: ChangedEntry) -> str:
    """Return the citation that the change added: the rule that made it; "" for an edit without one."""
    for change in changed.fields:
        if change.field == "citation":
            before, after = citations(str(change.before)), citations(str(change.after))
            fresh = max((one for one in after if one not in before), default=None)
            return str(fresh) if fresh else ""
    return ""


def short_name(list_name: str) -> str:
    """Return the list's name as people say it: without the code and the agency."""
    return list_name.split(" (", maxsplit=1)[0].split(" - ", maxsplit=1)[0].strip()


def _item(group: _Group, identity: str, source_id: str, url: str, now: datetime) -> Item:
    for entries in (group.added, group.removed):
        entries.sort(key=lambda one: (one.country, one.name, one.entity_id))
    group.changed.sort(key=lambda one: (one.entry.country, one.entry.name, one.entry.entity_id))
    link = citation_url(group.rule) or next((one.url for one in group.entries if one.url), "") or url
    single = group.entries[0] if len(group.entries) == 1 else None
    fields: dict[str, Any] = {
        "list": group.list_name,
        "citation": group.rule,
        "citation_url": citation_url(group.rule),
        "added": [entry.as_json() for entry in group.added],
        "removed": [entry.as_json() for entry in group.removed],
        "changed": [changed_json(one) for one in group.changed],
        "countries": {
            "added": _by_country(group.added),
            "removed": _by_country(group.removed),
            "changed": _by_country(one.entry for one in group.changed),
        },
    }
    return Item(
        id=identity,
        source=source_id,
        kind=ItemKind.LIST_CHANGE,
        url=single.url or link if single and not group.rule else link,
        title=_title(group),
        text="\n".join(_lines(group)),
        lang="en",
        published=now,
        fields=fields,
    )


def _identity(group: _Group, source_id: str) -> str:
    """Return what names a change by what it is: a party put on a list a second time has the same."""
    told = [
        source_id,
        group.list_name,
        group.rule,
        *sorted(f"+{entry.entity_id}" for entry in group.added),
        *sorted(f"-{entry.entity_id}" for entry in group.removed),
        *sorted(
            f"~{one.entry.entity_id} {change.field} {_joined(change.before)} > {_joined(change.after)}"
            for one in group.changed
            for change in one.fields
        ),
    ]
    return "list-" + hashlib.sha256("\x1f".join(told).encode()).hexdigest()[:24]


def _joined(value: str | Sequence[str]) -> str:
    return value if isinstance(value, str) else "; ".join(sorted(value))


def _by_country(entries: Iterable[Entry]) -> dict[str, int]:
    """Return the entries by country, most first."""
    counted = Counter(entry.country or NO_COUNTRY for entry in entries)
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def _title(group: _Group) -> str:
    """Return one sentence: "Entity List: 12 added (China 9, Iran 3), 89 FR 96836"."""
    parts = []
    for verb, entries in (
        ("added", group.added),
        ("removed", group.removed),
        ("changed", [one.entry for one in group.changed]),
    ):
        if len(entries) == 1:
            where = f" ({entries[0].country})" if entries[0].country else ""
            parts.append(f"{entries[0].name}{where} {verb}")
        elif entries:
            counted = [pair for pair in _by_country(entries).items() if pair[0] != NO_COUNTRY]
            told = ", ".join(f"{country} {number}" for country, number in counted[:4])
            more = f", {len(counted) - 4} more" if len(counted) > 4 else ""
            parts.append(f"{len(entries)} {verb}" + (f" ({told}{more})" if told else ""))
    return f"{short_name(group.list_name)}: {', '.join(parts)}" + (f", {group.rule}" if group.rule else "")


def _lines(group: _Group) -> list[str]:
    """Return the text: every name, alias and address, by country, so that a watchlist finds each."""
    lines: list[str] = []
    for heading, entries in (("Added", group.added), ("Removed", group.removed)):
        by_country: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            by_country[entry.country or NO_COUNTRY].append(entry)
        for country, some in by_country.items():
            lines.append(f"{heading}, {country}:")
            lines += [_told(entry) for entry in some]
    for one in group.changed:
        lines.append(f"Changed, {one.entry.country or NO_COUNTRY}: {_told(one.entry)}")
        lines += [f"  {_change(change)}" for change in one.fields]
    return lines


def _told(entry: Entry) -> str:
    parts = [entry.name]
    if entry.aliases:
        parts.append(f"also known as {'; '.join(entry.aliases)}")
    if entry.addresses:
        parts.append(f"address: {'; '.join(entry.addresses)}")
    if entry.license_requirement:
        parts.append(f"licence requirement: {footnoted(entry.license_requirement)}")
    if entry.license_policy:
        parts.append(f"review policy: {entry.license_policy}")
    if entry.programs:
        parts.append(f"programs: {', '.join(entry.programs)}")
    if entry.citation:
        parts.append(entry.citation)
    return " | ".join(parts)


def _change(change: FieldChange) -> str:
    """Return a change in words: of a cell with many values, only those that came and went."""
    name = _PHRASES.get(change.field, change.field)
    if isinstance(change.before, str) or isinstance(change.after, str):
        return f"{name}: {_joined(change.before) or 'nothing'} → {_joined(change.after) or 'nothing'}"
    gone = [value for value in change.before if value not in change.after]
    come = [value for value in change.after if value not in change.before]
    parts = [f"added {'; '.join(come)}"] if come else []
    parts += [f"removed {'; '.join(gone)}"] if gone else []
    return f"{name}: {', '.join(parts)}"
