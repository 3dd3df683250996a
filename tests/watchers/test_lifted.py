"""Long texts lifted out of XML: what is read of a feed is what it is without lifting."""

from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from watchers.errors import ParseError
from watchers.parsers import ParseContext, compiled
from watchers.parsers.feeds import read_feed
from watchers.parsers.lifted import lift, text_in
from watchers.parsers.raw_feed import RawFeed

CONTEXT = ParseContext(source_id="s", url="https://x.example/feed", content_type="application/xml")
LONG = (
    "So much is said here of servers and of what they cost that it is worth to be lifted out of the feed. "
    * 2
)
TEXTS = [
    LONG,
    f"<![CDATA[{LONG}<p>one</p> & two]]>",
    f"&lt;p&gt;{LONG}&lt;/p&gt; &amp;amp; &quot;&apos; &#8217;&#xe9;&#x1F600;&#10;&#13;",
    f"<![CDATA[{LONG}\r\nlines\rof all\nkinds 中文 é 😀]]>",
    f"{LONG} 中文\r\n“é”\t😀",
    f"<![CDATA[{LONG}]]]]><![CDATA[>{LONG}]]>",
    f"<div xmlns='http://www.w3.org/1999/xhtml'><p>{LONG} &amp; <![CDATA[{LONG}<b>]]></p></div>",
    f"<!-- {LONG} <![CDATA[ -->",
    f"<?x <![CDATA[ {LONG} ?>",
    f"<b title='a > b'>{LONG}</b>",
    *("short", " ", "", "<![CDATA[]]>", "&amp;"),
]
# What is not well-formed, or may make what is around it so.
SLIPS = [
    *("]]>", "]]", "<![CDATA[", "<!--", "-->", "--", "<?", "?>", "<", ">", "'", '"', "&", "&nbsp;", "&#1;"),
    *("&#xFFFE;", "&#55296;", "&#1114112;", "&#;", "&#x;", "\x01", "\ufffe", "\x7f", "\x85", " " * 300),
    *("</item>", "<item>", "<x:y/>", f"<a b={LONG}>", f"<!{LONG}>"),
    *(f"<a b='<![CDATA[{LONG}]]>'/>", f'<a b="{LONG}<!--"/>'),
]
NAMES = [
    *("title", "description", "content", "summary", "c:encoded", "guid", "link", "category", "source"),
    *("pubDate", "body"),
]
ATTRIBUTES = [
    *("", "", " type='html'", " type='text'", " type='xhtml'", " mode='base64'", " type='image/png'"),
    " a='>'",
]


@st.composite
def feeds(draw: st.DrawFn) -> bytes:
    """Return a feed with long texts in all places, in some of them a slip."""
    parts = st.lists(st.sampled_from(TEXTS), min_size=1, max_size=2).map("".join)
    one = st.tuples(st.sampled_from(NAMES), st.sampled_from(ATTRIBUTES), parts)
    fields = ["".join(f"<{n}{a}>{t}</{n}>" for n, a, t in draw(st.lists(one, max_size=5))) for _ in range(2)]
    items = "".join(f"<item>{each}</item>" for each in fields)
    text = (
        '<?xml version="1.0"?><rss xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{draw(parts)}</title>{items}</channel></rss>"
    )
    for slip in draw(st.lists(st.sampled_from(SLIPS), max_size=1)):
        place = draw(st.integers(0, len(text)))
        text = text[:place] + slip + text[place:]
    return text.encode()


def read(body: bytes) -> RawFeed | str:
    """Return the feed, or why there is none."""
    try:
        return read_feed(body, CONTEXT)
    except ParseError as error:
        return str(error)


@settings(deadline=None, max_examples=400)
@given(feeds())
def test_a_feed_is_read_as_without_lifting(body: bytes) -> None:
    """All fields and the frame, well-formed or not."""
    answer = read(body)
    with patch.object(compiled, "lift", lambda whole, *_: (whole, [])):
        assert answer == read(body)


@pytest.mark.skipif(not compiled.is_compiled(), reason="lifting is compiled, and nothing is here")
@pytest.mark.parametrize("text", TEXTS[:5])
def test_what_is_long_is_lifted(text: str) -> None:
    """Else the other test compares the same with the same. The text is the XML parser's own."""
    body = f"<a><b>{text}</b>{text}</a>".encode()
    lifted, texts = lift(body)
    assert len(lifted) < 200
    assert texts == [etree.fromstring(body)[0].text] * 2
    assert text_in(etree.fromstring(lifted)[0], texts) == texts[0]


@pytest.mark.skipif(not compiled.is_compiled(), reason="lifting is compiled, and nothing is here")
@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from([*TEXTS, *SLIPS]), max_size=8), st.binary(max_size=6), st.integers(-9, 90))
def test_no_bytes_are_lost_whatever_they_are(parts: list[str], more: bytes, shortest: int) -> None:
    """Of any bytes, between the places, what was not lifted stands as it was."""
    body = b"".join(part.encode("utf-8", "surrogatepass") for part in parts)
    body = body[: len(body) // 2] + more + body[len(body) // 2 :]
    lifted, texts = compiled.lift(body, "<place>", "</place>", shortest)
    position = 0
    pieces = [lifted]
    for number in range(len(texts)):
        before, _, after = pieces.pop().partition(b"<place>%d</place>" % number)
        pieces += [before, after]
    for piece in pieces:
        position = body.find(piece, position)
        assert position >= 0
        position += len(piece)
    assert len(lifted) <= len(body)


@pytest.mark.parametrize("part", ["<", "<!--", "<![CDATA[", "<?", "&lt;", "<a b='", "<a>&#", "]]>", "<a>"])
def test_an_endless_body_is_searched_in_one_pass(part: str) -> None:
    """A hundred thousand times what may begin something."""
    assert len(lift(part.encode() * 100_000)[1]) <= 1
