"""All spellings of names written with spaces, found by a word of theirs or by two (`tellingwords`).

What a word of a text may be in them says `wordreader`.

Knows folded words only. Must not know texts, watchlists or what a hit means.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain, product
from typing import NamedTuple

from watchlists.index.anchors import PLACES
from watchlists.index.listedwords import InOrder, Lines, lines_of
from watchlists.index.namewords import PlacedWords, SomeWords
from watchlists.index.nearwords import NearWords
from watchlists.index.sequences import Bucket, Items, Placed, Spelling
from watchlists.index.tables import Made, Tables
from watchlists.index.tellingwords import put_word_index
from watchlists.index.wordings import LITTLE_IN_ORDER, LITTLE_LINES, Wording, Wordings, put_wordings
from watchlists.words.vocabulary import abbreviations, canonical

_PLACE = (1 << PLACES) - 1


class Compared(NamedTuple):
    """What the compiled form compares texts with: words by number, and tables in the order of `_words.h`.

    Words are given as a line each; `little`: those that follow them.
    """

    words: memoryview
    little: bytes
    tables: tuple[memoryview, ...]


class Ranks(NamedTuple):
    """What decides which of two spellings wins (`candidates`), for the compiled form.

    For each spelling, by number, that of its term, by which rule it is made, whether one of that rule has its
    words in another order than usual, and what it is worth alone; for each term, as far as is known, whether
    it is an organisation, and a number that those share which the same teams watch.
    """

    terms: memoryview
    kinds: memoryview
    turned: memoryview
    levels: memoryview
    orgs: memoryview
    watched_by: memoryview


_NO_RANKS = Ranks(*(memoryview(b""),) * 6)


class _Spelt:
    """Spellings by number, each made when a text makes us look at it, and then always the same one.

    Knows no index: what makes them is asked by groups that the index holds, and would keep that alive.
    """

    __slots__ = ("_counts", "_made", "_texts")

    def __init__(self, texts: Wordings, counts: memoryview) -> None:
        self._texts = texts
        self._counts = counts
        self._made: dict[int, Spelling] = {}

    def __getitem__(self, number: int) -> Spelling:
        found = self._made.get(number)
        if found is None:
            found = self._made[number] = Spelling(self._texts.named(number), number, self._counts[number])
        return found

    def placed(self, items: Iterable[int], beyond: int = 0) -> Items:
        """Return the spellings of a group, each with the place `beyond` the one that is kept."""
        return tuple([(self[item >> PLACES], (item & _PLACE) + beyond) for item in items])


def _lines(name: str) -> cached_property[Lines]:
    """Return an attribute of an index: how its words begin or end, as `tellingwords` kept it by that name."""
    return cached_property(lambda index: lines_of(index.lines[name]))


class WordIndex:
    """All spellings: single words, by rare anchor, and by pairs of common words."""

    def __init__(self, tables: Tables, texts: Wordings, ranks: Ranks = _NO_RANKS) -> None:
        """Read what `put_word_index` kept; `texts`: the spellings by number."""
        self._texts = texts
        self._counts = tables.numbers("how it counts", "B")
        self._spelt = spelt = _Spelt(texts, self._counts)
        self.placed = spelt.placed
        self.vocabulary = listed = texts.words
        singles = tables.groups("singles")
        self.singles = Made(
            PlacedWords(listed, tables.numbers("word of single")),
            lambda group: tuple(map(spelt.__getitem__, singles[group])),
        )
        self._in_bucket = buckets = tables.item_groups("buckets")
        self.buckets = Made(
            PlacedWords(listed, tables.numbers("word of bucket")),
            lambda group: Bucket(group, lambda number: spelt.placed(buckets[number])),
        )
        self._pairs = tables.item_groups("pairs")
        self.compared = Compared(
            words=tables["words"],
            little=LITTLE_LINES,
            tables=(
                *(tables.numbers("plain words"), tables.numbers("sorted anchors")),
                *(texts.parts.starts, texts.parts.numbers),
                *(tables.numbers("word of single"), singles.starts, singles.numbers),
                *(tables.numbers("word of bucket"), buckets.starts, buckets.numbers),
                *(tables.numbers("words of pair"), tables.numbers("first of pair tells", "B")),
                *(self._pairs.starts, self._pairs.numbers, self._counts, *ranks),
            ),
        )
        self._pair: dict[tuple[str, str], int] = {}
        self.first: dict[str, dict[str, int]] = {}
        self.second: dict[str, dict[str, int]] = {}
        of_pair = iter(map(listed.__getitem__, tables.numbers("words of pair")))
        for number, first_tells in enumerate(tables.numbers("first of pair tells", "B")):
            first, second = next(of_pair), next(of_pair)
            self._pair[first, second] = number
            if first_tells:
                self.first.setdefault(first, {})[second] = number
            else:
                self.second.setdefault(second, {})[first] = number
        self._pair_items: dict[tuple[int, int], Items] = {}
        self.pair_words = {listed[number]: number for number in tables.numbers("words of pair")}
        self.seconds = frozenset(chain.from_iterable(self.first.values()))
        self.firsts = frozenset(chain.from_iterable(self.second.values()))
        found_by = ("word of single", "word of bucket", "words of pair")
        self.anchors = SomeWords(listed, map(tables.numbers, found_by))
        self.near = NearWords(tables, listed, len(listed) - len(LITTLE_IN_ORDER))
        self.longest = tables.numbers("longest anchor")[0]  # letters of a word by which names are found
        self.letters = frozenset(tables.words("letters"))
        # how words begin and end, a line for each; the compiled form tells most of texts by them
        self.lines = {name: tables[name] for name in ("heads", "long heads", "tails", "ends")}
        self.sorted = InOrder(listed, tables.numbers("sorted anchors"))

    heads = _lines("heads")
    long_heads = _lines("long heads")
    tails = _lines("tails")
    ends = _lines("ends")

    @classmethod
    def of(cls, texts: Sequence[str], counts: Mapping[str, int] | None = None) -> "WordIndex":
        """Return an index of these spellings alone, some of which count as said (`sequences`)."""
        tables, part, wording = Tables(), Tables(), Wording()
        for text in texts:
            wording.add(text.split())
        wording.put(part)
        put_wordings(tables, [part])
        tables.put_numbers("how it counts", ((counts or {}).get(text, 0) for text in texts), "B")
        put_word_index(tables)
        return cls(tables, Wordings(tables))

    def placed_one(self, item: int) -> Placed:
        """Return one spelling with its place."""
        return self._spelt[item >> PLACES], item & _PLACE

    def holding(self, form: str, piece: str) -> Items:
        """Return those found by a word that hold the first or last letters of a piece, at a quick look."""
        bucket = self.buckets.get(form)
        if bucket is None:
            return ()
        head, tail, squashed = piece[:3], piece[-3:], self._texts.squashed
        return self.placed(
            item
            for item in self._in_bucket[bucket.number]
            if head in (text := squashed(item >> PLACES)) or tail in text
        )

    def run_together(self, word: str) -> Items:
        """Return those whose words, little ones too, are run together in a long word: HarbinInstituteOf…"""
        size, is_run_together = len(word), self._texts.is_run_together
        parts = {
            part
            for start in range(size)
            for end in range(start + 2, min(size, start + self.longest) + 1)
            if (part := word[start:end]) in self.anchors and (part in self.buckets or part in self.pair_words)
        }
        pairs = (self._pair[pair] for pair in product(parts, repeat=2) if pair in self._pair)
        items = chain(
            *(self._in_bucket[self.buckets[part].number] for part in parts if part in self.buckets),
            *(self._pairs[number] for number in pairs),
        )
        found = {item >> PLACES for item in items if is_run_together(item >> PLACES, word)}
        return tuple((self._spelt[number], 0) for number in sorted(found))

    def pair_items(self, number: int, beyond: int) -> Items:
        """Return the spellings of a pair of words, with the place of its first word, or the one `beyond`."""
        found = self._pair_items.get((number, beyond))
        if found is None:
            found = self._pair_items[number, beyond] = self.placed(self._pairs[number], beyond)
        return found

    def pair(self, first: str, second: str) -> Items:
        """Return the spellings in which the two common words follow one another."""
        number = self._pair.get((first, second))
        return () if number is None else self.pair_items(number, 0)

    def is_pair(self, first: str, second: str) -> bool:
        """Return whether the two common words follow one another in a spelling that is found by them."""
        return (first, second) in self._pair

    def is_joined(self, word: str) -> bool:
        """Return whether two words of a text written as one, `word`, may be a word of a name."""
        if word in self.singles:
            return True
        if word.isascii() and word not in self.anchors and word not in abbreviations():
            return False
        form = canonical(word)
        return form in self.buckets or form in self.pair_words
