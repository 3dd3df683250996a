"""The text of a name read as words of Latin letters, whatever script it is in.

1. NFKC, lower case, simplified characters.
2. Dotted letters are joined, apostrophes inside a word go.
3. Words of other scripts become Latin words: by meaning where the tables know them, else by sound.

Knows text and words. Must not know legal forms, nor how two names are compared.
"""

import re
import unicodedata
from functools import cache, lru_cache

from watchlists.names import vocabulary
from watchlists.names.numbers import TENS, han_number, number_value
from watchlists.names.tokens import Token, heard, token
from watchlists.names.transliterate import latin, readings
from watchlists.names.unspaced import has_thai, korean_words, thai_parted

_COUNTED = re.compile("第([一二三四五六七八九十]{1,3})")
_HAS_HAN = re.compile("[\u3400-\u9fff]")
_ALL_HAN = re.compile("[\u3400-\u9fff0-9]*[\u3400-\u9fff][\u3400-\u9fff0-9]*")
_SHORTEST_NAME = len("雷军")  # of a Chinese person
_UNITS = frozenset("123456789")
_DOTTED = re.compile(r"\b[^\W\d_](?:\.\s?[^\W\d_])+\b\.?")
_CLIPPED = re.compile(r"\b([a-z]{2,9})\.(?![^\W_])")
# a letter, or what romanises one letter; a capital when it is found to be an initial
_INITIAL = re.compile(r"\b([^\W\d_]|y[aeou]|i[au]|j[aeu]|[zksc]h|ts|shch|dzh)\.")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
_INITIALS = _LETTERS | frozenset(
    ("ya", "ye", "yo", "yu", "ia", "iu", "ja", "je", "ju", "ts", "zh", "sh", "kh")
)
_INITIALS |= frozenset(("ch", "shch", "dzh"))
_ALSO_KNOWN_AS = frozenset(("aka", "fka", "nka", "dba"))
_NOT_DOTS = re.compile(r"[^.\s]+")
_HAS_ARABIC = re.compile("[\u0600-\u06ff]")
_ARABIC_WORD = re.compile("[\u0600-\u06ff]+")
_TRADES = frozenset("gda")  # kinds of words that are often left untranslated
_ARABIC_ARTICLE = re.compile("(?:و?ال|و?لل|بال|و)(?=..)")  # the, and the, for the, in the; and
_HEBREW = re.compile("[\u0590-\u05ff]")
_HEBREW_MARKS = re.compile("[\u0591-\u05c7]|(?<=[א-ת])[\"'׳״](?=[א-ת])")  # vowels; the sign of a short form
_HEBREW_FIRST = {"ב": "b", "כ": "k", "פ": "p"}  # as they sound at the beginning
_JAPANESE_FORM = re.compile("株式会社|有限会社|合同会社|合资会社|合名会社")  # before or behind
_KOREAN_FORM = re.compile("\\([주유재사]\\)")  # 주식회사, 유한회사, 재단법인, 사단법인
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼʻ`´‘′](?=\w)")
_MARKED_LATIN = re.compile("[\u00c0-\u02af\u1e00-\u1eff]")
_OTHER_SCRIPT = re.compile("[^\x00-\u02af\u0300-\u036f\u1e00-\u1eff]")
_MORE_SCRIPTS = re.compile("[\u0590-\u06ff\u0e00-\u0e7f\uac00-\ud7a3]")
_SIGN = re.compile("[‘’ʼʻ´′“”„«»‹›–—‑]")
_PARTED = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256))
_BEYOND_LATIN = re.compile("[^\x00-\u036f]")
_LATIN = re.compile("[a-z]")
_WORD = re.compile(r"[^\W_]+")
_PIECES = re.compile(
    "[\u3400-\u9fff\uf900-\ufaff\u3005]+|[\u3040-\u30ff]+|[\uac00-\ud7a3]+|[\u0600-\u06ff]+|[\u0590-\u05ff]+|[\u0e00-\u0e7f]+"
    "|[^\u0590-\u06ff\u0e00-\u0e7f\u3005-\u9fff\uac00-\ud7a3\uf900-\ufaff]+"
)


def _han_words(run: str, *, alone: bool) -> list[Token]:
    """Cut a run of Chinese characters by the longest known words; what is left over is read aloud."""
    table = vocabulary.script_words()
    longest = vocabulary.longest_script_word()
    words: list[Token] = []
    sound = ""
    at = 0
    while at < len(run):
        counted = _COUNTED.match(run, at)
        if counted:
            if sound:
                words.append(heard("".join(readings(sound)), "syllables"))
                sound = ""
            words.append(token(str(han_number(counted.group(1)))))
            at = counted.end()
            continue
        for size in range(min(longest, len(run) - at), 0, -1):
            piece = run[at : at + size]
            if piece in table and (
                size > 1
                or piece in "市省"
                or (sound and at + 1 == len(run) and not (alone and len(run) == _SHORTEST_NAME))
            ):
                if sound:
                    words.append(heard("".join(readings(sound)), "syllables"))
                    sound = ""
                words.extend([token(word) for word in table[piece]])
                at += size
                break
        else:
            sound += run[at]
            at += 1
    if sound:
        syllables = readings(sound)
        if alone and not words and 2 <= len(run) <= 4:  # a Chinese person: family name, given name
            words.append(heard(syllables[0], "syllables"))
            syllables = syllables[1:]
        if syllables:
            words.append(heard("".join(syllables), "syllables"))
    return words


def _foreign(piece: str, *, alone: bool) -> list[Token]:
    """Return the tokens of a run in one script other than Latin."""
    first = piece[0]
    table = vocabulary.script_words()
    if "\u0600" <= first <= "\u06ff":
        return _arabic(piece)
    if first < "\u0600":
        return _hebrew(piece)
    if "\u3400" <= first <= "\u9fff":
        return _han_words(piece, alone=alone)
    known = table.get(piece)
    if known is not None:
        return [token(word) for word in known]
    if "\u0e00" <= first <= "\u0e7f":
        sound = latin(piece)
        return [heard(sound, "consonants")] if sound else []
    korean = "\uac00" <= first <= "\ud7a3"
    pieces = korean_words(piece) if korean else [piece]
    if len(pieces) > 1:
        return [word for part in pieces for word in _foreign(part, alone=False)]
    if alone and korean and 2 <= len(piece) <= 4:  # family name, given name
        family = table.get(first, (latin(first),))
        return [*map(token, family), heard(latin(piece[1:]), "syllables")]
    sound = latin(piece)
    return [heard(sound, "syllables")] if sound else []


def _arabic(piece: str) -> list[Token]:
    """Return the tokens of an Arabic or Persian word: by meaning, also behind an article, else by sound."""
    table = vocabulary.script_words()
    known = table.get(piece)
    if known is None:
        before = _ARABIC_ARTICLE.match(piece)
        plain = piece[before.end() :] if before else piece
        known = table.get(plain)
        if known is None and before and before[0] == "ال" and len(piece) > len("القم"):
            piece = plain
    if known is not None:
        return [token(word) for word in known]
    sound = latin(piece)
    return [heard(sound, "consonants")] if sound else []


def said_aloud(text: str) -> list[Token]:
    """Return the tokens of a folded Arabic name with every word by its sound: many are known by that abroad.

    None for another script, and for a name in which no word has a meaning of its own.
    """
    aloud: list[Token] = []
    meant = False
    for word in _ARABIC_WORD.findall(text):
        read = _arabic(word)
        if any(t.kind in _TRADES for t in read):
            meant = True
            sound = latin(word.removeprefix("ال") if len(word) > len("القم") else word)
            read = [heard(sound, "consonants")] if sound else []
        aloud += read
    return aloud if meant else []


def _hebrew(piece: str) -> list[Token]:
    """Return the tokens of a Hebrew word: by meaning, also behind the article, else by sound."""
    table = vocabulary.script_words()
    known = table.get(piece)
    if known is None and piece[0] == "ה":
        known = table.get(piece[1:])
    if known is not None:
        return [token(word) for word in known]
    sound = latin(_HEBREW_FIRST.get(piece[0], piece[0]) + piece[1:])
    return [heard(sound, "consonants")] if sound else []


# Letters of the other script that look the same as capitals, as lists have them by mistake: AHO Диалог.
_LOOKALIKES = str.maketrans("aceopxyikmthb", "асеорхуікмтнв")
_LATIN_LOOKALIKES = str.maketrans("асеорхуікмтнв", "aceopxyikmthb")
_MAY_BE_CYRILLIC = re.compile("[aceopxyikmthb]{2,4}")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_MIXED = re.compile("[a-z\u0400-\u052f]+")


def _in_one_script(text: str) -> str:
    """Write each word of a name with Cyrillic letters in one script."""
    cyrillic = len(_CYRILLIC.findall(text))
    mostly = 2 * cyrillic > sum(map(str.isalpha, text))

    def word(match: re.Match[str]) -> str:
        written = match[0]
        count = len(_CYRILLIC.findall(written))
        if count == len(written):
            return written
        if count:
            return written.translate(_LOOKALIKES if 2 * count >= len(written) else _LATIN_LOOKALIKES)
        if mostly and _MAY_BE_CYRILLIC.fullmatch(written) and written not in vocabulary.short_forms():
            return written.translate(_LOOKALIKES)
        return written

    return _MIXED.sub(word, text)


def may_hold_initials(name: str) -> bool:
    """Return whether a letter with a point stands in a name."""
    if name.isascii() and _INITIALS.isdisjoint(parted(name.lower())):
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
    if "'" in text or not text.isascii():
        text = _APOSTROPHE.sub("", text)
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
    if _SIGN.search(text):
        text = text.translate(_signs)
    if text.isascii():
        return text
    if not _OTHER_SCRIPT.search(text):
        return text.translate(_plain_letters())
    if _CYRILLIC.search(text):
        if _LATIN.search(text):
            text = _in_one_script(text)
    elif _HAS_HAN.search(text):
        text = text.translate(_simplified())
    if _MORE_SCRIPTS.search(text):
        if _HAS_ARABIC.search(text):
            text = text.translate(vocabulary.arabic_letters())
        elif _HEBREW.search(text):
            text = _HEBREW_MARKS.sub("", text)
        elif has_thai(text):
            text = thai_parted(text)
        elif "(" in text:
            text = _KOREAN_FORM.sub(" ", text)
    return text


class _Letters(dict[int, int | str]):
    """A table for `str.translate` that learns what it leaves alone: a missing letter costs an exception."""

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code


_signs = _Letters(str.maketrans("‘’ʼʻ´′“”„«»‹›–—‑", "'" * 6 + " " * 7 + "-" * 3))  # as typewriters have them


@cache
def _simplified() -> _Letters:
    return _Letters(vocabulary.simplified())


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


def words_of(text: str) -> list[Token]:
    """Return the tokens of a folded text."""
    plain = text.isascii()
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
    return word if _OTHER_SCRIPT.search(word) else latin(word) or word


def _lettered(word: str) -> tuple[Token, ...]:
    """Return the token of an initial, or of letters that had points, in any script."""
    sound = latin(word.lower())
    return (
        (token(sound.upper() if word.isupper() and len(word) > 1 else sound.capitalize()),) if sound else ()
    )


@lru_cache(maxsize=100_000)
def _word(word: str, alone: bool) -> tuple[Token, ...]:
    """Return the tokens of one word of any script; `alone`: it is the whole name."""
    words: list[Token] = []
    for piece in _PIECES.findall(word):
        if piece.isascii():
            words.append(token(piece))
        elif piece[0] < "\u0590" or ("\u06ff" < piece[0] < "\u3005" and not "\u0e00" <= piece[0] <= "\u0e7f"):
            sound = latin(piece)
            if sound:
                words.append(token(sound))
        else:
            words.extend(_foreign(piece, alone=alone))
    return tuple([word for word in words if word.text])


def script_of(text: str) -> str:
    """Return the script of the first letter that is not Latin; "latin" when all are."""
    for found in _BEYOND_LATIN.finditer(text):
        character = found[0]
        if character.isalpha():
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
