"""A Chinese name in Cyrillic letters, by the system of Palladius, as pinyin: Жэнь Чжэнфэй is Ren Zhengfei.

The other way is `spellings/sinographs.py`, whose table this turns round.

Knows the words of one text. Must not know how two names are compared.
"""

import re
from functools import cache, lru_cache

from watchlists.names.syllables import every_syllable
from watchlists.spellings.sinographs import in_cyrillic

# what such names have and Russian ones have not: a name without it is no reason to look
_TELLING = re.compile("цз|чж|эй|юй|уа|[аэию]нь|[бгджклмнпрстхцчш]э|[лстцд]яо|[нлсц]ю")
_WORD = re.compile("[а-я]+")
_MOST_WORDS = 3
_LONGEST = 6  # letters of a syllable


def in_pinyin(text: str) -> tuple[str, ...]:
    """Return the words of a folded text in pinyin; () where one is no word of Chinese syllables."""
    if not _TELLING.search(text):
        return ()
    words = _WORD.findall(text)
    said = tuple(map(_said, words))
    return said if all(said) and len(words) <= _MOST_WORDS else ()


@lru_cache(maxsize=4096)
def _said(word: str) -> str:
    """Return a word in pinyin, each syllable as long as can be; "" where it is not made of syllables."""
    if not word:
        return ""
    for size in range(min(_LONGEST, len(word)), 0, -1):
        first = _syllables().get(word[:size])
        rest = word[size:].removeprefix("ъ")
        if first and (not rest or (more := _said(rest))):
            return first + (more if rest else "")
    return ""


@cache
def _syllables() -> dict[str, str]:
    return {in_cyrillic([syllable]): syllable for syllable in sorted(every_syllable())}
