"""Names of places in a title, as English has them or as they are read: 内蒙古, 南溪区.

Knows characters and tables. Must not know what stands beside a place.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import accumulate, pairwise

from watchlists.names.scripts import script_words
from watchlists.names.tokens import token
from watchlists.names.transliterate import latin
from watchlists.titles.terms import PLACE, Term, heads, terms, units
from watchlists.words import groups
from watchlists.words.dictionary import tagged

_NO_PLACES = frozenset({"中华", "来宾", "台中"})  # words, too: 东台中学
_AS_READ_IN_PLACES = str.maketrans("长都重厦", "常督虫夏")  # Changdao is no Zhangdao
_OF_A_CITY = re.compile("(?<=市)[\u4e00-\u9fff]{2}[区县]")  # 成都市双流区
_VOWEL_BEHIND = re.compile(" (?=[aoe])")
_SHORT = 2  # characters of most names
_LONGEST = 4  # characters of a name that none knows; more are words


def well_known() -> Iterator[tuple[str, Term]]:
    """Yield places of the tables of matching, with and without what they are (市, 省)."""
    english = {han: row[0] for row in groups("places.txt") for han in row[1:] if not han.isascii()}
    for name, meant in script_words().items():
        if name not in english and len(meant) == 1 and token(meant[0]).kind == "p":
            english[name] = meant[0].title()
    for name, said in english.items():
        if name not in _NO_PLACES:
            yield from ((written, Term(PLACE, said)) for written in (name, f"{name}市", f"{name}省"))


def others(text: str, known: Mapping[str, Term]) -> dict[str, Term]:
    """Return further places that a text names with what they are: 南溪区, 禹城市."""
    words = tagged(text)
    names = [word for word, kind in words if kind == "ns" and not word.endswith(_bodies())]
    names += [
        f"{word}{behind}"
        for (word, kind), (behind, _) in pairwise(words)
        if kind == "ns" and len(word) > 1 and behind in units()
    ]
    edges = set(accumulate(len(word) for word, _ in words))
    names += [
        found.group()
        for found in _OF_A_CITY.finditer(text)
        if found.end() in edges and found.group()[-_SHORT:] not in known  # 南部区域 is no district
    ]
    return {
        name: Term(PLACE, _with_its_unit(name, known))
        for name in names
        if len(name) > _SHORT and name not in known and name.endswith((*units(), "市"))
    }


def read_aloud(name: str, *, sure: bool = False) -> str:
    """Return how a name is read; "" for what may be none: one or many characters, a word of the dictionary.

    `sure`: what stands behind says that it is one.
    """
    name = name.removesuffix("市") if len(name) > _SHORT else name
    words = tagged(name)
    if len(name) > _LONGEST or not (sure or (len(name) > 1 and all(map(_may_be_a_name, words)))):
        return ""
    return _as_read(name)


def _may_be_a_name(word: tuple[str, str]) -> bool:
    return len(word[0]) == 1 or word[1].startswith(("nr", "ns", "nz"))


def _as_read(name: str) -> str:
    """Return a name in pinyin: 淳安 is Chun'an."""
    syllables = " ".join(map(latin, name.translate(_AS_READ_IN_PLACES)))
    return _VOWEL_BEHIND.sub("'", syllables).replace(" ", "").capitalize()


def _with_its_unit(name: str, known: Mapping[str, Term]) -> str:
    """Return how a place is said: 江城哈尼族彝族自治县 is Jiangcheng Hani Yi Autonomous County."""
    unit = next((unit for unit in units() if name.endswith(unit) and len(name) > len(unit) + 1), "")
    bare = name.removesuffix(unit).removesuffix("市")
    said = [units()[unit].english] if unit else []
    while people := next((word for word in _peoples() if bare.endswith(word)), ""):
        bare = bare.removesuffix(people)
        said.insert(0, terms()[people].english)
    said.insert(0, known[bare].english if bare in known else _as_read(bare))
    return " ".join(said)


@cache
def _bodies() -> tuple[str, ...]:
    return tuple(head for head in heads() if len(head) > 1)


@cache
def _peoples() -> tuple[str, ...]:
    return tuple(word for word, term in terms().items() if term.kind == PLACE and word.endswith("族"))
