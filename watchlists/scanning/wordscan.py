"""Finds names written with spaces between words: Latin, Cyrillic and other alphabets.

A text is read word by word (`wordreader`); only where a word may be part of a name (`wordplaces`) and its
neighbour does not speak against it (`shortlist`) are the words around it compared (`wordalign`, `nearmiss`).

Knows folded words only. Must not know watchlists, context or what a hit means.
"""

from collections.abc import Iterable, Iterator, Sequence

from watchlists.index.wordindex import WordIndex
from watchlists.scanning.nearmiss import near_miss
from watchlists.scanning.respaced import RESPACED, respaced
from watchlists.scanning.shortlist import Listed, Shortlist
from watchlists.scanning.wordalign import WordHit, align, any_order
from watchlists.scanning.wordplaces import Place, Stands, Wins, places
from watchlists.scanning.wordreader import WordReader
from watchlists.spellings.modelnumbers import model_of
from watchlists.text.folded import Folded
from watchlists.words.vocabulary import canonical, without_number_before, without_number_behind

_MANY = 8  # spellings to compare at one place
_AROUND = 45  # words on each side in which a name of no more than `_LONGEST` words stands
_LONGEST = 14


class WordScanner:
    """Reads texts against one index. Remembers what the words it met may be."""

    def __init__(self, index: WordIndex, *, for_many: bool = False) -> None:
        """`for_many`: thousands of texts are going to be read at once."""
        self._index = index
        self._reader = WordReader(self._index, for_many=for_many)
        self._places = places(self._index, self._reader)
        self._shortlist = Shortlist(self._index, self._reader)

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
        return word in self._index.vocabulary or self._reader.forms.is_misspelt(word)

    def _hits(
        self, folded: Folded, found: Iterable[Place | Stands], *, all_bare: bool = False
    ) -> list[WordHit]:
        """Return every spelling at the places found in a text, none twice."""
        hits: list[WordHit] = []
        for place in found:
            if not isinstance(place, Place):
                hits.append(WordHit(*place))
                continue
            words = folded.words
            if items := self._shortlist.of(place, folded, all_bare=all_bare):
                self._compare(words, place.at, items, hits)
            if place.what & RESPACED and (known := self._reader.known(words[place.at])) is not None:
                hits.extend(respaced(self._index, place, known, words))
        return list(dict.fromkeys(hits))

    def _compare(self, words: list[str], at: int, items: list[Listed], hits: list[WordHit]) -> None:
        """Add the spellings that the words around `at` are; the named word of each stands at `at`."""
        vocabulary = self._index.vocabulary
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


def _without_notes(words: list[str]) -> Iterator[str]:
    """Yield the words that the numbers of notes are run together with (Technology2), without these."""
    for word in words:
        if not word.isalpha():
            yield from filter(None, (without_number_before(word), without_number_behind(word)))
