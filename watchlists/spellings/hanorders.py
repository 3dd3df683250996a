"""The orders of the parts of a Chinese body's name: place and noun, its own name and its parent's.

Knows names and places. Must not know texts or terms.
"""

import re
from collections.abc import Iterator

from watchlists.words.places import han_places

HEAD_WORDS = ("大学", "学院", "实验室", "研究院", "研究所", "中心", "科学院")


def han_orders(name: str) -> Iterator[str]:
    """Yield a Chinese name with its place or parent body set elsewhere."""
    if " " in name:
        return
    university = name.find("大学") + 2
    if 4 <= university < len(name) - 4 and name.endswith(HEAD_WORDS):
        yield f"{name[university:]} {name[:university]}"
    for parent in ("中国科学院", "中科院", "中国人民解放军"):
        if name.startswith(parent) and len(name) - len(parent) >= 5:
            rest = name[len(parent) :]
            yield f"{rest} {parent}"
            if rest.endswith("研究所") and len(rest) >= 6:
                yield f"{rest.removesuffix('研究所')}所 {parent}"
            if town := place_at_start(rest):
                yield f"{rest[len(town) :]} {parent}{town}"
                yield f"{rest[len(town) :]} {town} {parent}"
                yield f"{parent}{rest[len(town) :]} {town}"
            if len(rest) >= 6:
                yield rest
            return
    place = place_at_start(name)
    rest = name[len(place) :]
    if (
        place
        and place != "中国"
        and len(rest) >= 5
        and rest.endswith(HEAD_WORDS)
        and not rest.endswith(("大学", "学院"))
    ):
        yield f"{rest} {place}"
    yield from _centre_orders(name)


def _centre_orders(name: str) -> Iterator[str]:
    """Yield the orders of a national supercomputing centre's name: 无锡国家超级计算中心."""
    for head in ("超级计算", "超算"):
        match = re.fullmatch(f"(国家{head})(..+)(中心)", name)
        if match:
            front, place, noun = match.groups()
            yield f"{place}{front}{noun}"
            yield f"{front}{noun} {place}"
            yield f"{front}{noun}{place}中心"
            yield f"{place}超算中心"
            yield f"{place}{head}中心"


def place_at_start(name: str) -> str:
    """Return the place a Chinese name starts with, with 省 or 市, or ""."""
    places = han_places()
    for size in (4, 3, 2):
        if name[:size] in places:
            return name[: size + 1] if name[size : size + 1] in {"省", "市"} else name[:size]
    return ""
