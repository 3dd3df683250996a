"""What a company is called in Chinese: its name without its place, its line of business and more.

Knows names and the tables in `words/`. Must not know texts or automata.
"""

from collections.abc import Iterator

from watchlists.model import MatchReason, Variant
from watchlists.spellings.hanorders import place_at_start
from watchlists.spellings.hantrades import TRADE_AT_END, is_only_trade
from watchlists.text.normalize import is_han
from watchlists.words import words
from watchlists.words.dictionary import is_word, tagged
from watchlists.words.places import is_foreign, is_place

_HEAVY = "重工业"  # 三菱重工业 is 三菱重工, never 三菱重
_INTELLIGENT = ("人工智能科技", "人工智能技术")  # never 人工|智能科技
_PLAIN_HEADS = ("银行", "保险", "证券", "医院", "日报", "晚报", "电视台", "俱乐部", "法院", "政府", "队")
_CALLED = 2  # characters that most companies are called by
# Names of these kinds are told apart by their place alone: 法国兴业银行 is not 兴业银行.
SHORT = 3  # characters


def is_country_and_trade(core: str) -> bool:
    """Return whether a name without its legal form is the country and a common noun: 中国船舶."""
    if not core.startswith("中国") or len(core) > 6:
        return False
    return all(kind in {"n", "vn", "v", "b"} for _, kind in tagged(core[2:]))


def han_brand(listed: Variant, core: str) -> Iterator[Variant]:
    """Yield a company's name without the place before and the line of business after it."""
    rest = core
    place = place_at_start(rest)
    if place in {"中国", "中华"}:
        return
    if place and place != "中国" and len(rest) - len(place) >= 2 and not is_only_trade(rest[len(place) :]):
        stripped = rest[len(place) :]
        if is_foreign(place) or stripped.endswith(_PLAIN_HEADS):
            return
        if not TRADE_AT_END.match(stripped[:2]) or len(stripped) > 6:
            rest = stripped
            if len(rest) >= 4:
                yield listed.derived(rest, MatchReason.LEGAL_FORM, f"{listed.text} without its place")
    whole = rest
    while True:
        if rest.endswith(_HEAVY):
            yield listed.derived(rest[:-1], MatchReason.ABBREVIATION, f"short for {listed.text}")
            return
        match = TRADE_AT_END.search(rest)
        if not match:
            break
        cut = len(rest) - _CALLED if rest.endswith(_INTELLIGENT) else match.start()
        rest = rest[:cut]
        if len(rest) < 2 or is_place(rest) or is_only_trade(rest):
            return
        if place and rest.startswith(place) and rest[len(place) :] in words("trades_han.txt"):
            return  # 上海算力
        weak = len(rest) < 3 or (len(rest) < 4 and is_word(rest))
        yield listed.derived(rest, MatchReason.ABBREVIATION, f"short for {listed.text}", weak=weak)
    if whole[len(rest) :].startswith(("微电子", "微系统")) and not is_word(f"{rest}微"):
        yield listed.derived(f"{rest}微", MatchReason.ABBREVIATION, f"short for {listed.text}")  # 芯源微


def without_inner_place(core: str) -> tuple[str, str] | None:
    """Return a company's name without the place in brackets inside or behind it, and the place.

    Folding has made a space of the brackets: 瀚博半导体 上海, 紫光展锐 上海 科技.
    """
    first, *rest = core.split(" ")
    found = [at for at, part in enumerate(rest) if is_place(part)]
    if len(found) != 1 or not all(map(is_han, core.replace(" ", ""))):
        return None
    place = rest.pop(found[0])
    return first + "".join(rest), place


def of_placeless(listed: Variant, name: str, place: str) -> Iterator[Variant]:
    """Yield the spellings of a company whose name has a place in brackets, that left out or in front."""
    detail = f"{listed.text} without its place"
    yield listed.derived(name, MatchReason.LEGAL_FORM, detail, weak=len(name) < SHORT)
    yield listed.derived(place + name, MatchReason.WORD_ORDER, f"parts of {listed.text} in another order")
    for variant in han_brand(listed, name):
        yield variant
        if variant.weak and len(variant.text) < SHORT:
            yield listed.derived(place + variant.text, MatchReason.ABBREVIATION, variant.detail)


def field_whole(name: str) -> str:
    """Return a company's name with the field that its share cuts short (复旦微电子 of 复旦微电), or ""."""
    stem = name.removesuffix("电") if name.endswith("微电") else name
    called = stem.removesuffix("微")
    return f"{stem}电子" if called != stem and len(called) >= _CALLED and not is_word(stem[-2:]) else ""
