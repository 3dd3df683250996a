"""Count how characters stand in names and in words, for `watchers/parsers/persons/name_odds.py`; run by hand.

    PYTHONPATH=. python bench/fit/name_weights.py DICT [--write]

DICT is the dictionary of jieba 0.42.1 (MIT licence): a word, how often it occurs, and its kind a line. Names
of persons (nr) give surnames and given names, all other words the characters of the language. Nothing of a
single name or word is written, but one number for each character and place. Prints how many of the names and
words that were left out are told, by limit.
"""

import argparse
import math
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from watchers.parsers.persons.name_odds import NameOdds, written
from watchers.parsers.persons.persons import ALL_SURNAMES, COMPOUND_SURNAMES

TARGET = Path(__file__).parents[2] / "watchers/parsers/persons/name_weights.txt"
HEAD = "# made by bench/fit/name_weights.py of the dictionary of jieba 0.42.1 (MIT): see name_odds.py\n"
HELD = 0.5
PLACES = ("surname", "first", "second", "only", "begin", "middle", "end")
_WORDS = frozenset(
    ["n", "v", "vn", "a", "b", "d", "l", "j", "nz", "f", "s", "t", "z", "i", "q", "m", "r", "ns"]
)
# ends of words that the dictionary takes for names
_NO_NAMES = frozenset("性者县区镇率费室馆化王们人式学派军族")
_FAMOUS = 200  # who occurs oftener is a dynasty, a place or a thing as well
_ROUNDS = 3
_TAGGED = 1.0  # what the dictionary's word that it is a name counts
_SMOOTH = 4.0
_ANY = 0.02  # share of what was never seen
_CHARACTERS = 7_000

Lists = dict[str, list[tuple[str, float]]]


def rows(path: Path) -> Iterator[tuple[str, int, str]]:
    for line in path.read_text("utf-8").splitlines():
        word, count, kind = line.split(" ")
        if all("\u4e00" <= sign <= "\u9fff" for sign in word):
            yield word, int(count), kind


def parts_of(name: str) -> tuple[str, str] | None:
    """Return surname and given name, None where a word is not made so."""
    size = 2 if name[:2] in COMPOUND_SURNAMES and len(name) > 2 else 1
    surname, given = name[:size], name[size:]
    return (surname, given) if 1 <= len(given) <= 2 else None


def parted(path: Path, held: float) -> tuple[Lists, Lists]:
    """Return names and words with their weights, and those that are left out."""
    chance = random.Random(7)
    kept: Lists = {kind: [] for kind in ("name", "word")}
    out: Lists = {kind: [] for kind in kept}
    for word, count, kind in rows(path):
        if kind == "nr" and parts_of(word) and word[-1] not in _NO_NAMES and count < _FAMOUS:
            which, weight = "name", 1.0
        elif kind in _WORDS and 2 <= len(word) <= 4:
            which, weight = "word", math.sqrt(count) * 4
        else:
            continue
        (out if chance.random() < held else kept)[which].append((word, weight))
    return kept, out


def counted(lists: Lists) -> dict[str, Counter[str]]:
    """Return how often each character stands at each place."""
    counts: dict[str, Counter[str]] = {place: Counter() for place in PLACES}
    for name, weight in lists["name"]:
        made = parts_of(name)
        assert made
        surname, given = made
        counts["surname"][surname] += weight
        for place, sign in zip(("only",) if len(given) == 1 else ("first", "second"), given, strict=True):
            counts[place][sign] += weight
    for word, weight in lists["word"]:
        for at, sign in enumerate(word):
            counts["begin" if not at else "middle" if at < len(word) - 1 else "end"][sign] += weight
    for surname in ALL_SURNAMES | COMPOUND_SURNAMES:
        counts["surname"][surname] += _SMOOTH
    return counts


def weights(counts: dict[str, Counter[str]]) -> dict[str, list[float]]:
    """Return for each character the logarithm of how likely it is at each place."""
    given = counts["first"] + counts["second"] + counts["only"]
    word = counts["begin"] + counts["middle"] + counts["end"]
    wider = dict.fromkeys(("first", "second", "only"), given) | dict.fromkeys(
        ("begin", "middle", "end"), word
    )
    table: dict[str, list[float]] = {sign: [] for sign in set().union(*counts.values())}
    for place in PLACES:
        own = counts[place]
        more = wider.get(place, own)
        total, share = own.total(), more.total()
        anything = 1e-8 if place == "surname" else _ANY / _CHARACTERS
        for sign, row in table.items():
            row.append(math.log(0.75 * own[sign] / total + 0.23 * more[sign] / share + anything))
    return table


def learned(lists: Lists) -> dict[str, list[float]]:
    """Return the table; what the dictionary has for a name and looks like a word counts little in it."""
    for _ in range(_ROUNDS):
        table = NameOdds(weights(counted(lists)))
        lists["name"] = [(name, 1 / (1 + math.exp(-table.odds(name) - _TAGGED))) for name, _ in lists["name"]]
    return weights(counted(lists))


def report(judge: NameOdds, out: Lists) -> None:
    """Print the shares of names told and of words kept, for a number of limits."""
    names = [(judge.odds(name), name) for name, _ in out["name"]]
    sure = [odds for odds, name in names if odds > -_TAGGED or name[0] in ALL_SURNAMES]
    words = [judge.odds(word) for word, weight in out["word"] if len(word) in (2, 3) and weight > 12]
    print(f"{len(names)} names, {len(sure)} of them with a surname of the table; {len(words)} words")
    for limit in (-6, -5, -4, -3.5, -3, -2.5, -2, -1, 0):
        told = sum(odds >= limit for odds, _ in names) / len(names)
        surely = sum(odds >= limit for odds in sure) / len(sure)
        kept = sum(odds < limit for odds in words) / len(words)
        print(f"{limit:5}  names told {told:.4f} ({surely:.4f})  words kept {kept:.4f}")


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("dictionary", type=Path)
    reader.add_argument("--write", action="store_true")
    asked = reader.parse_args()
    kept, out = parted(asked.dictionary, HELD)
    report(NameOdds(learned(kept)), out)
    if asked.write:
        table = learned(parted(asked.dictionary, 0)[0])
        lines = [written(sign, row) for sign, row in sorted(table.items()) if len(sign) == 1]
        TARGET.write_text("".join([HEAD, *lines]), "utf-8")


if __name__ == "__main__":
    main()
