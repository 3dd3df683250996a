"""Sources through a proxy of the environment: which, when, and what the guard still refuses."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_network
from pathlib import Path

import pytest

from tests.watchers.servers import AGENT, Internet, Seen, answer, running, tls_sides
from watchers.errors import FetchError, RefusedError
from watchers.fetching.addresses import Guard
from watchers.fetching.connections import Machine
from watchers.fetching.fetch import Fetcher, Limits
from watchers.fetching.proxies import Proxies
from watchers.model import Fetched, Request

TARGETS = ("http://news.test/", "https://news.test/", "https://10.1.2.3/", "https://[2001:4860::8]:8443/")


@pytest.mark.parametrize(
    ("environment", "through"),
    [
        ({}, [None, None, None, None]),
        ({"HTTPS_PROXY": "http://p:1"}, [None, "p", "p", "p"]),
        ({"http_proxy": "p:1"}, ["p", None, None, None]),
        ({"HTTPS_PROXY": "http://p:1", "https_proxy": "http://q:1"}, [None, "q", "q", "q"]),
        ({"ALL_PROXY": "https://p:1", "http_proxy": "http://q"}, ["q", "p", "p", "p"]),
        ({"HTTPS_PROXY": "http://p:1", "https_proxy": ""}, [None, None, None, None]),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "*"}, [None, None, None, None]),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": ".test"}, [None, None, "p", "p"]),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "ews.test, 10.0.0.0/8"}, [None, "p", None, "p"]),
        ({"HTTPS_PROXY": "http://p:1", "no_proxy": "NEWS.test:443 2001:4860::/32"}, [None, None, "p", None]),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "news.test:80,[2001:4860::8]"}, [None, "p", "p", None]),
    ],
)
def test_the_environment_says_which_proxy(environment: dict[str, str], through: list[str | None]) -> None:
    """By scheme, the more special name first, small letters before large ones; NO_PROXY goes without."""
    guard = Guard(allow_networks=(ip_network("0.0.0.0/0"), ip_network("::/0")))
    proxies = Proxies.read(environment)
    found = [proxies.of(guard.read(url)) for url in TARGETS]
    assert [one and one.url.host for one in found] == through


@pytest.mark.parametrize("value", ["socks5://user:planted@p:1", "http://", "http://p:port", "://planted"])
def test_what_is_no_proxy_is_a_sentence_without_its_value(value: str) -> None:
    """It may hold a password."""
    with pytest.raises(ValueError, match="HTTPS_PROXY is no address of a proxy") as caught:
        Proxies.read({"HTTPS_PROXY": value})
    assert "planted" not in str(caught.value)


@asynccontextmanager
async def tunnels(port: int, told: list[str]) -> AsyncIterator[int]:
    """Run a proxy that tunnels everything to one loopback port; `told` gets each head it was sent."""

    async def pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65_536):
            writer.write(data)
        writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        told.append((await reader.readuntil(b"\r\n\r\n")).decode())
        far, there = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        try:
            await asyncio.gather(pipe(reader, there), pipe(far, writer), return_exceptions=True)
        finally:
            there.close()

    listener = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield listener.sockets[0].getsockname()[1]
    finally:
        listener.close()


def client(proxy: str, internet: Internet, **options) -> Fetcher:
    return Fetcher(
        user_agent=AGENT,
        limits=Limits(pause_seconds=0, host_pauses={}),
        proxies=Proxies.read({"ALL_PROXY": proxy}),
        machine=internet.machine,
        **options,
    )


async def test_https_goes_through_the_proxy_as_a_tunnel(tmp_path: Path) -> None:
    """The certificate is the site's, the proxy learns host and port alone and who we are."""
    ours, theirs = tls_sides(tmp_path)
    told: list[str] = []
    pages = {"/feed?key=k": answer(body=b"<rss/>")}
    async with running(pages, tls=ours) as site, tunnels(site.port, told) as port:
        internet = Internet({"news.test": ["93.184.216.34"]})
        fetcher = client(f"http://me:pass%20word@127.0.0.1:{port}", internet, tls=theirs)
        fetched = await fetcher.fetch(Request(url="https://news.test/feed?key=k"))
        await fetcher.close()
    assert isinstance(fetched, Fetched)
    assert fetched.body == b"<rss/>"
    assert internet.connected == []
    assert told[0].startswith("CONNECT news.test:443 ")
    assert "key" not in told[0]
    assert f"Proxy-Authorization: Basic {base64.b64encode(b'me:pass word').decode()}" in told[0]
    assert "proxy-authorization" not in site.seen[0].headers


