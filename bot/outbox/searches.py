"""What to look for in the chat, and what follows from finding it or not.

Any number of processes may search; each result is fenced by the token of the claim it is about
(`bot.outbox.claims`).
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from bot.alerts import DeliveryState, Destination, Receipt, delivery_key
from bot.database.interface import Database, moment
from bot.outbox import quiet
from bot.outbox.decisions import DeliveryReason, Limits, judge_search
from bot.outbox.moves import Move, move
from bot.outbox.outbox import record
from bot.outbox.places import read_destination
from bot.outbox.reading import stored

LOOK_BATCH = 500
RESTORED = "restored"  # the token of what a restored backup holds and is to be looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A delivery whose fate is unknown.

    `token` fences it; `revision` is the oldest it may have been sent as. `lines`: of a summary in a restored
    store, the keys under which what its lines name may have been told, by itself or in another summary.
    """

    key: str
    alert: str
    token: str
    revision: int
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What to look for in one destination, in one go."""

    destination: Destination
    since: datetime
    suspects: tuple[Suspect, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """What to look for."""
        return tuple(dict.fromkeys(key for each in self.suspects for key in (each.key, *each.lines)))


def to_search(
    db: Database, now: datetime, channels: Collection[str], limits: Limits, *, busy: Collection[str] = ()
) -> tuple[Search, ...]:
    """Return what to look for: deliveries left `sending` past their grace time, by destination.

    `busy` are keys this process has under way. A destination answered here is left alone by every process
    for half a grace time, so that one of them reads it back.
    """
    overdue = """
        SELECT d.key, d.alert_id, d.token, d.first_sending, d.sending_revision, d.destination_id, t.*
        FROM deliveries d JOIN destinations t ON t.id = d.destination_id
        WHERE d.state = 'sending' AND d.due <= :now AND t.look_after <= :now ORDER BY d.seq LIMIT 5000
    """
    rows = [row for row in db.query(overdue, {"now": now}) if row["key"] not in busy]
    batches: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if row["channel"] in channels:
            batches.setdefault(row["destination_id"], []).append(row)
    searches = []
    for destination_id, overdue_rows in batches.items():
        batch = overdue_rows[:LOOK_BATCH]
        mine = db.execute(
            "UPDATE destinations SET look_after = :until WHERE id = :id AND look_after <= :now",
            {"until": now + limits.grace / 2, "id": destination_id, "now": now},
        )
        if mine:
            searches.append(
                Search(
                    destination=read_destination(batch[0]),
                    since=min(moment(row["first_sending"]) for row in batch),
                    suspects=tuple(
                        Suspect(
                            key=row["key"],
                            alert=row["alert_id"],
                            token=row["token"],
                            revision=row["sending_revision"],
                            lines=_lines(db, row),
                        )
                        for row in batch
                    ),
                )
            )
    return tuple(searches)


def _lines(db: Database, row: Mapping[str, Any]) -> tuple[str, ...]:
    """Return under which keys the lines may have been told; of a store that was not put back, none."""
    if row["token"] != RESTORED:
        return ()
    named = (line.alert for line in stored(db, row["alert_id"]).lines if line.alert)
    return tuple(delivery_key(alert, row["destination_id"]) for alert in named)


def searched(
    db: Database, search: Search, found: dict[str, Receipt] | None, now: datetime
) -> dict[DeliveryReason, int]:
    """Settle what was looked for and return how many went which way.

    `found` are the messages read back by key; None: the chat shows nothing back. What is to be posted after a
    restore waits for the end of its team's quiet hours, as it did before.
    """
    with db.atomic():
        if found:
            found = found | _told_by_lines(db, search, found, now)
        judged = [(each, *judge_search(each.key, found, each.revision)) for each in search.suspects]
        held = move(
            db,
            [
                Move(
                    key=suspect.key,
                    alert=suspect.alert,
                    state=DeliveryState.SENDING,
                    token=suspect.token,
                    decision=decision,
                    at=now,
                )
                for suspect, decision, _ in judged
            ],
        )
        ours = [one for one, mine in zip(judged, held, strict=True) if mine]
        db.execute_many(
            "UPDATE deliveries SET may_repeat = :may WHERE key = :key",
            [{"key": suspect.key, "may": int(may_repeat)} for suspect, _, may_repeat in ours],
        )
        db.execute_many(
            "UPDATE deliveries SET via = :via, due = NULL WHERE key = :key",
            [
                {"key": suspect.key, "via": (found or {})[suspect.key].digest}
                for suspect, decision, _ in ours
                if decision.reason is DeliveryReason.IN_DIGEST
            ],
        )
        restored = [
            suspect
            for suspect, decision, _ in ours
            if decision.state is DeliveryState.PENDING and suspect.token == RESTORED
        ]
        _hold(db, restored, now)
        db.execute(
            "UPDATE destinations SET look_after = :now WHERE id = :id",
            {"now": now, "id": search.destination.id},
        )
    return Counter(decision.reason for _, decision, _ in ours)


def _told_by_lines(
    db: Database, search: Search, found: Mapping[str, Receipt], now: datetime
) -> dict[str, Receipt]:
    """Return the summaries of which some was told before the store was put back: that is not told again.

    What is left of each is recorded as a message of its own.
    """
    told = {}
    for suspect in search.suspects:
        receipts = [found[key] for key in suspect.lines if key in found]
        if not receipts or suspect.key in found or suspect.revision:
            continue
        by = receipts[0]
        told[suspect.key] = Receipt(message_id=by.message_id, digest=by.digest or suspect.key)
        whole = stored(db, suspect.alert)
        lines = tuple(
            line for line in whole.lines if delivery_key(line.alert, search.destination.id) not in found
        )
        if lines:
            count = f"{len(receipts)} that {'was' if len(receipts) == 1 else 'were'}"
            before = f"Not repeated: {count} told before the store was put back."
            rest = replace(
                whole,
                id=f"rest:{search.destination.id}:{whole.id}",
                lines=lines,
                text=f"{whole.text} {before}".strip(),
            )
            record(db, rest, [search.destination], now)
    return told


def _hold(db: Database, suspects: Iterable[Suspect], now: datetime) -> None:
    """Hold back what is found in quiet hours: a backup may have been made, or put back, in the night."""
    for suspect in suspects:
        morning = quiet.held_until(db, stored(db, suspect.alert), now)
        if morning is not None:
            db.execute(
                "UPDATE deliveries SET due = NULL, late = 1, held_until = :morning"
                " WHERE key = :key AND state = 'pending'",
                {"key": suspect.key, "morning": morning},
            )


def look_later(db: Database, search: Search, wait: timedelta, now: datetime) -> None:
    """The search itself failed: leave its deliveries as they are and look again after `wait`."""
    db.execute(
        "UPDATE destinations SET look_after = :until, held_at = :now WHERE id = :id",
        {"until": now + wait, "now": now, "id": search.destination.id},
    )
