"""The full text of a Federal Register document: as XML (subject, dockets, and the parties in its tables), or
as the plain text of a document on public inspection, which has no tables but all the names.

Pure. The text is long and irregular, so it is read leniently: what it lacks stays empty. The parties are
what a watch needs before any list shows them.
"""

import re
from typing import Any

from lxml import etree

from watchers.errors import ParseError
from watchers.model import Item, ItemKind, Parsed
from watchers.parsers import ParseContext
from watchers.parsers.lists.announcements import announcement
from watchers.parsers.lists.countries import country_name
from watchers.parsers.lists.ecfr_rows import cell_text
from watchers.parsers.lists.entity_cell import split_cell
from watchers.parsers.lists.entries import clean
from watchers.parsers.plain import tidy
from watchers.parsers.text import html_to_text

_ROOTS = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?<(RULE|PRORULE|NOTICE|PRESDOCU)\b")
# How a document ends: its own number. Numbers before that are of documents it cites or corrects.
_FILED = re.compile(r"\bFR Doc\.?\s*(?:No\.?\s*)?([A-Z]?\d[\w-]*-\d+)\s+Filed\b")
_NUMBER = re.compile(r"\bFR Doc\.?\s*(?:No\.?\s*)?([A-Z]?\d[\w-]*-\d+)")
_IN_ADDRESS = re.compile(r"(?<![\dA-Z])((?:[A-Z]\d-)?\d{4}-\d{5})(?!\d)")
_NUMBER_OR_HEAD = re.compile(rb"\bFR Doc|\b(?:AGENCY|SUMMARY|ACTION|DATES):")
_CFR = re.compile(r"\b(\d{1,2}) CFR Parts? (\d+)")
_AHEAD = re.compile(r"\bfederalregister\.gov/d/(\d{4}-\d{4,6})\b")
_STARS = re.compile(r"^[\s*.]*$")


def is_full_text(body: bytes) -> bool:
    """Whether the bytes are a document's full text rather than an answer of the API."""
    return _ROOTS.match(body[:512]) is not None


def parse_full_text(body: bytes, context: ParseContext) -> Parsed:
    """Read one document; its id is the document number in the text or in the address. Raises ParseError."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(body, parser)
    if root is None:
        raise ParseError("The document's full text cannot be read.")
    title = _first(root, "SUBJECT")
    if not title:
        raise ParseError("The document's full text has no subject.")
    whole = clean(" ".join(str(part) for part in root.itertext()))
    number = _own_number(whole, _first(root, "FRDOC"), context.url)
    summary = _summary(root)
    cfr = [re.sub(r"\s+Parts?\s+", " ", one) for one in _all(root, "CFR")]
    fields: dict[str, Any] = {
        "document_number": number,
        "docket_ids": [one.strip("[]") for one in _all(root, "DEPDOC")],
        "regulation_id_numbers": [one.removeprefix("RIN ").strip() for one in _all(root, "RIN")],
        "cfr_references": cfr,
        "agency": _first(root, "SUBAGY") or _first(root, "AGENCY"),
    }
    told = announcement(title, summary, dates=_first(root, "EFFDATE") or _first(root, "DATES"), cfr=cfr)
    if told:
        fields["announces"] = told | {"entries": _parties(root)}
    return Parsed(
        items=(
            Item(
                id=number,
                source=context.source_id,
                kind=ItemKind.NEWS,
                url=f"https://www.federalregister.gov/d/{number}" if number else context.url,
                title=title,
                text=whole,
                lang="en",
                fields={name: value for name, value in fields.items() if value},
            ),
        ),
        warnings=() if number else ("The text does not say its document number.",),
    )


_HEADS = ("AGENCY", "ACTION", "SUMMARY", "DATES", "EFFECTIVE DATE", "ADDRESSES")
_HEAD = re.compile(rf"\b({'|'.join(_HEADS)}|FOR FURTHER INFORMATION CONTACT|SUPPLEMENTARY INFORMATION):")
_SUBJECT = re.compile(
    r".*(?:\[Docket[^\]]*\]|\bRIN\s+[\w-]+|\bCFR\s+Parts?\s+[\d, and]+)\s+(?P<subject>[^\[\]]{5,300})\Z"
)


def is_plain_text(body: bytes) -> bool:
    """Whether the bytes are a document's text as people read it, not JSON or another page."""
    start = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\x0c").lower()
    if start.startswith((b"{", b"[")) or (start.startswith(b"<") and b"<pre" not in start):
        return False
    return _NUMBER_OR_HEAD.search(body[:200_000]) is not None


