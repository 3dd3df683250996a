"""What stands beside a Chinese hit and makes it another name: separate bodies, places, longer names.

Knows folded texts and word tables. Must not know terms beyond their kind, nor automata.
"""

import re
from functools import cache

from watchlists.judging import persons
from watchlists.judging.hanruns import run_after, run_before
from watchlists.judging.segments import Verdict, across_words
from watchlists.model import RejectReason
from watchlists.spellings.hannames import is_trade
from watchlists.spellings.knownnames import others, well_known
from watchlists.text.normalize import Folded
from watchlists.words import longest_first, words
from watchlists.words.dictionary import is_word, kind_of, tagged
from watchlists.words.places import han_places, is_place

_HAN_BODY = ("大学", "学院", "实验室", "研究院", "研究所", "中心", "科学院", "院", "所")
_STOP = re.compile(
    "[的与和及在为将对就于向由从被把给了是拟采购委签举办承等以已因并或称说到至内外其该暨诉]|有(?!限)|联(?!谊)|招(?!待所)"
    "|供应商|中标|成交|投标|[甲乙买卖]方|合作方|单位|代理机构|授权|确定|选择|推荐|邀请|携手|起诉|处罚|通报|公示|约谈|拜访|走访|[入参]股"
)
_STUDENT_FIELDS = tuple("命物态化科医理殖源存产活")
_PLACE = re.compile(
    "(?:国际|金融|贸易|商务|购物|会展|科技|工业|创业)?(?:大厦|广场|花园|小区|公寓|公馆|酒店|饭店|商务区|工业园|地铁站|"
    "软件园|科技园|科技城|航天城|科学城|产业城|产业园|创业园|产业基地|孵化器|火车站|大道|体育馆|体育场|博物馆|美术馆|航天馆|航空馆|天文馆|科技馆|科学馆|展览馆|纪念馆|海洋馆|文化馆|医院|学校|中学|小学|幼儿园|日报|晚报|大剧院|民宿|客栈|旅馆|宾馆|餐厅|茶馆|茶楼|咖啡馆|书屋|影楼|月子中心|中心(?![管存服平设机交控站系网录节思任工城地位化校轴])|健身房|瑜伽馆|美容院|养老院|大楼|别墅|庄园|山庄|影城|乐园|主题乐园|公园|雨林|群岛|半岛|小镇|村|路(?!由|演|线|测|径)|街(?!道))"
)
_TRADES = ("科技", "航天", "航空", "软件", "产业")  # which parks and museums are called after
_PARK_OF_TRADE = re.compile("园|馆|城(?![市乡镇投建])")  # 航天科技|馆
_PART = re.compile(
    "[^的与和在为将对就于向由从被把给是拟采购招委联签举办承等以已因并或称]{0,12}?"
    "(?:学院|学部|研究生院|研究院|研究所|研究中心|实验室|工程中心|校区|图书馆|(?<!^)系(?!统))"
    # 计软院, 先研院
    "|(?![附医法剧影戏寺书系])[\u4e00-\u9fff]{1,4}(?<![医法剧影戏寺书附])院(?![校长线外内子落])"
)
_CITY_SCHOOL = re.compile("城(?:市|乡|镇|建)[^，。]{0,8}?(?:学院|学部|研究院|研究所|研究中心|实验室|系|专业)")
_IN_BODY = re.compile("(?:大学|学院)$")
_LONGER_UNIVERSITY = re.compile("[^与和及同跟的在、]{1,6}?大学(?![城生路])")  # 中南 in 中南林业科技大学
_SHORT = 2
_TORN = 4  # characters of a university's name that others may make
_LONG_SHORT = 4  # characters of a university's name in short that ends in 大: 中国民航大
_COUNTED = re.compile("(?:^|[一二三四五六七八九十百两几多数])[个场次年届轮天期批家名位][^，。]{0,4}$")
_NUMBER_OF = re.compile("第?[一二三四五六七八九十百两几多\\d]+所")
_SCHOOLS = re.compile(  # 十四所高校
    "(?:[公民]办|中外|省属|市属|部属|本科|高职|重点|[一双]流)?(?:高校|大学|学校|中学|小学|学院|院校|高中|医院|诊所|幼儿园|机构|房子?|住宅|监狱|教堂)"
)
# A short name before these is a bank's, an insurer's or a brewer's, whom a team would list by itself.
_FINANCE = re.compile(
    "(?:银行|保险|人寿|财险|证券|信托|期货|药业|制药|乳业|酒业)(?!业务|贷款|存款|账[户号]|卡)"
)
_ENERGY = re.compile("能源|银行|保险|证券|饭店|酒店|矿业|药业|股份|控股|集团")
_BRAND = 3  # characters
_SHORT_FORM_OF = re.compile(  # 南开允公药业, 吉大高速, 清华美食街
    "[^与和及同跟的在、校系院]{0,4}?(?:药业|制药|置业|地产|控股|股份)|..?街(?!道办|头|区)|街道|大街|[日晚晨早]报|"
    "[湖河山岛桥](?:公园|景区|社区|小区|大桥|[村路街站])|"
    "微电(?!子?(?:学|系|与|和|专业|所|研|实验|方向|工|技|器))|"
    "(?:高速|铁路|公路|大道|大厦|广场|花园|小区|酒店|地铁站|公园)(?![缓网互存计运推卡接总串率])"
)
_TRADE_AFTER = 4  # characters of a line of business
_OF_FIRM = re.compile(  # 西电|电气|承建
    "集团|上市|公告|股价|涨停|跌停|年报|季报|半年报|财报|招股|董事|股东|[承中]建|中标|签约|发布(?:公告|业绩|.{0,2}[年季]报)|IPO|[（(]\\d"
)
_TALENT = re.compile("杰青|优青|.{0,2}(?:教授|老师|院士|院长|校长|主任|书记|博士|团队)")
_BOUND = frozenset(["nr", "x"])  # kinds of characters that only make words and names
_ROAD = re.compile(
    "[东南西北中]?(?:路(?!由|演|线|测|径|灯|面)|街(?!道)|站(?=[^，。]{0,2}(?:建设|改造|工程|出口|项目)))"
)
_SCHOOL = re.compile("[^的与和在]{0,6}?(?:学院|医院|学部|校区)")
_FACULTY = re.compile("[^的与和在]{1,6}?(?:(?<![关联体])系(?!统|列)|学院)")  # 南科大力学系
_SCHOOL_OF_FIELD = re.compile("学院|学部|系(?!统|列)|专业")  # 复旦|微电子学院
_HAS = re.compile(
    "的?(?:校?团委|校?党委|教授|校友|校长|毕业|学子|学生|师生|本科|研究生|硕士|博士|课题组|校园|校庆|招生办|教务处|老师|科研人员|研究员)"
)
_LINKING = frozenset("的与和及由在从对是为向据让请被把给将经因同跟或")
_BUILDS = re.compile(
    "研制|承研|承制|所长|副所长|总师|副总师|牵头(?:研|承|攻)|科研人员|研究员|高级工程师"
)  # 14所研制


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
    after = run_after(folded, end)
    before = run_before(folded, start)
    if word := _made_by_slip(name, spelling, before, after):
        return RejectReason.WORD_BOUNDARY, f"the characters belong to {word}"
    if kind == "org" and is_number_of(name) and _SCHOOLS.match(after):
        return RejectReason.OTHER_MEANING, f"{name} counts what follows"
    if kind == "org" and (another := _known_by_slip(name, spelling)):
        return RejectReason.DIFFERENT_NAME, f"{another} is another company"
    if kind == "org" and (another := _behind_its_place(name, after)):
        return RejectReason.LONGER_NAME, f"{another} is another company"
    full = kind == "org" and spelling.endswith(_HAN_BODY)
    if full or (kind == "org" and body):
        verdict = _separate_body(spelling if full else name, after, _goes_on(folded, start, end))
        if not verdict and not full and _SCHOOL.match(after) and _ends_in_body(before):
            verdict = RejectReason.LONGER_NAME, f"{name} is part of the name of a school of {before}"
        if not verdict and not full and (other := _SHORT_FORM_OF.match(after)):
            verdict = RejectReason.SEPARATE_BODY, f"{name}{other.group()} is a company or a place"
        if not verdict and not full and (trade := _trade_of_firm(after)):
            verdict = RejectReason.LONGER_NAME, f"{name}{trade} is a company"
        if not verdict and not full and len(name) == _SHORT and (torn := _bound_next(after)):
            verdict = RejectReason.WORD_BOUNDARY, f"{torn} is no word by itself"
        if not verdict and not full and (longer := _LONGER_UNIVERSITY.match(after)):
            verdict = RejectReason.LONGER_NAME, f"{name}{longer.group()} is another body"
        if verdict:
            return verdict
    elif kind == "org":
        if _SCHOOL_OF_FIELD.match(after) and is_trade(name[-3:]):
            return RejectReason.LONGER_NAME, f"{name}{after[:2]} is a school of that field"
        if place := _PLACE.match(after) or (_PARK_OF_TRADE.match(after) if name.endswith(_TRADES) else None):
            return RejectReason.SEPARATE_BODY, f"{name}{place.group()} is a place"
        if person := persons.called_in_han(name, before, after, (folded.between(start), folded.between(end))):
            return RejectReason.OTHER_MEANING, f"a person: {person}"
    if full:
        if torn := _torn_at_both_ends(name, before, after):
            return RejectReason.WORD_BOUNDARY, f"the characters belong to {torn}"
        verdict = _longer_body(spelling, before)
        if verdict:
            return verdict
    if body and name.endswith("大") and len(name) > _LONG_SHORT and after:
        if word := next((f"大{after[:n]}" for n in (1, 2) if is_word(f"大{after[:n]}")), ""):
            return RejectReason.WORD_BOUNDARY, f"the characters belong to {word}"
    if body and len(name) > _SHORT and _FACULTY.match(after):
        return None
    if name[0] == "中" and _COUNTED.search(before) and _says_how(name[1:]):
        return RejectReason.WORD_BOUNDARY, f"中 belongs to what is counted, {name[1:]} to the verb"
    if kind != "org" and (firm := _ENERGY.match(after)):
        return RejectReason.LONGER_NAME, f"{name}{firm.group()} is another company"
    if kind == "org" and not body and len(name) <= _BRAND and (bank := _FINANCE.match(after)):
        return RejectReason.LONGER_NAME, f"{name}{bank.group()} is another company"
    return across_words(name, before, after)


