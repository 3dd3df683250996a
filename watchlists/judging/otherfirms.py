"""Whether a short Chinese name is that of another company: of another town, or in another line of business.

武汉高芯科技 is listed and 上海高芯科技有限公司 met, 中微半导体设备（上海） and 中微半导体（深圳）股份有限
公司, 芯源微电子设备 and 芯源系统有限公司.

Knows folded text and the names of a term. Must not know candidates or automata.
"""

import re
from functools import lru_cache

from watchlists.judging.hanruns import run_after, run_before
from watchlists.model import Term
from watchlists.spellings.knownnames import rows
from watchlists.text.normalize import Folded, fold_name, is_han
from watchlists.words import words
from watchlists.words.places import han_places, is_foreign

_FORM = "(?:有限责任公司|有限公司|股份公司|集团公司|公司)"
_NAME_GOES_ON = re.compile(f"[\u4e00-\u9fff]{{0,12}}?{_FORM}")
_IN_BRACKETS = re.compile(
    rf"[\u4e00-\u9fff]{{0,8}}?[（(]([\u4e00-\u9fff]{{2,4}})[）)][\u4e00-\u9fff]{{0,12}}?{_FORM}"
)
_TOWN = 5  # characters, with 市
_REACH = 32


def of_other_town(folded: Folded, start: int, end: int, term: Term) -> str:
    """Return the town before or in brackets behind a short name that none of the term's full names has."""
    name = folded.text[start:end]
    own = _towns(name, (term.name, *term.aliases))
    if not own:
        return ""
    stop = folded.span(start, end)[1]
    inside = _IN_BRACKETS.match(folded.source[stop : stop + _REACH])
    town = inside.group(1) if inside else _town_before(folded.text[max(0, start - _TOWN) : start])
    other = town in han_places() and town not in words("provinces_han.txt") and not is_foreign(town)
    if not other or town in own:
        return ""
    if not inside and not (
        _town_before(run_before(folded, start)) and _NAME_GOES_ON.match(run_after(folded, end))
    ):
        return ""  # in another cell or line
    return town


def _town_before(before: str) -> str:
    """Return the place that the characters before a name end in, with or without 市; "" for none."""
    text = before.removesuffix("市")
    return next(
        (text[-size:] for size in (4, 3, 2) if text[-size:] in han_places() and len(text) >= size), ""
    )


@lru_cache(maxsize=10_000)
def _han_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the listed and usual names that are Chinese, folded."""
    folded = [fold_name(name) for name in names]
    usual = [other for name in folded for other, _, _ in rows().get(name, ())]
    return tuple(name for name in (*folded, *usual) if name and is_han(name[0]))


@lru_cache(maxsize=10_000)
def _towns(name: str, names: tuple[str, ...]) -> frozenset[str]:
    """Return the towns that full names of a term have before the short one or in brackets behind it."""
    found: set[str] = set()
    for full in _han_names(names):
        found.update(part for part in full.split()[1:] if part in han_places() and full.startswith(name))
        at = full.find(name)
        if at > 0 and (town := _town_before(full[:at])) and town in han_places():
            found.add(town)
    return frozenset(found)
