"""A name cut into the tokens that names are compared by.

Order of steps:

1. NFKC, lower case, simplified characters; a name given twice (" / ", "a.k.a.") is parted into two.
2. Dotted letters are joined, apostrophes inside a word go, brackets that only repeat the name go.
3. Words of other scripts become Latin words: by meaning where the tables know them, else by sound.
4. Every word gets its one spelling and its meaning.
5. Legal forms are taken off, short forms of phrases (NPO, OKB) written out, particles dropped.

Knows one name at a time. Must not know how two are compared.
"""

import re
import unicodedata
from functools import cache, lru_cache

from watchlists.names import vocabulary
from watchlists.names.numbers import TENS, han_number, number_value
from watchlists.names.transliterate import latin, readings, spelling

# How much a word says about who is meant: 1 is a word of its own; see data/words.txt for the letters.
_NONE: frozenset[str] = frozenset()
WEIGHTS = {"g": 0.2, "d": 0.42, "a": 0.33, "p": 0.45, "t": 0.1, "x": 0.0, "n": 0.65, "f": 0.55, "#": 0.6}
_BY_LENGTH = (0.0, 0.25, 0.5, 0.8, 0.95, 1.0, 1.0, 1.05, 1.1, 1.15, 1.2)

_PATRONYMIC = re.compile(r".{2,}(?:[oeai]vi?(?:c|t?s|na)|i[c]na|[ao]una|evuna|ugli|kizi)$")
# Place names of two words, which many write as one.
_TWO_WORDS = {
    first: tuple(seconds.split())
    for first, seconds in {
        "hong": "kong",
        "abu": "dhabi",
        "viet": "nam",
        "inner": "mongolia",
        "new": "york delhi zealand",
        "sri": "lanka",
        "costa": "rica",
        "el": "salvador",
        "sierra": "leone",
        "burkina": "faso",
        "north": "korea",
        "south": "korea sudan africa",
        "st": "petersburg",
        "saint": "petersburg",
        "united": "states kingdom",
        "nizhny": "novgorod tagil",
        "buenos": "aires",
        "ras": "khaimah",
    }.items()
}
_COUNTED = re.compile("第([一二三四五六七八九十]{1,3})")
_HAS_HAN = re.compile("[\u3400-\u9fff]")
_ALL_HAN = re.compile("[\u3400-\u9fff0-9]*[\u3400-\u9fff][\u3400-\u9fff0-9]*")
_FIRST_OF_TWO = frozenset(_TWO_WORDS) | frozenset(TENS)
_UNITS = frozenset("123456789")
_APART = re.compile(r"\s/\s|\b[af]ka\b|;")  # after folding, which joins "a.k.a."
_DOTTED = re.compile(r"\b[^\W\d_](?:\.\s?[^\W\d_])+\b\.?")
_APOSTROPHE = re.compile(r"(?<=\w)['’ʼʻ`´‘′](?=\w)")
_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset(("al", "el", "ul"))
_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_PIECES = re.compile(
    "[\u3400-\u9fff\uf900-\ufaff\u3005]+|[\u3040-\u30ff]+|[\uac00-\ud7a3]+|[\u0600-\u06ff]+|[^\u0600-\u06ff\u3005-\u9fff\uac00-\ud7a3\uf900-\ufaff]+"
)


class Token:
    """One word: `text` as folded, `key` its one spelling, `ident` equal for words that mean the same."""

    __slots__ = (
        "core",
        "forms",
        "heard",
        "ident",
        "key",
        "kind",
        "phrase",
        "stem",
        "text",
        "weight",
    )

    def __init__(self, text: str, heard: str = "") -> None:
        self.text = text
        self.heard = heard
        self.key = key = spelling(text)
        self.stem = text if len(text) < 5 else key[: vocabulary.STEM]
        value = number_value(text)
        meaning = None if value else vocabulary.meaning(text, key)
        if value:
            self.kind, self.ident = "#", f"#{value}"
        elif len(text) == 1 and text.isalpha():
            self.kind, self.ident = "i", text
        elif meaning is not None:
            self.kind, self.ident = meaning.kind, f"~{meaning.name}"
        elif _PATRONYMIC.match(key):
            self.kind, self.ident = "f", key
        else:
            self.kind, self.ident = "", key
        self.core = key[2:] if len(key) > 4 and key[:2] in _ARTICLES else ""
        self.weight = WEIGHTS.get(self.kind, _BY_LENGTH[min(len(text), 10)])
        self.forms = vocabulary.legal_forms().get(self.stem, ())
        self.phrase = vocabulary.short_forms().get(text, ())

    def __repr__(self) -> str:
        return f"Token({self.text!r}, {self.ident!r}, {self.weight})"


