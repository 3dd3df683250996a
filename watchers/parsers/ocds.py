"""Open Contracting releases (Find a Tender, Contracts Finder, Scotland, Wales) to tender items. Pure.

Knows the release package of OCDS 1.1. Contact points of parties are not read; texts are put right where the
publisher's encoding went wrong.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from watchers.errors import ParseError
from watchers.model import Item, ItemKind, Parsed
from watchers.parsers import ParseContext
from watchers.parsers.answers import number, read_answer, refuse_error, repaired, string
from watchers.parsers.dates import read_date
from watchers.parsers.languages import language_code
from watchers.parsers.links import web_link
from watchers.parsers.personal import without_numbers
from watchers.parsers.text import MAX_TEXT, MAX_TITLE, cut, one_line, text_or_html

WHAT = "an OCDS release package"
_STAGES = (
    ("cancelled", {"tenderCancellation", "awardCancellation", "contractTermination"}),
    ("correction", {"tenderAmendment", "awardUpdate", "tenderUpdate", "contractAmendment", "contractUpdate"}),
    ("contract", {"contract", "implementation", "implementationUpdate"}),
    ("award", {"award"}),
    ("tender", {"tender"}),
    ("intention", {"planning", "planningUpdate"}),
)
_PAGES = ("awardNotice", "contractNotice", "tenderNotice", "plannedProcurementNotice", "notice")
_FIND_A_TENDER = re.compile(r"\A\d{6}-\d{4}\Z")
_PERSONAL_LINE = re.compile(
    r"(?im)^.*\b(?:contact|e-?mail|telephone|tel\.?|phone|fax)\b\s*(?:name|person|no\.?|number)?\s*:.*$"
)


def parse_ocds(body: bytes, context: ParseContext) -> Parsed:
    """Return each release as a tender item; `next_page` is `links.next` of the package.

    Raises ParseError for an error answer and for JSON that holds no releases.
    """
    document = read_answer(body, WHAT, context.content_type)
    refuse_error(document, WHAT)
    releases = list(_releases(document))
    if not releases and not (isinstance(document, Mapping) and isinstance(document.get("releases"), list)):
        raise ParseError(f"Not {WHAT}: no `releases` in the answer.")
    links = document.get("links") if isinstance(document, Mapping) else None
    following = web_link(string(links.get("next")), context.url) if isinstance(links, Mapping) else ""
    items = tuple(_item(release, context) for release in releases)
    return Parsed(items=items, next_page=following or None)


def _releases(document: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the releases of a package, a record package (the latest of each), a bare list or one release."""
    if isinstance(document, list):
        for part in document:
            yield from _releases(part)
    elif isinstance(document, Mapping):
        if isinstance(document.get("releases"), list):
            yield from (release for release in document["releases"] if isinstance(release, Mapping))
        elif isinstance(document.get("records"), list):
            for record in document["records"]:
                if isinstance(record, Mapping):
                    yield from _releases(record.get("compiledRelease") or record)
        elif document.get("ocid") and ("tag" in document or "tender" in document):
            yield document


def _item(release: Mapping[str, Any], context: ParseContext) -> Item:
    ocid, identity = string(release.get("ocid")), string(release.get("id"))
    tender = _mapping(release.get("tender"))
    awards = [award for award in _list(release.get("awards")) if isinstance(award, Mapping)]
    title = _line(tender.get("title")) or next(
        (found for award in awards if (found := _line(award.get("title")))), ""
    )
    fields = _fields(release, tender, awards)
    if ocid:
        fields["project_number"] = ocid
    lots = [lot for lot in _list(tender.get("lots")) if isinstance(lot, Mapping)]
    texts = dict.fromkeys(
        text
        for source in (
            tender.get("description"),
            release.get("description"),
            *_descriptions(lots),
            *_descriptions(awards),
        )
        if (text := _text(source))
    )
    return Item(
        id=f"{ocid}/{identity}" if ocid and identity and identity != ocid else ocid or identity,
        source=context.source_id,
        kind=ItemKind.TENDER,
        url=_page(release, tender, awards, context.url),
        title=cut(title or ocid, MAX_TITLE),
        text=cut("\n".join(texts), MAX_TEXT),
        lang=language_code(string(release.get("language"))) or "en",
        published=read_date(string(release.get("date"))),
        fields=fields,
    )


