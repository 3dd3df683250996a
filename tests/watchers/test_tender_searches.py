"""TED, SAM.gov and OCDS answers to tender items with the same field names."""

import json
from typing import Any

import pytest

from watchers.errors import ParseError
from watchers.model import Item, Parsed, SourceKind
from watchers.parsers import ParseContext, parse
from watchers.parsers.answers import repaired

KEY = "SECRETKEY123"
SAM_URL = f"https://api.sam.gov/opportunities/v2/search?api_key={KEY}&limit=1&offset=0"


def read(kind: SourceKind, document: Any, url: str = "https://api.example.com/x") -> Parsed:
    body = document if isinstance(document, str) else json.dumps(document)
    return parse(kind, body.encode(), ParseContext(source_id="s", url=url, content_type="application/json"))


def first(kind: SourceKind, document: Any) -> Item:
    return read(kind, document).items[0]


TED = {
    "notices": [
        {
            "publication-number": "12345-2026",
            "publication-date": "2026-03-02+01:00",
            "notice-type": "can-standard",
            "form-type": "result",
            "notice-title": {"deu": "Rechenzentrum", "eng": "Germany – Servers – GPU cluster"},
            "organisation-name-buyer": {"deu": ["Universität Nord"]},
            "winner-name": {"deu": ["Rechner GmbH"]},
            "classification-cpv": ["48820000", "48820000"],
            "total-value": "1449834.71",
            "total-value-cur": ["EUR"],
            "deadline-receipt-tender-date-lot": ["2026-05-02+02:00", "2026-04-01+02:00"],
            "links": {"html": {"DEU": "https://ted.europa.eu/de/1", "ENG": "https://ted.europa.eu/en/1"}},
        }
    ],
    "totalNoticeCount": 9,
    "iterationNextToken": "abc",
    "timedOut": True,
}


def test_ted_is_read_in_english_first() -> None:
    """Title and link English, the notice's own language in the text, the earliest deadline, a token."""
    parsed = read(SourceKind.TED, TED)
    item = parsed.items[0]
    assert (item.id, item.title, item.url) == (
        "12345-2026",
        "Germany – Servers – GPU cluster",
        "https://ted.europa.eu/en/1",
    )
    assert "Rechenzentrum" in item.text
    assert item.published is not None
    assert item.published.isoformat() == "2026-03-02T00:00:00+01:00"
    assert item.fields == {
        "stage": "award",
        "buyer": "Universität Nord",
        "supplier": ["Rechner GmbH"],
        "project_number": "12345-2026",
        "award_amount": 1449834.71,
        "award_currency": "EUR",
        "cpv": ["48820000"],
        "deadline": "2026-04-01T00:00:00+02:00",
        "type": "can-standard",
    }
    assert parsed.next_page == "abc"
    assert parsed.warnings == ("The search timed out; the answer is incomplete.",)


SAM = {
    "totalRecords": 3,
    "limit": 1,
    "offset": 0,
    "opportunitiesData": [
        {
            "noticeId": "n1",
            "title": "GPU servers ",
            "solicitationNumber": " W-1 ",
            "department": "ENERGY",
            "office": "LAB 5",
            "postedDate": "2026-03-02",
            "type": "Award Notice",
            "responseDeadLine": "2026-04-02T17:00:00-04:00",
            "award": {"number": "C-9", "amount": "800620.00", "awardee": {"name": "Example Inc."}},
            "pointOfContact": [{"fullName": "Jane Roe", "email": "jane@example.gov", "phone": "2025550100"}],
            "description": f"https://api.sam.gov/desc?noticeid=n1&api_key={KEY}",
            "uiLink": f"https://sam.gov/opp/n1/view?api_key={KEY}",
        }
    ],
}


def test_sam_keeps_neither_key_nor_contact() -> None:
    """The key of the address, the description's address and the contact person stay out of the item."""
    parsed = read(SourceKind.SAM, SAM, SAM_URL)
    item = parsed.items[0]
    kept = json.dumps(item.as_json())
    assert not any(word in kept for word in (KEY, "Jane", "jane@", "2025550100"))
    assert (item.url, item.text, item.title) == ("https://sam.gov/opp/n1/view", "", "GPU servers")
    assert item.fields == {
        "stage": "award",
        "buyer": "ENERGY, LAB 5",
        "supplier": ["Example Inc."],
        "project_number": "W-1",
        "contract_number": "C-9",
        "award_amount": 800620,
        "award_currency": "USD",
        "deadline": "2026-04-02T17:00:00-04:00",
        "type": "Award Notice",
    }
    assert parsed.next_page == SAM_URL.replace("offset=0", "offset=1")


