"""The outbox on every store: what is recorded, claimed, fenced, looked for and put right."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.alerts import Alert, AlertKind, DeliveryState, Line, Receipt
from bot.database.interface import Database
from bot.errors import DeliveryError, Failure
from bot.outbox import outbox
from bot.outbox.claims import claim
from bot.outbox.clock import follow
from bot.outbox.decisions import Claim, DeliveryReason, Limits, judge
from bot.outbox.searches import searched, to_search
from bot.outbox.settling import Result, settle
from tests.outbox_samples import NOW, a_destination, an_alert, final, sure, unknown

LIMITS = Limits(grace=timedelta(seconds=60))
SLACK = ("slack",)
SECOND = timedelta(seconds=1)
MINUTE = 60 * SECOND


def state_of(db: Database, alert_id: str = "a1") -> DeliveryState:
    """Return the state of the alert's only delivery."""
    [delivery] = outbox.deliveries(db, alert_id)
    return delivery.state


def take(db: Database, now=NOW, **more) -> Claim:
    """Claim the one delivery that is due."""
    [claimed] = claim(db, now, SLACK, LIMITS, **more)
    return claimed


def answer(db: Database, claimed: Claim, outcome: Receipt | DeliveryError, now=NOW) -> bool:
    """Settle a claim as delivery would."""
    decision = judge(outcome, claimed, pause=timedelta(), limits=LIMITS, draw=1.0)
    [held] = settle(db, [Result(claimed=claimed, decision=decision, at=now)])
    return held


def test_recording_twice_records_once(db: Database) -> None:
    """The same alert and destination give one delivery, however often they are recorded."""
    for _ in range(2):
        with db.atomic():
            outbox.record(db, an_alert(), [a_destination("C1"), a_destination("C2")], NOW)
    assert outbox.figures(db, NOW).pending == 2
    assert outbox.alert(db, "a1") == an_alert()
    assert outbox.alerts(db, "red") == (an_alert(),)
    assert outbox.alerts(db, "blue") == ()


def test_an_alert_comes_with_its_cursor_or_not_at_all(db: Database) -> None:
    """Recording joins the caller's transaction."""
    try:
        with db.atomic():
            outbox.record(db, an_alert(), [a_destination()], NOW)
            raise RuntimeError
    except RuntimeError:
        pass
    assert outbox.alert(db, "a1") is None
    assert outbox.destinations(db) == ()


def test_alerts_are_listed_newest_first_and_since(db: Database) -> None:
    """`since` counts the alert's own time."""
    for hours in range(3):
        outbox.record(db, an_alert(f"a{hours}", created=NOW + timedelta(hours=hours)), [], NOW)
    assert [each.id for each in outbox.alerts(db)] == ["a2", "a1", "a0"]
    assert [each.id for each in outbox.alerts(db, since=NOW + timedelta(hours=1), limit=1)] == ["a2"]


def test_one_message_at_a_time_in_order_of_recording(db: Database) -> None:
    """A destination gets its next message when the one before is settled; others do not wait for it."""
    for n in range(3):
        outbox.record(db, an_alert(f"a{n}"), [a_destination("C1"), a_destination("C2")], NOW)
    first = claim(db, NOW, SLACK, LIMITS)
    assert [each.delivery.alert.id for each in first] == ["a0", "a0"]
    assert claim(db, NOW, SLACK, LIMITS) == ()
    assert answer(db, first[0], Receipt(message_id="m"))
    second = take(db)
    assert second.delivery.alert.id == "a1"
    assert second.delivery.destination == first[0].delivery.destination


def test_destinations_have_their_turn_round_and_round(db: Database) -> None:
    """From the one after the last on and round to it; none is claimed twice, none is left out."""
    names = [f"C{number}" for number in range(5)]
    outbox.record(db, an_alert(), [a_destination(each) for each in names], NOW)
    outbox.record(db, an_alert("a2"), [a_destination(each) for each in names], NOW)
    last, turns = "", []
    for _ in range(2):
        for claimed in claim(db, NOW, SLACK, LIMITS, limit=2, after=last):
            turns.append(claimed.delivery.destination.address)
            last = claimed.delivery.destination.id
            assert answer(db, claimed, Receipt(message_id="m"))
    assert turns == names[:4]
    round_it_goes = claim(db, NOW, SLACK, LIMITS, limit=9, after=last)
    assert [each.delivery.destination.address for each in round_it_goes] == ["C4", *names[:4]]
    assert [each.delivery.alert.id for each in round_it_goes] == ["a1", *["a2"] * 4]


