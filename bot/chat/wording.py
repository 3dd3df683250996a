"""The words and cuts every renderer shares: names of kinds, times, quoted passages, text made harmless. Pure.

Knows Alert and its parts. Knows no chat: what one platform's syntax needs is added by its renderer.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from bot import phrases
from bot.alerts import Alert, AlertKind, Evidence, Fact, Line, SourceLink
from bot.cases import Triage
from bot.chat.direction import isolated
from bot.chat.links import shown_host
from bot.replies import HANDLE_ONE, Offer
from watchlists.model import Severity

# Escape sequences a terminal obeys: CSI … final byte, OSC/DCS/PM/APC/SOS … terminator, two-byte ones.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]"
)
# Joiners that Persian, Indic scripts and emoji need; every other format character hides or reorders text.
_JOINERS = "\u200c\u200d"
# Marks above and below a letter; a hundred of them on one cover the messages around it.
_MARK = f"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f][{_JOINERS}]*"
_STACKED = re.compile(f"((?:{_MARK}){{4}})(?:{_MARK})+")
_KINDS = {"org": "organisation", "chip": "chip", "cloud": "cloud"}
_LABELS = {
    AlertKind.MATCH: "Match",
    AlertKind.LIST_CHANGE: "List change",
    AlertKind.BASELINE: "First reading",
    AlertKind.DIGEST: "Digest",
    AlertKind.HEALTH: "Health",
    AlertKind.WELCOME: "Welcome",
}
_MANY_ENTRIES = 12
_FEW_FACTS = 6
_LESSER = frozenset({"Agency", "Project no.", "Region", "Type", "Publisher", "Awarded on", "Corrects"})
_PLAIN = frozenset({"exact", "alias", "model"})  # reasons that need no words beside what was written
SURE = 0.9  # below this a match says its score
_LEADS = ("Name", "Term", "Item", "Title", "Notice")
REPEATED = "May have been posted before: the chat did not answer the first time."


def clean(text: str, *, lines: bool = False) -> str:
    """Return text from outside without anything a display obeys.

    Dropped: escape sequences, control, bidi and other format characters, lone surrogates, a fifth mark on
    one letter and those after it. Runs of blanks become one; with `lines`, line breaks stay.
    """
    text = _cleaned(text, lines=lines)
    return text if text.isascii() else _STACKED.sub(r"\1", text)


def _cleaned(text: str, *, lines: bool) -> str:
    if text.isprintable():  # nothing to drop; most text is
        if "  " in text:
            text = re.sub(r" +", " ", text)
        return text.strip() if lines else text
    text = _ESCAPES.sub("", text)
    text = "".join(
        char if char in _JOINERS or unicodedata.category(char)[0] != "C" else " " * (char in "\t\n\r\x0b\x0c")
        for char in (text.replace("\r\n", "\n").replace("\n", "\u2028") if lines else text)
    )
    if lines:
        return "\n".join(re.sub(r"\s+", " ", line).strip() for line in text.split("\u2028")).strip()
    return re.sub(r"\s+", " ", text)


def line(text: str) -> str:
    """Return `text` cleaned onto one line, without blanks at its ends."""
    return clean(text).strip()


def handled(alert: Alert) -> tuple[str, str, str]:
    """Return what became of the alert: `Acknowledged by`, who, `2026-11-28 14:06 UTC: why`; else blanks.

    Of one that was assigned, who has it: `Assigned to`, whom, `by Ana · 2026-11-28 14:06 UTC`.
    """
    done = alert.triage
    if done is None:
        return "", "", ""
    who = shortened(line(done.who), 80)
    rest = when(done.at) + (f": {shortened(line(done.because), 300)}" if done.because else "")
    if done.to:
        return "Assigned to", shortened(line(done.to), 80), f"by {who} · {rest}"
    return f"{done.did.capitalize()} by", who, rest


def noted(alert: Alert) -> tuple[str, str, str]:
    """Return the newest note: `Note by`, who, `2026-11-28 14:06 UTC: text`; blanks where there is none."""
    if not alert.notes:
        return "", "", ""
    last, earlier = alert.notes[-1], len(alert.notes) - 1
    more = (
        f" · {earlier} earlier note{'s' if earlier > 1 else ''}, see “alerts show {alert.id}”"
        if earlier
        else ""
    )
    text = shortened(line(last.text), 300)
    return "Note by", shortened(line(last.who), 80), f"{when(last.at)}: {text}{more}"


def briefly(done: Triage | None) -> str:
    """Return what became of an alert in a few words: `acknowledged by Ana`; "" when nobody said anything."""
    return f"{shortened(line(done.did), 120)} by {shortened(line(done.who), 80)}" if done else ""


def handle_one(alert: Alert, most: int) -> Offer | None:
    """Return the offer to take up one of the alerts that a digest stands for, where it stands for any."""
    named = [one for one in alert.lines[:most] if one.alert]
    choices = tuple((f"{str(one.severity).capitalize()} · {line(one.text)}", one.alert) for one in named)
    return Offer(label=HANDLE_ONE, words="alerts show", choices=choices) if choices else None


def entries(alert: Alert) -> tuple[Line, ...]:
    """Return the lines of the alert as a message shows them.

    A link or a word (“added”) that stands above them is not repeated at each; of many entries of a list,
    each says no more than its other names. The source and `alerts show` have the rest.
    """
    above = {source.url for source in alert.sources}
    verbs = {one.text.partition(": ")[0] for one in alert.lines}
    same = verbs.pop() if len(verbs) == 1 else ""
    said = f"{same}: " if same and same in alert.title.split() else ""
    brief = alert.kind is AlertKind.LIST_CHANGE and len(alert.lines) > _MANY_ENTRIES
    return tuple(
        replace(
            one,
            text=one.text.removeprefix(said),
            url="" if one.url in above else one.url,
            detail=one.detail.partition(" · ")[0] if brief else one.detail,
        )
        for one in alert.lines
    )


def weighed(facts: Sequence[Fact]) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """Return the facts to set out, and the lesser ones in a few words each (`Region: 广东`).

    Few facts are all set out; of many, what a reader does not look for first goes into the small print.
    """
    if len(facts) <= _FEW_FACTS:
        return tuple(facts), ()
    first = tuple(fact for fact in facts if fact.label not in _LESSER)
    rest = (fact for fact in facts if fact.label in _LESSER)
    return first, tuple(f"{line(fact.label)}: {isolated(shortened(line(fact.value), 100))}" for fact in rest)


def the_rest(alert: Alert, shown: int) -> str:
    """Return how many lines of the alert a message leaves out, and how to see them; "" where it shows all."""
    left = len(alert.lines) - shown
    if left <= 0:
        return ""
    all_of_them = -(-len(alert.lines) // 100) * 100
    words = {
        AlertKind.DIGEST: f"alerts list --limit {all_of_them}",
        AlertKind.LIST_CHANGE: "lists changes",
    }.get(alert.kind, "")
    how = f"; `{words}` has them" if words else " line" if left == 1 else " lines"
    return f"… and {left:,} more{how}"


def lead(columns: Sequence[str]) -> int:
    """Return the column that names the row of a table; the first where none does."""
    return next((columns.index(name) for name in _LEADS if name in columns), 0)


def quoted(text: str) -> str:
    """Return `text`, cleaned, as one word of a command."""
    return phrases.quoted(line(text))


def shortened(text: str, limit: int) -> str:
    """Return `text`, cut to `limit` characters with an ellipsis where it was longer."""
    return text if len(text) <= limit else text[: max(limit - 1, 0)].rstrip() + "…"


def label(alert: Alert) -> str:
    """Return what the message is, in words; the severity too, where it has one: not everyone sees colours."""
    graded = str(alert.severity).capitalize()
    if alert.kind is AlertKind.MATCH and alert.severity is not Severity.NONE:
        return f"{graded} severity"
    if alert.kind is AlertKind.LIST_CHANGE and alert.severity is not Severity.NONE:
        return f"{graded} · {_LABELS[alert.kind]}"
    return _LABELS[alert.kind]


def kind_word(kind: str) -> str:
    """Return the kind of a term for a person; a team's own word stays as it is."""
    return _KINDS.get(kind, line(kind))


