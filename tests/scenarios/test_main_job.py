"""The main job from fetch to channel: real server on loopback, real worker, real SQLite file, real outbox."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

import watchers.store
import watchlists.store
from bot.actors import Actor, Role
from bot.alerts import AlertKind
from bot.commands.sheets import import_csv
from bot.operating import daily
from bot.outbox import outbox
from bot.program import App
from tests.world import Clock, Page, Recording, Site, rss
from watchers.model import Source, SourceKind

pytestmark = pytest.mark.both_stores

WATCHLIST = """kind,name,aliases,context,note
org,Harbour Institute of Technology,港口理工大学,,test university
org,Coastal Lab,海岸实验室,,
chip,Nvidia A100,A100,GPU|chip|Nvidia,
cloud,Amazon Web Services,AWS,,
"""
QUIET = ("q1", "Ferry timetable", "Boats run again from Tuesday.")
REPORT = """Harbour Institute of Technology rented servers with Nvidia A100 chips from Amazon Web Services
through a reseller in the spring, tender papers show, and paid for one year in advance at a price of
200,000 yuan."""
STORY = ("s1", "Institute rents servers", REPORT)
CSL_HEAD = "_id,source,entity_number,type,programs,name,addresses,federal_register_notice,alt_names\n"
EL = "Entity List (EL) - Bureau of Industry and Security"


def csl_rows(count: int) -> list[str]:
    """Return parties of the Entity List as the CSL writes them, under `CSL_HEAD`."""
    return [
        f'{n:056x},{EL},,Entity,,Example Company {n},"{n} Dock Road, CN",89 FR {n},Alias {n}'
        for n in range(count)
    ]


@dataclass
class World:
    """The bot under test and what surrounds it."""

    app: App
    site: Site
    channel: Recording
    clock: Clock

    def add(self, name: str, kind: SourceKind = SourceKind.FEED, **options: str) -> None:
        source = Source(
            id=name.strip("/"), kind=kind, url=self.site.base + name, name=name.strip("/"), options=options
        )
        with self.app.db.atomic():
            assert watchers.store.add_source(self.app.db, source, self.clock())

    async def poll(self, *, later: timedelta = timedelta(minutes=31)) -> None:
        self.clock.now += later
        await self.app.poll_now()

    async def say(self, text: str, role: Role = Role.EDITOR) -> str:
        actor = Actor(team="default", user="U1", role=role, via="test")
        reply = await self.app.commands.answer(text, actor)
        return repr(reply)


@pytest.fixture
def world(app: App, site: Site, channel: Recording, clock: Clock) -> World:
    with app.db.atomic():
        assert watchlists.store.drop_watchlist(app.db, "default", "starter")
    owner = Actor(team="default", user="U1", role=Role.OWNER, via="test")
    app.desk.prepared(lambda: import_csv(app.desk, owner, WATCHLIST))
    return World(app, site, channel, clock)


async def test_first_poll_is_one_summary_and_the_next_poll_alerts(world: World) -> None:
    """What was there before is told in one message; what comes after is told by itself, once."""
    world.site.pages["/wire"] = rss(QUIET, ("old", "Coastal Lab opens", "Coastal Lab uses A100 GPU servers."))
    world.add("/wire")
    await world.poll()
    assert [alert.kind for alert in world.channel.posts] == [AlertKind.BASELINE]
    assert "Coastal Lab opens" in world.channel.posts[0].lines[0].text
    world.site.pages["/wire"] = rss(STORY, QUIET)
    await world.poll()
    await world.poll()
    posted = world.channel.posts[1:]
    assert [alert.title for alert in posted] == [STORY[1]]
    assert posted[0].severity == "high"
    assert {one.term for one in posted[0].evidence} == {
        "Harbour Institute of Technology",
        "Nvidia A100",
        "Amazon Web Services",
    }
    hit = posted[0].evidence[0]
    assert hit.passage[hit.start : hit.end] == "Harbour Institute of Technology"


async def test_a_reprint_joins_the_alert(world: World) -> None:
    """The same report at another address updates the posted message; it is not posted again."""
    world.site.pages |= {"/wire": rss(QUIET), "/daily": rss(("d0", "Cider", "Music until midnight."))}
    world.add("/wire")
    world.add("/daily")
    await world.poll()
    world.site.pages["/wire"] = rss(STORY)
    await world.poll()
    world.site.pages["/daily"] = rss(("d9", "Servers for rent", f"(Agency) {STORY[2]} More follows."))
    await world.poll()
    assert len(world.channel.posts) == 1
    assert [len(alert.sources) for alert in world.channel.updates] == [2]
    assert "reprint" in await world.say("why https://news.example/d9")


@pytest.mark.parametrize(
    ("link", "held"),
    [
        ("https://www.news.example/s1/?utm_source=x", "same-link"),
        ("http://news.example/s1#top", "same-link"),
    ],
)
async def test_the_same_link_in_other_clothes_is_the_same_item(world: World, link: str, held: str) -> None:
    """Scheme, www, trailing slash, fragment and campaign parameters do not make an item new."""
    world.site.pages |= {"/wire": rss(QUIET), "/copy": rss(("c0", "Cider", "Music."))}
    world.add("/wire")
    world.add("/copy")
    await world.poll()
    world.site.pages["/wire"] = rss(STORY)
    await world.poll()
    copy = rss(("zz", "Another headline", "Harbour Institute of Technology and the A100 GPU."))
    copy.body = copy.body.replace(b"https://news.example/zz", link.replace("&", "&amp;").encode())
    world.site.pages["/copy"] = copy
    await world.poll()
    assert len(world.channel.posts) == 1
    assert held in await world.say(f"why {link}")


async def test_one_kind_alone_waits_for_the_digest(world: World) -> None:
    """A low item is not posted; the daily digest tells it, once."""
    world.site.pages["/wire"] = rss(QUIET)
    world.add("/wire")
    await world.poll()
    world.site.pages["/wire"] = rss(("c1", "New building", "Coastal Lab moved to the north quay."), QUIET)
    await world.poll()
    assert world.channel.posts == []
    assert "digest" in await world.say("why https://news.example/c1")
    with world.app.db.atomic():
        assert daily.digest(world.app.db, "default", world.clock()) is not None
        assert daily.digest(world.app.db, "default", world.clock()) is None
    await world.app.deliverer.drain(timedelta(seconds=5))
    assert [alert.kind for alert in world.channel.posts] == [AlertKind.DIGEST]
    assert world.channel.posts[0].lines[0].detail == "Coastal Lab"


async def test_many_alerts_of_one_poll_are_one_message(world: World) -> None:
    """A burst does not flood: one message lists all, every alert is on record, and `why` says so."""
    world.site.pages["/wire"] = rss(QUIET)
    world.add("/wire")
    await world.poll()
    burst = [(f"b{n}", f"Deal number {n} of the week", f"Coastal Lab bought {n} A100 GPU") for n in range(30)]
    world.site.pages["/wire"] = rss(*burst)
    await world.poll()
    assert [alert.kind for alert in world.channel.posts] == [AlertKind.DIGEST]
    assert len(outbox.alerts(world.app.db, "default", None, 100)) == 31
    became = [(row["stage"], row["reason"]) for row in world.app.db.query("SELECT * FROM verdicts")]
    assert became == [("flood", "many")] * 30


async def test_a_failing_source_is_told_once_and_its_recovery_once(world: World) -> None:
    """Three failures make one message; earlier items stay known, so nothing is told twice afterwards."""
    world.site.pages["/wire"] = rss(QUIET)
    world.add("/wire")
    await world.poll()
    world.site.pages["/wire"] = Page(b"<html><body>Please sign in</body></html>", "text/html")
    for _ in range(6):
        await world.poll(later=timedelta(hours=7))
    assert [alert.title for alert in world.channel.posts] == ["Source failing: wire"]
    world.site.pages["/wire"] = rss(STORY, QUIET)
    await world.poll()
    titles = [alert.title for alert in world.channel.posts[1:]]
    assert sorted(titles) == [STORY[1], "Source works again: wire"]


async def test_a_feed_that_lost_all_its_entries_is_a_failure(world: World) -> None:
    """An empty list where there were entries before is not "no news"; a feed that begins empty is."""
    world.site.pages["/wire"] = rss(QUIET)
    world.site.pages["/new"] = rss()
    world.add("/wire")
    world.add("/new")
    await world.poll()
    world.site.pages["/wire"] = rss()
    for _ in range(4):
        await world.poll(later=timedelta(hours=7))
    assert [alert.title for alert in world.channel.posts] == ["Source failing: wire"]
    assert "no entries at all" in world.channel.posts[0].text


async def test_a_silent_source_is_told_once_and_its_return_once(world: World) -> None:
    """It answers all the while; long after its usual gap the team hears of it, once, and when it is back."""
    for day in range(4):
        world.site.pages["/wire"] = rss((f"d{day}", f"Note of day {day}", "Boats run."), QUIET)
        if day == 0:
            world.add("/wire")
        await world.poll(later=timedelta(days=1))
    assert world.channel.posts == []
    for _ in range(60):
        await world.poll(later=timedelta(hours=12))
    assert [alert.title for alert in world.channel.posts] == ["Source silent: wire"]
    world.site.pages["/wire"] = rss(("n", "A new note", "Boats run."), QUIET)
    await world.poll()
    assert [alert.title for alert in world.channel.posts[1:]] == ["Source works again: wire"]


async def test_a_source_silent_from_the_start_is_told_once(world: World) -> None:
    """A feed that never held an entry, and one that only holds old ones, are told after a month each."""
    world.site.pages |= {"/empty": rss(), "/old": rss(QUIET)}
    world.add("/empty")
    world.add("/old")
    await world.poll()
    assert "no entry yet" in await world.say("sources list")
    for _ in range(24):
        await world.poll(later=timedelta(days=2))
    told = sorted((alert.title, alert.text) for alert in world.channel.posts)
    assert [title for title, _ in told] == ["Source silent: empty", "Source silent: old"]
    assert "has answered since 2026-03-01 and never held an entry" in told[0][1]
    assert "brought nothing new since it was first read on 2026-03-01" in told[1][1]
    world.site.pages["/empty"] = rss(STORY)
    await world.poll()
    await world.app.deliverer.drain(timedelta(seconds=5))
    assert sorted(alert.title for alert in world.channel.posts[2:]) == [STORY[1], "Source works again: empty"]


async def test_a_source_that_fails_and_comes_back_silent_is_told_both(world: World) -> None:
    """It works again; that it has nothing new since long is another message."""
    for day in range(4):
        world.site.pages["/wire"] = rss((f"d{day}", f"Note of day {day}", "Boats run."))
        if day == 0:
            world.add("/wire")
        await world.poll(later=timedelta(days=1))
    last, world.site.pages["/wire"] = world.site.pages["/wire"], Page(b"<html>Sign in</html>", "text/html")
    for _ in range(9):
        await world.poll(later=timedelta(days=1))
    world.site.pages["/wire"] = last
    for _ in range(3):
        await world.poll(later=timedelta(hours=1))
    titles = [alert.title.partition(":")[0] for alert in world.channel.posts]
    assert titles == ["Source failing", "Source works again", "Source silent"]


async def test_a_term_added_in_chat_counts_from_the_next_item(world: World) -> None:
    """An edit needs no restart; what is stored already is told in one summary."""
    world.site.pages["/wire"] = rss(("n1", "Reseller grows", "Meridian Cloud Trading hires."), QUIET)
    world.add("/wire")
    await world.poll()
    assert "Now watching" in await world.say('watchlist add "Meridian Cloud Trading" --kind org')
    await world.app.deliverer.drain(timedelta(seconds=5))
    assert [alert.title for alert in world.channel.posts] == [
        "New term “Meridian Cloud Trading”: 1 stored item names it"
    ]
    world.site.pages["/wire"] = rss(("n2", "Deal", "Meridian Cloud Trading sells A100 GPU servers."))
    await world.poll()
    assert world.channel.posts[-1].title == "Deal"


async def test_what_a_newer_version_reads_otherwise_is_not_told_again(world: World) -> None:
    """An item held as an earlier version read it is kept as it is read now; nobody hears of it twice."""
    world.site.pages["/wire"] = rss(QUIET)
    world.add("/wire")
    await world.poll()
    world.site.pages["/wire"] = rss(STORY, QUIET)
    await world.poll()
    with world.app.db.atomic():
        world.app.db.execute("UPDATE items SET text = 'read otherwise', content_hash = 'other'")
    world.site.pages["/wire"] = rss(("n", "A note", "Boats run."), STORY, QUIET)
    await world.poll()
    await world.poll()
    assert [alert.title for alert in world.channel.posts] == [STORY[1]]
    held = world.app.db.query("SELECT text FROM items WHERE title = :title", {"title": STORY[1]})
    assert [row["text"] for row in held] == [STORY[2]]


async def test_readers_cannot_edit(world: World) -> None:
    """An edit by someone without the role is refused with what to do, and changes nothing."""
    assert "Only editors" in await world.say("watchlist remove Coastal Lab", Role.READER)
    assert "Coastal Lab" in await world.say("watchlist show", Role.READER)


async def test_list_changes_are_exact(world: World) -> None:
    """A list's first reading is silent about its entries; then only what changed is told, to the field."""
    rows = csl_rows(40)
    world.site.pages["/csl"] = Page((CSL_HEAD + "\n".join(rows)).encode(), "text/csv")
    world.add("/csl", SourceKind.CSL)
    await world.poll()
    assert world.channel.posts == []
    edited = rows[:-1]
    edited[3] = edited[3].replace("3 Dock Road", "30 Dock Road")
    edited.append(f'{99:056x},{EL},,Entity,,Harbour Institute of Technology,"1 Quay, CN",90 FR 7,')
    world.site.pages["/csl"] = Page((CSL_HEAD + "\n".join(reversed(edited))).encode(), "text/csv")
    await world.poll(later=timedelta(hours=7))
    text = " / ".join(line.text for alert in world.channel.posts for line in alert.lines)
    assert "added: Harbour Institute of Technology" in text
    assert "removed: Example Company 39" in text
    assert "changed: Example Company 3 " in text + " "
    assert sum(len(alert.lines) for alert in world.channel.posts) == 3
    severities = {alert.severity for alert in world.channel.posts if "Harbour" in repr(alert.lines)}
    assert severities == {"high"}, "a listed party that the team watches is high"
    before = len(world.channel.posts)
    await world.poll(later=timedelta(hours=7))
    assert len(world.channel.posts) == before