def test_channels_we_cannot_post_to_wait(db: Database) -> None:
    """A delivery for a front end that is not configured stays pending."""
    outbox.record(db, an_alert(), [a_destination(channel="teams")], NOW)
    assert claim(db, NOW, SLACK, LIMITS) == ()
    assert claim(db, NOW, (), LIMITS) == ()
    assert len(claim(db, NOW, ("teams",), LIMITS)) == 1


def test_two_instances_never_claim_the_same(connect: Callable[[], Database]) -> None:
    """What one has claimed the other does not see."""
    one, two = connect(), connect()
    for n in range(10):
        outbox.record(one, an_alert(f"a{n}"), [a_destination(f"C{n}")], NOW)
    mine = claim(one, NOW, SLACK, LIMITS, limit=4)
    others = claim(two, NOW, SLACK, LIMITS)
    assert len(mine) == 4
    assert {each.delivery.key for each in mine}.isdisjoint(each.delivery.key for each in others)
    assert len(others) == 6


def test_who_lost_the_claim_changes_nothing(db: Database) -> None:
    """Fencing: a result that comes after the delivery was taken over is dropped, whatever it says."""
    outbox.record(db, an_alert(), [a_destination()], NOW)
    slow = take(db)
    later = NOW + timedelta(seconds=61)
    [search] = to_search(db, later, SLACK, LIMITS)
    searched(db, search, {}, later)
    quick = take(db, later)
    for outcome in (Receipt(message_id="late"), sure(), unknown(), final()):
        assert not answer(db, slow, outcome, later)
        assert state_of(db) is DeliveryState.SENDING
    assert answer(db, quick, Receipt(message_id="right"), later)
    assert outbox.deliveries(db, "a1")[0].message_id == "right"


def test_an_unknown_outcome_is_looked_for_after_the_grace_time(db: Database) -> None:
    """Not before, not posted meanwhile; found means sent, with the id that was read back."""
    outbox.record(db, an_alert(), [a_destination()], NOW)
    answer(db, take(db), unknown())
    soon, later = NOW + timedelta(seconds=59), NOW + timedelta(seconds=61)
    assert to_search(db, soon, SLACK, LIMITS) == ()
    assert claim(db, later, SLACK, LIMITS) == ()
    [search] = to_search(db, later, SLACK, LIMITS)
    assert to_search(db, later, SLACK, LIMITS) == (), "one process looks, the others leave it alone"
    [suspect] = search.suspects
    assert search.since == NOW
    assert searched(db, search, {suspect.key: Receipt(message_id="m7")}, later) == {DeliveryReason.FOUND: 1}
    [delivery] = outbox.deliveries(db, "a1")
    assert (delivery.state, delivery.message_id, delivery.posted_revision) == (DeliveryState.SENT, "m7", 0)


def test_a_search_looks_back_to_the_first_attempt(db: Database) -> None:
    """A post thought lost twice is looked for since it first left."""
    outbox.record(db, an_alert(), [a_destination()], NOW)
    now = NOW
    for _ in range(2):
        answer(db, take(db, now), unknown(), now)
        now += timedelta(seconds=61)
        [search] = to_search(db, now, SLACK, LIMITS)
        assert search.since == NOW
        searched(db, search, {}, now)


def test_what_a_killed_process_left_is_looked_for(connect: Callable[[], Database]) -> None:
    """A row left `sending` by nobody living is treated as an unknown outcome."""
    one = connect()
    outbox.record(one, an_alert(), [a_destination()], NOW)
    take(one)
    later = NOW + timedelta(seconds=61)
    two = connect()
    [search] = to_search(two, later, SLACK, LIMITS)
    assert searched(two, search, {}, later) == {DeliveryReason.NOT_FOUND: 1}
    assert take(two, later).may_repeat is False


