"""Spellings of names as sequences of words, and the index that says which words of a text may begin one.

A spelling is found by its rarest word. Where every word of it is a common one ("Shenzhen University"), two
words that follow one another are looked for instead. Both hold for a word with one wrong letter too.

Knows folded words only. Must not know texts, watchlists or what a hit means.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log2

from rapidfuzz.distance import OSA

from watchlists.chips import model_of
from watchlists.vocabulary import LITTLE, canonical, english, is_common, is_place
from watchlists.words import words

_DATED = re.compile(r"([^\W\d_]{3,})(?:19|20)\d\d")  # WCG2011
_TYPO_LENGTH = 5  # a word of fewer letters is found as written only
_LONG = 9  # in a word of so many letters two may be wrong
_CACHE_LIMIT = 400_000  # words of texts remembered
_FEW = 6  # spellings of one anchor that are tried one by one


class Sequence:
    """One spelling: `words` in canonical form without little words, `gaps` the little words before each."""

    __slots__ = ("anchor", "gaps", "squashed", "strict", "texts", "variant", "words")

    def __init__(self, text: str, variant: int, *, strict: bool) -> None:
        words: list[str] = []
        texts: list[str] = []
        gaps: list[tuple[str, ...]] = []
        gap: list[str] = []
        parts = text.split()
        for at, part in enumerate(parts):
            letters = len(part) == 1 and words and len(words[-1]) == 1  # N. E.
            if part in LITTLE and words and not letters and at + 1 < len(parts):  # "HBM3 E" is not HBM3
                gap.append(part)
            else:
                words.append(canonical(part))
                texts.append(part)
                gaps.append(tuple(gap))
                gap = []
        self.words = tuple(words)
        self.texts = self.words if texts == words else tuple(texts)
        self.gaps = tuple(gaps)
        self.squashed = "".join(parts)
        self.strict = strict
        self.variant = variant
        self.anchor = 0

    def neighbours(self, anchor: int) -> list[tuple[str, str, str]]:
        """Return the words next to the anchor: "<" or ">", as spelt and in canonical form."""
        found = []
        if anchor + 1 < len(self.words):
            found.append((">", self.texts[anchor + 1], self.words[anchor + 1]))
        if anchor:
            found.append(("<", self.texts[anchor - 1], self.words[anchor - 1]))
        return found


class Bucket:
    """The spellings of one anchor with its place; large ones are looked up by the words beside the anchor."""

    __slots__ = ("_keys", "all")

    def __init__(self, sequences: list[tuple[Sequence, int]]) -> None:
        self.all = tuple(sequences)
        self._keys: dict[str, tuple[tuple[Sequence, int], ...]] | None = None
        if len(self.all) > _FEW:
            keys: dict[str, list[tuple[Sequence, int]]] = {}
            for item in self.all:
                sequence, anchor = item
                wanted = {"=" + word for word in sequence.words if word != sequence.words[anchor]}
                for side, text, plain in sequence.neighbours(anchor):
                    wanted |= {side + text[:2], f"{side}${text[-2:]}", side + plain[:2]}
                for key in wanted:
                    keys.setdefault(key, []).append(item)
            self._keys = {key: tuple(found) for key, found in keys.items()}

    def beside(self, before: str, after: str) -> Iterable[tuple[Sequence, int]]:
        """Return the spellings that may stand where the anchor has `before` and `after` beside it.

        A quick look: one of the two is a word of the spelling, or has the first or last two letters of the
        word wanted there, so that one slip is forgiven.
        """
        if self._keys is None:
            return [item for item in self.all if _may_stand(*item, before, after)]
        found: dict[int, tuple[Sequence, int]] = {}
        for side, word in (("<", before), (">", after)):
            if word:
                plain = canonical(word)
                for key in {"=" + plain, side + word[:2], f"{side}${word[-2:]}", side + plain[:2]}:
                    for item in self._keys.get(key, ()):
                        found[item[0].variant] = item
        return found.values()


def _may_stand(sequence: Sequence, anchor: int, before: str, after: str) -> bool:
    """Return whether the words next to the anchor may be the wanted ones, at a quick look."""
    if canonical(before) in sequence.words or canonical(after) in sequence.words:
        return True
    for side, text, _ in sequence.neighbours(anchor):
        word = after if side == ">" else before
        if word[:2] == text[:2] or word[-2:] == text[-2:]:
            return True
    return False


def _telling(word: str, frequency: Mapping[str, int]) -> float:
    """Return how much a word says of where a name stands: long, and rare in prose and in names."""
    plain = word in LITTLE or len(word) < 3 or word.isdigit() or word in words("frequent.txt")
    return len(word) - (8 if plain else 0) - log2(frequency[word])


def _pair_places(names: tuple[str, ...]) -> set[int]:
    """Return where two pairs of words begin that have no word in common, if there are four words."""
    last = len(names) - 2
    good = [at for at in range(last + 1) if len(names[at]) > 1 or len(names[at + 1]) > 1] or [0]
    return {good[0], good[-1]}


_Items = tuple[tuple[Sequence, int], ...]
_NO_PAIR: _Items = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What a word of a text may be in names, and where to look.

    `alone`: the rare words and names of one word it may be. `first` and `second`: it may be that word of a
    pair of common words; the tables say with which other. `fragment`: it is the start of a longer word.
    `merged`: the words that it may begin or end with, run together with another.
    """

    alone: tuple[str, ...]
    first: tuple[Mapping[str, _Items], ...]
    second: tuple[Mapping[str, _Items], ...]
    merged: tuple[str, ...]
    fragment: bool


