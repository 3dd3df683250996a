"""Days and hours as notices in European languages write them, and when such a notice was published. Pure."""

import re

from watchers.parsers.dates import BEIJING, read_date

_MONTH = r"[A-Za-zÀ-ſ]{3,12}"
_DAY = re.compile(
    r"\d{1,2}[./] ?\d{1,2}[./] ?\d{4}|\d{1,2}-(?:[A-Z][a-z]{2,8}|\d{1,2})-\d{4}"
    r"|\d{4}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}"
    rf"|\d{{4}}\. ?{_MONTH} \d{{1,2}}"  # 2026. április 3.
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|\.|º|°)?\s+(?:of\s+|de\s+)?{_MONTH}\.?,?\s+(?:de\s+)?\d{{4}}"
    r"|[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
)
_PUBLISHED = re.compile(
    r"(?i:announced|publi(?:shed|ée? le|cad[oa]|kováno|cerad|seret)|pubblicat[oa]|issued|posted"
    r"|(?:fecha|data|date) d(?:e|i|a) (?:la )?p[uú]bb?lica(?:ción|ção|zione|tion)"
    r"|date of (?:publication|announcement|issue)|gepubliceerd|veröffentlicht|bekanntmachung vom"
    r"|\bstand(?=[ :])|ngày đăng tải|yayın tarihi|ilan tarihi|közzététel|opublikowano|uveřejněn[oí]|julkaistu"
    r"|offentliggjort|kunngjort|дата публикации|опубликовано"
    r"|(?m:^)[ \t]*dated?)(?:[ \t]+(?:on|date|am|il|el|em|op|den|le|dnia|dne|:))?[ \t]*[:：]?[ \t]*"
    rf"((?:{_DAY.pattern})(?:,?[ \t]+(?:at )?\d{{1,2}}[:.]\d{{2}}(?:[ \t]?[AaPp]\.?[Mm]\b)?)?)"
)
_DAY_ALONE = re.compile(rf"(?m)^[ \t]*((?:{_DAY.pattern})\.?(?:[ \t,]+\d{{1,2}}:\d{{2}})?)[ \t]*$")
_CLOCK = re.compile(
    r"(?<![\d.,:])(?P<hour>\d{1,2})(?:(?:[:.h]|[ \t]h[ \t]?)(?P<minute>\d{2}))?(?P<sign>[ \t]*(?:hours"
    r"|hrs|uhr|uur|h)\b)?"
    r"[ \t]*(?P<half>[ap]\.?[ \t]?m\b)?",
    re.IGNORECASE,
)
_NOON = re.compile(r"\b(?:noon|midday|mittags|midi|mediodía|mezzogiorno|meio-dia)\b", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?<!\d)(?P<first>\d{1,2})(?:/ ?|-|\. ?)(?P<second>\d{1,2})(?:/ ?|-|\. ?)(?P<year>\d{4})(?!\d)"
)
_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})\. ?(?P<month>{_MONTH}) (?P<day>\d{{1,2}})")


def published_in(text: str) -> str:
    """Return the day that a text gives as that of its publication, "" where it gives none."""
    match = _PUBLISHED.search(text) or _DAY_ALONE.search(text)
    return moment_in(match[1]) if match else ""


def days_in(text: str) -> list[re.Match[str]]:
    """Return where days stand in a text."""
    return list(_DAY.finditer(text))


def moment_in(value: str) -> str:
    """Return the last day that a value names, with its hour: `2026-05-27 10:00`; "" for none."""
    days = days_in(value)
    if not days:
        return ""
    written = _YEAR_FIRST.sub(r"\g<day> \g<month> \g<year>", _NUMBERED.sub(_day_first, days[-1][0]))
    written = re.sub(r"(?<=\d)(?:st|nd|rd|th|er|º|°)|\b(?:of|de)\b", "", written)
    day = read_date(" ".join(written.replace("Sept ", "Sep ").split()), BEIJING)
    if day is None:
        return ""
    rest = value[: days[-1].start()] + " # " + value[days[-1].end() :]
    for clock in _CLOCK.finditer(rest):
        hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
        if not (clock["minute"] or clock["half"] or clock["sign"]) or hour > 24 or minute > 59:
            continue
        if clock["half"] and clock["half"][0] in "pP" and hour < 12:
            hour += 12
        return f"{day:%Y-%m-%d} {min(hour, 23):02}:{minute:02}"
    return f"{day:%Y-%m-%d} 12:00" if _NOON.search(rest) else f"{day:%Y-%m-%d}"


def _day_first(day: re.Match[str]) -> str:
    """Return a day in figures as ISO 8601 has it, read day first unless there is no such month."""
    first, second, year = day["first"], day["second"], day["year"]
    if int(second) > 12:
        first, second = second, first
    return f"{year}-{int(second):02}-{int(first):02}"
