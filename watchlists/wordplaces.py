"""At which words of a text to look for names: by what each word says of itself and of those beside it.

Each word becomes one character, its role (see `wordreader`), and one pattern over the roles tells the places;
most texts have none. The compiled form does the same without making a string of any word, and asks of two
common words at once whether a name has that pair.

Knows folded words only. Must not know spellings, watchlists or what a hit means.
"""

import re
from collections.abc import Iterable
from typing import Protocol

from watchlists import native
from watchlists.folding import HAN, HANGUL, KANA, SPACELESS, Folded, is_spaceless
from watchlists.sequences import AFTER, BEFORE, Bucket
from watchlists.vocabulary import canonical
from watchlists.wordindex import WordIndex
from watchlists.wordreader import (
    AFTER_IT,
    BEFORE_IT,
    ENDS,
    FOLLOWS,
    LOOK,
    ONE,
    PASSED,
    PRECEDES,
    STARTS,
    Known,
    WordReader,
)

_CACHE_LIMIT = 400_000  # words of texts remembered with what they may be
MOST_PASSED_OVER = 6  # words between two words of a name
_NO_ROLE = "\0"
_LAST_OF_WORDS = "\u3000"  # past it stand the scripts written without spaces
_OTHER_WORDS = re.compile(f"[^ {HAN}{KANA}{HANGUL}]+")
_LONGEST = 48  # characters of a word that the compiled form remembers by itself
_OFTEN = 3
_FEW = 500  # names found by one word of which is kept what stands beside it
_ALWAYS, _FRAGMENT, _JOINED = 1, 0x80000000, 6  # for `_native.c`
_ANY_FORM = 0xFFFFFFFF  # for `_native.c`: any pair may be meant


_Reading = tuple[int, int, int, str]  # role, number among the words of pairs, how to look, canonical form


class Places(Protocol):
    """Tells where in texts to look, and remembers what the words met there may be."""

    known: dict[str, Known]  # what those may be that are ever looked at

    def find(self, folded: Folded) -> Iterable[int]:
        """Return the numbers of the words around which a name may stand."""

    def looked(self, word: str) -> None:
        """Note that it was looked around a word."""


def places(index: WordIndex, reader: WordReader) -> Places:
    """Return the compiled form, where there is one."""
    return PlacesInPython(reader) if native.Words is None else _CompiledPlaces(index, reader)


class _Roles(dict[str, str]):
    """The words met so far, each with its role as a character."""

    def __init__(self, reader: WordReader) -> None:
        super().__init__()
        self._reader = reader
        self.known: dict[str, Known] = {}  # what those may be that are ever looked at
        self._fill()

    def _fill(self) -> None:
        self.update((word, chr(role)) for word, role in self._reader.silent().items())

    def __missing__(self, word: str) -> str:
        if word[0] > _LAST_OF_WORDS and is_spaceless(word[0]):
            return _NO_ROLE  # a phrase, seldom met again, and in no name of words
        role, known = self._reader.read(word)
        if known is not None:
            self.known[word] = known
        letter = self[word] = chr(role)
        return letter

    def forget(self) -> None:
        """Drop what is remembered of the words of texts."""
        self.clear()
        self.known.clear()
        self._reader.forget()
        self._fill()


def _having(*kinds: int) -> str:
    """Return a class of the characters of all roles that have all bits of one of `kinds`, for a pattern."""
    roles = [role for role in range(256) if any(role & kind == kind for kind in kinds)]
    return "[" + "".join(f"\\x{role:02x}" for role in roles) + "]"


def _places_to_look() -> re.Pattern[str]:
    """Return a pattern over the roles of a text's words for those around which a name may stand.

    Most words of names are words of the language: they count only beside the other word of a pair, with
    nothing between or words that are passed over.
    """
    passed = _having(PASSED)
    one = _having(ONE)  # a name whose letters are set apart has three and more
    before = "|".join(
        f"(?<={_having(PRECEDES)}{passed * between}.)" for between in range(MOST_PASSED_OVER - 1)
    )
    return re.compile(
        f"{_having(AFTER_IT, BEFORE_IT, STARTS, ONE)}(?:(?<={_having(LOOK)})"
        f"|(?<={_having(AFTER_IT)})(?={passed}{{0,{MOST_PASSED_OVER - 2}}}{_having(FOLLOWS)})"
        f"|(?<={_having(BEFORE_IT)})(?:{before})"
        f"|(?<={_having(STARTS)})(?={_having(ENDS)})"
        f"|(?<={one})(?:(?={one}{one})|(?<={one}.)(?={one})|(?<={one}{one}.)))",
        re.DOTALL,
    )


