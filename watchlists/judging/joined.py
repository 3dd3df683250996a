"""Names joined to a hit: to a Chinese one by a dot, to a company by "and", to a product in a list.

Knows the text directly around a hit and word tables. Must not know terms, contexts or automata.
"""

import re
from functools import cache

from watchlists.judging.fields import products
from watchlists.spellings.bodies import han_bodies
from watchlists.spellings.knownnames import well_known
from watchlists.spellings.makers import makers
from watchlists.text.normalize import Folded, fold_name
from watchlists.words import longest_first
from watchlists.words.places import han_places

_DOT_AFTER = re.compile("[·・•]([\u4e00-\u9fff]{2,})")
_DOT_BEFORE = re.compile("([\u4e00-\u9fff]{2,})[·・•][\u4e00-\u9fff]?$")  # 汤米·哈佛, 汤米·奥哈佛
_ENDS_IN_FORM = re.compile("(?:公司|集团|厂)$")
_JOINS = frozenset("与和及、/")
_SAME_LIST = 80  # characters on either side within which two products are a list
_JOINED_BEFORE = re.compile(
    r"(?: ?[,、/&+，] ?| (?:and|or|vs\.?|und|et|oder|и|или) | ?[和与及或跟] ?)[\"“‘「]?$"
)
_JOINED_AFTER = re.compile(
    r"^[\"”’」]?(?: ?[,、/&+，] ?| (?:and|or|vs\.?|und|et|oder|и|или) | ?[和与及或跟] ?)"
)


def dotted(folded: Folded, start: int, end: int) -> str:
    """Return the longer name that a dot makes of a Chinese one: a person's, an estate's; "" if none."""
    first, stop = folded.span(start, end)
    source = folded.source
    if _ENDS_IN_FORM.search(folded.text[start:end]):
        return ""
    after, before = (
        _DOT_AFTER.match(source[stop : stop + 12]),
        _DOT_BEFORE.search(source[max(0, first - 12) : first]),
    )
    if after and before:
        return ""  # one of a list
    if after and after.group(1) not in han_places() and not _is_known(after.group(1)):
        return source[first : stop + after.end()]
    if before and not before.group(1).endswith(tuple(han_places())) and not _is_known(before.group(1)):
        return before.group() + source[first:stop]
    return ""


def _is_known(text: str, *, bodies: bool = False) -> bool:
    """Return whether a Chinese text begins or ends with the name of a maker or company, or of a body."""
    ends = {text[:size] for size in range(2, 9)} | {text[-size:] for size in range(2, 9)}
    if bodies:
        return not ends.isdisjoint(han_bodies())
    if _ENDS_IN_FORM.search(text):
        return True
    return not (ends.isdisjoint(makers()) and ends.isdisjoint(well_known()))


def beside_company(folded: Folded, start: int, end: int, *, bodies: bool = False) -> bool:
    """Return whether "and" or a stroke joins the name to a maker or a well-known company (某某与华为).

    With `bodies`, to a well-known university or institute (天大与南开).
    """
    first, stop = folded.span(start, end)
    before, after = folded.source[max(0, first - 9) : first], folded.source[stop : stop + 9]
    return bool(
        (before[-1:] in _JOINS and before[:-1] and _is_known(before[:-1], bodies=bodies))
        or (after[:1] in _JOINS and after[1:] and _is_known(after[1:], bodies=bodies))
    )


def beside_product(folded: Folded, start: int, end: int) -> bool:
    """Return whether AI services or clouds are named with the name: one joined to it, or two near it."""
    own = folded.text[start:end]
    near = (folded.text[max(0, start - _SAME_LIST) : start], folded.text[end : end + _SAME_LIST])
    if len(products("  ".join(near)) - {own}) > 1:
        return True
    first, stop = folded.span(start, end)
    before, after = folded.source[max(0, first - 32) : first], folded.source[stop : stop + 32]
    joined = (_JOINED_BEFORE.sub("", before), _JOINED_AFTER.sub("", after))
    ends, starts = _products_beside()
    return bool(
        (joined[0] != before and ends.search(fold_name(joined[0])))
        or (joined[1] != after and starts.match(fold_name(joined[1])))
    )


@cache
def _products_beside() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return patterns of the products that end a text, and that begin one."""
    names = f"(?<![^\\W_])(?:{'|'.join(map(re.escape, longest_first('products.txt')))})"
    return re.compile(f"{names}$"), re.compile(f"{names}(?![^\\W_]*[a-z0-9])")
