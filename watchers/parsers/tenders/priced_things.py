"""What is bought by price and count: a sum that no label states is what the things cost together. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from watchers.parsers.plain import fold_width
from watchers.parsers.tenders.money import Amount, label_unit, read_amount

_PIECE = "台套个件只支块架部辆张条把根组座项份瓶箱卷颗片节"
_TIMES = re.compile(
    r"(?P<price>\d[\d,]*(?:\.\d+)?\s*万?元?)\s*(?P<each>[/每]\s*(?:人民币)?[" + _PIECE + r"])?\s*"
    r"(?P<sign>[×xX*]|[，,;；。\s]{0,3}(?:采购)?数量\s*[:为]?|[，,;；。\s]{0,3}共计?)\s*"
    r"(?P<count>\d{1,5})\s*[" + _PIECE + r"]"
)
_EACH = re.compile(r"单\s*价")
_COUNT = re.compile(r"数\s*量")
_ROW_SUM = re.compile(r"(?!.*单\s*价).*(?:总\s*价|小\s*计|金\s*额)")
_YEARLY = re.compile(r"\s*/\s*年")
_SUMMED = re.compile("合计|共计|总计")

_TOTAL_ROW = re.compile(
    r"\s*(?:合\s*计|总\s*计|共\s*计|总金额|总价)\s*(?:[（(][^（）()]{1,8}[）)])?\s*[:：]?\s*\Z"
)
_SUM_HEAD = re.compile(r"金额|总价|合计|小计|价款|总计")


def times(value: str) -> Amount | None:
    """Return the sum of `8.6万元/台×5台`, of `单价12500元，数量4台`; None where one is missing."""
    folded = fold_width(value)
    match = _TIMES.search(folded)
    if match is None or not (
        match["each"] or _EACH.search(folded[: match.start()]) or match["sign"] in "×xX*"
    ):
        return None
    price = read_amount(match["price"], label="（元）")
    return replace(price, value=price.value * int(match["count"])) if price else None


def whole_sum(amount: Amount | None, text: str, start: int) -> Amount | None:
    """Return an amount that was read from `start` on, for a yearly one the sum its sentence ends in."""
    if amount and _YEARLY.match(text, start + amount.end):
        rest = text[start + amount.end : start + amount.end + 60].split("。", 1)[0]
        if summed := _SUMMED.search(rest):
            return read_amount(rest[summed.end() :], label="合计") or amount
    return amount


def cost_of(labels: Sequence[str], rows: Sequence[Sequence[str]]) -> Amount | None:
    """Return what the things in a table's rows cost together, None where a row does not tell what it costs.

    By the column of their sums where there is one, else price by count.
    """
    each, count = _column(labels, _EACH), _column(labels, _COUNT)
    summed = _column(labels, _ROW_SUM)
    if not rows or (summed is None and (each is None or count is None)):
        return None
    if summed is not None and not (each is not None or count is not None or "货物" in "".join(labels)):
        return None
    total, currency, before = Decimal(0), "", ""
    for row in rows:
        place = each if summed is None else summed
        amount = read_amount(row[place], label=_with_unit(labels[place])) if place is not None else None
        if amount is None or (currency and amount.currency != currency):
            return None
        if summed is not None and row[summed] == before:  # one sum over several rows
            continue
        before = row[summed] if summed is not None else ""
        pieces = _pieces(row[count]) if summed is None and count is not None else 1
        if not pieces:
            return None
        total, currency = total + amount.value * pieces, amount.currency
    return Amount(value=total, currency=currency, start=0, end=0)


def is_total(row: Sequence[str]) -> bool:
    """Whether a row is the sum of those above it: 合计."""
    return bool(_TOTAL_ROW.match(next((cell for cell in row if cell.strip()), "")))


def total_of(labels: Sequence[str], row: Sequence[str]) -> Amount | None:
    """Return the sum that a row 合计 gives, under the last of its heads for one."""
    for label, cell in reversed(list(zip(labels, row, strict=False))):
        if _SUM_HEAD.search(label) and (amount := read_amount(cell, label=label)):
            return amount
    return None


def _with_unit(label: str) -> str:
    return label if label_unit(label) else f"{label}（元）"


def _column(labels: Sequence[str], named: re.Pattern[str]) -> int | None:
    return next((number for number, label in enumerate(labels) if named.search(label)), None)


def _pieces(cell: str) -> int:
    match = re.match(r"\s*(\d{1,6})(?!\d|\.\d)", fold_width(cell))
    return int(match[1]) if match else 0
