"""Words in Latin and Cyrillic letters, kana and Hangul, that may be a person's name. Pure.

A word is shown where it is one of technology or trade, is written as makers write what they make, stands
before a number or the word for a thing, is in the name of a body, or is no usual name where no person is
spoken of.
"""

import re
from collections.abc import Sequence

from watchers.parsers.persons.bodies import WESTERN_WORD, shows_body
from watchers.parsers.persons.hangul import without_hangul_names
from watchers.parsers.persons.latin_words import FAMILIES, MAKERS, SYLLABLES, TECHNICAL
from watchers.parsers.persons.name_lists import is_name, is_name_and_word, unmarked
from watchers.parsers.persons.person_cues import TALK
from watchers.parsers.persons.western_words import is_shared

WITHHELD = "…"
"""Stands for what is withheld."""

_L = r"[^\W\d_\u1100-\u11ff\u2e80-\ud7ff\uff66-\uffdc]"  # of an alphabet
_PHRASE = re.compile(
    rf"(?:(?<!{_L})(?<!\d)|(?<=\d{{6}})){_L}(?:{_L}|\d)*(?:(?:[ \u00a0·•.,&+/_'’-]|[.,] )(?:{_L}|\d)+)*\.?"
)
_PART = re.compile(rf"(?:{_L}|\d)+(?:['’]{_L}+)*\.?")
_BETWEEN = " \u00a0·•.,&+/_'’-"
_PINYIN = re.compile(rf"(?:{SYLLABLES}){{1,4}}", re.IGNORECASE)
_SMALL_WORD = re.compile(r"(?<![^\W_])[a-zß-ÿ]{2,}(?![^\W_])")
_NEAR = 12  # characters on each side
_LINKS = frozenset(["of", "and", "for", "the", "de", "van", "von", "und", "et", "del", "des", "der", "la"])
_NAMELY = re.compile("[A-Z]?[a-z]+|[A-Z][a-z]+[A-Z][a-z]+|[A-Z]+")
_DERIVED = re.compile(
    ".{4,}(?:ic|ical|tion|ing|ment|ity|ware|able|ology|ance|ence|ive|ized)s?", re.IGNORECASE
)
_CAMEL = re.compile("[a-z][A-Z]|[A-Z]{2}[a-z]")  # as makers write: OpenAI, MegaBOLT Scheduler
_CODE = re.compile(r"-?\d")
# Helios 5 CX, Themis Z, Titan Krios G4
_FIGURE = re.compile(r"[ -]?(?:[A-Z]{0,4}-?\d|[A-Z](?![A-Za-z.])|[A-Z][a-z]+ [A-Z]?\d)")
_CLAN = re.compile("(?:Ma?c|Nic|Fitz|D[eiu]|L[ae]|O)[A-Z][a-z]+")  # McRoe
_MODEL = re.compile(
    r" (?:[A-Z]{1,4}-?\d|\d+\.\d|\d+[A-Z]|\d[a-z](?![a-z])|\d{3})|-\d{1,2}(?![\dA-Za-z])"
)  # Monaco 6.1, Matrice 4TD
_KANA = re.compile("[\u30a0-\u30ff]{2,}(?:[・＝][\u30a0-\u30ff]{2,})+")
_HIRAGANA = re.compile(  # 五十嵐　すみれ
    "(?<![\u3005\u3041-\u30fa\u4e00-\u9fff])[\u3005\u4e00-\u9fff]{1,4}[ \u3000]+[\u3041-\u3096]{2,4}"
    "(?![\u3005\u3041-\u30fa\u4e00-\u9fff])"
)


def without_hiragana(text: str) -> str:
    """Return the text without a family name before a given one in hiragana, as Japanese notices have it."""
    return _HIRAGANA.sub("", text)


def shown_capitals(text: str, sign: str = "") -> str:
    """Return a Chinese text with `sign` in place of words of other scripts that may be a name."""
    text = without_hangul_names(_PHRASE.sub(lambda phrase: _shown(phrase, sign), text), sign)
    return _KANA.sub(lambda name: name[0] if shows_body(name[0]) else sign, text)


