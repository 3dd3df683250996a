"""What is a change between two copies of a list, and what is none."""

import random
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.watchers.listmaker import csl_csv, csl_row, ofac_csv, parties, supplement_4
from watchers.lists.breaker import Dates
from watchers.lists.differences import FieldChange, ListDifference, as_json, changes, compare
from watchers.model import Entry, SourceKind
from watchers.parsers import ParseContext, parse
from watchers.parsers.lists.entries import derived_id
from watchers.parsers.lists.ofac import SDN, parse_ofac

CONTEXT = ParseContext(source_id="x", url="https://example.org/x")
ROWS = [csl_row(party, numbered=n % 3 == 0) for n, party in enumerate(parties(120))]


def csl(rows: list[dict[str, str]], **how: int) -> tuple[Entry, ...]:
    """Return the entries of the rows, through the file's format."""
    return parse(SourceKind.CSL, csl_csv(rows, **how), CONTEXT).entries


def differ(rows: list[dict[str, str]], **how: int) -> ListDifference:
    """Compare the rows with the copy held."""
    return compare(csl(ROWS), csl(rows, **how), kind=SourceKind.CSL)


def entry(name: str, **more: object) -> Entry:
    """Return an entry of a list that numbers nothing."""
    told: dict[str, object] = {
        "list": "L",
        "name": name,
        "entity_id": derived_id("L", name),
        "country": "China",
    }
    return Entry(**(told | more))  # type: ignore[arg-type]


def shuffled_cells(row: dict[str, str]) -> dict[str, str]:
    """Return the row with the values inside its cells in another order."""
    turned = {name: "; ".join(reversed(row[name].split("; "))) for name in ("alt_names", "addresses")}
    return row | turned


DRIFTS: dict[str, Callable[[dict[str, str]], dict[str, str]]] = {
    "renewed row ids": lambda row: row if row["entity_number"] else row | {"_id": f"new{row['_id']}"},
    "values in another order": shuffled_cells,
    "blanks": lambda row: (
        {name: value.replace(" ", "\u00a0 ") for name, value in row.items()} | {"_id": row["_id"]}
    ),
    "decomposed letters": lambda row: {
        name: unicodedata.normalize("NFD", value) for name, value in row.items()
    },
    "UTF-8 read as Windows-1252": lambda row: {
        name: value.encode().decode("cp1252", "replace") if name != "_id" else value
        for name, value in row.items()
    },
    "other dashes and quotes": lambda row: row | {"name": row["name"].replace("'", "’").replace("-", "–")},
    "HTML escapes": lambda row: row | {"name": row["name"].replace("&", "&amp;")},
    "another address of the list": lambda row: row | {"source_list_url": "https://example.org/moved"},
}
LETTERS = [row | {"name": f"{row['name']} d'Été-Müller & fils"} for row in ROWS]


@pytest.mark.parametrize("name", sorted(DRIFTS))
def test_what_drifts_changes_nothing(name: str) -> None:
    """Order, row ids, encodings and styles are no change in any entry."""
    rows = [DRIFTS[name](row) for row in LETTERS]
    random.Random(1).shuffle(rows)
    assert rows != LETTERS
    difference = compare(csl(LETTERS), csl(rows, header_again=50), kind=SourceKind.CSL)
    assert not difference
    assert difference.fault is None


def test_letters_lost_on_the_way_change_nothing() -> None:
    """A copy in which foreign letters became "?" or the sign for an unreadable one says nothing new."""
    old = [entry("José Müller Works"), entry("Who is it?")]
    for sign in ("?", "\ufffd"):
        new = [replace(old[0], name=f"Jos{sign} M{sign}ller Works"), old[1]]
        assert not compare(old, new, kind=SourceKind.CSL)
    assert compare(old, [old[0], replace(old[1], name="Who is its")], kind=SourceKind.CSL).changed


