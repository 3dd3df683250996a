"""Tables of a notice: rows of label and value, or rows under column heads, to findings. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from watchers.parsers.persons.person_labels import is_personal_label
from watchers.parsers.plain import cut
from watchers.parsers.tenders.bidder_rows import heads_of, only_ranks, remark_column, rows_won
from watchers.parsers.tenders.money import read_amount
from watchers.parsers.tenders.priced_things import cost_of, is_total, total_of
from watchers.parsers.tenders.table_shapes import (
    CONTENT,
    Grid,
    is_pairs,
    is_remarked,
    named,
    once,
    ungrouped,
    unit_above,
    upright,
    with_unit,
)
from watchers.parsers.tenders.tender_findings import Findings, Lot, companies, take
from watchers.parsers.tenders.tender_labels import field_of, labelled, section_before
from watchers.parsers.tenders.tender_parties import parties


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The cells of a table, row by row, and the line above it."""

    caption: str
    rows: Grid


_OF_WHOM = re.compile(r"(?:投标|候选|单位|企业|供应商|公司|候选人|中标候选人)?(?:单位|人|供应商)?名\s*称")
_ROW_NUMBER = re.compile(r"\s*序\s*号\s*\Z")
_GOODS = re.compile(
    r"[^、]*(?:单价|数量|型号|品牌|标的|货物)[^、]*\Z"
)  # 单价、数量及规格型号: all told of one purchase
_BARE_SUM = re.compile(r"\s*金\s*额\s*(?:[（(][^（）()]{1,8}[）)])?\s*\Z")
_BEFORE = re.compile(r"(?:更正|变更|修改|澄清|调整|更改)前|\A原")
_AFTER = re.compile(r"(?:更正|变更|修改|澄清|调整|更改)后|\A现|更正为|变更为")
_SECTION = re.compile(r"(?:信息|情况|结果|内容)\s*\Z")
_RECORD = re.compile(
    r"[^，。\s]{0,12}(?:业绩|案例)[^，。\s]{0,6}(?:\s|\Z)"
)  # heads what a bidder did for others
_PARTIES = {"buyer", "agency", "supplier"}
_OF_ALL = {"buyer", "agency", "organiser", "deadline", "opening"}  # of the whole, also in a row
_MOVABLE = {"deadline", "opening", "budget", "ceiling", "supplier", "award"}


def take_grid(found: Findings, table: Table) -> None:
    """Read a table: rows of label and value cells, rows under column heads, or what is corrected to what."""
    if _RECORD.match(table.caption):
        return
    heads: list[str | None] = []
    labels: Sequence[str] = ()
    after = -1
    unit = unit_above(table.caption, table.rows)
    if _take_candidates(found, table.rows) or _take_unheaded(found, table.rows):
        return
    things: list[Sequence[str]] = []
    remark = remark_column(table.rows)
    threes = is_remarked(table.rows)
    for row in map(once, ungrouped(upright(table.rows))):
        if is_personal_label(row[0]) and not (len(row) > 2 and is_personal_label(row[1])):
            if len(row) == 2 and field_of(row[0]) in _PARTIES:  # 采购人名称、地址、联系方式
                take(found, field_of(row[0]), row[0], row[1])
            continue
        if threes and len(row) == 3:
            if CONTENT.match(row[1]):
                continue
            take(found, field_of(row[0]) if len(row[0]) <= 30 else None, row[0], row[1])
            continue
        if labels and len(row) == len(labels) and is_total(row):
            if total := total_of(labels, row):
                found.money.setdefault("things", total)
            continue
        names = [named(cell) for cell in row]
        known = sum(1 for name in names if name)
        if any(map(_BEFORE.search, row)) and (
            corrected := [n for n, cell in enumerate(row) if _AFTER.search(cell)]
        ):
            after = corrected[0]
        elif 0 <= after < len(row):
            _take_correction(found, names, row, after)
        elif (told := _party_row(heads, names, row)) is not None:
            take(found, *told)
        elif known and is_pairs(row, names):
            for label, value, name in zip(row[::2], row[1::2], names[::2], strict=False):
                # a bare 名称 is that of the heading above: 2.采购代理机构信息
                means = section_before(table.caption, len(table.caption)) if name == "name" else name
                take(found, means, with_unit(label, means, unit), value)
        elif known >= 2 or (
            known == 1
            and len(row) > 2
            and all(len(cell) <= 20 for cell in row)
            and len(list(filter(None, heads))) < 2
        ):
            heads = names
            labels = [with_unit(label, name, unit) for label, name in zip(row, names, strict=True)]
        elif heads and len(row) >= len(heads):
            _take_row(found, heads_of(heads, labels, row, table.caption, remark), labels, row, table.caption)
            things.append(row)
    if not {"budget", "ceiling"} & set(heads) and (cost := cost_of(labels, things)):
        found.money.setdefault("things", cost)


