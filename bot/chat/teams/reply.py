"""Reply and the watchlist form as Adaptive Cards. Pure: plain dictionaries, no SDK.

Knows the parts of a Reply. Short tables are drawn as tables, wide ones as lists; what is too long for one
card is cut, and says so.
"""

from collections.abc import Iterator, Sequence

from bot.chat import term_form
from bot.chat.direction import isolated
from bot.chat.links import shown_host
from bot.chat.pages import pages
from bot.chat.teams.actions import offered
from bot.chat.teams.elements import (
    Card,
    Element,
    Verb,
    card,
    choice,
    field,
    first_that_fits,
    form_button,
    graded,
    linked,
    more,
    note,
    press,
    rich,
    run,
    sentence,
)
from bot.chat.teams.text import escaped, lines, markdown_link, plain
from bot.chat.wording import grade, lead
from bot.replies import Bullets, Cell, Facts, Link, Paragraph, Part, Reply, Table, Tone

MAX_ROWS = 34  # thirty terms and the line below them
MAX_PAGE = 7_000  # characters on one card
MAX_COLUMNS = 3  # more do not fit side by side on a phone, nor in a channel's column
_BREAK = "\u200b"
# "Warning" is yellow: not to be read on white
_TONES = {Tone.OK: "Default", Tone.WARNING: "Default", Tone.ERROR: "Attention"}


