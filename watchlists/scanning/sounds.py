"""What a name sounds like in any script.

A name taken over from another script is written by its sound: Rheinmetall is ラインメタル, 라인메탈 and
Рейнметалл. Each writing is read into the same few sounds (`words/sounds.txt`), which `soundalike` compares.

Knows letters. Must not know names, terms or texts.
"""

import re
from enum import StrEnum
from functools import cache, lru_cache
from operator import itemgetter

from watchlists.spellings.romanised import is_romanised, syllables
from watchlists.words import lines


class Script(StrEnum):
    """How a word is written."""

    LATIN = "Latin"
    CYRILLIC = "Cyrillic"
    ARABIC = "Arabic"
    KANA = "kana"
    HANGUL = "Hangul"
    HAN = "Chinese"


_LONG_Y = re.compile("(?<=[bcdfghjklmnpqrstvwxz])y(?=[bcdfghjklmnpqrstvwxz])")
_DOUBLED = re.compile(r"(.)\1+")
_first = itemgetter(1)  # as a function: a template is looked up for every word
_MOST_READINGS = 8


@cache
def _table(role: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """Return one row of letters with their sounds, and a pattern of them."""
    line = next(line for line in lines("sounds.txt") if line.startswith(f"{role}: "))
    pairs = dict(pair.split("=") for pair in line.split()[1:])
    return pairs, re.compile("|".join(sorted(pairs, key=len, reverse=True)) + "|.")


@cache
def _hangul() -> tuple[list[str], ...]:
    """Return the sounds of the initials, vowels and finals of Hangul."""
    rows = {line.split(": ")[0]: line.split()[1:] for line in lines("sounds.txt") if "=" not in line}
    return tuple([part.strip("-") for part in rows[role]] for role in ("leads", "vowels", "tails"))


def script_of(word: str) -> Script | None:
    """Return the script of a folded word by its first letter; None for one that is not read here."""
    first = word[:1]
    if first.isascii():
        return Script.LATIN
    for begin, end, script in _RANGES:
        if begin <= first <= end:
            return script
    return None


_RANGES = (
    ("\u0400", "\u052f", Script.CYRILLIC),
    ("\u0600", "\u06ff", Script.ARABIC),
    ("\u30a1", "\u30ff", Script.KANA),
    ("\uac00", "\ud7a3", Script.HANGUL),
    ("\u4e00", "\u9fff", Script.HAN),
)


@lru_cache(maxsize=10_000)
def heard(word: str) -> str:
    """Return the sounds of a folded word that is not in Latin letters; "" where it cannot be read."""
    script = script_of(word)
    if script is Script.HANGUL:
        return once("".join(map(_syllable, word)).replace("lr", "l"))
    if script is Script.HAN:
        read = syllables(word)
        return once("".join(map(_of_pinyin, read))) if all(read) else ""
    if script is None or script is Script.LATIN:
        return ""
    return once(_read(word, script.name.lower()))


def _read(word: str, role: str) -> str:
    pairs, pattern = _table(role)
    return "".join(pairs.get(part, "") for part in pattern.findall(word))


def _syllable(letter: str) -> str:
    """Return the sounds of a syllable of Hangul."""
    place = ord(letter) - 0xAC00
    if not 0 <= place < 19 * 21 * 28:
        return ""
    leads, vowels, tails = _hangul()
    return leads[place // 588] + vowels[place // 28 % 21] + tails[place % 28]


def _of_pinyin(syllable: str) -> str:
    """Return the sounds of a Chinese syllable in a name that is spelt by its sound."""
    if syllable == "er":
        return "r"
    pairs, pattern = _table("pinyin")
    return "".join(pairs.get(part, part) for part in pattern.findall(syllable))


def once(text: str) -> str:
    """Return sounds with those that are written twice once: they are heard once."""
    return _DOUBLED.sub(_first, text)


@lru_cache(maxsize=10_000)
def readings(word: str) -> tuple[str, ...]:
    """Return the sounds that a folded word in Latin letters may have, the likeliest first."""
    found = [word]
    if is_romanised(word):
        pairs, pattern = _table("pinyin")
        read = "".join(pairs.get(part, part) for part in pattern.findall(word))
        found.insert(0, read)
    for letters, other in (
        ("w", "v"),
        ("ch", "k"),
        ("v", "w"),
        ("j", "y"),
        ("x", "sh"),
        ("gi", "ji"),
        ("ge", "je"),
        ("ts", "t's"),
        ("hw", "f"),  # Hanwha as ハンファ
        ("c", "ch"),  # Kurçatov
    ):
        found += [text.replace(letters, other) for text in tuple(found) if letters in text]
    if _LONG_Y.search(word):
        found.append(_LONG_Y.sub("ai", word))  # Hytera as Хайтера
    pairs, pattern = _table("latin")
    texts = ["".join(pairs.get(part, part) for part in pattern.findall(text)) for text in found]
    texts = [text.replace("'", "") for text in texts]
    if is_romanised(word):
        texts[0] = found[0]
    return tuple(dict.fromkeys(map(once, texts)))[:_MOST_READINGS]
