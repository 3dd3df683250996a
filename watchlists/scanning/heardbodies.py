"""Bodies as other languages name them: a stretch of words that mean and sound what a body's name does.

The words with a meaning together mean those of the term's name, and the others sound like the name in it;
what goes on directly before or behind makes it another body.

Knows the words of texts and what terms are taken over as. Must not know watchlists or what a hit means.
"""

from collections.abc import Iterator
from functools import lru_cache

from watchlists.index.candidates import Candidate
from watchlists.judging.longernames import is_of_what
from watchlists.scanning.foreign import (
    SPACED,
    is_capital,
    joined,
    joined_through_quotes,
    may_be_name,
    sounds_of,
)
from watchlists.scanning.heardnames import candidate
from watchlists.scanning.meanings_abroad import is_of_town
from watchlists.scanning.soundalike import agree, consonants, outline
from watchlists.scanning.sounds import Script, script_of
from watchlists.scanning.takenover import NAMELESS, Body, TakenOver
from watchlists.spellings.cyrillic import is_cyrillic
from watchlists.spellings.romanised import is_romanised
from watchlists.text.folded import Folded
from watchlists.words.glosses import COUNTRIES, HEADS, Token, combined
from watchlists.words.places import is_foreign, is_place

_BACK, _ON = 7, 9  # words before and behind a body's noun
_MOST_NAMES = 3
_OF = frozenset({"de", "von", "di", "da", "do", "del"})
_FEW = 2  # consonants; and words of a body's meaning
_MANY = 4  # sounds with one consonant among them
_EXACT, _BRIEF, _CLOSE, _NEAR, _FAR = 0.03, 0.05, 0.06, 0.1, 0.16  # what each sound of a name may cost
_PART_OF = HEADS | {"school", "company", "organization"}  # what may stand directly before a body it is of
_BEFORE = COUNTRIES | {"state", "national", "federal"}
_BEHIND = COUNTRIES | {"academy", "company"}
_OTHERS_BEHIND = ("城", "附属", "医院", "병원", "출판")


class HeardBodies:
    """The bodies among the terms that are taken over."""

    def __init__(self, taken: TakenOver) -> None:
        self._bodies = taken.bodies
        self._heads = taken.heads

    def find(self, field: str, folded: Folded, read: list[Token]) -> Iterator[Candidate]:
        """Yield the bodies around each noun of one; `read`: the words of the field, or of a part of it."""
        if not self._bodies:
            return
        heads = self._heads
        done: set[tuple[int, int]] = set()
        for at, token in enumerate(read):
            if not token.meanings or not any(meaning & heads for meaning in token.meanings):
                continue
            first, last = _reach(folded, read, at, -1), _reach(folded, read, at, 1)
            for start in range(first, at + 1):
                if read[start].little:
                    continue
                for end in range(at, last + 1):
                    if not read[end].little and (start, end) not in done:
                        done.add((start, end))
                        yield from self._body(field, folded, read, (start, end))

    def _body(
        self, field: str, folded: Folded, read: list[Token], place: tuple[int, int]
    ) -> Iterator[Candidate]:
        """Yield the bodies that the words of a place are, all of them."""
        first, last = place
        inside = [token for token in read[first : last + 1] if not token.little]
        names = [token for token in inside if not token.meanings]
        script = script_of(inside[-1].text)
        if len(names) > _MOST_NAMES or (not inside[-1].meanings and script not in SPACED):
            return
        for meaning in combined(tuple(token.meanings for token in inside if token.meanings)):
            held = self._bodies.get(meaning)
            if held is None or _goes_on(folded, read, first, last):
                continue
            start, end = read[first].start, read[last].end
            if not names:
                if is_of_town(meaning) and not _is_called_by_town(read[first : last + 1]):
                    continue
                if script is Script.CYRILLIC and not meaning & HEADS and not is_capital(folded, read[first]):
                    continue
                for body in held.get(NAMELESS, ()):
                    term = body.entry.term
                    if script is Script.CYRILLIC and _is_listed_in_cyrillic((term.name, *term.aliases)):
                        continue  # other words that mean nearly the same are another's name
                    yield candidate(field, folded, (start, end), body.entry, body.spelling)
                continue
            for begin, sounds in sounds_of(names):
                for body in held.get(outline(sounds) or "-", ()):
                    if _is_name(body, names, sounds, len(meaning)):
                        at = begin if names[0].start == start else start
                        yield candidate(field, folded, (at, end), body.entry, body.spelling)


