"""What a notice says that is not in Chinese: its language, stage, day, labels and values. Pure.

Joins `western_notice` and `eastern_notice`, and gives each label as one that `read_fields` knows.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any

from watchers.parsers.dates import BEIJING, read_date
from watchers.parsers.tenders.eastern_notice import eastern_pairs, eastern_stage, language_of
from watchers.parsers.tenders.money import amounts
from watchers.parsers.tenders.tender_labels import field_of
from watchers.parsers.tenders.western_days import published_in
from watchers.parsers.tenders.western_notice import (
    is_russian,
    is_western,
    western_pairs,
    western_stage,
)
from watchers.parsers.tenders.western_prose import moved_deadline, prose_pairs, with_colons
from watchers.parsers.tenders.zones import zone_of

Pairs = tuple[tuple[str, str], ...]  # label and value
# labels that mean what a sentence told without one
_KNOWN_AS = {"buyer": "Purchaser", "agency": "Tendering Agent", "project_number": "Project No"}
_TOKYO = timezone(timedelta(hours=9), "JST")  # Seoul's time too; no summer time in either
_TAIWAN = re.compile("標案|中華民國|採購法|機關名稱")
_FIRST = 200  # characters in which a notice says what it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is read by the rules of a notice's language; for one in Chinese, nothing but that."""

    language: str = "zh"
    western: bool = False
    stage: str | None = None
    published: datetime | None = None
    pairs: Pairs = ()
    zone: tzinfo = BEIJING
    currency: str = "CNY"  # of a sum in 元, or with the sign ¥


def told_in(title: str, text: str, url: str) -> Told:
    """Return what the language of a notice's text tells, in a western one the page's country too."""
    if is_western(text) and (language := language_of(text)) is None:
        stage = western_stage(title) or western_stage(text[:_FIRST])
        pairs = tuple(_western(text, corrects=stage == "correction"))
        names = {field_of(label) for label, _ in pairs}
        asks = "award" if "supplier" in names else "tender" if "deadline" in names else None
        return Told(
            language="ru" if is_russian(text) else "en",
            western=True,
            stage=stage or asks,
            published=read_date(published_in(text), BEIJING),
            pairs=pairs,
            zone=zone_of(url, {amount.currency for amount in amounts(text)}) or BEIJING,
        )
    language = language_of(text)
    if language is None:
        return Told(currency="TWD" if _TAIWAN.search(text) else "CNY")
    told = list(eastern_pairs(text))
    days = (read_date(value, _TOKYO) for name, _, value in told if name == "published")
    return Told(
        language=language,
        stage=eastern_stage(title) or eastern_stage(text[:_FIRST]),
        published=next(filter(None, days), None),
        pairs=tuple((label, value) for _, label, value in told),
        currency="JPY" if language == "ja" else "KRW",
        zone=_TOKYO,
    )


def of_country(fields: Mapping[str, Any], told: Told) -> dict[str, Any]:
    """Return the fields with their moments in the zone, and sums in the currency, of the notice."""
    kept: dict[str, Any] = {}
    for name, value in fields.items():
        if name == "deadline":
            kept[name] = datetime.fromisoformat(value).replace(tzinfo=told.zone).isoformat()
        elif name == "lots":
            kept[name] = [of_country(lot, told) for lot in value]
        elif name.endswith("_yuan") and told.currency != "CNY":
            summed = name.removesuffix("_yuan")
            kept |= {f"{summed}_amount": value, f"{summed}_currency": told.currency}
        else:
            kept[name] = value
    return kept


def _western(text: str, *, corrects: bool) -> Iterator[tuple[str, str]]:
    """Yield labels and values of a text in a western language, each label as one `read_fields` knows."""
    if corrects and (moment := moved_deadline(text)):
        yield "Deadline", moment
    told = set()
    for name, label, value in western_pairs(with_colons(text)):
        told.add(name)
        yield label if field_of(label) == name else _KNOWN_AS.get(name, label), value
    for _, label, value in prose_pairs(text, told):
        yield label, value
