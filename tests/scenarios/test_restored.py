"""A backup is put back: what was told since is found again, in another order, and not repeated.

The whole way from feed to channel, whose messages are looked for as in a chat that shows them back.
"""

from datetime import timedelta
from pathlib import Path

from bot.alerts import AlertKind
from bot.app import running
from bot.delivery.deliverer import Deliverer
from bot.operating.backup import backup_to, restore_from
from bot.settings import isolated
from tests.scenarios import test_main_job
from tests.scenarios.test_main_job import CSL_HEAD, EL, QUIET, STORY, World
from tests.stores import only_sqlite
from tests.world import Page, rss
from watchers.model import SourceKind

world = test_main_job.world


def a_list(*numbers: int) -> Page:
    rows = [f'{n:056x},{EL},,Entity,,Example Company {n},"{n} Dock Road, CN",89 FR {n},' for n in numbers]
    return Page((CSL_HEAD + "\n".join(rows)).encode(), "text/csv")


async def again(world: World, store_url: str) -> list[str]:
    """Poll everything with the store as it is in the file; return the titles posted by that."""
    settings = isolated(SANCTIONS_WATCH_DATABASE_URL=store_url, SANCTIONS_WATCH_ALLOW_NETWORKS="127.0.0.0/8")
    before = len(world.channel.posts)
    async with running(settings, chats=False, clock=world.clock) as app:
        app.deliverer = Deliverer(app.store, {"terminal": world.channel}, now=world.clock)
        for _ in range(4):
            world.clock.now += timedelta(hours=7)
            await app.poll_now()
    return [post.title for post in world.channel.posts[before:] if post.kind is not AlertKind.HEALTH]


async def test_what_another_source_brings_first_is_not_told_again(
    world: World, store_url: str, tmp_path: Path
) -> None:
    """After the restore the copy in the second feed is read first: it is known by its link."""
    only_sqlite(store_url)
    world.site.pages |= {"/a-copy": rss(("d0", "Cider", "Music.")), "/wire": rss(QUIET)}
    world.add("/a-copy")
    world.add("/wire")
    await world.poll()
    backup_to(store_url, tmp_path / "b.db")
    world.site.pages["/wire"] = rss(STORY, QUIET)
    await world.poll()
    assert [post.title for post in world.channel.posts] == [STORY[1]]
    copy = rss(("d9", "Servers rented", STORY[2]))
    copy.body = copy.body.replace(b"https://news.example/d9", b"http://www.news.example/s1?utm_source=feed")
    world.site.pages["/a-copy"] = copy
    world.app.db.close()
    restore_from(store_url, tmp_path / "b.db")
    assert await again(world, store_url) == []


async def test_a_change_of_a_list_that_was_read_often_is_not_told_again(
    world: World, store_url: str, tmp_path: Path
) -> None:
    """Between the backup and the change the list was put in force many times; afterwards not once."""
    only_sqlite(store_url)
    some = range(60)
    world.site.pages["/csl"] = a_list(*some)
    world.add("/csl", SourceKind.CSL)
    await world.poll()
    backup_to(store_url, tmp_path / "b.db")
    for more in ((70,), (70, 71)):
        world.site.pages["/csl"] = a_list(*some, *more)
        await world.poll(later=timedelta(hours=7))
    told = [line.text.partition(" (")[0] for post in world.channel.posts for line in post.lines]
    assert told == ["added: Example Company 70", "added: Example Company 71"]
    world.app.db.close()
    restore_from(store_url, tmp_path / "b.db")
    assert await again(world, store_url) == []