def test_where_nothing_can_be_read_back_the_repeat_says_so(db: Database) -> None:
    """Without reading back, the next post is marked as a possible repeat."""
    outbox.record(db, an_alert(), [a_destination()], NOW)
    answer(db, take(db), unknown())
    later = NOW + timedelta(seconds=61)
    [search] = to_search(db, later, SLACK, LIMITS)
    assert searched(db, search, None, later) == {DeliveryReason.CANNOT_LOOK: 1}
    assert take(db, later).may_repeat is True


def test_a_named_pause_is_kept_and_holds_up_nobody_else(db: Database) -> None:
    """Retry-After bars that destination alone, for exactly as long."""
    for name in ("a1", "a2"):
        outbox.record(db, an_alert(name), [a_destination("C1"), a_destination("C2")], NOW)
    first, second = claim(db, NOW, SLACK, LIMITS)
    answer(db, first, sure("ratelimited", seconds=30))
    answer(db, second, Receipt(message_id="m"))
    assert take(db).delivery.destination == second.delivery.destination
    busy = [second.delivery.destination.id]
    assert claim(db, NOW + 29 * SECOND, SLACK, LIMITS, busy=busy) == ()
    assert take(db, NOW + 31 * SECOND, busy=busy).delivery.alert.id == "a1", (
        "the one that was refused goes first"
    )


def test_a_pause_of_the_whole_workspace_holds_all_of_it(connect: Callable[[], Database]) -> None:
    """Also for another instance and after a restart; other front ends go on; a clock set back keeps it."""
    one = connect()
    outbox.record(one, an_alert(), [a_destination("C1"), a_destination("C2")], NOW)
    limited = DeliveryError("ratelimited", failure=Failure.SURE, retry_after=30 * SECOND, everywhere=True)
    [claimed] = claim(one, NOW, SLACK, LIMITS, limit=1)
    answer(one, claimed, limited)
    outbox.record(one, an_alert("a2"), [a_destination("C3"), a_destination("T1", channel="teams")], NOW)
    two = connect()
    [teams] = claim(two, NOW, ("slack", "teams"), LIMITS)
    assert teams.delivery.destination.channel == "teams"
    assert claim(two, NOW + 29 * SECOND, SLACK, LIMITS) == ()
    follow(two, NOW - timedelta(hours=1), 0.0, "this boot")
    assert claim(two, NOW - timedelta(hours=1) + 29 * SECOND, SLACK, LIMITS) == ()
    assert len(claim(two, NOW - timedelta(hours=1) + 31 * SECOND, SLACK, LIMITS)) == 3


def test_each_workspace_has_a_pause_of_its_own(connect: Callable[[], Database]) -> None:
    """What one workspace is refused holds all of its channels and none of another workspace."""
    one, two = connect(), connect()
    places = [a_destination(name, workspace=home) for home in ("", "T1", "T2") for name in ("C1", "C2")]
    places[0] = a_destination("C0")
    outbox.record(one, an_alert(), places, NOW)
    limited = DeliveryError("ratelimited", failure=Failure.SURE, retry_after=30 * SECOND, everywhere=True)
    for claimed in claim(one, NOW, SLACK, LIMITS):
        if claimed.delivery.destination.workspace == "T1":
            answer(one, claimed, limited)
        else:
            answer(one, claimed, sure())
    outbox.record(two, an_alert("a2"), places, NOW)
    due = NOW + 29 * SECOND
    assert {each.delivery.destination.workspace for each in claim(two, due, SLACK, LIMITS)} == {"", "T2"}
    assert {each.delivery.destination.workspace for each in claim(two, NOW + 31 * SECOND, SLACK, LIMITS)} == {
        "T1"
    }


def test_what_waits_for_a_halted_destination_is_a_dead_letter(db: Database) -> None:
    """With its reason, at once; what was sent stays; a new try brings it back."""
    outbox.record(db, an_alert(), [a_destination("C1"), a_destination("C2")], NOW)
    assert outbox.halt(db, a_destination("C1").id, "the app was removed", NOW) == 1
    [dead] = outbox.undelivered(db, "red")["a1"]
    assert (dead.destination.address, dead.note) == ("C1", "the app was removed")
    assert take(db).delivery.destination.address == "C2"
    assert outbox.halt(db, a_destination("C1").id, "again", NOW) == 0
    assert outbox.revive(db, a_destination("C1").id, NOW) == 1
    assert take(db).delivery.destination.address == "C1"


