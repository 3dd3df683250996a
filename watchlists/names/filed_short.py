"""Short forms in the lookup index: the names one may stand for, and those that may stand for a name.

Chinese ones take characters from the full name in order (北航), others beginnings of its words (KOMID).
Neither shares words with the full name, so both are filed by what they do share: characters, initials.
What is found is judged at once, and only what may well stand for the other is given.

Knows prepared names and where they stand in the index. Must not know parties.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from itertools import combinations

from watchlists.names.chinese import LONGEST, short_form
from watchlists.names.filing import CHARACTER
from watchlists.names.initials import acronym
from watchlists.names.name import Name
from watchlists.names.numbers import DIGITS

_MOST = 12  # given for one name
_JUDGED = 60  # judged for one name
_CHARACTERS = 40  # of a full name whose short forms are looked for
_LETTERS = range(4, 11)  # of a short form in letters; of three, the initials themselves are filed
_WORDS = 3  # of a name that such a one may stand for
_LIKELY = 0.45  # how surely initials stand for a name before it is given
_NO_SHORT_FORM = frozenset("gdapt#")  # kinds of words with a meaning of their own

_Places = Mapping[str, Sequence[int]]
_NOWHERE = array("I")
_HAN, _INITIALS, _LATIN = "short han", "initials", "short latin"  # what is filed, by what it is kept as


KINDS = (_HAN, _INITIALS, _LATIN)


def short_entry(name: Name) -> tuple[str, str] | None:
    """Return under what a name is filed for `ShortForms`: as which of `KINDS`, and the entry; mostly None."""
    if name.han:
        characters = name.han.translate(DIGITS)
        return (_HAN, characters[0] + characters[-1]) if 2 <= len(characters) <= LONGEST else None
    short = _short_latin(name)
    if short:
        return _LATIN, short[:2]
    words = _words(name) if len(name.words) >= _WORDS else []
    return (_INITIALS, "".join([word[0] for word in words[:_WORDS]])) if len(words) >= _WORDS else None


class ShortForms:
    """Full names by what their short forms have of them, and short forms by what they have of full names."""

    def __init__(self, names: Sequence[Name], filed: _Places, short: Mapping[str, _Places]) -> None:
        """`names`, `filed`: those of the index; `short`: what `short_entry` said, by kind."""
        self._names, self._filed = names, filed
        self._short_han, self._initials, self._short_latin = (short[kind] for kind in KINDS)

    def nearest(self, query: Name) -> list[int]:
        """Return where names stand that the query may be short for, or they for it; the surest first."""
        if query.han:
            return self._nearest_han(query.han.translate(DIGITS), query.han)
        short = _short_latin(query)
        if short:
            keys = [short[0] + one + other for one, other in combinations(short[1:], 2)]
            places: Iterable[int] = self._at(self._initials, keys)
        elif len(query.words) >= _WORDS:
            places = self._short_for(_words(query))
        else:
            return []
        judged = ((acronym(query, self._names[place]), place) for place in places)
        return [place for sure, place in nlargest(_MOST, judged) if sure > _LIKELY]

    def _short_for(self, words: list[str]) -> Iterator[int]:
        """Yield where short forms stand that begin as the initials of words do."""
        if len(words) < _WORDS:
            return
        initials = [word[0] for word in words]
        keys = [words[0][:2], *(initials[0] + second for second in initials[1:_WORDS])]
        for place in self._at(self._short_latin, keys):
            if _in_order(initials[:_WORDS], _short_latin(self._names[place])):
                yield place

    def _nearest_han(self, characters: str, han: str) -> list[int]:
        places: set[int] = set()
        if 2 <= len(characters) <= LONGEST:
            names, filed = self._names, self._filed
            rarest = min(
                (filed.get(CHARACTER + character, _NOWHERE) for character in set(characters)), key=len
            )
            full = [
                place
                for place in rarest
                if len(names[place].han) > len(characters)
                and _in_order(characters, names[place].han.translate(DIGITS))
            ]
            places.update(sorted(full, key=lambda place: len(names[place].han))[:_JUDGED])
        if len(characters) > 2:
            ends = {one + other for one, other in combinations(characters[:_CHARACTERS], 2)}
            for place in self._at(self._short_han, ends):
                other = self._names[place].han
                if len(other) < len(characters) and _in_order(other.translate(DIGITS), characters):
                    places.add(place)
        judged = []
        for place in places:
            short, full_name = sorted((han, self._names[place].han), key=len)
            found = short_form(short, full_name)
            if found is not None:
                judged.append((found.strength, place))
        return [place for _, place in nlargest(_MOST, judged)]

    @staticmethod
    def _at(filed: _Places, keys: Iterable[str]) -> list[int]:
        """Return where the names stand that are filed under any of these keys, the rarest key first."""
        found = sorted((filed[key] for key in dict.fromkeys(keys) if key in filed), key=len)
        places: dict[int, None] = {}
        for entry in found:
            places.update(dict.fromkeys(entry))
        return list(places)


def _short_latin(name: Name) -> str:
    """Return the one word of a name that may be a short form of several words; "" for other names."""
    if len(name.tokens) != 1:
        return ""
    word = name.tokens[0]
    may_be = len(word.text) in _LETTERS and word.kind not in _NO_SHORT_FORM and word.text.isalpha()
    return word.text if may_be else ""


def _words(name: Name) -> list[str]:
    """Return the words whose beginnings make a short form: without little words and numbers."""
    return [word.text for word in name.words if word.kind != "x" and word.text.isalpha()]


def _in_order(parts: Iterable[str], text: str) -> bool:
    """Return whether these letters or characters stand in a text in this order."""
    at = 0
    for part in parts:
        at = text.find(part, at) + 1
        if not at:
            return False
    return True
