"""Federal Register documents: the agency of each, what they announce, dates and pages."""

import gzip
import json
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from watchers.errors import ParseError
from watchers.model import ItemKind, Parsed, SourceKind
from watchers.parsers import ParseContext, parse
from watchers.parsers.lists.announcements import announcement

BIS = [
    {"name": "Commerce Department", "slug": "commerce-department"},
    {"slug": "industry-and-security-bureau"},
]
OFAC = [{"slug": "treasury-department"}, {"slug": "foreign-assets-control-office"}]
OTHER = [{"slug": "drug-enforcement-administration"}]


def document(number: str = "2026-00001", **more: Any) -> dict[str, Any]:
    """Return one result of the API."""
    return {
        "document_number": number,
        "title": "Additions to the Entity List",
        "abstract": "In this rule, BIS amends the EAR by adding twelve entities to the Entity List, under "
        "the destinations of China, People's Republic of (China) (11) and Taiwan (1).",
        "publication_date": "2026-07-01",
        "effective_on": "2026-06-28",
        "html_url": f"https://www.federalregister.gov/documents/2026/07/01/{number}/x",
        "agencies": BIS,
        "citation": "91 FR 2222",
        "docket_ids": ["Docket No. 1"],
        "cfr_references": [{"title": 15, "part": 744}],
        "type": "Rule",
    } | more


def read(
    payload: object, kind: SourceKind = SourceKind.FEDERAL_REGISTER, options: dict[str, str] | None = None
) -> Parsed:
    """Return what an answer says."""
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return parse(kind, body, ParseContext(source_id="fr", url="https://example.org/x", options=options or {}))


def test_a_document_becomes_an_item() -> None:
    """Number, link, Washington's day and the fields a person asks for."""
    (item,) = read({"count": 1, "results": [document(correction_of="2026-00000")]}).items
    assert (item.id, item.kind, item.lang) == ("2026-00001", ItemKind.NEWS, "en")
    assert item.url.startswith("https://www.federalregister.gov/documents/2026/07/01/")
    assert item.published == datetime(2026, 7, 1, tzinfo=timezone(timedelta(hours=-4)))
    assert "twelve entities" in item.text
    fields = item.fields
    assert fields["agencies"] == ["commerce-department", "industry-and-security-bureau"]
    assert fields["citation_url"] == "https://www.federalregister.gov/citation/91-FR-2222"
    assert fields["cfr_references"] == ["15 CFR 744"]
    assert fields["docket_ids"] == ["Docket No. 1"]
    assert fields["effective_on"] == "2026-06-28"
    assert fields["correction_of"] == "2026-00000"
    assert fields["announces"] == {
        "action": "add",
        "list": "Entity List",
        "effective": "2026-06-28",
        "actions": [{"action": "add", "list": "Entity List"}],
        "parties": 12,
        "countries": {"China": 11, "Taiwan": 1},
    }


def test_the_agency_of_each_result_is_checked() -> None:
    """A wrong filter in the address returns everything, so other agencies are left out and counted."""
    results = [
        document("1"),
        document("2", agencies=OTHER),
        document("3", agencies=OFAC),
        document("4", agencies=[]),
    ]
    parsed = read({"results": results})
    assert [item.id for item in parsed.items] == ["1", "3"]
    assert parsed.warnings == ("2 of 4 documents are of other agencies and were left out.",)
    assert [item.id for item in read({"results": results}, options={"agencies": "*"}).items] == [
        "1",
        "2",
        "3",
        "4",
    ]
    only = read({"results": results}, options={"agencies": "drug-enforcement-administration"})
    assert [item.id for item in only.items] == ["2"]


def test_an_answer_of_other_agencies_alone_is_a_fault() -> None:
    """A filter that is not heeded must not look like a source without news; on inspection is no filter."""
    answer = {"count": 2, "results": [document("1", agencies=OTHER), document("2", agencies=[])]}
    with pytest.raises(ParseError, match="None of these 2 documents is of the agencies wanted"):
        read(answer, options={"agencies": "industry-and-security-bureau"})
    assert read(answer).warnings, "a file that somebody saved"
    options = {"agencies": "industry-and-security-bureau"}
    assert read(answer, kind=SourceKind.PUBLIC_INSPECTION, options=options).items == ()