@lru_cache(maxsize=300_000)
def token(text: str, heard: str = "") -> Token:
    """Return the one token for a folded word; `heard` says how a word of another script became Latin.

    "consonants": the script writes no vowels; "syllables": the sound is a transcription by syllables.
    """
    return Token(text, heard)


class Name:
    """A name ready for comparing.

    `folded`: all words; `tokens`: those that count, in order; `forms`: families of the legal forms taken
    off, which are `taken`; `numbers` in it; `initials` of its words and `stated` short forms, for acronyms;
    `total` weight; `han`: the characters of a wholly Chinese name.
    """

    __slots__ = (
        "folded", "forms", "han", "joined", "numbers", "rest", "script", "stated", "tokens", "total", "words",
    )  # fmt: skip

    def __init__(
        self, words: list[Token], *, script: str, stated: frozenset[str] = _NONE, han: str = ""
    ) -> None:
        self.words = words
        self.folded = " ".join([word.text for word in words])
        self.rest, self.forms = _take_forms(words)
        self.tokens = tokens = _written_out(self.rest) or self.rest
        self.joined = "".join([t.key for t in tokens])
        self.total = sum([t.weight for t in tokens])
        self.numbers = frozenset([t.ident for t in tokens if t.kind == "#"]) or _NONE
        self.script = script
        self.stated = stated
        self.han = han

    @property
    def initials(self) -> str:
        """Return the first letters of its words without legal forms and particles."""
        return "".join([word.text[0] for word in self.rest if word.kind != "x" or len(word.text) > 3])

    @property
    def personal(self) -> bool:
        """Return whether it reads like the name of a human being: a given or father's name and no trade."""
        kinds = {t.kind for t in self.tokens}
        return not self.forms and not kinds & {"g", "d", "a", "p", "#"} and bool(kinds & {"n", "f"})

    @property
    def taken(self) -> list[Token]:
        """Return the words of the legal forms that were taken off."""
        return [word for word in self.words if word not in self.rest]


def _take_forms(words: list[Token]) -> tuple[list[Token], frozenset[str]]:
    """Take the legal forms off; two-letter forms only at either end. A name is never left empty."""
    for word in words:
        if word.forms:
            break
    else:
        return words, _NONE
    rest: list[Token] = []
    found = []
    at, end = 0, len(words)
    while at < end:
        word = words[at]
        for stems, family in word.forms:
            size = len(stems)
            if size == 1:
                if len(word.text) < 3 and rest and at + 1 < end and not words[at + 1].forms:
                    continue
            elif tuple([w.stem for w in words[at : at + size]]) != stems:
                continue
            if family != "company":
                found.append(family)
            at += size
            break
        else:
            rest.append(word)
            at += 1
    if all(word.kind == "x" for word in rest):
        return words, _NONE
    return rest, _family(tuple(found))


@cache
def _family(families: tuple[str, ...]) -> frozenset[str]:
    """Return the one set of these families: tens of thousands of names share a few."""
    return frozenset(families)


def _written_out(rest: list[Token]) -> list[Token]:
    """Write short forms out, drop particles, and drop what repeats a meaning."""
    full: list[Token] = []
    seen = []
    for word in rest:
        if word.kind == "x":
            continue
        for piece in map(token, word.phrase) if word.phrase and len(rest) > 1 else (word,):
            if piece.ident[0] == "~" and piece.kind != "n":
                if piece.ident in seen:
                    continue
                seen.append(piece.ident)
            full.append(piece)
    return full


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
                words.append(token("".join(readings(sound)), "syllables"))
                sound = ""
            words.append(token(str(han_number(counted.group(1)))))
            at = counted.end()
            continue
        for size in range(min(longest, len(run) - at), 0, -1):
            piece = run[at : at + size]
            if piece in table and (size > 1 or (sound and at + 1 == len(run)) or piece in "市省"):
                if sound:
                    words.append(token("".join(readings(sound)), "syllables"))
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
            words.append(token(syllables[0], "syllables"))
            syllables = syllables[1:]
        if syllables:
            words.append(token("".join(syllables), "syllables"))
    return words


def _foreign(piece: str, *, alone: bool) -> list[Token]:
    """Return the tokens of a run in one script other than Latin."""
    first = piece[0]
    table = vocabulary.script_words()
    if "\u0600" <= first <= "\u06ff":
        known = table.get(piece)
        if known is None and piece.startswith("ال") and len(piece) > 4:
            piece = piece[2:]
            known = table.get(piece)
        if known is not None:
            return [token(word) for word in known]
        sound = latin(piece)
        return [token(sound, "consonants")] if sound else []
    if "\u3400" <= first <= "\u9fff":
        return _han_words(piece, alone=alone)
    known = table.get(piece)
    if known is not None:
        return [token(word) for word in known]
    if alone and "\uac00" <= first <= "\ud7a3" and 2 <= len(piece) <= 4:  # family name, given name
        family = table.get(first, (latin(first),))
        return [*map(token, family), token(latin(piece[1:]), "syllables")]
    sound = latin(piece)
    return [token(sound, "syllables")] if sound else []


