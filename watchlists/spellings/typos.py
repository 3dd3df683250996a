"""Wrong characters in Chinese names: what counts as a slip of the pen or the key, and what is another name.

Knows characters, their readings and shapes. Must not know terms, contexts or automata.
"""

from functools import cache, lru_cache

from watchlists.spellings.confusables import (
    are_confused,
    common_by_tone,
    confused_with,
    first_reading,
    shapes,
)
from watchlists.words.dictionary import is_word, tokenized
from watchlists.words.places import is_place

_NUMERALS = frozenset("一二三四五六七八九十百")
_APART = frozenset("东南西北中上下前后左右内外一二三四五六七八九十新老大小第")
_GENERIC = (
    "大学学院研究院研究所实验室科技技术科学中心中国国家有限公司股份集团信息电子工业理工工程航空航天"
    "人工智能超级计算先进设计规划建设交通师范医科农业财经政法外国语"
)


_TOWN_AND_NOUN = 4  # characters
_SHORT_ENDS = ("工大", "科大", "师大", "农大", "医大", "交大", "财大", "林大")
_TRIPLE, _SHORT_BRAND = 3, 6


@lru_cache(maxsize=10_000)
def _in_word(name: str, at: int) -> bool:
    """Return whether the character at `at` is part of a word; in a made-up name it tells bodies apart."""
    return any(first <= at < last and last - first > 1 for _, first, last in tokenized(name))


def is_slip(name: str, found: str) -> str:
    """Return in words how `found` is `name` with one slip; "" when it is not, or may be another name.

    Both are folded Chinese; of three characters only one that sounds the same may be wrong.
    """
    size = len(name)
    if size < 4 or name == found:
        return _misheard_as(name, found)
    if len(found) == size:
        differ = [at for at in range(size) if name[at] != found[at]]
        if len(differ) == 2 and differ[1] - differ[0] <= 2 and size >= 5:
            first, second = differ
            if name[first] == found[second] and name[second] == found[first]:
                return f"{found[first : second + 1]} for {name[first : second + 1]}"
            return ""
        if len(differ) != 1:
            return ""
        at = differ[0]
        was, now = name[at], found[at]
        around = (found[max(at - 1, 0) : at + 1], found[at : at + 2])
        if any(is_place(pair) for pair in around if len(pair) == 2) or (was in _APART and now in _APART):
            return ""
        if at <= 1 and size < 6 and is_word(found[:2]) and not is_word(name[:2]):
            return ""  # 长江实验室 beside 张江实验室: what tells the two apart is another word
        if are_confused(was, now):
            return f"{now} for {was}"
        if at == size - 1 and name.endswith("大学"):
            return ""  # the short form and the next word: 国防科技大|承担
        if size >= 6 and _in_word(name, at) and not any(len(pair) == 2 and is_word(pair) for pair in around):
            return f"{now} for {was}"
        return ""
    if size < 6 or (found.endswith(_SHORT_ENDS) and not name.endswith(found[-2:])):
        return ""  # 哈尔滨工大 is the one of industry, not 哈尔滨工程大
    longer, shorter = (name, found) if len(name) > len(found) else (found, name)
    if len(longer) - len(shorter) != 1:
        return ""
    at = next((i for i in range(len(shorter)) if longer[i] != shorter[i]), len(shorter))
    if longer[at + 1 :] != shorter[at:] or at == 0 or at == len(shorter):
        return ""
    if longer is found:
        doubled = found[at] in (found[at - 1], found[at + 1])
        pairs = (
            found[at - 1 : at + 1],
            found[at : at + 2],
            found[at - 1 : at + 2],
            found[max(at - 2, 0) : at + 1],
            found[at : at + 3],
        )
        if not doubled and any(is_word(pair) or is_place(pair) for pair in pairs):
            return ""
        return f"{found[at]} too many"
    if is_place(name[at : at + 2]) or is_place(name[at - 1 : at + 1]):
        return ""
    if name[at] in _NUMERALS and not _NUMERALS.isdisjoint((name[at - 1], name[at + 1])):
        return ""  # 第十所 beside 第十四所
    if size < 8 and is_word(found):
        return ""
    return f"{name[at]} left out"


