"""The nouns of watching: Source, SourceState, Fetched, Item, Entry, Parsed, PollResult.

Knows what a source is and what it said. Knows no team, no chat, no database and no network.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any


class SourceKind(StrEnum):
    """What a source speaks; the words of the command line (`--kind`)."""

    FEED = "feed"
    CCGP_LIST = "ccgp-list"
    CCGP_NOTICE = "ccgp-notice"
    FEDERAL_REGISTER = "federal-register"
    PUBLIC_INSPECTION = "public-inspection"
    ECFR = "ecfr"
    CSL = "csl"
    OFAC_SDN = "ofac-sdn"
    OFAC_CONSOLIDATED = "ofac-consolidated"
    UK = "uk"
    EU = "eu"
    UN = "un"
    OPENSANCTIONS = "opensanctions"
    TED = "ted"
    SAM = "sam"
    OCDS = "ocds"
    GOOGLE_NEWS = "google-news"
    GDELT = "gdelt"
    ARTICLE = "article"  # the page behind a news item; read on request, never polled

    @property
    def is_list(self) -> bool:
        """Whether a poll brings a whole list of parties (a snapshot), not a stream of items."""
        return self in LIST_KINDS

    @property
    def is_never_empty(self) -> bool:
        """Whether it shows its newest entries whatever their age; a search may well find nothing."""
        return self in {SourceKind.FEED, SourceKind.FEDERAL_REGISTER}


LIST_KINDS = frozenset(
    {
        SourceKind.ECFR,
        SourceKind.CSL,
        SourceKind.OFAC_SDN,
        SourceKind.OFAC_CONSOLIDATED,
        SourceKind.UK,
        SourceKind.EU,
        SourceKind.UN,
        SourceKind.OPENSANCTIONS,
    }
)


class ItemKind(StrEnum):
    """What an item is, for people and for rules."""

    NEWS = "news"
    TENDER = "tender"
    LIST_CHANGE = "list-change"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An endpoint we poll.

    `options` are words a kind understands (`default_org` names the buyer where pages only say "our
    school"; `details` switches the notice pages behind a list page on or off; …).
    """

    id: str
    kind: SourceKind
    url: str
    name: str
    interval: timedelta = timedelta(minutes=30)
    options: Mapping[str, str] = field(default_factory=dict)
    paused: bool = False
    added_at: datetime | None = field(default=None, compare=False)  # aware UTC; None: not stored yet


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What we know of a source between two polls. Times are aware UTC.

    `reader`: by which reader the answer of `content_hash` was read, `earlier`: the files that were in force
    before, both for lists (see `watchers.lists.readers`, `watchers.lists.earlier_copies`).
    """

    source_id: str
    etag: str | None = None
    last_modified: str | None = None
    content_hash: str | None = None
    next_poll_at: datetime | None = None
    last_poll_at: datetime | None = None
    last_success_at: datetime | None = None
    last_item_at: datetime | None = None
    failures: int = 0
    last_error: str | None = None
    told_failing: bool = False
    baselined: bool = False
    usual_gap: timedelta | None = None
    reader: str | None = None
    earlier: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to ask for. `method`, `body` and `headers` serve the search APIs that want a POST."""

    url: str
    method: str = "GET"
    body: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None
    last_modified: str | None = None
    max_bytes: int = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """An answer worth parsing (2xx), with the caching headers it carried; body already decompressed."""

    url: str
    final_url: str
    status: int
    body: bytes
    content_type: str = ""
    etag: str | None = None
    last_modified: str | None = None
    max_age: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """304, or the same bytes again: nothing changed. Validators it gave are those to ask by next."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    max_age: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One article, notice or list change, as the contract prints it (Items JSONL).

    `id` is the source's own stable id. Where the source has none it is "", and the item is recognised by its
    link, or by title and date (see `watchers.changes`). `text` is plain text. `fields` are JSON values with
    the keys documented in docs/items.md. `whole` is all that a reader sees, where `text` keeps less: it is
    only for matching, and goes into no JSON, no store and no alert.
    """

    id: str
    source: str
    kind: ItemKind
    url: str
    title: str
    text: str
    lang: str | None = None
    published: datetime | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)
    whole: str = field(default="", repr=False)

    def as_json(self) -> dict[str, Any]:
        """Return the contract's JSON shape, without `whole`."""
        answer: dict[str, Any] = {
            "id": self.id,
            "source": self.source,
            "kind": str(self.kind),
            "url": self.url,
            "title": self.title,
            "text": self.text,
            "published": self.published.isoformat() if self.published else None,
            "fields": dict(self.fields),
        }
        if self.lang:
            answer["lang"] = self.lang
        return answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One party on an official list, its fields in the order in which the contract prints them.

    `entity_id` is stable across re-ordered and re-numbered files.
    """

    entity_id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = "organization"  # organization | person | vessel | aircraft | other, as the list says
    list: str
    country: str = ""
    addresses: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    citation: str = ""
    license_requirement: str = ""
    license_policy: str = ""
    start: str = ""  # ISO date, or as the list writes it
    url: str = ""
    remarks: str = ""
    details: tuple[str, ...] = ()  # what else the list says, as "label: value" ("date of birth: 1955")

    def as_json(self) -> dict[str, Any]:
        """Return the contract's JSON shape."""
        return {
            name: list(value) if isinstance(value := getattr(self, name), tuple) else value
            for name in self.__dataclass_fields__
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a parser read from one body.

    A stream kind fills `items`; a list kind fills `entries`. Where the body only lists headlines, `details`
    names the kind that reads the page behind each item's link. `next_page` is the following page of the same
    list, `ttl` the pause the source asks for. `warnings` are one sentence each. `partial`: the body is, or
    holds, but a part of what it stands for (a feed that breaks off, a file of changes); a warning says so.
    """

    items: tuple[Item, ...] = ()
    entries: tuple[Entry, ...] = ()
    warnings: tuple[str, ...] = ()
    details: SourceKind | None = None
    next_page: str | None = None
    ttl: timedelta | None = None
    as_of: str = ""  # the date a list says it is of
    partial: bool = False


class PollOutcome(StrEnum):
    """How a poll went; `sources check` prints the same words."""

    OK = "ok"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    FAILED = "failed"
