"""Written dates to aware datetimes. Pure; a date that cannot be read is None, never an exception.

RFC 822 and its relatives are read by the standard library, ISO 8601 likewise, the rest by pattern. A time
without a zone is in the zone the caller names (UTC unless the source is known to write another).
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_tz
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from watchers.parsers.date_figures import in_figures

BEIJING = timezone(timedelta(hours=8), "CST")  # no summer time since 1991

_EARLIEST = 1990  # before the web; 1970 is what a broken clock says
_LATEST = 2100  # a year beyond is a typing error or an attack
# English, French, Spanish, Portuguese, Italian, German, Dutch, Russian: whole and as newspapers shorten them
_WEST = (
    "jan january janvier janv enero ene janeiro gennaio gen januar jänner jän januari января янв",
    "feb february février févr fév febrero fevereiro fev febbraio februar februari февраля фев",
    "mar march mars marzo março märz mär mrz maart mrt марта мар",
    "apr april avril avr abril abr aprile апреля апр",
    "may mai mayo maio maggio mag mei мая май",
    "jun june juin junio junho giugno giu juni июня июн",
    "jul july juillet juil julio julho luglio lug juli июля июл",
    "aug august août aoû agosto ago augustus августа авг",
    "sep sept september septembre septiembre setiembre setembro set settembre сентября сен сент",
    "oct october octobre octubre outubro out ottobre ott oktober okt октября окт",
    "nov november novembre noviembre novembro ноября ноя нояб",
    "dec december décembre déc diciembre dic dezembro dez dicembre dezember декабря дек",
)
# Polish (listopada is November), Czech, Slovak, Hungarian, Romanian, Finnish, Scandinavian, where they differ
_EAST_AND_NORTH = (
    "stycznia ledna ianuarie tammikuuta januára január",
    "lutego února februarie helmikuuta februára február",
    "marca března martie maaliskuuta marts március",
    "kwietnia dubna aprilie huhtikuuta apríla április",
    "maja května toukokuuta mája május",
    "czerwca června iunie kesäkuuta júna június",
    "lipca července iulie heinäkuuta júla július",
    "sierpnia srpna elokuuta augusta augusztus",
    "września září septembrie syyskuuta septembra szeptember",
    "października října octombrie lokakuuta októbra október",
    "listopada listopadu noiembrie marraskuuta novembra",
    "grudnia prosince decembrie joulukuuta decembra desember",
)
_MONTHS = {
    name: number
    for months in (_WEST, _EAST_AND_NORTH)
    for number, names in enumerate(months, start=1)
    for name in names.split()
}
_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T\s]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?\s*\Z",
    re.IGNORECASE,
)
# The same with noughts left out, as some programs write them: 2026-3-2T9:05:7+01:00
_SHORT_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})[T\s]\s*(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d+)?)?"
    r"\s*(?:(Z|UTC|GMT)|([+-])(\d{1,2})(?::(\d{1,2}))?)?\s*\Z",
    re.IGNORECASE,
)
_MONTH_NUMBERS = {name.title(): f"{number:02}" for name, number in _MONTHS.items() if len(name) == 3}
# RFC 822's names of zones, as the standard library reads them.
_ZONES = {"GMT": "+00:00", "UT": "+00:00", "UTC": "+00:00", "Z": "+00:00"} | {
    f"{letter}{kind}T": f"-{hours + (kind == 'S'):02}:00"
    for letter, hours in (("A", 3), ("E", 4), ("C", 5), ("M", 6), ("P", 7))
    for kind in "SD"
}
_NUMBERS = re.compile(
    r"(\d{4})\s*[-/.年년]\s*(\d{1,2})\s*[-/.月월]\s*(\d{1,2})\s*[日일.]?"
    r"(?:\s*[（(，,]?(?:(?:星期|周)[一二三四五六日天]|[月火水木金土日]曜?日?(?=[）)])|[월화수목금토일](?=[）)])|北京时间)[）)]?){0,2}"
    r"(?:\s*(?:[上下中]午|午[前後]|오[전후]|晚上?|早上?)?\s*(\d{1,2})\s*"
    r"(?:[:：时時點点시]\s*(\d{1,2})(?:\s*[:：分분]\s*(\d{1,2}))?|[时時點点시]))?"
)
_COUNTED = re.compile(r"/Date\((\d{12,13})")  # as .NET writes JSON
# as Europe writes it: 14.05.2026 09:00
_DOTTED = re.compile(
    r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\d.])"
    r"(?:[\s,]+(?:kl\.? |в |um )?(\d{1,2}):(\d\d)(?::(\d\d))?)?"
)
_DAY_FIRST = re.compile(
    r"(\d{1,2})[-\s.]+([^\W\d_]{3,})[-\s.,]+(\d{4})(?:[\s,]+(\d{1,2}):(\d\d)(?::(\d\d))?)?"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,})\.?\s+(\d{1,2}),?\s+(\d{4})(?:[\s,]+(\d{1,2}):(\d\d)(?::(\d\d))?)?")


_ZONE_AFTER = re.compile(r"\s+(UTC\b|GMT\b|[+-]\d\d:?\d\d(?!\d))")  # 9:15-10:30 is no zone


def washington(day: str) -> timezone:
    """Return Washington's offset on an ISO day: five hours behind UTC where no zone table is installed."""
    try:
        offset = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo("America/New_York")).utcoffset()
    except (ZoneInfoNotFoundError, ValueError):
        offset = None
    return timezone(offset or timedelta(hours=-5))


