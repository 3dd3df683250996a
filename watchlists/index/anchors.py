"""By which of its words each name is found: rows of numbers, gone through for all names at once.

A name is found by its rarest word, and by the second where that is rare too. The same loops stand compiled
in `_anchors.c`.

Knows numbers of names and words, as `wordings` keeps them. Must not know the words, or what a hit means.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from watchlists import native
from watchlists.index.tables import Tables, packed_items

PLACES = 16  # bits for the place of a word in a spelling
ALONE = (1 << PLACES) - 1  # instead of a place: the only word; what stands so far behind finds no name
NO_WORD = (1 << 32) - 1  # instead of a word: the name has no rare one
NEVER = (1 << 64) - 1  # the order of a word that is not rare
SHORTEST = 3  # letters of a word that is rare enough to find a name by
LONGER_THAN_ANY = 1 << 20  # letters


class Grouped(NamedTuple):
    """Names in groups by the word they are found by, the word met first first: rows of numbers.

    `singles`: names of one word, with the words and where each group starts; `buckets`: the items of others,
    packed; `rest`: the items of names without a rare word.
    """

    single_words: memoryview
    single_starts: memoryview
    singles: memoryview
    bucket_words: memoryview
    bucket_starts: memoryview
    buckets: memoryview
    rest: memoryview


Row = Sequence[int] | memoryview


class Rows(NamedTuple):
    """Names as rows of words: where the parts of each start, all parts, and the plain form of each word.

    Parts are what `wordings.Wording` makes them.
    """

    starts: memoryview
    parts: memoryview
    plain: memoryview

    @classmethod
    def kept(cls, tables: Tables) -> Rows:
        """Return those of spellings that are kept."""
        return cls(*map(tables.numbers, ("parts starts", "parts", "plain words")))

    def words(self, name: int) -> list[int]:
        """Return the words of a name as spelt, without the little ones; none of one without spaces."""
        parts = self.parts[self.starts[name] : self.starts[name + 1]]
        return [part >> 1 for part in parts if not part & 1 and part >> 1 < len(self.plain)]


class Anchors(NamedTuple):
    """The words that names are found by: each beside number and place of the name.

    The number stands above the place, see `PLACES`. `started`: for each word whether it may start a name.
    """

    words: array[int]
    items: array[int]
    started: bytes

    def __iter__(self) -> Iterator[tuple[int, int]]:  # type: ignore[override]
        return zip(self.words, self.items, strict=True)


def frequency(rows: Rows) -> array[int]:
    """Return for each word how many names hold it in that or another form."""
    counts = array("I", bytes(4 * len(rows.plain)))
    (native.count_names or _count_names)(*rows, counts)
    return counts


def rarest_first(content: bytes | memoryview, common: Iterable[int], often: array[int]) -> array[int]:
    """Return an order for each word: the less often it is met the less, of others the longer ones first.

    `content`: a line for each word, less some that names have as they are in no text; `often`: see
    `frequency`. The `common` ones, and what is too short, have the order `NEVER`.
    """
    order = array("Q", bytes(8 * len(often)))
    (native.order_words or _order_words)(content, array("I", common), often, order)
    return order


def anchors(rows: Rows, order: array[int], most: int) -> Anchors:
    """Return by which of their words names are found.

    `order`: that of each word, the rarest first; `most`: the last of a word to be the second for a name.
    """
    most_found = 2 * (len(rows.starts) - 1)
    words, items = array("I", bytes(4 * most_found)), array("Q", bytes(8 * most_found))
    started = bytearray(len(rows.plain))
    size = (native.anchor_names or _anchor_names)(*rows, order, most, started, words, items)
    return Anchors(words[:size], items[:size], bytes(started))


def grouped(found: Anchors, size: int) -> Grouped:
    """Return names in groups by the words they are found by; there are `size` words."""
    rows = (native.group_names or _group_names)(found.words, found.items, size)
    return Grouped(*(memoryview(row) for row in rows))


def _group_names(words: array[int], items: array[int], size: int) -> tuple[bytes, ...]:
    del size
    singles: defaultdict[int, list[int]] = defaultdict(list)
    buckets: defaultdict[int, list[int]] = defaultdict(list)
    rest = array("Q")
    for word, item in zip(words, items, strict=True):
        if item & ALONE == ALONE:
            singles[word].append(item >> PLACES)
        elif word != NO_WORD:
            buckets[word].append(item)
        else:
            rest.append(item)
    rows: list[array[int]] = []
    for groups, code in ((singles, "I"), (buckets, "Q")):
        rows += (array("I", groups), array("I", accumulate(map(len, groups.values()), initial=0)))
        rows.append(array(code, chain.from_iterable(groups.values())))
    *others, found = (row.tobytes() for row in rows)
    return *others, packed_items(found), rest.tobytes()


def _order_words(
    content: bytes | memoryview, common: array[int], often: array[int], order: array[int]
) -> None:
    words = str(content, "utf-8", "surrogatepass").split("\n") if content else []
    order[:] = array("Q", [NEVER]) * len(order)
    for number, (times, size) in enumerate(zip(often, map(len, words), strict=False)):
        if times and size >= SHORTEST:
            order[number] = times * LONGER_THAN_ANY - size
    for number in common:
        order[number] = NEVER


def _count_names(starts: memoryview, parts: memoryview, plain: memoryview, counts: array[int]) -> None:
    rows = Rows(starts, parts, plain)
    for name in range(len(starts) - 1):
        for form in {plain[word] for word in rows.words(name)}:
            counts[form] += 1


def _anchor_names(
    starts: memoryview,
    parts: memoryview,
    plain: memoryview,
    order: array[int],
    most: int,
    started: bytearray,
    words: array[int],
    items: array[int],
) -> int:
    rows = Rows(starts, parts, plain)
    size = 0
    for name in range(len(starts) - 1):
        texts = rows.words(name)[:ALONE]
        forms = [plain[word] for word in texts]
        rare = sorted((order[form], at) for at, form in enumerate(forms) if order[form] != NEVER)
        if len(forms) == 1:
            found = [(forms[0], ALONE)]
            begin = [*forms, *texts]
        elif rare:
            (_, at), *others = rare
            found = [(forms[at], at)]
            begin = [forms[at], texts[at]]
            # the second finds it where the first is badly misspelt, unless half the list has that word
            found += [(forms[b], b) for often, b in others[:1] if forms[b] != forms[at] and often <= most]
        else:
            found = [(NO_WORD, 0)] if forms else []
            begin = [*forms[:1], *texts]
        for word in begin:
            started[word] = 1
        for word, at in found:
            words[size], items[size] = word, name << PLACES | at
            size += 1
    return size
