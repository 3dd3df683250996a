"""Finds companies' names that another script has by their sound: ラインメタル, 라인메탈, شركة راينميتال.

A name with many consonants tells by itself in Cyrillic, kana and Hangul, in Arabic with very many; a shorter
one, and any in Chinese, where other words sound like it, only beside a noun of business (업체, 社,
公司). In Cyrillic it has a capital, and not for a sentence's sake. A word of a text is looked up once: most
begin no name.

Knows folded texts and brands. Must not know watchlists, context or what a hit means.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from watchlists.index.candidates import Candidate, Entry
from watchlists.model import MatchReason, Variant
from watchlists.scanning.foreign import SPACED, forms_of, is_capital, joined, joined_through_quotes
from watchlists.scanning.soundalike import agree, consonants, outline
from watchlists.scanning.sounds import Script, script_of
from watchlists.scanning.takenover import Brand, TakenOver
from watchlists.spellings.commonness import Standing
from watchlists.spellings.romanised import is_romanised
from watchlists.text.folded import Folded
from watchlists.words.glosses import COUNTRIES, Token
from watchlists.words.vocabulary import canonical

# Consonants of a name that tells by itself.
_ALONE = {Script.CYRILLIC: 4, Script.KANA: 4, Script.HANGUL: 5, Script.ARABIC: 6}
_NEVER = 99
_BEHIND = frozenset({"그룹", "콘체른", "컨선"})
_SHORTEST = 3  # consonants of one beside a noun of business
_FEWEST = 2  # consonants of one that sounds just so
_LETTERS = 5  # sounds of such
_JUST_SO, _STRICT, _SEVERAL, _ROOM = 0.05, 0.045, 0.07, 0.1  # what a sound may cost; of several words
_LEAST_ARABIC = 5  # letters
_MOST_WORDS = 50_000  # remembered
_OPENED, _CLOSED = frozenset('«„“"'), frozenset('»“”"')
_STARTS = re.compile(r"(?:^|[.!?:;»”…\n-])[ \s«„“\"(—–-]*$")


class _Heard(NamedTuple):
    """A word of texts by its sounds, from a letter on, with the brands that are such a word.

    `begins`: it may be the first word of others.
    """

    back: int
    sounds: str
    consonants: int
    outline: str
    single: list[Brand]
    begins: bool


class HeardNames:
    """The brands of an index, and which words of texts may begin one."""

    def __init__(self, taken: TakenOver) -> None:
        self._brands = taken.brands
        self._begun = taken.begun
        self._followed = taken.followed
        self._met: dict[str, tuple[_Heard, ...]] = {}

    def find(self, field: str, folded: Folded, read: list[Token]) -> Iterator[Candidate]:
        """Yield the names in the words of a field."""
        if not self._brands:
            return
        met = self._met
        for at, token in enumerate(read):
            if token.meanings or token.little:
                continue
            found = met.get(token.text)
            if found is None:
                found = self._look_up(token.text)
            for heard in found:
                for brand, sounds in self._named(folded, read, at, heard):
                    last = at + len(brand.sounds) - 1
                    place = token.start + heard.back, read[last].end
                    if _is_meant(folded, read, (at, last), brand, sounds):
                        yield candidate(field, folded, place, brand.entry, brand.name)

    def _named(
        self, folded: Folded, read: list[Token], at: int, heard: _Heard
    ) -> Iterator[tuple[Brand, str]]:
        """Yield the brands that stand from a word on, and what they sound like there."""
        script = script_of(read[at].text)
        assert script is not None
        if script is Script.CYRILLIC and not is_capital(folded, read[at]):
            return
        alone = heard.consonants >= _ALONE.get(script, _NEVER)
        if heard.single and (alone or _is_called_so(folded, read, at, at)):
            for brand in heard.single:
                if agree(brand.sounds[0], heard.sounds, script, room=_ROOM):
                    yield brand, heard.sounds
        if not heard.begins or at + 1 == len(read) or not joined(folded, read[at], read[at + 1]):
            return
        for brand in self._followed.get(heard.outline, ()):
            if _means_rest(folded, read, at, brand) and agree(
                brand.sounds[0], heard.sounds, script, room=_ROOM
            ):
                yield brand, heard.sounds + "".join(brand.sounds[1:])
        for second in {outline(form) for _, form in forms_of(read[at + 1].text)}:
            for brand in self._brands.get(f"{heard.outline} {second}", ()):
                if brand.spoken and not _are_capitals(folded, read, at, brand):
                    continue
                rest = _follow(folded, read, at, brand, script)
                if rest and agree(brand.sounds[0], heard.sounds, script, room=_ROOM):
                    yield brand, heard.sounds + rest

    def _look_up(self, word: str) -> tuple[_Heard, ...]:
        """Return what a word of a text may sound like, with the brands that it may begin."""
        if len(self._met) > _MOST_WORDS:
            self._met.clear()
        found: list[_Heard] = []
        script = script_of(word)
        least = _LEAST_ARABIC if script is Script.ARABIC else _FEWEST
        if script not in {None, Script.LATIN} and len(word) >= least:
            for back, sounds in forms_of(word):
                size = consonants(sounds)
                key = outline(sounds)
                single, begins = self._brands.get(key, []), key in self._begun
                if script is Script.HAN:  # a Chinese name is known by its own characters, others sound alike
                    single = [brand for brand in single if not is_romanised(brand.name.split()[0])]
                if size >= _FEWEST and (single or begins):
                    found.append(_Heard(back, sounds, size, key, single, begins))
        answer = self._met[word] = tuple(found)
        return answer


def _are_capitals(folded: Folded, read: list[Token], at: int, brand: Brand) -> bool:
    """Return whether as many words of Cyrillic as a brand has have a capital each."""
    own = read[at : at + len(brand.sounds)]
    return all(script_of(token.text) is Script.CYRILLIC and is_capital(folded, token) for token in own)


def _follow(folded: Folded, read: list[Token], at: int, brand: Brand, script: Script) -> str:
    """Return what the words sound like that follow the first of a brand; "" where they are not its own."""
    sounds = ""
    for place, wanted in enumerate(brand.sounds[1:], at + 1):
        if place == len(read) or script_of(read[place].text) is not script:
            return ""
        found = next((form for _, form in forms_of(read[place].text) if outline(form) == outline(wanted)), "")
        if not found or not agree(wanted, found, script, room=_ROOM):
            return ""
        if not joined(folded, read[place - 1], read[place]):
            return ""
        sounds += found
    return sounds


def _means_rest(folded: Folded, read: list[Token], at: int, brand: Brand) -> bool:
    """Return whether the words behind the first of a brand mean what its other words do."""
    for place, word in enumerate(brand.name.split()[1:], at + 1):
        if place == len(read) or not any(canonical(word) in meaning for meaning in read[place].meanings):
            return False
        if not joined(folded, read[place - 1], read[place]):
            return False
    return True


def _is_meant(folded: Folded, read: list[Token], place: tuple[int, int], brand: Brand, sounds: str) -> bool:
    """Return whether a name tells by itself, or does with what stands beside it."""
    script = script_of(read[place[0]].text)
    assert script is not None
    size = consonants(sounds)
    whole = "".join(brand.sounds)
    if (
        not brand.short
        and size >= _ALONE.get(script, _NEVER)
        and agree(whole, sounds, script, room=_STRICT if len(brand.sounds) == 1 else _SEVERAL)
        and not (script is Script.CYRILLIC and _begins_sentence(folded, read[place[0]]))
    ):
        return True
    if size < _SHORTEST and not (len(sounds) >= _LETTERS and agree(whole, sounds, script, room=_JUST_SO)):
        return False
    return _is_called_so(folded, read, *place)


def _begins_sentence(folded: Folded, token: Token) -> bool:
    """Return whether a word has its capital for a sentence's sake."""
    first, stop = folded.origin(token.start), folded.origin(token.end - 1) + 1
    if folded.source[first - 1 : first] in _OPENED and folded.source[stop : stop + 1] in _CLOSED:
        return False  # «Рейнметалл» построит завод
    return _STARTS.search(folded.source[max(0, first - 6) : first]) is not None


