"""The matcher in force follows the store: at once for an edit, and with one index of all after many edits."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

import bot.matching
from bot.app import MIGRATIONS
from bot.database import open_database
from bot.matching import Matching
from watchlists.model import Passage, Term, Watchlist
from watchlists.store import save_team, save_watchlist

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_edits_are_in_force_at_once_and_are_folded_into_one_index_in_the_background(store_url, monkeypatch):
    """While an index of all terms is made beside the old one, edits hold; none is lost when it takes over."""
    monkeypatch.setattr(bot.matching, "MANY_PENDING", 20)
    db = open_database(store_url, MIGRATIONS)
    matching = Matching()

    def put(team: str, *names: str) -> None:
        terms = tuple(Term(name=name, kind="org") for name in names)
        with db.atomic():
            save_team(db, team, {}, NOW)
            save_watchlist(db, Watchlist(team=team, name="default", terms=terms), NOW)
        matching.refresh(db, NOW)

    def found(text: str) -> set[str]:
        return {match.term for match in matching.scan(Passage(text=text)).matches}

    for number in range(6):
        put(f"team{number}", f"Quorvex{number} Optics Ltd")
    put("team1", *(f"Brelmor{number} Dynamics Ltd" for number in range(40)))
    rebuild = matching._rebuild
    assert rebuild is not None
    put("team2", "Zyntrall Photonics Ltd")  # while it is being made
    assert found("Zyntrall Photonics won.") == {"Zyntrall Photonics Ltd"}
    rebuild.join()
    put("team3", "Ombrix Marine Ltd")
    assert matching._rebuild is None
    assert matching._matcher.pending < 20
    assert found("Zyntrall Photonics and Ombrix Marine, Brelmor7 Dynamics") == {
        "Zyntrall Photonics Ltd",
        "Ombrix Marine Ltd",
        "Brelmor7 Dynamics Ltd",
    }
    assert found("Quorvex4 Optics, Quorvex2 Optics and Quorvex1 Optics won.") == {"Quorvex4 Optics Ltd"}
    db.close()


def test_an_index_that_could_not_be_made_is_told_and_tried_again(store_url, monkeypatch, caplog):
    """The old matcher serves on; the next try is after a wait that doubles, however many edits come."""
    monkeypatch.setattr(bot.matching, "MANY_PENDING", 20)
    db = open_database(store_url, MIGRATIONS)
    matching = Matching()

    def put(team: str, now: datetime, *names: str) -> None:
        terms = tuple(Term(name=name, kind="org") for name in names)
        with db.atomic():
            save_team(db, team, {}, now)
            save_watchlist(db, Watchlist(team=team, name="default", terms=terms), now)
        matching.keep_up(db, now)

    def found(text: str) -> set[str]:
        return {match.term for match in matching.scan(Passage(text=text)).matches}

    for number in range(6):
        put(f"team{number}", NOW, f"Quorvex{number} Optics Ltd")

    def out_of_memory(lists: object) -> None:
        raise MemoryError("none left")

    with monkeypatch.context() as broken:
        broken.setattr(bot.matching, "_compiled", out_of_memory)
        put("team1", NOW, *(f"Brelmor{number} Dynamics Ltd" for number in range(40)))
        matching._rebuild.join()
        with caplog.at_level(logging.WARNING, "sanctions_watch.matching"):
            assert matching.keep_up(db, NOW) is False
        assert "failures=1 next_try_in=30s error=MemoryError: none left" in caplog.text
        assert found("Brelmor7 Dynamics and Quorvex4 Optics") == {
            "Brelmor7 Dynamics Ltd",
            "Quorvex4 Optics Ltd",
        }
        put("team2", NOW + timedelta(seconds=29), "Zyntrall Photonics Ltd")
        assert matching._rebuild is None  # it still waits
        matching.keep_up(db, NOW + timedelta(seconds=31))
        matching._rebuild.join()
        with caplog.at_level(logging.WARNING, "sanctions_watch.matching"):
            matching.keep_up(db, NOW + timedelta(seconds=31))
        assert "failures=2 next_try_in=60s" in caplog.text
    matching.keep_up(db, NOW + timedelta(seconds=92))
    matching._rebuild.join()
    matching.keep_up(db, NOW + timedelta(seconds=92))
    assert matching._matcher.pending == 0
    assert found("Zyntrall Photonics, Brelmor7 Dynamics") == {
        "Zyntrall Photonics Ltd",
        "Brelmor7 Dynamics Ltd",
    }
    db.close()


def test_an_edit_makes_no_matcher_where_none_is_used(store_url):
    """A command in a process of its own edits a watchlist without compiling every name that is watched."""
    db = open_database(store_url, MIGRATIONS)
    with db.atomic():
        save_team(db, "team", {}, NOW)
        terms = (Term(name="Quorvex Optics Ltd", kind="org"),)
        save_watchlist(db, Watchlist(team="team", name="default", terms=terms), NOW)
    matching = Matching()
    matching.follow(db, NOW)
    assert matching._matcher is None
    matching.refresh(db, NOW)
    with db.atomic():
        save_watchlist(db, Watchlist(team="team", name="default", terms=()), NOW)
    matching.follow(db, NOW)
    assert not matching.scan(Passage(text="Quorvex Optics Ltd")).matches
    db.close()


def test_a_scan_waits_for_the_first_index_and_an_edit_meanwhile_holds(store_url, monkeypatch):
    """The program starts while the first index is made; nothing is scanned without it, no edit is lost."""
    db = open_database(store_url, MIGRATIONS)
    terms = (Term(name="Quorvex Optics Ltd", kind="org"),)
    with db.atomic():
        save_team(db, "team", {}, NOW)
        save_watchlist(db, Watchlist(team="team", name="default", terms=terms), NOW)
    may_go_on = threading.Event()
    compiled = bot.matching._compiled

    def slowly(lists):
        may_go_on.wait(30)
        return compiled(lists)

    monkeypatch.setattr(bot.matching, "_compiled", slowly)
    matching = Matching()
    matching.begin(db, NOW)
    assert set(matching.views) == {"team"}
    assert matching.is_beginning
    with ThreadPoolExecutor() as pool:
        scan = pool.submit(matching.scan, Passage(text="Quorvex Optics won."))
        with pytest.raises(TimeoutError):
            scan.result(0.05)
        may_go_on.set()
        assert {match.term for match in scan.result(30).matches} == {"Quorvex Optics Ltd"}
    with db.atomic():
        more = (*terms, Term(name="Ombrix Marine Ltd", kind="org"))
        save_watchlist(db, Watchlist(team="team", name="default", terms=more), NOW)
    matching.keep_up(db, NOW)
    assert not matching.is_beginning
    found = matching.scan(Passage(text="Quorvex Optics and Ombrix Marine")).matches
    assert {match.term for match in found} == {"Quorvex Optics Ltd", "Ombrix Marine Ltd"}
    db.close()


def test_without_a_first_index_a_scan_fails_aloud_and_the_next_look_makes_one(store_url, monkeypatch):
    """An item that could not be scanned is not taken for one that names nobody."""
    db = open_database(store_url, MIGRATIONS)
    with db.atomic():
        save_team(db, "team", {}, NOW)
        terms = (Term(name="Quorvex Optics Ltd", kind="org"),)
        save_watchlist(db, Watchlist(team="team", name="default", terms=terms), NOW)

    def out_of_memory(lists: object) -> None:
        raise MemoryError("none left")

    matching = Matching()
    with monkeypatch.context() as broken:
        broken.setattr(bot.matching, "_compiled", out_of_memory)
        matching.begin(db, NOW)
        matching.wait()
        with pytest.raises(MemoryError):
            matching.scan(Passage(text="Quorvex Optics won."))
    matching.keep_up(db, NOW)
    assert matching.scan(Passage(text="Quorvex Optics won.")).matches
    db.close()
