"""Whether a letter and figures number a road, a room, a train or a size rather than name a chip.

Knows the text directly around a hit and word tables. Must not know terms, contexts or automata.
"""

import re
from functools import cache

from watchlists.spellings.knownnames import well_known
from watchlists.spellings.makers import makers
from watchlists.text.normalize import Folded, fold_name
from watchlists.words import longest_first, words

_SHORT_MODEL = re.compile(r"[a-z]\d{1,3}")
_LONGEST_SHORT_MODEL = 4  # characters

_ROAD_AFTER = re.compile(
    r"(?: (?:at|near|outside|towards?|between|past|through|into|beyond|out of|(?:south|north|east|west) of)"
    r" (?:the )?([A-Z][a-z]+))|(?: (?:north|south|east|west|clockwise|anti-?clockwise|coast)-?(?:bound)?\b)"
)
_SHUT = re.compile(
    r" (?:is |was |still |now |again )*(?:shut|closed|blocked|jammed|gridlocked|flooded|reopened|gesperrt)\b"
    r" (?:at|near|between|from|after|before|by|past|bei|zwischen|à|entre) "
)
_ROAD_BEFORE = re.compile(
    r"\b(?:[Tt]he|busy|main|nearby|old|new|closed|blocked|along|off|onto|down|up|via|shut|clogged"
    r"|left|joins?) $"
)
_ON_ROAD = re.compile(
    r"\b(?:auf der|an der|über die|sur l['’]|de l['’]|par l['’]|en la|por la|sull['’]|dell['’]|op de)\s?$",
    re.IGNORECASE,
)
_NEAR_TOWN = re.compile(
    r" (?:bei|zwischen|richtung|nahe|in höhe|près|entre|vers|à hauteur|en direction|cerca|hacia|tra|verso"
    r"|presso|tussen|bij)\b",
    re.IGNORECASE,
)


def is_short_model(text: str) -> bool:
    """Return whether a folded name is a letter and figures: A40, L4. Roads and sizes are called so too."""
    return len(text) <= _LONGEST_SHORT_MODEL and _SHORT_MODEL.fullmatch(text) is not None


def road(folded: Folded, start: int, end: int) -> str:
    """Return in words why a letter and figures are a road ("blocked the A30 at Okehampton"); "" if not."""
    first, stop = folded.span(start, end)
    if shut := _SHUT.match(folded.source, stop):
        return f"a road: …{shut.group().rstrip()}"
    after = _ROAD_AFTER.match(folded.source[stop : stop + 40])
    if not after or not _ROAD_BEFORE.search(folded.source[max(0, first - 24) : first]):
        return ""
    place = after.group(1)
    if place and (place.lower() in makers() or place.lower() in well_known()):
        return ""
    return f"a road: … {after.group().strip()}"


@cache
def _numbered() -> re.Pattern[str]:
    """Return a pattern of things that letters and figures number: 出口, 号线, 沪蓉高速."""
    things = "|".join(longest_first("numbered_things.txt"))
    machine = (
        "型(?!.{0,5}(?:服务器|显卡|整机|主机|工作站|加速|推理|训练|计算|算力|芯片|处理器|一体机))"
        "[\u4e00-\u9fff]{0,8}?(?:(?<![务理速算])器|机(?!架|柜)|泵|阀|钢|车|床|仪|炉|塔|轮|灯|管|船|艇|炮|弹)"
    )
    road_name = "[\u4e00-\u9fff]{0,3}(?:高速(?! ?(?:[缓网互存计运推卡接总串率]|[A-Z]{2}))|公路)"
    return re.compile(f"{machine}|{road_name}|{things}")


@cache
def _sizes() -> re.Pattern[str]:
    """Return a pattern of measures that a size stands after: 行程, 直径."""
    return re.compile(f"(?:{'|'.join(longest_first('sizes_han.txt'))})[:：为是]? ?$")


_MEASURED = "wdlhb"  # letters of sizes: H800×W600×D250, not A100×H100
_DIMENSIONS = re.compile(r" ?[×xX*] ?[WwDdLlHhBbΦφ] ?\d")
_DIMENSIONS_BEFORE = re.compile(r"[WwDdLlHhBb]\d{2,4}(?:mm)? ?[×xX*] ?$")
_NUMBERED_BEFORE = re.compile(
    r"\b(?:flat|room|gate|seat|hall|stand|booth|bay|apartment|locker|junction|exit|bus|route|flight"
    r"|motorway|highway|appartement|salle|zimmer|halle|porte|sortie|ausfahrt|abfahrt|linie|ligne"
    r"|vertebra|section|clause|cell|column|diode|resistor|capacitor|inductor|transistor"
    r"|rated|category|(?:safety|protection) class|schutzklasse|sicherheitsklasse|norme|norma"
    r"|aula|raum|saal|hörsaal|suite|hangar"
    r"|valve|tube|pier|berth|problem|question|exercise|figure|fig|tool|pallet) $",
    re.IGNORECASE,
)


