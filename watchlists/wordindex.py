"""All spellings of names written with spaces, and what each word of a text may be in them.

A spelling is found by its rarest word. Where every word of it is a common one ("Shenzhen University"), two
words that follow one another are looked for instead. Both hold for a word with one wrong letter too.

Knows folded words only. Must not know texts, watchlists or what a hit means.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, pairwise
from math import log2

from rapidfuzz.distance import OSA

from watchlists.chips import model_of
from watchlists.sequences import AFTER, BEFORE, Bucket, Items, Neighbours, Placed, Spelling
from watchlists.vocabulary import LITTLE, canonical, common_words, is_place, plain_words, without_year
from watchlists.words import words

_TYPO_LENGTH = 5  # a word of fewer letters is found as written only
_LONG = 9  # in a word of so many letters two may be wrong
_RUN_TOGETHER = 3  # a word this much longer than the one it holds has another in it
_LONGER_THAN_ANY = 1 << 20  # letters
_OFTEN = 64  # names with a word; one of more is no second anchor
_CACHE_LIMIT = 400_000  # words of texts remembered
_USUAL_LETTERS = frozenset("aist")  # a, I, 's, 't


def _telling(word: str, frequency: Mapping[str, int]) -> float:
    """Return how much a word says of where a name stands: long, and rare in prose and in names."""
    plain = word in LITTLE or len(word) < 3 or word.isdigit() or word in words("frequent.txt")
    return len(word) - (8 if plain else 0) - log2(frequency[word])


def _pair_places(names: tuple[str, ...], frequency: Mapping[str, int]) -> list[int]:
    """Return where the pairs of words begin that say most of where a name of common words stands.

    Two where the name has them, without a word in common where it has four, so that one of the pairs is left
    where a word is misspelt. A second pair of the most frequent words of prose is worth less than it costs.
    """
    telling = [_telling(word, frequency) for word in names]
    worth = [max(pair) for pair in pairwise(telling)]
    best = max(range(len(worth)), key=worth.__getitem__)
    others = [at for at in range(len(worth)) if abs(at - best) > 1] or [best - 1, best + 1]
    others = [at for at in others if 0 <= at < len(worth) and worth[at] > 0]
    return [best, max(others, key=worth.__getitem__)] if others else [best]


def _may_be_in(spelling: Spelling, word: str, form: str) -> bool:
    """Return whether what is run together with `form` in `word` may be of the spelling, at a quick look."""
    rest = word.removeprefix(form) if word.startswith(form) else word.removesuffix(form)
    return rest[:3] in spelling.squashed or rest[-3:] in spelling.squashed


@dataclass(frozen=True, slots=True)
class Known:
    """What a word of a text may be in names: the spellings to compare where it stands.

    `always`: names of one word, and those of a word it holds run together with another; `capital`: those that
    count with a capital only. `after`, `before`:
    those that come into question with the word on that side. `fragment`: it is the start of a longer word.
    `merged`: the common words that it may begin or end with, run together with another. `letter`: one letter,
    which may belong to a name whose letters are set apart.
    """

    always: Items = ()
    capital: Items = ()
    after: Neighbours | None = None
    before: Neighbours | None = None
    merged: tuple[str, ...] = ()
    fragment: bool = False
    letter: bool = False


_NOTHING = Known()


class WordIndex:
    """All spellings: single words, by rare anchor, and by pairs of common words."""

    def __init__(self, spellings: Iterable[tuple[str, int, bool]]) -> None:
        """Take all spellings: folded text, variant number, strict."""
        sequences = [Spelling(text, variant, strict=strict) for text, variant, strict in spellings]
        frequency = Counter(chain.from_iterable(set(sequence.words) for sequence in sequences))
        common = common_words()
        # rare words with what orders them: how often, then the longer ones first
        order = {
            word: often * _LONGER_THAN_ANY - len(word)
            for word, often in frequency.items()
            if len(word) > 2 and word not in common
        }
        singles: dict[str, list[Spelling]] = {}
        buckets: dict[str, list[Placed]] = {}
        pairs: dict[tuple[str, str], list[Placed]] = {}
        spelt: set[str] = set()  # words of pairs as they are written
        for sequence in sequences:
            parts = sequence.words
            if len(parts) == 1:
                singles.setdefault(parts[0], []).append(sequence)
                continue
            rare = [(order[word], at) for at, word in enumerate(parts) if word in order]
            if rare:
                rare.sort()
                sequence.anchor = rare[0][1]
                # the second finds it where the first is badly misspelt, unless half the list has that word
                for _, at in rare[: 1 + (len(rare) > 1 and frequency[parts[rare[1][1]]] <= _OFTEN)]:
                    found = buckets.setdefault(parts[at], [])
                    if not found or found[-1][0] is not sequence:
                        found.append((sequence, at))
                continue
            spelt.update(sequence.texts)
            for at in _pair_places(parts, frequency):
                pairs.setdefault((parts[at], parts[at + 1]), []).append((sequence, at))
        self.singles = {word: tuple(found) for word, found in singles.items()}
        self.buckets = {word: Bucket(found) for word, found in buckets.items()}
        self._pairs = {pair: tuple(found) for pair, found in pairs.items()}
        self._first: dict[str, dict[str, Items]] = {}
        self._second: dict[str, dict[str, Items]] = {}
        for (first, second), items in self._pairs.items():
            # the word of the two that is met less often is the one to look at
            if _telling(first, frequency) >= _telling(second, frequency):
                self._first.setdefault(first, {})[second] = items
            else:
                self._second.setdefault(second, {})[first] = tuple((spelt, at + 1) for spelt, at in items)
        self._pair_words = frozenset(word for pair in pairs for word in pair)
        self.vocabulary = set(frequency)
        for sequence in sequences:
            if sequence.texts is not sequence.words:
                self.vocabulary.update(sequence.texts)
        apart = [name for name in self.singles if len(name) > 2 and name.isascii() and name.isalpha()]
        # letters that are met alone all the time are asked about only for a name that has no other
        usual = () if any(_USUAL_LETTERS.issuperset(name) for name in apart) else _USUAL_LETTERS
        self._letters = frozenset(letter for name in apart for letter in name) - frozenset(usual)
        self._anchors = frozenset((*self.buckets, *self.singles, *self._pair_words))
        self._plain = plain_words()
        self._met: dict[str, tuple[str, ...]] = {}
        self._near = self._deletions(sequences, spelt)
        self._sorted = sorted(word for word in self._anchors if len(word) >= _TYPO_LENGTH)

    def _deletions(self, sequences: list[Spelling], spelt: set[str]) -> dict[str, tuple[str, ...]]:
        """Return every word that may start a name, by itself and by what is left without one letter."""
        forms = {*self._pair_words, *spelt}
        for sequence in sequences:
            forms.add(sequence.words[sequence.anchor])
            forms.add(sequence.texts[sequence.anchor])
        near: dict[str, tuple[str, ...]] = {}
        for form in sorted(forms):
            if len(form) >= _TYPO_LENGTH and form.isalpha():
                alone = (form,)
                for key in (form, *[form[:at] + form[at + 1 :] for at in range(len(form))]):
                    held = near.setdefault(key, alone)
                    if held[-1] is not form:
                        near[key] = held + alone
        return near

    def pair(self, first: str, second: str) -> Items:
        """Return the spellings in which the two common words follow one another."""
        return self._pairs.get((first, second), ())

    def is_joined(self, word: str) -> bool:
        """Return whether two words of a text written as one, `word`, may be a word of a name."""
        if word in self.singles:
            return True
        form = canonical(word)
        return form in self.buckets or form in self._pair_words

    def resolve(self, word: str) -> Known | None:
        """Return what `word` may be in names; None when no name is to be looked for where it stands."""
        forms = self.forms(word)
        if not forms and word in self._plain and len(word) > 1:
            return None
        parts = () if forms else self._parts(word)
        always: list[Placed] = []
        capital: list[Placed] = []
        buckets: list[Bucket] = []
        for form in (*forms, *parts):
            if form in forms:
                for spelling in self.singles.get(form, ()):
                    (capital if spelling.strict else always).append((spelling, 0))
            bucket = self.buckets.get(form)
            if bucket is None:
                continue
            longer = len(word) >= len(form) + _RUN_TOGETHER and canonical(word) != form
            if form in parts or longer:
                always.extend(item for item in bucket.all if _may_be_in(item[0], word, form))
            else:
                buckets.append(bucket)
        first = [self._first[form] for form in forms if form in self._first]
        second = [self._second[form] for form in forms if form in self._second]
        known = Known(
            always=tuple(always),
            capital=tuple(capital),
            after=Neighbours(AFTER, first, buckets, self.forms) if first or buckets else None,
            before=Neighbours(BEFORE, second, buckets, self.forms) if second or buckets else None,
            merged=tuple(part for part in parts if part in self._pair_words),
            fragment=self._is_fragment(word),
            letter=word in self._letters,
        )
        return known if known != _NOTHING else None

    def _parts(self, word: str) -> tuple[str, ...]:
        """Return the words of names that an unknown long word begins or ends with ("wuhanuniversity")."""
        size = len(word)
        if size < 8 or not word.isalpha() or word in self._plain or word in self.vocabulary:
            return ()
        cuts = range(2, size - 1)
        found = {part for cut in cuts for part in (word[:cut], word[cut:]) if len(part) >= 4}
        return tuple(sorted(part for part in found if part in self.buckets or part in self._pair_words))

    def _is_fragment(self, word: str) -> bool:
        """Return whether `word` is no word itself but the start of one of the names' ("Shen zhen")."""
        if len(word) < 2 or word in self._plain:
            return False
        at = bisect_right(self._sorted, word)
        return at < len(self._sorted) and self._sorted[at].startswith(word)

    def forms(self, word: str) -> tuple[str, ...]:
        """Return the words of names that an occurrence of `word` may be."""
        found = self._met.get(word)
        if found is None:
            if len(self._met) > _CACHE_LIMIT:
                self._met.clear()
            found = self._met[word] = self._forms(word)
        return found

    def _forms(self, word: str) -> tuple[str, ...]:
        """Return the anchors that an occurrence of `word` may be."""
        anchors = self._anchors
        plain = canonical(word)
        if plain in anchors:
            return (plain, word) if word != plain and word in anchors else (plain,)
        if word in anchors:
            return (word,)
        size = len(word)
        if word.isalpha() and (size < 4 or word in self._plain) and not word.endswith("s"):
            return ()
        if any(map(str.isdigit, word)):
            forms = (*model_of(word), without_year(word))
            return tuple(form for form in dict.fromkeys(forms) if form in anchors)
        if size < 4 or word in LITTLE:
            return ()
        if "\u0400" <= word[0] <= "\u04ff":  # Russian endings
            stems = (word[:-cut] for cut in (1, 2, 3) if size - cut >= _TYPO_LENGTH - 1)
            found = tuple(stem for stem in stems if stem in anchors)
            if found:
                return found
        if word.endswith("s") and word[:-1] in self.singles:
            return (word[:-1],)
        if word in self.vocabulary or word in self._plain or is_place(word):
            return ()
        near = set(self._near.get(word, ()))
        for at in range(size):
            near.update(self._near.get(word[:at] + word[at + 1 :], ()))
        allowed = 2 if size >= _LONG else 1
        spelt = {
            canonical(form) for form in near if OSA.distance(word, form, score_cutoff=allowed) <= allowed
        }
        return tuple(sorted(form for form in spelt if form in anchors))
