"""What stands directly beside a hit and makes it another name: separate bodies, longer names, other models.

Knows folded texts and word tables. Must not know terms beyond their kind, nor automata.
"""

import re
from functools import cache, lru_cache

from watchlists.chips import OTHER_LINE_BEFORE, OTHER_MODEL_AFTER
from watchlists.commonness import PREPOSITIONS
from watchlists.hannames import is_trade
from watchlists.model import RejectReason
from watchlists.normalize import Folded, fold_name, is_han
from watchlists.vocabulary import HEADS, canonical, han_places, is_place
from watchlists.words import words

Verdict = tuple[RejectReason, str]

_HAN_BODY = ("大学", "学院", "实验室", "研究院", "研究所", "中心", "科学院", "院", "所")
_STOP = re.compile(
    "[的与和及在为将对就于向由从被把给了是拟采购招委联签举办承等以已因并或称说到至内外其该]|有(?!限)"
)
_STUDENT_FIELDS = tuple("命物态化科医理殖源存")
# How unlikely a watched name is taken to be, as minus the logarithm of its frequency among words: a name of
# two characters often comes about by chance, a longer one seldom.
_SHORT_NAME_COST = 11.0
_NAME_COST = 18.0
_NAMED_AFTER = re.compile(r" (?:of|for) (?:the )?([A-Z][a-z]{3,})")
_PLACE = re.compile(
    "(?:国际|金融|贸易|商务|购物|会展|科技|工业|创业)?(?:大厦|广场|花园|小区|公寓|公馆|酒店|饭店|商务区|工业园|地铁站|"
    "软件园|科技园|产业园|创业园|产业基地|孵化器|火车站|大道|体育馆|体育场|博物馆|大剧院|路(?!由|演|线|测|径)|街(?!道))"
)
_PART = re.compile(
    "[^的与和在为将对就于向由从被把给是拟采购招委联签举办承等以已因并或称]{0,12}?"
    "(?:学院|学部|研究生院|研究院|研究所|研究中心|实验室|工程中心|校区|图书馆|系(?!统))"
)
_FIGURE = re.compile(r"\d")
_CITY_SCHOOL = re.compile("城(?:市|乡|镇|建)[^，。]{0,8}?(?:学院|学部|研究院|研究所|研究中心|实验室|系|专业)")
_FIELD_CHARACTERS = frozenset(
    "数理化生文法经管工农医药机电信计科软光材环地海土水力体艺美音外国商政史哲社新传教心建规交运航空宇船核能动车仪控自智"
    "网安微纳食矿油冶纺轻林园牧兽茶食粮财贸统会税金保物流旅酒语英俄日德法韩护牙眼中西基临公卫影戏剧舞书画设服印造测绘遥"
)
_BRAND_COLLEGE = re.compile("(..)学院")
_IN_BODY = re.compile("(?:大学|学院)$")
_HALL = re.compile("..(?:书院|学院)")
_SCHOOL = re.compile("[^的与和在]{0,6}?(?:学院|医院|学部)")
# Ordinary compounds whose first half is what a company is called by; the company is not meant.
_COMPOUND = re.compile(
    "移动(?:互联|支付|电源|终端|电话|办公|医疗|游戏|设备|应用|硬盘|平台)|电信(?:诈骗|网络诈骗|运营|业|市场|资费|管理)|"
    "联通(?:性|区域|域)|电子(?:商务|产品|邮件|政务|发票|竞技|书|烟)|航天(?:员|器|飞机|事业|史)|航空(?:公司|母舰|港|业|器)|"
    "船舶(?:报|工业|登记|管理|检验|代理)|石油(?:化工|价格|输出)|铁路(?:局|部门|网)|核工业(?:史|大学)|兵器(?:史|谱)|建筑(?:业|师|学)"
)
_CLOUD_WORDS = frozenset(["云端", "云计算", "云服务", "云平台", "云存储", "云主机", "云盘", "云网", "云上"])
_COMPANY = re.compile("有限公司|有限责任公司|股份公司|公司$|集团")

