"""Which kind of source a body is, by what is in it. Pure.

For `sources add URL` and `parse`: the format decides, the address only where formats are alike (a Google News
feed is RSS). What no kind can read is None; an HTML page may still name its feeds.
"""

import csv
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from watchers.model import SourceKind
from watchers.parsers.archive import beginning
from watchers.parsers.charset import decode
from watchers.parsers.links import web_link
from watchers.parsers.tenders.row_lists import has_rows
from watchers.parsers.text import parse_html

_HEAD = 20_000  # characters in which a format shows itself
_ROOT = re.compile(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)([^>]*)>")
_FEED_TYPES = re.compile(
    r"application/(?:rss|atom|rdf)\+xml|application/feed\+json|text/xml\+rss", re.IGNORECASE
)
_XML_ROOTS = {
    "sdnlist": SourceKind.OFAC_SDN,
    "sanctions": SourceKind.OFAC_SDN,  # SDN_ADVANCED.XML, refused with the names of the files to take
    "sanctionsdata": SourceKind.OFAC_SDN,  # SDN_ENHANCED.XML
    "designations": SourceKind.UK,
    "arrayoffinancialsanctionstarget": SourceKind.UK,  # closed: refused with the name of its successor
    "consolidated_list": SourceKind.UN,
    "contractnotice": SourceKind.TED,
    "contractawardnotice": SourceKind.TED,
    "priorinformationnotice": SourceKind.TED,
    "ted_export": SourceKind.TED,
    "ecfr": SourceKind.ECFR,
    "div1": SourceKind.ECFR,
    "div5": SourceKind.ECFR,
    "div9": SourceKind.ECFR,
}
_FEED_ROOTS = {"rss", "rdf", "feed", "channel"}
_CCGP_LIST = re.compile(r"class=[\"'][^\"']*(?:\bc_list_bid\b|vT-srch-result-list-bid)")
_CCGP_NOTICE = re.compile(r"class=[\"'][^\"']*\bv[FT]_detail_(?:content|main)\b|name=[\"']ArticleTitle[\"']")
_OFAC_KINDS = {"-0-", "individual", "vessel", "aircraft"}
# programs of OFAC's other lists (PLC, MBS, CMIC, FSE, CAPTA): the files look like those of the SDN list
_OTHER_PROGRAMS = re.compile(r"\A(?:NS-|FSE-|CAPTA|561)")
_PROGRAM = re.compile(r"<(?:\w+:)?program>\s*([^<]*)")
_CONSOLIDATED = re.compile(r"<(?:\w+:)?sanctionsList\b[^>]*>\s*Consolidated List\b")
_HAN = re.compile("[\u4e00-\u9fff]{4}|(?:\\\\u[4-9][0-9a-f]{3}){4}", re.IGNORECASE)
_UK_HEAD = re.compile(r"\A\"?(?:Report Date|Last Updated)\b", re.IGNORECASE)


def recognise(body: bytes, *, url: str, content_type: str) -> SourceKind | None:
    """Return the kind of source that reads `body`, None where none does; what is packed is looked into."""
    if body[:4] == b"PK\x03\x04" or body[:2] == b"\x1f\x8b":
        body = beginning(body)
    text = decode(body, content_type).lstrip("\ufeff \t\r\n\0")
    if not text:
        return None
    if text.startswith(("{", "[")):
        return _json(text, url)
    if text.startswith("<"):
        return _markup(text, url)
    return _table(text, url)


def feed_links(body: bytes, url: str) -> tuple[str, ...]:
    """Return the feeds that an HTML page names (`link rel=alternate`), in order, as absolute addresses."""
    root = parse_html(decode(body))
    if root is None:
        return ()
    base = next((web_link(element.get("href"), url) for element in root.iter("base")), "") or url
    found: dict[str, None] = {}
    for element in root.iter("link"):
        relations = (element.get("rel") or "").lower().split()
        if "alternate" in relations and _FEED_TYPES.match((element.get("type") or "").strip()):
            if link := web_link(element.get("href"), base):
                found[link] = None
    return tuple(found)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _markup(text: str, url: str) -> SourceKind | None:
    head = text[:_HEAD]
    match = _ROOT.search(re.sub(r"<!--.*?-->", "", head, flags=re.DOTALL))
    name = match[1].lower() if match else ""
    if name in _FEED_ROOTS:
        if _host(url) == "news.google.com" or "<generator>NFE/" in head:
            return SourceKind.GOOGLE_NEWS
        return SourceKind.FEED
    if name in _XML_ROOTS:
        if name == "sdnlist":
            programs = _PROGRAM.search(head)
            return _ofac(url, programs[1] if programs else "")
        if name == "sanctionsdata":
            return SourceKind.OFAC_CONSOLIDATED if _CONSOLIDATED.search(head) else SourceKind.OFAC_SDN
        return _XML_ROOTS[name]
    if name == "export" and re.search(
        r"sanctionEntity|eu-?fsf|euReferenceNumber|fpi/fsd/export|globalFileId", head
    ):
        return SourceKind.EU
    if _CCGP_LIST.search(text):
        return SourceKind.CCGP_LIST
    if _CCGP_NOTICE.search(text):
        return SourceKind.CCGP_NOTICE
    return None


