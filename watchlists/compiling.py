"""Compiles the terms of all watchlists, here or in a process of its own, whose caller works on meanwhile.

What is handed over is plain data both ways: one JSON document in, tables out.

Knows terms and tables. Must not know texts, or where anything is stored.
"""

import gc
import hashlib
import json
import os
import subprocess
import sys
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path
from subprocess import PIPE

from watchlists.candidates import Entry
from watchlists.distinct import key_of, put_terms
from watchlists.errors import NotCompiled
from watchlists.model import Term, Watchlist
from watchlists.shard import put_shard
from watchlists.tables import Tables

_HERE = Path(__file__).parent
_BOOT = "import sys; sys.path.append(sys.argv[1]); from watchlists.compiling import main; main()"
_MADE_WITH = ("rjieba", "pypinyin")  # their words and readings make spellings


@contextmanager
def no_collecting() -> Iterator[None]:
    """Keep the garbage collector from going through the objects of names again and again.

    There are millions for a moment, none of them part of a cycle.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
            gc.collect(1)  # now: else the first texts to be scanned wait for it


def tabulated(watchlists: Iterable[Watchlist]) -> Tables:
    """Return the distinct terms of all watchlists, each compiled once."""
    tables, ids = Tables(), []
    owners: dict[bytes, array[int]] = {}
    entries: list[Entry] = []
    with no_collecting():
        for number, watchlist in enumerate(watchlists):
            ids.append(watchlist.id)
            official = watchlist.official
            for term in watchlist.terms:
                key = key_of(term, official=official)
                if key not in owners:
                    owners[key] = array("I")
                    entries.append(Entry(term, official=official))
                owners[key].append(number)
        tables.put_texts("watchlists", ids)
        put_terms(tables, owners)
        put_shard(tables, entries, unwatched=True)
    return tables


@cache
def program() -> str:
    """Return what changes with anything that spellings are made by: our modules and words, and two libraries.

    Tables that were made by another program are not to be used.
    """
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for path in sorted(path for path in _HERE.rglob("*") if path.suffix in {".py", ".txt"}):
        digest.update(path.name.encode() + path.read_bytes())
    for library in _MADE_WITH:
        digest.update(version(library).encode())
    return digest.hexdigest()


def tabulated_apart(watchlists: Iterable[Watchlist]) -> Tables:
    """Return the same, made by a process of its own.

    Raises NotCompiled when the process dies, and OSError where none can be started.
    """
    asked = [(one.team, one.name, one.official, [_parts(term) for term in one.terms]) for one in watchlists]
    # where an interpreter was built to find its own libraries this way, it must; nothing else of ours
    environment = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    command = [sys.executable, "-I", "-X", "utf8", "-c", _BOOT, str(_HERE.parent)]
    done = subprocess.run(  # noqa: S603 - ourselves
        command, input=json.dumps(asked).encode(), stdout=PIPE, check=False, env=environment, cwd="/"
    )
    try:
        return Tables.unpacked(done.stdout)
    except ValueError as error:
        raise NotCompiled(
            f"The process that compiles watchlists ended before its work was done (status {done.returncode})."
        ) from error


def _parts(term: Term) -> tuple[object, ...]:
    return term.name, term.kind, term.aliases, term.weak_aliases, term.context


def main() -> None:
    """Read watchlists from standard input and write their tables to standard output."""
    watchlists = (
        Watchlist(
            team=team,
            name=name,
            official=official,
            terms=tuple(
                Term(
                    name=term,
                    kind=kind,
                    aliases=tuple(other),
                    weak_aliases=tuple(weak),
                    context=tuple(context),
                )
                for term, kind, other, weak, context in terms
            ),
        )
        for team, name, official, terms in json.load(sys.stdin.buffer)
    )
    sys.stdout.buffer.writelines(tabulated(watchlists).packed())
