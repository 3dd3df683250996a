"""The page behind a news item: its main text, without menus, adverts and comments.

Pure. Read only for sources with the option `article=on`, where the feed carries a summary alone. Needs the
extra `articles` (trafilatura).
"""

from watchers.errors import ParseError
from watchers.model import Item, ItemKind, Parsed
from watchers.parsers import ParseContext

try:  # at the top, because the worker may open nothing more once it has begun to read
    from trafilatura import bare_extraction
except ImportError:
    bare_extraction = None  # type: ignore[assignment]

ENOUGH = 80  # characters: less is a cookie notice or a paywall's teaser, not an article


def parse_article(body: bytes, context: ParseContext) -> Parsed:
    """Return the article as one item. Raises ParseError where the page holds none."""
    if bare_extraction is None:
        raise ParseError("Reading articles needs an extra: `make extras`, or sanctions-watch[articles].")
    found = bare_extraction(body, url=context.url, include_comments=False, with_metadata=True)
    text = (getattr(found, "text", None) or "").strip()
    if len(text) < ENOUGH:
        raise ParseError("The page holds no article text (a notice, a paywall or a page built by scripts).")
    return Parsed(
        items=(
            Item(
                id="",
                source=context.source_id,
                kind=ItemKind.NEWS,
                url=context.url,
                title=getattr(found, "title", None) or "",
                text=text,
            ),
        )
    )
