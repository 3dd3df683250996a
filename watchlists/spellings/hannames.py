"""The spellings of a Chinese or Japanese name, made by rule: legal forms, short names, other orders.

Knows names and the tables in `words/`. Must not know texts, terms or automata.
"""

import re
from collections.abc import Iterator
from functools import cache

from watchlists.model import MatchReason, Variant
from watchlists.spellings.knownnames import at_its_place
from watchlists.text.normalize import fold_name, is_han
from watchlists.words import longest_first, words
from watchlists.words.dictionary import is_word, tagged
from watchlists.words.places import han_places, is_foreign, is_place

_HAN_LEGAL = re.compile(
    "(?: *(?:集团|控股|股份|有限责任|有限|责任|总))* *(?:公司|集团)$|(?:株式会社|合同会社|주식회사|유한회사)$"
)
_HAN_LEGAL_FRONT = re.compile("^(?:株式会社|주식회사|유한회사) *")
_INDUSTRY = (
    "信息技术|数字技术|网络技术|电子技术|电子信息|人工智能|智能科技|信息科技|网络科技|集成电路制造|集成电路|"
    "微电子装备|激光雷达|数据库|物联网|操作系统|新能源|新材料|大数据|云计算|科技发展|技术开发|系统集成|半导体|微电子|机器人|自动化|进出口|"
    "存储器|存储|微系统|激光|光学|芯片|传感|安防|视觉|量子|重工|动力|导航|雷达|微波|"
    "科技|技术|信息|数字|电子|智能|网络|软件|通信|通讯|实业|工业|发展|国际|系统|装备|设备|制造|机械|材料|"
    "无线|卫星|遥感|储能|电池|光伏|电气|仪器|仪表|测控|机电|精工|时空|光电|精密|数据|航空|航天|贸易|投资|控股|集团|服务|研究|开发|生物|医药|能源|电力|建设|工程|股份|计算机|计算"
)
_HAN_INDUSTRY = re.compile(f"(?:{_INDUSTRY})$")
_HEAVY = "重工业"  # 三菱重工业 is 三菱重工, never 三菱重
_INTELLIGENT = ("人工智能科技", "人工智能技术")  # never 人工|智能科技
_HOLDS = re.compile("集团|控股|股份")  # what of a legal form is said with a short name: 吉利控股
_ONLY_INDUSTRY = re.compile(
    f"(?:{_INDUSTRY}|中国|国家|中央|全国|东方|第[一二三四五六七八九十]|大学|学院|银行)+"
)
_PHYSICS_ACADEMY = ("中国工程物理研究院", "中物院")
_HAN_SHORTER = (
    ("超级计算", "超算"),
    ("投资控股", "投控"),
    ("中国科学院", "中科院"),
    _PHYSICS_ACADEMY,
    ("科学技术", "科技"),
    ("人工智能", "AI"),
    ("研究中心", "中心"),
    ("先进技术研究院", "先进院"),
    ("航空航天", "航天航空"),
    ("技术研究所", "所"),
    ("集团公司", "集团"),
)
_ONLY_SHORT_FOR = frozenset({"超算", "投控", "先进院"})  # these are nothing else
# What a university's name ends in, and the usual short ending ("湖南科技大学", "湖南科大").
_UNIVERSITY_SHORTER = (
    ("科学技术大学", "科大"),
    ("科技大学", "科大"),
    ("工业大学", "工大"),
    ("理工大学", "理工"),
    ("师范大学", "师大"),
    ("农业大学", "农大"),
    ("医科大学", "医大"),
    ("交通大学", "交大"),
    ("财经大学", "财大"),
    ("林业大学", "林大"),
    ("海洋大学", "海大"),
)
# Names of these kinds are told apart by their place alone: 法国兴业银行 is not 兴业银行.
_SHORT_CORE = 3  # characters
_PLAIN_UNIVERSITY = 4
_LONG_UNIVERSITY = 5  # characters; shorter names without 学 are short forms of others too
_FORCE = 3  # characters of 空军, 信息, 火箭军
_CALLED = 2  # characters that most companies are called by
_PLAIN_HEADS = ("银行", "保险", "证券", "医院", "日报", "晚报", "电视台", "俱乐部", "法院", "政府", "队")
_HEAD_WORDS_HAN = ("大学", "学院", "实验室", "研究院", "研究所", "中心", "科学院")


def is_trade(text: str) -> bool:
    """Return whether the Chinese text is a line of business and nothing else (技术, 信息技术)."""
    return _HAN_INDUSTRY.fullmatch(text) is not None


