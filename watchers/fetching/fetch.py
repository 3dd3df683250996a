"""The one road to the network: every outbound request of the watchers is made here.

Knows HTTP, the guard of `watchers.fetching.addresses`, time and size limits. Knows no parser,
no store, no team.

The form of a URL is judged before anything else, the address in `watchers.fetching.connections`. Redirects
are followed by hand with the whole check at each hop.
"""

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from http import HTTPStatus
from itertools import chain

import aiohttp
from yarl import URL

from watchers.errors import FetchError, RefusedError
from watchers.fetching.addresses import Guard
from watchers.fetching.connections import Machine, checked_connector, explained
from watchers.fetching.decompress import Body, is_gzip, too_large
from watchers.fetching.headers import max_age, named_pause
from watchers.fetching.hops import Ask, Moved, Place
from watchers.fetching.hosts import POLITE_PAUSES, Turns
from watchers.fetching.proxies import Proxies, goes_through
from watchers.fetching.urls import Target
from watchers.model import Fetched, NotModified, Request

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_KNOWN = 20_000  # addresses judged and remembered
_PAUSING = frozenset({429, 503})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits of one Fetcher; the body limit is each request's own (`Request.max_bytes`).

    `header_bytes`: all headers of an answer together. `connect_seconds`: one connection with TLS; look-up and
    all addresses of a host together get twice that. `fetch_seconds`: the whole fetch with all redirects,
    without the wait for its turn. `redirects`: hops followed. `slots`, `slow_slots`, `slow_after_seconds`:
    see `watchers.fetching.hosts.Turns`. `pause_seconds`: between two requests to one host, `host_pauses`
    where a host wants another; hosts that are addresses in a network the operator opened get no pause.
    """

    header_bytes: int = 64 * 1024
    connect_seconds: float = 5.0
    fetch_seconds: float = 29.0  # nobody holds us for 30: a busy loop comes late, closing takes time
    redirects: int = 5
    slots: int = 200
    slow_slots: int = 8
    slow_after_seconds: float = 5.0
    pause_seconds: float = 1.0
    host_pauses: Mapping[str, float] = field(default_factory=lambda: POLITE_PAUSES)


class Fetcher:
    """Fetches for all watchers of one process; build it once and close it at the end.

    `user_agent` is sent with every request. `guard` holds what an operator opened. `proxies` stand between us
    and the public internet, never before a network that is opened. `tls` replaces the default certificate
    check, for a company's own authority.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        guard: Guard | None = None,
        limits: Limits | None = None,
        proxies: Proxies | None = None,
        tls: ssl.SSLContext | None = None,
        machine: Machine | None = None,
    ) -> None:
        self._guard = guard or Guard()
        self._limits = limits or Limits()
        self._user_agent = user_agent
        self._proxies = proxies
        self._tls = tls
        self._machine = machine or Machine()
        self._session: aiohttp.ClientSession | None = None
        self._proxied: aiohttp.ClientSession | None = None  # whose connections end at a proxy
        # The same addresses are polled again and again, and the form of one does not change.
        self._known = lru_cache(maxsize=_KNOWN)(self._judge)
        self._turns = Turns(
            slots=self._limits.slots,
            slow_slots=self._limits.slow_slots,
            slow_after=self._limits.slow_after_seconds,
        )

    async def fetch(self, request: Request) -> Fetched | NotModified:
        """Make the request and return a 2xx answer with its body unpacked, or NotModified.

        Raises RefusedError when we would not connect (address, scheme, port, redirect): nothing was sent to
        the place that is refused. Raises FetchError when we tried and failed; `retry_after` is set when the
        server named a pause, `status` when it answered at all; ParseError when the body is half a gzip file.
        """
        ask = Ask(request, self._known(request.url))
        left = self._limits.fetch_seconds
        for _ in range(self._limits.redirects + 1):
            async with self._turns.turn(ask.place.key, ask.place.pause) as turn:
                answer = await self._within(left, ask)
            if not isinstance(answer, Moved):
                return answer
            left -= turn.seconds
            ask.move(self._place(self._guard.follow(ask.place.target, answer.location)), answer.status)
        raise RefusedError(
            f"{ask.place.target.host} redirects more than {self._limits.redirects} times; refused."
        )

    async def close(self) -> None:
        """Close all connections. Fetching again opens new ones."""
        for session in (self._session, self._proxied):
            if session is not None:
                await session.close()
        self._session = self._proxied = None

    def _judge(self, url: str) -> Place:
        return self._place(self._guard.read(url))

    def _place(self, target: Target) -> Place:
        ours = target.address is not None and self._guard.opened(target.address)
        return Place(
            target=target,
            url=URL(target.url, encoded=True),
            # A server on another port is another server.
            key=target.host if target.port in (80, 443) else f"{target.host}:{target.port}",
            pause=self._limits.host_pauses.get(target.host, 0.0 if ours else self._limits.pause_seconds),
            proxy=None if self._proxies is None or ours else self._proxies.of(target),
        )

    async def _within(self, seconds: float, ask: Ask) -> Fetched | NotModified | Moved:
        """Do one request; the time limit stands outside the client, so headers count as well."""
        host = ask.place.target.host
        try:
            async with asyncio.timeout(seconds) as clock:
                return await self._once(ask)
        except TimeoutError as error:
            if clock.expired():
                raise FetchError(
                    f"{host} was too slow: not done after {self._limits.fetch_seconds:g} seconds."
                ) from error
            raise FetchError(
                f"{host} took no connection within {self._limits.connect_seconds:g} seconds."
            ) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise explained(error, host) from error

    async def _once(self, ask: Ask) -> Fetched | NotModified | Moved:
        session, proxy = self._session or self._open(), ask.place.proxy
        if proxy is not None:
            if await goes_through(self._guard, self._machine.resolve, ask.place.target):
                session = self._proxied or self._open_proxied()
            else:
                proxy = None
        request, headers = ask.request, ask.headers
        if proxy is not None and ask.place.target.scheme == "http":  # no tunnel: the proxy reads the request
            headers = {**headers, **proxy.headers}
        async with session.request(
            ask.method,
            ask.place.url,
            headers=headers,
            data=ask.body,
            allow_redirects=False,
            proxy=proxy.url if proxy else None,
            proxy_headers=proxy.headers if proxy else None,
        ) as response:
            if sum(map(len, chain.from_iterable(response.raw_headers))) > self._limits.header_bytes:
                raise FetchError(
                    f"{ask.place.target.host} sent more than {self._limits.header_bytes:,} bytes of headers."
                )
            fresh = max_age(response.headers.get("Cache-Control", ""))
            if response.status == 304 and (request.etag or request.last_modified):
                return NotModified(
                    url=request.url,
                    etag=response.headers.get("ETag"),
                    last_modified=response.headers.get("Last-Modified"),
                    max_age=fresh,
                )
            if response.status in _REDIRECTS and "Location" in response.headers:
                return Moved(location=response.headers["Location"], status=response.status)
            if not 200 <= response.status < 300 or response.status == 206:
                raise self._refusal(response, ask.place.target.host)
            return Fetched(
                url=request.url,
                final_url=ask.place.target.url,
                status=response.status,
                body=await _read(response, request.max_bytes),
                content_type=response.headers.get("Content-Type", ""),
                etag=response.headers.get("ETag"),
                last_modified=response.headers.get("Last-Modified"),
                max_age=fresh,
            )

    def _refusal(self, response: aiohttp.ClientResponse, host: str) -> FetchError:
        """Return what a status other than success means."""
        try:
            phrase = f" ({HTTPStatus(response.status).phrase})"
        except ValueError:
            phrase = ""
        pauses = response.status in _PAUSING
        pause = named_pause(response.headers, self._machine.now()) if pauses else None
        return FetchError(
            f"{host} answered {response.status}{phrase}.", retry_after=pause, status=response.status
        )

    def _open(self) -> aiohttp.ClientSession:
        """Open the session inside the running loop; connections live as long as it does."""
        self._session = self._opened(checked_connector(self._guard, self._machine, self._tls))
        return self._session

    def _open_proxied(self) -> aiohttp.ClientSession:
        """Open the session for the proxies: they are the operator's, and mostly on a private address."""
        self._proxied = self._opened(aiohttp.TCPConnector(ssl=self._tls or True, limit=0))
        return self._proxied

    def _opened(self, connector: aiohttp.TCPConnector) -> aiohttp.ClientSession:
        limits = self._limits
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self._user_agent, "Accept-Encoding": "gzip"},
            timeout=aiohttp.ClientTimeout(
                total=None, connect=2 * limits.connect_seconds, sock_connect=limits.connect_seconds
            ),
            auto_decompress=False,
            trust_env=False,
            max_line_size=16 * 1024,
            max_field_size=16 * 1024,
        )


async def _read(response: aiohttp.ClientResponse, limit: int) -> bytes:
    if (response.content_length or 0) > limit:
        raise too_large(limit)
    body = Body(limit=limit, gzip=is_gzip(",".join(response.headers.getall("Content-Encoding", ()))))
    async for chunk in response.content.iter_any():
        for _ in body.feed(chunk):
            await asyncio.sleep(0)  # unpacking is our work, not the network's: let others run between steps
    return body.finish()
