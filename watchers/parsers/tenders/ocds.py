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
from watchers.parsers.answers import mapping, members, read_answer, refuse_error, repaired, string, told
from watchers.parsers.dates import read_date
from watchers.parsers.languages import language_code
from watchers.parsers.links import web_link
from watchers.parsers.persons.bodies import suppliers_shown, with_withheld
from watchers.parsers.persons.contact_names import contacts_of, without_contacts_of
from watchers.parsers.persons.contacts import without_contacts
from watchers.parsers.persons.records import shown_record
from watchers.parsers.plain import cut
from watchers.parsers.tenders.models import models_in
from watchers.parsers.tenders.ocds_parts import attachments_shown, details, line_of, total
from watchers.parsers.text import MAX_TEXT, MAX_TITLE, text_or_html

WHAT = "an OCDS release package"
_FAILED = "unsuccessful"  # a status; no tag says it
_STAGES = (
    ("failed", {_FAILED}),
    ("cancelled", {"tenderCancellation", "awardCancellation", "contractTermination"}),
    ("correction", {"tenderAmendment", "awardUpdate", "tenderUpdate", "contractAmendment", "contractUpdate"}),
    ("contract", {"contract", "implementation", "implementationUpdate"}),
    ("award", {"award"}),
    ("tender", {"tender"}),
    ("intention", {"planning", "planningUpdate"}),
)
_PAGES = ("awardNotice", "contractNotice", "tenderNotice", "plannedProcurementNotice", "notice")
_MAX_PLACES = 8
_MAX_ITEMS = 100  # whose descriptions are kept
# org-id.guide's codes of registers in which only bodies are; GB-PPON, the buyers' own, has persons too
_REGISTERS = frozenset(f"GB-{code}" for code in ("COH", "CHC", "SC", "NIC", "MPR", "NHS", "LAE", "GOR"))
_FIND_A_TENDER = re.compile(r"\A\d{6}-\d{4}\Z")


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
    tender = mapping(release.get("tender"))
    awards = [award for award in members(release.get("awards")) if isinstance(award, Mapping)]
    title = line_of(tender.get("title")) or next(
        (found for award in awards if (found := line_of(award.get("title")))), ""
    )
    won = _winners(release, awards)
    fields = _fields(release, tender, awards) | suppliers_shown(won, set(_registered(release)))
    url = _page(release, tender, awards, context.url)
    fields["attachments"] = [one for one in fields.get("attachments", ()) if one["url"] != url]
    if not fields["attachments"]:
        del fields["attachments"]
    if ocid:
        fields["project_number"] = ocid
    lots = [lot for lot in members(tender.get("lots")) if isinstance(lot, Mapping)]
    texts = dict.fromkeys(
        text
        for source in (
            tender.get("description"),
            release.get("description"),
            mapping(release.get("planning")).get("rationale"),
            *_descriptions(lots),
            *_descriptions(awards),
            *_descriptions([mapping(one) for one in members(tender.get("items"))][:_MAX_ITEMS]),
        )
        if (text := _text(source))
    )
    contacts = tuple(contacts_of(release))
    fields |= attachments_shown(fields, url, contacts)
    text, title = (without_contacts_of(one, contacts) for one in ("\n".join(texts), title))
    fields |= told(models=models_in(f"{title}\n{text}"))
    shown, kept, fields = shown_record(title, text, fields, contacts)
    return Item(
        id=f"{ocid}/{identity}" if ocid and identity and identity != ocid else ocid or identity,
        source=context.source_id,
        kind=ItemKind.TENDER,
        url=url,
        title=cut(shown or ocid, MAX_TITLE),
        text=cut(kept, MAX_TEXT),
        whole=cut(with_withheld(text, won, fields, title if title != shown else ""), MAX_TEXT),
        lang=language_code(string(release.get("language"))) or "en",
        published=read_date(string(release.get("date"))),
        fields=fields,
    )