def is_only_trade(text: str) -> bool:
    """Return whether nothing in the Chinese text tells a company from others of its line of business."""
    return bool(_ONLY_INDUSTRY.fullmatch(text) or _trades().fullmatch(text))


@cache
def _trades() -> re.Pattern[str]:
    return re.compile(f"(?:{_INDUSTRY}|{'|'.join(longest_first('trades_han.txt'))})+")


def han_spellings(listed: Variant, *, organisation: bool = True) -> Iterator[Variant]:
    """Yield legal forms dropped, short names and word orders of a Chinese or Japanese name."""
    core = _HAN_LEGAL.sub("", _HAN_LEGAL_FRONT.sub("", listed.text)).strip() or listed.text
    squeezed = core.replace(" ", "") if all(is_han(c) or c == " " for c in core) else core
    if core != listed.text and len(core) > 1:
        detail = f"{listed.text} without its legal form"
        weak = (len(core) < 3 and is_word(core)) or _is_country_and_trade(core)
        yield listed.derived(core, MatchReason.LEGAL_FORM, detail, weak=weak)
        if len(core) < _SHORT_CORE:
            for form in _HOLDS.findall(listed.text[len(core) :]):
                yield listed.derived(core + form, MatchReason.LEGAL_FORM, detail)
    for text in at_its_place(core):
        yield listed.derived(text, MatchReason.ABBREVIATION, f"short for {core}")
    if organisation and (placeless := _without_inner_place(core)):
        yield from _of_placeless(listed, *placeless)
        return
    if listed.text.endswith("集团公司"):
        yield listed.derived(
            listed.text[:-2], MatchReason.LEGAL_FORM, f"{listed.text} without its legal form"
        )
    for one, other in (("通信", "通讯"), ("通讯", "通信"), ("存储", "储存"), ("储存", "存储")):
        if squeezed.endswith(one) and len(squeezed) > 3:
            text = squeezed.removesuffix(one) + other
            yield listed.derived(text, MatchReason.ABBREVIATION, f"{other} for {one}")
    for text in _han_orders(squeezed):
        yield listed.derived(text, MatchReason.WORD_ORDER, f"parts of {squeezed} in another order")
    for long, short in _HAN_SHORTER:
        if long in squeezed and squeezed != long:
            shorter = fold_name(squeezed.replace(long, short))
            if len(shorter) >= 5:
                yield listed.derived(shorter, MatchReason.ABBREVIATION, f"{short} for {long}")
                for text in _han_orders(shorter):
                    yield listed.derived(text, MatchReason.WORD_ORDER, f"parts of {shorter} in another order")
        elif short in _ONLY_SHORT_FOR and short in squeezed:
            text = fold_name(squeezed.replace(short, long))
            yield listed.derived(text, MatchReason.ABBREVIATION, f"{long} for {short}")
    if squeezed.endswith("理工学院") and is_foreign(squeezed[:-4].removesuffix("联邦")):
        yield listed.derived(squeezed[:-2], MatchReason.ABBREVIATION, "理工 for 理工学院")
    for long, short in _UNIVERSITY_SHORTER:
        if squeezed.endswith(long) and len(squeezed) - len(long) >= 2:
            text = squeezed.removesuffix(long) + short
            yield listed.derived(text, MatchReason.ABBREVIATION, f"{short} for {long}")
            break
    if squeezed.endswith("大学"):
        if len(squeezed) > _LONG_UNIVERSITY:
            yield listed.derived(squeezed[:-1], MatchReason.ABBREVIATION, "大 for 大学")  # 国防科技大
        elif len(squeezed) == _PLAIN_UNIVERSITY and not is_place(squeezed[:2]):
            yield listed.derived(squeezed[:-1], MatchReason.ABBREVIATION, "大 for 大学", weak=True)  # 中北大
    if force := _force_in_short(squeezed):
        detail = "工大 for 工程大学"
        yield listed.derived(f"{force}工大", MatchReason.ABBREVIATION, detail)
        yield listed.derived(f"{force[0]}工大", MatchReason.ABBREVIATION, detail, weak=True)
    if squeezed.endswith("研究所") and len(squeezed) >= 8:
        for text in (squeezed, squeezed.replace("中国科学院", "中科院").replace(*_PHYSICS_ACADEMY)):
            shorter = text.removesuffix("研究所") + "所"
            yield listed.derived(shorter, MatchReason.ABBREVIATION, "所 for 研究所")
    if organisation and (whole := _field_whole(squeezed)):
        yield listed.derived(whole, MatchReason.ABBREVIATION, f"微电子 in full of {squeezed}")
    if organisation and not squeezed.endswith(_HEAD_WORDS_HAN):
        yield from _han_brand(listed, squeezed)