def _is_called_so(folded: Folded, read: list[Token], first: int, last: int) -> bool:
    """Return whether a noun of business stands directly beside some words.

    Before them, and not with a particle of Korean (기업의); in Chinese and Japanese also behind.
    """
    script = script_of(read[first].text)
    at_firm = first - 1
    if at_firm > 0 and any(meaning <= COUNTRIES for meaning in read[at_firm].meanings):
        at_firm -= 1  # the Turkish company
    if first and _is_firm(read[at_firm]):
        before = read[first - 1]
        korean = script_of(before.text) is Script.HANGUL
        at = folded.origin(before.start)
        if korean and at and folded.source[at - 1].isalnum():
            return False  # the end of another's name: SK그룹
        apart = before.end < read[first].start or script in {Script.HAN, Script.KANA}
        if apart and (not korean or folded.text[before.end] == " "):
            return joined_through_quotes(folded, before, read[first])
    if last + 1 == len(read):
        return False
    behind = read[last + 1]
    if script is Script.HANGUL:
        return behind.text in _BEHIND
    return script not in SPACED and behind.start == read[last].end and _is_firm(behind)


def _is_firm(token: Token) -> bool:
    """Return whether a word is a noun of business."""
    return any("company" in meaning for meaning in token.meanings)


def candidate(field: str, folded: Folded, place: tuple[int, int], entry: Entry, spelling: str) -> Candidate:
    """Return a name found by its meaning or sound, as a strong one."""
    start, end = place
    text = folded.text[start:end]
    words = None
    if script_of(text) in SPACED:
        before = len(folded.text[:start].split())
        words = (before, before + len(text.split()) - 1)
    variant = Variant(text, MatchReason.TRANSLITERATION, f"{spelling} in another language")
    return Candidate(field, start, end, entry, variant, Standing.STRONG, words=words)
