"""The sources that ship: complete, polite, and each with an address we would really ask."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.watchers.servers import answer, fetcher, running
from watchers.dated import dated_url
from watchers.defaults import default_sources
from watchers.errors import FetchError
from watchers.fetching.addresses import Guard
from watchers.fetching.hosts import POLITE_PAUSES
from watchers.model import Source, SourceKind

SOURCES = default_sources()


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.id)
def test_each_source_is_complete(source: Source) -> None:
    """A short id, a name, an address that passes the guard, an interval that is polite."""
    assert 2 <= len(source.id) <= 24
    assert source.id == source.id.lower()
    assert source.name
    assert timedelta(minutes=15) <= source.interval <= timedelta(days=1)
    addresses = [source.url.replace("{date}", "2026-11-23"), *source.options.get("companions", "").split()]
    for url in addresses:
        assert Guard().read(url).url == url


def test_ids_and_addresses_are_unique() -> None:
    """No source twice."""
    assert max(Counter(source.id for source in SOURCES).values()) == 1
    assert max(Counter((source.url, source.options.get("post")) for source in SOURCES).values()) == 1


def test_what_is_on_and_what_is_off() -> None:
    """US lists and rules, CCGP and the press are on; other lists, licensed data and other tenders are off."""
    on = Counter(source.kind for source in SOURCES if not source.paused)
    off = {source.kind for source in SOURCES if source.paused}
    assert on[SourceKind.CCGP_LIST] == 12
    assert on[SourceKind.FEDERAL_REGISTER] == 2
    for kind in ("public-inspection", "ecfr", "csl", "ofac-sdn", "ofac-consolidated", "google-news", "gdelt"):
        assert on[SourceKind(kind)]
    for kind in ("uk", "eu", "un", "opensanctions", "ted", "ocds"):
        assert SourceKind(kind) in off
        assert not on[SourceKind(kind)]


def test_the_federal_register_is_asked_for_one_agency_and_every_field() -> None:
    """Without `fields[]` ten fields come; without the agency everything comes."""
    for source in SOURCES:
        if source.kind is SourceKind.FEDERAL_REGISTER:
            query = parse_qs(urlsplit(source.url).query)
            assert query["conditions[agencies][]"] == [source.options["agencies"]]
            assert {"document_number", "agencies", "effective_on", "correction_of"} <= set(query["fields[]"])
            assert query["order"] == ["newest"]


def test_known_wishes_of_hosts_are_kept() -> None:
    """CCGP gets three seconds between two requests, GDELT five."""
    hosts = {urlsplit(source.url).hostname for source in SOURCES}
    assert POLITE_PAUSES["www.ccgp.gov.cn"] >= 3
    assert POLITE_PAUSES["api.gdeltproject.org"] >= 5
    assert {"www.ccgp.gov.cn", "api.gdeltproject.org"} <= hosts


async def test_a_date_in_an_address_is_the_newest_day_there_is() -> None:
    """The day comes from the source's own list of versions; an address without a date is asked as it is."""
    versions = (
        b'{"content_versions":[{"date": "2026-07-09","amendment_date":"2027-01-01"},{"date":"2026-06-30"}]}'
    )
    async with running({"/v": answer(body=versions), "/none": answer(body=b"{}")}) as server:
        client = fetcher()

        def source(path: str) -> Source:
            return Source(
                id="x",
                kind=SourceKind.ECFR,
                url=server.url("/full/{date}/part.xml"),
                name="x",
                options={"date_url": server.url(path)},
            )

        assert await dated_url(source("/v"), client) == server.url("/full/2026-07-09/part.xml")
        with pytest.raises(FetchError, match="names no day"):
            await dated_url(source("/none"), client)
        await client.close()
    plain = Source(id="y", kind=SourceKind.FEED, url="https://a.test/", name="y")
    assert await dated_url(plain, client) == "https://a.test/"


def test_every_source_is_told_in_the_docs() -> None:
    """docs/sources.md names each source that ships, the ones that are off under their own heading."""
    text = (Path(__file__).parents[2] / "docs/sources.md").read_text(encoding="utf-8")
    on, _, off = text.partition("## Off")
    for source in SOURCES:
        assert f"`{source.id}`" in (off if source.paused else on)
