"""Bytes to Items or Entries, one module a format; pure. Nothing here opens a file or an address.

`parse` is what the worker process runs; call it directly only on bytes you trust.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module

from watchers.errors import ParseError
from watchers.model import Parsed, SourceKind
from watchers.parsers.charset import without_utf16


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseContext:
    """What a parser may know besides the bytes."""

    source_id: str
    url: str  # the address the body came from: base of relative links
    content_type: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


Parser = Callable[[bytes, ParseContext], Parsed]

# Module and function of each kind; imported when first used, because lxml and feedparser are slow to load.
_DOORS: Mapping[SourceKind, tuple[str, str]] = {
    SourceKind.FEED: ("feeds.feeds", "parse_feed"),
    SourceKind.GOOGLE_NEWS: ("feeds.google_news", "parse_google_news"),
    SourceKind.GDELT: ("feeds.gdelt", "parse_gdelt"),
    SourceKind.ARTICLE: ("feeds.article", "parse_article"),
    SourceKind.CCGP_LIST: ("tenders.ccgp_list", "parse_ccgp_list"),
    SourceKind.CCGP_NOTICE: ("tenders.ccgp_notice", "parse_ccgp_notice"),
    SourceKind.TED: ("tenders.ted", "parse_ted"),
    SourceKind.SAM: ("tenders.sam", "parse_sam"),
    SourceKind.OCDS: ("tenders.ocds", "parse_ocds"),
    SourceKind.FEDERAL_REGISTER: ("lists.federal_register", "parse_documents"),
    SourceKind.PUBLIC_INSPECTION: ("lists.federal_register", "parse_public_inspection"),
    SourceKind.ECFR: ("lists.ecfr", "parse_ecfr"),
    SourceKind.CSL: ("lists.csl", "parse_csl"),
    SourceKind.OFAC_SDN: ("lists.ofac", "parse_sdn"),
    SourceKind.OFAC_CONSOLIDATED: ("lists.ofac", "parse_consolidated"),
    SourceKind.UK: ("lists.uk", "parse_uk"),
    SourceKind.EU: ("lists.eu", "parse_eu"),
    SourceKind.UN: ("lists.un", "parse_un"),
    SourceKind.OPENSANCTIONS: ("lists.opensanctions", "parse_opensanctions"),
}


def parse(kind: SourceKind, body: bytes, context: ParseContext) -> Parsed:
    """Read `body` as `kind`; gzip, and a zip of several files, are opened (see `watchers.parsers.files`).

    Raises ParseError, with one sentence, where the bytes are not that kind.
    """
    if body[:4] == b"PK\x03\x04" or body[:2] == b"\x1f\x8b":
        from watchers.parsers.files import parse_files

        name = context.url.split("?", 1)[0].rsplit("/", 1)[-1]
        return parse_files(kind, ((name, body),), context)
    return parse_plain(kind, body, context)


def parse_plain(kind: SourceKind, body: bytes, context: ParseContext) -> Parsed:
    """Read `body`, which is no archive, as `kind`. Raises ParseError."""
    if not body or body.isspace():
        raise ParseError("The answer was empty.")
    if kind.is_list:
        body = without_utf16(body)
    parser: Parser = getattr(import_module(module_of(kind)), _DOORS[kind][1])
    return parser(body, context)


def module_of(kind: SourceKind) -> str:
    """Return the name of the module that reads a kind."""
    return f"{__name__}.{_DOORS[kind][0]}"
