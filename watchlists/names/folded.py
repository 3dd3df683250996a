"""A name in letters written one way, which is step 1 and 2 of reading it.

NFKC, lower case, simplified characters, each Latin letter without marks; a word of two scripts in one of
them; dotted letters joined, words clipped with a point written out, apostrophes inside a word gone.

Knows text. Must not know what words mean, but for short forms that are told by their point.
"""

import re
import unicodedata
from functools import cache

from watchlists.names import scripts, vocabulary
from watchlists.names.transliterate import latin
from watchlists.names.unspaced import has_thai, thai_parted

_DOTTED = re.compile(r"\b[^\W\d_](?:\.\s?[^\W\d_])+\b\.?")
_CLIPPED = re.compile(r"\b([a-z]{2,9})\.(?![^\W_])")
# a letter, or what romanises one letter; a capital when it is found to be an initial
_INITIAL = re.compile(r"\b([^\W\d_]|y[aeou]|i[au]|j[aeu]|[zksc]h|ts|shch|dzh)\.")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
INITIALS = _LETTERS | frozenset(
    ("ya", "ye", "yo", "yu", "ia", "iu", "ja", "je", "ju", "ts", "zh", "sh", "kh")
)
INITIALS |= frozenset(("ch", "shch", "dzh"))
_ALSO_KNOWN_AS = frozenset(("aka", "fka", "nka", "dba"))
_NUMBER = re.compile(r"\b(?:no|nr)[\s.]*(?=[0-9])")  # before a number it says nothing
_NOT_DOTS = re.compile(r"[^.\s]+")
_HAS_HAN = re.compile("[\u3400-\u9fff]")
_HAS_ARABIC = re.compile("[\u0600-\u06ff]")
_HEBREW = re.compile("[\u0590-\u05ff]")
_HEBREW_MARKS = re.compile("[\u0591-\u05c7]|(?<=[א-ת])[\"'׳״](?=[א-ת])")  # vowels; the sign of a short form
_KOREAN_FORM = re.compile("\\([주유재사]\\)")  # 주식회사, 유한회사, 재단법인, 사단법인
_QUOTE = re.compile("['’ʼʻ`´‘′]")
_APOSTROPHE = re.compile(rf"(?<=\w){_QUOTE.pattern}(?=\w)")
# Scripts of India, whose blocks are laid out alike: marks of vowels stand behind the vowels that are letters.
_INDIC = re.compile("[\u0900-\u0dff]")
_INDIC_VOWELS = {
    block + at: block + at - 0x38 for block in range(0x900, 0xE00, 0x80) for at in range(0x3E, 0x4D)
}
_INDIC_MARKS = re.compile("[\u0900-\u0dff](?<=[^\\w])")
_INDIC_LETTERS = {"ज\u093c": "स", "\u0902": "न"}  # z, which has a mark there; n, which is one
_MORE_SCRIPTS = re.compile("[\u0590-\u06ff\u0900-\u0dff\u0e00-\u0e7f\uac00-\ud7a3]")
_SIGN = re.compile("[‘’ʼʻ´′“”„«»‹›–—‑]")
_PARTED = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256))
_LATIN = re.compile("[a-z]")
_WORD = re.compile(r"[^\W_]+")
OTHER_SCRIPT = re.compile("[^\x00-\u02af\u0300-\u036f\u1e00-\u1eff]")
# Letters of the other script that look the same as capitals, as lists have them by mistake: AHO Диалог.
_LOOKALIKES = str.maketrans("aceopxyikmthb", "асеорхуікмтнв")
_LATIN_LOOKALIKES = str.maketrans("асеорхуікмтнв", "aceopxyikmthb")
_MAY_BE_CYRILLIC = re.compile("c|[aceopxyikmthb]{2,4}")  # с alone is with
_CYRILLIC = re.compile("[\u0400-\u052f]")
# a word with a Latin letter, from its first letter on
_WITH_LATIN = re.compile("(?<![a-z\u0400-\u052f])[\u0400-\u052f]*+[a-z][a-z\u0400-\u052f]*")


def _in_one_script(text: str) -> str:
    """Write each word of a name with Cyrillic letters in one script."""
    mostly: bool | None = None  # not counted before it is asked for

    def word(match: re.Match[str]) -> str:
        nonlocal mostly
        written = match[0]
        if written.isascii():
            if _MAY_BE_CYRILLIC.fullmatch(written) and written not in vocabulary.short_forms():
                if mostly is None:
                    mostly = 2 * len(_CYRILLIC.findall(text)) > sum(map(str.isalpha, text))
                return written.translate(_LOOKALIKES) if mostly else written
            return written
        count = len(_CYRILLIC.findall(written))
        return written.translate(_LOOKALIKES if 2 * count >= len(written) else _LATIN_LOOKALIKES)

    return _WITH_LATIN.sub(word, text)


