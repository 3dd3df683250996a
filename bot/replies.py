"""What a command answers, without any chat: a Reply made of parts that every front end can draw.

The terminal, Slack and Teams draw the same Reply, so they cannot give different answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Protocol

from bot.actors import Actor


class Tone(StrEnum):
    """How the reply is meant; front ends choose colour or sign."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Link:
    """A link we built: `url` is data and still to be checked by the renderer."""

    label: str
    url: str


Cell = str | Link


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain text (data: to be escaped)."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled values."""

    pairs: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under column heads; chat front ends may draw it as a list."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short lines."""

    lines: tuple[Cell, ...]


Part = Paragraph | Facts | Table | Bullets


HANDLE_ONE = "Handle one…"  # of several alerts
SEVERITY = "Severity"  # a column that tells how serious each row is, which is looked for first


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a person may do next with one press: `words` are the command that does it.

    With `fill` (the label of a field) they first write something, which is put behind the words: with `many`
    each line as a word of its own, else all as one word. With `choices` (label, word) they choose one, of
    what `fill` says, and its word is put behind the words. `again` is the command whose answer makes this
    offer: it runs once more when the offer was taken, and its new answer replaces the old one, so that no
    button stays that no longer fits.
    """

    label: str
    words: str
    fill: str = ""
    many: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    again: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The answer to a command.

    `data` is what `--json` prints. `public` replies are shown to the whole channel (an edit of the
    watchlist concerns everyone); others only to the person who asked. `status` is the exit status. `people`
    are colleagues whom the text names by their id in the front end that asks: it may show their names.
    """

    title: str
    parts: tuple[Part, ...] = ()
    tone: Tone = Tone.OK
    data: Any = None
    public: bool = False
    status: int = 0
    confirm: bool = False  # the title is a question: nothing was done, the same words with a yes will do it
    offers: tuple[Offer, ...] = ()
    people: tuple[str, ...] = ()
    offer_term: str = ""  # a name the front end may offer to add to a watchlist, with a button
    fields: Mapping[str, str] = field(default_factory=dict)


def counted(count: int, one: str, many: str = "") -> str:
    """Return `1 alert`, `2 alerts`, `1,000 alerts`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def when(moment: datetime) -> str:
    """Return an aware time to the minute: `2026-11-28 14:06 UTC`."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


class Responder(Protocol):
    """What a chat front end asks of the bot; `bot.grammar.responder.Commands` is the real one."""

    async def answer(self, text: str, actor: Actor, *, confirmed: bool = False) -> Reply:
        """Answer `text` (the words after `/sanctions`). Never raises for a person's mistake.

        What takes something away is asked back (`Reply.confirm`) until it comes `confirmed`.
        """

    async def first_time(self, request_id: str) -> bool:
        """Return whether this inbound request (event_id, trigger_id …) is new; remembers it for an hour."""

    async def watchlist_names(self, team: str) -> tuple[str, ...]:
        """Return the names of the team's editable watchlists, the default one first."""

    async def team_of(self, via: str, workspace: str) -> str:
        """Return the team that a chat workspace or tenant acts for."""
