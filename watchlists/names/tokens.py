"""One word of a name: how it is spelled, what it means, how much it says about who is meant.

Knows one word at a time. Must not know the name it stands in.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from watchlists import native
from watchlists.names import vocabulary
from watchlists.names.numbers import KNOWN, number_value
from watchlists.names.transliterate import BY_LETTER, cognate, consonants, spelling
from watchlists.names.unmistakable import known_as

if TYPE_CHECKING:
    from watchlists.names._names import Tables

# How much a word says about who is meant: 1 is a word of its own; see data/words.txt for the letters.
WEIGHTS = {
    "g": 0.2,
    "d": 0.42,
    "a": 0.33,
    "p": 0.45,
    "t": 0.1,
    "x": 0.0,
    "n": 0.65,
    "f": 0.55,
    "#": 0.6,
    "i": 0.25,
}
_BY_LENGTH = (0.0, 0.25, 0.5, 0.8, 0.95, 1.0, 1.0, 1.05, 1.1, 1.15, 1.2)
_PATRONYMIC = re.compile(r".{2,}(?:[oeai]vi?(?:c|t?s|na)|i[c]na|[ao]una|evuna|ugli|kizi)$")
_FATHERS = (
    "vc",
    "vs",
    "vts",
    "vna",
    "vic",
    "vis",
    "vits",
    "vina",
    "icna",
    "una",
    "ugli",
    "kizi",
)  # how it ends
_MOST = 100_000  # words held
_PLANT, _WITH_PLANT = "zavod", 8  # the word, and letters of the shortest that it ends, less one
_ARTICLES = frozenset(("al", "el", "ul"))


class Token:
    """One word: `text` as folded, `key` its one spelling, `ident` equal for words that mean the same.

    `core`: the key without an Arabic article. `known`: as what it can be no misspelling of another.
    """

    __slots__ = (
        "_known",
        "_letters",
        "_outline",
        "core",
        "forms",
        "heard",
        "ident",
        "key",
        "kind",
        "phrase",
        "stem",
        "text",
        "weight",
    )

    def __init__(self, text: str, heard: str = "") -> None:
        written = text
        if not text.islower():  # a capital: see `folded.fold`
            text = text.lower()
        self.text = text
        self.heard = heard
        self.key = key = spelling(text)
        self.stem = text if len(text) < 5 else key[: vocabulary.STEM]
        value = number_value(written)
        meaning = None if value else vocabulary.meaning(text, key)
        if meaning is not None and written != text and meaning.kind in "xt":
            meaning = None
        if value:
            self.kind, self.ident = "#", f"#{value}"
        elif (len(text) == 1 and text.isalpha()) or written.istitle():
            self.kind, self.ident = "i", text
        elif meaning is not None:
            self.kind, self.ident = meaning.kind, f"~{meaning.name}"
        elif key.endswith(_FATHERS) and _PATRONYMIC.match(key):
            self.kind, self.ident = "f", key
        else:
            self.kind, self.ident = "", cognate(text) or key
        self._known: str | None = "" if heard else None
        self.core = key[2:] if len(key) > 4 and key[:2] in _ARTICLES else ""
        self.weight = WEIGHTS.get(self.kind, _BY_LENGTH[1 if self.kind == "i" else min(len(text), 10)])
        self.forms = () if heard else vocabulary.legal_forms().get(self.stem, ())  # 欧 is no OÜ
        self._outline: str | None = None
        self._letters = 0
        self.phrase = vocabulary.short_forms().get(text, ())
        if text.endswith(_PLANT) and len(text) > _WITH_PLANT and not heard:
            self.phrase = (text.removesuffix(_PLANT), _PLANT)  # radiozavod

    @property
    def known(self) -> str:
        """Return as what it can be no misspelling of another word; most words are never asked."""
        if self._known is None:
            self._known = known_as(self.text, self.kind)
        return self._known

    @property
    def outline(self) -> str:
        """Return the consonants of its spelling."""
        if self._outline is None:
            self._outline = consonants(self.key)
        return self._outline

    @property
    def letters(self) -> int:
        """Return a bit for each letter of its spelling."""
        if not self._letters:
            letters = 0
            for letter in self.key:
                letters |= 1 << (ord(letter) & 63)
            self._letters = letters
        return self._letters

    def __repr__(self) -> str:
        return f"Token({self.text!r}, {self.ident!r}, {self.weight})"


class _Tokens(dict[str, Token]):
    """The tokens of the words met, a plain table since it is asked for every word; emptied when very many."""

    def __missing__(self, text: str) -> Token:
        if len(self) >= _MOST:
            letters = {known: held for known, held in self.items() if len(known) == 1}
            self.clear()
            self.update(letters)  # they are told by being the same object (`prepared`)
        made = None if native.made is None else native.made(Token, text, tables())
        if made is None:
            made = Token(text)
        self[text] = made
        return made


@cache
def tables() -> "Tables":
    """Return the tables that the compiled form makes tokens with."""
    legal, short = vocabulary.legal_forms(), vocabulary.short_forms()
    return KNOWN, *vocabulary.meanings(), BY_LETTER, WEIGHTS, _BY_LENGTH, legal, short, cognate


met = _Tokens()
token: Callable[[str], Token] = met.__getitem__
"""Return the one token for a folded word."""


@lru_cache(maxsize=50_000)
def heard(text: str, how: str) -> Token:
    """Return the one token for a word of another script, written in Latin letters by its sound.

    `how`: "consonants", where the script writes no vowels, or "syllables", a transcription by syllables.
    """
    return Token(text, how)
