"""What in a stretch of Chinese characters may be of a name, and is of no body and no brand. Pure."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from watchers.parsers.persons.bodies import BRANDS, HAN
from watchers.parsers.persons.likely_names import likely_names
from watchers.parsers.persons.named_bodies import in_bodies
from watchers.parsers.persons.persons import COMPOUND, COMPOUND_SURNAMES, EVERY_SURNAME
from watchers.parsers.persons.technical_words import SOUNDS
from watchers.parsers.persons.vocabulary import tokens

Part = tuple[int, int, bool]
"""Where a word begins and ends, and whether it is one of the language."""

NEUTRAL = -2.0  # how likely a name is where nothing speaks of persons
_SURNAMES = EVERY_SURNAME | COMPOUND_SURNAMES
_DOT = re.compile("[·•・‧]+")
_BRAND = re.compile("|".join(sorted(BRANDS, key=len, reverse=True)))
_MODEL = re.compile(r"[A-Z]{1,6}-?\d")  # 平台含昆仑芯R480
_COUNTED = re.compile("[年月日号时分秒张项块台套天个件片支米吨元万亿]")
_MORE = re.compile(rf"[ \t\u3000]+[{HAN}]")
_SURNAME_BEFORE = re.compile(rf"(?:[{''.join(EVERY_SURNAME)}]|{COMPOUND})[ \t\u3000]+\Z")
_MEASURES = frozenset("±≥≤＞＜><=~%℃°³²×")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Chinese characters without a sign between, and what stands beside them."""

    word: str
    parts: Sequence[Part]
    glued: bool  # to a letter, a figure or a sign of measure: 耐压11000米, H20加速卡
    model: bool  # one stands behind it
    more: bool  # a blank and another character follow
    counted: bool  # a figure stands before it, and its first word is what is counted: 2026年, 8张
    behind_surname: bool  # with a blank between


def stretch_of(run: re.Match[str], ending: str) -> Stretch:
    """Return the stretch that was found; `ending` is put behind it."""
    text, (start, end) = run.string, run.span()
    before, behind = text[start - 1 : start], text[end : end + 1]
    parts = list(tokens(run[0] + ending))
    counted = before.isdigit() and _COUNTED.match(text, start) is not None
    if counted:
        parts[0] = (*parts[0][:2], True)
    return Stretch(
        word=run[0] + ending,
        parts=parts,
        glued=any(sign != "" and (sign.isalnum() or sign in _MEASURES) for sign in (before, behind)),
        model=_MODEL.match(text, end) is not None,
        more=_MORE.match(text, end) is not None,
        counted=counted,
        behind_surname=_SURNAME_BEFORE.search(text, max(0, start - 5), start) is not None,
    )


def gaps(stretch: Stretch, prior: float = NEUTRAL) -> list[tuple[int, int]]:
    """Return what of a stretch may be of a name where one is so likely, in its order."""
    run, parts = stretch.word, stretch.parts
    covered = in_bodies(run, parts) | _branded(stretch)
    of_bodies = {at for number in covered for at in range(*parts[number][:2])}
    counted = range(parts[0][1] if stretch.counted else 0)
    found = likely_names(run, prior, of_bodies.union(counted))
    found += [*_sounds(run, parts), *_dotted(run, parts), *_behind_surname(stretch)]
    return sorted(span for span in found if not of_bodies.issuperset(range(*span)))


def _behind_surname(stretch: Stretch) -> Iterator[tuple[int, int]]:
    """Yield what stands behind a surname and a blank and is no word, and such a surname: 丁 健太课题组."""
    unknown = list(takewhile(lambda part: not part[2], stretch.parts))
    if stretch.behind_surname and unknown:
        yield 0, unknown[-1][1]
    start, end, known = stretch.parts[-1]
    if stretch.more and not known and stretch.word[start:end] in _SURNAMES:
        yield start, end


def _sounds(run: str, parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Yield what writes sounds of other tongues, three or more together that are not all words: 热日古丽."""
    first = 0
    for number, (start, end, _) in enumerate((*parts, (len(run), len(run), True))):
        if 0 < end - start < 3 and SOUNDS.issuperset(run[start:end]):
            continue
        if number > first and start - parts[first][0] > 2:
            if not all(known for *_, known in parts[first:number]):
                yield parts[first][0], start
        first = number + 1


def _dotted(run: str, parts: Sequence[Part]) -> Iterator[tuple[int, int]]:
    """Yield the words on both sides of a dot, which parts a name of other tongues: 热日·古丽."""
    for number, (start, end, _) in enumerate(parts):
        if _DOT.search(run, start, end):
            yield parts[max(0, number - 1)][0], parts[min(len(parts) - 1, number + 1)][1]


def _branded(stretch: Stretch) -> set[int]:
    """Return which parts are a maker's name before a word or model: 申威节点, not 申威扬."""
    run, parts = stretch.word, stretch.parts
    starts = [start for start, *_ in parts]
    ends = {end: number for number, (_, end, _) in enumerate(parts)}
    covered: set[int] = set()
    for brand in _BRAND.finditer(run):
        first, last = bisect_left(starts, brand.start()), ends.get(brand.end(), -1)
        if last < first:
            continue
        goes_on = last + 1 < len(parts) and parts[last + 1][2] and starts[last + 1] + 1 < parts[last + 1][1]
        if goes_on or (last + 1 == len(parts) and (stretch.model or brand[0] == run)):
            covered.update(range(first, last + 1))
    return covered
