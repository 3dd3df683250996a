"""A desk on a fresh store, and somebody who says something to it: what tests of commands begin with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from bot.actors import Actor, Role
from bot.commands.desk import Desk
from bot.database.interface import Database, open_database
from bot.grammar import line as grammar
from bot.matching.in_force import Matching
from bot.opening import MIGRATIONS
from bot.replies import Reply
from watchlists.csvfile import read_terms
from watchlists.editing import Action, Edit
from watchlists.model import Watchlist
from watchlists.store import save_team, save_watchlist


@contextmanager
def a_desk(
    url: str,
    now: datetime,
    *,
    team: str = "ours",
    terms: str = "",
    also: Callable[[Database], object] = lambda _: None,
) -> Iterator[Desk]:
    """Give the desk of a team at a fixed time; `terms` are rows of a sheet, `also` adds more to the store."""
    db = open_database(url, MIGRATIONS)
    with db.atomic():
        save_team(db, team, {}, now)
        if terms:
            rows, _ = read_terms(f"kind,name,aliases,context,note\n{terms}\n")
            save_watchlist(db, Watchlist(team=team, name="own", terms=rows), now)
        also(db)
    yield desk_over(db, now)
    db.close()


def desk_over(db: Database, now: datetime, clock: Callable[[], datetime] | None = None) -> Desk:
    """Return the desk over a store as it is; its clock stands at `now` unless another is given."""
    matching = Matching()
    matching.refresh(db, now)
    return Desk(db, matching, clock or (lambda: now))


def said(desk: Desk, text: str, team: str = "ours", *, confirmed: bool = False, **who: Any) -> Reply:
    """Return what somebody of the team is answered; `who` are further fields of the Actor."""
    given = {"team": team, "user": "U1", "role": Role.EDITOR, "via": "test"} | who
    return grammar.answer(text, desk, Actor(**given), confirmed=confirmed)


def imported(rows: str, now: datetime) -> Edit:
    """Return the history's line of an import that brought these rows."""
    return Edit(
        watchlist="default",
        action=Action.IMPORT,
        term="(file)",
        before="",
        after=rows,
        user="U1",
        via="test",
        at=now,
    )
