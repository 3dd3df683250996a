"""`watchlist import|undo|export`: a team's terms as CSV text. Synchronous.

Knows no file: what is read and written is in `bot.cli.watch`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import watchlists.edit_history
import watchlists.store
from bot.actors import Actor
from bot.commands import kept_rows, own_watchlists, plain_words
from bot.commands.desk import Desk
from bot.commands.own_watchlists import DEFAULT
from bot.commands.stored import Stored
from bot.errors import CommandError
from bot.replies import Bullets, Facts, Offer, Paragraph, Reply, Tone, counted, when
from watchlists import editing
from watchlists.csvfile import COLUMNS, RowError, read_terms, write_terms
from watchlists.editing import Action, Edit
from watchlists.errors import UnknownWatchlist
from watchlists.model import Term, Watchlist
from watchlists.rules import KINDS, OWN_KIND

_MOST_NEW = 2_000  # terms of a sheet that are held against what is stored
_RUNS = 5  # of lines with one fault that are named
_SEVERAL = set(";；、")  # in one alias: several, parted by another sign than a bar


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
        undo = ""
        if not check and (counts["added"] or counts["changed"]):
            rows = _rows_kept(held, changed)
            edit = own_watchlists.save(desk, actor, changed, Action.IMPORT, "(file)", *rows)
            undo = f"watchlist undo {edit}" if kept_rows.is_kept(rows[1]) else ""
            stored = _held_against_stored(desk, held, changed)
    if not check:
        desk.matching.follow(desk.db, desk.clock())
    facts = [(word.capitalize(), str(number)) for word, number in counts.items()]
    if stored.named:
        facts.append(("Stored items", stored.said("them")))
    stay = _only_held(held, terms) if counts["same"] or counts["changed"] else ()
    parts: tuple[Any, ...] = (Facts((*facts, *stay, *_odd(terms))),)
    if errors:
        parts += (Bullets(_wrong(errors)),)
    title = f"{counted(len(terms), 'term')} {'would be taken' if check else 'taken'} into {place}"
    return Reply(
        title=title + (f", {len(errors)} row{'s' * (len(errors) > 1)} not" if errors else ""),
        parts=parts,
        tone=Tone.WARNING if errors else Tone.OK,
        data={**counts, "errors": [{"line": error.line, "reason": error.reason} for error in errors]},
        status=1 if errors else 0,
        offers=(Offer(label="Undo", words=undo),) if undo else (),
    )


def _only_held(held: Watchlist, terms: Sequence[Term]) -> tuple[tuple[str, str], ...]:
    """Return what the watchlist holds and its sheet no longer does: who takes a row out may think it gone."""
    given = {term.name.casefold() for term in terms}
    left = [term.name for term in held.terms if term.name.casefold() not in given]
    if not left:
        return ()
    return (("Not in the sheet", f"{counted(len(left), 'term')}, still watched, such as “{left[0]}”"),)


def _wrong(errors: Iterable[RowError]) -> tuple[str, ...]:
    """Return what is wrong, once for all rows of which it is: a column that nobody filled is one line."""
    lines: dict[str, list[int]] = {}
    for error in errors:
        lines.setdefault(error.reason, []).append(error.line)
    return tuple(f"{_lines(where)}: {reason}" for reason, where in lines.items())


def _lines(numbers: Sequence[int]) -> str:
    """Return `lines 3–8, 10 and 4 more`; the numbers come in order."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs[:_RUNS])
    rest = sum(map(len, runs[_RUNS:]))
    return f"line{'s' * (len(numbers) > 1)} {said}" + (f" and {rest:,} more" if rest else "")


def _rows_kept(held: Watchlist, changed: Watchlist) -> tuple[str, str]:
    """Return what the history keeps of an import: the rows it replaced, and those it brought."""
    had = {term.name.casefold(): term for term in held.terms}
    came = [term for term in changed.terms if had.get(term.name.casefold()) != term]
    replaced = [had[name] for term in came if (name := term.name.casefold()) in had]
    return kept_rows.kept(replaced), kept_rows.kept(came)


