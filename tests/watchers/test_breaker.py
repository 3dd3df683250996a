"""The circuit breaker, and the published incidents replayed: a broken file is never news."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.watchers.listmaker import SDN, csl_csv, csl_row, ofac_csv, parties, sdn_xml
from watchers.errors import ParseError
from watchers.lists.breaker import BreakerLimits, Dates
from watchers.lists.differences import ListDifference, compare
from watchers.lists.items import list_items
from watchers.model import Entry, SourceKind
from watchers.parsers import ParseContext, parse
from watchers.parsers.lists.ofac import parse_ofac

CONTEXT = ParseContext(source_id="x", url="https://example.org/x")
NOW = datetime(2026, 6, 16, 12, tzinfo=UTC)


def party(number: int, **more: object) -> Entry:
    """Return an invented entry of a numbered list."""
    told: dict[str, object] = {"entity_id": str(number), "name": f"Party {number}", "list": "L"}
    return Entry(**(told | more))  # type: ignore[arg-type]


def listing(count: int, start: int = 0) -> list[Entry]:
    """Return `count` entries."""
    return [party(number) for number in range(start, start + count)]


class Watch:
    """What a poll does with a list: hold, compare, refuse or replace; it counts what people are told."""

    def __init__(self, kind: SourceKind = SourceKind.OFAC_SDN) -> None:
        self.kind = kind
        self.held: list[Entry] = []
        self.as_of = ""
        self.items = 0
        self.faults: list[str] = []

    def poll(self, entries: list[Entry] | tuple[Entry, ...], as_of: str = "") -> None:
        """Take a new copy in, or refuse it; a fault is told once while it lasts."""
        difference = compare(
            self.held, entries, kind=self.kind, dates=Dates(old=self.as_of, new=as_of, now=NOW)
        )
        first = not self.held
        self.items += 0 if first else len(list_items(difference, source_id="s", url="u", now=NOW))
        if difference.fault:
            if not self.faults or self.faults[-1] != difference.fault:
                self.faults.append(difference.fault)
        else:
            self.held, self.as_of = list(entries), as_of

    def poll_bytes(self, body: bytes) -> None:
        """Parse, then poll; a file that cannot be parsed is a fault as well."""
        try:
            parsed = parse(self.kind, body, CONTEXT)
        except ParseError as error:
            self.faults.append(str(error))
        else:
            self.poll(parsed.entries, parsed.as_of)


def test_the_list_that_lost_fifteen_thousand_of_twenty() -> None:
    """20,000 entries become 5,000 overnight and come back: no change is told, the fault once."""
    watch = Watch()
    for count in (20_000, 5_000, 5_000, 20_000):
        watch.poll(listing(count))
    assert watch.items == 0
    assert len(watch.faults) == 1
    assert "shrank from 20000 to 5000 entries (75%)" in watch.faults[0]


def test_the_list_that_went_686_515_686() -> None:
    """A quarter lost for a day and found again: no change is told, the fault once."""
    watch = Watch()
    for count in (686, 515, 515, 686):
        watch.poll(listing(count))
    assert (watch.items, len(watch.faults)) == (0, 1)


def test_one_list_lost_inside_a_large_file() -> None:
    """686 → 515 → 686 within the screening list's thousands is seen although the sum hardly moves."""
    some = [csl_row(one, numbered=True) for one in parties(1500)]
    small = [csl_row(one) for one in parties(686, seed=2)]
    watch = Watch(SourceKind.CSL)
    for rows in (some + small, some + small[:515], some + small):
        watch.poll_bytes(csl_csv(rows))
    assert watch.items == 0
    (fault,) = watch.faults
    assert "Entity List (EL)" in fault
    assert "from 686 to 515" in fault


def test_the_file_reordered_every_hour() -> None:
    """Another order is no change and no fault, hour after hour."""
    some, dice = parties(300), random.Random(5)
    watch = Watch(SourceKind.CSL)
    for hour in range(6):
        dice.shuffle(some)
        rows = [csl_row(one, numbered=one.number % 2 == 0, salt=str(hour)) for one in some]
        watch.poll_bytes(csl_csv(rows))
    assert (watch.items, watch.faults) == (0, [])


