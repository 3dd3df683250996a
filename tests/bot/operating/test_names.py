"""The index of official names is made by a process of its own: only who asks for a name waits for it."""

import asyncio
import json
import logging
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import bot.matching.kept_names
import bot.matching.official_names
from bot.actors import Actor, Role
from bot.commands.desk import Desk
from bot.database.interface import StoreThread, open_database
from bot.grammar.responder import Commands
from bot.matching.in_force import Matching
from bot.matching.kept_tables import beside
from bot.matching.names_apart import NamesProcess
from bot.opening import MIGRATIONS
from bot.operating.names import NamesRenewal
from tests.processes import ends_when_killed
from watchers.lists.store import replace_list
from watchers.model import Entry, Source, SourceKind
from watchers.store import add_source
from watchlists.errors import NotCompiled
from watchlists.index.tables import Tables

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
ASKER = Actor(team="ours", user="U1", role=Role.EDITOR, via="test")
NAMES = ("Quorvex Optics Ltd", "Zyntrall Photonics", "Brelmor Dynamics", "Ombrix Marine", "Trallom Gases")
AWAITED = (
    "What this needs could not be made ready just now, and nothing was done."
    " Please say it again in a few minutes."
)


def hold(db, *names: str, now=NOW) -> None:
    """Make these the names of the one list."""
    entries = tuple(Entry(entity_id=str(n), name=name, list="Held") for n, name in enumerate(names))
    with db.atomic():
        replace_list(db, "held", entries, as_of="2026-11-19", now=now)


class Served:
    """A bot that has a list, as far as its look-ups go."""

    def __init__(self, path: Path) -> None:
        self.now = NOW
        self.db = open_database(f"sqlite:///{path}", MIGRATIONS)
        with self.db.atomic():
            source = Source(id="held", kind=SourceKind.CSL, url="https://a.test/", name="Held", paused=True)
            add_source(self.db, source, NOW)
        hold(self.db, *NAMES)
        self.store = StoreThread(self.db)
        self.desk = Desk(self.db, Matching(), lambda: self.now, beside(path, "names"))
        self.commands = Commands(self.store, self.desk)
        self.renewal = NamesRenewal(
            names=self.desk.official,
            store=self.store,
            matching=self.desk.matching,
            clock=lambda: self.now,
        )
        self.commands.renew_names = self.renewal.renew

    async def lookup(self, name: str) -> str:
        """Return whom the answer names, as JSON."""
        return json.dumps((await self.commands.answer(f"lookup {name}", ASKER)).data["candidates"])


class Held:
    """The next process is begun, and not yet asked before it is let `go`."""

    def __init__(self, monkeypatch) -> None:
        self.begun, self.go = threading.Event(), threading.Event()
        self.processes: list[subprocess.Popen[bytes]] = []
        tables = NamesProcess.tables

        def waits(process, entries):
            self.processes.append(process._process._process)
            self.begun.set()
            assert self.go.wait(60)
            return tables(process, entries)

        monkeypatch.setattr(NamesProcess, "tables", waits)


@pytest.fixture
def served(tmp_path, monkeypatch):
    monkeypatch.setattr(bot.matching.kept_names, "MANY", 3)
    monkeypatch.setattr(bot.matching.official_names, "TOGETHER", 2)
    one = Served(tmp_path / "bot.db")
    yield one
    one.store.close()


@pytest.fixture
def held(monkeypatch):
    one = Held(monkeypatch)
    yield one
    one.go.set()


async def test_who_asks_before_it_is_there_is_answered_when_it_is(served, held):
    """The store serves others meanwhile, and one process is enough for all who ask."""
    asked = [asyncio.create_task(served.lookup(name)) for name in NAMES[:3]]
    await asyncio.to_thread(held.begun.wait)
    assert await asyncio.wait_for(served.store.run(lambda: served.db.query("SELECT 1 AS one")), 60) == [
        {"one": 1}
    ]
    assert not any(task.done() for task in asked)
    held.go.set()
    for name, answer in zip(NAMES, await asyncio.gather(*asked), strict=False):
        assert name in answer
    assert len(held.processes) == 1
    assert held.processes[0].poll() is not None
    assert Path(f"{served.db.path}.names").exists()


async def test_a_list_that_changes_while_its_entries_are_read_is_read_again(served, monkeypatch):
    """An index half of one state and half of another would be kept as that of one."""
    page, pages = served.desk.official.page, []

    def changing(state, after):
        rows = page(state, after)
        pages.append(after)
        if len(pages) == 2:
            hold(served.db, "Tolmarine Vessels", *NAMES[1:], now=NOW + timedelta(hours=1))
        return rows

    monkeypatch.setattr(served.desk.official, "page", changing)
    await served.renewal.renew()
    assert served.desk.official.stale() is None
    begun_anew = [("", ""), ("held", "1"), ("held", "3"), ("held", "4")]
    assert pages == [("", ""), ("held", "1"), *begun_anew]
    assert "Tolmarine Vessels" in await served.lookup("Tolmarine Vessels")
    assert "Quorvex" not in await served.lookup("Quorvex Optics")


