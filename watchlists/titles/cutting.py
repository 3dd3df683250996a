"""A title cut into words: known ones, what stands in Latin letters and figures, and the rest.

Known words are laid so that the fewest characters stay unknown, then in the fewest words. Beside what is not
known none counts that is a single character or, to the dictionary, part of another word: 电机 in 发电机 says
nothing of a 发电机X.

Knows characters and tables. Must not know what is made of the words.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from watchlists.titles.terms import AS_WRITTEN, BODY, JOINING, NOTHING, UNKNOWN, Term
from watchlists.words.dictionary import tokenized

HAN = "\u4e00-\u9fff"
_LONGEST = 24  # characters of a known word
_DIGITS = "一二三四五六七八九"
_FIGURES = {figure: str(number) for number, figure in enumerate(f"零{_DIGITS}十")}
_NUMBER = rf"\d{{1,3}}|[{''.join(_FIGURES)}]"
_COUNTED = {"包": "lot", "标包": "lot", "标段": "section"}
_COUNTED |= {"批": "batch", "批次": "batch", "期": "phase", "次": "round"}
_UNIT = re.compile(r"第?(\d{4,5})部队")
_AMOUNTS = {"万": (10, "thousand"), "亿": (100, "million")}


class Piece(NamedTuple):
    """A word of a title: where it stands, its kind (`terms`), and what it says."""

    start: int
    end: int
    kind: str
    says: str


def cut(text: str, known: Mapping[str, Term]) -> list[Piece]:
    """Return the words of a text in their order; what needs none, like blanks and signs, is left out."""
    found = laid(text, known)
    edges = {edge for _, start, end in tokenized(text) for edge in (start, end)}
    while torn := [number for number in range(len(found)) if _is_torn(found, number, edges)]:
        for number in torn:
            found[number] = found[number]._replace(kind=UNKNOWN, says="")
    return found


def laid(text: str, known: Mapping[str, Term]) -> list[Piece]:
    """Return the same, whatever the dictionary says: it has names of its own. Found from the end."""
    best: list[tuple[int, int, Piece]] = [(0, 0, Piece(0, 0, UNKNOWN, ""))] * (len(text) + 1)
    for at in range(len(text) - 1, -1, -1):
        choices = []
        for piece in (*_starting(text, at, known), Piece(at, at + 1, UNKNOWN, "")):
            unknown, number, _ = best[piece.end]
            choices.append((unknown + (piece.kind == UNKNOWN and _is_han(text[at])), number + 1, piece))
        best[at] = min(choices, key=lambda choice: (choice[0], choice[1], -choice[2].end))
    found = []
    at = 0
    while at < len(text):
        piece = best[at][2]
        if piece.kind != UNKNOWN or _is_han(text[at]):
            found.append(piece)
        at = piece.end
    return found


def _is_torn(found: list[Piece], number: int, edges: set[int]) -> bool:
    one = found[number]
    if one.kind in (UNKNOWN, AS_WRITTEN):
        return False
    beside = [other for other in found[max(0, number - 1) : number + 2] if other.kind == UNKNOWN]
    ends = {one.start, one.end} & {edge for other in beside for edge in (other.start, other.end)}
    short = one.end - one.start == 1 and one.kind not in (JOINING, NOTHING)
    return bool(ends) and (short or not ends <= edges)


def _starting(text: str, at: int, known: Mapping[str, Term]) -> Iterator[Piece]:
    """Yield the words that start at a place of a text, the longest first; none within a Latin one."""
    if at and _is_latin(text[at - 1]) and _is_latin(text[at]):
        return
    for size in range(min(_LONGEST, len(text) - at), 0, -1):
        term = known.get(text[at : at + size])
        if term and not (_is_latin(text[at + size - 1]) and _is_latin(text[at + size : at + size + 1])):
            yield Piece(at, at + size, term.kind, term.english)
    if found := _UNIT.match(text, at):
        yield Piece(at, found.end(), BODY, f"Military Unit {found[1]}")
        return
    for pattern, said in _WRITTEN:
        if found := pattern.match(text, at):
            yield Piece(at, found.end(), AS_WRITTEN, said(found))
            return


def _is_han(character: str) -> bool:
    return re.match(f"[{HAN}]", character) is not None


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _years(found: re.Match[str]) -> str:
    return "–".join(found.groups())


def _day(found: re.Match[str]) -> str:
    return "-".join(f"{int(part):02}" for part in found.groups() if part)


def _part(found: re.Match[str]) -> str:
    return f"{_COUNTED[found['what']]} {_FIGURES.get(found['number'], found['number'])}"


def _parts(found: re.Match[str]) -> str:
    return f"{_COUNTED[found[3]]}s {found[1]}–{found[2]}"


def _ordinal(found: re.Match[str]) -> str:
    tens, ten, ones = found[1].rpartition("十")
    number = int("".join(_FIGURES[one] for one in ones) or 0) + bool(ten) * 10 * int(_FIGURES[tens or "一"])
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 % 10 != 1 else 0, "th")
    return f"{number}{ending}"


def _amount(found: re.Match[str]) -> str:
    factor, word = _AMOUNTS[found[2]]
    return f"{float(found[1]) * factor:,g} {word} yuan"


_WRITTEN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(20\d\d)年?度?[-—–~至到]+(20\d\d)(?:年度?|(?!\d))"), _years),
    (re.compile(r"(20\d\d)年(?:度|(\d{1,2})月(?:(\d{1,2})日)?)?"), _day),
    (re.compile(r"第?(\d{1,2})[-—–~至到、](\d{1,2})(标包|标段|包|批|期)"), _parts),
    (re.compile(rf"第?(?P<number>{_NUMBER})(?P<what>标包|标段|批次|包|批|期|次)(?![{HAN}]*[量装])"), _part),
    (re.compile("(?P<number>[A-Z])(?P<what>标包|标段|包)"), _part),
    (re.compile(rf"(?P<what>标段|标包|包)(?P<number>{_NUMBER}|[A-Z])(?![A-Za-z0-9])"), _part),
    (
        re.compile(rf"第([{_DIGITS}]?十[{_DIGITS}]?|[零{_DIGITS}]{{1,4}}(?![十百]))(?=[{HAN}])"),
        _ordinal,
    ),
    (re.compile(r"(\d+(?:\.\d+)?)([万亿])元"), _amount),
    (re.compile(rf"\(([{_DIGITS}])\)"), lambda found: f"({_FIGURES[found[1]]})"),
    (re.compile(r"(\d+)个月"), lambda found: f"{found[1]} months"),
    (re.compile(rf"(\d+)[台套个张块颗片辆架只件组根艘枚卡](?![{HAN}]*[式机])"), lambda found: f"×{found[1]}"),
    (re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.+/&_-]*[A-Za-z0-9+])?|[()]"), lambda found: found[0]),
)
