"""Whether a Korean name is a word by itself, or the beginning of a longer one (인도 in 인도네시아).

Knows folded texts. Must not know terms, contexts or automata.
"""

import re
from functools import cache

from watchlists.text.normalize import Folded
from watchlists.words import words

_SHORT = 2  # syllables; longer names are seldom the beginning of another word
_HANGUL = re.compile("[\uac00-\ud7a3]+")
# What is written in one with a name: particles, one after another, and what is made, led or held there.
_BEHIND = re.compile(
    "(?:산|제|발|계|인|군|측|형|어|내|국|현지|정부|법인|본사|지사|그룹|공장|시장|당국)?"
    "(?:은|는|이|가|을|를|의|와|과|도|에|에서|에게|께서|로|으로|까지|부터|만|서|나|이나|든|랑|이랑|처럼|보다|마저|조차|뿐|들|등|엔|선"
    "|라고|이라고|라는|이라는|라며|이라며|란|이란|다|이다|였다|이었다|며|이며|고|이고|인|였던|하고|에선|에는|에도)*"
)
# What is another body or a place, whoever it is called after: 서울대학교병원.
_SEPARATE = re.compile(
    "(?:[치의]과대학|어린이|치과|한방)?(?:병원|출판부|출판문화원|재단|부속|(?:입구)?역(?:$|에서|에|은|이|을))"
)


@cache
def _people() -> tuple[str, ...]:
    """Return what of a university is written in one with its name: 서울대 연구진."""
    return tuple(word for word in words("korean_particles.txt") if len(word) > 1)


def longer_word(folded: Folded, start: int, end: int) -> str:
    """Return the longer Korean word that begins with a name, "" where it is a word by itself."""
    text = folded.text
    behind = _HANGUL.match(text, end)
    if behind and not folded.between(end) and _SEPARATE.match(behind.group()):
        return text[start:end] + behind.group()
    is_university = end - start == _SHORT + 1 and text[end - 1] == "대"  # 서울대
    if (end - start > _SHORT and not is_university) or not _HANGUL.fullmatch(text, start, end):
        return ""
    if behind is None or folded.between(end) or _BEHIND.fullmatch(behind.group()):
        return ""
    if is_university and behind.group().startswith(_people()):
        return ""
    return text[start:end] + behind.group()
