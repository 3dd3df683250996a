"""The terms of watchlists are compiled by several processes to the same tables; all end with who asked."""

import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

import watchlists.compiling.spread
from tests.processes import ends_when_killed
from watchlists.compiling.apart import tabulated_apart
from watchlists.compiling.compiled import Compiling, Distinct, tabulated
from watchlists.compiling.spread import Spread
from watchlists.index.distinct import asked_of, key_of, plain_keys
from watchlists.index.tables import Tables
from watchlists.model import Term, Watchlist

ROOT = Path(__file__).parent.parent.parent


def some_watchlists(number: int, terms: int) -> list[Watchlist]:
    """Return watchlists of invented names, some of them shared, in words and in characters."""
    dice = random.Random(number)
    syllables = ("quor", "vex", "bre", "lmor", "zyn", "trall", "om", "brix")
    names = [
        "".join(dice.choices(syllables, k=3)).title()
        + dice.choice((" Optics Ltd", " University", "光电有限公司"))
        for _ in range(terms)
    ]
    return [
        Watchlist(
            team=f"team{team}",
            name="half \ud83d",
            official=team == 1,
            terms=tuple(
                Term(name=name, kind="org", aliases=("Aleph\nBrelmor",), context=("laser",) * (place % 2))
                for place, name in enumerate(dict.fromkeys(dice.sample(names, terms // 2)))
            ),
        )
        for team in range(number)
    ]


def distinct_of(watchlists: list[Watchlist]) -> Distinct:
    """Return the terms of watchlists, each once."""
    distinct = Distinct()
    for one in watchlists:
        distinct.add(one.id)
        for term in one.terms:
            distinct.hold(key_of(term, official=one.official))
    return distinct


def test_several_processes_and_one_apart_make_the_same_tables() -> None:
    """In whatever parts the terms are compiled; also names with half a character or a line break."""
    watchlists = some_watchlists(3, 60)
    expected = tabulated(watchlists)
    assert Compiling(distinct_of(watchlists), hands=3).tables() == expected
    assert tabulated_apart(map(asked_of, watchlists)) == expected


@pytest.mark.parametrize("official", [True, False])
def test_keys_made_together_are_those_made_one_by_one(official: bool) -> None:
    """Of names alone and with aliases, some twice and the name among them, with marks that JSON escapes."""
    names = {
        'Quorvex "Q" Optics': ("Aleph", "Brelmor\\", "Aleph", 'Quorvex "Q" Optics'),
        "Zyntrall": (),
        "光电\n\ud83d": ("光电\n\ud83d",),
    }
    terms = [
        Term(name=name, kind="org", aliases=tuple(one for one in dict.fromkeys(more) if one != name))
        for name, more in names.items()
    ]
    assert plain_keys(names, "org", official=official) == [key_of(term, official=official) for term in terms]


def counted(first: int, last: int) -> Tables:
    """Return the numbers of a part as tables."""
    tables = Tables()
    tables.put_numbers("numbers", range(first, last))
    return tables


def told(spread: Spread) -> list[int]:
    """Return the numbers of all parts."""
    return [number for part in spread.done() for number in part.numbers("numbers")]


@pytest.mark.parametrize("size", [0, 1, 10, 1_000])
def test_parts_come_back_in_their_order(size: int) -> None:
    """However many there are for so many processes."""
    assert told(Spread(counted, size, 3)) == list(range(size))


def test_the_part_of_a_process_that_dies_is_done_by_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where there is no memory for it, or where no process can be made."""
    here = os.getpid()

    def dying(first: int, last: int) -> Tables:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return counted(first, last)

    def none_left() -> int:
        raise BlockingIOError("no more processes")

    def none_left_of_two() -> tuple[int, int]:
        raise OSError("no more files")

    assert told(Spread(dying, 100, 3)) == list(range(100))
    with monkeypatch.context() as without:
        without.setattr(watchlists.compiling.spread.os, "fork", none_left)
        assert told(Spread(counted, 4, 2)) == [0, 1, 2, 3]
    monkeypatch.setattr(watchlists.compiling.spread.os, "pipe", none_left_of_two)
    assert told(Spread(counted, 4, 2)) == [0, 1, 2, 3]


def test_who_is_done_takes_the_next_part() -> None:
    """A process whose parts take long does not keep the others waiting."""
    here = os.getpid()

    def slow_elsewhere(first: int, last: int) -> Tables:
        if os.getpid() != here:
            time.sleep(0.5)
        tables = counted(first, last)
        tables.put_numbers("here", [os.getpid() == here])
        return tables

    parts = Spread(slow_elsewhere, 100, 2).done()
    assert sum(part.numbers("here")[0] for part in parts) > len(parts) / 2


CALLER = """
import subprocess, sys
sys.path.append(sys.argv[1])
from watchlists.compiling import apart, process
from watchlists.model import Term, Watchlist
from watchlists.index.distinct import asked_of
begin = subprocess.Popen
def begun(*asked, **how):
    made = begin(*asked, **how)
    print(made.pid, flush=True)
    return made
subprocess.Popen = begun
terms = tuple(Term(name=f"Quorvex{n} Brelmor{n} Optics Ltd", kind="org") for n in range(30_000))
process._answer = lambda pipe: sys.stdout.write("asked\\n") or sys.stdout.flush() or sys.stdin.read()
apart.tabulated_apart([asked_of(Watchlist(team="team", name="default", terms=terms))])
"""


def test_nothing_goes_on_when_the_caller_is_killed() -> None:
    """Neither the process that compiles nor its copies, which are in one group."""
    assert ends_when_killed([sys.executable, "-c", CALLER, str(ROOT)], ready="asked")
