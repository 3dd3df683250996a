"""Finds names written with spaces between words: Latin, Cyrillic and other alphabets.

A text is read word by word; only where a word may be part of a name and its neighbour does not speak against
it (see `wordindex`, `sequences`) are the words around it compared (`wordalign`).

Knows folded words only. Must not know watchlists, context or what a hit means.
"""

from collections.abc import Iterable, Iterator
from itertools import compress

from watchlists.sequences import Items
from watchlists.vocabulary import canonical, words_passed_over
from watchlists.wordalign import WordHit, align, any_order, near_miss
from watchlists.wordindex import Known, WordIndex

_CACHE_LIMIT = 400_000  # words of texts remembered with what they may be
_FEWEST_LETTERS, _MOST_LETTERS = 3, 20  # of a name whose letters are set apart
_MOST_PASSED_OVER = 6  # words between two words of a name


class _Seen(dict[str, Known | None]):
    """The words met so far with what they may be; None: nothing."""

    def __init__(self, index: WordIndex) -> None:
        super().__init__()
        self._index = index

    def __missing__(self, word: str) -> Known | None:
        known = self[word] = self._index.resolve(word)
        return known


class WordScanner:
    """Reads texts against one index. Remembers what the words it met may be."""

    def __init__(self, spellings: Iterable[tuple[str, int, bool]]) -> None:
        """Take all spellings: folded text, variant number, strict."""
        self._index = WordIndex(spellings)
        self._seen = _Seen(self._index)
        self._passed_over = words_passed_over()

    def find(self, words: list[str], source: str) -> list[WordHit]:
        """Return every spelling in the words of a text, near spellings included; overlaps are the caller's.

        `source` is the text as written: strict names of one word are passed over where it holds them in lower
        case only.
        """
        seen = self._seen
        if len(seen) > _CACHE_LIMIT:
            seen.clear()
        hits: list[WordHit] = []
        padded: list[str] = []
        passed_over = self._passed_over
        for at in compress(range(len(words)), map(seen.__getitem__, words)):
            known = seen[words[at]]
            assert known is not None
            if not padded:
                padded = [*words, ""]  # so that the first and the last word have neighbours too
            before, after = padded[at - 1], padded[at + 1]
            items = known.always
            if known.capital and _is_capitalised(words[at], source):
                items += known.capital
            beside = known.after
            if beside is not None:
                if found := beside[after]:
                    items += found
                if after in passed_over and (found := beside[self._beyond(words, at, 1)]):
                    items += found
            beside = known.before
            if beside is not None:
                if found := beside[before]:
                    items += found
                if before in passed_over and (found := beside[self._beyond(words, at, -1)]):
                    items += found
            if items:
                self._compare(words, at, items, hits)
            if known.fragment and after and self._index.is_joined(words[at] + after):
                hits.extend(self._joined(words, at))
            if known.merged:
                hits.extend(self._merged(words, at, known.merged))
            if known.letter and (len(after) == 1 or len(before) == 1):
                hits.extend(self._letters(words, at))
        return hits

    def _beyond(self, words: list[str], at: int, step: int) -> str:
        """Return the next word on one side of `at` that is not passed over; "" where there is none."""
        for place in range(at + step, at + step * _MOST_PASSED_OVER, step):
            if not 0 <= place < len(words):
                return ""
            if words[place] not in self._passed_over:
                return words[place]
        return ""

    def _compare(self, words: list[str], at: int, items: Items, hits: list[WordHit]) -> None:
        """Add the spellings that the words around `at` are; the named word of each stands at `at`."""
        vocabulary = self._index.vocabulary
        for spelling, place in dict.fromkeys(items) if len(items) > 1 else items:
            hit = (
                align(words, at, spelling, place)
                or near_miss(words, at, spelling, place, vocabulary)
                or any_order(words, at, spelling)
            )
            if hit is not None:
                hits.append(hit)

    def _merged(self, words: list[str], at: int, forms: tuple[str, ...]) -> Iterator[WordHit]:
        """Yield the pairs of common words that are run together in the word at `at`."""
        word = words[at]
        for form in forms:
            rest = word.removeprefix(form) if word.startswith(form) else word.removesuffix(form)
            other = canonical(rest)
            for pair in ((form, other), (other, form)):
                for spelling, place in self._index.pair(*pair):
                    hit = near_miss(words, at, spelling, place, self._index.vocabulary)
                    if hit:
                        yield hit

    def _joined(self, words: list[str], at: int) -> Iterator[WordHit]:
        """Yield the spellings one of whose words is cut in two at `at`."""
        index = self._index
        joined = words[at] + words[at + 1]
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
            hit = near_miss(words, at, spelling, place, index.vocabulary, width=2)
            if hit:
                yield hit

    def _letters(self, words: list[str], at: int) -> Iterator[WordHit]:
        """Yield names of one word whose letters are set apart around `at`: A W S."""
        first = last = at
        while first and at - first < _MOST_LETTERS and len(words[first - 1]) == 1:
            first -= 1
        while last + 1 < len(words) and last - at < _MOST_LETTERS and len(words[last + 1]) == 1:
            last += 1
        if last - first + 1 >= _FEWEST_LETTERS:
            for spelling in self._index.singles.get("".join(words[first : last + 1]), ()):
                yield WordHit(first, last, spelling.variant, spaced=True)


def _is_capitalised(word: str, source: str) -> bool:
    """Return whether an ASCII text holds the word with a capital; other texts are not asked."""
    return not source.isascii() or word.capitalize() in source or word.upper() in source


class Places:
    """Where the words of a folded text start, found as far as they are asked for."""

    __slots__ = ("_starts", "_text", "_words")

    def __init__(self, text: str, words: list[str]) -> None:
        self._text = text
        self._words = words
        self._starts: list[int] = []

    def start(self, number: int) -> int:
        """Return where word `number` of the text starts."""
        starts = self._starts
        position = starts[-1] + len(self._words[len(starts) - 1]) if starts else 0
        for word in self._words[len(starts) : number + 1]:
            position = self._text.index(word, position)
            starts.append(position)
            position += len(word)
        return starts[number]