def may_hold_initials(name: str) -> bool:
    """Return whether a letter with a point stands in a name."""
    if name.isascii() and INITIALS.isdisjoint(parted(name.lower())):
        return False
    return _INITIAL.search(name.lower()) is not None


def _joined(match: re.Match[str]) -> str:
    """Return letters with points as one word."""
    letters = "".join(_NOT_DOTS.findall(match[0]))
    return f"{letters if letters in _ALSO_KNOWN_AS else letters.upper()} "


def fold(name: str, *, initials: bool = False) -> str:
    """Apply the first two steps; `initials`: letters with a point are those of given names, each for itself.

    Lower-case, but for letters joined that had points (AZ for A.Z.: no word "az") and initials (Yu for Yu.).
    """
    text = name.lower() if name.isascii() else _in_known_letters(name)
    if "&" in text:
        text = text.replace("&", " and ")
    if "'" in text if text.isascii() else _QUOTE.search(text):
        text = _APOSTROPHE.sub("", text)
    if ("no" in text or "nr" in text) and _NUMBER.search(text):
        text = _NUMBER.sub("", text)
    if "." in text:
        words = parted(text)
        if not vocabulary.clipped().keys().isdisjoint(words):
            text = _CLIPPED.sub(lambda match: vocabulary.clipped().get(match[1], match[0]), text)
        if initials:
            text = _INITIAL.sub(lambda match: match[1].capitalize() + " ", text)
        if initials or not _LETTERS.isdisjoint(words) or not text.isascii():
            text = _DOTTED.sub(_joined, text)
    return text


def _in_known_letters(name: str) -> str:
    """Return a name in lower case with each letter written in one way, those of Latin words without marks."""
    text = unicodedata.normalize("NFKC", name.replace("№", " no ")).casefold().replace("i\u0307", "i")
    text = text.replace("n°", "no")  # as n with the other sign, which NFKC makes an o
    if _SIGN.search(text):
        text = text.translate(_signs)
    if text.isascii():
        return text
    if not OTHER_SCRIPT.search(text):
        return text.translate(_plain_letters())
    if _CYRILLIC.search(text):
        if _LATIN.search(text):
            text = _in_one_script(text)
    elif _HAS_HAN.search(text):
        text = text.translate(_simplified())
    if _MORE_SCRIPTS.search(text):
        if _HAS_ARABIC.search(text):
            text = _without_phrases(text.translate(scripts.arabic_letters()))
        elif _HEBREW.search(text):
            text = _HEBREW_MARKS.sub("", text)
        elif _INDIC.search(text):
            for letter, meant in _INDIC_LETTERS.items():
                text = text.replace(letter, meant)
            text = _INDIC_MARKS.sub("", text.translate(_INDIC_VOWELS))
        elif has_thai(text):
            text = thai_parted(text)
        elif "(" in text:
            text = _KOREAN_FORM.sub(" ", text)
    return text


def _without_phrases(text: str) -> str:
    """Write words by meaning that mean something only together: دانشگاه صنعتی, university of technology."""
    phrases, table = scripts.phrases(), scripts.meant_words()
    return text if phrases is None else phrases.sub(lambda match: " ".join(table[match[0]]), text)


class _Letters(dict[int, int | str]):
    """A table for `str.translate` that learns what it leaves alone: a missing letter costs an exception."""

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code


_signs = _Letters(str.maketrans("‘’ʼʻ´′“”„«»‹›–—‑", "'" * 6 + " " * 7 + "-" * 3))  # as typewriters have them


@cache
def _simplified() -> _Letters:
    return _Letters(scripts.simplified() | {ord("〇"): "零"})  # a sign among the characters


@cache
def _plain_letters() -> _Letters:
    """Return letters beyond ASCII of Latin words with the plain ones for them; other signs are blanks."""
    letters = (*range(0xA0, 0x2B0), *range(0x1E00, 0x1F00))
    plain = {code: latin(chr(code)) or " " for code in letters} | dict.fromkeys(range(0x300, 0x370), "")
    return _Letters(plain)


def parted(text: str) -> list[str]:
    """Return the words of a folded text, as written."""
    if text.isascii():
        return text.encode().translate(_PARTED).decode().split()
    return _WORD.findall(text)
