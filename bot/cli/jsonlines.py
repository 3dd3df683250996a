"""JSON Lines in, JSON Lines out: one answer a line, in order.

What is answered is written before the next input is waited for, and a tenth of a second after it was answered
at the latest: who asks line by line hears line by line, and who sends a million lines pays for no million
writes. A bad line gives `{"id": …|null, "error": "…"}` and the run goes on.
"""

from __future__ import annotations

import codecs
import gc
import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

from bot.errors import CommandError

_BLOCK = 1 << 16  # bytes read at once, at most
_LATEST = 0.1  # seconds after which what is answered is written


def lines_of(file: str) -> Iterator[str]:
    """Yield the lines of FILE or standard input, without their ends; bytes that are no UTF-8 are replaced."""
    for lines in _blocks(file):
        yield from lines


def each(file: str, answer: Callable[[dict[str, Any]], dict[str, Any]]) -> int:
    """Answer every line of a JSON Lines file; return the exit status."""
    from bot.cli.answering import answered  # here: other commands need not wait for what it loads

    failed = False
    # What is loaded stays, and a line leaves no cycles: the collector need not look at every few lines.
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)
    answers: list[str] = []
    told = monotonic()
    try:
        for lines in _blocks(file):
            for line in lines:
                if not line.strip():
                    continue
                written, is_error = answered(line, answer)
                failed |= is_error
                answers.append(written)
                if monotonic() - told > _LATEST:
                    _tell(answers)
                    told = monotonic()
            _tell(answers)
    finally:
        _tell(answers)
    gc.freeze()  # nothing of what is held needs looking through on the way out
    return int(failed)


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
    ends = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder("utf-8-sig")("replace"), translate=True)
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