def test_a_file_in_another_order_is_the_same_list() -> None:
    """The list re-ordered hourly is no news, in any kind."""
    some = parties(200)
    turned = some[:]
    random.Random(3).shuffle(turned)
    for kind, read in (
        (SourceKind.ECFR, lambda them: parse(SourceKind.ECFR, supplement_4(them), CONTEXT).entries),
        (SourceKind.OFAC_SDN, lambda them: parse_ofac(tuple(ofac_csv(them).items()), SDN).entries),
    ):
        difference = compare(read(some), read(turned), kind=kind)
        assert not difference
        assert difference.fault is None


def test_where_a_name_ends_is_no_change() -> None:
    """An alias that comes shows that what was read as the name's end begins the address: only it is told."""
    file = supplement_4([replace(parties(1)[0], name="PLACE", aliases=(), addresses=("END",))])
    assert b"PLACE, END." in file
    place = "Regional Speech Research Base, No. 6, Long Road, Hefei, China."
    old, new = (
        parse(SourceKind.ECFR, file.replace(b"PLACE, END.", f"{told} {place}".encode()), CONTEXT).entries
        for told in ("Grey Swan,", "Grey Swan, a.k.a., the following one alias:<br/>\u2014GSW.")
    )
    (one,) = compare(old, new, kind=SourceKind.ECFR).changed
    assert [field.field for field in one.fields] == ["aliases"]


def test_a_list_s_own_date_is_told_beside_a_new_citation() -> None:
    """Where the list has a column for it; a date that is read out of the citation follows from it."""
    old, new = {"federal_register_notice": "76 FR 71869"}, {"federal_register_notice": "91 FR 10004"}
    for before, after, told in (
        (old | {"start_date": "2011-11-21"}, new | {"start_date": "2026-03-06"}, {"citation", "start"}),
        (
            {"federal_register_notice": "76 FR 71869, 11/21/11"},
            {"federal_register_notice": "91 FR 10004, 3/6/26"},
            {"citation"},
        ),
    ):
        (held,), (come,) = csl([ROWS[1] | before]), csl([ROWS[1] | after])
        assert {one.field for one in changes(held, come, kind=SourceKind.CSL)} == told


EDITS: dict[str, tuple[dict[str, str], set[str]]] = {
    "an address": ({"addresses": "77 New Street, Hefei, CN"}, {"addresses"}),
    "an alias": ({"alt_names": "Quite Another Name"}, {"aliases"}),
    "the licence requirement": ({"license_requirement": "Some items."}, {"license_requirement"}),
    "the review policy": ({"license_policy": "Case by case."}, {"license_policy"}),
    "the citation": ({"federal_register_notice": "95 FR 7"}, {"citation"}),
    "remarks": ({"remarks": "see note"}, {"remarks"}),
    "a date of birth": ({"dates_of_birth": "1960"}, {"details"}),
    "the end date": ({"end_date": "2030-01-01"}, {"details"}),
    "the programs": ({"programs": "OTHER"}, {"programs"}),
    "the start": ({"start_date": "2020-01-01"}, {"start"}),
}


@pytest.mark.parametrize("name", sorted(EDITS))
@pytest.mark.parametrize("place", [0, 1], ids=["numbered", "unnumbered"])
def test_an_edit_is_a_change_of_that_field(name: str, place: int) -> None:
    """One edited cell is one changed entry with that field alone: never a removal and an addition."""
    edit, fields = EDITS[name]
    rows = [row | edit if number == place else row for number, row in enumerate(ROWS)]
    difference = differ(rows)
    assert (difference.added, difference.removed) == ((), ())
    (changed,) = difference.changed
    assert {change.field for change in changed.fields} == fields
    assert changed.entry.name == ROWS[place]["name"]


def test_before_and_after_are_told() -> None:
    """A change says what was and what is; cells with several values tell all of them."""
    old = [entry("Blue Heron", aliases=("BH",), license_policy="Denial")]
    new = [entry("Blue Heron", aliases=("BH", "Heron"), license_policy="Case by case")]
    (changed,) = compare(old, new, kind=SourceKind.ECFR).changed
    assert changed.fields == (
        FieldChange(field="aliases", before=("BH",), after=("BH", "Heron")),
        FieldChange(field="license_policy", before="Denial", after="Case by case"),
    )


