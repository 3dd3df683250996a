"""Supplements 4, 6 and 7 of part 744."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.watchers.listmaker import parties, supplement_4
from watchers.errors import ParseError
from watchers.lists.citations import footnoted
from watchers.model import SourceKind
from watchers.parsers import ParseContext, parse

URL = "https://www.ecfr.gov/api/versioner/v1/full/2026-06-16/title-15.xml?part=744"
CONTEXT = ParseContext(source_id="ecfr", url=URL)

THREE_LISTS = """<?xml version="1.0"?>
<DIV5 N="744" TYPE="PART"><HEAD>PART 744</HEAD>
<DIV9 N="Supplement No. 3 to Part 744" TYPE="APPENDIX"><TABLE>
<TR><TD>Country</TD><TD>Entity</TD><TD>x</TD></TR>
<TR><TD>FRANCE</TD><TD>Not a party</TD><TD>1 FR 1</TD></TR></TABLE></DIV9>
<DIV9 N="Supplement No. 4 to Part 744" TYPE="APPENDIX"><TABLE>
<THEAD><TR><TH>Country</TH><TH>Entity</TH><TH>License requirement</TH><TH>License review policy</TH>
<TH>Federal Register citation</TH></TR></THEAD><TBODY>
<TR><TD>CHINA, PEOPLE'S REPUBLIC OF</TD><TD>Blue Heron Lab, 12 Long Road, Hefei, China.</TD>
<TD>For all items</TD><TD>Presumption of denial</TD><TD>89 FR 100, 1/2/24. 90 FR 7, 1/2/25</TD></TR>
<TR><TD/><TD>Grey Crane Works, 3 Short Road, Hefei, China.</TD><TD>For all items</TD><TD>Case-by-case</TD>
<TD>89 FR 100, 1/2/24</TD></TR>
<TR><TD/><TD>[Reserved]</TD><TD/><TD/><TD/></TR>
<TR><TD>IRAN</TD><TD>Red Kite JSC, 1 Sand Street, Tehran, Iran.</TD>
<TD>For all items</TD><TD>Denial</TD><TD>88 FR 5</TD></TR>
</TBODY></TABLE></DIV9>
<DIV9 N="Supplement No. 6 to Part 744" TYPE="APPENDIX"><TABLE>
<TR><TH>Country</TH><TH>Listed person and address</TH>
<TH>Federal Register citation and date of publication</TH></TR>
<TR><TD>UNITED ARAB EMIRATES</TD><TD>Sand Viper FZE, P.O. Box 5, Dubai, UAE.</TD>
<TD>84 FR 9, 4/11/19.</TD></TR>
</TABLE></DIV9>
<DIV9 N="Supplement No. 7 to Part 744" TYPE="APPENDIX"><TABLE>
<TR><TD>RUSSIA</TD><TD>Steel Owl Plant</TD><TD>85 FR 83799, 12/23/2020</TD></TR>
</TABLE></DIV9></DIV5>"""


def test_three_supplements_are_three_lists() -> None:
    """Each supplement keeps its columns; a blank country repeats; other supplements are no lists."""
    parsed = parse(SourceKind.ECFR, THREE_LISTS.encode(), CONTEXT)
    told = [(entry.list, entry.country, entry.name) for entry in parsed.entries]
    assert told == [
        ("Entity List", "China", "Blue Heron Lab"),
        ("Entity List", "China", "Grey Crane Works"),
        ("Entity List", "Iran", "Red Kite JSC"),
        ("Unverified List", "United Arab Emirates", "Sand Viper FZE"),
        ("Military End-User List", "Russia", "Steel Owl Plant"),
    ]
    first = parsed.entries[0]
    assert first.license_requirement == "For all items"
    assert first.license_policy == "Presumption of denial"
    assert first.citation == "89 FR 100, 1/2/24. 90 FR 7, 1/2/25"
    assert first.start == "2024-01-02"
    assert first.addresses == ("12 Long Road, Hefei, China",)
    assert "Supplement%20No.%204" in first.url
    assert parsed.entries[3].citation == "84 FR 9, 4/11/19."
    assert parsed.as_of == "2026-06-16"
    assert not parsed.warnings


def test_supplements_6_and_7_as_the_versioner_writes_them() -> None:
    """Prose around the tables, breaks within names, spanned and blank countries, removed rows."""
    body = (Path(__file__).parent / "data/ecfr_supplements_6_7.xml").read_bytes()
    parsed = parse(SourceKind.ECFR, body, CONTEXT)
    assert not parsed.warnings
    assert Counter((entry.list, entry.country) for entry in parsed.entries) == {
        ("Unverified List", "Armenia"): 1,
        ("Unverified List", "China"): 3,
        ("Unverified List", "Hong Kong"): 2,
        ("Military End-User List", "Burma"): 1,
        ("Military End-User List", "China"): 4,
        ("Military End-User List", "Venezuela"): 1,
    }
    told = {entry.name: entry for entry in parsed.entries}
    gull = told["Copper Gull Trading Company"]
    assert gull.addresses == (
        "No. 4 Harbour 2A, Yerevan, Armenia",
        "No. 7 Quay Street, P.O. Box 18, Dubai, UAE",
    )
    assert gull.citation == "79 FR 34217, 6/16/14. 80 FR 60532, 10/7/15."
    assert gull.start == "2014-06-16"
    crane = told["Amber Crane Optical Technology Co., Ltd."]
    assert crane.aliases == ("Amber Optics", "ACO")
    assert crane.addresses == ("Bldg. 5, No. 99 Lake Road, Hi-Tech Zone, Wuhan, China",)
    assert told["Silver Heron Lasers"].aliases == ("Heron Optics Works",)
    assert told["Red Lantern (HK) Electronics Limited"].aliases == ("Lantern Parts",)
    assert told["Teak Office of the Chief Quartermaster"].aliases == (
        "Quartermaster Teak",
        "Teak Supply",
        "TOQ",
    )
    assert told["Grey Swan Aero Science & Technology Co. Ltd."].remarks.startswith("Subordinate institution")
    factory = told["Grey Swan Engine Factory"]
    assert factory.aliases == ("Swan 430 Factory",)
    assert factory.addresses == ("Xi Jia Bay, Weiyang District, Xian, China", "Box 13, Xian, China")
    assert told["Pine Marten Design Bureau"].addresses == ()
    assert told["Orchid Shipyard C.A. (ORCA)"].addresses == ("Puerto Cabello, Venezuela",)


def test_ids_come_from_list_country_and_name() -> None:
    """The same party has the same id wherever it stands and whatever its address is."""
    some = parties(40)
    forth = parse(SourceKind.ECFR, supplement_4(some), CONTEXT).entries
    back = parse(SourceKind.ECFR, supplement_4(some[::-1], headings_every=7), CONTEXT).entries
    assert {entry.entity_id for entry in forth} == {entry.entity_id for entry in back}
    assert len({entry.entity_id for entry in forth}) == 40


def test_every_row_comes_out_whole() -> None:
    """Names, aliases and addresses of a long table are those that went in."""
    some = parties(300)
    entries = parse(SourceKind.ECFR, supplement_4(some), CONTEXT).entries
    told = {entry.name.rstrip("."): entry for entry in entries}
    for party in some:
        entry = told[party.name.rstrip(".")]
        assert entry.aliases == party.aliases
        assert entry.addresses == tuple(dict.fromkeys(party.addresses))
        assert entry.country == party.country


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<!DOCTYPE html><html><head><title>Request Access</title></head></html>", "web page"),
        (b'<DIV5 N="744"><DIV9 N="Supplement No. 1 to Part 744"/></DIV5>', "no supplement"),
        (b'<DIV5 N="744"><DIV9 N="Supplement No. 4 to Part 744"><P>moved</P></DIV9></DIV5>', "no rows"),
        (b"<rss><channel/></rss>", "not the eCFR"),
        (b'{"error": "busy"}', "not the eCFR"),
    ],
)
def test_anything_else_is_refused(body: bytes, words: str) -> None:
    """A block page, another document or a missing table is a failure, never an empty list."""
    with pytest.raises(ParseError, match=words):
        parse(SourceKind.ECFR, body, CONTEXT)


def test_a_cut_download_is_refused() -> None:
    """XML that breaks off is no list, wherever it breaks."""
    body = supplement_4(parties(50))
    for share in (0.2, 0.5, 0.9, 0.999):
        with pytest.raises(ParseError):
            parse(SourceKind.ECFR, body[: int(len(body) * share)], CONTEXT)


def test_a_row_that_cannot_be_read_is_counted() -> None:
    """A row of another width is told in a warning, and the rest is read."""
    body = THREE_LISTS.replace(
        "<TR><TD/><TD>[Reserved]", "<TR><TD>a</TD><TD>b</TD></TR><TR><TD/><TD>[Reserved]"
    )
    parsed = parse(SourceKind.ECFR, body.encode(), CONTEXT)
    assert len(parsed.entries) == 5
    assert parsed.warnings == ("Entity List: a row of 2 cells was not read.",)


def supplement(*rows: str) -> bytes:
    """Return supplement 4 with these rows of cells."""
    told = "".join(f"<TR>{row}</TR>" for row in rows)
    return (
        f'<DIV5 N="744"><DIV9 N="Supplement No. 4 to Part 744"><TABLE>{told}</TABLE></DIV9></DIV5>'.encode()
    )


def row(country: str, entity: str, *rest: str) -> str:
    """Return the cells of a row; without `rest`, those that every party of these tests has."""
    rest = rest or ("For all items", "Denial", "89 FR 100, 1/2/24")
    return "".join(one if one.startswith("<TD") else f"<TD>{one}</TD>" for one in (country, entity, *rest))


def test_cells_that_are_merged_count_in_every_row() -> None:
    """A cell over three rows is one of each: no row is lost, none is read a column off."""
    three = '<TD rowspan="3">CHINA</TD>'
    two = ('<TD rowspan="2">For some items</TD>', '<TD rowspan="2">Case-by-case</TD>')
    body = supplement(
        row(three, "Blue Heron Lab, 1 Long Road, Hefei, China", *two, "89 FR 1"),
        "<TD>Grey Crane Works, 2 Long Road, Hefei, China</TD><TD>90 FR 2</TD>",
        row("", "Red Kite Co., 3 Long Road, Hefei, China").removeprefix("<TD></TD>"),
        row("IRAN", "Steel Owl JSC, 1 Sand Street, Tehran, Iran"),
    )
    parsed = parse(SourceKind.ECFR, body, CONTEXT)
    told = [(one.country, one.name, one.license_requirement, one.citation) for one in parsed.entries]
    assert told == [
        ("China", "Blue Heron Lab", "For some items", "89 FR 1"),
        ("China", "Grey Crane Works", "For some items", "90 FR 2"),
        ("China", "Red Kite Co.", "For all items", "89 FR 100, 1/2/24"),
        ("Iran", "Steel Owl JSC", "For all items", "89 FR 100, 1/2/24"),
    ]
    assert parsed.warnings == ()


def test_a_party_that_goes_on_in_the_next_rows_is_one() -> None:
    """Aliases, addresses and requirements below their row are its own, also over a repeated heading."""
    body = supplement(
        row("CHINA", "Blue Heron Lab, a.k.a., the following two aliases:"),
        row("", "—BHL; <I>and</I>", "", "", ""),
        row("Country", "Entity", "License requirement", "License review policy", "Citation"),
        row("", "—Heron Laboratory. 1 Long Road, Hefei, China.", "", "", ""),
        row("", "", "and for items of 3A090", "", ""),
        row("", "Grey Crane Works, 2 Long Road, Hefei, China"),
    )
    one, other = parse(SourceKind.ECFR, body, CONTEXT).entries
    assert (one.name, one.aliases) == ("Blue Heron Lab", ("BHL", "Heron Laboratory"))
    assert one.addresses == ("1 Long Road, Hefei, China",)
    assert one.license_requirement == "For all items and for items of 3A090"
    assert (other.name, other.country) == ("Grey Crane Works", "China")


@pytest.mark.parametrize(
    "between",
    [
        '<TD colspan="5"><sup>1</sup> For this entity, see § 744.11(a)(2) of the EAR.</TD>',
        row("Note 1 to this supplement", "", "", "", ""),
        row("<sup>2</sup> See the footnote above.", "", "", "", ""),
        row("", "", "", "", ""),
        row("CHINA (continued)", "", "", "", ""),
    ],
)
def test_a_note_between_rows_is_no_country(between: str) -> None:
    """What stands alone in its row is a country only where it reads like a heading."""
    body = supplement(row("CHINA", "Blue Heron Lab"), between, row("", "Grey Crane Works"))
    assert [one.country for one in parse(SourceKind.ECFR, body, CONTEXT).entries] == ["China", "China"]


@pytest.mark.parametrize(
    ("written", "country"),
    [
        ("CHINA, PEOPLE'S REPUBLIC OF (continued)", "China"),
        ("IRAN—Continued", "Iran"),
        ("RUSSIA <sup>1</sup>", "Russia"),
        ("RUSSIA 1", "Russia"),
        ("CRIMEA REGION OF UKRAINE", "Crimea Region of Ukraine"),
    ],
)
def test_a_country_with_its_marks(written: str, country: str) -> None:
    """A country that goes on, or has a footnote, is the country; one we do not know is as it is written."""
    body = supplement(row(written, "Blue Heron Lab"), row(written, "", "", "", ""), row("", "Grey Crane"))
    assert {one.country for one in parse(SourceKind.ECFR, body, CONTEXT).entries} == {country}


@pytest.mark.parametrize(
    "written",
    [
        "For all items. (See § 744.11 of the EAR)<sup>4</sup>",
        "For all items. (See § 744.11 of the EAR) 4",
        "For all items. (See § 744.11 of the EAR)4",
    ],
)
def test_the_footnote_of_a_licence_requirement_is_said(written: str) -> None:
    """By footnote 4 other rules apply: who gets or loses it has changed, however it is printed."""
    body = supplement(row("CHINA", "Blue Heron Co., 1 Long Road, Hefei, China", written, "Denial", "89 FR 1"))
    (one,) = parse(SourceKind.ECFR, body, CONTEXT).entries
    assert one.license_requirement == re.sub("<.*?>", "", written)  # as the list has it
    assert footnoted(one.license_requirement) == "For all items. (See § 744.11 of the EAR) (footnote 4)"


def test_marks_of_footnotes_are_no_part_of_a_name() -> None:
    """A raised figure is a footnote's mark; raised letters are the name's."""
    body = supplement(
        row("CHINA", "Blue Heron Co.,<sup>3</sup> 1 Long Road, Hefei, China"),
        row("", "10<sup>th</sup> Design Bureau, 2 Long Road, Hefei, China"),
    )
    told = [(one.name, one.addresses) for one in parse(SourceKind.ECFR, body, CONTEXT).entries]
    assert told == [
        ("Blue Heron Co.", ("1 Long Road, Hefei, China",)),
        ("10th Design Bureau", ("2 Long Road, Hefei, China",)),
    ]
