"""The one road to the network, against real servers on loopback."""

import asyncio
import gzip
import zlib
from datetime import timedelta
from ipaddress import ip_network
from itertools import pairwise
from pathlib import Path

import pytest

from tests.watchers.servers import (
    AGENT,
    MIB,
    Internet,
    answer,
    bomb,
    counted_steps,
    fetcher,
    running,
    tls_sides,
)
from watchers.errors import FetchError, ParseError, RefusedError
from watchers.fetching.addresses import Guard
from watchers.fetching.connections import Machine
from watchers.fetching.decompress import STEP
from watchers.fetching.fetch import Fetcher, Limits
from watchers.model import Fetched, NotModified, Request


async def ask(pages: dict, path: str = "/", **options) -> Fetched | NotModified:
    """Fetch one page of a server that has `pages`."""
    limits = options.pop("limits", None)
    async with running(pages) as server:
        client = fetcher(limits=limits) if limits else fetcher()
        try:
            return await client.fetch(Request(url=server.url(path), **options))
        finally:
            await client.close()


async def refusal(pages: dict, path: str = "/", **options) -> FetchError:
    """Return the FetchError that the page ends in."""
    with pytest.raises(FetchError) as caught:
        await ask(pages, path, **options)
    return caught.value


async def test_an_answer_comes_with_its_caching_headers() -> None:
    """Body, type, validators and max-age come through; we say who we are and ask for gzip alone."""
    headers = {
        "Content-Type": "application/rss+xml; charset=gbk",
        "ETag": '"v1"',
        "Last-Modified": "Mon, 02 Nov 2026 10:00:00 GMT",
        "Cache-Control": "public, max-age=600",
    }
    async with running({"/feed?x=1": answer(body=b"<rss/>", headers=headers)}) as server:
        client = fetcher()
        got = await client.fetch(Request(url=server.url("/feed?x=1#top"), headers={"Accept-Encoding": "br"}))
        await client.close()
    assert got == Fetched(
        url=server.url("/feed?x=1#top"),
        final_url=server.url("/feed?x=1"),
        status=200,
        body=b"<rss/>",
        content_type="application/rss+xml; charset=gbk",
        etag='"v1"',
        last_modified="Mon, 02 Nov 2026 10:00:00 GMT",
        max_age=timedelta(minutes=10),
    )
    sent = server.seen[0].headers
    assert (sent["user-agent"], sent["accept-encoding"]) == (AGENT, "gzip")
    assert "cookie" not in sent


async def test_validators_are_sent_and_304_is_no_failure() -> None:
    """With an ETag or date of ours a 304 is NotModified; without, it is a failure."""
    pages = {"/": answer("304 Not Modified", headers={"Cache-Control": "max-age=5"}, length=False)}
    async with running(pages) as server:
        client = fetcher()
        request = Request(url=server.url(), etag='"a"', last_modified="Mon, 02 Nov 2026 10:00:00 GMT")
        assert await client.fetch(request) == NotModified(url=server.url(), max_age=timedelta(seconds=5))
        assert server.seen[0].headers["if-none-match"] == '"a"'
        assert server.seen[0].headers["if-modified-since"] == "Mon, 02 Nov 2026 10:00:00 GMT"
        with pytest.raises(FetchError, match="304"):
            await client.fetch(Request(url=server.url()))
        await client.close()


async def test_cookies_are_not_kept() -> None:
    """What one answer sets is not sent with the next request."""
    async with running({"/": answer(headers={"Set-Cookie": "id=1"})}) as server:
        client = fetcher()
        for _ in range(2):
            await client.fetch(Request(url=server.url()))
        await client.close()
    assert "cookie" not in server.seen[1].headers