def test_json_is_what_the_command_line_promises() -> None:
    """kind, counts, entries, fields with before and after, fault."""
    old = [entry("Blue Heron"), entry("Red Kite", country="Iran")]
    new = [entry("Blue Heron", addresses=("1 Dam Street",)), entry("Grey Owl", country="Oman")]
    told = as_json(compare(old, new, kind=SourceKind.ECFR))
    assert {name: told[name] for name in ("kind", "old", "new", "fault")} == {
        "kind": "ecfr",
        "old": 2,
        "new": 2,
        "fault": None,
    }
    assert [one["name"] for one in told["added"]] == ["Grey Owl"]
    assert [one["name"] for one in told["removed"]] == ["Red Kite"]
    assert told["changed"][0]["entry"]["name"] == "Blue Heron"
    assert told["changed"][0]["fields"] == {"addresses": {"before": [], "after": ["1 Dam Street"]}}


RULE = {"citation": "89 FR 100", "addresses": ("1 Dam Street, Hefei, China",)}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (entry("Blue Heron Electronics", **RULE), entry("Blue Heron Electronic", **RULE)),
        (entry("Blue Heron Co., Ltd.", **RULE), entry("Blue Heron LLC", **RULE)),
        (entry("Blue Heron Institute", **RULE), entry("Blue Heron Instutite", addresses=RULE["addresses"])),
        # one letter of a short word
        (entry("Red Tak Owl", **RULE), entry("Red Tek Owl", **RULE)),
        # the end of the name was read as the beginning of the address
        (
            entry("Blue Heron, Dam Lab", **RULE),
            entry("Blue Heron", **(RULE | {"addresses": ("Dam Lab, 1 Dam Street, Hefei",)})),
        ),
        # more words, with citation and address shared
        (entry("Blue Heron", **RULE), entry("Blue Heron Holding Group", **RULE)),
        # the alias becomes the name
        (
            entry("Blue Heron", aliases=("Grey Owl",), **RULE),
            entry("Grey Owl", aliases=("Blue Heron",), **RULE),
        ),
        # another name, all else the same, aliases included
        (entry("Blue Heron", aliases=("BHX",), **RULE), entry("Sand Viper", aliases=("BHX",), **RULE)),
        # nothing but the name is known of either
        (entry("Blue Heron Traders"), entry("Blue Heron Tradors")),
        # the country's heading was written in another way
        (
            entry("Blue Heron", **RULE),
            entry("Blue Herron", **(RULE | {"country": "CHINA, PEOPLE'S REPUBLIC OF"})),
        ),
    ],
)
def test_a_respelled_name_is_a_change(before: Entry, after: Entry) -> None:
    """The name changes, the party stays: one changed entry."""
    others = [entry(f"Other {word}") for word in ("Oak", "Elm", "Ash")]
    difference = compare([*others, before], [after, *others], kind=SourceKind.ECFR)
    assert (difference.added, difference.removed) == ((), ())
    assert difference.changed[0].fields[0].field == "name"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # units of one house
        (
            entry("Lake Academy, Institute of Toxins", **RULE),
            entry("Lake Academy, Institute of Bridges", **RULE),
        ),
        # a number is not a spelling
        (entry("13th Research Institute", **RULE), entry("14th Research Institute", **RULE)),
        (entry("Snow Storm 1"), entry("Snow Storm 2")),
        # the same name in another country is another entry
        (
            entry("Blue Heron", **RULE),
            entry("Blue Heron", **(RULE | {"country": "Iran", "entity_id": "L~9"})),
        ),
        # a likeness without any shared fact
        (
            entry("Blue Heron Works", **RULE),
            entry("Blue Heron Work", citation="90 FR 5", addresses=("9 Far Road",)),
        ),
        # one address and rule, two companies
        (entry("Blue Heron", **RULE), entry("Sand Viper", **RULE)),
        # another list
        (entry("Blue Herons", **RULE), entry("Blue Heron", **(RULE | {"list": "M"}))),
    ],
)
def test_another_party_is_no_respelling(before: Entry, after: Entry) -> None:
    """One goes and another comes: a removal and an addition."""
    difference = compare([before, entry("Other Oak")], [entry("Other Oak"), after], kind=SourceKind.ECFR)
    assert (difference.removed, difference.added, difference.changed) == ((before,), (after,), ())


