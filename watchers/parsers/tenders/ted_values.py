"""What a record of TED's search says: texts per language, sums and days lot by lot. Pure."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from watchers.parsers.answers import number, string
from watchers.parsers.dates import read_date
from watchers.parsers.links import web_link
from watchers.parsers.persons.bodies import party_shown

# The day of a deadline and its time of day, lot by lot
_DEADLINES = (
    ("deadline-receipt-tender-date-lot", "deadline-receipt-tender-time-lot"),
    ("deadline-receipt-request-date-lot", "deadline-receipt-request-time-lot"),
    ("deadline-date-lot", "deadline-time-lot"),
    ("deadline-receipt-request", ""),
    ("deadline", ""),
)
_LOT_SUMS = (
    ("award", "tender-value", "tender-value-cur"),
    ("award", "result-value-lot", "result-value-cur-lot"),
    ("budget", "estimated-value-lot", "estimated-value-cur-lot"),
)
_NUMBERED = re.compile(r"_\d{1,8}\Z")


def sum_of(notice: Mapping[str, Any], name: str, places: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return the sum in the first of the places that has one, where its parts are in one currency."""
    for value, currency in places:
        parts = [part for one in _list(notice.get(value)) if (part := number(one)) is not None]
        currencies = strings(notice.get(currency)) or ["EUR"]
        if parts and len(currencies) == 1:
            return {
                f"{name}_amount": parts[0] if len(parts) == 1 else sum(parts),
                f"{name}_currency": currencies[0],
            }
    return {}


def lots_of(notice: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return number, name, winner and sum of each lot, from lists as long as that of the lots."""
    lots = _list(notice.get("identifier-lot"))
    names = _per_lot(notice.get("title-lot"), len(lots))
    winners = notice.get("winner-lot") or [[one] for one in _per_lot(notice.get("winner-name"), len(lots))]
    told = []
    for place, lot in enumerate(map(string, lots)):
        one: dict[str, Any] = {"lot": lot}
        one |= {"name": names[place]} if names else {}
        won = map(party_shown, map(organisation, winners[place])) if winners else ()
        who = list(filter(None, won))
        one |= {"supplier": "; ".join(who)} if who else {}
        for name, value, currency in _LOT_SUMS:
            sums = _list(notice.get(value))
            found = number(sums[place]) if len(sums) == len(lots) else None
            currencies = strings(notice.get(currency)) or ["EUR"]
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


def word(value: Any) -> str:
    """Return a code that may come in a list of one."""
    return next(iter(strings(value)), "")


def deadlines(notice: Mapping[str, Any]) -> list[datetime]:
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


def organisation(name: str) -> str:
    """Return a name without the number that some national platforms write behind it ("Office_1149")."""
    return _NUMBERED.sub("", name)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def strings(value: Any) -> list[str]:
    """Return every text in a value that may be a text, a list, or either per language; each once."""
    if isinstance(value, Mapping):
        found = [text for inner in value.values() for text in strings(inner)]
    elif isinstance(value, list):
        found = [text for inner in value for text in strings(inner)]
    else:
        found = [text] if (text := string(value)) else []
    return list(dict.fromkeys(found))


def first(value: Any) -> str:
    if isinstance(value, Mapping):
        for language in ("eng", "ENG"):
            if found := strings(value.get(language)):
                return found[0]
    found = strings(value)
    return found[0] if found else ""


def first_link(pages: Any) -> str:
    if isinstance(pages, Mapping):
        for language in ("ENG", *pages):
            if link := web_link(string(pages.get(language))):
                return link
    return ""


def organisations(notice: Mapping[str, Any], names: tuple[str, ...]) -> list[str]:
    """Return the organisations that the first of the fields names, in one language."""
    for name in names:
        value = notice.get(name)
        if isinstance(value, Mapping) and value:
            value = value.get("eng") or next(iter(value.values()))
        if found := strings(value):
            return list(dict.fromkeys(map(organisation, found)))
    return []
