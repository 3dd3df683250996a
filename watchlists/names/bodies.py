"""Well-known bodies by all their names: 北航, BUAA and Beihang University are one.

From the tables of matching (`watchlists/words/`), which know what no rule can: renamings, short forms,
brands, translations. A name that means other things too is marked "?" there; here its body's number is
negative.

Knows the words of one name. Must not know how two are compared.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from watchlists.names import scripts
from watchlists.names.folded import fold
from watchlists.names.tokens import token
from watchlists.names.transliterate import readings
from watchlists.words import groups

FILES = ("institutions.txt", "companies.txt")
_FORMS = re.compile("(?:股份|有限|责任|集团|总)*公司$")
_ONLY_FORMS = re.compile("(?:股份|有限|责任)*公司$")  # 浪潮集团有限公司, for 浪潮 is a wave as well
_LATIN_FORMS = re.compile(r" (?:company|corporation|co|inc|ltd)\.?$", re.IGNORECASE)
_LETTERS = re.compile(r"[\W_]+")
HAN = re.compile("[\u4e00-\u9fff]+")
_SPOKEN = 4  # characters from which a name read aloud means one body
_LONGEST_TOWN = 4
_TOWNS = range(_LONGEST_TOWN, 1, -1)  # characters
_TRADES = re.compile("(?:科技|技术|集团|股份|微?电子|半导体|集成电路|智能|创新|信息|通信|光电)+$")
_LEAST_BLANKS = 2  # in the name of a body
_REMEMBERED = 10_000  # bodies with their names: numbered ones have no end
NUMBERED = 1_000_000  # from here on are bodies that a group and a number tell (`institutes`)


def body_of(words: str) -> int:
    """Return the number of the body that a folded name without spaces and legal forms means; 0 for others.

    It is negative where the name means other things too.
    """
    known = bodies()
    if words[-2:] != "公司":
        return known.get(words, 0)
    return known.get(_FORMS.sub("", words), 0) or known.get(_ONLY_FORMS.sub("", words), 0)


def firm_of(words: str) -> int:
    """Return the number of the company by a name that means no other; 0 for other names, and for ""."""
    body = bodies().get(words, 0)
    return body if body > len(groups(FILES[0])) else 0


def firm_within(name: str) -> int:
    """Return the number of the firm whose Chinese name this is, with a town or a line of business, or 0.

    The town may stand before it, or in brackets behind (沐曦集成电路（上海）股份有限公司).
    """
    plain = _FORMS.sub("", name)
    behind = next((size for size in _TOWNS if _is_place(plain[-size:])), 0)
    plain = plain[: len(plain) - behind]
    town = next((size for size in _TOWNS if _is_place(plain[:size].removesuffix("市"))), 0)
    bare = _TRADES.sub("", plain)
    own = (plain, bare, plain[town:], bare[town:])
    return next((found for part in own if part != name and (found := firm_of(part))), 0)


def _is_place(characters: str) -> bool:
    means = scripts.script_words().get(characters, ())
    return len(means) == 1 and token(means[0]).kind == "p"


@lru_cache(maxsize=_REMEMBERED)
def english_name(body: int) -> str:
    """Return the name in Latin letters of a body by its number, where it has three words or more; else ""."""
    row = _rows()[body - 1] if 0 < body < NUMBERED else ()
    names = [name for name in row if name.isascii() and not name.endswith("?")]
    return next((name for name in names if name.count(" ") >= _LEAST_BLANKS), "")


def known_as(body: int) -> str:
    """Return the first name in Latin letters of a body by its number, a company's brand; "" for others."""
    row = _rows()[body - 1] if 0 < body < NUMBERED else ()
    return next((name for name in row if name.isascii() and not name.endswith("?")), "")


@lru_cache(maxsize=_REMEMBERED)
def chinese_name(body: int) -> str:
    """Return the full Chinese name of a body by its number, which short forms are made of; "" for others."""
    row = _rows()[body - 1] if 0 < body < NUMBERED else ()
    names = (name.translate(scripts.simplified()) for name in row)
    return next((name for name in names if len(name) >= _SPOKEN and HAN.fullmatch(name)), "")


@cache
def _rows() -> list[tuple[str, ...]]:
    """Return the names of every body, by its number less one."""
    return [*_known(), *groups("other_bodies.txt")]


@cache
def _known() -> list[tuple[str, ...]]:
    return [tuple(row) for file in FILES for row in groups(file)]


@cache
def bodies() -> dict[str, int]:
    """Return the number of each body by each of its names; 0 for a name of two, negative as in `body_of`."""
    found: dict[str, int] = {}
    without_form: dict[str, int] = {}
    weak: list[tuple[str, int]] = []
    known = len(_known())
    for number, row in enumerate(_rows(), start=1):
        names = [name for name in row if not name.endswith("?")]
        written = [words for name in names for words in _written(letters_of_name(name))]
        body = number
        if number > known:  # more names of one that the tables of matching have already
            body = next((found[words] for words in written if found.get(words)), number)
        weak += [(letters_of_name(name), body) for name in row if name.endswith("?")]
        bare = [_LATIN_FORMS.sub("", name) for name in names]
        name_bodies(found, written, body)
        name_bodies(
            without_form,
            [letters_of_name(short) for short, name in zip(bare, names, strict=True) if short != name],
            body,
        )
    uncertain: dict[str, int] = {}
    for words, body in weak:
        name_bodies(uncertain, [words], -body)
    return uncertain | without_form | found


def name_bodies(bodies: dict[str, int], written: Iterable[str], body: int) -> None:
    """Note names of a body; one that two have means neither."""
    for words in written:
        if bodies.setdefault(words, body) != body:
            bodies[words] = 0


def letters_of_name(name: str) -> str:
    """Return the letters of a name, folded, without signs between them."""
    plain = name.replace(" ", "").removesuffix("?")
    if plain.isascii() and plain.isalpha():  # as most are: the table is read at every start
        return plain.lower()
    if HAN.fullmatch(name):
        return name.translate(scripts.simplified())
    return _LETTERS.sub("", fold(name).lower())


def _written(name: str) -> Iterator[str]:
    """Yield a name as it is written, and a Chinese one read aloud, its town as known abroad."""
    if name.isascii():
        yield name
        return
    name = name.translate(scripts.simplified())
    yield _FORMS.sub("", name) or name
    if len(name) < _SPOKEN or not HAN.fullmatch(name):
        return
    said = readings(name)
    yield "".join(said)
    for size in range(2, _LONGEST_TOWN):
        town = scripts.script_words().get(name[:size], ())
        if len(town) == 1:
            yield town[0] + "".join(said[size:])