OCDS = {
    "links": {"next": "https://www.find-tender.service.gov.uk/api/1.0/ocdsReleasePackages?cursor=x"},
    "releases": [
        {
            "ocid": "ocds-h6vhtk-01",
            "id": "001234-2026",
            "date": "2026-03-02T09:15:00Z",
            "tag": ["award", "contract"],
            "language": "en",
            "buyer": {"name": "Ministry of Bytes"},
            "parties": [
                {
                    "name": "Ministry of Bytes",
                    "roles": ["buyer"],
                    "contactPoint": {"name": "John Doe", "email": "j@x.uk"},
                }
            ],
            "tender": {
                "id": "T-1",
                "title": "Cloud",
                "description": "First partâ€¯here.rnrnSecond: A100rn- and more\nContact name: John Doe",
                "value": {"amount": 10, "currency": "GBP"},
                "classification": {"scheme": "CPV", "id": "72000000"},
                "tenderPeriod": {"endDate": "2026-04-02T12:00:00Z"},
            },
            "awards": [
                {"value": {"amount": 4, "currency": "GBP"}, "suppliers": [{"name": "Cloud Ltd"}]},
                {"value": {"amount": 5.5, "currency": "GBP"}, "suppliers": [{"name": "Sky plc"}]},
            ],
        }
    ],
}


def test_ocds_is_read_and_put_right() -> None:
    """Mojibake and lost line ends are repaired, awards summed, contacts left out, the page linked."""
    parsed = read(SourceKind.OCDS, OCDS)
    item = parsed.items[0]
    assert item.id == "ocds-h6vhtk-01/001234-2026"
    assert item.url == "https://www.find-tender.service.gov.uk/Notice/001234-2026"
    assert item.text == "First part\u202fhere.\nSecond: A100\n- and more"
    assert item.fields == {
        "stage": "contract",
        "buyer": "Ministry of Bytes",
        "supplier": ["Cloud Ltd", "Sky plc"],
        "project_number": "ocds-h6vhtk-01",
        "models": ["A100"],
        "tender_number": "T-1",
        "budget_amount": 10,
        "budget_currency": "GBP",
        "award_amount": 9.5,
        "award_currency": "GBP",
        "cpv": ["72000000"],
        "deadline": "2026-04-02T12:00:00+00:00",
    }
    assert parsed.next_page == OCDS["links"]["next"]


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("cafÃ© â€“ â‚¬5", "café – €5"),
        ("One.rnrnTwo", "One.\nTwo"),
        ("modern kernel burn", "modern kernel burn"),
    ],
)
def test_repairs_touch_nothing_else(broken: str, right: str) -> None:
    """Words that hold the letters `rn` stay."""
    assert repaired(broken) == right


@pytest.mark.parametrize("kind", [SourceKind.TED, SourceKind.SAM, SourceKind.OCDS, SourceKind.GDELT])
@pytest.mark.parametrize(
    "body",
    [
        '{"message": "Syntax error", "error": {"type": "QUERY_SYNTAX_ERROR"}}',
        '{"status": 400, "error": "Bad Request", "exception": "parameter x is not recognised"}',
        "Too Many Requests",
        "<html><body>Request Access</body></html>",
        '{"notices": [',
        '{"other": 1}',
        '{"notices": [], "totalNoticeCount": 7, "timedOut": true}',
    ],
)
def test_an_error_answer_is_a_sentence(kind: SourceKind, body: str) -> None:
    """Whatever the status, an answer without the records is a failure that says what came."""
    with pytest.raises(ParseError, match=r"^Not .+\.$"):
        read(kind, body)


def test_a_key_in_an_error_is_masked() -> None:
    """Services repeat the address they were asked."""
    body = json.dumps({"error": f"bad request /search?api_key={KEY}&limit=1"})
    with pytest.raises(ParseError) as refused:
        read(SourceKind.SAM, body)
    assert KEY not in str(refused.value)


