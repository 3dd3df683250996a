"""Compiles terms, many by a process of their own (`apart`); and what that process does.

Knows terms and tables. Must not know texts, or where anything is stored.
"""

import json
from collections.abc import Sequence

from watchlists.compiling.apart import TERM, WATCHLIST, tabulated_apart
from watchlists.compiling.collecting import no_collecting
from watchlists.compiling.compiled import Compiling, Distinct, read_words, tabulated
from watchlists.compiling.plainnames import read_facts
from watchlists.compiling.process import answer, asked, end_with_caller
from watchlists.compiling.spread import hands_for
from watchlists.index.distinct import asked_of
from watchlists.index.tables import Tables
from watchlists.model import Watchlist

BIG = 5_000  # terms that take a second to compile


def compiled(watchlists: Sequence[Watchlist]) -> Tables:
    """Return a few terms compiled here, many by a process of their own.

    Raises NotCompiled when that process dies.
    """
    many = sum(len(one.terms) for one in watchlists) > BIG
    return tabulated_apart(map(asked_of, watchlists)) if many else tabulated(watchlists)


def main() -> None:
    """Read watchlists from standard input and write their tables to standard output."""
    distinct = Distinct()
    with no_collecting():
        read_words(latin=True)  # the caller gathers the terms meanwhile; copies of this process have them too
        read_facts()
        for line in asked():
            if line.startswith(TERM):
                distinct.hold(line[1:-1])
            elif line.startswith(WATCHLIST):
                distinct.add(json.loads(line[1:]))
        if not all(map(bytes.isascii, distinct.owners)):
            read_words()
        work = Compiling(distinct, hands_for(len(distinct.owners)))
        end_with_caller()  # now: a copy of a process has one thread
        answer(work.tables())
