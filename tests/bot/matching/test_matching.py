"""The matcher in force follows the store: at once for an edit, and with one index of all after many edits."""

import logging
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

import bot.matching.in_force
import bot.matching.kept_index
import bot.matching.kept_tables
import bot.matching.rebuilding
import bot.matching.revisions
import bot.matching.watched
import watchlists.compiling.apart
import watchlists.compiling.compiled
import watchlists.compiling.process
import watchlists.compiling.program
from bot.database.interface import open_database
from bot.matching.in_force import Matching
from bot.matching.watched import Watched
from bot.opening import MIGRATIONS
from watchers.lists.store import replace_list
from watchers.model import Entry
from watchlists import native
from watchlists.errors import NotCompiled
from watchlists.index.distinct import asked_of
from watchlists.matcher import Matcher
from watchlists.model import Passage, Term, Watchlist
from watchlists.store import drop_watchlist, save_team, save_watchlist

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def test_edits_are_in_force_at_once_and_are_folded_into_one_index_in_the_background(store_url, monkeypatch):
    """While an index of all terms is made beside the old one, edits hold; none is lost when it takes over."""
    monkeypatch.setattr(bot.matching.in_force, "MANY_PENDING", 20)
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
    replaced = weakref.ref(matching._matcher._shards[0])
    put("team2", "Zyntrall Photonics Ltd")  # while it is being made
    assert found("Zyntrall Photonics won.") == {"Zyntrall Photonics Ltd"}
    rebuild.join()
    put("team3", "Ombrix Marine Ltd")
    assert matching._rebuild is None
    assert replaced() is None  # it is let go, though the collector does not go through what is in force
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
    monkeypatch.setattr(bot.matching.in_force, "MANY_PENDING", 20)
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

    def out_of_memory(*_: object) -> None:
        raise MemoryError("none left")

    with monkeypatch.context() as broken:
        broken.setattr(bot.matching.rebuilding, "compiled", out_of_memory)
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
    compiled = bot.matching.rebuilding.compiled

    def slowly(*given):
        matcher = compiled(*given)
        may_go_on.wait(30)
        return matcher

    monkeypatch.setattr(bot.matching.rebuilding, "compiled", slowly)
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


def test_what_an_index_needs_here_is_read_when_the_rest_of_the_program_is_loaded(store_url, monkeypatch):
    """Another process compiles it meanwhile; polls begin the sooner."""
    db = open_database(store_url, MIGRATIONS)
    put(db, "team", "Quorvex Optics Ltd", "Brelmor Dynamics")
    monkeypatch.setattr(bot.matching.rebuilding, "BIG", 1)
    monkeypatch.setattr(bot.matching.kept_index, "LOADING", 60)
    read = threading.Event()
    monkeypatch.setattr(watchlists.compiling.apart, "_read_ahead", read.set)
    matching = Matching()
    matching.begin(db, NOW, loading=True)
    assert matching.is_beginning
    assert not read.wait(0.1)
    matching.loaded()
    assert found(matching, "Quorvex Optics won.") == {"team/default"}
    assert read.is_set()
    again = Matching()  # nothing waits where nobody says that more is loaded
    again.begin(db, NOW)
    assert found(again, "Quorvex Optics won.") == {"team/default"}
    db.close()


def test_without_a_first_index_a_scan_fails_aloud_and_the_next_look_makes_one(store_url, monkeypatch):
    """An item that could not be scanned is not taken for one that names nobody."""
    db = open_database(store_url, MIGRATIONS)
    with db.atomic():
        save_team(db, "team", {}, NOW)
        terms = (Term(name="Quorvex Optics Ltd", kind="org"),)
        save_watchlist(db, Watchlist(team="team", name="default", terms=terms), NOW)

    def out_of_memory(*_: object) -> None:
        raise MemoryError("none left")

    matching = Matching()
    with monkeypatch.context() as broken:
        broken.setattr(bot.matching.rebuilding, "compiled", out_of_memory)
        matching.begin(db, NOW)
        matching.wait()
        with pytest.raises(MemoryError):
            matching.scan(Passage(text="Quorvex Optics won."))
    matching.keep_up(db, NOW)
    assert matching.scan(Passage(text="Quorvex Optics won.")).matches
    db.close()


def put(db, team: str, *names: str) -> None:
    """Store the one watchlist of a team."""
    with db.atomic():
        save_team(db, team, {}, NOW)
        terms = tuple(Term(name=name, kind="org") for name in names)
        save_watchlist(db, Watchlist(team=team, name="default", terms=terms), NOW)


def found(matching: Matching, text: str) -> set[str]:
    """Return the watchlists that find a name in a text."""
    return {match.watchlist for match in matching.scan(Passage(text=text)).matches}


def hold(db, *names: str) -> None:
    """Hold an official list of these names; team0 watches it whole."""
    entries = tuple(Entry(entity_id=name, name=name, list="Held list") for name in names)
    with db.atomic():
        replace_list(db, "held", entries, as_of="", now=NOW)
        save_watchlist(db, Watchlist(team="team0", name="held", official=True), NOW)


