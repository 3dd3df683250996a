"""What a team is told: Alert and its parts, Delivery and its states. Pure; knows no chat and no database.

An Alert copies what it shows (title, link, term, reason), so it stays true as a record after the item or
the term is edited.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.cases import Note, Triage, TriageState
from watchlists.model import Severity


class AlertKind(StrEnum):
    """What the message is about."""

    MATCH = "match"  # an item that matched
    LIST_CHANGE = "list-change"  # an official list changed
    BASELINE = "baseline"  # summary of a source's first poll
    DIGEST = "digest"  # many small or late things in one message
    HEALTH = "health"  # a source fails, recovers, or a destination is dead
    WELCOME = "welcome"  # the first message of a channel


OURS = (AlertKind.HEALTH, AlertKind.WELCOME)  # about ourselves, not about the world
# we wrote the text, so words in backticks are commands
WITH_COMMANDS = (*OURS, AlertKind.DIGEST, AlertKind.BASELINE)
CAN_BE_HANDLED = (AlertKind.MATCH, AlertKind.LIST_CHANGE)  # a summary or a health message is no case


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One matched term with the passage that holds it. `start`/`end` are positions inside `passage`."""

    term: str
    kind: str
    watchlist: str
    reason: str  # a MatchReason
    detail: str
    score: float
    field: str
    passage: str
    start: int
    end: int
    note: str = ""  # why the team watches the term


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLink:
    """Where it was read. A reprint joins as another link. `url` may be anything a feed wrote: check it."""

    url: str
    name: str
    published: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A labelled value, such as Buyer, Budget, Stage.

    `gloss`: what a value in Chinese letters says, for the eye alone; a value is the same with and without it.
    """

    label: str
    value: str
    gloss: str = field(default="", compare=False)

    @property
    def shown(self) -> str:
        """Return the value as people read it, with its gloss."""
        return f"{self.value} – {self.gloss}" if self.gloss else self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a digest, a baseline summary or a list change.

    In a summary `alert` is the alert the line stands for, and `triage` what the team made of that.
    """

    text: str
    url: str = ""
    severity: Severity = Severity.NONE
    detail: str = ""
    alert: str = ""
    triage: Triage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What became of an alert with one revision: told below its message, because nobody sees an edit.

    `head` says it in a few words (“award”), `told` in lines, each with its label. `hushed`: it is not shown
    in the channel too, as in quiet hours.
    """

    revision: int
    head: str
    told: tuple[str, ...] = ()
    url: str = ""
    hushed: bool = False
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One thing a team is told of, whatever the channel.

    `why` are sentences from the closed set of reasons (docs/reasons.md) that explain the severity.
    """

    id: str
    team: str
    kind: AlertKind
    severity: Severity
    title: str
    created: datetime
    why: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    facts: tuple[Fact, ...] = ()
    sources: tuple[SourceLink, ...] = ()
    lines: tuple[Line, ...] = ()
    more: int = 0  # that it stands for and has no line of
    text: str = ""
    lang: str | None = None
    revision: int = 0  # grows when sources join or the story moves on; a channel updates its message
    offer_term: str = ""  # a name that is not watched and may be worth it: a front end offers to add it
    triage: Triage | None = None  # what stands; None: nobody has said anything yet
    steps: tuple[Triage, ...] = ()  # all that was done, oldest first
    notes: tuple[Note, ...] = ()
    moves: tuple[Move, ...] = ()  # what became of it since it was first told, oldest first

    @property
    def state(self) -> TriageState:
        """What the team made of it so far."""
        return self.triage.state if self.triage else TriageState.OPEN


class DeliveryState(StrEnum):
    """The life of a delivery (docs/delivery.md)."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where a team's alerts go. `channel` names the front end: terminal, slack, teams, workflow."""

    id: str  # "slack:T01/C01ALERTS": unique, stable
    team: str
    channel: str
    address: str  # what the front end posts to
    options: tuple[tuple[str, str], ...] = ()  # e.g. ("service_url", "https://…")
    workspace: str = ""  # one of many of the front end, with a token and limits of its own; "": the only one


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """The chat's answer to a post: the id of the message, for updates and reconciliation.

    `digest`: the alert has no message of its own, but a line in the digest with this key.
    """

    message_id: str
    digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One alert to one destination. `key` is unique and travels with the message where the chat allows."""

    key: str
    alert: Alert
    destination: Destination
    state: DeliveryState
    attempts: int = 0
    message_id: str | None = None
    posted_revision: int = -1
    reason: str = ""  # a DeliveryReason: why it is where it is
    note: str = ""  # the chat's own word, such as is_archived
    changed: datetime | None = None  # when it came there
    held_until: datetime | None = None  # it waits for the end of its team's quiet hours


def alert_id(team: str, seed: str) -> str:
    """Return a short stable id: the same team and item always give the same alert."""
    return "a" + hashlib.sha256(f"{team}\x1f{seed}".encode()).hexdigest()[:11]


def delivery_key(alert_id: str, destination_id: str) -> str:
    """Return the key of an alert's delivery to a destination: stable, opaque, safe to show."""
    parts = json.dumps([alert_id, destination_id], ensure_ascii=True)
    return hashlib.sha256(parts.encode()).hexdigest()[:32]
