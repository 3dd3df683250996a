"""Tables of a notice: rows of label and value, or rows under column heads, to findings. Pure."""

import re
from collections.abc import Sequence

from watchers.parsers.money import read_amount
from watchers.parsers.plain import cut
from watchers.parsers.tender_findings import Findings, Lot, take, take_models
from watchers.parsers.tender_labels import field_of
from watchers.parsers.tender_parties import parties

Grid = Sequence[Sequence[str]]
_ROW_NUMBER = re.compile(r"\s*序\s*号\s*\Z")
_RANKING = re.compile(r"得分|评分|排名|名次|排序|评审|资格|是否|未中标|综合|符合性|淘汰|技术|商务|得票")


def take_grid(found: Findings, grid: Grid) -> None:
    """Read a table: rows of label and value cells, or rows under column heads."""
    heads: list[str | None] = []
    labels: Sequence[str] = ()
    for row in grid:
        names = [field_of(cell) if len(cell) <= 30 else None for cell in row]
        known = sum(1 for name in names if name)
        if known and _is_pairs(row, names):
            for label, value, name in zip(row[::2], row[1::2], names[::2], strict=False):
                take(found, name, label, value)
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
    row_number = ""
    for name, label, cell in zip(heads, labels, row, strict=True):
        if name == "supplier" and not ranking:
            names = parties(cell)
            lot.suppliers = lot.suppliers or tuple(names)
            found.suppliers.extend(who for who in names if who not in found.suppliers)
        elif name == "candidate":
            found.candidates.extend(who for who in parties(cell) if who not in found.candidates)
        elif name in {"award", "price"}:
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