_AFTER_LATIN = {
    "press": "a press",
    "publisher": "a press",
    "publishing": "a press",
    "hospital": "a hospital",
    "hospitals": "a hospital",
    "high": "a school",
    "middle": "a school",
    "primary": "a school",
    "town": "a place",
    "city": "a place",
    "station": "a place",
    "alumni": "an association",
    "affiliated": "an affiliated body",
    "unigroup": "a company",
    "hotel": "a hotel",
    "park": "a science park",
    "incubator": "an incubator",
}
# These make another body a few words on too, as long as capitals go on ("… University Second Hospital").
_AFTER_LATIN_LATER = frozenset({"hospital", "press", "town", "hotel", "park", "incubator"})
_BEFORE_LATIN = re.compile(
    r"(?:affiliated (?:[a-z]+ ){0,4}(?:of|to|with)|hospitals? (?:[a-z]+ ){0,2}of|press of"
    r"|school (?:affiliated|attached) (?:to|with)) (?:the )?$"
)
_HOSPITAL_BEFORE = re.compile(r"[A-Z]\w+ (?:Hospital|Infirmary|Clinic|Press|Museum)(?:,| of| at)? (?:the )?$")
_QUALIFIERS = frozenset(
    {"north", "south", "east", "west", "central", "northern", "southern", "eastern", "western", "new"}
    | {"northeast", "northwest", "southeast", "southwest"}
)


@cache
def _independent() -> tuple[str, ...]:
    return tuple(sorted(words("independent_colleges.txt"), key=len, reverse=True))


@cache
def _fields() -> frozenset[str]:
    return words("fields_han.txt")


def han_guard(
    folded: Folded, start: int, end: int, *, kind: str, spelling: str = "", body: bool = False
) -> Verdict | None:
    """Return why a Chinese hit is not the name, None when nothing beside it says so.

    `spelling` is the name as it should be written; the hit may hold a slip.
    """
    text = folded.text
    name = text[start:end]
    spelling = spelling or name
    after = _run_after(folded, end)
    before = _run_before(folded, start)
    full = kind == "org" and spelling.endswith(_HAN_BODY)
    if full or (kind == "org" and body):
        verdict = _separate_body(spelling if full else name, after)
        if not verdict and not full and _IN_BODY.search(before) and _SCHOOL.match(after):
            verdict = RejectReason.LONGER_NAME, f"{name} is part of the name of a school of {before}"
        if verdict:
            return verdict
    elif kind == "org":
        place = _PLACE.match(after) or _place_across(name, after)
        if place:
            return RejectReason.SEPARATE_BODY, f"{name}{place.group()} is a place"
    if full:
        verdict = _longer_body(spelling, before)
        if verdict:
            return verdict
    if body and _HALL.match(after):
        return None
    return _across_words(name, before, after)


def _place_across(name: str, after: str) -> re.Match[str] | None:
    """Return a place whose first characters are the last of the name: 工业园 after "…工业"."""
    match = _PLACE.match(name[-2:] + after) if after else None
    return match if match and match.end() > 2 else None


def part_of_body(folded: Folded, end: int) -> str:
    """Return the school, laboratory or campus that follows a body's Chinese name; "" for none."""
    match = _PART.match(_run_after(folded, end))
    return match.group() if match else ""


def _run_after(folded: Folded, end: int) -> str:
    """Return the Chinese characters right after `end`, up to a break."""
    text = folded.text
    stop = end
    while stop < len(text) and stop - end < 24 and is_han(text[stop]):
        if folded.broken(stop):
            break
        stop += 1
    return text[end:stop]


def _run_before(folded: Folded, start: int) -> str:
    """Return the Chinese characters right before `start`, back to a break."""
    text = folded.text
    first = start
    while first > 0 and start - first < 12 and is_han(text[first - 1]):
        if folded.broken(first):
            break
        first -= 1
    return text[first:start]