def test_a_shorter_pause_ends_no_longer_one(db: Database) -> None:
    """Two calls under way are both refused: the later end counts."""
    outbox.record(db, an_alert(), [a_destination("C1"), a_destination("C2")], NOW)
    for claimed, seconds in zip(claim(db, NOW, SLACK, LIMITS), (30, 5), strict=True):
        pause = seconds * SECOND
        answer(db, claimed, DeliveryError("x", failure=Failure.SURE, retry_after=pause, everywhere=True))
    assert claim(db, NOW + 29 * SECOND, SLACK, LIMITS) == ()
    assert claim(db, NOW + 30 * SECOND, SLACK, LIMITS)


def test_nothing_is_posted_where_a_killed_process_may_have_been_told_to_wait(
    connect: Callable[[], Database],
) -> None:
    """What the chat answered it died with it: its destination rests for the grace time, others do not."""
    one = connect()
    for name in ("a1", "a2"):
        outbox.record(one, an_alert(name), [a_destination("C1")], NOW)
    take(one)  # and is killed
    outbox.record(one, an_alert("a3"), [a_destination("C2")], NOW)
    two = connect()
    assert take(two, NOW + SECOND).delivery.alert.id == "a3"
    assert claim(two, NOW + 59 * SECOND, SLACK, LIMITS) == ()
    assert take(two, NOW + 61 * SECOND).delivery.alert.id == "a2"


def test_a_dead_letter_is_told_elsewhere_once(db: Database) -> None:
    """The team hears of it in its other channels, once, and never in the dead one; another team never."""
    here = [a_destination("C1"), a_destination("C2")]
    outbox.save_destination(db, a_destination("C9", team="blue"), NOW)
    for name in ("a1", "a2"):
        outbox.record(db, an_alert(name), here, NOW)
    for _ in range(2):
        for claimed in claim(db, NOW, SLACK, LIMITS):
            dead = claimed.delivery.destination.address == "C1"
            answer(db, claimed, final() if dead else Receipt(message_id="m"))
    figures = outbox.figures(db, NOW)
    assert (figures.dead, figures.sent, figures.pending) == (2, 2, 1)
    told = take(db).delivery
    assert told.destination == here[1]
    assert "slack:T1/C1" in told.alert.title
    assert "is_archived" in told.alert.text
    [dead] = outbox.dead_letters(db)
    assert (dead.destination, dead.count, dead.note) == (here[0].id, 2, "is_archived")


def test_dead_destinations_do_not_tell_each_other_for_ever(db: Database) -> None:
    """When every channel is dead there is one message about each at most, and then an end."""
    here = [a_destination(f"C{n}") for n in range(3)]
    outbox.record(db, an_alert(), here, NOW)
    rounds = 0
    while claimed := claim(db, NOW, SLACK, LIMITS):
        rounds += 1
        for each in claimed:
            answer(db, each, final())
    assert rounds <= 4
    assert len(outbox.alerts(db)) <= 4
    assert outbox.figures(db, NOW).pending == 0


def test_what_could_not_be_looked_for_is_looked_for_when_revived(db: Database) -> None:
    """It may be in the chat. Refused there since, it is read back first, and then is no doubtful repeat."""
    outbox.record(db, an_alert(), [a_destination()], NOW)
    answer(db, take(db), unknown())
    later = NOW + timedelta(seconds=61)
    [search] = to_search(db, later, SLACK, LIMITS)
    searched(db, search, None, later)
    answer(db, take(db, later), final("not_in_channel"), later)
    later += 10 * SECOND
    assert outbox.revive(db, a_destination().id, later) == 1
    assert claim(db, later, SLACK, LIMITS) == ()
    [search] = to_search(db, later, SLACK, LIMITS)
    assert search.since == NOW
    assert searched(db, search, {}, later) == {DeliveryReason.NOT_FOUND: 1}
    assert take(db, later).may_repeat is False


