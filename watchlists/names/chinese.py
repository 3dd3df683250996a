"""Chinese short forms: 北大 for 北京大学, 中科院 for 中国科学院.

A short form takes characters from the full name in order: usually the first of each meaningful part,
sometimes the last of a frame (委员会 to 委 or 会), leaving out at most the place in front. How well it does
that is measured here.

Knows two names in Han characters. Must not know the lists they come from.
"""

from dataclasses import dataclass
from operator import mul

from watchlists.names.chinese_weights import BIAS, WEIGHTS
from watchlists.names.han_parts import another_body, other_number, segments
from watchlists.names.han_tables import han_beside, han_signs
from watchlists.names.numbers import DIGITS
from watchlists.words import words

LONGEST = 8  # characters of a short form
_BODIES = ("大学", "学院", "医院", "银行")  # ends of names that are names in full
_HOSPITAL = "医院"  # 北京大学第一医院
_SHORTEST_FIRM = 5  # 中图公司 is a short form
_SHORTEST_BODY = 3  # characters; 中南大 and 北医院 are short forms
_PLACES = frozenset(["where", "home"])
_KINDS_OF_PLACES = "省市县区"
_COMPANY = ("公司", "集团", "厂")
_FOREIGN_TRADE = "进出口"
_OWN_NAME = 2.2  # log odds: nine in ten

# In the order of the evidence: how the characters are taken, which parts are left out and where, which are
# kept, how the lengths compare, and whether everybody knows the short form to mean another body.
FEATURES = (
    *("natural", "odd", "first_part", "place_before", "home_before", "inner_place", "other_before"),
    *("inside", "inside_what", "after", "last_character", "last_is_frame", "two_characters"),
    *("parts_hit", "runs", "length", "two_and_left_out", "same_end", "inside_unknown", "many_parts"),
    *("inside_thin", "after_thin", "another_body"),
)


@dataclass(frozen=True, slots=True)
class ShortForm:
    """How a short form is taken from a full name: see `FEATURES` for what each number says."""

    evidence: tuple[float, ...]
    own_name: bool = False  # it is what a company calls itself between its town and its trade

    @property
    def strength(self) -> float:
        """Return the log odds that the short form is that of the full name."""
        odds = sum(map(mul, self.evidence, WEIGHTS), BIAS)
        return max(odds, _OWN_NAME) if self.own_name else odds


def short_form(short: str, full: str) -> ShortForm | None:
    """Return how `short` is taken from `full`; None when its characters do not stand there in order."""
    if not 2 <= len(short) <= LONGEST or len(full) < len(short) + 1:
        return None
    plain_short, plain_full = short.translate(DIGITS), full.translate(DIGITS)
    letters = iter(plain_full)
    if not all(character in letters for character in plain_short) or other_number(short, full):
        return None
    parts = segments(full)
    part_of: list[int] = []
    offset: list[int] = []
    for number, (text, _) in enumerate(parts):
        part_of += [number] * len(text)
        offset += range(len(text))
    taken = _best_way(plain_short, plain_full, parts, part_of, offset)
    if _is_full_name(short, full, parts, [part_of[place] for place in taken]):
        return None
    evidence = _evidence(plain_short, plain_full, parts, part_of, offset, taken)
    return ShortForm((*evidence, another_body(short, full)), own_name=_is_own_name(short, full, parts))


def _is_own_name(short: str, full: str, parts: tuple[tuple[str, str], ...]) -> bool:
    """Return whether a company's full name has `short` for its own name: 海康威视 in 杭州海康威视数字公司.

    It stands behind the town and is no known word; of two characters it is all that stands before the trade.
    """
    if not full.endswith(_COMPANY):
        return False
    first = next((n for n, (_, kind) in enumerate(parts) if kind not in {*_PLACES, "free"}), 0)
    start = sum(len(text) for text, _ in parts[:first])
    last = next((n for n in range(first, len(parts)) if parts[n][1]), len(parts))
    end = sum(len(text) for text, _ in parts[:last])
    start += bool(first) and full[start] in _KINDS_OF_PLACES
    stop = start + len(short)
    return full.startswith(short, start) and stop <= end and (len(short) > len("旷视") or stop == end)


