"""TED, the EU's tender journal (search API v3), to tender items. Pure.

Texts come per language: English first, then the notice's own. Dates are days with an offset.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from watchers.errors import ParseError
from watchers.model import Item, ItemKind, Parsed
from watchers.parsers import ParseContext
from watchers.parsers.answers import number, read_answer, refuse_error, string
from watchers.parsers.dates import read_date
from watchers.parsers.links import web_link
from watchers.parsers.persons.bodies import shows_body, suppliers_shown
from watchers.parsers.persons.contacts import without_contacts
from watchers.parsers.persons.latin_persons import without_anybody
from watchers.parsers.plain import cut
from watchers.parsers.tenders.models import models_in
from watchers.parsers.text import MAX_TEXT, MAX_TITLE, text_or_html

WHAT = "a TED search answer"
_STAGES = {"competition": "tender", "planning": "intention", "result": "award", "cont-modif": "correction"}
_STAGES |= {"change": "correction", "completion": "contract", "dir-awa-pre": "single-source"}
_STAGES |= {"corr": "correction", "can-modif": "correction", "compl": "contract", "veat": "single-source"}
_STAGES |= {"consultation": "intention"}
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
# The day of a deadline and its time of day, lot by lot
_DEADLINES = (
    ("deadline-receipt-tender-date-lot", "deadline-receipt-tender-time-lot"),
    ("deadline-receipt-request-date-lot", "deadline-receipt-request-time-lot"),
    ("deadline-date-lot", "deadline-time-lot"),
    ("deadline-receipt-request", ""),
    ("deadline", ""),
)
_AWARDED = {"award", "single-source"}  # a direct award says what it is to cost
_LOT_SUMS = (
    ("award", "tender-value", "tender-value-cur"),
    ("award", "result-value-lot", "result-value-cur-lot"),
    ("budget", "estimated-value-lot", "estimated-value-cur-lot"),
)
_BUYERS = ("organisation-name-buyer", "buyer-name")
_WINNERS = ("winner-name", "organisation-name-tenderer", "winner-selection-name", "tenderer-name")
_NUMBERED = re.compile(r"_\d{1,8}\Z")
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
    titles = next((found for name in _TITLES if _strings(found := notice.get(name))), None)
    title = _first(titles)
    links = notice.get("links")
    pages = links.get("html") if isinstance(links, Mapping) else None
    url = _first_link(pages) or (f"https://ted.europa.eu/en/notice/-/detail/{identity}" if identity else "")
    fields: dict[str, Any] = {}
    kind = _word(notice.get("notice-type"))
    form = _word(notice.get("form-type")) or kind
    if stage := _stage(form, kind):
        fields["stage"] = stage
    if buyers := _all(notice, _BUYERS):
        fields["buyer"] = buyers[0] if len(buyers) == 1 else "; ".join(buyers)
    if winners := _all(notice, _WINNERS):
        fields |= suppliers_shown(winners)
    if identity:
        fields["project_number"] = string(notice.get("procedure-identifier")) or identity
    fields |= _sum(notice, "award", _AWARDS) if fields.get("stage") in _AWARDED else {}
    if "award_amount" not in fields:
        fields |= _sum(notice, "budget", _BUDGETS)
    if codes := _strings(notice.get("classification-cpv")):
        fields["cpv"] = codes
    if deadlines := _deadlines(notice):
        fields["deadline"] = min(deadlines).isoformat()
    where = [*_strings(notice.get("buyer-country")), *_strings(notice.get("place-of-performance"))]
    if where:
        fields["region"] = ", ".join(dict.fromkeys(where))
    if form:
        fields["type"] = kind or form
    if lots := _lots(notice):
        fields["lots"] = lots
    others = dict.fromkeys(
        text
        for source in (
            _in_own_words(titles, notice),
            *(notice.get(name) for name in _TEXTS),
            *(list(map(_organisation, _strings(notice.get(name)))) for name in (*_BUYERS, *_WINNERS)),
        )
        for text in _strings(source)
        if text != title
    )
    text = without_contacts("\n".join(text_or_html(text) for text in others))
    if models := models_in(f"{title}\n{text}"):
        fields["models"] = models
    return Item(
        id=identity,
        source=context.source_id,
        kind=ItemKind.TENDER,
        url=url,
        title=cut(text_or_html(title).replace("\n", " "), MAX_TITLE),
        text=cut(without_anybody(text), MAX_TEXT),
        whole=cut(text, MAX_TEXT),
        lang="en" if isinstance(titles, Mapping) and titles.get("eng") else None,
        published=read_date(string(notice.get("publication-date"))),
        fields=fields,
    )


def _in_own_words(titles: Any, notice: Mapping[str, Any]) -> Any:
    """Return the titles in English and the notice's own languages: those of its buyers and descriptions.

    TED writes one in each of 24 languages, country and goods translated by code: they say nothing more.
    """
    told = (notice.get(name) for name in (*_BUYERS, *_TEXTS))
    own = {language for value in told if isinstance(value, Mapping) for language in value}
    if not isinstance(titles, Mapping) or not own & set(titles):
        return titles
    return {language: title for language, title in titles.items() if language in {"eng", *own}}


def _stage(form: str, kind: str) -> str | None:
    for word in (form, kind):
        if word in _STAGES:
            return _STAGES[word]
    if kind.startswith("can"):
        return "award"
    if kind.startswith(("cn", "qu")):
        return "tender"
    return "intention" if kind.startswith("pin") else None


def _sum(notice: Mapping[str, Any], name: str, places: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return the sum in the first of the places that has one, where its parts are in one currency."""
    for value, currency in places:
        parts = [part for one in _list(notice.get(value)) if (part := number(one)) is not None]
        currencies = _strings(notice.get(currency)) or ["EUR"]
        if parts and len(currencies) == 1:
            return {
                f"{name}_amount": parts[0] if len(parts) == 1 else sum(parts),
                f"{name}_currency": currencies[0],
            }
    return {}


