"""Words that are no misspelling of another word of their sort: given names, ends of family names.

Knows words and their kinds. Must not know names.
"""

import re
from functools import cache

from watchlists.names.tables import lines_of
from watchlists.names.transliterate import letters
from watchlists.words import words

_KNOWN = frozenset("gdap")  # kinds of words whose meaning the tables know
_ENGLISH = range(4, 8)  # letters: shorter words are names too, longer ones are misspelt into one another
_PINYIN_WORD = range(6, 20)  # letters of a word that is told from others by its syllables
# endings of family names that are never one another misspelt: Slavic, Caucasian, Persian, Greek, Nordic
_FAMILY_END = re.compile(
    r"(?:(?P<A>(?<![oe]v)sk(?:i|y|iy|yy|ii|yi|ij|yj|a|aya|aia))|(?P<B>(?:cz|t?ch)[yi]k)|(?P<C>(?:cz|t?ch|tsch)o?uk)"
    r"|(?P<D>en[kc]o)|(?P<E>[oe](?:v|ff|w|va|wa))|(?P<F>[oe](?:v[iy]c|v[iy]ch|wicz|vitch|witsch))|(?P<G>shvili)"
    r"|(?P<H>[ai]dze)|(?P<I>[iy]an)|(?P<J>son)|(?P<K>sen)|(?P<L>zade|zadeh|zada)|(?P<M>pour|poor)|(?P<N>escu)"
    r"|(?P<O>opoulos)|(?P<P>akis)|(?P<Q>[iy]dis))$"
)
_FAMILY_STEM = 3  # letters before the ending
_LONGEST_END = len("opoulos")
# the last two letters of these endings
_FAMILY_LETTERS = frozenset(
    (
        *("ki", "ky", "iy", "yy", "ii", "yi", "ij", "yj", "ka", "ya", "ia", "yk", "ik", "uk"),
        *("ko", "co", "ov", "ev", "ff", "ow", "ew", "va", "wa", "ic", "yc", "ch", "cz", "li"),
        *("ze", "an", "on", "en", "de", "eh", "da", "ur", "or", "cu", "os", "is"),
    )
)
_PINYIN_END = frozenset("aeiounrg")


def known_as(text: str, kind: str) -> str:
    """Return what a word that can be no misspelling of another one of its sort is known as; "" for others.

    "m" for its meaning: Krasnodar is no misspelt Krasnoyarsk, Hangzhou no Cangzhou. "n" for a given name:
    Marta is not Maria. "e" for a short English word: a horse is no house. "y" for syllables of pinyin, which
    tell in Chinese names only (`syllables.other_pinyin`). A capital for the end of a family name: Larsen is
    not Larsson, Shevchuk not Shevchenko.
    """
    if kind in _KNOWN:
        return "m"
    if kind == "n" or text in _other_given_names():
        return "n"
    if kind:
        return ""
    if len(text) in _ENGLISH and text in words("english.txt"):
        return "e"
    if text[-2:] in _FAMILY_LETTERS:
        ending = _FAMILY_END.search(text, max(_FAMILY_STEM, len(text) - _LONGEST_END))
        if ending is not None and ending.lastgroup:
            return ending.lastgroup
    if text[-1] in _PINYIN_END and len(text) in _PINYIN_WORD and _pinyin_word().fullmatch(text) is not None:
        return "y"
    return ""


@cache
def _other_given_names() -> frozenset[str]:
    """Return given and family names that are one name in one language only and need no line of their own."""
    names = {name for line in lines_of("other_given_names.txt") for name in line.split()}
    japanese = (
        pair.partition("=")[2] for line in lines_of("japanese_names.txt") for pair in line.split()[1:]
    )
    return frozenset(names.union(*(readings_of.split(",") for readings_of in japanese)))


@cache
def _pinyin_word() -> re.Pattern[str]:
    """Return the pattern of a word of two to four syllables of pinyin."""
    rows = letters("pinyin").items()
    syllables = "|".join(
        f"{_any_of(begins)}(?:{ends.replace(',', '|')})" for begins, ends in rows if begins != "-"
    )
    return re.compile(f"(?:{syllables}){{2,4}}")


def _any_of(begins: str) -> str:
    """Return a pattern for any of these beginnings; single letters as a class, which is found faster."""
    singles = "".join(begin for begin in begins.split(",") if len(begin) == 1)
    longer = [begin for begin in begins.split(",") if len(begin) > 1]
    return f"(?:{'|'.join([*longer, f'[{singles}]'])})" if longer else f"[{singles}]"
