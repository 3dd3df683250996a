"""How a name is used in its sentence: as a word of the language, a gloss, an ordinal, a measure.

Knows the text directly around a hit. Must not know terms beyond their kind, contexts or automata.
"""

import re

from watchlists.text.normalize import Folded, is_han
from watchlists.words import words
from watchlists.words.dictionary import is_word, kind_of, tagged

_BEFORE = re.compile(r"([A-Za-z'’]+)[ \"“‘(]*$")
_COMPOUND = re.compile(r"[^\W\d_]+-(?:shaped|like|sized|coloured|colored|wide|blue|free|eyed|headed|proof)\b")
_GLOSS = re.compile(r"[（(][^（()）]{0,12}$")
_IN_PLACE = re.compile(
    r"\b(?:in|inside|across|throughout|into|from|near|within|outside|around|visited|leaving|entering"
    r"|(?:north|south|east|west|central)(?:ern)?|north-?(?:east|west)(?:ern)?|south-?(?:east|west)(?:ern)?)"
    r" (?:the |both )?$|(?:在|去|到|往|赴|于|自|来自|位于|飞往|抵达|访问|前往|离开|进入)$",
    re.IGNORECASE,
)
_IN_PLACE_RUSSIAN = re.compile(r"(?<!\w)(?:во?|из|под|до|через|близ|около|к|над|по|на|от) $", re.IGNORECASE)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]\s+|\n\s*)[\"“‘(]?$")
_DETERMINER = re.compile(r" (an?|the|each|every|all|this|that|these|those|your|our|its|both|any|some)\b")
_INITIALS = re.compile(r"[A-Z](?:\. ?[A-Z])+")  # U.S.
_NOUN_AFTER = re.compile(r"\.?[ -]([a-z]+)")
_TOP_LEVEL = 4  # letters
_ADDRESS_BEFORE = re.compile(r"(?<![vV][sS])(?<=[a-z0-9-])\.$")
_LIST_NUMBER = re.compile(r"(?:^|[^\w.-])\d{1,3}\.$")
_NUMBERED_TITLE = re.compile(r" ?(?:\d{1,4}|[IVX]{1,4})?》")
_BRANDS = re.compile("品牌|同等|型号|厂家|厂商|制造商|供应商|中标|换手率|涨停|跌停|尾盘|市值|股价|停牌|复牌")
_FIRM_ENDS = re.compile(
    "[^》]{2}(?:公司|集团|股份|科技|半导体|微电子|量子)$"
)  # journals end otherwise: 大众软件
_REGION_AFTER = re.compile("(?:首都|境内|北部|南部|东部|西部|中部|全境|沿海|市中心|风情|菜)")
_NATURAL = re.compile(
    "来袭|席卷|涌[来动起现]|汹涌|袭来|来临|降临|[初乍]现|退去|兴起|照[亮耀进]|升起|跃起|之[下中上]"
)
_GIVEN = re.compile(r"\b([^\W\d_]{3,}) $")
_EDITION = re.compile(
    r"(?:[ -]?\d(?:\.\d)?|\.\d)?[ -](?:Pro|Flash|Nano|Sonnet|Opus|Haiku|Instruct|Turbo)(?![A-Za-z])"
)
_VERSION = re.compile(r"-[a-z]?\d", re.IGNORECASE)
_NUMBER_AFTER = re.compile(r" ?[:：] ?[+(]?\d{3}")
_LENGTHS = frozenset(["m", "km", "metres", "meters", "feet", "ft", "steps", "stairs", "miles", "minutes"])
_USED = re.compile("(?:[使改试选采弃调]用|[借靠]助|打开|下载|接入|登录|否用|用|问)$")
_RESULTS = frozenset(["到", "起", "起来", "出", "出来", "着", "过"])
_COUNTS = re.compile("个(?:年头|月|星期|小时)|[年天周]|周年|多年")
_ORDINAL = re.compile("第([一二三四五六七八九十百]+)([\u4e00-\u9fff]{2})")


def word_of_language(folded: Folded, start: int, *, beside_context: bool) -> str:
    """Return in words how a lower-case English word is used; "" where it may be a name without a capital.

    `beside_context`: one of its context words is the very next word ("the mistral model").
    """
    if compound := _COMPOUND.match(folded.source, folded.origin(start)):
        return f"a noun in {compound.group()}"
    before = _BEFORE.search(folded.source[max(0, folded.origin(start) - 24) : folded.origin(start)])
    word = before.group(1).lower().strip("'’") if before else ""
    if word in words("verb_before.txt"):
        return f"a verb after {word}"
    if word in words("noun_before.txt") and not beside_context:
        return f"a noun after {word}"
    return ""


def imperative(folded: Folded, start: int, end: int) -> str:
    """Return in words why a word that begins a sentence is a verb (Replicate each step); "" if not."""
    first, stop = folded.span(start, end)
    opens = _SENTENCE_START.search(folded.source[max(0, first - 4) : first])
    found = _DETERMINER.match(folded.source[stop : stop + 12])
    return f"a verb before {found.group(1)}" if opens and found else ""


def location(folded: Folded, start: int, end: int) -> str:
    """Return in words why the name of a place is where something is ("in Utopia"), no body; "" if not."""
    first, stop = folded.span(start, end)
    before = folded.source[max(0, first - 24) : first]
    russian = "\u0400" <= folded.text[start] <= "\u04ff"
    found = (_IN_PLACE_RUSSIAN if russian else _IN_PLACE).search(before)
    if found is None and _INITIALS.fullmatch(folded.source[first:stop].rstrip(".")):
        noun = _NOUN_AFTER.match(folded.source[stop : stop + 24])
        if noun and noun.group(1) not in words("noun_not_after.txt"):
            return f"a country's initials before {noun.group(1)}"
    if found is None and _REGION_AFTER.match(folded.source[stop : stop + 12]):
        return "a part of a place"
    return f"a place: {found.group().strip()} …" if found else ""


