"""What a notice in Japanese or Korean says, label by label. Pure.

The counterpart of `western_notice`: which language a text is in, its labels, and its stage.
Days, sums and tables are read as those of a Chinese notice.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from watchers.parsers.plain import fold_width
from watchers.parsers.tenders.eastern_words import LABELS, STAGES

_KANA = re.compile("[\u3041-\u30fa]")
_HANGUL = re.compile("[\uac00-\ud7a3]")
_INSIDE = re.compile(r"[\s（）()「」\[\]・:：*※○●■□◇◆▶▷ㆍ·]")
_NOTE = re.compile(r"\([^()]*\)")  # 契約金額(円)
_NUMBERED = re.compile(r"\s*(?:[（(]?\d{1,2}[)）.．、]?|[ア-ン가-하][.．)）]|[①-⑳])[ 　.．]*")
_FIELD_OF = {_INSIDE.sub("", label): name for name, labels in LABELS.items() for label in labels.split()}
_STAGES = [(stage, re.compile(words)) for stage, words in STAGES]
_WORDS = "\u3005\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3"
_LABELLED = re.compile(
    rf"(?m)^[ \t\u3000]*(?P<label>[^\n:：]{{0,6}}[{_WORDS}][{_WORDS}（）()ㆍ· \t\u3000]{{1,28}}?)[ \t\u3000]*"
    r"(?:[:：][ \t\u3000]*(?P<value>[^\n]+)|[ \t\u3000]+(?P<apart>[^\n:：]+))$"
)
# 国立大学法人緑石大学　契約担当役　理事: who signs, for whom
_OFFICER = re.compile(
    r"(?m)(?:^|(?<=[ \t\u3000:：]))"
    r"(?P<who>(?:国立大学法人|公立大学法人|(?:地方)?独立行政法人|国立研究開発法人)"
    r"[^\s（）()]{2,30}?)"
    r"(?:[ \t\u3000]+(?:(?:分任)?契約担当[役官]|契約責任者"
    r"|経理責任者|支出負担行為担当官|学長|理事長?|総長|所長)"
    r"|(?<=大学)長)"
    r"(?=[ \t\u3000])"
)
_GAP = re.compile(r"[ \t\u3000]+")
_MOST = 30  # characters of a label


@lru_cache(maxsize=2048)
def eastern_field(label: str) -> str | None:
    """Return the field that a Japanese or Korean label means, None for one that means none of ours."""
    if len(label) > _MOST:
        return None
    label = fold_width(label)
    forms = (label, _NUMBERED.sub("", label, count=1), _NOTE.sub("", label))
    return next((name for form in forms if (name := _FIELD_OF.get(_INSIDE.sub("", form)))), None)


def language_of(text: str) -> str | None:
    """Return "ja" or "ko" for a text in Japanese or Korean, None for any other."""
    head = text[:4_000]
    for language, letters, share in (("ko", _HANGUL, 8), ("ja", _KANA, 20)):
        found = len(letters.findall(head))
        if found >= 8 and found * share > len(head):
            return language
    return None


def eastern_stage(title: str) -> str | None:
    """Return the stage that a Japanese or Korean title tells."""
    title = re.sub(r"\s", "", title)
    return next((stage for stage, words in _STAGES if words.search(title)), None)


def eastern_pairs(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield field, label and value of each line that begins with a label: before a colon or a blank."""
    for match in _OFFICER.finditer(text):
        yield "buyer", "発注機関", match["who"]
    for match in _LABELLED.finditer(text):
        if name := eastern_field(match["label"]):
            yield from _parted(name, match["label"], match["value"] or match["apart"])


def _parted(name: str, label: str, value: str) -> Iterator[tuple[str, str, str]]:
    """Yield a pair, and those behind it on its line: 契約相手方　某株式会社　契約金額　9円."""
    words = _GAP.split(value.strip())
    for number, word in enumerate(words[1:-1], start=1):
        if later := eastern_field(word.rstrip(":：")):
            yield name, label, " ".join(words[:number])
            yield from _parted(later, word, " ".join(words[number + 1 :]))
            return
    yield name, label, value
