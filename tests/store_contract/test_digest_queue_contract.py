"""What waits for the daily digest, on every store: taken once, and nothing with it that came meanwhile."""

from datetime import timedelta
from typing import Any

import pytest

from bot.alerting import verdicts
from bot.database.interface import open_database
from bot.opening import MIGRATIONS
from tests.outbox_samples import NOW


def test_what_another_instance_adds_while_the_digest_is_made_waits_for_the_next(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its poll may have begun before the digest did, and be written in the middle of it."""
    one, two = (open_database(url, MIGRATIONS) for _ in range(2))
    verdicts.queue_for_digest(one, "red", "a1", NOW)
    ask = one.query

    def asked_while_two_writes(sql: str, params: Any = None) -> list[dict[str, Any]]:
        rows = ask(sql, params)
        verdicts.queue_for_digest(two, "red", "a2", NOW - timedelta(minutes=1))
        return rows

    monkeypatch.setattr(one, "query", asked_while_two_writes)
    assert verdicts.take_digest(one, "red") == ("a1",)
    monkeypatch.undo()
    assert verdicts.take_digest(two, "red") == ("a2",)
    for each in (one, two):
        each.close()


def test_what_was_found_while_the_clock_was_ahead_is_in_the_next_digest(url: str) -> None:
    """A clock set back a month delays nothing by a month."""
    db = open_database(url, MIGRATIONS)
    verdicts.queue_for_digest(db, "red", "a1", NOW + timedelta(days=30))
    assert verdicts.take_digest(db, "red") == ("a1",)
    db.close()