@pytest.fixture
def store_with_index(store_url, tmp_path, monkeypatch):
    """Yield a store, and the file of an index that was made of it in a process of its own and kept."""
    monkeypatch.setattr(bot.matching.rebuilding, "BIG", 5)
    db = open_database(store_url, MIGRATIONS)
    for number in range(3):
        put(db, f"team{number}", f"Quorvex{number} Optics Ltd", "Brelmor Dynamics")
    hold(db, *(f"Zyntrall{number} Photonics" for number in range(9)))
    path = tmp_path / "index"
    matching = Matching(kept=path)
    matching.begin(db, NOW)
    matching.wait()
    assert found(matching, "Quorvex1 Optics and Zyntrall7 Photonics") == {"team1/default", "team0/held"}
    matching._rebuild.join()  # it is kept once it is in force
    assert path.exists()
    yield db, path
    db.close()


def test_the_next_start_takes_the_index_that_was_kept_with_what_changed_since(store_with_index):
    """Edits, lists that came and went, entries of an official list, all of it while the bot was stopped."""
    db, path = store_with_index
    put(db, "team1", "Ombrix Marine")
    put(db, "team9", "Quorvex0 Optics Ltd")
    with db.atomic():
        drop_watchlist(db, "team2", "default")
    hold(db, *(f"Zyntrall{number} Photonics" for number in range(8)), "Tolmarine Vessels")
    matching = Matching(kept=path)
    matching.begin(db, NOW)
    assert not matching.is_beginning
    assert found(matching, "Brelmor Dynamics") == {"team0/default"}
    assert found(matching, "Quorvex0 Optics") == {"team0/default", "team9/default"}
    assert found(matching, "Quorvex1 Optics, Quorvex2 Optics, Zyntrall8 Photonics") == set()
    assert found(matching, "Ombrix Marine") == {"team1/default"}
    assert found(matching, "Tolmarine Vessels; Zyntrall7 Photonics") == {"team0/held"}


@pytest.mark.parametrize("kept", [True, False])
def test_what_texts_in_another_script_need_is_read_ahead_at_the_start(store_with_index, monkeypatch, kept):
    """Of an index that was kept, and of one that was made anew."""
    db, path = store_with_index
    ahead = threading.Event()
    monkeypatch.setattr(bot.matching.in_force, "READ_AHEAD_AFTER", 0)
    monkeypatch.setattr(Matcher, "read_ahead", lambda self: ahead.set())
    matching = Matching(kept=path if kept else None)
    matching.begin(db, NOW)
    assert ahead.wait(60)


def damaged(path, monkeypatch):
    path.write_bytes(path.read_bytes()[:-1])


def of_another_program(path, monkeypatch):
    monkeypatch.setattr(watchlists.compiling.program, "program", lambda: "another")


def of_nothing_that_is_watched_now(path, monkeypatch):
    tables = watchlists.compiling.compiled.tabulated([])
    bot.matching.kept_tables.sign(tables)
    tables.put_words("marks", [])
    tables.write(path)


@pytest.mark.parametrize("spoil", [damaged, of_another_program, of_nothing_that_is_watched_now])
def test_an_index_that_is_not_fit_is_made_anew(store_with_index, monkeypatch, spoil):
    """Scans wait for it; afterwards a fit one is kept."""
    db, path = store_with_index
    spoil(path, monkeypatch)
    matching = Matching(kept=path)
    matching.begin(db, NOW)
    assert matching._rebuild is not None
    assert found(matching, "Quorvex1 Optics and Zyntrall7 Photonics") == {"team1/default", "team0/held"}
    matching._rebuild.join()
    again = Matching(kept=path)
    again.begin(db, NOW)
    assert again._rebuild is None
    assert found(again, "Quorvex1 Optics and Zyntrall7 Photonics") == {"team1/default", "team0/held"}


def test_very_many_new_terms_are_in_force_with_the_next_scan(store_with_index):
    """An official list that is watched from now on is not matched some time later."""
    db, path = store_with_index
    matching = Matching(kept=path)
    matching.begin(db, NOW)
    put(db, "team1", *(f"Ombrix{number} Marine" for number in range(20)))
    matching.keep_up(db, NOW)
    assert found(matching, "Ombrix7 Marine") == {"team1/default"}


def test_where_the_file_cannot_be_written_or_no_process_started_the_bot_goes_on(
    store_with_index, tmp_path, monkeypatch, caplog
):
    """Both are logged, with the reason."""
    db, _ = store_with_index
    (tmp_path / "folder" / "inside").mkdir(parents=True)
    monkeypatch.setattr(watchlists.compiling.process.sys, "executable", str(tmp_path / "none"))
    matching = Matching(kept=tmp_path / "folder")
    with caplog.at_level(logging.WARNING, "sanctions_watch.apart"):
        matching.begin(db, NOW)
        assert found(matching, "Zyntrall7 Photonics") == {"team0/held"}
        matching._rebuild.join()
    assert (
        "apart.not_started what=watchlists ready made=here reason=FileNotFoundError: No such file"
        in caplog.text
    )
    assert "kept.not_written file=folder reason=IsADirectoryError: Is a directory" in caplog.text


