"""Federal Register citations in the styles that lists use."""

import pytest

from watchers.lists.citations import citation_url, citations, document_of, first_day, newest


@pytest.mark.parametrize(
    ("text", "pages"),
    [
        ("89 FR 12345", ["89 FR 12345"]),
        ("77 FR 61249 ", ["77 FR 61249"]),
        ("89 FR 12,345, 12/5/24", ["89 FR 12345"]),
        ("67 F.R. 56530 9/4/02 67 F.R. 10890 3/11/02", ["67 FR 56530", "67 FR 10890"]),
        ("80 FR 8527, 2/18/15. 84 FR 29373, 6/24/19", ["80 FR 8527", "84 FR 29373"]),
        ("88 Fed. Reg. 100", ["88 FR 100"]),
        ("Vol. 88, No. 151, 08/08/2023", []),
        ("", []),
    ],
)
def test_every_style_is_found(text: str, pages: list[str]) -> None:
    """A citation is a volume and a page; a style without page is none."""
    assert [str(one) for one in citations(text)] == pages


def test_the_newest_citation_is_the_rule_that_spoke_last() -> None:
    """Volumes are years and pages run through them, whatever the order on the list."""
    text = "87 FR 62202, 10/13/22. 80 FR 8527, 2/18/15. 87 FR 38925, 6/30/22"
    assert str(newest(text)) == "87 FR 62202"
    assert citation_url(text) == "https://www.federalregister.gov/citation/87-FR-62202"
    assert newest("Vol. 59, No. 44") is None
    assert citation_url("Vol. 59, No. 44") == ""


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("80 FR 8527, 2/18/15. 87 FR 62202, 10/13/22", "2015-02-18"),
        ("62 FR 35334, 6/30/97", "1997-06-30"),
        ("65 FR 1, 1/3/2000", "2000-01-03"),
        ("85 FR 83799, 13/40/20", ""),
        ("85 FR 83799", ""),
    ],
)
def test_the_first_day_is_when_the_party_was_listed(text: str, day: str) -> None:
    """Of two-digit years the volume says the century; days that do not exist are none."""
    assert first_day(text) == day


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("https://www.federalregister.gov/documents/2026/03/06/2026-04321/additions-to", "2026-04321"),
        ("https://www.federalregister.gov/d/2026-04321?utm_campaign=x", "2026-04321"),
        ("https://www.federalregister.gov/public-inspection/2026-04321/additions", "2026-04321"),
        ("https://public-inspection.federalregister.gov/2026-04321.pdf", "2026-04321"),
        ("https://www.govinfo.gov/content/pkg/FR-2026-03-06/pdf/2026-04321.pdf", "2026-04321"),
        ("https://www.federalregister.gov/documents/2008/03/06/E8-4321/old", "E8-4321"),
        ("https://www.federalregister.gov/documents/2026/03/06/C1-2026-04321/correction", ""),
        ("https://www.federalregister.gov/citation/91-FR-10000", ""),
        ("https://www.federalregister.gov/agencies/industry-and-security-bureau", ""),
        ("https://news.example/2026-04321", ""),
    ],
)
def test_an_address_names_the_document_it_opens(address: str, number: str) -> None:
    assert document_of(address) == number
