"""Scripts that write the words of a name without blanks: Korean and kana often, Thai always.

Known words (`data/script_words.txt`) are cut off by meaning; what is left is read by its sound.

Knows runs of letters of one script. Must not know names, legal forms or how two are compared.
"""

import re
from functools import cache

from watchlists.names import scripts

_SHORTEST = 2  # syllables of a Korean word that is cut off
_SHORTEST_KANA = 3  # letters of a word in kana that is
_LONGEST, _LONGEST_KANA = 8, 12
_SHORTEST_RUN = 4  # syllables of a run that is cut: shorter ones are names of persons
_THAI = re.compile("[\u0e00-\u0e7f]")
_THAI_MARKS = re.compile("[\u0e2f-\u0e3a\u0e40-\u0e4f]")  # vowels and tones, which Latin writes in many ways


def words_of_run(run: str) -> list[str]:
    """Cut known words off the end of a run of kana, off both ends of one of Hangul; the rest stays whole."""
    table = scripts.script_words()
    kana = "\u3040" <= run[0] <= "\u30ff"
    longest, shortest = (_LONGEST_KANA, _SHORTEST_KANA) if kana else (_LONGEST, _SHORTEST)
    if len(run) < _SHORTEST_RUN:
        return [run]
    end, last = len(run), list[str]()
    while end:
        size = next((n for n in range(min(end, longest), shortest - 1, -1) if run[end - n : end] in table), 0)
        if not size:
            break
        last.insert(0, run[end - size : end])
        end -= size
    first = ""
    if not kana:  # radio in front is a part of the firm's own word: ラジオプリボル, Radiopribor
        first = next((run[:n] for n in range(end - 1, shortest - 1, -1) if run[:n] in table), "")
    middle = run[len(first) : end]
    return [part for part in (first, middle, *last) if part]


def has_thai(text: str) -> bool:
    """Return whether a text holds Thai letters."""
    return _THAI.search(text) is not None


def thai_parted(text: str) -> str:
    """Return a text with its Thai words parted by blanks: known ones by meaning, of others the consonants."""
    table = scripts.script_words()
    parted = _thai_words().sub(lambda match: f" {' '.join(table[match[0]])} ", text)
    return _THAI_MARKS.sub("", parted)


@cache
def _thai_words() -> re.Pattern[str]:
    words = [word for word in scripts.script_words() if has_thai(word)]
    return re.compile("|".join(sorted(words, key=lambda word: (-len(word), word))))
