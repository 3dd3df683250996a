"""By which of its words each spelling is found, put into tables.

By its rarest word; where every word of it is a common one ("Shenzhen University"), by two that follow one
another. How these words begin and end is kept too, by which most words of texts are told to be none of them.

Takes and fills `Tables`; `wordindex` reads them. Knows folded words only. Must not know texts or watchlists.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain, pairwise
from math import log2

from watchlists.index.anchors import (
    LONGER_THAN_ANY,
    PLACES,
    SHORTEST,
    Rows,
    anchors,
    frequency,
    grouped,
    rarest_first,
)
from watchlists.index.listedwords import in_order, lettered, lines_of, pieces, sizes_of
from watchlists.index.nearwords import put_near_words
from watchlists.index.tables import Tables, packed_items
from watchlists.words import words
from watchlists.words.vocabulary import LITTLE, abbreviations, common_words

TYPO_LENGTH = 5  # a word of fewer letters is found as written only
PIECE = 4  # letters by which the words of names that a longer one may hold are told at a look
HEAD = 6  # letters by which most words that start none of the names' are told
_OFTEN = 64  # names with a word; one of more is no second anchor
_USUAL_LETTERS = "aist"  # a, I, 's, 't


def _telling(word: str, frequency: int) -> float:
    """Return how much a word says of where a name stands: long, and rare in prose and in names."""
    plain = word in LITTLE or len(word) < 3 or word.isdigit() or word in words("frequent.txt")
    return len(word) - (8 if plain else 0) - log2(frequency)


def _pair_places(telling: list[float]) -> list[int]:
    """Return where the pairs of words begin that say most of where a name of common words stands.

    Two where the name has them, without a word in common where it has four, so that one of the pairs is left
    where a word is misspelt. A second pair of the most frequent words of prose is worth less than it costs.
    """
    worth = [max(pair) for pair in pairwise(telling)]
    best = max(range(len(worth)), key=worth.__getitem__)
    others = [at for at in range(len(worth)) if abs(at - best) > 1] or [best - 1, best + 1]
    others = [at for at in others if 0 <= at < len(worth) and worth[at] > 0]
    return [best, max(others, key=worth.__getitem__)] if others else [best]


def put_word_index(tables: Tables) -> None:
    """Keep by which words the spellings are found whose texts are kept already (`wordings.put_wordings`)."""
    rows, content = Rows.kept(tables), tables["words"]
    listed = lines_of(content)
    often = frequency(rows)
    common = [number for word in common_words() if (number := listed.get(word)) is not None]
    order = rarest_first(content, common, often)
    found = anchors(rows, order, _OFTEN * LONGER_THAN_ANY)
    names = grouped(found, len(listed))
    pairs: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for item in names.rest.cast("Q"):
        name = [rows.plain[word] for word in rows.words(item >> PLACES)]
        for at in _pair_places([_telling(listed[word], often[word]) for word in name]):
            pairs[name[at], name[at + 1]].append(item | at)
    tables["word of single"], tables["word of bucket"] = names.single_words, names.bucket_words
    tables["singles starts"], tables["singles"] = names.single_starts, names.singles
    tables["buckets starts"], tables["buckets"] = names.bucket_starts, names.buckets
    tables.put_numbers("words of pair", chain.from_iterable(pairs))
    tables.put_groups("pairs", list(pairs.values()), "Q")
    tables["pairs"] = memoryview(packed_items(tables["pairs"]))
    # the word of the two that is met less often is the one to look at
    telling = {word: _telling(listed[word], often[word]) for word in chain.from_iterable(pairs)}
    tables.put_numbers("first of pair tells", (telling[a] >= telling[b] for a, b in pairs), "B")
    singles = names.single_words.cast("I")
    of_pairs = dict.fromkeys(chain.from_iterable(pairs))
    found_by = dict.fromkeys(chain(singles, names.bucket_words.cast("I"), of_pairs))
    ordered = in_order(content, found_by, TYPO_LENGTH)
    tables["sorted anchors"] = ordered.cast("B")
    tables.put_numbers("longest anchor", [max(sizes_of(content, array("I", found_by)), default=0)])
    _put_pieces(tables, found_by, ordered)
    alone = bytearray(len(listed))
    for number in singles:
        alone[number] = 1
    _put_letters(tables, map(listed.__getitem__, lettered(content, alone, SHORTEST)))
    started = bytearray(found.started)
    for number in of_pairs:
        started[number] = 1
    put_near_words(tables, content, len(listed), lettered(content, started, TYPO_LENGTH))


def _put_pieces(tables: Tables, anchors: Iterable[int], ordered: Iterable[int]) -> None:
    """Keep how words begin and end, by which most words of texts are told at a look to be none of them.

    `ordered`: the anchors of `TYPO_LENGTH`, in order, so that what begins alike is together.
    """
    words, numbers = tables["words"], array("I", anchors)
    # of words of TYPO_LENGTH, which a slip may have cut in two, and all of PIECE
    tables["heads"] = pieces(words, numbers, PIECE, PIECE)
    tables["long heads"] = pieces(words, ordered, TYPO_LENGTH, HEAD)
    tables["tails"] = pieces(words, numbers, PIECE, PIECE, behind=True)
    tables["ends"] = pieces(words, numbers, TYPO_LENGTH, PIECE, behind=True, every=True, more=abbreviations())


def _put_letters(tables: Tables, singles: Iterable[str]) -> None:
    """Keep the letters of the names of one word, which a text may write one by one: H U A W E I."""
    apart = list(filter(str.isascii, singles))
    # letters that are met alone all the time are asked about only for a name that has no other
    usual = "" if any(not name.strip(_USUAL_LETTERS) for name in apart) else _USUAL_LETTERS
    tables.put_words("letters", sorted(set("".join(apart)).difference(usual)))
