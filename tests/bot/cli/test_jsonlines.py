"""JSON Lines in and out: every line is answered, in order, before the next is waited for."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.cli import jsonlines
from bot.cli.answering import answered
from tests.conftest import ROOT


class Pipe(io.RawIOBase):
    """Standard input that gives what is sent piece by piece, and notes how much was answered before each."""

    def __init__(self, *pieces: bytes, out: io.BytesIO) -> None:
        self._pieces = list(pieces)
        self._out = out
        self.answered: list[int] = []

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.answered.append(self._out.getvalue().count(b"\n"))
        piece = self._pieces.pop(0) if self._pieces else b""
        if rest := piece[len(buffer) :]:
            self._pieces.insert(0, rest)
            piece = piece[: len(buffer)]
        buffer[: len(piece)] = piece
        return len(piece)


@pytest.fixture
def stream(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, list[dict[str, Any]], list[int]]]:
    """Return a function that answers what comes in pieces; and how many answers were out before each wait."""

    def call(
        *pieces: bytes, answer: Callable[[dict[str, Any]], dict[str, Any]]
    ) -> tuple[int, list[dict[str, Any]], list[int]]:
        out = io.BytesIO()
        pipe = Pipe(*pieces, out=out)
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(pipe), "utf-8"))
            patch.setattr(sys, "stdout", told := io.TextIOWrapper(out, "utf-8"))
            patch.setattr("gc.freeze", lambda: None)
            patch.setattr("gc.set_threshold", lambda *_: None)
            status = jsonlines.each("-", answer)
            told.detach()
        return status, [json.loads(line) for line in out.getvalue().splitlines()], pipe.answered

    return call


def echo(asked: dict[str, Any]) -> dict[str, Any]:
    return {"text": asked["text"]}


def test_all_that_came_is_answered_before_more_is_waited_for(stream) -> None:
    """Also when a line, or a character, comes in two pieces; the last line needs no end."""
    second = json.dumps({"id": 2, "text": "港口"}, ensure_ascii=False).encode()
    status, answers, answered = stream(
        b'{"id": 1, "text": "a"}\n' + second[:19],
        second[19:] + b'\r\n\n{"id": 3, "text": "c"}\r',
        b'\n{"id": 4, "text": "d"}',
        answer=echo,
    )
    assert status == 0
    assert answers == [{"id": at, "text": text} for at, text in enumerate(("a", "港口", "c", "d"), 1)]
    assert answered == [0, 1, 2, 3]


def test_a_mark_at_the_start_of_a_file_is_no_part_of_its_first_line(stream) -> None:
    """Editors of Windows write it; it may come in two pieces."""
    status, answers, _ = stream(b"\xef\xbb", b'\xbf{"id": 1, "text": "a"}\n', answer=echo)
    assert (status, answers) == (0, [{"id": 1, "text": "a"}])


def test_a_line_longer_than_is_read_at_once_is_one_line(stream) -> None:
    long = "x" * 1_000_000
    line = json.dumps({"id": 1, "text": long}).encode()
    pieces = [line[at : at + 5000] for at in range(0, len(line), 5000)]
    assert stream(*pieces, answer=echo)[1] == [{"id": 1, "text": long}]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"id": 1, "text": "a"} {', "not JSON: Extra data at column 24"),
        ('{"id": 1,', "not JSON: Expecting property name enclosed in double quotes at column 10"),
        ('{"id": 1, "text": "a\tb"}', "not JSON: Invalid control character at column 21"),
        ('{"id": ' + "[" * 100_000 + "]" * 100_000 + "}", "the line holds too many values inside of values"),
        ("[" * 100_000, "the line holds too many values inside of values"),
        ("[1]", "the line is not a JSON object"),
        ('{"id": 1}', "the key 'text' is missing"),
    ],
)
def test_a_bad_line_is_told_and_the_next_answered(stream, line: str, said: str) -> None:
    status, answers, _ = stream(f'{line}\n \t{{"id": 2, "text": "b"}} \n'.encode(), answer=echo)
    assert status == 1
    assert (answers[0]["error"], answers[1]) == (said, {"id": 2, "text": "b"})


def test_answers_are_those_of_the_json_module(stream) -> None:
    """Whatever a line holds: letters that need escaping, numbers, values inside of values."""
    held = {"text": 'a"b\\\n\u2028港', "n": [1, 1.5, 1e-7, -0.0, None, True, {"x": {"y": []}}, 2**70]}
    line = json.dumps({"id": {"of": ["any", "shape"]}, **held}).encode()
    status, answers, _ = stream(line, answer=lambda asked: {key: asked[key] for key in held})
    assert (status, answers) == (0, [{"id": {"of": ["any", "shape"]}, **held}])


_LETTERS = st.text(st.sampled_from('ab"\\\n\x00\x1f\x7fé港\U0001f600\ud800\u2028 {}:,'), max_size=6)
_PLACES = st.integers(0, 10**13).map(lambda number: number / 10**4)
_VALUES = _LETTERS | st.booleans() | st.none() | st.integers() | _PLACES
_OBJECTS = st.dictionaries(_LETTERS, _VALUES | st.lists(_VALUES) | st.dictionaries(_LETTERS, _VALUES))


def _echoed(asked: dict[str, Any]) -> dict[str, Any]:
    return {"id": asked.get("id"), **asked}


@given(_OBJECTS, st.booleans())
@example({"id": "x\ud800"}, False)
@example({"id": {"of": [2**64, -(2**70)]}}, False)
def test_answers_are_written_as_json_writes_them(asked: dict[str, Any], ascii_only: bool) -> None:
    """To the letter: a blank behind each comma and colon, letters as they are, whole numbers of any size."""
    line = json.dumps(asked, ensure_ascii=ascii_only)
    assert answered(line, dict) == (json.dumps(_echoed(asked), ensure_ascii=False), "error" in asked)


@given(
    st.dictionaries(_LETTERS, _VALUES | st.floats() | st.lists(_VALUES), max_size=10),
    st.sampled_from(((",", ":"), (" ,\t", " : \r\n"))),
    st.tuples(st.integers(0), st.integers(0, 2), st.sampled_from(("", *'{}[]":,\\\n e.-01é港'))),
)
@example({"id": float("nan"), "a": float("-inf")}, (",", ":"), (0, 0, ""))
@example({"id": 10**400}, (",", ":"), (0, 0, ""))
@example({}, (",", ":"), (0, 2, "0"))
def test_lines_are_read_as_json_reads_them(
    asked: dict[str, Any], between: tuple[str, str], edit: tuple[int, int, str]
) -> None:
    """Also lines that are no JSON any more, since a piece of them is another."""
    line = json.dumps(asked, separators=between)
    at, cut, put = edit
    at %= len(line) + 1
    for given_line in (line, line[:at] + put + line[at + cut :]):
        answer = json.loads(answered(given_line, dict)[0])
        try:
            read = json.loads(given_line)
        except json.JSONDecodeError as error:
            told = f"not JSON: {error.msg.removesuffix(' at')} at column {error.colno}"
            read = {"id": None, "error": told}
        if not isinstance(read, dict):
            read = {"id": None, "error": "the line is not a JSON object"}
        assert repr(answer) == repr(_echoed(read))


def test_of_a_key_that_stands_twice_the_last_counts(stream) -> None:
    assert stream(b'{"id": 1, "text": "a", "id": 2}', answer=echo)[1] == [{"id": 2, "text": "a"}]


def test_a_line_without_an_id_is_answered_with_null(stream) -> None:
    assert stream(b'{"text": "a"}', answer=echo)[1] == [{"id": None, "text": "a"}]


def test_what_was_answered_is_written_when_an_answer_fails(stream, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of the program ends the run; answers before it are not lost."""
    out = io.BytesIO()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"id": 1, "n": 1}\n{"id": 2, "n": 0}\n')))
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out, "utf-8"))
    with pytest.raises(ZeroDivisionError):
        jsonlines.each("-", lambda asked: {"share": 1 / asked["n"]})
    assert json.loads(out.getvalue()) == {"id": 1, "share": 1.0}


def test_who_asks_line_by_line_hears_line_by_line() -> None:
    """Through a pipe, as another program asks: it waits for each answer before it asks again."""
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "compare", "--jsonl"],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for name in ("Харбор", "Harbour Ltd"):
            print(json.dumps({"id": name, "left": name, "right": "Harbour"}), file=process.stdin, flush=True)
            assert json.loads(process.stdout.readline())["id"] == name
        process.stdin.close()
        assert process.wait(60) == 0