def reply_card(reply: Reply, *, page: int = 0, key: str = "") -> Card:
    """Return one page of the answer to a command as a card, with buttons for what may be done next.

    `key` names the kept reply for the buttons that turn pages.
    """
    cut = pages(reply, rows=MAX_ROWS, size=MAX_PAGE)
    page = max(0, min(page, len(cut) - 1))
    parts: list[Element] = [
        rich(sentence(plain(reply.title, 300), weight="Bolder", size="Medium", color=_TONES[reply.tone]))
    ]
    for part in cut[page]:
        parts += _part(part)
    if len(cut) > 1:
        parts.append(note(f"Page {page + 1} of {len(cut)}"))
    actions = [
        press(label, Verb.PAGE, {"key": key, "page": str(number)})
        for label, number in (("‹ Previous", page - 1), ("Next ›", page + 1))
        if key and 0 <= number < len(cut)
    ]
    following = reply.fields.get("next", "")  # the words that ask for what comes after this answer
    if following and page == len(cut) - 1:
        actions.append(press("More ›", Verb.SAY, {"words": following}))
    actions += [form_button(reply.offer_term)] if reply.offer_term else []
    actions = [offered(number, one) for number, one in enumerate(reply.offers)] + actions

    def build(keep: int) -> Card:
        left_out = [note("The rest is too long for a card; ask on the command line.")]
        return card(parts[:keep] + (left_out if keep < len(parts) else []), actions)

    count = len(parts)
    return first_that_fits(build(keep) for keep in (count, count * 3 // 4, count // 2, count // 4, 6, 1))


def question_card(question: str, words: str) -> Card:
    """Return the question that stands before what takes something away; a yes brings the `words` again."""
    body = [
        rich([run(plain(question, 600), weight="Bolder", size="Medium")]),
        note("Nothing was changed yet. Everyone here will see who says yes."),
    ]
    yes = press("Yes, do it", Verb.CONFIRM, {"words": words}, style="destructive")
    return card(body, [yes, press("No, leave it", Verb.CANCEL, {})])


def form_card(term: str, watchlists: Sequence[str]) -> Card:
    """Return the form that adds a term to one of `watchlists`, the first of them chosen."""
    body: list[Element] = [
        rich([run("Add to watchlist", weight="Bolder", size="Medium")]),
        {
            "type": "Input.Text",
            "id": "name",
            "label": term_form.NAME,
            "value": plain(term, 200),
            "maxLength": 200,
            "isRequired": True,
            "errorMessage": "Give a name.",
        },
        choice("kind", "Kind", [(shown, kind) for kind, shown in term_form.KINDS]),
        choice("watchlist", "Watchlist", [(plain(name, 100), name) for name in watchlists[:100]]),
        field("aliases", f"{term_form.SPELLINGS} (one per line)", many=True),
        field("context", f"{term_form.NEAR} (one per line)", many=True),
        field("note", term_form.NOTE),
    ]
    return card(body, [press(term_form.ADD, Verb.ADD, {})])


def _part(part: Part) -> Iterator[Element]:
    match part:
        case Paragraph(text=text):
            for one in lines(text, 2000):
                yield rich(sentence(one), spacing="Small")
        case Facts(pairs=pairs):
            yield {
                "type": "FactSet",
                "facts": [
                    {"title": escaped(name, 60), "value": _fact(value)} for name, value in pairs[:MAX_ROWS]
                ],
            }
        case Bullets(lines=bullets):
            for cell in bullets[: 2 * MAX_ROWS]:
                said = _cell(cell) if isinstance(cell, Link) else sentence(plain(cell, 400))
                yield rich([run("• "), *said], spacing="Small")
            yield from more(len(bullets), 2 * MAX_ROWS, "line")
        case Table(columns=columns, rows=rows) if len(columns) > MAX_COLUMNS:
            for row in rows[:MAX_ROWS]:
                yield from _row(columns, row, lead(columns))
            yield from more(len(rows), MAX_ROWS, "row")
        case Table(columns=columns, rows=rows):
            head = [_table_cell([run(plain(name, 60), weight="Bolder")]) for name in columns]
            body = [[_table_cell(_cell(cell)) for cell in row] for row in rows[:MAX_ROWS]]
            yield {
                "type": "Table",
                "showGridLines": False,
                "columns": [{"width": width} for width in _widths(columns, rows)],
                "rows": [{"type": "TableRow", "cells": cells} for cells in (head, *body)],
            }
            yield from more(len(rows), MAX_ROWS, "row")


def _row(columns: Sequence[str], row: Sequence[Cell], head: int) -> Iterator[Element]:
    """Draw a row of a wide table as a list entry: the leading cell in bold, below it the others by name."""
    leading = [{**run, "weight": "Bolder"} for run in _cell(row[head])]
    severity, at = grade(columns, row)
    if severity is not None:
        leading = [graded(severity), *leading]
    yield rich(leading, separator=True, spacing="Small")
    rest: list[Element] = []
    for number, (name, cell) in enumerate(zip(columns, row, strict=False)):
        if number in (head, at) or cell == "":
            continue
        rest.append(run(f"{' · ' if rest else ''}{plain(name, 60)} ", isSubtle=True, size="Small"))
        rest += [{**run, "size": "Small"} for run in _cell(cell)]
    if rest:
        yield rich(rest, spacing="None")


def _widths(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Return each column's share of the width, by its longest cell within reason."""
    shares = [len(name) for name in columns]
    for row in rows[:MAX_ROWS]:
        for number, cell in enumerate(row[: len(shares)]):
            text = cell if isinstance(cell, str) else max(cell.label, shown_host(cell.url), key=len)
            shares[number] = max(shares[number], len(text))
    return [min(max(share, 8), 30) for share in shares]


def _table_cell(runs: Sequence[Element]) -> Element:
    return {"type": "TableCell", "items": [rich(runs)]}


def _cell(cell: Cell) -> list[Element]:
    if isinstance(cell, str):
        return [run(isolated(plain(cell, 400)) or "–")]
    host = shown_host(cell.url)
    name = isolated(plain(cell.label, 200)) or host or "link"
    if not host:
        return [run(name)]
    shown = [linked(name, cell.url)]
    if host not in name:
        # a zero-width space after each dot lets a narrow column break the line there
        shown.append(run(f" ({host.replace('.', f'.{_BREAK}')})", isSubtle=True))
    return shown


def _fact(cell: Cell) -> str:
    if isinstance(cell, Link):
        return markdown_link(cell.label or shown_host(cell.url) or "link", cell.url)
    return isolated(escaped(cell, 600)) or "–"