def test_what_is_refused_while_it_is_revived_is_tried_again(connect: Callable[[], Database]) -> None:
    """The cause is mended while a post is under way: its refusal is of before, and nobody revives twice."""
    one, two = connect(), connect()
    outbox.record(one, an_alert(), [a_destination()], NOW)
    claimed = take(one)
    outbox.revive(two, a_destination().id, NOW)
    answer(one, claimed, final("token_revoked"))
    assert outbox.figures(one, NOW).dead == 0
    assert take(one, NOW + SECOND).delivery.alert.id == claimed.delivery.alert.id


def test_dead_letters_can_be_revived(db: Database) -> None:
    """After mending the cause everything that died there goes out."""
    outbox.record(db, an_alert(), [a_destination()], NOW)
    answer(db, take(db), final())
    assert claim(db, NOW, SLACK, LIMITS) == ()
    assert outbox.revive(db, "slack:T1/C1", NOW) == 1
    assert answer(db, take(db), Receipt(message_id="m"))
    assert state_of(db) is DeliveryState.SENT


def test_a_newer_revision_updates_the_message(db: Database) -> None:
    """Posted ones are updated, waiting ones go out in the newest form; an older one changes nothing."""
    outbox.record(db, an_alert(), [a_destination("C1")], NOW)
    answer(db, take(db), Receipt(message_id="m1"))
    outbox.record(db, an_alert(revision=2), [a_destination("C1"), a_destination("C2")], NOW)
    outbox.record(db, an_alert(revision=1), [], NOW)
    claimed = {each.delivery.destination.address: each for each in claim(db, NOW, SLACK, LIMITS)}
    assert claimed["C1"].updating
    assert claimed["C1"].delivery.message_id == "m1"
    assert not claimed["C2"].updating
    assert {each.delivery.alert.revision for each in claimed.values()} == {2}
    for each in claimed.values():
        answer(db, each, Receipt(message_id="m1"))
    assert claim(db, NOW, SLACK, LIMITS) == ()


def test_an_alert_that_grows_while_its_message_is_under_way(db: Database) -> None:
    """What was posted is the older one: an update follows."""
    outbox.record(db, an_alert(), [a_destination()], NOW)
    claimed = take(db)
    outbox.record(db, an_alert(revision=1), [], NOW)
    answer(db, claimed, Receipt(message_id="m1"))
    assert take(db).updating


def test_an_alert_that_grows_while_its_message_is_noted(connect: Callable[[], Database]) -> None:
    """One instance notes the post while another records more: the update is not forgotten."""
    one, two = connect(), connect()
    outbox.record(one, an_alert(), [a_destination()], NOW)
    claimed = take(one)
    noting = threading.Thread(target=answer, args=(one, claimed, Receipt(message_id="m1")))
    with two.atomic():
        outbox.record(two, an_alert(revision=1), [], NOW)
        noting.start()
        noting.join(0.2)
    noting.join()
    assert take(one).updating


def test_an_update_that_fails_is_repeated_and_one_that_is_refused_is_not(db: Database) -> None:
    """Editing twice does no harm; a message that may not be edited stays as it is."""
    outbox.record(db, an_alert(), [a_destination()], NOW)
    answer(db, take(db), Receipt(message_id="m1"))
    outbox.record(db, an_alert(revision=1), [], NOW)
    answer(db, take(db), unknown())
    later = NOW + timedelta(hours=1)
    assert to_search(db, later, SLACK, LIMITS) == ()
    again = take(db, later)
    assert again.updating
    answer(db, again, final("edit_window_closed"), later)
    assert state_of(db) is DeliveryState.SENT
    assert claim(db, later + timedelta(hours=1), SLACK, LIMITS) == ()


def test_a_removed_destination_gets_nothing_more(db: Database) -> None:
    """What waits for it is dead, with the reason; saving it again brings it back empty."""
    outbox.record(db, an_alert(), [a_destination()], NOW)
    assert outbox.remove_destination(db, "slack:T1/C1", NOW)
    assert not outbox.remove_destination(db, "slack:T1/C1", NOW)
    assert outbox.destinations(db) == ()
    assert claim(db, NOW, SLACK, LIMITS) == ()
    assert state_of(db) is DeliveryState.DEAD
    outbox.save_destination(db, a_destination(), NOW)
    assert outbox.destinations(db, "red") == (a_destination(),)
    assert claim(db, NOW, SLACK, LIMITS) == ()


