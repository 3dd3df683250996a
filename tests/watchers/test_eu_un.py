"""The consolidated lists of the EU and of the UN."""

import re
from dataclasses import replace

import pytest

from watchers.errors import ParseError
from watchers.model import SourceKind
from watchers.parsers import ParseContext, parse

CONTEXT = ParseContext(source_id="x", url="https://example.org/list.xml")
EU = """<?xml version="1.0"?><export xmlns="http://example.org/fsd" generationDate="2026-08-06T00:47:04+02:00">
<sanctionEntity euReferenceNumber="EU.1.2" logicalId="83" unitedNationId="QDe.1" designationDetails="By rule">
<remark>Makes lenses</remark><subjectType code="enterprise" classificationCode="E"/>
<regulation programme="RUS" numberTitle="1/2022 (OJ L1)" publicationDate="2022-03-04"/>
<nameAlias wholeName="Blue Heron SA" nameLanguage="FR" strong="true" logicalId="5"/>
<nameAlias wholeName="Blue Heron" strong="true" logicalId="9"/>
<nameAlias wholeName="BH" strong="false" logicalId="1"/>
<address street="1 Dam Street" city="Samara" countryIso2Code="RU" countryDescription="RUSSIA" logicalId="9"/>
<address countryIso2Code="00" countryDescription="UNKNOWN"/></sanctionEntity>
<sanctionEntity logicalId="84"><subjectType code="person"/><nameAlias firstName="Red" lastName="Kite" strong="true"/>
<citizenship countryIso2Code="IQ" countryDescription="IRAQ"/><birthdate birthdate="1960-01-02" city="Basra"/>
<identification number="77" identificationTypeDescription="Passport"/></sanctionEntity></export>"""  # noqa: E501 - as files have it
UN = """<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z"><INDIVIDUALS><INDIVIDUAL>
<DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>RED</FIRST_NAME><SECOND_NAME>KITE</SECOND_NAME>
<UN_LIST_TYPE>DRC</UN_LIST_TYPE><REFERENCE_NUMBER>CDi.1</REFERENCE_NUMBER><LISTED_ON>2005-11-01</LISTED_ON>
<COMMENTS1>Said to live
in Goma.</COMMENTS1><NATIONALITY><VALUE>Rwanda</VALUE></NATIONALITY>
<LAST_DAY_UPDATED><VALUE>2016-10-13</VALUE></LAST_DAY_UPDATED>
<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>KITE THE RED; OLD KITE</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><FROM_YEAR>1960</FROM_YEAR><TO_YEAR>1962</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>77</NUMBER></INDIVIDUAL_DOCUMENT>
MORE</INDIVIDUAL></INDIVIDUALS><ENTITIES><ENTITY><DATAID>2</DATAID><FIRST_NAME>HERON HOUSE</FIRST_NAME>
<UN_LIST_TYPE>DRC</UN_LIST_TYPE><ENTITY_ALIAS><ALIAS_NAME>HH</ALIAS_NAME></ENTITY_ALIAS>
<ENTITY_ADDRESS><STREET>1 Dam Street</STREET><CITY>Goma</CITY><COUNTRY>Democratic Republic of the Congo</COUNTRY>
<NOTE>closed</NOTE></ENTITY_ADDRESS></ENTITY></ENTITIES></CONSOLIDATED_LIST>"""  # noqa: E501 - as files have it


def test_eu_facts_stand_in_attributes() -> None:
    """The oldest strong name in English or without language leads; unknown countries are none."""
    parsed = parse(SourceKind.EU, EU.encode(), CONTEXT)
    heron, kite = parsed.entries
    assert parsed.as_of == "2026-08-05"  # UTC
    assert (heron.entity_id, heron.name, heron.aliases) == ("EU.1.2", "Blue Heron", ("Blue Heron SA", "BH"))
    assert (heron.kind, heron.country, heron.programs) == ("organization", "Russia", ("RUS",))
    assert heron.addresses == ("1 Dam Street, Samara, RUSSIA",)
    assert heron.citation == "1/2022 (OJ L1), 2022-03-04"
    assert heron.start == "2022-03-04"
    assert heron.remarks == "By rule Makes lenses"
    assert (kite.entity_id, kite.name, kite.kind, kite.country) == ("84", "Red Kite", "person", "Iraq")
    assert set(kite.details) == {
        "citizenship: IRAQ",
        "date of birth: 1960-01-02",
        "place of birth: Basra",
        "Passport: 77",
    }


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('circa="false" year="1960" city="Basra" countryDescription="UNKNOWN"', {"1960", "Basra"}),
        ('circa="true" year="1960" countryDescription="IRAQ"', {"about 1960", "IRAQ"}),
        ('yearRangeFrom="1960" yearRangeTo="1962" countryIso2Code="00"', {"between 1960 and 1962"}),
        ('yearRangeFrom="1960" yearRangeTo=""', {"after 1960"}),
        ('countryDescription="UNKNOWN"', set()),
    ],
)
def test_eu_births_are_told_as_surely_as_the_list_knows_them(said: str, told: set[str]) -> None:
    """Ranges and guesses say so; a country that is not known is none."""
    body = EU.replace('birthdate="1960-01-02" city="Basra"', said)
    kite = parse(SourceKind.EU, body.encode(), CONTEXT).entries[1]
    births = {one.partition(": ")[2] for one in kite.details if "birth: " in one}
    assert births == told