def test_a_process_that_was_begun_for_nothing_is_ended(store_url, monkeypatch):
    """The guess before anything is read may be wrong: what is watched is compiled here then."""
    db = open_database(store_url, MIGRATIONS)
    put(db, "team", "Quorvex Optics Ltd")
    monkeypatch.setattr(bot.matching.revisions, "terms", lambda _: bot.matching.rebuilding.BIG + 1)
    begun, begin = [], watchlists.compiling.process.subprocess.Popen

    def noted(*asked, **how):
        begun.append(begin(*asked, **how))
        return begun[-1]

    monkeypatch.setattr(watchlists.compiling.process.subprocess, "Popen", noted)
    matching = Matching()
    matching.begin(db, NOW)
    assert found(matching, "Quorvex Optics won.") == {"team/default"}
    assert [process.poll() is None for process in begun] == [False]
    db.close()


def test_a_process_that_dies_says_so(store_with_index, monkeypatch):
    """As one does that the system ends for want of memory."""
    db, path = store_with_index
    path.unlink()
    monkeypatch.setattr(watchlists.compiling.process, "_BOOT", "import os; os._exit(9)")
    matching = Matching(kept=path)
    matching.begin(db, NOW)
    with pytest.raises(NotCompiled, match="status 9"):
        found(matching, "Zyntrall7 Photonics")


def test_why_a_term_is_watched_is_told_and_the_terms_themselves_are_not_held(store_url):
    """A million of them would take more memory than the index: what is edited or made anew is read again."""
    db = open_database(store_url, MIGRATIONS)
    with db.atomic():
        save_team(db, "team", {}, NOW)
        terms = (
            Term(name="Quorvex Optics Ltd", kind="org", note="asked for lasers"),
            Term(name="Brelmor Dynamics", kind="org"),
        )
        save_watchlist(db, Watchlist(team="team", name="default", terms=terms), NOW)
    matching = Matching()
    matching.refresh(db, NOW)
    assert matching.views["team"].notes == {"Quorvex Optics Ltd": "asked for lasers"}
    assert [one.terms for one in matching._lists.values()] == [()]
    with db.atomic():
        save_watchlist(db, Watchlist(team="team", name="default", terms=terms[1:]), NOW)
    matching.refresh(db, NOW)
    assert matching.views["team"].notes == {}
    assert found(matching, "Quorvex Optics Ltd") == set()
    assert found(matching, "Brelmor Dynamics") == {"team/default"}
    db.close()


@pytest.mark.parametrize("made", ["compiled", "cut out", "decoded"])
def test_what_is_compiled_is_what_is_in_force(store_url, monkeypatch, made):
    """The keys of a list are made without its terms: names told twice, part of a list, a team's own."""
    if made != "compiled":
        monkeypatch.setattr(native, "written_keys", None)
    if made == "decoded":
        monkeypatch.setattr(bot.matching.watched, "written_names", lambda entries: None)
    db = open_database(store_url, MIGRATIONS)
    entries = [
        Entry(entity_id="1", name="Quorvex Ltd", aliases=("QX", "Quorvex Ltd", "QX"), list="A"),
        Entry(entity_id="2", name='Brelmor "Öst" \\ 大学', list="B"),
        Entry(entity_id="3", name="Quorvex Ltd", aliases=("Quorvex", "QX"), list="B"),
        Entry(entity_id="4", name="Trallom", aliases=("Trallom",), list="A"),
    ]
    own = (
        Term(name="Zyn", kind="chip", weak_aliases=("zy",), context=("laser",)),
        Term(name="Om", kind="org"),
    )
    with db.atomic():
        replace_list(db, "held", entries, as_of="2026-01-01", now=NOW)
        for team, name, official, terms in (
            ("team0", "held", True, ()),
            ("team0", "held:B", True, ()),
            ("team0", "own", False, own),
            ("team0", "brought", True, own),
        ):
            save_team(db, team, {}, NOW)
            save_watchlist(db, Watchlist(team=team, name=name, official=official, terms=terms), NOW)
    keys = [("team0", name) for name in ("held", "held:B", "own", "brought")]
    watched = Watched(db)
    lists = list(watched.read(keys).values())
    expected = [
        (one.id, list(keys))
        for one, keys in ((whole, asked_of(whole)[1]) for whole in map(watched.whole, lists))
    ]
    everything = Watched(db).everything(lists)
    assert [(one, list(keys)) for one, keys in everything.asked()] == expected
    assert everything.given.is_set()
    assert len(expected[0][1]) == 3
    assert len(expected[1][1]) == 2
    db.close()
