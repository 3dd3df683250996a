"""From the first word to the list, through real polls: one message, edited as it goes on, and closed."""

import json
from datetime import UTC, datetime, timedelta

import pytest

import watchers.store
from bot.program import App
from tests.watchers.listmaker import Party, csl_csv, csl_row, parties, supplement_4
from tests.world import Clock, Page, Recording, Site
from watchers.model import Source, SourceKind
from watchlists.model import Term, Watchlist
from watchlists.store import save_watchlist

pytestmark = pytest.mark.both_stores

START = datetime(2026, 3, 2, 14, tzinfo=UTC)
HELD = parties(60)
NEW = [
    Party(
        number=9000 + number,
        name=name,
        aliases=(),
        heading="CHINA, PEOPLE'S REPUBLIC OF",
        country="China",
        code="CN",
        addresses=(f"No. {number} Quay Road, Hefei, China",),
        citation="91 FR 10004, 3/6/26",
    )
    for number, name in enumerate(("Harbour Turbine Works", "Northgate Photonics Co., Ltd."), 1)
]
NAMES = " and ".join(one.name for one in NEW)


def register(base: str, **more: object) -> dict[str, object]:
    """Return a document as both services have it."""
    return {
        "document_number": "2026-04321",
        "title": "Additions to the Entity List",
        "type": "Rule",
        "agencies": [{"slug": "industry-and-security-bureau"}],
        "html_url": f"{base}/d/2026-04321",
        **more,
    }


async def test_announced_then_listed_is_one_message_with_the_gap(
    app: App, site: Site, channel: Recording, clock: Clock
) -> None:
    """Public inspection, the eCFR, publication and the screening list, in that order."""
    clock.now = START

    def put(path: str, body: bytes, content_type: str) -> None:
        site.pages[path] = Page(body, content_type)

    async def hours(number: int) -> None:
        clock.now += timedelta(hours=number)
        for report in await app.poll_now():
            assert report.result.outcome in ("ok", "unchanged"), report.result.reason

    put("/pi", json.dumps({"count": 0, "results": []}).encode(), "application/json")
    put("/fr", json.dumps({"count": 0, "results": []}).encode(), "application/json")
    put("/ecfr", supplement_4(HELD), "application/xml")
    put("/csl", csl_csv([csl_row(one) for one in HELD]), "text/csv")
    with app.db.atomic():
        for kind, path in (
            (SourceKind.PUBLIC_INSPECTION, "pi"),
            (SourceKind.FEDERAL_REGISTER, "fr"),
            (SourceKind.ECFR, "ecfr"),
            (SourceKind.CSL, "csl"),
        ):
            source = Source(id=path, kind=kind, url=f"{site.base}/{path}", name=path.upper())
            watchers.store.add_source(app.db, source, START)
    await hours(0)
    assert not channel.posts, "the first reading is silent"

    filed = register(site.base, filed_at="2026-03-03T08:45:00-05:00", raw_text_url=f"{site.base}/raw.txt")
    put("/pi", json.dumps({"count": 1, "results": [filed]}).encode(), "application/json")
    text = (
        "15 CFR Part 744 RIN 0694-AA00 Additions to the Entity List\nAGENCY: BIS.\nACTION: Final rule.\n"
        "SUMMARY: This rule adds two entities to the Entity List, under China (2).\n"
        f"DATES: This rule is effective March 3, 2026.\nSUPPLEMENTARY INFORMATION: {NAMES} are added."
    )
    put("/raw.txt", text.encode(), "text/plain")
    await hours(24)
    (post,) = channel.posts
    facts = {fact.label: fact.value for fact in post.facts}
    assert facts["Stage"] == "announced"
    assert facts["Announces"] == "additions to the Entity List: 2 parties (China 2), effective 2026-03-03"

    put("/ecfr", supplement_4([*NEW, *HELD]), "application/xml")
    await hours(48)
    published = register(
        site.base, publication_date="2026-03-06", citation="91 FR 10000", start_page=10000, end_page=10012
    )
    put("/fr", json.dumps({"count": 1, "results": [published]}).encode(), "application/json")
    await hours(24)
    put("/csl", csl_csv([csl_row(one) for one in (*HELD, *NEW)]), "text/csv")
    await hours(24)

    assert len(channel.posts) == 1, [alert.title for alert in channel.posts]
    last = channel.updates[-1]
    facts = {fact.label: fact.value for fact in last.facts}
    assert facts["Stage"] == "listed (before: announced)"
    assert facts["Listed"] == "2026-03-05 in the Entity List, 2 days after the first word"
    assert facts["Citation"].startswith("91 FR 100")
    assert [line.text for line in last.lines] == [f"added: {one.name} (China)" for one in NEW]
    assert {source.name for source in last.sources} >= {"PI", "ECFR"}