def test_an_ocds_release_is_read_to_its_lots_days_and_files() -> None:
    """Lots with value, winner and sum; the place; the days; files but the notice itself."""
    release = {
        "ocid": "ocds-h6vhtk-0400aa",
        "id": "000123-2026",
        "tag": ["award"],
        "buyer": {"name": "Harbour University"},
        "tender": {
            "title": "Servers",
            "status": "complete",
            "lots": [
                {"id": "1", "title": "Compute", "value": {"amount": 90000, "currency": "GBP"}},
                {"id": "2", "description": "Storage for it", "value": {"amount": 20000, "currency": "GBP"}},
            ],
            "items": [
                {"deliveryAddresses": [{"region": "UKM82"}, {"countryName": "Wales"}]},
                {"deliveryLocation": {"description": "The quay"}},
            ],
            "documents": [{"title": "Specification", "url": "https://files.example/spec.pdf"}],
        },
        "awards": [
            {
                "date": "2026-02-03T10:00:00Z",
                "relatedLots": ["1"],
                "suppliers": [{"name": "Quay Computing Ltd"}],
                "value": {"amount": 88000, "currency": "GBP"},
                "contractPeriod": {"startDate": "2026-03-01T00:00:00Z", "endDate": "2027-02-28T00:00:00Z"},
                "documents": [{"documentType": "awardNotice", "url": "https://notices.example/1"}],
            },
            {"relatedLots": ["2"], "suppliers": [{"name": "Jane Roe"}]},
        ],
    }
    (item,) = read(SourceKind.OCDS, {"releases": [release]}, "https://x.example/").items
    assert item.url == "https://notices.example/1"
    assert "Jane Roe" in item.whole
    assert item.fields["private_suppliers"] == 1, "a lot names no person who won it"
    assert item.fields["lots"] == [
        {
            "lot": "1",
            "name": "Compute",
            "supplier": "Quay Computing Ltd",
            "budget_amount": 90000,
            "budget_currency": "GBP",
            "award_amount": 88000,
            "award_currency": "GBP",
        },
        {"lot": "2", "name": "Storage for it", "budget_amount": 20000, "budget_currency": "GBP"},
    ]
    told = {
        name: item.fields[name]
        for name in ("region", "award_date", "contract_start", "contract_end", "status")
    }
    assert list(told.values()) == [
        "UKM82, Wales, The quay",
        "2026-02-03",
        "2026-03-01",
        "2027-02-28",
        "complete",
    ]
    assert item.fields["budget_amount"] == 110000, "the lots' values, where the whole has none"
    assert item.fields["attachments"] == [{"name": "Specification", "url": "https://files.example/spec.pdf"}]


def test_what_a_release_says_of_its_planning_is_kept() -> None:
    """Documents, steps with a day, the budget and the reason given before there is a tender."""
    release = {
        "ocid": "ocds-x-9",
        "id": "9",
        "tag": ["planning"],
        "tender": {"id": "T-9", "title": "Compute for a quay"},
        "planning": {
            "rationale": "The quay has outgrown its servers.",
            "budget": {"amount": {"amount": 5000, "currency": "GBP"}},
            "documents": [
                {"description": "Early engagement notice", "url": "https://notices.example/9"},
                {"title": "Questions", "url": "https://files.example/questions.pdf"},
            ],
            "milestones": [
                {
                    "title": "Engagement end date",
                    "type": "engagement",
                    "dueDate": "2026-03-31T23:59:59+01:00",
                },
                {"title": "No day"},
            ],
        },
    }
    (item,) = read(SourceKind.OCDS, {"releases": [release]}, "https://x.example/").items
    assert item.url == "https://notices.example/9"
    assert item.text == "The quay has outgrown its servers."
    assert item.fields["stage"] == "intention"
    assert (item.fields["budget_amount"], item.fields["budget_currency"]) == (5000, "GBP")
    assert item.fields["milestones"] == [{"name": "Engagement end date", "date": "2026-03-31"}]
    assert item.fields["attachments"] == [{"name": "Questions", "url": "https://files.example/questions.pdf"}]


def test_ted_sums_and_hours_stand_lot_by_lot() -> None:
    """The budget is the sum of the lots' in one currency, the deadline the earliest day with its hour."""
    notice = {
        "publication-number": "1-2026",
        "notice-type": "cn-standard",
        "notice-title": {"fra": "Serveurs"},
        "estimated-value-lot": ["1000.50", "1000.50"],
        "estimated-value-cur-lot": ["EUR", "EUR"],
        "deadline-receipt-tender-date-lot": ["2026-12-08+01:00", "2026-12-01+01:00"],
        "deadline-receipt-tender-time-lot": ["12:00:00+01:00", "10:30:00+01:00"],
    }
    award = {"publication-number": "2-2026", "form-type": "result", "notice-title": {"fra": "Serveurs"}}
    award |= {"tender-value": ["100", 200.5], "tender-value-cur": ["EUR", "EUR"], "total-value": []}
    moved = {"publication-number": "3-2026", "notice-type": "can-modif", "notice-title": {"fra": "Serveurs"}}
    mixed = notice | {"estimated-value-cur-lot": ["EUR", "SEK"]}
    asked, won, changed, two = (
        item.fields for item in read(SourceKind.TED, {"notices": [notice, award, moved, mixed]}).items
    )
    assert (asked["budget_amount"], asked["budget_currency"]) == (2001, "EUR")
    assert asked["deadline"] == "2026-12-01T10:30:00+01:00"
    assert (won["award_amount"], won["award_currency"]) == (300.5, "EUR")
    assert changed["stage"] == "correction"
    assert "budget_amount" not in two


