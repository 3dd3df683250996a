"""`sources add` on lists: what is shown before it is saved is what the first poll brings."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app import App, running
from bot.checks import check_url
from bot.settings import isolated
from tests.watchers.listmaker import csl_csv, csl_row, ofac_csv, parties
from tests.world import Page, Site
from watchers.model import PollOutcome, SourceKind


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    site = Site()
    await site.start()
    yield site
    await site.close()


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    settings = isolated(
        SANCTIONS_WATCH_DATABASE_URL=f"sqlite:///{tmp_path / 'test.db'}",
        SANCTIONS_WATCH_ALLOW_NETWORKS="127.0.0.0/8",
    )
    async with running(settings, chats=False) as app:
        yield app


async def test_a_list_says_how_many_entries_are_watched(app: App, site: Site) -> None:
    """Its kind is recognised, its entries are counted, and those that a watchlist names."""
    rows = [csl_row(party) for party in parties(50)]
    rows[7] |= {"name": "Inspur Group", "alt_names": ""}
    site.pages["/consolidated.csv"] = Page(csl_csv(rows), "text/csv")
    check = await check_url(app, f"{site.base}/consolidated.csv")
    assert check.outcome is PollOutcome.OK
    assert check.source is not None
    assert check.source.kind is SourceKind.CSL
    assert (check.as_json()["items"], check.matching) == (50, 1)


async def test_the_options_count_in_the_look(app: App, site: Site) -> None:
    """The files that belong to a list are read before it is saved, and saved with it."""
    for name, body in ofac_csv(parties(20)).items():
        site.pages[f"/{name}"] = Page(body, "text/csv")
    companions = f"{site.base}/ALT.CSV {site.base}/ADD.CSV"
    check = await check_url(app, f"{site.base}/SDN.CSV", options={"companions": companions})
    assert check.outcome is PollOutcome.OK, check.reason
    assert check.parsed is not None
    assert any(entry.addresses for entry in check.parsed.entries)
    assert check.source is not None
    assert check.source.options["companions"] == companions
