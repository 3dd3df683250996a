"""The Names CSV: header entity_id,name,aliases,kind,list,country,url,note; "|" joins aliases.

Pure. Only the first two columns are required; unknown columns are ignored.
"""

from watchers.errors import ParseError
from watchers.model import Entry, Parsed
from watchers.parsers.lists.csv_table import csv_rows, table
from watchers.parsers.lists.entries import cells, clean, kind_of, unique_ids

PROMISED = "a table of names"
COLUMNS = ("entity_id", "name", "aliases", "kind", "list", "country", "url", "note")


def parse_names_csv(body: bytes, *, list_name: str = "") -> Parsed:
    """Read the table into entries; `list_name` is the list of rows that name none.

    Rows without id or name are left out and counted. Raises ParseError for another header.
    """
    rows = csv_rows(body, promised=PROMISED)
    header = [clean(name).casefold() for name in next(rows, [])]
    if missing := [name for name in COLUMNS[:2] if name not in header]:
        raise ParseError(
            f"This is not {PROMISED}: there is no column {missing[0]!r}."
            f" The first line must be the header `{','.join(COLUMNS)}` (at least the first two)."
        )
    entries, bad = [], 0
    for row in table(rows, header=header, needed=COLUMNS[:2], promised=PROMISED):
        told = {column: clean(cell) for column, cell in row.items()}
        if not told["entity_id"] or not told.get("name"):
            bad += 1
            continue
        entries.append(
            Entry(
                entity_id=told["entity_id"],
                name=told["name"],
                list=told.get("list") or list_name,
                kind=kind_of(told.get("kind")),
                aliases=cells(told.get("aliases"), "|"),
                country=told.get("country", ""),
                url=told.get("url", ""),
                remarks=told.get("note", ""),
            )
        )
    if not entries:
        raise ParseError("The table holds no names.")
    rows_have = "1 row has" if bad == 1 else f"{bad:,} rows have"
    warnings = (f"{rows_have} no id or no name; left out.",) if bad else ()
    return Parsed(entries=unique_ids(entries), warnings=warnings)
