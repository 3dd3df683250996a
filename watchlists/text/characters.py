"""What folding makes of single characters (steps 2 to 6, see `normalize`), and which script they belong to.

Knows characters only. Must not know texts, watchlists, names or rules.
"""

import re
import string
import unicodedata
from functools import cache

from watchlists.words import lines

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
KANA = "\u3040-\u30ff\u31f0-\u31ff"
HANGUL = "\uac00-\ud7a3"

PUNCTUATION = "\x1f"  # a space that came from punctuation; never between the characters of one Chinese word
BLANKS = " " + PUNCTUATION
MARKS = re.compile("[\u0300-\u036f\u3099\u309a\uff65-\uff9f\u1100-\u11ff]")
SPACELESS = re.compile(f"[{HAN}{KANA}{HANGUL}]")
ASCII = {code: (chr(code).lower() if chr(code).isalnum() else " ") for code in range(128)}
_PARTING = set(string.punctuation) - {"-", "_"}  # no Chinese word goes on behind these: 京东云/天翼云
# What would become letters or figures of the word: signs of service and trade (EPYC™9654), and apostrophes
# that Unicode takes for letters. So would the numbers of notes and of lists (University¹, ①University).
_SIGNS = frozenset("\u2120\u2122\u02b9\u02bb\u02bc\u02bd\u02c8\ua78c")
# Vowel signs and the stretching stroke of Arabic and Hebrew, which most writers leave out.
_VOWEL_SIGN = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc]"
)
# Letters that keyboards and writers of Arabic and Persian have several of.
_ARABIC_FORMS = zip("أإآٱىیئکةۀہھؤ", "ااااييي\u0643\u0647\u0647\u0647\u0647و", strict=True)
# Letters whose stroke or missing dot is no mark of its own, and is left out as accents are: VAKFI is vakfı.
_PLAIN_LETTERS = dict(_ARABIC_FORMS) | {"ё": "е", "ı": "i", "ł": "l", "ø": "o", "đ": "d"}
_NOTE_NUMBER = re.compile("SUPERSCRIPT|CIRCLED|PARENTHESIZED|FULL STOP|COMMA")
# Letters in another style that NFKC leaves as they are: ᴀ 🅐 🅰.
_STYLED = re.compile(
    "(?:LATIN LETTER SMALL CAPITAL|NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER) ([A-Z])"
)


class _Table(dict[int, str]):
    """What one code point becomes in steps 2 to 6; filled as characters are met."""

    def __init__(self) -> None:
        super().__init__(ASCII | dict.fromkeys(map(ord, _PARTING), PUNCTUATION))
        self.odd: set[str] = set()  # code points that become none or several
        self.odd_pattern: re.Pattern[str] | None = None

    def __missing__(self, code: int) -> str:
        self[code] = answer = _fold_character(chr(code))
        if len(answer) != 1:
            self.odd.add(chr(code))
            self.odd_pattern = re.compile("[" + re.escape("".join(sorted(self.odd))) + "]")
        return answer


@cache
def _simplified() -> dict[str, str]:
    """Return traditional and variant characters with their simplified form."""
    return {variant: line[0] for line in lines("traditional.txt") for variant in line.split(" ", 1)[1]}


def _fold_character(character: str) -> str:
    """Apply steps 2 to 6 to one character."""
    category = unicodedata.category(character)
    if character in _SIGNS or (category == "No" and _NOTE_NUMBER.search(unicodedata.name(character, ""))):
        return PUNCTUATION
    if styled := _STYLED.fullmatch(unicodedata.name(character, "")):
        return styled.group(1).lower()
    if _VOWEL_SIGN.match(character):
        return ""
    if (category in {"Cf", "Mn"} and character not in "\u3099\u309a") or character == "\u3164":
        return (
            "" if category == "Cf" or "\ufe00" <= character <= "\ufe0f" or character < "\u0370" else character
        )
    if category == "Nd":
        return str(unicodedata.decimal(character))
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", character).casefold())
    if folded and folded[0] < "\u0250":
        folded = "".join(c for c in unicodedata.normalize("NFD", folded) if unicodedata.category(c) != "Mn")
    simplified = _simplified()
    answer = []
    for piece in folded:
        kind = unicodedata.category(piece)[0]
        if kind in "LNM":
            answer.append(_PLAIN_LETTERS.get(piece) or simplified.get(piece, piece))
        elif kind == "Z" or piece.isspace():
            answer.append(" ")
        else:
            answer.append(PUNCTUATION)
    if not any(piece.isalnum() for piece in answer):
        return answer[0] if answer else ""  # an ellipsis is one stop
    return "".join(answer)


TABLE = _Table()


@cache
def _kept() -> str:
    """Return the characters of scripts without spaces that no step changes, as ranges for a pattern."""
    changed = sorted(map(ord, _simplified()))
    ranges: list[str] = []
    for first, last in ((0x3400, 0x4DBF), (0x4E00, 0x9FFF)):
        begin = first
        for code in (*(code for code in changed if first <= code <= last), last + 1):
            if code > begin:
                ranges.append(f"{chr(begin)}-{chr(code - 1)}")
            begin = code + 1
    return "\u3041-\u3096\u30a1-\u30fa\u30fc-\u30fe\uac00-\ud7a3" + "".join(ranges)


@cache
def changing() -> re.Pattern[str]:
    """Return a pattern for runs of characters that steps 2 to 6 may change: all but the plainest.

    Looking only at these is several times quicker than translating every character of a Chinese text.
    """
    return re.compile(f"[^a-z0-9 {_kept()}]+")


@cache
def changing_run() -> re.Pattern[str]:
    """Return a pattern for what stands between plain Chinese, Japanese and Korean characters, as a group."""
    return re.compile(f"([^{_kept()}]+)")


def alone(code: int) -> str | None:
    """Return what a character becomes in steps 2 to 6; None for one that depends on those beside it."""
    if MARKS.match(chr(code)):
        return None
    answer = TABLE[code]
    return answer if len(answer) == 1 else answer.translate(TABLE)


def letter_by_letter(text: str) -> str:
    """Take steps 2 to 6 for every character by itself; punctuation becomes `PUNCTUATION`."""
    return text.translate(TABLE)


def is_han(character: str) -> bool:
    """Return whether the character is Chinese or kana: scripts written without spaces."""
    return (
        "\u3040" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u9fff"
        or (
            character > "\u3000"
            and (
                character in "\u3005\u3007" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"
            )
        )
    )


def is_spaceless(character: str) -> bool:
    """Return whether a name may touch this character without a word boundary: Chinese, kana, Hangul."""
    return is_han(character) or "\uac00" <= character <= "\ud7a3"


def is_invisible(character: str) -> bool:
    """Return whether folding drops the character: zero-width, soft hyphen, mark of direction."""
    return not character.isascii() and TABLE[ord(character)] == ""


def is_wide(character: str) -> bool:
    """Return whether the character is a full-width or styled form of an ASCII letter or digit."""
    return not character.isascii() and TABLE[ord(character)].isalnum() and TABLE[ord(character)].isascii()


def is_traditional(character: str) -> bool:
    """Return whether the character is a traditional or variant form of a Chinese character."""
    return character in _simplified()
