"""The UK Sanctions List as CSV and as XML."""

import pytest

from watchers.errors import ParseError
from watchers.model import SourceKind
from watchers.parsers import ParseContext, parse
from watchers.parsers.lists.uk import parse_uk

CONTEXT = ParseContext(source_id="uk", url="https://example.org/list")
COLUMNS = (
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name type,"
    "Name non-latin script,Regime Name,Designation Type,Other Information,UK Statement of Reasons,"
    "Address Line 1,Address Line 2,Address Country,Phone number,Date Designated,D.O.B,IMO number"
)
CSV = (
    "Report Date: 13-Feb-2026\r\n"
    f"{COLUMNS}\r\n"
    '01/02/2026,RUS0001,1,,HERON LLC,,,Primary Name,,Russia,Entity,,"Makes lenses, mostly",1 Dam Street,Samara,Russia,+7 1,03/04/2022,,\r\n'  # noqa: E501 - as files have it
    "01/02/2026,RUS0001,1,,BLUE HERON,,,ALias,Синяя цапля,Russia,Entity,,,5 Hill Lane,,Belarus,,03/04/2022,,\r\n"  # noqa: E501 - as files have it
    "02/02/2026,DPR0002,2,KPi.1,KITE,Red,Old,Primary name,,DPRK,Individual,,,,,North Korea,,04/05/2021,01/01/1960,\r\n"  # noqa: E501 - as files have it
    "02/02/2026,DPR0003,3,,SEA OWL,,,Primary Name,,DPRK,Ship,,,,,,,,,1234567\r\n"
)
XML = """<?xml version="1.0" encoding="utf-8"?><Designations><DateGenerated>10/09/2026</DateGenerated>
<Designation><UniqueID>RUS0001</UniqueID><RegimeName>Russia</RegimeName><DateDesignated>03/04/2022</DateDesignated>
<Names><Name><Name6>BLUE HERON</Name6><NameType>ALias</NameType></Name>
<Name><Name1>The</Name1><Name6>HERON LLC</Name6><NameType>Primary name</NameType></Name></Names>
<IndividualEntityShip>Entity</IndividualEntityShip>
<Addresses><Address><AddressLine1>1 Dam Street</AddressLine1><AddressCountry>Russia</AddressCountry></Address></Addresses>
<EntityDetails><Entity><BusinessRegistrationNumbers><BusinessRegistrationNumber>77</BusinessRegistrationNumber>
</BusinessRegistrationNumbers></Entity></EntityDetails></Designation></Designations>"""  # noqa: E501 - as files have it


def test_rows_of_one_id_are_one_party() -> None:
    """One row a name: names, scripts and addresses are gathered; the report's date is the list's."""
    parsed = parse(SourceKind.UK, CSV.encode(), CONTEXT)
    heron, kite, owl = parsed.entries
    assert parsed.as_of == "2026-02-13"
    assert (heron.entity_id, heron.name, heron.kind) == ("RUS0001", "HERON LLC", "organization")
    assert heron.aliases == ("BLUE HERON", "Синяя цапля")
    assert heron.addresses == ("1 Dam Street, Samara, Russia", "5 Hill Lane, Belarus")
    assert heron.programs == ("Russia",)
    assert heron.start == "2022-04-03"
    assert heron.remarks == "Makes lenses, mostly"
    assert (kite.name, kite.kind, kite.country) == ("Red Old KITE", "person", "North Korea")
    assert set(kite.details) == {"UN reference: KPi.1", "date of birth: 01/01/1960"}
    assert (owl.kind, owl.details) == ("vessel", ("IMO number: 1234567",))


@pytest.mark.parametrize(
    "written", ["13/02/2026", "13 February 2026", "13 Feb 2026 10:00", "13-02-2026", "2026-02-13"]
)
def test_the_day_of_the_report_in_any_form(written: str) -> None:
    """An older copy is known by it, so no form of it may be passed over."""
    body = CSV.replace("13-Feb-2026", written).encode()
    assert parse(SourceKind.UK, body, CONTEXT).as_of == "2026-02-13"


def test_telephone_numbers_are_not_kept() -> None:
    """What reaches a person privately is not what a watch is for."""
    assert "+7 1" not in str(parse(SourceKind.UK, CSV.encode(), CONTEXT).entries)


def test_xml_is_read() -> None:
    """The primary name is found in any place and spelling; details keep their labels."""
    parsed = parse(SourceKind.UK, XML.encode(), CONTEXT)
    (heron,) = parsed.entries
    assert parsed.as_of == "2026-09-10"
    assert (heron.name, heron.aliases, heron.country) == ("The HERON LLC", ("BLUE HERON",), "Russia")
    assert heron.details == ("business registration number: 77",)
    assert (heron.start, heron.programs) == ("2022-04-03", ("Russia",))


def test_a_header_without_parties_is_told() -> None:
    """A file of two lines is read and said to be empty; a poll refuses it."""
    parsed = parse_uk(CSV.partition("01/02/2026")[0].encode(), CONTEXT)
    assert parsed.entries == ()
    assert "no parties" in parsed.warnings[0]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html><title>Page not found</title></html>", "web page"),
        (b"Name,Address\r\nx,y\r\n", "no column"),
        (b"<Designations><DateGenerated>10/09/2026</DateGenerated></Designations>", "no entries"),
        (XML[:-60].encode(), "cut off"),
        (CSV[:-40].encode(), "cut off"),
        (b"<ConsList/>", "not the UK Sanctions List"),
    ],
)
def test_anything_else_is_refused(body: bytes, words: str) -> None:
    """The old list, a block page or a cut file is a failure."""
    with pytest.raises(ParseError, match=words):
        parse(SourceKind.UK, body, CONTEXT)


@pytest.mark.parametrize(
    "body",
    [
        "Last Updated,23/03/2016\r\nName 6,Name 1,Group Type,Alias Type,Group ID\r\nHERON,,Entity,AKA,1\r\n",
        "\ufeffLast Updated,23/03/2016,,\r\nName 6,Name 1\r\n",
        "<?xml version='1.0'?><ArrayOfFinancialSanctionsTarget xmlns:i='x'/>",
    ],
)
def test_the_closed_list_names_its_successor(body: str) -> None:
    """The Treasury's own list ended in January 2026: a frozen file is not watched as if it were the list."""
    with pytest.raises(ParseError, match=r"UK-Sanctions-List\.csv"):
        parse_uk(body.encode(), CONTEXT)