def test_eu_names_do_not_depend_on_their_order() -> None:
    """The names of a party in another order are the same names, with the same one in front."""
    names = re.findall(r"<nameAlias [^>]*?/>\n?", EU)[:3]
    turned = EU.replace("".join(names), "".join(reversed(names)))
    assert turned != EU
    assert parse(SourceKind.EU, turned.encode(), CONTEXT) == parse(SourceKind.EU, EU.encode(), CONTEXT)


UN_MORE = """<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>SCARLET</ALIAS_NAME><NOTE>in the east</NOTE>
<DATE_OF_BIRTH>1961</DATE_OF_BIRTH><CITY_OF_BIRTH>Bukavu</CITY_OF_BIRTH><COUNTRY_OF_BIRTH>Congo</COUNTRY_OF_BIRTH>
</INDIVIDUAL_ALIAS>
<INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1961</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
<INDIVIDUAL_PLACE_OF_BIRTH><CITY>Goma</CITY><NOTE>or near it</NOTE></INDIVIDUAL_PLACE_OF_BIRTH>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>National Identification Number</TYPE_OF_DOCUMENT><NUMBER>5</NUMBER>
<CITY_OF_ISSUE>Goma</CITY_OF_ISSUE><COUNTRY_OF_ISSUE>Congo</COUNTRY_OF_ISSUE><NOTE>expired 2006</NOTE>
</INDIVIDUAL_DOCUMENT>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT>
<TYPE_OF_DOCUMENT2>Service passport</TYPE_OF_DOCUMENT2>
<NOTE>lost</NOTE></INDIVIDUAL_DOCUMENT>"""


def test_un_notes_and_the_births_of_aliases_are_kept() -> None:
    """What the list says beside an alias, a place, a document is told with it."""
    kite = parse(SourceKind.UN, UN.replace("MORE", UN_MORE).encode(), CONTEXT).entries[0]
    plain = parse(SourceKind.UN, UN.encode(), CONTEXT).entries[0]
    assert set(kite.details) - set(plain.details) == {
        "weak alias: SCARLET",
        "alias note: SCARLET: in the east",
        "date of birth: 1961",
        "place of birth: Bukavu, Congo",
        "date of birth: about 1961",
        "place of birth: Goma (or near it)",
        "National Identification Number: 5, Goma, Congo (expired 2006)",
        "Passport Service passport: lost",
    }


def test_un_individuals_and_entities() -> None:
    """Empty alias elements are no alias; several in one element come apart; line breaks are blanks."""
    parsed = parse(SourceKind.UN, UN.encode(), CONTEXT)
    kite, house = parsed.entries
    assert parsed.as_of == "2026-02-27"
    assert (kite.entity_id, kite.name, kite.kind, kite.country) == ("1", "RED KITE", "person", "Rwanda")
    assert kite.aliases == ("KITE THE RED", "OLD KITE")
    assert kite.remarks == "Said to live in Goma."
    assert kite.start == "2005-11-01"
    assert set(kite.details) == {
        "reference: CDi.1",
        "nationality: Rwanda",
        "date of birth: between 1960 and 1962",
        "Passport: 77",
    }
    assert house.addresses == ("1 Dam Street, Goma, Democratic Republic of the Congo (closed)",)
    assert (house.kind, house.aliases) == ("organization", ("HH",))


def test_stamps_of_the_last_update_are_not_part_of_an_entry() -> None:
    """Version numbers and update stamps move without anything else moving."""
    moved = UN.replace("<VERSIONNUM>1<", "<VERSIONNUM>2<").replace("2016-10-13", "2026-01-01")
    assert (
        parse(SourceKind.UN, moved.encode(), CONTEXT).entries
        == parse(SourceKind.UN, UN.encode(), CONTEXT).entries
    )


@pytest.mark.parametrize(
    ("kind", "body", "words"),
    [
        (SourceKind.EU, b"<html/>", "web page"),
        (SourceKind.EU, EU.encode()[:-50], "cut off"),
        (SourceKind.EU, b"<export generationDate='2026-01-01T00:00:00+01:00'/>", "no entries"),
        (SourceKind.EU, UN.encode(), "not the EU list"),
        (SourceKind.UN, UN.encode()[:-50], "cut off"),
        (SourceKind.UN, b"<CONSOLIDATED_LIST><ENTITIES/></CONSOLIDATED_LIST>", "no entries"),
        (SourceKind.UN, EU.encode(), "not the UN consolidated list"),
        (SourceKind.UN, b"Service unavailable", "no XML"),
    ],
)
def test_anything_else_is_refused(kind: SourceKind, body: bytes, words: str) -> None:
    """Another list, a block page or a cut file is a failure."""
    with pytest.raises(ParseError, match=words):
        parse(kind, body, CONTEXT)