async def test_a_cut_list_is_quarantined(world: World) -> None:
    """A list that lost most entries changes nothing and is told once as a fault."""
    rows = [f"{n:056x},{EL},,Entity,,Example Company {n},CN,89 FR {n}," for n in range(200)]
    world.site.pages["/csl"] = Page((CSL_HEAD + "\n".join(rows)).encode(), "text/csv")
    world.add("/csl", SourceKind.CSL)
    await world.poll()
    world.site.pages["/csl"] = Page((CSL_HEAD + "\n".join(rows[:50])).encode(), "text/csv")
    await world.poll(later=timedelta(hours=7))
    await world.poll(later=timedelta(hours=14))
    assert [alert.kind for alert in world.channel.posts] == [AlertKind.HEALTH]
    assert "stays in force" in world.channel.posts[0].text
    assert "200" in await world.say("lists list")


async def test_the_article_behind_a_summary_is_read_on_request(world: World) -> None:
    """With `article=on` the page is fetched by the same rules; one that cannot be read is tried again."""
    head, tail = "<html><body><article><h1>Deal</h1><p>", "</p></article></body></html>"
    world.site.pages["/wire"] = rss(QUIET)
    world.add("/wire", article="on")
    await world.poll()
    page = rss(("x1", "Deal", "Read more on our site."), QUIET)
    page.body = page.body.replace(b"https://news.example/x1", f"{world.site.base}/x1".encode())
    world.site.pages["/wire"] = page
    await world.poll()
    assert world.channel.posts == []
    world.site.pages["/x1"] = Page(f"{head}{(STORY[2] + ' ') * 2}{tail}".encode(), "text/html")
    await world.poll()
    assert [alert.title for alert in world.channel.posts] == ["Deal"]