def test_numbers_decide_where_a_list_has_them() -> None:
    """A party delisted and listed anew under another number is a removal and an addition, with one name."""
    old = Entry(entity_id="7", name="Blue Heron", list="SDN")
    difference = compare([old], [replace(old, entity_id="8")], kind=SourceKind.OFAC_SDN)
    assert [one.entity_id for one in difference.added] == ["8"]
    assert [one.entity_id for one in difference.removed] == ["7"]


@pytest.mark.parametrize("kind", [SourceKind.CSL, SourceKind.ECFR])
def test_a_list_that_begins_to_number_its_parties(kind: SourceKind) -> None:
    """Every id is another one from then on: nobody came or went, and an edit of that day is a change."""
    before = [entry(f"Blue Heron {word}", **RULE) for word in ("Works", "Valve", "Optics")]
    after = [replace(one, entity_id=f"L-{number}") for number, one in enumerate(before)]
    after[1] = replace(after[1], addresses=("9 Far Road",))
    difference = compare(before, after, kind=kind)
    assert (difference.added, difference.removed) == ((), ())
    assert [(one.entry.name, one.fields[0].field) for one in difference.changed] == [
        ("Blue Heron Valve", "addresses")
    ]
    assert not compare(after, before, kind=kind).added, "nor where it stops"


def test_a_namesake_that_comes_or_goes_disturbs_no_other() -> None:
    """Ids of namesakes depend on each other; the entries are told apart by all they say."""
    one = entry("Blue Heron", addresses=("1 Dam Street",), citation="89 FR 100")
    two = replace(one, addresses=("9 Far Road",), citation="88 FR 5")
    assert compare([one], [one, two], kind=SourceKind.ECFR).added[0].addresses == ("9 Far Road",)
    gone = compare([one, two], [two], kind=SourceKind.ECFR)
    assert [left.addresses for left in gone.removed] == [("1 Dam Street",)]
    assert not gone.changed
    renamed = compare(
        [one, two], [two, replace(one, name="Blue Herron", entity_id="L~5")], kind=SourceKind.ECFR
    )
    assert [[change.field for change in changed.fields] for changed in renamed.changed] == [["name"]]


def test_a_namesake_that_moves_to_another_country_stays_itself() -> None:
    """Where the country is read from the addresses, a party among namesakes may move."""
    rows = [
        csl_row(parties(1)[0]) | {"addresses": f"1 Dam Street, Town, {code}"} for code in ("CN", "IR", "PK")
    ]
    moved = [rows[0], rows[1] | {"addresses": "9 Far Road, Town, DE"}, rows[2]]
    difference = compare(csl(rows), csl(moved), kind=SourceKind.CSL)
    assert (difference.added, difference.removed) == ((), ())
    (changed,) = difference.changed
    assert [change.field for change in changed.fields] == ["addresses"]


