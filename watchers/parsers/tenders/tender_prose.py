"""What the sentences of a notice say where no label does: who won, for whom, until when. Pure."""

import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from watchers.parsers.date_figures import in_figures
from watchers.parsers.tenders.model_finds import add_models, add_offered
from watchers.parsers.tenders.money import read_amount
from watchers.parsers.tenders.notice_signature import without_office
from watchers.parsers.tenders.priced_things import whole_sum
from watchers.parsers.tenders.prose_deadlines import take_deadline, take_moved
from watchers.parsers.tenders.prose_numbers import take_number
from watchers.parsers.tenders.prose_winners import take_candidates, take_sole, take_unchanged, take_winners
from watchers.parsers.tenders.tender_findings import Findings, take
from watchers.parsers.tenders.tender_labels import field_of
from watchers.parsers.tenders.tender_parties import party

_BARE = re.compile(
    r"(?P<label>(?:最高|项目|采购|总){0,4}(?:预算|经费)(?:总?金额|总额|控制价|价|上限)?|(?<!单价)(?:最高)?(?:投标)?限价"
    r"|控制价|(?P<fixed>固定总?价|包干总?价)"
    r"|估算(?:金额|价)|概算(?:金额)?|总?(?:中标|成交|中选)(?:（成交）)?(?:总?金额|价格?)"
    r"|合同(?:总)?(?:金额|价))"
    r"(?P<filler>[（(]?[^\d\n（(:：，。]{0,8}?)(?=[￥¥$]|\d"
    r"|[壹贰叁肆伍陆柒捌玖拾][壹贰叁肆伍陆柒捌玖拾佰仟万亿零]{1,20}[元圆]"
    r"|[一二三四五六七八九十两][一二三四五六七八九十百千零万亿]{1,20}[元圆])"
)
_FEE = re.compile("代理|保证金|标书|招标服务")  # is paid beside the price
# what may stand before the figures of a sum: the same in words
_FIRST_SUM = re.compile(
    r".{0,3}|[壹贰叁肆伍陆柒捌玖拾佰仟万亿零元圆整正角分]{2,24}[（(]?(?:小写)?[:：]?[￥¥]?"
)
# 受某大学委托，某招标公司就…; 委托某招标公司组织的…
_BY_AGENCY = re.compile(
    r"委托[，,]?\s*(?P<agency>[^\s，。,；;：:受“”\"委托]{4,30}?(?:公司|中心"
    r"|事务所))\s*(?=[就对于将组代负进以按作为])"
)
# 某招标公司受某大学委托
_FOR_BUYER = re.compile(
    r"(?:^|[\s，。])(?P<agency>[^\s，。,；;：:受委托]{4,30}?(?:公司|中心|事务所))\s*受[^\s，。]{3,40}?委托"
)
# 某大学（采购人）, 由某公司（代理机构）
# 由某招标公司承办的某项目
_RUN_BY = re.compile(
    r"由\s*(?P<agency>[^\s，。,；;：:由]{4,30}?(?:招标|代理|咨询|项目管理|采购服务)[^\s，。,；;：:由]{0,12}?公司)\s*"
    r"(?:承办|组织|代理|主持|实施|负责)"
)
_IN_BRACKETS = re.compile(
    r"(?:\A|[\s，。,；;：:由])(?P<who>[\u4e00-\u9fff（）()]{4,40}?)\s*[（(](?P<role>采购人|招标人"
    r"|采购单位|代理机构|招标代理机构|采购代理机构)[）)]"
)
_NAMED = re.compile(
    r"[“\"「『](?P<name>[^“”\"「」『』\n]{4,60})[”\"」』]\s*(?=(?:采购|招标)?(?:项目|[（(](?:招标|采购"
    r"|项目)?编号|[（(][A-Z][A-Z\d]*-[A-Z\d-]+[）)])|的公示|开展|采购)"
)
_WORDS_OF_NAME = r"(?:[^，。；：:\s“”\"（）()]|[（(][^（）()\n]{1,12}[）)])"
# 某平台建设（招标编号：…）; 本项目某系统已具备招标条件; 就某项目进行公开招标; 拟对某设备进行询价
_CALLED = (
    re.compile(
        rf"(?:\A|[\s，。；：:])(?:[^，。；\s“”]{{0,12}}?(?:组织了?|对|就|关于"
        rf"|本(?:招标|采购)?项目[为是]?))?(?P<name>{_WORDS_OF_NAME}{{4,60}}?)"
        r"\s*[（(](?:招标项目|采购项目|项目|招标|采购|标段)?编号\s*[:：]?\s*(?=[A-Za-z\d])"
    ),
    # 某大学某平台（ABC-2026-007）公开招标
    re.compile(
        rf"(?:\A|[\s，。；：:])(?P<name>(?!关于){_WORDS_OF_NAME}{{4,60}}?)"
        r"\s*[（(](?P<number>(?=[^（）()]*\d)[A-Z][A-Z\d]*(?:-[A-Z\d]{1,12}){2,6})[）)]\s*(?:公开|竞争|邀请|单一|招标|采购|磋商|询价)"
    ),
    re.compile(
        rf"本(?:招标)?项目\s*(?P<name>{_WORDS_OF_NAME}{{4,60}}?)\s*(?:[（(][^（）()\n]{{0,20}}编号[^（）()\n]{{0,40}}[）)])?\s*已(?:由|具备|经)"
    ),
    re.compile(
        rf"(?:就"
        rf"|拟对)\s*(?P<name>{_WORDS_OF_NAME}{{4,60}}?)\s*(?:[（(](?P<number>[A-Z\d][\w\-]{{3,30}})[）)])?\s*"
        r"(?:进行|组织|开展)(?:国内|国际)?(?:公开|邀请|竞争|询价|单一|招标|磋商|谈判|采购|比选)"
    ),
)
_NO_NAME = re.compile(
    r"(?:文件|公告|合同|通知书?|公示|[本该此]项目|我[院校]|供应商)\Z|\A(?:以下|下列|本项目|上述)"
)
# 项目业主为某公司, 招标人为某大学: who a sentence says buys, and who runs it
_IS_BUYER = re.compile(
    r"(?:项目业主|招标人|采购人|建设单位)(?:为|是)\s*(?P<buyer>[^\s，。,；;：:为]{4,40}?(?:公司|大学"
    r"|学院|医院|中心|局|院|所|校|委员会|集团|[站馆厅台处队厂部委]|基地|政府))(?=[，。,；;\s]|\Z)"
)
_IS_AGENCY = re.compile(
    r"(?:招标|采购)?代理(?:机构|单位|公司)?(?:[为是]|(?<=机构) (?=[^ \n，]{4,40}，)"
    r"|(?<=机构)(?=[^\s，。,；;：:]{2,20}(?:招标|代理|咨询))|人(?=[^\s，。,；;：:为是]{4,30}公司[，,。；;\s]))\s*"
    r"(?P<agency>[^\s，。,；;：:为]{4,40}?(?:公司|中心|事务所))(?=[，。,；;\s的]|\Z)"
)
_ENTRUSTED = re.compile(r"受\s*(?P<buyer>[^\s，。,；;：:受]{3,40}?)\s*(?:的)?委托")
_INTENDS = re.compile(
    r"(?:^|[\s，。])(?P<buyer>[\u4e00-\u9fff（）()·A-Za-z]{3,40}?)(?:拟|计划|现拟|就)(?:对|以"
    r"|通过)?[^\s，。]{0,20}?(?:采购|购置|购买|招标|公开征集|遴选|比选|询价|磋商|租赁|租用)"
)
_WE = re.compile(r"\A我(?:单位|公司|[校院所局站馆])(?=..)")  # 我单位某某站拟采购
_PLANS = re.compile(
    r"现将\s*(?P<buyer>[\u4e00-\u9fff（）()·]{3,40}?)的?\s*(?:\d{4}\s*[-至]?\d{0,4}\s*年|政府采购意向"
    r"|采购意向)"
)
_NAMED_WITHIN = 20_000  # characters: a notice names its project early
_PART_BUDGET = re.compile(
    r"(?:[A-Z\d一二三四五六七八九十]\s?(?:包|标段|标项)|(?:包|标段"
    r"|标项)\s?[A-Z\d一二三四五六七八九十])[^，。；;\n]{0,30}?预算(?:金额)?[:：]?\s*"
    r"(?P<sum>[￥¥]?\d[\d,.]*\s*[万亿]?元)"
)


