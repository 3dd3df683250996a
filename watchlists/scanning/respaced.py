"""Names whose spaces are amiss in a text: a word cut in two, two run together, letters set apart.

Knows folded words only. Must not know where to look, watchlists, context or what a hit means.
"""

from collections.abc import Iterable, Iterator

from watchlists.index.wordindex import WordIndex
from watchlists.scanning.nearmiss import near_miss
from watchlists.scanning.wordalign import WordHit
from watchlists.scanning.wordplaces import APART, JOINED, RUN_TOGETHER, Place
from watchlists.scanning.wordreader import Known, run_together
from watchlists.words.vocabulary import canonical

_FEWEST_LETTERS, _MOST_LETTERS = 3, 20  # of a name whose letters are set apart
RESPACED = JOINED | RUN_TOGETHER | APART


def respaced(index: WordIndex, place: Place, known: Known, words: list[str]) -> Iterator[WordHit]:
    """Yield the spellings of an index that stand so at a place of a text.

    `known`: what the word there may be in names; `words`: those of the text.
    """
    at, what = place.at, place.what
    last = at + 1 == len(words)
    if what & JOINED and known.fragment and not last:
        yield from _joined(index, words, at)
    if what & RUN_TOGETHER and known.merged:
        yield from _merged(index, words, at, known.merged)
    if what & APART and known.letter:
        if (at and len(words[at - 1]) == 1) or (not last and len(words[at + 1]) == 1):
            yield from _letters(index, words, at)


def _joined(index: WordIndex, words: list[str], at: int) -> Iterator[WordHit]:
    """Yield the spellings one of whose words is cut in two at `at`."""
    joined = words[at] + words[at + 1]
    if not index.is_joined(joined):
        return
    form = canonical(joined)
    found = [(spelling, 0) for spelling in index.singles.get(joined, ())]
    bucket = index.buckets.get(form)
    if bucket is not None:
        found += bucket.all
    if at + 2 < len(words):
        after = {words[at + 2], words[at + 2] + words[at + 3] if at + 3 < len(words) else ""}
        found += [item for other in sorted(after) for item in index.pair(form, canonical(other))]
    if at:
        found += index.pair(canonical(words[at - 1]), form)
    for spelling, place in found:
        if hit := near_miss(words, at, spelling, place, index.vocabulary, width=2):
            yield hit


def _merged(index: WordIndex, words: list[str], at: int, forms: Iterable[str]) -> Iterator[WordHit]:
    """Yield the pairs of common words that are run together in the word at `at`."""
    for form in forms:
        other = canonical(run_together(words[at], form))
        for pair in ((form, other), (other, form)):
            for spelling, place in index.pair(*pair):
                if hit := near_miss(words, at, spelling, place, index.vocabulary):
                    yield hit


def _letters(index: WordIndex, words: list[str], at: int) -> Iterator[WordHit]:
    """Yield names of one word whose letters are set apart around `at`: A W S."""
    first = last = at
    while first and at - first < _MOST_LETTERS and len(words[first - 1]) == 1:
        first -= 1
    while last + 1 < len(words) and last - at < _MOST_LETTERS and len(words[last + 1]) == 1:
        last += 1
    if last - first + 1 >= _FEWEST_LETTERS:
        for spelling in index.singles.get("".join(words[first : last + 1]), ()):
            yield WordHit(first, last, spelling.variant, spaced=True)
