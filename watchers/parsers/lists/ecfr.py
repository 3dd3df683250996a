"""eCFR: the lists printed as supplements 4, 6 and 7 to 15 CFR part 744 (versioner XML).

Pure. Tables of cells (`ecfr_rows`), no ids: an entry is known by supplement, country and name.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from watchers.errors import ParseError
from watchers.lists.citations import first_day
from watchers.model import Entry, Parsed
from watchers.parsers import ParseContext, xml
from watchers.parsers.lists.csv_table import refuse_page
from watchers.parsers.lists.ecfr_rows import Row, Table
from watchers.parsers.lists.entity_cell import split_cell
from watchers.parsers.lists.entries import clean, derived_id, unique_ids

PROMISED = "part 744 of the eCFR"
_SUPPLEMENT = re.compile(r"supplement\s+no\.?\s*(\d+)\s+to\s+part\s+744", re.IGNORECASE)
_DATE = re.compile(r"/full/(\d{4}-\d{2}-\d{2})/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """One list of part 744."""

    number: str
    code: str
    list: str

    @property
    def url(self) -> str:
        """The page a person reads."""
        return (
            "https://www.ecfr.gov/current/title-15/part-744/"
            f"appendix-Supplement%20No.%20{self.number}%20to%20Part%20744"
        )


SUPPLEMENTS: Mapping[str, Supplement] = {
    one.number: one
    for one in (
        Supplement(number="4", code="EL", list="Entity List"),
        Supplement(number="6", code="UVL", list="Unverified List"),
        Supplement(number="7", code="MEU", list="Military End-User List"),
    )
}


def parse_ecfr(body: bytes, context: ParseContext) -> Parsed:
    """Read part 744 (or any larger piece of title 15) into entries.

    Raises ParseError where the XML is cut, holds none of the supplements, or a supplement has no rows.
    """
    entries: list[Entry] = []
    warnings: list[str] = []
    supplement: Supplement | None = None
    table, read = Table(), 0
    found: dict[str, int] = {}

    def keep(row: Row | None) -> None:
        if row is not None and supplement is not None:
            entries.append(_entry(row, supplement))

    def close() -> None:
        if supplement is not None:
            keep(table.end())
            found[supplement.number] = len(entries) - read
            warnings.extend(
                f"{supplement.list}: a row of {cells} cells was not read." for cells in table.unread
            )

    root = _root_of(body)
    for event, name, element in xml.walk(
        body, root=root, tags=("DIV9", "TR"), starts=("DIV9",), promised=PROMISED
    ):
        if event == "start" and (name == "DIV9" or root == "DIV9"):
            match = _SUPPLEMENT.search(element.get("N") or "")
            supplement = SUPPLEMENTS.get(match[1]) if match else None
            table, read = Table(), len(entries)
        elif name == "DIV9":
            close()
            supplement = None
        elif supplement and name == "TR":
            keep(table.take(element))
    if root == "DIV9":
        close()
    if not found:
        raise ParseError("There is no supplement 4, 6 or 7 to part 744 in this document.")
    for number, rows in found.items():
        if not rows:
            raise ParseError(f"Supplement {number} has no rows: the table is missing.")
    day = _DATE.search(context.url)
    return Parsed(
        entries=unique_ids(entries), warnings=tuple(dict.fromkeys(warnings)), as_of=day[1] if day else ""
    )


def _root_of(body: bytes) -> str:
    """Return the root's name: the versioner answers with the part, or with the piece that was asked for."""
    for name in re.findall(rb"<([A-Za-z][\w:]*)", body[:4096]):
        text: str = name.decode().rsplit(":", 1)[-1]
        if text.upper() in {"ECFR", "DLPSTEXTCLASS", "TITLE"} or re.fullmatch(r"DIV\d", text):
            return text
        break
    refuse_page(body, PROMISED)
    raise ParseError("This is not the eCFR: the document begins with neither a part nor a supplement.")


def _entry(row: Row, supplement: Supplement) -> Entry:
    country, cell = row["country"], split_cell(row["entity"])
    citation = clean(row.get("citation"))
    return Entry(
        entity_id=derived_id(supplement.code, country, cell.name),
        name=cell.name,
        list=supplement.list,
        kind="other",
        aliases=cell.aliases,
        country=country,
        addresses=cell.addresses,
        citation=citation,
        license_requirement=clean(row.get("requirement")),
        license_policy=clean(row.get("policy")),
        start=first_day(citation),
        url=supplement.url,
        remarks=cell.notes,
    )
