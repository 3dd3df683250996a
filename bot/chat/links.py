"""Which addresses from outside may become links, and which host a person is shown. Pure.

Knows the shape of URLs. Knows no chat: what a platform's own syntax needs (`&amp;` in Slack, `)` in
Markdown) is added by its renderer. Nothing is fetched or resolved here.
"""

import re
import unicodedata
from urllib.parse import quote, urlsplit

from yarl import URL

# Slack's limit for the url of a button, the tightest of the places a link goes to.
MAX_LINK = 3000
MAX_SHOWN_HOST = 60
# All that RFC 3986 lets stand in a path, query or fragment; the rest is percent-encoded, so that no
# quote, bracket, bar or blank can end a link early in any chat's syntax.
_STANDS = "%/:?#[]@!$&'()*+,;=~-._"
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*\.?")
_ADDRESS = re.compile(r"[0-9a-f:.]+")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def safe_link(url: str) -> str | None:
    """Return `url` as an ASCII http(s) address that may become a link, or None.

    Refused are other schemes, user names and passwords, addresses without a host or with an impossible port,
    and those longer than 3,000 characters once encoded; also blanks at the wrong place, control, format
    (zero-width, bidi) and surrogate characters, and backslashes and percent signs in the host, which browsers
    read differently from each other. International host names come back in their ASCII form, which is also
    what `shown_host` shows.
    """
    text = url.strip(" \t\r\n")
    if len(text) > MAX_LINK or not _readable(text):
        return None
    try:
        parts = urlsplit(text)
        host, port = _host(parts.netloc), parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or host is None:
        return None
    where = host if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
    rest = quote(text.partition("//")[2][len(parts.netloc) :], safe=_STANDS)
    link = f"{parts.scheme}://{where}{rest}"
    return link if len(link) <= MAX_LINK else None


def shown_host(url: str) -> str:
    """Return the host (and an unusual port) that `url` leads to, "" when it may not become a link.

    A long host loses its beginning: the end says who owns it.
    """
    link = safe_link(url)
    if link is None:
        return ""
    host = urlsplit(link).netloc
    return host if len(host) <= MAX_SHOWN_HOST else "…" + host[1 - MAX_SHOWN_HOST :]


def _readable(text: str) -> bool:
    """Return whether no character of `text` is a control, format, surrogate or unassigned one."""
    return text.isprintable() or not any(unicodedata.category(char)[0] == "C" for char in text)


def _host(netloc: str) -> str | None:
    """Return the host in lower-case ASCII, None where it is missing, hidden behind a user, or malformed.

    Raises ValueError for what cannot be read at all.
    """
    if not netloc or any(char in netloc for char in "@\\%") or any(char.isspace() for char in netloc):
        return None
    host = URL(f"http://{netloc}/").raw_host or ""
    if ":" in host:
        return f"[{host}]" if _ADDRESS.fullmatch(host) else None
    return host if _NAME.fullmatch(host) else None
