"""What a team hears of its sources' health, each once: failing, quarantined, out of order, well. Pure."""

from datetime import datetime, timedelta

from bot.alerts import Alert, AlertKind, Destination, alert_id
from bot.installed import Installation
from bot.replies import when
from watchers import schedule
from watchers.model import PollOutcome, Source, SourceState
from watchers.poll import PollResult
from watchlists.model import Severity

EVERY_TEAM = ""  # the message is the same for every team: `bot.alerting.telling` makes it each one's own
_FAILING = "Source failing: "
SETTLED = timedelta(days=1)  # a list whose rows kept one order for so long is in order again


def failing(source: Source, state: SourceState, *, now: datetime) -> Alert:
    """Return the one message about a source that keeps failing."""
    last = state.last_success_at
    read = f"It was last read {when(last)}" if last else "It could not be read yet"
    return _health(
        f"{_FAILING}{source.name}",
        f"{state.last_error} {read}; {state.failures} polls failed in a row. What was known"
        " is kept, and it is tried again with growing pauses. `sources list` shows the state.",
        f"failing\x1f{source.id}\x1f{state.last_success_at}",
        Severity.MEDIUM,
        now,
    )


def is_failing(alert: Alert) -> bool:
    """Return whether the alert says that a source keeps failing."""
    return alert.kind is AlertKind.HEALTH and alert.title.startswith(_FAILING)


def quarantined(source: Source, fault: str, *, readable: bool, now: datetime) -> Alert:
    """Return the one message about a list whose newest file is not trusted, or cannot be read at all."""
    accept = (
        " If the file is right, whoever runs sanctions-watch puts it in force on the server:"
        f" `sanctions-watch lists update {source.id} --accept`"
    )
    return _health(
        f"List not updated: {source.name}",
        f"{fault} The list held stays in force and nothing is reported as removed."
        + (accept if readable else " It is tried again with growing pauses."),
        f"fault\x1f{source.id}\x1f{fault}\x1f{now.date()}",
        Severity.MEDIUM,
        now,
    )


def reordered(source: Source, disorder: str, *, now: datetime) -> Alert:
    """Return the one message about a list whose rows come in another order; its content is in force."""
    return _health(
        f"List out of order: {source.name}",
        f"{disorder} Parties are known by who they are, not by their row, so nothing is reported as added,"
        " removed or changed because of it, and the new file is in force. It is not told again until the"
        " rows have kept one order for a day.",
        f"reordered\x1f{source.id}\x1f{now.isoformat()}",
        Severity.MEDIUM,
        now,
    )


def settled(source: Source, *, now: datetime) -> Alert:
    """Return the message that the rows of a list keep their order again."""
    return _health(
        f"List in order again: {source.name}",
        "Its rows have kept one order for a day.",
        f"settled\x1f{source.id}\x1f{now.isoformat()}",
        Severity.NONE,
        now,
    )


def order_message(since: datetime | None, disorder: str | None, now: datetime) -> str:
    """Return what is to be said of the order of a list's rows: reordered, settled, or "" for nothing.

    `since` is when they were last seen to come in another order, while that is told and not settled.
    """
    if disorder:
        return "reordered" if since is None else ""
    return "settled" if since is not None and now - since >= SETTLED else ""


def recovered(source: Source, state: SourceState, *, fault: str | None, now: datetime) -> Alert:
    """Return the message that a source told as failing or silent works again.

    `fault` is why a list's file was not trusted. Where that file and a right one come in turns, each of the
    two is told once a day.
    """
    news = " and brought something new" if state.last_item_at == now else ""
    following = when(state.next_poll_at) if state.next_poll_at else "soon"
    return _health(
        f"Source works again: {source.name}",
        f"It was read without fault{news}; the next poll is at {following}.",
        f"recovered\x1f{source.id}\x1f{f'{fault} {now.date()}' if fault else now.isoformat()}",
        Severity.NONE,
        now,
    )


