"""Connections to checked addresses only, and what it means when one fails.

Knows aiohttp's connector and the guard; knows no request. Every answer of the resolver is checked, and then
the very address a socket is about to connect to, so a name that changes its answer gains nothing. A
connection that is kept open was checked when it was opened, and serves the same host and port only.
"""

import socket
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from watchers.errors import FetchError, RefusedError
from watchers.fetching.addresses import Guard
from watchers.fetching.resolver import lookup

SocketAddress = tuple[str, int] | tuple[str, int, int, int]
AddrInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, SocketAddress]
Resolve = Callable[[str, int], Awaitable[tuple[str, ...]]]
OpenSocket = Callable[[AddrInfo], socket.socket]


class _Refused(OSError):  # noqa: N818 - carries a RefusedError through aiohttp, which wraps OSError only
    def __init__(self, reason: RefusedError) -> None:
        super().__init__(str(reason))
        self.reason = reason


class _Resolver(AbstractResolver):
    """Answers with checked addresses only: one that is not public refuses the whole name."""

    def __init__(self, guard: Guard, resolve: Resolve) -> None:
        self._guard = guard
        self._resolve = resolve

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002 - the base class has it
    ) -> list[ResolveResult]:
        answers = await self._resolve(host, port)
        if not answers:
            raise OSError(None, "no address")
        results = []
        for answer in answers:
            try:
                address = self._guard.check(host, answer, port)
            except RefusedError as error:
                raise _Refused(error) from None
            results.append(
                ResolveResult(
                    hostname=host,
                    host=str(address),
                    port=port,
                    family=socket.AF_INET if address.version == 4 else socket.AF_INET6,
                    proto=0,
                    flags=socket.AI_NUMERICHOST,
                )
            )
        return results

    async def close(self) -> None:
        pass


def _plain_socket(addr_info: AddrInfo) -> socket.socket:
    """Open a socket of the family and kind asked for, not yet connected."""
    family, kind, proto, _, _ = addr_info
    return socket.socket(family=family, type=kind, proto=proto)


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What the machine does for a request: it looks names up, opens sockets and tells the time.

    All of it stands behind the guard, never in front of it.
    """

    resolve: Resolve = lookup
    open_socket: OpenSocket = _plain_socket
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


def checked_connector(guard: Guard, machine: Machine, tls: ssl.SSLContext | None) -> aiohttp.TCPConnector:
    """Build a connector that opens no socket to an address `guard` refuses. Call it inside a running loop."""

    def checked_socket(addr_info: AddrInfo) -> socket.socket:
        host, port = addr_info[4][:2]
        try:
            guard.check(host, host, port)
        except RefusedError as error:
            raise _Refused(error) from None
        return machine.open_socket(addr_info)

    return aiohttp.TCPConnector(
        resolver=_Resolver(guard, machine.resolve),
        use_dns_cache=False,  # each new connection asks anew and is checked anew
        socket_factory=checked_socket,
        ssl=tls or True,
        limit=0,  # `Turns` limits
    )


def explained(error: Exception, host: str) -> RefusedError | FetchError:
    """Say in one sentence for a person what aiohttp or the system means."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, _Refused):
            return seen.reason
        seen = seen.__cause__ or seen.__context__
    match error:
        case aiohttp.ClientProxyConnectionError():
            return FetchError(f"The proxy that leads to {host} cannot be reached.")
        case aiohttp.ClientHttpProxyError():
            return FetchError(f"The proxy that leads to {host} refused with status {error.status}.")
        case aiohttp.ClientConnectorDNSError():
            return FetchError(f"There is no host named {host}, or the name server does not answer.")
        case aiohttp.ClientConnectorCertificateError():
            return FetchError(f"The certificate of {host} is not valid.")
        case aiohttp.ClientSSLError():
            return FetchError(f"No secure connection with {host} could be made.")
        case aiohttp.ClientConnectorError():
            return FetchError(f"{host} cannot be reached.")
        case aiohttp.ClientPayloadError():
            return FetchError(f"The answer of {host} was cut off or garbled.")
        case aiohttp.ServerDisconnectedError():
            return FetchError(f"{host} closed the connection without an answer.")
        case aiohttp.ClientResponseError():
            return FetchError(f"The answer of {host} is not proper HTTP.")
        case OSError():
            return FetchError(f"The connection with {host} broke.")
        case _:
            return FetchError(f"The request to {host} could not be made.")
