"""Any script into Latin letters, and Latin letters into one spelling.

`latin` writes a word of another script in Latin letters; `spelling` gives the form in which the usual
transliterations of one word agree (Mohammed/Muhamed, Sergei/Sergey, -ov/-off/-ow, kh/h, doubled letters);
`consonants` is what is left for scripts that write no vowels.

Knows letters. Must not know which words are names, legal forms or trades.
"""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from operator import itemgetter

from anyascii import anyascii

from watchlists import native
from watchlists.spellings.pinyin import toned


def letters(role: str) -> dict[str, str]:
    """Return one line of `data/letters.txt`."""
    text = files("watchlists.names").joinpath("data", "letters.txt").read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith(f"{role}: "))
    return {written: meant for written, _, meant in (pair.partition("=") for pair in line.split()[1:])}


_CYRILLIC = str.maketrans(letters("letter") | {"’": "", "ʼ": ""})
_VOICED_KANA = {"ヴァ": "va", "ヴィ": "vi", "ヴェ": "ve", "ヴォ": "vo", "ヴ": "v", "ー": ""}
_VOICED = re.compile("|".join(_VOICED_KANA))

_ARABIC_H = re.compile("(?<=[كسدتزقگج])ه(?=.)")  # كه is k and h, not the kh that خ is
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_GREEK_SOUNDS = letters("greek")
_GREEK_F = re.compile("(?<=[αεη])υ(?=[θκξπστφχψ]|$)")  # as it sounds before these letters
_GREEK_GROUPS = re.compile("|".join(sorted(_GREEK_SOUNDS, key=len, reverse=True)))

_PAIRS = letters("spelling")
_LONGEST_FIRST = sorted(_PAIRS, key=len, reverse=True)
BY_LETTER = tuple(
    tuple((group, _PAIRS[group]) for group in _LONGEST_FIRST if ord(group[0]) == code) for code in range(128)
)
_GROUPS = re.compile("|".join(map(re.escape, _LONGEST_FIRST)))
_COGNATE_FROM = 8  # letters of an international word
_COGNATE_STEM = 4  # letters before its ending
_DOUBLED = re.compile(r"(.)\1+")
_once = itemgetter(1)  # as a function: a template is looked up for every word
_SILENT = str.maketrans({**dict.fromkeys("aeiouhv'", ""), "j": "g"})
_LETTERS = re.compile(r"[a-z0-9]+")


def latin(word: str) -> str:
    """Return a lower-case word in lower-case ASCII letters; characters that have none vanish."""
    return word if word.isascii() else _transliterated(word)


@lru_cache(maxsize=50_000)
def _transliterated(word: str) -> str:
    text = word.translate(_CYRILLIC)
    if not text.isascii():
        if _GREEK.search(text):
            text = _in_latin_groups(text)
        text = _ARABIC_H.sub("eh", text)
        text = _VOICED.sub(lambda match: _VOICED_KANA[match.group()], text)
        text = anyascii(text).lower()
    return (
        text
        if text.isascii() and text.isalnum() and text == text.lower()
        else "".join(_LETTERS.findall(text))
    )


