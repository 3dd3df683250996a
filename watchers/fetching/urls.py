"""The form of a URL: what is taken apart, what is refused, and how one is shown to people. Pure.

Spellings that parsers disagree about are not repaired but refused.
"""

import re
import unicodedata
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import quote

import idna

from watchers.errors import RefusedError

Address = IPv4Address | IPv6Address
MAX_URL = 2048
_STANDARD = {"http": 80, "https": 443}
_FORM = re.compile(r"(https?)://([^/?#]+)(/[^?#]*)?(?:\?([^#]*))?(?:#.*)?", re.IGNORECASE)
_AUTHORITY = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\[\]:@%]+)(?::([0-9]{0,5}))?")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
# A last label of this form makes browsers and libc read the whole host as an IPv4 number.
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_QUAD = re.compile(r"(?:(?:0|[1-9][0-9]{0,2})\.){3}(?:0|[1-9][0-9]{0,2})")
_NOT_PLAIN = re.compile(r"[^\x21-\x7e]|\\")
_PATH_SAFE = "/%:@!$&'()*+,;=~-._"
_QUERY_SAFE = _PATH_SAFE + "?[]|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A URL of acceptable form, taken apart.

    `host` is lower-case ASCII without a trailing dot; `address` is set where the host is an address itself.
    `path` and `query` are percent-encoded, ready to send.
    """

    scheme: str
    host: str
    port: int
    path: str
    query: str
    address: Address | None = None

    @property
    def origin(self) -> tuple[str, str, int]:
        """Return scheme, host and port."""
        return (self.scheme, self.host, self.port)

    @property
    def url(self) -> str:
        """Return the whole URL; it may carry a key in its query, so show `shown(url)` to people."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _STANDARD[self.scheme] else f":{self.port}"
        query = f"?{self.query}" if self.query else ""
        return f"{self.scheme}://{host}{port}{self.path}{query}"


def take_apart(url: str) -> Target:
    if len(url) > MAX_URL:
        raise RefusedError(f"The address is longer than {MAX_URL} characters.")
    # Spellings that parsers disagree about are not repaired but refused.
    if _NOT_PLAIN.search(url):
        for char in url:
            if char == "\\" or unicodedata.category(char)[0] in "CZ":
                raise RefusedError("The address holds a blank, a backslash or an invisible character.")
    form = _FORM.fullmatch(url)
    if form is None:
        raise RefusedError("Only http and https addresses of the form https://host/path are fetched.")
    scheme, authority, path, query = form[1].lower(), form[2], form[3] or "/", form[4] or ""
    if "@" in authority:
        raise RefusedError("An address with a user name or password in it is not fetched.")
    parts = _AUTHORITY.fullmatch(authority)
    if parts is None:
        raise RefusedError("The host of the address cannot be read.")
    port = int(parts[2]) if parts[2] else _STANDARD[scheme]
    if not 0 < port < 65536:
        raise RefusedError("The port of the address does not exist.")
    host, address = _read_host(parts[1])
    return Target(
        scheme=scheme,
        host=host,
        port=port,
        path=quote(path, safe=_PATH_SAFE),
        query=quote(query, safe=_QUERY_SAFE),
        address=address,
    )


def _read_host(written: str) -> tuple[str, Address | None]:
    if written.startswith("["):
        try:
            six = IPv6Address(written[1:-1])
        except ValueError:
            raise RefusedError("The host of the address cannot be read.") from None
        return str(six), six
    host = written.lower()
    if not host.isascii():
        try:
            # Maps full-width digits, circled letters, ideographic dots … to what a resolver would see.
            host = idna.encode(host, uts46=True, std3_rules=True).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            raise RefusedError("The host of the address is not a valid name.") from None
    host = host.removesuffix(".")
    labels = host.split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise RefusedError("The host of the address is not a valid name.")
    if _NUMBER.fullmatch(labels[-1]):
        if not _QUAD.fullmatch(host):
            raise RefusedError("The host of the address is an odd spelling of a number; it is refused.")
        try:
            four = IPv4Address(host)
        except ValueError:
            raise RefusedError("The host of the address is not a valid number.") from None
        return host, four
    return host, None


def shown(url: str) -> str:
    """Return the URL as logs and errors may show it: no user name, query or fragment; at most 200 letters."""
    scheme, separator, rest = url.partition("://")
    if not separator or not scheme.isalnum():
        return "(an address of another form)"
    authority, slash, path = re.split(r"[?#]", rest, maxsplit=1)[0].partition("/")
    text = f"{scheme}://{authority.rpartition('@')[2]}{slash}{path}"
    text = "".join(char if unicodedata.category(char)[0] not in "CZ" else "_" for char in text)
    return text if len(text) <= 200 else text[:199] + "…"


def linkable(url: str) -> str:
    """Return the URL when people may click it (http or https, a host, no user name), else "".

    Laxer than `Guard.read`: nothing is fetched. Blanks at the ends are cut, those inside are encoded.
    """
    url = url.strip().replace(" ", "%20")
    form = _FORM.fullmatch(url)
    if form is None or len(url) > MAX_URL or "@" in form[2] or "\\" in form[2]:
        return ""
    return url if url.isprintable() else ""  # controls, separators, what is not assigned
