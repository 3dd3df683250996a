"""Tables in plain text: cells that stand two blanks, a tab or a bar apart, under a row of labels. Pure."""

import re
from collections.abc import Iterator, Sequence

from watchers.parsers.persons.person_labels import is_personal_label
from watchers.parsers.tenders.tender_labels import field_of
from watchers.parsers.tenders.tender_tables import Table

_APART = re.compile(r"[ \u3000]{2,}|[ \u3000]*\t\s*|[ \u3000]*[|│┃][ \u3000]*")
_RULE = re.compile(r"[\s\-=+_─━┼┬┴|│┃]+")  # a line that is drawn
_MOST = 200  # rows of one table
_LONG = 400  # characters of a line: longer ones are sentences


def tables_of_text(text: str) -> tuple[Table, ...]:
    """Return the tables of a text as it was set, blanks and all."""
    return tuple(_tables(text.split("\n")))


def _tables(lines: Sequence[str]) -> Iterator[Table]:
    caption, rows = "", list[list[str]]()
    for line in (*lines, ""):
        if _RULE.fullmatch(line):
            continue
        cells = _APART.split(line.strip().strip("|│┃ ")) if len(line) <= _LONG else []
        if rows and len(cells) == len(rows[0]) and len(rows) < _MOST:
            rows.append(cells)
            continue
        if len(rows) > 1:
            yield Table(caption=caption, rows=rows)
        if rows:
            caption = ""
        rows = [cells] if _are_heads(cells) else []
        if not rows and line.strip():
            caption = line.strip()[:_LONG]


def _are_heads(cells: Sequence[str]) -> bool:
    """Whether cells are labels: two of fields, and no value beside one."""
    if len(cells) < 2 or any(":" in cell or "：" in cell for cell in cells):
        return False
    named = [len(cell) <= 20 and bool(field_of(cell)) for cell in cells]
    return sum(named) > 1 and all(
        known or len(cell) <= 12 or is_personal_label(cell) for known, cell in zip(named, cells, strict=True)
    )
