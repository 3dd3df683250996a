"""What the words of names mean: trades, places, titles, legal forms, given names, short forms.

From the `tables` of general knowledge, not from any list of names. Knows words. Must not know how names are
compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from watchlists.names import firms
from watchlists.names.han_tables import towns
from watchlists.names.tables import lines_of
from watchlists.names.transliterate import spelling
from watchlists.words import lines, words

_BEGIN = 3  # letters that the beginnings of words are filed under; none is shorter
_CLIPPED = 3  # letters up to which a short form may be a name
STEM = 8  # letters of a word that tell a legal form: the endings are inflected


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word stands for. `kind` is one letter: see data/words.txt; `n` is a given name."""

    name: str
    kind: str


@cache
def meanings() -> tuple[dict[str, Meaning], dict[str, Meaning], dict[str, tuple[tuple[str, Meaning], ...]]]:
    """Return words as written, words by spelling, and beginnings of words by their first letters."""
    written: dict[str, Meaning] = {}
    spelled: dict[str, Meaning] = {}
    begins: dict[str, dict[str, Meaning]] = {}
    lines_of_words = (*lines_of("words.txt"), *lines_of("languages.txt"))
    tables = [(line.split()[0], line.split()[1], line.split()[2:]) for line in lines_of_words]
    tables += [("n", line.split()[0], line.split()) for line in lines_of("given_names.txt")]
    tables += [("p", town, [town]) for town in towns().values()]
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
def chinese_places() -> frozenset[str]:
    """Return the meanings of the words for China, its provinces and towns."""
    written, *_ = meanings()
    latin = {written[town].name for town in towns().values() if town in written}
    large = next(lines_of("han_places.txt"))
    return frozenset(f"~{name}" for name in (*latin, *large.split()))


@cache
def two_words() -> dict[str, tuple[str, ...]]:
    """Return the first words of two-word place names with the words that may follow."""
    return {line.split()[0]: tuple(line.split()[1:]) for line in lines_of("two_words.txt")}
