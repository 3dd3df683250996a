"""OFAC's CSV files, joined by number, and its XML."""

import pytest

from tests.watchers.listmaker import ofac_csv, parties, sdn_xml
from watchers.errors import ParseError
from watchers.model import SourceKind
from watchers.parsers import ParseContext, parse
from watchers.parsers.lists.ofac import CONSOLIDATED, SDN, parse_ofac
from watchers.questions import bundle

CONTEXT = ParseContext(source_id="ofac", url="https://example.org/exports/SDN.XML")


def test_three_files_are_joined_by_number() -> None:
    """Aliases and addresses come to their party, from files in any order and under any name."""
    some = parties(50)
    files = ofac_csv(some)
    parsed = parse_ofac(tuple(files.items()), SDN)
    assert (
        parse_ofac(tuple((f"{n}.bin", body) for n, body in enumerate(reversed(files.values()))), SDN)
        == parsed
    )
    told = {entry.entity_id: entry for entry in parsed.entries}
    assert len(told) == 50
    for party in some:
        entry = told[str(party.number)]
        assert (entry.name, entry.aliases, entry.country) == (party.name, party.aliases, party.country)
        assert entry.addresses == tuple(dict.fromkeys(party.addresses))
        assert entry.programs == ("NPWMD", "IFSR")
        assert entry.kind == "organization"
        assert entry.url.endswith(f"id={party.number}")
    assert not parsed.warnings


def test_a_poll_hands_the_files_over_in_one_zip() -> None:
    """What a poll bundles is what the parser opens."""
    files = tuple(ofac_csv(parties(8)).items())
    assert parse(SourceKind.OFAC_CONSOLIDATED, bundle(files), CONTEXT) == parse_ofac(files, CONSOLIDATED)


def test_columns_of_a_person_and_a_vessel() -> None:
    """ "-0-" is nothing; comments continue remarks; the nationality stands in for a missing address."""
    sdn = (
        b'7,"HERON, Blue","individual","SDGT","Captain",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
        b'"DOB 1960; nationality Iran; a.k"\r\n'
        b'8,"SEA HERON","vessel","DPRK",-0- ,"HEXA","Tanker","9000","4000","Panama","Old Mill",-0- \r\n\x1a'
    )
    comments = b"7,\"a. 'BH'.\"\r\n"
    person, vessel = parse_ofac((("sdn.csv", sdn), ("sdn_comments.csv", comments)), SDN).entries
    assert (person.kind, person.country, person.details) == ("person", "Iran", ("title: Captain",))
    assert person.remarks == "DOB 1960; nationality Iran; a.ka. 'BH'."
    assert vessel.kind == "vessel"
    assert set(vessel.details) == {
        "call sign: HEXA",
        "vessel type: Tanker",
        "tonnage: 9000",
        "gross registered tonnage: 4000",
        "flag: Panama",
        "owner: Old Mill",
    }


def test_a_remark_goes_without_contacts_unless_it_fills_its_column() -> None:
    """What fills the column is compared with its other copy, which may be whole: it stays as it is."""
    contacts = "Website heron.example; Email Address info@heron.example; alt. Email Address b@heron.example;"
    long = f"{contacts} Linked To: {'BLUE HERON LAB; ' * 60}"[:1000]
    sdn = "".join(
        f'{number},"HERON {number}",-0- ,"SDGT"{",-0- " * 7},"{remark}"\r\n'
        for number, remark in ((7, f"{contacts} Fax: 555 0100."), (8, long))
    ).encode()
    short, full = parse_ofac((("sdn.csv", sdn),), SDN).entries
    assert short.remarks == "Website heron.example"
    assert full.remarks == long.strip()


def test_missing_companions_are_told() -> None:
    """The main file alone is read, with a warning for each file that is not there."""
    parsed = parse_ofac((("SDN.CSV", ofac_csv(parties(3))["SDN.CSV"]),), SDN)
    assert len(parsed.entries) == 3
    assert [warning.split(" (")[0] for warning in parsed.warnings] == [
        "There is no alias file",
        "There is no address file",
    ]


