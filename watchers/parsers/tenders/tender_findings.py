"""What was found in a notice so far, and how a labelled value is added to it. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from watchers.parsers.date_figures import in_figures
from watchers.parsers.dates import BEIJING, read_date
from watchers.parsers.persons.bodies import shows_body
from watchers.parsers.plain import cut, fold_width
from watchers.parsers.tenders.model_finds import add_labelled
from watchers.parsers.tenders.money import Amount, amounts, read_amount
from watchers.parsers.tenders.priced_things import times
from watchers.parsers.tenders.tender_parties import balanced, parties, party
from watchers.parsers.tenders.western_days import moment_in

_NUMBER_END = re.compile(
    r"[\s，,。；;]|[（(](?:招标文件|采购文件|采购计划|项目|以下|内部|备案|原|包|第)|[（(][^（）()]*[:：]"
)
# 粤采 [2026] 12 号: the blanks around a year in brackets, a hyphen and before 号 end no number
_INNER_BLANK = re.compile(
    r"\s*([-－—])\s*|\s*([\[〔［【（(]\s*\d{2,4}\s*[\]〕］】）)])\s*(?=[\dA-Za-z第号])|(?<=\d)\s+(?=号)"
)
_UNTIL = re.compile(r"(?:至|到|截止|—|–|~|～)(?=\s*(?:北京时间)?\s*\d{4}\s*[年\-/.])")
_FOREIGN = re.compile(r"[^\u4e00-\u9fff]*[A-Za-zÀ-ÿ]{2}[^\u4e00-\u9fff]*\Z|\s*\d{1,2}/\d{1,2}/\d{4}")
_WITHOUT_YEAR = re.compile(r"\s*(?P<month>\d{1,2})\s*月\s*\d{1,2}\s*日")
_OF_OFFERS = re.compile("报价|投标|响应|递交|提交|材料")
_YEARLY = re.compile("[/每]年|年度|据实|暂定")  # an estimate that is no sum of the whole
# 月服务费：9元: a price of each month or piece, whose total stands elsewhere
_OF_A_PART = re.compile(r"[^，。；;\d]{0,10}(?:月|日|单价|每|单项)[^，。；;\d]{0,8}[:：]?\s*[￥¥]?\d")
_SUM_OF = re.compile("合计|共计|总计|总价")
_RUNS = re.compile("招标|代理|咨询|项目管理|采购中心|交易中心|(?i:tendering|bidding|consult)")
_NOW = re.compile(r"(?:更正|变更|调整|修改|更改)后|现(?:中标|成交)")
_CORRECTED = {"supplier", "award", "budget", "ceiling", "deadline", "opening", "published"}
_TWICE = re.compile("[大小]写")  # 中标金额（大写）, 中标金额（小写）: one sum
_LOT_BY_LOT = re.compile(
    r"(?:第?[一二三四五六七八九十\dA-Z]{1,3}|采购|合同)?(?:包|标段|标项)[一二三四五六七八九十\dA-Z]{0,3}\s*[:：]"
)


@dataclass(slots=True)
class Lot:
    """One package of a project, as far as the notice tells; a consortium is several suppliers."""

    lot: str = ""
    suppliers: tuple[str, ...] = ()
    award: Amount | None = None
    budget: Amount | None = None
    name: str = ""


@dataclass(slots=True)
class Findings:
    """What was found so far; the first value of a field stands, further parties and lots are added."""

    values: dict[str, str] = field(default_factory=dict)
    money: dict[str, Amount] = field(default_factory=dict)
    suppliers: list[str] = field(default_factory=list)
    candidates: list[str] = field(default_factory=list)
    lots: list[Lot] = field(default_factory=list)
    lot: str = ""  # the package whose lines are being read
    models: list[str] = field(default_factory=list)
    persons: list[str] = field(default_factory=list)  # who sells alone: their names leave the text too
    day: datetime | None = None  # of the notice
    changed: bool = False  # a correction has said who wins now
    offered: str = ""  # who is told of last among those that made an offer
    row_numbers: list[str] = field(default_factory=list)  # project numbers in a column, one a row

    def forget(self, name: str) -> None:
        """Forget what was read of a field: a correction tells it anew."""
        self.values.pop(name, None)
        self.money.pop(name, None)
        if name == "supplier":
            self.suppliers.clear()
            self.lots.clear()
        elif name == "award":
            for lot in self.lots:
                lot.award = None


def take(found: Findings, name: str | None, label: str, value: str) -> None:
    value = value.strip().lstrip(":： ")  # a colon set apart from its label, in an element of its own
    if not name or not value:
        return
    if name in _CORRECTED and label.lstrip().startswith("原"):  # 原中标供应商: who it was before
        return
    if name in {"supplier", "award"} and _NOW.match(
        label.strip()
    ):  # 变更后中标供应商: what was before is void
        if not found.changed:
            found.forget("supplier")
            found.changed = True
    if name in {"buyer", "agency"}:
        if (who := party(value)) and name not in found.values:
            found.values[name] = who
    elif name in {"respondent", "organiser"}:  # one who buys, or who runs the purchase for another
        for who in parties(value):
            found.values.setdefault("agency" if _RUNS.search(who) else "buyer", who)
    elif name == "trustee" and _RUNS.search(
        value
    ):  # 受托方: who runs a purchase, or who works under a contract
        take(found, "agency", label, value)
    elif name in {"supplier", "trustee"}:
        if who_won := parties(value):
            names = companies(found, who_won)
            found.suppliers.extend(who for who in names if who not in found.suppliers)
            found.lots.append(Lot(lot=found.lot, suppliers=tuple(names)))
    elif name in {"lot", "section_name"}:
        found.lot = cut(value, 60)
        if name == "section_name":
            found.values.setdefault(name, cut(value, 200))
    elif name == "bidder":
        found.offered = value
    elif name == "won":  # 是否得標: of the bidder before
        if value.startswith("是"):  # its sum is told with the whole
            found.suppliers.extend(who for who in parties(found.offered) if who not in found.suppliers)
        found.offered = ""
    elif name == "candidate":
        names = companies(found, parties(value))
        found.candidates.extend(who for who in names if who not in found.candidates)
    elif name == "reserve":
        companies(found, parties(value))  # who may follow the winner: only a person matters here
    elif name in {"issuer", "collector", "user"}:
        if who := party(value):
            found.values.setdefault(name, who)
    elif name in {"budget", "ceiling", "award"} or (name == "estimate" and not _YEARLY.search(value)):
        _take_money(found, name, label, value)
    elif name == "total":  # 含税总价: what was paid, where no other label tells it
        if (amount := read_amount(value, label=label)) and amount.value:
            found.money.setdefault("stated", amount)
    elif name == "model":
        add_labelled(found.models, value)
    elif name in {"project_number", "contract_number", "tender_number", "section_number", "reference"}:
        value = _INNER_BLANK.sub(lambda blank: blank[1] or re.sub(r"\s", "", blank[2] or ""), value)
        number = balanced(_NUMBER_END.split(value, maxsplit=1)[0].strip("：:、."))
        if re.search(r"\d", number) and len(number) <= 80:
            found.values.setdefault(name, number)
    elif name in {"deadline", "opening", "published"}:
        value = _UNTIL.split(value)[-1]  # 即日起至…, …至…: the end of a period
        if _FOREIGN.match(value):  # 26-May-2026 03:00 PM, 26/05/2026
            value = moment_in(value) or value
        if moment := read_date(_with_year(in_figures(fold_width(value)), found.day), BEIJING):
            if name == "deadline" and "报名" in label and not _OF_OFFERS.search(label):
                name = "enrolment"
            found.values.setdefault(name, moment.isoformat())
    elif name in {"project_name", "contract_name", "region", "category"}:
        found.values.setdefault(name, cut(value.split("\n", 1)[0].strip(" ；;。"), 200))


def _with_year(written: str, day: datetime | None) -> str:
    """Return a day, `4月9日17:00`, with the year in which it comes next after the notice's own day."""
    match = _WITHOUT_YEAR.match(written)
    if match is None or day is None:
        return written
    return f"{day.year + (int(match['month']) < day.month - 1)}年{written.strip()}"