def _lots(notice: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return number, name, winner and sum of each lot, from lists as long as that of the lots."""
    lots = _list(notice.get("identifier-lot"))
    names = _per_lot(notice.get("title-lot"), len(lots))
    winners = _per_lot(notice.get("winner-name"), len(lots))
    told = []
    for place, lot in enumerate(map(string, lots)):
        one: dict[str, Any] = {"lot": lot}
        one |= {"name": names[place]} if names else {}
        one |= {"supplier": who} if winners and shows_body(who := _organisation(winners[place])) else {}
        for name, value, currency in _LOT_SUMS:
            sums = _list(notice.get(value))
            found = number(sums[place]) if len(sums) == len(lots) else None
            currencies = _strings(notice.get(currency)) or ["EUR"]
            if found is not None and len(currencies) == 1:
                one |= {f"{name}_amount": found, f"{name}_currency": currencies[0]}
        told.append(one)
    return told if len(told) > 1 and any(len(one) > 1 for one in told) else []


def _per_lot(value: Any, count: int) -> list[str]:
    """Return one text for each lot from a list, or one for each language; [] where their numbers differ."""
    if isinstance(value, Mapping) and value:
        value = value.get("eng") or next(iter(value.values()))
    texts = [string(one) for one in value] if isinstance(value, list) else []
    return texts if len(texts) == count and all(texts) else []


def _word(value: Any) -> str:
    """Return a code that may come in a list of one."""
    return next(iter(_strings(value)), "")


def _deadlines(notice: Mapping[str, Any]) -> list[datetime]:
    for day, clock in _DEADLINES:
        days, clocks = _list(notice.get(day)), _list(notice.get(clock))
        clocks = clocks if len(clocks) == len(days) else [""] * len(days)
        if known := [
            at for day, clock in zip(days, clocks, strict=True) if (at := _moment(string(day), string(clock)))
        ]:
            return known
    return []


def _moment(day: str, clock: str) -> datetime | None:
    """Join `2026-12-01+01:00` and `12:00:00+01:00`."""
    return (read_date(f"{day[:10]}T{clock}") if clock else None) or read_date(day)


def _organisation(name: str) -> str:
    """Return a name without the number that some national platforms write behind it ("Office_1149")."""
    return _NUMBERED.sub("", name)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _strings(value: Any) -> list[str]:
    """Return every text in a value that may be a text, a list, or either per language; each once."""
    if isinstance(value, Mapping):
        found = [text for inner in value.values() for text in _strings(inner)]
    elif isinstance(value, list):
        found = [text for inner in value for text in _strings(inner)]
    else:
        found = [text] if (text := string(value)) else []
    return list(dict.fromkeys(found))


def _first(value: Any) -> str:
    if isinstance(value, Mapping):
        for language in ("eng", "ENG"):
            if found := _strings(value.get(language)):
                return found[0]
    found = _strings(value)
    return found[0] if found else ""


def _first_link(pages: Any) -> str:
    if isinstance(pages, Mapping):
        for language in ("ENG", *pages):
            if link := web_link(string(pages.get(language))):
                return link
    return ""


def _all(notice: Mapping[str, Any], names: tuple[str, ...]) -> list[str]:
    """Return the organisations that the first of the fields names, in one language."""
    for name in names:
        value = notice.get(name)
        if isinstance(value, Mapping) and value:
            value = value.get("eng") or next(iter(value.values()))
        if found := _strings(value):
            return list(dict.fromkeys(map(_organisation, found)))
    return []
