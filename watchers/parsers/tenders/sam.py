"""SAM.gov contract opportunities (API v2) to tender items. Pure.

Addresses in the answer may carry the caller's key: only `uiLink` becomes a link, and never with a query.
Contact persons (`pointOfContact`) are not read.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from watchers.errors import ParseError
from watchers.model import Item, ItemKind, Parsed
from watchers.parsers import ParseContext
from watchers.parsers.answers import mapping, number, read_answer, refuse_error, string, told
from watchers.parsers.dates import read_date, washington
from watchers.parsers.links import web_link
from watchers.parsers.persons.bodies import suppliers_shown, with_withheld
from watchers.parsers.persons.contact_names import contacts_of, without_contacts_of
from watchers.parsers.persons.contacts import without_contacts
from watchers.parsers.persons.records import shown_record
from watchers.parsers.plain import cut
from watchers.parsers.tenders.models import models_in
from watchers.parsers.text import MAX_TEXT, MAX_TITLE, text_or_html

WHAT = "a SAM.gov search answer"
_STAGES = {
    "award notice": "award", "solicitation": "tender", "combined synopsis/solicitation": "tender",
    "presolicitation": "intention", "sources sought": "intention", "special notice": "tender",
    "justification": "single-source", "justification (j&a)": "single-source",
    "intent to bundle requirements (dod-funded)": "intention", "sale of surplus property": "tender",
}  # fmt: skip
_SLASHED = re.compile(r"\A(\d{1,2})/(\d{1,2})/(\d{4})")


def parse_sam(body: bytes, context: ParseContext) -> Parsed:
    """Return the opportunities as tender items; `next_page` is the offset of the next answer, as text.

    Raises ParseError for an error answer. An answer without records is no error: the service has none.
    """
    document = read_answer(body, WHAT, context.content_type)
    refuse_error(document, WHAT)
    records = document.get("opportunitiesData") if isinstance(document, Mapping) else None
    if records is None and isinstance(document, Mapping) and document.get("totalRecords") == 0:
        records = []
    if not isinstance(records, list):
        raise ParseError(f"Not {WHAT}: no `opportunitiesData` in the answer.")
    items = tuple(_item(record, context) for record in records if isinstance(record, Mapping))
    return Parsed(items=items, next_page=_next(document, context.url))


def _next(document: Mapping[str, Any], url: str) -> str | None:
    """Return the address of the next page: the one asked for, with `offset` (a page index) one higher."""
    total, limit, offset = (number(document.get(name)) for name in ("totalRecords", "limit", "offset"))
    if total is None or limit is None or offset is None or limit <= 0 or (offset + 1) * limit >= total:
        return None
    parts = urlsplit(url)
    if not parts.query:
        return None
    query = dict(parse_qsl(parts.query, keep_blank_values=True)) | {"offset": str(int(offset) + 1)}
    return parts._replace(query=urlencode(query)).geturl()


def _item(record: Mapping[str, Any], context: ParseContext) -> Item:
    identity = string(record.get("noticeId"))
    award = mapping(record.get("award"))
    kind = string(record.get("type")) or string(record.get("baseType"))
    path = string(record.get("fullParentPathName")).split(".")
    offices = [string(record.get(name)) for name in ("department", "subTier", "office")]
    buyer = dict.fromkeys(part.strip() for part in (offices if any(offices) else path) if part.strip())
    won = [name] if (name := string(mapping(award.get("awardee")).get("name"))) else []
    amount = number(award.get("amount"))
    deadline, awarded = _date(record.get("responseDeadLine")), _date(award.get("date"))
    where = (_place(record.get("placeOfPerformance"), part) for part in ("city", "state", "country"))
    active = string(record.get("active"))
    fields = told(stage=_STAGES.get(kind.lower()), buyer=", ".join(buyer)) | suppliers_shown(won)
    fields |= told(
        project_number=string(record.get("solicitationNumber")),
        contract_number=string(award.get("number")),
        award_amount=amount,
        award_currency="" if amount is None else "USD",
        deadline=deadline and deadline.isoformat(),
        region=", ".join(filter(None, where)),
        award_date=awarded and awarded.date().isoformat(),
        status={"yes": "active", "no": "inactive"}.get(active.lower(), active),
        type=kind,
        naics=string(record.get("naicsCode")),
        category=string(record.get("classificationCode")),
    )
    description = string(record.get("description"))
    link = web_link(string(record.get("uiLink"))).partition("?")[0]
    text = "" if description.startswith("http") else without_contacts(text_or_html(description))
    contacts = tuple(contacts_of(record))
    text = without_contacts_of(text, contacts)
    title = text_or_html(string(record.get("title"))).replace("\n", " ")
    title = cut(without_contacts_of(title, contacts), MAX_TITLE)
    fields |= told(models=models_in(f"{string(record.get('title'))}\n{text}"))
    shown, kept, fields = shown_record(title, text, fields, contacts)
    return Item(
        id=identity,
        source=context.source_id,
        kind=ItemKind.TENDER,
        url=link or (f"https://sam.gov/opp/{identity}/view" if identity else ""),
        title=shown or string(record.get("solicitationNumber")) or identity,
        # an address in place of a description needs the key again: it is neither text nor a link for people
        text=cut(kept, MAX_TEXT),
        whole=cut(with_withheld(text, won, fields, title if title != shown else ""), MAX_TEXT),
        lang="en",
        published=_date(record.get("postedDate")),
        fields=fields,
    )


def _date(written: Any) -> datetime | None:
    """Return a moment as SAM.gov writes it, month first where slashes stand."""
    day = _SLASHED.sub(lambda day: f"{day[3]}-{day[1]:0>2}-{day[2]:0>2}", string(written))
    return read_date(day, washington(day[:10]))


def _place(place: Any, part: str) -> str:
    """Return the name of a place's city, state or country, its code where it has no name."""
    value = place.get(part) if isinstance(place, Mapping) else None
    if isinstance(value, Mapping):
        return string(value.get("name")) or string(value.get("code"))
    return string(value)
