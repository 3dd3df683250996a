"""The audit log: who changed what, append-only, each row chained to the one before by its hash.

A row that was altered or taken out breaks the chain, and `verify` says where. Old rows may be deleted by a
retention rule: the deletion is itself a row, which holds the last deleted hash, so the chain goes on from
there. The rows of a team may be emptied: a later row says which, and their hashes stay.

Takes an open database and never opens a transaction of its own: an edit and its row are one commit.
Part of migration set "bot".
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from bot.actors import Actor
from bot.database.interface import Database, stamp
from bot.triage import colleagues

MIGRATIONS: Sequence[tuple[str, str]] = (
    (
        "0400_audit",
        """
        CREATE TABLE audit (
            seq BIGINT PRIMARY KEY, at TEXT NOT NULL, team TEXT NOT NULL, workspace TEXT NOT NULL,
            who TEXT NOT NULL, via TEXT NOT NULL, channel TEXT NOT NULL, action TEXT NOT NULL,
            subject TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, request_id TEXT NOT NULL,
            hash TEXT NOT NULL
        );
        """,
    ),
)
PRUNED = "audit.delete"  # subject: the last row deleted; after: its hash
EMPTIED = "audit.empty"  # subject: the rows that were emptied, as 3-9,12
BEGINNING = "0" * 64  # what the first row is chained to


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One change. `hash` covers every other field and the hash of the row before."""

    seq: int
    at: str
    team: str
    workspace: str
    who: str
    via: str
    channel: str
    action: str
    subject: str
    before: str
    after: str
    request_id: str
    hash: str


def append(
    db: Database, actor: Actor, action: str, subject: str, *, before: str = "", after: str = "", now: datetime
) -> None:
    """Add a row. Call it inside the transaction of the change itself."""
    db.lock("audit")  # two instances must not chain to the same row
    colleagues.remember(db, actor)
    last = db.query("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1")
    seq, previous = (last[0]["seq"] + 1, last[0]["hash"]) if last else (1, BEGINNING)
    values = {
        "seq": seq,
        "at": stamp(now),
        "team": actor.team,
        "workspace": actor.workspace,
        "who": actor.user,
        "via": actor.via,
        "channel": actor.channel,
        "action": action,
        "subject": subject,
        "before": before,
        "after": after,
        "request_id": actor.request_id,
    }
    db.execute(
        "INSERT INTO audit VALUES (:seq, :at, :team, :workspace, :who, :via, :channel, :action, :subject,"
        " :before, :after, :request_id, :hash)",
        {**values, "hash": chained(previous, values)},
    )


def chained(previous: str, values: dict[str, object]) -> str:
    """Return the hash of a row (without its own) after the row whose hash is `previous`."""
    text = json.dumps(values, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def rows(db: Database, *, since: str = "", until: str = "9999") -> Iterator[Row]:
    """Yield the rows of a range of time (as `stamp` writes it), oldest first."""
    found = db.query(
        "SELECT * FROM audit WHERE at >= :since AND at < :until ORDER BY seq",
        {"since": since, "until": until},
    )
    for row in found:
        yield Row(**row)


def prune(db: Database, actor: Actor, *, before: datetime, now: datetime) -> int:
    """Delete the rows older than `before` and note it as a row of the log; return how many were deleted.

    The oldest rows of the chain go, up to the first that is young enough: never one out of its middle.
    """
    db.lock("audit")
    young = db.query("SELECT MIN(seq) AS seq FROM audit WHERE at >= :before", {"before": before})[0]["seq"]
    condition = "" if young is None else "WHERE seq < :young"
    params = {} if young is None else {"young": young}
    last = db.query(f"SELECT seq, hash FROM audit {condition} ORDER BY seq DESC LIMIT 1", params)  # noqa: S608
    if not last:
        return 0
    append(db, actor, PRUNED, str(last[0]["seq"]), after=last[0]["hash"], now=now)
    return db.execute("DELETE FROM audit WHERE seq <= :last", {"last": last[0]["seq"]})


def empty(db: Database, actor: Actor, team: str, now: datetime) -> int:
    """Empty the rows of a team, and note which in a row of its own; return how many there were.

    Of each row its place, its time and its hash remain.
    """
    db.lock("audit")
    found = db.query("SELECT seq FROM audit WHERE team = :team ORDER BY seq", {"team": team})
    if not found:
        return 0
    append(db, actor, EMPTIED, _spans([row["seq"] for row in found]), now=now)
    return db.execute(
        "UPDATE audit SET team = '', workspace = '', who = '', via = '', channel = '', action = '',"
        " subject = '', before = '', after = '', request_id = '' WHERE team = :team",
        {"team": team},
    )


def _spans(numbers: Sequence[int]) -> str:
    """Return ascending numbers as 3-9,12."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ",".join(f"{first}-{last}" if first < last else f"{first}" for first, last in spans)


def _emptied(db: Database) -> set[int]:
    """Return the rows that later rows say were emptied."""
    found = db.query("SELECT subject FROM audit WHERE action = :action", {"action": EMPTIED})
    spans = [span.partition("-") for row in found for span in row["subject"].split(",")]
    return {
        number
        for first, _, last in spans
        if first.isdigit()
        for number in range(int(first), int(last or first) + 1)
    }


def verify(db: Database) -> str:
    """Return "" when the chain holds, else one sentence that says where it breaks."""
    previous, expected = _start(db)
    emptied = _emptied(db)
    for row in rows(db):
        if row.seq != expected:
            return f"Row {expected} of the audit log is missing."
        values = {name: value for name, value in asdict(row).items() if name != "hash"}
        if chained(previous, values) != row.hash and not (row.seq in emptied and not row.action):
            return f"Row {row.seq} of the audit log was altered, or the row before it."
        previous, expected = row.hash, expected + 1
    return ""


def _start(db: Database) -> tuple[str, int]:
    """Return the hash that the first row must be chained to, and the first row's number.

    After a deletion these stand in the row that notes it, which is part of the chain that is verified.
    """
    noted = db.query(
        "SELECT subject, after FROM audit WHERE action = :action ORDER BY seq DESC LIMIT 1",
        {"action": PRUNED},
    )
    if noted and noted[0]["subject"].isdigit():
        return noted[0]["after"], int(noted[0]["subject"]) + 1
    return BEGINNING, 1