def _field_whole(name: str) -> str:
    """Return a company's name with the field that its share cuts short (复旦微电子 of 复旦微电), or ""."""
    stem = name.removesuffix("电") if name.endswith("微电") else name
    called = stem.removesuffix("微")
    return f"{stem}电子" if called != stem and len(called) >= _CALLED and not is_word(stem[-2:]) else ""


def _force_in_short(name: str) -> str:
    """Return whose engineering university a name is, where that is a force and no place: 空军; "" if not.

    Towns have one of industry besides, which is called so.
    """
    called = name.removesuffix("工程大学")
    force = called.removeprefix("中国人民").removeprefix("解放军")
    return force if called != name and 2 <= len(force) <= _FORCE and not is_place(force) else ""


def _without_inner_place(core: str) -> tuple[str, str] | None:
    """Return a company's name without the place in brackets inside or behind it, and the place.

    Folding has made a space of the brackets: 瀚博半导体 上海, 紫光展锐 上海 科技.
    """
    first, *rest = core.split(" ")
    found = [at for at, part in enumerate(rest) if is_place(part)]
    if len(found) != 1 or not all(map(is_han, core.replace(" ", ""))):
        return None
    place = rest.pop(found[0])
    return first + "".join(rest), place


def _of_placeless(listed: Variant, name: str, place: str) -> Iterator[Variant]:
    """Yield the spellings of a company whose name has a place in brackets, that left out or in front."""
    detail = f"{listed.text} without its place"
    yield listed.derived(name, MatchReason.LEGAL_FORM, detail, weak=len(name) < _SHORT_CORE)
    yield listed.derived(place + name, MatchReason.WORD_ORDER, f"parts of {listed.text} in another order")
    for variant in _han_brand(listed, name):
        yield variant
        if variant.weak and len(variant.text) < _SHORT_CORE:
            yield listed.derived(place + variant.text, MatchReason.ABBREVIATION, variant.detail)


def _place_at_start(name: str) -> str:
    """Return the place a Chinese name starts with, with 省 or 市, or ""."""
    places = han_places()
    for size in (4, 3, 2):
        if name[:size] in places:
            return name[: size + 1] if name[size : size + 1] in {"省", "市"} else name[:size]
    return ""


def _han_orders(name: str) -> Iterator[str]:
    """Yield a Chinese name with its place or parent body set elsewhere."""
    if " " in name:
        return
    university = name.find("大学") + 2
    if 4 <= university < len(name) - 4 and name.endswith(_HEAD_WORDS_HAN):
        yield f"{name[university:]} {name[:university]}"
    for parent in ("中国科学院", "中科院", "中国人民解放军"):
        if name.startswith(parent) and len(name) - len(parent) >= 5:
            rest = name[len(parent) :]
            yield f"{rest} {parent}"
            if rest.endswith("研究所") and len(rest) >= 6:
                yield f"{rest.removesuffix('研究所')}所 {parent}"
            if town := _place_at_start(rest):
                yield f"{rest[len(town) :]} {parent}{town}"
                yield f"{rest[len(town) :]} {town} {parent}"
                yield f"{parent}{rest[len(town) :]} {town}"
            if len(rest) >= 6:
                yield rest
            return
    place = _place_at_start(name)
    rest = name[len(place) :]
    if (
        place
        and place != "中国"
        and len(rest) >= 5
        and rest.endswith(_HEAD_WORDS_HAN)
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


def _is_country_and_trade(core: str) -> bool:
    """Return whether a name without its legal form is the country and a common noun: 中国船舶."""
    if not core.startswith("中国") or len(core) > 6:
        return False
    return all(kind in {"n", "vn", "v", "b"} for _, kind in tagged(core[2:]))


def _han_brand(listed: Variant, core: str) -> Iterator[Variant]:
    """Yield a company's name without the place before and the line of business after it."""
    rest = core
    place = _place_at_start(rest)
    if place in {"中国", "中华"}:
        return
    if place and place != "中国" and len(rest) - len(place) >= 2 and not is_only_trade(rest[len(place) :]):
        stripped = rest[len(place) :]
        if is_foreign(place) or stripped.endswith(_PLAIN_HEADS):
            return
        if not _HAN_INDUSTRY.match(stripped[:2]) or len(stripped) > 6:
            rest = stripped
            if len(rest) >= 4:
                yield listed.derived(rest, MatchReason.LEGAL_FORM, f"{listed.text} without its place")
    whole = rest
    while True:
        if rest.endswith(_HEAVY):
            yield listed.derived(rest[:-1], MatchReason.ABBREVIATION, f"short for {listed.text}")
            return
        match = _HAN_INDUSTRY.search(rest)
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
