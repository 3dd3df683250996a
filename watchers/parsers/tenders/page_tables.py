"""The tables of a page: their cells as a rectangle, whatever rows and columns they span. Pure."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from lxml import etree

from watchers.parsers.html_names import BLOCK_STYLE, BLOCKS
from watchers.parsers.plain import one_line
from watchers.parsers.tenders.tender_tables import Table

MAX_ROWS = 2_000
_SMALL = 400  # characters of a table that is one value of another
_WIDEST = 14  # characters of a column that breaks names
_OF_NAME = re.compile(r"[\u4e00-\u9fff（）()]+")
_NAME_ENDS = re.compile(r"(?:公司|集团|大学|学院|医院|研究[院所]|事务所|中心)\Z")
_APART = re.compile(rf"(?:{BLOCKS}|t[dh])\Z", re.IGNORECASE)  # elements that stand on lines of their own


def rows_of(root: Any) -> frozenset[str]:
    """Return the rows of the tables as lines without blanks, to tell them from other lines of the text."""
    return frozenset(
        re.sub(r"\s", "", "".join(row.itertext()))
        for row in root.iter("tr")
        if row.find(".//table") is None and sum(1 for cell in row if cell.tag in {"td", "th"}) > 1
    )


def close_rows(root: Any) -> None:
    """Put cells that stand in a table without a row into one: `<table><th>…<th>…<tr>`, as browsers do."""
    for part in list(root.iter("table", "thead", "tbody", "tfoot")):
        row = None
        for child in list(part):
            if child.tag not in {"td", "th"}:
                row = None
                continue
            if row is None:
                row = part.makeelement("tr")
                child.addprevious(row)
            row.append(child)


def plain_cells(root: Any) -> None:
    """Make the only paragraph of a cell, as word processors write it, plain text: the row is one line."""
    for cell in root.iter("td", "th"):
        if len(cell) != 1 or cell[0].tag not in {"p", "div"} or (cell.text or "").strip():
            continue
        block = cell[0]
        if (block.tail or "").strip() or any(_APART.match(str(part.tag)) for part in block.iterdescendants()):
            continue
        block.tag, block.tail = "span", None
        block.attrib.pop("style", None)


def column_by_column(root: Any, is_section: Callable[[str], bool]) -> None:
    """Write a table that heads sections side by side in its first row as one section after the other.

    采购人信息 | 采购代理机构信息, below each its 名称: row by row, both names would be the last's.
    """
    for table in list(root.iter("table")):
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table][:MAX_ROWS]
        grid = list(spread(rows))
        if len(grid) < 2 or len(grid[0]) != 2 or any(len(row) != 2 for row in grid):
            continue
        if not all(is_section(cell_text(cell)) for cell in grid[0]) or grid[0][0] is grid[0][1]:
            continue
        _as_lines(table, [line for column in zip(*grid, strict=True) for line in map(cell_text, column)])


def open_cells(root: Any) -> None:
    """Write a table of label and value that stands in one cell as lines: 采购人 | (单位名称 | 某大学).

    The cell is the value of the label before it; read on their own, its rows would not say whose they are.
    """
    for table in list(root.iter("table")):
        cell = next(table.iterancestors("td", "th", "table"), None)
        if cell is None or cell.tag == "table" or cell.getprevious() is None or len(cell_text(cell)) > _SMALL:
            continue
        if len(cell_text(cell)) > len(cell_text(table)) or table.find(".//table") is not None:
            continue
        rows = list(table.iter("tr"))
        if not rows or any(
            len(row) != 2 or (row.find("th") is not None and row[1].tag == "th") for row in rows
        ):
            continue
        _as_lines(table, [f"{cell_text(row[0]).rstrip(':：')}：{cell_text(row[1])}" for row in rows])


def tables_of(root: Any) -> list[Table]:
    """Return the cells of each table that has any, with the line of text that stands above it."""
    return [
        Table(caption=_caption(table), rows=grid) for table in root.iter("table") if (grid := _grid(table))
    ]


def _as_lines(table: Any, lines: Sequence[str]) -> None:
    """Put paragraphs in a table's place."""
    tail = table.tail
    table.clear()
    table.tag, table.tail = "div", tail
    for line in lines:
        table.append(table.makeelement("p"))
        table[-1].text = line