def take_prose(found: Findings, text: str, stage: str | None, day: datetime | None) -> None:
    """Read what sentences say where no label did. `day` is that of the notice, for dates without a year."""
    _take_parties(found, text)
    if stage in {"award", None} and not found.suppliers:
        take_winners(found, text)
    if stage == "candidates" and not found.candidates:
        take_candidates(found, text)
    if stage == "single-source" and not found.suppliers:
        take_sole(found, text)
    take_number(found, text)
    if "project_name" not in found.values and (match := _NAMED.search(text)):
        found.values["project_name"] = match["name"].strip()
    if "project_name" not in found.values and (name := _called(found, text)):
        found.values["project_name"] = name
    _take_parts(found, text)
    for match in _BARE.finditer(text):
        name = "award" if re.search("中标|成交|中选|合同", match["label"]) else "budget"
        if match["fixed"]:
            if _FEE.search(text[text.rfind("\n", 0, match.start()) + 1 : match.start()]):
                continue
            name = "stated"
        if name not in found.money and not (name == "award" and any(lot.award for lot in found.lots)):
            start = match.start("filler")
            amount = whole_sum(read_amount(text[start : start + 48], label=match["label"]), text, start)
            if amount and _FIRST_SUM.fullmatch(text[match.end("filler") : start + amount.start]):
                found.money[name] = amount
    text = in_figures(text)
    if stage == "correction":
        take_unchanged(found, text)
    if stage in {"correction", "tender"}:  # what a page was told to say since stands above it
        take_moved(found, text, day)
    if "deadline" not in found.values:
        take_deadline(found, text)
    add_models(found.models, text)
    add_offered(found.models, text)


