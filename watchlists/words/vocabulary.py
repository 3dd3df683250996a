"""What single words of names are: abbreviations of one another, legal forms, common words.

Knows folded words (see `normalize`) and the tables in `words/`. Must not know terms, patterns or texts.
"""

import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import filterfalse

from watchlists.words import groups, words
from watchlists.words.legalforms import legal_forms
from watchlists.words.places import han_places, latin_places, places

# Little words between the words of a name; they may be left out or written another way ("Sci. & Tech.").
LITTLE = frozenset(
    [
        *("of", "and", "the", "for", "in", "at", "de", "du", "des", "la", "le", "les", "der"),
        *("die", "und", "fur", "et", "von", "y", "e", "da", "do", "di", "и", "в", "de"),
    ]
)
_RUSSIAN_ENDING = re.compile(
    "(?:ский|ского|скому|ским|ском|ская|ской|скую|ское|ские|ских|скими|ый|ий|ого|его|ому|ему|ым|им|ом|ем|ая|яя|"
    "ой|ей|ую|юю|ое|ее|ые|ие|ых|их|ами|ями|ах|ях|ов|ев|ам|ям|а|я|у|ю|е|и|ы|ь)$"
)
# What looks like an ending may be the name's own: Росат|ом|а.
_BENT = re.compile(f"(?:ин|ын|{_RUSSIAN_ENDING.pattern[3:-2]})?(?:{_RUSSIAN_ENDING.pattern[3:-2]})?")
_BENDS = 4  # letters; shorter words are left as they are
_ARABIC_PARTICLE, _HEBREW_PARTICLE = re.compile("ال|[وفبلك]"), re.compile("[והבלמשכ]")
_SIGNS_OF_TRADE = frozenset({"r", "tm"})  # Xeon(R), EPYC(TM)
_DATED = re.compile(r"([^\W\d_]{3,})(?:19|20)\d\d")
_NUMBERED = re.compile(r"\d{1,2}([^\W\d_]{5,})")
_NUMBERED_BEHIND = re.compile(r"([^\W\d_]{5,})(?:\d{1,2}|(?:19|20)\d\d)")
_LIKE_FIGURES = (str.maketrans("015", "ols"), str.maketrans("015", "ois"))
_MOST_WORDS = 200_000  # remembered with their canonical form
# Nouns that make a name the name of a body, in the form `canonical` gives.
HEADS = frozenset(
    ["university", "institute", "laboratory", "academy", "center", "college", "school", "bureau", "hospital"]
)


@cache
def abbreviations() -> dict[str, str]:
    """Return every abbreviation and variant with the word it stands for."""
    table: dict[str, str] = {}
    for row in groups("abbreviations.txt"):
        for word in row[1].split():
            table.setdefault(word, row[0])
    for row in groups("abbreviations.txt"):
        table.pop(row[0], None)
    return table


class _Canonical(dict[str, str]):
    """Words with the word each is an abbreviation or variant of; filled as words are met.

    Russian words lose their case ending, so that "институте" is "институт", Arabic and Hebrew ones the
    article and the particles written in one with them (بالهيئة).
    """

    def __missing__(self, word: str) -> str:
        if not self or len(self) > _MOST_WORDS:
            self.clear()
            self.update(abbreviations())
            if word in self:
                return self[word]
        plain = word
        first = word[:1]
        if len(word) > _BENDS and "\u0400" <= first <= "\u04ff":
            plain = _RUSSIAN_ENDING.sub("", word)
        elif len(word) > _BENDS - 1 and "\u0590" <= first <= "\u06ff":
            plain = _without_particles(word)
        self[word] = plain
        return plain


def is_russian_ending(rest: str) -> bool:
    """Return whether what stands behind a Russian name bends it (Рубинову); Рубинчик is another word."""
    return _BENT.fullmatch(rest) is not None


def _without_particles(word: str) -> str:
    """Return an Arabic or Hebrew word without "and", "in", "to" and the article before it, as far as it goes.

    A word that begins with such a letter loses it too: all forms of it come to the same.
    """
    pattern, left = (_ARABIC_PARTICLE, 3) if word[0] >= "\u0600" else (_HEBREW_PARTICLE, 4)
    while (found := pattern.match(word)) and len(word) - found.end() >= left:
        word = word[found.end() :]
    return word