def test_what_a_later_version_of_the_files_may_bring() -> None:
    """A column more, a row of headings, a row that ends early, an empty file: no party is lost."""
    files = ofac_csv(parties(6))
    known = parse_ofac(tuple(files.items()), SDN).entries
    wider = {name: body.replace(b"\r\n", b',"new"\r\n') for name, body in files.items()}
    assert parse_ofac(tuple(wider.items()), SDN).entries == known
    headed = b"ent_num,name,type,program,title,sign,vessel,tonnage,grt,flag,owner,remarks\r\n"
    assert parse_ofac((*files.items(), ("SDN_COMMENTS.CSV", b"\x1a")), SDN).entries == known, "no long remark"
    with pytest.raises(ParseError, match="0 columns"):
        parse_ofac(tuple((files | {"ALT.CSV": b"\x1a"}).items()), SDN)
    assert parse_ofac(tuple((files | {"SDN.CSV": headed + files["SDN.CSV"]}).items()), SDN).entries == known
    first, second, rest = files["SDN.CSV"].split(b"\r\n", 2)
    short = b"\r\n".join((first, second.replace(b",-0- " * 8, b""), rest))
    assert parse_ofac(tuple((files | {"SDN.CSV": short}).items()), SDN).entries == known


def test_files_of_two_days_are_told() -> None:
    """Aliases of parties that the main file lacks are a warning, not an entry."""
    files = ofac_csv(parties(30)) | {"SDN.CSV": ofac_csv(parties(29))["SDN.CSV"]}
    parsed = parse_ofac(tuple(files.items()), SDN)
    assert len(parsed.entries) == 29
    assert "two days" in parsed.warnings[0]


def test_xml_is_read_by_local_names() -> None:
    """The namespace changed once and may again; count and date of the publication are checked."""
    some = parties(40)
    parsed = parse(SourceKind.OFAC_SDN, sdn_xml(some), CONTEXT)
    assert parsed.as_of == "2026-09-10"
    assert [entry.entity_id for entry in parsed.entries] == [str(party.number) for party in some]
    bare = sdn_xml(some).replace(b' xmlns="https://example.org/exports/XML"', b"")
    assert parse(SourceKind.OFAC_SDN, bare, CONTEXT) == parsed
    entry, party = parsed.entries[0], some[0]
    assert (entry.name, entry.aliases, entry.country) == (party.name, party.aliases, party.country)
    assert entry.details == (f"Registration Number: {party.number * 7}, {party.country}",)


def test_xml_and_csv_know_a_party_by_the_same_id() -> None:
    """Changing the format of a source changes no id."""
    some = parties(10)
    csv_ids = [entry.entity_id for entry in parse_ofac(tuple(ofac_csv(some).items()), SDN).entries]
    assert csv_ids == [
        entry.entity_id for entry in parse(SourceKind.OFAC_SDN, sdn_xml(some), CONTEXT).entries
    ]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (sdn_xml(parties(5), count=9), "Only 5 of 9"),
        (sdn_xml(parties(5))[:-400], "cut off"),
        (b"<sdnList><publshInformation/></sdnList>", "no entries"),
        (b"<export/>", "not OFAC's list"),
        (b"<html>Access denied</html>", "web page"),
        (b"a,b,c\n1,2,3\n", "3 columns"),
        (b"one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve\n" * 2, "not a number"),
        (b"one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve\n", "no entries"),
        (ofac_csv(parties(9))["SDN.CSV"][:300], "cut off"),
        (ofac_csv(parties(9))["ALT.CSV"], "main file"),
    ],
)
def test_anything_else_is_refused(body: bytes, words: str) -> None:
    """A wrong or broken file is a failure with its sentence."""
    with pytest.raises(ParseError, match=words):
        parse(SourceKind.OFAC_SDN, body, CONTEXT)