def test_a_field_of_another_shape_costs_no_document() -> None:
    """Numbers, one value or nothing where several are promised: the document is read with what it says."""
    odd = document("1", cfr_references=None, docket_ids=7, corrections="x", regulation_id_numbers={})
    (item,) = read({"results": [odd | {"publication_date": "2026-13-45"}]}).items
    assert (item.fields["docket_ids"], item.published) == ([7], None)


def test_a_record_that_cannot_say_its_agency_is_kept() -> None:
    """Only a record without the field altogether is given the benefit of the doubt, with a warning."""
    told = document("1")
    del told["agencies"]
    by_name = document("2", agency_names=["Industry and Security Bureau"])
    del by_name["agencies"]
    other = document("3", agency_names=["Drug Enforcement Administration"])
    del other["agencies"]
    raw = document("4", agencies=[{"raw_name": "Bureau of Industry and Security"}])
    parsed = read({"results": [told, by_name, other, raw]})
    assert [item.id for item in parsed.items] == ["1", "2", "4"]
    assert any("do not say their agency" in warning for warning in parsed.warnings)


def test_equal_titles_are_two_documents() -> None:
    """Titles repeat for years; the document number alone says what is the same."""
    assert [item.id for item in read({"results": [document("1"), document("2")]}).items] == ["1", "2"]


def test_pages_lines_and_single_documents() -> None:
    """The next page is named; JSON Lines and one document alone are read as well."""
    assert (
        read({"results": [], "next_page_url": "https://example.org/2"}).next_page == "https://example.org/2"
    )
    assert read({"results": [document()]}).next_page is None
    assert len(read(document()).items) == 1
    lines = "\n".join(json.dumps(document(str(n))) for n in range(3)).encode()
    assert len(read(lines).items) == 3
    assert len(read(gzip.compress(lines)).items) == 3
    assert read({"count": 0, "description": "nothing"}).items == ()


def test_public_inspection() -> None:
    """Before publication there is no abstract; the filing has a time, the table of contents the title."""
    filed = {
        "document_number": "2026-00001",
        "title": "Export Administration Regulations:",
        "toc_doc": "Additions to the Entity List",
        "filed_at": "2026-06-30T08:45:00.000-04:00",
        "filing_type": "special",
        "publication_date": "2026-07-01",
        "agencies": BIS,
        "docket_numbers": ["Docket No. 1"],
    }
    (item,) = read({"count": 1, "results": [filed]}, SourceKind.PUBLIC_INSPECTION).items
    assert item.id == document()["document_number"]
    assert item.published == datetime(2026, 6, 30, 8, 45, tzinfo=timezone(timedelta(hours=-4)))
    assert item.fields["announces"]["action"] == "add"
    assert item.fields["filing_type"] == "special"
    assert item.fields["docket_ids"] == ["Docket No. 1"]
    assert item.url == "https://www.federalregister.gov/d/2026-00001"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<!doctype html><html><title>Request Access</title></html>", "web page"),
        (b'{"errors": {"per_page": "too many"}}', "too many"),
        (b'{"results": [{"document_n', "cut off"),
        (b'[{"slug": "x"}]', "no object with results"),
        (b'{"a": 1}\n{"b": ', "cut off"),
    ],
)
def test_anything_else_is_refused(body: bytes, words: str) -> None:
    """A block page, an error or a cut answer is a failure, not "no documents"."""
    with pytest.raises(ParseError, match=words):
        read(body)


