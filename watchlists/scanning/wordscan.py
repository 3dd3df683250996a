"""Finds names written with spaces between words: Latin, Cyrillic and other alphabets.

A text is read word by word; only where a word may be part of a name and its neighbour does not speak against
it (see `wordreader`, `sequences`) are the words around it compared (`wordalign`).

Knows folded words only. Must not know watchlists, context or what a hit means.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from watchlists import native
from watchlists.index.sequences import AFTER, BEFORE, Bucket, Placed, may_be_beside
from watchlists.index.wordindex import WordIndex
from watchlists.scanning.wordalign import WordHit, align, any_order, near_miss
from watchlists.scanning.wordplaces import (
    APART,
    BESIDE,
    BESIDE_FORM,
    JOINED,
    MOST_PASSED_OVER,
    PAIRED,
    RUN_TOGETHER,
    WITH_CAPITAL,
    Named,
    Place,
    Stands,
    Wins,
    places,
)
from watchlists.scanning.wordreader import Known, WordReader, run_together
from watchlists.spellings.chips import model_of
from watchlists.text.folding import Folded
from watchlists.words.vocabulary import (
    LITTLE,
    canonical,
    has_form_beside,
    is_common,
    without_number_before,
    without_number_behind,
    words_passed_over,
)

_FEWEST_LETTERS, _MOST_LETTERS = 3, 20  # of a name whose letters are set apart
_ONE_BY_ONE = 32  # places of words told each by itself; more are told along the text
_MANY = 8  # spellings to compare at one place
_AROUND = 45  # words on each side in which a name of no more than `_LONGEST` words stands
_LONGEST = 14
_PIECES = JOINED | RUN_TOGETHER | APART


class WordScanner:
    """Reads texts against one index. Remembers what the words it met may be."""

    def __init__(self, index: WordIndex, *, for_many: bool = False) -> None:
        """`for_many`: thousands of texts are going to be read at once."""
        self._index = index
        self._reader = WordReader(self._index, for_many=for_many)
        self._places = places(self._index, self._reader)
        self._passed_over = words_passed_over()

    def find(self, folded: Folded, *, all_bare: bool = False) -> list[WordHit]:
        """Return every spelling in the words of a text, near spellings included, none twice.

        Overlaps are the caller's. Strict names of one word are passed over where the text as written has
        them in lower case, and bare words without a legal form, unless `all_bare`.
        """
        places, _, _ = self._places.find(folded, all_bare=all_bare, alone=False)
        return self._hits(folded, places, all_bare=all_bare) if places else []

    def winners(self, folded: Folded, *, edited: bool) -> tuple[list[WordHit], Sequence[Wins] | None, bool]:
        """Return the names that win among those of a text, or every spelling where that is not told.

        Some may be told besides that do not win, unless it is said that all do: then they are in order.
        `edited`: who watches a name may have changed since the index was made.
        """
        places, winners, settled = self._places.find(folded, all_bare=False, alone=True, edited=edited)
        return (self._hits(folded, places) if winners is None and places else []), winners, settled

    def names(self, word: str) -> bool:
        """Return whether a folded word, as it is written, may be a name or the word that one is found by."""
        if not word.isalpha():
            return any(map(self._finds, (word, *model_of(word))))
        form = canonical(word)
        return self._finds(form) or (form != word and self._finds(word))

    def _finds(self, form: str) -> bool:
        """Return whether a name is found by the word."""
        index = self._index
        return form in index.anchors and (form in index.singles or form in index.buckets)

    def holds(self, word: str) -> bool:
        """Return whether a folded word stands in a name as it is, or a long one with a letter wrong."""
        return word in self._index.vocabulary or self._reader.is_misspelt(word)

    def _hits(
        self, folded: Folded, found: Iterable[Place | Stands], *, all_bare: bool = False
    ) -> list[WordHit]:
        """Return every spelling at the places found in a text, none twice."""
        hits: list[WordHit] = []
        words: list[str] = []
        padded: list[str] = []
        for place in found:
            if not isinstance(place, Place):
                hits.append(WordHit(*place))
                continue
            if not words:
                words = folded.words
                padded = [*words, ""]  # so that the first and the last word have neighbours too
            at = place.at
            if items := self._to_compare(place, folded, padded, all_bare=all_bare):
                self._compare(words, at, items, hits)
            if not place.what & _PIECES or (known := self._reader.known(words[at])) is None:
                continue
            if place.what & JOINED and known.fragment and padded[at + 1]:
                hits.extend(self._joined(words, at))
            if place.what & RUN_TOGETHER and known.merged:
                hits.extend(self._merged(words, at, known.merged))
            if place.what & APART and known.letter and (len(padded[at - 1]) == 1 or len(padded[at + 1]) == 1):
                hits.extend(self._letters(words, at))
        return list(dict.fromkeys(hits))

    def _to_compare(
        self, place: Place, folded: Folded, padded: list[str], *, all_bare: bool
    ) -> list[Placed | WordHit]:
        """Return the names that may stand at a place, and those of which it is told that they do."""
        at, what, own, beside = place
        known: Known | None = None
        if own is None or what & PAIRED or (what & BESIDE and beside is None):
            known = self._reader.known(padded[at])
        items: list[Placed | WordHit] = []
        if own is not None:
            items += self._of_word(own, folded, at, all_bare=all_bare)
        elif known is not None:
            items += known.always
        if what & PAIRED and known is not None:
            self._of_pairs(known, padded, at, items)
        if own is None and known is not None:
            if known.capital and _may_have_capital(folded, at):
                items += known.capital
            if known.bare and (all_bare or _has_form_beside(folded.words, at)):
                items += known.bare
        if what & BESIDE and beside is not None:
            self._of_named(beside, padded, at, items)
        elif what & BESIDE and known is not None:
            self._of_buckets(known.buckets, padded, at, items)
        return items

    def _of_word(
        self, names: Iterable[Named], folded: Folded, at: int, *, all_bare: bool
    ) -> Iterator[Placed | WordHit]:
        """Yield the names found by the word at `at` or a pair that count there."""
        for name in names:
            if isinstance(name, tuple):
                yield WordHit(*name)
            elif not name & (WITH_CAPITAL | BESIDE_FORM):
                yield self._index.placed_one(name)
            elif (
                _may_have_capital(folded, at)
                if name & WITH_CAPITAL
                else all_bare or _has_form_beside(folded.words, at)
            ):
                yield self._index.placed_one(name & ~(WITH_CAPITAL | BESIDE_FORM))

    def _of_pairs(self, known: Known, padded: list[str], at: int, items: list[Placed | WordHit]) -> None:
        """Add the names of common words in which a known word and the one after or before it are a pair."""
        for tables, step, beyond in ((known.first, 1, 0), (known.second, -1, 1)):
            if not tables:
                continue
            # a land is passed over, and may be the other word: Railways of China
            for form in chain.from_iterable(map(self._reader.forms, self._beside(padded, at, step))):
                for table in tables:
                    if form in table:
                        items += self._index.pair_items(table[form], beyond)

    def _of_buckets(
        self, buckets: tuple[Bucket, ...], padded: list[str], at: int, items: list[Placed | WordHit]
    ) -> None:
        """Add the names found by a word that the words beside it do not speak against."""
        for side, step in ((AFTER, 1), (BEFORE, -1)):
            for other in self._beside(padded, at, step):
                for bucket in buckets:
                    items += bucket.beside(side, other)

    def _of_named(
        self, names: Iterable[Named], padded: list[str], at: int, items: list[Placed | WordHit]
    ) -> None:
        """Add those of some names found by a word that the words beside it do not speak against."""
        placed = [
            WordHit(*name) if isinstance(name, tuple) else self._index.placed_one(name) for name in names
        ]
        for side, step in ((AFTER, 1), (BEFORE, -1)):
            place = at
            for other in self._beside(padded, at, step):
                place += step
                plain, own = canonical(other), is_common(other)
                for item in placed:
                    if isinstance(item, WordHit):
                        may_stand = item.first <= place <= item.last and (
                            other not in LITTLE or place in {item.first, item.last}
                        )
                    else:
                        may_stand = may_be_beside(*item, side, other, plain, own=own)
                    if may_stand:
                        items.append(item)

    def _beside(self, padded: list[str], at: int, step: int) -> list[str]:
        """Return the words on one side of `at`, up to the first that is not passed over."""
        found = []
        for place in range(at + step, at + step * MOST_PASSED_OVER, step):
            found.append(padded[place] if place >= 0 else "")
            if found[-1] not in self._passed_over:
                break
        return found

    def _compare(self, words: list[str], at: int, items: list[Placed | WordHit], hits: list[WordHit]) -> None:
        """Add the spellings that the words around `at` are; the named word of each stands at `at`."""
        vocabulary = self._index.vocabulary
        items = list(dict.fromkeys(items)) if len(items) > 1 else items
        around: set[str] = set()
        if len(items) > _MANY:
            # of many names most are told apart by a word that stands nowhere near
            nearby = words[max(0, at - _AROUND) : at + _AROUND]
            around.update(map(canonical, nearby))
            around.update(map(canonical, _without_notes(nearby)))
            around.update(item[0].words[item[1]] for item in items if not isinstance(item, WordHit))
        for item in items:
            if isinstance(item, WordHit):
                hits.append(item)
                continue
            spelling, place = item
            near = not around or len(spelling.words) > _LONGEST or around.issuperset(spelling.words)
            hit = align(words, at, spelling, place) if near else None
            if hit is None:
                hit = near_miss(words, at, spelling, place, vocabulary)
            if hit is None and near:
                hit = any_order(words, at, spelling)
            if hit is not None:
                hits.append(hit)

    def _merged(self, words: list[str], at: int, forms: tuple[str, ...]) -> Iterator[WordHit]:
        """Yield the pairs of common words that are run together in the word at `at`."""
        word = words[at]
        for form in forms:
            other = canonical(run_together(word, form))
            for pair in ((form, other), (other, form)):
                for spelling, place in self._index.pair(*pair):
                    hit = near_miss(words, at, spelling, place, self._index.vocabulary)
                    if hit:
                        yield hit

    def _joined(self, words: list[str], at: int) -> Iterator[WordHit]:
        """Yield the spellings one of whose words is cut in two at `at`."""
        index = self._index
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


def _without_notes(words: list[str]) -> Iterator[str]:
    """Yield the words that the numbers of notes are run together with (Technology2), without these."""
    for word in words:
        if not word.isalpha():
            yield from filter(None, (without_number_before(word), without_number_behind(word)))


def _may_have_capital(folded: Folded, at: int) -> bool:
    """Return whether an ASCII text has no small letter where word `at` starts; other texts are not asked."""
    if not folded.source.isascii():
        return True
    return not folded.source[folded.origin(places_of(folded).start(at))].islower()


def _has_form_beside(words: list[str], at: int) -> bool:
    """Return whether a legal form stands directly before or after word `at` of a text."""
    return has_form_beside(words[max(0, at - 3) : at], words[at + 1 : at + 4])


class Places:
    """Where the words of a folded text start, found as far as they are asked for."""

    __slots__ = ("_asked", "_starts", "_text", "_words")

    def __init__(self, text: str, words: list[str]) -> None:
        self._text = text
        self._words = words
        self._starts: list[int] = []
        self._asked = 0

    def start(self, number: int) -> int:
        """Return where word `number` of the text starts."""
        self._asked += 1
        if native.word_start is not None and self._asked <= _ONE_BY_ONE:
            return native.word_start(self._text, number)  # counts from the start of the text each time
        starts = self._starts
        position = starts[-1] + len(self._words[len(starts) - 1]) if starts else 0
        for word in self._words[len(starts) : number + 1]:
            position = self._text.index(word, position)
            starts.append(position)
            position += len(word)
        return starts[number]


@lru_cache(maxsize=2)
def places_of(folded: Folded) -> Places:
    """Return where the words of a text start; those of a title and its text are remembered."""
    return Places(folded.text, folded.words)
