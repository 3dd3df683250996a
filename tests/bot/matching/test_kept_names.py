"""The index of names is kept beside the store: taken by the next call, made anew where it does not fit."""

import json
import logging
from datetime import UTC, datetime, timedelta

import pytest

import bot.commands.desk
import bot.matching.kept_names
import watchlists.compiling.program
import watchlists.store
from bot.commands.desk import Desk
from bot.database.interface import open_database
from bot.matching.in_force import Matching
from bot.matching.kept_tables import beside, sign
from bot.matching.names_apart import NamesProcess
from bot.opening import MIGRATIONS
from watchers.lists.store import replace_list
from watchers.model import Entry, Source, SourceKind
from watchers.store import add_source
from watchlists.model import Term, Watchlist
from watchlists.names.filed import tables_of

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)


def hold(db, *names: str, now=NOW) -> None:
    """Make these the names of the one list."""
    entries = tuple(Entry(entity_id=str(n), name=name, list="Held") for n, name in enumerate(names))
    with db.atomic():
        replace_list(db, "held", entries, as_of="2026-11-19", now=now)


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A store with a list of three names, and where its names are kept."""
    monkeypatch.setattr(bot.matching.kept_names, "MANY", 3)
    path = tmp_path / "bot.db"
    db = open_database(f"sqlite:///{path}", MIGRATIONS)
    with db.atomic():
        source = Source(id="held", kind=SourceKind.CSL, url="https://a.test/", name="Held", paused=True)
        add_source(db, source, NOW)
    hold(db, "Quorvex Optics Ltd", "Zyntrall Photonics", "Brelmor Dynamics")
    yield db, beside(path, "names")
    db.close()


def desk(db, path) -> Desk:
    """A desk as every call of `lookup` makes one."""
    return Desk(db, Matching(), lambda: NOW, path)


def found(db, path, name: str) -> list[str]:
    """Return whom a call of its own finds."""
    return [one.party.name for one in desk(db, path).names("team").search(name) if one.score > 0.5]


def made_anew(monkeypatch) -> list[int]:
    """Note of how many entries processes make an index from now on."""
    sizes, tables = [], NamesProcess.tables

    def noted(process, entries):
        listed = list(entries)
        sizes.append(len(listed))
        return tables(process, listed)

    monkeypatch.setattr(NamesProcess, "tables", noted)
    return sizes


def test_the_next_call_takes_what_was_kept(store, monkeypatch):
    """It is for its owner alone to read, as the store is."""
    db, path = store
    made = made_anew(monkeypatch)
    assert found(db, path, "Quorvex Optics") == ["Quorvex Optics Ltd"]
    assert made == [3]
    assert path.stat().st_mode & 0o777 == 0o600
    assert found(db, path, "Quorvex Optics") == ["Quorvex Optics Ltd"]
    assert desk(db, path).official.takes_kept()
    assert made == [3]


def test_a_list_that_changes_is_looked_up_as_it_is_now(store):
    """Also in a process that took the index of before."""
    db, path = store
    desk(db, path).names("team")
    before = desk(db, path)
    assert before.official.takes_kept()
    hold(db, "Quorvex Optics Ltd", "Zyntrall Photonics", "Tolmarine Vessels", now=NOW + timedelta(days=1))
    assert not desk(db, path).official.takes_kept()
    assert found(db, path, "Tolmarine Vessels") == ["Tolmarine Vessels"]
    assert found(db, path, "Brelmor Dynamics") == []
    assert [one.party.name for one in before.names("team").search("Tolmarine Vessels")] == [
        "Tolmarine Vessels"
    ]


def test_a_store_that_was_put_in_its_place_is_another(store):
    """A list of as many changes, read at another time: a backup that went on by itself."""
    db, path = store
    desk(db, path).names("team")
    db.execute("UPDATE lists SET read_at = '2026-11-20T10:00:00.000000+00:00'")
    assert not desk(db, path).official.takes_kept()


def cut_short(path, monkeypatch):
    path.write_bytes(path.read_bytes()[:-9])


def one_byte_changed(path, monkeypatch):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def empty(path, monkeypatch):
    path.write_bytes(b"")


def of_another_program(path, monkeypatch):
    monkeypatch.setattr(watchlists.compiling.program, "program", lambda: "another")


def of_other_tables(path, monkeypatch):
    tables = tables_of(())
    del tables["owners"]
    state = json.dumps([["held", 1, 3, "2026-11-19", "2026-11-20T09:00:00.000000+00:00"]])
    sign(tables, state)
    tables.write(path)


@pytest.mark.parametrize("spoil", [cut_short, one_byte_changed, empty, of_another_program, of_other_tables])
def test_what_does_not_fit_is_made_anew_and_kept(store, monkeypatch, caplog, spoil):
    """Whatever stands in the file, the answer is that of the lists."""
    db, path = store
    desk(db, path).names("team")
    spoil(path, monkeypatch)
    made = made_anew(monkeypatch)
    with caplog.at_level(logging.INFO, "sanctions_watch.kept"):
        assert found(db, path, "Quorvex Optics") == ["Quorvex Optics Ltd"]
    assert "kept.unfit file=bot.db.names reason=" in caplog.text
    assert found(db, path, "Quorvex Optics") == ["Quorvex Optics Ltd"]
    assert made == [3]


def test_where_the_file_cannot_be_written_the_answer_comes_all_the_same(store, caplog):
    """The next call makes the index again."""
    db, path = store
    path.mkdir()
    with caplog.at_level(logging.WARNING, "sanctions_watch.kept"):
        assert found(db, path, "Quorvex Optics") == ["Quorvex Optics Ltd"]
    assert "kept.not_written file=bot.db.names reason=IsADirectoryError: Is a directory" in caplog.text


def test_few_names_are_not_kept(store):
    """Their index is made as soon as it is read."""
    db, path = store
    hold(db, "Quorvex Optics Ltd")
    assert found(db, path, "Quorvex Optics") == ["Quorvex Optics Ltd"]
    assert not path.exists()


def test_few_of_the_teams_names_are_kept_ready(store, monkeypatch):
    """Those of the teams that asked last; whoever asks again is answered the same."""
    db, path = store
    monkeypatch.setattr(bot.commands.desk, "MOST_OWN", 2)
    with db.atomic():
        for team in ("north", "south", "west"):
            own = Watchlist(team=team, name="own", terms=(Term(name=f"Tolmarine {team}", kind="org"),))
            watchlists.store.save_watchlist(db, own, NOW)
    here = desk(db, path)
    answers = [
        [one.party.name for one in here.names(team).search(f"Tolmarine {team}")][:1]
        for team in ("north", "south", "north", "west", "south")
    ]
    assert answers == [
        ["Tolmarine north"],
        ["Tolmarine south"],
        ["Tolmarine north"],
        ["Tolmarine west"],
        ["Tolmarine south"],
    ]
    assert list(here._own) == ["west", "south"]
