"""`sources add` on lists: what is shown before it is saved is what the first poll brings."""

import re
from dataclasses import replace

import pytest

from bot.cli.checks import check_url
from bot.program import App
from tests.watchers.listmaker import csl_csv, csl_row, ofac_csv, parties
from tests.world import Page, Site, rss
from watchers.model import PollOutcome, SourceKind

pytestmark = pytest.mark.both_stores


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


async def test_a_feed_without_an_entry_is_no_good_source(app: App, site: Site) -> None:
    """It reads well and will never tell anything: said before it is saved, in one sentence."""
    site.pages["/feed"] = rss()
    check = await check_url(app, f"{site.base}/feed")
    assert check.source is not None
    assert check.source.kind is SourceKind.FEED
    assert check.outcome is PollOutcome.FAILED
    assert check.reason.startswith("It can be read and holds nothing at all")
    site.pages["/feed"] = rss(("1", "Report", "text"))
    assert (await check_url(app, f"{site.base}/feed")).outcome is PollOutcome.OK


async def test_a_feed_is_called_as_it_calls_itself(app: App, site: Site) -> None:
    """Two feeds of one site are told apart in alerts; a name that was given, or none in the feed, counts."""
    title = b"<title>Ferry News: &amp; Ships</title>"
    for path, body in (("/a", b"<channel>" + title), ("/b", b"<channel>")):
        page = rss(("1", "Report", "text"))
        bare = re.sub(rb"<channel>\s*<title>[^<]*</title>", b"<channel>", page.body)
        site.pages[path] = replace(page, body=bare.replace(b"<channel>", body, 1))
    names = [
        check.source.name
        for path, name in (("/a", ""), ("/a", "Mine"), ("/b", ""))
        if (check := await check_url(app, f"{site.base}{path}", name=name)).source is not None
    ]
    assert names == ["Ferry News: & Ships", "Mine", "127.0.0.1"]


async def test_each_feed_that_a_page_names_is_tried(app: App, site: Site) -> None:
    """A dead one does not hide the next; where none is left, the reason is that of the feed."""
    named = '<html><head><link rel="alternate" type="application/rss+xml" href="{}">{}</head></html>'
    more = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    site.pages["/feed"] = rss(("1", "Report", "text"))
    site.pages["/page"] = Page(named.format("/gone", more).encode(), "text/html")
    check = await check_url(app, f"{site.base}/page")
    assert (check.outcome, check.url) == (PollOutcome.OK, f"{site.base}/feed")
    site.pages["/page"] = Page(named.format("/gone", "").encode(), "text/html")
    check = await check_url(app, f"{site.base}/page")
    assert check.outcome is PollOutcome.FAILED
    assert f"nor is the feed it names ({site.base}/gone: " in check.reason
    site.pages["/page"] = Page(b"<html><body>News</body></html>", "text/html")
    assert "A page as such is not watched" in (await check_url(app, f"{site.base}/page")).reason


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b" \n", "The answer is empty."),
        (b"%PDF-1.7\n%\xe2\xe3", "A PDF file is there"),
        (
            "<html><body><p>您的访问过于频繁，请稍后再试</p></body></html>".encode(),
            "The site refused the page",
        ),
        (b"<html><title>Just a moment...</title><div id='challenge-form'></div></html>", "The site refused"),
        (b"Please limit requests to one every 5 seconds.", "The site refused the page"),
        (
            b"<html><form><input name=u><input type='password' name=p></form></html>",
            "The page asks for a log-in",
        ),
        (b"<html><body><h1>About us</h1></body></html>", "What is there is neither a feed nor a list"),
    ],
)
async def test_what_is_surely_no_source_is_called_by_its_name(
    app: App, site: Site, body: bytes, reason: str
) -> None:
    """A block page or a file is not called a page without a feed."""
    site.pages["/there"] = Page(body, "text/html")
    check = await check_url(app, f"{site.base}/there")
    assert check.outcome is PollOutcome.FAILED
    assert check.reason.startswith(reason)