def parse_plain_text(body: bytes, context: ParseContext) -> Parsed:
    """Read the plain text of a document; what it lacks stays empty. Raises ParseError where it is none."""
    text = body.decode("utf-8", "replace")
    text = html_to_text(text) if text.lstrip().startswith("<") else tidy(text)
    whole = clean(text)
    parts = _HEAD.split(whole)  # what stands before the first head, then head and text in turn
    told = dict(zip(parts[1::2], map(clean, parts[2::2]), strict=False))
    if not told:
        raise ParseError("The document's text has none of its usual heads.")
    subject = _SUBJECT.match(parts[0].strip())
    number = _own_number(whole, "", context.url)
    fields: dict[str, Any] = {"dates": told.get("DATES") or told.get("EFFECTIVE DATE", "")}
    cfr = [f"{title} CFR {part}" for title, part in _CFR.findall(parts[0])]
    found = subject and announcement(
        subject["subject"], told.get("SUMMARY", ""), dates=fields["dates"], cfr=cfr
    )
    if found:
        fields["announces"] = found | {"entries": []}  # the text was read; it has no table of them
    return Parsed(
        items=(
            Item(
                id=number,
                source=context.source_id,
                kind=ItemKind.NEWS,
                url=context.url,
                title=subject["subject"] if subject else "",
                text=text,
                lang="en",
                fields={name: value for name, value in fields.items() if value},
            ),
        ),
    )


def _own_number(whole: str, marked: str, address: str) -> str:
    """Return the document's own number, "" where nothing says it: what it cites is not taken for it."""
    if marked and (found := _NUMBER.search(marked)):
        return found[1]
    if filed := _FILED.findall(whole):
        return str(filed[-1])
    found = _AHEAD.search(whole) or _IN_ADDRESS.search(address)
    return found[1] if found else ""


def _all(root: etree._Element, tag: str) -> list[str]:
    told = (clean(" ".join(str(part) for part in found.itertext())) for found in root.iter(tag))
    return [one for one in told if one]


def _first(root: etree._Element, tag: str) -> str:
    return next(iter(_all(root, tag)), "")


def _summary(root: etree._Element) -> str:
    return re.sub(r"^SUMMARY:\s*", "", _first(root, "SUM"))


def _parties(root: etree._Element) -> list[dict[str, Any]]:
    """Return the parties in tables of country, entity, requirement, policy and citation.

    Rows of asterisks stand for the rows that stay, and a blank country repeats the one above.
    """
    answer: list[dict[str, Any]] = []
    for grid in root.iter("GPOTABLE"):
        country = ""
        for row in grid.iter("ROW"):
            cells = [cell_text(cell) for cell in row.iter("ENT")]
            if not cells:
                continue
            country = country_name(clean(cells[0])) if not _STARS.match(cells[0]) else country
            if len(cells) < 3 or _STARS.match(cells[1]):
                continue
            cell = split_cell(cells[1])
            answer.append(
                {
                    "name": cell.name,
                    "aliases": list(cell.aliases),
                    "country": country,
                    "addresses": list(cell.addresses),
                    "license_requirement": clean(cells[2]) if len(cells) >= 5 else "",
                    "license_policy": clean(cells[3]) if len(cells) >= 5 else "",
                }
            )
    return answer