@pytest.mark.parametrize("body", [b"x" * 1000, b"", b"\x1f", b"\x00\xff"])
async def test_gzip_is_unpacked(body: bytes) -> None:
    """A gzip answer is unpacked, in one member or several, with padding after the end."""
    packed = gzip.compress(body)
    for sent in (packed, packed + gzip.compress(b"more"), packed + b"\x00" * 10):
        got = await ask({"/": answer(body=sent, headers={"Content-Encoding": "gzip"})})
        assert isinstance(got, Fetched)
        assert got.body == body + (b"more" if b"more" in gzip.decompress(sent) else b"")
    assert (await ask({"/": answer(body=body)})).body == body


async def test_a_body_that_is_a_gzip_file_is_unpacked_once() -> None:
    """Packed without a header to say so: unpacked under the same limit. Packed twice: refused."""
    packed = gzip.compress(b"<rss/>" * 100)
    assert (await ask({"/": answer(body=packed)})).body == b"<rss/>" * 100
    error = await refusal({"/": answer(body=gzip.compress(packed), headers={"Content-Encoding": "gzip"})})
    assert str(error) == "The answer is packed twice."


@pytest.mark.parametrize(
    ("body", "headers", "sentence"),
    [
        (b"x" * 2001, {}, "larger than 2,000 bytes"),
        (gzip.compress(b"x" * 2001, mtime=0), {"Content-Encoding": "gzip"}, "larger than 2,000 bytes"),
        (gzip.compress(b"x" * 2001, mtime=0), {}, "larger than 2,000 bytes"),
        (gzip.compress(b"x" * 1000, mtime=0)[:-9], {"Content-Encoding": "gzip"}, "cut off"),
        (b"no gzip", {"Content-Encoding": "gzip"}, "cannot be unpacked"),
        (b"x", {"Content-Encoding": "br"}, r"packed in a way we did not ask for \(br\)"),
        (zlib.compress(b"x"), {"Content-Encoding": "deflate"}, r"\(deflate\)"),
        (b"x", {"Content-Encoding": "gzip, gzip"}, r"\(gzip, gzip\)"),
        (b"x", {"Content-Encoding": "gzip\r\nContent-Encoding: br"}, r"\(gzip, br\)"),
        (b"x", {"Content-Encoding": "zstd"}, r"\(zstd\)"),
    ],
)
async def test_what_a_body_may_not_be(body: bytes, headers: dict, sentence: str) -> None:
    """Over the limit after unpacking, cut, broken, or packed in any other way: one sentence each."""
    with pytest.raises((FetchError, ParseError), match=sentence):
        await ask({"/": answer(body=body, headers=headers)}, max_bytes=2000)


@pytest.mark.parametrize("headers", [{"Content-Encoding": "gzip"}, {}])
async def test_a_bomb_costs_no_more_than_the_limit(headers: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    """300 MiB in 300 kB end at the limit, and the loop comes round between any two steps of unpacking."""
    steps = counted_steps(monkeypatch)
    error = await refusal({"/": answer(body=bomb(300), headers=headers)}, max_bytes=64 * MIB)
    assert "larger than 64 MiB" in str(error)
    assert 0 < steps.unpacked.most <= STEP


async def test_a_body_without_end_is_cut() -> None:
    """A stream of unknown length is read up to the limit only."""

    async def endless(_seen, writer) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 65536)
            await writer.drain()

    assert "larger than 1 MiB" in str(await refusal({"/": endless}, max_bytes=MIB))


async def test_a_size_announced_over_the_limit_is_not_read() -> None:
    """Content-Length over the limit ends the fetch before the body."""

    async def announced(_seen, writer) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")
        await asyncio.sleep(30)

    assert "larger than 5 MiB" in str(await refusal({"/": announced}))


