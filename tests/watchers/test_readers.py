"""Held lists and the reader that read them: a better reader is no change, a changed file always is."""

import ast
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from watchers.changes import Known
from watchers.fetching import answer as module
from watchers.lists import readers
from watchers.lists.readers import as_told_before, reader_version
from watchers.model import (
    Entry,
    Fetched,
    Item,
    NotModified,
    Parsed,
    PollOutcome,
    Request,
    Source,
    SourceKind,
    SourceState,
)
from watchers.parsers import ParseContext
from watchers.parsing.cleaning import bounded
from watchers.parsing.wire import answer_frames, read_entry, read_frame
from watchers.poll import PollResult, poll
from watchers.ports import HeldList

NOW = datetime(2026, 3, 2, tzinfo=UTC)
SOURCE = Source(id="un", kind=SourceKind.UN, url="https://lists.example/un.xml", name="UN")


def entry(number: int, **more: str | tuple[str, ...]) -> Entry:
    return replace(Entry(entity_id=f"{number}", name=f"Party {number}", list="L"), **more)  # type: ignore[arg-type]


class World:
    """A list's server, reader and store in one: `body` is what it serves, `readings` what that says."""

    def __init__(self) -> None:
        self.body = b"one"
        self.readings: dict[bytes, tuple[Entry, ...]] = {}
        self.held: HeldList | None = None
        self.state = SourceState(source_id="un")
        self.asked: list[Request] = []

    async def fetch(self, request: Request) -> Fetched | NotModified:
        self.asked.append(request)
        if request.etag == self.body.decode():
            return NotModified(url=request.url)
        return Fetched(
            url=request.url, final_url=request.url, status=200, body=self.body, etag=self.body.decode()
        )

    async def parse(self, kind: SourceKind, body: bytes, context: ParseContext) -> Parsed:
        assert (kind, context.source_id) == (SourceKind.UN, "un")
        return Parsed(entries=self.readings[body])

    async def known(self, source_id: str, identities: Collection[str]) -> Mapping[str, Known]:
        return {}  # none of its changes was told before

    async def due_details(self, source_id: str) -> Sequence[tuple[str, int, Item]]:
        assert source_id
        return ()

    async def held_list(self, source_id: str, like: object = ()) -> HeldList | None:
        assert source_id
        return self.held

    async def poll(self) -> PollResult:
        """Poll, and keep what a store would keep."""
        result = await poll(SOURCE, self.state, fetch=self, parse=self, memory=self, now=NOW)
        self.state = result.state
        if result.entries is not None:
            self.held = HeldList(as_of="", entries=result.entries)
        return result


@pytest.fixture
async def world() -> World:
    """A list of thirty parties that was read once, by the reader of then."""
    world = World()
    world.readings[b"one"] = tuple(entry(number) for number in range(30))
    await world.poll()
    return world


def renewed(world: World, monkeypatch: pytest.MonkeyPatch) -> tuple[Entry, ...]:
    """Have a newer reader, which also reads genders and programs."""
    monkeypatch.setattr(module, "reader_version", lambda: "newer")
    better = tuple(replace(one, details=("gender: f",), programs=("P",)) for one in world.readings[b"one"])
    world.readings[b"one"] = better
    return better


async def test_the_same_file_read_by_a_newer_reader_tells_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole file is asked for once, what it says now is in force, and no change is told."""
    better = renewed(world, monkeypatch)
    result = await world.poll()
    assert world.asked[-1].etag is None
    assert (result.outcome, result.difference, result.baseline) == (PollOutcome.OK, None, False)
    assert world.held is not None
    assert world.held.entries == better
    assert (await world.poll()).outcome is PollOutcome.UNCHANGED
    assert world.asked[-1].etag == "one"


async def test_a_changed_file_read_by_a_newer_reader_tells_what_changed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Parties that came, went or were edited are told, whole; what no party had before is not."""
    better = renewed(world, monkeypatch)
    come = entry(99, details=("gender: m",), programs=("P",))
    world.body = b"two"
    world.readings[b"two"] = (replace(better[0], name="Renamed"), *better[2:], come)
    result = await world.poll()
    assert result.difference is not None
    assert result.fault is None
    assert result.difference.added == (come,)
    assert [one.entity_id for one in result.difference.removed] == ["1"]
    assert [[field.field for field in one.fields] for one in result.difference.changed] == [["name"]]
    assert result.difference.changed[0].entry == world.readings[b"two"][0]
    assert result.entries == world.readings[b"two"]


async def test_a_file_read_by_the_same_reader_hides_nothing(world: World) -> None:
    """A column that is new in the file itself is a change."""
    world.body = b"two"
    world.readings[b"two"] = (
        replace(world.readings[b"one"][0], programs=("P",)),
        *world.readings[b"one"][1:],
    )
    result = await world.poll()
    assert result.difference is not None
    assert [[field.field for field in one.fields] for one in result.difference.changed] == [["programs"]]


def test_details_are_compared_label_by_label() -> None:
    """A label that the held list has somewhere is compared, one it has nowhere is not."""
    held = (entry(1, details=("date of birth: 1970",)), entry(2))
    come = (entry(1, details=("gender: f",)), entry(2, details=("date of birth: 1980", "gender: f")))
    assert as_told_before(held, come) == (entry(1), entry(2, details=("date of birth: 1980",)))
    assert as_told_before((), come) == come


def test_every_field_of_an_entry_leaves_the_parse_worker() -> None:
    """None is dropped on the way, whatever fields an entry has."""
    values: dict[str, Any] = {
        one.name: (one.name, f"{one.name} 2") if one.type == tuple[str, ...] else one.name
        for one in fields(Entry)
    }
    filled = Entry(**values | {"url": "https://lists.example/party"})
    frames = answer_frames([bounded(Parsed(entries=(filled,)))], budget=1_000_000)
    assert [read_entry(one) for one in read_frame(next(frames)[4:])["entries"]] == [filled]
    assert json.loads(json.dumps(filled.as_json())).keys() == {one.name for one in fields(Entry)}


def test_the_version_covers_all_code_that_reads() -> None:
    """Whatever a parser or the cleaning uses of the package is part of it."""
    folder = Path(readers.__file__).parents[1]
    covered = {path for pattern in readers.CODE for path in folder.glob(pattern)}
    used = {
        folder / f"{node.module.removeprefix('watchers.').replace('.', '/')}.py"
        for path in covered
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("watchers.")
    }
    no_reading = {
        folder / "errors.py",
        folder / "parsers/tenders/row_lists.py",
    }  # the latter only tells kinds apart
    assert {path for path in used if path.exists()} - covered == no_reading


def test_the_version_tells_readers_apart() -> None:
    """It is made from the code that reads, and is the same throughout a run."""
    assert reader_version() == reader_version()
    assert len(reader_version()) == 16
