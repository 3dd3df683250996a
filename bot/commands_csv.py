"""`watchlist import|export`: a team's terms as CSV text. Synchronous.

Knows no file: what is read and written is in `bot.cli_watch`.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import watchlists.store
from bot import own_watchlists
from bot.actors import Actor
from bot.desk import Desk, Stored
from bot.own_watchlists import DEFAULT
from bot.replies import Bullets, Facts, Reply, Tone, counted
from watchlists import editing
from watchlists.csvfile import COLUMNS, RowError, read_terms, write_terms
from watchlists.editing import Action
from watchlists.errors import UnknownWatchlist
from watchlists.model import Term, Watchlist
from watchlists.rules import KINDS, OWN_KIND

_MOST_NEW = 2_000  # terms of a sheet that are held against what is stored


def import_csv(
    desk: Desk, actor: Actor, text: str, *, watchlist: str = DEFAULT, check: bool = False
) -> Reply:
    """Take terms from a CSV text; bad rows are named by line, the others count. `check` writes nothing.

    A watchlist of that name that is not there yet is begun.
    """
    terms, errors = read_terms(text)
    stored = Stored()
    with desk.db.atomic():
        try:
            held = own_watchlists.editable(desk, actor, watchlist)
            place = watchlist
        except UnknownWatchlist:
            held = Watchlist(team=actor.team, name=watchlist)
            place = f"{watchlist}, a new watchlist"
        changed, counts = editing.merged(held, terms)
        if not check and (counts["added"] or counts["changed"]):
            summary = f"{counts['added']} added, {counts['changed']} changed"
            own_watchlists.save(desk, actor, changed, Action.IMPORT, "(file)", "", summary)
            stored = _held_against_stored(desk, actor, held, changed)
    if not check:
        desk.matching.follow(desk.db, desk.clock())
    facts = [(word.capitalize(), str(number)) for word, number in counts.items()]
    if stored.named:
        facts.append(("Stored items", stored.said("them")))
    parts: tuple[Any, ...] = (Facts((*facts, *_odd(terms))),)
    if errors:
        parts += (Bullets(tuple(f"line {error.line}: {error.reason}" for error in errors)),)
    title = f"{counted(len(terms), 'term')} {'would be taken' if check else 'taken'} into {place}"
    return Reply(
        title=title + (f", {_rows(errors)} not" if errors else ""),
        parts=parts,
        tone=Tone.WARNING if errors else Tone.OK,
        data={**counts, "errors": [{"line": error.line, "reason": error.reason} for error in errors]},
        status=1 if errors else 0,
    )


def _held_against_stored(desk: Desk, actor: Actor, before: Watchlist, after: Watchlist) -> Stored:
    """Hold the new terms against the items stored lately, as if added by hand; return what that brings."""
    had = {term.name for term in before.terms}
    fresh = [term.name for term in after.terms if term.name not in had]
    if not 0 < len(fresh) <= _MOST_NEW:
        return Stored()
    more = f" and {len(fresh) - 1:,} more" if len(fresh) > 1 else ""
    return desk.backfill(actor, after, fresh, f"“{fresh[0]}”{more}")


def _odd(terms: Sequence[Term]) -> tuple[tuple[str, str], ...]:
    """Return what of a sheet its owner may not have meant: columns not read, kinds that no rule knows."""
    unread = dict.fromkeys(head for term in terms for head in term.extra if head)
    kinds = Counter(term.kind for term in terms if term.kind not in KINDS)
    own = ", ".join(f"{kind} ({number})" for kind, number in kinds.items())
    return (
        *(
            (("Not read", f"{', '.join(unread)}: kept, but only {', '.join(COLUMNS)} count"),)
            if unread
            else ()
        ),
        *((("Own kinds", f"{own}; {OWN_KIND}"),) if own else ()),
    )


def export_csv(desk: Desk, actor: Actor, *, watchlist: str = "") -> str:
    """Return the CSV text of one watchlist, or of all the team's own."""
    if watchlist:
        return write_terms(watchlists.store.get_watchlist(desk.db, actor.team, watchlist).terms)
    own = [one for one in watchlists.store.watchlists(desk.db, actor.team) if not one.official]
    return write_terms(term for one in own for term in one.terms)


def _rows(errors: Sequence[RowError]) -> str:
    return "1 row" if len(errors) == 1 else f"{len(errors)} rows"
