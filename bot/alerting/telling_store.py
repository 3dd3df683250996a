"""The table of what is still to be told to many teams (`bot.alerting.telling`). Part of migration set "bot".

Takes an open database and never opens a transaction of its own.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.alerts import Alert
from bot.database.interface import Database, moment
from bot.outbox.codec import from_text, to_text

MIGRATIONS: Sequence[tuple[str, str]] = (
    (
        "0700_tellings",
        """
        CREATE TABLE tellings (
            id TEXT PRIMARY KEY,
            source_id TEXT NOT NULL,
            items TEXT NOT NULL,            -- keys, as a JSON array
            notice TEXT,                    -- instead of items: an alert that every team gets
            first INTEGER NOT NULL,         -- the source was read for the first time
            late INTEGER NOT NULL,
            read INTEGER NOT NULL,          -- items in the poll
            at TEXT NOT NULL,               -- when the poll was
            reached TEXT NOT NULL           -- teams up to this one were told
        );
        """,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """A telling that is not at its end. `keys` are those of its items, `reached` the last team told.

    `found` are, by key, the words of teams that stand only in what is not kept of an item.
    """

    id: str
    source: str
    keys: tuple[str, ...]
    notice: Alert | None
    first: bool
    late: bool
    read: int
    at: datetime
    reached: str
    found: Mapping[str, Sequence[str]] = field(default_factory=dict)


def save(db: Database, rest: Rest) -> None:
    """Note what is left to tell; again with the same id nothing changes."""
    items = [[key, *rest.found[key]] if key in rest.found else key for key in rest.keys]
    db.execute(
        "INSERT INTO tellings VALUES (:id, :source, :items, :notice, :first, :late, :read, :at, :reached)"
        " ON CONFLICT (id) DO NOTHING",
        {
            "id": rest.id,
            "source": rest.source,
            "items": json.dumps(items, ensure_ascii=False),
            "notice": to_text(rest.notice) if rest.notice else None,
            "first": rest.first,
            "late": rest.late,
            "read": rest.read,
            "at": rest.at,
            "reached": rest.reached,
        },
    )


def oldest(db: Database) -> Rest | None:
    """Return the telling to go on with."""
    rows = db.query("SELECT * FROM tellings ORDER BY at, id LIMIT 1")
    return _rest(rows[0]) if rows else None


def held(db: Database, rest_id: str) -> Rest | None:
    """Return the telling as it stands, kept from other instances; None when done, or one of them has it."""
    rows = db.query(
        f"SELECT * FROM tellings WHERE id = :id {db.skip_locked}",  # noqa: S608 - a constant
        {"id": rest_id},
    )
    return _rest(rows[0]) if rows else None


def move_on(db: Database, rest_id: str, reached: str) -> None:
    """Note that teams up to this one were told."""
    db.execute("UPDATE tellings SET reached = :team WHERE id = :id", {"team": reached, "id": rest_id})


def end(db: Database, rest_id: str) -> None:
    """Forget a telling: everybody was told."""
    db.execute("DELETE FROM tellings WHERE id = :id", {"id": rest_id})


def _rest(row: dict[str, object]) -> Rest:
    items = [[one] if isinstance(one, str) else one for one in json.loads(str(row["items"]))]
    return Rest(
        id=str(row["id"]),
        source=str(row["source_id"]),
        keys=tuple(key for key, *_ in items),
        found={key: words for key, *words in items if words},
        notice=from_text(str(row["notice"])) if row["notice"] else None,
        first=bool(row["first"]),
        late=bool(row["late"]),
        read=int(str(row["read"])),
        at=moment(str(row["at"])),
        reached=str(row["reached"]),
    )