WATCHED = NEW[0].name
HEADLINE = "Additions to the Entity List"


def feed(title: str, link: str, day: str) -> bytes:
    return (
        f'<rss version="2.0"><channel><title>Wire</title><item><title>{title}</title><link>{link}</link>'
        f"<guid>{link}</guid><pubDate>{day}</pubDate>"
        f"<description>{WATCHED} is named, with others.</description></item></channel></rss>"
    ).encode()


@pytest.mark.parametrize("first", ["wire", "fr"])
@pytest.mark.parametrize(
    ("title", "page"),
    [
        (f"{HEADLINE} - Federal Register", "read/1"),  # by its title
        ("Rule on exports", "govinfo.gov/content/pkg/FR-2026-03-06/html/2026-04321.htm"),  # by its page
    ],
)
async def test_news_that_carry_a_document_are_one_story_with_it(
    app: App, site: Site, channel: Recording, clock: Clock, first: str, title: str, page: str
) -> None:
    """Whichever is read first; a document of the same title that was another day's is another story."""
    clock.now = START
    with app.db.atomic():
        terms = (Term(name=WATCHED, kind="org"),)
        save_watchlist(app.db, Watchlist(team="default", name="own", terms=terms), START)
        for name, kind in (("fr", SourceKind.FEDERAL_REGISTER), ("wire", SourceKind.FEED)):
            url = f"{site.base}/{name}"
            watchers.store.add_source(app.db, Source(id=name, kind=kind, url=url, name=name), START)

    def register_of(*documents: dict[str, object]) -> bytes:
        return json.dumps({"count": len(documents), "results": documents}).encode()

    none = b'<rss version="2.0"><channel><title>Wire</title></channel></rss>'
    site.pages["/fr"] = Page(register_of(), "application/json")
    site.pages["/wire"] = Page(none, "application/rss+xml")
    await app.poll_now()
    said = f"This rule adds {NAMES} to the Entity List."
    old = register(
        site.base,
        publication_date="2026-02-20",
        document_number="2026-03999",
        html_url=f"{site.base}/d/2026-03999",
        abstract=said,
    )
    document = register(
        site.base,
        publication_date="2026-03-06",
        citation="91 FR 10000",
        abstract=said,
    )
    clock.now = datetime(2026, 3, 6, 15, tzinfo=UTC)
    pages = {
        "fr": Page(register_of(document), "application/json"),
        "wire": Page(
            feed(title, f"{site.base}/{page}", "Thu, 05 Mar 2026 20:00:00 GMT"), "application/rss+xml"
        ),
    }
    for name in sorted(pages, key=lambda one: one != first):
        site.pages[f"/{name}"] = pages[name]
        clock.now += timedelta(hours=2)
        await app.poll_now()
    named = [post for post in channel.posts if post.kind != "welcome"]
    assert len(named) == 1, [post.title for post in named]
    last = (channel.updates or named)[-1]
    assert {source.name for source in last.sources} == {"fr", "wire"}
    assert last.severity == "high"
    facts = {fact.label: fact.value for fact in last.facts}
    assert facts["Document"] == "2026-04321"

    site.pages["/fr"] = Page(register_of(old, document), "application/json")
    clock.now += timedelta(hours=2)
    await app.poll_now()
    assert len([post for post in channel.posts if post.title == HEADLINE]) == (2 if first == "fr" else 1)