@pytest.mark.parametrize(
    "raw",
    [
        answer(headers={f"X-{number}": "y" * 1000 for number in range(70)}),
        answer(headers={"X": "y" * 70_000}),
        answer(headers={f"X-{number}": "y" for number in range(20_000)}),
        b"HTTP/1.1 200 " + b"O" * 100_000 + b"\r\n\r\n",
    ],
)
async def test_headers_have_a_limit(raw: bytes) -> None:
    """64 KiB of headers, in one or in many, end the fetch."""
    error = await refusal({"/": raw})
    assert "headers" in str(error) or "HTTP" in str(error)


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"SSH-2.0-OpenSSH\r\n\r\n", "not proper HTTP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf!", "cut off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "not proper HTTP|garbled|cut off"),
        (b"", "closed the connection without an answer"),
    ],
)
async def test_garbled_answers_are_said_in_plain_words(raw: bytes, sentence: str) -> None:
    """What is no HTTP, or ends too soon, is a FetchError with a sentence."""

    async def page(_seen, writer) -> None:
        writer.write(raw)
        await writer.drain()
        writer.close()

    with pytest.raises(FetchError, match=sentence):
        await ask({"/": page})


@pytest.mark.parametrize("dripped", [b"HTTP/1.1 200 OK\r\nX-Slow: " + b"y" * 500, answer(body=b"z" * 500)])
async def test_a_drip_ends_at_the_time_limit(dripped: bytes) -> None:
    """A byte now and then, in headers or body, does not keep a fetch alive."""

    async def drip(_seen, writer) -> None:
        for byte in dripped:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.02)

    error = await refusal({"/": drip}, limits=Limits(pause_seconds=0, fetch_seconds=0.3))
    assert str(error) == "127.0.0.1 was too slow: not done after 0.3 seconds."


async def test_redirects_share_one_time_limit() -> None:
    """The limit is for the whole fetch, not for each hop."""

    async def slow(_seen, writer) -> None:
        await asyncio.sleep(0.15)
        writer.write(answer("302 Found", headers={"Location": "/"}))

    error = await refusal({"/": slow}, limits=Limits(pause_seconds=0, fetch_seconds=0.4))
    assert "too slow" in str(error)


@pytest.mark.parametrize(
    ("status", "headers", "pause"),
    [
        ("429 Too Many Requests", {"Retry-After": "120"}, timedelta(minutes=2)),
        ("503 Service Unavailable", {"Retry-After": "0"}, timedelta(0)),
        (
            "503 Service Unavailable",
            {"Date": "Mon, 02 Nov 2026 10:00:00 GMT", "Retry-After": "Mon, 02 Nov 2026 10:05:00 GMT"},
            timedelta(minutes=5),
        ),
        ("429 Too Many Requests", {"Retry-After": "soon"}, None),
        ("429 Too Many Requests", {"Retry-After": "9" * 400}, timedelta(days=7)),
        ("429 Too Many Requests", {}, None),
        ("404 Not Found", {"Retry-After": "120"}, None),
        ("206 Partial Content", {}, None),
        ("302 Found", {}, None),
        ("599 Odd", {}, None),
    ],
)
async def test_a_status_that_is_no_success(status: str, headers: dict, pause: timedelta | None) -> None:
    """The status comes with the error, and the pause where the server may name one."""
    error = await refusal({"/": answer(status, headers=headers)})
    assert error.status == int(status[:3])
    assert error.retry_after == pause
    assert f"answered {status[:3]}" in str(error)


async def test_no_answer_and_no_host_are_told_apart(tmp_path: Path) -> None:
    """A closed port, a name nobody knows, a certificate of nobody: one sentence each, no query in it."""
    client = fetcher(machine=Machine(resolve=Internet({}).resolve))
    with pytest.raises(FetchError, match=r"no host named nowhere\.test,"):
        await client.fetch(Request(url="http://nowhere.test/?key=secret"))
    async with running({}) as server:
        url = server.url("/?key=secret")
    with pytest.raises(FetchError, match=r"^127\.0\.0\.1 cannot be reached\.$"):
        await client.fetch(Request(url=url))
    async with running({}, tls=tls_sides(tmp_path)[0]) as server:
        with pytest.raises(FetchError, match="The certificate of 127"):
            await client.fetch(Request(url=server.url().replace("http:", "https:")))
    await client.close()


