"""A thousand teams with a thousand terms each: what one index of all costs: `python bench/teams.py`.

* Bytes a (team, term): of the index as it is kept, and by how much the process grew.
* CPU of a scan beside that of one team alone, each text once and again; `--texts` names a file with a JSON
  object and its `text` in each line, else texts are words of the names' own language.
* How long an edit takes to be in force.

Terms are made up of words as lists of names have them: few are met often, and many seldom.
"""

import argparse
import gc
import json
import os
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from big.world import made_up  # noqa: E402

from watchlists.compiling.ahead import read_ahead  # noqa: E402
from watchlists.compiling.apart import tabulated_apart  # noqa: E402
from watchlists.index.distinct import Asked, asked_of  # noqa: E402
from watchlists.matcher import Matcher  # noqa: E402
from watchlists.model import Passage, Term, Watchlist  # noqa: E402
from watchlists.words.vocabulary import english  # noqa: E402

_STEMS = 150_000  # made-up words in 700,000 names; real names have fewer
_KINDS = ("Institute", "Trading Ltd", "Works", "University", "Technology Co., Ltd.")
_WORDS = sorted(english())
_PAGE = os.sysconf("SC_PAGE_SIZE")
_ROUNDS = 3


def name(number: int) -> str:
    """Return a made-up name, another one for each number."""
    stem = made_up("stem", number % _STEMS, 4 + number % 5).title()
    return f"{stem} {_WORDS[number * 7_919 % len(_WORDS)].title()} {_KINDS[number % len(_KINDS)]}"


def watchlist(options: argparse.Namespace, team: int) -> Watchlist:
    """Return a team's watchlist: its own terms, and some that others have."""
    share = options.distinct // options.teams
    own = range(team * share, (team + 1) * share)
    more = random.Random(team).sample(range(options.distinct), options.terms - share)
    terms = tuple(Term(name=one, kind="org") for one in dict.fromkeys(map(name, (*own, *more))))
    return Watchlist(team=f"t{team}", name="default", terms=terms)


def asked(options: argparse.Namespace) -> Iterator[Asked]:
    """Yield every team's terms, as they are handed over to be compiled."""
    for team in range(options.teams):
        yield asked_of(watchlist(options, team))


def resident() -> int:
    """Return the bytes that this process holds."""
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE


def texts_of(options: argparse.Namespace) -> list[Passage]:
    """Return what is scanned."""
    if options.texts:
        lines = Path(options.texts).read_text("utf-8").splitlines()
        return [Passage(text=json.loads(line)["text"]) for line in lines]
    dice = random.Random(1)
    return [Passage(text=" ".join(dice.choices(_WORDS, k=60))) for _ in range(2_000)]


def seconds(matcher: Matcher, texts: list[Passage]) -> float:
    """Return the CPU seconds in which all texts are scanned."""
    begun = time.process_time()
    for text in texts:
        matcher.scan(text)
    return time.process_time() - begun


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--teams", type=int, default=1_000)
    parser.add_argument("--terms", type=int, default=1_000, help="of each team")
    parser.add_argument("--distinct", type=int, default=700_000, help="terms of all teams together")
    parser.add_argument("--texts", default="", help="JSON lines, each with a text")
    options = parser.parse_args()
    texts, pairs = texts_of(options), options.teams * options.terms
    one = Matcher.compile([watchlist(options, 0)])
    read_ahead()
    seconds(one, texts[:50])
    before = resident()
    begun = time.process_time()
    tables = tabulated_apart(asked(options))
    spent = time.process_time() - begun + sum(os.times()[2:4])
    all_ = Matcher(tables)
    kept, grown = sum(map(len, tables.values())), resident() - before
    print(
        f"{options.teams} teams with {options.terms} terms, {len(tables.texts('terms'))} distinct of"
        f" {len(tables.words('words'))} words: kept in {kept / pairs:.0f} bytes a (team, term),"
        f" {grown / pairs:.0f} held by the process; compiled in {spent:.0f} s of CPU"
    )
    rows = [(seconds(all_, texts), seconds(one, texts))]  # in turn
    rows += [(seconds(all_, texts), seconds(one, texts)) for _ in range(_ROUNDS)]
    again = [min(column) for column in zip(*rows[1:], strict=True)]
    print(
        f"{len(texts)} texts: {rows[0][0] / rows[0][1]:.2f} times the CPU of one team of {options.terms},"
        f" {again[0] / again[1]:.2f} times when they are met again"
    )
    edited = watchlist(options, 0)
    edited = Watchlist(
        team=edited.team, name=edited.name, terms=(*edited.terms, Term(name="Kesvor Optics", kind="org"))
    )
    begun = time.perf_counter()
    live = all_.updated(edited)
    took = time.perf_counter() - begun
    found = [match.term for match in live.scan(Passage(text="Kesvor Optics opens a plant.")).matches]
    print(f"a new term is in force after {took * 1e3:.0f} ms: {', '.join(found)}")


if __name__ == "__main__":
    main()