ENTITY = "Entity List"


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        ("Addition of Certain Entities to the Entity List", "", ("add", ENTITY)),
        ("Entity List Additions", "", ("add", ENTITY)),
        ("Removal From the Entity List", "", ("remove", ENTITY)),
        ("Revisions to the Entity List", "", ("modify", ENTITY)),
        # the abstract says what "revisions" are
        (
            "Revisions to the Entity List",
            "BIS amends the EAR by adding 13 entities to the Entity List.",
            ("add", ENTITY),
        ),
        (
            "Revisions to the Entity List",
            "BIS is removing one entity from the Entity List.",
            ("remove", ENTITY),
        ),
        (
            "Revisions to the Unverified List",
            "BIS is adding thirty-three (33) persons to the UVL.",
            ("add", "Unverified List"),
        ),
        (
            "Addition of Entities; Removal of Entity From the Military End-User List",
            "",
            ("remove", "Military End-User List"),
        ),
        (
            "Notice of OFAC Sanctions Actions",
            "Names of persons that have been placed on the SDN List.",
            ("add", "SDN List"),
        ),
        (
            "Notice of OFAC Sanctions Actions",
            "Names of persons that have been removed from the SDN List.",
            ("remove", "SDN List"),
        ),
        ("In the Matter of: Red Kite; Order Denying Export Privileges", "", ("add", "Denied Persons List")),
        (
            "Red Kite; Order Renewing Temporary Denial of Export Privileges",
            "",
            ("modify", "Denied Persons List"),
        ),
        (
            "Addition of Entities to the Uyghur Forced Labor Prevention Act Entity List",
            "",
            ("add", "UFLPA Entity List"),
        ),
        # speak of a list, or of additions, and announce nothing
        (
            "Temporary General License: Extension of Validity",
            "For affiliates on the Entity List, to remove the expiration.",
            None,
        ),
        ("Addition of Software to the 0Y521 Series", "BIS adds an item to the Commerce Control List.", None),
        ("Agency Information Collection Activities; Comment Request; Entity List Requests", "", None),
        ("New Controls; Entity List Modification; Extension of Comment Period", "", None),
        ("Antidumping Duty Order on Red Kites", "", None),
    ],
)
def test_what_a_document_announces(title: str, abstract: str, expected: tuple[str, str] | None) -> None:
    """Action and list come from title and abstract; documents that merely mention a list announce nothing."""
    told = announcement(title, abstract)
    assert (told and (told["action"], told["list"])) == expected


def test_several_announcements_in_one_document() -> None:
    """All actions are told, the weightiest first."""
    told = announcement(
        "Addition of Entities to, and Removal of an Entity From the Entity List; Revision of Entries"
    )
    assert told is not None
    assert told["action"] == "add"
    assert {one["action"] for one in told["actions"]} == {"add", "remove"}


def test_other_parts_of_the_regulations_change_no_list() -> None:
    """The lists of BIS stand in part 744; a document that cites other parts alone announces none of them."""
    title = "Additions to the Entity List"
    assert announcement(title, cfr=["15 CFR 744"]) is not None
    assert announcement(title, cfr=["15 CFR 748", "15 CFR 744"]) is not None
    assert announcement(title, cfr=["19 CFR 12"]) is None


@pytest.mark.parametrize(
    ("dates", "day"),
    [
        ("This rule is effective March 25, 2025.", "2025-03-25"),
        ("Effective Date: October 7, 2024, except for part 2.", "2024-10-07"),
        ("Comments are due in May.", ""),
    ],
)
def test_the_effective_day_is_read_from_the_dates(dates: str, day: str) -> None:
    """Where the record has no day of its own, the sentence under DATES has it."""
    told = announcement("Additions to the Entity List", dates=dates)
    assert told is not None
    assert told["effective"] == day


FULL_TEXT = b"""<RULE><PREAMB><AGENCY>DEPARTMENT OF COMMERCE</AGENCY><SUBAGY>Bureau of Industry and Security</SUBAGY>
<CFR>15 CFR Part 744</CFR><DEPDOC>[Docket No. 1-2]</DEPDOC><RIN>RIN 0694-AK08</RIN>
<SUBJECT>Additions to the Entity List</SUBJECT><SUM><HD>SUMMARY:</HD><P>BIS adds two entities to the Entity List.</P></SUM>
<EFFDATE><HD>DATES:</HD><P>This rule is effective March 25, 2025.</P></EFFDATE></PREAMB>
<GPOTABLE COLS="5"><ROW><ENT>CHINA, PEOPLE'S REPUBLIC OF</ENT><ENT>* * *</ENT><ENT>* * *</ENT></ROW>
<ROW><ENT/><ENT>Blue Heron Lab, a.k.a., the following one alias: &#x2014;BHL. 1 Dam Street, Hefei, China.</ENT>
<ENT>For all items</ENT><ENT>Presumption of denial.</ENT><ENT>90 FR [INSERT].</ENT></ROW>
<ROW><ENT>IRAN</ENT><ENT>Red Kite, 2 Hill Street, Tehran, Iran.</ENT><ENT>All</ENT><ENT>Denial</ENT><ENT>90 FR</ENT></ROW>
</GPOTABLE><FRDOC>[FR Doc. 2025-05427 Filed 3-25-25; 8:45 am]</FRDOC></RULE>"""  # noqa: E501 - as files have it


