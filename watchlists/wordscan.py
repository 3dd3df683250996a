"""Finds names written with spaces between words: Latin, Cyrillic and other alphabets.

A text is read word by word; only where a word may be part of a name (see `wordindex`) are the words around it
compared, in their order, little words, abbreviations, spaces and a slip or two forgiven.

Knows folded words only. Must not know watchlists, context or what a hit means.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import compress

from rapidfuzz.distance import OSA

from watchlists.chips import model_of
from watchlists.vocabulary import HEADS, LITTLE, canonical, is_common, is_insertion
from watchlists.wordindex import Known, Sequence, WordIndex

_CACHE_LIMIT = 400_000  # words of texts remembered with what they may be
_DATED = re.compile(r"([^\W\d_]{3,})(?:19|20)\d\d")
_LOOSE = frozenset({"of", "the", "for"})
_LETTERS = re.compile(" [a-z] [a-z] [a-z] ")  # A W S


@dataclass(frozen=True, slots=True)
class WordHit:
    """Words `first` to `last` of the text are the spelling `variant`; `edits` letters differ."""

    first: int
    last: int
    variant: int
    edits: int = 0
    spaced: bool = False  # spaces inside a word or left out
    abbreviated: bool = False
    reordered: bool = False


class _Seen(dict[str, Known | None]):
    """The words met so far with what they may be; None: nothing."""

    def __init__(self, index: WordIndex) -> None:
        super().__init__()
        self._index = index

    def __missing__(self, word: str) -> Known | None:
        known = self[word] = self._index.resolve(word)
        return known


class WordScanner:
    """Reads texts against one index. Remembers what the words it met may be."""

    def __init__(self, spellings: Iterable[tuple[str, int, bool]]) -> None:
        """Take all spellings: folded text, variant number, strict."""
        self._index = WordIndex(spellings)
        self._seen = _Seen(self._index)

    def find(self, words: list[str], text: str, source: str) -> Iterator[WordHit]:
        """Yield every spelling in the words of a text, near spellings included; overlaps are the caller's.

        `text` is the text folded, `source` as written: strict names of one word are passed over where the
        text holds them in lower case only.
        """
        seen = self._seen
        if len(seen) > _CACHE_LIMIT:
            seen.clear()
        forms_of = self._index.forms
        count = len(words)
        for at in list(compress(range(count), map(seen.__getitem__, words))):
            known = seen[words[at]]
            assert known is not None
            if known.first:
                beside = words[at + 1] if at + 1 < count else ""
                others = forms_of(beside)
                if beside in LITTLE:
                    others += forms_of(_after(words, at))
                for other in others:
                    for pairs in known.first:
                        for sequence, place in pairs.get(other, ()):
                            yield from self._compare(words, at, sequence, place)
            if known.second and at:
                beside = words[at - 1]
                others = forms_of(beside)
                if beside in LITTLE:
                    others += forms_of(_before(words, at))
                for other in others:
                    for pairs in known.second:
                        for sequence, place in pairs.get(other, ()):
                            yield from self._compare(words, at, sequence, place + 1)
            if known.alone:
                yield from self._alone(words, at, known.alone, source)
            if known.fragment:
                yield from self._joined(words, at)
            if known.merged:
                yield from self._merged(words, at, known.merged)
        if _LETTERS.search(text):
            yield from self._letters(words)

    def _alone(self, words: list[str], at: int, forms: tuple[str, ...], source: str) -> Iterator[WordHit]:
        """Yield the names of one word, and those whose rare word stands at `at`."""
        index = self._index
        for form in forms:
            for sequence in index.singles.get(form, ()):
                if not sequence.strict or _is_capitalised(words[at], source):
                    yield from self._compare(words, at, sequence, 0)
            bucket = index.buckets.get(form)
            if bucket is not None:
                merged = len(words[at]) >= len(form) + 3
                if merged:
                    items: Iterable[tuple[Sequence, int]] = bucket.all
                else:
                    before = words[at - 1] if at else ""
                    after = words[at + 1] if at + 1 < len(words) else ""
                    items = bucket.beside(before, after)
                    if _is_passed_over(before) or _is_passed_over(after):
                        further = bucket.beside(_before(words, at), _after(words, at))
                        items = dict.fromkeys((*items, *further))
                for sequence, place in items:
                    yield from self._compare(words, at, sequence, place)

    def _compare(self, words: list[str], at: int, sequence: Sequence, place: int) -> Iterator[WordHit]:
        """Yield the hit when the words around `at` are the sequence, whose word `place` stands at `at`."""
        hit = (
            _align(words, at, sequence, place)
            or self._near_miss(words, at, sequence, place)
            or _any_order(words, at, sequence)
        )
        if hit is not None:
            yield hit

    def _merged(self, words: list[str], at: int, forms: tuple[str, ...]) -> Iterator[WordHit]:
        """Yield the pairs of common words that are run together in the word at `at`."""
        word = words[at]
        for form in forms:
            rest = word.removeprefix(form) if word.startswith(form) else word.removesuffix(form)
            other = canonical(rest)
            for pair in ((form, other), (other, form)):
                for sequence, place in self._index.pair(*pair):
                    hit = self._near_miss(words, at, sequence, place)
                    if hit:
                        yield hit

    def _joined(self, words: list[str], at: int) -> Iterator[WordHit]:
        """Yield the spellings one of whose words is cut in two at `at`."""
        index = self._index
        joined = words[at] + words[at + 1] if at + 1 < len(words) else ""
        form = canonical(joined)
        for sequence in index.singles.get(joined, ()):
            hit = self._near_miss(words, at, sequence, 0, width=2)
            if hit:
                yield hit
        bucket = index.buckets.get(form)
        for sequence, place in bucket.all if bucket is not None else ():
            hit = self._near_miss(words, at, sequence, place, width=2)
            if hit:
                yield hit
        if at + 2 < len(words):
            after = {words[at + 2], words[at + 2] + words[at + 3] if at + 3 < len(words) else ""}
            found = [item for other in sorted(after) for item in index.pair(form, canonical(other))]
        else:
            found = []
        if at:
            found += index.pair(canonical(words[at - 1]), form)
        for sequence, place in found:
            hit = self._near_miss(words, at, sequence, place, width=2)
            if hit:
                yield hit

    def _letters(self, words: list[str]) -> Iterator[WordHit]:
        """Yield names of one word whose letters are set apart."""
        at = 0
        while at < len(words):
            end = at
            while end < len(words) and len(words[end]) == 1 and words[end].isalpha():
                end += 1
            if end - at >= 3:
                for sequence in self._index.singles.get("".join(words[at:end]), ()):
                    yield WordHit(at, end - 1, sequence.variant, spaced=True)
            at = end + 1

    def _near_miss(
        self, words: list[str], at: int, sequence: Sequence, anchor: int, width: int = 1
    ) -> WordHit | None:
        """Return the hit when the words around `at` spell the sequence with spaces or letters amiss."""
        target = sequence.squashed
        size = len(target)
        if size < 5 or (width == 1 and not _is_near(words, at, sequence, anchor)):
            return None
        allowed = 0 if size < 8 or (len(sequence.words) == 1 and size < 9) else 1 if size < 13 else 2
        if not target.isalpha():
            allowed = 0
        before = sum(map(len, sequence.texts[:anchor])) + sum(
            len(little) for gap in sequence.gaps[: anchor + 1] for little in gap
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
        known = self._index.vocabulary
        return all(
            len(word) > 2 and word not in known and not is_common(word) and not any(c.isdigit() for c in word)
            for word in strange
        ) and bool(strange)


def _is_passed_over(word: str) -> bool:
    """Return whether the word may stand between two words of a name that has it not."""
    return word in LITTLE or is_insertion(word)


def _after(words: list[str], at: int) -> str:
    """Return the word after `at`, little ones passed over; "" at the end."""
    after = at + 1
    while after < len(words) and _is_passed_over(words[after]):
        after += 1
    return words[after] if after < len(words) else ""


def _before(words: list[str], at: int) -> str:
    """Return the word before `at`, little ones passed over; "" at the start."""
    before = at - 1
    while before >= 0 and _is_passed_over(words[before]):
        before -= 1
    return words[before] if before >= 0 else ""


def _align(words: list[str], at: int, sequence: Sequence, anchor: int) -> WordHit | None:
    """Return the hit when the words around `at` are the sequence, little words aside."""
    wanted = sequence.words
    if (
        len(wanted) == 1
        and words[at] != sequence.texts[0]
        and words[at].isascii()
        and canonical(words[at]) == wanted[0]
    ):
        return None  # "machinery" alone is not "machine"
    if canonical(words[at]) != wanted[anchor] and words[at] != sequence.texts[anchor]:
        if not _is_form_of(words[at], wanted[anchor], len(wanted)):
            return None
    first = last = at
    inserted = False
    for place in range(anchor, 0, -1):
        skipped = 0
        gap = sequence.gaps[place]
        first -= 1
        while first >= 0 and words[first] != sequence.texts[place - 1] and words[first] in LITTLE:
            if not _may_fill(words[first], gap):
                return None
            first -= 1
            skipped += 1
        if first > 0 and not inserted and canonical(words[first]) != wanted[place - 1]:
            inserted = (
                len(wanted) > 2
                and is_insertion(words[first])
                and canonical(words[first - 1]) == wanted[place - 1]
            )
            first -= inserted
        if first < 0 or canonical(words[first]) != wanted[place - 1]:
            return None
        if gap and not skipped and (sequence.strict or len(wanted) == 2):
            return None
    count = len(words)
    for place in range(anchor + 1, len(wanted)):
        skipped = 0
        gap = sequence.gaps[place]
        last += 1
        while last < count and words[last] != sequence.texts[place] and words[last] in LITTLE:
            if not (_may_fill(words[last], gap) or (gap and words[last] == "and")):
                return None
            last += 1
            skipped += 1
        if last + 1 < count and not inserted and canonical(words[last]) != wanted[place]:
            inserted = (
                _is_rare(wanted[anchor])
                and is_insertion(words[last])
                and canonical(words[last + 1]) == wanted[place]
            )
            last += inserted
        if last >= count or canonical(words[last]) != wanted[place]:
            return None
        if gap and not skipped and (sequence.strict or len(wanted) == 2):
            return None
    abbreviated = any(
        words[i] not in sequence.texts and words[i] not in LITTLE for i in range(first, last + 1)
    )
    return WordHit(first, last, sequence.variant, abbreviated=abbreviated)


def _may_fill(word: str, gap: tuple[str, ...]) -> bool:
    """Return whether a little word of the text may stand where the name has the little words of `gap`."""
    return word in gap or (bool(gap) and word in _LOOSE) or (word == "at" and "in" in gap)


def _is_near(words: list[str], at: int, sequence: Sequence, anchor: int) -> bool:
    """Return whether a word beside the anchor begins or ends as the wanted one; a quick look."""
    texts, gaps = sequence.texts, sequence.gaps
    if len(texts) == 1:
        return True
    if len(words[at]) > len(texts[anchor]) + 2:  # run together with its neighbour
        return words[at][:3] in sequence.squashed and words[at][-3:] in sequence.squashed
    if anchor + 1 < len(texts) and at + 1 < len(words):
        word, wanted = words[at + 1], texts[anchor + 1]
        if gaps[anchor + 1] or word[:2] == wanted[:2] or word[-2:] == wanted[-2:]:
            return True
    if anchor and at:
        word, wanted = words[at - 1], texts[anchor - 1]
        if gaps[anchor] or word[:2] == wanted[:2] or word[-2:] == wanted[-2:]:
            return True
    return False


def _any_order(words: list[str], at: int, sequence: Sequence) -> WordHit | None:
    """Return the hit when the words around `at` are those of a company's name in any order.

    Names of three words and more, one of them rare; bodies with a head noun have orders of their own
    (`variants`), for "Beijing Institute of Technology" and "Beijing Technology Institute" may be two.
    """
    wanted = sequence.words
    size = len(wanted)
    beside = (words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else "")
    if size < 3 or not any(canonical(word) in wanted for word in beside):
        return None
    if sequence.strict or any(word in HEADS for word in wanted) or not any(map(_is_rare, wanted)):
        return None
    left = Counter(wanted)
    first = last = at
    plain = canonical(words[at])
    if not left[plain]:
        return None
    left[plain] -= 1
    for step in (1, -1):
        place = at + step
        while 0 <= place < len(words) and left[canonical(words[place])] > 0:
            left[canonical(words[place])] -= 1
            first, last = min(first, place), max(last, place)
            place += step
    return WordHit(first, last, sequence.variant, reordered=True) if last - first + 1 == size else None


def _is_rare(word: str) -> bool:
    return len(word) > 3 and not is_common(word)


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


def _is_capitalised(word: str, source: str) -> bool:
    """Return whether an ASCII text holds the word with a capital; other texts are not asked."""
    return not source.isascii() or word.capitalize() in source or word.upper() in source


def start_of(text: str, number: int) -> int:
    """Return where word `number` of a folded text starts."""
    return len(text) - len(text.split(None, number)[number])
