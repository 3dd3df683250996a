"""The names that may stand at one place of a text, before the words around it are compared with them.

At a quick look: found by the word itself, by it and the one beside it, or by it with nothing beside it that
speaks against them. Of some the compiled form says already that they stand there.

Knows folded words only. Must not know watchlists, context or what a hit means.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from watchlists.index.sequences import AFTER, BEFORE, Bucket, Placed, may_be_beside
from watchlists.index.wordindex import WordIndex
from watchlists.scanning.wordalign import WordHit
from watchlists.scanning.wordplaces import (
    BESIDE,
    BESIDE_FORM,
    MOST_PASSED_OVER,
    PAIRED,
    WITH_CAPITAL,
    Named,
    Place,
)
from watchlists.scanning.wordreader import Known, WordReader
from watchlists.scanning.wordstarts import may_have_capital
from watchlists.text.folded import Folded
from watchlists.words.legalforms import has_form_beside
from watchlists.words.vocabulary import LITTLE, canonical, is_common, words_passed_over

Listed = Placed | WordHit  # a spelling to compare, or one of which it is told that it stands there


class Shortlist:
    """Tells of places of texts which names of one index to compare there."""

    def __init__(self, index: WordIndex, reader: WordReader) -> None:
        self._index = index
        self._reader = reader
        self._passed_over = words_passed_over()

    def of(self, place: Place, folded: Folded, *, all_bare: bool) -> list[Listed]:
        """Return the names that may stand at a place, each once.

        `all_bare`: also bare words without a legal form.
        """
        at, what, own, beside = place
        words = folded.words
        known: Known | None = None
        if own is None or what & PAIRED or (what & BESIDE and beside is None):
            known = self._reader.known(words[at])
        items: list[Listed] = []
        if own is not None:
            items += self._of_word(own, folded, at, all_bare=all_bare)
        elif known is not None:
            items += known.always
        if what & PAIRED and known is not None:
            self._of_pairs(known, words, at, items)
        if own is None and known is not None:
            if known.capital and may_have_capital(folded, at):
                items += known.capital
            if known.bare and (all_bare or _has_form_beside(words, at)):
                items += known.bare
        if what & BESIDE and beside is not None:
            self._of_named(beside, words, at, items)
        elif what & BESIDE and known is not None:
            self._of_buckets(known.buckets, words, at, items)
        return list(dict.fromkeys(items)) if len(items) > 1 else items

    def _of_word(
        self, names: Iterable[Named], folded: Folded, at: int, *, all_bare: bool
    ) -> Iterator[Listed]:
        """Yield the names found by the word at `at` or a pair that count there."""
        for name in names:
            if isinstance(name, tuple):
                yield WordHit(*name)
            elif not name & (WITH_CAPITAL | BESIDE_FORM):
                yield self._index.placed_one(name)
            elif (
                may_have_capital(folded, at)
                if name & WITH_CAPITAL
                else all_bare or _has_form_beside(folded.words, at)
            ):
                yield self._index.placed_one(name & ~(WITH_CAPITAL | BESIDE_FORM))

    def _of_pairs(self, known: Known, words: list[str], at: int, items: list[Listed]) -> None:
        """Add the names of common words in which a known word and the one after or before it are a pair."""
        for tables, step, beyond in ((known.first, 1, 0), (known.second, -1, 1)):
            if not tables:
                continue
            # a land is passed over, and may be the other word: Railways of China
            for form in chain.from_iterable(map(self._reader.forms.of, self._beside(words, at, step))):
                for table in tables:
                    if form in table:
                        items += self._index.pair_items(table[form], beyond)

    def _of_buckets(
        self, buckets: tuple[Bucket, ...], words: list[str], at: int, items: list[Listed]
    ) -> None:
        """Add the names found by a word that the words beside it do not speak against."""
        for side, step in ((AFTER, 1), (BEFORE, -1)):
            for other in self._beside(words, at, step):
                for bucket in buckets:
                    items += bucket.beside(side, other)

    def _of_named(self, names: Iterable[Named], words: list[str], at: int, items: list[Listed]) -> None:
        """Add those of some names found by a word that the words beside it do not speak against."""
        placed = [
            WordHit(*name) if isinstance(name, tuple) else self._index.placed_one(name) for name in names
        ]
        for side, step in ((AFTER, 1), (BEFORE, -1)):
            place = at
            for other in self._beside(words, at, step):
                place += step
                plain, own = canonical(other), is_common(other)
                for item in placed:
                    if isinstance(item, WordHit):
                        may_stand = item.first <= place <= item.last and (
                            other not in LITTLE or place in {item.first, item.last}
                        )
                    else:
                        may_stand = may_be_beside(*item, side, other, plain, own=own)
                    if may_stand:
                        items.append(item)

    def _beside(self, words: list[str], at: int, step: int) -> list[str]:
        """Return the words on one side of `at`, up to the first that is not passed over."""
        found = []
        for place in range(at + step, at + step * MOST_PASSED_OVER, step):
            found.append(words[place] if 0 <= place < len(words) else "")
            if found[-1] not in self._passed_over:
                break
        return found


def _has_form_beside(words: list[str], at: int) -> bool:
    """Return whether a legal form stands directly before or after word `at` of a text."""
    return has_form_beside(words[max(0, at - 3) : at], words[at + 1 : at + 4])
