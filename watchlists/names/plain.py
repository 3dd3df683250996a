"""A name that needs no looking at twice: words of one script, and nothing but what parts them.

Most names are such: no brackets, no numbers behind commas, no word that its neighbours change. They are cut
into words in one go (`_names.plain`), which `prepared.prepare_any` does step by step for any name.

Knows words. Must not know how the names are compared.
"""

from functools import cache
from typing import TYPE_CHECKING

from watchlists import native
from watchlists.names import vocabulary
from watchlists.names.aloud import known_aloud, translated
from watchlists.names.bodies import bodies
from watchlists.names.folded import INITIALS
from watchlists.names.given_twice import TELLING
from watchlists.names.name import ACADEMY, BUSINESS, NONE, Name, family_of
from watchlists.names.numbers import TENS
from watchlists.names.reading import word_alone
from watchlists.names.tokens import Token, met, tables, token

if TYPE_CHECKING:
    from watchlists.names._names import Making, Plain, Watched

_MOST = 100_000  # words held


class _Words(dict[str, "Token | Watched | None"]):
    """The tokens of words met; None for one that its neighbours may change, or that gives no one token."""

    def __init__(self, changing: frozenset[str]) -> None:
        self._changing = changing
        self._watched = vocabulary.two_words().keys() | known_aloud()
        self.special = frozenset(changing | self._watched)  # others have their token

    def __missing__(self, word: str) -> "Token | Watched | None":
        if len(self) >= _MOST:
            self.clear()
        made = self[word] = None if word in self._changing else self._made(word)
        return made

    def _made(self, word: str) -> "Token | Watched | None":
        if word not in self._watched:
            return token(word)
        behind = vocabulary.two_words().get(word)
        return token(word), None if behind is None else frozenset(behind), word in known_aloud()


class _CyrillicWords(_Words):
    """The same in Cyrillic letters."""

    def _made(self, word: str) -> "Token | Watched | None":
        return word_alone(word)


@cache
def _words() -> tuple[_Words, _Words, _Words]:
    """Return the words of names in Latin letters, of those with points, and of those in Cyrillic letters."""
    changing = TELLING | TENS.keys()
    pointed = changing | INITIALS | vocabulary.clipped().keys()
    return _Words(changing), _Words(pointed), _CyrillicWords(changing)


@cache
def _asked() -> "Making":
    """Return what the compiled form makes names with, and the tokens of words that its tables lack."""
    words, pointed, _ = _words()
    special = words.special, pointed.special
    return Name, NONE, bodies(), family_of, translated, met, Token, tables(), *special, ACADEMY, BUSINESS


def plain_words(name: str) -> "Name | Plain | None":
    """Return a plain name, or what it is made of where its words are to be counted in Python.

    That is: its tokens, its letters where they are Cyrillic, and whether it may be pinyin. None for any other
    name, and where there is no compiled form.
    """
    return None if native.plain is None else native.plain(name, *_words(), _asked())
