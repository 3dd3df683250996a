"""A compiled set of distinct terms: their spellings in two indexes, one for words and one for characters.

Knows terms and folded text. Must not know who watches a term or what stands around a hit.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from watchlists.candidates import Candidate, Entry, Refused
from watchlists.chips import is_count
from watchlists.commonness import Standing, standing, word_counts
from watchlists.folding import SPACELESS
from watchlists.hanscan import HanIndex, put_han_index
from watchlists.model import MatchReason, RejectReason, Variant
from watchlists.normalize import Folded, fold_name
from watchlists.segments import Verdict
from watchlists.spelled import Leveled, Spellings, put_spellings, tabulated_part
from watchlists.spread import Spread
from watchlists.tables import Tables
from watchlists.variants import variants
from watchlists.vocabulary import canonical, is_common, without_year
from watchlists.wordalign import WordHit, note_numbers
from watchlists.wordindex import WordIndex, put_word_index
from watchlists.words import groups
from watchlists.wordscan import Places, WordScanner

_FORGIVING = frozenset(
    {MatchReason.EXACT, MatchReason.ALIAS, MatchReason.LEGAL_FORM, MatchReason.ABBREVIATION}
)

_MAY_END = re.compile(r"[;:!?|。；：！？｜]|\n\n|\.\s")  # nothing else ends a sentence
_FULL_STOP = re.compile(r"(?<!\s)\.\s")  # not the one in "Vast.ai", nor in "Vast . ai"
_HAN, _FORGIVEN, _AS_WRITTEN = 1, 2, 4  # written without spaces, where a slip may be forgiven; or with them
_IN_FULL = 3  # words of a company's full name, which a shorter one of another company may begin
_SHORTENED = frozenset({MatchReason.LEGAL_FORM, MatchReason.ABBREVIATION})


class Spelling:
    """The spellings of terms in the making: begun by `hands` processes, put into tables by this one."""

    def __init__(self, entries: Sequence[Entry], hands: int = 1) -> None:
        self._entries = entries
        self._shared = word_counts(fold_name(e.term.name) for e in entries if e.official)
        self._begun = Spread(self._part, len(entries), hands)

    def put(self, tables: Tables, *, unwatched: bool) -> None:
        """Keep them; with `unwatched`, also the well-known names that win over shorter ones."""
        parts = self._begun.done()
        if unwatched:
            parts.append(tabulated_part(_unwatched(), self._counts))
        in_words: list[tuple[str, int, bool]] = []
        in_han: list[tuple[str, int, bool]] = []
        for number, (text, counts) in enumerate(put_spellings(tables, parts)):
            if counts & _HAN:
                in_han.append((text, number, bool(counts & _FORGIVEN)))
            else:
                in_words.append((text, number, bool(counts & _AS_WRITTEN)))
        put_word_index(tables, in_words, {number: text for text, number, _ in in_han})
        put_han_index(tables, in_han)

    def _part(self, first: int, last: int) -> Tables:
        return tabulated_part(self._leveled(first, last), self._counts)

    def _leveled(self, first: int, last: int) -> Iterator[Leveled]:
        """Yield every spelling of some terms that is worth looking for."""
        for number in range(first, last):
            entry = self._entries[number]
            for variant in variants(entry.term):
                shared = self._shared.get(variant.text, 1)
                level = standing_of(variant, official=entry.official, shared=shared)
                if level is not Standing.COMMON or entry.term.context:
                    yield number, variant, level

    def _counts(self, spelled: Leveled) -> int:
        """Return in which index a spelling is, and what may differ there."""
        term, variant, level = spelled
        if not variant.text.isascii() and SPACELESS.search(variant.text):
            forgiving = term is not None and level is Standing.STRONG and variant.reason in _FORGIVING
            return _HAN | _FORGIVEN * forgiving
        strict = variant.strict or (term is not None and _needs_capital(self._entries[term], level))
        return _AS_WRITTEN * strict


def _unwatched() -> Iterator[Leveled]:
    for text, shown in unwatched_names():
        yield None, Variant(text=text, reason=MatchReason.EXACT, detail=shown), Standing.STRONG


class Shard:
    """Terms that were compiled together; never changes once made."""

    def __init__(self, tables: Tables, entry: Callable[[int], Entry]) -> None:
        """Read what `Spelling.put` kept; `entry` gives a term by its number."""
        self._spellings = Spellings(tables, entry)
        self._words = WordScanner(WordIndex(tables, self._spellings.texts))
        self._han = HanIndex(tables, self._spellings.texts)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Shard":
        """Compile a few terms that are needed at once."""
        tables, listed = Tables(), list(entries)
        Spelling(listed).put(tables, unwatched=False)
        return cls(tables, listed.__getitem__)

    def find(
        self, field: str, folded: Folded, refuse: Callable[[Refused], None] | None = None
    ) -> list[Candidate]:
        """Return every spelling in one folded field.

        What is no name at first sight goes to `refuse`, where that is given.
        """
        found: list[Candidate] = []
        if hits := self._words.find(folded):
            found += self._of_words(field, folded, hits, refuse)
        if not folded.text.isascii():
            for han in self._han.find(folded.text):
                entry, variant, level = self._spellings[han.variant]
                found.append(Candidate(field, han.start, han.end, entry, variant, level, slip=han.slip))
        return found

    def _of_words(
        self, field: str, folded: Folded, hits: list[WordHit], refuse: Callable[[Refused], None] | None
    ) -> Iterator[Candidate]:
        """Yield the names of words at `hits` that are some at first sight."""
        words = folded.words
        places = Places(folded.text, words)
        phrases: dict[tuple[int, int], tuple[int, int, bool]] = {}  # most names of a phrase share it
        for hit in dict.fromkeys(hits):
            last = words[hit.last]
            if last == "x" and not words[hit.last - 1].isalpha() and is_count(words[hit.last : hit.last + 2]):
                continue  # "H100 x 8" are eight H100, no H100X
            entry, variant, level = self._spellings[hit.variant]
            phrase = hit.first, hit.last
            if phrase not in phrases:
                phrases[phrase] = _phrase(folded, places, *phrase)
            start, end, is_one = phrases[phrase]
            fault: Verdict | None = None
            if (
                level is Standing.CAPITALISED
                and hit.first == hit.last
                and is_plain_word(entry, folded, start)
            ):
                fault = RejectReason.OTHER_MEANING, "words of the language, not capitalised"
            elif len(words[hit.first]) == 1 and folded.source[folded.origin(start) - 1] in "'’":
                fault = RejectReason.WORD_BOUNDARY, "the end of another word"  # "Wang's China": no "S. China"
            elif not is_one and not _is_listed_so(entry, folded, start, end):
                fault = RejectReason.WORD_BOUNDARY, "a sentence ends between its words"
            if fault is not None and (refuse is None or entry is None):
                continue
            if (
                variant.reason is MatchReason.WORD_ORDER
                and words[hit.last] in words[hit.first - 1 : hit.first]
            ):
                continue  # "Wuhan [Institute of Physics in Wuhan]": its own place stands before it already
            bare = without_year(last)  # WCG2011 holds WCG
            year = len(last) - len(bare) if bare and variant.text.endswith(bare) else 0
            before, behind = note_numbers(words[hit.first], last, variant.text)
            candidate = Candidate(
                field,
                start + before,
                end - (year or behind),
                entry,
                variant,
                level,
                edits=hit.edits,
                spaced=hit.spaced,
                abbreviated=hit.abbreviated and not year,
                reordered=hit.reordered,
                words=(hit.first, hit.last),
            )
            if fault is None:
                yield candidate
            elif refuse is not None:
                refuse((candidate, *fault))


def standing_of(variant: Variant, *, official: bool, shared: int = 1) -> Standing:
    """Return what a spelling is worth alone, its own weakness included."""
    text = variant.text
    if (
        variant.reason is MatchReason.SPACING
        and " " in text
        and all(w.isdigit() or is_common(w) for w in text.split())
    ):
        return Standing.CAPITALISED  # "Deep Seek", not "a deep seek"
    level = standing(text, official=official, shared=shared)
    if variant.reason in _SHORTENED and text.isdigit():
        level = max(level, Standing.WEAK)  # "360 Co., Ltd.": a figure counts things
    if official and variant.reason in _SHORTENED and " " not in text and text.isalpha():
        level = max(level, Standing.WEAK)  # "Reynolds LLC": the bare word is a name of many
    return max(level, Standing.WEAK) if variant.weak else level


@cache
def unwatched_names() -> tuple[tuple[str, str], ...]:
    """Return well-known names, folded and as shown, that win over a watched name inside them."""
    names: dict[str, str] = {}
    for file, fewest in (("institutions.txt", 1), ("other_names.txt", 1), ("companies.txt", _IN_FULL)):
        for row in groups(file):
            for name in row:
                folded = fold_name(name)
                if name.endswith("?") or set(name) & set(",（(") or len(folded) <= 3:
                    continue
                if len(folded.split()) >= fewest:
                    names.setdefault(folded, name)
    return tuple(names.items())


def _needs_capital(entry: Entry | None, level: Standing) -> bool:
    """Return whether the spelling counts with a capital only."""
    return level is Standing.CAPITALISED and entry is not None and not entry.term.context


def is_plain_word(entry: Entry | None, folded: Folded, start: int) -> bool:
    """Return whether a word of the language stands in lower case where only a capital would make it a name.

    "said" is met in every text; such words are passed over before anything is asked about them.
    """
    return (
        _needs_capital(entry, Standing.CAPITALISED)
        and folded.source.isascii()
        and folded.source[folded.origin(start)].islower()
    )


def _phrase(folded: Folded, places: Places, first: int, last: int) -> tuple[int, int, bool]:
    """Return where the words `first` to `last` start and end, and whether no sentence ends between them."""
    start = places.start(first)
    if first == last:
        return start, start + len(folded.words[first]), True
    end = places.start(last) + len(folded.words[last])
    written = folded.source[folded.origin(start) : folded.origin(end - 1)]
    return (
        start,
        end,
        not _MAY_END.search(written) or _is_one(folded, start, folded.words[first : last + 1]),
    )


def _is_listed_so(entry: Entry | None, folded: Folded, start: int, end: int) -> bool:
    """Return whether the term itself is listed with the marks between its words: NXT:2000i, Yahoo! Japan."""
    if entry is None:
        return False
    written = _unspaced(folded.source[folded.origin(start) : folded.origin(end - 1) + 1])
    return any(written in _unspaced(name) for name in (entry.term.name, *entry.term.aliases))


def _unspaced(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _is_one(folded: Folded, start: int, words: list[str]) -> bool:
    """Return whether no sentence ends between the words that start at `start`."""
    end = start + len(words[0])
    for previous, word in pairwise(words):
        after = folded.text.index(word, end)
        between = folded.source[folded.origin(end - 1) + 1 : folded.origin(after)]
        end = after + len(word)
        if between in {" ", "-", ""}:
            continue
        if any(c in between for c in ";:!?|。；：！？｜") or "\n\n" in between:
            return False
        if (
            _FULL_STOP.search(between)
            and len(previous) > 3
            and is_common(previous)
            and canonical(previous) == previous
        ):
            return False
    return True
