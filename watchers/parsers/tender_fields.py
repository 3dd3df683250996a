"""What a Chinese procurement notice says, field by field, from its plain text and its tables. Pure.

Knows labels (`采购人名称：`), sections (`1.采购人信息` over a bare `名称：`), tables with column heads, sums
and dates. Knows no page and no site: the caller hands over lines, label-value pairs and grids of cells.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from watchers.parsers.dates import BEIJING, read_date
from watchers.parsers.money import Amount, amounts, as_number, read_amount
from watchers.parsers.tender_parties import parties, party
from watchers.parsers.tender_words import FIELD_OF, NUMBERING, SECTIONS
from watchers.parsers.text import cut, fold_width

Grid = Sequence[Sequence[str]]

_LABELLED = re.compile(
    r"(?:^|(?<=[\s;；。,，、)）\d.．\]】]))(?P<label>(?:第?[一二三四五六七八九十A-Za-z\d]{1,3}[包标][段项组]?)?"
    r"[\u4e00-\u9fff（）()、/\u3000 \t]{2,30}?)[ \t\u3000]*[:：][ \t\u3000]*",
    re.MULTILINE,
)
# 项目编号（或招标编号、采购计划备案文号等，如有）：
_OR_NOTE = re.compile(r"[（(](?:或|如|若)[^（）()\n:：]{0,60}[）)](?=[ \t\u3000]*[:：])")
_NOTES = re.compile(r"[（(][^（）()]*[）)]?")
_FILLER = re.compile(
    r"(?:本|该|此|各|原|第|拟|项目|次|包|标段|标项|采购|招标|的|[一二三四五六七八九十A-Za-z\d]|公告|政府)*\Z"
)
_SUMMARY = re.compile(r"公告概要[:：]?(?P<body>.*?)(?=\n?[一二三四五六七八九十][、.．]|\Z)", re.DOTALL)
_SUMMARY_STOPS = (
    *(
        "评审专家名单",
        "评审专家",
        "本项目招标公告日期",
        "本项目招标公告",
        "中标日期",
        "成交日期",
        "联系人及联系方式",
        "项目联系人",
        "公告信息",
    ),
    *(
        "项目联系电话",
        "采购单位地址",
        "采购单位联系方式",
        "代理机构地址",
        "代理机构联系方式",
        "获取招标文件时间",
        "获取招标文件的地点",
    ),
    *(
        "获取采购文件时间",
        "获取采购文件的地点",
        "招标文件售价",
        "采购文件售价",
        "开标地点",
        "响应文件递交地点",
        "附件",
        "首次公告日期",
    ),
    *("更正日期", "更正事项", "响应文件开启地点", "获取磋商文件时间", "谈判小组"),
)
_BARE = re.compile(
    r"(?P<label>(?:最高|项目|采购|总)*预算(?:总?金额|总额|价)?|最高限价|控制价|总?(?:中标|成交|中选)(?:（成交）)?(?:总?金额|价格?)|合同(?:总)?(?:金额|价))"
    r"[（(]?[^\d\n（(:：，。]{0,8}?(?=[￥¥$]|\d)"
)
_ENTRUSTED = re.compile(r"受\s*(?P<buyer>[^\s，。,；;：:受]{3,40}?)\s*(?:的)?委托")
_INTENDS = re.compile(
    r"(?:^|[\s，。])(?P<buyer>[\u4e00-\u9fff（）()·A-Za-z]{3,40}?)(?:拟|计划|现拟|就)(?:对|以|通过)?[^\s，。]{0,20}?(?:采购|购置|购买|招标|公开征集)"
)
_WINS = re.compile(
    r"(?:第?(?P<lot>[一二三四五六七八九十\dA-Z]{1,3})(?:号)?(?:包|标段|标项)[^，。；;由]{0,20}?)?由\s*"
    r"(?P<supplier>[^，。；;：:\s由]{4,50}?(?:公司|厂|中心|院|所|社|集团|大学|合伙）))\s*(?:中标|成交|中选|承接)"
)
_WINS_LOT = re.compile(
    r"(?:第?[一二三四五六七八九十\dA-Z]{1,3}(?:号)?(?:包|标段|标项)(?:[（(][^（）()]*[）)])?[:：]?)?"
    r"(?P<supplier>[^，。；;：:\s由]{4,50}?(?:公司|厂|中心|院|所|社|集团|大学))\s*(?:中标|成交|中选|承接)了\s*"
    r"第?(?P<lot>[一二三四五六七八九十\dA-Z]{1,3})(?:号)?(?:包|标段|标项)"
)
_MOVED_TO = re.compile(
    r"截止[^\n。]{0,80}?(?:更正|变更|调整|修改|延期|延长|推迟|顺延)(?:为|至|到)\s*[:：]?\s*"
    r"(?P<date>\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*日?[^\n，。;；]{0,16})"
)
_BEFORE = re.compile(
    r"(?P<date>\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*日?\s*(?:上午|下午)?\s*\d{1,2}\s*[:：点时]\s*\d{1,2}[^\n，。]{0,4}?)"
    r"\s*(?:[（(]北京时间[）)])?\s*(?:之?前|止)\s*(?:递交|提交|上传|送达)"
)
_OWN = re.compile(r"\A(?:我|本|该)(?:校|院|单位|公司|所|局|中心|馆|部门|实验室)\Z|\A学校\Z")
_NUMBER_END = re.compile(
    r"[\s，,。；;]|[（(](?:招标文件|采购文件|采购计划|项目|以下|内部|备案|原|包|第)|[（(][^（）()]*[:：]"
)
_RANKING = re.compile(r"得分|评分|排名|名次|排序|评审|资格|是否|未中标|综合|符合性|淘汰|技术|商务|得票")
_MODEL = re.compile(
    r"(?<![A-Za-z0-9\-/_.@:%])"
    r"(?:(?:RTX|GTX|Tesla|Quadro|Radeon|Instinct|Xeon|EPYC|Atlas|Ascend|Jetson|DGX|HGX)[ -]?"
    r"(?:[A-Za-z]{1,8}[ -]?)?\d{2,5}[A-Za-z]{0,3}"
    r"|(?=[A-Za-z0-9\-/]{3,30}(?![A-Za-z0-9\-/]))(?=[A-Za-z\-/]*\d)"
    r"[A-Z][A-Za-z]{0,6}-?\d{1,5}[A-Za-z0-9]{0,6}(?:[-/][A-Za-z0-9]{1,12}){0,4})(?![A-Za-z0-9_@])"
)
_NO_MODEL = re.compile(
    r"\A(?:ISO|GB|GBT|IEC|IEEE|EN|DIN|ASTM|CMMI|IP|USB|RJ|PM|WIN|HTML|UTF|V|NO|A4|A3|B5|Q|T|P|H5|IPV)[-/]?\d",
    re.IGNORECASE,
)
_MAX_MODELS = 30
_MAX_LOTS = 100


@dataclass(slots=True)
class Lot:
    """One package of a project, as far as the notice tells."""

    lot: str = ""
    supplier: str = ""
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
    models: list[str] = field(default_factory=list)


def read_fields(
    text: str,
    *,
    pairs: Iterable[tuple[str, str]] = (),
    tables: Iterable[Grid] = (),
    stage: str | None = None,
    default_org: str = "",
) -> dict[str, Any]:
    """Return the fields of docs/items.md that the notice has; a field it does not tell is absent.

    `text` are the visible lines, personal data still in them; `pairs` label and value cells of a summary,
    `tables` grids with column heads. `default_org` is who `我校` is.
    """
    found = Findings()
    text = _OR_NOTE.sub("", text)
    for label, value in (*pairs, *summary_pairs(text)):
        _take(found, field_of(label), label, value)
    for label, value, position in labelled(text):
        name = field_of(label)
        if name == "name":
            name = _section_before(text, position)
        _take(found, name, label, value)
    for grid in tables:
        _take_grid(found, grid)
    _take_prose(found, text, stage)
    return _fields(found, stage, default_org)


def field_of(label: str) -> str | None:
    """Return the field that a label means, None for one that means none of ours."""
    compact = re.sub(r"\s", "", NUMBERING.sub("", label.strip().rstrip(":：")))
    for form in (re.sub("[（）()]", "", compact), _NOTES.sub("", compact)):
        if form in FIELD_OF:
            return FIELD_OF[form]
    form = re.sub("[（）()]", "", _NOTES.sub(lambda note: "成交" if "成交" in note[0] else "", compact))
    for start in range(1, min(len(form) - 3, 9)):
        if form[start:] in FIELD_OF and _FILLER.match(form[:start]):
            return FIELD_OF[form[start:]]
    return FIELD_OF.get(form)


def labelled(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield (label, value, position) of each `label: value`; an empty value takes the next line."""
    matches = list(_LABELLED.finditer(text))
    for number, match in enumerate(matches):
        end = matches[number + 1].start() if number + 1 < len(matches) else len(text)
        rest = text[match.end() : end]
        value = rest.split("\n", 1)[0].strip()
        if not value and "\n" in rest:
            value = next((line.strip() for line in rest.split("\n") if line.strip()), "")
            if NUMBERING.match(value):
                value = ""
        yield match["label"], _NUMBERED_TAIL.sub("", value), match.start()