def is_number_of(name: str) -> bool:
    """Return whether a name is a number and 所, which counts schools and houses too: 十四所."""
    return name[-1] == "所" and _NUMBER_OF.fullmatch(name.replace(" ", "")) is not None


def _known_by_slip(name: str, spelling: str) -> str:
    """Return the well-known name that one taken for a slip begins with (芯原 beside 芯源微电子), or ""."""
    if name == spelling:
        return ""
    begins = (name[:size] for size in range(len(name), 1, -1) if name[:size] != spelling[:size])
    return next((text for text in begins if text in well_known()), "")


def _trade_of_firm(after: str) -> str:
    """Return the line of business behind a short name that makes it a firm's (西电|电气承建), or ""."""
    sizes = range(min(_TRADE_AFTER, len(after)), 1, -1)
    trade = next((after[:size] for size in sizes if is_trade(after[:size])), "")
    return trade if trade and _OF_FIRM.match(after, len(trade)) else ""


def _bound_next(after: str) -> str:
    """Return the character that follows where it is none to begin a word with (华科|尔, 武大|靖), or ""."""
    if not after or not "\u4e00" <= after[0] <= "\u9fff":  # 理研は
        return ""
    if persons.is_surname(after[0]) or _PART.match(after) or _TALENT.match(after):
        return ""
    word, kind = tagged(after[:_TRADE_AFTER])[0]
    return word if len(word) == 1 and kind in _BOUND else ""


