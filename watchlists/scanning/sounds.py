"""What a name sounds like in any script, and whether two ways to write it sound like one name.

A name taken over from another script is written by its sound: Rheinmetall is ラインメタル, 라인메탈 and
Рейнметалл. Each writing is read into the same few sounds (`words/sounds.txt`). Consonants must agree by
class, in order (`outline`); vowels and the finer differences are weighed (`agree`), each script with what it
cannot write: Arabic leaves vowels out, kana puts some in, Chinese characters and Hangul lose a final r.

Knows letters. Must not know names, terms or texts.
"""

import re
from collections.abc import Iterator
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


_VOWELS = frozenset("aeiou")
_CLASSES = str.maketrans(
    {**dict.fromkeys("kg", "k"), **dict.fromkeys("td", "t"), **dict.fromkeys("pbfv", "p")}
    | {**dict.fromkeys("szx", "s"), **dict.fromkeys("lr", "l"), **dict.fromkeys("aeiouh", "")}
)
_CLASS_OF = {letter: _CLASSES[ord(letter)] for letter in "kgtdpbfvszxlr"}
_LONG_Y = re.compile("(?<=[bcdfghjklmnpqrstvwxz])y(?=[bcdfghjklmnpqrstvwxz])")
_DOUBLED = re.compile(r"(.)\1+")
_first = itemgetter(1)  # as a function: a template is looked up for every word
_FINAL_R = re.compile("r(?![aeiou])")
_LOSES_R = frozenset({Script.KANA, Script.HANGUL, Script.HAN})
_MOST_READINGS = 8

# What a sound costs that only one side has: (in the text, in the name), for vowels, by script.
_ONE_SIDED = {
    Script.LATIN: (0.4, 0.4),
    Script.CYRILLIC: (0.35, 0.35),
    Script.ARABIC: (0.4, 0.12),
    Script.KANA: (0.3, 0.35),
    Script.HANGUL: (0.3, 0.3),
    Script.HAN: (0.15, 0.3),
}
_PUT_IN_KANA = {"u": 0.08, "o": 0.08, "i": 0.15}  # behind a consonant that no vowel follows
_NEAR_VOWELS = {frozenset("ie"): 0.15, frozenset("ou"): 0.1, frozenset("ae"): 0.25, frozenset("ao"): 0.25}
_ALIKE = ({"s", "z"}, {"s", "x"}, {"z", "x"}, {"v", "f"}, {"g", "k"}, {"d", "t"})
_ONE_IN_ARABIC = ({"p", "b"}, {"v", "f"}, {"g", "k"})  # it has one letter for both
_FAR = 1.2
_WRITES_ALL = frozenset({Script.CYRILLIC, Script.HANGUL})
_LEAST = 0.15  # what a sound costs at least in these that one side only has
_VOICELESS = str.maketrans("", "", "aeiouh")


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
        return _once("".join(map(_syllable, word)).replace("lr", "l"))
    if script is Script.HAN:
        read = syllables(word)
        return _once("".join(map(_of_pinyin, read))) if all(read) else ""
    if script is None or script is Script.LATIN:
        return ""
    return _once(_read(word, script.name.lower()))


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


def _once(text: str) -> str:
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
    return tuple(dict.fromkeys(map(_once, texts)))[:_MOST_READINGS]


@lru_cache(maxsize=10_000)
def outline(sounds: str) -> str:
    """Return the classes of the consonants, in order: what every script writes."""
    return _once(sounds.translate(_CLASSES))


def outlines(sounds: str) -> Iterator[str]:
    """Yield the outline of a Latin name, and without the r that Asian scripts lose."""
    yield outline(sounds)
    shorter = _FINAL_R.sub("", sounds)
    if shorter != sounds:
        yield outline(shorter)


@lru_cache(maxsize=10_000)
def distance(name: str, text: str, script: Script) -> float:
    """Return how far the sounds of a Latin name and of a text's word in another script are apart."""
    extra, missing = _ONE_SIDED[script]
    loses_r = script in _LOSES_R
    before = [0.0]
    for letter in text:
        before.append(before[-1] + _put_in(letter, "", extra, script))
    for at, letter in enumerate(name):
        after = name[at + 1 : at + 2]
        gone = missing if letter in _VOWELS else 0.15 if letter == "h" else _FAR
        if letter == "r" and loses_r and after not in _VOWELS:
            gone = 0.25
        row = [before[0] + gone]
        for place, other in enumerate(text):
            added = _put_in(other, text[place - 1 : place], extra, script)
            row.append(
                min(
                    before[place] + _swapped(letter, other, script), before[place + 1] + gone, row[-1] + added
                )
            )
        before = row
    return before[-1]


def _put_in(letter: str, previous: str, extra: float, script: Script) -> float:
    """Return what a sound costs that only the text has."""
    if letter == "h":
        return 0.2
    if letter not in _VOWELS:
        return _FAR
    if script in {Script.KANA, Script.HANGUL} and previous and previous not in _VOWELS:
        return _PUT_IN_KANA.get(letter, extra)
    return extra


def _swapped(letter: str, other: str, script: Script) -> float:
    """Return what two sounds cost that stand for one another."""
    if letter == other:
        return 0.0
    if letter in _VOWELS and other in _VOWELS:
        return _NEAR_VOWELS.get(frozenset(letter + other), 0.35)
    if _CLASS_OF.get(letter, letter) == _CLASS_OF.get(other, other):
        if {letter, other} == {"l", "r"}:
            # the l of Hangul at the end of a syllable is an l
            hears_l = script is Script.HANGUL and other == "l"
            return 0.5 if hears_l or script not in _LOSES_R else 0.0
        if script is Script.ARABIC and {letter, other} in _ONE_IN_ARABIC:
            return 0.05
        return 0.2 if script in _LOSES_R or {letter, other} in _ALIKE else 0.45
    if {letter, other} <= {"h", "f", "k", "g"} or {letter, other} == {"u", "v"}:
        return 0.3
    return _FAR


def consonants(sounds: str) -> int:
    """Return how many consonants are heard: of few, too many words sound alike."""
    return len(sounds.translate(_VOICELESS))


def agree(name: str, text: str, script: Script, *, room: float) -> bool:
    """Return whether the sounds of a Latin name and of a word in another script are those of one name.

    `room`: what each sound may cost on the average.
    """
    allowed = room * len(name)
    if script in _WRITES_ALL and _LEAST * abs(len(name) - len(text)) > allowed:
        return False
    return distance(name, text, script) <= allowed
