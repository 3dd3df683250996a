"""Chinese words of everyday language, by the dictionary of jieba: what is none of them may be a name. Pure.

The one door to rjieba here; its dictionary is read when the first Chinese notice comes, and the words of
`technical_words` are added to it.
"""

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from watchers.parsers.persons.bodies import BRANDS
from watchers.parsers.persons.name_odds import shipped
from watchers.parsers.persons.persons import ALL_SURNAMES, COMPOUND_SURNAMES, EVERY_SURNAME
from watchers.parsers.persons.technical_words import (
    DOCUMENTS,
    GIVEN,
    INITIALS,
    SOUNDS,
    TAILS,
    is_thing,
    known_words,
    places,
)

# characters that are words by themselves in the language of notices: of grammar, of counting, of trade
SINGLE = frozenset(
    "的了在于为因将已对向从以就按也不均都还是与和及或并且则由被把给之其各每本该此第等元年月日时分人个台套件只条项次份块颗片米吨"
    "组批包箱号名位家有无可须应能需要未至到自经据请见上下前后中内外大小新旧高低多少全总更正原现共同含均所者类型级层间期段标单性"
    "双一二三四五六七八九十两百千万亿零〇半几余约近超过达付款价税费率用作做办交送供买卖购租售装修建设拆改换签订立起止当如若即故"
    "而但又再仅只凡使让比较最很非勿别否幢栋座楼室门路街某拟我们废流续函版字仪桩架排校院所局令卷盘表微云光电气声热力卡柜裸开油煤钢铁木土铜船机床灯窗墙站线板係関"
)

_PROPER = ("nr", "ns", "nt", "nz", "x")
BEGINS_NAMES = EVERY_SURNAME | INITIALS
_STREETS = frozenset(["路", "街", "巷", "大道"])  # 齐心路
_OF_PLACE = re.compile("[省市区县州镇乡村街路港湾岛山河湖江海]\\Z")
_ABSTRACT = re.compile("..[性者县区镇赛率费室馆化镜炉计]\\Z")  # 严重性, which the dictionary takes for a name
# how often a word stands in the texts that the dictionary was made of
_OBSCURE, _FOREIGN = 4, 20
_SELDOM = 100
_UNLIKELY = -3.0  # odds of a name
_COMMON = 10_000
_ALL_WORDS = math.log(60_101_967)  # words of the texts that the dictionary was made of
# how often words stand there at least; notices speak of places and things oftener
_SAID, _OF_NOTICES_SAID = 3, 1_000
_SELDOM_MADE = -5.0  # odds of a name
_USUAL = 1_000  # 高明, 文静 and 田野 are words, and names at least as often


@cache
def _cut() -> Any:
    import rjieba  # half a second and 55 MB, for who reads Chinese notices only

    # a copy of its own: the names of watched parties are judged by the dictionary as it is
    dictionary = rjieba.Jieba()
    for word in known_words():
        dictionary.add_word(word, None, "n")  # as frequent as makes it one word
    return dictionary


@lru_cache(maxsize=8192)
def _tagged(run: str) -> tuple[tuple[str, str], ...]:
    return tuple(_cut().tag(run, hmm=False))


@lru_cache(maxsize=8192)
def tokens(run: str) -> tuple[tuple[int, int, bool], ...]:
    """Return where each word of a run of Chinese characters stands, and whether everyday language has it.

    A character that no word of the dictionary holds is none, nor is what the dictionary knows as a name
    of persons; words of science and technology are.
    """
    return tuple(_everyday(run))


@lru_cache(maxsize=1 << 16)
def likelihood(word: str) -> float | None:
    """Return how likely a word of the language is, a logarithm; None where it is no such word.

    What the dictionary has for a name of persons is none; a character is as likely as it is alone.
    """
    count = 0
    if len(word) == 1 or _is_listed(word):
        count = max(_SAID, _cut().suggest_freq(word))
    told = (DOCUMENTS, places(), known_words(), BRANDS)
    if len(word) > 1 and (any(word in words for words in told) or is_thing(word)):
        count = max(count, _OF_NOTICES_SAID)
    return math.log(count) - _ALL_WORDS if count else None


def _is_listed(word: str) -> bool:
    """Whether the dictionary has a word, and not as a name of persons."""
    if not _cut().has_word(word):
        return False
    ((_, kind), *others) = _tagged(word)
    return bool(others) or not kind.startswith("nr") or not _is_persons(word)


def _everyday(run: str) -> Iterator[tuple[int, int, bool]]:
    words = _tagged(run)
    at = 0
    for number, (word, kind) in enumerate(words):
        known = word in known_words() or _is_everyday(word, kind, words[number + 1 : number + 2])
        first = 0 if known else _known_beginning(word)
        if first:
            yield at, at + first, True  # 庞加莱球, which the dictionary takes for a name
        yield at + first, at + len(word), known or (first > 0 and word[first:] in SINGLE)
        at += len(word)


def _known_with(sign: str, word: str) -> bool:
    """Whether a character and how the word behind it begins are a word of ours: 冷 and 原子重力仪."""
    return any(sign + word[:size] in known_words() for size in range(1, len(word) + 1))


