"""Federal Register API: published documents, documents on public inspection, and a rule's full text.

Pure. The agency is checked on each result: a wrong filter in the address is no error there and returns
everything. Days have no zone; they are Washington's. A document has one number before and after it
is published, so both sources speak of one item.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from watchers.errors import ParseError
from watchers.lists.citations import citation_url
from watchers.model import Item, ItemKind, Parsed
from watchers.parsers import ParseContext
from watchers.parsers.dates import read_date, washington
from watchers.parsers.lists.announcements import announcement
from watchers.parsers.lists.csv_table import refuse_page
from watchers.parsers.lists.entries import clean, text_of
from watchers.parsers.lists.register_text import (
    is_full_text,
    is_plain_text,
    parse_full_text,
    parse_plain_text,
)
from watchers.parsers.text import html_to_text

PROMISED = "the Federal Register"
BIS, OFAC = "industry-and-security-bureau", "foreign-assets-control-office"
ANY = "*"
_NAMES = {
    "industry and security bureau": BIS, "bureau of industry and security": BIS,
    "foreign assets control office": OFAC, "office of foreign assets control": OFAC,
}  # fmt: skip

# Copied as they are, where the record has them.
_PLAIN = (
    "document_number", "type", "subtype", "action", "dates", "effective_on", "publication_date",
    "citation", "correction_of", "volume", "start_page", "end_page", "comments_close_on",
    "signing_date", "significant", "full_text_xml_url", "raw_text_url", "pdf_url",
    "public_inspection_pdf_url", "json_url", "filed_at", "filing_type", "num_pages",
    "editorial_note", "subject_1", "subject_2", "subject_3", "toc_doc",
)  # fmt: skip


def parse_documents(body: bytes, context: ParseContext) -> Parsed:
    """Read an answer of documents.json, one document, JSON Lines of documents, or a rule's full text.

    Results of agencies other than BIS and OFAC (or those in the option "agencies", slugs parted by blanks,
    "*" for all) are left out and counted. Raises ParseError.
    """
    if is_full_text(body):
        return parse_full_text(body, context)
    return _parse(body, context, chosen="agencies" in context.options)


def parse_public_inspection(body: bytes, context: ParseContext) -> Parsed:
    """Read public-inspection-documents/current.json, or the plain text of a document behind it.

    Agencies as in `parse_documents`. Raises ParseError.
    """
    if is_plain_text(body):
        return parse_plain_text(body, context)
    return _parse(body, context, chosen=False)


def _parse(body: bytes, context: ParseContext, *, chosen: bool) -> Parsed:
    """Read an answer; `chosen`: the address asks for the agencies, so one with none of theirs is wrong."""
    refuse_page(body, PROMISED)
    document, results = _records(body)
    wanted = frozenset(context.options.get("agencies", f"{BIS} {OFAC}").split())
    items: list[Item] = []
    other = untold = nameless = 0
    for record in results:
        slugs = _agencies(record)
        if slugs is None:
            untold += 1
        elif ANY not in wanted and not wanted & set(slugs):
            other += 1
            continue
        item = _item(record, slugs or (), context)
        if item is None:
            nameless += 1
        else:
            items.append(item)
    if chosen and other == len(results) > 0:
        raise ParseError(
            f"None of these {other} documents is of the agencies wanted ({', '.join(sorted(wanted))}): the"
            " address chooses others, or what it says is not heeded."
        )
    warnings = []
    if other:
        warnings.append(f"{other} of {len(results)} documents are of other agencies and were left out.")
    if untold:
        warnings.append(f"{untold} documents do not say their agency; they were kept unchecked.")
    if nameless:
        warnings.append(f"{nameless} results have no document number or title and were left out.")
    following = document.get("next_page_url")
    return Parsed(
        items=tuple(items),
        warnings=tuple(warnings),
        next_page=following if isinstance(following, str) and following else None,
    )


def _records(body: bytes) -> tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]:
    """Return the envelope and its results. A single document is its own only result."""
    try:
        document = json.loads(body)
    except ValueError as error:
        lines = [line for line in body.splitlines() if line.strip()]
        if len(lines) < 2 or not lines[0].lstrip().startswith(b"{"):
            raise ParseError("The JSON is broken or cut off.") from error
        try:
            return {}, [record for record in map(json.loads, lines) if isinstance(record, dict)]
        except ValueError as inner:
            raise ParseError("The JSON is broken or cut off.") from inner
    if not isinstance(document, dict):
        raise ParseError(f"This is not {PROMISED}: the answer is no object with results.")
    if "document_number" in document:
        return {}, [document]
    results = document.get("results")
    if results is None and document.get("count") == 0:
        return document, []  # the service leaves the element out where nothing was found
    if not isinstance(results, list):
        told = text_of(document.get("errors") or document.get("message"))
        raise ParseError(
            f"This is not {PROMISED}: there are no results" + (f" ({told[:200]})." if told else ".")
        )
    return document, [record for record in results if isinstance(record, dict)]


def _agencies(record: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Return the slugs of the agencies, () where they are empty, None where the record cannot say."""
    agencies = record.get("agencies")
    if not isinstance(agencies, list):
        names = record.get("agency_names")
        if not isinstance(names, list):
            return None
        agencies = [{"name": name} for name in names]
    slugs = []
    for agency in agencies:
        if isinstance(agency, dict):
            name = (clean(agency.get("name")) or clean(agency.get("raw_name"))).casefold()
            slugs.append(clean(agency.get("slug")) or _NAMES.get(name, name.replace(" ", "-")))
    return tuple(slug for slug in slugs if slug)


