"""Finds names written with spaces between words: Latin, Cyrillic and other alphabets.

Every spelling is a sequence of words. The rarest word of each is its anchor; a text is read word by word and
only where an anchor stands are the words around it compared. An anchor is also found through one wrong
letter, a missing space or a space too many, so wrong spellings cost nothing where no anchor is near.

Knows folded words only. Must not know watchlists, context or what a hit means.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from watchlists.chips import model_of
from watchlists.vocabulary import LITTLE, canonical, english, is_common, is_place

_TYPO_LENGTH = 5  # an anchor of fewer letters is found as written only
_CACHE_LIMIT = 400_000
_LOOSE = frozenset({"of", "the", "for", "and"})
_DATED = re.compile(r"([^\W\d_]{3,})(?:19|20)\d\d")
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
        for part in parts:
            if part in LITTLE and words and len(parts) > 1:
                gap.append(part)
            else:
                words.append(canonical(part))
                texts.append(part)
                gaps.append(tuple(gap))
                gap = []
        self.words = tuple(words)
        self.texts = tuple(texts) if texts != words else self.words
        self.gaps = tuple(gaps)
        self.squashed = "".join(parts)
        self.strict = strict
        self.variant = variant
        self.anchor = 0

    def neighbour(self) -> tuple[str, str, str]:
        """Return where the word next to the anchor stands ("<" or ">"), as spelt and in canonical form."""
        at = self.anchor + 1
        if at < len(self.words):
            return ">", self.texts[at], self.words[at]
        return "<", self.texts[at - 2], self.words[at - 2]


@dataclass(frozen=True, slots=True)
class WordHit:
    """Words `first` to `last` of the text are the spelling `variant`; `edits` letters differ."""

    first: int
    last: int
    variant: int
    edits: int = 0
    spaced: bool = False  # spaces inside a word or left out
    abbreviated: bool = False


class Bucket:
    """The spellings of one anchor; large ones are looked up by the word that stands beside the anchor."""

    __slots__ = ("_keys", "all", "singles")

    def __init__(self, sequences: list[Sequence]) -> None:
        self.singles = tuple(s for s in sequences if len(s.words) == 1)
        self.all = tuple(s for s in sequences if len(s.words) > 1)
        self._keys: dict[str, tuple[Sequence, ...]] | None = None
        if len(self.all) > _FEW:
            keys: dict[str, list[Sequence]] = {}
            for sequence in self.all:
                side, text, plain = sequence.neighbour()
                for key in {side + text[:2], f"{side}${text[-2:]}", side + plain[:2]}:
                    keys.setdefault(key, []).append(sequence)
            self._keys = {key: tuple(found) for key, found in keys.items()}

    def beside(self, before: str, after: str) -> tuple[Sequence, ...] | list[Sequence]:
        """Return the spellings whose word next to the anchor may be `before` or `after`.

        A quick look: the words share their first or last two letters, so that one slip is forgiven.
        """
        if self._keys is None:
            return [s for s in self.all if _may_stand(s, before, after)]
        found: dict[int, Sequence] = {}
        for side, word in (("<", before), (">", after)):
            if word:
                plain = canonical(word)
                for key in {side + word[:2], f"{side}${word[-2:]}", side + plain[:2]}:
                    for sequence in self._keys.get(key, ()):
                        found[sequence.variant] = sequence
        return list(found.values())


def _may_stand(sequence: Sequence, before: str, after: str) -> bool:
    """Return whether the word next to the anchor may be the wanted one, at a quick look."""
    side, text, plain = sequence.neighbour()
    word = after if side == ">" else before
    return word[:2] == text[:2] or word[-2:] == text[-2:] or canonical(word) == plain


class WordIndex:
    """Spellings by their anchor."""

    def __init__(self, spellings: Iterable[tuple[str, int, bool]]) -> None:
        """Take all spellings (folded text, variant number, strict) and choose their anchors."""
        self._seen: dict[str, tuple[str, ...]] = {}
        sequences = [Sequence(text, variant, strict=strict) for text, variant, strict in spellings]
        frequency: Counter[str] = Counter()
        for sequence in sequences:
            frequency.update(set(sequence.words))
        buckets: dict[str, list[Sequence]] = {}
        for sequence in sequences:
            best = min(
                range(len(sequence.words)),
                key=lambda at: (
                    is_common(sequence.words[at]),
                    frequency[sequence.words[at]] * (4 if len(sequence.words[at]) < 4 else 1),
                    -len(sequence.words[at]),
                ),
            )
            sequence.anchor = best
            buckets.setdefault(sequence.words[best], []).append(sequence)
        self._anchors = {word: Bucket(found) for word, found in buckets.items()}
        self._vocabulary = set(frequency)
        for sequence in sequences:
            self._vocabulary.update(sequence.texts)
        near: dict[str, set[str]] = {}
        spelt = {(s.texts[s.anchor], s.words[s.anchor]) for s in sequences}
        for form, _ in spelt | {(word, word) for word in buckets}:
            if len(form) >= _TYPO_LENGTH and form.isalpha():
                near.setdefault(form, set()).add(form)
                for at in range(len(form)):
                    near.setdefault(form[:at] + form[at + 1 :], set()).add(form)
        self._near = {key: tuple(sorted(found)) for key, found in near.items()}

    def find(self, words: list[str]) -> Iterator[WordHit]:
        """Yield every spelling in the words of a text, near spellings included; overlaps are the caller's."""
        seen = self._seen
        if len(seen) > _CACHE_LIMIT:
            seen.clear()
        for word in set(words).difference(seen):
            seen[word] = self._resolve(word)
        anchors = self._anchors
        hot = [(at, found) for at, word in enumerate(words) if (found := seen[word])]
        joined = [(at, pair) for at, pair in enumerate(map(str.__add__, words, words[1:])) if pair in anchors]
        if not hot and not joined:
            return
        plain = [canonical(word) for word in words]
        for at, found in hot:
            before, after = _neighbours(words, at)
            for anchor in found:
                bucket = anchors[anchor]
                merged = len(words[at]) >= len(anchor) + 3
                for sequence in bucket.singles:
                    hit = _align(words, plain, at, sequence) or self._near_miss(words, at, sequence)
                    if hit:
                        yield hit
                for sequence in bucket.all if merged else bucket.beside(before, after):
                    hit = _align(words, plain, at, sequence) or self._near_miss(words, at, sequence)
                    if hit:
                        yield hit
        for at, pair in joined:
            bucket = anchors[pair]
            for sequence in (*bucket.singles, *bucket.all):
                hit = self._near_miss(words, at, sequence, width=2)
                if hit:
                    yield hit

    def _resolve(self, word: str) -> tuple[str, ...]:
        """Return the anchors that an occurrence of `word` may be."""
        anchors = self._anchors
        found = tuple(form for form in dict.fromkeys((canonical(word), word)) if form in anchors)
        if found:
            return found
        if any(c.isdigit() for c in word):
            dated = _DATED.fullmatch(word)  # WCG2011
            forms = (*model_of(word), *(dated.groups() if dated else ()))
            return tuple(form for form in forms if form in anchors)
        size = len(word)
        if size < 4 or word in LITTLE:
            return ()
        if "\u0400" <= word[0] <= "\u04ff":  # Russian endings
            found = tuple(
                word[:-cut] for cut in (1, 2, 3) if size - cut >= _TYPO_LENGTH - 1 and word[:-cut] in anchors
            )
            if found:
                return found
        if word.endswith("s") and word[:-1] in anchors and anchors[word[:-1]].singles:
            return (word[:-1],)
        if word in self._vocabulary or word in english() or is_place(word):
            return ()
        near = set(self._near.get(word, ()))
        for at in range(size):
            near.update(self._near.get(word[:at] + word[at + 1 :], ()))
        spelt = {
            canonical(candidate) for candidate in near if OSA.distance(word, candidate, score_cutoff=1) == 1
        }
        if size >= 8:
            for cut in range(3, size - 2):
                spelt.update(part for part in (word[:cut], word[cut:]) if len(part) >= 4)
        return tuple(sorted(form for form in spelt if form in anchors))

    def _near_miss(self, words: list[str], at: int, sequence: Sequence, width: int = 1) -> WordHit | None:
        """Return the hit when the words around `at` spell the sequence with spaces or letters amiss."""
        target = sequence.squashed
        size = len(target)
        if size < 5:
            return None
        allowed = 0 if size < 8 or (len(sequence.words) == 1 and size < 9) else 1 if size < 16 else 2
        if not target.isalpha():
            allowed = 0
        before = sum(map(len, sequence.texts[: sequence.anchor])) + sum(
            len(little) for gap in sequence.gaps[: sequence.anchor + 1] for little in gap
        )
        first = at
        reach = 0
        while first > 0 and reach + len(words[first - 1]) <= before + allowed:
            first -= 1
            reach += len(words[first])
        best: WordHit | None = None
        for start in {first, first + 1 if first < at else first, max(first - 1, 0)}:
            text = ""
            for end in range(start, min(len(words), start + len(sequence.words) * 2 + 6)):
                text += words[end]
                if len(text) > size + allowed:
                    break
                if end < at + width - 1 or len(text) < size - allowed:
                    continue
                edits = OSA.distance(text, target, score_cutoff=allowed)
                if edits > allowed or (best is not None and edits >= best.edits):
                    continue
                if edits and not self._is_misspelt(words[start : end + 1], sequence):
                    continue
                best = WordHit(start, end, sequence.variant, edits, spaced=True)
        return best

    def _is_misspelt(self, found: list[str], sequence: Sequence) -> bool:
        """Return whether what differs are no words of their own (then it would be another name)."""
        own = set(sequence.texts) | set(sequence.words) | LITTLE
        strange = [word for word in found if word not in own and canonical(word) not in own]
        known = self._vocabulary
        return all(
            len(word) > 2 and word not in known and not is_common(word) and not any(c.isdigit() for c in word)
            for word in strange
        ) and bool(strange)