def _take_candidates(found: Findings, rows: Grid) -> bool:
    """Take the candidates of a table that has one in each column; whether it is such a table."""
    names = [named(cell) for cell in rows[0]] if rows else []
    if len(names) < 3 or names[0] == "candidate" or names.count("candidate") < len(names) - 1:
        return False
    for row in rows[1:]:
        if row and (
            _OF_WHOM.fullmatch(row[0]) or field_of(row[0]) in {"candidate", "bidder", "supplier", "name"}
        ):
            for label, cell in zip(rows[0][1:], row[1:], strict=False):
                take(found, "candidate", label, cell)
            return True
    return False


def _take_unheaded(found: Findings, rows: Grid) -> bool:
    """Take rows that say by themselves who won what for how much; whether the table has such rows only."""
    won = rows_won(rows)
    for thing, who, award in won:
        if names := companies(found, [who]):
            found.suppliers.extend(name for name in names if name not in found.suppliers)
        found.lots.append(Lot(suppliers=tuple(names), award=award, name=cut(thing.strip(), 200)))
    return bool(won)


def _party_row(
    heads: Sequence[str | None], names: Sequence[str | None], row: Sequence[str]
) -> tuple[str, str, str] | None:
    """Return field, label and value of a row that names a party: `采购人信息 | 名称 | 某大学`.

    Or `采购人 | 某大学 | 地址` under heads of which one is 单位名称.
    """
    if len(row) == 3 and names[1] == "name" and (who := section_before(row[0], len(row[0]))):
        return who, row[0], row[2]
    if len(row) == 3 and names[1] and not names[0] and not names[2] and _SECTION.search(row[0]):
        return names[1], row[1], row[2]
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
            found.forget(name)
            take(found, name, label, value)


def _take_row(
    found: Findings, heads: Sequence[str | None], labels: Sequence[str], row: Sequence[str], caption: str
) -> None:
    """Take one data row. A row of bidders or of a ranking tells nothing about who won."""
    ranking = only_ranks(heads, labels, row, caption)
    if ranking is None:
        return
    goods = any(map(_GOODS.match, labels))  # a row is a thing bought: its sum is no supplier's
    lot = Lot()
    row_number = number = ""
    won = False  # by a company, or by a private person, whose name is not kept
    for name, label, cell in zip(heads, labels, row, strict=False):
        if name == "supplier" and not ranking:
            who_won = parties(cell)
            names = companies(found, who_won)
            won = won or bool(who_won)
            lot.suppliers = lot.suppliers or tuple(names)
            found.suppliers.extend(who for who in names if who not in found.suppliers)
        elif name == "candidate":
            names = companies(found, parties(cell))
            found.candidates.extend(who for who in names if who not in found.candidates)
        elif name in {"award", "price"} or ((name == "total" or _BARE_SUM.match(label)) and not goods):
            lot.award = lot.award or read_amount(cell, label=label)
        elif name in _OF_ALL:
            take(found, name, label, cell)
        elif name in {"budget", "ceiling"}:
            lot.budget = lot.budget or read_amount(cell, label=label)
        elif name == "section_name":
            lot.name = lot.name or cut(cell.strip(), 200)
        elif name == "lot":
            lot.lot = cut(cell.strip(), 60)
        elif name == "project_number":
            number = cut(cell.strip(), 60)
        elif _ROW_NUMBER.match(label):
            row_number = cell.strip() if cell.strip().isdecimal() else ""
        elif name == "project_name":
            lot.name = cut(cell.strip(), 200)
        elif name == "model":
            take(found, "model", label, cell)
    if ranking or "bidder" in heads or "candidate" in heads:
        if lot.budget and not {"supplier", "bidder", "candidate"} & set(heads):  # 流标原因 beside a budget
            found.lots.append(Lot(lot=lot.lot or row_number, budget=lot.budget, name=lot.name))
        return
    if number:
        found.row_numbers.append(number)
    chosen = bool(lot.lot and lot.suppliers)  # for a package of a framework, at a rate
    lot.lot = lot.lot or number or row_number
    if (won and lot.award) or lot.budget or chosen:
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
