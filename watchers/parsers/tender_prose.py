"""What the sentences of a notice say where no label does: who won, for whom, until when. Pure."""

import re

from watchers.parsers.dates import BEIJING, in_figures, read_date
from watchers.parsers.money import amounts
from watchers.parsers.plain import fold_width
from watchers.parsers.tender_findings import Findings, Lot, take_models
from watchers.parsers.tender_parties import party

_BARE = re.compile(
    r"(?P<label>(?:最高|项目|采购|总)*预算(?:总?金额|总额|价)?|最高限价|控制价|总?(?:中标|成交|中选)(?:（成交）)?(?:总?金额|价格?)|合同(?:总)?(?:金额|价))"
    r"[（(]?[^\d\n（(:：，。]{0,8}?(?=[￥¥$]|\d)"
)
_ENTRUSTED = re.compile(r"受\s*(?P<buyer>[^\s，。,；;：:受]{3,40}?)\s*(?:的)?委托")
_INTENDS = re.compile(
    r"(?:^|[\s，。])(?P<buyer>[\u4e00-\u9fff（）()·A-Za-z]{3,40}?)(?:拟|计划|现拟|就)(?:对|以|通过)?[^\s，。]{0,20}?(?:采购|购置|购买|招标|公开征集)"
)
_PLANS = re.compile(
    r"现将\s*(?P<buyer>[\u4e00-\u9fff（）()·]{3,40}?)的?\s*(?:\d{4}\s*[-至]?\d{0,4}\s*年|政府采购意向|采购意向)"
)
_WINS = re.compile(
    r"(?:第?(?P<lot>[一二三四五六七八九十\dA-Z]{1,3})(?:号)?(?:包|标段|标项)[^，。；;由]{0,20}?)?由\s*"
    r"(?P<supplier>[^，。；;：:\s由]{4,50}?(?:公司|厂|中心|院|所|社|集团|大学|合伙）))\s*(?:中标|成交|中选|承接)"
)
_CHOSEN = re.compile(
    r"(?:确定|评定|选定|推荐)\s*(?P<supplier>[^，。；;：:\s为]{4,50})\s*为\s*(?:本项目|第?(?P<lot>[一二三四五六七八九十\dA-Z]{1,3})(?:包|标段|标项))?"
    r"的?\s*(?:中标|成交|中选)(?:供应商|人|单位|商)(?!候选)"
)
_WINS_LOT = re.compile(
    r"(?:第?[一二三四五六七八九十\dA-Z]{1,3}(?:号)?(?:包|标段|标项)(?:[（(][^（）()]*[）)])?[:：]?)?"
    r"(?P<supplier>[^，。；;：:\s由]{4,50}?(?:公司|厂|中心|院|所|社|集团|大学))\s*(?:中标|成交|中选|承接)了\s*"
    r"第?(?P<lot>[一二三四五六七八九十\dA-Z]{1,3})(?:号)?(?:包|标段|标项)"
)
# …截止时间由A延期至B; 原：…截止时间：A, 现更正为：…截止时间：B; 原定于A开标，推迟到B
_MOVED_TO = re.compile(
    r"(?:(?:更正|变更|调整|修改|延期|延长|推迟|顺延|更改|改)(?:为|至|到)|(?:更正|变更|调整|修改|延期)后(?:的?内容)?|现(?:为|公告内容)|→)"
    r"\s*[:：]?\s*(?:[^\n，。;；:：\d]{2,24}[:：]?\s*)?(?:北京时间)?\s*(?P<date>\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*日?[^\n，。;；]{0,16})"
)
_DEADLINE = re.compile("截止|开标|开启|原定")
_UNDER = re.compile(
    r"截止时间[^\n:：]{0,20}\n\s*(?:\d[.、])?\s*(?:时间\s*[:：])?\s*"
    r"(?P<date>\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*日?[^\n，。;；]{3,20})"
)
_BEFORE = re.compile(
    r"(?P<date>\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*日?\s*(?:上午|下午)?\s*\d{1,2}\s*[:：点时]\s*\d{1,2}[^\n，。]{0,4}?)"
    r"\s*(?:[（(]北京时间[）)])?\s*(?:之?前|止)\s*(?:递交|提交|上传|送达)"
)


def take_prose(found: Findings, text: str, stage: str | None) -> None:
    """Read what sentences say where no label did."""
    if "buyer" not in found.values and (
        match := _ENTRUSTED.search(text) or _PLANS.search(text) or _INTENDS.search(text)
    ):
        if who := party(match["buyer"]):
            found.values["buyer"] = who
    if stage in {"award", None} and not found.suppliers:
        _take_winners(found, text)
    for match in _BARE.finditer(text):
        name = "award" if re.search("中标|成交|中选|合同", match["label"]) else "budget"
        if name not in found.money and not (name == "award" and any(lot.award for lot in found.lots)):
            amount = next(amounts(text[match.end() : match.end() + 40], label=match[0]), None)
            if amount and amount.start <= 3:
                found.money[name] = amount
    text = in_figures(text)
    if stage == "correction" and (match := next(filter(_is_deadline, _MOVED_TO.finditer(text)), None)):
        if moment := read_date(fold_width(match["date"]), BEIJING):
            found.values["deadline"] = moment.isoformat()
    if "deadline" not in found.values and (match := _BEFORE.search(text) or _UNDER.search(text)):
        if moment := read_date(fold_width(match["date"]), BEIJING):
            found.values["deadline"] = moment.isoformat()
    take_models(found, text)


def _is_deadline(moved: re.Match[str]) -> bool:
    """Whether a new date is that of a deadline: its sentence says so, or the line before."""
    before = moved.string[max(0, moved.start() - 100) : moved.start()].rpartition("。")[2]
    return bool(_DEADLINE.search("\n".join(before.split("\n")[-2:])))


def _take_winners(found: Findings, text: str) -> None:
    """Read `第一包由某某公司中标，中标金额为9万元`."""
    matches = [match for pattern in (_WINS, _WINS_LOT, _CHOSEN) for match in pattern.finditer(text)]
    for match in sorted(matches, key=lambda one: one.start("supplier")):
        who = party(match["supplier"])
        if who and who not in found.suppliers:
            found.suppliers.append(who)
            tail = text[match.end() : match.end() + 40].split("。", 1)[0]
            found.lots.append(Lot(lot=match["lot"] or "", suppliers=(who,), award=next(amounts(tail), None)))