def _is_full_name(short: str, full: str, parts: tuple[tuple[str, str], ...], hit: list[int]) -> bool:
    """Return whether the shorter name is one in full too: no university is short for another one.

    四川大学 and 四川师范大学; 四川大学 and its 附属医院; a town (四川); a town with its trade (苏州光纤) and
    a company there with a name of its own before that trade.
    """
    inside = [n for n in range(hit[0], hit[-1]) if n not in hit and parts[n][1] != "free"]
    if short.endswith("公司") and full.endswith("公司") and len(short) > _SHORTEST_FIRM:  # both are in full
        more = [parts[n][0] for n in inside if parts[n][1] == "where" or parts[n][0] == _FOREIGN_TRADE]
        return any(full.replace(text, "", 1) == short and not full.startswith(text) for text in more)
    if short.endswith(_BODIES) and len(short) > _SHORTEST_BODY:
        added = full[len(short) :] if full.startswith(short) else ""
        separate = added.startswith(han_beside("body")) or added.endswith(_HOSPITAL)
        bears = separate or added in words("independent_colleges.txt")
        return bears or (full.endswith(short[-2:]) and bool(inside))
    if (
        full.startswith(short)
        and len(short) > _SHORTEST_BODY
        and full[len(short) :].startswith(han_beside("firm"))
    ):
        return True
    whole = all(hit.count(n) == len(parts[n][0]) for n in set(hit))
    if whole and all(parts[n][1] in _PLACES for n in hit):
        return True
    own = [n for n in inside if parts[n][1] == "" and n - 1 in hit and parts[n - 1][1] in _PLACES]
    return len(short) > _SHORTEST_BODY and whole and bool(own)


def _evidence(
    short: str,
    full: str,
    parts: tuple[tuple[str, str], ...],
    part_of: list[int],
    offset: list[int],
    taken: list[int],
) -> tuple[float, ...]:
    good = sum(_worth(place, None, parts, part_of, offset) >= 0.9 for place in taken) / len(taken)
    hit = {part_of[place] for place in taken}
    needed = [n for n, (_, kind) in enumerate(parts) if kind != "free"]
    first = needed[0]
    skipped = [n for n in needed if n not in hit]
    before = [n for n in skipped if n < min(hit)]
    inside = [n for n in skipped if min(hit) < n < max(hit)]
    after = [n for n in skipped if n > max(hit)]
    signs = han_signs()
    odd = sum(
        offset[place] > (parts[part_of[place]][0][0] == "第")
        and (n == 0 or taken[n - 1] != place - 1)
        and parts[part_of[place]][1] != "frame"
        and signs.get(parts[part_of[place]][0]) != full[place]
        for n, place in enumerate(taken)
    )
    runs = sum(taken[n] + 1 == taken[n + 1] for n in range(len(taken) - 1))
    where = [n for n in before if parts[n][1] == "where"]
    home = [n for n in before if parts[n][1] == "home"]
    # 北 stands for 北京, never for 西北
    inner_place = sum(
        offset[place] > 0
        and parts[part_of[place]][1] == "where"
        and (n == 0 or taken[n - 1] != place - 1)
        and signs.get(parts[part_of[place]][0]) != full[place]
        for n, place in enumerate(taken)
    )
    return (
        good,
        float(odd),
        float(first in hit),
        float(len(where)),
        float(len(home)),
        float(inner_place),
        float(len(before) - len(where) - len(home)),
        float(len(inside)),
        sum(parts[n][1] == "what" for n in inside) + 0.0,
        float(bool(after)),
        float(taken[-1] == len(full) - 1),
        float(parts[part_of[taken[-1]]][1] == "frame"),
        float(len(short) == 2),
        len(hit) / len(short),
        runs / len(short),
        len(full) / len(short) / 4,
        float(len(short) == 2 and len(inside) + len(after) > 0),
        float(full.endswith(short[-2:]) and len(short) > 2),
        float(any(parts[n][1] == "" for n in inside)),
        max(0.0, len(needed) - len(short)) / 3,
        float(sum(parts[n][1] == "thin" for n in inside)),
        float(sum(parts[n][1] == "thin" for n in after)),
    )


def _worth(
    place: int, before: int | None, parts: tuple[tuple[str, str], ...], part_of: list[int], offset: list[int]
) -> float:
    """Return how natural it is to take the character at `place` after the one at `before`."""
    text, kind = parts[part_of[place]]
    if offset[place] == 0 or han_signs().get(text) == text[offset[place]]:
        return 1.0
    if before is not None and before == place - 1:
        return 0.95
    if kind == "what" and text[0] == "第" and offset[place] == 1:
        return 1.0
    if kind == "frame" and offset[place] == len(text) - 1:
        return 0.92
    if kind in {"where", "home"}:
        return 0.15
    return 0.3


def _best_way(
    short: str, full: str, parts: tuple[tuple[str, str], ...], part_of: list[int], offset: list[int]
) -> list[int]:
    """Return the places in `full` that make the most natural reading of `short`."""
    best: dict[int, tuple[float, list[int]]] = {-1: (0.0, [])}
    for number, character in enumerate(short):
        following: dict[int, tuple[float, list[int]]] = {}
        last = len(full) - (len(short) - number)
        for place in range(last + 1):
            if full[place] != character:
                continue
            for before, (worth, way) in best.items():
                if before >= place:
                    continue
                fresh = before < 0 or part_of[before] != part_of[place]
                value = (
                    worth
                    + _worth(place, before if before >= 0 else None, parts, part_of, offset)
                    + 0.15 * fresh
                )
                if place not in following or value > following[place][0]:
                    following[place] = (value, [*way, place])
        best = following
    return max(best.values(), key=lambda way: way[0])[1]