def test_a_destination_removed_while_a_message_is_under_way(db: Database) -> None:
    """A post that arrived is sent; one that failed, or is not found, is dead and does not wait for ever."""
    for name in ("a1", "a2", "a3"):
        outbox.record(db, an_alert(name), [a_destination(name)], NOW)
    arrived, failed, lost = claim(db, NOW, SLACK, LIMITS)
    for name in ("a1", "a2", "a3"):
        outbox.remove_destination(db, f"slack:T1/{name}", NOW)
    answer(db, arrived, Receipt(message_id="m"))
    answer(db, failed, sure())
    answer(db, lost, unknown())
    later = NOW + timedelta(seconds=61)
    [search] = to_search(db, later, SLACK, LIMITS)
    searched(db, search, {}, later)
    outbox.record(db, an_alert("a4"), [a_destination("a1")], later)
    figures = outbox.figures(db, later)
    assert (figures.sent, figures.dead, figures.pending, figures.sending) == (1, 2, 0, 0)


def test_a_request_is_handled_once_an_hour(db: Database) -> None:
    """Slack repeats events; the second is known. After an hour it is forgotten."""
    assert not outbox.seen_request(db, "Ev1", NOW)
    assert outbox.seen_request(db, "Ev1", NOW + timedelta(minutes=59))
    assert not outbox.seen_request(db, "Ev2", NOW)
    assert not outbox.seen_request(db, "Ev1", NOW + timedelta(minutes=61))


def test_figures_name_the_oldest(db: Database) -> None:
    """The age is that of what has waited longest; an empty outbox has none."""
    assert outbox.figures(db, NOW).oldest_pending is None
    outbox.record(db, an_alert("a1"), [a_destination("C1")], NOW)
    outbox.record(db, an_alert("a2"), [a_destination("C2")], NOW + timedelta(minutes=5))
    figures = outbox.figures(db, NOW + timedelta(minutes=6))
    assert (figures.pending, figures.oldest_pending) == (2, timedelta(minutes=6))


def test_a_clock_set_back_lengthens_no_wait(db: Database) -> None:
    """A pause of 30 s stays one of 30 s when the clock goes back an hour; repeating changes nothing more."""
    outbox.record(db, an_alert(), [a_destination()], NOW)
    answer(db, take(db), sure(seconds=30))
    back = NOW - timedelta(hours=1)
    assert claim(db, back + 31 * SECOND, SLACK, LIMITS) == ()
    for _ in range(2):
        follow(db, back, 0.0, "this boot")
    assert claim(db, back + 29 * SECOND, SLACK, LIMITS) == ()
    assert len(claim(db, back + 31 * SECOND, SLACK, LIMITS)) == 1


def test_after_the_clock_was_set_back_a_post_is_looked_for_from_when_it_left(db: Database) -> None:
    """It was claimed by a clock an hour ahead; set back ten minutes later, it says nothing of an hour."""
    outbox.record(db, an_alert(), [a_destination()], NOW)
    follow(db, NOW, 0.0, "this boot")
    assert len(claim(db, NOW, SLACK, LIMITS)) == 1
    for _ in range(2):
        follow(db, NOW - 50 * MINUTE, 600.0, "this boot")
    [search] = to_search(db, NOW - 49 * MINUTE, SLACK, LIMITS)
    assert search.since == NOW - 60 * MINUTE


def test_after_a_restore_everything_is_looked_for_first(db: Database) -> None:
    """What waited when the backup was made, and what is found anew, may have been told since."""
    outbox.record(db, an_alert("a1"), [a_destination()], NOW)
    later = NOW + timedelta(hours=24)
    outbox.distrust(db, NOW, later)
    outbox.record(db, an_alert("a2"), [a_destination()], later)
    assert claim(db, later, SLACK, LIMITS) == ()
    [search] = to_search(db, later, SLACK, LIMITS)
    assert search.since == NOW
    keys = {each.key for each in search.suspects}
    assert keys == {outbox.delivery_key(name, "slack:T1/C1") for name in ("a1", "a2")}
    found = {outbox.delivery_key("a1", "slack:T1/C1"): Receipt(message_id="m1")}
    assert searched(db, search, found, later) == {DeliveryReason.FOUND: 1, DeliveryReason.NOT_FOUND: 1}
    assert take(db, later).delivery.alert.id == "a2"
    outbox.trust(db)
    outbox.record(db, an_alert("a3"), [a_destination("C2")], later)
    assert take(db, later).delivery.alert.id == "a3"


