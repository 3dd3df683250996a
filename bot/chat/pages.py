"""A long answer cut into pages that fit one message, and the answers kept so that pages can be turned.

Turning a page shows another part of the answer already given and never asks again, so no command runs twice.
Knows the shape of Reply. Knows no chat: each says how much its messages hold.
"""

import secrets
from collections import OrderedDict
from collections.abc import Iterator

from bot.actors import Actor
from bot.replies import Bullets, Cell, Facts, Link, Paragraph, Part, Reply, Table

_KEPT_REPLIES = 200


def pages(reply: Reply, *, rows: int, size: int) -> tuple[tuple[Part, ...], ...]:
    """Cut the parts of `reply` into pages of so many rows and characters; at least one, maybe empty."""
    done: list[tuple[Part, ...]] = []
    page: list[Part] = []
    count = weight = 0
    for part in reply.parts:
        for piece in _pieces(part):
            own = _size(piece)
            if page and (count >= rows or weight + own > size):
                done.append(tuple(page))
                page, count, weight = [], 0, 0
            _append(page, piece)
            count, weight = count + 1, weight + own
    return (*done, tuple(page))


class Kept:
    """The newest answers, by a key that nobody can guess."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, tuple[Reply, Actor]] = OrderedDict()

    def keep(self, reply: Reply, actor: Actor) -> str:
        """Keep an answer and who got it; return its key."""
        key = secrets.token_urlsafe(12)
        self._held[key] = (reply, actor)
        while len(self._held) > _KEPT_REPLIES:
            self._held.popitem(last=False)
        return key

    def get(self, key: str) -> tuple[Reply, Actor] | None:
        """Return what was kept under the key, None when it is not held any more."""
        return self._held.get(key)


def _pieces(part: Part) -> Iterator[Part]:
    """Cut one part into what stays together on a page."""
    match part:
        case Table(columns=columns, rows=rows):
            yield from (Table(columns, (row,)) for row in rows)
        case Bullets(lines=lines):
            yield from (Bullets((one,)) for one in lines)
        case Facts(pairs=pairs):
            yield from (Facts((pair,)) for pair in pairs)
        case Paragraph():
            yield part


def _append(page: list[Part], piece: Part) -> None:
    """Put a piece on the page, joined to its like: rows of one table stay one table."""
    last = page[-1] if page else None
    match last, piece:
        case Table(columns=columns, rows=rows), Table(columns=same, rows=more) if columns == same:
            page[-1] = Table(columns, rows + more)
        case Bullets(lines=lines), Bullets(lines=more_lines):
            page[-1] = Bullets(lines + more_lines)
        case Facts(pairs=pairs), Facts(pairs=more_pairs):
            page[-1] = Facts(pairs + more_pairs)
        case _:
            page.append(piece)


def _size(piece: Part) -> int:
    match piece:
        case Table(columns=columns, rows=rows):
            return sum(len(one) for one in columns) + sum(_letters(cell) for row in rows for cell in row)
        case Bullets(lines=lines):
            return sum(_letters(one) for one in lines)
        case Facts(pairs=pairs):
            return sum(len(label) + _letters(value) for label, value in pairs)
        case Paragraph(text=text):
            return min(len(text), _MOST)


_MOST = 2_000  # letters of one cell that a message shows at the most


def _letters(cell: Cell) -> int:
    if isinstance(cell, Link):
        return min(len(cell.label), _MOST) + len(cell.url)
    return min(len(cell), _MOST)