def _fields(
    release: Mapping[str, Any], tender: Mapping[str, Any], awards: list[Mapping[str, Any]]
) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    planning = mapping(release.get("planning"))
    tags = {string(tag) for tag in members(release.get("tag"))}
    statuses = {string(tender.get("status"))}
    if "cancelled" in statuses:
        tags |= {"tenderCancellation"}
    elif "unsuccessful" in statuses:
        tags |= {_FAILED}
    if stage := next((stage for stage, words in _STAGES if tags & words), None):
        fields["stage"] = stage
    elif "compiled" in tags:  # the whole story of a project: the last step that it has taken
        fields["stage"] = _last_step(release, tender, awards)
    parties = [party for party in members(release.get("parties")) if isinstance(party, Mapping)]
    buyers = (
        line_of(mapping(release.get("buyer")).get("name")),
        *_named(parties, "buyer"),
        line_of(mapping(tender.get("procuringEntity")).get("name")),
        *_named(parties, "procuringEntity"),
    )
    fields |= told(buyer=next(filter(None, buyers), ""), tender_number=string(tender.get("id")))
    awards = _standing(awards)
    fields |= next(
        (
            found
            for name in ("value", "maxValue")  # minValue is what it costs at least: no budget
            if (found := total("budget", [{"value": tender.get(name)}]))
        ),
        {},
    )
    lots = [mapping(lot) for lot in members(tender.get("lots"))]
    planned = total("budget", [{"value": mapping(planning.get("budget")).get("amount")}])
    if not any(name.startswith("budget") for name in fields):
        whole = all(lot.get("value") for lot in lots)
        fields |= (total("budget", lots) or planned) if whole else (planned or total("budget", lots))
    contracts = [contract for contract in members(release.get("contracts")) if isinstance(contract, Mapping)]
    fields |= total("award", awards) or total("award", contracts)
    deadline = read_date(string(mapping(tender.get("tenderPeriod")).get("endDate")))
    fields |= told(
        deadline=deadline and deadline.isoformat(),
        cpv=list(dict.fromkeys(_codes(tender))),
        category=string(tender.get("mainProcurementCategory")),
        region=", ".join(list(dict.fromkeys(_places(tender)))[:_MAX_PLACES]),
    )
    return fields | details(planning, tender, awards, contracts, set(_registered(release)))


def _standing(awards: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [award for award in awards if string(award.get("status")) not in {"cancelled", "unsuccessful"}]


def _winners(release: Mapping[str, Any], awards: list[Mapping[str, Any]]) -> list[str]:
    """Return the names of those who won, persons and bodies."""
    suppliers = [
        line_of(mapping(supplier).get("name"))
        for award in _standing(awards)
        for supplier in members(award.get("suppliers"))
    ]
    parties = [party for party in members(release.get("parties")) if isinstance(party, Mapping)]
    return list(dict.fromkeys(name for name in (*suppliers, *_named(parties, "supplier")) if name))


def _registered(release: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of parties that stand in a register of bodies, or are large: no persons."""
    for party in map(mapping, members(release.get("parties"))):
        scheme = string(mapping(party.get("identifier")).get("scheme"))
        if scheme in _REGISTERS or string(mapping(party.get("details")).get("scale")) == "large":
            yield line_of(party.get("name"))


def _last_step(release: Mapping[str, Any], tender: Mapping[str, Any], awards: list[Mapping[str, Any]]) -> str:
    if members(release.get("contracts")):
        return "contract"
    won = any(award.get("suppliers") for award in awards)
    return "award" if won else "tender" if tender else "intention"


def _places(tender: Mapping[str, Any]) -> Iterator[str]:
    """Yield where the things bought go to: regions, else countries, else the place in words."""
    for item in members(tender.get("items")):
        addresses = members(mapping(item).get("deliveryAddresses")) or [mapping(item).get("deliveryAddress")]
        for address in map(mapping, addresses):
            if place := line_of(address.get("region")) or line_of(address.get("countryName")):
                yield place
        if place := line_of(mapping(mapping(item).get("deliveryLocation")).get("description")):
            yield cut(place, 120)


def _codes(tender: Mapping[str, Any]) -> Iterator[str]:
    """Yield the CPV codes of the tender and its items."""
    places = [tender, *(item for item in members(tender.get("items")) if isinstance(item, Mapping))]
    for place in places:
        for code in (place.get("classification"), *members(place.get("additionalClassifications"))):
            if (
                isinstance(code, Mapping)
                and string(code.get("scheme")).upper() == "CPV"
                and string(code.get("id"))
            ):
                yield string(code.get("id"))


def _page(
    release: Mapping[str, Any], tender: Mapping[str, Any], awards: list[Mapping[str, Any]], base: str
) -> str:
    """Return the notice's page for people: one that the release names, else the one its number makes."""
    documents = [
        document
        for place in (*reversed(awards), tender, release, mapping(release.get("planning")))
        for document in members(place.get("documents"))
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
    return [line_of(party.get("name")) for party in parties if role in members(party.get("roles"))]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    return without_contacts(text_or_html(repaired(value))).strip()