@cache
def _generic_pieces() -> frozenset[str]:
    """Return every piece of the words that many names share."""
    return frozenset(
        _GENERIC[start:end]
        for start in range(len(_GENERIC))
        for end in range(start + 2, min(start + 5, len(_GENERIC)) + 1)
    )


def seeds(name: str) -> tuple[tuple[str, int], ...]:
    """Return up to two pieces of a Chinese name with their places; one of them survives any one slip.

    Pieces that many names share ("大学") are left out, at the price of the slips only they would find.
    """
    size = len(name)
    if size < 4:
        return ()
    best: tuple[int, tuple[tuple[str, int], ...]] | None = None
    for cut in range(1, size):
        found = []
        for start, stop in ((0, cut), (cut, size)):
            windows = [
                (name[at : at + width], at)
                for width in range(min(4, stop - start), 1, -1)
                for at in range(start, stop - width + 1)
            ]
            good = [
                (piece, at) for piece, at in windows if piece not in _generic_pieces() and not is_place(piece)
            ]
            if good:
                found.append(max(good, key=lambda item: len(item[0])))
        if not found:
            continue
        rank = len(found) * 10 + min(len(piece) for piece, _ in found)
        if best is None or rank > best[0]:
            best = rank, tuple(found)
    return best[1] if best else ()


def misspelt(name: str) -> tuple[str, ...]:
    """Return a university of four characters with one wrong (湘谭大学, 南开犬学) that makes no word.

    Those that no piece of the name's own is left to find it by: of a town any, of others one of the noun.
    """
    if len(name) != _TOWN_AND_NOUN or not name.endswith(("大学", "学院")):
        return ()
    found = []
    for at in range(0 if is_place(name[:2]) else 2, _TOWN_AND_NOUN):
        for wrong in confused_with(name[at]) if at < 2 else shapes().get(name[at], frozenset()) - {name[at]}:
            text = name[:at] + wrong + name[at + 1 :]
            by_itself = at == 0 and is_word(wrong)
            if not by_itself and not _makes_word(text, at):
                found.append(text)
    return tuple(sorted(found))


def misheard(name: str) -> tuple[str, ...]:
    """Return a short name with a character wrong that makes no word: of the same sound and tone, or shape.

    Of a word of three characters any may be that sounds so, of a name and a common noun behind it one of the
    name: no piece of what is left tells enough to be found by.
    """
    size = len(name)
    if size == _TRIPLE:
        places = range(_TRIPLE if is_word(name) else 0)  # 寒武纪; others are made up, and so are their like
    elif _TRIPLE < size <= _SHORT_BRAND and len(seeds(name)) == 1 and not is_place(name[:2]):
        places = range(2)
    else:
        return ()
    found = []
    for at in places:
        alike = shapes().get(name[at], frozenset()) if size > _TRIPLE else frozenset()
        for wrong in sorted({*common_by_tone().get(first_reading(name[at]), ()), *alike}):
            text = name[:at] + wrong + name[at + 1 :]
            if wrong != name[at] and not _makes_word(text, at):
                found.append(text)
    return tuple(found)


def _makes_word(text: str, at: int) -> bool:
    """Return whether a character of a text makes a word or a place with one beside it."""
    pairs = (text[max(at - 1, 0) : at + 1], text[at : at + 2])
    return any(len(pair) == 2 and (is_word(pair) or is_place(pair)) for pair in pairs)


def _misheard_as(name: str, found: str) -> str:
    """Return in words how `found` is a name of three characters with one that sounds the same, "" if not."""
    if len(name) != _TRIPLE or found not in misheard(name):
        return ""
    return next(f"{now} for {was}" for was, now in zip(name, found, strict=True) if was != now)