@pytest.mark.parametrize("share", [0.1, 0.5, 0.85, 0.95])
def test_the_download_that_was_cut_off(share: float) -> None:
    """Wherever a download ends, the file is refused and the whole one that follows changes nothing."""
    whole = csl_csv([csl_row(one) for one in parties(400)])
    for kind, body in (
        (SourceKind.CSL, whole),
        (SourceKind.OFAC_SDN, sdn_xml(parties(400), day="06/10/2026")),
        (SourceKind.OFAC_SDN, ofac_csv(parties(400))["SDN.CSV"]),
    ):
        watch = Watch(kind)
        for piece in (body, body[: int(len(body) * share)], body):
            watch.poll_bytes(piece)
        assert watch.items == 0
        assert len(watch.faults) == 1


def test_the_download_cut_at_the_end_of_a_line() -> None:
    """A cut that leaves only whole rows is seen by its size."""
    lines = csl_csv([csl_row(one) for one in parties(400)]).splitlines(keepends=True)
    watch = Watch(SourceKind.CSL)
    for piece in (lines, lines[:300], lines):
        watch.poll_bytes(b"".join(piece))
    assert (watch.items, len(watch.faults)) == (0, 1)


def test_the_recent_changes_in_place_of_the_whole_list() -> None:
    """A file of a few changed and new parties, in the list's own format, is not the list."""
    some = parties(1000)
    recent = [*some[:4], *parties(6, seed=77)]
    watch = Watch()
    for them in (some, recent, some):
        watch.poll(parse_ofac(tuple(ofac_csv(them).items()), SDN).entries)
    assert (watch.items, len(watch.faults)) == (0, 1)


def test_wrong_stamps_of_the_last_update() -> None:
    """A stamp that moves while the list stays is no change; one that runs back or ahead is a fault."""
    watch = Watch()
    same = listing(50)
    for stamp in ("2026-06-14", "2026-06-15", "2026-06-16"):
        watch.poll(same, stamp)
    assert (watch.items, watch.faults) == (0, [])
    watch.poll(listing(51), "2026-06-13")
    watch.poll(listing(51), "2026-06-13")
    watch.poll(listing(51), "2036-06-16")
    watch.poll(same, "2026-06-16")
    assert watch.items == 0
    assert [fault.split(",")[0] for fault in watch.faults] == [
        "The list is of 2026-06-13",
        "The list says it is of 2036-06-16",
    ]


def test_what_the_server_says_of_its_copy() -> None:
    """An older copy is a fault; a day to come that was once believed makes no later one old."""
    day = timedelta(days=1)

    def fault(held: datetime | None, served: datetime | None) -> str | None:
        dates = Dates(now=NOW, held=held, served=served)
        return compare(listing(9), listing(8), kind=SourceKind.CSL, dates=dates).fault

    assert fault(NOW, NOW - day) is not None
    assert fault(NOW, NOW - day / 48) is None
    assert fault(NOW, NOW + day) is None
    assert fault(NOW + 9 * day, NOW) is None
    assert fault(None, NOW) is fault(NOW, None) is None


def test_a_wrong_stamp_held_does_not_lock_the_list() -> None:
    """A first copy that claims to be of the future does not make every later one too old."""
    watch = Watch()
    watch.held, watch.as_of = listing(50), "2036-01-01"
    watch.poll(listing(51), "2026-06-15")
    assert (watch.items, watch.faults) == (1, [])


def test_a_column_that_went_missing() -> None:
    """All addresses gone at once is a fault of the file, not an edit of every party."""
    full = [party(number, addresses=("1 Dam Street",)) for number in range(100)]
    watch = Watch()
    for entries in (full, listing(100), full):
        watch.poll(entries)
    assert watch.items == 0
    assert watch.faults == ["100 of 100 entries lost their addresses at once: a part of the list is missing."]