def test_many_edits_at_once_come_out_exactly() -> None:
    """Removed, added and edited rows of a shuffled file with renewed ids are told exactly, on any draw."""
    for seed in range(5):
        dice = random.Random(seed)
        chosen = dice.sample(range(len(ROWS)), 18)
        gone, edited = set(chosen[:6]), set(chosen[6:])
        rows = []
        for number, row in enumerate(ROWS):
            if number in edited:
                name = row["name"]
                rows.append(
                    row
                    | dice.choice(
                        (
                            {"addresses": "5 New Street, Hefei, CN"},
                            {"name": name[:6] + "q" + name[7:]},
                            {"alt_names": "A New Alias"},
                        )
                    )
                )
            elif number not in gone:
                rows.append(row)
        fresh = [csl_row(party) for party in parties(126, seed=99)[120:]]
        for number, row in enumerate(fresh):
            row["name"] = f"Newcomer {chr(65 + number)} {row['name']}"
        rows = [
            row if row["entity_number"] else row | {"_id": f"{dice.getrandbits(200):056x}"}
            for row in (*rows, *fresh)
        ]
        dice.shuffle(rows)
        difference = differ(rows, header_again=30)
        assert {one.name for one in difference.removed} == {ROWS[number]["name"] for number in gone}
        assert {one.name for one in difference.added} == {row["name"] for row in fresh}
        assert len(difference.changed) == len(edited)
        assert difference.fault is None


def test_the_dates_of_both_copies_are_weighed() -> None:
    """An older copy, or one from the future, is not to be believed; differences are told all the same."""
    old, new = [entry("Blue Heron")], [entry("Blue Heron"), entry("Red Kite")]
    now = datetime(2026, 6, 16, 12, tzinfo=UTC)
    told = {
        day: compare(old, new, kind=SourceKind.UK, dates=Dates(old="2026-06-10", new=day, now=now))
        for day in ("2026-06-09", "2026-06-10", "2026-06-16", "2026-06-17", "2026-06-18", "")
    }
    assert [day for day, difference in told.items() if difference.fault] == ["2026-06-09", "2026-06-18"]
    assert all(len(difference.added) == 1 for difference in told.values())


def test_a_remark_that_runs_over_its_column_is_no_change() -> None:
    """OFAC keeps what is beyond a thousand letters in a file of its own, which an older copy may lack."""
    files = ofac_csv(parties(3))
    whole = "; ".join(f"Linked To: HARBOUR HOUSE {number}" for number in range(60))
    files["SDN.CSV"] = files["SDN.CSV"].replace(b"-0- \r\n", f'"{whole[:1000]}"\r\n'.encode(), 1)
    bare = parse_ofac(list(files.items()), SDN).entries
    files["SDN_COMMENTS.CSV"] = f'1000,"{whole[1000:]}"\r\n'.encode()
    full = parse_ofac(list(files.items()), SDN).entries
    assert full[0].remarks == whole
    assert not compare(bare, full, kind=SourceKind.OFAC_SDN)
    assert not compare(full, bare, kind=SourceKind.OFAC_SDN)
    short = [replace(bare[0], remarks=whole[:900]), *bare[1:]]
    assert len(compare(short, full, kind=SourceKind.OFAC_SDN).changed) == 1, "a longer remark is a change"


def test_contacts_that_an_earlier_version_kept_are_no_change() -> None:
    """Details and remarks are held with them, and come without; what else changed is told."""
    remark = "Website heron.example; Email Address a@heron.example"
    held = entry("BLUE HERON", details=("Email Address: a@heron.example", "Gender: Male"), remarks=remark)
    come = entry("BLUE HERON", details=("Gender: Male",), remarks="Website heron.example")
    assert not changes(held, come, kind=SourceKind.CSL)
    edited = entry("BLUE HERON", details=("Gender: Female",), remarks="Website heron2.example")
    assert [one.field for one in changes(held, edited, kind=SourceKind.CSL)] == ["remarks", "details"]


def test_another_order_is_told_beside_the_differences() -> None:
    """It is odd, and hides nothing: `lists diff` has both."""
    turned = ROWS[1:]
    random.Random(3).shuffle(turned)
    found = differ(turned)
    assert [len(found.added), len(found.removed), len(found.changed)] == [0, 1, 0]
    assert found.disorder is not None
    assert as_json(found)["fault"] == found.disorder
    assert differ([*ROWS[60:], *ROWS[:60], ROWS[3]]).disorder is not None
    assert differ(ROWS[1:]).disorder is None
