"""Names of persons written with blanks inside, as typesetters part them: `丁　一`, `戊 一鸣`. Pure.

What announces a person (由丁 一组成, 经办人戊 一鸣) may stand against such a name on either side.
"""

import re
from collections.abc import Iterator

from watchers.parsers.persons.person_cues import BEHIND, FUNCTION, GLUED, HAN, PHONE_NEXT, PREPOSITION, ROLE
from watchers.parsers.persons.persons import COMPOUND, OLD_SURNAMES, RARE_SURNAMES, SURNAMES
from watchers.parsers.persons.short_words import has_surname, likelihood

_SINGLE = re.compile(
    rf"(?<![{HAN}A-Za-z\d])"
    rf"(?<![^{HAN}][{HAN}][ \t\u3000])(?P<first>[{HAN}])[ \t\u3000]{{1,3}}(?P<second>[{HAN}])"
    rf"(?:[ \t\u3000]{{1,3}}(?P<third>[{HAN}]))?(?![{HAN}])"
    rf"(?![ \t\u3000]*[:：])(?![ \t\u3000]{{1,3}}[{HAN}](?![{HAN}]))"
)
_FIRST = frozenset(SURNAMES + RARE_SURNAMES + OLD_SURNAMES)
_BLANK = re.compile(rf"[ \t\u3000]{{1,3}}(?=[{HAN}])")
_BEFORE = re.compile(rf"[{HAN}]{{1,8}}\Z")
_BEHIND = re.compile(rf"[{HAN}]{{1,8}}")
_COMPOUND = frozenset(COMPOUND.split("|"))
_SHAPES = ((1, 2), (1, 1), (2, 1), (2, 2))  # characters before the blank and behind it
_ALONE = 2  # the likelihood above which a name is one that nothing beside it announces


def with_joined_names(text: str) -> str:
    """Return the text with the blanks taken out of names that are written with some."""
    text = _SINGLE.sub(_joined, text)
    blanks = list(_parting(text))
    if not blanks:
        return text
    kept, position = [], 0
    for start, end in blanks:
        kept.append(text[position:start])
        position = end
    return "".join((*kept, text[position:]))


def _joined(spaced: re.Match[str]) -> str:
    name = spaced["first"] + spaced["second"] + (spaced["third"] or "")
    return name if has_surname(name) and likelihood(name, words=False) > 0 else spaced[0]


def _parting(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the blanks stand that part a name unevenly, or one glued to what announces it."""
    for blank in _BLANK.finditer(text):
        start, end = blank.span()
        before = text[max(0, start - 2) : start]
        if _FIRST.isdisjoint(before) and before not in _COMPOUND:
            continue  # nothing that begins a name
        left, right = _BEFORE.search(text, max(0, start - 8), start), _BEHIND.match(text, end)
        if left and right and any(_is_parted(text, left, right, *shape) for shape in _SHAPES):
            yield start, end


def _is_parted(text: str, left: re.Match[str], right: re.Match[str], before: int, behind: int) -> bool:
    """Whether so many characters before a blank and behind it are one name."""
    name = left[0][-before:] + right[0][:behind]
    if len(name) < before + behind or (before == behind == 2 and name[:2] not in _COMPOUND):
        return False
    start, end = left.end() - before, right.start() + behind
    alone, ended = start == left.start(), end == right.end()
    if not alone and not _is_announced(text, start):
        return False
    if not ended and not (text[end] in FUNCTION or BEHIND.match(text, end)):
        return False
    if (
        alone
        and ended
        and (before == behind == 1 or (text[end : end + 1] in ":：" and not PHONE_NEXT.match(text, end)))
    ):
        return False  # `_SINGLE` asks more of these; labels are spaced too
    return has_surname(name) and likelihood(name, words=not alone) > (_ALONE if alone and ended else 0)


def _is_announced(text: str, at: int) -> bool:
    low = max(0, at - 10)
    return bool(
        GLUED.search(text, low, at) or ROLE.search(text, low, at) or PREPOSITION.search(text, low, at)
    )