def test_sam_dates_with_the_month_first_and_sums_with_a_sign() -> None:
    """`07/02/2026` is the second of July; the person to write to leaves a description, the rest stays."""
    record = SAM["opportunitiesData"][0] | {  # type: ignore[index]
        "postedDate": "07/02/2026",
        "award": {"amount": "$1,234,567.89"},
        "description": "8 H100. Contact Jane Roe at 703-555-0100.",
    }
    item = first(SourceKind.SAM, {"opportunitiesData": [record]})
    assert item.published is not None
    assert item.published.date().isoformat() == "2026-07-02"
    assert item.fields["award_amount"] == 1234567.89
    assert item.text == "8 H100."


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2026-07-20 14:03:11", "2026-07-20T14:03:11-04:00"),
        ("2026-01-20", "2026-01-20T00:00:00-05:00"),
        ("7/2/2026", "2026-07-02T00:00:00-04:00"),
    ],
)
def test_sam_days_are_those_of_washington(written: str, read: str) -> None:
    """In summer four hours behind, in winter five."""
    record = SAM["opportunitiesData"][0] | {"postedDate": written}  # type: ignore[index]
    item = first(SourceKind.SAM, {"opportunitiesData": [record]})
    assert item.published is not None
    assert item.published.isoformat() == read


def test_of_the_titles_in_all_languages_ted_reads_its_own() -> None:
    """Each notice has a title in 24 languages, made by code: one country's words are not another's."""
    titles = {
        "eng": "Austria – Servers – Rechencluster",
        "deu": "Österreich – Server – Rechencluster",
        "fra": "Autriche – Serveurs – Rechencluster",
        "spa": "Austria – Servidores – Rechencluster",
    }
    notice = {"publication-number": "1-2026", "notice-title": titles, "buyer-name": {"deu": ["Amt"]}}
    item = first(SourceKind.TED, {"notices": [notice]})
    assert (item.title, item.text) == (titles["eng"], f"{titles['deu']}\nAmt")
    del notice["buyer-name"]  # nothing says which language it is in
    assert titles["spa"] in first(SourceKind.TED, {"notices": [notice]}).text


def test_a_platforms_number_behind_a_name_is_none_of_it() -> None:
    """Ireland's platform writes "Transport Authority_1149"; the supplier is counted under its name."""
    notice = {
        "publication-number": "1-2026",
        "notice-title": {"eng": "Survey"},
        "form-type": "result",
        "buyer-name": {"eng": ["Transport Authority_1149"]},
        "winner-name": {"eng": ["Blue Heron Ltd_22", "Red_Kite Ltd"]},
        "identifier-lot": ["LOT-1", "LOT-2"],
    }
    item = first(SourceKind.TED, {"notices": [notice]})
    assert (item.fields["buyer"], item.fields["supplier"]) == (
        "Transport Authority",
        ["Blue Heron Ltd", "Red_Kite Ltd"],
    )
    assert [lot["supplier"] for lot in item.fields["lots"]] == ["Blue Heron Ltd", "Red_Kite Ltd"]
    assert item.text == "Transport Authority\nBlue Heron Ltd\nRed_Kite Ltd"


def test_what_was_not_awarded_does_not_count() -> None:
    """A lot without a winner has no sum; a gross value or a procuring entity may stand alone."""
    release = {
        "ocid": "ocds-x-8",
        "id": "8",
        "tag": ["award"],
        "tender": {
            "title": "Compute",
            "value": {"amountGross": 120, "currency": "GBP"},
            "procuringEntity": {"name": "Quay Council"},
        },
        "awards": [
            {
                "status": "active",
                "value": {"amount": 90, "currency": "GBP"},
                "suppliers": [{"name": "Cloud Ltd"}],
            },
            {"status": "unsuccessful", "value": {"amount": 999, "currency": "GBP"}},
        ],
    }
    fields = first(SourceKind.OCDS, {"releases": [release]}).fields
    assert (fields["award_amount"], fields["budget_amount"], fields["buyer"]) == (90, 120, "Quay Council")


