"""A compiled set of distinct terms: their spellings in two indexes, one for words and one for characters.

Knows terms and folded text. Must not know who watches a term or what stands around a hit.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from watchlists.compiling.spelling import Spelling, needs_capital
from watchlists.index.candidates import Candidate, Entry, Refused, made
from watchlists.index.spelled import Spellings
from watchlists.index.tables import Tables
from watchlists.index.wordindex import WordIndex
from watchlists.judging.segments import Verdict
from watchlists.model import MatchReason, RejectReason
from watchlists.scanning.hanscan import HanIndex
from watchlists.scanning.joints import Joints, Tell
from watchlists.scanning.translated import Translated
from watchlists.scanning.wordalign import WordHit, note_numbers
from watchlists.scanning.wordscan import WordScanner
from watchlists.scanning.wordstarts import WordStarts, starts_of
from watchlists.spellings.commonness import Standing
from watchlists.spellings.modelnumbers import is_count
from watchlists.text.normalize import Folded
from watchlists.words.vocabulary import canonical, is_common, without_year

_MAY_END = re.compile(r"[;:!?|。；：！？｜]|\n\n|\.\s")  # nothing else ends a sentence
_FULL_STOP = re.compile(r"(?<!\s)\.\s")  # not the one in "Vast.ai", nor in "Vast . ai"

# Members of an enumeration are looked up slowly, and these are asked for at every name found.
_CAPITALISED, _WORD_ORDER = Standing.CAPITALISED, MatchReason.WORD_ORDER
_NOBODY: frozenset[str] = frozenset()  # from whom a name is hidden that was just found


class Shard:
    """Terms that were compiled together; never changes once made."""

    def __init__(self, tables: Tables, entry: Callable[[int], Entry], *, for_many: bool = False) -> None:
        """Read what `Spelling.put` kept; `entry` gives a term by its number.

        `for_many`: thousands of texts are going to be read at once, so what is read before them pays.
        """
        spellings = Spellings(tables, entry)
        self._spellings = spellings.made
        self._words = WordScanner(WordIndex(tables, spellings.texts, spellings.ranks), for_many=for_many)
        self._han = HanIndex(tables, spellings.texts)
        self._abroad = Translated(tables, entry)

    @classmethod
    def of(cls, entries: Iterable[Entry], *, for_many: bool = False) -> "Shard":
        """Compile a few terms that are needed at once. `for_many`: as there."""
        tables, listed = Tables(), list(entries)
        Spelling(listed.__getitem__, len(listed)).put(tables, unwatched=False)
        return cls(tables, listed.__getitem__, for_many=for_many)

    def read_ahead(self) -> None:
        """Make what a first text would wait for."""
        self._abroad.read_ahead()

    @property
    def tellers(self) -> tuple[Tell, Tell]:
        """What tells of a folded word whether it names something, and whether it stands in a name so."""
        return self._words.names, self._words.holds

    def find(
        self, field: str, folded: Folded, refuse: Callable[[Refused], None] | None = None
    ) -> list[Candidate]:
        """Return every spelling in one folded field.

        What is no name at first sight goes to `refuse`, where that is given.
        """
        hits = self._words.find(folded, all_bare=refuse is not None)
        found = list(self._of_words(field, folded, hits, refuse)) if hits else []
        if not folded.text.isascii():
            for han in self._han.find(folded.text):
                entry, variant, level = self._spellings[han.variant]
                found.append(Candidate(field, han.start, han.end, entry, variant, level, slip=han.slip))
        if not folded.source.isascii():
            found += self._abroad.find(field, folded)
        return found

    def winners(self, field: str, folded: Folded, *, edited: bool) -> tuple[list[Candidate], bool]:
        """Return the spellings in one folded field, and whether all of them win and stand in order.

        Where no others are held against these: those that lose against one of them may be left out. `edited`:
        who watches a term may have changed since it was compiled.
        """
        if not folded.source.isascii():
            return self.find(field, folded), False
        hits, winners, settled = self._words.winners(folded, edited=edited)
        if winners is None:
            return (list(self._of_words(field, folded, hits, None)) if hits else []), False
        if not winners:
            return [], settled
        spellings = self._spellings
        return [
            made(Candidate, (field, start, end, *spellings[number], edits, "", *how, _NOBODY, touching))
            for start, end, number, edits, how, touching in winners
        ], settled

    def _of_words(
        self, field: str, folded: Folded, hits: list[WordHit], refuse: Callable[[Refused], None] | None
    ) -> Iterator[Candidate]:
        """Yield the names of words at `hits` that are some at first sight."""
        words = folded.words
        starts = starts_of(folded)
        phrases: dict[tuple[int, int], tuple[int, int, bool]] = {}  # most names of a phrase share it
        for hit in hits:
            last = words[hit.last]
            if last == "x" and not words[hit.last - 1].isalpha() and is_count(words[hit.last : hit.last + 2]):
                continue  # "H100 x 8" are eight H100, no H100X
            entry, variant, level = self._spellings[hit.variant]
            phrase = hit.first, hit.last
            if phrase not in phrases:
                phrases[phrase] = _phrase(folded, starts, *phrase)
            start, end, is_one = phrases[phrase]
            fault: Verdict | None = None
            if level is _CAPITALISED and hit.first == hit.last and is_plain_word(entry, folded, start):
                fault = RejectReason.OTHER_MEANING, "words of the language, not capitalised"
            elif len(words[hit.first]) == 1 and folded.source[folded.origin(start) - 1] in "'’":
                fault = RejectReason.WORD_BOUNDARY, "the end of another word"  # "Wang's China": no "S. China"
            elif not is_one and not _is_listed_so(entry, folded, start, end):
                fault = RejectReason.WORD_BOUNDARY, "a sentence ends between its words"
            if fault is not None and (refuse is None or entry is None):
                continue
            if variant.reason is _WORD_ORDER and words[hit.last] in words[hit.first - 1 : hit.first]:
                continue  # "Wuhan [Institute of Physics in Wuhan]": its own place stands before it already
            year = before = behind = 0
            if not (last.isalpha() and words[hit.first].isalpha()):
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
                hit.edits,
                "",
                hit.spaced,
                hit.abbreviated and not year,
                hit.reordered,
                phrase,
            )
            if fault is None:
                yield candidate
            elif refuse is not None:
                refuse((candidate, *fault))


def joints_of(shards: Sequence[Shard]) -> Joints:
    """Return what reads words that hold two against all shards."""
    if len(shards) == 1:  # as nearly always
        return Joints(*shards[0].tellers)
    names, written = zip(*(shard.tellers for shard in shards), strict=True)
    return Joints(partial(_any, names), partial(_any, written))


def _any(tellers: Sequence[Tell], word: str) -> bool:
    return any(tell(word) for tell in tellers)


def is_plain_word(entry: Entry | None, folded: Folded, start: int) -> bool:
    """Return whether a word of the language stands in lower case where only a capital would make it a name.

    "said" is met in every text; such words are passed over before anything is asked about them.
    """
    return (
        folded.source.isascii()
        and folded.source[folded.origin(start)].islower()
        and needs_capital(entry, _CAPITALISED)
    )


def _phrase(folded: Folded, starts: WordStarts, first: int, last: int) -> tuple[int, int, bool]:
    """Return where the words `first` to `last` start and end, and whether no sentence ends between them."""
    start = starts.start(first)
    if first == last:
        return start, start + len(folded.words[first]), True
    end = starts.start(last) + len(folded.words[last])
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
    seen = "".join(
        sign for sign in text if unicodedata.category(sign) != "Cf"
    )  # no soft hyphens and the like
    return "".join(unicodedata.normalize("NFKC", seen).casefold().split())


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