_PLACES = _places_to_look()
_LOOKED_AT = re.compile(_having(AFTER_IT, BEFORE_IT, STARTS, ONE))


class PlacesInPython:
    """The form in Python."""

    def __init__(self, reader: WordReader) -> None:
        self._roles = _Roles(reader)
        self.known = self._roles.known

    def find(self, folded: Folded) -> Iterable[int]:
        """Return the numbers of the words around which a name may stand."""
        roles = self._roles
        if len(roles) > _CACHE_LIMIT:
            roles.forget()
        text = folded.text
        if not text.isascii() and SPACELESS.search(text):
            # most words are phrases without spaces: the others alone say whether there is anything to look at
            others = _OTHER_WORDS.findall(text)
            if not others or not _LOOKED_AT.search("".join(map(roles.__getitem__, others))):
                return ()
        return (place.start() for place in _PLACES.finditer("".join(map(roles.__getitem__, folded.words))))

    def looked(self, word: str) -> None:
        """Note nothing: a quick look costs what a look does."""


class _CompiledPlaces:
    """The compiled form."""

    def __init__(self, index: WordIndex, reader: WordReader) -> None:
        assert native.Words is not None
        self.known: dict[str, Known] = {}
        self._reader = reader
        self._long: dict[str, _Reading] = {}  # words too long for the table
        self._numbers: dict[str, int] = {}  # words of pairs
        self._looks: dict[tuple[Bucket, ...], int] = {}
        self._looked: dict[str, int] = {}  # how often
        self._words = native.Words(self._read, index.near.table)
        for before, tables in ((False, index.first), (True, index.second)):
            for word, others in tables.items():
                number = self._number(word)
                for other in others:
                    self._words.pair(number, self._number(other), before)
        self._words.mark(_JOINED, reader.joined())
        for kind, words in enumerate(() if reader.is_small else reader.told_by()):
            self._words.mark(kind, words)
        self._know()

    def _number(self, word: str) -> int:
        return self._numbers.setdefault(word, len(self._numbers) + 1)

    def _know(self) -> None:
        silent = self._reader.silent()
        self._words.know({word: role for word, role in silent.items() if canonical(word) == word})

    def _read(self, word: str) -> _Reading:
        """Read a word that is met for the first time."""
        if (met := self._long.get(word)) is not None:
            return met
        role, known = self._reader.read(word)
        if known is not None:
            self.known[word] = known
        numbers = [self._numbers[form] for form in self._reader.met.get(word, ()) if form in self._numbers]
        pair = _ANY_FORM if len(numbers) > 1 else numbers[0] if numbers else 0
        look = 0
        if known is not None:
            look = _ALWAYS if role & LOOK == LOOK else 0
            look |= _FRAGMENT if known.fragment else 0
        reading = role, pair, look, canonical(word)
        if len(word) > _LONGEST:
            self._long[word] = reading
        return reading

    def looked(self, word: str) -> None:
        """Note that it was looked around a word; of one met often is kept what may stand beside it."""
        count = self._looked[word] = self._looked.get(word, 0) + 1
        if count == _OFTEN:
            known = self.known[word]
            self._words.look(word, self._look(known) | (_FRAGMENT if known.fragment else 0))

    def _look(self, known: Known) -> int:
        """Return by which number is kept what may stand beside a word for a name to be found by it."""
        few = sum(len(bucket.all) for bucket in known.buckets) <= _FEW
        if not few or known.always or known.capital or known.merged:
            return _ALWAYS
        look = self._looks.get(known.buckets)
        if look is None:
            look = self._looks[known.buckets] = len(self._looks) + _ALWAYS + 1
            for bucket in known.buckets:
                words, edges = bucket.look()
                self._words.beside(look, 0, words)
                for side, letters in enumerate((AFTER, AFTER + AFTER, BEFORE, BEFORE + BEFORE), 1):
                    self._words.beside(look, side, edges[letters])
        return look

    def find(self, folded: Folded) -> Iterable[int]:
        """Return the numbers of the words around which a name may stand."""
        if len(self._words) > _CACHE_LIMIT or len(self._long) > _CACHE_LIMIT:
            self._forget()
        return self._words.places(folded.text)

    def _forget(self) -> None:
        """Drop what is remembered of the words of texts."""
        self.known.clear()
        self._looked.clear()
        self._long.clear()
        self._reader.forget()
        self._words.forget()
        self._know()