def _behind_its_place(name: str, after: str) -> str:
    """Return another company's name that begins behind the place of this one, or ""."""  # 上海|华虹计通
    for size in (2, 3):
        rest = name[size:]
        if len(rest) >= _SHORT and name[:size] in han_places():
            return next((rest + after[:more] for more in (1, 2, 3, 4) if rest + after[:more] in others()), "")
    return ""


def _says_how(text: str) -> bool:
    """Return whether a single character is an adverb: 近五个赛季中|共交战八场."""
    return len(text) == 1 and kind_of(text) == "d"


def _made_by_slip(name: str, spelling: str, before: str, after: str) -> str:
    """Return the word that a character taken for a slip makes with the one beside it: 紫金山实验小|学."""
    if name[-1] != spelling[-1] and after and is_word(name[-1] + after[0]):
        return name[-1] + after[0]
    if name[0] != spelling[0] and before and is_word(before[-1] + name[0]):
        return before[-1] + name[0]
    return ""


def _torn_at_both_ends(name: str, before: str, after: str) -> str:
    """Return the place and the word that take a university's first and last characters: 台东|南大|学长."""
    if not before or not after or not name.endswith("大学"):
        return ""
    place, word = before[-1] + name[0], name[-1] + after[0]
    if before[-2:] in han_places() or is_word(after[:2]):  # 山东|东南大学|校友
        return ""
    inside = len(name) == _TORN and name[1:-1] in well_known()  # 县一中|北大|学子
    if not is_word(word) or not (
        place in han_places() or _is_placename(place) or (inside and is_word(place))
    ):
        return ""
    return f"{place} and {word}"


