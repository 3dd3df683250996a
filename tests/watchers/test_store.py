"""Claims and leases on sources: one instance polls a source at a time."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

import watchers.leases
import watchers.store
from bot.database.interface import Database, open_database
from bot.opening import MIGRATIONS
from watchers.errors import UnknownSource
from watchers.model import Source, SourceKind, SourceState

pytestmark = pytest.mark.both_stores

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LEASE = timedelta(minutes=2)


@pytest.fixture
def db(store_url: str) -> Iterator[Database]:
    store = open_database(store_url, MIGRATIONS)
    with store.atomic():
        for number in range(3):
            watchers.store.add_source(store, source(f"s{number}"), NOW)
    yield store
    store.close()


def source(name: str) -> Source:
    return Source(
        id=name, kind=SourceKind.FEED, url=f"https://x.example/{name}", name=name, options={"article": "on"}
    )


def claim(db: Database, token: str, now: datetime = NOW, **more: object) -> set[str]:
    with db.atomic():
        claimed = watchers.leases.claim_due(db, now=now, lease=LEASE, token=token, **more)  # type: ignore[arg-type]
    return {one.id for one, _ in claimed}


def test_a_claimed_source_is_nobody_elses(db: Database) -> None:
    """Until the state is saved or the lease ends."""
    assert claim(db, "a", limit=2) == {"s0", "s1"}
    assert claim(db, "b") == {"s2"}
    assert claim(db, "c") == set()
    later = NOW + LEASE + timedelta(seconds=1)
    assert claim(db, "c", later) == {"s0", "s1", "s2"}
    assert watchers.leases.leases(db, ["s0", "nowhere"]) == ["c", None], "the late one may not record"


def test_a_renewed_lease_holds(db: Database) -> None:
    """A poll that takes long keeps its sources."""
    claim(db, "a")
    assert watchers.leases.renew_leases(db, "a", NOW + LEASE * 3) == {"s0", "s1", "s2"}
    assert claim(db, "b", NOW + LEASE * 2) == set()


def test_a_lease_from_before_the_clock_was_put_back_holds_nobody(db: Database) -> None:
    """A killed process must not block a source for the hour by which the clock was set back."""
    claim(db, "a")
    watchers.leases.rebase(db, NOW)
    db.execute("UPDATE source_states SET next_poll_at = :past", {"past": NOW - timedelta(hours=3)})
    assert claim(db, "b", NOW - timedelta(minutes=1)) == set(), "clocks of instances differ a little"
    assert claim(db, "b", NOW - timedelta(hours=1)) == {"s0", "s1", "s2"}


def test_a_clock_put_back_keeps_the_pauses(db: Database) -> None:
    """A poll that lies in the future is taken as made now; again it changes nothing."""
    state = SourceState(source_id="s0", last_poll_at=NOW, next_poll_at=NOW + timedelta(minutes=30))
    watchers.store.save_state(db, state)
    earlier = NOW - timedelta(days=1)
    assert watchers.leases.rebase(db, earlier) == 1
    assert watchers.store.states(db)["s0"].next_poll_at == earlier + timedelta(minutes=30)
    assert watchers.leases.rebase(db, earlier + timedelta(minutes=1)) == 0
    assert watchers.store.states(db)["s0"].next_poll_at == earlier + timedelta(minutes=30)


def test_saving_the_state_gives_the_lease_back(db: Database) -> None:
    """The next poll is due when the state says so."""
    claim(db, "a")
    due = NOW + timedelta(hours=1)
    watchers.store.save_state(db, SourceState(source_id="s0", next_poll_at=due))
    assert claim(db, "b", NOW + timedelta(seconds=1)) == set()
    assert "s0" in claim(db, "b", due)


def test_paused_sources_are_left_alone_unless_named(db: Database) -> None:
    """A person may still poll one by name."""
    watchers.store.pause_source(db, "s0", paused=True)
    assert claim(db, "a") == {"s1", "s2"}
    assert claim(db, "b", only=["s0"]) == {"s0"}


def test_a_source_comes_back_as_it_was_stored(db: Database) -> None:
    """Every value survives; an id is taken once; a removed source is unknown."""
    assert watchers.store.get_source(db, "s0") == source("s0")
    assert not watchers.store.add_source(db, source("s0"), NOW)
    watchers.store.remove_source(db, "s0")
    with pytest.raises(UnknownSource, match="sources list"):
        watchers.store.get_source(db, "s0")


def test_every_state_value_survives(db: Database) -> None:
    """What is known of a source between polls is all kept."""
    state = SourceState(
        source_id="s0",
        etag='"x"',
        last_modified="Sun, 01 Mar 2026 00:00:00 GMT",
        content_hash="abc",
        next_poll_at=NOW,
        last_poll_at=NOW,
        last_success_at=NOW,
        last_item_at=NOW,
        failures=3,
        last_error="No.",
        told_failing=True,
        baselined=True,
        usual_gap=timedelta(hours=5),
        reader="0a1b",
    )
    watchers.store.save_state(db, state)
    assert watchers.store.states(db)["s0"] == state
