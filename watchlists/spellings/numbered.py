"""The spellings of a group's numbered institutes: 第十四研究所 is 14所, "14th Institute", "CETC-14".

Some have a name of their own besides (`words/numbered_bodies.txt`): 中国舰船研究设计中心 is 武汉701所.

Knows names and the groups in `words/numbered.txt`. Must not know texts, terms or automata.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from watchlists.model import MatchReason, Variant
from watchlists.spellings.offices import ending
from watchlists.text.normalize import fold_name
from watchlists.words import groups

_FIGURES = "一二三四五六七八九"
_BELONGS = ("下属", "旗下", "所属", "公司下属", "公司旗下")
_HAN = re.compile(
    "(.*?)(?:有限)?(?:公司)?第?([〇零一二三四五六七八九十百]{1,5}|\\d{1,4})(研究所|研究院|所|院)(?:研究所)?"
)
_COUNTED = 9  # up to which a number and 所 only count houses
_FEW = 100  # from which a number is not counted by houses
_NAME = 6  # characters of the shortest name of an institute
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh"),
)
_MARKS = re.compile(
    r"\d|第|(?:[一二三四五六七八九十〇]|eth|st|nd|rd|th) ?(?:所|院|(?:research )?(?:institute|academy))"
)
_LATIN = re.compile(
    rf"(?:(.+?) ??)?(?<!\d)(?:no |number )?(\d{{1,4}}|{'|'.join(_ORDINALS)})(?:st|nd|rd|th)?"
    r"(?: (?:research )?(institute|academy))?(?: (?:(?:of|under) )?(.+))?"
)
_NOT_OWN = re.compile("^the | ?s$")  # of the name of a group: the CETC's


class Place(NamedTuple):
    """Which of a group's institutes or academies one is: the group's names, its number, and its kind."""

    owner: tuple[str, ...]
    number: int
    academy: bool


@cache
def _owners() -> dict[str, tuple[str, ...]]:
    """Return, for every folded name of a group with numbered institutes, all its names."""
    table: dict[str, tuple[str, ...]] = {}
    for row in groups("numbered.txt"):
        names = tuple(fold_name(cell) for cell in row)
        for name in names:
            table[name] = names
    return table


@cache
def _bodies() -> dict[Place, tuple[str, tuple[str, ...]]]:
    """Return the name of an institute, "" for none of its own, and what is said before its number."""
    table = {}
    for group, *cells in groups("numbered_bodies.txt"):
        front, *always = group.split()
        for cell in cells:
            number, *before = cell.split()
            name = fold_name(before.pop()) if before and len(before[-1]) >= _NAME else ""
            place = Place(_owners()[fold_name(front)], int(number.rstrip("院")), number.endswith("院"))
            table[place] = name, (*always, *before)
    return table


@cache
def _by_number() -> dict[int, list[Place]]:
    """Return the groups' institutes by their number."""
    table: dict[int, list[Place]] = {}
    for place in _bodies():
        table.setdefault(place.number, []).append(place)
    return table


def _with_number(number: int) -> Sequence[Place]:
    return _by_number().get(number, ())


@cache
def _by_name() -> dict[str, Place]:
    """Return the place of every institute that has a name of its own."""
    return {name: place for place, (name, _) in _bodies().items() if name}


@cache
def owners_words() -> frozenset[str]:
    """Return the last words of the groups' names: one stands in every name with a number."""
    return frozenset(name.split()[-1] for name in _owners())


def may_be_numbered(text: str) -> bool:
    """Return whether a folded name may be that of a numbered institute, at a quick look."""
    return not text.isascii() or not owners_words().isdisjoint(text.split())


def numbered(listed: Variant) -> Iterator[Variant]:
    """Yield the other spellings of a numbered institute; none for other names."""
    text = listed.text
    found = (_read(text) if _MARKS.search(text) else None) or _by_name().get(text)
    if found is None:
        return
    owner, number, academy = found
    detail = f"{listed.text} by its number"
    figure = _in_han(number)
    own, befores = _bodies().get(found, ("", ()))
    if own and own != text:
        yield listed.derived(own, MatchReason.ALIAS, f"{own} has that number")
    for before in befores:
        for count in (figure, str(number)):
            short = fold_name(f"{before}{count}{'院' if academy else '所'}")
            yield listed.derived(short, MatchReason.ABBREVIATION, detail)
    for name in owner:
        if name.endswith("公司"):
            continue
        for text in (
            _latin(name, number, academy=academy) if name.isascii() else _chinese(name, number, academy)
        ):
            yield listed.derived(fold_name(text), MatchReason.ABBREVIATION, detail)
    if number >= _FEW and len(_with_number(number)) == 1:
        for text in (f"{figure}研究所", f"第{figure}研究所", f"{number}研究所", f"第{number}研究所"):
            yield listed.derived(fold_name(text), MatchReason.ABBREVIATION, detail)
        for text in (f"{number} institute", f"{number} research institute"):
            yield listed.derived(text, MatchReason.ABBREVIATION, detail, weak=True)
    front = owner[0] if not owner[0].isascii() else owner[1]
    for noun in ("院", "研究院") if academy else ("研究所",):
        yield listed.derived(f"第{figure}{noun} {front}", MatchReason.WORD_ORDER, detail)
        yield listed.derived(f"第{figure}{noun} {front}公司", MatchReason.WORD_ORDER, detail)
    if not academy and number > _COUNTED:
        for text in (f"{figure}所", f"第{figure}研究所", fold_name(f"{number}所")):
            yield listed.derived(text, MatchReason.ABBREVIATION, detail, weak=True)


