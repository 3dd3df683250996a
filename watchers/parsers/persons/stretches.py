"""What in a stretch of Chinese characters may be of a name: what is no word, body or brand. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchers.parsers.persons.bodies import BRANDS, HAN
from watchers.parsers.persons.name_odds import shipped
from watchers.parsers.persons.named_bodies import WEAK, in_bodies
from watchers.parsers.persons.persons import ALL_SURNAMES, COMPOUND_SURNAMES
from watchers.parsers.persons.technical_words import GIVEN, SOUNDS
from watchers.parsers.persons.vocabulary import BEGINS_NAMES, EVERY_SURNAME, SINGLE, is_place, tokens

Part = tuple[int, int, bool]
"""Where a word begins and ends, and whether it is one of the language."""

UNLIKELY = -3.5
"""Odds of a name below which a stretch within words is one."""

_WITHIN = 3.0  # less unlikely is a name that would end within a word
_NAME = 4  # characters of a name without a dot
_DOT = re.compile("[·•・‧]+")
_BRAND = re.compile("|".join(sorted(BRANDS, key=len, reverse=True)))
_MODEL = re.compile(r"[A-Z]{1,6}-?\d")  # 平台含昆仑芯R480
_COUNTED = re.compile("[张项块台套天]")
_MORE = re.compile(rf"[ \t\u3000]+[{HAN}]")
_BLANK = re.compile(rf"[{HAN}][ \t\u3000]+\Z")
_MEASURES = frozenset("±≥≤＞＜><=~%℃°³²×")
_FAMILIAR = frozenset("小老")
_FIGURES = frozenset("一二三四五六七八九十")  # given names too: 丁一


@dataclass(frozen=True, slots=True)
class Stretch:
    """Chinese characters without a sign between, and what stands beside them."""

    word: str
    parts: Sequence[Part]
    glued: bool  # to a letter, a figure or a sign of measure: 耐压11000米, H20加速卡
    model: bool  # one stands behind it
    more: bool  # a blank and another character follow
    behind_surname: bool  # with a blank between


def stretch_of(run: re.Match[str], ending: str) -> Stretch:
    """Return the stretch that was found; `ending` is put behind it."""
    text, (start, end) = run.string, run.span()
    before, behind = text[start - 1 : start], text[end : end + 1]
    parts = list(tokens(run[0] + ending))
    if before.isdigit() and _COUNTED.match(text, start):
        parts[0] = (*parts[0][:2], True)  # 8张国产加速卡
    apart = _BLANK.search(text, max(0, start - 4), start)
    return Stretch(
        word=run[0] + ending,
        parts=parts if all(known for *_, known in parts) else _with_sounds(run[0] + ending, parts),
        glued=any(sign != "" and (sign.isalnum() or sign in _MEASURES) for sign in (before, behind)),
        model=_MODEL.match(text, end) is not None,
        more=_MORE.match(text, end) is not None,
        behind_surname=apart is not None and apart[0][0] in EVERY_SURNAME,
    )


def gaps(stretch: Stretch) -> list[tuple[int, int]]:
    """Return what of a stretch may be of a name, in its order."""
    run, parts = stretch.word, stretch.parts
    if all(known for *_, known in parts):
        return []
    covered = in_bodies(run, parts) | _branded(stretch)
    found: list[tuple[int, int]] = []
    first = 0
    for number, (*_, known) in enumerate(parts):
        if known or number in covered:
            first = number + 1
        elif number + 1 == len(parts) or parts[number + 1][2] or number + 1 in covered:
            found += _names(stretch, first, number, after_body=first - 1 in covered)
    return found


def _with_sounds(run: str, parts: Sequence[Part]) -> list[Part]:
    """Return the parts; where three or more write sounds of other tongues, none is a word: 热日古丽."""
    read = list(parts)
    first = 0
    for number, (start, end, _) in enumerate((*parts, (len(run), len(run), True))):
        if 0 < end - start < 3 and (SOUNDS.issuperset(run[start:end]) or _DOT.match(run, start)):
            continue
        several = number > first and start - parts[first][0] > 2
        if several and not all(known for *_, known in parts[first:number]):
            read[first:number] = [(low, high, False) for low, high, _ in parts[first:number]]
        first = number + 1
    return read


def _names(stretch: Stretch, first: int, last: int, *, after_body: bool) -> Iterator[tuple[int, int]]:
    """Yield what may be of a name among parts beside each other that are no words.

    All is, but for single characters with which no name begins: 短临, 脑磁图, 四足机器人, 纪检处.
    """
    run, parts = stretch.word, stretch.parts
    start, end = parts[first][0], parts[last][1]
    text = run[start:end]
    low, high = parts[first - 1][:2] if first and not after_body else (0, 0)
    before = run[low:high]
    if _DOT.search(text):
        end = parts[last + 1][1] if _DOT.match(text[-1]) and last + 1 < len(parts) else end
        yield (low if before and (_DOT.match(text) or len(before) == 1) else start), end
    elif len(text) > _NAME or (text == run and not (stretch.glued and run[0] not in BEGINS_NAMES)):
        yield start, end
    elif len(text) == 1 and _is_made(before, text):
        yield low, end  # 强子丹
    elif len(text) == 1 and before in _FAMILIAR and text in ALL_SURNAMES:
        yield low, end  # 战士小崔
    elif len(text) == 1 and end == len(run) and not stretch.more and not _may_begin(before):
        return  # 推理池: nobody is called by a surname alone
    elif len(before) == 1 and first > 1 and _is_surname(run, parts[first - 2]):
        yield parts[first - 2][0], _on(stretch, last)  # 项四肆
    elif (not first and stretch.behind_surname) or (text not in WEAK and _may_begin(before)):
        yield low, _on(stretch, last)  # a surname that is a word: 于鑫云, 山本健
    elif len(text) > 1 and SOUNDS.issuperset(text):
        yield start, end
    elif not (text in WEAK and len(before) > 1):
        for number in range(first, last + 1):
            low, high, _ = parts[number]
            if low >= start and (high - low > 1 or run[low] in EVERY_SURNAME):
                if last > first and _is_word(stretch, low):
                    continue
                start = _on(stretch, number)
                yield low, start


def _is_word(stretch: Stretch, start: int) -> bool:
    """Whether what begins within words is far likelier a word than any name: 盖度反演, 晶圆明场."""
    run = stretch.word
    if not start or len(run) - start < _NAME:
        return False
    ends = {end for _, end, _ in stretch.parts}
    return all(
        shipped().odds(run[start : start + size]) < UNLIKELY + (0 if start + size in ends else _WITHIN)
        for size in (2, 3, 4)
    )


def _is_made(word: str, last: str) -> bool:
    """Whether a short word and one more character are made as names are: a surname, a given name of two."""
    if len(word) != 2 or word[0] not in EVERY_SURNAME:
        return False
    return GIVEN.issuperset(word[1] + last) or not shipped().knows(last)  # 鱼丸丏


def _is_surname(run: str, part: Part) -> bool:
    start, end, _ = part
    return end - start == 1 and run[start] in EVERY_SURNAME


def _may_begin(word: str) -> bool:
    """Whether a word of the language may be a family name too."""
    if len(word) == 1:
        return word in EVERY_SURNAME
    return len(word) == 2 and word[0] in BEGINS_NAMES and is_place(word)


def _on(stretch: Stretch, number: int) -> int:
    """Return where a name ends that begins here: behind two more characters, or a short word: 王晓云."""
    run, parts = stretch.word, stretch.parts
    start, end, _ = parts[number]
    usual = run[start] in ALL_SURNAMES
    longest = end + (2 if end - start == 1 or run[start:end] in COMPOUND_SURNAMES else 1)
    for low, high, known in parts[number + 1 :]:
        word = run[low:high]
        goes_on = not known or (
            usual if high - low > 1 else word in GIVEN or word in _FIGURES or word not in SINGLE
        )
        if high > longest or not goes_on:
            break
        end = high
    return end


def _branded(stretch: Stretch) -> set[int]:
    """Return which parts are a maker's name before a word or model: 申威节点, not 申威扬."""
    run, parts = stretch.word, stretch.parts
    covered: set[int] = set()
    for brand in _BRAND.finditer(run):
        within = {
            n for n, (start, end, _) in enumerate(parts) if start >= brand.start() and end <= brand.end()
        }
        if not within or parts[max(within)][1] != brand.end():
            continue
        after = max(within) + 1
        goes_on = after < len(parts) and parts[after][2] and parts[after][1] - parts[after][0] > 1
        if goes_on or (after == len(parts) and (stretch.model or brand[0] == run)):
            covered |= within
    return covered