def _separate_body(name: str, after: str) -> Verdict | None:
    """Return whether what follows a body's name makes it another body."""
    if not after:
        return None
    if after[0] == "城" and name.endswith("大学") and not _CITY_SCHOOL.match(after):
        return RejectReason.SEPARATE_BODY, f"{name}城 is a place"
    if after[0] == "生" and name.endswith(("大学", "中学")) and not after[1:].startswith(_STUDENT_FIELDS):
        return RejectReason.LONGER_NAME, "students (大学生), not the university"
    for size in (2, 3):
        if is_place(after[:size]) and after[size : size + 2] == "学院":
            return RejectReason.SEPARATE_BODY, f"{name}{after[: size + 2]} is an independent college"
    for college in _independent():
        if after.startswith(college) and college[:-2] not in _fields():
            return RejectReason.SEPARATE_BODY, f"{name}{college} is an independent college"
    brand = _BRAND_COLLEGE.match(after)
    if brand and name.endswith("大学") and _is_brand(brand.group(1)):
        return RejectReason.SEPARATE_BODY, f"{name}{brand.group()} is an independent college"
    stop = _STOP.search(after)
    span = after[: stop.start()] if stop else after
    for word in sorted(words("separate_han.txt"), key=len, reverse=True):
        at = span.find(word)
        if at < 0:
            continue
        if word in {"城", "站"} and (at > 0 or _CITY_SCHOOL.match(after)):
            continue
        if len(word) <= 2 and at > 12:
            continue
        return RejectReason.SEPARATE_BODY, f"{name}{span[: at + len(word)]} is a separate body"
    return None


def _is_brand(word: str) -> bool:
    """Return whether two characters before 学院 are a name rather than a field or a college of honour."""
    import rjieba

    if word in _fields() or word in words("honours_han.txt"):
        return False
    if set(word) <= _FIELD_CHARACTERS:
        return False  # 经管, 数理: fields in short
    parts = rjieba.tag(word, hmm=False)
    return len(parts) > 1 or parts[0][1] in {"nz", "nr", "ns", "nt"}


def _longer_body(name: str, before: str) -> Verdict | None:
    """Return whether what precedes a body's name makes it a longer name."""
    if before.endswith(("国立", "省立", "市立", "私立")):
        return RejectReason.LONGER_NAME, f"{before[-2:]}{name} is another body"
    if is_place(name[:2]) or is_place(name[:3]) or name.startswith(("中国", "国家", "国防", "清华")):
        return None
    for size in (4, 3, 2):
        place = before[-size:]
        if len(place) == size and place in han_places() and place not in {"中国", "美国"}:
            return RejectReason.LONGER_NAME, f"{place}{name} is another body"
    return None


def _across_words(name: str, before: str, after: str) -> Verdict | None:
    """Return whether the characters of the hit belong to other words of the sentence."""
    import rjieba

    if len(name) >= 6 or not (before or after):
        return None
    for size in (2, 3):
        compound = _COMPOUND.match(name[-size:] + after)
        if len(name) > size and compound and compound.end() > size:
            return RejectReason.WORD_BOUNDARY, f"the characters belong to {compound.group()}"
    if verdict := _last_in_word(name, after):
        return verdict
    left, right = before[-4:], after[:4]
    start, end = len(left), len(left) + len(name)
    tokens = rjieba.tokenize(left + name + right, hmm=False)
    crossing = [
        (word, first, last)
        for word, first, last in tokens
        if last - first > 1 and (first < start < last or first < end < last) and word not in _CLOUD_WORDS
    ]
    if not crossing:
        return None
    own = _NAME_COST if len(name) > 2 else _SHORT_NAME_COST + 3 * (name[0] in PREPOSITIONS)
    with_name = _cost(rjieba.tokenize(left, hmm=False)) + own + _cost(rjieba.tokenize(right, hmm=False))
    without = _cost(tokens)
    if with_name <= without:
        return None
    word, first, last = crossing[0]
    if first == start and last >= end and (_COMPANY.search(word) or is_trade(word[len(name) :])):
        return None  # 华为技术: a company's name with its line of business
    reason = RejectReason.LONGER_NAME if first <= start and last >= end else RejectReason.WORD_BOUNDARY
    return reason, f"the characters belong to {word}"


def _last_in_word(name: str, after: str) -> Verdict | None:
    """Return whether the last character of a name of three or more begins the next word: 云南, 云雾.

    What is left of the name may be a name by itself (京东|云南站).
    """
    import rjieba

    if len(name) < 3 or not after or name[-1] != "云":
        return None
    right = after[:4]
    joined = rjieba.tokenize(name[-1] + right, hmm=False)
    word, _, last = joined[0]
    if last < 2 or word in _CLOUD_WORDS:
        return None
    if _cost(joined) + _SHORT_NAME_COST < _NAME_COST + _cost(rjieba.tokenize(right, hmm=False)):
        return RejectReason.WORD_BOUNDARY, f"the characters belong to {word}"
    return None


