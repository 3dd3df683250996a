"""TED, the EU's tender journal (search API v3, or one notice as XML), to tender items. Pure.

Texts come per language: English first, then the notice's own. Dates are days with an offset.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from watchers.errors import ParseError
from watchers.model import Item, ItemKind, Parsed
from watchers.parsers import ParseContext
from watchers.parsers.answers import mapping, read_answer, refuse_error, string, told
from watchers.parsers.dates import read_date
from watchers.parsers.persons.bodies import suppliers_shown, with_withheld
from watchers.parsers.persons.contact_names import contacts_of, without_contacts_of
from watchers.parsers.persons.contacts import without_contacts
from watchers.parsers.persons.records import shown_record
from watchers.parsers.plain import cut
from watchers.parsers.tenders import eforms, ted_export
from watchers.parsers.tenders.models import models_in
from watchers.parsers.tenders.ted_values import (
    deadlines,
    first,
    first_link,
    lots_of,
    organisation,
    organisations,
    strings,
    sum_of,
    word,
)
from watchers.parsers.text import MAX_TEXT, MAX_TITLE, text_or_html
from watchers.parsers.xml import root_of

WHAT = "a TED search answer"
_STAGES = {"competition": "tender", "planning": "intention", "result": "award", "cont-modif": "correction"}
_STAGES |= {"change": "correction", "completion": "contract", "dir-awa-pre": "single-source"}
_STAGES |= {"corr": "correction", "can-modif": "correction", "compl": "contract", "veat": "single-source"}
_STAGES |= {"consultation": "intention", "no-award": "failed", "discontinued": "cancelled"}
# The sum and its currency: of the notice first, else lot by lot
_BUDGETS = (
    ("total-value", "total-value-cur"),
    ("estimated-value-proc", "estimated-value-cur-proc"),
    ("estimated-value-glo", "estimated-value-cur-glo"),
    ("estimated-value-lot", "estimated-value-cur-lot"),
)
_AWARDS = (
    ("total-value", "total-value-cur"),
    ("result-value-notice", "result-value-cur-notice"),
    ("result-value-lot", "result-value-cur-lot"),
    ("tender-value", "tender-value-cur"),
)
_AWARDED = {"award", "single-source", "contract", "correction"}  # a changed contract says what it costs now
_BUYERS = ("organisation-name-buyer", "buyer-name")
_WINNERS = ("winner-name", "organisation-name-tenderer", "winner-selection-name", "tenderer-name")
_UNPUBLISHED = re.compile(
    r"[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}"
)  # a notice by its own number, in no journal
_TITLES = ("notice-title", "title-proc", "title-lot", "title-glo")
_TEXTS = (
    "description-proc",
    "description-lot",
    "title-proc",
    "title-lot",
    "description-glo",
    "description-part",
)


def parse_ted(body: bytes, context: ParseContext) -> Parsed:
    """Return the notices as tender items; `next_page` is the token of the next answer where there is one.

    Raises ParseError for an error answer, also one with status 200.
    """
    root = root_of(body)
    if root in eforms.ROOTS or root == ted_export.ROOT:
        record = ted_export.record_of(body) if root == ted_export.ROOT else eforms.record_of(body)
        return Parsed(items=(_item(record, context),))
    document = read_answer(body, WHAT, context.content_type)
    refuse_error(document, WHAT)
    notices = document.get("notices") if isinstance(document, Mapping) else None
    if not isinstance(notices, list):
        raise ParseError(f"Not {WHAT}: no `notices` in the answer.")
    items = tuple(_item(notice, context) for notice in notices if isinstance(notice, Mapping))
    timed_out = document.get("timedOut") is True
    if timed_out and not items:
        raise ParseError(f"Not a whole answer: {WHAT} timed out before anything was found.")
    warnings = ["The search timed out; the answer is incomplete."] if timed_out else []
    token = string(document.get("iterationNextToken")) if notices else ""  # a token may follow the last page
    return Parsed(items=items, warnings=tuple(warnings), next_page=token or None)


def _item(notice: Mapping[str, Any], context: ParseContext) -> Item:
    identity = string(notice.get("publication-number")) or string(notice.get("ND"))
    titles = next((found for name in _TITLES if strings(found := notice.get(name))), None)
    title = first(titles)
    pages = mapping(notice.get("links")).get("html")
    there = f"https://ted.europa.eu/en/notice/-/detail/{identity}" if identity else ""
    url = first_link(pages) or (context.url if _UNPUBLISHED.fullmatch(identity) else there)
    kind = word(notice.get("notice-type"))
    form = word(notice.get("form-type")) or kind
    winners = organisations(notice, _WINNERS)
    fields = told(stage=_stage(form, kind), buyer="; ".join(organisations(notice, _BUYERS)))
    fields |= suppliers_shown(winners)
    if identity:
        fields["project_number"] = string(notice.get("procedure-identifier")) or identity
    fields |= sum_of(notice, "award", _AWARDS) if fields.get("stage") in _AWARDED else {}
    if "award_amount" not in fields:
        fields |= sum_of(notice, "budget", _BUDGETS)
    days = deadlines(notice)
    where = [*strings(notice.get("buyer-country")), *strings(notice.get("place-of-performance"))]
    fields |= told(
        cpv=strings(notice.get("classification-cpv")),
        deadline=min(days).isoformat() if days else "",
        region=", ".join(dict.fromkeys(where)),
        type=kind or form,
        lots=lots_of(notice),
    )
    others = dict.fromkeys(
        text
        for source in (
            _in_own_words(titles, notice),
            *(notice.get(name) for name in _TEXTS),
            *(list(map(organisation, strings(notice.get(name)))) for name in (*_BUYERS, *_WINNERS)),
        )
        for text in strings(source)
        if text != title
    )
    contacts = tuple(contacts_of(notice))
    text = without_contacts("\n".join(text_or_html(text) for text in others))
    text, title = (without_contacts_of(one, contacts) for one in (text, text_or_html(title)))
    fields |= told(models=models_in(f"{title}\n{text}"))
    title = title.replace("\n", " ")
    nobodys = "\n".join(_nobodys(text, winners, fields))
    shown, kept, fields = shown_record(title, nobodys, fields, contacts)
    return Item(
        id=identity,
        source=context.source_id,
        kind=ItemKind.TENDER,
        url=url,
        title=cut(shown or identity, MAX_TITLE),
        text=cut(kept, MAX_TEXT),
        whole=cut(
            with_withheld(
                text,
                [who.removesuffix(eforms.ALONE) for who in winners],
                fields,
                title if title != shown else "",
            ),
            MAX_TEXT,
        ),
        lang="en" if isinstance(titles, Mapping) and titles.get("eng") else None,
        published=read_date(string(notice.get("publication-date"))),
        fields=fields,
    )


def _nobodys(text: str, winners: Sequence[str], fields: Mapping[str, Any]) -> list[str]:
    """Return the lines that are not the name of one who sells alone, or of a winner who is withheld."""
    withheld = set(winners) - set(fields.get("supplier", ()))
    return [line for line in text.split("\n") if not (line.endswith(eforms.ALONE) or line in withheld)]


def _in_own_words(titles: Any, notice: Mapping[str, Any]) -> Any:
    """Return the titles in English and the notice's own languages: those of its buyers and descriptions.

    TED writes one in each of 24 languages, country and goods translated by code: they say nothing more.
    """
    own = {language for name in (*_BUYERS, *_TEXTS) for language in mapping(notice.get(name))}
    if not isinstance(titles, Mapping) or not own & set(titles):
        return titles
    return {language: title for language, title in titles.items() if language in {"eng", *own}}


def _stage(form: str, kind: str) -> str | None:
    for said in (form, kind):
        if said in _STAGES:
            return _STAGES[said]
    if kind.startswith("can"):
        return "award"
    if kind.startswith(("cn", "qu")):
        return "tender"
    return "intention" if kind.startswith("pin") else None
