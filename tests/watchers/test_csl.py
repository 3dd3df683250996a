"""The Consolidated Screening List in its three formats."""

import csv
import json

import pytest

from tests.watchers.listmaker import CSL_COLUMNS, csl_csv, csl_row, parties
from watchers.errors import ParseError
from watchers.model import Entry, SourceKind
from watchers.parsers import ParseContext, parse
from watchers.parsers.lists.csl import short_code

CONTEXT = ParseContext(source_id="csl", url="https://example.org/consolidated.csv")


def read(body: bytes) -> tuple[Entry, ...]:
    """Return the entries of a file."""
    return parse(SourceKind.CSL, body, CONTEXT).entries


def test_csv_rows_become_entries() -> None:
    """Joined cells come apart; what has no field of its own stands in the details."""
    row = csl_row(parties(1)[0]) | {
        "name": "Blue Heron Lab",
        "alt_names": "BHL; Heron Works",
        "addresses": "12 Long Road, Hefei, CN; 4 Dam Street, Minsk, BY; 5 Hill Street, Hefei, CN",
        "federal_register_notice": "89 FR 100 ",
        "start_date": "2024-01-02",
        "end_date": "2030-01-02",
        "dates_of_birth": "1960; 1961",
        "ids": "Passport, 77, KP; Gender, Male",
    }
    (entry,) = read(csl_csv([row]))
    assert entry.aliases == ("BHL", "Heron Works")
    assert entry.addresses[1] == "4 Dam Street, Minsk, BY"
    assert entry.country == "China"
    assert entry.citation == "89 FR 100"
    assert entry.start == "2024-01-02"
    assert entry.list == "Entity List (EL) - Bureau of Industry and Security"
    assert set(entry.details) == {
        "end date: 2030-01-02",
        "date of birth: 1960",
        "date of birth: 1961",
        "Passport: 77, KP",
        "Gender: Male",
    }


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (
            "KP, 2028-08-28, AB 77, Passport; Male, Gender; IR, 10-2 (Yazd), Tax ID No.",
            "Passport, AB 77, KP, 2028-08-28; Gender, Male; Tax ID No., 10-2 (Yazd), IR",
        ),
        (  # no country's code: the types are what repeats
            "Male, Gender; Heron Rules, part 5, Sanctions risk:; Subject to Rule 1, Information -",
            "Gender, Male; Sanctions risk:, Heron Rules, part 5; Information -, Subject to Rule 1",
        ),
    ],
)
def test_identifiers_of_the_older_files_say_the_same(before: str, now: str) -> None:
    """Until 2023 the type stood last: a change of the file's layout is no change of every party."""

    def told(ids: str) -> list[tuple[str, ...]]:
        other = "; ".join(
            f"{n}th of June, Date" if ids is before else f"Date, {n}th of June" for n in range(9)
        )
        rows = [csl_row(one) | {"ids": cell} for one, cell in zip(parties(2), (ids, other), strict=True)]
        return [entry.details for entry in read(csl_csv(rows))]

    assert told(before) == told(now)
    assert any(detail.startswith("Gender: Male") for detail in told(before)[0])


def test_telephones_and_mail_addresses_of_parties_are_not_kept() -> None:
    """Neither from the identifiers nor as parts of a remark; the rest of both stays."""
    row = csl_row(parties(1)[0]) | {
        "ids": "Email Address, info@heron.example; Website, heron.example; Phone Number, +10 555 0100",
        "remarks": "Website heron.example; Email Address a@heron.example; Telephone: 555 0100; Gender Male",
    }
    (entry,) = read(csl_csv([row]))
    assert entry.details == ("Website: heron.example",)
    assert entry.remarks == "Website heron.example; Gender Male"


@pytest.mark.parametrize("delimiter", "\t;|")
def test_another_delimiter_says_the_same(delimiter: str) -> None:
    """The tab-separated file holds the same list; so would one of semicolons."""
    rows = [csl_row(one) for one in parties(5)]
    assert read(csl_csv(rows, delimiter=delimiter)) == read(csl_csv(rows))


def test_columns_are_known_by_name_in_any_order_and_case() -> None:
    """New columns, another order, capitals: what is known of a column is its name, once or repeated."""
    rows = [csl_row(one) for one in parties(5)]
    told = csl_csv(rows, header_again=3).decode().splitlines()
    written = [
        ",".join(f'"{cell}"' for cell in reversed([*next(csv.reader([line])), "more"])) for line in told
    ]
    body = "\n".join(line.upper() if "license_policy" in line else line for line in written).encode()
    assert {entry.name: entry for entry in read(body)} == {entry.name: entry for entry in read(csl_csv(rows))}