def test_a_full_text_names_the_parties() -> None:
    """The tables of a rule say who will be listed before any list shows them."""
    (item,) = read(FULL_TEXT).items
    assert (item.id, item.title) == ("2025-05427", "Additions to the Entity List")
    told = item.fields["announces"]
    assert (told["action"], told["effective"], told["parties"]) == ("add", "2025-03-25", 2)
    assert [(one["name"], one["country"]) for one in told["entries"]] == [
        ("Blue Heron Lab", "China"),
        ("Red Kite", "Iran"),
    ]
    assert told["entries"][0]["aliases"] == ["BHL"]
    assert told["entries"][0]["license_policy"] == "Presumption of denial."
    assert item.fields["docket_ids"] == ["Docket No. 1-2"]
    assert item.fields["regulation_id_numbers"] == ["0694-AK08"]


def test_a_text_without_subject_is_refused() -> None:
    """Another XML document is no rule."""
    with pytest.raises(ParseError, match="subject"):
        read(b"<RULE><P>x</P></RULE>")


FILED = b"""This document is scheduled to be published in the Federal Register on 03/28/2025 and
available online at federalregister.gov/d/2025-05427

DEPARTMENT OF COMMERCE
Bureau of Industry and Security
15 CFR Part 744
[Docket No. 1-2]
RIN 0694-AK08
Additions to the Entity List

AGENCY: Bureau of Industry and Security, Department of Commerce.
ACTION: Final rule.
SUMMARY: In this rule BIS adds two entities to the Entity List, under the destination of Iran (2).
DATES: This rule is effective March 25, 2025.
FOR FURTHER INFORMATION CONTACT: the chair.
SUPPLEMENTARY INFORMATION: Blue Heron Lab; and Red Kite are added."""


def test_the_plain_text_on_inspection_says_from_when_and_names_the_parties() -> None:
    """Before publication there is no table and no page, but all that will be said."""
    context = ParseContext(source_id="pi", url="https://www.example.org/202/505/427.txt")
    (item,) = parse(SourceKind.PUBLIC_INSPECTION, FILED, context).items
    assert (item.id, item.title) == ("2025-05427", "Additions to the Entity List")
    told = item.fields["announces"]
    assert (told["action"], told["list"], told["effective"]) == ("add", "Entity List", "2025-03-25")
    assert (told["parties"], told["countries"]) == (2, {"Iran": 2})
    assert "Blue Heron Lab; and Red Kite" in item.text
    page = b"<html><body><pre>" + FILED + b"</pre></body></html>"
    assert parse(SourceKind.PUBLIC_INSPECTION, page, context).items[0].fields == item.fields
    with pytest.raises(ParseError):
        parse(SourceKind.PUBLIC_INSPECTION, b"<html><body>Request Access</body></html>", context)
    with pytest.raises(ParseError):
        parse(SourceKind.PUBLIC_INSPECTION, b"Nothing of the kind.", context)


CORRECTION = b"""<RULE><PREAMB><SUBJECT>Additions to the Entity List; Correction</SUBJECT></PREAMB>
<P>In FR Doc. 2025-05427 on page 14046, the following correction is made (see FR Doc. 2024-11111).</P>
%b</RULE>"""


@pytest.mark.parametrize(
    ("end", "address", "number"),
    [
        (b"<FRDOC>[FR Doc. 2025-06601 Filed 4-15-25; 8:45 am]</FRDOC>", "", "2025-06601"),
        (b"<P>[FR Doc. C1-2025-05427 Filed 4-15-25; 8:45 am]</P>", "", "C1-2025-05427"),
        (b"<FRDOC>[FR Doc. E9-12345 Filed 5-28-09; 8:45 am]</FRDOC>", "", "E9-12345"),
        (b"", "https://example.org/full_text/xml/2025/04/16/2025-06601.xml", "2025-06601"),
        (b"", "https://example.org/rule.xml", ""),
    ],
)
def test_a_document_is_known_by_its_own_number(end: bytes, address: str, number: str) -> None:
    """A correction names the document it corrects before its own number: it is no second version of it."""
    context = ParseContext(source_id="fr", url=address)
    (item,) = parse(SourceKind.FEDERAL_REGISTER, CORRECTION % end, context).items
    assert item.id == item.fields.get("document_number", "") == number
    plain = b"SUMMARY: This corrects FR Doc. 2025-05427.\nDATES: April 16.\n" + end.replace(b"FRDOC>", b"p>")
    (item,) = parse(SourceKind.PUBLIC_INSPECTION, plain, context).items
    assert item.id == number