class WordIndex:
    """All spellings: single words, by rare anchor, and by pairs of common words."""

    def __init__(self, spellings: Iterable[tuple[str, int, bool]]) -> None:
        """Take all spellings: folded text, variant number, strict."""
        sequences = [Sequence(text, variant, strict=strict) for text, variant, strict in spellings]
        frequency: Counter[str] = Counter()
        for sequence in sequences:
            frequency.update(set(sequence.words))
        common = {word: is_common(word) for word in frequency}
        singles: dict[str, list[Sequence]] = {}
        buckets: dict[str, list[tuple[Sequence, int]]] = {}
        pairs: dict[tuple[str, str], list[tuple[Sequence, int]]] = {}
        spelt: set[str] = set()  # words of pairs as they are written
        for sequence in sequences:
            parts = sequence.words
            if len(parts) == 1:
                singles.setdefault(parts[0], []).append(sequence)
                continue
            rare = [at for at, word in enumerate(parts) if not common[word] and len(word) > 2]
            if rare:
                rare.sort(key=lambda at: (frequency[parts[at]], -len(parts[at])))
                sequence.anchor = rare[0]
                for at in rare[:2]:  # the second finds it where the first is badly misspelt
                    found = buckets.setdefault(parts[at], [])
                    if not found or found[-1][0] is not sequence:
                        found.append((sequence, at))
                continue
            spelt.update(sequence.texts)
            for at in _pair_places(parts):
                pairs.setdefault((parts[at], parts[at + 1]), []).append((sequence, at))
        self.singles = {word: tuple(found) for word, found in singles.items()}
        self.buckets = {word: Bucket(found) for word, found in buckets.items()}
        self._pairs = {pair: tuple(found) for pair, found in pairs.items()}
        self._first: dict[str, dict[str, _Items]] = {}
        self._second: dict[str, dict[str, _Items]] = {}
        for (first, second), items in self._pairs.items():
            # the word of the two that is met less often is the one to look at
            if _telling(first, frequency) >= _telling(second, frequency):
                self._first.setdefault(first, {})[second] = items
            else:
                self._second.setdefault(second, {})[first] = items
        self._pair_words = frozenset(word for pair in pairs for word in pair)
        self.vocabulary = set(frequency)
        for sequence in sequences:
            if sequence.texts is not sequence.words:
                self.vocabulary.update(sequence.texts)
        self._met: dict[str, tuple[str, ...]] = {}
        self._near = self._deletions(sequences, spelt)
        self._sorted = sorted(
            word for word in (*self.buckets, *self.singles, *self._pair_words) if len(word) >= _TYPO_LENGTH
        )

    def _deletions(self, sequences: list[Sequence], spelt: set[str]) -> dict[str, tuple[str, ...]]:
        """Return every word that may start a name, by itself and by what is left without one letter."""
        forms = {*self._pair_words, *spelt}
        for sequence in sequences:
            forms.add(sequence.words[sequence.anchor])
            forms.add(sequence.texts[sequence.anchor])
        near: dict[str, tuple[str, ...]] = {}
        for form in sorted(forms):
            if len(form) >= _TYPO_LENGTH and form.isalpha():
                for key in {form, *(form[:at] + form[at + 1 :] for at in range(len(form)))}:
                    near[key] = (*near.get(key, ()), form)
        return near

    def _is_anchor(self, word: str) -> bool:
        return word in self.buckets or word in self.singles or word in self._pair_words

    def pair(self, first: str, second: str) -> _Items:
        """Return the spellings in which the two common words follow one another."""
        return self._pairs.get((first, second), _NO_PAIR)

    def resolve(self, word: str) -> Known | None:
        """Return what `word` may be in names; None when no name is to be looked for where it stands."""
        forms = self.forms(word)
        parts = () if forms else self._parts(word)
        known = Known(
            alone=(
                *(form for form in forms if form in self.buckets or form in self.singles),
                *(part for part in parts if part in self.buckets),
            ),
            first=tuple(self._first[form] for form in forms if form in self._first),
            second=tuple(self._second[form] for form in forms if form in self._second),
            merged=tuple(part for part in parts if part in self._pair_words),
            fragment=self._is_fragment(word),
        )
        useful = known.alone or known.first or known.second or known.merged or known.fragment
        return known if useful else None

    def _parts(self, word: str) -> tuple[str, ...]:
        """Return the words of names that an unknown long word begins or ends with ("wuhanuniversity")."""
        size = len(word)
        if size < 8 or not word.isalpha() or word in english() or word in self.vocabulary:
            return ()
        cuts = range(2, size - 1)
        found = {part for cut in cuts for part in (word[:cut], word[cut:]) if len(part) >= 4}
        return tuple(sorted(part for part in found if part in self.buckets or part in self._pair_words))

    def _is_fragment(self, word: str) -> bool:
        """Return whether `word` is no word itself but the start of one of the names' ("Shen zhen")."""
        if len(word) < 2 or word in LITTLE or word in english():
            return False
        longer = self._sorted[bisect_right(self._sorted, word) :][:1]
        return bool(longer) and longer[0].startswith(word)

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
        found = tuple(form for form in dict.fromkeys((canonical(word), word)) if self._is_anchor(form))
        if found:
            return found
        if any(c.isdigit() for c in word):
            dated = _DATED.fullmatch(word)
            forms = (*model_of(word), *(dated.groups() if dated else ()))
            return tuple(form for form in dict.fromkeys(forms) if self._is_anchor(form))
        size = len(word)
        if size < 4 or word in LITTLE:
            return ()
        if "\u0400" <= word[0] <= "\u04ff":  # Russian endings
            stems = (word[:-cut] for cut in (1, 2, 3) if size - cut >= _TYPO_LENGTH - 1)
            found = tuple(stem for stem in stems if self._is_anchor(stem))
            if found:
                return found
        if word.endswith("s") and word[:-1] in self.singles:
            return (word[:-1],)
        if word in self.vocabulary or word in english() or is_place(word):
            return ()
        near = set(self._near.get(word, ()))
        for at in range(size):
            near.update(self._near.get(word[:at] + word[at + 1 :], ()))
        allowed = 2 if size >= _LONG else 1
        spelt = {
            canonical(form) for form in near if OSA.distance(word, form, score_cutoff=allowed) <= allowed
        }
        return tuple(sorted(form for form in spelt if self._is_anchor(form)))
