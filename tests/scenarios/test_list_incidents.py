"""Published accidents of official lists, replayed through real polls: a broken file is never news.

Each is one message about the source, no change is told, the list held stays in force, and an operator can
take the file. A source that is well again says so once.
"""

import gzip
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

import watchers.lists.store
import watchers.store
from bot.alerts import Alert, AlertKind
from bot.polling.pipeline import Report
from bot.program import App
from tests.watchers.listmaker import csl_csv, csl_row, parties, sdn_xml, supplement_4
from tests.world import Clock, Page, Recording, Site
from watchers.model import PollOutcome, Source, SourceKind


@dataclass
class Watch:
    """The bot with one list, whose file and hour the test sets."""

    app: App
    site: Site
    channel: Recording
    clock: Clock

    def add(self, kind: SourceKind) -> None:
        source = Source(id="list", kind=kind, url=f"{self.site.base}/list", name="The list")
        with self.app.db.atomic():
            assert watchers.store.add_source(self.app.db, source, self.clock())

    async def serve(
        self, body: bytes, content_type: str = "text/csv", *, hours: int = 7, **headers: str
    ) -> Report:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self.site.pages["/list"] = Page(body, content_type, headers=told)
        self.clock.now += timedelta(hours=hours)
        (report,) = await self.app.poll_now()
        return report

    def told(self, kind: AlertKind) -> list[Alert]:
        return [alert for alert in self.channel.posts if alert.kind is kind]

    def held(self) -> int:
        state = watchers.lists.store.held_list(self.app.db, "list")
        assert state is not None
        return int(state["entries"])

    def fault(self) -> str | None:
        state = watchers.lists.store.held_list(self.app.db, "list")
        assert state is not None
        fault: str | None = state["fault"]
        return fault


@pytest.fixture
def watch(app: App, site: Site, channel: Recording, clock: Clock) -> Watch:
    return Watch(app, site, channel, clock)


async def test_a_file_that_cannot_be_trusted_is_told_though_the_source_was_told_as_failing(
    watch: Watch,
) -> None:
    """That it could not be reached is one thing; what it serves when it is back is another, told once."""
    watch.add(SourceKind.CSL)
    await watch.serve(csl(200))
    for _ in range(4):
        watch.site.pages.pop("/list", None)
        watch.clock.now += timedelta(hours=14)
        await watch.app.poll_now()
    for size in (50, 51):
        await watch.serve(csl(size), hours=14)
    titles = [alert.title for alert in watch.told(AlertKind.HEALTH)]
    assert titles == ["Source failing: The list", "List not updated: The list"]


