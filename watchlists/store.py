"""Tables of teams, watchlists and terms; migration set "watchlists", also for `mutes` and `edit_history`.

Takes an open database and never opens a transaction of its own: the caller groups the writes.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from watchlists.errors import UnknownWatchlist
from watchlists.model import Term, Watchlist

MIGRATIONS: Sequence[tuple[str, str]] = (
    (
        "0001_teams_watchlists",
        """
        CREATE TABLE teams (name TEXT PRIMARY KEY, rules TEXT NOT NULL, added_at TEXT NOT NULL);
        CREATE TABLE watchlists (
            team TEXT NOT NULL, name TEXT NOT NULL, official INTEGER NOT NULL, added_at TEXT NOT NULL,
            revision INTEGER NOT NULL, PRIMARY KEY (team, name)
        );
        CREATE TABLE terms (
            team TEXT NOT NULL, watchlist TEXT NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL,
            kind TEXT NOT NULL, aliases TEXT NOT NULL, weak_aliases TEXT NOT NULL, context TEXT NOT NULL,
            note TEXT NOT NULL, extra TEXT NOT NULL,
            PRIMARY KEY (team, watchlist, name),
            FOREIGN KEY (team, watchlist) REFERENCES watchlists(team, name) ON DELETE CASCADE
        );
        CREATE TABLE mutes (
            team TEXT NOT NULL, term TEXT NOT NULL, until TEXT, who TEXT NOT NULL, reason TEXT NOT NULL,
            PRIMARY KEY (team, term)
        );
        CREATE TABLE edits (
            id TEXT PRIMARY KEY, team TEXT NOT NULL, watchlist TEXT NOT NULL, action TEXT NOT NULL,
            term TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, who TEXT NOT NULL,
            via TEXT NOT NULL, at TEXT NOT NULL
        );
        CREATE INDEX edits_at ON edits(team, at);
        """,
    ),
)


class Rows(Protocol):
    """What this store asks of a database; aware times are written in UTC, as text that sorts as they pass."""

    def query(self, sql: str, params: Mapping[str, object] | None = None) -> list[dict[str, Any]]:
        """Return the rows of a SELECT."""
        ...

    def execute(self, sql: str, params: Mapping[str, object] | None = None) -> int:
        """Run a statement and return the number of rows it touched."""
        ...

    def execute_many(self, sql: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Run a statement once for each row."""
        ...


def teams(db: Rows) -> dict[str, dict[str, Any]]:
    """Return the settings of each team's rules, by team."""
    return {team: json.loads(text) for team, text in teams_as_stored(db).items()}


def teams_as_stored(db: Rows) -> dict[str, str]:
    """Return the same as JSON text, for who asks often and need not read what has not changed."""
    return {row["name"]: row["rules"] for row in db.query("SELECT name, rules FROM teams ORDER BY name")}


def save_team(db: Rows, team: str, rules: Mapping[str, Any], now: datetime) -> None:
    """Store a team, or the rules of one that is there."""
    db.execute(
        "INSERT INTO teams VALUES (:name, :rules, :now)"
        " ON CONFLICT (name) DO UPDATE SET rules = excluded.rules",
        {"name": team, "rules": json.dumps(dict(rules)), "now": now},
    )


def watchlists(db: Rows, team: str | None = None) -> tuple[Watchlist, ...]:
    """Return the watchlists of one team, or of all, with their terms."""
    where = "WHERE team = :team" if team is not None else ""
    params = {"team": team} if team is not None else None
    terms: dict[tuple[str, str], list[Term]] = {}
    for row in db.query(f"SELECT * FROM terms {where} ORDER BY place", params):  # noqa: S608 - fixed text
        terms.setdefault((row["team"], row["watchlist"]), []).append(_term(row))
    return tuple(
        Watchlist(
            team=row["team"],
            name=row["name"],
            official=bool(row["official"]),
            terms=tuple(terms.get((row["team"], row["name"]), ())),
        )
        for row in db.query(f"SELECT * FROM watchlists {where} ORDER BY team, added_at, name", params)  # noqa: S608
    )


def get_watchlist(db: Rows, team: str, name: str) -> Watchlist:
    """Return one watchlist. Raises UnknownWatchlist, naming those there are."""
    rows = db.query(
        "SELECT * FROM watchlists WHERE team = :team AND name = :name", {"team": team, "name": name}
    )
    if not rows:
        there = ", ".join(f"“{row['name']}”" for row in names(db, team)) or "none"
        raise UnknownWatchlist(f"No watchlist “{name}”; there are: {there}.")
    found = db.query(
        "SELECT * FROM terms WHERE team = :team AND watchlist = :name ORDER BY place",
        {"team": team, "name": name},
    )
    return Watchlist(
        team=team, name=name, official=bool(rows[0]["official"]), terms=tuple(_term(row) for row in found)
    )