def when(moment: datetime | None) -> str:
    """Return the time to the minute in UTC, "" for None."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if moment else ""


def source_name(source: SourceLink) -> str:
    """Return the source's name, else its host, else "unnamed source"."""
    return line(source.name) or shown_host(source.url) or "unnamed source"


def how_found(one: Evidence) -> str:
    """Return how a term was found: `chip, as “H100” in the title (alias, score 0.87)`.

    What was written is said where it differs from the term, the rule where it is not plain, and how sure
    only where it is not.
    """
    written = line(one.passage[one.start : one.end])
    surface = f", as “{isolated(shortened(written, 60))}”" if written and written != line(one.term) else ""
    where = " in the title" if one.field == "title" else ""
    reason = line(one.reason).replace("-", " ")
    if one.reason not in _PLAIN and line(one.detail) != written:
        reason = shortened(_explained(reason, line(one.detail)), 90)
    sure = f", score {one.score:.2f}" if one.score < SURE else ""
    return f"{kind_word(one.kind)}{surface}{where} ({reason}{sure})"


def watched(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Return why the team watches what was found, a line each: `NVIDIA A100, NVIDIA H100: reason`."""
    terms: dict[str, list[str]] = {}  # those with the same note stand together
    for one in evidence:
        named = terms.setdefault(line(one.note), [])
        if line(one.term) not in named:
            named.append(line(one.term))
    return tuple(f"{shortened(', '.join(named), 120)}: {note}" for note, named in terms.items() if note)


def _explained(reason: str, detail: str) -> str:
    """Return reason and detail; the reason alone or the detail alone where one says the other."""
    if not detail:
        return reason
    return detail if detail.casefold().startswith(reason.casefold()) else f"{reason}: {detail}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quoted passage: stretches of cleaned text, marked where they are a hit, and what was hit there."""

    field: str
    stretches: tuple[tuple[str, bool], ...]
    evidence: tuple[Evidence, ...]


def passages(evidence: Iterable[Evidence], *, around: int = 160) -> tuple[Quote, ...]:
    """Return what `quotes` does, the title without a stretch where there is another passage.

    The headline shows it already; what was found in it is still to be told.
    """
    found = quotes(evidence, around=around)
    alone = all(quote.field == "title" for quote in found)
    return tuple(
        quote if alone or quote.field != "title" else replace(quote, stretches=()) for quote in found
    )


def quotes(evidence: Iterable[Evidence], *, around: int = 160) -> tuple[Quote, ...]:
    """Return each passage once, with all its hits, in order of first appearance.

    At most `around` characters are kept before the first and after the last hit, and between two hits.
    """
    grouped: dict[tuple[str, str], list[Evidence]] = {}
    for one in evidence:
        grouped.setdefault((one.field, one.passage), []).append(one)
    return tuple(
        Quote(field=field, stretches=_stretches(passage, group, around), evidence=tuple(group))
        for (field, passage), group in grouped.items()
    )


def _stretches(passage: str, group: list[Evidence], around: int) -> tuple[tuple[str, bool], ...]:
    found: list[tuple[str, bool]] = []
    position = 0
    spans = sorted({(one.start, min(one.end, len(passage))) for one in group})
    for start, end in spans:
        if start < position or end <= start:  # overlaps the hit before it, or does not lie in the passage
            continue
        found.append((_cut(passage[position:start], around, first=position == 0, last=False), False))
        found.append((clean(passage[start:end]), True))
        position = end
    found.append((_cut(passage[position:], around, first=position == 0, last=True), False))
    return tuple((text, hit) for text, hit in found if text)


def _cut(text: str, around: int, *, first: bool, last: bool) -> str:
    """Return the stretch beside a hit, cut at its far side; a stretch between two hits in the middle."""
    far = 8 * around  # more than enough, and never a whole book
    if first and last:
        return shortened(line(text[:far]), 2 * around)
    if first:
        text = clean(text[-far:] if far else "").lstrip()
        return text if len(text) <= around else "…" + text[len(text) - around + 1 :]
    if last:
        text = clean(text[:far]).rstrip()
        return text if len(text) <= around else text[: around - 1] + "…"
    text = clean(text if len(text) <= far else f"{text[: far // 2]} … {text[-far // 2 :]}")
    half = around // 2
    return text if len(text) <= around else f"{text[:half]} … {text[-half:]}"