@pytest.mark.parametrize(("without", "believed"), [(40, True), (41, False)])
def test_a_file_of_aliases_that_ends_too_soon(without: int, believed: bool) -> None:
    """A tenth of the parties that had aliases may lose them; of more, a part of the file did not come."""
    full = [party(number, aliases=(f"Alias {number}",)) for number in range(400)]
    cut = [*full[: 400 - without], *listing(without, start=400 - without)]
    difference = compare(full, cut, kind=SourceKind.OFAC_SDN)
    assert (difference.fault is None) is believed


@pytest.mark.parametrize(
    ("kept", "believed"),
    [
        (range(393), False),  # the last seven are gone
        (range(395), True),  # so few may go
        ((*range(392), 395), True),  # as many, but not the last
        ((*range(393), 500), True),  # another stands at the end
    ],
)
def test_a_table_without_its_last_rows(kept: Sequence[int], believed: bool) -> None:
    """A download that broke off between two rows looks whole: that only the last rows are gone tells it."""
    new = [party(number) for number in kept]
    for kind in (SourceKind.CSL, SourceKind.OFAC_SDN, SourceKind.UK):
        assert (compare(listing(400), new, kind=kind).fault is None) is believed
    assert compare(listing(400), new, kind=SourceKind.CSL, ordered=False).fault is None
    assert compare(listing(400), new, kind=SourceKind.UN).fault is None, "XML that breaks off is no XML"


def test_another_list_of_the_same_size() -> None:
    """The right number of other parties is another list."""
    watch = Watch()
    for entries in (listing(500), listing(500, start=10_000), listing(500)):
        watch.poll(entries)
    assert watch.items == 0
    assert "another list" in watch.faults[0]


def test_every_entry_rewritten() -> None:
    """A change in most entries at once is another form of the file."""
    watch = Watch()
    for text in ("", "a new note", ""):
        watch.poll([party(number, remarks=text) for number in range(400)])
    assert watch.items == 0
    assert "400 of 400 entries changed at once" in watch.faults[0]


def judged(old: int, new: int, limits: BreakerLimits | None = None) -> ListDifference:
    """Compare two lists of these sizes."""
    return compare(listing(old), listing(new), kind=SourceKind.UN, limits=limits or BreakerLimits())


@pytest.mark.parametrize(
    ("old", "new", "believed"),
    [
        (1000, 900, True),  # 10 % is still believed
        (1000, 899, False),
        (40, 35, True),  # five may always go …
        (40, 34, False),
        (4, 2, True),  # … while half of the list stays
        (4, 1, False),
        (1, 0, False),  # nothing is never believed
        (1000, 2000, True),  # twice as many is believed …
        (1000, 2101, False),
        (10, 100, True),  # … and a hundred more always
        (0, 5000, True),  # the first copy is the baseline
    ],
)
def test_the_limits(old: int, new: int, believed: bool) -> None:
    """What is believed of small and large lists, shrinking and growing."""
    assert (judged(old, new).fault is None) is believed


def test_the_differences_are_told_beside_the_fault() -> None:
    """`lists diff` shows what differs and why not to trust it; a poll makes no item of it."""
    difference = judged(100, 50)
    assert len(difference.removed) == 50
    assert difference.fault
    assert list_items(difference, source_id="s", url="u", now=NOW) == ()


def test_the_bound_can_be_set() -> None:
    """A source's options move the limits; what is no number above zero is passed over."""
    limits = BreakerLimits.from_options(
        {"breaker_shrink": "0.6", "breaker_few": "x", "breaker_grow": "-1", "breaker_moved_few": "inf"}
    )
    assert limits == replace(BreakerLimits(), shrink=0.6)
    assert (
        judged(
            100, 60, BreakerLimits.from_options({"breaker_shrink": "0.6", "breaker_replaced": "0.6"})
        ).fault
        is None
    )
    assert judged(100, 60).fault is not None
    assert BreakerLimits.from_options({"breaker_few": "9"}).few == 9