def _fields(
    release: Mapping[str, Any], tender: Mapping[str, Any], awards: list[Mapping[str, Any]]
) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    tags = {string(tag) for tag in _list(release.get("tag"))}
    statuses = {string(tender.get("status"))}
    if "cancelled" in statuses or "unsuccessful" in statuses:
        tags |= {"tenderCancellation"}
    if stage := next((stage for stage, words in _STAGES if tags & words), None):
        fields["stage"] = stage
    parties = [party for party in _list(release.get("parties")) if isinstance(party, Mapping)]
    buyer = _line(_mapping(release.get("buyer")).get("name")) or next(iter(_named(parties, "buyer")), "")
    if buyer:
        fields["buyer"] = buyer
    suppliers = [
        _line(_mapping(supplier).get("name"))
        for award in awards
        for supplier in _list(award.get("suppliers"))
    ]
    if found := list(dict.fromkeys(name for name in (*suppliers, *_named(parties, "supplier")) if name)):
        fields["supplier"] = found
    if reference := string(tender.get("id")):
        fields["tender_number"] = reference
    fields |= _value("budget", tender.get("value")) or _value("budget", tender.get("maxValue"))
    contracts = [contract for contract in _list(release.get("contracts")) if isinstance(contract, Mapping)]
    fields |= _total("award", awards) or _total("award", contracts)
    if deadline := read_date(string(_mapping(tender.get("tenderPeriod")).get("endDate"))):
        fields["deadline"] = deadline.isoformat()
    if codes := list(dict.fromkeys(_codes(tender))):
        fields["cpv"] = codes
    if category := string(tender.get("mainProcurementCategory")):
        fields["category"] = category
    return fields


def _codes(tender: Mapping[str, Any]) -> Iterator[str]:
    """Yield the CPV codes of the tender and its items."""
    places = [tender, *(item for item in _list(tender.get("items")) if isinstance(item, Mapping))]
    for place in places:
        for code in (place.get("classification"), *_list(place.get("additionalClassifications"))):
            if (
                isinstance(code, Mapping)
                and string(code.get("scheme")).upper() == "CPV"
                and string(code.get("id"))
            ):
                yield string(code.get("id"))


def _total(name: str, parts: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the sum of the parts' values where they are in one currency."""
    values = [
        (number(value.get("amount")), string(value.get("currency")))
        for part in parts
        if (value := _mapping(part.get("value")))
    ]
    known = [(amount, currency) for amount, currency in values if amount is not None]
    if not known or len({currency for _, currency in known}) > 1:
        return {}
    return {f"{name}_amount": sum(amount for amount, _ in known), f"{name}_currency": known[0][1] or "GBP"}


def _value(name: str, value: Any) -> dict[str, Any]:
    return _total(name, [{"value": value}])


def _page(
    release: Mapping[str, Any], tender: Mapping[str, Any], awards: list[Mapping[str, Any]], base: str
) -> str:
    """Return the notice's page for people: one that the release names, else the one its number makes."""
    documents = [
        document
        for place in (*reversed(awards), tender, release)
        for document in _list(place.get("documents"))
        if isinstance(document, Mapping)
    ]
    for kind in _PAGES:
        for document in documents:
            if string(document.get("documentType")) == kind and (
                link := web_link(string(document.get("url")), base)
            ):
                return link
    identity, ocid = string(release.get("id")), string(release.get("ocid"))
    if _FIND_A_TENDER.match(identity):
        return f"https://www.find-tender.service.gov.uk/Notice/{identity}"
    if ocid.startswith("ocds-b5fd17-"):
        return f"https://www.contractsfinder.service.gov.uk/Notice/{ocid.removeprefix('ocds-b5fd17-')}"
    return next((link for document in documents if (link := web_link(string(document.get("url")), base))), "")


def _descriptions(parts: list[Mapping[str, Any]]) -> Iterator[Any]:
    for part in parts:
        yield part.get("title")
        yield part.get("description")


def _named(parties: list[Mapping[str, Any]], role: str) -> list[str]:
    return [_line(party.get("name")) for party in parties if role in _list(party.get("roles"))]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    return without_numbers(_PERSONAL_LINE.sub("", text_or_html(repaired(value)))).strip()


def _line(value: Any) -> str:
    return one_line(text_or_html(repaired(value))) if isinstance(value, str) else ""


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
