"""A name in the letters of the other alphabet: Baykar is Байкар, МГТУ имени Баумана "MGTU imeni Baumana".

By rule only a name spelt as it is spoken comes out right (Turkish, Russian, Persian); what newspapers make of
an English one is in `words/companies.txt`.

Knows names and letters. Must not know texts or terms.
"""

import re
from collections.abc import Iterator
from functools import cache

from watchlists.model import MatchReason, Variant
from watchlists.spellings.romanised import parted
from watchlists.spellings.sinographs import in_cyrillic
from watchlists.words import lines
from watchlists.words.vocabulary import is_common

_HEARD = {"shch": "щ", "sh": "ш", "ch": "ч", "zh": "ж", "kh": "х", "ph": "ф", "th": "т", "tz": "тц"}
_HEARD |= {"ck": "к", "qu": "кв", "ya": "я", "yu": "ю", "j": "дж", "x": "кс"}
_HEARD |= dict(zip("abcdefghiklmnopqrstuvwyz", "абкдефгхиклмнопкрстуввиз", strict=True))
_LETTERS = re.compile("|".join(_HEARD))
_SHORT_Y = re.compile("(?<=[aeiou])y(?![au])")
_SOFT = re.compile("л(?=[бвгджзкмнпрстфхцчшщ])")  # Асельсан
_SPOKEN_E = re.compile("(?<![^ ])е|(?<=[аеиоуыэюя])е|[ъь]е")  # Raketnoye, as English maps have it
_ENDING = re.compile(r"[iy]y\b")  # moskovskiy, moskovsky
_NAMED_AFTER = re.compile(r"\bим\b")
_SHORTEST = 5  # letters
_CYRILLIC_LETTER = re.compile("[а-яіў]{3}")
_CYRILLIC = re.compile("[а-яіў ]+")


@cache
def _offices() -> tuple[tuple[str, str], ...]:
    """Return the letters and the full words of each kind of office."""
    parts = (line.partition(" ") for line in lines("russian_offices.txt"))
    return tuple((letters, full) for letters, _, full in parts)


@cache
def office_letters() -> frozenset[str]:
    """Return the letters of each kind of office, folded."""
    return frozenset(letters for letters, _ in _offices())


def offices(listed: Variant) -> Iterator[Variant]:
    """Yield a Russian name with what kind of office it is by its letters, or in full: НПП Квант."""
    for letters, full in _offices():
        for one, other in ((letters, full), (full, letters)):
            rest = listed.text.removeprefix(f"{one} ")
            if rest != listed.text and rest:
                yield listed.derived(f"{other} {rest}", MatchReason.ABBREVIATION, f"{other} for {one}")


def is_cyrillic(name: str) -> bool:
    """Return whether a folded name is written in Cyrillic letters."""
    return _CYRILLIC_LETTER.search(name) is not None


def other_alphabet(listed: Variant) -> Iterator[Variant]:
    """Yield a Cyrillic name in Latin letters; one word that is none of a language in Cyrillic ones."""
    name = listed.text
    if len(name) < _SHORTEST:
        return
    if name.isascii():
        plain = name.isalpha() and not is_common(name)
        texts, letters = _in_cyrillic(name) if plain else (), "Cyrillic"
    else:
        texts, letters = _in_latin(name) if _CYRILLIC.fullmatch(name) else (), "Latin"
    for text in dict.fromkeys(texts):
        yield listed.derived(text, MatchReason.TRANSLITERATION, f"{name} in {letters} letters")


def _in_latin(name: str) -> tuple[str, ...]:
    """Return a Cyrillic name in Latin letters, as maps of both kinds and newspapers have it."""
    from watchlists.names.transliterate import latin

    found = []
    for text in (name, _NAMED_AFTER.sub("имени", name)):
        written = " ".join(map(latin, text.split()))
        found += [written, _ENDING.sub("y", written)]
        if (as_spoken := _SPOKEN_E.sub("йе", text)) != text:
            found.append(" ".join(map(latin, as_spoken.split())))
    return tuple(found)


def _in_cyrillic(name: str) -> tuple[str, ...]:
    """Return a Latin word in Cyrillic letters, with л hard and soft."""
    text = _LETTERS.sub(lambda match: _HEARD[match[0]], _SHORT_Y.sub("й", name))
    text = f"э{text[1:]}" if text[0] == "е" else text  # Эльбит
    chinese = in_cyrillic(parted(name))
    return (chinese,) if chinese else (text, _SOFT.sub("ль", text))
