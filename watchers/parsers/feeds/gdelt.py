"""GDELT DOC 2.0 article lists to news items. Pure.

The service says no in plain words, often with status 200: anything but a JSON list of articles is a failure.
`seendate` is when GDELT saw the page, not when it was published.
"""

import re
from collections.abc import Mapping
from typing import Any

from watchers.errors import ParseError
from watchers.model import Item, ItemKind, Parsed
from watchers.parsers import ParseContext
from watchers.parsers.answers import read_answer, refuse_error, string
from watchers.parsers.dates import read_date
from watchers.parsers.languages import language_of
from watchers.parsers.links import web_link
from watchers.parsers.plain import cut, one_line
from watchers.parsers.text import MAX_TITLE, text_or_html

WHAT = "a GDELT article list"
# Titles come as words parted by blanks: "new sanctions ; Tehran hits back , calls them"
_SPACED = re.compile(r" ([,.;:!?])(?=\s|\Z)")
_LANGUAGES = {
    "english": "en", "chinese": "zh", "japanese": "ja", "korean": "ko", "russian": "ru", "german": "de",
    "french": "fr", "spanish": "es", "arabic": "ar", "italian": "it", "portuguese": "pt", "vietnamese": "vi",
}  # fmt: skip


def parse_gdelt(body: bytes, context: ParseContext) -> Parsed:
    """Return the articles as news items. Raises ParseError with the service's own words where it refused."""
    document = read_answer(body, WHAT, context.content_type)
    refuse_error(document, WHAT)
    articles = document.get("articles", []) if isinstance(document, Mapping) else None
    if not isinstance(articles, list) or (document and "articles" not in document):
        raise ParseError(f"Not {WHAT}: no `articles` in the answer.")
    items = tuple(item for article in articles if (item := _item(article, context)))
    skipped = len(articles) - len(items)
    return Parsed(
        items=items, warnings=(f"{skipped} articles without a link were left out.",) if skipped else ()
    )


def _item(article: Any, context: ParseContext) -> Item | None:
    if not isinstance(article, Mapping) or not (url := web_link(string(article.get("url")))):
        return None
    language = string(article.get("language")).lower()
    title = one_line(text_or_html(string(article.get("title"))))
    if language != "french":  # which writes a blank there
        title = _SPACED.sub(r"\1", title)
    title = cut(title, MAX_TITLE)
    fields: dict[str, Any] = {}
    if domain := string(article.get("domain")):
        fields["publisher"] = domain
    if country := string(article.get("sourcecountry")):
        fields["country"] = country
    seen = read_date(string(article.get("seendate")))
    if seen:
        fields["seen"] = seen.isoformat()
    return Item(
        id="",  # GDELT gives none: the link is the identity
        source=context.source_id,
        kind=ItemKind.NEWS,
        url=url,
        title=title,
        text="",
        lang=_LANGUAGES.get(language) or language_of(title),
        published=seen,
        fields=fields,
    )
