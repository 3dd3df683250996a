"""Chinese persons' names as Hong Kong, Macao, Singapore and Malaysia write them: 张国荣 is Cheung Kwok-wing.

Names are read in Cantonese there, or the family's in Hokkien or Teochew (Tan Weiming, 陈伟明), and a wife
puts her husband's family name before her own (Lam Cheng Yuet-ngor). A name in characters does not say where
its bearer lives, so these are more ways to read it, beside pinyin.

Knows characters and `data/southern_names.txt`. Must not know how two names are compared.
"""

from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from watchlists.names.tables import lines_of
from watchlists.names.transliterate import readings

if TYPE_CHECKING:
    from watchlists.names.name import Name

_LONGEST = 4  # characters of a name
_FAMILY = 2  # of a family's
_GIVEN = 2  # of a given one
_MOST = 6  # ways to read one name

_Families = dict[str, tuple[tuple[str, ...], tuple[str, ...]]]


def southern_readings(han: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways a person's name in simplified characters is read there, as words: family, given names.

    () for a name whose family no table knows, or that has a character which is in few given names.
    """
    if not 2 <= len(han) <= _LONGEST:
        return ()
    families, given = _table()
    for size in range(min(_FAMILY, len(han) - 1), 0, -1):
        if han[:size] not in families:
            continue
        cantonese, others = families[han[:size]]
        own = families.get(han[size : size + 1], ((), ()))[0] if len(han) - size > _GIVEN else ()
        rest = han[size + bool(own) :]
        if len(rest) > _GIVEN or any(character not in given for character in rest):
            continue
        names = [given[character] for character in rest]
        read = [*product(cantonese, own, *names)] if own else [*product(cantonese, *names)]
        read += [] if own else [(family, "".join(readings(rest))) for family in others]
        return tuple(dict.fromkeys(read))[:_MOST]
    return ()


def is_southern(name: "Name") -> bool:
    """Return whether a name in characters is read so: each of its syllables is a word, and tells."""
    return 2 < len(name.han) <= _LONGEST and len(name.tokens) > _FAMILY


def is_cantonese(words: list[str]) -> bool:
    """Return whether a name is a family's and given ones of one syllable each, as read in Cantonese."""
    families, given = _read_aloud()
    return len(words) > _FAMILY and words[0] in families and given.issuperset(words[1:])


@cache
def _read_aloud() -> tuple[frozenset[str], frozenset[str]]:
    families, given = _table()
    cantonese = [names for names, _ in families.values()]
    return frozenset().union(*cantonese), frozenset().union(*given.values())


@cache
def _table() -> tuple[_Families, dict[str, tuple[str, ...]]]:
    """Return families with their names in Cantonese and in others, and characters of given names."""
    families: _Families = {}
    given: dict[str, tuple[str, ...]] = {}
    for line in lines_of("southern_names.txt"):
        kind, _, rest = line.partition(": ")
        for pair in rest.split():
            characters, _, names = pair.partition("=")
            cantonese, _, others = names.partition("/")
            if kind == "family":
                families[characters] = tuple(cantonese.split(",")), tuple(filter(None, others.split(",")))
            else:
                given[characters] = tuple(cantonese.split(","))
    return families, given