async def test_http_is_asked_of_the_proxy_with_redirects_judged() -> None:
    """Each hop is judged before the proxy hears of it."""

    async def page(seen: Seen, writer: asyncio.StreamWriter) -> None:
        where = "http://news.test/next" if seen.path == "http://news.test/" else "http://inner.test/"
        writer.write(answer("302 Found", headers={"Location": where}))

    class Anything(dict):
        def get(self, _path, _default=None):
            return page

    async with running(Anything()) as proxy:
        internet = Internet({"news.test": ["93.184.216.34"], "inner.test": ["10.0.0.7"]})
        fetcher = client(f"http://me:secret@127.0.0.1:{proxy.port}", internet)
        with pytest.raises(RefusedError, match=r"inner\.test is not on the public internet"):
            await fetcher.fetch(Request(url="http://news.test/"))
        await fetcher.close()
    assert [one.path for one in proxy.seen] == ["http://news.test/", "http://news.test/next"]
    assert all(one.headers["proxy-authorization"].startswith("Basic ") for one in proxy.seen)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/",
        "http://inner.test/",
        "http://half.test/",
        "http://intranet/",
        "http://wiki.corp/",
        "http://metadata.google.internal/",
        "http://unknown.example:22/",
        "ftp://news.test/",
    ],
)
async def test_the_proxy_is_not_asked_for_what_is_not_public(url: str) -> None:
    """By address, by our own resolver's answers, and by names that are nobody's in public."""
    async with running({}) as proxy:
        internet = Internet({"inner.test": ["10.0.0.7"], "half.test": ["93.184.216.34", "127.0.0.1"]})
        fetcher = client(f"http://127.0.0.1:{proxy.port}", internet)
        with pytest.raises(RefusedError):
            await fetcher.fetch(Request(url=url))
        await fetcher.close()
    assert proxy.seen == []


async def test_a_name_that_only_the_proxy_knows_is_its_to_look_up() -> None:
    """Behind a proxy a machine often has no name server for the internet, or one that never answers."""

    async def silent(_host: str, _port: int) -> tuple[str, ...]:
        await asyncio.sleep(3600)
        return ()

    async with running({"http://news.example/": answer(body=b"x")}) as proxy:
        for resolve in (Internet({}).resolve, silent):
            fetcher = Fetcher(
                user_agent=AGENT,
                proxies=Proxies.read({"ALL_PROXY": f"127.0.0.1:{proxy.port}"}),
                machine=Machine(resolve=resolve),
            )
            assert isinstance(await fetcher.fetch(Request(url="http://news.example/")), Fetched)
            await fetcher.close()


async def test_an_opened_network_is_asked_directly() -> None:
    """The operator's own sources, by address or name, are on this side of the proxy."""
    async with running({"/": answer(body=b"x")}) as site:
        internet = Internet({"wiki.test": ["10.20.0.5"]}, http_port=site.port)
        fetcher = client(
            "http://127.0.0.1:9", internet, guard=Guard(allow_networks=(ip_network("10.20.0.0/16"),))
        )
        for host in ("wiki.test", "10.20.0.5"):
            assert isinstance(await fetcher.fetch(Request(url=f"http://{host}/")), Fetched)
        await fetcher.close()
    assert internet.connected == ["10.20.0.5", "10.20.0.5"]


async def test_a_proxy_that_fails_is_named_as_the_cause() -> None:
    """Not there, or it refuses: a sentence without its address or password."""
    internet = Internet({"news.test": ["93.184.216.34"]})
    fetcher = client("http://me:planted@127.0.0.1:9", internet)
    with pytest.raises(FetchError, match=r"The proxy that leads to news\.test cannot be reached"):
        await fetcher.fetch(Request(url="https://news.test/"))
    await fetcher.close()
    async with running({"news.test:443": answer("407 Proxy Authentication Required")}) as proxy:
        fetcher = client(f"http://me:planted@127.0.0.1:{proxy.port}", internet)
        with pytest.raises(FetchError, match="refused with status 407") as caught:
            await fetcher.fetch(Request(url="https://news.test/"))
        await fetcher.close()
    assert "planted" not in str(caught.value)