ENHANCED = """<?xml version="1.0" encoding="utf-8"?>
<sanctionsData xmlns="https://example.org/exports/ENHANCED_XML"><publicationInfo>{stamp}<filters><sanctionsLists>
<sanctionsList refId="1">{published}</sanctionsList></sanctionsLists></filters></publicationInfo>
<referenceValues><referenceValue refId="2"><type>COUNTRY</type><value>China</value></referenceValue></referenceValues>
<entities><entity id="1000"{action}>
<generalInfo><identityId>5</identityId><entityType refId="601">Entity</entityType><remarks>See notice.</remarks></generalInfo>
<sanctionsLists><sanctionsList datePublished="2021-06-03">SDN List</sanctionsList>
<sanctionsList datePublished="2023-01-02">Consolidated List</sanctionsList>
<sanctionsList datePublished="2022-03-04">Non-SDN CMIC List</sanctionsList></sanctionsLists>
<sanctionsPrograms><sanctionsProgram>CMIC-EO13959</sanctionsProgram></sanctionsPrograms>
<names><name><isPrimary>false</isPrimary><aliasType>A.K.A.</aliasType><isLowQuality>true</isLowQuality><translations>
<translation><isPrimary>true</isPrimary><formattedFullName>BHL</formattedFullName></translation></translations></name>
<name><isPrimary>true</isPrimary><isLowQuality>false</isLowQuality><translations>
<translation><isPrimary>false</isPrimary><script>Chinese Simplified</script><formattedFullName>蓝鹭实验室</formattedFullName></translation>
<translation><isPrimary>true</isPrimary><script>Latin</script><formattedFullName>BLUE HERON LAB</formattedFullName></translation>
</translations></name></names>
<addresses><address><country>China</country><translations><translation><isPrimary>true</isPrimary><addressParts>
<addressPart><type>CITY</type><value>Hefei</value></addressPart>
<addressPart><type>POSTAL CODE</type><value>230000</value></addressPart>
<addressPart><type>ADDRESS1</type><value>1 Dam Street</value></addressPart></addressParts></translation></translations></address>
<address><country>China</country><translations><translation><isPrimary>true</isPrimary></translation></translations></address></addresses>
<features><feature><type featureTypeId="21">Email Address</type><value>info@heron.example</value></feature>
<feature><type>Birthdate</type><value>1962</value></feature>
<feature><type>Equity Ticker</type><value>0001</value><comments>(HKEX)</comments></feature>
<feature><type>Secondary sanctions risk:</type><value>Section 1(b)</value></feature></features>
<identityDocuments><identityDocument><type>Tax ID No.</type><name>BLUE HERON LAB</name><documentNumber>77</documentNumber>
<issuingCountry>China</issuingCountry></identityDocument></identityDocuments>
<relationships><relationship><type>Owned or Controlled By</type><relatedEntity entityId="9">RED KITE</relatedEntity></relationship></relationships>
</entity></entities></sanctionsData>"""  # noqa: E501 - as files have it


def enhanced(
    published: str = "Consolidated List",
    stamp: str = "<dataAsOf>2025-01-10T00:00:00</dataAsOf>",
    action: str = "",
) -> bytes:
    """Return the file of one party."""
    return ENHANCED.format(published=published, stamp=stamp, action=action).encode()


def test_the_enhanced_file_names_a_party_in_its_own_script() -> None:
    """Ids, names and programs are those of the other files; documents and features stand by themselves."""
    parsed = parse(SourceKind.OFAC_CONSOLIDATED, enhanced(), CONTEXT)
    (entry,) = parsed.entries
    assert (parsed.as_of, entry.entity_id, entry.name, entry.kind) == (
        "2025-01-10",
        "1000",
        "BLUE HERON LAB",
        "organization",
    )
    assert entry.aliases == ("BHL", "蓝鹭实验室")
    assert (entry.country, entry.addresses) == ("China", ("1 Dam Street, Hefei 230000, China", "China"))
    assert (entry.programs, entry.list) == (("CMIC-EO13959",), CONSOLIDATED)
    assert (entry.remarks, entry.url.rpartition("=")[2]) == ("See notice.", "1000")
    assert entry.details == (
        "weak alias: BHL",
        "date of birth: 1962",
        "Equity Ticker: 0001 (HKEX)",
        "Secondary sanctions risk: Section 1(b)",
        "Tax ID No.: 77, China",
        "Owned or Controlled By: RED KITE",
        "list: SDN List",
        "list: Non-SDN CMIC List",
    )


def test_the_day_of_listing_is_that_of_the_list_at_hand() -> None:
    """A party of two lists came on each on a day of its own."""
    (other,) = parse(SourceKind.OFAC_CONSOLIDATED, enhanced(), CONTEXT).entries
    (sdn,) = parse(SourceKind.OFAC_SDN, enhanced("SDN List"), CONTEXT).entries
    assert (other.start, sdn.start) == ("2022-03-04", "2021-06-03")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (enhanced(stamp="<datePublished>2026-08-28</datePublished>", action=' action="add"'), "changes"),
        (b"<Sanctions xmlns='x'><DistinctParties/></Sanctions>", r"SDN_ENHANCED\.XML"),
        (enhanced()[:-40], "cut off"),
    ],
)
def test_what_is_not_the_whole_list_names_the_file_to_take(body: bytes, words: str) -> None:
    """Changes, the form we do not read and a cut file are refused, never read as a short list."""
    with pytest.raises(ParseError, match=words):
        parse(SourceKind.OFAC_SDN, body, CONTEXT)
