"""What the words of names mean: trades, places, titles, legal forms, given names, short forms.

The tables lie in `data/`; each says in its head what it holds. They come from general knowledge, not from any
list of names. Knows words. Must not know how names are compared.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from watchlists.names import firms
from watchlists.names.transliterate import letters, readings, spelling
from watchlists.words import lines, words

_BEGIN = 3  # letters that the beginnings of words are filed under; none is shorter
_KNOWN = frozenset("gdap")  # kinds of words whose meaning the tables know
_CLIPPED = 3  # letters up to which a short form may be a name
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
    [
        "ki",
        "ky",
        "iy",
        "yy",
        "ii",
        "yi",
        "ij",
        "yj",
        "ka",
        "ya",
        "ia",
        "yk",
        "ik",
        "uk",
        "ko",
        "co",
        "ov",
        "ev",
        "ff",
        "ow",
        "ew",
        "va",
        "wa",
        "ic",
        "yc",
        "ch",
        "cz",
        "li",
        "ze",
        "an",
        "on",
        "en",
        "de",
        "eh",
        "da",
        "ur",
        "or",
        "cu",
        "os",
        "is",
    ]
)
_PINYIN_END = frozenset("aeiounrg")
STEM = 8  # letters of a word that tell a legal form: the endings are inflected


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word stands for. `kind` is one letter: see data/words.txt; `n` is a given name."""

    name: str
    kind: str


def lines_of(file: str) -> Iterator[str]:
    """Yield the lines of a table in `data/`, without its comments."""
    text = files("watchlists.names").joinpath("data", file).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def meanings() -> tuple[dict[str, Meaning], dict[str, Meaning], dict[str, tuple[tuple[str, Meaning], ...]]]:
    """Return words as written, words by spelling, and beginnings of words by their first letters."""
    written: dict[str, Meaning] = {}
    spelled: dict[str, Meaning] = {}
    begins: dict[str, dict[str, Meaning]] = {}
    lines_of_words = (*lines_of("words.txt"), *lines_of("languages.txt"))
    tables = [(line.split()[0], line.split()[1], line.split()[2:]) for line in lines_of_words]
    tables += [("n", line.split()[0], line.split()) for line in lines_of("given_names.txt")]
    tables += [("p", town, [town]) for town in _towns().values()]
    tables += [("p", line.split()[0], line.split()) for line in lines_of("places.txt")]
    for kind, name, forms in tables:
        known = Meaning(name, "" if kind == "o" else kind)
        for word in forms:
            if word.endswith("*"):
                begin = spelling(word[:-1])
                begins.setdefault(begin[:_BEGIN], {}).setdefault(begin, known)
            elif "_" not in word:
                written.setdefault(word, known)
                spelled.setdefault(spelling(word), known)
    for word, firm in firms.latin_words().items():
        written.setdefault(word, Meaning(firm, ""))
    for short, meant in _clipped_words():
        if meant in written and _tells_itself(short):
            written.setdefault(short, written[meant])
    longest_first = {
        begin: tuple(sorted(known.items(), key=lambda word: -len(word[0]))) for begin, known in begins.items()
    }
    return written, spelled, longest_first


def meaning(text: str, spelled: str) -> Meaning | None:
    """Return the meaning of a word, None for a word of its own.

    Short words count as written only: in one spelling too many of them fall together (city, Sytii).
    """
    written, by_spelling, begins = meanings()
    found = written.get(text)
    if found is None and len(spelled) > 4:
        found = by_spelling.get(spelled)
        if found is None:
            for begin, known in begins.get(spelled[:_BEGIN], ()):
                if spelled.startswith(begin):
                    return known
    return found


def _clipped_words() -> Iterator[tuple[str, str]]:
    """Yield what organisation words are clipped to, and the word."""
    for line in (*lines("abbreviations.txt"), *lines_of("clipped.txt")):
        word, _, shorter = line.partition(" | ")
        for short in shorter.split():
            if short.isascii() and short.isalpha() and len(short) < len(word):
                yield short, word


def _tells_itself(short: str) -> bool:
    """Return whether a short form is one without a point too: natl, petrochem; not min, cent."""
    return len(short) > _CLIPPED and short not in words("english.txt")


@cache
def clipped() -> dict[str, str]:
    """Return the words that short forms written with a point stand for: Ind. for industry."""
    written, *_ = meanings()
    known = ((short, word) for short, word in _clipped_words() if word in written)
    return {short: word for short, word in known if short not in written and short not in legal_forms()}