_NUMBERED_TAIL = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.、．](?!\d))[^\n]{0,12}\Z")


def summary_pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a 公告概要 whose labels and values have run together, no sign between them."""
    summary = _SUMMARY.search(text)
    if not summary:
        return
    body = summary["body"]
    words = sorted(
        {*(label for label in FIELD_OF if len(label) >= 4), "品目", *_SUMMARY_STOPS}, key=len, reverse=True
    )
    matches = list(re.finditer("|".join(map(re.escape, words)), body))
    if len(matches) < 3:
        return
    for number, match in enumerate(matches):
        end = matches[number + 1].start() if number + 1 < len(matches) else len(body)
        yield match[0], body[match.end() : end].lstrip(":： \n")


def _take(found: Findings, name: str | None, label: str, value: str) -> None:
    value = value.strip()
    if not name or not value:
        return
    if name in {"buyer", "agency"}:
        if (who := party(value)) and name not in found.values:
            found.values[name] = who
    elif name == "supplier":
        for who in parties(value):
            if who not in found.suppliers:
                found.suppliers.append(who)
            found.lots.append(Lot(supplier=who))
    elif name == "candidate":
        found.candidates.extend(who for who in parties(value) if who not in found.candidates)
    elif name in {"budget", "ceiling", "award"}:
        _take_money(found, name, label, value)
    elif name == "model":
        _take_models(found, value)
    elif name in {"project_number", "contract_number", "tender_number"}:
        number = _NUMBER_END.split(value, maxsplit=1)[0].strip("：:、.")
        if number.count("）") + number.count(")") > number.count("（") + number.count("("):
            number = number.rstrip("）)")
        if re.search(r"\d", number) and len(number) <= 80:
            found.values.setdefault(name, number)
    elif name in {"deadline", "opening", "published"}:
        if moment := read_date(fold_width(value), BEIJING):
            found.values.setdefault(name, moment.isoformat())
    elif name in {"project_name", "contract_name", "region", "category"}:
        found.values.setdefault(name, cut(value.split("\n", 1)[0].strip(" ；;。"), 200))


def _take_money(found: Findings, name: str, label: str, value: str) -> None:
    listed = list(amounts(value, label=label))
    amount = listed[0] if listed else read_amount(value, label=label)
    if amount is None:
        return
    if name == "award":
        if "总" in label and "award" not in found.money:
            found.money["award"] = amount
        elif found.lots and found.lots[-1].award is None:
            found.lots[-1].award = amount
        else:
            found.lots.append(Lot(award=amount))
    else:
        found.money.setdefault(name, amount)


def _take_models(found: Findings, value: str) -> None:
    for match in _MODEL.finditer(fold_width(value)):
        model = match[0]
        if not _NO_MODEL.match(model) and model not in found.models and len(found.models) < _MAX_MODELS:
            found.models.append(model)


def _take_grid(found: Findings, grid: Grid) -> None:
    """Read a table: rows of label and value cells, or rows under column heads."""
    heads: list[str | None] = []
    labels: Sequence[str] = ()
    for row in grid:
        names = [field_of(cell) if len(cell) <= 30 else None for cell in row]
        known = sum(1 for name in names if name)
        if known and _is_pairs(row, names):
            for label, value, name in zip(row[::2], row[1::2], names[::2], strict=False):
                _take(found, name, label, value)
        elif known >= 2 or (known == 1 and len(row) > 2 and all(len(cell) <= 20 for cell in row)):
            heads, labels = names, row
        elif heads and len(row) == len(heads):
            _take_row(found, heads, labels, row)


def _is_pairs(row: Sequence[str], names: Sequence[str | None]) -> bool:
    if len(row) < 2 or len(row) % 2 or not names[0]:
        return False
    return not any(names[1::2])


def _take_row(
    found: Findings, heads: Sequence[str | None], labels: Sequence[str], row: Sequence[str]
) -> None:
    """Take one data row. A row of bidders or of a ranking tells nothing about who won."""
    ranking = any(_RANKING.search(label) for label in labels)
    lot = Lot()
    for name, label, cell in zip(heads, labels, row, strict=True):
        if name == "supplier" and not ranking:
            names = parties(cell)
            lot.supplier = lot.supplier or (names[0] if names else "")
            found.suppliers.extend(who for who in names if who not in found.suppliers)
        elif name == "candidate":
            found.candidates.extend(who for who in parties(cell) if who not in found.candidates)
        elif name in {"award", "price"}:
            lot.award = lot.award or read_amount(cell, label=label)
        elif name in {"budget", "ceiling"}:
            lot.budget = lot.budget or read_amount(cell, label=label)
        elif name == "lot":
            lot.lot = cut(cell.strip(), 60)
        elif name == "project_name":
            lot.name = cut(cell.strip(), 200)
        elif name == "model":
            _take_models(found, cell)
    if ranking or "bidder" in heads or "candidate" in heads:
        return
    if (lot.supplier and lot.award) or lot.budget:
        known = next((old for old in found.lots if not old.lot and _may_be(old, lot)), None)
        if known and (known.award is None or known.award.value == lot.award.value if lot.award else True):
            known.supplier = known.supplier or lot.supplier
            known.lot, known.award, known.name = (
                lot.lot or known.lot,
                lot.award or known.award,
                lot.name or known.name,
            )
        else:
            found.lots.append(lot)


def _may_be(old: Lot, lot: Lot) -> bool:
    """Whether a lot read from a line is that of a table's row: of its supplier, or its bare sum."""
    if old.supplier:
        return old.supplier == lot.supplier
    return bool(old.award and lot.award and old.award.value == lot.award.value)


