"""Fetch and parse a source now, save nothing: `sources check`, and the look before `sources add`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.alerting.passages import found_in
from bot.cli.source_names import source_id, source_name
from watchers.defaults import default_sources
from watchers.errors import FetchError, ParseError, RefusedError, WatcherError
from watchers.fetching.answer import read_once
from watchers.keys import masked
from watchers.model import Fetched, Parsed, PollOutcome, Source, SourceKind
from watchers.parsers import ParseContext
from watchers.parsers.charset import decode
from watchers.parsers.detect import feed_links, recognise
from watchers.parsing.worker import ParserPool
from watchers.questions import LIST_MAX_BYTES, first_request
from watchlists.model import Passage

if TYPE_CHECKING:
    from bot.program import App

SAMPLE = 3
_EMPTY = (
    "It can be read and holds nothing at all: it was given up, or nothing came yet."
    " `sources add --force` waits for the first entry."
)
# A saved file is read whole: a poll takes 500 items, and of the Federal Register two agencies only.
SAVED_OPTIONS = {"most": "100000", "agencies": "*"}
_HEAD = 20_000  # bytes in which a page says what it is; one with more than a refusal is longer
_REFUSAL = re.compile(
    r"访问(?:过于)?频繁|频繁访问|访问受限|安全验证|Just a moment|Checking your browser"
    r"|verify you are (?:a )?human|unusual traffic|limit requests",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"<input\b[^<>]*\btype\s*=\s*[\"']?password\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a source says now."""

    url: str
    outcome: PollOutcome
    reason: str
    source: Source | None = None
    parsed: Parsed | None = None
    matching: int = 0  # how many of its items or entries name a watched term

    def as_json(self) -> dict[str, Any]:
        """Return the contract's shape."""
        brought: Sequence[Any] = (self.parsed.items or self.parsed.entries) if self.parsed else ()
        return {
            "url": self.url,
            "outcome": str(self.outcome),
            "reason": self.reason,
            "kind": str(self.source.kind) if self.source else None,
            "items": len(brought),
            "matching": self.matching,
            "warnings": list(self.parsed.warnings) if self.parsed else [],
            "sample": [one.as_json() for one in brought[:SAMPLE]],
        }


async def check_source(app: App, source: Source) -> Check:
    """Fetch and parse a stored source as a poll would, without validators."""
    try:
        answer = await read_once(source, fetch=app.fetcher, parse=app.parsers, keys=app.keys)
    except WatcherError as error:
        return _failed(source.url, error, source)
    return _judged(app, source, answer.parsed)


async def check_url(
    app: App,
    url: str,
    *,
    kind: SourceKind | None = None,
    name: str = "",
    options: Mapping[str, str] | None = None,
) -> Check:
    """Find out what is at an address: recognise its kind, parse it, count what would match.

    An HTML page that names a feed leads to that feed, whose title is the source's name. An address of the
    default set brings that source's kind and options (the files that belong together, the days of the eCFR);
    `options` come on top.
    """
    known = next((one for one in default_sources() if one.url == url and kind in (None, one.kind)), None)
    kind = known.kind if known else kind
    settings = {**(known.options if known else {}), **(options or {})}
    try:
        if kind is None:
            kind, url = await _recognised(app, url, settings)
    except WatcherError as error:
        return _failed(url, error, None)
    called = name or (known.name if known else "")
    source = Source(
        id=source_id(url),
        kind=kind,
        url=url,
        name=called or source_name(url, kind, None),
        options=settings,
    )
    check = await check_source(app, source)
    if called or check.source is None:
        return check
    return replace(check, source=replace(check.source, name=source_name(url, kind, check.parsed)))


async def _recognised(app: App, url: str, options: Mapping[str, str]) -> tuple[SourceKind, str]:
    fetched = await page_at(app, url, options)
    kind = recognise(fetched.body, url=fetched.final_url, content_type=fetched.content_type)
    if kind is not None:
        return kind, url
    tried = ""
    for link in feed_links(fetched.body, fetched.final_url)[:3]:
        try:
            more = await page_at(app, link)
        except WatcherError as error:
            tried = f" ({masked(link)}: {error})"
            continue
        kind = recognise(more.body, url=more.final_url, content_type=more.content_type)
        if kind is not None:
            return kind, link
    if tried:
        raise ParseError(
            f"What is there is neither a feed nor a list we know, nor is the feed it names{tried}"
        )
    if seen := _plainly(fetched.body):
        raise ParseError(seen)
    raise ParseError(
        "What is there is neither a feed nor a list we know, and the page names no feed. A page as such is"
        " not watched: give the address of its feed, or say with --kind which list or search it is."
    )


def _plainly(body: bytes) -> str:
    """Return what a body is that is surely no source, as a sentence; "" where that cannot be said."""
    if not body.strip():
        return "The answer is empty."
    if body.lstrip().startswith(b"%PDF-"):
        return "A PDF file is there; it is no source that can be polled."
    text = decode(body[:_HEAD])
    if len(body) < _HEAD and _REFUSAL.search(text):
        return (
            "The site refused the page: it says that there were too many requests, or asks for proof of"
            " being human. Try again later; while it does so, it cannot be polled."
        )
    if _LOGIN.search(text):
        return "The page asks for a log-in; what only members see is not watched."
    return ""


async def page_at(app: App, url: str, options: Mapping[str, str] | None = None) -> Fetched:
    """Return what is at an address now. Raises WatcherError."""
    source = Source(id="look", kind=SourceKind.FEED, url=url, name=url, options=options or {})
    fetched = await app.fetcher.fetch(first_request(app.keys.fill(source), LIST_MAX_BYTES))
    if not isinstance(fetched, Fetched):
        raise FetchError("The source answered 304 though nothing was asked on condition.")
    return fetched


async def parse_saved(kind: SourceKind, body: bytes, url: str) -> Parsed:
    """Parse saved bytes in a worker of their own; no store is opened. Raises ParseError.

    All records of the file are read: also those that a poll passes over (other agencies' documents).
    """
    parsers = ParserPool(only=kind)
    try:
        context = ParseContext(source_id=source_id(url), url=url, options=SAVED_OPTIONS)
        return await parsers.parse(kind, body, context)
    finally:
        await parsers.close()


def _judged(app: App, source: Source, parsed: Parsed) -> Check:
    scan = app.matching.scan
    scans = [found_in(item, scan) for item in parsed.items]
    scans += [scan(Passage(text="\n".join((entry.name, *entry.aliases)))) for entry in parsed.entries]
    # A warning says what it brought and why none of it counts.
    empty = not scans and not parsed.warnings and (source.kind.is_never_empty or source.kind.is_list)
    matching = sum(bool(one.matches) for one in scans)
    return Check(
        url=source.url,
        outcome=PollOutcome.FAILED if empty else PollOutcome.OK,
        reason=_EMPTY if empty else "",
        source=source,
        parsed=parsed,
        matching=matching,
    )


def _failed(url: str, error: WatcherError, source: Source | None) -> Check:
    refused = isinstance(error, RefusedError)
    return Check(
        url=url,
        outcome=PollOutcome.REFUSED if refused else PollOutcome.FAILED,
        reason=str(error),
        source=source,
    )
