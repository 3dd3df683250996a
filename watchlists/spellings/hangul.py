"""The spellings of a name in Hangul: universities in short and in full, legal forms and spaces left out.

Knows names. Must not know texts or terms.
"""

import re
from collections.abc import Iterator

from watchlists.model import MatchReason, Variant

_UNIVERSITY = re.compile("[\uac00-\ud7a3]{2,}대")
_IN_FULL = re.compile("([\uac00-\ud7a3]{2,}?)(공?)[업과]?(?:종합)?대학교?")
_FORM = re.compile(
    "^(?:주식회사|유한회사|주(?= ))(?=[ \uac00-\ud7a3])|(?<=[ \uac00-\ud7a3])(?:주식회사|유한회사)$"
)
_SPACED = re.compile("[\uac00-\ud7a3]+(?: [\uac00-\ud7a3]+)+")
_SHORT = 4  # syllables; shorter forms are parts of other words
# Parts of syllables that sound alike and are written for one another: the first consonants, plain
# and tense, and two vowels, by their places in chapter 3.12 of the Unicode Standard.
_SYLLABLES, _FIRST, _PER_CONSONANT, _PER_VOWEL = re.compile("[\uac00-\ud7a3]"), 0xAC00, 588, 28
_TENSE = {0: 1, 1: 0, 3: 4, 4: 3, 7: 8, 8: 7, 9: 10, 10: 9, 12: 13, 13: 12}
_VOWELS = {1: 5, 5: 1}


def hangul_spellings(listed: Variant) -> Iterator[Variant]:
    """Yield the spellings made by rule of a name in Hangul; nothing of another."""
    if _UNIVERSITY.fullmatch(listed.text):
        for ending in ("학", "학교"):
            yield listed.derived(listed.text + ending, MatchReason.ABBREVIATION, f"{listed.text} in full")
    if full := _IN_FULL.fullmatch(listed.text):
        short = f"{full[1]}{full[2]}대"  # 김일성종합대학, 김책공업종합대학
        if len(short) >= _SHORT:
            yield listed.derived(short, MatchReason.ABBREVIATION, f"short for {listed.text}")
    if (core := _FORM.sub("", listed.text).strip()) != listed.text and len(core) > 1:
        yield listed.derived(core, MatchReason.LEGAL_FORM, f"{listed.text} without its legal form")
        if " " in core:
            squeezed = core.replace(" ", "")
            yield listed.derived(squeezed, MatchReason.LEGAL_FORM, f"{listed.text} without its legal form")
    for text, how in _misheard(listed.text):
        yield listed.derived(text, MatchReason.TYPO, how)
    if _SPACED.fullmatch(listed.text):
        yield listed.derived(
            listed.text.replace(" ", ""), MatchReason.SPACING, f"{listed.text} without its spaces"
        )


def _misheard(name: str) -> Iterator[tuple[str, str]]:
    """Yield a name of four syllables and more with one that sounds nearly so (하이닉쓰), and for which."""
    found = list(_SYLLABLES.finditer(name))
    for syllable in found if len(found) >= _SHORT else ():
        code = ord(syllable.group()) - _FIRST
        consonant, vowel = code // _PER_CONSONANT, code // _PER_VOWEL % (_PER_CONSONANT // _PER_VOWEL)
        steps = (
            (_TENSE.get(consonant, consonant) - consonant) * _PER_CONSONANT,
            (_VOWELS.get(vowel, vowel) - vowel) * _PER_VOWEL,
        )
        for step in filter(None, steps):
            other = chr(_FIRST + code + step)
            text = name[: syllable.start()] + other + name[syllable.end() :]
            yield text, f"{other} for {syllable.group()}"
