"""What a word of a text may be in names, and whether to look around it at all; each word is read once.

A word is one of the names' as it is written, as an abbreviation or plural, or with a letter wrong; it may
hold two words run together, or be a piece of one that is cut in two. Of most words a quick look tells that
they are nothing of the kind.

Knows folded words only. Must not know texts, watchlists or what a hit means.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from functools import cache, cached_property
from string import ascii_lowercase
from typing import NamedTuple

from rapidfuzz.distance import OSA

from watchlists.index.sequences import Bucket, Items, Placed
from watchlists.index.wordindex import HEAD, PIECE, TYPO_LENGTH, WordIndex
from watchlists.spellings.chips import model_of
from watchlists.words.vocabulary import (
    HEADS,
    LITTLE,
    abbreviations,
    canonical,
    common_words,
    english,
    insertions,
    misread,
    plain_words,
    plain_words_and_places,
    sizes_of_forms,
    without_number_before,
    without_number_behind,
    without_year,
    words_passed_over,
)

_LONG = 9  # in a word of so many letters two may be wrong
_RUN_TOGETHER = 3  # a word this much longer than the one it holds has another in it
_LEAST_TWO = 8  # letters of two words run together
_LEAST_MANY = 16  # letters of more of them
_SMALL = 1_000  # words by which names are found
# Words of texts that are remembered with what they may be; a small index is one of several beside the big
# one, and soon made anew.
_MOST_MET, _MOST_MET_BY_SMALL = 200_000, 40_000
_FORMS = 7  # the kinds from here on, for `_words.h`: with what legal forms begin, and end

# What a word of a text says of where to look for names, as bits.
PASSED = 1  # it may stand between two words of a name that has it not
AFTER_IT = 2  # a name's word may follow that is looked up by this one
BEFORE_IT = 4  # one may precede
FOLLOWS = 8  # it may be the word that is looked for after another
PRECEDES = 16  # it may be the word that is looked for before another
STARTS = 32  # it may be the start of a word that is cut in two
ENDS = 64  # it may be the end of one
ONE = 128  # a single letter or figure
LOOK = AFTER_IT | BEFORE_IT | STARTS  # all three: what stands around it must be looked at whatever it is


class Known(NamedTuple):
    """What a word of a text may be in names: the spellings to compare where it stands.

    `always`: names of one word, and those of a word it holds run together with another; `capital`: those that
    count with a capital only; `bare`: the word itself, which counts beside a legal form only.
    `first`, `second`: those of two common words, by the one after it or before it, as numbers of the index.
    `buckets`: those found by this word, if the words beside it do not speak against it.
    `fragment`: it is the start of a longer word.
    `merged`: the common words that it begins or ends with, run together with the other of a pair.
    `letter`: one letter, which may belong to a name whose letters are set apart.
    """

    always: Items = ()
    capital: Items = ()
    bare: Items = ()
    first: tuple[Mapping[str, int], ...] = ()
    second: tuple[Mapping[str, int], ...] = ()
    buckets: tuple[Bucket, ...] = ()
    merged: tuple[str, ...] = ()
    fragment: bool = False
    letter: bool = False


@cache
def quiet_words() -> frozenset[str]:
    """Return the words of the language around which a name is looked for only if one has them."""
    quiet = plain_words() - words_passed_over() - frozenset(ascii_lowercase)
    return frozenset(filter(str.isalpha, filter(str.isascii, quiet)))


@cache
def plain_plurals() -> tuple[str, ...]:
    """Return the words of the language that end as plurals do."""
    return tuple([word for word in plain_words() if word[-1:] == "s"])


def run_together(word: str, form: str) -> str:
    """Return what is run together with `form` in `word`."""
    return word.removeprefix(form) if word.startswith(form) else word.removesuffix(form)


class WordReader:
    """Reads words against one index."""

    def __init__(self, index: WordIndex, *, for_many: bool = False) -> None:
        """`for_many`: thousands of texts are going to be read at once, however small the index is."""
        self._index = index
        self._for_many = for_many
        self._plain = plain_words()
        self._passed_over = words_passed_over()
        self._short = abbreviations()
        self._settled = plain_words_and_places()
        self._unsettled = self._short.keys() | self._passed_over
        self._met: dict[str, tuple[str, ...]] = {}  # words read so far with what they are of the names'
        self._known: dict[str, Known | None] = {}  # words that were looked at

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
        speaking = {short for short, word in self._short.items() if word in anchors}
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
        index = self._index
        settled = self._settled - self._plain - self._short.keys()
        settled -= index.anchors.among(settled)
        kinds: tuple[Collection[str] | memoryview, ...] = (
            [*self._short, *self._passed_over, *self._settled],  # and words of names, and plurals
            *map(index.lines.__getitem__, ("long heads", "heads", "tails", "ends")),
            index.anchors.among(self._plain) | (self._plain & self._short.keys()) | self._plural_names,
            self._passed_over,
            *forms,
            [word for word in settled - self._plurals(settled) if word.isalpha()],
            *(LITTLE, common_words(), insertions(), HEADS, common_words() - english()),
            self.quiet() - self._short.keys(),
        )
        return dict(enumerate(kinds))

    def remembered(self, word: str) -> tuple[int, Known | None]:
        """Read a word; what it may be in names is known from then on."""
        role, known = self.read(word)
        if known is not None:
            self._known[word] = known
        return role, known

    def known(self, word: str) -> Known | None:
        """Return what `word` may be in names; None: nothing by itself."""
        if word not in self._known:
            self._known[word] = self.read(word)[1]
        return self._known[word]

    def read(self, word: str) -> tuple[int, Known | None]:
        """Return what `word` says of where to look, and what it may be in names; None: nothing by itself."""
        if self._is_strange(word):
            forms = () if word in self._index.vocabulary else self._misspelt(word)
            if not forms:
                return self._odd(word, ENDS if word[-PIECE:] in self._index.ends else 0)
            self._met[word] = forms
        role = PASSED if word in self._passed_over else 0
        size = len(word)
        if size == 1:
            role |= ONE
        if self._may_end(word):
            role |= ENDS
        forms = self.forms(word)
        if not forms:
            if word in self._plain and size > 1:
                return role, None
            return self._odd(word, role)
        if not self._index.seconds.isdisjoint(forms):
            role |= FOLLOWS
        if not self._index.firsts.isdisjoint(forms):
            role |= PRECEDES
        always: list[Placed] = []
        capital: list[Placed] = []
        bare: list[Placed] = []
        buckets: list[Bucket] = []
        for form in forms:
            for spelling in self._index.singles.get(form, ()):
                is_bare = spelling.bare and spelling.texts[0] == word
                (bare if is_bare else capital if spelling.strict else always).append((spelling, 0))
            if form not in self._index.buckets:
                continue
            together = size >= len(form) + _RUN_TOGETHER and canonical(word) != form
            if together:
                always += self._index.holding(form, run_together(word, form))
            if not together or not word.isalpha():  # RTX A6000GPU
                buckets.append(self._index.buckets[form])
        fragment = self._is_fragment(word)
        letter = word in self._index.letters
        known = Known(
            always=tuple(always),
            capital=tuple(capital),
            bare=tuple(bare),
            first=tuple(self._index.first[form] for form in forms if form in self._index.first),
            second=tuple(self._index.second[form] for form in forms if form in self._index.second),
            buckets=tuple(buckets),
            fragment=fragment,
            letter=letter,
        )
        return self._role(known, role)

    def _is_strange(self, word: str) -> bool:
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

    def _odd(self, word: str, role: int) -> tuple[int, Known | None]:
        """Read a word that is none of the names' and no word of the language: most are of no use."""
        head = word[:PIECE] in self._index.heads
        may_hold = head or word[-PIECE:] in self._index.tails
        parts = self._parts(word) if may_hold else ()
        fragment = (head or len(word) < PIECE) and self._is_fragment(word)
        letter = word in self._index.letters
        many = may_hold and len(word) >= _LEAST_MANY and word.isalpha()
        always = list(self._index.run_together(word)) if many else []
        if not (parts or fragment or letter or always):
            return role, None
        for form in parts:
            always += self._index.holding(form, run_together(word, form))
        merged = tuple(part for part in parts if self._is_pair(part, canonical(run_together(word, part))))
        known = Known(always=tuple(always), merged=merged, fragment=fragment, letter=letter)
        return self._role(known, role)

    def _is_pair(self, one: str, other: str) -> bool:
        """Return whether two common words follow one another in a name, in either order."""
        return self._index.is_pair(one, other) or self._index.is_pair(other, one)

    @staticmethod
    def _role(known: Known, role: int) -> tuple[int, Known | None]:
        """Add to `role` what is known of a word; None where that is nothing."""
        if known.always or known.capital or known.bare or known.buckets or known.merged:
            role |= LOOK
        if known.fragment:
            role |= STARTS
        if known.first:
            role |= AFTER_IT
        if known.second:
            role |= BEFORE_IT
        return role, known if role & LOOK or known.letter else None

    def _parts(self, word: str) -> tuple[str, ...]:
        """Return the words of names that an unknown long word begins or ends with ("wuhanuniversity")."""
        size = len(word)
        if size < _LEAST_TWO or not word.isalpha() or word in self._plain or word in self._index.vocabulary:
            return ()
        found: list[str] = []
        longest = self._index.longest
        if word[:PIECE] in self._index.heads:
            found += [word[:cut] for cut in range(PIECE, min(size - 1, longest + 1))]
        if word[-PIECE:] in self._index.tails:
            found += [word[cut:] for cut in range(max(2, size - longest), size - PIECE + 1)]
        return tuple(
            sorted({part for part in found if part in self._index.buckets or part in self._index.pair_words})
        )

    def _may_end(self, word: str) -> bool:
        """Return whether a word of names that is cut in two may end so, at a quick look."""
        return word[-PIECE:] in self._index.ends or not word.isascii()

    def _is_fragment(self, word: str) -> bool:
        """Return whether `word` is no word itself but the start of one of the names' ("Shen zhen")."""
        size = len(word)
        if size < 2 or word in self._plain:
            return False
        if size >= HEAD and word[:HEAD] not in self._index.long_heads:
            return False
        at = bisect_right(self._index.sorted, word)
        return at < len(self._index.sorted) and self._index.sorted[at].startswith(word)

    def forget(self) -> None:
        """Drop what is remembered of the words of texts."""
        self._met.clear()
        self._known.clear()

    def forms(self, word: str) -> tuple[str, ...]:
        """Return the words of names that an occurrence of `word` may be."""
        found = self._met.get(word)
        if found is None:
            found = self._met[word] = self._forms(word)
        return found

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
        return self._misspelt(word)

    def is_misspelt(self, word: str) -> bool:
        """Return whether a long word is one of the names' with no more than a letter wrong (GigaDevise)."""
        return len(word) >= _LEAST_TWO and word.isalpha() and bool(self._misspelt(word, most=1))

    def _misspelt(self, word: str, most: int = 2) -> tuple[str, ...]:
        """Return the anchors that `word` is with a letter or two wrong, no more than `most`."""
        near = self._index.near.beside(word)
        if not near:
            return ()
        allowed = min(most, 2 if len(word) >= _LONG else 1)
        spelt = {
            canonical(form) for form in near if OSA.distance(word, form, score_cutoff=allowed) <= allowed
        }
        return tuple(sorted(form for form in spelt if form in self._index.anchors))
