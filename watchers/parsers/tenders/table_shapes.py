"""How the rows of a table are set: pairs of label and value, with remarks, in sections, turned about.

Pure.
"""

import re
from collections.abc import Sequence
from itertools import groupby

from watchers.parsers.persons.person_labels import is_personal_label
from watchers.parsers.tenders.money import read_amount
from watchers.parsers.tenders.tender_labels import field_of

Grid = Sequence[Sequence[str]]
_HAN = re.compile("[\u4e00-\u9fff]")
_SHORT = 30  # characters of a label
CONTENT = re.compile(r"\s*(?:具体|详细)?(?:内容|信息|结果|说明|详情)\s*\Z")
_WORDS = re.compile(r"[\u3005\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3（）()/]{2,12}\Z")
_NUMBER = re.compile(r"\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、.．]?\s*\Z")
_GROUP = re.compile(r"[\u4e00-\u9fff]{1,10}")
_SECTION = re.compile(r"(?:信息|情况|资料|資料)\Z")
_UNIT = re.compile(r"(?:单位|金额单位|币种)\s*[:：]\s*(?:人民币)?\s*(?P<unit>[万亿]?元)")
_SUMS = {"budget", "ceiling", "award", "total", "price"}
_HEAD = re.compile(
    r"(?:名称|地址|[得总评]分|部分|金额|报价|编号|型号|数量|单价|总价|备注|代码|排名|名次|原因)\Z"
)


def named(cell: str) -> str | None:
    """Return the field that a cell's label means; a label in Chinese is short, one in Russian is not."""
    return field_of(cell) if len(cell) <= (_SHORT if _HAN.search(cell) else _SHORT * 2) else None


def is_remarked(rows: Grid) -> bool:
    """Whether a table is label, value, remark: its heads say so, or three rows do and none has two labels."""
    if any(len(row) != 3 for row in rows) or upright(rows) is not rows:
        return False
    if rows and CONTENT.match(rows[0][1]):
        return True
    names = [[named(cell) for cell in row] for row in rows]
    alone = sum(1 for row in names if row[0] and not any(row[1:]))
    return alone >= 3 and not any(sum(map(bool, row)) > 1 for row in names)


def ungrouped(rows: Grid) -> Grid:
    """Return the rows without a first column that heads groups of them: 代理 | 名称 | 某公司.

    What a label says only with its group is written so (代理名称, 中标金额). Rows under heads stay.
    """
    groups = [list(members) for _, members in groupby(rows, key=lambda row: row[0] if len(row) > 2 else None)]
    headed = [len(members) > 1 and any(map(_is_group, members)) for members in groups]
    kept: list[Sequence[str]] = []
    for members, spans in zip(groups, headed, strict=True):
        if spans or (any(headed) and len(members[0]) == 3 and _is_group(members[0], alone=True)):
            kept += [(_grouped(_heading(row[0]), row[1]), *row[2:]) for row in members]
        else:
            kept += members
    return kept


def _is_group(row: Sequence[str], *, alone: bool = False) -> bool:
    """Whether a row is heading, label and value; one that stands alone must not be label, value, remark."""
    if len(row) < 3 or not _GROUP.fullmatch(heading := _heading(row[0])) or (alone and named(row[0])):
        return False
    return bool(named(_grouped(heading, row[1])) or is_personal_label(row[1])) and row[0] != row[1]


def _heading(cell: str) -> str:
    return _SECTION.sub("", re.sub(r"\s", "", cell))


def _grouped(heading: str, label: str) -> str:
    """Return a label of a group as it stands alone: 金额 of 中标 is 中标金额, 名称 of 第一候选人 that one."""
    own = named(label)
    if own not in {None, "name", "reference"}:
        return label
    together = f"{heading}{label}"
    if named(together):
        return together
    return heading if own == "name" and named(heading) else label


def once(row: Sequence[str]) -> Sequence[str]:
    """Return a row of labels and values with the cells that span columns once, and without its number."""
    cells = [cell for number, cell in enumerate(row) if not number or cell != row[number - 1]]
    if len(cells) < len(row) and is_pairs(cells, [field_of(cell) for cell in cells]):
        return cells
    if len(cells) == 2 < len(row):  # a label beside one value over all columns
        return cells
    return _unnumbered(row)


def upright(grid: Grid) -> Grid:
    """Return a table whose heads stand in its first column, a package in each further one, turned about."""
    columns = list(zip(*grid, strict=False))
    if len(columns) < 3 or len({len(row) for row in grid}) > 1:
        return grid
    names = [named(cell) for cell in columns[0]]
    if "supplier" not in names or "award" not in names:
        return grid
    if any(field_of(cell) or is_personal_label(cell) for column in columns[1:] for cell in column):
        return grid  # pairs of label and value side by side, the others over all columns
    label = columns[0][names.index("award")]
    sums = grid[names.index("award")][1:]
    return columns if all(read_amount(cell, label=label) for cell in sums) else grid


def _unnumbered(row: Sequence[str]) -> Sequence[str]:
    """Return a row of label and value without the number before them: `1 | 采购人 | 某大学`."""
    if len(row) % 2 and _NUMBER.match(row[0]) and is_pairs(row[1:], [field_of(cell) for cell in row[1:]]):
        return row[1:]
    return row


def is_pairs(row: Sequence[str], names: Sequence[str | None]) -> bool:
    """Whether a row is label, value, label, value; the first label may be one that means nothing to us."""
    if len(row) < 2 or len(row) % 2 or not any(names[::2]):
        return False
    if not names[0] and (len(row) < 4 or not all(map(_WORDS.match, row[::2]))):
        return False
    return not any(names[1::2]) and not any(map(_HEAD.search, row[1::2]))


def unit_above(caption: str, rows: Grid) -> str:
    """Return the unit that the line above a table, or its first row, states for all its sums, else ""."""
    first = rows[0] if rows else ()
    match = _UNIT.search(" ".join((caption, *first)))
    return match["unit"] if match else ""


def with_unit(label: str, name: str | None, unit: str) -> str:
    if unit and name in _SUMS and "元" not in label:
        return f"{label}（{unit}）"
    return label