def test_a_repeated_header_is_no_party() -> None:
    """The header row occurs a second time inside real files."""
    rows = [csl_row(one) for one in parties(20)]
    assert read(csl_csv(rows, header_again=7)) == read(csl_csv(rows))


def test_numbered_parties_keep_their_number_and_others_their_name() -> None:
    """Row ids may be renewed with every file; the entity id may not."""
    one, other = parties(2)
    first = read(csl_csv([csl_row(one, numbered=True), csl_row(other)]))
    again = read(csl_csv([csl_row(other, salt="renewed"), csl_row(one, numbered=True)]))
    assert {entry.entity_id for entry in first} == {entry.entity_id for entry in again}
    assert f"SDN-{one.number}" in {entry.entity_id for entry in first}


def test_namesakes_are_kept_apart_and_equal_rows_are_one() -> None:
    """Two rows that would share an id get ids of their own, the same in any order; a repeated row is one."""
    row = csl_row(parties(1)[0])
    twin = row | {"addresses": "9 Other Road, Samara, RU"}
    forth, back = read(csl_csv([row, twin, row])), read(csl_csv([twin, row]))
    assert len({entry.entity_id for entry in forth}) == len(forth) == 2
    assert set(forth) == set(back)


def test_json_records_are_read() -> None:
    """The static JSON has lists and objects where the CSV has joined cells."""
    document = {
        "results": [
            {
                "id": "906",
                "entity_number": "906",
                "name": "BLUE HERON BANK",
                "source": "Specially Designated Nationals (SDN) - Treasury Department",
                "type": "Entity",
                "programs": ["CUBA"],
                "alt_names": ["HERON BANK, LTD"],
                "addresses": [
                    {
                        "address": "1 Dam Street",
                        "city": "Havana",
                        "state": None,
                        "postal_code": "1",
                        "country": "CU",
                    }
                ],
                "ids": [{"type": "SWIFT/BIC", "number": "BLHE", "country": None}],
            },
            {
                "name": "Old Mill",
                "source": "Nonproliferation Sanctions (ISN) - State Department",
                "country": "TH",
                "alt_names": None,
            },
        ],
        "sources_used": 2,
    }
    bank, mill = read(json.dumps(document).encode())
    assert (bank.entity_id, bank.kind, bank.country) == ("SDN-906", "organization", "Cuba")
    assert bank.addresses == ("1 Dam Street, Havana, 1, CU",)
    assert bank.aliases == ("HERON BANK, LTD",)
    assert bank.details == ("SWIFT/BIC: BLHE",)
    assert (mill.country, mill.kind) == ("Thailand", "other")


def test_short_codes() -> None:
    """The code in brackets names the list; the two that lack a plain one have theirs."""
    assert short_code("Military End User (MEU) List - Bureau of Industry and Security") == "MEU"
    assert short_code("Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department") == "MBS"
    assert short_code("Capta List (CAP) - Treasury Department") == "CAP"
    assert short_code("Something New - Some Agency") == "SN"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html><body>Just a moment...</body></html>", "web page"),
        (b"id,title\n1,x\n", "no column 'source'"),
        (b'{"message": "Missing key"}', "no results"),
        (b'{"total": 9, "results": [{"name": "x", "source": "y"}]}', "Only 1 of 9"),
        (b'{"results": [{"name": "x", "sou', "cut off"),
        (",".join(CSL_COLUMNS).encode(), "no entries"),
        (b"PK\x03\x04 not a zip", "zip"),
        (b"%PDF-1.7 \n1", "another type"),
    ],
)
def test_anything_else_is_refused(body: bytes, words: str) -> None:
    """Each wrong answer has its sentence."""
    with pytest.raises(ParseError, match=words):
        read(body)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.97])
def test_a_cut_download_is_refused(share: float) -> None:
    """A file that ends inside a cell or a row was cut."""
    body = csl_csv([csl_row(one) for one in parties(60)])
    with pytest.raises(ParseError, match="cut off"):
        read(body[: int(len(body) * share)])


def test_windows_letters_and_misread_letters_come_out_right() -> None:
    """Bytes of Windows-1252, and UTF-8 once read as such, are read as they were meant."""
    row = csl_row(parties(1)[0]) | {"name": "José García’s Works"}
    right = read(csl_csv([row]))
    assert read(csl_csv([row]).decode().encode("cp1252")) == right
    assert read(csl_csv([row | {"name": row["name"].encode().decode("cp1252")}])) == right
