"""Whether words near a hit say that rules were broken or authorities acted: a seizure, a listing."""

import re
from collections.abc import Sequence

from watchlists.model import Match, Passage
from watchlists.weighing.sayings import ENOUGH, around, near_to, told

# Goods that go where they may not, or may be said to.
_BOUND = re.compile(
    r"\b(?:ship|export|divert|sold|sale|sell|route|deliver|clear|bound|headed|send|sent|move)\w*\b[^.;]{0,60}?"
    r"\b(?:to|into|in|for) (?:mainland |the )?"
    r"(?:China|Chinese|Russia|Iran|North Korea|Belarus|Hong Kong|Moscow|Shenzhen)"
    r"|(?:卖|售|运|流|发|销)(?:给|往|到|入|向)[^。，]{0,6}(?:中国|大陆|俄罗斯|伊朗|香港)"
    r"|в (?:Россию|РФ|Китай|Иран)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"(?:\badd(?:s|ed|ing)?|\bput(?:s|ting)?|\bplac(?:es|ed|ing)|\bimpos(?:e|es|ed|ing)|\bslap(?:s|ped)"
    r"|\bexpand(?:s|ed)|\bremov(?:es|ed|ing)|\bhits?)\b[^.。]{0,90}?"
    r"\b(?:entity list|unverified list|end.?user list|blacklist|sanctions list|restrictions? list"
    r"|trade restrictions|sanctions on|1260h)"
    r"|\bblacklists\b|\b(?:has|have|are|were) blacklisted\b|\bsanctions (?:imposed )?on\b"
    r"|(?:列入|加入|纳入|納入|列进|新增|拉入|移出|添加)[^。，,]{0,15}(?:清单|清單|名单|名單)"
    r"|(?:внес|включ|добав)\w*[^.]{0,60}(?:санкционн\w+|ч[её]рн\w+) спис"
    r"|(?:제재 명단|블랙리스트|엔티티 리스트)[^.]{0,20}(?:추가|올)",
    re.IGNORECASE,
)
# Each place and each list has one of these in its name.
_PLACES = (
    *("chin", "russia", "iran", "korea", "belarus", "kong", "moscow", "shenzhen"),
    *("中国", "大陆", "俄罗斯", "伊朗", "香港", "россию", "рф", "китай", "иран"),
)
_LISTS = (
    "list",
    "restrictions",
    "sanctions",
    "1260h",
    "清单",
    "清單",
    "名单",
    "名單",
    "спис",
    "명단",
    "리스트",
)
# A company is said to have been listed years ago whenever it is in the news.
_LONG_AGO = re.compile(
    r"\bsince\b|\bin (?:\w+ )?20\d\d|\b20\d\d,|years? ago|20\d\d ?年|此前|早在|曾被", re.IGNORECASE
)
_SENTENCE = re.compile(r"[^.。!！?？\n]*")


def case(found: Sequence[Match], passage: Passage, near: int) -> tuple[str, ...]:
    """Return the words that say rules were broken or authorities acted; none where they do not suffice.

    `near` as in `near_to`. Of organisations alone it takes a point more: any company has lawsuits.
    """
    parties = [match for match in found if match.kind in {"org", "chip"}]
    texts = near_to(parties, passage, near)
    words, points = told("case", texts)
    goods = any(match.kind == "chip" for match in parties)
    if goods:
        taken, more = told("seizure", texts)
        words, points = (*words, *taken), points + more
    bound = (hit.group() for text in texts for hit in around(_PLACES, _BOUND, text))
    if words and (goes := next(bound, "")):
        words, points = (*words, goes), points + 1
    if points >= ENOUGH + (not goods):
        return words
    return next((listing for text in texts if (listing := _listing(text))), ())


def _listing(text: str) -> tuple[str, ...]:
    """Return the words that say somebody is put on a list now; none where it was long ago."""
    for hit in around(_LISTS, _LISTED, text):
        begin = max(text.rfind(stop, 0, hit.start()) for stop in ".。\n") + 1
        sentence = _SENTENCE.match(text, begin)
        if sentence and not _LONG_AGO.search(sentence.group()):
            return (" ".join(hit.group().split()),)
    return ()
