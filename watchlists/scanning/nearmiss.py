"""Whether the words around one word of a text are a spelling with a letter wrong, or a space amiss.

Knows folded words only. Must not know where to look, watchlists, context or what a hit means.
"""

from collections.abc import Container

from rapidfuzz.distance import OSA

from watchlists.index.sequences import Spelling
from watchlists.scanning.stretches import spelt
from watchlists.scanning.wordalign import MANY_WORDS, WordHit
from watchlists.words.vocabulary import LITTLE, canonical, english, is_common, misread

_LONG_NAME = 16  # letters
_LONG_WORD = 7
_SHORTEST_CUT = 2


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
        len(spelling.words) >= MANY_WORDS
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
