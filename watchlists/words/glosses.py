"""What the words of bodies' names mean in other languages, and how a text is parted into such words.

A body's name is translated but for the name in it: جامعة شريف للتكنولوجيا is university, "shrif", technology.
Words written with spaces are looked up without their endings and articles; Korean, Japanese and Chinese ones
are cut out of the run of letters they stand in.

Knows folded words and `words/glosses.txt`. Must not know terms, sounds or what a hit means.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from watchlists.text.normalize import fold_name
from watchlists.words import groups, lines, words
from watchlists.words.vocabulary import LITTLE, canonical

Meaning = frozenset[str]
Meanings = tuple[Meaning, ...]

HEADS = frozenset({"university", "institute", "academy", "laboratory", "center", "college", "park"})
# Nouns of companies and offices, as they are called when each word of their names is translated.
FIRMS = frozenset({"company", "organization", "commission"})
COUNTRIES = frozenset(
    {"china", "russia", "iran", "korea", "japan", "india", "turkey", "belarus", "ukraine", "pakistan"}
    | {"jordan", "iraq", "syria", "germany", "israel"}
)
_ABROAD = COUNTRIES - {"china"} | {"moscow", "tehran", "middle east", "far eastern"}
_MOST_MEANINGS = 24
_LITTLE = LITTLE | words("little_abroad.txt")
_RUN = re.compile(
    "(?P<spaced>[\u0400-\u052f\u0600-\u06ff]+|[a-z0-9]+)|(?P<hangul>[\uac00-\ud7a3]+)"
    "|(?P<kana>[\u30a1-\u30ff]+)|(?P<han>[\u4e00-\u9fff]+)|(?P<other>[^ ])"
)
_OF_FIRMS = frozenset({"systems", "technologies", "cloud", "dynamics", "robotics", "aerospace", "electronic"})
_OF_A_LAND = "اي"  # Persian: تركيه‌اي, Turkish
_OF_HER = "يه"  # Arabic: هندية is the feminine of هندي, which is made of هند
_LEAST_PART = 4  # letters of one word of a German compound


class Token(NamedTuple):
    """A word of a text: what it means, "" and no meanings where it is a name or another word."""

    start: int
    end: int
    text: str
    meanings: Meanings = ()
    little: bool = False


@cache
def table() -> dict[str, Meanings]:
    """Return what each word means, by the form that `canonical` gives, and by the folded word itself."""
    found: dict[str, Meanings] = {}
    for meant, forms in groups("glosses.txt"):
        meanings = tuple(frozenset(one.strip().split("+")) for one in meant.split("/"))
        for form in forms.split():
            folded = fold_name(form.replace("_", " "))
            for key in {folded, " ".join(map(canonical, folded.split()))}:
                found[key] = tuple(dict.fromkeys((*found.get(key, ()), *meanings)))
    return found


@cache
def concepts() -> frozenset[str]:
    """Return every English word that others are translated by."""
    return frozenset(word for meanings in table().values() for meaning in meanings for word in meaning)


@lru_cache(maxsize=10_000)
def meanings_of(word: str) -> Meanings:
    """Return what a folded word means that is written with spaces around it; () for a name or other word."""
    known = table()
    found = known.get(word) or known.get(canonical(word))
    if found:
        return found
    if word.isascii():
        plain = canonical(word)
        return (frozenset((plain,)),) if plain in concepts() else _compound(word)
    if "\u0600" <= word[0] <= "\u06ff":
        if word.endswith(_OF_A_LAND) and word[:-2] in known:
            return known[word[:-2]]
        for particle in ("وال", "بال", "لل", "ال", "و", "ل", "ب", ""):
            bare = word.removeprefix(particle) if word.startswith(particle) else ""
            his = bare.removesuffix("ه") if bare.endswith(_OF_HER) else bare
            if found := known.get(bare) or known.get(his):
                return found
            land = known.get(his.removesuffix("ي"), ())
            if any(meaning <= COUNTRIES for meaning in land):
                return land
    return ()


def _compound(word: str) -> Meanings:
    """Return what a German compound means: luftfahrt-institut."""
    for cut in range(_LEAST_PART, len(word) - _LEAST_PART + 1):
        first = word[:cut]
        one = table().get(first) or (first[-1] == "s" and table().get(first[:-1]))
        other = table().get(word[cut:]) or (word[-1] == "s" and table().get(word[cut:-1]))
        if one and other:
            return combined((one, other))
    return ()


@lru_cache(maxsize=10_000)
def combined(parts: tuple[Meanings, ...]) -> Meanings:
    """Return what words mean together, every way they can be taken."""
    return tuple(dict.fromkeys(frozenset().union(*choice) for choice in _some(product(*parts))))


def _some(choices: Iterator[tuple[Meaning, ...]]) -> Iterator[tuple[Meaning, ...]]:
    for _, choice in zip(range(_MOST_MEANINGS), choices, strict=False):
        yield choice


@cache
def _hangul() -> re.Pattern[str]:
    """Return a pattern of a Korean word that ends with words of the table: name, words, particle."""
    known = sorted((key for key in table() if "\uac00" <= key[0] <= "\ud7a3"), key=len, reverse=True)
    return re.compile(f"(.*?)((?:{'|'.join(known)})+)((?:{'|'.join(lines('korean_particles.txt'))})*)")


@cache
def _pieces(first: str, last: str) -> re.Pattern[str]:
    """Return a pattern of the words of the table that are written in a script without spaces."""
    known = sorted((key for key in table() if first <= key[0] <= last), key=len, reverse=True)
    return re.compile("|".join(known))


@cache
def name_before_known() -> re.Pattern[str]:
    """Return a pattern of Chinese characters that spell a foreign name, with the known words behind."""
    known = sorted((key for key in table() if "\u4e00" <= key[0] <= "\u9fff"), key=len, reverse=True)
    abroad = "|".join(key for key in known if any(meaning & _ABROAD for meaning in table()[key]))
    by_sound, firsts = "".join(lines("by_sound_han.txt")), "".join({key[0] for key in known})
    name, words_behind = f"[{by_sound}]{{2,}}(?=[{firsts}])", f"(?:{'|'.join(known)})+"
    united = "|".join(key for key in known if frozenset({"united"}) in table()[key])
    first = f"{name}|{abroad}|(?<![\u4e00-\u9fff])(?:{united})"
    return re.compile(f"(?:{first}){words_behind}(?:{name}{words_behind})?")


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words of a folded text; of one in Chinese characters what stands between known words too.

    Two words that mean something together are one (calcul intensif). `start`, `end`: of a stretch of it.
    """
    found: list[Token] = []
    pairs = _firsts_of_pairs()
    for token in _words(text, start, len(text) if end is None else end):
        if found and (before := found[-1]).text in pairs:
            both = f"{before.text} {token.text}"
            if meanings := table().get(both):
                found[-1] = Token(before.start, token.end, both, meanings)
                continue
        found.append(token)
    return found