# Returns the word that a word is an abbreviation or variant of, else the word itself. A look-up and no
# function: it is asked for every word of every name and text.
canonical: Callable[[str], str] = _Canonical().__getitem__


def other_forms(words: Iterable[str], at: Callable[[str], int | None]) -> list[tuple[int, str]]:
    """Return the words of a long list whose canonical form is another, by number, each with that form.

    `at` gives the number of a word. Words of ASCII have no other form but by the table, which is short.
    """
    foreign = filterfalse(str.isascii, words)
    others = abbreviations() | {word: full for word in foreign if (full := canonical(word)) != word}
    found = {number: full for word, full in others.items() if (number := at(word)) is not None}
    return sorted(found.items())


def with_variants(plain: frozenset[str]) -> frozenset[str]:
    """Return the words, given in canonical form, with their abbreviations and variants."""
    short = abbreviations()
    return plain.difference(short) | {word for word, full in short.items() if full in plain}


@cache
def heads_and_variants() -> frozenset[str]:
    """Return the words whose canonical form is a noun of bodies."""
    return with_variants(HEADS)


def is_insertion(word: str) -> bool:
    """Return whether a word may be put into a company's name and it stays the same: "(Group)", "(China)"."""
    return word in insertions()


@cache
def insertions() -> frozenset[str]:
    """Return the words put into a name: "(Group)", "(China)" into a company's, "(TM)" into any."""
    kinds = {"group", "international", "holding", "holdings"}
    short = {word for word, plain in abbreviations().items() if plain in kinds}
    return frozenset(kinds | short | _SIGNS_OF_TRADE | {place for place in places() if " " not in place})


@cache
def english() -> frozenset[str]:
    """Return common English words."""
    return words("english.txt")


@cache
def plain_words() -> frozenset[str]:
    """Return the words that are a language's own: common English words and little words."""
    return english() | LITTLE


@cache
def plain_words_and_places() -> frozenset[str]:
    """Return the words that are no other word misspelt: those of a language, and places."""
    return plain_words() | places()


@cache
def words_passed_over() -> frozenset[str]:
    """Return the words that may stand between two words of a name that has them not."""
    return LITTLE | insertions()


def without_year(word: str) -> str:
    """Return a word without the year written at its end (WCG2011); "" when it has none."""
    dated = _DATED.fullmatch(word)
    return dated.group(1) if dated else ""


def without_number_before(word: str) -> str:
    """Return a word without the number of a note run together with it (1Shenzhen); "" when it has none."""
    numbered = _NUMBERED.fullmatch(word)
    return numbered.group(1) if numbered else ""


def without_number_behind(word: str) -> str:
    """Return a body's noun or field without the number or year behind it (Technology2), or ""."""
    numbered = _NUMBERED_BEHIND.fullmatch(word)
    bare = numbered.group(1) if numbered else ""
    return bare if canonical(bare) in HEADS or bare in words("latin_fields.txt") else ""


def misread(word: str) -> tuple[str, ...]:
    """Return the words that a scan may have read as `word`, with figures for letters (techno1ogy, 0f)."""
    if word.isalpha() or word.isdigit():
        return ()
    return tuple(
        letters for figures in _LIKE_FIGURES if (letters := word.translate(figures)) and letters.isalpha()
    )


def is_common(word: str) -> bool:
    """Return whether the word means something on its own: English word, place, little word."""
    return word in common_words()


@cache
def common_words() -> frozenset[str]:
    """Return the words that mean something on their own."""
    return LITTLE | english() | _words_of_forms_and_places() | abbreviations().keys()


@cache
def _words_of_forms_and_places() -> frozenset[str]:
    """Return the single words of legal forms and place names, and Chinese place names."""
    latin = {word for place in latin_places() for word in place.split()}
    return frozenset(latin | {word for form in legal_forms() for word in form}) | han_places()
