"""Identifiers of parties in the Consolidated Screening List: passports, registrations, tax numbers. Pure.

JSON has them as records. CSV joins them with "; ", each "type, number, country, dates" in the files since
2023 and "country, dates, number, type" in those before; both give the same details.
"""

import re
from collections.abc import Iterable
from typing import Any

from watchers.parsers.lists.entries import cells, clean, label_of, labelled, text_of

_COUNTRY = re.compile(r"[A-Z]{2}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FIELDS = ("number", "country", "issue_date", "expiration_date")


def type_stands_last(values: Iterable[Any]) -> bool:
    """Whether the cells of a file (CSV; others are passed over) name the type of an identifier last.

    A country's code stands opposite the type; in cells without one, the types are what repeats.
    """
    told = [one.split(", ") for value in values if isinstance(value, str) for one in cells(value)]
    ends = [(parts[0], parts[-1]) for parts in told if len(parts) > 1]
    codes = sum(bool(_COUNTRY.fullmatch(first)) - bool(_COUNTRY.fullmatch(last)) for first, last in ends)
    if codes:
        return codes > 0
    return len({last for _, last in ends}) < len({first for first, _ in ends})


def identifiers(value: Any, *, type_last: bool) -> tuple[str, ...]:
    """Return "type: number, country, dates" for each identifier of a party."""
    if isinstance(value, list):
        told = (
            (clean(one.get("type")), text_of([one.get(key) for key in _FIELDS]))
            for one in value
            if isinstance(one, dict)
        )
        return labelled(*((label_of(label), said.replace("; ", ", ")) for label, said in told))
    ordered = map(_type_first, cells(value)) if type_last else cells(value)
    parted = (one.partition(", ") for one in ordered)
    return labelled(*((label_of(label), said or "yes") for label, _, said in parted))


def _type_first(identifier: str) -> str:
    """Return "country, dates, number, type" as "type, number, country, dates"."""
    *told, label = identifier.split(", ")
    country = [told.pop(0)] if len(told) > 1 and _COUNTRY.fullmatch(told[0]) else []
    dates = []
    while len(told) > 1 and _DAY.fullmatch(told[0]):
        dates.append(told.pop(0))
    return ", ".join((label, *told, *country, *dates))
