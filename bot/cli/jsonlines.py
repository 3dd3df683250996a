"""JSON Lines in, JSON Lines out: one answer a line, in order.

What is answered is written before the next input is waited for, and a tenth of a second after it was answered
at the latest: who asks line by line hears line by line, and who sends a million lines pays for no million
writes. A bad line gives `{"id": …|null, "error": "…"}` and the run goes on.
"""

from __future__ import annotations

import codecs
import gc
import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

from bot.errors import CommandError

_BLOCK = 1 << 16  # bytes read at once, at most
_LATEST = 0.1  # seconds after which what is answered is written

_read = json.JSONDecoder().raw_decode
_plain = json.JSONEncoder(ensure_ascii=False, check_circular=False)


def _encoder() -> Callable[[Any], str]:
    """Return `_plain.encode`, which makes its compiled form anew for every line, with one that is kept."""
    made = getattr(json.encoder, "c_make_encoder", None)
    if made is None:  # another Python
        return _plain.encode
    quoted = json.encoder.encode_basestring
    parts = made(None, _plain.default, quoted, None, ": ", ", ", False, False, True)
    return lambda value: "".join(parts(value, 0))


def lines_of(file: str) -> Iterator[str]:
    """Yield the lines of FILE or standard input, without their ends; bytes that are no UTF-8 are replaced."""
    for lines in _blocks(file):
        yield from lines


def each(file: str, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> int:
    """Answer every line of a JSON Lines file; return the exit status."""
    failed = False
    # What is loaded stays, and a line leaves no cycles: the collector need not look at every few lines.
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    encode = _encoder()
    answers: list[str] = []
    told = monotonic()
    try:
        for lines in _blocks(file):
            for line in lines:
                if not line.strip():
                    continue
                answered = _answered(line, answer)
                failed |= "error" in answered
                answers.append(encode(answered))
                if monotonic() - told > _LATEST:
                    _tell(answers)
                    told = monotonic()
            _tell(answers)
    finally:
        _tell(answers)
    gc.freeze()  # nothing of what is held needs looking through on the way out
    return int(failed)


def _answered(line: str, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> dict[str, Any]:
    """Return the answer to a line, or what is wrong with it."""
    name = None
    try:
        asked = _decoded(line)
        if not isinstance(asked, dict):
            raise TypeError("the line is not a JSON object")
        name = asked.get("id")
        return {"id": name, **answer(asked)}
    except json.JSONDecodeError as error:
        return {"id": None, "error": f"not JSON: {error.msg} at column {error.colno}"}
    except (KeyError, TypeError, ValueError, CommandError) as error:
        reason = f"the key {error} is missing" if isinstance(error, KeyError) else str(error)
        return {"id": name, "error": reason}


def _decoded(line: str) -> Any:
    """Return `json.loads(line)`, which looks for blanks on either side before it reads."""
    try:
        asked, end = _read(line)
    except json.JSONDecodeError:
        return json.loads(line)
    return asked if end == len(line) else json.loads(line)


def _tell(answers: list[str]) -> None:
    """Write answers, and forget them."""
    if answers:
        answers.append("")
        told = "\n".join(answers)
        answers.clear()
        sys.stdout.write(told)
        sys.stdout.flush()


def _blocks(file: str) -> Iterator[list[str]]:
    """Yield the lines that are there, many at once; between one yield and the next it may wait."""
    if file == "-":
        yield from _lines(sys.stdin.buffer.read1)  # type: ignore[union-attr]
        return
    try:
        with Path(file).open("rb") as opened:
            yield from _lines(opened.read1)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from None


def _lines(read: Callable[[int], bytes]) -> Iterator[list[str]]:
    ends = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder("utf-8")("replace"), translate=True)
    begun: list[str] = []  # of a line that has not ended yet
    while block := read(_BLOCK):
        text = ends.decode(block)
        whole, ended, rest = text.rpartition("\n")
        if ended:
            begun.append(whole)
            yield "".join(begun).split("\n")
            begun.clear()
        begun.append(rest)
    begun.append(ends.decode(b"", final=True))
    if last := "".join(begun):
        yield last.split("\n")
