"""Reads words that hold two run together as two: A100vsH100, 华为vsSMIC, theH100, 2024A100, #SMICnews.

A word is cut where its letters show it (a joint such as "vs" behind a figure, a capital inside it) and a name
stands on one side. What is written so in a name itself stays: VSMPO, VSCode.

Knows single words, and the characters at their edges. Must not know contexts or what a hit means.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise

from watchlists.spellings.modelnumbers import OTHER_MODEL_AFTER
from watchlists.text.folded import Folded
from watchlists.text.normalize import fold, is_spaceless
from watchlists.text.runs import fold_cut, suspects
from watchlists.words import words
from watchlists.words.vocabulary import LITTLE, english

_VERSUS = frozenset({"vs", "versus", "pk"})
_JOINT = re.compile("versus|vs|pk|and|plus|or|und|oder|et|ou|x", re.IGNORECASE)
_MODEL = re.compile(r"[a-z]{1,4}\d", re.IGNORECASE)  # how a model number begins
_YEAR = re.compile(r"(?:19|20)\d\d(?=[a-z])", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=\d)(?=[a-z]{3})")
_HUMP_OF_TAG = re.compile(rf"{_HUMP.pattern}|(?<=[A-Z]{{2}})(?=[a-z]{{3}})")
_STOPS, _HYPHENS = frozenset(".．"), frozenset("-_")
_TAG = frozenset("#＃")
_LABEL = "号"  # 型号VSH100: what it labels is one word
_WORD = 3  # letters of a word that a name is run together with
_MOST_READ = 50_000  # remembered

Tell = Callable[[str], bool]


class Joints:
    """Reads texts, and remembers what the words are that may hold two."""

    def __init__(self, names: Tell, written: Tell) -> None:
        """Take what tells of a folded word whether it names something, and whether it stands in a name so."""
        self._names = names
        self._written = written
        self._read: dict[tuple[str, str, str], tuple[int, ...]] = {}

    def fold(self, text: str) -> Folded:
        """Return a text folded (see `normalize`), with such words apart."""
        found = suspects(text)
        if not found:
            return fold(text)
        cuts = [start + cut for start, end in found for cut in self._cuts(text, start, end)]
        return fold_cut(text, cuts) if cuts else fold(text)

    def _cuts(self, text: str, start: int, end: int) -> tuple[int, ...]:
        key = text[start:end], text[start - 1 : start], text[end : end + 1]
        cuts = self._read.get(key)
        if cuts is None:
            if len(self._read) >= _MOST_READ:
                self._read.clear()
            word = unicodedata.normalize("NFKC", key[0])
            cuts = self._cut(word, *key[1:])
            if cuts and self._written(word.lower()):
                cuts = ()
            self._read[key] = cuts
        return cuts

    def _cut(self, word: str, before: str, after: str) -> tuple[int, ...]:
        """Return before which letters of a word that is none of a name's the next one begins."""
        joints = list(self._joints(word, before, after))
        edges = [0, *(edge for joint in joints for edge in joint), len(word)]
        cuts: dict[int, None] = {}
        for at, (first, last) in enumerate(joints):
            sides = word[edges[2 * at] : first], word[last : edges[2 * at + 3]]
            if any(map(self._is_name, sides)) or _is_between_scripts(*sides, before, after):
                cuts |= dict.fromkeys(cut for cut in (first, last) if 0 < cut < len(word))
        if cuts:
            return tuple(cuts)
        found = tuple(self._humps(word, tagged=before in _TAG))
        return () if found and self._is_name(word) else found

    def _joints(self, word: str, before: str, after: str) -> Iterator[tuple[int, int]]:
        """Yield where joints stand that show: by a figure, a change of case or of script, two names."""
        for found in _JOINT.finditer(word):
            (start, end), joint = found.span(), found.group()
            left, right = word[:start], word[end:]
            if self._is_name(left) and self._is_name(right):
                yield start, end
                continue
            versus = joint.lower() in _VERSUS
            sure = left[-1:].isdigit() or (versus and left[-2:-1].isdigit())  # 910BvsH100
            if not left:
                sure = versus and _is_other(before) and not (before == _LABEL and joint.isupper())
            turns = joint.islower() and right[:1].isupper()
            if joint.lower() == "x" or len(right) == 1:
                continue
            if (
                sure
                or (left[-1:].isupper() and joint.islower())
                or (left[-1:].islower() and joint[0].isupper())
            ):
                if right:
                    shows = turns or right[0].isdigit()
                    shows = shows or (sure and (versus or _MODEL.match(right) is not None))
                else:
                    shows = (
                        after not in _HYPHENS if sure else versus and (_is_other(after) or after in _STOPS)
                    )
            else:  # HuaweivsSMIC, SMICVS华为
                shows = versus and (turns if right else _is_other(after) and self._is_name(left))
            if shows:
                yield start, end

    def _humps(self, word: str, *, tagged: bool) -> Iterator[int]:
        """Yield where a name and a year or a word of the language are run together."""
        if (year := _YEAR.match(word)) and self._is_name(word[year.end() :]):
            yield year.end()
            return
        humps = (_HUMP_OF_TAG if tagged else _HUMP).finditer(word)
        edges = [0, *(hump.start() for hump in humps), len(word)]
        pieces = [word[start:end] for start, end in pairwise(edges)]
        for at in range(1, len(pieces)):
            if all(map(_is_word, pieces[at:])) and self._is_name(word[: edges[at]]):
                yield from edges[at:-1]
                return
            if all(map(_is_word, pieces[:at])) and self._is_name(word[edges[at] :]):
                yield from edges[1 : at + 1]
                return

    def _is_name(self, piece: str) -> bool:
        return len(piece) > 1 and self._names(piece.lower())


def _is_other(beside: str) -> bool:
    """Return whether a character is of a script written without spaces."""
    return beside != "" and is_spaceless(beside)


def _is_between_scripts(left: str, right: str, before: str, after: str) -> bool:
    """Return whether a joint stands between a name of another script and figures or letters: 沙尔克04vs曼城.

    Names such as AC米兰 are of two scripts, and no word of them is a name.
    """
    return (not left and _is_other(before)) or (not right and left.isdigit() and _is_other(after))


def _is_word(piece: str) -> bool:
    """Return whether a piece is a word of the language that makes no other model of a number before it."""
    small = piece.lower()
    if small in OTHER_MODEL_AFTER:
        return False
    if not (piece.islower() or piece.istitle()):
        return small in words("computing.txt")  # GPU
    if len(piece) < _WORD:
        return small in LITTLE or _JOINT.fullmatch(small) is not None
    return small in english() or small in words("computing.txt")
