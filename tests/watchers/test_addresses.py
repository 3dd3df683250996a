"""Which addresses are public, and what people are shown of a URL."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.errors import RefusedError
from watchers.fetching.addresses import Guard, is_public
from watchers.fetching.urls import linkable, shown


@pytest.mark.parametrize(
    ("inside", "below", "above"),
    [
        ("10.0.0.0/8", "9.255.255.255", "11.0.0.0"),
        ("100.64.0.0/10", "100.63.255.255", "100.128.0.0"),
        ("127.0.0.0/8", "126.255.255.255", "128.0.0.0"),
        ("169.254.0.0/16", "169.253.255.255", "169.255.0.0"),
        ("172.16.0.0/12", "172.15.255.255", "172.32.0.0"),
        ("192.0.0.0/24", "191.255.255.255", "192.0.1.0"),
        ("192.88.99.0/24", "192.88.98.255", "192.88.100.0"),
        ("192.168.0.0/16", "192.167.255.255", "192.169.0.0"),
        ("198.18.0.0/15", "198.17.255.255", "198.20.0.0"),
        ("198.51.100.0/24", "198.51.99.255", "198.51.101.0"),
        ("203.0.113.0/24", "203.0.112.255", "203.0.114.0"),
        ("168.63.129.16/32", "168.63.129.15", "168.63.129.17"),
        ("224.0.0.0/3", "223.255.255.255", None),
        ("0.0.0.0/8", None, "1.0.0.0"),
        ("2001::/23", None, "2001:200::"),
        ("2001:db8::/32", "2001:db7:ffff::", "2001:db9::"),
        ("2002::/16", "2001:ffff::", "2003::"),
        ("3fff::/20", "3ffe:ffff::", "3fff:1000::"),
        ("::/3", None, "2000::"),
        ("4000::/2", None, None),
        ("8000::/1", None, None),
    ],
)
def test_the_edges_of_each_denied_range(inside: str, below: str | None, above: str | None) -> None:
    """The first and last address of a range are denied, the neighbours on either side are not."""
    network = ip_network(inside)
    assert not is_public(network[0])
    assert not is_public(network[-1])
    for neighbour in (below, above):
        assert neighbour is None or is_public(ip_address(neighbour))


def test_a_mapped_address_is_judged_as_ipv4() -> None:
    """::ffff:a.b.c.d is public exactly when a.b.c.d is; an opened IPv4 network opens it too."""
    assert is_public(ip_address("::ffff:8.8.8.8"))
    assert not is_public(ip_address("::ffff:10.0.0.1"))
    assert Guard(allow_networks=(ip_network("10.0.0.0/8"),)).opened(ip_address("::ffff:10.0.0.1"))


@given(st.text(max_size=60))
def test_no_text_breaks_the_guard(text: str) -> None:
    """Whatever is typed, the answer is a target or one sentence."""
    guard = Guard()
    for url in (text, f"http://{text}", f"https://a.test/{text}"):
        try:
            target = guard.read(url)
        except RefusedError:
            continue
        assert guard.read(target.url) == target
        assert target.url.isascii()
        assert "@" not in target.host
    assert "\n" not in shown(f"http://{text}\n")
    assert linkable(linkable(text)) == linkable(text)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://user:word@a.test/x?key=secret#frag", "https://a.test/x"),
        ("https://a.test?key=secret", "https://a.test"),
        ("http://a@b@c.test/", "http://c.test/"),
        ("http://a.test/\r\nX: y", "http://a.test/__X:_y"),
        ("javascript:alert(1)", "(an address of another form)"),
        ("http://a.test/" + "x" * 300, "http://a.test/" + "x" * 185 + "…"),
    ],
)
def test_what_is_shown_holds_no_secret(url: str, expected: str) -> None:
    """No user name, password, query or fragment in a log or an error."""
    assert shown(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.test/x?y=1", "https://a.test/x?y=1"),
        (" http://a.test/a b ", "http://a.test/a%20b"),
        ("http://新闻.test/中", "http://新闻.test/中"),
        ("http://intranet:9999/", "http://intranet:9999/"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("https://bank.test@evil.test/", ""),
        ("https://evil.test\\@bank.test/", ""),
        ("https://a.test/\u202egnp.exe", ""),
        ("//a.test/", ""),
        ("", ""),
    ],
)
def test_only_plain_web_links_may_be_clicked(url: str, expected: str) -> None:
    """http and https, no user name, nothing invisible; all else is no link."""
    assert linkable(url) == expected
