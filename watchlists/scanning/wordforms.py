"""Which words of names a word of a text may be: as it is written, for short, as a plural, with a slip.

Knows folded words only. Must not know texts, watchlists or what a hit means.
"""

from rapidfuzz.distance import OSA

from watchlists.index.tellingwords import PIECE, TYPO_LENGTH
from watchlists.index.wordindex import WordIndex
from watchlists.spellings.modelnumbers import model_of
from watchlists.words.vocabulary import (
    LITTLE,
    abbreviations,
    canonical,
    misread,
    plain_words,
    plain_words_and_places,
    without_number_before,
    without_number_behind,
    without_year,
    words_passed_over,
)

LEAST_TWO = 8  # letters of two words run together
_LONG = 9  # in a word of so many letters two may be wrong


class WordForms:
    """The words of texts met so far, each with the words by which names of one index are found."""

    def __init__(self, index: WordIndex) -> None:
        self._index = index
        self._plain = plain_words()
        self._short = abbreviations()
        self._settled = plain_words_and_places()
        self._unsettled = self._short.keys() | words_passed_over()
        self._met: dict[str, tuple[str, ...]] = {}

    def __len__(self) -> int:
        return len(self._met)

    def forget(self) -> None:
        """Drop what is remembered of the words of texts."""
        self._met.clear()

    def of(self, word: str) -> tuple[str, ...]:
        """Return the words of names that an occurrence of `word` may be."""
        found = self._met.get(word)
        if found is None:
            found = self._met[word] = self._forms(word)
        return found

    def note(self, word: str, forms: tuple[str, ...]) -> None:
        """Remember what was found of a word."""
        self._met[word] = forms

    def _forms(self, word: str) -> tuple[str, ...]:
        """Return the anchors that an occurrence of `word` may be."""
        anchors = self._index.anchors
        plain = self._short.get(word, word) if word.isascii() else canonical(word)
        if plain in anchors:
            return (plain, word) if word != plain and word in anchors else (plain,)
        if word in anchors:
            return (word,)
        size = len(word)
        if not word.isalpha():
            if word.isdecimal():
                return ()
            if any(map(str.isdigit, word)):
                forms = (
                    *(*model_of(word), without_year(word), *(misread(word) if size >= TYPO_LENGTH else ())),
                    *(canonical(without_number_before(word)), canonical(without_number_behind(word))),
                )
                return tuple(form for form in dict.fromkeys(forms) if form in anchors)
        elif (size < 4 or word in self._plain) and not word.endswith("s"):
            return ()
        if size < 4 or word in LITTLE:
            return ()
        if "\u0400" <= word[0] <= "\u04ff":  # Russian endings
            stems = (word[:-cut] for cut in (1, 2, 3) if size - cut >= TYPO_LENGTH - 1)
            found = tuple(stem for stem in stems if stem in anchors)
            if found:
                return found
        if word.endswith("s") and word[:-1] in self._index.singles:
            return (word[:-1],)
        if word in self._index.vocabulary or word in self._settled:
            return ()
        return self.misspelt(word)

    def is_misspelt(self, word: str) -> bool:
        """Return whether a long word is one of the names' with no more than a letter wrong (GigaDevise)."""
        return len(word) >= LEAST_TWO and word.isalpha() and bool(self.misspelt(word, most=1))

    def misspelt(self, word: str, most: int = 2) -> tuple[str, ...]:
        """Return the anchors that `word` is with a letter or two wrong, no more than `most`."""
        near = self._index.near.beside(word)
        if not near:
            return ()
        allowed = min(most, 2 if len(word) >= _LONG else 1)
        spelt = {
            canonical(form) for form in near if OSA.distance(word, form, score_cutoff=allowed) <= allowed
        }
        return tuple(sorted(form for form in spelt if form in self._index.anchors))

    def is_strange(self, word: str) -> bool:
        """Return whether a word is plainly no word of a language and none of the names'."""
        return (
            len(word) >= PIECE
            and word.isascii()
            and word.isalpha()
            and word not in self._unsettled
            and word not in self._index.anchors
            and word not in self._settled
            and not (word[-1] == "s" and word[:-1] in self._index.singles)
        )
