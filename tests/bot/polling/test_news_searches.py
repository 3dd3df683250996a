"""Searches for the watched organisations: few, polite, and they follow the watchlists."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import watchers.store
import watchlists.store
from bot.database.interface import open_database
from bot.opening import MIGRATIONS
from bot.polling.news_searches import MOST_LETTERS, renew, searches, settle
from watchers.model import Source, SourceKind
from watchlists.model import Term, Watchlist

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def query(source: Source) -> str:
    return parse_qs(urlsplit(source.url).query)["q"][0]


def orgs(count: int) -> tuple[Term, ...]:
    return tuple(
        Term(name=f"Institute of Marine Optics {n:03}", kind="org", aliases=(f"海洋光学研究所第{n}分部",))
        for n in range(count)
    )


def test_names_share_searches_and_every_name_is_asked_once() -> None:
    """A hundred organisations in two languages are some dozens of searches, none longer than is read."""
    found = searches(orgs(100))
    assert len(found) < 45
    assert {source.kind for source in found} == {SourceKind.GOOGLE_NEWS}
    assert all(len(query(source)) <= MOST_LETTERS and len(query(source).split()) <= 28 for source in found)
    text = " ".join(query(source) for source in found)
    for term in orgs(100):
        assert text.count(f'"{term.name}"') == 1
        assert text.count(f'"{term.aliases[0]}"') == 1
    assert len({source.id for source in found}) == len(found)


def test_only_organisations_in_the_language_they_have() -> None:
    """Chips are searched for already; a name without Chinese spelling makes no Chinese search."""
    (only,) = searches((Term(name="Coastal Lab", kind="org"), Term(name="Nvidia A100", kind="chip")))
    assert query(only) == '("Coastal Lab") when:1d'
    assert "hl=en-US" in only.url
    (han,) = searches((Term(name="之江实验室", kind="org"),))
    assert "ceid=CN%3Azh-Hans" in han.url


def test_the_searches_follow_the_watchlists(store_url: str) -> None:
    """Unchanged searches keep their state, others go; without the opt-in nothing is added."""
    db = open_database(store_url, MIGRATIONS)

    def watch(*terms: Term) -> None:
        watchlists.store.save_team(db, "default", {}, NOW)
        watchlists.store.drop_watchlist(db, "default", "own")
        watchlists.store.save_watchlist(db, Watchlist(team="default", name="own", terms=terms), NOW)

    with db.atomic():
        watch(*orgs(3))
        renew(db, NOW)
        assert not watchers.store.sources(db)
        assert settle(db, NOW) == (2, 2)
        assert settle(db, NOW) == (2, 0)
        watchers.store.pause_source(db, "gn-watch-zh-01", paused=True)
        watch(*orgs(4))
        renew(db, NOW)
        (english, chinese) = watchers.store.sources(db)
        assert "Optics 003" in query(english)
        assert chinese.paused, "what somebody paused stays paused"
        watch()
        renew(db, NOW)
        assert not watchers.store.sources(db)
    db.close()


def test_no_search_tells_whom_a_workspace_watches(store_url: str) -> None:
    """Other workspaces' names go to no search engine; no source's name, which all may read, holds any."""
    db = open_database(store_url, MIGRATIONS)
    with db.atomic():
        for team, name in (("default", "Harbour Institute"), ("slack-T1", "Northern Foundry")):
            watchlists.store.save_team(db, team, {}, NOW)
            terms = (Term(name=name, kind="org"),)
            watchlists.store.save_watchlist(db, Watchlist(team=team, name="own", terms=terms), NOW)
        settle(db, NOW)
        [search] = watchers.store.sources(db)
    assert "Harbour Institute" in query(search)
    assert "Northern Foundry" not in query(search)
    assert "Harbour" not in search.name + search.id
    db.close()
