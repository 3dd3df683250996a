"""The same addresses on every road that leads to a request: redirect, preview, feed link of a page, article.

The first road, a source's own address, is in `test_fetch_ssrf`.
"""

import html
import json
import ssl
from ipaddress import ip_address
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.cli.checks import check_url
from bot.matching.in_force import Matching
from tests.watchers.servers import AGENT, Internet, answer, running, tls_sides
from tests.watchers.test_fetch_ssrf import OWN
from tests.world import SharedParsers
from watchers.details import page_behind, page_of
from watchers.errors import WatcherError
from watchers.fetching.addresses import is_public
from watchers.fetching.fetch import Fetcher, Limits
from watchers.keys import NO_KEYS
from watchers.model import Fetched, Item, ItemKind, PollOutcome, Request, Source, SourceKind

HUB = "http://hub.test/"
HUB_AT = "93.184.216.35"
FEED = (
    b"<rss version='2.0'><channel><title>T</title><item><title>A story of some length</title>"
    b"<link>http://hub.test/1</link><guid>1</guid></item></channel></rss>"
)
ROADS = ("redirect", "preview", "discovery", "article")


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    return tls_sides(tmp_path_factory.mktemp("tls"))


async def travel(
    road: str, url: str, dns: dict[str, list], hops: list[str], tls, parsers: SharedParsers
) -> tuple[bool, Internet]:
    """Take the road to `url`; return whether anything was read there, and who was connected to."""
    left = list(hops)
    if road == "redirect":
        left.insert(0, url)
    link = f'<link rel="alternate" type="application/rss+xml" href="{html.escape(url)}">'
    page_of_hub = f"<!doctype html><html><head>{link}</head><body>Hub</body></html>".encode(
        "utf-8", "surrogatepass"
    )
    asked = 0

    async def page(_seen, writer) -> None:
        nonlocal asked
        asked += 1
        if road == "discovery" and asked == 1:
            writer.write(answer(body=page_of_hub, headers={"Content-Type": "text/html"}))
        elif left:
            writer.write(answer("302 Found", headers={"Location": left.pop(0)}))
        else:
            writer.write(answer(body=FEED, headers={"Content-Type": "application/rss+xml"}))

    class Anything(dict):
        def get(self, _path, _default=None):
            return page

    async with running(Anything()) as http, running(Anything(), tls=tls[0]) as https:
        internet = Internet({**dns, "hub.test": [HUB_AT]}, http_port=http.port, https_port=https.port)
        fetcher = Fetcher(
            user_agent=AGENT,
            limits=Limits(pause_seconds=0, host_pauses={}),
            tls=tls[1],
            machine=internet.machine,
        )
        app = SimpleNamespace(fetcher=fetcher, parsers=parsers, matching=Matching(), keys=NO_KEYS)
        try:
            match road:
                case "redirect":
                    return isinstance(await fetcher.fetch(Request(url=HUB)), Fetched), internet
                case "preview":
                    check = await check_url(app, url)  # type: ignore[arg-type]
                    return check.outcome is PollOutcome.OK, internet
                case "discovery":
                    check = await check_url(app, HUB)  # type: ignore[arg-type]
                    return check.outcome is PollOutcome.OK, internet
                case _:
                    source = Source(
                        id="s", kind=SourceKind.FEED, url=HUB, name="s", options={"article": "on"}
                    )
                    item = Item(id="1", source="s", kind=ItemKind.NEWS, url=url, title="t", text="")
                    behind = page_behind(source, item)
                    if behind is not None:
                        await page_of(source, item, *behind, SimpleNamespace(fetch=fetcher, parse=parsers))
                    return asked > len(hops), internet  # the page itself was served
        except WatcherError:
            return False, internet
        finally:
            await fetcher.close()


def judge(expect: str, kind: str, road: str, read: bool, internet: Internet) -> str | None:
    """Return what is wrong, None when nothing is."""
    inside = [one for one in internet.connected if not is_public(ip_address(one))]
    if inside:
        return f"connected to {inside}"
    if expect == "block":
        if road == "discovery" and kind in ("scheme-or-form", "parser-confusion"):
            return None  # HTML mends an address before it is one: blanks and line ends go, slashes come
        return "read" if read and kind not in ("rebinding", "mixed-answers") else None
    beyond = [one for one in internet.connected if one != HUB_AT]
    return None if beyond and read else f"not read (connected to {internet.connected})"


@pytest.mark.parametrize("road", ROADS)
async def test_own_addresses(road: str, tls, parsers: SharedParsers) -> None:
    """Refused or read as on the first road."""
    wrong = []
    for expect, url, dns, hops in OWN:
        if road == "redirect" and (not url.strip() or len(hops) > 4 or not url.isprintable()):
            continue  # no header can hold it, or the chain is longer than may be followed anyway
        if road in ("redirect", "discovery") and expect == "block" and "://" not in url:
            continue  # there a word without a scheme is a path of the hub's own
        fault = judge(expect, "", road, *await travel(road, url, dns, hops, tls, parsers))
        if fault:
            wrong.append((url, fault))
    assert not wrong


@pytest.mark.parametrize("road", ROADS)
async def test_the_long_list(road: str, real_data: Path, tls, parsers: SharedParsers) -> None:
    """Every case of the list, on every road."""
    lines = (real_data / "hostile/ssrf_urls.jsonl").read_text(encoding="utf-8").splitlines()
    wrong, taken = [], 0
    for case in map(json.loads, lines):
        url, hops = case["url"], case.get("redirect", [])
        if case["expect"] == "no_fetch" or (road == "redirect" and len(hops) > 4):
            continue
        if road in ("redirect", "discovery") and case["expect"] == "block" and "://" not in url:
            continue
        if road == "redirect" and not url.isprintable():
            continue
        taken += 1
        read, internet = await travel(road, url, case.get("dns", {}), hops, tls, parsers)
        fault = judge(case["expect"], case["class"], road, read, internet)
        if fault:
            wrong.append((case["id"], case["class"], url, fault))
    print(f"road={road} addresses={taken} wrong={len(wrong)}")
    assert not wrong