def _take_parts(found: Findings, text: str) -> None:
    """Take the sum of budgets told package by package: `A包 带宽 预算96万元；B包 专线 预算38万元`."""
    if "budget" in found.money:
        return
    parts = [
        amount for part in _PART_BUDGET.finditer(text) if (amount := read_amount(part["sum"], label="预算"))
    ]
    if len(parts) > 1 and len({one.currency for one in parts}) == 1:
        found.money["budget"] = replace(parts[0], value=sum((one.value for one in parts), Decimal(0)))


def _called(found: Findings, text: str) -> str:
    """Return what a sentence calls the project, or ""; the number beside it is taken too."""
    for pattern in _CALLED:
        for match in pattern.finditer(text[:_NAMED_WITHIN]):
            name = match["name"].strip()
            if not _NO_NAME.search(name) and not field_of(name):
                take(found, "project_number", "", match.groupdict().get("number") or "")
                return name
    return ""


def _take_parties(found: Findings, text: str) -> None:
    if "buyer" not in found.values and (
        match := _ENTRUSTED.search(text)
        or _IS_BUYER.search(text)
        or _PLANS.search(text)
        or next((one for one in _INTENDS.finditer(text) if not one["buyer"].startswith("关于")), None)
    ):
        named = re.sub(r"(?:关于|[就因为])\Z", "", match["buyer"])
        if who := party(_WE.sub("", named)):
            found.values["buyer"] = without_office(who)
    if "agency" not in found.values and (
        match := _IS_AGENCY.search(text)
        or _BY_AGENCY.search(text)
        or _FOR_BUYER.search(text)
        or _RUN_BY.search(text)
    ):
        if who := party(match["agency"]):
            found.values["agency"] = who
    for match in _IN_BRACKETS.finditer(text):
        role = "agency" if "代理" in match["role"] else "buyer"
        if role not in found.values and (who := party(match["who"])):
            found.values[role] = who