def _shown(phrase: re.Match[str], sign: str) -> str:
    """Return what is shown of words of another script that stand together, `sign` for the rest."""
    text = phrase[0]
    parts = list(_PART.finditer(text))
    first, last = _body_in(text)
    quoted = phrase.string[phrase.end() : phrase.end() + 1] == "»"  # ООО «Сунгари»
    spoken = _speaks_of_persons(phrase)
    hidden = [
        part
        for number, part in enumerate(parts)
        if not (first <= part.start() < last or quoted or _is_shown(parts, number, text, spoken=spoken))
    ]
    if not hidden:
        return text
    kept: list[str] = []
    at = 0
    for part in hidden:
        between = text[at : part.start()]
        if between.strip(_BETWEEN) or not kept:
            kept += (between, sign)
        at = part.end()
    told = "".join((*kept, text[at:]))
    return told if sign else told.strip()


def _body_in(text: str) -> tuple[int, int]:
    """Return where in a phrase the name of a body begins and ends, (0, 0) where there is none."""
    last = max(
        (sign.end() for sign in WESTERN_WORD.finditer(text) if sign[0].lower() not in TECHNICAL), default=0
    )
    first = max(
        (word.end() for word in _SMALL_WORD.finditer(text, 0, last) if word[0] not in _LINKS), default=0
    )
    return (first, last) if " " in text[first:last] else (0, 0)


def _speaks_of_persons(phrase: re.Match[str]) -> bool:
    """Whether what stands around a phrase speaks of persons, or of who does something: 由 Helios 操作."""
    before = phrase.string[: phrase.start()].rstrip()
    near = phrase.string[max(0, phrase.start() - _NEAR) : phrase.end() + _NEAR]
    return before.endswith(("由", "请", "找", "向", "问", "邀")) or TALK.search(near) is not None


def _is_shown(parts: list[re.Match[str]], number: int, text: str, *, spoken: bool) -> bool:
    word = parts[number][0].rstrip(".")
    if is_known(word) or word.isdecimal():
        return True
    before = parts[number - 1][0] if number else ""
    made = _makes(before)
    of_family = made or before.lower() in FAMILIES
    if word.lower() in FAMILIES and (of_family or _FIGURE.match(text, parts[number].end())):
        return True
    if of_family and len(word) == 1:
        return word.isupper()
    if _is_syllables(word) and not (word.isupper() and (len(word) < 5 or (made and not word.isalpha()))):
        return False
    if re.search(r"\d", word):
        return True
    beside = [parts[near][0].rstrip(".") for near in (number - 1, number + 1) if 0 <= near < len(parts)]
    if word.isupper():
        # ZHANG Wei, Tom Z. Lin
        named = any(_is_capitalised(one) and (spoken or not _is_things(one, ())) for one in beside)
        if named and not _CODE.match(text, parts[number].end()):
            return False
        return not (_is_syllables(word) and any(map(_is_syllables, beside)))
    if _is_capitalised(word):
        return (
            bool(_MODEL.match(text, parts[number].end())) or made or (not spoken and _is_things(word, beside))
        )
    return word[:1].islower() or bool(_CAMEL.search(word) and not _CLAN.fullmatch(word))


def _is_things(word: str, beside: Sequence[str]) -> bool:
    """Whether a word is no usual name, alone or beside what names a thing: Elstar, Slicer of 3D Slicer."""
    low = word.lower()
    if is_name(low) or is_name_and_word(low) or is_shared(low) or _is_syllables(word):
        return False
    return all(
        is_known(one) or any(map(str.isdigit, one)) or (one.isupper() and not _is_syllables(one))
        for one in beside
    )


def _is_syllables(word: str) -> bool:
    """Whether a word may be of a Chinese name in Latin letters, with figures of an account behind it."""
    letters = unmarked(word.rstrip("0123456789"))
    return (
        _PINYIN.fullmatch(letters) is not None
        and _NAMELY.fullmatch(letters) is not None
        and not is_known(letters)
    )


def _is_capitalised(word: str) -> bool:
    """Whether a word is written as names are, and none that is known."""
    return word[:1].isupper() and word[1:].islower() and word.isalpha() and not is_known(word)


def is_known(word: str) -> bool:
    """Whether a word is one of technology or trade, or made as such words are."""
    return word.lower() in TECHNICAL or bool(
        _DERIVED.fullmatch(word) and not _PINYIN.fullmatch(unmarked(word))
    )


def _makes(word: str) -> bool:
    """Whether a word is a maker's, behind which a second word is what it makes: Jetson Thor."""
    return bool(_CAMEL.search(word) and not _CLAN.fullmatch(word)) or (
        word[:1].isupper() and word.lower() in MAKERS
    )
