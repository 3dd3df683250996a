"""What people are called who changed something: their front end's id for them means nothing elsewhere.

Written with each row of the audit log, so whoever stands there has a name; a later one replaces it. Takes an
open database and never opens a transaction of its own. Part of migration set "bot".
"""

from collections.abc import Sequence

from bot.actors import Actor
from bot.database.interface import Database, Migration

MIGRATIONS: Sequence[Migration] = (
    (
        "0800_colleagues",
        """
        CREATE TABLE colleagues (
            team TEXT NOT NULL, via TEXT NOT NULL, who TEXT NOT NULL, name TEXT NOT NULL,
            PRIMARY KEY (team, via, who)
        );
        """,
    ),
)


def remember(db: Database, actor: Actor) -> None:
    """Keep what the front end calls the person, where it says so."""
    if actor.name:
        db.execute(
            "INSERT INTO colleagues VALUES (:team, :via, :who, :name)"
            " ON CONFLICT (team, via, who) DO UPDATE SET name = excluded.name",
            {"team": actor.team, "via": actor.via, "who": actor.user, "name": actor.name},
        )


class Names:
    """The names of a team's people, or (None) of all teams', by front end and id."""

    def __init__(self, db: Database, team: str | None = None) -> None:
        rows = db.query(
            "SELECT via, who, name FROM colleagues WHERE :team = '' OR team = :team", {"team": team or ""}
        )
        self._names = {(row["via"], row["who"]): str(row["name"]) for row in rows}

    def get(self, via: str, who: str) -> str:
        """Return what somebody is called; their id where nobody said."""
        return self._names.get((via, who), who)