def read_date(written: str | None, zone: tzinfo = UTC) -> datetime | None:
    """Return the moment `written` names, in its own offset, or None where it names none we believe."""
    written = (written or "").strip()[:80]
    if len(written) < 6:
        return None
    if counted := _COUNTED.match(written):
        return from_epoch(int(counted[1]))
    try:
        return _believable(
            _usual(written)
            or _iso(written, zone)
            or _short_iso(written, zone)
            or _mail(written, zone)
            or _other(written, zone)
        )
    except (ValueError, OverflowError, TypeError):
        return None


def from_epoch(number: float) -> datetime | None:
    """Return the moment of a Unix time in seconds or milliseconds."""
    try:
        return _believable(datetime.fromtimestamp(number / 1000 if number > 1e11 else number, UTC))
    except (ValueError, OverflowError, OSError):
        return None


def _believable(moment: datetime | None) -> datetime | None:
    return moment if moment and _EARLIEST <= moment.year < _LATEST else None


def _iso(written: str, zone: tzinfo) -> datetime | None:
    match = _ISO.match(written)
    if not match:
        return None
    year, month, day, hour, minute, second, fraction, offset = match.groups()
    return datetime(
        int(year),
        int(month),
        int(day),
        int(hour or 0),
        int(minute or 0),
        min(int(second or 0), 59),
        int((fraction or "0").ljust(6, "0")[:6]),
        _zone(offset) if offset else zone,
    )


def _short_iso(written: str, zone: tzinfo) -> datetime | None:
    match = _SHORT_ISO.match(written)
    if not match:
        return None
    *day, hour, minute, second, utc, sign, hours, minutes = match.groups()
    if sign:
        zone = timezone((-1 if sign == "-" else 1) * timedelta(hours=int(hours), minutes=int(minutes or 0)))
    year, month, number = map(int, day)
    return datetime(
        year, month, number, int(hour), int(minute), min(int(second or 0), 59), 0, UTC if utc else zone
    )


def _zone(offset: str) -> tzinfo:
    if offset[0] not in "+-":
        return UTC
    digits = offset[1:].replace(":", "").ljust(4, "0")
    sign = -1 if offset[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))


def _usual(written: str) -> datetime | None:
    """RFC 822 or RFC 3339 exactly as nearly every feed writes them, read in C; the rest, slower, is below."""
    if written[10:11] != "T":
        parts = (written[5:] if written[3:5] == ", " else written).split(" ")
        if len(parts) != 5 or len(parts[2]) != 4 or len(parts[3]) != 8:
            return None
        day, month, year, clock, zone = parts
        if len(zone) != 5 and zone not in _ZONES:
            return None
        written = f"{year}-{_MONTH_NUMBERS.get(month)}-{day:0>2}T{clock}{_ZONES.get(zone, zone)}"
    elif len(written) < 20:
        return None
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _mail(written: str, zone: tzinfo) -> datetime | None:
    """RFC 822 and 2822, with the zone names it knows."""
    found = parsedate_tz(written)
    if not found or found[0] < 100:
        return None
    hour, minute, second = found[3:6]
    offset = found[9]
    return (
        datetime(
            *found[:3],
            hour,
            minute,
            min(second, 59),
            tzinfo=timezone(timedelta(seconds=offset)) if offset else UTC,
        )
        if offset is not None
        else datetime(*found[:3], hour, minute, min(second, 59), tzinfo=zone)
    )


def _other(written: str, zone: tzinfo) -> datetime | None:
    if match := _NUMBERS.search(in_figures(written)):
        year, month, day, *clock = match.groups()
        afternoon = 12 if re.search("下午|午後|오후|晚", written) and clock[0] and int(clock[0]) < 12 else 0
    elif match := _DOTTED.search(written):
        day, month, year, *clock = match.groups()
        afternoon = 0
    elif (match := _DAY_FIRST.search(written)) and match[2].lower() in _MONTHS:
        day, month, year, *clock = match.groups()
        month, afternoon = str(_MONTHS[month.lower()]), 0
    elif (match := _MONTH_FIRST.search(written)) and match[1].lower() in _MONTHS:
        month, day, year, *clock = match.groups()
        month, afternoon = str(_MONTHS[month.lower()]), 0
    else:
        return None
    if match.re is not _NUMBERS and clock[0] and (offset := _ZONE_AFTER.match(match.string, match.end())):
        zone = _zone(offset[1])
    hour, minute, second = (int(part or 0) for part in clock)
    midnight = timedelta(days=1 if hour == 24 and not minute else 0)  # 3月10日24时: the end of that day
    hour = 0 if midnight else hour + afternoon
    return datetime(int(year), int(month), int(day), hour, minute, min(second, 59), tzinfo=zone) + midnight
