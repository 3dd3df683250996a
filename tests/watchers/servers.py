"""Loopback servers and a stubbed internet for the fetch tests: what answers, and who was connected to."""

import asyncio
import gzip
import socket
import ssl
import struct
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from watchers.fetching.addresses import Guard
from watchers.fetching.connections import Machine
from watchers.fetching.decompress import STEP, Body
from watchers.fetching.fetch import Fetcher, Limits
from watchers.parsing import worker

LOOPBACK = (ip_network("127.0.0.0/8"),)
AGENT = "sanctions-watch-tests"
MIB = 1024 * 1024


def bomb(size: int) -> bytes:
    """Return `size` MiB of zeros in a gzip file; what packs one MiB stands there once for each."""
    packer, check = zlib.compressobj(wbits=-zlib.MAX_WBITS), 0
    packed = packer.compress(bytes(MIB)) + packer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(size):
        check = zlib.crc32(bytes(MIB), check)
    end = packer.flush() + struct.pack("<II", check, size * MIB)
    return gzip.compress(b"", mtime=0)[:10] + packed * size + end


@dataclass
class Seen:
    """One request as the server read it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


Answer = bytes | Callable[[Seen, asyncio.StreamWriter], "asyncio.Future[None] | object"]


def answer(
    status: str = "200 OK",
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
    *,
    length: bool = True,
) -> bytes:
    """Write an HTTP/1.1 answer."""
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in (headers or {}).items())]
    if length:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body


@dataclass
class Server:
    """A loopback server: `pages` maps a path to the bytes it answers, or to an async function that writes."""

    pages: dict[str, Answer]
    seen: list[Seen] = field(default_factory=list)
    in_flight: int = 0
    most_in_flight: int = 0
    port: int = 0

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                first, *lines = head.decode("latin-1").split("\r\n")
                method, path, _ = first.split(" ", 2)
                headers = {
                    name.strip().lower(): value.strip()
                    for name, _, value in (line.partition(":") for line in lines if line)
                }
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                seen = Seen(method, path, headers, body)
                self.seen.append(seen)
                self.in_flight += 1
                self.most_in_flight = max(self.most_in_flight, self.in_flight)
                try:
                    page = self.pages.get(path, answer("404 Not Found"))
                    if isinstance(page, bytes):
                        writer.write(page)
                    else:
                        await page(seen, writer)
                    await writer.drain()
                finally:
                    self.in_flight -= 1
        except (asyncio.IncompleteReadError, OSError, asyncio.CancelledError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def running(pages: dict[str, Answer], *, tls: ssl.SSLContext | None = None) -> AsyncIterator[Server]:
    """Run a server on a free loopback port."""
    server = Server(pages)
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=tls)
    server.port = listener.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listener.close()


@dataclass
class Internet:
    """A stubbed internet: `dns` answers by name, every connection is noted and led to one loopback port.

    A value of `dns` is a list of addresses, or a list of such lists for successive look-ups.
    """

    dns: Mapping[str, list]
    http_port: int = 9
    https_port: int = 9
    looked_up: list[str] = field(default_factory=list)
    connected: list[str] = field(default_factory=list)

    @property
    def machine(self) -> Machine:
        """The machine whose names and sockets are of this internet."""
        return Machine(resolve=self.resolve, open_socket=self.open_socket)

    async def resolve(self, host: str, port: int) -> tuple[str, ...]:
        count = self.looked_up.count(host)
        self.looked_up.append(host)
        if host not in self.dns:
            raise OSError(None, "no such name")
        answers = self.dns[host]
        if answers and isinstance(answers[0], list):
            answers = answers[min(count, len(answers) - 1)]
        return tuple(answers)

    def open_socket(self, addr_info) -> socket.socket:
        internet = self

        class Diverted(socket.socket):
            def connect(self, address) -> None:
                internet.connected.append(str(addr_info[4][0]))
                port = internet.https_port if addr_info[4][1] in (443, 8443) else internet.http_port
                super().connect(("127.0.0.1", port))

            @property
            def family(self) -> int:  # asyncio reads the address by it
                return addr_info[0]

        return Diverted(socket.AF_INET, socket.SOCK_STREAM)


def fetcher(**options) -> Fetcher:
    """Build a Fetcher that may reach loopback."""
    options.setdefault("guard", Guard(allow_networks=LOOPBACK))
    options.setdefault("limits", Limits(pause_seconds=0))
    return Fetcher(user_agent=AGENT, **options)


class Round:
    """Counts work of a kind, and keeps the most that was done between two rounds of the running loop.

    Seconds depend on what else a machine does; how often the loop comes round per piece of work does not.
    """

    def __init__(self) -> None:
        self.most = 0
        self._done = 0

    def __repr__(self) -> str:
        return f"at most {self.most:,}"

    def done(self, amount: int) -> None:
        """Say that so much was just done."""
        if not self._done:
            asyncio.get_running_loop().call_soon(self._over)
        self._done += amount
        self.most = max(self.most, self._done)

    def _over(self) -> None:
        self._done = 0


@dataclass
class Steps:
    """What the main process does with bodies and answers between two rounds of its loop, at most."""

    unpacked: Round = field(default_factory=Round)  # bytes of a body that came packed
    sent: Round = field(default_factory=Round)  # bytes of a body, to the worker
    answered: Round = field(default_factory=Round)  # bytes of the worker's answer
    frames: Round = field(default_factory=Round)  # of it

    @property
    def are_small(self) -> bool:
        """Whether others run between any two steps of unpacking, writing and reading."""
        small = self.unpacked.most <= STEP and self.sent.most < 512 * 1024
        return small and self.frames.most <= 1 and self.answered.most < 2_000_000  # one record of the largest


def counted_steps(patch: pytest.MonkeyPatch) -> Steps:
    """Count the steps from now on."""
    steps = Steps()
    keep, write, understand = Body._keep, asyncio.StreamWriter.write, worker.read_frame

    def kept(body: Body, part: bytes) -> None:
        if body._unpack is not None:
            steps.unpacked.done(len(part))
        keep(body, part)

    def written(writer: asyncio.StreamWriter, data: bytes) -> None:
        if writer.get_extra_info("pipe") is not None:  # the servers of the tests write too
            steps.sent.done(len(data))
        write(writer, data)

    def understood(raw: bytes) -> dict[str, Any]:
        steps.answered.done(len(raw))
        steps.frames.done(1)
        return understand(raw)

    patch.setattr(Body, "_keep", kept)
    patch.setattr(asyncio.StreamWriter, "write", written)
    patch.setattr(worker, "read_frame", understood)
    return steps


def tls_sides(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return a server's side of TLS with a certificate of nobody, and a client's side that trusts anyone."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "test")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    path = folder / "pair.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(path)
    client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    client.check_hostname = False
    client.verify_mode = ssl.CERT_NONE
    return server, client
