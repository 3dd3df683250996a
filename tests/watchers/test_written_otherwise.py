"""A list written otherwise, file for file, says what it said: no change, no fault, no refusal."""

from collections.abc import Callable

import pytest

from tests.watchers.listmaker import csl_csv, csl_row, ofac_csv, parties, sdn_xml, supplement_4
from tests.watchers.test_eu_un import EU, UN
from tests.watchers.test_uk import CSV as UK
from watchers.lists.differences import compare
from watchers.model import Entry, SourceKind
from watchers.parsers import ParseContext, parse, parse_plain
from watchers.parsers.lists.entries import clean
from watchers.questions import bundle

CONTEXT = ParseContext(source_id="x", url="https://example.org/list")
SOME = parties(40)
EU_CSV = (
    "fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_SubjectType;Entity_Regulation_Programme;"
    "NameAlias_WholeName;NameAlias_Strong;Address_City;Address_CountryDescription;Identification_TypeDescription;"
    "Identification_Number\n"
    "05/08/2026;83;EU.1.2;enterprise;RUS;Blue Heron & Sons;true;;;;\n"
    "05/08/2026;83;EU.1.2;enterprise;RUS;;;Samara;RUSSIA;;\n"
    "05/08/2026;83;EU.1.2;enterprise;RUS;;;;;Tax number;77\n"
)
CN_TABLE = (
    "Type,Name,Chinese name,List,Country,Date\nCompany,Blue Heron & Sons,蓝鹭,Control List,us,04.03.2026\n"
)
FILES: dict[str, tuple[SourceKind, str]] = {
    "csl": (
        SourceKind.CSL,
        csl_csv([csl_row(one, numbered=n % 2 == 0) for n, one in enumerate(SOME)]).decode(),
    ),
    "ecfr": (SourceKind.ECFR, supplement_4(SOME).decode()),
    "sdn": (SourceKind.OFAC_SDN, sdn_xml(SOME).decode()),
    "uk": (SourceKind.UK, UK),
    "eu": (SourceKind.EU, EU),
    "eu table": (SourceKind.EU, EU_CSV),
    "un": (SourceKind.UN, UN),
    "cn table": (SourceKind.OPENSANCTIONS, CN_TABLE),
}
_HEADER_LINE = {"uk": 1}


def entries(kind: SourceKind, body: bytes) -> tuple[Entry, ...]:
    return parse(kind, body, CONTEXT).entries


def same(kind: SourceKind, before: bytes, after: bytes) -> None:
    """Check that the two files differ in nothing."""
    held = entries(kind, before)
    difference = compare(held, entries(kind, after), kind=kind)
    assert held
    assert not difference, difference
    assert difference.fault is None


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig"])
@pytest.mark.parametrize("name", FILES)
def test_another_encoding_with_its_mark(name: str, codec: str) -> None:
    """As Windows programs save text; the mark is believed, not what is declared inside."""
    kind, text = FILES[name]
    same(kind, text.encode(), text.encode(codec))


def test_csv_files_of_ofac_in_another_encoding() -> None:
    """Also where several files come together."""
    plain = ofac_csv(SOME)
    turned = {name: body.decode().encode("utf-16") for name, body in plain.items()}
    before, after = (bundle(tuple(files.items())) for files in (plain, turned))
    same(SourceKind.OFAC_SDN, before, after)


@pytest.mark.parametrize("turn", [str.upper, str.lower])
@pytest.mark.parametrize("name", ["csl", "uk", "eu table", "cn table"])
def test_headings_in_other_letters(name: str, turn: Callable[[str], str]) -> None:
    """The case of a column's name says nothing."""
    kind, text = FILES[name]
    lines = text.split("\n")
    place = _HEADER_LINE.get(name, 0)
    lines[place] = turn(lines[place])
    same(kind, text.encode(), "\n".join(lines).encode())


def test_lines_of_the_file_are_no_lines_of_a_cell() -> None:
    """A printed table is wrapped anywhere; only its own marks of a new line part names from addresses."""
    text = FILES["ecfr"][1]
    assert "<br/>" in text
    wrapped = text.replace("<TD>", "<TD>\n      ").replace(" Road", "\n    Road").replace(", a.k", ",\n a.k")
    for word in ("Optics", "Turbine", "Bearing", "Sensor"):  # of names and of aliases
        wrapped = wrapped.replace(f" {word}", f"\n\t {word}")
    same(SourceKind.ECFR, text.encode(), wrapped.encode())


def test_a_cell_misread_as_windows_1252_is_mended_before_it_is_parted() -> None:
    """The dashes before aliases are letters outside ASCII too."""
    text = FILES["ecfr"][1]
    same(SourceKind.ECFR, text.encode(), text.encode().decode("cp1252").encode())


def test_escapes_part_no_names() -> None:
    """The semicolon that ends an escape parts no aliases, nor does an escape name another party."""
    row = csl_row(SOME[0]) | {"name": "Aero Science & Tech", "alt_names": "Aero S&T; Heron & Sons; AT&T"}
    escaped = {name: value.replace("&", "&amp;") for name, value in row.items()}
    (plain,), (told,) = (entries(SourceKind.CSL, csl_csv([one])) for one in (row, escaped))
    assert plain == told
    assert plain.aliases == ("Aero S&T", "Heron & Sons", "AT&T")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("R &amp; D", "R & D"),
        ("caf&eacute; &#39;Blue&#x27;", "café 'Blue'"),
        ("AT&T; Bell", "AT&T; Bell"),
        ("&lt;b&gt; &#60;i&#x3e;", "&lt;b&gt; &#60;i&#x3e;"),
        ("a&#8203;b", "ab"),
    ],
)
def test_escapes_are_what_they_stand_for_but_never_become_markup(written: str, read: str) -> None:
    """Words as people read them; what could be a tag stays harmless."""
    assert clean(written) == read


def test_styles_of_marks_say_nothing_in_any_place() -> None:
    """Also of a mark that is of ASCII itself, in a country's name and at the end of a label."""
    row = csl_row(SOME[0], numbered=True) | {
        "name": "Al `Ulwan-Shawi",
        "addresses": "1 Quay, Guinea-Bissau",
        "ids": "Secondary sanctions risk -, Subject to Ukraine-/Russia-Related",
    }
    for dash, quote in (("–", "'"), ("‐", "‘"), ("—", "’")):
        styled = {
            name: value.replace("-", dash).replace("`", quote)
            if name in ("name", "addresses", "ids")
            else value
            for name, value in row.items()
        }
        same(SourceKind.CSL, csl_csv([row]), csl_csv([styled]))


def test_a_list_inside_a_file_that_is_called_otherwise_is_no_list_lost() -> None:
    """The heading of a part may change; the parties are the same."""
    rows = [csl_row(one, numbered=n % 2 == 0) for n, one in enumerate(SOME)]
    called = [row | {"source": row["source"].replace("Bureau of Industry and", "Bureau for")} for row in rows]
    assert called != rows
    same(SourceKind.CSL, csl_csv(rows), csl_csv(called))


def test_a_production_association_is_part_of_a_name() -> None:
    """Abbreviated Russian kinds of houses begin no address."""
    text = FILES["ecfr"][1].replace(SOME[0].name, "Kedr Missile Corporation, NPO Elektromekhanika")
    first = parse_plain(SourceKind.ECFR, text.encode(), CONTEXT).entries[0]
    assert first.name == "Kedr Missile Corporation, NPO Elektromekhanika"