def test_entities_declared_in_a_document_are_not_expanded() -> None:
    """A hostile list opens nothing and grows into nothing."""
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    body = UN.replace("<CONSOLIDATED_LIST", f"{bomb}<CONSOLIDATED_LIST").replace("HERON HOUSE", "&b;HERON")
    entries = parse(SourceKind.UN, body.encode(), CONTEXT).entries
    assert "aaaa" not in str(entries)


@pytest.mark.parametrize("kind", [SourceKind.EU, SourceKind.UN])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_table_is_told_from_broken_xml(kind: SourceKind, mark: bytes) -> None:
    """The lists are offered as CSV too: who saved that is told which form is read."""
    table = mark + b"fileGenerationDate;Party\n05/08/2026;13\n"
    with pytest.raises(ParseError, match=r"no XML \(a table\?\).* is read in its XML form"):
        parse(kind, table, CONTEXT)
    with pytest.raises(ParseError, match="broken or cut off"):
        parse(kind, mark + b"<export><sanctionEntity", CONTEXT)


HERON_ROW = "06/08/2026;83;EU.1.2;QDe.1;By rule;Makes lenses;E;enterprise;2022-03-04;1/2022 (OJ L1);RUS;"
EU_CSV = (
    "\ufefffileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_UnitedNationId;Entity_DesignationDetails;"
    "Entity_Remark;Entity_SubjectType;Entity_SubjectType_ClassificationCode;Entity_Regulation_PublicationDate;"
    "Entity_Regulation_NumberTitle;Entity_Regulation_Programme;NameAlias_LastName;NameAlias_FirstName;"
    "NameAlias_WholeName;NameAlias_NameLanguage;NameAlias_LogicalId;NameAlias_Regulation_NumberTitle;Address_City;"
    "Address_Street;Address_CountryIso2Code;Address_CountryDescription;BirthDate_BirthDate;BirthDate_City;"
    "Identification_Number;Identification_TypeDescription;Citizenship_CountryIso2Code;"
    "Citizenship_CountryDescription\r\n"
    f"{HERON_ROW};;Blue Heron SA;FR;5;;;;;;;;;;;\r\n"
    f"{HERON_ROW};;Blue Heron;;2;;;;;;;;;;;\r\n"
    f'{HERON_ROW};;"BH; the Lab";;9;;;;;;;;;;;\r\n'
    f"{HERON_ROW};;;;;;Samara;1 Dam Street;RU;RUSSIA;;;;;;\r\n"
    f"{HERON_ROW};;;;;;;;00;UNKNOWN;;;;;;\r\n"
    "06/08/2026;84;;;;;P;person;;;;Kite;Red;;;;;;;;;;;;;;\r\n"
    "06/08/2026;84;;;;;P;person;;;;;;;;;;;;;;1960-01-02;Basra;77;Passport;IQ;IRAQ\r\n"
)  # fmt: skip


def test_the_eu_table_says_what_the_xml_says() -> None:
    """Rows of one party are gathered; columns are the attributes of the XML."""
    table = parse(SourceKind.EU, EU_CSV.encode(), CONTEXT)
    document = parse(SourceKind.EU, EU.replace("BH", "BH; the Lab").encode(), CONTEXT)
    assert table.as_of == "2026-08-06"
    for row, element in zip(table.entries, document.entries, strict=True):
        assert set(row.aliases) == set(element.aliases)  # which of them are weak the table does not say
        told = tuple(one for one in element.details if not one.startswith("weak alias"))
        assert replace(row, aliases=()) == replace(element, aliases=(), details=told)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<WHOLE Date='1/1/2016'><ENTITY/></WHOLE>", "xmlFullSanctionsList_1_1"),
        (EU_CSV[:-30].encode(), "cut off"),
        (EU_CSV.partition("\r\n")[0].encode(), "no entries"),
        (b"a;b\r\n1;2\r\n", "table"),
    ],
)
def test_other_forms_of_the_eu_list_are_refused(body: bytes, words: str) -> None:
    """The older form names the one to take; a cut or empty table is no list."""
    with pytest.raises(ParseError, match=words):
        parse(SourceKind.EU, body, CONTEXT)


def test_a_letter_that_xml_cannot_hold_leaves_the_table_readable() -> None:
    """What is no character at all is left out of a name."""
    table = EU_CSV.replace("Heron SA", "He\ufffero\uffffn SA").encode()
    heron, _ = parse(SourceKind.EU, table, CONTEXT).entries
    assert "Blue Heron SA" in heron.aliases
