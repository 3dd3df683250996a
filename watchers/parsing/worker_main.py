"""The parse worker: a process of its own that reads hostile bytes for us, with nothing to lose.

Started by `watchers.parsing.worker` in a fresh interpreter. Reads a request frame and a body from standard
input, writes answer frames to standard output, until its input ends. It bounds its own memory, cannot open a
file outside the program, a socket or a process, and holds no secret.
"""

import contextlib
import gc
import importlib
import os
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Any, BinaryIO

from watchers import parsers
from watchers.errors import ParseError
from watchers.model import Parsed, SourceKind
from watchers.parsing.cleaning import MAX_ITEMS, bounded, clean_line
from watchers.parsing.wire import LENGTH, answer_frames, frame, read_frame

Parse = Callable[[SourceKind, bytes, parsers.ParseContext], Parsed]

_NEVER = (
    *("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn"),
    *("os.fork", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "shutil.", "ctypes.dlopen"),
    *("urllib.", "ftplib.", "http.client.", "smtplib.", "webbrowser."),
)
_LARGE = 1024 * 1024  # a body after which memory is given back at once
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    """Serve until standard input ends.

    Arguments: the memory limit in bytes, the folder of the program, the parser as "module:function", and the
    kinds of what may come.
    """
    memory, program, parser, *kinds = int(sys.argv[1]), *sys.argv[2:]
    # What a library prints must not end up between two frames.
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    parse = _loaded(parser, list(map(SourceKind, kinds)))
    _confine(memory, program)
    gc.freeze()  # what is loaded now stays; collecting need not look at it again
    answers.write(frame({"ready": True}))
    answers.flush()
    while head := requests.read(LENGTH.size):
        request = read_frame(requests.read(LENGTH.unpack(head)[0]))
        bodies = [requests.read(request["size"])]
        if len(bodies[0]) < request["size"]:
            return
        large = request["size"] > _LARGE
        # Should our parent be gone, nobody else ends an endless parse.
        signal.alarm(int(request["seconds"]) + 5)
        _answer(parse, request, bodies, answers)
        answers.write(frame({"done": _peak()}))
        answers.flush()
        signal.alarm(0)
        if large:
            gc.collect()


def _answer(parse: Parse, request: dict[str, Any], bodies: list[bytes], answers: BinaryIO) -> None:
    """Parse the one body and write the answer, whatever happens.

    The body is taken out of `bodies`: while the answer is written nobody holds it any more.
    """
    kind = SourceKind(request["kind"])
    try:
        context = parsers.ParseContext(**request["context"])
        asked = context.options.get("most", "")
        most = int(asked) if asked.isdecimal() else MAX_ITEMS
        answer = [bounded(parse(kind, bodies.pop(), context), items=most)]
        answers.writelines(answer_frames(answer, budget=request["budget"]))
    except ParseError as error:
        answers.write(frame({"error": clean_line(str(error), 500)}))
    except MemoryError:
        gc.collect()
        answers.write(frame({"memory": True}))
    except Exception as error:  # noqa: BLE001 - whatever hostile bytes can raise ends here
        answers.write(frame({"error": f"The answer cannot be read as {kind} ({type(error).__name__})."}))


def _loaded(parser: str, kinds: Sequence[SourceKind]) -> Parse:
    """Return the parser; import what reads these kinds now, so that the first body does not pay for it.

    Some libraries cannot be loaded later, see `_confine`.
    """
    place, _, name = parser.partition(":")
    chosen = importlib.import_module(place)
    for module in map(parsers.module_of, kinds) if chosen is parsers else ():
        # A parser that does not load fails when it is asked for; the others go on.
        with contextlib.suppress(Exception):
            importlib.import_module(module)
    function: Parse = getattr(chosen, name)
    return function


def _confine(memory: int, program: str) -> None:
    for limit, value in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        hard = resource.getrlimit(limit)[1]
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with contextlib.suppress(ValueError):  # macOS takes no limit of the address space
            resource.setrlimit(limit, (bound, bound))
    places = {
        os.path.realpath(place) + os.sep
        for place in (sys.prefix, sys.base_prefix, program, "/usr/share/zoneinfo")
    }
    inside = tuple(places)

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(path, int):
                return
            ours = os.path.realpath(os.fsdecode(path)).startswith(inside)
            if not ours or (isinstance(flags, int) and flags & _WRITING):
                raise PermissionError("a parser may not open this file")
        elif event.startswith(_NEVER):
            raise PermissionError(f"a parser may not do this: {event}")

    sys.addaudithook(refuse)


def _resident() -> int:
    """Return the largest resident size so far, in bytes: Linux counts in KiB, macOS in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


# Linux hands the figure of a large parent on to its child, where it would look like the child's own.
_INHERITED = _resident()


def _peak() -> int:
    """Return the largest resident size that is surely this process's own, in bytes."""
    largest = _resident()
    return largest if largest > _INHERITED else 0
