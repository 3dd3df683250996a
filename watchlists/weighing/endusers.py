"""Who has a chip or cloud, or gets one: a body, company or armed service of a land that may not have it.

Knows matches, passages and word tables. Must not know teams or rules.
"""

import re
from collections.abc import Sequence
from functools import cache

from watchlists.model import Match, Passage
from watchlists.weighing.sayings import any_of, is_consumer
from watchlists.words import groups
from watchlists.words.places import rows_of_china

_NEAR = 200  # code points around a match: who has it stands beside it
# What is no part of the mainland in the table's rows of China's places, and lands that stand in others.
_NOT_MEANT = frozenset({"Taiwan", "Taipei", "Hong Kong", "Macau", "Macao"})
_OTHER_LANDS = ("Russia", "Moscow", "Novosibirsk", "Kazan", "Iran", "Tehran", "North Korea", "Belarus")
_OTHER_LANDS_HAN = ("俄罗斯", "莫斯科", "伊朗", "德黑兰", "朝鲜", "白俄罗斯")
# Chinese clouds are no foreign ones there.
_OWN_CLOUDS = re.compile("Alibaba|Tencent|Huawei|Baidu|Volcano|Kingsoft|UCloud|AutoDL|Tianyi", re.IGNORECASE)


def had_by(found: Sequence[Match], passage: Passage, near: int) -> tuple[str, ...]:
    """Return who has or gets a chip or foreign cloud, and the word for it; none where nobody of concern does.

    Of a cloud it must be bought: that somebody of the mainland uses one is no news. A game player's card is
    not asked about.
    """
    for match in found:
        if match.kind == "chip" and not is_consumer(match):
            gets = _words()["gets"]
        elif match.kind == "cloud" and not _OWN_CLOUDS.match(match.term):
            gets = _words()["buys"]
        else:
            continue
        around = _around(match, passage, near)
        who, how = _of_concern().search(around), gets.search(around)
        if who and how:
            return " ".join(who.group().split()), how.group()
    return ()


def sought_by(found: Sequence[Match], passage: Passage, near: int) -> tuple[str, ...]:
    """Return the words that say an organisation gets computing abroad or chips of a controlled maker."""
    for match in found:
        if match.kind == "org":
            around = _around(match, passage, near)
            what, how = _words()["abroad"].search(around), _words()["gets"].search(around)
            if what and how:
                return what.group(), how.group()
    return ()


def _around(match: Match, passage: Passage, near: int) -> str:
    near = min(near, _NEAR)
    if match.field == "title":
        return f"{passage.title}\n{passage.text[:near]}"
    return passage.text[max(0, match.start - near) : match.end + near]


@cache
def _words() -> dict[str, re.Pattern[str]]:
    """Return the patterns of `endusers.txt` by the first word of a row."""
    rows: dict[str, list[str]] = {}
    for role, *words in groups("endusers.txt"):
        rows.setdefault(role, []).extend(words)
    return {role: any_of(words) for role, words in rows.items()}


@cache
def _of_concern() -> re.Pattern[str]:
    """Return a pattern of bodies, companies and armed services of the lands meant."""
    latin, han = list(_OTHER_LANDS), list(_OTHER_LANDS_HAN)
    for row in rows_of_china():
        if row[0] not in _NOT_MEANT:
            latin += [name for name in row if name.isascii() and len(name) > 3]
            han += [name for name in row if not name.isascii() and len(name) > 1]
    words = {role: pattern.pattern for role, pattern in _words().items()}
    place, body, of_land = any_of(latin).pattern, f"(?:{words['body']})", f"(?:{words['of land']})"
    return re.compile(
        rf"{of_land} (?:[\w-]+ ){{0,3}}{body}|{body}[^.;\n]{{0,60}}?(?:{place})"
        rf"|(?:{place})(?:'s)? (?:[\w-]+ ){{0,3}}{body}"
        rf"|(?:{any_of(han).pattern})[\u4e00-\u9fff]{{0,10}}?(?:{words['han body']})"
        rf"|{words['known']}|{words['armed']}",
        re.IGNORECASE,
    )
