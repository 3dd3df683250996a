"""The rows of a printed list's table as they are meant: merged cells, rows that go on, marks of footnotes.

Pure. A printed table breaks a long entry over several rows, merges cells that say the same, writes a country
over its first row or in a row of its own, and puts notes between the rows. Knows no party and no list.
"""

import re
from dataclasses import dataclass

from lxml import etree

from watchers.parsers import xml
from watchers.parsers.lists.countries import country_name, is_country
from watchers.parsers.lists.entries import clean, mended

Row = dict[str, str]  # by column: country, entity, requirement, policy, citation

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
_RESERVED = re.compile(r"^\W*reserved\W*$", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\s*(?:\d{1,2}|[*†‡§]+|[a-z])\s*")  # a mark in small raised letters
_RULE = re.compile(r"\bEAR\)\.?\s*\Z")
_CONTINUED = re.compile(r"(?:\s+\d{1,2})?\W*(?:\bcont(?:inued|['’]?d)?\b\W*)?$", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:[:;,—–]|\band)\s*\Z", re.IGNORECASE)
_MORE = re.compile(r"\s*(?:[—–]|-\s|and\b|[afdn]\.\s?k\.\s?a\.)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n]+")
_MOST_COLUMNS, _MOST_ROWS = 20, 5_000


def cell_text(element: etree._Element) -> str:
    """Return a cell's text, its line breaks as newlines, without the marks of footnotes.

    Behind the rule of a licence requirement a mark stays: by footnote 4 other rules apply (`requirement`).
    Where the file itself breaks its lines says nothing: as in any XML, those are blanks.
    """
    parts = [_blanks(element.text)]
    for child in element.iterdescendants():
        if isinstance(child.tag, str):
            tag = xml.local(child).casefold()
            if tag in {"br", "p", "ac", "li"}:
                parts.append("\n")
            is_mark = tag in {"sup", "su"} and _FOOTNOTE.fullmatch(child.text or "") is not None
            if not is_mark or _RULE.search("".join(parts)):
                parts.append(_blanks(child.text))
        parts.append(_blanks(child.tail))
    return mended("".join(parts))  # as a whole: its dashes and breaks are what it is split by


def _blanks(text: str | None) -> str:
    return _SPACE.sub(" ", text) if text else ""


@dataclass(slots=True)
class _Merged:
    """A cell that reaches into the rows below it."""

    text: str
    rows: int


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    above: bool = False  # merged with the one above

    @property
    def own(self) -> str:
        """What this row says here, "" where the row above does."""
        return "" if self.above else clean(self.text)


class Table:
    """One table: `take` each row, then `end`; each gives back a row that is sure to be whole now."""

    def __init__(self) -> None:
        self.unread: list[int] = []  # the cells of each row that could not be read
        self._columns: tuple[str, ...] = ()
        self._merged: dict[int, _Merged] = {}
        self._country = ""
        self._row: Row | None = None

    def end(self) -> Row | None:
        """Return the last row."""
        row, self._row = self._row, None
        return row

    def take(self, element: etree._Element) -> Row | None:
        """Take a row of the table in."""
        cells = self._cells(element)
        if headings := _headings(cells):
            self._columns = headings
            return None
        names = self._columns or _COLUMNS.get(len(cells), ())
        if len(cells) == len(names) - 1:
            cells = [_Cell(""), *cells]  # the country was left out, not left blank
        if not names or len(cells) != len(names):
            if any(one.own for one in cells) and not any(_RESERVED.match(one.own) for one in cells):
                self.unread.append(len(cells))
            return None
        return self._read(dict(zip(names, cells, strict=True)))

    def _read(self, cells: dict[str, _Cell]) -> Row | None:
        country, entity = cells["country"], cells["entity"]
        rest = {name: one for name, one in cells.items() if name not in {"country", "entity"}}
        says_more = any(one.own for one in rest.values())
        if not entity.own:
            if not country.own:
                self._add(rest)
            elif says_more:
                self.unread.append(len(cells))
            elif _names_country(country.own):  # a row of its own, or the head of those that leave it blank
                self._country = _country(country.own)
                return self.end()
            return None  # a footnote, a blank row
        if not country.own and not says_more and self._is_more(entity.text, len(rest)):
            self._add({"entity": entity})
            return None
        self._country = _country(country.own) or self._country
        done, self._row = self._row, None
        if not _RESERVED.match(entity.own):
            self._row = {name: one.text for name, one in cells.items()} | {"country": self._country}
        return done

    def _is_more(self, entity: str, columns: int) -> bool:
        """Whether a cell, alone in its row, goes on with the entity above.

        Where a list has requirements and policies, none is without them; in a shorter table the text decides.
        """
        if self._row is None or _RESERVED.match(clean(entity)):
            return False
        return columns > 1 or bool(_GOES_ON.search(clean(self._row["entity"])) or _MORE.match(entity))

    def _add(self, cells: dict[str, _Cell]) -> None:
        """Add what cells say to the row above."""
        if (row := self._row) is not None:
            row.update({name: f"{row[name]}\n{one.text}" for name, one in cells.items() if one.own})

    def _cells(self, element: etree._Element) -> list[_Cell]:
        """Return the row's cells, one a column, those merged with cells above among them."""
        own = [cell for cell in element if isinstance(cell.tag, str)]
        if len(own) >= len(self._columns) > 0:
            self._merged.clear()  # the row has a cell for every column, whatever was said above
        answer: list[_Cell] = []
        for cell in own:
            self._from_above(answer)
            text, rows = cell_text(cell), _span(cell, "rowspan", _MOST_ROWS)
            for place in range(_span(cell, "colspan", _MOST_COLUMNS)):
                said = text if place == 0 else ""
                if rows > 1:
                    self._merged[len(answer)] = _Merged(said, rows - 1)
                answer.append(_Cell(said))
        self._from_above(answer)
        return answer

    def _from_above(self, answer: list[_Cell]) -> None:
        while (one := self._merged.get(len(answer))) is not None:
            one.rows -= 1
            if not one.rows:
                del self._merged[len(answer)]
            answer.append(_Cell(one.text, above=True))


def _span(cell: etree._Element, name: str, most: int) -> int:
    told = cell.get(name) or "1"
    return max(1, min(int(told), most)) if told.isdecimal() else 1


def _headings(cells: list[_Cell]) -> tuple[str, ...]:
    """Return what each column holds when the row is a row of headings, else ()."""
    told = [one.own.casefold() for one in cells]
    if len(told) < 3 or told[0] != "country":
        return ()
    return tuple(
        next((column for column, words in _HEADINGS if any(word in heading for word in words)), "")
        for heading in told
    )


def _country(written: str) -> str:
    """Return the country that a cell names, "CHINA (continued)" and "CHINA 1" like "CHINA"."""
    name = country_name(written)
    return name if is_country(name) else country_name(_CONTINUED.sub("", written))


def _names_country(written: str) -> bool:
    """Whether a row that says nothing else is a heading, not a note; headings are in capitals."""
    bare = _CONTINUED.sub("", written)
    return is_country(bare) or (bare.isupper() and len(bare) < 80)
