"""Characters of a Chinese hit that belong to the words beside it, by the dictionary.

Knows folded texts and words. Must not know terms.
"""

import re

from watchlists.judging import persons
from watchlists.judging.hanbodies import PART
from watchlists.judging.hanruns import run_after, run_before
from watchlists.text.normalize import Folded
from watchlists.words.dictionary import is_word, kind_of, tagged

_TALENT = re.compile("杰青|优青|.{0,2}(?:教授|老师|院士|院长|校长|主任|书记|博士|团队)")
_BOUND = frozenset(["nr", "x"])  # kinds of characters that only make words and names
_LINKING = frozenset("的与和及由在从对是为向据让请被把给将经因同跟或")
_WORD = 4  # characters in which the next word is looked for


def made_by_slip(name: str, spelling: str, before: str, after: str) -> str:
    """Return the word that a character taken for a slip makes with the one beside it: 紫金山实验小|学."""
    if name[-1] != spelling[-1] and after and is_word(name[-1] + after[0]):
        return name[-1] + after[0]
    if name[0] != spelling[0] and before and is_word(before[-1] + name[0]):
        return before[-1] + name[0]
    return ""


def bound_next(after: str) -> str:
    """Return the character that follows where it is none to begin a word with (华科|尔, 武大|靖), or ""."""
    if not after or not "\u4e00" <= after[0] <= "\u9fff":  # 理研は
        return ""
    if persons.is_surname(after[0]) or PART.match(after) or _TALENT.match(after):
        return ""
    word, kind = tagged(after[:_WORD])[0]
    return word if len(word) == 1 and kind in _BOUND else ""


def says_how(text: str) -> bool:
    """Return whether a single character is an adverb: 近五个赛季中|共交战八场."""
    return len(text) == 1 and kind_of(text) == "d"


def is_torn_institute(folded: Folded, start: int, end: int) -> bool:
    """Return whether an institute's short name goes on before it or ends in a word: 化学|物理所."""
    if folded.text[end - 1] != "所":
        return False
    before, after = run_before(folded, start), run_after(folded, end)
    if after and is_word(f"所{after[0]}") and not after.startswith("长"):
        return True
    return bool(before) and before[-1] not in _LINKING and not before.endswith(("科学院", "中科院"))
