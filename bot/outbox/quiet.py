"""Quiet hours: what a team is not to be told in its night waits, and comes as one digest in the morning.

The hours of a team, and until when an alert waits by them; `bot.outbox.outbox` holds it back and
`bot.outbox.digests` makes one message of what waited. Nothing here opens a transaction.
"""

import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from bot.alerts import Alert, AlertKind
from bot.database.interface import Database
from watchlists.model import Severity

SATURDAY = 5
_CLOCK = r"(\d{1,2})(?:[:.h](\d\d)?)?(?:\s*([ap])\.?m\b\.?)?"
_SPAN = re.compile(rf"{_CLOCK}\s*(?:-|–|—|to|until)\s*{_CLOCK}", re.IGNORECASE)
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d{1,2})(?::?(\d\d))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """From when to when nothing is posted, `begin` and `end` on the clock of `zone`; they may pass midnight.

    `loud` is the least severity that is posted all the same, "" for none. `weekend`: all Saturday and Sunday
    too.
    """

    begin: str  # 20:00
    end: str  # 07:30
    zone: str  # Europe/Berlin, +08:00
    loud: str = ""
    weekend: bool = False

    def until(self, now: datetime) -> datetime | None:
        """Return when the quiet hours end in which `now` lies; None when it lies in none."""
        there = _zone(self.zone)
        local = self.local(now).replace(tzinfo=None)
        for _ in range(8):  # a night that leads into a weekend and out of it
            end = self._end(local)
            if end is None:
                break
            local = end
        ends = local.replace(tzinfo=there).astimezone(UTC)
        return ends if ends > now else None

    def local(self, now: datetime) -> datetime:
        """Return the time on the team's own clock."""
        return now.astimezone(_zone(self.zone))

    def posts(self, alert: Alert) -> bool:
        """Return whether the alert is posted at once whatever the hour."""
        if alert.kind is AlertKind.WELCOME:  # somebody has just set the channel up
            return True
        return alert.severity in _loud(self)

    def _end(self, local: datetime) -> datetime | None:
        """Return when this stretch of quiet ends on the clock of the place; None when it is not quiet."""
        if self.weekend and local.weekday() >= SATURDAY:
            return datetime.combine(local.date() + timedelta(days=1), time())
        begin, end = time.fromisoformat(self.begin), time.fromisoformat(self.end)
        clock = local.time()
        if begin < end:
            return datetime.combine(local.date(), end) if begin <= clock < end else None
        if clock >= begin:
            return datetime.combine(local.date() + timedelta(days=1), end)
        return datetime.combine(local.date(), end) if clock < end else None

    def __str__(self) -> str:
        more = " and at weekends" if self.weekend else ""
        return f"{self.begin}–{self.end}{more} ({self.zone})"


def read_hours(words: str) -> tuple[str, str, str]:
    """Read `20:00-07:30 Europe/Berlin`: begin, end, zone (UTC where none is named). Raises ValueError."""
    found = _SPAN.match(words.strip())
    if found is None:
        raise ValueError("Give the hours as 20:00-07:30, and then the time zone, such as Europe/Berlin.")
    try:
        begin, end = _clock(*found.groups()[:3]), _clock(*found.groups()[3:])
        if bool(found[3]) != bool(found[6]):
            raise ValueError("of which half of the day one is")
    except ValueError:
        raise ValueError(f"“{found[0]}” are no hours of a day; write them as 20:00-07:30.") from None
    if begin == end:
        raise ValueError("The quiet hours begin when they end; write them as 20:00-07:30.")
    return f"{begin:%H:%M}", f"{end:%H:%M}", read_zone(words.strip()[found.end() :].strip(" ,()"))


def _clock(hour: str, minute: str | None, half: str | None) -> time:
    """Return what a clock shows, also one of twelve hours (`half`: a or p). Raises ValueError."""
    told = int(hour)
    if half:
        told = told % 12 + 12 * (half.lower() == "p") if 1 <= told <= 12 else 99
    return time(0 if told == 24 else told, int(minute or 0))


def read_zone(said: str) -> str:
    """Return the time zone meant: by its name, its town or how far it is from UTC. Raises ValueError."""
    from zoneinfo import available_timezones  # few processes are asked

    if not said:
        return "UTC"
    offset = _OFFSET.fullmatch(said)
    if offset:
        hours, minutes = int(offset[2]), int(offset[3] or 0)
        if hours <= 14 and minutes < 60:
            return f"{offset[1]}{hours:02}:{minutes:02}"
    wanted = said.casefold().replace(" ", "_")
    zones = sorted(available_timezones())
    near = [one for one in zones if one.casefold() == wanted]
    near = near or [one for one in zones if one.casefold().rpartition("/")[2] == wanted and "/" in one]
    if not near:
        raise ValueError(f"“{said}” is no time zone known here; name one such as Europe/Berlin or +08:00.")
    return near[0]


@lru_cache(maxsize=256)
def _zone(name: str) -> tzinfo:
    from zoneinfo import ZoneInfo

    offset = _OFFSET.fullmatch(name)
    if offset is None:
        return ZoneInfo(name)
    sign = -1 if offset[1] == "-" else 1
    return timezone(sign * timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0)))


def hours(db: Database, team: str) -> QuietHours | None:
    """Return the team's quiet hours, None where it has none."""
    rows = db.query("SELECT hours FROM quiet_hours WHERE team = :team", {"team": team})
    return _read(rows[0]["hours"]) if rows else None


@lru_cache(maxsize=256)
def _read(text: str) -> QuietHours:
    return QuietHours(**json.loads(text))


def held_until(db: Database, alert: Alert, now: datetime) -> datetime | None:
    """Return until when the alert waits for its team's morning; None when it is posted at once."""
    own = hours(db, alert.team)
    return None if own is None or own.posts(alert) else own.until(now)


def save_hours(db: Database, team: str, own: QuietHours | None, now: datetime) -> None:
    """Set the team's quiet hours (None: it has none any more); what waits already follows them.

    Call it inside `atomic()`.
    """
    if own is None:
        db.execute("DELETE FROM quiet_hours WHERE team = :team", {"team": team})
    else:
        db.execute(
            "INSERT INTO quiet_hours VALUES (:team, :hours)"
            " ON CONFLICT (team) DO UPDATE SET hours = excluded.hours",
            {"team": team, "hours": json.dumps(asdict(own))},
        )
    until = own.until(now) if own else None
    loud = _loud(own) if own else ()
    rows = db.query(
        """
        SELECT d.key, a.severity FROM deliveries d JOIN alerts a ON a.id = d.alert_id
        WHERE a.team = :team AND d.state = 'pending' AND d.held_until > :now
        """,
        {"team": team, "now": now},
    )
    db.execute_many(
        "UPDATE deliveries SET held_until = :until WHERE key = :key AND state = 'pending'",
        [{"key": row["key"], "until": now if row["severity"] in loud else until or now} for row in rows],
    )


def _loud(own: QuietHours) -> tuple[Severity, ...]:
    return Severity(own.loud).and_graver() if own.loud else ()


def waiting(db: Database, team: str, now: datetime) -> int:
    """Return how many of the team's alerts wait for its morning."""
    rows = db.query(
        """
        SELECT COUNT(DISTINCT d.alert_id) AS n FROM deliveries d JOIN alerts a ON a.id = d.alert_id
        WHERE a.team = :team AND d.state = 'pending' AND d.held_until > :now
        """,
        {"team": team, "now": now},
    )
    return int(rows[0]["n"])
