"""The one web server: health, readiness and metrics; the chat front ends mount their routes on it.

Knows aiohttp's server and its limits. Knows no chat: whoever mounts a route checks who calls it. Bodies
are read here, with a limit of size and time, before any front end sees the request.
"""

import asyncio
import errno
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web, web_response
from aiohttp.http_exceptions import HttpProcessingError

from bot.errors import SettingsError
from bot.settings import Settings

logger = logging.getLogger(__name__)

NAME = "sanctions-watch"
# Slack's and Teams' requests stay far below; what is larger is not theirs.
MAX_BODY = 1024 * 1024
BODY_SECONDS = 10.0
READY_SECONDS = 5.0
# How long a connection may stand idle or take over its headers; proxies keep theirs open for 60 s.
IDLE_SECONDS = 75.0
# A SIGTERM must end the program within 10 s; Slack waits 3 s for an answer, posts in hand end before.
SHUTDOWN_SECONDS = 2.5

# aiohttp writes its version into every answer; a request it cannot even read passes no signal of ours.
web_response.SERVER_SOFTWARE = NAME  # type: ignore[attr-defined]


class Server:
    """The web server on `settings.host` and `settings.port` (0 = any free port).

    `healthy` says whether the loop still ticks, `ready` whether work can be done (store, disk, tokens);
    each returns (yes, words). `metrics` returns the text of `/metrics`; without it the path is unknown.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        healthy: Callable[[], tuple[bool, str]],
        ready: Callable[[], Awaitable[tuple[bool, str]]],
        metrics: Callable[[], str] | None = None,
    ) -> None:
        self._settings = settings
        self._healthy = healthy
        self._ready = ready
        self._metrics = metrics
        self._runner: web.AppRunner | None = None
        self.app = web.Application(client_max_size=MAX_BODY, middlewares=[_read_within_limits])
        self.app.on_response_prepare.append(_plain_headers)
        self.app.router.add_get("/healthz", self._healthz)
        self.app.router.add_get("/readyz", self._readyz)
        if metrics is not None:
            self.app.router.add_get("/metrics", self._metrics_page)

    async def start(self) -> int:
        """Listen; return the port. Raises SettingsError when the address cannot be had."""
        host, port = self._settings.host, self._settings.port
        # No access log: it would hold addresses with query strings.
        http_log = logging.getLogger(f"{__name__}.http")
        http_log.addFilter(_without_strangers)
        self._runner = web.AppRunner(
            self.app,
            access_log=None,
            logger=http_log,
            handle_signals=False,
            keepalive_timeout=IDLE_SECONDS,
            shutdown_timeout=SHUTDOWN_SECONDS,
        )
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            await self.close()
            taken = error.errno == errno.EADDRINUSE
            why = "another program listens there" if taken else error.strerror or "no such address"
            raise SettingsError(
                f"Cannot listen on {host} port {port}: {why}; set {'PORT' if taken else 'HOST and PORT'}."
            ) from None
        bound = int(self._runner.addresses[0][1])
        logger.info("server.listening host=%s port=%d", host, bound)
        return bound

    async def close(self) -> None:
        """Stop listening; requests in hand get a few seconds."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def _healthz(self, request: web.Request) -> web.Response:
        del request
        return _verdict(*self._healthy())

    async def _readyz(self, request: web.Request) -> web.Response:
        del request
        try:
            async with asyncio.timeout(READY_SECONDS):
                return _verdict(*await self._ready())
        except TimeoutError:
            return _verdict(False, f"no answer within {READY_SECONDS:.0f} s")
        except Exception:  # whatever it is, the answer is "not ready", and the log says why
            logger.exception("server.ready_failed")
            return _verdict(False, "the check itself failed; see the log")

    async def _metrics_page(self, request: web.Request) -> web.Response:
        del request
        assert self._metrics is not None
        return web.Response(
            text=self._metrics(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
        )


def _verdict(well: bool, words: str) -> web.Response:
    return web.Response(status=200 if well else 503, text=words.strip() + "\n")


def _without_strangers(record: logging.LogRecord) -> bool:
    """Log a request that is no HTTP as one short line: its traceback would quote what a stranger sent."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, HttpProcessingError):
        record.msg, record.args, record.exc_info = "server.not_http status=%d", (error.code,), None
        record.levelno, record.levelname = logging.INFO, "INFO"
    return True


@web.middleware
async def _read_within_limits(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Read the body before any handler does: 413 when too large, 408 when it drips in too slowly."""
    if request.can_read_body:
        try:
            async with asyncio.timeout(BODY_SECONDS):
                await request.read()
        except TimeoutError:
            raise web.HTTPRequestTimeout from None
    return await handler(request)


async def _plain_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Let nobody keep an answer or guess at its type."""
    del request
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Content-Type-Options"] = "nosniff"