async def test_keys_stay_with_their_host() -> None:
    """On a change of host only harmless headers go along; within a host they stay."""
    async with running({"/": answer(), "/2": answer("302 Found", headers={"Location": "/3"})}) as other:
        pages = {
            "/": answer("302 Found", headers={"Location": "/far"}),
            "/far": answer("307 Temporary Redirect", headers={"Location": other.url()}),
        }
        async with running(pages) as first:
            client = fetcher()
            secret = {"Authorization": "Bearer s", "X-Api-Key": "s", "Cookie": "s", "subscription-key": "s"}
            await client.fetch(Request(url=first.url(), headers={**secret, "Accept": "text/xml"}))
            await client.close()
    for seen in first.seen:
        assert {name.lower(): seen.headers.get(name.lower()) for name in secret} == {
            name.lower(): value for name, value in secret.items()
        }
    assert not {name.lower() for name in secret} & set(other.seen[0].headers)
    assert other.seen[0].headers["accept"] == "text/xml"


@pytest.mark.parametrize(
    ("status", "method", "body"),
    [(301, "GET", b""), (303, "GET", b""), (307, "POST", b"{}"), (308, "POST", b"{}")],
)
async def test_a_post_after_a_redirect(status: int, method: str, body: bytes) -> None:
    """301, 302 and 303 turn a POST into a GET; 307 and 308 keep method and body (RFC 9110, 15.4)."""
    async with running(
        {"/": answer(f"{status} Moved", headers={"Location": "/b"}), "/b": answer()}
    ) as server:
        client = fetcher()
        await client.fetch(Request(url=server.url(), method="POST", body=b"{}"))
        await client.close()
    assert (server.seen[0].method, server.seen[0].body) == ("POST", b"{}")
    assert (server.seen[1].method, server.seen[1].body) == (method, body)


async def test_five_redirects_are_followed_and_no_more() -> None:
    """The sixth redirect is refused."""
    pages = {f"/{hop}": answer("301 Moved", headers={"Location": f"/{hop + 1}"}) for hop in range(9)}
    with pytest.raises(RefusedError, match="more than 5 times"):
        await ask(pages, "/0")
    pages["/5"] = answer(body=b"there")
    got = await ask(pages, "/0")
    assert isinstance(got, Fetched)
    assert got.body == b"there"
    assert got.final_url.endswith("/5")


async def test_private_networks_are_closed_unless_opened() -> None:
    """Loopback is refused by default, and only the network named is opened, on any port."""
    async with running({"/": answer(body=b"inside")}) as server:
        closed = Fetcher(user_agent=AGENT)
        other = Fetcher(user_agent=AGENT, guard=Guard(allow_networks=(ip_network("10.0.0.0/8"),)))
        for client in (closed, other):
            with pytest.raises(RefusedError, match="refused"):
                await client.fetch(Request(url=server.url()))
            await client.close()
        assert not server.seen
        client = fetcher()
        assert isinstance(await client.fetch(Request(url=server.url())), Fetched)
        named = fetcher(machine=Machine(resolve=Internet({"inside.test": ["127.0.0.1"]}).resolve))
        got = await named.fetch(Request(url=f"http://inside.test:{server.port}/"))
        assert isinstance(got, Fetched)
        await client.close()
        await named.close()


async def test_a_port_is_opened_everywhere_by_setting() -> None:
    """allow_ports adds a port for public hosts; the default set stays closed to it."""
    async with running({"/": answer(body=b"x")}) as server:
        internet = Internet({"a.test": ["93.184.216.34"]}, http_port=server.port)
        for ports, fine in (((), False), ((9999,), True)):
            client = Fetcher(
                user_agent=AGENT,
                guard=Guard(allow_ports=ports),
                machine=internet.machine,
            )
            if fine:
                assert isinstance(await client.fetch(Request(url="http://a.test:9999/")), Fetched)
            else:
                with pytest.raises(RefusedError, match="Port 9999"):
                    await client.fetch(Request(url="http://a.test:9999/"))
            await client.close()
    assert internet.connected == ["93.184.216.34"]


