"""Google News and GDELT: publishers' stories behind a search."""

import json
from pathlib import Path

import pytest

from watchers.errors import ParseError
from watchers.model import Item, SourceKind
from watchers.parsers import ParseContext, parse

FEED = """<rss version="2.0"><channel><generator>NFE/5.0</generator><title>"x" - Google News</title>
<item><title>{title}</title><link>https://news.google.com/rss/articles/{token}?oc=5</link>
<guid isPermaLink="false">{token}</guid><pubDate>Fri, 25 Sep 2026 13:53:48 GMT</pubDate>
<description>&lt;a href="https://news.google.com/{token}"&gt;Chips - a history&lt;/a&gt;&amp;nbsp;
&lt;font&gt;Daily-Post&lt;/font&gt;</description>
<source url="https://www.daily.example">Daily-Post</source></item></channel></rss>"""


def story(title: str, token: str) -> Item:
    body = FEED.format(title=title, token=token).encode()
    return parse(
        SourceKind.GOOGLE_NEWS, body, ParseContext(source_id="s", url="https://news.google.com/rss")
    ).items[0]


def test_the_publisher_is_split_off_the_title() -> None:
    """A dash inside the title stays; the description that repeats both is no text."""
    item = story("Chips - a history - Daily-Post", "CBM1")
    assert (item.title, item.text) == ("Chips - a history", "")
    assert (item.fields["publisher"], item.fields["publisher_url"]) == (
        "Daily-Post",
        "https://www.daily.example",
    )


def test_a_story_is_the_same_under_a_new_token() -> None:
    """Links and guids change between fetches: publisher, title and day do not."""
    assert (
        story("Chips - a history - Daily-Post", "CBM1").id
        == story("Chips — a History - Daily-Post", "CBM2").id
    )
    assert story("Chips - a history - Daily-Post", "CBM1").id != story("Other - Daily-Post", "CBM1").id


def test_gdelt_articles_have_the_time_they_were_seen() -> None:
    """No id of its own, language as a code, a link or nothing."""
    body = """{"articles": [{"url": "https://a.example/1", "title": "輝達 H200", "domain": "a.example",
    "seendate": "20260302T091500Z", "language": "Chinese"}, {"url": "javascript:x", "title": "t"}]}"""
    parsed = parse(
        SourceKind.GDELT, body.encode(), ParseContext(source_id="s", url="https://api.example.com")
    )
    item = parsed.items[0]
    assert (item.id, item.url, item.lang) == ("", "https://a.example/1", "zh")
    assert item.published is not None
    assert item.published.isoformat() == "2026-03-02T09:15:00+00:00"
    assert item.fields["publisher"] == "a.example"
    assert parsed.warnings == ("1 articles without a link were left out.",)


@pytest.mark.parametrize(
    ("language", "written", "read"),
    [
        (
            "English",
            "New sanctions ; Tehran hits back , calls them  terror  ",
            "New sanctions; Tehran hits back, calls them terror",
        ),
        (
            "English",
            "The bill is unequivocal : FM . 5 . 2 million , .NET",
            "The bill is unequivocal: FM. 5. 2 million, .NET",
        ),
        ("French", "Sanctions : la liste", "Sanctions : la liste"),
    ],
)
def test_gdelt_titles_have_their_marks_at_the_words(language: str, written: str, read: str) -> None:
    """The service parts every mark from its word; French does so itself."""
    body = json.dumps({"articles": [{"url": "https://a.example/1", "title": written, "language": language}]})
    context = ParseContext(source_id="s", url="https://api.example.com")
    assert parse(SourceKind.GDELT, body.encode(), context).items[0].title == read


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/plain", "Please ask less often, one request in five seconds."),
        ("text/html", "The query was too short, too long or contained too many characters."),
        ("text/html", "<html><body>Bad Gateway</body></html>"),
        ("application/json", '{"error": "timespan not understood"}'),
        ("application/json", '{"articles": [{"url": "https://a.exam'),
        ("application/json", "[]"),
        ("application/json", '{"articles": {}}'),
    ],
)
def test_what_gdelt_says_with_status_200_may_be_a_refusal(content_type: str, body: str) -> None:
    """A sentence, a page, an error or a torn answer is a failure, not "no news"."""
    context = ParseContext(source_id="s", url="https://api.example.com", content_type=content_type)
    with pytest.raises(ParseError):
        parse(SourceKind.GDELT, body.encode(), context)


def test_the_real_samples_are_stories_or_failures(real_data: Path) -> None:
    """Google News: every story with publisher and day; GDELT's recorded refusals: every one a failure."""
    news = real_data / "sources/news"
    context = ParseContext(source_id="s", url="https://news.google.com/rss/search?q=x")
    for path in (news / "google_news").glob("*.xml"):
        found = parse(SourceKind.GOOGLE_NEWS, path.read_bytes(), context).items
        assert found
        for item in found:
            assert item.published is not None
            assert item.fields["publisher"]
            assert not item.title.endswith(str(item.fields["publisher"]))
            assert item.id.count("|") == 2
    refusals = json.loads((news / "gdelt/error_bodies.json").read_bytes())
    assert refusals
    for refusal in refusals:
        told = ParseContext(source_id="s", url="https://x.example", content_type=refusal["content_type"])
        with pytest.raises(ParseError):
            parse(SourceKind.GDELT, refusal["body"].encode(), told)


def test_escapes_that_json_does_not_know_are_read() -> None:
    """GDELT writes an apostrophe as `\\'`; what is an escape stays one."""
    body = r'{"articles": [{"url": "https://a.example/1", "title": "It\'s \"new\" \u82af \d \\ x"}]}'
    (item,) = parse(SourceKind.GDELT, body.encode(), ParseContext(source_id="s", url="")).items
    assert item.title == 'It\'s "new" 芯 d \\ x'