def _neighbours(words: list[str], at: int) -> tuple[str, str]:
    """Return the words before and after, little ones passed over, in canonical form; "" at the ends."""
    before = at - 1
    while before >= 0 and words[before] in LITTLE:
        before -= 1
    after = at + 1
    while after < len(words) and words[after] in LITTLE:
        after += 1
    return words[before] if before >= 0 else "", words[after] if after < len(words) else ""


def _align(words: list[str], plain: list[str], at: int, sequence: Sequence) -> WordHit | None:
    """Return the hit when the words around `at` are the sequence, little words aside."""
    wanted, anchor = sequence.words, sequence.anchor
    if plain[at] != wanted[anchor] and words[at] != sequence.texts[anchor]:
        if not _is_form_of(words[at], wanted[anchor], len(wanted)):
            return None
    first = last = at
    for place in range(anchor, 0, -1):
        skipped = 0
        gap = sequence.gaps[place]
        first -= 1
        while first >= 0 and words[first] != sequence.texts[place - 1] and words[first] in LITTLE:
            if words[first] not in gap and not (gap and words[first] in {"of", "the", "for"}):
                return None
            first -= 1
            skipped += 1
        if first < 0 or plain[first] != wanted[place - 1]:
            return None
        if gap and not skipped and (sequence.strict or len(wanted) == 2):
            return None
    count = len(words)
    for place in range(anchor + 1, len(wanted)):
        skipped = 0
        gap = sequence.gaps[place]
        last += 1
        while last < count and words[last] != sequence.texts[place] and words[last] in LITTLE:
            if words[last] not in gap and not (gap and words[last] in {"of", "the", "for", "and"}):
                return None
            last += 1
            skipped += 1
        if last >= count or plain[last] != wanted[place]:
            return None
        if gap and not skipped and (sequence.strict or len(wanted) == 2):
            return None
    abbreviated = any(
        words[i] not in sequence.texts and words[i] not in LITTLE for i in range(first, last + 1)
    )
    return WordHit(first, last, sequence.variant, abbreviated=abbreviated)


def _is_form_of(word: str, wanted: str, count: int) -> bool:
    """Return whether `word` is `wanted` with a plural, a count or a Russian ending."""
    if wanted in model_of(word):
        return True
    dated = _DATED.fullmatch(word)
    if dated:
        return dated.group(1) == wanted
    if "\u0400" <= word[0] <= "\u04ff":
        return word.startswith(wanted) and len(word) - len(wanted) <= 3
    return count == 1 and word == wanted + "s"


def word_starts(text: str) -> list[int]:
    """Return where each word of a folded text starts."""
    starts, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        starts.append(at)
        at += len(word)
    return starts


def word_at(starts: list[int], position: int) -> int:
    """Return the number of the word that holds `position`."""
    return bisect_right(starts, position) - 1
