"""All spellings of names written with spaces, and by which of their words each is found.

A spelling is found by its rarest word. Where every word of it is a common one ("Shenzhen University"), two
words that follow one another are looked for instead. What a word of a text may be in them says `wordreader`.

Knows folded words only. Must not know texts, watchlists or what a hit means.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain, pairwise
from math import log2

from watchlists.sequences import Bucket, Items, Placed, Spelling
from watchlists.vocabulary import LITTLE, abbreviations, canonical, common_words
from watchlists.words import words

TYPO_LENGTH = 5  # a word of fewer letters is found as written only
_LONGER_THAN_ANY = 1 << 20  # letters
_OFTEN = 64  # names with a word; one of more is no second anchor


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
        self.first: dict[str, dict[str, Items]] = {}
        self.second: dict[str, dict[str, Items]] = {}
        for (first, second), items in self._pairs.items():
            # the word of the two that is met less often is the one to look at
            if _telling(first, frequency) >= _telling(second, frequency):
                self.first.setdefault(first, {})[second] = items
            else:
                self.second.setdefault(second, {})[first] = tuple((spelt, at + 1) for spelt, at in items)
        self.pair_words = frozenset(word for pair in pairs for word in pair)
        self.seconds = frozenset(word for table in self.first.values() for word in table)
        self.firsts = frozenset(word for table in self.second.values() for word in table)
        self.vocabulary = set(frequency)
        for sequence in sequences:
            if sequence.texts is not sequence.words:
                self.vocabulary.update(sequence.texts)
        self.anchors = frozenset((*self.buckets, *self.singles, *self.pair_words))
        self.near = self._deletions(sequences, spelt)
        self.sorted = sorted(word for word in self.anchors if len(word) >= TYPO_LENGTH)

    def _deletions(self, sequences: list[Spelling], spelt: set[str]) -> dict[str, tuple[str, ...]]:
        """Return every word that may start a name, by itself and by what is left without one letter."""
        forms = {*self.pair_words, *spelt}
        for sequence in sequences:
            forms.add(sequence.words[sequence.anchor])
            forms.add(sequence.texts[sequence.anchor])
        near: dict[str, tuple[str, ...]] = {}
        for form in sorted(forms):
            if len(form) >= TYPO_LENGTH and form.isalpha():
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
        if word.isascii() and word not in self.anchors and word not in abbreviations():
            return False
        form = canonical(word)
        return form in self.buckets or form in self.pair_words