def test_what_a_digest_told_since_the_backup_is_not_told_again(db: Database) -> None:
    """It has no message of its own; what has grown since the digest is to be told by itself."""
    outbox.record(db, an_alert("a1"), [a_destination()], NOW)
    later = NOW + timedelta(hours=24)
    outbox.distrust(db, NOW, later)
    outbox.record(db, an_alert("a2", revision=1), [a_destination()], later)
    [search] = to_search(db, later, SLACK, LIMITS)
    told = Receipt(message_id="m1", digest="d1")
    found = {outbox.delivery_key(name, "slack:T1/C1"): told for name in ("a1", "a2")}
    assert searched(db, search, found, later) == {DeliveryReason.IN_DIGEST: 1, DeliveryReason.NOT_FOUND: 1}
    assert take(db, later).delivery.alert.id == "a2"
    outbox.record(db, an_alert("a1", revision=1), [a_destination()], later)
    assert claim(db, later + timedelta(hours=1), SLACK, LIMITS) == ()  # there is no message to edit
    assert outbox.retell(db, an_alert("a1", revision=2), later) == 1


def test_what_a_summary_names_is_told_once(db: Database) -> None:
    """After a restore: lines told before are not told again, what is left of a summary is, once."""

    def summary(name: str, *alerts: str, more: bool = False) -> Alert:
        lines = [Line(text=f"Alert {each}", alert=each) for each in alerts]
        lines += [Line(text="and 3 more")] * more
        return replace(an_alert(name, kind=AlertKind.DIGEST), lines=tuple(lines))

    def look(found: dict[str, Receipt]) -> dict[DeliveryReason, int]:
        [search] = to_search(db, later, SLACK, LIMITS)
        return searched(db, search, {key: found[key] for key in search.keys if key in found}, later)

    place = a_destination()
    later = NOW + timedelta(hours=24)
    outbox.record(db, an_alert("old"), [place], NOW)
    outbox.distrust(db, NOW, later)
    for each in (summary("s1", "a1", "a2"), summary("s2", "a1", "a3", more=True), summary("s3", "a4")):
        outbox.record(db, each, [place], later)
    own = {outbox.delivery_key("a1", place.id): Receipt(message_id="m1")}
    own |= {outbox.delivery_key("a2", place.id): Receipt(message_id="m2", digest="d1")}
    assert look(own) == {DeliveryReason.IN_DIGEST: 2, DeliveryReason.NOT_FOUND: 2}
    assert look(own) == {DeliveryReason.NOT_FOUND: 1}
    posts = []
    while claims := claim(db, later, SLACK, LIMITS):
        posts += [claims[0].delivery.alert]
        answer(db, claims[0], Receipt(message_id=f"m{len(posts) + 2}"), later)
    rest = {alert.id: alert for alert in posts}
    assert sorted(rest) == ["old", f"rest:{place.id}:s2", "s3"]
    left = rest[f"rest:{place.id}:s2"]
    assert [line.text for line in left.lines] == ["Alert a3", "and 3 more"]
    assert left.text == "Not repeated: 1 that was told before the store was put back."


def test_a_summary_under_way_is_looked_for_by_its_own_key(db: Database) -> None:
    """Without a restore, its lines may have been told before: it repeats them, as a reminder does."""
    lines = (Line(text="Alert a1", alert="a1"),)
    outbox.record(db, replace(an_alert("s1", kind=AlertKind.DIGEST), lines=lines), [a_destination()], NOW)
    answer(db, take(db), unknown())
    later = NOW + timedelta(minutes=5)
    [search] = to_search(db, later, SLACK, LIMITS)
    assert search.keys == (outbox.delivery_key("s1", "slack:T1/C1"),)