def silent(source: Source, state: SourceState, *, now: datetime) -> Alert:
    """Return the one message about a source that answers but has brought nothing for far too long."""
    if state.last_item_at is None:
        said = f"It has answered since {_day(source.added_at)} and never held an entry."
    elif state.usual_gap is None:
        said = f"It answers, but brought nothing new since it was first read on {_day(state.last_item_at)}."
    else:
        said = f"It answers, but its last new item came on {_day(state.last_item_at)}, far too long ago."
    return _health(
        f"Source silent: {source.name}",
        f"{said} It may have moved or been given up; `sources check {source.id}` shows what it says now.",
        f"silent\x1f{source.id}\x1f{state.last_item_at}",
        Severity.LOW,
        now,
    )


def disk_full(team: str, now: datetime) -> Alert:
    """Return the message that nothing is read any more for want of room."""
    return _health(
        "The disk is full: nothing is read until there is room",
        "Nothing stored is lost. Polling has stopped and goes on by itself when there is room again; alerts"
        " that wait are still posted as long as they can be noted. Make room where the database lies.",
        f"disk\x1f{now.isoformat()}",
        Severity.HIGH,
        now,
        team=team,
    )


def room_again(team: str, now: datetime) -> Alert:
    """Return the message that there is room again."""
    return _health(
        "There is room on the disk again",
        "Polling goes on; what was published meanwhile is told as far as the sources still show it.",
        f"room\x1f{now.isoformat()}",
        Severity.NONE,
        now,
        team=team,
    )


def unreachable(destination: Destination, note: str, *, now: datetime) -> Alert:
    """Return the message, to the team's other destinations, that one of them can no longer be reached."""
    return _health(
        f"Alerts no longer arrive at {destination.id}",
        f"The chat answered: {note.rstrip('.')}. What cannot be posted there is kept."
        f" After mending the cause, send it again with: sanctions-watch alerts retry {destination.id}",
        f"destination\x1f{destination.id}\x1f{now.isoformat()}",
        Severity.HIGH,
        now,
        team=destination.team,
    )


def access_ends(team: str, one: Installation, now: datetime) -> Alert:
    """Return the message that Slack gives no next token: when the bot falls silent, and what prevents it."""
    ends = f" at {when(one.expires)}" if one.expires else " soon"
    return _health(
        f"sanctions-watch loses its access to this workspace{ends}",
        "Slack gives no next token for it. Install the app again from the page where it was installed: then"
        " everything goes on, and nothing is lost meanwhile.",
        f"access\x1f{one.workspace}\x1f{one.generation}",
        Severity.HIGH,
        now,
        team=team,
    )


def message_of(result: PollResult, before: SourceState, now: datetime, *, distrusted: bool) -> str:
    """Return which message is due after a poll: failing, quarantined, silent, recovered, or "" for none.

    `before` is the state in which the poll found the source; `distrusted`: a list whose newest file was not
    taken then. That it could not be reached says nothing of a file that comes now and cannot be trusted.
    """
    if result.outcome in (PollOutcome.FAILED, PollOutcome.REFUSED):
        if result.fault:
            return "" if before.told_failing and distrusted else "quarantined"
        return "failing" if schedule.should_tell_failing(result.state) else ""
    if before.told_failing and before.failures:
        return "recovered"  # whether it also has something new is asked at the next poll
    if schedule.is_silent(result.source, result.state, now):
        return "" if before.told_failing else "silent"
    return "recovered" if before.told_failing else ""


def _day(moment: datetime | None) -> str:
    return moment.strftime("%Y-%m-%d") if moment else "it was added"


def _health(
    title: str, text: str, seed: str, severity: Severity, now: datetime, *, team: str = EVERY_TEAM
) -> Alert:
    return Alert(
        id=alert_id(team, f"health\x1f{seed}"),
        team=team,
        kind=AlertKind.HEALTH,
        severity=severity,
        title=title,
        text=text,
        created=now,
    )
