"""The main text of an article page."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.wires import Wires
from watchers.details import page_of, speaks_of
from watchers.errors import ParseError
from watchers.model import Item, ItemKind, Source, SourceKind
from watchers.parsers import ParseContext, parse
from watchers.ports import Means

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


CHECK = (
    "Checking your browser before accessing the site. This process is automatic, your browser will redirect"
    " shortly. Please enable JavaScript and cookies to continue. Ray ID 8f8f8f8f"
)
ROBOT = "您的访问请求过于频繁，请完成下方的验证码验证后继续访问。系统检测到异常流量，请拖动滑块。"


@pytest.mark.parametrize(
    ("title", "text", "speaks"),
    [
        ("Institute rented restricted chips through reseller", PARAGRAPH, True),
        ("Reseller's servers: how an institute got its chips", PARAGRAPH, True),
        ("Institute rented restricted chips through reseller", CHECK, False),
        (
            "US adds Chinese cloud firms to entity list",
            "This domain is for sale. Make an offer today!",
            False,
        ),
        (
            "研究院通过经销商租用受限芯片",
            "文件显示，一家研究院今年通过经销商租用了装有受限芯片的服务器。",
            True,
        ),
        ("研究院通过经销商租用受限芯片", ROBOT, False),
        ("Chips", CHECK, True),  # too little to tell by
    ],
)
def test_a_page_that_does_not_speak_of_its_headline_is_another(title: str, text: str, speaks: bool) -> None:
    """A check for robots has words enough to look like an article; none of them is the story's."""
    assert speaks_of(title, text) is speaks


async def test_a_check_for_robots_is_not_taken_for_the_story() -> None:
    """The item stays as its feed told it, and its page is asked for again."""
    title = "Institute rented restricted chips through reseller"
    item = Item(
        id="1", source="s", kind=ItemKind.NEWS, url="https://news.example/1", title=title, text="In short."
    )
    wires = Wires(items={"s": (replace(item, title="", text=CHECK),)})
    source = Source(id="s", kind=SourceKind.FEED, url="https://news.example/feed", name="S")
    means = Means(fetch=wires, parse=wires, memory=None, now=datetime(2026, 3, 1, tzinfo=UTC))  # type: ignore[arg-type]
    assert await page_of(source, item, item.url, SourceKind.ARTICLE, means) is None
    wires.items["s"] = (replace(item, title="", text=PARAGRAPH),)
    found = await page_of(source, item, item.url, SourceKind.ARTICLE, means)
    assert found is not None
    assert (found.title, found.text) == (title, PARAGRAPH)