def _is_placename(text: str) -> bool:
    """Return whether the dictionary has the characters as a place."""
    return is_word(text) and kind_of(text) == "ns"


def _ends_in_body(before: str) -> bool:
    """Return whether the characters before a name end in the name of a university: 华中科大|同济."""
    known = any(before[-size:] in well_known() for size in range(_SHORT, len(before) + 1))
    return known or _IN_BODY.search(before) is not None


def part_of_body(folded: Folded, end: int) -> str:
    """Return the school, laboratory or campus that follows a body's Chinese name; "" for none."""
    match = _PART.match(run_after(folded, end))
    return match.group() if match else ""


def is_torn_institute(folded: Folded, start: int, end: int) -> bool:
    """Return whether an institute's short name goes on before it or ends in a word: 化学|物理所."""
    if folded.text[end - 1] != "所":
        return False
    before, after = run_before(folded, start), run_after(folded, end)
    if after and is_word(f"所{after[0]}") and not after.startswith("长"):
        return True
    return bool(before) and before[-1] not in _LINKING and not before.endswith(("科学院", "中科院"))


def of_study(folded: Folded, end: int) -> bool:
    """Return whether what only a university has follows (华工团委), or what an institute does (14所研制)."""
    after = run_after(folded, end)
    return (_BUILDS if folded.text[end - 1] == "所" else _HAS).match(after) is not None


def _goes_on(folded: Folded, start: int, end: int) -> bool:
    """Return whether a word may go on behind a name: no blank is there, or others stand around it too."""
    return not folded.between(end) or any(folded.between(at) for at in (*range(start + 1, end), end + 1))


def _separate_body(name: str, after: str, goes_on: bool) -> Verdict | None:
    """Return whether what follows a body's name makes it another body.

    `goes_on`: whether its last word may be longer (大学城); a word behind a blank is one by itself.
    """
    if not after:
        return None
    if goes_on and (verdict := _longer_word(name, after)):
        return verdict
    for size in (2, 3):
        if is_place(after[:size]) and after[size : size + 2] == "学院":
            return RejectReason.SEPARATE_BODY, f"{name}{after[: size + 2]} is an independent college"
    for college in longest_first("independent_colleges.txt"):
        if after.startswith(college) and college[:-2] not in _fields():
            return RejectReason.SEPARATE_BODY, f"{name}{college} is an independent college"
    if road := _ROAD.match(after):
        return RejectReason.SEPARATE_BODY, f"{name}{road.group()} is a place"
    stop = _STOP.search(after)
    span = after[: stop.start()] if stop else after
    for word in longest_first("separate_han.txt"):
        at = span.find(word)
        if at < 0:
            continue
        if word in {"城", "站"} and (at > 0 or not goes_on or _CITY_SCHOOL.match(after)):
            continue
        if at > 0 and word in _DIRECTLY_BEHIND:
            continue
        if len(word) <= 2 and at > 12:
            continue
        return RejectReason.SEPARATE_BODY, f"{name}{span[: at + len(word)]} is a separate body"
    return None


def _longer_word(name: str, after: str) -> Verdict | None:
    """Return whether the last word of a body's name goes on behind it."""
    if after[0] == "城" and name.endswith("大学") and not _CITY_SCHOOL.match(after):
        return RejectReason.SEPARATE_BODY, f"{name}城 is a place"
    if after[0] == "堂" and after[1:2] != "吉" and name.endswith("大学"):
        return RejectReason.WORD_BOUNDARY, "the characters belong to 大学堂"
    if after[0] == "生" and name.endswith(("大学", "中学")) and not after[1:].startswith(_STUDENT_FIELDS):
        return RejectReason.LONGER_NAME, "students (大学生), not the university"
    return None


_DIRECTLY_BEHIND = frozenset({"学报"})  # else what its people write in


def _longer_body(name: str, before: str) -> Verdict | None:
    """Return whether what precedes a body's name makes it a longer name."""
    if before.endswith(("国立", "省立", "市立", "私立")):
        return RejectReason.LONGER_NAME, f"{before[-2:]}{name} is another body"
    return None
