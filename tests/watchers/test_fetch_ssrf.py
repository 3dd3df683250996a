"""The whole list of hostile and harmless addresses through the real Fetcher on a stubbed internet."""

import json
import ssl
from ipaddress import ip_address
from pathlib import Path

import pytest

from tests.watchers.servers import AGENT, Internet, answer, running, tls_sides
from watchers.errors import FetchError, RefusedError
from watchers.fetching.addresses import is_public
from watchers.fetching.fetch import Fetcher, Limits
from watchers.model import Fetched, Request

# Our own cases; the long list of real ones is read from the real data where that is present.
OWN = [
    # numeric spellings of loopback, private and metadata addresses
    *(("block", f"http://{host}/", {}, []) for host in (
        "127.0.0.1", "10.1.1.1", "0", "0177.0.0.1", "0x7f000001", "2852039166", "127.0.0.1.", "1.2.3.4.5",
        "127.65535", "0x7f.1", "192.168.0.00001", "foo.0x7f", "256.1.1.1", "１２７.1", "①⑦②.16.0.1",
        "[::1]", "[::ffff:7f00:1]", "[fe80::1%25eth0]", "[::127.0.0.1]", "[64:ff9b::10.0.0.1]", "[fec0::1]",
        "[ff02::1]", "[2002:7f00:1::]", "[127.0.0.1]", "[::1", "::1",
    )),
    # forms
    *(("block", url, {}, []) for url in (
        "", " ", "example.com", "//example.com/", "http:/example.com/", "http:example.com", "https://",
        "gopher://example.com/", "data:text/plain,x", "http://exa mple.com/", "http://example.com /",
        "http://example.com\t/", "http://example.com/\x00", "http://example.com/\u202e", "http://example.com\\x/",
        "http://user@example.com/", "http://user:pw@example.com/", "http://@example.com/",
        "http://example.com:99999/", "http://example.com:0/", "http://example.com:22/", "http://example.com:x/",
        "http://-example.com/", "http://example..com/", "http://a%2eb/", "http://example.com%2f@10.0.0.1/",
        "http://" + "a" * 64 + ".com/", "http://example.com/" + "a" * 2048,
    )),
    # names
    ("block", "http://inside.test/", {"inside.test": ["192.168.7.7"]}, []),
    ("block", "http://six.test/", {"six.test": ["fd00::1"]}, []),
    ("block", "http://zone.test/", {"zone.test": ["fe80::1%eth0"]}, []),
    ("block", "http://both.test/", {"both.test": ["93.184.216.34", "10.0.0.1"]}, []),
    ("block", "http://LOCALHOST./", {"localhost": ["127.0.0.1"]}, []),
    ("block", "http://again.test/", {"again.test": [["93.184.216.34"], ["10.0.0.1"]]}, ["http://again.test:8080/"]),
    # redirects
    *(("block", "https://a.test/", {"a.test": ["93.184.216.34"], "in.test": ["10.0.0.9"]}, [to]) for to in (
        "http://a.test/", "https://in.test/", "//in.test/", "https://0x0a000001/", "file:///etc/passwd",
        "https://u:p@a.test/", "\\\\in.test\\x", "https://a.test:22/", "https:///x", "", "https://a.test/ x",
    )),
    ("block", "http://a.test/", {"a.test": ["93.184.216.34"]}, [f"http://a.test/{hop}" for hop in range(6)]),
    # what must still work
    ("allow", "HTTP://Public.Test./Feed?x=1#top", {"public.test": ["93.184.216.34"]}, []),
    ("allow", "https://bücher.test/ü", {"xn--bcher-kva.test": ["2606:4700::1"]}, []),
    ("allow", "http://1.1.1.1:8080/", {}, []),
    ("allow", "http://11.0.0.1/", {}, []),
    ("allow", "http://[2a00:1450:4001::1]/", {}, []),
    ("allow", "http://under_score.test/", {"under_score.test": ["93.184.216.34"]}, []),
    ("allow", "http://a.test/", {"a.test": ["93.184.216.34"]}, ["https://a.test/b", "c?d=%20", "/ü"]),
]  # fmt: skip


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """Return both sides of TLS; the client trusts any name: only the road matters here."""
    return tls_sides(tmp_path_factory.mktemp("tls"))


async def outcome(
    url: str,
    dns: dict[str, list],
    hops: list[str],
    tls: tuple[ssl.SSLContext, ssl.SSLContext],
    body: str = "ok",
) -> tuple[Fetched | RefusedError | FetchError, Internet]:
    """Fetch `url` where each request in turn is answered with the next redirect, then with `body`."""
    left = list(hops)

    async def page(_seen, writer) -> None:
        if left:
            writer.write(answer("302 Found", headers={"Location": left.pop(0)}))
        else:
            writer.write(answer(body=body.encode()))

    class Anything(dict):
        def get(self, _path, _default=None):
            return page

    async with running(Anything()) as http, running(Anything(), tls=tls[0]) as https:
        internet = Internet(dns, http_port=http.port, https_port=https.port)
        fetcher = Fetcher(
            user_agent=AGENT,
            limits=Limits(pause_seconds=0, host_pauses={}),
            tls=tls[1],
            machine=internet.machine,
        )
        try:
            return await fetcher.fetch(Request(url=url)), internet
        except (RefusedError, FetchError) as error:
            return error, internet
        finally:
            await fetcher.close()


def judge(expect: str, kind: str, result: object, internet: Internet) -> str | None:
    """Return what is wrong with the outcome, None when it is as expected."""
    inside = [address for address in internet.connected if not is_public(ip_address(address))]
    if inside:
        return f"connected to {inside}"
    if expect == "block":
        checked = kind in ("rebinding", "mixed-answers")
        return None if isinstance(result, RefusedError) or checked else f"not refused: {result!r}"
    if not isinstance(result, Fetched) or not internet.connected:
        return f"not fetched: {result!r}"
    return None


@pytest.mark.parametrize(("expect", "url", "dns", "hops"), OWN)
async def test_refused_or_fetched(expect, url, dns, hops, tls) -> None:
    """Only the public internet is connected to; what belongs to it is fetched."""
    result, internet = await outcome(url, dns, hops, tls)
    assert judge(expect, "", result, internet) is None
    if expect == "block" and not dns:
        assert not internet.looked_up, "a form that is refused is refused before any look-up"


async def test_the_long_list(real_data: Path, tls) -> None:
    """Every case of the list comes out as it says, through the real Fetcher."""
    lines = (real_data / "hostile/ssrf_urls.jsonl").read_text(encoding="utf-8").splitlines()
    wrong = []
    for case in map(json.loads, lines):
        body = case.get("body", "ok")
        result, internet = await outcome(
            case["url"], case.get("dns", {}), case.get("redirect", []), tls, body
        )
        expect = "allow" if case["expect"] == "no_fetch" else case["expect"]
        fault = judge(expect, case["class"], result, internet)
        if fault is None and case["expect"] == "no_fetch" and len(internet.connected) != 1:
            fault = f"more than the page itself was asked: {internet.connected}"
        if fault:
            wrong.append((case["id"], case["class"], case["url"], fault))
    print(f"addresses={len(lines)} wrong={len(wrong)}")
    assert not wrong
