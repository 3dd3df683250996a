"""Who has a chip or cloud, or gets one: a body, company or armed service of a land that may not have it.

Knows matches, passages and word tables. Must not know teams or rules.
"""

import re
from collections.abc import Sequence
from functools import cache

from watchlists.model import Match, Passage
from watchlists.weighing.sayings import is_consumer
from watchlists.weighing.wordtables import WordTables, any_of
from watchlists.words import groups
from watchlists.words.places import rows_of_china

_NEAR = 200  # code points around a match: who has it stands beside it
# What is no part of the mainland in the table's rows of China's places, and lands that stand in others.
_NOT_MEANT = frozenset({"Taiwan", "Taipei", "Hong Kong", "Macau", "Macao"})
_OTHER_LANDS = ("Russia", "Moscow", "Novosibirsk", "Kazan", "Iran", "Tehran", "North Korea", "Belarus")
_OTHER_LANDS_HAN = ("俄罗斯", "莫斯科", "伊朗", "德黑兰", "朝鲜", "白俄罗斯")
_PLACE, _HAN_PLACE = "place", "han place"
_BEGINS = ("of land", "body", _PLACE, _HAN_PLACE, "known", "armed")  # what the name of one may begin with
# Chinese clouds are no foreign ones there.
_OWN_CLOUDS = re.compile("Alibaba|Tencent|Huawei|Baidu|Volcano|Kingsoft|UCloud|AutoDL|Tianyi", re.IGNORECASE)


def had_by(found: Sequence[Match], passage: Passage, near: int) -> tuple[str, ...]:
    """Return who has or gets a chip or foreign cloud, and the word for it; none where nobody of concern does.

    Of a cloud it must be bought: that somebody of the mainland uses one is no news. A game player's card is
    not asked about.
    """
    for match in found:
        if match.kind == "chip" and not is_consumer(match):
            gets = "gets"
        elif match.kind == "cloud" and not _OWN_CLOUDS.match(match.term):
            gets = "buys"
        else:
            continue
        text = _around(match, passage, near)
        if (how := _first(gets, text)) and (who := _of_concern(text)):
            return who, how
    return ()


def sought_by(found: Sequence[Match], passage: Passage, near: int) -> tuple[str, ...]:
    """Return the words that say an organisation gets computing abroad or chips of a controlled maker."""
    for match in found:
        if match.kind == "org":
            text = _around(match, passage, near)
            if (what := _first("abroad", text)) and (how := _first("gets", text)):
                return what, how
    return ()


def _around(match: Match, passage: Passage, near: int) -> str:
    near = min(near, _NEAR)
    if match.field == "title":
        return f"{passage.title}\n{passage.text[:near]}"
    return passage.text[max(0, match.start - near) : match.end + near]


def _first(role: str, text: str) -> str:
    """Return the first word of a role in a text; "" for none."""
    return next(_tables().words(role, text), "")


def _of_concern(text: str) -> str:
    """Return the first body, company or armed service of the lands meant in a text; "" for none."""
    begins = sorted(span.start for role in _BEGINS for span in _tables().spans(role, text))
    hit = next((hit for at in begins if (hit := _pattern().match(text, at))), None)
    return " ".join(hit.group().split()) if hit else ""


@cache
def _words() -> dict[str, list[str]]:
    """Return the words of `endusers.txt` by the first word of a row, and the places meant."""
    rows: dict[str, list[str]] = {_PLACE: list(_OTHER_LANDS), _HAN_PLACE: list(_OTHER_LANDS_HAN)}
    for role, *words in groups("endusers.txt"):
        rows.setdefault(role, []).extend(words)
    for row in rows_of_china():
        if row[0] not in _NOT_MEANT:
            rows[_PLACE] += [name for name in row if name.isascii() and len(name) > 3]
            rows[_HAN_PLACE] += [name for name in row if not name.isascii() and len(name) > 1]
    return rows


@cache
def _tables() -> WordTables:
    return WordTables(_words())


@cache
def _pattern() -> re.Pattern[str]:
    """Return a pattern of bodies, companies and armed services of the lands meant."""
    words = {role: any_of(some).pattern for role, some in _words().items()}
    place, body, of_land = words[_PLACE], f"(?:{words['body']})", f"(?:{words['of land']})"
    return re.compile(
        rf"{of_land} (?:[\w-]+ ){{0,3}}{body}|{body}[^.;\n]{{0,60}}?(?:{place})"
        rf"|(?:{place})(?:'s)? (?:[\w-]+ ){{0,3}}{body}"
        rf"|(?:{words[_HAN_PLACE]})[\u4e00-\u9fff]{{0,10}}?(?:{words['han body']})"
        rf"|{words['known']}|{words['armed']}",
        re.IGNORECASE,
    )
