"""What makes an item new, changed or known."""

from datetime import UTC, datetime

import pytest

from watchers.changes import OPENING, Known, Verdict, canonical_link, content_hash, decide, identities
from watchers.model import Item, ItemKind


def item(name: str = "1", url: str = "https://x.example/1", title: str = "Title 1", **more: object) -> Item:
    values = {"text": "Text", "published": datetime(2026, 1, 1, tzinfo=UTC), **more}
    return Item(id=name, source="s", kind=ItemKind.NEWS, url=url, title=title, **values)  # type: ignore[arg-type]


def held(*items: Item) -> dict[str, Known]:
    return {
        identity: Known(
            key=decision.key,
            content_hash=decision.content_hash,
            title=decision.item.title,
            url=decision.item.url,
            opening=decision.item.text[:OPENING],
        )
        for decision in decide(items, {})
        for identity in decision.identities
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.example.org/a/", "http://example.org/a"),
        ("https://example.org/a?utm_source=x&id=5&fbclid=9", "https://example.org/a?id=5"),
        ("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
        ("https://EXAMPLE.org:443/a#part", "https://example.org/a"),
        ("https://example.org/#/", "https://example.org/#top"),
        ("https://example.org/a;jsessionid=AB12?x=1", "https://example.org/a?x=1"),
        (
            "http://go.theregister.com/feed/www.theregister.co.uk/2019/07/31/x/",
            "https://www.theregister.co.uk/2019/07/31/x/",
        ),
    ],
)
def test_links_that_are_one_address(one: str, other: str) -> None:
    """Scheme, www, port, fragment, order of parameters, campaign and session words do not count."""
    assert canonical_link(one) == canonical_link(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/?p=123", "https://example.org/?p=124"),
        ("https://example.org/n?newsid=1", "https://example.org/n?newsid=2"),
        ("https://example.org/A", "https://example.org/a"),
        ("https://a.example.org/", "https://b.example.org/"),
        ("https://example.org:8443/", "https://example.org/"),
        ("https://example.org/#/notice/1", "https://example.org/#/notice/2"),
        ("https://example.org/app#!1", "https://example.org/app"),
    ],
)
def test_links_that_are_two_addresses(one: str, other: str) -> None:
    """A parameter that names the article, the case of a path and the host count."""
    assert canonical_link(one) != canonical_link(other)


def test_ids_renewed_at_every_poll_repeat_nothing() -> None:
    """The link recognises an item whose publisher makes a new id each time."""
    known = held(item("x-1"))
    assert [one.verdict for one in decide([item("x-99")], known)] == [Verdict.SAME]


def test_an_id_twice_in_one_poll_is_one_item() -> None:
    """Twice the same id and link: decided once."""
    assert len(decide([item(), item(), item("2", "https://x.example/2", "Title 2")], {})) == 2


def test_one_id_on_two_links_is_no_identity() -> None:
    """A feed that gives every item the same id tells its items apart by their links."""
    items = [item("N1", f"https://x.example/{n}", f"Title {n}") for n in range(3)]
    assert [one.verdict for one in decide(items, {})] == [Verdict.NEW] * 3
    assert all("id:N1" not in own for own in identities(items))


def test_the_home_page_as_link_of_every_item_is_no_identity() -> None:
    """Items that all link to the home page are told apart by their ids."""
    items = [item(str(n), "https://x.example/", f"Title {n}") for n in range(3)]
    assert len(decide(items, {})) == 3
    fresh = [*items, item("9", "https://x.example/", "Title 9")]
    assert [one.item.id for one in decide(fresh, held(*items)) if one.verdict is Verdict.NEW] == ["9"]


def test_a_home_page_is_no_identity_of_one_item_either() -> None:
    """A feed of one item at a time that links to the home page brings another item, not an edited one."""
    home, other = item("1", "https://x.example/"), item("2", "https://x.example/#top", "Title 2")
    assert decide([other], held(home))[0].verdict is Verdict.NEW


def test_one_page_for_all_a_publisher_says_names_no_item() -> None:
    """Another id and other words at the same link are another item; an edited one keeps some of its words."""
    page = "https://x.example/notices"
    first = item("1", page, "Two firms join the export list", text="The bureau added two makers of lasers.")
    other = item("2", page, "Licence for gas turbines ends", text="From June no turbine leaves without one.")
    (new,) = decide([other], held(first))
    assert (new.verdict, new.identities) == (Verdict.NEW, ("id:2",))
    edited = item(
        "3", page, "Three firms join the export list", text="The bureau added three makers of lasers."
    )
    assert decide([edited], held(first))[0].verdict is Verdict.CHANGED
    again = decide([other], held(first) | {"id:2": Known(key=new.key, content_hash=new.content_hash)})
    assert again[0].verdict is Verdict.SAME


def test_items_without_title_are_told_apart_by_their_text() -> None:
    """RSS asks for a title or a description: of two that have neither title, link nor id, none is lost."""
    bare = [item("", "", "", text=f"Report number {n} of the day") for n in range(3)]
    assert [one.verdict for one in decide(bare, {})] == [Verdict.NEW] * 3
    assert [one.verdict for one in decide(bare, held(*bare))] == [Verdict.SAME] * 3


def test_without_id_and_link_title_and_day_decide() -> None:
    """The last resort: the same words on the same day are the same item."""
    bare = item("", "", "Notice")
    assert decide([bare], held(bare))[0].verdict is Verdict.SAME
    tomorrow = item("", "", "Notice", published=datetime(2026, 1, 2, tzinfo=UTC))
    assert decide([tomorrow], held(bare))[0].verdict is Verdict.NEW


@pytest.mark.parametrize("dud", ["N/A", "null", " ", "0"])
def test_dud_ids_count_for_nothing(dud: str) -> None:
    """Words that publishers put where an id should be are not one."""
    assert all(not own.startswith("id:") for own in identities([item(dud)])[0])


def test_an_edit_is_a_change_not_a_new_item() -> None:
    """A new title on a known id is a change; white space alone is none."""
    known = held(item())
    assert decide([item(title="Title 1 (updated)")], known)[0].verdict is Verdict.CHANGED
    assert content_hash(item(title="Title  1")) == content_hash(item())


def test_dates_decide_nothing() -> None:
    """A date moved to the year 9999 does not make a known item new."""
    later = item(published=datetime(9999, 1, 1, tzinfo=UTC))
    assert decide([later], held(item()))[0].verdict is Verdict.SAME
