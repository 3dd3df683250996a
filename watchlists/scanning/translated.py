"""Finds names as other languages have them: アミールカビール工科大学, 라인메탈, Институт имени Иоффе.

Only texts that hold another script, or accents and the noun of a body, are read. A body is a stretch of words
whose meanings together are those of the term's name and whose names sound like the name in it; what goes on
directly before or behind makes it another body. Companies: see `heardnames`.

Knows folded texts and what terms are taken over as. Must not know watchlists, context or what a hit means.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from threading import Lock

from watchlists.index.candidates import Candidate, Entry
from watchlists.index.tables import Tables
from watchlists.judging.longernames import is_of_what
from watchlists.scanning.foreign import (
    SPACED,
    is_capital,
    joined,
    joined_through_quotes,
    may_be_name,
    sounds_of,
)
from watchlists.scanning.heardnames import HeardNames, candidate
from watchlists.scanning.meanings_abroad import is_of_town
from watchlists.scanning.sounds import Script, agree, consonants, outline, script_of
from watchlists.scanning.takenover import NAMELESS, Body, TakenOver
from watchlists.spellings.cyrillic import is_cyrillic
from watchlists.spellings.romanised import is_romanised
from watchlists.text.folding import Folded
from watchlists.words.glosses import COUNTRIES, HEADS, Token, combined, name_before_known, tokens
from watchlists.words.places import is_foreign, is_place

_OTHER_SCRIPT = re.compile("[\u0400-\u04ff\u0620-\u06ff\u30a1-\u30fa\uac00-\ud7a3]")
_LATIN_LITTLE = (
    " de ",
    " der ",
    " des ",
    " di ",
    " fur ",
    " w ",
    " im ",
    " la ",
    " el ",
    " das ",
    " und ",
    " e ",
    " ve ",
    " bir ",
    " ile ",
    " icin ",
)
_LATIN_HEADS = (
    "universi",
    "institu",
    "istitu",
    "enstitu",
    "zentrum",
    "centr",
    "akadem",
    "academ",
    "accadem",
    "uniwers",
)
_BEHIND_HAN = 6  # characters behind a name and its noun that may go on with it
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


class Translated:
    """Reads texts against the terms of one index."""

    def __init__(self, tables: Tables, entry: Callable[[int], Entry]) -> None:
        """Read what `put_taken_over` kept; `entry` gives a term by its number."""
        self._tables = tables
        self._entry = entry
        self._has_any = len(tables.numbers("term taken over")) > 0
        self._made: tuple[TakenOver, HeardNames] | None = None
        self._making = Lock()

    def read_ahead(self) -> None:
        """Make the terms before a text asks for them: ten thousand take more than a second."""
        if self._has_any:
            self._terms()

    def _terms(self) -> tuple[TakenOver, HeardNames]:
        """Return the terms, made for the first text in another script at the latest."""
        if self._made is None:
            with self._making:
                if self._made is None:
                    self._made = self._make()
        return self._made

    def _make(self) -> tuple[TakenOver, HeardNames]:
        numbers = self._tables.numbers("term taken over")
        texts = self._tables.words("taken over")
        taken = TakenOver(zip(texts, map(self._entry, numbers), strict=True))
        return taken, HeardNames(taken)

    def find(self, field: str, folded: Folded) -> Iterable[Candidate]:
        """Return the names in a folded field that are written as other languages have them."""
        if not self._has_any:
            return ()
        text = folded.text.replace("ı", "i")  # Turkish
        if text.isascii():
            if any(word in text for word in _LATIN_LITTLE) and any(head in text for head in _LATIN_HEADS):
                return self._bodies(field, folded, tokens(text))
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
        yield from self._bodies(field, folded, read)
        yield from self._terms()[1].find(field, folded, read)

    def _bodies(self, field: str, folded: Folded, read: list[Token]) -> Iterator[Candidate]:
        """Yield the bodies around each noun of one."""
        taken = self._terms()[0]
        if not taken.bodies:
            return
        heads = taken.heads
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
        bodies = self._terms()[0].bodies
        for meaning in combined(tuple(token.meanings for token in inside if token.meanings)):
            held = bodies.get(meaning)
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
