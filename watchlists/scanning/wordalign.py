"""Whether the words around one word of a text are a spelling: in its order, or in another.

Little words, abbreviations, plurals and the numbers of notes may differ, each by its own rule; a letter or a
space: see `nearmiss`.

Knows folded words only. Must not know where to look, watchlists, context or what a hit means.
"""

from typing import NamedTuple

from watchlists.index.sequences import Spelling, is_rare
from watchlists.spellings.modelnumbers import model_of
from watchlists.words.vocabulary import (
    HEADS,
    LITTLE,
    canonical,
    is_insertion,
    is_russian_ending,
    without_number_before,
    without_number_behind,
    without_year,
)

MANY_WORDS = 4  # of a name in any order, between which little words may stand
_MOST_LITTLE = 5  # little words between two of a name; `_wordalign.c` counts on it
_LOOSE = frozenset({"of", "the", "for"})
_OF_ABROAD = frozenset({"de", "du", "des", "di", "da", "do", "von", "der", "e"})  # Daneshgah-e Tehran
_AND_ABROAD = frozenset({"y", "e", "et", "und", "и"})  # Universidad de Ciencia y Tecnología
# Universität Wuhan, Universidad Sun Yat-sen
_NEEDS_NO_OF = frozenset(
    {"universitat", "universitet", "universiteit", "universidad", "universidade", "universita", "universite"}
    | {"universitatea", "uniwersytet", "univerzita", "institut", "instituto", "istituto", "instytut"}
)


class WordHit(NamedTuple):
    """Words `first` to `last` of the text are the spelling `variant`; `edits` letters differ."""

    first: int
    last: int
    variant: int
    edits: int = 0
    spaced: bool = False  # spaces inside a word or left out
    abbreviated: bool = False
    reordered: bool = False


def align(words: list[str], at: int, spelling: Spelling, anchor: int) -> WordHit | None:
    """Return the hit when the words around `at` are the spelling, little words aside."""
    wanted = spelling.words
    if len(wanted) == 1:
        if words[at] == spelling.texts[0]:
            return WordHit(at, at, spelling.variant)
        if words[at].isascii() and canonical(words[at]) == wanted[0]:
            return None  # "machinery" alone is not "machine"
    if canonical(words[at]) != wanted[anchor] and words[at] != spelling.texts[anchor]:
        if not _is_form_of(words[at], wanted[anchor]) and not _is_numbered(words[at], wanted, anchor):
            return None
    first = last = at
    tight = spelling.strict or len(wanted) == 2  # its little words may not be left out
    inserted = False
    for place in range(anchor, 0, -1):
        skipped = 0
        gap = spelling.gaps[place]
        first -= 1
        while first >= 0 and words[first] != spelling.texts[place - 1] and words[first] in LITTLE:
            if skipped == _MOST_LITTLE or not _may_fill(words[first], gap):
                return None
            first -= 1
            skipped += 1
        if first > 0 and not inserted and canonical(words[first]) != wanted[place - 1]:
            inserted = (
                len(wanted) > 2
                and is_insertion(words[first])
                and canonical(words[first - 1]) == wanted[place - 1]
            )
            first -= inserted
        if first < 0 or (
            canonical(words[first]) != wanted[place - 1] and not _is_numbered(words[first], wanted, place - 1)
        ):
            return None
        if gap and not skipped and tight and words[first] not in _NEEDS_NO_OF:
            return None
    count = len(words)
    for place in range(anchor + 1, len(wanted)):
        skipped = 0
        gap = spelling.gaps[place]
        last += 1
        while last < count and words[last] != spelling.texts[place] and words[last] in LITTLE:
            if skipped == _MOST_LITTLE or not (_may_fill(words[last], gap) or (gap and words[last] == "and")):
                return None
            last += 1
            skipped += 1
        if last + 1 < count and not inserted and canonical(words[last]) != wanted[place]:
            inserted = (
                is_rare(wanted[anchor])
                and is_insertion(words[last])
                and canonical(words[last + 1]) == wanted[place]
            )
            last += inserted
        if last >= count or (
            canonical(words[last]) != wanted[place] and not _is_numbered(words[last], wanted, place)
        ):
            return None
        if gap and not skipped and tight and words[last - 1] not in _NEEDS_NO_OF:
            return None
    abbreviated = any(
        word not in spelling.texts
        and word not in LITTLE
        and without_number_before(word) not in spelling.texts
        and without_number_behind(word) not in spelling.texts
        for word in words[first : last + 1]
    )
    return WordHit(first, last, spelling.variant, abbreviated=abbreviated)


def _is_numbered(word: str, wanted: tuple[str, ...], place: int) -> bool:
    """Return whether `word` begins or ends a body's name with the number of a note run together with it.

    Figures tell companies and products apart; lists of authors number bodies: "1Fudan University".
    """
    if place == 0 and word[0].isdigit():
        bare = without_number_before(word)
    elif place == len(wanted) - 1 and word[-1].isdigit():
        bare = without_number_behind(word)
    else:
        return False
    return len(wanted) > 1 and canonical(bare) == wanted[place] and not HEADS.isdisjoint(wanted)


def note_numbers(first: str, last: str, name: str) -> tuple[int, int]:
    """Return how many figures of notes are run together with the first and last word of a text's `name`."""
    before = 0 if name[0].isdigit() else len(first) - len(without_number_before(first) or first)
    behind = 0 if name[-1].isdigit() else len(last) - len(without_number_behind(last) or last)
    return before, behind


def _may_fill(word: str, gap: tuple[str, ...]) -> bool:
    """Return whether a little word of the text may stand where the name has the little words of `gap`."""
    return (
        word in gap
        or (bool(gap) and word in _LOOSE)
        or (word == "at" and "in" in gap)
        or (word in _OF_ABROAD and "of" in gap)
        or (word in _AND_ABROAD and "and" in gap)
    )


def any_order(words: list[str], at: int, spelling: Spelling) -> WordHit | None:
    """Return the hit when the words around `at` are those of a company's name in any order."""
    wanted = spelling.words
    size = len(wanted)
    if size < 3 or not spelling.movable:
        return None
    places = [at]
    for step in (1, -1):
        place = at + step
        while 0 <= place < len(words) and len(places) < 2 * size and abs(place - at) < 3 * size:
            if canonical(words[place]) in wanted:
                places.append(place)
            elif size < MANY_WORDS or words[place] not in LITTLE:
                break
            place += step
    if len(places) < size:
        return None
    places.sort()
    expected = sorted(wanted)
    for first in range(len(places) - size + 1):
        window = places[first : first + size]
        if window[0] <= at <= window[-1] and sorted(canonical(words[place]) for place in window) == expected:
            return WordHit(window[0], window[-1], spelling.variant, reordered=True)
    return None


def _is_form_of(word: str, wanted: str) -> bool:
    """Return whether `word` is `wanted` with a plural, a count or a Russian ending."""
    if word[-1] == "s" and word[:-1] == wanted:
        return len(wanted) > 1
    if "\u0400" <= word[0] <= "\u04ff":
        return word.startswith(wanted) and is_russian_ending(word[len(wanted) :])
    if word.isalpha():
        return False
    return wanted in model_of(word) or without_year(word) == wanted
