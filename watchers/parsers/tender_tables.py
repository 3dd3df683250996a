"""Tables of a notice: rows of label and value, or rows under column heads, to findings. Pure."""

import re
from collections.abc import Sequence

from watchers.parsers.money import read_amount
from watchers.parsers.plain import cut
from watchers.parsers.tender_findings import Findings, Lot, take, take_models
from watchers.parsers.tender_labels import field_of, labelled, section_before
from watchers.parsers.tender_parties import parties

Grid = Sequence[Sequence[str]]
_ROW_NUMBER = re.compile(r"\s*序\s*号\s*\Z")
_NUMBER = re.compile(r"\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、.．]?\s*\Z")
_RANKING = re.compile(r"排名|名次|排序|资格|是否(?:中标|成交|推荐|入围|通过)|未中标|原因|符合性|淘汰|得票")
_SCORES = re.compile(r"得分|评分|评审|综合|技术|商务")  # beside a bidder's price; winners are scored too
_GOODS = re.compile(r"单价|数量|型号|品牌|标的|货物")
_HEAD = re.compile(
    r"(?:名称|地址|[得总评]分|部分|金额|报价|编号|型号|数量|单价|总价|备注|代码|排名|名次|原因)\Z"
)
_BEFORE = re.compile(r"(?:更正|变更|修改|澄清|调整|更改)前|\A原")
_AFTER = re.compile(r"(?:更正|变更|修改|澄清|调整|更改)后|\A现|更正为|变更为")
_MOVABLE = {"deadline", "opening", "budget", "ceiling", "supplier", "award"}


def take_grid(found: Findings, grid: Grid) -> None:
    """Read a table: rows of label and value cells, rows under column heads, or what is corrected to what."""
    heads: list[str | None] = []
    labels: Sequence[str] = ()
    after = -1
    for row in map(_unnumbered, _upright(grid)):
        names = [field_of(cell) if len(cell) <= 30 else None for cell in row]
        known = sum(1 for name in names if name)
        if any(map(_BEFORE.search, row)) and (
            corrected := [n for n, cell in enumerate(row) if _AFTER.search(cell)]
        ):
            after = corrected[0]
        elif 0 <= after < len(row):
            _take_correction(found, names, row, after)
        elif (named := _party_row(heads, names, row)) is not None:
            take(found, *named)
        elif known and _is_pairs(row, names):
            for label, value, name in zip(row[::2], row[1::2], names[::2], strict=False):
                take(found, name, label, value)
        elif known >= 2 or (
            known == 1
            and len(row) > 2
            and all(len(cell) <= 20 for cell in row)
            and len(list(filter(None, heads))) < 2
        ):
            heads, labels = names, row
        elif heads and len(row) >= len(heads):
            _take_row(found, heads, labels, row)


def _upright(grid: Grid) -> Grid:
    """Return a table whose heads stand in its first column, a package in each further one, turned about."""
    columns = list(zip(*grid, strict=False))
    if len(columns) < 3 or len({len(row) for row in grid}) > 1:
        return grid
    names = [field_of(cell) if len(cell) <= 30 else None for cell in columns[0]]
    if "supplier" not in names or "award" not in names:
        return grid
    label = columns[0][names.index("award")]
    sums = grid[names.index("award")][1:]
    return columns if all(read_amount(cell, label=label) for cell in sums) else grid


def _unnumbered(row: Sequence[str]) -> Sequence[str]:
    """Return a row of label and value without the number before them: `1 | 采购人 | 某大学`."""
    if len(row) % 2 and _NUMBER.match(row[0]) and _is_pairs(row[1:], [field_of(cell) for cell in row[1:]]):
        return row[1:]
    return row


def _is_pairs(row: Sequence[str], names: Sequence[str | None]) -> bool:
    if len(row) < 2 or len(row) % 2 or not names[0]:
        return False
    return not any(names[1::2]) and not any(map(_HEAD.search, row[1::2]))


def _party_row(
    heads: Sequence[str | None], names: Sequence[str | None], row: Sequence[str]
) -> tuple[str, str, str] | None:
    """Return field, label and value of a row that names a party: `采购人信息 | 名称 | 某大学`.

    Or `采购人 | 某大学 | 地址` under heads of which one is 单位名称.
    """
    if len(row) == 3 and names[1] == "name" and (who := section_before(row[0], len(row[0]))):
        return who, row[0], row[2]
    if "name" in heads and names[0] in {"buyer", "agency", "supplier"} and len(row) == len(heads):
        return names[0], row[0], row[heads.index("name")]
    return None


def _take_correction(found: Findings, names: Sequence[str | None], row: Sequence[str], after: int) -> None:
    """Take what a row says a date or sum is now; it stands before whatever else was read."""
    told: list[tuple[str | None, str, str]] = [
        (name, label, row[after]) for name, label in zip(names[:after], row, strict=False) if name
    ]
    told += [(field_of(label), label, value) for label, value, _ in labelled(row[after])]
    for name, label, value in told:
        if name in _MOVABLE:
            found.values.pop(name, None)
            found.money.pop(name, None)
            take(found, name, label, value)


def _take_row(
    found: Findings, heads: Sequence[str | None], labels: Sequence[str], row: Sequence[str]
) -> None:
    """Take one data row. A row of bidders or of a ranking tells nothing about who won."""
    ranking = any(
        _RANKING.search(label) or (_SCORES.search(label) and "award" not in heads) for label in labels
    )
    goods = any(map(_GOODS.search, labels))  # a row is a thing bought: its sum is no supplier's
    lot = Lot()
    row_number = ""
    for name, label, cell in zip(heads, labels, row, strict=False):
        if name == "supplier" and not ranking:
            names = parties(cell)
            lot.suppliers = lot.suppliers or tuple(names)
            found.suppliers.extend(who for who in names if who not in found.suppliers)
        elif name == "candidate":
            found.candidates.extend(who for who in parties(cell) if who not in found.candidates)
        elif name in {"award", "price"} or (name == "total" and not goods):
            lot.award = lot.award or read_amount(cell, label=label)
        elif name in {"budget", "ceiling"}:
            lot.budget = lot.budget or read_amount(cell, label=label)
        elif name == "lot":
            lot.lot = cut(cell.strip(), 60)
        elif _ROW_NUMBER.match(label):
            row_number = cell.strip() if cell.strip().isdecimal() else ""
        elif name == "project_name":
            lot.name = cut(cell.strip(), 200)
        elif name == "model":
            take_models(found, cell)
    if ranking or "bidder" in heads or "candidate" in heads:
        return
    lot.lot = lot.lot or row_number
    if (lot.suppliers and lot.award) or lot.budget:
        known = next((old for old in found.lots if not old.lot and _may_be(old, lot)), None)
        if known and (known.award is None or known.award.value == lot.award.value if lot.award else True):
            known.suppliers = lot.suppliers or known.suppliers  # a line may name those of all lots
            known.lot, known.award, known.name = (
                lot.lot or known.lot,
                lot.award or known.award,
                lot.name or known.name,
            )
        else:
            found.lots.append(lot)


def _may_be(old: Lot, lot: Lot) -> bool:
    """Whether a lot read from a line is that of a table's row: of its supplier, or its bare sum."""
    if old.suppliers:
        return bool(set(old.suppliers) & set(lot.suppliers))
    return bool(old.award and lot.award and old.award.value == lot.award.value)