def teaser(world: World) -> Page:
    """Return a feed whose entry says nothing of the deal, its page on the same server."""
    page = rss(("x1", "Deal", "Read more on our site."), QUIET)
    page.body = page.body.replace(b"https://news.example/x1", f"{world.site.base}/x1".encode())
    return page


async def test_no_article_is_fetched_unless_asked_for(world: World) -> None:
    """Off by default: the page behind a summary is not requested."""
    world.site.pages["/wire"] = rss(QUIET)
    world.add("/wire")
    await world.poll()
    world.site.pages["/wire"] = teaser(world)
    await world.poll()
    assert set(world.site.asked) == {"/wire"}
    assert world.channel.posts == []


async def test_an_article_that_redirects_to_a_private_address_is_not_read(world: World) -> None:
    """The guard that feeds pass holds for the page behind them; the item itself is kept, by its summary."""
    world.site.pages["/wire"] = rss(QUIET)
    world.add("/wire", article="on")
    await world.poll()
    page = teaser(world)
    page.body = page.body.replace(b"Read more on our site.", REPORT.encode())
    world.site.pages["/wire"] = page
    world.site.pages["/x1"] = Page(b"", status=302, headers={"Location": "http://10.11.12.13/admin"})
    await world.poll()
    assert "/x1" in world.site.asked
    assert [alert.title for alert in world.channel.posts] == ["Deal"]
