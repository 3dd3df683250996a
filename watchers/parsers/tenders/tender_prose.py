"""What the sentences of a notice say where no label does: who won, for whom, until when. Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from watchers.parsers.dates import BEIJING, in_figures, read_date
from watchers.parsers.plain import fold_width
from watchers.parsers.tenders.money import Amount, read_amount
from watchers.parsers.tenders.tender_findings import Findings, Lot, take, take_models, take_offered
from watchers.parsers.tenders.tender_labels import field_of
from watchers.parsers.tenders.tender_parties import party

_BARE = re.compile(
    r"(?P<label>(?:最高|项目|采购|总){0,4}预算(?:总?金额|总额|控制价|价)?|最高(?:投标)?限价|控制价"
    r"|估算(?:金额|价)|概算(?:金额)?|总?(?:中标|成交|中选)(?:（成交）)?(?:总?金额|价格?)"
    r"|合同(?:总)?(?:金额|价))"
    r"(?P<filler>[（(]?[^\d\n（(:：，。]{0,8}?)(?=[￥¥$]|\d"
    r"|[壹贰叁肆伍陆柒捌玖拾][壹贰叁肆伍陆柒捌玖拾佰仟万亿零]{1,20}[元圆])"
)
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
_IN_BRACKETS = re.compile(
    r"(?:\A|[\s，。,；;：:由])(?P<who>[\u4e00-\u9fff（）()]{4,40}?)\s*[（(](?P<role>采购人|招标人"
    r"|采购单位|代理机构|招标代理机构|采购代理机构)[）)]"
)
_NUMBER_OF = re.compile(
    r"(?:(?:项目|招标|采购|询价|磋商|谈判|竞价|比选|标段|公告)(?:项目)?编号|(?<=[（(，,；;])编号[为是]?)\s*[:：]?\s*"
    r"(?P<number>(?=[A-Za-z\d\-（(\[〔/]{0,20}\d)[A-Z\d][\w\-./（()）\[\]〔〕]{3,39})"
)
# 决定取消ABCD-JC-2026-15号项目; 竞价结果：服务器（J20260088）
_NUMBERED = re.compile(
    r"(?<![A-Za-z0-9-])(?P<number>[A-Z]{2,8}[A-Z\d]*(?:-[A-Z\d]{1,12}){1,5})号(?:的)?(?:项目|采购|招标)"
    r"|(?<=[”\"」』])\s*[（(](?P<quoted>(?=[^（）()]*\d)[A-Z][A-Z\d]*(?:[-/\[\]][A-Z\d]{1,12}){1,6})[）)]"
    r"|[（(](?P<within>(?=[^（）()]*\d)[A-Z][A-Z\d]*(?:-[A-Z\d]{1,12}){1,6})[）)](?=[”\"」』])"
    r"|(?<=[\u4e00-\u9fff])[（(](?P<code>[A-Z]{1,6}\d{7,14})[）)](?=[\u4e00-\u9fff]{0,6}(?:公[告示]|结果|\n|\Z))"
)
_YEARLY = re.compile(r"\s*/\s*年")
_SUMMED = re.compile("合计|共计|总计")
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
    r"|学院|医院|中心|局|院|所|校|委员会|集团))(?=[，。,；;\s]|\Z)"
)
_IS_AGENCY = re.compile(
    r"(?:招标|采购)?代理(?:机构|单位|公司)?(?:[为是]|(?<=机构) (?=[^ \n，]{4,40}，))\s*"
    r"(?P<agency>[^\s，。,；;：:为]{4,40}?(?:公司|中心|事务所))(?=[，。,；;\s]|\Z)"
)
_ENTRUSTED = re.compile(r"受\s*(?P<buyer>[^\s，。,；;：:受]{3,40}?)\s*(?:的)?委托")
_INTENDS = re.compile(
    r"(?:^|[\s，。])(?P<buyer>[\u4e00-\u9fff（）()·A-Za-z]{3,40}?)(?:拟|计划|现拟|就)(?:对|以"
    r"|通过)?[^\s，。]{0,20}?(?:采购|购置|购买|招标|公开征集|遴选|比选|询价|磋商|租赁|租用)"
)
_WE = re.compile(r"\A我(?:单位|公司|[校院所局站馆])(?=..)")  # 我单位某某站拟采购
# 拟向某公司采用单一来源方式采购; 拟由某公司提供
_SOLE = re.compile(
    r"拟?(?:向|从|由|与|定)\s*(?P<supplier>[\u4e00-\u9fff（）()A-Za-z]{4,40}?(?:公司|厂|中心|院|所|社|集团|大学))"
    r"\s*(?:以|采用|采取|通过|进行|实施|实行)?[^，。；;\n]{0,12}?(?:单一来源|直接采购|提供|承担|承接|供货|采购|购买|签订)"
)
_PLANS = re.compile(
    r"现将\s*(?P<buyer>[\u4e00-\u9fff（）()·]{3,40}?)的?\s*(?:\d{4}\s*[-至]?\d{0,4}\s*年|政府采购意向"
    r"|采购意向)"
)
# 中标通知书: 某公司： …你方…被确定为中标人
_ADDRESSED = re.compile(
    r"(?m)^(?:致[:：]?\s*)?(?P<supplier>[\u4e00-\u9fff（）()]{4,40}(?:公司|厂|院|所|中心|社|行|部"
    r"|集团))[:：]\s*$"
)
_YOU_WON = re.compile(
    r"(?:你|贵)(?:方|公司|单位)[^\n]{0,120}?(?:确定|选定|评定)?为?\s*(?:中标|成交|中选)(?:人|供应商|单位)"
)
_WINS = re.compile(
    r"(?:第?(?P<lot>[一二三四五六七八九十\dA-Z]{1,3})(?:号)?(?:包|标段|标项)[^，。；;由]{0,20}?)?由\s*"
    r"(?P<supplier>[^，。；;：:\s由]{4,50}?(?:公司|厂|中心|院|所|社|集团|大学|合伙）))"
    r"(?P<for>[，,]?\s*以[^，。；;\n]{2,60}?)?\s*(?:中标|成交|中选|承接)"
)
_CHOSEN = re.compile(
    r"(?:(?:推荐|评定|研究)?并?(?:确定|评定|选定"
    r"|推荐|拟定|拟选))\s*(?P<supplier>(?!并)[^，。；;：:\s为]{4,50}?)\s*(?:为|(?=(?:中标|成交"
    r"|中选)[，。；;]))\s*(?:本项目|第?(?P<lot>[一二三四五六七八九十\dA-Z]{1,3})(?:包|标段|标项))?"
    r"的?\s*(?:中标|成交|中选)(?:供应商|人|单位|商|(?=[，。；;]))(?!候选)"
)
_WINS_LOT = re.compile(
    r"(?:第?[一二三四五六七八九十\dA-Z]{1,3}(?:号)?(?:包|标段|标项)(?:[（(][^（）()]*[）)])?[:：]?)?"
    r"(?P<supplier>[^，。；;：:\s由]{4,50}?(?:公司|厂|中心|院|所|社|集团|大学))\s*(?:中标|成交|中选"
    r"|承接)了\s*"
    r"第?(?P<lot>[一二三四五六七八九十\dA-Z]{1,3})(?:号)?(?:包|标段|标项)"
)
# 成交供应商为某公司，成交金额为9万元
_WINNER_IS = re.compile(
    r"(?:(?:包|标段|标项)(?P<lot>[一二三四五六七八九十\dA-Z]{1,3}))?[^，。；;\n]{0,4}?(?<![拟候选预])"
    r"(?:中标|成交|中选)(?:供应商|人|单位|方)(?:名称)?[为是]\s*(?P<supplier>[^，。；;：:\s为]{4,50}?"
    r"(?:公司|厂|中心|院|所|社|集团|大学))(?=[，。；;（(\s]|\Z)"
)
_WON = re.compile("(?:中标|成交|中选|承接)了")
_AROUND = 120, 24  # characters before and behind that, in which the sentence stands
# …截止时间由A延期至B; 原：…截止时间：A, 现更正为：…截止时间：B; 原定于A开标，推迟到B
_MOVED_TO = re.compile(
    r"(?:(?:更正|变更|调整|修改|延期|延长|推迟|顺延|提前|更改|改|延|推)(?:为|至|到)|(?:更正|变更|调整"
    r"|修改|延期)后(?:的?内容)?|现(?:为|公告内容)|→|仍[为以])"
    r"\s*[:：]?\s*(?:[^\n，。;；:：\d]{2,24}[:：]?\s*)?(?:北京时间)?\s*(?P<date>\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*日?[^\n，。;；]{0,16})"
)
# 截止时间（下同）为2026年3月25日10时30分
_IS_AT = re.compile(
    r"(?:截止(?:时间|日期)?|截止)(?:[（(][^（）()\n]{0,30}[）)])?\s*(?:为|是|在|至"
    r"|[:：])\s*(?:北京时间)?\s*"
    r"(?P<date>\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*日?[^\n，。;；]{0,20})"
)
_STILL = re.compile(
    r"(?:中标|成交|中选)(?:供应商|人|单位|结果)?(?:(?:保持"
    r"|维持)?不变[，,；;]?\s*仍?|仍)[然旧]?[为是]\s*[:：]?\s*(?P<supplier>[^，。；;：:\s]{4,50}?(?:公司|厂"
    r"|中心|院|所|社|集团|大学))"
)
_NAMED_WITHIN = 20_000  # characters: a notice names its project early
_PART_BUDGET = re.compile(
    r"(?:[A-Z\d一二三四五六七八九十]\s?(?:包|标段|标项)|(?:包|标段"
    r"|标项)\s?[A-Z\d一二三四五六七八九十])[^，。；;\n]{0,30}?预算(?:金额)?[:：]?\s*"
    r"(?P<sum>[￥¥]?\d[\d,.]*\s*[万亿]?元)"
)
_OTHER_END = re.compile("报名|获取|公示|质疑|领取|发售|售卖|下载|保证金|异议|答疑|提问|购买")
_MOVED_DAY = re.compile(
    r"(?:延期|延长|推迟|顺延|提前|更正|变更|调整|改|延|推)(?:为|至|到)\s*(?:北京时间)?\s*"
    r"(?P<date>\d{1,2}\s*月\s*\d{1,2}\s*日[^\n，。;；]{0,16})"
)
_DEADLINE = re.compile("截止|开标|开启|原定")
_UNDER = re.compile(
    r"截止时间[^\n:：]{0,20}\n\s*(?:\d[.、])?\s*(?:时间\s*[:：])?\s*"
    r"(?P<date>\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*日?[^\n，。;；]{3,20})"
)
_BEFORE = re.compile(
    r"(?P<date>\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*日?\s*(?:上午"
    r"|下午)?\s*\d{1,2}\s*[:：点时]\s*(?:\d{1,2}|整)?[^\n，。]{0,4}?)"
    r"\s*(?:[（(]北京时间[）)])?\s*(?:之?前|止)[，,]?\s*(?:[将把][^，。\n]{1,20}"
    r"|[^，。\n]{0,4}?)(?:[递提]交|上传|送|寄|报价|报名|发)"
)


def take_prose(found: Findings, text: str, stage: str | None, day: datetime | None = None) -> None:
    """Read what sentences say where no label did. `day` is that of the notice, for dates without a year."""
    _take_parties(found, text)
    if stage in {"award", None} and not found.suppliers:
        _take_winners(found, text)
    if stage == "single-source" and not found.suppliers and (match := _SOLE.search(text)):
        take(found, "supplier", "", match["supplier"])
    if "project_number" not in found.values and (match := _NUMBER_OF.search(text)):
        take(found, "project_number", "", match["number"])
    if "project_number" not in found.values and (match := _NUMBERED.search(text[:_NAMED_WITHIN])):
        take(found, "project_number", "", next(filter(None, match.groups())))
    if "project_name" not in found.values and (match := _NAMED.search(text)):
        found.values["project_name"] = match["name"].strip()
    if "project_name" not in found.values and (name := _called(found, text)):
        found.values["project_name"] = name
    _take_parts(found, text)
    for match in _BARE.finditer(text):
        name = "award" if re.search("中标|成交|中选|合同", match["label"]) else "budget"
        if name not in found.money and not (name == "award" and any(lot.award for lot in found.lots)):
            start = match.start("filler")
            amount = _whole(read_amount(text[start : start + 48], label=match["label"]), text, start)
            if amount and _FIRST_SUM.fullmatch(text[match.end("filler") : start + amount.start]):
                found.money[name] = amount
    text = in_figures(text)
    if stage == "correction":
        _take_unchanged(found, text)
        _take_moved(found, text, day)
    if "deadline" not in found.values:
        ends = (
            one
            for one in _IS_AT.finditer(text)
            if not _OTHER_END.search(text[max(0, one.start() - 12) : one.start()])
        )
        match = _BEFORE.search(text) or next(ends, None) or _UNDER.search(text)
        if match and (moment := read_date(fold_width(match["date"]), BEIJING)):
            found.values["deadline"] = moment.isoformat()
    take_models(found, text)
    take_offered(found, text)


def _whole(amount: Amount | None, text: str, start: int) -> Amount | None:
    """Return an amount that was read from `start` on, for a yearly one the sum its sentence ends in."""
    if amount and _YEARLY.match(text, start + amount.end):
        rest = text[start + amount.end : start + amount.end + 60].split("。", 1)[0]
        if summed := _SUMMED.search(rest):
            return read_amount(rest[summed.end() :], label="合计") or amount
    return amount


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
            found.values["buyer"] = who
    if "agency" not in found.values and (
        match := _IS_AGENCY.search(text) or _BY_AGENCY.search(text) or _FOR_BUYER.search(text)
    ):
        if who := party(match["agency"]):
            found.values["agency"] = who
    for match in _IN_BRACKETS.finditer(text):
        role = "agency" if "代理" in match["role"] else "buyer"
        if role not in found.values and (who := party(match["who"])):
            found.values[role] = who


def _take_moved(found: Findings, text: str, day: datetime | None) -> None:
    """Take the date to which a correction moves the deadline."""
    if match := next(filter(_is_deadline, _MOVED_TO.finditer(text)), None):
        written = match["date"]
    elif day and (match := next(filter(_is_deadline, _MOVED_DAY.finditer(text)), None)):
        written = f"{day.year}年{match['date']}"  # 延期至3月19日: of the notice's year
    else:
        return
    if moment := read_date(fold_width(written), BEIJING):
        if day and moment < day - timedelta(days=180):
            moment = moment.replace(year=moment.year + 1)
        found.values["deadline"] = moment.isoformat()


def _is_deadline(moved: re.Match[str]) -> bool:
    """Whether a new date is that of a deadline: its sentence says so, or the line before."""
    before = moved.string[max(0, moved.start() - 100) : moved.start()].rpartition("。")[2]
    return bool(_DEADLINE.search("\n".join(before.split("\n")[-2:])))


def _take_unchanged(found: Findings, text: str) -> None:
    """Take who still wins after a correction: `成交供应商不变，仍为某某公司`."""
    if match := _STILL.search(text):
        if (who := party(match["supplier"])) and who not in found.suppliers:
            found.suppliers.append(who)


def _take_winners(found: Findings, text: str) -> None:
    """Read `第一包由某某公司中标，中标金额为9万元`."""
    if (you := _ADDRESSED.search(text)) and _YOU_WON.search(text, you.end(), you.end() + 400):
        take(found, "supplier", "", you["supplier"])
    matches = [match for pattern in (_WINS, _CHOSEN, _WINNER_IS) for match in pattern.finditer(text)]
    matches += _lots_won(text)
    for match in sorted(matches, key=lambda one: one.start("supplier")):
        who = party(match["supplier"])
        if who and who not in found.suppliers:
            found.suppliers.append(who)
            tail = text[match.end() : match.end() + 60].split("。", 1)[0]
            award = _whole(read_amount(tail), text, match.end())
            award = read_amount(match.groupdict().get("for") or "") or award
            alone = [lot for lot in found.lots if lot.award and not lot.suppliers]
            if len(alone) == len(found.lots) == 1 and not match["lot"]:  # its sum stands behind a label
                alone[0].suppliers = (who,)
            else:
                found.lots.append(Lot(lot=match["lot"] or "", suppliers=(who,), award=award))


def _lots_won(text: str) -> Iterator[re.Match[str]]:
    """Yield each `某公司中标了第2包`: around its verb alone, as elsewhere every word could begin one."""
    stretches: list[tuple[int, int]] = []
    for won in _WON.finditer(text):
        begin, end = max(0, won.start() - _AROUND[0]), won.end() + _AROUND[1]
        if stretches and begin <= stretches[-1][1]:
            begin = stretches.pop()[0]
        stretches.append((begin, end))
    for begin, end in stretches:
        yield from _WINS_LOT.finditer(text, begin, end)