def _fold(name: str) -> str:
    if name.isascii():
        text = name.lower()
    else:
        text = unicodedata.normalize("NFKC", name).casefold()
        if _HAS_HAN.search(text):
            text = text.translate(vocabulary.simplified())
    if "&" in text:
        text = text.replace("&", " and ")
    if "." in text:
        text = _DOTTED.sub(lambda match: re.sub(r"[.\s]", "", match.group()) + " ", text)
    if "'" in text or not text.isascii():
        text = _APOSTROPHE.sub("", text)
    return text


def _as_one_word(words: list[str]) -> list[str]:
    """Join the two words of one place name, and of one number (forty-four)."""
    joined: list[str] = []
    for word in words:
        if joined and word in _TWO_WORDS.get(joined[-1], ()):
            joined[-1] += word
        elif joined and joined[-1] in TENS and number_value(word) in _UNITS:
            joined[-1] = str(TENS[joined[-1]] + int(number_value(word)))
        else:
            joined.append(word)
    return joined


def _words(text: str) -> list[Token]:
    words: list[Token] = []
    found = _WORD.findall(text)
    if not _FIRST_OF_TWO.isdisjoint(found):
        found = _as_one_word(found)
    if text.isascii():
        return [token(word) for word in found]
    for word in found:
        words += _word(word, len(word) == len(text))
    return words


@lru_cache(maxsize=100_000)
def _word(word: str, alone: bool) -> tuple[Token, ...]:
    """Return the tokens of one word of any script; `alone`: it is the whole name."""
    words: list[Token] = []
    for piece in _PIECES.findall(word):
        if piece.isascii():
            words.append(token(piece))
        elif piece[0] < "\u0600" or "\u06ff" < piece[0] < "\u3005":
            sound = latin(piece)
            if sound:
                words.append(token(sound))
        else:
            words.extend(_foreign(piece, alone=alone))
    return tuple(words)


def _script(text: str) -> str:
    for character in text:
        if character > "\u036f" and character.isalpha():
            if character < "\u0530":
                return "cyrillic"
            if "\u0600" <= character <= "\u06ff":
                return "arabic"
            if "\u3040" <= character <= "\u9fff":
                return "han"
            return "other"
    return "latin"


def _han(text: str) -> str:
    """Return a wholly Chinese name (figures may stand in it) without punctuation, else ""."""
    plain = "".join(_WORD.findall(text))
    return plain if _ALL_HAN.fullmatch(plain) else ""


@lru_cache(maxsize=200_000)
def prepare(name: str) -> tuple[Name, ...]:
    """Return the names a text gives, ready for comparing: mostly one; () when nothing is readable."""
    found = []
    text = _fold(name)
    parts = _APART.split(text) if "/" in text or ";" in text or "aka" in text or "fka" in text else (text,)
    for part in parts:
        stated = _NONE
        if "(" in part or "[" in part:
            words, stated = _without_repeats(part)
        else:
            words = _words(part)
        if words and part.isascii():
            found.append(Name(words, script="latin", stated=stated))
        elif words:
            found.append(Name(words, script=_script(part), stated=stated, han=_han(part)))
    return tuple(found)


def _without_repeats(text: str) -> tuple[list[Token], frozenset[str]]:
    """Drop from brackets what only repeats the name or its initials; return also those initials."""
    outer = _words(_BRACKETS.sub(" ", text))
    if not outer:
        return _words(text), frozenset()
    idents = {word.ident for word in outer}
    initials = {word.text[0] for word in outer}
    kept = outer
    stated = set()
    plain = _BRACKETS.sub("", text).isascii()
    for inner in _BRACKETS.findall(text):
        words = _words(inner)
        if plain and len(words) * 2 >= len(outer) and _script(inner) != "latin":
            continue  # the same name in its own script
        if len(words) == 1 and len(outer) > 1 and _may_abbreviate(words[0], initials):
            stated.add(words[0].text)
            continue
        fresh = [word for word in words if word.ident not in idents]
        if len(fresh) * 2 <= len(words):
            continue
        kept = kept + fresh
    return kept, frozenset(stated)


def _may_abbreviate(word: Token, initials: set[str]) -> bool:
    """Return whether a single bracketed word is most likely the short form of the name before it."""
    text = word.text
    return (
        word.kind == ""
        and 1 < len(text) <= 8
        and sum([letter in initials for letter in text]) * 2 >= len(text)
    )