@pytest.mark.parametrize(
    ("packed", "why"),
    [
        (lambda: gzip.compress(WHOLE)[: len(gzip.compress(WHOLE)) // 2], "cut off"),
        (lambda: gzip.compress(WHOLE)[:-8], "cut off"),
        (lambda: b"\x1f\x8b" + WHOLE, "cannot be unpacked"),
    ],
)
async def test_half_of_a_packed_file_is_told_at_once(
    watch: Watch, packed: Callable[[], bytes], why: str
) -> None:
    """As half of one that is not packed: the server has it so. The list held stays until it is whole."""
    watch.add(SourceKind.CSL)
    await watch.serve(WHOLE)
    for _ in range(4):
        await watch.serve(packed(), Content_Encoding="gzip")
        assert why in (watch.fault() or "")
    assert [alert.title for alert in watch.told(AlertKind.HEALTH)] == ["List not updated: The list"]
    await watch.serve(gzip.compress(WHOLE), Content_Encoding="gzip")
    assert watch.fault() is None
    assert [alert.title for alert in watch.told(AlertKind.HEALTH)][1:] == ["Source works again: The list"]
    assert watch.held() == 686
    assert not watch.told(AlertKind.LIST_CHANGE)


def csl(count: int, *, seed: int = 7, first: int = 0) -> bytes:
    some = parties(count, seed=seed)[first:]
    return csl_csv([csl_row(party, numbered=number % 3 == 0) for number, party in enumerate(some, first)])


WHOLE = csl(686)
LAST = WHOLE.rstrip(b"\n").rpartition(b"\n")[0]
XML = sdn_xml(parties(300), day="03/01/2026")
BLOCKED = b"<!doctype html><html><head><title>Request Access</title></head><body>Are you human?</body></html>"
INCIDENTS = {
    "the list shrank": (SourceKind.CSL, WHOLE, csl(515)),
    "the recent changes in place of the whole": (SourceKind.CSL, WHOLE, csl(686, first=660)),
    "cut inside a row": (SourceKind.CSL, WHOLE, WHOLE[: len(WHOLE) * 9 // 10]),
    "cut inside the last row": (SourceKind.CSL, WHOLE, LAST + b'\n"abc","Entity List'),
    "cut inside the XML": (SourceKind.OFAC_SDN, XML, XML[: len(XML) * 4 // 5]),
    "fewer records than the file counts": (
        SourceKind.OFAC_SDN,
        XML,
        sdn_xml(parties(290), day="03/02/2026", count=300),
    ),
    "a block page": (SourceKind.CSL, WHOLE, BLOCKED),
    "an empty file": (SourceKind.CSL, WHOLE, b""),
    "a header and no rows": (SourceKind.CSL, WHOLE, csl_csv([])),
    "another kind of file": (SourceKind.CSL, WHOLE, XML),
    "an older day": (SourceKind.OFAC_SDN, XML, sdn_xml(parties(302), day="02/01/2026")),
    "a day to come": (SourceKind.OFAC_SDN, XML, sdn_xml(parties(302), day="12/31/2027")),
    "other parties throughout": (
        SourceKind.ECFR,
        supplement_4(parties(120)),
        supplement_4(parties(120, seed=3)),
    ),
}


@pytest.mark.parametrize("name", INCIDENTS)
async def test_an_incident_is_one_message_and_no_change(watch: Watch, name: str) -> None:
    """Three polls of a broken file, then the right one: one message of the fault, one that it is well."""
    kind, whole, broken = INCIDENTS[name]
    watch.add(kind)
    await watch.serve(whole)
    held = watch.held()
    for _ in range(3):
        report = await watch.serve(broken)
        assert report.result.outcome == "failed"
    (message,) = watch.channel.posts
    assert message.kind is AlertKind.HEALTH
    assert message.title == "List not updated: The list"
    assert report.result.fault
    assert report.result.fault in message.text
    assert watch.held() == held
    assert watch.fault() == report.result.fault
    await watch.serve(whole)
    assert [alert.title for alert in watch.channel.posts[1:]] == ["Source works again: The list"]
    assert watch.fault() is None, "the list is in force again"
    assert not watch.told(AlertKind.LIST_CHANGE)


async def test_fifteen_thousand_entries_lost_overnight(watch: Watch) -> None:
    """The largest published accident: nothing removed, one message; afterwards the change that is real."""
    watch.add(SourceKind.CSL)
    rows = [csl_row(party, numbered=True) for party in parties(20_001)]
    await watch.serve(csl_csv(rows[:-1]))
    await watch.serve(csl_csv(rows[:5_000]))
    assert [alert.title for alert in watch.channel.posts] == ["List not updated: The list"]
    assert "20000 to 5000" in watch.channel.posts[0].text
    await watch.serve(csl_csv(rows))
    (change,) = watch.told(AlertKind.LIST_CHANGE)
    assert [line.text.partition(":")[0] for line in change.lines] == ["added"]


async def test_a_file_in_another_order_every_hour_is_told_once(watch: Watch) -> None:
    """Rows, row ids and repeated headers move: one message of it, no change; it settles after a quiet day."""
    watch.add(SourceKind.CSL)
    some = list(enumerate(parties(400)))
    await watch.serve(csl_csv([csl_row(party, numbered=number % 3 == 0) for number, party in some]))
    dice = random.Random(5)
    for hour in range(8):
        dice.shuffle(some)
        rows = [csl_row(party, numbered=number % 3 == 0, salt=str(hour)) for number, party in some]
        report = await watch.serve(csl_csv(rows, header_again=hour * 30), hours=1)
        assert report.result.outcome == "ok"
    (message,) = watch.channel.posts
    assert message.kind is AlertKind.HEALTH
    assert message.title == "List out of order: The list"
    assert " of 400 moved" in message.text
    assert watch.fault() is None, "what the rows say is in force"
    await watch.serve(csl_csv(rows), hours=12)
    assert len(watch.channel.posts) == 1
    await watch.serve(csl_csv(rows), hours=13)
    assert [alert.title for alert in watch.channel.posts[1:]] == ["List in order again: The list"]


async def test_a_real_change_in_a_file_out_of_order_is_told(watch: Watch) -> None:
    """Disorder hides nothing: who came, went and was edited is told beside it. A later fault is told too."""
    watch.add(SourceKind.CSL)
    rows = [csl_row(party, numbered=number % 3 == 0) for number, party in enumerate(parties(401))]
    await watch.serve(csl_csv(rows[:-1]))
    edited = [rows[0] | {"addresses": "9 New Quay, CN"}, *rows[2:]]
    random.Random(6).shuffle(edited)
    await watch.serve(csl_csv(edited))
    lines = [
        line.text.partition(":")[0] for alert in watch.told(AlertKind.LIST_CHANGE) for line in alert.lines
    ]
    assert sorted(lines) == ["added", "changed", "removed"]
    assert len(watch.told(AlertKind.HEALTH)) == 1
    await watch.serve(csl_csv(edited[:300]))
    assert [alert.title for alert in watch.told(AlertKind.HEALTH)][1:] == ["List not updated: The list"]


async def test_rows_put_in_taken_out_or_moved_singly_are_in_order(watch: Watch) -> None:
    """New entries at the head, in the middle, and a few renamed ones that sort elsewhere: no disorder."""
    watch.add(SourceKind.CSL)
    rows = [csl_row(party) for party in parties(400)]
    await watch.serve(csl_csv(rows[10:]))
    await watch.serve(csl_csv([*rows[:200], *rows[205:], *rows[200:204]]))
    assert not watch.told(AlertKind.HEALTH)


async def test_an_operator_takes_a_file_that_was_held_back(watch: Watch) -> None:
    """After `lists update --accept` the same file is put in force, what it changes is told, once."""
    watch.add(SourceKind.CSL)
    await watch.serve(csl(686))
    await watch.serve(csl(515))
    with watch.app.db.atomic():
        watchers.lists.store.trust_next(watch.app.db, "list")
    report = await watch.serve(csl(515))
    assert report.result.outcome == "ok"
    assert watch.held() == 515
    titles = {alert.title.partition(":")[0] for alert in watch.told(AlertKind.LIST_CHANGE)}
    assert titles == {"Entity List", "Specially Designated Nationals"}
    before = len(watch.channel.posts)
    await watch.serve(csl(515))
    await watch.serve(csl(400))
    assert [alert.title for alert in watch.channel.posts[before:]] == ["List not updated: The list"]


async def test_who_waits_for_a_list_sees_how_far_it_is(watch: Watch) -> None:
    """A line a step: what came, what was read."""
    said: list[tuple[str, str]] = []
    watch.app.pipeline.progress = lambda source_id, doing: said.append((source_id, doing))
    watch.add(SourceKind.CSL)
    await watch.serve(csl(686))
    assert {source_id for source_id, _ in said} == {"list"}
    steps = [doing for _, doing in said]
    assert steps[0] == "fetching …"
    assert "MB fetched" in steps[1]
    assert "686 entries read" in steps[-1]


async def test_the_last_change_of_a_list_is_held(watch: Watch) -> None:
    """What `lists diff` shows without files: the newest change, to the field, as the poll found it."""
    watch.add(SourceKind.CSL)
    rows = [csl_row(party, numbered=number % 3 == 0) for number, party in enumerate(parties(90))]
    await watch.serve(csl_csv(rows[:-2]))
    assert watchers.lists.store.last_change(watch.app.db) is None
    await watch.serve(csl_csv(rows[1:-1]))
    edited = [*rows[1:3], rows[3] | {"addresses": "9 New Quay, CN"}, *rows[4:]]
    report = await watch.serve(csl_csv(edited))
    held = watchers.lists.store.last_change(watch.app.db, SourceKind.CSL)
    found = report.result.difference
    assert found is not None
    assert held is not None
    assert (held.old, held.new) == (found.old, found.new) == (88, 89)
    assert (held.added, held.removed, held.changed) == (found.added, (), found.changed)
    assert watchers.lists.store.last_change(watch.app.db, SourceKind.UN) is None


def held_from_an_older_version(watch: Watch) -> None:
    """Make the list what a version held that read no details and noted no reader."""
    db = watch.app.db
    with db.atomic():
        entries = [replace(entry, details=()) for entry in watchers.lists.store.list_entries(db, "list")]
        watchers.lists.store.replace_list(db, "list", entries, as_of="2026-03-01", now=watch.clock())
        state = watchers.store.states(db)["list"]
        watchers.store.save_state(db, replace(state, reader=None))


async def test_a_mirror_that_hands_out_an_old_copy(watch: Watch) -> None:
    """A list without a date of its own is as old as its server says: nobody is told as removed."""
    watch.add(SourceKind.CSL)
    old, new = "Sun, 01 Mar 2026 08:00:00 GMT", "Mon, 02 Mar 2026 08:00:00 GMT"
    rows = [csl_row(party, numbered=True) for party in parties(404)]
    before, after = csl_csv(rows[:400]), csl_csv(rows[:403])
    await watch.serve(before, Last_Modified=old)
    await watch.serve(after, Last_Modified=new)
    for _ in range(3):
        report = await watch.serve(before, Last_Modified=old)
        assert "last modified on 2026-03-01 08:00" in report.result.reason
        await watch.serve(after, Last_Modified=new)
    lines = [line.text for alert in watch.told(AlertKind.LIST_CHANGE) for line in alert.lines]
    assert [line.partition(":")[0] for line in lines] == ["added"] * len(lines)
    assert watch.held() == 403
    await watch.serve(csl_csv(rows), Last_Modified="Mon, 02 Mar 2026 07:59:00 GMT")
    assert watch.held() == 404, "clocks of one service may differ by minutes"


@pytest.mark.parametrize("kind", [SourceKind.CSL, SourceKind.ECFR])
async def test_the_file_of_yesterday_after_the_one_of_today(watch: Watch, kind: SourceKind) -> None:
    """Where neither list nor server says a day, a file that was in force before is known by its bytes."""
    watch.add(kind)
    some = parties(404)

    def file(count: int) -> bytes:
        if kind is SourceKind.ECFR:
            return supplement_4(some[:count])
        return csl_csv([csl_row(party, numbered=True) for party in some[:count]])

    content = "text/csv" if kind is SourceKind.CSL else "application/xml"
    await watch.serve(file(400), content)
    await watch.serve(file(403), content)
    told = len(watch.told(AlertKind.LIST_CHANGE))
    for _ in range(2):
        report = await watch.serve(file(400), content)
        assert "the very one that was in force until 2026-03-02 02:00" in report.result.reason
        assert watch.held() == 403
    assert [alert.title for alert in watch.told(AlertKind.HEALTH)] == ["List not updated: The list"]
    await watch.serve(file(403), content)
    await watch.serve(file(404), content)
    assert len(watch.told(AlertKind.LIST_CHANGE)) == told + 1, "only the party that came"
    assert watch.held() == 404
    with watch.app.db.atomic():
        watchers.lists.store.trust_next(watch.app.db, "list")
    await watch.serve(file(400), content)
    assert watch.held() == 400, "an operator took it"
    await watch.serve(file(400), content, hours=24 * 40)
    await watch.serve(file(404), content)
    await watch.serve(file(400), content, hours=24 * 40)
    assert watch.held() == 400, "after a month a list may say again what it said"


async def test_an_old_file_of_which_its_server_says_that_it_is_new(watch: Watch) -> None:
    """What was put on a list by mistake is taken off again, and told."""
    watch.add(SourceKind.CSL)
    rows = [csl_row(party, numbered=True) for party in parties(403)]
    for day, count in enumerate((400, 403, 400), 1):
        await watch.serve(csl_csv(rows[:count]), Last_Modified=f"Sun, 0{day} Mar 2026 08:00:00 GMT")
    lines = [line.text.partition(":")[0] for one in watch.told(AlertKind.LIST_CHANGE) for line in one.lines]
    assert lines == ["added"] * 3 + ["removed"] * 3


async def test_a_list_that_goes_back_and_forth_is_told_once_a_day(watch: Watch) -> None:
    """Of a broken file that comes every other hour: one message, one that it is well, none of a change."""
    watch.add(SourceKind.CSL)
    await watch.serve(WHOLE, hours=0)
    for _ in range(5):
        await watch.serve(csl(515), hours=1)
        await watch.serve(WHOLE, hours=1)
    assert [alert.title for alert in watch.channel.posts] == [
        "List not updated: The list",
        "Source works again: The list",
    ]
    await watch.serve(csl(515), hours=24)
    await watch.serve(WHOLE, hours=1)
    assert len(watch.channel.posts) == 4


async def test_a_file_of_changes_never_becomes_the_list(watch: Watch) -> None:
    """Not even as the first one, where nothing is held yet that it could be compared with."""
    watch.add(SourceKind.OPENSANCTIONS)
    party = '{"id": "NK-1", "schema": "Company", "caption": "Blue Heron", "properties": {}}'
    delta = f'{{"op": "ADD", "entity": {party}}}\n{{"op": "DEL", "entity": {{"id": "NK-2"}}}}\n'
    report = await watch.serve(delta.encode(), "application/json")
    assert report.result.outcome is PollOutcome.FAILED
    assert "file of changes, not a whole list" in report.result.reason
    assert watchers.lists.store.held_list(watch.app.db, "list") is None
    assert (await watch.serve(party.encode(), "application/json")).result.baseline


@pytest.mark.parametrize("more", [0, 1])
async def test_an_update_of_the_program_is_no_change_of_a_list(watch: Watch, more: int) -> None:
    """Details that an older version did not hold are kept from now on; only the party that came is told."""
    watch.add(SourceKind.OFAC_SDN)
    some = parties(301)
    await watch.serve(sdn_xml(some[:300], day="03/01/2026"), "application/xml")
    held_from_an_older_version(watch)
    body = sdn_xml(some[: 300 + more], day=f"03/0{1 + more}/2026")
    report = await watch.serve(body, "application/xml")
    assert report.result.fault is None
    difference = report.result.difference
    assert (len(difference.added) if difference else 0) == more
    assert not (difference and difference.changed)
    entries = watchers.lists.store.list_entries(watch.app.db, "list")
    assert len(entries) == 300 + more
    assert all(entry.details for entry in entries)
    assert not watch.told(AlertKind.HEALTH)
    again = await watch.serve(body, "application/xml")
    assert again.result.outcome is PollOutcome.UNCHANGED


async def test_a_party_taken_off_and_put_on_again_is_told_each_time(watch: Watch) -> None:
    """What happens to a list a second time is news again, also where it names no rule and no date."""
    watch.add(SourceKind.OFAC_SDN)
    some = parties(301)
    told = []
    for day, shown in enumerate((300, 301, 300, 301, 300), 1):
        await watch.serve(sdn_xml(some[:shown], day=f"03/0{day}/2026"), "application/xml", hours=30)
        told.append(
            [line.text.partition(":")[0] for one in watch.told(AlertKind.LIST_CHANGE) for line in one.lines]
        )
    assert told[-1] == ["added", "removed", "added", "removed"]