async def test_the_environment_names_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Proxy settings of the environment would lead round the guard; they are not read."""
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert isinstance(await ask({"/": answer()}), Fetched)


async def test_one_request_at_a_time_to_a_host_with_a_pause() -> None:
    """Requests to one host never overlap, the next begins after the pause, another host does not wait."""

    async def page(_seen, writer) -> None:
        times.append(asyncio.get_running_loop().time())
        await asyncio.sleep(0.02)
        writer.write(answer())

    times: list[float] = []
    async with running({"/": page}) as one, running({"/": answer()}) as other:
        client = fetcher(limits=Limits(host_pauses={"127.0.0.1": 0.1}))
        await asyncio.gather(*(client.fetch(Request(url=one.url())) for _ in range(4)))
        quick = asyncio.create_task(client.fetch(Request(url=other.url())))
        await quick
        await client.close()
    assert one.most_in_flight == 1
    assert all(later - earlier >= 0.1 for earlier, later in pairwise(times))


async def test_slow_servers_do_not_use_up_the_room() -> None:
    """Hosts that were slow wait for a slow slot, here the only one; quick ones go on beside them."""
    quick_done = asyncio.Event()

    async def slow(_seen, writer) -> None:
        await asyncio.sleep(0.15)
        if len(a.seen) + len(b.seen) > 2:
            await quick_done.wait()
        writer.write(answer())

    limits = Limits(pause_seconds=0, slots=1, slow_slots=1, slow_after_seconds=0.1)
    async with running({"/": slow}) as a, running({"/": slow}) as b, running({"/": answer()}) as c:
        client = fetcher(limits=limits)
        for server in (a, b):
            await client.fetch(Request(url=server.url()))
        again = [asyncio.create_task(client.fetch(Request(url=server.url()))) for server in (a, b)]
        await asyncio.sleep(0.05)
        for _ in range(6):
            await client.fetch(Request(url=c.url()))
        assert len(a.seen) + len(b.seen) == 3, "one of the slow two is asked, the other waits"
        quick_done.set()
        await asyncio.gather(*again)
        await client.close()


async def test_connections_are_kept_between_polls() -> None:
    """Two polls of one host share a connection, so the address is looked up and checked once."""
    async with running({"/": answer()}) as server:
        internet = Internet({"a.test": [["93.184.216.34"], ["10.0.0.1"]]}, http_port=server.port)
        client = Fetcher(
            user_agent=AGENT,
            limits=Limits(pause_seconds=0),
            machine=internet.machine,
        )
        for _ in range(2):
            await client.fetch(Request(url="http://a.test/"))
        await client.close()
        assert internet.connected == ["93.184.216.34"]
        with pytest.raises(RefusedError):
            await client.fetch(Request(url="http://a.test/"))
        await client.close()


async def test_a_request_can_be_given_up() -> None:
    """Cancelling a fetch frees its turn for the next one."""

    async def never(_seen, _writer) -> None:
        await asyncio.sleep(30)

    async with running({"/never": never, "/": answer()}) as server:
        client = fetcher()
        task = asyncio.create_task(client.fetch(Request(url=server.url("/never"))))
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert isinstance(await client.fetch(Request(url=server.url())), Fetched)
        await client.close()


async def test_the_systems_resolver_is_asked_in_the_end() -> None:
    """Without a stub, names are resolved by the system: localhost is known and refused."""
    client = Fetcher(user_agent=AGENT)
    with pytest.raises(RefusedError, match="localhost is not on the public internet"):
        await client.fetch(Request(url="http://localhost/"))
    await client.close()
