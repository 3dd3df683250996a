"""A Russian short form beside the translated name: BOMZ and Borvansk Optical and Mechanical Plant.

Its letters begin the Russian words (zavod, tsentr), which the translation does not show; what a word of each
meaning gives stands in `data/letters.txt`.

Knows words with their meanings. Must not know what the likeness is worth beside other evidence.
"""

from functools import lru_cache

from watchlists.names.name import Name
from watchlists.names.tokens import Token
from watchlists.names.transliterate import letters

_SHORTEST, _LONGEST = 4, 8  # letters of a short form
_FEWEST_WORDS = 3  # that give letters
_BEGINS = {f"~{meaning}": tuple(given.split(",")) for meaning, given in letters("initial").items()}
_ONE_SOUND = ("shch", "ch", "sh", "zh", "kh", "ts", "ya", "yu")  # one letter of Cyrillic
_NAMED = "~named"  # what follows is left out: named after …
_ELECTRO = "elektro"  # a word that gives two letters


def russian_initials(short: str, long: Name) -> bool:
    """Return whether the letters begin the Russian words of a translated name, in this order, to the last."""
    if not _SHORTEST <= len(short) <= _LONGEST or len(long.rest) < _FEWEST_WORDS:
        return False
    if _BEGINS.keys().isdisjoint([word.ident for word in long.rest]):  # none gives a letter of its own
        return False
    reached = {(0, 0, False)}  # letters used, words that gave some, whether one is Russian alone
    for word in long.rest:
        if word.ident == _NAMED:
            break
        further = set(reached) if word.kind == "x" else set()
        for begin, russian in _begins(word):
            further |= {
                (used + len(begin), gave + bool(begin), known or russian)
                for used, gave, known in reached
                if short.startswith(begin, used)
            }
        reached = further
        if not reached:
            return False
    return any(used == len(short) and gave >= _FEWEST_WORDS and known for used, gave, known in reached)


@lru_cache(maxsize=5_000)
def _begins(word: Token) -> list[tuple[str, bool]]:
    """Return what a word may give, each with whether its own first letter is another."""
    first = word.text[0]
    own = [first, *(sound for sound in _ONE_SOUND if word.text.startswith(sound))]
    if word.key.startswith(_ELECTRO) and len(word.key) > len(_ELECTRO):
        own.append("e" + word.key[len(_ELECTRO)])
    given = ["" if begin == "-" else begin for begin in _BEGINS.get(word.ident, ())]
    return [(begin, False) for begin in own] + [(begin, begin[:1] not in {"", first}) for begin in given]