@lru_cache(maxsize=10_000)
def _is_listed_in_cyrillic(names: tuple[str, ...]) -> bool:
    """Return whether one of the names is several words in Cyrillic letters."""
    return any(" " in name and is_cyrillic(name.casefold()) for name in names)


def _is_called_by_town(read: list[Token]) -> bool:
    """Return whether words call a university by its town (جامعة بكين), and do not say where one is.

    Russian has no other words for "universities of Moscow", and adjectives for names, which tables hold.
    """
    if script_of(read[0].text) is Script.CYRILLIC:
        return False
    return all(token.text in _OF for token in read if token.little)


def _reach(folded: Folded, read: list[Token], at: int, step: int) -> int:
    """Return the furthest word on one side of a body's noun that may belong to its name."""
    place, names = at, 0
    for further in range(at + step, at + step * ((_BACK if step < 0 else _ON) + 1), step):
        if not 0 <= further < len(read):
            break
        token = read[further]
        near, far = (read[place], token) if step > 0 else (token, read[place])
        if not joined_through_quotes(folded, near, far):
            break
        if not token.meanings and not token.little:
            names += 1
            if names > _MOST_NAMES or not may_be_name(folded, token):
                break
        place = further
    return place


def _is_name(body: Body, names: list[Token], sounds: str, meanings: int) -> bool:
    """Return whether the names of a text are the one in a body's: the fewer sounds, the closer."""
    script = script_of(names[0].text)
    if script is None or not body.names:
        return False
    if script is Script.LATIN:
        words = [token.text for token in names]
        if sorted(words) == sorted(body.names):
            return True
        # Kurtschatow; a Chinese name is spelt one way, and the next is another's
        return body.sounds == sounds and len(sounds) > _MANY and not all(map(is_romanised, body.names))
    if script is Script.HAN and all(map(_is_chinese, body.names)):
        return False  # its own characters are known or listed, and others sound alike
    size = consonants(sounds)
    if size < _FEW:
        room = _EXACT if len(sounds) < _MANY else _BRIEF
    elif size == _FEW:
        room = _CLOSE if meanings < _FEW else _NEAR
    else:
        room = _NEAR if meanings < _FEW else _FAR
    return agree(body.sounds, sounds, script, room=room)


def _is_chinese(name: str) -> bool:
    """Return whether a name may be a Chinese one read aloud; Kazan is not."""
    return is_romanised(name) and not (is_place(name) and is_foreign(name))


def _goes_on(folded: Folded, read: list[Token], first: int, last: int) -> bool:
    """Return whether what stands directly before or behind some words makes them part of a longer name."""
    if first and joined(folded, read[first - 1], read[first]):
        before = read[first - 1]
        if before.meanings and not any(meaning <= _BEFORE | _PART_OF for meaning in before.meanings):
            return True
    if last + 1 == len(read) or not joined(folded, read[last], read[last + 1]):
        return False
    behind = read[last + 1]
    if behind.meanings:
        return not behind.little and not any(meaning <= _BEHIND for meaning in behind.meanings)
    if read[last].end == behind.start and behind.text.startswith(_OTHERS_BEHIND):
        return True
    return (
        not behind.little
        and bool(read[last].meanings)
        and is_of_what(behind.text)
        and not is_capital(folded, behind)
    )
