"""Persons in the tables of a notice: cells that a label beside them or a head above them announces. Pure."""

import re
from typing import Any

from watchers.parsers.persons.clauses import shown_text
from watchers.parsers.persons.person_labels import is_english_personal, is_personal_label, is_whole_label
from watchers.parsers.tenders.page_tables import MAX_ROWS, cell_text, spread
from watchers.parsers.tenders.tender_labels import field_of

_HEAD_OF_PERSONS = re.compile(
    r"(?:工作)?单位(?:名称)?|职称|职务|专业|性别|(?:论证|评审)?意见|签[字名]|职称/职务"
    r"|(?i:affiliation|employer|organi[sz]ation|institution|unit|position|title)"
)
# numbers of what persons are certified by, as the head of a column
_PAPER = re.compile(
    "(?:(?:执业|注册|职业|资格|建造师|职称)?(?:资格)?证书?(?:编?号码?|/编号)|执业(?:印章)?号|注册(?:编)?号)"
)
_NUMBERS = re.compile("序号|名次|排[名序]|编号|包号|标[段项]")  # heads of a first column


def blank_personal(main: Any) -> bool:
    """Empty the cells that a label beside them or a head above them announces as a person or a phone.

    Return whether there were any.
    """
    emptied = False
    for table in list(main.iter("table")):
        columns: set[int] = set()
        paired = False  # rows of label, value, perhaps a remark were seen
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table][:MAX_ROWS]
        grid = list(spread(rows))
        for cells in grid:
            if len(cells) < 2:  # a line of a page laid out as a table: the text's own reader knows it
                continue
            labels = [_is_personal(cell_text(cell), head=cells is grid[0]) for cell in cells]
            numbered = cell_text(cells[0]).strip("、.．").isdecimal()  # 1 | 联系人 | …: no row of heads
            several = len({id(cell) for cell in cells})
            texts = [cell_text(cell)[:30] for cell in cells[:2]]
            paired = paired or bool(field_of(texts[0]) and not field_of(texts[1]) and not any(labels))
            if paired and several == 3 and labels[0] and not any(labels[1:]):
                _empty(cells[1])
                emptied = True
                continue
            heads = (
                _NUMBERS.fullmatch(texts[0])
                or several % 2
                or any(labels[1::2])
                or several > 4
                or _HEAD_OF_PERSONS.fullmatch(texts[1])
            )
            if any(labels) and not numbered and (heads or (cells is grid[0] and _are_heads(cells))):
                columns = {number for number, personal in enumerate(labels) if personal}
                continue
            for number, cell in enumerate(cells):
                if number in columns or (number and labels[number - 1] and not labels[number]):
                    _empty(cell)
                    emptied = True
    return emptied


def _empty(cell: Any) -> None:
    """Empty a cell but for what it shows beside persons: bodies, things, figures."""
    text = cell_text(cell)
    cell.clear(keep_tail=True)
    cell.text = shown_text(text, of_persons=True)


def _are_heads(cells: list[Any]) -> bool:
    """Whether all cells of a table's first row but one are labels: 标段 | 供应商 | 经营者 | 金额."""
    texts = {cell_text(cell)[:30] for cell in cells}
    return (
        len(texts) > 2 and sum(bool(field_of(text) or _is_personal(text)) for text in texts) >= len(texts) - 1
    )


def _is_personal(text: str, *, head: bool = False) -> bool:
    """Whether a cell announces a person; a role alone does as the head of a column, else it may be a rank."""
    if len(text) <= 20 and (
        is_personal_label(text)
        or (head and _PAPER.fullmatch(text))
        or (head and is_whole_label(text) and not field_of(text))
    ):
        return True
    return len(text) <= 48 and is_english_personal(text)
