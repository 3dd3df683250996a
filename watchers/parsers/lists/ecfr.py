"""eCFR: the lists printed as supplements 4, 6 and 7 to 15 CFR part 744 (versioner XML).

Pure. Tables of cells, no ids: an entry is known by supplement, country and name. Headings, repeated
headings and "[Reserved]" rows are no entries; a blank country repeats the one above.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from watchers.errors import ParseError
from watchers.lists.citations import first_day
from watchers.model import Entry, Parsed
from watchers.parsers import ParseContext, xml
from watchers.parsers.lists.countries import country_name
from watchers.parsers.lists.csv_table import refuse_page
from watchers.parsers.lists.entity_cell import split_cell
from watchers.parsers.lists.entries import clean, derived_id, unique_ids

PROMISED = "part 744 of the eCFR"
_SUPPLEMENT = re.compile(r"supplement\s+no\.?\s*(\d+)\s+to\s+part\s+744", re.IGNORECASE)
_DATE = re.compile(r"/full/(\d{4}-\d{2}-\d{2})/")
_RESERVED = re.compile(r"^\W*reserved\W*$", re.IGNORECASE)


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
# Words of the column headings; without headings, the order of supplement 4 (5 columns) or of 6 and 7 (3).
_HEADINGS = (
    ("country", ("country",)),
    ("entity", ("entity", "listed person", "person", "name")),
    ("requirement", ("license requirement", "licence requirement")),
    ("policy", ("review policy", "license policy")),
    ("citation", ("federal register", "citation")),
)
_COLUMNS = {
    5: ("country", "entity", "requirement", "policy", "citation"),
    3: ("country", "entity", "citation"),
}


def parse_ecfr(body: bytes, context: ParseContext) -> Parsed:
    """Read part 744 (or any larger piece of title 15) into entries.

    Raises ParseError where the XML is cut, holds none of the supplements, or a supplement has no rows.
    """
    entries: list[Entry] = []
    warnings: list[str] = []
    supplement: Supplement | None = None
    columns: tuple[str, ...] = ()
    country, read = "", 0
    found: dict[str, int] = {}
    root = _root_of(body)
    for event, name, element in xml.walk(
        body, root=root, tags=("DIV9", "TR"), starts=("DIV9",), promised=PROMISED
    ):
        if event == "start" and (name == "DIV9" or root == "DIV9"):
            match = _SUPPLEMENT.search(element.get("N") or "")
            supplement = SUPPLEMENTS.get(match[1]) if match else None
            columns, country, read = (), "", len(entries)
        elif name == "DIV9":
            if supplement:
                found[supplement.number] = len(entries) - read
            supplement = None
        elif supplement and name == "TR":
            cells = [_cell(cell) for cell in element if isinstance(cell.tag, str)]
            headings = _headings(cells)
            if headings:
                columns = headings
                continue
            row = _row(cells, columns)
            if row is None:
                if any(clean(cell) for cell in cells) and not any(_RESERVED.match(clean(c)) for c in cells):
                    warnings.append(f"{supplement.list}: a row of {len(cells)} cells was not read.")
                continue
            country = country_name(clean(row["country"])) or country
            entry = _entry(row, country, supplement)
            if entry:
                entries.append(entry)
    if root == "DIV9" and supplement:
        found[supplement.number] = len(entries)
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


def _cell(element: etree._Element) -> str:
    """Return a cell's text with its line breaks as newlines."""
    parts = [element.text or ""]
    for child in element.iter():
        if child is element:
            continue
        if isinstance(child.tag, str):
            if xml.local(child).casefold() in {"br", "p", "ac", "li"}:
                parts.append("\n")
            parts.append(child.text or "")
        parts.append(child.tail or "")
    return "".join(parts)


def _headings(cells: list[str]) -> tuple[str, ...]:
    """Return what each column holds when the row is a row of headings, else ()."""
    told = [clean(cell).casefold() for cell in cells]
    if not told or told[0] != "country" or len(told) < 3:
        return ()
    return tuple(
        next((column for column, words in _HEADINGS if any(word in heading for word in words)), "")
        for heading in told
    )


def _row(cells: list[str], columns: tuple[str, ...]) -> dict[str, str] | None:
    names = columns or _COLUMNS.get(len(cells), ())
    if len(cells) == len(names) - 1:
        cells = ["", *cells]  # the country was left out, not left blank
    if not names or len(cells) != len(names) or not clean(cells[names.index("entity")]):
        # a heading row of the country alone: the rows below leave it blank
        if names and cells and clean(cells[0]) and not any(clean(cell) for cell in cells[1:]):
            return {"country": cells[0], "entity": "", "citation": ""}
        return None
    return dict(zip(names, cells, strict=True))


def _entry(row: Mapping[str, str], country: str, supplement: Supplement) -> Entry | None:
    if not clean(row["entity"]) or _RESERVED.match(clean(row["entity"])):
        return None
    cell = split_cell(row["entity"])
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
