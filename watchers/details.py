"""The page behind an item: a tender notice, a rule's text, an article; read now, or tried again later."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from watchers.changes import Decision
from watchers.errors import WatcherError
from watchers.model import Item, NotModified, Request, Source, SourceKind
from watchers.parsers.plain import fold_width
from watchers.ports import Means
from watchers.questions import context_of

MOST = 60  # pages at one poll
_TELLING = re.compile(r"\b[^\W\d_\u3040-\u9fff]{4,5}")
_HAN = re.compile("[\u3400-\u9fff]+")
_FEWEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Detailed:
    """An item completed from its own page, or the attempt that failed (`attempts` left)."""

    key: str
    item: Item
    attempts: int


def page_behind(source: Source, item: Item) -> tuple[str, SourceKind] | None:
    """Return the address behind an item and what it is read as: a notice, a rule's text, an article."""
    if source.kind is SourceKind.CCGP_LIST:
        wanted = source.options.get("details", "on") != "off"
        return (item.url, SourceKind.CCGP_NOTICE) if wanted and item.url else None
    if source.kind is SourceKind.FEDERAL_REGISTER and item.fields.get("announces"):
        # The names that will be listed stand only in the document itself.
        text = str(item.fields.get("full_text_xml_url") or "")
        return (text, SourceKind.FEDERAL_REGISTER) if text else None
    if source.kind is SourceKind.PUBLIC_INSPECTION and item.fields.get("announces"):
        text = str(item.fields.get("raw_text_url") or "")
        return (text, SourceKind.PUBLIC_INSPECTION) if text else None
    if source.options.get("article") == "on" and item.url:
        return item.url, SourceKind.ARTICLE
    return None


async def page_of(source: Source, item: Item, url: str, kind: SourceKind, means: Means) -> Item | None:
    """Return the item as its own page tells it, or None when the page cannot be read now."""
    try:
        fetched = await means.fetch.fetch(Request(url=url))
        if isinstance(fetched, NotModified):
            return None
        parsed = await means.parse.parse(kind, fetched.body, context_of(source, fetched))
    except WatcherError:
        return None
    if not parsed.items:
        return None
    page = parsed.items[0]
    if kind is SourceKind.ARTICLE and not speaks_of(item.title, f"{page.title} {page.text}"):
        return None  # a check for robots, a log-in, a parked domain: pages with words enough of their own
    return replace(
        page,
        id=item.id,
        source=item.source,
        url=item.url,
        kind=item.kind,
        title=(page.title or item.title) if kind is SourceKind.CCGP_NOTICE else (item.title or page.title),
        text=page.text if len(page.text) > len(item.text) else item.text,
        lang=page.lang or item.lang,
        published=page.published or item.published,
        fields={**item.fields, **page.fields},
    )


def speaks_of(title: str, text: str) -> bool:
    """Whether a page has the words of a headline: a third of those that are long enough to tell something.

    Words count by how they begin, Han letters in twos; a headline of less than three such tells nothing.
    """
    told = set(_TELLING.findall(fold_width(title).casefold()))
    told |= {han[0][place : place + 2] for han in _HAN.finditer(title) for place in range(len(han[0]) - 1)}
    words = fold_width(text).casefold()
    return len(told) < _FEWEST or sum(word in words for word in told) * 3 >= len(told)


async def with_pages(
    source: Source, decisions: Sequence[Decision], means: Means
) -> tuple[list[Decision], frozenset[str]]:
    """Return the decisions with their items completed, and the keys of those whose page is still unread."""
    answer: list[Decision] = []
    unread: list[str] = []
    asked = 0
    for decision in decisions:
        full = None
        if behind := page_behind(source, decision.item):
            asked += 1
            if asked <= MOST:
                full = await page_of(source, decision.item, *behind, means)
            if full is None:
                unread.append(decision.key)
        answer.append(replace(decision, item=full) if full else decision)
    return answer, frozenset(unread)


async def late_details(source: Source, means: Means) -> tuple[Detailed, ...]:
    """Try again the pages that could not be read at earlier polls."""
    answer: list[Detailed] = []
    for key, attempts, item in await means.memory.due_details(source.id):
        behind = page_behind(source, item)
        full = await page_of(source, item, *behind, means) if behind else None
        answer.append(Detailed(key=key, item=full or item, attempts=0 if full else attempts - 1))
    return tuple(answer)
