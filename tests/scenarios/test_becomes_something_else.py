"""What was told becomes something else: an item that grows, an id that is used again, a link with a route.

Real server on loopback, real worker, real store, real outbox, as in `test_main_job`.
"""

from datetime import timedelta

import pytest

import watchlists.mutes
from bot.alerts import Alert, AlertKind
from bot.cases import TriageState
from bot.operating import daily
from bot.outbox import outbox
from tests.scenarios import test_main_job
from tests.scenarios.test_main_job import CSL_HEAD, EL, QUIET, World, csl_rows
from tests.world import Page, rss
from watchers.model import SourceKind

pytestmark = pytest.mark.both_stores
world = test_main_job.world

BUYS = "Coastal Lab bought A100 GPU servers."


async def serve(world: World, *items: tuple[str, str, str], moved: dict[str, str] | None = None) -> None:
    """Poll the wire with these items; `moved` are links in place of their own."""
    page = rss(*items, QUIET)
    for name, link in (moved or {}).items():
        page.body = page.body.replace(f"https://news.example/{name}<".encode(), f"{link}<".encode())
    is_first = "/wire" not in world.site.pages
    world.site.pages["/wire"] = page
    if is_first:
        world.add("/wire")
    await world.poll()


def told(world: World) -> list[str]:
    """Return the titles of the alerts that were posted by themselves."""
    return [alert.title for alert in world.channel.posts if alert.kind is AlertKind.MATCH]


def held(world: World, alert_id: str) -> Alert:
    alert = outbox.alert(world.app.db, alert_id)
    assert alert is not None
    return alert


async def test_what_a_first_reading_summed_up_is_posted_when_it_becomes_graver(world: World) -> None:
    """It has no message of its own that could be edited, and high news would be seen by nobody."""
    far = "Word of the harbour. " * 40
    await serve(world, ("m1", "Study", f"Coastal Lab counts quays. {far} A100 GPU prices fell."))
    assert [alert.kind for alert in world.channel.posts] == [AlertKind.BASELINE]
    await serve(world, ("m1", "Study", f"{BUYS} {far}"))
    assert "told in a summary only" in await world.say("why https://news.example/m1")
    await serve(world, ("m1", "Study", f"{BUYS} {far} Corrected."))
    assert told(world) == ["Study"]
    assert world.channel.posts[-1].severity == "high"


async def test_an_alert_put_aside_is_open_again_when_another_watched_name_appears(world: World) -> None:
    """Dismissed for one name, its page names a second: somebody has to look at that."""
    await serve(world)
    await serve(world, ("x", "Deal", BUYS))
    [alert] = world.channel.posts
    await world.say(f"alerts dismiss {alert.id} --because false-match")
    await serve(world, ("x", "Deal", f"{BUYS} The price is not known."))
    assert held(world, alert.id).state is TriageState.DISMISSED
    await serve(world, ("x", "Deal", f"{BUYS} Harbour Institute of Technology runs them."))
    assert held(world, alert.id).state is TriageState.OPEN
    assert world.channel.updates[-1].triage is None


async def test_the_line_of_a_digest_says_that_its_alert_is_open_again(world: World) -> None:
    """Dismissed from the digest, then news about it: the line no longer says that it was put aside."""
    await serve(world)
    await serve(world, ("c1", "New building", "Coastal Lab moved to the north quay."))
    with world.app.db.atomic():
        digest = daily.digest(world.app.db, "default", world.clock())
    assert digest is not None
    await world.say(f"alerts dismiss {digest.lines[0].alert} --because known")
    assert held(world, digest.id).lines[0].triage is not None
    await serve(world, ("c1", "New building", f"Coastal Lab moved to the north quay. {BUYS}"))
    assert told(world) == ["New building"]
    assert held(world, digest.id).lines[0].triage is None


async def test_an_id_that_is_used_again_for_another_thing_is_told(world: World) -> None:
    """A counter that begins anew: another link, headline and words under an old id, told once."""
    await serve(world)
    await serve(world, ("1", "Institute rents servers", f"{BUYS} The harbour board has approved the plan."))
    other = ("1", "Court papers name a trader", "A trader in the old port sold Coastal Lab one A100 GPU.")
    for _ in range(2):
        await serve(world, other, moved={"1": "https://news.example/court"})
    assert told(world) == ["Institute rents servers", "Court papers name a trader"]
    assert "Court papers" in await world.say("why https://news.example/court")
    assert "Institute rents" in await world.say("why https://news.example/1")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Institute rents servers", "Another text altogether, of Coastal Lab and one A100 GPU in the port."),
        ("Lab pays for a year", f"{BUYS} The harbour board has approved the plan and will publish it."),
    ],
)
async def test_a_page_that_moved_and_was_edited_is_not_told_again(
    world: World, title: str, text: str
) -> None:
    """The same id, another link: the headline or the words show that it is the same report."""
    await serve(world)
    await serve(world, ("1", "Institute rents servers", f"{BUYS} The harbour board has approved the plan."))
    await serve(world, ("1", title, text), moved={"1": "https://news.example/2026/institute"})
    assert told(world) == ["Institute rents servers"]


async def test_the_route_of_a_page_that_a_script_fills_tells_its_items_apart(world: World) -> None:
    """One item at a time, all under one address but for what follows the #."""
    for number, title in enumerate(("Quays", "Institute rents servers", "A trader sold boards")):
        item = (f"h{number}", title, BUYS if number else "Boats run.")
        await serve(world, item, moved={f"h{number}": f"https://portal.example/#/notice/{number}"})
    assert told(world) == ["Institute rents servers", "A trader sold boards"]
    assert "Institute rents" in await world.say("why https://portal.example/#/notice/1")


async def test_a_list_change_with_a_muted_name_does_not_say_that_it_names_nobody(world: World) -> None:
    """Every team hears of it, and the sentence is true: the name is there, and muted."""
    rows = csl_rows(40)
    world.site.pages["/csl"] = Page((CSL_HEAD + "\n".join(rows)).encode(), "text/csv")
    world.add("/csl", SourceKind.CSL)
    await world.poll()
    with world.app.db.atomic():
        watchlists.mutes.mute(world.app.db, "default", "Coastal Lab", until=None, reason="known", user="U1")
    rows.append(f'{99:056x},{EL},,Entity,,Coastal Lab,"1 Quay, CN",90 FR 7,')
    world.site.pages["/csl"] = Page((CSL_HEAD + "\n".join(rows)).encode(), "text/csv")
    await world.poll(later=timedelta(hours=7))
    [alert] = world.channel.posts
    assert "other than the muted Coastal Lab" in alert.why[0]