def _caption(table: Any) -> str:
    """Return the lines just above a table, its own caption first; "" where it stands at the top."""
    lines = [cell_text(caption) for caption in table.iter("caption")][:1]
    element = table
    for _ in range(4):
        for before in islice(element.itersiblings(preceding=True), 4):
            if before.tag == "table" or before.find(".//table") is not None or len(lines) > 1:
                return " ".join(lines)
            if text := cell_text(before)[-60:]:
                lines.append(text)
        element = element.getparent()
        if lines or element is None or element.tag in {"td", "body"}:
            break
    return " ".join(lines)


def _grid(table: Any) -> list[list[str]]:
    """Return a table's cells as a rectangle: a cell over several rows or columns stands in each."""
    within = sum(len("".join(inner.itertext()).strip()) for inner in table.iterdescendants("table"))
    if within * 2 > len("".join(table.itertext()).strip()):
        return []  # a frame for the layout; the tables in it are read on their own
    own = [row for row in table.iter("tr") if not within or next(row.iterancestors("table")) is table]
    texts: dict[Any, str] = {}
    grid = []
    for cells in spread(own[:MAX_ROWS]):
        row = [texts[cell] if cell in texts else texts.setdefault(cell, _whole_text(cell)) for cell in cells]
        if any(row):
            grid.append(row)
    return grid


def spread(rows: list[Any]) -> Iterator[list[Any]]:
    """Yield the cells of each row; one over several rows or columns stands in each of them."""
    spans: dict[int, tuple[int, Any]] = {}  # column -> rows still to fill, cell
    for row in rows:
        cells: list[Any] = []
        waiting = [child for child in row if child.tag in {"td", "th"}]
        waiting.reverse()
        while waiting or len(cells) in spans:
            if len(cells) in spans:
                left, cell = spans.pop(len(cells))
                if left > 1:
                    spans[len(cells)] = (left - 1, cell)
                cells.append(cell)
                continue
            cell = waiting.pop()
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            for _ in range(across):
                if down > 1:
                    spans[len(cells)] = (down - 1, cell)
                cells.append(cell)
        yield cells


def _span(cell: Any, name: str) -> int:
    written = cell.get(name) or "1"
    return min(max(int(written), 1), 100) if written.isdecimal() else 1


def _whole_text(cell: Any) -> str:
    """Return a cell's text; a name that the width of the cell broke into lines of one length is whole."""
    lines = [line for line in map(one_line, "".join(_pieces(cell, "\n")).split("\n")) if line]
    width = max(map(len, lines), default=0)
    broken = (
        len(lines) > 1
        and width <= _WIDEST
        and all(map(_OF_NAME.fullmatch, lines))
        and all(len(line) >= width - 1 for line in lines[:-1])
        and not any(map(_NAME_ENDS.search, lines[:-1]))
        and _NAME_ENDS.search("".join(lines))
    )
    return "".join(lines) if broken else cell_text(cell)


def cell_text(element: Any) -> str:
    """Return the text of an element on one line: its blocks a blank apart, its words as they are set.

    Word processors part a word into `span`s anywhere: `<span>26</span><span>0108</span>` is one number.
    """
    return one_line("".join(_pieces(element)))


def _pieces(element: Any, apart: str = " ") -> Iterator[str]:
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if part is not element and (_APART.match(part.tag) or BLOCK_STYLE.search(part.get("style") or "")):
            yield apart
        if event == "start":
            yield part.text or ""
        elif part is not element:
            yield part.tail or ""
