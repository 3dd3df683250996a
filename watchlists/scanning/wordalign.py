"""Whether the words around one word of a text are a spelling: exactly, with a slip, or in another order.

Little words, abbreviations, spaces and a letter or two may differ, each by its own rule.

Knows folded words only. Must not know where to look, watchlists, context or what a hit means.
"""

from collections.abc import Container
from typing import NamedTuple

from rapidfuzz.distance import OSA

from watchlists.index.sequences import Spelling, is_rare
from watchlists.scanning.stretches import spelt
from watchlists.spellings.chips import model_of
from watchlists.words.vocabulary import (
    HEADS,
    LITTLE,
    canonical,
    english,
    is_common,
    is_insertion,
    is_russian_ending,
    misread,
    without_number_before,
    without_number_behind,
    without_year,
)

_LONG_NAME = 16  # letters
_LONG_WORD = 7
_SHORTEST_CUT = 2
_MANY_WORDS = 4  # of a name in any order, between which little words may stand
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
    if first.isalpha() and last.isalpha():
        return 0, 0
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


def _is_near(words: list[str], at: int, spelling: Spelling, anchor: int) -> bool:
    """Return whether the words beside the anchor begin or end as the wanted ones; a quick look."""
    texts, gaps = spelling.texts, spelling.gaps
    if len(texts) == 1:
        return True
    if anchor + 1 < len(texts) and not gaps[anchor + 1]:
        if at + 1 == len(words):
            return False
        word, wanted = words[at + 1], texts[anchor + 1]
        if len(wanted) > 2 and word[:2] != wanted[:2] and word[-2:] != wanted[-2:]:
            return False
    if anchor and not gaps[anchor]:
        if not at:
            return False
        word, wanted = words[at - 1], texts[anchor - 1]
        if len(wanted) > 2 and word[:2] != wanted[:2] and word[-2:] != wanted[-2:]:
            return False
    return True


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
            elif size < _MANY_WORDS or words[place] not in LITTLE:
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


def near_miss(
    words: list[str],
    at: int,
    spelling: Spelling,
    anchor: int,
    vocabulary: Container[str],
    *,
    width: int = 1,
) -> WordHit | None:
    """Return the hit when the words around `at` spell the sequence with spaces or letters amiss."""
    target = spelling.squashed
    size = len(target)
    if size < 5:
        return None
    allowed = spelling.slips
    merged = width == 1 and len(words[at]) > len(spelling.texts[anchor]) + allowed
    if merged:
        if words[at][:3] not in target or words[at][-3:] not in target:
            return None
    elif width == 1 and not _is_near(words, at, spelling, anchor):
        return None
    before, most = spelling.letters_before(anchor), len(spelling.words) * 2 + 6
    best: WordHit | None = None
    for first, last, edits in spelt(words, at, target, before, allowed, most, width, merged):
        if best is not None and edits >= best.edits:
            continue
        if edits and not _is_misspelt(words[first : last + 1], spelling, vocabulary):
            continue
        best = WordHit(first, last, spelling.variant, edits, spaced=True)
    return best


def _is_misspelt(found: list[str], spelling: Spelling, vocabulary: Container[str]) -> bool:
    """Return whether what differs are no words of their own (then it would be another name).

    In a long name the word of another name is a slip too where only a letter differs from the wanted one.
    Figures must agree.
    """
    if not spelling.squashed.isalpha() and _figures("".join(found)) != _figures(spelling.squashed):
        return False
    own = {*spelling.texts, *spelling.words, *LITTLE}
    strange = [word for word in found if word not in own and canonical(word) not in own]
    return bool(strange) and all(
        not own.isdisjoint(misread(word))
        or _lacks_last_letter(word, spelling)
        or (
            len(word) > 2
            and (not is_common(word) or _is_cut_off(word, spelling))
            and not any(map(str.isdigit, word))
            and (word not in vocabulary or _is_slip_of(word, spelling))
        )
        for word in strange
    )


def _is_cut_off(word: str, spelling: Spelling) -> bool:
    """Return whether an abbreviation is a word of the name without its last letter: "Volcano Engin"."""
    return word not in english() and any(text[:-1] == word for text in spelling.texts)


def _lacks_last_letter(word: str, spelling: Spelling) -> bool:
    """Return whether a word of a name of many words lacks its last letter, whatever it means: Kim Il Sun."""
    return (
        len(spelling.words) >= _MANY_WORDS
        and len(spelling.squashed) >= _LONG_NAME
        and len(word) > _SHORTEST_CUT
        and any(text[:-1] == word for text in spelling.texts)
    )


def _is_slip_of(word: str, spelling: Spelling) -> bool:
    """Return whether a long name holds a long word that `word` differs from in one letter."""
    return (
        len(spelling.squashed) >= _LONG_NAME
        and len(word) >= _LONG_WORD
        and any(OSA.distance(word, text, score_cutoff=1) == 1 for text in spelling.texts)
    )


def _figures(text: str) -> list[str]:
    """Return the digits of a text."""
    return [character for character in text if character.isdigit()]
