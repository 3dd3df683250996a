"""Alerts, destinations and a channel that does as it is told, for tests of the outbox and of delivery."""

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta

from bot.alerts import Alert, AlertKind, Destination, Receipt, SourceLink
from bot.chat.wording import REPEATED
from bot.errors import DeliveryError, Failure
from tests.samples import hit
from watchlists.model import Severity

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def an_alert(
    name: str = "a1",
    *,
    team: str = "red",
    revision: int = 0,
    kind: AlertKind = AlertKind.MATCH,
    severity: Severity = Severity.HIGH,
    created: datetime = NOW,
) -> Alert:
    """Return an alert; its text follows from its name and revision."""
    evidence = hit("港湾大学采购算力", "港湾大学", "Harbour University", watchlist="red/main", field="title")
    return Alert(
        id=name,
        team=team,
        kind=kind,
        severity=severity,
        title=f"Alert {name}, revision {revision}",
        created=created,
        evidence=(evidence,),
        sources=(SourceLink(url=f"https://news.example/{name}", name="News", published=created),),
        revision=revision,
    )


def a_destination(
    name: str = "C1", *, team: str = "red", channel: str = "slack", workspace: str = ""
) -> Destination:
    """Return a destination."""
    place = f"{channel}:{workspace or 'T1'}/{name}"
    return Destination(id=place, team=team, channel=channel, address=name, workspace=workspace)


class ObedientChannel:
    """A chat that does what it is told: each address may have answers waiting, else it takes the post.

    An answer is an exception to raise; with "taken" in its reason the message is taken all the same.
    """

    pause = 0.0

    def __init__(self, name: str = "slack") -> None:
        self.can_find = True
        self.name = name
        self.messages: list[tuple[str, str, Alert]] = []  # key, address, alert
        self.repeats: list[str] = []
        self.updates: list[tuple[str, int]] = []
        self.moved: list[tuple[int, ...]] = []  # which moves came with each update
        self.doubted: list[tuple[int, ...]] = []  # which of them say that they may be repeats
        self.searches: list[tuple[frozenset[str], timedelta]] = []
        self.answers: dict[str, list[Exception]] = {}
        self.search_answers: list[Exception] = []

    def told(self, address: str) -> list[str]:
        """Return the ids of the alerts at an address, in order."""
        return [alert.id for _, where, alert in self.messages if where == address]

    async def post(
        self, key: str, alert: Alert, destination: Destination, *, repeat: bool = False
    ) -> Receipt:
        """Post, or do as told."""
        answers = self.answers.get(destination.address)
        error = answers.pop(0) if answers else None
        if error is None or "taken" in str(error):
            self.messages.append((key, destination.address, alert))
            if repeat:
                self.repeats.append(key)
        if error is not None:
            raise error
        return Receipt(message_id=f"m{len(self.messages)}")

    async def update(
        self, message_id: str, key: str, alert: Alert, destination: Destination, *, said: int | None = None
    ) -> Receipt:
        """Note the update, or do as told."""
        answers = self.answers.get(destination.address)
        if answers:
            raise answers.pop(0)
        self.updates.append((message_id, alert.revision))
        self.moved.append(tuple(move.revision for move in alert.moves))
        self.doubted.append(tuple(move.revision for move in alert.moves if REPEATED in move.told))
        return Receipt(message_id=message_id)

    async def find(
        self, keys: Collection[str], destination: Destination, within: timedelta
    ) -> Mapping[str, Receipt]:
        """Return what was taken, or do as told."""
        self.searches.append((frozenset(keys), within))
        if self.search_answers:
            raise self.search_answers.pop(0)
        return {
            key: Receipt(message_id=f"m{number}")
            for number, (key, address, _) in enumerate(self.messages, start=1)
            if key in keys and address == destination.address
        }

    async def close(self) -> None:
        """Nothing is held."""


def sure(reason: str = "refused", *, seconds: float | None = None, everywhere: bool = False) -> DeliveryError:
    """Return a sure failure, with a pause when the chat names one, for all its channels if `everywhere`."""
    pause = None if seconds is None else timedelta(seconds=seconds)
    return DeliveryError(reason, failure=Failure.SURE, retry_after=pause, everywhere=everywhere)


def unknown(reason: str = "no answer") -> DeliveryError:
    """Return an ambiguous failure."""
    return DeliveryError(reason, failure=Failure.AMBIGUOUS)


def final(reason: str = "is_archived") -> DeliveryError:
    """Return a permanent failure."""
    return DeliveryError(reason, failure=Failure.PERMANENT)


class HandClock:
    """Wall and monotonic time that pass when told to."""

    def __init__(self, now: datetime = NOW) -> None:
        self.wall = now
        self.steady = 1000.0

    def now(self) -> datetime:
        """Return the wall time."""
        return self.wall

    def monotonic(self) -> float:
        """Return the monotonic time."""
        return self.steady

    def tick(self, seconds: float) -> None:
        """Let time pass."""
        self.wall += timedelta(seconds=seconds)
        self.steady += seconds

    def jump(self, seconds: float) -> None:
        """Set the wall clock."""
        self.wall += timedelta(seconds=seconds)