def _in_latin_groups(text: str) -> str:
    """Write the groups of Greek letters that are one sound; accents go, and go first."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    first = {"μπ": "b", "ντ": "d", "γκ": "g"}.get(plain[:2])
    plain = first + plain[2:] if first else plain
    return _GREEK_GROUPS.sub(lambda match: _GREEK_SOUNDS[match[0]], _GREEK_F.sub("φ", plain))


def _spelled(match: re.Match[str]) -> str:
    return _PAIRS[match[0]]


def spelling(word: str) -> str:
    """Return the one spelling of a word in lower-case ASCII letters. Never empty for a non-empty word."""
    if len(word) < 2 or not word.isalpha():
        return word
    found = None if native.spelled is None else native.spelled(word, BY_LETTER)
    return spelling_in_python(word) if found is None else found


def spelling_in_python(word: str) -> str:
    """Do the same where there is no compiled form, and for very long words."""
    if word[:2] == "yo":
        word = "io" + word[2:]
    text = _DOUBLED.sub(_once, _GROUPS.sub(_spelled, word))
    if len(text) > 2:
        end = text[-1]
        if end == "f" and text[-2] in "oe":
            text = text[:-1] + "v"
        elif end == "h" and text[-2] in "aeiu":
            text = text[:-1]
    return text or word


@lru_cache(maxsize=50_000)
def consonants(spelled: str) -> str:
    """Return the consonants that every script writes: no vowels, no h, no v/w."""
    return _DOUBLED.sub(_once, spelled.translate(_SILENT))


_SCIENCE = re.compile(
    r"(.{3,}?)(?:"
    r"(?P<tion>[aiu](?:tions?|tional|tsi(?:ya|ia|i|yu|ey|onn\w+)|cion(?:es)?|cao|zion[ei]|cj[aei]|ciya|ciy[aei]))"
    r"|(?P<logy>olog(?:y|ies|ical|iya|ia|ii|iy|ie|icheski\w+|icheskoy\w*|icheskay\w*|icheskogo))"
    r"|(?P<ic>ic|ics|ical|ik|ika|iki|ique|ica|isch\w*|iches?k\w+|ichn\w+|ichi?y"
    r"|(?<=n)n(?:yy|yi|iy|y|aya|aia|oe|oye|ye|ykh|ogo|oy))"
    r"|(?P<or>[ae]tors?|ators?|atory|atornyy|atorov)"
    r")"
)
_COGNATE = letters("cognate")
_COGNATES = re.compile("|".join(sorted(map(re.escape, _COGNATE), key=len, reverse=True)))


def _may_be_cognate(word: str) -> bool:
    """Return whether letters stand in a word that every one of `_SCIENCE` has: at once, for most words."""
    return (
        "ic" in word
        or "tion" in word
        or "ik" in word
        or "tor" in word
        or "tsi" in word
        or "olog" in word
        or "nn" in word
        or "cion" in word
        or "zion" in word
        or "isc" in word
        or "iq" in word
        or "ciy" in word
        or "cj" in word
        or "cao" in word
    )


def cognate(word: str) -> str:
    """Return the one form of an international word (elektromekhanicheskiy, electromechanical), else "".

    They differ by language only in their endings (-tsiya, -tion; -icheskiy, -ical) and by a few letters.
    """
    if len(word) < _COGNATE_FROM or not _may_be_cognate(word):
        return ""
    found = _SCIENCE.fullmatch(word)
    if found is None:
        return ""
    stem = _DOUBLED.sub(_once, _COGNATES.sub(lambda match: _COGNATE[match[0]], found[1]))
    if len(stem) < _COGNATE_STEM:
        return ""
    return f"{stem}-{found.lastgroup}"


def without_doubles(text: str) -> str:
    """Return a spelling with doubled letters written once, as `spelling` does."""
    return _DOUBLED.sub(_once, text)


_LOOSE = str.maketrans(letters("sound"))
_LOOSE_FIRST = tuple(letters("heard").items())


@lru_cache(maxsize=50_000)
def loose(word: str) -> str:
    """Return the outline that survives a transcription by syllables: classes of consonants."""
    for written, heard in _LOOSE_FIRST:
        word = word.replace(written, heard)
    return _DOUBLED.sub(_once, word.translate(_LOOSE))


@cache
def _reading(character: str) -> str:
    """Return the usual reading of a character without tone; its code for one that no table reads."""
    usual = toned(character).split(",")[0].replace("ü", "u")
    plain = "".join(c for c in unicodedata.normalize("NFD", usual) if c.isascii())
    return plain or latin(character) or f"u{ord(character):x}"


def readings(han: str) -> tuple[str, ...]:
    """Return the toneless pinyin syllable of each Chinese character."""
    return tuple(map(_reading, han))
