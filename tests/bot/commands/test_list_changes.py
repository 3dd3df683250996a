"""`lists changes`: what polls found changed on official lists, in a person's words."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

import watchers.item_store
import watchers.store
from bot.actors import Role
from bot.commands.desk import Desk
from bot.database.interface import Database
from bot.replies import Link, Reply, Table, Tone
from tests.bot.desk_kit import a_desk, said
from watchers.changes import decide
from watchers.lists.differences import compare
from watchers.lists.items import list_items
from watchers.lists.store import replace_list
from watchers.model import Entry, Source, SourceKind

NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)


def party(number: int, **more: object) -> Entry:
    values: dict[str, object] = {
        "entity_id": f"e{number}",
        "name": f"Quarry Trading {number}",
        "list": "Entity List (EL) - Bureau of Industry and Security",
        "country": "China",
        "addresses": (f"{number} Quay Road, Hefei",),
        "citation": "91 FR 10004, 3/6/26",
    }
    return Entry(**(values | more))  # type: ignore[arg-type]


HELD = tuple(party(number, citation="80 FR 100, 1/2/15") for number in range(40))


def held(db: Database) -> None:
    source = Source(id="csl", kind=SourceKind.CSL, url="https://lists.example/csl.csv", name="CSL")
    watchers.store.add_source(db, source, NOW)
    replace_list(db, "csl", HELD, as_of="", now=NOW - timedelta(days=60))


@pytest.fixture
def desk(store_url: str) -> Iterator[Desk]:
    with a_desk(store_url, NOW, also=held) as made:
        yield made


def found(db: Database, old: tuple[Entry, ...], new: tuple[Entry, ...], at: datetime) -> None:
    """Store what a poll at `at` would have found."""
    difference = compare(old, new, kind=SourceKind.CSL)
    with db.atomic():
        items = list_items(difference, source_id="csl", url="https://lists.example/csl.csv", now=at)
        for decision in decide(items, {}):
            watchers.item_store.save_decision(db, decision, now=at)


def ask(desk: Desk, text: str) -> Reply:
    return said(desk, text, role=Role.READER)


def rows(reply: Reply) -> list[dict[str, object]]:
    (table,) = [part for part in reply.parts if isinstance(part, Table)]
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def test_each_entry_says_what_changed_field_by_field(desk: Desk) -> None:
    """Who came, who went, what moved; the rule's page is linked."""
    moved = party(2, citation=HELD[2].citation, addresses=("9 Tower Road, Hefei",), aliases=("QT Two",))
    new = (*HELD[1:2], moved, *HELD[3:], party(90, aliases=("Quarry Ninety",)))
    found(desk.db, HELD, new, NOW - timedelta(days=2))
    reply = ask(desk, "lists changes")
    assert reply.title == "3 entries changed in the last 7 days: 1 added, 1 removed, 1 changed"
    told = {str(row["What"]).partition(":")[0]: row for row in rows(reply)}
    assert told["added"]["Name"] == "Quarry Trading 90 (China)"
    assert "a.k.a. Quarry Ninety" in str(told["added"]["What"])
    link = told["added"]["Citation"]
    assert isinstance(link, Link)
    assert link.url == "https://www.federalregister.gov/citation/91-FR-10004"
    assert told["removed"]["Name"] == "Quarry Trading 0 (China)"
    what = str(told["changed"]["What"])
    assert "aliases: + QT Two" in what
    assert "addresses: 2 Quay Road, Hefei → 9 Tower Road, Hefei" in what
    assert told["changed"]["List"] == "Entity List (csl)"
    assert [len(one["added"]) + len(one["removed"]) + len(one["changed"]) for one in reply.data]


@pytest.mark.parametrize("name", ["csl", "CSL", "Entity List", '"entity list"'])
def test_a_list_is_named_by_its_id_or_by_its_name(desk: Desk, name: str) -> None:
    """Both are what people know it by."""
    found(desk.db, HELD, HELD[1:], NOW - timedelta(days=2))
    assert len(rows(ask(desk, f"lists changes {name}"))) == 1
    assert ask(desk, f"lists changes {name}n").tone is Tone.ERROR


@pytest.mark.parametrize(
    ("since", "shown"), [("1d", False), ("47h", False), ("2d", True), ("2026-03-18", True)]
)
def test_since_is_a_span_or_a_day(desk: Desk, since: str, shown: bool) -> None:
    """What was found before it is not told, but its day is."""
    found(desk.db, HELD, HELD[1:], NOW - timedelta(days=2))
    reply = ask(desk, f"lists changes --since {since}")
    assert bool(reply.data) is shown
    if not shown:
        assert "The newest change held is of 2026-03-18" in repr(reply.parts)


def test_a_list_that_is_not_held_is_not_said_to_be_unchanged(desk: Desk) -> None:
    """A slip in its name must not be read as “nothing changed”; its id and words of its name do."""
    slip = ask(desk, "lists changes cls")
    assert (slip.tone, slip.title) == (
        Tone.ERROR,
        "No list “cls” is held here; `lists list` shows those that are.",
    )
    for name in ("CSL", "entity list", ""):
        assert ask(desk, f"lists changes {name}").tone is Tone.OK


def test_a_span_nobody_understands_is_refused_with_an_example(desk: Desk) -> None:
    """One sentence says what may be said."""
    reply = ask(desk, "lists changes --since lately")
    assert reply.tone is Tone.ERROR
    assert "12h, 7d, 2w" in reply.title


def test_long_answers_come_in_pages_that_miss_nobody(desk: Desk) -> None:
    """The count is of all; following `next` to its end shows each entry once."""
    new = (*HELD, *(party(number) for number in range(100, 137)))
    found(desk.db, HELD, new, NOW - timedelta(days=1))
    reply = ask(desk, "lists changes csl")
    assert reply.title.startswith("37 entries of “csl” changed")
    names = [row["Name"] for row in rows(reply)]
    while following := reply.fields.get("next"):
        reply = ask(desk, following)
        names += [row["Name"] for row in rows(reply)]
    assert len(names) == len(set(names)) == 37


def test_nothing_held_yet_says_so(desk: Desk) -> None:
    """A first reading is no change."""
    assert "first reading is no change" in repr(ask(desk, "lists changes").parts)
