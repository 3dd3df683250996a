"""`lists list|changes`: which official lists are held, and what changed on them lately.

Synchronous; returns Replies. What needs the network or files is in `bot.cli.lists`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import watchers.lists.store
import watchers.looking_back
from bot.commands.desk import Desk
from bot.entry_words import EntryChange, entry_changes
from bot.errors import CallError, CommandError
from bot.replies import Cell, Link, Paragraph, Part, Reply, Table, counted
from watchers.lists.items import short_name
from watchers.looking_back import StoredChange

SHOWN = 15  # entries in one reply
_UNITS = {
    "h": ("hour", timedelta(hours=1)),
    "d": ("day", timedelta(days=1)),
    "w": ("week", timedelta(weeks=1)),
}
_LOOK_BACK = timedelta(days=365)  # for the newest change, where the span asked for has none


def lists_list(desk: Desk) -> Reply:
    """Answer which official lists are held: date, entries, and why a newer file was not taken."""
    held = watchers.lists.store.held_lists(desk.db)
    rows = tuple(
        (
            row["source_id"],
            f"{row['entries']:,}",
            row["as_of"],
            f"{row['read_at'][:16].replace('T', ' ')} UTC",
            row["fault"] or (f"in force; {row['disorder']}" if row["disorder"] else "in force"),
        )
        for row in held
    )
    if not rows:
        return Reply(
            title="No official list is held yet",
            parts=(Paragraph("The first poll of a list holds it; `lists update` in a shell does it now."),),
            data=[],
        )
    return Reply(
        title=f"{counted(len(rows), 'official list')} held",
        parts=(Table(("List", "Entries", "As of", "Read", "State"), rows),),
        data=[
            {
                "list": row["source_id"],
                "entries": row["entries"],
                "as_of": row["as_of"],
                "read_at": row["read_at"],
                "fault": row["fault"] or row["disorder"],
            }
            for row in held
        ],
    )


def lists_changes(desk: Desk, name: str = "", *, since: str = "7d", page: int = 1) -> Reply:
    """Answer what polls found changed on a list (by its id or name; all without) since then, entry by entry.

    Newest first. `since` is a span before now (12h, 7d, 2w) or a day (2026-11-01, UTC).
    """
    start, span = start_of(since, desk.clock())
    found = watchers.looking_back.list_changes_since(desk.db, start)
    wanted = [one for one in found if _is_of(one, name)]
    entries = [(one, entry) for one in wanted for entry in entry_changes(one.item.fields)]
    data = [_json(one) for one in wanted]
    which = f" of “{name}”" if name else ""
    if not entries:
        return Reply(
            title=f"No change{which} {span}", parts=(Paragraph(_nothing(desk, name, start)),), data=data
        )
    pages = -(-len(entries) // SHOWN)
    page = max(1, min(page, pages))
    shown = entries[(page - 1) * SHOWN : page * SHOWN]
    kinds = Counter(entry.verb for _, entry in entries)
    told = ", ".join(f"{kinds[verb]:,} {verb}" for verb in ("added", "removed", "changed") if kinds[verb])
    parts: list[Part] = [
        Table(
            ("Name", "What", "Citation", "List", "Seen"),
            tuple(_row(one, entry) for one, entry in shown),
        )
    ]
    fields = {}
    if pages > 1:
        words = f"lists changes {name}".rstrip() + f" --since {since} --page {page % pages + 1}"
        first = (page - 1) * SHOWN
        told_here = f"Entries {first + 1} to {first + len(shown)} of {len(entries):,}"
        parts.append(Paragraph(f"{told_here}; more with: `{words}`"))
        fields = {"next": words} if page < pages else {}
    title = f"{counted(len(entries), 'entry', 'entries')}{which} changed {span}: {told}"
    return Reply(title=title, parts=tuple(parts), data=data, fields=fields)


def _row(one: StoredChange, entry: EntryChange) -> tuple[Cell, ...]:
    cited = entry.citation or "source"
    return (
        entry.name,
        f"{entry.verb}: {entry.about}" if entry.about else entry.verb,
        Link(cited, entry.url) if entry.url else entry.citation,
        f"{short_name(str(one.item.fields.get('list') or one.item.source))} ({one.item.source})",
        f"{one.seen:%Y-%m-%d}",
    )


def start_of(since: str, now: datetime) -> tuple[datetime, str]:
    """Return the moment that `since` names, and the span in words."""
    spoken = re.fullmatch(r"(\d{1,4})\s*(h|d|w|hours?|days?|weeks?)", since.strip().lower())
    if spoken:
        number, (word, unit) = int(spoken[1]), _UNITS[spoken[2][0]]
        return now - number * unit, f"in the last {word if number == 1 else counted(number, word)}"
    if since.strip().lower() in ("today", "yesterday"):
        back = timedelta(days=since.strip().lower() == "yesterday")
        since = f"{now - back:%Y-%m-%d}"
    try:
        day = datetime.strptime(since.strip(), "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        raise CallError(
            f"“{since}” is no span of time: say 12h, 7d, 2w, or a day such as 2026-11-01."
        ) from None
    return day, f"since {day:%Y-%m-%d}"


def _is_of(one: StoredChange, name: str) -> bool:
    """Whether the change is of the list that a person names by its id or by words of its name."""
    wanted = name.casefold()
    own = str(one.item.fields.get("list") or "").casefold()
    return not wanted or wanted == one.item.source.casefold() or wanted in own


def _nothing(desk: Desk, name: str, start: datetime) -> str:
    """Return what to say where nothing changed: when something did, or why nothing could."""
    held = watchers.lists.store.held_lists(desk.db)
    if not held:
        return "No official list is held yet; the first poll of a list holds it."
    past = watchers.looking_back.list_changes_since(desk.db, start - _LOOK_BACK)
    last = next((one for one in past if _is_of(one, name)), None)
    if last is not None:
        return f"The newest change held is of {last.seen:%Y-%m-%d}: {last.item.title}"
    if not _is_held(desk, name, [row["source_id"] for row in held]):  # else a slip would read as no change
        raise CommandError(f"No list “{name}” is held here; `lists list` shows those that are.")
    there = ", ".join(row["source_id"] for row in held)
    return f"A list's first reading is no change, and none was found since. Lists held: {there}."


def _is_held(desk: Desk, name: str, held: Sequence[str]) -> bool:
    """Return whether a person means a list held here, by its id or by words of its name."""
    wanted = name.casefold()
    if wanted in map(str.casefold, ("", *held)):
        return True
    names = {entry.list.casefold() for entry in watchers.lists.store.list_entries(desk.db)}
    return any(wanted in one for one in names)


def _json(one: StoredChange) -> dict[str, Any]:
    told = ("list", "citation", "citation_url", "added", "removed", "changed")
    return {
        "seen": one.seen.isoformat(),
        "source": one.item.source,
        "title": one.item.title,
        **{name: one.item.fields.get(name) for name in told},
    }
