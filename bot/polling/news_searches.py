"""Google News searches for the watched organisations: a few sources, made from the watchlists on request.

Opt-in (`sources add --google-news`), because it tells a search engine whom the team watches. Several names
share one search, so that a hundred names cost a dozen requests an hour, two seconds apart
(`watchers/fetching/hosts.py`). Once there, the searches follow the watchlists: they are made again every day.

Takes an open database and never opens a transaction of its own.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlencode

import watchers.store
import watchlists.store
from bot.actors import TEAM
from bot.database.interface import Database
from watchers.model import Source, SourceKind
from watchlists.model import Term

PREFIX = "gn-watch-"
KINDS = frozenset({"org"})  # the default sources search for chips and clouds already
INTERVAL = timedelta(hours=1)
MOST_NAMES, MOST_LETTERS = 8, 240  # of one search: the engine reads 32 words and drops the rest in silence
_WORDS = 28

_HAN = re.compile(r"[\u3400-\u9fff]")
_EDITIONS = {
    "en": {"hl": "en-US", "gl": "US", "ceid": "US:en"},
    "zh": {"hl": "zh-CN", "gl": "CN", "ceid": "CN:zh-Hans"},
}


_SAID = {"en": "English", "zh": "Chinese"}


def searches(terms: Iterable[Term]) -> tuple[Source, ...]:
    """Return the searches: in English for each first Latin name, in Chinese for each first Han one."""
    names: dict[str, dict[str, None]] = {"en": {}, "zh": {}}
    for term in terms:
        if term.kind not in KINDS:
            continue
        spellings = [name.replace('"', " ").strip() for name in (term.name, *term.aliases)]
        for edition, wanted in (("en", False), ("zh", True)):
            found = next(
                (name for name in spellings if bool(_HAN.search(name)) is wanted and len(name) > 3), ""
            )
            if found:
                names[edition][found] = None
    return tuple(
        _source(edition, number, batch)
        for edition, some in names.items()
        for number, batch in enumerate(_batches(sorted(some)), 1)
    )


def _batches(names: Sequence[str]) -> list[list[str]]:
    batches: list[list[str]] = []
    for name in names:
        last = batches[-1] if batches else None
        if last is not None and len(last) < MOST_NAMES and _fits([*last, name]):
            last.append(name)
        else:
            batches.append([name])
    return batches


def _fits(names: Sequence[str]) -> bool:
    query = _query(names)
    return len(query) <= MOST_LETTERS and len(query.split()) <= _WORDS


def _query(names: Sequence[str]) -> str:
    return "(" + " OR ".join(f'"{name}"' for name in names) + ") when:1d"


def _source(edition: str, number: int, names: Sequence[str]) -> Source:
    query = urlencode({"q": _query(names), **_EDITIONS[edition]})
    return Source(
        id=f"{PREFIX}{edition}-{number:02}",
        kind=SourceKind.GOOGLE_NEWS,
        url=f"https://news.google.com/rss/search?{query}",
        # without a watched name: other workspaces' alerts and reports of faults say where an item was read
        name=f"Google News: watched organisations, {_SAID[edition]} {number}",
        interval=INTERVAL,
    )


def settle(db: Database, now: datetime) -> tuple[int, int]:
    """Make the searches those of the first team's watchlists; return how many, and how many are new.

    Names that other workspaces watch go to no search engine: nobody of them asked for it.
    A search that stays the same keeps its state; a changed one begins again with a silent first reading.
    """
    own = [watchlist for watchlist in watchlists.store.watchlists(db, TEAM) if not watchlist.official]
    terms = [term for watchlist in own for term in watchlist.terms]
    wanted = {source.id: source for source in searches(terms)}
    held = {source.id: source for source in watchers.store.sources(db) if source.id.startswith(PREFIX)}
    for name, source in held.items():
        if name not in wanted or wanted[name].url != source.url:
            watchers.store.remove_source(db, name)
    fresh = [source for name, source in wanted.items() if name not in held or held[name].url != source.url]
    for source in fresh:
        paused = source.id in held and held[source.id].paused
        watchers.store.add_source(db, replace(source, paused=paused), now)
    return len(wanted), len(fresh)


def renew(db: Database, now: datetime) -> None:
    """Let the searches follow the watchlists, where somebody asked for them."""
    if any(source.id.startswith(PREFIX) for source in watchers.store.sources(db)):
        settle(db, now)
