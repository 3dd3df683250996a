"""The watchlists that a team edits itself: which term stands where, and each edit with its history.

Knows the store of watchlists and the audit log. Knows no Reply and opens no transaction: the caller's
`atomic()` makes an edit and its history one commit.
"""

import secrets
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

import watchlists.edit_history
import watchlists.store
from bot.actors import Actor
from bot.commands.desk import Desk
from bot.errors import CallError, CommandError
from bot.phrases import phrase
from bot.triage import audit
from watchlists import editing
from watchlists.csvfile import write_terms
from watchlists.editing import Action, Edit
from watchlists.errors import UnknownTerm, UnknownWatchlist
from watchlists.model import Term, Watchlist

DEFAULT = "default"


def found(desk: Desk, actor: Actor, name: str) -> tuple[Watchlist, Term] | None:
    """Return a term with the watchlist that holds it, any that the team keeps itself.

    A term of that name goes before a term that has it as another spelling.
    """
    return _found_in(_own(desk, actor), name)


def watched(desk: Desk, actor: Actor, names: Iterable[str]) -> set[str]:
    """Return which of these names a term has that the team keeps itself."""
    held = _own(desk, actor)
    return {name for name in names if _found_in(held, name) is not None}


def find(desk: Desk, actor: Actor, name: str, watchlist: str = "") -> tuple[Watchlist, Term]:
    """Return what `found` does, of one watchlist where it is named.

    Raises CommandError, which names the term that may be meant.
    """
    held = _own(desk, actor, watchlist)
    return _found_in(held, name) or _nowhere(held, name, watchlist)


def parted(
    desk: Desk, actor: Actor, words: Sequence[str], watchlist: str = "", *, least: int
) -> tuple[Term, tuple[str, ...]]:
    """Return the term that the first words name, and the other words (at least so many).

    The first word alone where it names one, else the most words that do: a name needs no quotation marks.
    Raises CommandError where none does.
    """
    held = _own(desk, actor, watchlist)
    for length in (1, *range(len(words) - least, 1, -1)):
        named = _found_in(held, phrase(words[:length]))
        if named is not None:
            return named[1], tuple(words[length:])
    if whole := _found_in(held, phrase(words)):
        raise CallError(f"After “{whole[1].name}” the words are missing that are to be added or taken away.")
    return _nowhere(held, words[0] if " " in words[0] else phrase(words), watchlist)


def meant(desk: Desk, actor: Actor, name: str) -> str:
    """Return the name of the watched term that a mistyped name may mean, "" where none is near."""
    return editing.closest(_own(desk, actor), name)


def _own(desk: Desk, actor: Actor, watchlist: str = "") -> list[Watchlist]:
    """Return the watchlists that the team keeps itself, or the one named."""
    every = watchlists.store.watchlists(desk.db, actor.team)
    return [one for one in every if not one.official and watchlist in ("", one.name)]


def _found_in(held: Iterable[Watchlist], name: str) -> tuple[Watchlist, Term] | None:
    spelled = None
    for one in held:
        try:
            term = editing.find(one, name)
        except UnknownTerm:
            continue
        if term.name.casefold() == " ".join(name.casefold().split()):
            return one, term
        spelled = spelled or (one, term)
    return spelled


def _nowhere(held: Sequence[Watchlist], name: str, watchlist: str) -> NoReturn:
    near = editing.closest(held, name)
    where = f"the watchlist “{watchlist}”" if watchlist else "any watchlist"
    rest = f"did you mean “{near}”?" if near else "`watchlist show` lists what is watched."
    raise CommandError(f"“{name}” is not in {where}; {rest}")


def editable(desk: Desk, actor: Actor, name: str) -> Watchlist:
    """Return the watchlist to edit; the default one comes into being with its first term."""
    try:
        return watchlists.store.get_watchlist(desk.db, actor.team, name)
    except UnknownWatchlist:
        if name != DEFAULT:
            raise
        return Watchlist(team=actor.team, name=DEFAULT)


def save(
    desk: Desk, actor: Actor, watchlist: Watchlist, action: Action, term: str, before: str, after: str
) -> str:
    """Keep the edited watchlist, with the edit's history; `before` and `after` as the history keeps them.

    Return the id of the edit.
    """
    watchlists.store.save_watchlist(desk.db, watchlist, desk.clock())
    return record(desk, actor, watchlist, action, term, before, after)


def record(
    desk: Desk, actor: Actor, watchlist: Watchlist, action: Action, term: str, before: str, after: str
) -> str:
    """Write an edit into the team's history and into the audit log; the watchlist itself stays as it is.

    Return the id of the edit.
    """
    edit = Edit(
        watchlist=watchlist.name,
        action=action,
        term=term,
        before=before,
        after=after,
        user=actor.user,
        via=actor.via,
        at=desk.clock(),
        id=secrets.token_hex(12),
    )
    watchlists.edit_history.save_edit(desk.db, actor.team, edit, edit.id)
    audit.append(
        desk.db,
        actor,
        f"watchlist.{action}",
        f"{watchlist.name}/{term}",
        before=before,
        after=after,
        now=edit.at,
    )
    return edit.id


def term_json(watchlist: Watchlist, term: Term) -> dict[str, Any]:
    """Return a term for programs."""
    return {
        "kind": term.kind,
        "name": term.name,
        "aliases": list(term.aliases),
        "weak_aliases": list(term.weak_aliases),
        "context": list(term.context),
        "note": term.note,
        "watchlist": watchlist.name,
    }


def as_row(term: Term) -> str:
    """Return a term as its CSV row: how an edit's history shows it."""
    return write_terms([term]).split("\n", 1)[1].strip()
