"""What a retention rule deletes, and what it must never delete, on every store."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

import watchers.item_store
import watchers.store
from bot.actors import Actor, Role
from bot.alerting import told
from bot.database.interface import Database, open_database
from bot.opening import MIGRATIONS
from bot.operating import retention
from bot.operating.retention import Pruned, Rules
from bot.outbox import outbox
from bot.outbox.claims import claim
from bot.outbox.decisions import Limits, judge
from bot.outbox.settling import Result, settle
from bot.triage import audit
from tests.outbox_samples import NOW, a_destination, an_alert, final
from watchers.changes import Decision, content_hash, decide, item_key, seen_again
from watchers.model import Item, ItemKind, Source, SourceKind

DAY = timedelta(days=1)
YEAR = Rules(content=365 * DAY, audit=365 * DAY)
ACTOR = Actor(team="red", user="U1", role=Role.EDITOR, via="slack")


@pytest.fixture
def db(url: str) -> Iterator[Database]:
    """Return a store with all tables and one feed."""
    store = open_database(url, MIGRATIONS)
    source = Source(id="wire", kind=SourceKind.FEED, url="https://news.example/feed", name="Wire")
    with store.atomic():
        watchers.store.add_source(store, source, NOW)
    yield store
    store.close()


def prune(db: Database, rules: Rules = YEAR, now=NOW) -> Pruned:
    """Delete to the end."""
    done = Pruned()
    for done in retention.prune(db, rules, now):  # noqa: B007 - the last one counts
        pass
    return done


def an_item(name: str) -> Item:
    return Item(
        id=name, source="wire", kind=ItemKind.NEWS, url=f"https://news.example/{name}", title=name, text="x"
    )


def keep_item(db: Database, name: str, seen) -> Decision:
    """Store an item as a poll at that time did; return the decision."""
    [decision] = decide([an_item(name)], {})
    with db.atomic():
        watchers.item_store.save_decision(db, decision, now=seen)
    return decision


def keep_alert(db: Database, name: str, when, *, posted: bool = True, item: str = "") -> None:
    """Record an alert made at that time, and post it."""
    with db.atomic():
        outbox.record(db, an_alert(name, created=when), [a_destination()], when)
        if item:
            told.Memory(db, when).remember_keys("red", [f"item:{item}"], name)
        if posted:
            db.execute("UPDATE deliveries SET state = 'sent', due = NULL WHERE alert_id = :id", {"id": name})


def items(db: Database) -> set[str]:
    return {row["item_id"] for row in db.query("SELECT item_id FROM items")}


def test_without_a_rule_and_under_a_hold_nothing_goes(db: Database) -> None:
    """The hold wins over every rule."""
    keep_item(db, "old", NOW - 900 * DAY)
    keep_item(db, "new", NOW)
    keep_alert(db, "a-old", NOW - 900 * DAY)
    with db.atomic():
        audit.append(db, ACTOR, "watchlist.add", "x", now=NOW - 900 * DAY)
    assert not prune(db, Rules())
    assert not prune(db, replace(YEAR, hold=True))
    assert items(db) == {"old", "new"}
    done = prune(db)
    assert (done.items, done.alerts, done.audit_rows) == (1, 1, 1)


def test_what_a_source_still_shows_is_never_forgotten(db: Database) -> None:
    """An old item that each poll brings again stays known, or it would be told as new."""
    old, gone = keep_item(db, "still there", NOW - 900 * DAY), keep_item(db, "gone", NOW - 900 * DAY)
    [known] = watchers.item_store.known(db, [("wire", [*old.identities, *gone.identities])])
    brought = [known[name] for name in old.identities]
    with db.atomic():
        watchers.item_store.mark_seen(db, seen_again(brought, NOW), NOW)
    assert prune(db).items == 1
    assert items(db) == {"still there"}
    [held] = watchers.item_store.known(db, [("wire", [*old.identities, *gone.identities])])
    assert set(held) == set(old.identities), "the identities of what is gone are gone too"
    assert not seen_again([held[old.identities[0]]], NOW), "noted once a day"


def test_a_source_that_answers_not_changed_or_is_paused_keeps_all(db: Database) -> None:
    """Nobody has looked at its items since: all of them may still be shown."""
    for name in ("one", "two"):
        keep_item(db, name, NOW - 900 * DAY)
    assert prune(db).items == 0
    with db.atomic():
        watchers.store.remove_source(db, "wire")
    assert prune(db).items == 2


def test_an_item_whose_page_is_unread_stays(db: Database) -> None:
    """It is pending."""
    [decision] = decide([an_item("unread")], {})
    with db.atomic():
        watchers.item_store.save_decision(db, decision, now=NOW - 900 * DAY, details_due=3)
    keep_item(db, "new", NOW)
    assert prune(db).items == 0


def test_pending_and_dead_letters_stay(db: Database) -> None:
    """What was never told is not deleted; of a destination that was removed it is."""
    keep_alert(db, "waiting", NOW - 900 * DAY, posted=False)
    assert prune(db).alerts == 0
    [claimed] = claim(db, NOW, ("slack",), Limits())
    assert prune(db).alerts == 0, "under way"
    decision = judge(final(), claimed, pause=timedelta(), limits=Limits(), draw=1.0)
    assert settle(db, [Result(claimed=claimed, decision=decision, at=NOW)]) == [True]
    assert prune(db).alerts == 0, "a dead letter may be revived"
    outbox.remove_destination(db, a_destination().id, NOW)
    assert prune(db).alerts == 1
    assert outbox.deliveries(db, "waiting") == ()


def test_an_alert_stays_while_its_item_is_held(db: Database) -> None:
    """A change of the item joins it; without it the change would be told as new."""
    decision = keep_item(db, "shown", NOW)
    keep_alert(db, "a1", NOW - 900 * DAY, item=decision.key)
    keep_alert(db, "a2", NOW - 900 * DAY, item=item_key("wire", "id:never"))
    assert prune(db).alerts == 1
    assert outbox.alert(db, "a1") is not None
    assert told.Memory(db, NOW).alert_of("red", f"item:{decision.key}") == "a1"
    assert outbox.alert(db, "a2") is None


def test_an_alert_that_grew_lately_stays(db: Database) -> None:
    """Its age is that of its last change."""
    keep_alert(db, "a1", NOW - 900 * DAY)
    with db.atomic():
        outbox.record(db, an_alert("a1", revision=1, created=NOW - 900 * DAY), [], NOW - DAY)
        db.execute("UPDATE deliveries SET due = NULL")
    assert prune(db).alerts == 0


def test_many_go_in_small_steps(db: Database) -> None:
    """Each transaction is short, and none is left over."""
    with db.atomic():
        for number in range(retention.BATCH * 2 + 7):
            item = an_item(f"n{number}")
            decision = Decision(
                item=item,
                verdict=decide([item], {})[0].verdict,
                key=item_key("wire", f"id:n{number}"),
                identities=(f"id:n{number}",),
                content_hash=content_hash(item),
            )
            watchers.item_store.save_decision(db, decision, now=NOW - 500 * DAY)
    keep_item(db, "new", NOW)
    steps = [step.items for step in retention.prune(db, YEAR, NOW)]
    assert len(steps) >= 3
    assert steps[-1] == retention.BATCH * 2 + 7
    assert items(db) == {"new"}
    assert {row["identity"] for row in db.query("SELECT identity FROM item_identities")} == {
        "id:new",
        "link:news.example/new",
    }


def test_the_chain_verifies_after_deletions(db: Database) -> None:
    """Again and again; and a row taken out by hand still shows."""
    for day in range(500, 0, -50):
        with db.atomic():
            audit.append(db, ACTOR, "watchlist.add", f"day {day}", now=NOW - day * DAY)
    assert prune(db).audit_rows == 3
    assert audit.verify(db) == ""
    rows = list(audit.rows(db))
    assert [row.subject for row in rows[:2]] == ["day 350", "day 300"]
    assert (rows[-1].action, rows[-1].subject) == (audit.PRUNED, "3")
    assert prune(db).audit_rows == 0, "nothing more is old enough"
    later = NOW + 200 * DAY
    assert prune(db, now=later).audit_rows == 4
    assert audit.verify(db) == ""
    first = next(audit.rows(db)).seq
    db.execute("DELETE FROM audit WHERE seq = :seq", {"seq": first})
    assert f"Row {first} of the audit log is missing" in audit.verify(db)


def test_a_log_that_is_old_throughout_keeps_its_last_word(db: Database) -> None:
    """The note of the deletion itself remains, and the next row is chained to it."""
    with db.atomic():
        audit.append(db, ACTOR, "watchlist.add", "x", now=NOW - 900 * DAY)
    assert prune(db).audit_rows == 1
    with db.atomic():
        audit.append(db, ACTOR, "watchlist.add", "y", now=NOW)
    assert audit.verify(db) == ""
    assert [row.subject for row in audit.rows(db)] == ["1", "y"]


@pytest.mark.parametrize(
    "sql", ["UPDATE audit SET after = 'zz' WHERE seq = 4", "DELETE FROM audit WHERE seq = 4"]
)
def test_a_note_of_deletion_that_is_touched_shows(db: Database, sql: str) -> None:
    """What begins the chain is held by the chain."""
    for day in (900, 800, 1):
        with db.atomic():
            audit.append(db, ACTOR, "watchlist.add", "x", now=NOW - day * DAY)
    assert prune(db).audit_rows == 2
    assert audit.verify(db) == ""
    db.execute(sql)
    assert audit.verify(db) != ""