def institute_of(text: str) -> Place | None:
    """Return which institute a folded name means, as `numbered` spells it; None for other names.

    By its group and number, in Chinese by its town or its number alone too where no other has these, or by
    its own name.
    """
    place = _read(text) or _by_name().get(text)
    match = None if place is not None or text.isascii() else _HAN.fullmatch(text)
    if match is None:
        return place
    before, number, academy = match[1], _number(match[2]), match[3].endswith("院")
    found = [
        place
        for place in _with_number(number)
        if place.academy == academy and (before in _bodies()[place][1] if before else number > _COUNTED)
    ]
    return found[0] if len(found) == 1 else None


def _read(text: str) -> Place | None:
    """Return which institute or academy a folded name with a number means."""
    match = None if text.isascii() else _HAN.fullmatch(text.replace(" ", ""))
    if match and match.group(1) in _owners():
        return Place(_owners()[match.group(1)], _number(match.group(2)), match.group(3).endswith("院"))
    plain = _LATIN.fullmatch(text)
    if plain and (plain[3] or _number(plain[2]) > _COUNTED):
        for name in (plain[1], plain[4]):
            owner = _NOT_OWN.sub("", name or "")
            if owner in _owners():
                return Place(_owners()[owner], _number(plain[2]), plain[3] == "academy")
    return None


def _latin(owner: str, number: int, *, academy: bool) -> Iterator[str]:
    """Yield the spellings in Latin letters."""
    noun = "academy" if academy else "institute"
    ordinal = f"{number}{ending(number)}"
    for count in (ordinal, str(number), *_ORDINALS[number - 1 : number]):
        for plain in (noun, f"research {noun}")[: 1 if academy else 2]:
            yield f"{owner} {count} {plain}"
            yield f"{owner} s {count} {plain}"
            yield f"{count} {plain} of {owner}"
            yield f"{count} {plain} under {owner}"
    yield f"{owner} no {number} {noun}"
    if not academy:
        yield f"{owner} no {number} research {noun}"
        yield f"no {number} research {noun} of {owner}"
        if " " not in owner:
            yield f"{owner} {number}"
            yield f"{owner}{number}"


def _chinese(owner: str, number: int, academy: bool) -> Iterator[str]:
    """Yield the Chinese spellings."""
    figure = _in_han(number)
    for count in (figure, str(number)):
        for link in _BELONGS:
            yield f"{owner}{link}第{count}{'研究院' if academy else '研究所'}"
        if academy:
            yield f"{owner}{count}院"
            yield f"{owner}第{count}研究院"
            continue
        yield f"{owner}{count}所"
        yield f"{owner}{count}研究所"
        yield f"{owner}第{count}研究所"
        if owner.endswith("集团"):
            yield f"{owner}公司第{count}研究所"
            yield f"{owner}有限公司第{count}研究所"


def _number(text: str) -> int:
    """Return the number that Chinese or Arabic figures or an ordinal write: 二十九, 七〇一, 29, second."""
    if text in _ORDINALS:
        return _ORDINALS.index(text) + 1
    if text.isascii():
        return int(text)
    if "十" in text and "百" not in text:
        tens, _, ones = text.partition("十")
        return (_FIGURES.find(tens) + 1 if tens else 1) * 10 + (_FIGURES.find(ones) + 1 if ones else 0)
    digits = "".join("0" if c in "〇零" else str(_FIGURES.find(c) + 1) for c in text if c not in "十百")
    return int(digits or 0)


def _in_han(number: int) -> str:
    """Return the number in Chinese figures: 二十九, 七〇一."""
    if number >= 100:
        return "".join("〇" if c == "0" else _FIGURES[int(c) - 1] for c in str(number))
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else _FIGURES[tens - 1]) + "十" if tens else "") + (
        _FIGURES[ones - 1] if ones else ""
    )
