"""Addresses that may become links: http and https only, absolute. Pure; nothing is resolved or opened."""

import re
from urllib.parse import urljoin, urlsplit

_WEB = re.compile(r"https?://[^\s/?#@]+(?:[/?#]|\Z)", re.IGNORECASE)
_UNSAFE = re.compile('[\x00-\x20\x7f-\xa0\u2028\u2029<>"\\\\^`{|}]')
# Nearly every link: absolute, a plain host, nothing to encode. The host is looked at no further.
_PLAIN = re.compile(
    '(?ai:https?)://[A-Za-z0-9.-]+(?:[/?#][^\x00-\x20\x7f-\xa0\u2028\u2029<>"\\\\^`{|}]*)?\\Z'
)
_LIMIT = 2_048  # characters; the fetcher's limit as well


def web_link(href: str | None, base: str = "") -> str:
    """Return `href` as an absolute http(s) address, resolved against `base`; "" where it cannot be a link.

    User names and passwords in an address make it no link: they are there to deceive. Blanks, quotes and
    angle brackets are percent-encoded, so that the address can stand in any markup.
    """
    href = (href or "").strip()
    if not href or len(href) > _LIMIT:
        return ""
    if _PLAIN.match(href):
        return href
    if not _WEB.match(href):
        if not base:
            return ""
        try:
            href = urljoin(base, href)
        except ValueError:
            return ""
        if not _WEB.match(href):
            return ""
    try:
        if not urlsplit(href).hostname:
            return ""
    except ValueError:
        return ""
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8")), href)


# Counting detours that publishers put before their own address; what follows is the address.
_DETOURS = re.compile(r"https?://go\.theregister\.com/feed/(?=[\w.-]+\.[a-z]+/)", re.IGNORECASE)


def unwrap(link: str) -> str:
    """Return the article's own address where `link` is a known detour that ends in it."""
    if "/feed/" not in link.lower():
        return link
    return _DETOURS.sub("https://", link, count=1)
