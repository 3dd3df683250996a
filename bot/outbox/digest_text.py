"""What a digest says: a line for each alert that it stands for, the most severe first. Pure.

Knows alerts. Which of them go into one, and when, is decided in `bot.outbox.digests`.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.alerts import CAN_BE_HANDLED, Alert, AlertKind, Destination, Line
from bot.health import is_failing
from bot.replies import when

_MANY_FAILING = 5  # sources in one digest before the fault is likely on our side
_TITLE = 120  # characters of an alert's title, at the most


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Which of the digests of one go one is, and how many alerts all of them tell of.

    `unnamed` more did not fit and are found with `alerts list`.
    """

    number: int
    of: int
    total: int
    unnamed: int = 0


def digest(
    destination: Destination,
    alerts: Sequence[Alert],
    part: Part,
    now: datetime,
    *,
    night: bool,
) -> Alert:
    """Return one digest of these alerts, a line for each; `night`: they waited for the end of quiet hours."""
    oldest = min(each.created for each in alerts)
    names = hashlib.sha256("\n".join(each.id for each in alerts).encode()).hexdigest()[:16]
    more = f" {part.unnamed} more are listed by `alerts list`." if part.unnamed else ""
    return Alert(
        id=f"digest:{destination.id}:{names}",
        team=destination.team,
        kind=AlertKind.DIGEST,
        severity=alerts[0].severity,
        title=_title(alerts, part, night=night),
        created=now,
        text=f"Waiting since {when(oldest)}, the most severe first.{more}{_together(alerts)}",
        lines=tuple(
            Line(
                text=_short(each.title, _TITLE),
                url=each.sources[0].url if each.sources else "",
                severity=each.severity,
                detail=_short(_detail(each), _TITLE),
                alert=each.id if each.kind in CAN_BE_HANDLED else "",
                triage=each.triage,
            )
            for each in alerts
        ),
    )


def _title(alerts: Sequence[Alert], part: Part, *, night: bool) -> str:
    """Return what the digest holds; news of sources alone were not late, they came together."""
    if all(each.kind is AlertKind.HEALTH for each in alerts):
        what = "notices about sources"
    else:
        what = "alerts from the quiet hours" if night else "alerts that could not be told in time"
    return f"{part.total} {what}" + (f" ({part.number} of {part.of})" if part.of > 1 else "")


def _together(alerts: Sequence[Alert]) -> str:
    """Return a hint where many sources failed at once: then the fault is likely on this side."""
    failing = sum(is_failing(each) for each in alerts)
    if failing < _MANY_FAILING:
        return ""
    return f" {failing} sources fail together: look at this machine's own network or proxy first."


def _detail(alert: Alert) -> str:
    """Return why: the terms that were found, or of a source what it said."""
    if alert.kind is AlertKind.HEALTH:
        return alert.text.partition(". ")[0].removesuffix(".")
    return ", ".join(dict.fromkeys(one.term for one in alert.evidence))


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
