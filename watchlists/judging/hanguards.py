"""What stands beside a Chinese hit and makes it another name: separate bodies, places, longer names.

Knows folded texts and word tables. Must not know terms beyond their kind, nor automata.
"""

import re

from watchlists.judging import persons, torn
from watchlists.judging.hanbodies import longer_body, separate_body
from watchlists.judging.hanruns import run_after, run_before
from watchlists.judging.segments import Verdict, across_words
from watchlists.model import RejectReason
from watchlists.spellings.hantrades import is_trade
from watchlists.spellings.knownnames import well_known
from watchlists.text.normalize import Folded
from watchlists.words.dictionary import is_word

_HAN_BODY = ("大学", "学院", "实验室", "研究院", "研究所", "中心", "科学院", "院", "所")
_PLACE = re.compile(
    "(?:国际|金融|贸易|商务|购物|会展|科技|工业|创业)?(?:大厦|广场|花园|小区|公寓|公馆|酒店|饭店|商务区|工业园|地铁站|"
    "软件园|科技园|科技城|航天城|科学城|产业城|产业园|创业园|产业基地|孵化器|火车站|大道|体育馆|体育场|博物馆|美术馆|航天馆|航空馆|天文馆|科技馆|科学馆|展览馆|纪念馆|海洋馆|文化馆|医院|学校|中学|小学|幼儿园|日报|晚报|大剧院|民宿|客栈|旅馆|宾馆|餐厅|茶馆|茶楼|咖啡馆|书屋|影楼|月子中心|中心(?![管存服平设机交控站系网录节思任工城地位化校轴])|健身房|瑜伽馆|美容院|养老院|大楼|别墅|庄园|山庄|影城|乐园|主题乐园|公园|雨林|群岛|半岛|小镇|村|路(?!由|演|线|测|径)|街(?!道))"
)
_TRADES = ("科技", "航天", "航空", "软件", "产业")  # which parks and museums are called after
_PARK_OF_TRADE = re.compile("园|馆|城(?![市乡镇投建])")  # 航天科技|馆
_IN_BODY = re.compile("(?:大学|学院)$")
# an institute that became a company is the same body, a university's company is not
_INCORPORATED = re.compile("(?:研究|设计)[院所]\\Z")
_LEGAL_FORM = re.compile("(?:股份)?有限(?:责任)?公司|股份公司")
_ASSOCIATION = re.compile(
    "(?:行业|工[业程]|企业|产业|商业|用户)?(?:协会|商会|联合会|研究会)"
)  # 中国船舶工业|行业协会
_LONGER_UNIVERSITY = re.compile("[^与和及同跟的在、]{1,6}?大学(?![城生路])")  # 中南 in 中南林业科技大学
_SHORT = 2
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
    "湖(?![北南边畔心中])|(?:职业|高级|中等|技工)(?:职业|技术|技工|专科|中专){0,2}(?:学校|学院)|"
    "[湖河山岛桥](?:公园|景区|社区|小区|大桥|[村路街站])|"
    "微电(?!子?(?:学|系|与|和|专业|所|研|实验|方向|工|技|器))|"
    "(?:高速|铁路|公路|大道|大厦|广场|花园|小区|酒店|地铁站|公园)(?![缓网互存计运推卡接总串率])"
)
_TRADE_AFTER = 4  # characters of a line of business
_OF_FIRM = re.compile(  # 西电|电气|承建
    "集团|上市|公告|股价|涨停|跌停|年报|季报|半年报|财报|招股|董事|股东|[承中]建|中标|签约|发布(?:公告|业绩|.{0,2}[年季]报)|IPO|[（(]\\d"
)
_SCHOOL = re.compile("[^的与和在]{0,6}?(?:学院|医院|学部|校区)")
_FACULTY = re.compile("[^的与和在]{1,6}?(?:(?<![关联体])系(?!统|列)|学院)")  # 南科大力学系
_SCHOOL_OF_FIELD = re.compile("学院|学部|系(?!统|列)|专业")  # 复旦|微电子学院


