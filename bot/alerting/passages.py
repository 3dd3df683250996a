"""What of an item is scanned and what is quoted: notices are kept without what speaks of persons. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from watchers.model import Item
from watchlists.model import Match, Passage, Rejection, Scan

# characters before and behind by which a place is known again, the most telling first
_BESIDE = ((24, 24), (8, 8), (8, 0), (0, 8), (0, 0))


def passage_of(item: Item) -> Passage:
    """Return what of an item is scanned: title, all of its text, and the fields that name parties."""
    seen = item.whole or item.text
    named = [
        value
        for key in ("buyer", "agency", "project_name")
        if isinstance(value := item.fields.get(key), str) and value not in seen
    ]
    announces = item.fields.get("announces")
    if isinstance(announces, Mapping):
        for entry in announces.get("entries") or ():
            named += [str(name) for name in (entry.get("name"), *entry.get("aliases", ())) if name]
    suppliers = item.fields.get("supplier")
    if isinstance(suppliers, list | tuple):
        named += [str(name) for name in suppliers if str(name) not in seen]
    text = "\n".join(part for part in (seen, *named) if part)
    return Passage(title=item.title, text=text, lang=item.lang)


def found_in(item: Item, scan: Callable[[Passage], Scan]) -> Scan:
    """Return what `scan` finds in an item and may be told: in polls, previews and backtests the same."""
    return of_no_person(item, scan(passage_of(item)))


def of_no_person(item: Item, scan: Scan) -> Scan:
    """Return what was found in an item without hits that may be a person's name, where it is in nothing kept.

    A contact or an expert may be called as a watched party is, and is nobody's business.
    """
    if not item.whole:
        return scan
    from watchers.parsers.persons.clauses import is_spoken_of  # a start need not wait for it

    kept = f"{item.title}\n{_kept(item).text}"

    def stays(one: Match | Rejection) -> bool:
        return one.surface in kept or not is_spoken_of(one.surface, item.whole)

    return Scan(tuple(filter(stays, scan.matches)), tuple(filter(stays, scan.rejected)))


def only_seen(item: Item, scan: Scan) -> tuple[str, ...]:
    """Return what was found in an item that stands in nothing kept of it, as it was written."""
    if not item.whole:
        return ()
    kept = f"{item.title}\n{_kept(item).text}"
    return tuple(dict.fromkeys(one.surface for one in scan.matches if one.surface not in kept))


def as_kept(item: Item, matches: Sequence[Match]) -> tuple[list[Match], Passage]:
    """Return the passage that may be quoted of an item, and the matches where they stand in it.

    One that stands only in what is not kept is quoted by itself: it is what the team watches.
    """
    kept, seen = _kept(item), passage_of(item)
    if not item.whole:
        return list(matches), kept
    text, moved = kept.text, []
    for match in matches:
        if match.field != "text":
            moved.append(match)
            continue
        start = _place(text, seen.text, match)
        if start < 0:
            start = len(text) + 1
            text = f"{text}\n{match.surface}"
        moved.append(match._replace(start=start, end=start + len(match.surface)))
    return moved, kept._replace(text=text)


def _kept(item: Item) -> Passage:
    return passage_of(replace(item, whole=""))


def _place(kept: str, seen: str, match: Match) -> int:
    """Return where in the kept text a match stands, -1 where it does not."""
    for before, behind in _BESIDE:
        left = seen[max(0, match.start - before) : match.start]
        place = kept.find(left + seen[match.start : match.end + behind])
        if place >= 0:
            return place + len(left)
    return -1