def import_said(edit: Edit) -> str:
    """Return in a few words what an import changed, or the undoing of one."""
    if not kept_rows.is_kept(edit.before or edit.after):
        return edit.after
    before, after = kept_rows.count(edit.before), kept_rows.count(edit.after)
    if edit.action is Action.UNDO:
        return f"{before - after} removed, {after} as they were"
    return f"{after - before} added, {before} changed"


def import_of(desk: Desk, actor: Actor, edit_id: str) -> Edit:
    """Return the import of that id. Raises CommandError: there is none, or it can not be undone."""
    edit = watchlists.edit_history.edit(desk.db, actor.team, edit_id)
    if edit is None or edit.action is not Action.IMPORT:
        raise CommandError(f"No import is called “{edit_id}”; `watchlist history` offers those to undo.")
    if not kept_rows.is_kept(edit.after):
        raise CommandError("Of that import the history only holds how many terms it brought.")
    return edit


def undo_import(desk: Desk, actor: Actor, edit_id: str) -> Reply:
    """Take back what an import brought; what was edited since then stays as it is."""
    with desk.db.atomic():
        edit = import_of(desk, actor, edit_id)
        try:
            before, after = kept_rows.rows(edit.before), kept_rows.rows(edit.after)
        except ValueError as error:
            raise CommandError(str(error)) from None
        held = own_watchlists.editable(desk, actor, edit.watchlist)
        changed, counts = editing.taken_back(held, before, after)
        if not (counts["removed"] or counts["restored"]):
            raise CommandError("Nothing to undo: what that import brought was edited or removed since then.")
        restored, gone = _rows_kept(changed, held)
        term = f"(import {edit.id})"
        own_watchlists.save(desk, actor, changed, Action.UNDO, term, gone, restored)
    desk.matching.refresh(desk.db, desk.clock())
    kept = f" {counted(counts['kept'], 'term')} edited since then stayed." if counts["kept"] else ""
    return Reply(
        title=f"The import of {when(edit.at)} into {edit.watchlist} is undone",
        parts=(
            Facts((("Removed", str(counts["removed"])), ("As before", str(counts["restored"])))),
            Paragraph(f"Undone by {actor.user}; alerts about them stay on record.{kept}"),
        ),
        tone=Tone.WARNING,
        data=dict(counts),
        public=True,
    )


def _held_against_stored(desk: Desk, before: Watchlist, after: Watchlist) -> Stored:
    """Hold the new terms against the items stored lately, as if added by hand; return what that brings."""
    had = {term.name for term in before.terms}
    fresh = [term.name for term in after.terms if term.name not in had]
    if not 0 < len(fresh) <= _MOST_NEW:
        return Stored()
    more = f" and {len(fresh) - 1:,} more" if len(fresh) > 1 else ""
    return desk.backfill(after, fresh, f"“{fresh[0]}”{more}")


def _odd(terms: Sequence[Term]) -> tuple[tuple[str, str], ...]:
    """Return what of a sheet its owner may not have meant: columns, kinds, aliases that may be several."""
    unread = dict.fromkeys(head for term in terms for head in term.extra if head)
    kinds = Counter(term.kind for term in terms if term.kind not in KINDS)
    own = ", ".join(f"{kind} ({number})" for kind, number in kinds.items())
    common = plain_words.not_looked_for(terms)
    one = next((alias for term in terms for alias in term.aliases if _SEVERAL & set(alias)), "")
    return (
        *(
            (("Not read", f"{', '.join(unread)}: kept, but only {', '.join(COLUMNS)} count"),)
            if unread
            else ()
        ),
        *((("Own kinds", f"{own}; {OWN_KIND}"),) if own else ()),
        *((("Aliases", f"“{one}” is taken for one name; part several with |"),) if one else ()),
        *((("Not looked for", f"{common}; give these rows a context"),) if common else ()),
    )


def export_csv(desk: Desk, actor: Actor, *, watchlist: str = "") -> str:
    """Return the CSV text of one watchlist, or of all the team's own."""
    if watchlist:
        return write_terms(watchlists.store.get_watchlist(desk.db, actor.team, watchlist).terms)
    own = [one for one in watchlists.store.watchlists(desk.db, actor.team) if not one.official]
    return write_terms(term for one in own for term in one.terms)
