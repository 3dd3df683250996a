"""Tables of cases that are kept as sheets, a case a line."""

import csv
from pathlib import Path


def rows(path: Path) -> list[list[str]]:
    """Return the rows of a CSV file, without its heads."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))[1:]


def several(cell: str) -> tuple[str, ...]:
    """Return what stands between the bars of a cell."""
    return tuple(cell.split("|")) if cell else ()
