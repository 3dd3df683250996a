"""The answer to a command as rich renderables. Pure. What is from outside becomes `Text` after `clean`."""

from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from bot.chat.harmless import clean, line, shortened
from bot.chat.links import shown_host
from bot.chat.terminal.render import linked, pairs
from bot.chat.wording import lead
from bot.replies import HANDLE_ONE, Bullets, Cell, Facts, Link, Offer, Paragraph, Part, Reply, Table, Tone

_LEAST_COLUMN = 30  # what the widest column of a table needs at least, to be read
_LABEL = 160  # characters of a linked title: a headline may be a page long

_TONES = {Tone.OK: ("✓", "green"), Tone.WARNING: ("!", "yellow"), Tone.ERROR: ("✗", "red")}


def render_reply(reply: Reply) -> RenderableType:
    """Return the answer to a command."""
    sign, colour = _TONES[reply.tone]
    parts: list[RenderableType] = [Text.assemble((f"{sign} ", colour), (line(reply.title), "bold"))]
    for part in reply.parts:
        parts.append(Padding(_part(part), (0, 0, 0, 2)))
    for offer in reply.offers:
        words = offer.words + _to_fill_in(offer)
        parts.append(Padding(Text.assemble((f"{line(offer.label)}  ", "dim"), line(words)), (0, 0, 0, 2)))
    return Group(*parts)


def _to_fill_in(offer: Offer) -> str:
    """Return what is to be said behind the words of an offer."""
    if offer.label == HANDLE_ONE:
        return " ID"
    return " WORD…" if offer.many else " …" if offer.choices else " “…”" if offer.fill else ""


def _part(part: Part) -> RenderableType:
    match part:
        case Paragraph(text=text):
            return Text(clean(text, lines=True))
        case Facts(pairs=rows):
            return pairs([(line(name), _cell(value)) for name, value in rows])
        case Bullets(lines=lines):
            return Group(*(Text("• ").append_text(_cell(one)) for one in lines))
        case Table():
            return _Rows(part)


class _Rows:
    """A table where its columns fit, else a list: each row's name, and below it the other cells."""

    def __init__(self, table: Table) -> None:
        self._columns = tuple(line(column) for column in table.columns)
        self._rows = [tuple(_cell(cell) for cell in row) for row in table.rows]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the table, or the rows one by one."""
        del console
        *narrow, widest = sorted(self._widths())
        if sum(narrow) + min(widest, _LEAST_COLUMN) <= options.max_width:
            table = RichTable(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
            for column in self._columns:
                table.add_column(Text(column), overflow="fold")
            for row in self._rows:
                table.add_row(*row)
            yield table
            return
        head = lead(self._columns)
        for row in self._rows:
            yield Text()
            yield Text.assemble(row[head], style="bold")
            rest = [
                Text.assemble((f"{column} ", "dim"), cell)
                for number, (column, cell) in enumerate(zip(self._columns, row, strict=False))
                if number != head and cell.plain.strip()
            ]
            yield Padding(Text(" · ", style="dim").join(rest), (0, 0, 0, 2))

    def _widths(self) -> list[int]:
        gap = 3  # between two columns
        return [
            gap + max(cell_len(name), *(row[number].cell_len for row in self._rows), 0)
            for number, name in enumerate(self._columns)
        ]


def _cell(cell: Cell) -> Text:
    if isinstance(cell, str):
        return Text(clean(cell, lines=True))
    return _link(cell)


def _link(link: Link) -> Text:
    host = shown_host(link.url)
    text = Text(shortened(line(link.label), _LABEL) or host or "link", style=linked(link.url) if host else "")
    if host and host not in text.plain:
        text.append(f" ({host})", style="dim")
    return text