def _known_beginning(word: str) -> int:
    """Return how many characters of a word for which there is no better reading are one of ours."""
    return next((size for size in range(len(word) - 1, 1, -1) if word[:size] in known_words()), 0)


def _is_everyday(word: str, kind: str, behind: Sequence[tuple[str, str]]) -> bool:
    if len(word) == 1:
        return word in SINGLE or any(_known_with(word, one) for one, _ in behind)
    named = may_name(word) or (
        _is_persons(word) if kind.startswith("nr") else kind == "ns" and _is_obscure(word)
    )
    street = bool(behind) and behind[0][0] in _STREETS and word not in COMPOUND_SURNAMES
    return not named or street or _is_composed(word)


@lru_cache(maxsize=8192)
def _is_persons(word: str) -> bool:
    """Whether a word that the dictionary has for a name of persons is one, and no 通知书, 红外 or 乌克兰."""
    if word[0] not in BEGINS_NAMES and word[:2] not in COMPOUND_SURNAMES:
        return SOUNDS.issuperset(word)
    if len(word) == 2:
        return word[1] in GIVEN or _cut().suggest_freq(word) < _SELDOM
    return not _ABSTRACT.search(word)


def _is_obscure(word: str) -> bool:
    """Whether a place hardly occurs and has no sign of one: 顿珠, but not 泽库县."""
    rare = _FOREIGN if len(word) == 2 and SOUNDS.issuperset(word) else _OBSCURE
    return not _OF_PLACE.search(word) and _cut().suggest_freq(word) < rare


def _is_composed(word: str) -> bool:
    """Whether a word is two of the language, though the dictionary has it for a name: 法律援助."""
    return len(word) == 4 and is_of_language(word[:2]) and is_of_language(word[2:])


@lru_cache(maxsize=8192)
def may_name(word: str) -> bool:
    """Whether a word of the dictionary is made as names are, and none that is usual: 文静, 田野."""
    if word in COMPOUND_SURNAMES:
        return True
    made = len(word) in (2, 3) and word[0] in ALL_SURNAMES and GIVEN.issuperset(word[1:])
    return made and _cut().suggest_freq(word) < _USUAL and shipped().odds(word) > _UNLIKELY


def may_be_called(word: str) -> bool:
    """Whether somebody may be called by a word of the language: 高峰, 朝阳, but not 计算, 方案 or 光谱仪."""
    if word in DOCUMENTS or word[-2:] in DOCUMENTS or len(word) > 3:
        return word[:2] in COMPOUND_SURNAMES
    if is_technical(word):
        return False
    if word in known_words():
        return word[0] in ALL_SURNAMES and word[-1] in GIVEN
    if len(word) == 3:
        ends = tokens(word)[0][1] == 2 and may_be_called(word[:2])  # 向日收
        return word[0] in EVERY_SURNAME and (ends or word[-1] in GIVEN)
    return word[0] in EVERY_SURNAME or (word[0] in BEGINS_NAMES and word[-1] in GIVEN)


@lru_cache(maxsize=8192)
def is_technical(word: str) -> bool:
    """Whether a stretch of three characters or more is words of technology alone: 红外组件, 探伤仪."""
    first, *others = (part for part, _ in _tagged(word))
    return len(word) > 2 and is_thing(first) and all(one in TAILS or is_thing(one) for one in others)


def is_usual(word: str) -> bool:
    """Whether a word is so usual that it is no name wherever it stands: 通过, 相关."""
    return bool(_cut().suggest_freq(word) > _COMMON)


def is_made_as_name(word: str) -> bool:
    """Whether a word that may be a name is made as names are: 高峰, but not 空间."""
    surname = word[0] in ALL_SURNAMES or word[:2] in COMPOUND_SURNAMES
    return (surname or word[-1] in GIVEN) and shipped().odds(word) > _SELDOM_MADE


def is_proper(word: str) -> bool:
    """Whether the dictionary knows a part of a word as the name of a person, a place or a body."""
    return any(kind.startswith(_PROPER) and part not in known_words() for part, kind in _tagged(word))


def has_name(word: str) -> bool:
    """Whether the dictionary knows a word, or one in it, as the name of a person, a place or a body."""
    return any(
        len(part) > 1 and kind.startswith(_PROPER) and part not in known_words()
        for part, kind in _tagged(word)
    )


def is_word(word: str) -> bool:
    """Whether the dictionary has a word, as whatever."""
    return len(_tagged(word)) == 1


def names_nobody(word: str) -> bool:
    """Whether a short word begins as no name does and is of the language."""
    return word[0] not in BEGINS_NAMES and is_of_language(word)


def is_of_language(word: str) -> bool:
    """Whether each part of a short word is one of the language, and no proper name."""
    return all(known for *_, known in tokens(word)) and not is_proper(word)


def is_place(word: str) -> bool:
    """Whether the dictionary knows a word as the name of a place."""
    return [kind for _, kind in _tagged(word)] == ["ns"]


def shows_technology(run: str) -> bool:
    """Whether words of technology stand in a stretch, three characters of them together: 光刻机, 红外组件."""
    together = 0
    for word, _ in _tagged(run):
        together = together + len(word) if is_thing(word) or (together and word in TAILS) else 0
        if together > 2:
            return True
    return False
