"""The text of a name read as words of Latin letters, whatever script it is in.

Folded text (`folded.py`) is parted into words; those of other scripts become Latin words (`foreign.py`).

Knows text and words. Must not know legal forms, nor how two names are compared.
"""

import re
from functools import cache, lru_cache

from watchlists.names import vocabulary
from watchlists.names.folded import OTHER_SCRIPT, parted
from watchlists.names.foreign import foreign
from watchlists.names.numbers import TENS, number_value
from watchlists.names.tokens import Token, token
from watchlists.names.transliterate import latin

_HAS_HAN = re.compile("[\u3400-\u9fff]")
_ALL_HAN = re.compile("[\u3400-\u9fff0-9]*[\u3400-\u9fff][\u3400-\u9fff0-9]*")
_UNITS = frozenset("123456789")
_JAPANESE_FORM = re.compile("株式会社|有限会社|合同会社|合资会社|合名会社")  # before or behind
_MARKED_LATIN = re.compile("[\u00c0-\u02af\u1e00-\u1eff]")
_BEYOND_LATIN = re.compile("[^\x00-\u036f]")
_WORD = re.compile(r"[^\W_]+")
_PIECES = re.compile(
    "[\u3400-\u9fff\uf900-\ufaff\u3005]+|[\u3040-\u30ff]+|[\uac00-\ud7a3]+|[\u0600-\u06ff]+|[\u0590-\u05ff]+|[\u0900-\u0dff]+|[\u0e00-\u0e7f]+"
    "|[^\u0590-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u3005-\u9fff\uac00-\ud7a3\uf900-\ufaff]+"
)


@cache
def _first_of_two() -> frozenset[str]:
    return frozenset(vocabulary.two_words()) | frozenset(TENS)


def _as_one_word(words: list[str]) -> list[str]:
    """Join the two words of one place name, and of one number (forty-four)."""
    joined: list[str] = []
    for word in words:
        if joined and word in vocabulary.two_words().get(joined[-1], ()):
            joined[-1] += word
        elif joined and joined[-1] in TENS and number_value(word) in _UNITS:
            joined[-1] = str(TENS[joined[-1]] + int(number_value(word)))
        else:
            joined.append(word)
    return joined


def words_of(text: str, found: list[str] | None = None) -> list[Token]:
    """Return the tokens of a folded text; `found`: its words as `parted` gives them, where they are known."""
    plain = text.isascii()
    if found is None:
        found = parted(text)
    if not plain and _MARKED_LATIN.search(text):
        found = [_plain(word) for word in found]
    if not _first_of_two().isdisjoint(found):
        found = _as_one_word(found)
    if plain:
        return list(map(token, found))
    if len(found) == 1:
        return list(
            _word(found[0], len(found[0]) == len(text)) if text == text.lower() else _lettered(found[0])
        )
    words: list[Token] = []
    if text == text.lower():
        for word in found:
            words += _word(word, False)
    else:
        for word in found:
            words += _word(word, False) if word == word.lower() else _lettered(word)
    return words


def _plain(word: str) -> str:
    """Return a lower-case word of Latin letters with marks in plain ones; others as they are."""
    return word if OTHER_SCRIPT.search(word) else latin(word) or word


def _lettered(word: str) -> tuple[Token, ...]:
    """Return the token of an initial, or of letters that had points, in any script."""
    sound = latin(word.lower())
    return (
        (token(sound.upper() if word.isupper() and len(word) > 1 else sound.capitalize()),) if sound else ()
    )


@lru_cache(maxsize=50_000)
def _word(word: str, alone: bool) -> tuple[Token, ...]:
    """Return the tokens of one word of any script; `alone`: it is the whole name."""
    words: list[Token] = []
    for piece in _PIECES.findall(word):
        if piece.isascii():
            words.append(token(piece))
        elif piece[0] < "\u0590" or ("\u06ff" < piece[0] < "\u3005" and not "\u0900" <= piece[0] <= "\u0e7f"):
            sound = latin(piece)
            if sound:
                words.append(token(sound))
        else:
            words.extend(foreign(piece, alone=alone and len(piece) == len(word)))
    return tuple([word for word in words if word.text])


def word_alone(word: str) -> Token | None:
    """Return the token of a word of Cyrillic letters and figures; None where it has no sound."""
    sound = latin(word)
    return token(sound) if sound else None


def script_of(text: str) -> str:
    """Return the script of the first letter that is not Latin; "latin" when all are."""
    for found in _BEYOND_LATIN.finditer(text):
        character = found[0]
        if character.isalpha():
            if character < "\u0400":
                return "greek"
            if character < "\u0530":
                return "cyrillic"
            if "\u0600" <= character <= "\u06ff":
                return "arabic"
            if "\u3040" <= character <= "\u9fff":
                return "han"
            return "other"
    return "latin"


def letters_of(text: str) -> str:
    """Return the letters and figures of a folded text."""
    return "".join(_WORD.findall(text))


def han_of(text: str) -> str:
    """Return a wholly Chinese name (figures may stand in it) without punctuation, else ""."""
    if not _HAS_HAN.search(text):
        return ""
    plain = letters_of(text)
    if "会社" in plain:
        plain = _JAPANESE_FORM.sub("", plain) or plain
    return plain if _ALL_HAN.fullmatch(plain) else ""