_STANDARD = re.compile(r"(?:GB|JB|SJ|YD|GJB|DL|HG|QB)[/T ]*\d+(?:\.\d+)?")
_YEAR_BEHIND = re.compile(r" ?[-–—] ?(?:19|20)\d\d(?!\d)")
_EXIT = "出口"  # of a station or a road; of goods in the phrases below
_ALLOWED = (
    "获准|批准|允许|准许|许可|同意|不得|禁止|限制|恢复|暂停|停止|叫停|放宽|继续|重新|扩大|违规|非法|直接|大量|开始"
    "|申请|无法"
)
_EXPORTED = re.compile(  # 向中国出口 …
    rf"(?:[对向往][^，。；、]{{1,8}}|{_ALLOWED}|[可能被将欲拟已]|美国|英伟达|厂商|公司)出口了?\s?$"
)
_EXPORT = re.compile(  # … 出口许可
    r"\s?出口(?:管制|许可|限制|禁令|禁运|限令|审批|获批|获准|批准|解禁|业务|中国|量|额|订单|配额|关税|证|牌照|申请"
    r"|政策|规定|问题|受阻|受限|恢复|重启|被|遭|需|须|占|版|销售|海外|[到至给往][^，。；]{0,6}[国华外湾港洲东])"
)
_TO_EXPORT = re.compile(rf"(?:{_ALLOWED})[^，。；、]{{0,8}}$")  # 允许 … 出口
_DRIVING = (
    "(?:自动|无人|智能|辅助|高阶)?(?:驾驶|智驾|自驾)|自動駕駛|無人駕駛"
    "|autonom|driverless|self-?driving|driving|robotaxi"
)
_LEVEL = re.compile(
    f"[ -]?(?:(?:级别?|級|level)(?:及?以上)?的?[ -]?)?(?:高阶|高级别)?(?:{_DRIVING})", re.IGNORECASE
)
_LEVELS = re.compile(" l[1-5]$")
_POSSESSIVE = re.compile(r"(\w+)['’]s $")  # Apple's A10
_MAKER = 20  # characters


def other_makers(folded: Folded, start: int, before: list[str]) -> str:
    """Return in words why a model number is a camera's or a car's: the maker stands before it; "" if not."""
    first = folded.origin(start)
    made = words("other_makers.txt")
    owner = _POSSESSIVE.search(folded.source[max(0, first - _MAKER) : first])
    maker = fold_name(owner.group(1)) if owner else before[-1] if before else ""
    if maker in made and folded.source[first - 1 : first] in {" ", "-"}:
        return f"a model of {maker}"
    near = folded.source[max(0, first - 5) : first].rstrip()
    return next((f"a model of {near[-size:]}" for size in (2, 3, 4) if near[-size:] in made), "")


def level(folded: Folded, end: int) -> str:
    """Return in words why the L4 that ends a name is a level of driving, whoever makes the car; "" if not."""
    if not _LEVELS.search(folded.text, max(0, end - 3), end):
        return ""
    found = _LEVEL.match(folded.source, folded.origin(end - 1) + 1)
    return f"a level of {found.group().strip()}" if found else ""


def numbered_thing(folded: Folded, start: int, end: int) -> str:
    """Return in words why a letter and figures number a thing or give a size; "" if not."""
    first, stop = folded.span(start, end)
    thing = _numbered().match(folded.source[stop : stop + 16].lstrip())
    if thing and not (thing.group() == _EXIT and _is_export(folded.source, first, stop)):
        return f"a number of {thing.group()}"
    before = _NUMBERED_BEFORE.search(folded.source[max(0, first - 20) : first])
    if before:
        return f"a number of {before.group().strip()}"
    before_figure = _DIMENSIONS_BEFORE.search(folded.source[max(0, first - 12) : first])
    if folded.text[start] in _MEASURED and (
        before_figure or _DIMENSIONS.match(folded.source[stop : stop + 6])
    ):
        return "a size beside others"
    size = _sizes().search(folded.source[max(0, first - 8) : first])
    if not size or (
        size.group().startswith(_EXIT) and _EXPORTED.search(folded.source[max(0, first - 16) : first])
    ):
        return ""  # 对华出口H20
    return f"a size after {size.group().strip()}"


def standard(folded: Folded, start: int, end: int) -> str:
    """Return in words why letters and figures are a Chinese standard's number (GB200-2019); "" if not."""
    first, stop = folded.span(start, end)
    written = _STANDARD.fullmatch(folded.source, first, stop)
    return "a number of a standard" if written and _YEAR_BEHIND.match(folded.source, stop) else ""


def _is_export(source: str, first: int, stop: int) -> bool:
    """Return whether 出口 behind `source[first:stop]` is the export of goods: H20出口许可, 允许H20出口."""
    return bool(_EXPORT.match(source, stop) or _TO_EXPORT.search(source[max(0, first - 12) : first]))


def on_road(folded: Folded, start: int, end: int) -> str:
    """Return in words why a letter and figures are a road abroad ("auf der A40 bei Essen"); "" if not."""
    first, stop = folded.span(start, end)
    before = _ON_ROAD.search(folded.source[max(0, first - 16) : first])
    after = _NEAR_TOWN.match(folded.source[stop : stop + 16])
    return f"{before.group().strip()} … {after.group().strip()}" if before and after else ""
