"""What is known of words before any text is read: most words of texts are told by it at a look.

Words of a language around which no name is looked for; how the words of names begin and end.

Knows folded words only. Must not know texts, watchlists or what a hit means.
"""

from collections.abc import Collection, Iterable
from functools import cache, cached_property
from string import ascii_lowercase

from watchlists.index.tellingwords import PIECE
from watchlists.index.wordindex import WordIndex
from watchlists.scanning.roles import ENDS
from watchlists.words.legalforms import sizes_of_forms
from watchlists.words.vocabulary import (
    HEADS,
    LITTLE,
    abbreviations,
    common_words,
    english,
    insertions,
    plain_words,
    plain_words_and_places,
    words_passed_over,
)

_SMALL = 1_000  # words by which names are found
# Words of texts that are remembered with what they may be; a small index is one of several beside the big
# one, and soon made anew.
_MOST_MET, _MOST_MET_BY_SMALL = 200_000, 40_000
_FORMS = 7  # the kinds from here on, for `_words.h`: with what legal forms begin, and end


@cache
def quiet_words() -> frozenset[str]:
    """Return the words of the language around which a name is looked for only if one has them."""
    quiet = plain_words() - words_passed_over() - frozenset(ascii_lowercase)
    return frozenset(filter(str.isalpha, filter(str.isascii, quiet)))


@cache
def plain_plurals() -> tuple[str, ...]:
    """Return the words of the language that end as plurals do."""
    return tuple([word for word in plain_words() if word[-1:] == "s"])


class Foreknown:
    """What one index says of words before any text."""

    def __init__(self, index: WordIndex, *, for_many: bool) -> None:
        """`for_many`: thousands of texts are going to be read at once, however small the index is."""
        self._index = index
        self._for_many = for_many

    @property
    def most_met(self) -> int:
        """How many words of texts are remembered; then all are forgotten."""
        return _MOST_MET_BY_SMALL if self.is_small else _MOST_MET

    @property
    def is_small(self) -> bool:
        """Whether the index is made sooner than all words of a language are gone through."""
        return len(self._index.anchors) < _SMALL and not self._for_many

    def quiet(self) -> frozenset[str]:
        """Return the words around which no name is looked for: at most one ends a word cut in two.

        None for a small index, which is to be made at once: it reads them as they come.
        """
        if self.is_small:
            return frozenset()
        anchors = self._index.anchors
        speaking = {short for short, word in abbreviations().items() if word in anchors}
        speaking.update(self._plural_names)
        return quiet_words() - speaking - anchors.among(quiet_words())

    def silent(self) -> dict[str, int]:
        """Return those words, each with its role."""
        ends = self._index.ends
        return {word: ENDS if word[-PIECE:] in ends else 0 for word in self.quiet()}

    @cached_property
    def _plural_names(self) -> set[str]:
        """The words of the language that are plurals of names of one word."""
        return self._plurals(plain_plurals())

    def _plurals(self, words: Iterable[str]) -> set[str]:
        """Return those of the words that are plurals of names of one word."""
        singles = self._index.singles
        return {word for word in words if word[-1:] == "s" and word[:-1] in singles}

    def told_by(self) -> dict[int, Collection[str] | memoryview]:
        """Return what words are told by before they are read, by the numbers of the kinds in `_words.h`.

        Words that are no strangers whatever they look like; the first six letters of words that may be cut in
        two, which are told by the first of these too; the first and the last letters of the words of names;
        what a word cut in two ends with; of words: those of a language by which names are found, and those
        passed over; with what legal forms begin, and end; the places by which no name is found; what
        `wordalign` asks of words: the little ones, those that mean something alone, those that may be put
        into a name, the nouns of bodies, and words that mean something but are none of English; the words
        around which no name is looked for. For a small index, only with what legal forms begin and end.
        """
        forms = sizes_of_forms()
        if self.is_small:
            return dict(enumerate(forms, _FORMS))
        index, short, plain = self._index, abbreviations(), plain_words()
        settled = plain_words_and_places() - plain - short.keys()
        settled -= index.anchors.among(settled)
        kinds: tuple[Collection[str] | memoryview, ...] = (
            [*short, *words_passed_over(), *plain_words_and_places()],  # and words of names, and plurals
            *map(index.lines.__getitem__, ("long heads", "heads", "tails", "ends")),
            index.anchors.among(plain) | (plain & short.keys()) | self._plural_names,
            words_passed_over(),
            *forms,
            [word for word in settled - self._plurals(settled) if word.isalpha()],
            *(LITTLE, common_words(), insertions(), HEADS, common_words() - english()),
            self.quiet() - short.keys(),
        )
        return dict(enumerate(kinds))