def address_part(folded: Folded, start: int, end: int) -> bool:
    """Return whether a short word is the end of a web address (example.cn), not numbered (2.CASC)."""
    first, stop = folded.span(start, end)
    if stop - first > _TOP_LEVEL:
        return False
    before = folded.source[max(0, first - 8) : first]
    if not _ADDRESS_BEFORE.search(before):
        return False
    return folded.source[first:stop].islower() or not _LIST_NUMBER.search(before)


def played(folded: Folded, start: int, end: int) -> bool:
    """Return whether the name is a work: one plays it (玩某某), or it is a title (《某某》, 《某某3》).

    Tenders set brands in such marks too (“《某某》或同等品牌”), and some writers every name of a company: one
    that ends as companies do is seldom a title.
    """
    first, stop = folded.span(start, end)
    source = folded.source
    if source.isascii():
        return False
    if source[first - 1 : first] == "《" and _NUMBERED_TITLE.match(source[stop : stop + 6]):
        if _FIRM_ENDS.search(source[first:stop]) and source[stop : stop + 1] == "》":
            return False
        return not _BRANDS.search(source[max(0, first - 40) : stop + 40])
    return source[first - 1 : first].strip() == "玩" or source[first - 2 : first] == "玩 "


def glossed(folded: Folded, start: int, end: int) -> bool:
    """Return whether a word in lower case stands in brackets behind Chinese as what it is called abroad."""
    first, stop = folded.span(start, end)
    opened = _GLOSS.search(folded.source[max(0, first - 14) : first])
    if not opened or folded.source[stop : stop + 1] not in "）),，;；":
        return False
    before = folded.source[: max(0, first - 14) + opened.start()].rstrip()
    return bool(before) and is_han(before[-1])


def chinese_word(folded: Folded, start: int, end: int, *, far: bool) -> str:
    """Return in words why a Chinese word is a noun of the language (改革的浪潮推动…, 曙光中); "" if not.

    A company may stand behind 的 too (采购的浪潮服务器): only before a verb or a stop is it a noun, and
    only where its context is `far`.
    """
    first, stop = folded.span(start, end)
    if not is_word(folded.text[start:end]):
        return ""
    if natural := _NATURAL.match(folded.source[stop : stop + 4]):
        return f"a noun before {natural.group()}"  # 浪潮来袭, 曙光初现
    following = tagged(folded.source[stop : stop + 8])
    if following and following[0][1] == "f":
        return f"a noun before {following[0][0]}"  # 曙光中, 地平线上; not 曙光|中标
    if following and following[0][0] in _RESULTS and kind_of(folded.text[start:end]) == "v":
        return f"a verb before {following[0][0]}"  # 联想到
    if not far or folded.source[first - 1 : first] != "的":
        return ""
    after = folded.source[stop : stop + 8]
    if not after or not is_han(after[0]):
        return "a noun after 的" if after[:1] not in {"、", "（", "("} else ""
    word, kind = tagged(after)[0]
    return f"a noun after 的, before {word}" if kind[0] in {"v", "u", "d", "p", "f"} else ""


def made_use_of(folded: Folded, start: int) -> bool:
    """Return whether a verb of using stands before a name (使用某某, "use Gemini")."""
    if _USED.search(folded.text[max(0, start - 3) : start]) is not None:
        return True
    first = folded.origin(start)
    before = _GIVEN.search(folded.source[max(0, first - 16) : first])
    return before is not None and before.group(1).lower() in words("verbs_of_use.txt")


def edition(folded: Folded, end: int) -> bool:
    """Return whether a model's edition follows its name (Gemini 2.5 Pro, Claude Opus)."""
    return _EDITION.match(folded.source, folded.origin(end - 1) + 1) is not None


def versioned(folded: Folded, end: int) -> bool:
    """Return whether a version is joined to a name by a hyphen (deep seek-v3)."""
    return _VERSION.match(folded.source, folded.origin(end - 1) + 1) is not None


def labels_number(folded: Folded, start: int, end: int) -> bool:
    """Return whether letters in capitals say what kind of number follows (TEL: 0553-…)."""
    first, stop = folded.span(start, end)
    return (
        folded.source[first:stop].isupper()
        and _NUMBER_AFTER.match(folded.source[stop : stop + 8]) is not None
    )


def measure(gap: str, after: list[str], *, lower: bool) -> str:
    """Return in words why the figure that ends a name belongs to the next word; "" if not.

    `lower`: the name is written in lower case, and may be a verb (ascend 310 m).
    """
    if after and lower and gap == " " and after[0] in _LENGTHS:
        return f"a figure with its unit: {after[0]}"
    if after and "-" in gap and gap.strip() == "-" and after[0] in words("units.txt"):
        return f"a figure with its unit: -{after[0]}"
    return ""


def counts_next(folded: Folded, start: int, end: int) -> str:
    """Return in words why the figure that ends a Chinese name counts what follows; "" if not."""
    # 新征程5个年头
    if not folded.text[start:end][-1].isdigit():
        return ""
    stop = folded.span(start, end)[1]
    found = _COUNTS.match(folded.source, stop)
    return f"a figure with its unit: {found.group()}" if found else ""


def counted_on(folded: Folded, start: int, end: int) -> str:
    """Return the other ordinal that shows a Chinese name is a step of a row (第四范式 beside 第五范式)."""
    name = _ORDINAL.match(folded.text, start, end)
    if not name:
        return ""
    for other in _ORDINAL.finditer(folded.text):
        if other.group(2) == name.group(2) and other.group(1) != name.group(1):
            return other.group()
    return ""