def names(db: Rows, team: str) -> list[dict[str, Any]]:
    """Return name, official and number of terms of the team's watchlists, in the order added."""
    return db.query(
        "SELECT w.name, w.official, (SELECT COUNT(*) FROM terms t"
        " WHERE t.team = w.team AND t.watchlist = w.name) AS terms"
        " FROM watchlists w WHERE w.team = :team ORDER BY w.added_at, w.name",
        {"team": team},
    )


def official(db: Rows) -> list[tuple[str, str]]:
    """Return the official lists, or parts of one, that are watched whole: team and name of each."""
    rows = db.query("SELECT team, name FROM watchlists WHERE official = 1 ORDER BY team, name")
    return [(row["team"], row["name"]) for row in rows]


def revision(db: Rows) -> tuple[int, int, str]:
    """Return what moves with every edit of any watchlist; tells a matcher that it is out of date.

    The newest time tells one list that came from another that went.
    """
    [row] = db.query(
        "SELECT COUNT(*) AS lists, COALESCE(SUM(revision), 0) AS revisions,"
        " COALESCE(MAX(added_at), '') AS newest FROM watchlists"
    )
    return int(row["lists"]), int(row["revisions"]), row["newest"]


def size(db: Rows) -> int:
    """Return how many terms are stored, of all watchlists."""
    [row] = db.query("SELECT COUNT(*) AS terms FROM terms")
    return int(row["terms"])


def revisions(db: Rows) -> dict[tuple[str, str], int]:
    """Return the revision of each watchlist, by team and name."""
    return {
        (row["team"], row["name"]): row["revision"]
        for row in db.query("SELECT team, name, revision FROM watchlists")
    }


def save_watchlist(db: Rows, watchlist: Watchlist, now: datetime) -> None:
    """Write a watchlist as a whole; terms that did not change are not rewritten."""
    where = {"team": watchlist.team, "name": watchlist.name}
    db.execute(
        "INSERT INTO watchlists VALUES (:team, :name, :official, :now, 1)"
        " ON CONFLICT (team, name) DO UPDATE SET revision = watchlists.revision + 1",
        {**where, "official": int(watchlist.official), "now": now},
    )
    held = {
        row["name"]: _row(watchlist, row["place"], _term(row))
        for row in db.query("SELECT * FROM terms WHERE team = :team AND watchlist = :name", where)
    }
    fresh = {term.name: _row(watchlist, place, term) for place, term in enumerate(watchlist.terms)}
    db.execute_many(
        "DELETE FROM terms WHERE team = :team AND watchlist = :watchlist AND name = :name",
        [
            {"team": watchlist.team, "watchlist": watchlist.name, "name": name}
            for name in held.keys() - fresh.keys()
        ],
    )
    db.execute_many(
        "INSERT INTO terms VALUES (:team, :watchlist, :place, :name, :kind, :aliases, :weak_aliases,"
        " :context, :note, :extra) ON CONFLICT (team, watchlist, name) DO UPDATE SET place = excluded.place,"
        " kind = excluded.kind, aliases = excluded.aliases, weak_aliases = excluded.weak_aliases,"
        " context = excluded.context, note = excluded.note, extra = excluded.extra",
        [row for name, row in fresh.items() if held.get(name) != row],
    )


def drop_watchlist(db: Rows, team: str, name: str) -> bool:
    """Forget a watchlist with its terms. Returns whether there was one."""
    where = {"team": team, "name": name}
    db.execute("DELETE FROM terms WHERE team = :team AND watchlist = :name", where)
    return bool(db.execute("DELETE FROM watchlists WHERE team = :team AND name = :name", where))


def _row(watchlist: Watchlist, place: int, term: Term) -> dict[str, object]:
    return {
        "team": watchlist.team,
        "watchlist": watchlist.name,
        "place": place,
        "name": term.name,
        "kind": term.kind,
        "aliases": json.dumps(term.aliases, ensure_ascii=False),
        "weak_aliases": json.dumps(term.weak_aliases, ensure_ascii=False),
        "context": json.dumps(term.context, ensure_ascii=False),
        "note": term.note,
        "extra": json.dumps(dict(term.extra), ensure_ascii=False),
    }


def _term(row: Mapping[str, Any]) -> Term:
    return Term(
        name=row["name"],
        kind=row["kind"],
        aliases=_listed(row["aliases"]),
        weak_aliases=_listed(row["weak_aliases"]),
        context=_listed(row["context"]),
        note=row["note"],
        extra={} if row["extra"] == "{}" else json.loads(row["extra"]),
    )


def _listed(text: str) -> tuple[str, ...]:
    return () if text == "[]" else tuple(json.loads(text))