@cache
def legal_forms() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return the legal forms by the stem of their first word: (stems, family), longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in lines_of("legal_forms.txt"):
        family, _, forms = line.partition(":")
        for form in forms.split("|"):
            stems = tuple(word if len(word) < 5 else spelling(word)[:STEM] for word in form.split())
            found.setdefault(stems[0], []).append((stems, family))
    return {stem: tuple(sorted(forms, key=lambda form: -len(form[0]))) for stem, forms in found.items()}


@cache
def short_forms() -> dict[str, tuple[str, ...]]:
    """Return the phrases that short forms stand for."""
    return {
        short: tuple(phrase.split())
        for short, _, phrase in (line.partition(" = ") for line in lines_of("acronyms.txt"))
    }


@cache
def meant_words() -> dict[str, tuple[str, ...]]:
    """Return words of other scripts, written as `folded.fold` does, with their meaning in Latin words.

    () is dropped.
    """
    one_way: dict[int, int | str | None] = {**simplified(), **arabic_letters()}
    return {town: (latin,) for town, latin in _towns().items()} | {
        unicodedata.normalize("NFKC", form).translate(one_way): () if meant == "=" else tuple(meant.split())
        for form, _, meant in (line.partition(" = ") for line in lines_of("script_words.txt"))
    }


@cache
def script_words() -> dict[str, tuple[str, ...]]:
    """Return the same, and what well-known firms call themselves in other scripts."""
    meant = meant_words()
    own = ((word.translate(simplified()), firm) for word, firm in firms.other_words(meant).items())
    return {word: (firm,) for word, firm in own} | meant


@cache
def phrases() -> re.Pattern[str] | None:
    """Return the pattern of those that are more than one word; None where there are none."""
    several = sorted((form for form in meant_words() if " " in form), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, several))})\b") if several else None


@cache
def _towns() -> dict[str, str]:
    """Return Chinese towns, in Chinese and in Latin letters."""
    pairs = (town.partition("=") for line in lines_of("towns.txt") for town in line.split())
    return {town: latin or "".join(readings(town)) for town, _, latin in pairs}


@cache
def chinese_places() -> frozenset[str]:
    """Return the meanings of the words for China, its provinces and towns."""
    written, *_ = meanings()
    towns = {written[town].name for town in _towns().values() if town in written}
    large = next(lines_of("han_places.txt"))
    return frozenset(f"~{name}" for name in (*towns, *large.split()))


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


@cache
def sizes_of_words() -> dict[str, tuple[int, ...]]:
    """Return how many characters the words of `script_words` have by their first one, the longest first."""
    sizes: dict[str, set[int]] = {}
    for word in script_words():
        sizes.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(known, reverse=True)) for first, known in sizes.items()}


@cache
def han_segments() -> dict[str, str]:
    """Return the parts of Chinese organisation names with their role: frame, home, where, what or thin."""
    found: dict[str, str] = {}
    for line in lines_of("han_segments.txt"):
        role, _, parts = line.partition(": ")
        if role != "sign":
            for part in parts.split():
                found.setdefault(part, role)
    return found


@cache
def han_signs() -> dict[str, str]:
    """Return the parts of Chinese names that are called by another character than their first."""
    line = next(line for line in lines_of("han_segments.txt") if line.startswith("sign: "))
    return {part: sign for part, _, sign in (pair.partition("=") for pair in line.split()[1:])}


@cache
def han_beside(whose: str) -> tuple[str, ...]:
    """Return what follows the Chinese name of a "body" or a "firm" where it is another legal person."""
    line = next(line for line in lines_of("han_beside.txt") if line.startswith(f"{whose}: "))
    return tuple(line.split()[1:])


@cache
def han_short_forms() -> dict[str, tuple[tuple[tuple[str, ...], ...], bool]]:
    """Return well-known Chinese short forms: (the full forms, each as characters in order; nothing else?)."""
    found = {}
    for line in lines_of("han_short_forms.txt"):
        short, sign, forms = line.split(maxsplit=2)
        found[short] = tuple(tuple(form.split()) for form in forms.split("|")), sign == "="
    return found


@cache
def simplified() -> dict[int, str]:
    """Return traditional and variant characters with their simplified form, for `str.translate`."""
    return {ord(variant): line[0] for line in lines("traditional.txt") for variant in line[2:]}


@cache
def arabic_letters() -> dict[int, int | None]:
    """Return letters that Arabic and Persian write in several ways, and the marks that may be left out."""
    marks = "\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0654\u0670"
    return str.maketrans("أإآٱىیېکةۀ", "اااايييكهه", marks)


@cache
def two_words() -> dict[str, tuple[str, ...]]:
    """Return the first words of two-word place names with the words that may follow."""
    return {line.split()[0]: tuple(line.split()[1:]) for line in lines_of("two_words.txt")}
