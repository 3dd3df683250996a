"""At which words of a text to look for names: by what each word says of itself and of those beside it.

Each word becomes one character, its role (see `roles`), and one pattern over the roles tells the places;
most texts have none. The compiled form does the same without making a string of any word, asks of two common
words at once whether a name has that pair, and compares what stands there with the name (`wordalign`) itself.

Knows folded words only. Must not know spellings, watchlists or what a hit means.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Final, NamedTuple, Protocol

from watchlists import native
from watchlists.index.anchors import PLACES
from watchlists.index.wordindex import WordIndex
from watchlists.scanning.roles import AFTER_IT, BEFORE_IT, ENDS, FOLLOWS, LOOK, ONE, PASSED, PRECEDES, STARTS
from watchlists.scanning.wordreader import WordReader
from watchlists.text.characters import HAN, HANGUL, KANA, SPACELESS, is_spaceless
from watchlists.text.folded import Folded
from watchlists.words.vocabulary import abbreviations, canonical

MOST_PASSED_OVER = 6  # words between two words of a name
_NO_ROLE = "\0"
_LAST_OF_WORDS = "\u3000"  # past it stand the scripts written without spaces
_OTHER_WORDS = re.compile(f"[^ {HAN}{KANA}{HANGUL}]+")
_FRAGMENT, _MERGED = 1, 2  # for `_words.h`
# Of a name of one word, for `_words.h`: it counts with a capital only, or beside a legal form only.
WITH_CAPITAL, BESIDE_FORM = 1 << 62, 1 << 63
_STANDS: Final = 7  # what a name that stands in a text is told by
_ANY_FORM = 0xFFFFFFFF  # for `_words.h`: any pair may be meant

# For what to look at a place, besides the names that are told with it.
BESIDE = 2  # names found by the word if what stands beside it does not speak against them
PAIRED = 4  # names of common words
JOINED = 8  # a word that is cut in two
APART = 16  # letters that are set apart
RUN_TOGETHER = 32  # two common words run together
_ANYTHING = BESIDE | PAIRED | JOINED | APART | RUN_TOGETHER

# Role, number among the words of pairs, what more is said, canonical form; names, buckets by number.
_Reading = tuple[int, int, int, str, tuple[int, ...], tuple[int, ...]]


# A name that stands on words of a text, as `wordalign.WordHit` has it.
Stands = tuple[int, int, int, int, bool, bool, bool]
# A name with the place of the word in it (see `WordIndex.placed`), to be compared with the words around, or
# one that stands there.
Named = int | Stands


class Place(NamedTuple):
    """A word of a text around which to look for names, and for what.

    `own`: those found by the word itself, or of a pair of common words, that may stand there; `beside`: those
    that `BESIDE` speaks of; None: any that are known of the word (see `Known`).
    """

    at: int
    what: int
    own: Sequence[Named] | None = None
    beside: Sequence[Named] | None = None


# A name that wins over those that it touches: where it starts and ends in the folded text, the number of the
# spelling, its edits; what else `wordalign.WordHit` says of it, with its first and last word; and what
# touches it, as bits (`hits`).
Wins = tuple[int, int, int, int, tuple[bool, bool, bool, tuple[int, int]], int]


# The names that stand in a text, and the places at which more may; and instead of all these, the names that
# win, None where that is not told (`candidates`), with whether they are settled: in their order, and all of
# them win. A plain tuple: one is made for every text.
Found = tuple[Iterable[Place | Stands], Sequence[Wins] | None, bool]


class Places(Protocol):
    """Tells where in texts to look, and remembers the words met there."""

    def find(self, folded: Folded, *, all_bare: bool, alone: bool, edited: bool = False) -> Found:
        """Return what is found in a text; with `all_bare`, also bare words without a form.

        `alone`: no others are held against these names. `edited`: others may watch some of them than did when
        the index was made.
        """


def places(index: WordIndex, reader: WordReader) -> Places:
    """Return the compiled form, where there is one."""
    return PlacesInPython(reader) if native.Words is None else _CompiledPlaces(index, reader)


class _Roles(dict[str, str]):
    """The words met so far, each with its role as a character."""

    def __init__(self, reader: WordReader) -> None:
        super().__init__()
        self._reader = reader
        self._fill()

    def _fill(self) -> None:
        self.update((word, chr(role)) for word, role in self._reader.foreknown.silent().items())
        self.most = len(self) + self._reader.foreknown.most_met

    def __missing__(self, word: str) -> str:
        if word[0] > _LAST_OF_WORDS and is_spaceless(word[0]):
            return _NO_ROLE  # a phrase, seldom met again, and in no name of words
        letter = self[word] = chr(self._reader.read(word)[0])
        return letter

    def forget(self) -> None:
        """Drop what is remembered of the words of texts."""
        self.clear()
        self._reader.forget()
        self._fill()


def _having(*kinds: int) -> str:
    """Return a class of the characters of all roles that have all bits of one of `kinds`, for a pattern."""
    roles = [role for role in range(256) if any(role & kind == kind for kind in kinds)]
    return "[" + "".join(f"\\x{role:02x}" for role in roles) + "]"


@cache
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


@cache
def _looked_at() -> re.Pattern[str]:
    return re.compile(_having(AFTER_IT, BEFORE_IT, STARTS, ONE))


class PlacesInPython:
    """The form in Python."""

    def __init__(self, reader: WordReader) -> None:
        self._roles = _Roles(reader)

    def find(
        self,
        folded: Folded,
        *,
        all_bare: bool,  # noqa: ARG002 - it tells no kinds
        alone: bool,  # noqa: ARG002 - nor which win
        edited: bool = False,  # noqa: ARG002
    ) -> Found:
        """Return the numbers of the words around which a name may stand; there to look for anything."""
        roles = self._roles
        if len(roles) > roles.most:
            roles.forget()
        text = folded.text
        if not text.isascii() and SPACELESS.search(text):
            # most words are phrases without spaces: the others alone say whether there is anything to look at
            others = _OTHER_WORDS.findall(text)
            if not others or not _looked_at().search("".join(map(roles.__getitem__, others))):
                return (), None, False
        found = _places_to_look().finditer("".join(map(roles.__getitem__, folded.words)))
        return (Place(place.start(), _ANYTHING) for place in found), None, False


def _how_many(words: Collection[str] | memoryview) -> int:
    """Return how many these are; of a text a line each, of which more than the line is told."""
    return 2 * bytes(words).count(b"\n") + 2 if isinstance(words, memoryview) else len(words)


class _FirstMet:
    """Reads a word that is met for the first time and of which its letters do not tell.

    Knows no compiled form: that asks it, and would otherwise keep itself alive.
    """

    def __init__(self, index: WordIndex, reader: WordReader) -> None:
        self._reader = reader
        self._pair_words = index.pair_words

    def read(self, word: str) -> _Reading:
        """Return what the compiled form keeps of a word."""
        role, known = self._reader.remembered(word)
        forms = self._reader.forms.of(word)
        numbers = [self._pair_words[form] + 1 for form in forms if form in self._pair_words]
        pair = _ANY_FORM if len(numbers) > 1 else numbers[0] if numbers else 0
        if known is None:
            return role, pair, 0, canonical(word), (), ()
        more = _FRAGMENT * known.fragment | _MERGED * bool(known.merged)
        names = [
            spelling.variant << PLACES | at | how
            for items, how in ((known.always, 0), (known.capital, WITH_CAPITAL), (known.bare, BESIDE_FORM))
            for spelling, at in items
        ]
        buckets = tuple(bucket.number for bucket in known.buckets)
        return role, pair, more, canonical(word), tuple(names), buckets


class _CompiledPlaces:
    """The compiled form. It asks too whether a name may stand there at all, and of which kind."""

    def __init__(self, index: WordIndex, reader: WordReader) -> None:
        assert native.Words is not None
        self._reader = reader
        self._most_met = reader.foreknown.most_met
        near, compared = index.near, index.compared
        met = _FirstMet(index, reader).read
        self._words = native.Words(met, near.table, near.bits, *compared)
        short = abbreviations()
        kinds = reader.foreknown.told_by()
        self._words.expect(sum(map(_how_many, kinds.values())))
        for kind, words in kinds.items():
            self._words.mark(kind, words)
        self._words.shorten(short)  # of others a word of ASCII is its own canonical form

    def find(self, folded: Folded, *, all_bare: bool, alone: bool, edited: bool = False) -> Found:
        """Return what is found in a text, see `Places`."""
        if len(self._words) > self._most_met:
            self._forget()
        told = self._words.places(folded.text, folded.source, all_bare, alone, edited)
        found, winners, settled = told
        if not found:
            return (), winners, settled
        return [place if len(place) == _STANDS else Place(*place) for place in found], winners, settled

    def _forget(self) -> None:
        """Drop what is remembered of the words of texts."""
        self._reader.forget()
        self._words.forget()