def _take_prose(found: Findings, text: str, stage: str | None) -> None:
    """Read what sentences say where no label did."""
    if "buyer" not in found.values and (match := _ENTRUSTED.search(text) or _INTENDS.search(text)):
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
    if stage == "correction" and (match := _MOVED_TO.search(text)):
        if moment := read_date(fold_width(match["date"]), BEIJING):
            found.values["deadline"] = moment.isoformat()
    if "deadline" not in found.values and (match := _BEFORE.search(text)):
        if moment := read_date(fold_width(match["date"]), BEIJING):
            found.values["deadline"] = moment.isoformat()
    _take_models(found, text)


def _take_winners(found: Findings, text: str) -> None:
    """Read `第一包由某某公司中标，中标金额为9万元`."""
    matches = [match for pattern in (_WINS, _WINS_LOT) for match in pattern.finditer(text)]
    for match in sorted(matches, key=lambda one: one.start("supplier")):
        who = party(match["supplier"])
        if who and who not in found.suppliers:
            found.suppliers.append(who)
            tail = text[match.end() : match.end() + 40].split("。", 1)[0]
            found.lots.append(Lot(lot=match["lot"] or "", supplier=who, award=next(amounts(tail), None)))


def _section_before(text: str, position: int) -> str | None:
    """Return the party whose heading stands last before a bare `名称：`."""
    before = text[max(0, position - 200) : position]
    last: tuple[int, str] | None = None
    for name, pattern in SECTIONS:
        for match in pattern.finditer(before):
            if last is None or match.end() > last[0]:
                last = (match.end(), name)
    return last[1] if last else None


