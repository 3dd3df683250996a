"""The spellings of a Chinese or Japanese name, made by rule: legal forms, short names, other orders.

Knows names and the tables in `words/`. Must not know texts, terms or automata.
"""

import re
from collections.abc import Iterator

from watchlists.model import MatchReason, Variant
from watchlists.spellings.hanbrands import (
    SHORT,
    field_whole,
    han_brand,
    is_country_and_trade,
    of_placeless,
    without_inner_place,
)
from watchlists.spellings.hanorders import HEAD_WORDS, han_orders
from watchlists.spellings.knownnames import at_its_place
from watchlists.text.normalize import fold_name, is_han
from watchlists.words.dictionary import is_word
from watchlists.words.places import is_place
from watchlists.words.vocabulary import is_common

_HAN_LEGAL = re.compile(
    "(?: *(?:集团|控股|股份|有限责任|有限|责任|总))* *(?:公司|集团)$|(?:株式会社|合同会社|주식회사|유한회사)$"
)
_HAN_LEGAL_FRONT = re.compile("^(?:株式会社|주식회사|유한회사) *")
_HOLDS = re.compile("集团|控股|股份")  # what of a legal form is said with a short name: 吉利控股
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
_PLAIN_UNIVERSITY = 4
_LONG_UNIVERSITY = 5  # characters; shorter names without 学 are short forms of others too
_FORCE = 3  # characters of 空军, 信息, 火箭军


def han_spellings(listed: Variant, *, organisation: bool) -> Iterator[Variant]:
    """Yield legal forms dropped, short names and word orders of a Chinese or Japanese name."""
    core = _HAN_LEGAL.sub("", _HAN_LEGAL_FRONT.sub("", listed.text)).strip() or listed.text
    squeezed = core.replace(" ", "") if all(is_han(c) or c == " " for c in core) else core
    if core != listed.text and len(core) > 1:
        detail = f"{listed.text} without its legal form"
        weak = (len(core) < 3 and is_word(core)) or is_common(core) or is_country_and_trade(core)
        yield listed.derived(core, MatchReason.LEGAL_FORM, detail, weak=weak)
        if len(core) < SHORT:
            for form in _HOLDS.findall(listed.text[len(core) :]):
                yield listed.derived(core + form, MatchReason.LEGAL_FORM, detail)
    for text in at_its_place(core):
        yield listed.derived(text, MatchReason.ABBREVIATION, f"short for {core}")
    if organisation and (placeless := without_inner_place(core)):
        yield from of_placeless(listed, *placeless)
        return
    if listed.text.endswith("集团公司"):
        yield listed.derived(
            listed.text[:-2], MatchReason.LEGAL_FORM, f"{listed.text} without its legal form"
        )
    for one, other in (("通信", "通讯"), ("通讯", "通信"), ("存储", "储存"), ("储存", "存储")):
        if squeezed.endswith(one) and len(squeezed) > 3:
            text = squeezed.removesuffix(one) + other
            yield listed.derived(text, MatchReason.ABBREVIATION, f"{other} for {one}")
    for text in han_orders(squeezed):
        yield listed.derived(text, MatchReason.WORD_ORDER, f"parts of {squeezed} in another order")
    for long, short in _HAN_SHORTER:
        if long in squeezed and squeezed != long:
            shorter = fold_name(squeezed.replace(long, short))
            if len(shorter) >= 5:
                yield listed.derived(shorter, MatchReason.ABBREVIATION, f"{short} for {long}")
                for text in han_orders(shorter):
                    yield listed.derived(text, MatchReason.WORD_ORDER, f"parts of {shorter} in another order")
        elif short in _ONLY_SHORT_FOR and short in squeezed:
            text = fold_name(squeezed.replace(short, long))
            yield listed.derived(text, MatchReason.ABBREVIATION, f"{long} for {short}")
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
    if organisation and (whole := field_whole(squeezed)):
        yield listed.derived(whole, MatchReason.ABBREVIATION, f"微电子 in full of {squeezed}")
    if organisation and not squeezed.endswith(HEAD_WORDS):
        yield from han_brand(listed, squeezed)


def _force_in_short(name: str) -> str:
    """Return whose engineering university a name is, where that is a force and no place: 空军; "" if not.

    Towns have one of industry besides, which is called so.
    """
    called = name.removesuffix("工程大学")
    force = called.removeprefix("中国人民").removeprefix("解放军")
    return force if called != name and 2 <= len(force) <= _FORCE and not is_place(force) else ""