def _cost(tokens: list[tuple[str, int, int]]) -> float:
    """Return how unlikely a row of words is: minus the logarithm of its words' frequencies."""
    return sum(_word_cost(word) for word, _, _ in tokens)


@lru_cache(maxsize=50_000)
def _word_cost(word: str) -> float:
    import math

    import rjieba

    if len(word) > 1 and not rjieba.has_word(word):
        return 18.0
    return math.log(60_000_000 / max(rjieba.suggest_freq(word), 1))


def latin_guard(
    folded: Folded, start: int, end: int, tokens_after: list[str], text_before: str, *, body: bool
) -> Verdict | None:
    """Return why a hit of whole words is not the name, None when nothing beside it says so."""
    if not body:
        return None
    gap = gap_after(folded, end)
    if tokens_after and gap.strip(" -'’s\n") == "":
        word = tokens_after[0]
        if word in _AFTER_LATIN:
            return RejectReason.SEPARATE_BODY, f"… {word} is {_AFTER_LATIN[word]}"
        phrase = re.split(r"[^\w '’-]", folded.source[folded.origin(end - 1) + 1 :][:50])[0].split()[:4]
        for place, name in enumerate(phrase):
            if not name[0].isupper():
                break
            if place and name.lower() in _AFTER_LATIN_LATER:
                return RejectReason.SEPARATE_BODY, f"… {name} is {_AFTER_LATIN[name.lower()]}"
        if word in {"of", "for"} and len(tokens_after) > 1:
            field = (
                tokens_after[1] if tokens_after[1] != "the" else tokens_after[min(2, len(tokens_after) - 1)]
            )
            named = _NAMED_AFTER.match(folded.source[folded.origin(end - 1) + 1 :][:40])
            if field in words("latin_fields.txt") or (named and not is_place(fold_name(named.group(1)))):
                return RejectReason.LONGER_NAME, f"… {word} {field} is another body"
    if _BEFORE_LATIN.search(text_before) or _HOSPITAL_BEFORE.search(
        folded.source[max(0, folded.origin(start) - 40) : folded.origin(start)]
    ):
        return RejectReason.SEPARATE_BODY, "an affiliated body"
    last = text_before.split()[-1:] if text_before.strip() else []
    found = folded.text[start:end].split()
    headless = canonical(found[0]) in HEADS
    country = last == ["china"] and is_place(found[-1])  # "the China University of X in Chengdu"
    qualified = last and (last[0] in _QUALIFIERS or (headless and not country and is_place(last[0])))
    if (
        last
        and qualified
        and folded.source[folded.origin(start) - 1 : folded.origin(start)] == " "
        and (folded.source[folded.origin(start) - 2 : folded.origin(start) - 1].isalpha())
    ):
        first_letter = folded.origin(start - 1 - len(last[0]))
        if folded.source[first_letter : first_letter + 1].isupper():
            return RejectReason.LONGER_NAME, f"{last[0]} … is another body"
    return None


def gap_after(folded: Folded, end: int) -> str:
    """Return the source text between the hit and the next word."""
    after = end
    while after < len(folded.text) and folded.text[after] == " ":
        after += 1
    return folded.source[folded.origin(end - 1) + 1 : folded.origin(after)]


def chip_guard(surface: str, spelling: str, before: list[str], after: list[str], gap: str) -> Verdict | None:
    """Return why a model number is another model, from its last letter and the words beside it."""
    if any(mark in surface for mark in ",;，；、"):
        return RejectReason.OTHER_MODEL, "its parts are parts of a list"
    if surface.endswith("S") and not spelling.endswith("s"):
        return RejectReason.OTHER_MODEL, f"{surface} ends in a capital S, which is no plural"
    if after and gap.strip() in {"", "-"} and after[0] in OTHER_MODEL_AFTER and "\n" not in gap:
        return RejectReason.OTHER_MODEL, f"… {after[0]} is another model"
    joined = gap.strip(" ") in {"", "-"}
    if after and joined and after[0].isdigit() and len(after[0]) < 3 and not _FIGURE.search(spelling):
        return RejectReason.OTHER_MODEL, f"… {after[0]} is a later model"
    if before and before[-1] in OTHER_LINE_BEFORE:
        return RejectReason.OTHER_MODEL, f"{before[-1]} … is another model"
    return None