def _json(text: str, url: str) -> SourceKind | None:
    try:
        document = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return _json_lines(text)
    if isinstance(document, list):
        return _records(document) or (SourceKind.CCGP_LIST if _is_notice_list(text, document) else None)
    if not isinstance(document, Mapping):
        return None
    if "jsonfeed.org" in str(document.get("version", "")):
        return SourceKind.FEED
    if "articles" in document and isinstance(document["articles"], list):
        return SourceKind.GDELT
    if "opportunitiesData" in document:
        return SourceKind.SAM
    if "notices" in document and ("totalNoticeCount" in document or "iterationNextToken" in document):
        return SourceKind.TED
    if "releases" in document or "records" in document or "ocid" in document:
        return SourceKind.OCDS
    results = document.get("results")
    if isinstance(results, list):
        return _records(results) or _empty_results(document, url)
    if {"schema", "properties", "id"} <= set(document) or {"datasets", "resources"} & set(document):
        return SourceKind.OPENSANCTIONS
    if has_rows(document):
        return SourceKind.CCGP_LIST
    return _records([document])


def _is_notice_list(text: str, document: list[Any]) -> bool:
    """Whether bare rows are a Chinese interface's notices; rows of titles and dates are elsewhere too."""
    return _HAN.search(text[:_HEAD]) is not None and has_rows(document)


def _records(records: list[Any]) -> SourceKind | None:
    """Tell lists of records apart by the keys of the first one."""
    first = next((record for record in records if isinstance(record, Mapping)), None)
    if first is None:
        return None
    keys = set(first)
    if "document_number" in keys or "html_url" in keys:
        inspection = {"filed_at", "filing_type", "subject_1", "num_pages", "pdf_updated_at"} & keys
        return SourceKind.PUBLIC_INSPECTION if inspection else SourceKind.FEDERAL_REGISTER
    if {
        "source_list_url",
        "entity_number",
        "federal_register_notice",
        "source_information_url",
    } & keys and "name" in keys:
        return SourceKind.CSL
    if "ocid" in keys:
        return SourceKind.OCDS
    if {"schema", "properties"} <= keys or {"op", "entity"} <= keys:
        return SourceKind.OPENSANCTIONS
    if "noticeId" in keys and "solicitationNumber" in keys:
        return SourceKind.SAM
    return None


def _empty_results(document: Mapping[str, Any], url: str) -> SourceKind | None:
    if _host(url).endswith("federalregister.gov"):
        return SourceKind.PUBLIC_INSPECTION if "public-inspection" in url else SourceKind.FEDERAL_REGISTER
    return SourceKind.FEDERAL_REGISTER if {"count", "description"} <= set(document) else None


def _json_lines(text: str) -> SourceKind | None:
    try:
        first = json.loads(text.split("\n", 1)[0])
    except (ValueError, RecursionError):
        return None
    return _records([first])


def _table(text: str, url: str) -> SourceKind | None:
    """Tell CSV files apart by their first line."""
    first = text.split("\n", 1)[0].strip()
    columns = {column.strip(' "').lower() for column in re.split(r"[,;\t]", first)}
    if {"source_list_url", "federal_register_notice"} & columns or {"entity_number", "alt_names"} <= columns:
        return SourceKind.CSL
    if {"schema", "dataset"} <= columns and "name" in columns:
        return SourceKind.OPENSANCTIONS
    if _UK_HEAD.match(first) or {"ofsi group id", "unique id"} & columns:
        return SourceKind.UK
    if {"filegenerationdate", "entity_logicalid"} & columns or "entity_eureferencenumber" in columns:
        return SourceKind.EU
    try:
        row = next(csv.reader([first]), [])
    except csv.Error:  # no table but bytes of another kind
        return None
    named = len(row) > 3 and row[0].strip().isdecimal() and not row[1].strip().isdecimal()  # ADD: two numbers
    if named and row[2].strip().lower() in _OFAC_KINDS:
        return _ofac(url, row[3])
    return None


def _ofac(url: str, program: str) -> SourceKind:
    """Tell OFAC's two lists apart by the name of the file and the first party's program."""
    name = urlsplit(url).path.lower().rpartition("/")[2] if url else ""
    other = re.search(r"cons(?:olidated|_)", name) or _OTHER_PROGRAMS.match(program.strip())
    return SourceKind.OFAC_CONSOLIDATED if other else SourceKind.OFAC_SDN