def han_guard(
    folded: Folded,
    start: int,
    end: int,
    *,
    kind: str,
    spelling: str = "",
    body: bool = False,
    listed: bool = False,
) -> Verdict | None:
    """Return why a Chinese hit is not the name, None when nothing beside it says so.

    `spelling` is the name as it should be written; the hit may hold a slip. `listed`: it is one that the term
    lists, not one made of those.
    """
    text = folded.text
    name = text[start:end]
    spelling = spelling or name
    after = run_after(folded, end)
    before = run_before(folded, start)
    if word := torn.made_by_slip(name, spelling, before, after):
        return RejectReason.WORD_BOUNDARY, f"the characters belong to {word}"
    if kind == "org" and is_number_of(name) and _SCHOOLS.match(after):
        return RejectReason.OTHER_MEANING, f"{name} counts what follows"
    if kind == "org" and (another := _known_by_slip(name, spelling)):
        return RejectReason.DIFFERENT_NAME, f"{another} is another company"
    if kind == "org" and listed and _INCORPORATED.search(name) and (form := _LEGAL_FORM.match(after)):
        after = after[form.end() :]
    full = kind == "org" and spelling.endswith(_HAN_BODY)
    if full or (kind == "org" and body):
        verdict = separate_body(spelling if full else name, after, _goes_on(folded, start, end))
        if not verdict and not full:
            verdict = _more_than_short(name, before, after)
        if verdict:
            return verdict
    elif kind == "org":
        if others_of_trade := _ASSOCIATION.match(after):
            return RejectReason.SEPARATE_BODY, f"{name}{others_of_trade.group()} is an association"
        if _SCHOOL_OF_FIELD.match(after) and is_trade(name[-3:]):
            return RejectReason.LONGER_NAME, f"{name}{after[:2]} is a school of that field"
        if place := _PLACE.match(after) or (_PARK_OF_TRADE.match(after) if name.endswith(_TRADES) else None):
            return RejectReason.SEPARATE_BODY, f"{name}{place.group()} is a place"
        if person := persons.called_in_han(name, before, after, (folded.between(start), folded.between(end))):
            return RejectReason.OTHER_MEANING, f"a person: {person}"
    if full:
        verdict = longer_body(spelling, before)
        if verdict:
            return verdict
    if body and name.endswith("大") and len(name) > _LONG_SHORT and after:
        if word := next((f"大{after[:n]}" for n in (1, 2) if is_word(f"大{after[:n]}")), ""):
            return RejectReason.WORD_BOUNDARY, f"the characters belong to {word}"
    if body and len(name) > _SHORT and _FACULTY.match(after):
        return None
    if name[0] == "中" and _COUNTED.search(before) and torn.says_how(name[1:]):
        return RejectReason.WORD_BOUNDARY, f"中 belongs to what is counted, {name[1:]} to the verb"
    of_trade = is_trade(name[-2:]) and _LEGAL_FORM.match(after)  # 丙云科技股份有限公司, who runs 丙云
    if kind != "org" and not of_trade and (firm := _ENERGY.match(after)):
        return RejectReason.LONGER_NAME, f"{name}{firm.group()} is another company"
    if kind == "org" and not body and len(name) <= _BRAND and (bank := _FINANCE.match(after)):
        return RejectReason.LONGER_NAME, f"{name}{bank.group()} is another company"
    return across_words(name, before, after)


def _more_than_short(name: str, before: str, after: str) -> Verdict | None:
    """Return why the short name of a body is part of another's name, a place's or a firm's; None if not."""
    if _SCHOOL.match(after) and _ends_in_body(before):
        return RejectReason.LONGER_NAME, f"{name} is part of the name of a school of {before}"
    if other := _SHORT_FORM_OF.match(after):
        return RejectReason.SEPARATE_BODY, f"{name}{other.group()} is another body or a place"
    if trade := _trade_of_firm(after):
        return RejectReason.LONGER_NAME, f"{name}{trade} is a company"
    if len(name) == _SHORT and (whole := torn.bound_next(after)):
        return RejectReason.WORD_BOUNDARY, f"{whole} is no word by itself"
    if longer := _LONGER_UNIVERSITY.match(after):
        return RejectReason.LONGER_NAME, f"{name}{longer.group()} is another body"
    return None


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


def _ends_in_body(before: str) -> bool:
    """Return whether the characters before a name end in the name of a university: 华中科大|同济."""
    known = any(before[-size:] in well_known() for size in range(_SHORT, len(before) + 1))
    return known or _IN_BODY.search(before) is not None


def _goes_on(folded: Folded, start: int, end: int) -> bool:
    """Return whether a word may go on behind a name: no blank is there, or others stand around it too."""
    return not folded.between(end) or any(folded.between(at) for at in (*range(start + 1, end), end + 1))
