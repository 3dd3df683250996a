"""Chinese words of everyday language, by the dictionary of jieba: what is none of them may be a name. Pure.

The one door to rjieba here; its dictionary is read when the first Chinese notice comes.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from watchers.parsers.persons.name_odds import shipped
from watchers.parsers.persons.persons import ALL_SURNAMES, COMPOUND_SURNAMES
from watchers.parsers.persons.technical_words import DOCUMENTS, GIVEN, MORE_SURNAMES, TECHNICAL
from watchers.parsers.persons.unknown_words import Part, words_among

# characters that are words by themselves in the language of notices: of grammar, of counting, of trade
SINGLE = frozenset(
    "的了在于为因将已对向从以就按也不均都还是与和及或并且则由被把给之其各每本该此第等元年月日时分人个台套件只条项次份块颗片米吨"
    "组批包箱号名位家有无可须应能需要未至到自经据请见上下前后中内外大小新旧高低多少全总更正原现共同含均所者类型级层间期段标单性"
    "双一二三四五六七八九十两百千万亿零〇半几余约近超过达付款价税费率用作做办交送供买卖购租售装修建设拆改换签订立起止当如若即故"
    "而但又再仅只凡使让比较最很非勿别否幢栋座楼室门路街某拟我们废流续函版字仪桩架排校院所局令卷盘表微云光电气声热力卡柜裸开油煤钢铁木土铜船机床灯窗墙站线板係関"
)

_NOUNS = frozenset(["n", "vn", "nz", "b", "j"])
_PROPER = ("nr", "ns", "nt", "nz", "x")
BEGINS_NAMES = ALL_SURNAMES | MORE_SURNAMES
# how often a word stands in the texts that the dictionary was made of
_SELDOM = 100
_UNLIKELY = -3.0  # odds of a name
_USUAL = 1_000  # 高明, 文静 and 田野 are words, and names at least as often


@cache
def _cut() -> Any:
    import rjieba  # half a second and 30 MB, for who reads Chinese notices only

    return rjieba


@lru_cache(maxsize=8192)
def _tagged(run: str) -> tuple[tuple[str, str], ...]:
    return tuple(_cut().tag(run, hmm=False))


@lru_cache(maxsize=8192)
def tokens(run: str) -> tuple[Part, ...]:
    """Return where each word of a run of Chinese characters stands, and whether it is of the language.

    Words of everyday language are, and of science and technology; a character that no word of the dictionary
    holds is where it is of no likely name, and so is what the dictionary knows as a name of persons.
    """
    at = 0
    parts: list[Part] = []
    for technical in TECHNICAL.finditer(run):
        parts += _everyday(run, at, technical.start())
        parts.append((*technical.span(), True))
        at = technical.end()
    parts += _everyday(run, at, len(run))
    if not all(known for *_, known in parts):
        parts = words_among(run, parts, may_name=may_name, is_thing=_is_thing)
    return tuple(parts)


def _is_thing(word: str) -> bool:
    """Whether the dictionary knows a word as a noun, or as that of a thing done: 视频, 推理."""
    return all(kind in _NOUNS for _, kind in _tagged(word))


def _everyday(run: str, at: int, end: int) -> Iterator[tuple[int, int, bool]]:
    for word, kind in _tagged(run[at:end]) if at < end else ():
        named = kind.startswith("nr") or may_name(word)
        common = not named or (len(word) > 2 and not is_seldom(word)) or _is_composed(word)
        yield at, at + len(word), word in SINGLE or (len(word) > 1 and common)
        at += len(word)


def _is_composed(word: str) -> bool:
    """Whether a word is two of the language, though the dictionary has it for a name: 法律援助."""
    return len(word) == 4 and is_of_language(word[:2]) and is_of_language(word[2:])


@lru_cache(maxsize=8192)
def may_name(word: str) -> bool:
    """Whether a word of the dictionary is made as names are, and none that is usual: 文静, 田野, not 高程."""
    if word in COMPOUND_SURNAMES:
        return True
    made = len(word) in (2, 3) and word[0] in ALL_SURNAMES and GIVEN.issuperset(word[1:])
    return made and _cut().suggest_freq(word) < _USUAL and shipped().odds(word) > _UNLIKELY


def may_begin(word: str) -> bool:
    """Whether a word may be the beginning of a name; 单路 and 双活 are none."""
    if word[:2] in COMPOUND_SURNAMES:
        return True
    return word[0] in BEGINS_NAMES and not (word[0] in SINGLE and word[1] not in GIVEN)


def may_be_called(word: str) -> bool:
    """Whether a short word that stands alone may be a name: unknown, or begun as one and not usual."""
    if word in DOCUMENTS or word[-2:] in DOCUMENTS:
        return False
    known = [known for *_, known in tokens(word)]
    if word[0] not in ALL_SURNAMES and word[:2] not in COMPOUND_SURNAMES:
        return not all(known)
    usual = len(known) == 1 and known[0] and _cut().suggest_freq(word) >= _USUAL
    return not (usual or TECHNICAL.fullmatch(word) or is_place(word) or (len(word) == 4 and all(known)))


def is_proper(word: str) -> bool:
    """Whether the dictionary knows a part of a word as the name of a person, a place or a body."""
    return not TECHNICAL.fullmatch(word) and any(kind.startswith(_PROPER) for _, kind in _tagged(word))


def names_nobody(word: str) -> bool:
    """Whether a short word begins as no name does and is of the language."""
    return word[0] not in BEGINS_NAMES and is_of_language(word)


def is_of_language(word: str) -> bool:
    """Whether each part of a short word is one of the language, and no proper name."""
    if TECHNICAL.fullmatch(word):
        return True
    return all(known for *_, known in tokens(word)) and not is_proper(word)


def is_place(word: str) -> bool:
    """Whether the dictionary knows a word as the name of a place."""
    return [kind for _, kind in _tagged(word)] == ["ns"]


def is_seldom(word: str) -> bool:
    """Whether the dictionary knows a word as a name of persons, and hardly ever: 李建国, but not 石家庄."""
    (_, kind), *more = _tagged(word)
    return not more and len(word) > 2 and kind.startswith("nr") and _cut().suggest_freq(word) < _SELDOM
