"""Which addresses may become links, and what host is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.links import MAX_LINK, safe_link, shown_host

GOOD = [
    ("https://www.bis.gov/press", "https://www.bis.gov/press", "www.bis.gov"),
    (
        "  HTTP://News.Example.ORG:80/a?b=1&c=(2)#d ",
        "http://news.example.org/a?b=1&c=(2)#d",
        "news.example.org",
    ),
    ("https://news.example:8443/", "https://news.example:8443/", "news.example:8443"),
    ("https://example.org", "https://example.org", "example.org"),
    ("https://example.org?q=1", "https://example.org?q=1", "example.org"),
    # what could end a link early is encoded, what is encoded stays as it is
    ('https://e.org/a b|c>d<e"f`g', "https://e.org/a%20b%7Cc%3Ed%3Ce%22f%60g", "e.org"),
    ("https://e.org/100%25?u=a%20b", "https://e.org/100%25?u=a%20b", "e.org"),
    ("https://e.org/采购/公告", "https://e.org/%E9%87%87%E8%B4%AD/%E5%85%AC%E5%91%8A", "e.org"),
    # a name that looks like another is shown as what it is
    ("https://оfac.treasury.gov/", "https://xn--fac-red.treasury.gov/", "xn--fac-red.treasury.gov"),
    ("https://中国。cn/x", "https://xn--fiqs8s.cn/x", "xn--fiqs8s.cn"),
    ("http://[2001:db8::1]:8080/x", "http://[2001:db8::1]:8080/x", "[2001:db8::1]:8080"),
    ("http://intranet_1/x", "http://intranet_1/x", "intranet_1"),
]

BAD = [
    "",
    "www.example.org",
    "//example.org/x",
    "/news/1",
    "mailto:a@example.org",
    "javascript:alert(1)",
    "javascript://example.org/%0aalert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "ftp://example.org/x",
    "slack://channel?id=C1",
    "https://",
    "https:///path",
    "https://ofac.treasury.gov@evil.example/",
    "https://user:secret@example.org/",
    "https://evil.example\\@ofac.treasury.gov/",
    "https://evil.example\\.ofac.treasury.gov/",
    "https://ex%61mple.org/",
    "https://a b/",
    "https://a..b/",
    "https://-a.org/",
    "https://example.org:99999/",
    "https://example.org:x/",
    "https://[::1/",
    "https://[fe80::1%25eth0]/",
    "https://e.org/\x00",
    "https://e.org/a\nb",
    "https://e.org/a\tb",
    "https://e.org/\u202etxt.exe",
    "https://e\u200b.org/",
    "https://e.org/\ud800",
    "https://" + "a" * 64 + ".org/",
    "https://e.org/" + "a" * MAX_LINK,
]


@pytest.mark.parametrize(("url", "link", "host"), GOOD)
def test_a_web_address_becomes_an_ascii_link_with_its_real_host(url: str, link: str, host: str) -> None:
    """http and https addresses become links; the host shown is the one the link leads to."""
    assert safe_link(url) == link
    assert shown_host(url) == host


@pytest.mark.parametrize("url", BAD)
def test_anything_else_is_not_a_link(url: str) -> None:
    """Other schemes, hidden hosts and characters that mislead never become a link."""
    assert safe_link(url) is None
    assert shown_host(url) == ""


def test_a_long_host_shows_who_owns_it() -> None:
    """The end of a host is kept when it is cut: the beginning can say anything."""
    host = shown_host("https://ofac.treasury.gov." + "a." * 60 + "evil.example/")
    assert host.startswith("…")
    assert host.endswith(".evil.example")
    assert len(host) == 60


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://e.org/", "https://e.org?", "https://"]))
def test_a_link_is_always_plain(tail: str, head: str) -> None:
    """Whatever comes in: a link is printable ASCII, has no blank, quote or bracket, and stays itself."""
    link = safe_link(head + tail)
    if link is not None:
        assert link.isascii()
        assert link.isprintable()
        assert not set(link) & set(' <>"|\\^`{}')
        assert safe_link(link) == link
        assert link.startswith(("http://", "https://"))
