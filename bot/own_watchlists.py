"""The watchlists that a team edits itself: which term stands where, and each edit with its history.

Knows the store of watchlists and the audit log. Knows no Reply and opens no transaction: the caller's
`atomic()` makes an edit and its history one commit.
"""

import secrets
from typing import Any

import watchlists.store
from bot import audit
from bot.actors import Actor
from bot.desk import Desk
from bot.errors import CommandError
from watchlists import editing
from watchlists.csvfile import write_terms
from watchlists.editing import Action, Edit
from watchlists.errors import UnknownTerm, UnknownWatchlist
from watchlists.model import Term, Watchlist

DEFAULT = "default"


def find(desk: Desk, actor: Actor, name: str, watchlist: str = "") -> tuple[Watchlist, Term]:
    """Return a term and the team's watchlist (any, or the one named) that holds it; official ones hold none.

    Raises CommandError when there is none.
    """
    for one in watchlists.store.watchlists(desk.db, actor.team):
        if one.official or (watchlist and one.name != watchlist):
            continue
        try:
            return one, editing.find(one, name)
        except UnknownTerm:
            continue
    where = f"the watchlist “{watchlist}”" if watchlist else "any watchlist"
    raise CommandError(f"“{name}” is not in {where}; `watchlist show` lists what is watched.")


def term_named(desk: Desk, actor: Actor, name: str, watchlist: str = "") -> Term:
    """Return a term of the team's own watchlists. Raises CommandError when there is none."""
    return find(desk, actor, name, watchlist)[1]


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
) -> None:
    """Keep the edited watchlist, with the edit's history; `before` and `after` as people read them there."""
    watchlists.store.save_watchlist(desk.db, watchlist, desk.clock())
    record(desk, actor, watchlist, action, term, before, after)


def record(
    desk: Desk, actor: Actor, watchlist: Watchlist, action: Action, term: str, before: str, after: str
) -> None:
    """Write an edit into the team's history and into the audit log; the watchlist itself stays as it is."""
    edit = Edit(
        watchlist=watchlist.name,
        action=action,
        term=term,
        before=before,
        after=after,
        user=actor.user,
        via=actor.via,
        at=desk.clock(),
    )
    watchlists.store.save_edit(desk.db, actor.team, edit, secrets.token_hex(12))
    audit.append(
        desk.db,
        actor,
        f"watchlist.{action}",
        f"{watchlist.name}/{term}",
        before=before,
        after=after,
        now=edit.at,
    )


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
