"""Institutes by what they belong to: a group and a number, the Academy of Sciences, a seat of a university.

CETC-14 and 南京14所 are one institute, 中科院长春光机所 is 长春光机所, 地大（武汉） is 中国地质大学（武汉）.

Knows the tables of bodies and the groups of `spellings.numbered`. Must not know how two names are compared.
"""

import re
from functools import cache

from watchlists.names.bodies import FILES, HAN, NUMBERED, bodies, letters_of_name, name_bodies
from watchlists.spellings.numbered import Place, institute_of
from watchlists.text.normalize import fold_name
from watchlists.words import groups

_INSTITUTES = ("所", "院", "中心", "部", "台")
_ACADEMY = re.compile(
    "^(?:中国科学院|中科院)(?=.)|^(?:chineseacademyofsciences?|cas)(?=.)"
    "|(?:(?:of|under|at)?(?:the)?)(?:chineseacademyofsciences?|cas)$"
)
_CENTRE = re.compile("(?:国家)?(?:超级计算|超算)(..+)中心|(..+?)(?:国家)?(?:超级计算|超算)中心")
_PLACES = 2_000  # of one group


def institute(words: str) -> int:
    """Return the number of the body that a folded name calls an institute of an academy or a group, or 0."""
    for key in _inside(words.replace(" ", "")):
        if found := _of_academy().get(key) or bodies().get(key):
            return found
    return _numbered(words)


def at_its_place(words: str) -> int:
    """Return the number of a body with several seats by a short Chinese name and the place, or 0."""
    for place, short in ((words[-2:], words[:-2]), (words[:2], words[2:])):
        for row in _by_chinese_name().get(short, ()):
            found = next(
                (found for name in row if (found := bodies().get(letters_of_name(name) + place, 0)) > 0), 0
            )
            if found:
                return found
    return 0


@cache
def _by_chinese_name() -> dict[str, list[tuple[str, ...]]]:
    """Return the rows that have a Chinese name, those too where it means other things."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for row in groups(FILES[0]):
        for name in row:
            if HAN.match(name):
                found.setdefault(letters_of_name(name), []).append(row)
    return found


@cache
def _of_academy() -> dict[str, int]:
    """Return the bodies by the names of institutes, the academy's and 研究所 as `_inside` writes them."""
    found: dict[str, int] = {}
    for words, body in bodies().items():
        if body > 0 and (words.endswith(_INSTITUTES) or _is_of_academy(words)):
            name_bodies(found, _inside(words)[:1], body)
    return found


def _is_of_academy(words: str) -> bool:
    """Return whether a name says that it is the academy's."""
    # letters that all of these have, since most names have none of them
    may_be = "cas" in words or "academyofscience" in words or words.startswith("中")
    return may_be and _ACADEMY.search(words) is not None


def _inside(words: str) -> list[str]:
    """Return how institutes are filed: 中科院物理所 under CAS+物理所, then under 物理所.

    Some are known without the academy: 长春光机所, Dalian Institute of Chemical Physics.
    """
    if "超" in words and (centre := _CENTRE.fullmatch(words)):  # 国家超级计算无锡中心, 无锡超算中心
        return [f"超算+{centre[1] or centre[2]}"]
    own, inside = _ACADEMY.subn("", words, count=1) if _is_of_academy(words) else (words, 0)
    own = own.removesuffix("研究所") + "所" if own.endswith("研究所") else own
    return [f"CAS+{own}", own] if inside else [own]


def _numbered(words: str) -> int:
    """Return the number of the institute that a folded name means by its group and number; 0 for others."""
    place = institute_of(words)
    if place is None:
        return 0
    known = _institutes().get(place)
    if known:
        return known
    group = next(at for at, row in enumerate(groups("numbered.txt")) if fold_name(row[0]) == place.owner[0])
    return NUMBERED + (group * _PLACES + place.number) * 2 + place.academy


@cache
def _institutes() -> dict[Place, int]:
    """Return the numbers of the bodies that the tables know by a group and a number, and by a name too."""
    found: dict[Place, int] = {}
    for words, body in bodies().items():
        place = institute_of(words) if words.endswith(_INSTITUTES) else None
        if place is not None and body:
            found.setdefault(place, body)
    return found