async def test_a_process_that_the_system_ends_is_told_in_one_line_and_tried_later(served, held, caplog):
    """Not at once, or a machine short of memory would do nothing else; who asks is told in a sentence."""
    with caplog.at_level(logging.INFO):
        making = asyncio.create_task(served.renewal.renew())
        await asyncio.to_thread(held.begun.wait)
        held.processes[0].kill()
        held.go.set()
        await making
        assert (await served.commands.answer("lookup Quorvex", ASKER)).title == AWAITED
        await served.renewal.renew()
    said = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    why = "The process that makes the index of official names ended before its work was done (status -9)."
    assert said == [f"names.not_made failures=1 next_try_in=30s reason={why}"]
    assert len(held.processes) == 1
    served.now += timedelta(seconds=31)
    assert NAMES[0] in await served.lookup("Quorvex Optics")


async def test_nothing_waits_for_it_when_the_program_ends(served, held):
    """The thread that waits for the process is let go, and the process is gone."""
    before = set(threading.enumerate())
    making = asyncio.create_task(served.renewal.renew())
    await asyncio.to_thread(held.begun.wait)
    making.cancel()
    with pytest.raises(asyncio.CancelledError):
        await making
    assert held.processes[0].wait(60) == -signal.SIGKILL
    held.go.set()
    await asyncio.get_running_loop().shutdown_default_executor()
    assert not {thread for thread in threading.enumerate() if thread not in before and thread.is_alive()} - {
        thread for thread in threading.enumerate() if thread.name.startswith("store")
    }
    assert not Path(f"{served.db.path}.names").exists()


async def test_two_programs_on_one_store_make_it_without_harm(served, tmp_path):
    """Each makes its own and the later file stands; both answer, and the next start takes it."""
    other = Served.__new__(Served)
    other.__dict__ |= served.__dict__
    other.desk = Desk(served.db, Matching(), lambda: NOW, beside(served.db.path, "names"))
    other.renewal = NamesRenewal(
        names=other.desk.official, store=served.store, matching=other.desk.matching, clock=lambda: NOW
    )
    await asyncio.gather(served.renewal.renew(), other.renewal.renew())
    for one in (served, other):
        [best, *_] = one.desk.names("ours").search("Zyntrall Photonics")
        assert best.party.name == "Zyntrall Photonics"
    assert Desk(served.db, Matching(), lambda: NOW, beside(served.db.path, "names")).official.takes_kept()
    assert [path.name for path in tmp_path.glob("*.part")] == []


def entries(count: int) -> list[str]:
    return [
        json.dumps(Entry(entity_id=str(n), name=f"Quorvex{n} Brelmor{n} Optics Ltd", list="Held").as_json())
        for n in range(count)
    ]


def test_here_and_apart_the_tables_are_the_same():
    """Also with half a character in a name."""
    listed = [*entries(50), json.dumps(Entry(entity_id="x", name="Ombrix \ud83d Marine", list="A").as_json())]
    made = NamesProcess().tables(listed)
    assert isinstance(made, Tables)
    assert made == bot.matching.kept_names.tables_here(listed)


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="nothing to be read here")
def test_nobody_reads_a_secret_of_ours_off_the_process(monkeypatch):
    """Everybody on a machine sees a command, and an environment is handed on."""
    monkeypatch.setenv("SANCTIONS_WATCH_DATABASE_URL", "postgresql://bot:hemlig@db/watch")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-hemlig")
    seen = []

    def while_it_is_asked():
        pid = process._process._process.pid
        while not (said := Path(f"/proc/{pid}/cmdline").read_bytes()):  # it is only just there
            time.sleep(0.01)
        seen.extend((said, Path(f"/proc/{pid}/environ").read_bytes()))
        yield from entries(3)

    process = NamesProcess()
    process.tables(while_it_is_asked())
    assert b"names_apart" in seen[0]
    assert not [said for said in seen if b"hemlig" in said or b"SANCTIONS" in said]


CALLER = """
import json, sys
sys.path.append(sys.argv[1])
from bot.matching.names_apart import NamesProcess
from watchlists.compiling import process
made = NamesProcess()
print(made._process._process.pid, flush=True)
def entries():
    for n in range(int(sys.argv[2])):
        yield json.dumps({"entity_id": str(n), "name": f"Quorvex{n} Brelmor{n} Optics Ltd", "list": "A"})
    if sys.argv[3] == "asking":
        print("there", flush=True)
        sys.stdin.read()
process._answer = lambda pipe: print("there", flush=True) or sys.stdin.read()
made.tables(entries())
"""


@pytest.mark.parametrize(("when", "size"), [("asking", 10), ("asked", 30_000)])
def test_it_ends_when_its_caller_is_killed(when, size):
    """Whether it waits for more, or works."""
    assert ends_when_killed([sys.executable, "-c", CALLER, str(ROOT), str(size), when], ready="there")


def test_one_that_dies_at_its_work_says_so():
    """With what the system said of its end."""
    process = NamesProcess()

    def killed():
        yield from entries(5)
        process.kill()

    with pytest.raises(NotCompiled, match=r"the index of official names .*status -9"):
        process.tables(killed())