def test_who_won_under_a_name_that_may_be_a_persons_is_matched_and_not_kept() -> None:
    """A register of bodies, or a large party, shows that it is none."""
    winners = [{"name": name} for name in ("Blue Heron", "Red Kestrel", "Grey Wagtail", "Roe Ltd")]
    release = {
        "ocid": "ocds-x-7",
        "id": "7",
        "parties": [
            {"name": "Red Kestrel", "identifier": {"scheme": "GB-COH", "id": "00000001"}},
            {"name": "Grey Wagtail", "details": {"scale": "large"}},
        ],
        "awards": [{"status": "active", "suppliers": winners}],
        "tender": {"description": "word " * 100_000},
    }
    item = first(SourceKind.OCDS, {"releases": [release]})
    assert item.fields["supplier"] == ["Red Kestrel", "Grey Wagtail", "Roe Ltd"]
    assert item.fields["private_suppliers"] == 1
    assert "Blue Heron" in item.whole
    assert "Blue Heron" not in json.dumps(item.as_json())
    notice = {"noticeId": "n2", "title": "Pumps", "award": {"awardee": {"name": "Blue Heron"}}}
    item = first(SourceKind.SAM, {"totalRecords": 1, "opportunitiesData": [notice]})
    assert "Blue Heron" in item.whole
    assert "Blue Heron" not in json.dumps(item.as_json())


def test_ted_answers_that_put_everything_in_lists() -> None:
    """Codes, titles and sums in lists: stage, lots with winner and sum, models."""
    notice = {
        "publication-number": "118204-2026",
        "notice-type": ["can-standard"],
        "form-type": ["result"],
        "title-proc": {"deu": ["Rechenknoten mit NVIDIA H200"]},
        "buyer-name": {"deu": ["Universität Nordhafen"]},
        "identifier-lot": ["LOT-0001", "LOT-0002"],
        "winner-name": {"deu": ["Megabit GmbH", "Speicherwerk AG"]},
        "tender-value": ["4 120 000,00", "985400.50"],
        "tender-value-cur": ["EUR", "EUR"],
    }
    body = json.dumps({"notices": [notice]}).encode()
    item = parse(SourceKind.TED, body, ParseContext(source_id="s", url="")).items[0]
    assert item.title == "Rechenknoten mit NVIDIA H200"
    expected = {"stage": "award", "models": ["H200"], "award_amount": 5105400.5, "award_currency": "EUR"}
    assert {key: item.fields[key] for key in expected} == expected
    assert item.fields["lots"][0] == {
        "lot": "LOT-0001",
        "supplier": "Megabit GmbH",
        "award_amount": 4_120_000,
        "award_currency": "EUR",
    }


def test_a_sum_of_nothing_is_not_told() -> None:
    """Frameworks are published with a value of 0; where a gross value or a contract has one, that counts."""
    award = {
        "status": "active",
        "value": {"amount": 0, "currency": "GBP"},
        "suppliers": [{"name": "Quay Ltd"}],
    }
    release = {
        "ocid": "ocds-x-9",
        "id": "9",
        "tag": ["award"],
        "tender": {"title": "Care"},
        "awards": [award],
    }
    assert "award_amount" not in first(SourceKind.OCDS, {"releases": [release]}).fields
    award["value"] = {"amount": 0, "amountGross": 12, "currency": "GBP"}
    assert first(SourceKind.OCDS, {"releases": [release]}).fields["award_amount"] == 12


def test_an_ocds_record_and_the_sums_of_its_contracts() -> None:
    """The last step of a compiled release; a lot's sum from its contract; a least value is no budget."""
    release = {
        "ocid": "ocds-x-1",
        "tag": ["compiled"],
        "date": "2026-02-27T10:15:00Z",
        "planning": {"budget": {"amount": {"amount": "900.00", "currency": "GBP"}}},
        "tender": {
            "title": "Nodes",
            "minValue": {"amount": 5, "currency": "GBP"},
            "lots": [{"id": "1", "value": {"amount": 7, "currency": "GBP"}}, {"id": "2", "title": "South"}],
            "items": [{"id": "1", "description": "GPU node with 4x A100 80GB"}],
        },
        "awards": [
            {"id": "A1", "relatedLots": ["1"], "status": "active", "suppliers": [{"name": "Road Ltd"}]}
        ],
        "contracts": [{"id": "C1", "awardID": "A1", "value": {"amount": 8, "currency": "GBP"}}],
    }
    body = json.dumps({"records": [{"ocid": "ocds-x-1", "compiledRelease": release}]}).encode()
    fields = parse(SourceKind.OCDS, body, ParseContext(source_id="s", url="")).items[0].fields
    expected = {"stage": "contract", "budget_amount": 900, "award_amount": 8, "models": ["A100 80GB"]}
    assert {key: fields[key] for key in expected} == expected
    assert fields["lots"][0]["award_amount"] == 8