def _fields(found: Findings, stage: str | None, default_org: str) -> dict[str, Any]:
    fields: dict[str, Any] = {"stage": stage} if stage else {}
    buyer = found.values.get("buyer", "")
    if default_org and (not buyer or _OWN.match(buyer)):
        buyer = default_org
    if buyer and not _OWN.match(buyer):
        fields["buyer"] = buyer
    if agency := found.values.get("agency"):
        fields["agency"] = agency
    suppliers = [name for name in found.suppliers if name not in {buyer, agency}]
    if stage == "candidates":
        found.candidates.extend(name for name in suppliers if name not in found.candidates)
        suppliers = []
    if suppliers and stage not in {"tender", "prequalification", "intention", "cancelled"}:
        fields["supplier"] = suppliers
    if found.candidates:
        fields["candidates"] = found.candidates
    for name in (
        "project_number",
        "contract_number",
        "tender_number",
        "project_name",
        "contract_name",
        "category",
    ):
        if value := found.values.get(name):
            fields[name] = value
    if region := found.values.get("region"):
        fields["region"] = region
    fields |= _money_fields(found, stage)
    if deadline := found.values.get("deadline") or found.values.get("opening"):
        if stage in {"tender", "correction", "prequalification", None}:
            fields["deadline"] = deadline
    numbers = {str(value) for name, value in fields.items() if name.endswith("_number")}
    models = [model for model in found.models if not any(model in number for number in numbers)]
    if models:
        fields["models"] = models
    return fields