def _item(record: Mapping[str, Any], slugs: tuple[str, ...], context: ParseContext) -> Item | None:
    number = clean(record.get("document_number"))
    title = clean(html_to_text(clean(record.get("title"))))
    if not number or not title:
        return None
    abstract = clean(html_to_text(clean(record.get("abstract"))))
    if abstract.casefold() == "no summary provided.":
        abstract = ""
    cfr = tuple(
        f"{clean(one.get('title'))} CFR {clean(one.get('part'))}"
        for one in _list(record.get("cfr_references"))
        if isinstance(one, dict)
    )
    fields: dict[str, Any] = {
        name: clean(record[name]) if isinstance(record[name], str) else record[name]
        for name in _PLAIN
        if record.get(name) not in (None, "")
    }
    dockets = record.get("docket_ids") or record.get("docket_numbers") or record.get("docket_id")
    fields |= {
        name: value
        for name, value in (
            ("agencies", list(slugs)),
            ("cfr_references", list(cfr)),
            ("docket_ids", _list(dockets)),
            ("regulation_id_numbers", _list(record.get("regulation_id_numbers"))),
            ("corrections", _list(record.get("corrections"))),
            ("citation_url", citation_url(clean(record.get("citation")))),
        )
        if value
    }
    told = announcement(
        # before publication there is no abstract; the table of contents often says more than the title
        f"{title}; {clean(record.get('toc_doc'))}" if not abstract and record.get("toc_doc") else title,
        abstract,
        effective_on=clean(record.get("effective_on")),
        dates=clean(record.get("dates")),
        cfr=cfr,
    )
    if told:
        fields["announces"] = told
    text = "\n".join(
        part
        for part in (
            abstract,
            clean(record.get("action")),
            clean(record.get("dates")),
            _excerpts(record, abstract),
        )
        if part
    )
    return Item(
        id=number,
        source=context.source_id,
        kind=ItemKind.NEWS,
        url=clean(record.get("html_url")) or f"https://www.federalregister.gov/d/{number}",
        title=title,
        text=text,
        lang="en",
        published=_published(record),
        fields=fields,
    )


def _list(value: Any) -> list[Any]:
    """Return the values of a field that holds several, or one alone."""
    if isinstance(value, list):
        return value
    return [] if value in (None, "") else [value]


def _excerpts(record: Mapping[str, Any], abstract: str) -> str:
    told = clean(html_to_text(text_of(record.get("excerpts")))).removesuffix("...").strip()
    return "" if told and abstract.startswith(told[:80]) else told


def _published(record: Mapping[str, Any]) -> datetime | None:
    filed = clean(record.get("filed_at"))
    if filed:
        return read_date(filed)
    day = clean(record.get("publication_date"))
    return read_date(day, washington(day)) if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None
