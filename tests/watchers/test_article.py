"""The main text of an article page."""

import pytest

from watchers.errors import ParseError
from watchers.model import SourceKind
from watchers.parsers import ParseContext, parse

PARAGRAPH = "The harbour institute rented servers with restricted chips through a reseller, papers show. "
PAGE = f"""<html lang="en"><head><title>Rented chips - Example News</title></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Rented chips</h1><p>{PARAGRAPH * 3}</p><p>{PARAGRAPH * 2}</p></article>
<footer>Subscribe to our newsletter about gardening</footer></body></html>"""


def read(html: str) -> str:
    context = ParseContext(source_id="s", url="https://news.example/1")
    return parse(SourceKind.ARTICLE, html.encode(), context).items[0].text


def test_the_text_comes_without_the_page_around_it() -> None:
    """Menus and newsletter adverts would match what the story never said."""
    text = read(PAGE)
    assert PARAGRAPH.strip() in text
    assert "gardening" not in text
    assert "Sport" not in text


@pytest.mark.parametrize("html", ["<html><body><p>Please accept cookies.</p></body></html>", "<html></html>"])
def test_a_page_without_an_article_is_a_failure(html: str) -> None:
    """A paywall or cookie notice is tried again later, not taken for the story."""
    with pytest.raises(ParseError, match="no article"):
        read(html)
