"""Finds names as other languages have them: アミールカビール工科大学, 라인메탈, Институт имени Иоффе.

Only texts that hold another script, or accents and the noun of a body, are read: for bodies (`heardbodies`)
and companies (`heardnames`).

Knows folded texts and what terms are taken over as. Must not know watchlists, context or what a hit means.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from threading import Lock

from watchlists.index.candidates import Candidate, Entry
from watchlists.index.tables import Tables
from watchlists.scanning.heardbodies import HeardBodies
from watchlists.scanning.heardnames import HeardNames
from watchlists.scanning.takenover import TakenOver
from watchlists.text.folded import Folded
from watchlists.words.glosses import Token, name_before_known, tokens

_OTHER_SCRIPT = re.compile("[\u0400-\u04ff\u0620-\u06ff\u30a1-\u30fa\uac00-\ud7a3]")
_LATIN_LITTLE = (
    *(" de ", " der ", " des ", " di ", " fur ", " w ", " im ", " la ", " el "),
    *(" das ", " und ", " e ", " ve ", " bir ", " ile ", " icin "),
)
_LATIN_HEADS = (
    *("universi", "institu", "istitu", "enstitu", "zentrum"),
    *("centr", "akadem", "academ", "accadem", "uniwers"),
)
_BEHIND_HAN = 6  # characters behind a name and its noun that may go on with it


class Translated:
    """Reads texts against the terms of one index."""

    def __init__(self, tables: Tables, entry: Callable[[int], Entry]) -> None:
        """Read what `put_taken_over` kept; `entry` gives a term by its number."""
        self._tables = tables
        self._entry = entry
        self._has_any = len(tables.numbers("term taken over")) > 0
        self._made: tuple[HeardBodies, HeardNames] | None = None
        self._making = Lock()

    def read_ahead(self) -> None:
        """Make the terms before a text asks for them: ten thousand take more than a second."""
        if self._has_any:
            self._terms()

    def _terms(self) -> tuple[HeardBodies, HeardNames]:
        """Return the terms, made for the first text in another script at the latest."""
        if self._made is None:
            with self._making:
                if self._made is None:
                    self._made = self._make()
        return self._made

    def _make(self) -> tuple[HeardBodies, HeardNames]:
        numbers = self._tables.numbers("term taken over")
        texts = self._tables.words("taken over")
        taken = TakenOver(zip(texts, map(self._entry, numbers), strict=True))
        return HeardBodies(taken), HeardNames(taken)

    def find(self, field: str, folded: Folded) -> Iterable[Candidate]:
        """Return the names in a folded field that are written as other languages have them."""
        if not self._has_any:
            return ()
        text = folded.text.replace("ı", "i")  # Turkish
        if text.isascii():
            if any(word in text for word in _LATIN_LITTLE) and any(head in text for head in _LATIN_HEADS):
                bodies, _ = self._terms()
                return bodies.find(field, folded, tokens(text))
        elif _OTHER_SCRIPT.search(text):
            return self._in(field, folded, tokens(text))
        elif _names_body_in_han(text):
            return self._in_han(field, folded)
        return ()

    def _in_han(self, field: str, folded: Folded) -> Iterator[Candidate]:
        """Yield those in Chinese characters, each with what follows it."""
        text = folded.text
        for run in name_before_known().finditer(text):
            end = min(len(text), run.end() + _BEHIND_HAN)
            yield from self._in(field, folded, tokens(text, run.start(), end))

    def _in(self, field: str, folded: Folded, read: list[Token]) -> Iterator[Candidate]:
        for terms in self._terms():
            yield from terms.find(field, folded, read)


def _names_body_in_han(text: str) -> bool:
    """Return whether a text may hold a noun of a body or firm; a character alone is found sooner."""
    return (
        ("学" in text and ("大学" in text or "学院" in text))
        or ("研" in text and "研究" in text)
        or ("公" in text and "公司" in text)
        or ("集" in text and "集团" in text)
        or ("会" in text and ("会社" in text or "委员会" in text))
        or ("织" in text and "组织" in text)
    )