def _money_fields(found: Findings, stage: str | None) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    lots = [lot for lot in found.lots if lot.award or lot.budget or (lot.lot and lot.supplier)][:_MAX_LOTS]
    budget, ceiling = found.money.get("budget"), found.money.get("ceiling")
    if budget is None:
        budget = _sum(lot.budget for lot in lots)
    fields |= _amount_fields("budget", budget)
    fields |= _amount_fields("ceiling", ceiling)
    award = found.money.get("award") or _sum(lot.award for lot in lots)  # a stated total comes before our sum
    if award and stage not in {"tender", "intention", "prequalification", "cancelled"}:
        fields |= _amount_fields("award", award)
    summed = _sum(lot.award for lot in lots)
    if len(lots) > 1 or (summed and award and summed.value != award.value):
        fields["lots"] = [
            {"lot": lot.lot or str(number)}
            | ({"supplier": lot.supplier} if lot.supplier else {})
            | ({"name": lot.name} if lot.name else {})
            | _amount_fields("award", lot.award)
            | _amount_fields("budget", lot.budget)
            for number, lot in enumerate(lots, start=1)
        ]
    return fields


def _sum(parts: Iterable[Amount | None]) -> Amount | None:
    """Return the sum where all parts are in one currency."""
    known = [part for part in parts if part is not None]
    if not known or len({part.currency for part in known}) > 1:
        return None
    total = sum((part.value for part in known), Decimal(0))
    return Amount(value=total, currency=known[0].currency, start=0, end=0)


def _amount_fields(name: str, amount: Amount | None) -> dict[str, Any]:
    if amount is None:
        return {}
    if amount.currency == "CNY":
        return {f"{name}_yuan": as_number(amount.value)}
    return {f"{name}_amount": as_number(amount.value), f"{name}_currency": amount.currency}