@cache
def _firsts_of_pairs() -> frozenset[str]:
    return frozenset(key.split()[0] for key in table() if " " in key)


def _words(text: str, start: int, end: int) -> Iterator[Token]:
    for run in _RUN.finditer(text, start, end):
        word, start = run.group(), run.start()
        match run.lastgroup:
            case "spaced":
                yield Token(start, run.end(), word, meanings_of(word), word in _LITTLE or len(word) == 1)
            case "hangul":
                yield from _of_hangul(word, start)
            case "han":
                yield from parted(word, start)
            case "kana":
                yield from _of_kana(word, start)
            case _:
                yield Token(start, run.end(), word, (), word in _LITTLE)


def _of_hangul(word: str, start: int) -> Iterator[Token]:
    """Yield the name at the beginning of a Korean word, and the known words behind it."""
    found = _hangul().fullmatch(word)
    if found is None:
        yield Token(start, start + len(word), word, (), word in _LITTLE)
        return
    if found[1]:
        yield Token(start, start + len(found[1]), found[1])
    at = start + found.start(2)
    for piece in _cut(found[2]):
        yield Token(at, at + len(piece), piece, table()[piece])
        at += len(piece)


def _of_kana(word: str, start: int) -> Iterator[Token]:
    """Yield a word in kana, in two where it ends in what companies are called by: ハンファ|システム."""
    called = _firms_in_kana().fullmatch(word) if word not in table() else None
    if called is None:
        yield Token(start, start + len(word), word, table().get(word, ()))
        return
    cut = start + called.start(2)
    yield Token(start, cut, called[1])
    yield Token(cut, start + len(word), called[2], table()[called[2]])


@cache
def _firms_in_kana() -> re.Pattern[str]:
    """Return a pattern of a name in kana that ends in a word which foreign companies' names are read with."""
    known = (key for key, meanings in table().items() if meanings and meanings[0] & _OF_FIRMS)
    ends = sorted((key for key in known if "\u30a1" <= key[0] <= "\u30ff"), key=len, reverse=True)
    return re.compile(f"(.{{2,}}?)({'|'.join(ends)})")


def _cut(word: str) -> list[str]:
    """Return the known words that a Korean one is made of, the first the longest; [] where it is not."""
    for size in range(len(word), 0, -1):
        if word[:size] in table():
            rest = _cut(word[size:])
            if rest or size == len(word):
                return [word[:size], *rest]
    return []


def parted(word: str, start: int) -> Iterator[Token]:
    """Yield the known words of a run of Chinese characters, and what stands between them."""
    at = 0
    for piece in _pieces("\u4e00", "\u9fff").finditer(word):
        if piece.start() > at:
            yield Token(start + at, start + piece.start(), word[at : piece.start()])
        text = piece.group()
        yield Token(start + piece.start(), start + piece.end(), text, table()[text])
        at = piece.end()
    if at < len(word):
        rest = word[at:]
        yield Token(start + at, start + len(word), rest, (), rest in _LITTLE)
