"""What a word of a text may be in names, and whether to look around it at all; each word is read once.

A word is one of the names' (`wordforms`); it may hold two words run together, or be a piece of one that is
cut in two. Of most words a quick look tells that they are nothing of the kind (`foreknown`).

Knows folded words only. Must not know texts, watchlists or what a hit means.
"""

from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from watchlists.index.sequences import Bucket, Items, Placed
from watchlists.index.tellingwords import HEAD, PIECE
from watchlists.index.wordindex import WordIndex
from watchlists.scanning.foreknown import Foreknown
from watchlists.scanning.roles import AFTER_IT, BEFORE_IT, ENDS, FOLLOWS, LOOK, ONE, PASSED, PRECEDES, STARTS
from watchlists.scanning.wordforms import LEAST_TWO, WordForms
from watchlists.words.vocabulary import canonical, plain_words, words_passed_over

_RUN_TOGETHER = 3  # a word this much longer than the one it holds has another in it
_LEAST_MANY = 16  # letters of more of them


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


def run_together(word: str, form: str) -> str:
    """Return what is run together with `form` in `word`."""
    return word.removeprefix(form) if word.startswith(form) else word.removesuffix(form)


class WordReader:
    """Reads words against one index."""

    def __init__(self, index: WordIndex, *, for_many: bool = False) -> None:
        """`for_many`: thousands of texts are going to be read at once, however small the index is."""
        self._index = index
        self._plain = plain_words()
        self._passed_over = words_passed_over()
        self.foreknown = Foreknown(index, for_many=for_many)
        self.forms = WordForms(index)  # of the words read so far
        self._known: dict[str, Known | None] = {}  # words that were looked at

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
        if self.forms.is_strange(word):
            forms = () if word in self._index.vocabulary else self.forms.misspelt(word)
            if not forms:
                return self._odd(word, ENDS if word[-PIECE:] in self._index.ends else 0)
            self.forms.note(word, forms)
        role = PASSED if word in self._passed_over else 0
        size = len(word)
        if size == 1:
            role |= ONE
        if self._may_end(word):
            role |= ENDS
        forms = self.forms.of(word)
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
        if size < LEAST_TWO or not word.isalpha() or word in self._plain or word in self._index.vocabulary:
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
        self.forms.forget()
        self._known.clear()