def companies(found: Findings, names: Sequence[str]) -> list[str]:
    """Return the names that show bodies; the others, who may be persons, go to `found.persons`."""
    found.persons.extend(who for who in names if not shows_body(who) and who not in found.persons)
    return [who for who in names if who not in found.persons]


def _take_money(found: Findings, name: str, label: str, value: str) -> None:
    if name == "award" and (part := _OF_A_PART.match(value)) and not times(value):
        if not (summed := _SUM_OF.search(value, part.end())):
            return
        value = value[summed.end() :]  # 每月3980元，合计573120元
    if name == "award" and not _SUM_OF.match(value) and (summed := _SUM_OF.search(value)):
        if next(amounts(value[summed.end() :], label=label), None):  # 第一年35万元，第二年35万元，合计70万元
            value = value[summed.end() :]
    listed = list(amounts(value, label=label))
    amount = times(value) or (listed[0] if listed else read_amount(value, label=label))
    if amount is None or not amount.value:  # 0.000000 万元 stands where a rate was agreed
        return
    if (
        name in {"budget", "ceiling"}
        and _LOT_BY_LOT.match(value)
        and len({one.currency for one in listed}) == 1
    ):
        amount = replace(amount, value=sum((one.value for one in listed), Decimal(0)))
    if name == "award":
        last = found.lots[-1] if found.lots else None
        if last and last.award and last.award.value == amount.value:
            if _TWICE.search(label) or not (last.suppliers or found.lot or last.lot):
                return  # the same sum once more
        open_ = [lot for lot in found.lots if lot.award is None]  # a total below one supplier is that one's
        total = label.startswith("总") or ("总" in label and len(open_) != 1)
        if total and found.money.setdefault("award", amount).value == amount.value:
            return
        if found.lots and found.lots[-1].award is None:
            found.lots[-1].award = amount
            if found.lots[-1].suppliers and not found.lots[-1].lot:  # a summary told the bare sum before
                found.lots[:] = [lot for lot in found.lots if not _is_bare(lot, amount)]
        else:
            found.lots.append(Lot(award=amount))
    else:
        found.money.setdefault(name, amount)


def _is_bare(lot: Lot, amount: Amount) -> bool:
    """Whether a lot is but this sum, of nobody and nothing."""
    return (
        not (lot.suppliers or lot.lot or lot.name)
        and lot.award is not None
        and lot.award.value == amount.value
    )
