"""Federal Register citations as lists write them: "89 FR 96836, 12/5/24", "67 F.R. 56530 9/4/02".

Pure text. Knows how to find citations, tell the newest and build their public address. Knows no list.
Address form: https://www.federalregister.gov/citation/{volume}-FR-{page}.
"""

import re
from dataclasses import dataclass, field
from datetime import date

_CITATION = re.compile(
    r"\b(?P<volume>\d{1,3})\s*F(?:ed(?:eral)?)?\.?\s*R(?:eg(?:ister)?)?\.?\s*(?P<page>\d{1,3}(?:,\d{3})+(?!\d)|\d+)"
    r"(?:[\s,;(]*(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d{2})\b)?",
    re.IGNORECASE,
)
_DOCUMENT = re.compile(
    r"federalregister\.gov/(?:d/|(?:documents|articles)/\d{4}/\d{2}/\d{2}/|public-inspection/)?"
    r"(?P<number>[A-Z]?\d{1,4}-\d{4,5})(?![\w-])"
    r"|govinfo\.gov/content/pkg/FR-\d{4}-\d{2}-\d{2}/\w+/(?P<issued>[A-Z]?\d{1,4}-\d{4,5})\.",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"(\bEAR\))(\.?)\s*(\d)(?=\.?\s*(?:$|Th(?:e|is)\b))")
FIRST_YEAR = 1935  # volume 1 is of 1936


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Citation:
    """One page of the Federal Register; ordered by time (a volume is a year, pages run through it)."""

    volume: int
    page: int
    day: str = field(default="", compare=False)  # ISO day where one is written beside it

    def __str__(self) -> str:
        return f"{self.volume} FR {self.page}"

    @property
    def url(self) -> str:
        """The public address of the page."""
        return f"https://www.federalregister.gov/citation/{self.volume}-FR-{self.page}"


def citations(text: str) -> tuple[Citation, ...]:
    """Return every citation in `text`, each once. Without a page ("Vol. 88, No. 151") it is none."""
    found = (
        Citation(volume=int(match["volume"]), page=int(match["page"].replace(",", "")), day=_day(match))
        for match in _CITATION.finditer(text)
    )
    return tuple(dict.fromkeys(one for one in found if one.volume and one.page))


def document_of(url: str) -> str:
    """Return the number of the Federal Register document that an address opens, "" for other addresses."""
    found = _DOCUMENT.search(url)
    return (found["number"] or found["issued"]).upper() if found else ""


def newest(text: str) -> Citation | None:
    """Return the newest citation in `text`: of an entry that was amended, the rule that spoke last."""
    return max(citations(text), default=None)


def citation_url(text: str) -> str:
    """Return the address of the newest citation in `text`, "" where it names no page."""
    found = newest(text)
    return found.url if found else ""


def first_day(text: str) -> str:
    """Return the ISO day of the oldest dated citation, when the party was first listed; "" if none."""
    return min((one.day for one in citations(text) if one.day), default="")


def _day(match: re.Match[str]) -> str:
    if not match["year"]:
        return ""
    short, volume_year = int(match["year"]), FIRST_YEAR + int(match["volume"])
    # of two digits the volume says the century
    year = short if short > 99 else volume_year - volume_year % 100 + short
    try:
        return date(year, int(match["month"]), int(match["day"])).isoformat()
    except ValueError:
        return ""


def footnoted(requirement: str) -> str:
    """Return a licence requirement as it is told: the figure behind its rule is a footnote's.

    “(See § 744.11 of the EAR)4” is a party of footnote 4, for whom a foreign direct product rule holds
    (15 CFR 744.11(a)(2)(ii)). Entries keep what the list has.
    """
    return _FOOTNOTE.sub(r"\1 (footnote \3)\2", requirement)
