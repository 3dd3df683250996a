"""What a request asks at each hop of its redirects, and what of it goes along to the next. Pure."""

from dataclasses import dataclass

from yarl import URL

from watchers.fetching.proxies import Proxy
from watchers.fetching.urls import Target
from watchers.model import Request

# Everything else a request carries may be a key: it stays with the host it was meant for.
_KEPT_HEADERS = frozenset({"accept", "accept-language", "content-type", "if-none-match", "if-modified-since"})
_OWN_HEADERS = frozenset({"host", "accept-encoding", "user-agent", "connection", "transfer-encoding"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A redirect, not yet judged."""

    location: str
    status: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a request goes, judged: whose turn it is there, the pause after it in seconds, and its proxy."""

    target: Target
    url: URL
    key: str
    pause: float
    proxy: Proxy | None


class Ask:
    """What the next hop is asked, changing from hop to hop."""

    __slots__ = ("body", "headers", "method", "place", "request")

    def __init__(self, request: Request, place: Place) -> None:
        self.request = request
        self.place = place
        self.method = request.method
        self.body = request.body
        self.headers = {
            name: value for name, value in request.headers.items() if name.lower() not in _OWN_HEADERS
        }
        if request.etag:
            self.headers["If-None-Match"] = request.etag
        if request.last_modified:
            self.headers["If-Modified-Since"] = request.last_modified

    def move(self, place: Place, status: int) -> None:
        """Turn to where a redirect points. Headers that may be keys do not go to another host."""
        if status == 303 or (status in (301, 302) and self.method == "POST"):
            self.method, self.body = "GET", None
        old, new = self.place.target, place.target
        upgraded = (old.scheme, old.port, new.scheme, new.port) == ("http", 80, "https", 443)
        if new.host != old.host or (new.port != old.port and not upgraded):
            self.headers = {
                name: value for name, value in self.headers.items() if name.lower() in _KEPT_HEADERS
            }
        self.place = place
