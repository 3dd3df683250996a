"""The words every renderer shares: names of kinds, times, what became of an alert. Pure.

Knows Alert and its parts. Knows no chat: what one platform's syntax needs is added by its renderer.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot import phrases
from bot.alerts import CAN_BE_HANDLED, Alert, AlertKind, Evidence, Fact, Line, SourceLink
from bot.cases import Triage
from bot.chat.direction import isolated
from bot.chat.harmless import line, shortened
from bot.chat.links import shown_host
from bot.replies import HANDLE_ONE, SEVERITY, Cell, Offer, when
from watchlists.model import Severity

_KINDS = {"org": "organisation", "chip": "chip", "cloud": "cloud"}
_LABELS = {
    AlertKind.MATCH: "Match",
    AlertKind.LIST_CHANGE: "List change",
    AlertKind.BASELINE: "First reading",
    AlertKind.DIGEST: "Digest",
    AlertKind.HEALTH: "Health",
    AlertKind.WELCOME: "Welcome",
}
_GRADES = frozenset({Severity.HIGH, Severity.MEDIUM, Severity.LOW})
_MANY_ENTRIES = 12
_FEW_FACTS = 6
_MOST_LISTED = 10_000  # alerts that `alerts list` shows at the most
_LESSER = frozenset({"Agency", "Project no.", "Region", "Type", "Publisher", "Awarded on", "Corrects"})
_PLAIN = frozenset({"exact", "alias", "model"})  # reasons that need no words beside what was written
SURE = 0.9  # below this a match says its score
_LEADS = ("Name", "Term", "Item", "Title", "Notice")
REPEATED = "May have been posted before: the chat did not answer the first time."


def handled(alert: Alert) -> tuple[str, str, str]:
    """Return what became of the alert as three texts, empty where nothing did.

    `Acknowledged by`, who, `2026-11-28 14:06 UTC: why`. Of an assigned alert it is who has it: `Assigned to`,
    whom, `by Ana · 2026-11-28 14:06 UTC`.
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
    """Return the newest note in three texts, else blanks: `Note by`, who, `2026-11-28 14:06 UTC: text`."""
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


def decline_one(alert: Alert) -> Offer:
    """Return the offer not to watch the name that a message proposes."""
    return Offer(label="Do not watch", words=f"decline -- {quoted(alert.offer_term)}")


def entries(alert: Alert) -> tuple[Line, ...]:
    """Return the lines of the alert as a message shows them.

    A link or a word (“added”) that stands above them is not repeated at each; of many entries of a list,
    each says no more than its other names. The source and `alerts show` have the rest.
    """
    above = {source.url for source in alert.sources}
    verbs = {one.text.partition(": ")[0] for one in alert.lines}
    same = verbs.pop() if len(verbs) == 1 else ""
    said = f"{same}: " if same and same in alert.title.split() else ""
    brief = alert.kind in CAN_BE_HANDLED and len(alert.lines) > _MANY_ENTRIES
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
    return first, tuple(f"{line(fact.label)}: {isolated(shortened(line(fact.shown), 100))}" for fact in rest)


def the_rest(alert: Alert, shown: int) -> str:
    """Return how many lines of the alert a message leaves out, and how to see them; "" where it shows all."""
    left = len(alert.lines) - shown + alert.more
    if left <= 0:
        return ""
    show = f"; `alerts show {alert.id}` has"
    match alert.kind:
        case AlertKind.LIST_CHANGE:
            how = "; `lists changes` has them"
        case AlertKind.DIGEST | AlertKind.BASELINE if alert.more:
            newest = min(-(-(len(alert.lines) + alert.more + 1) // 100) * 100, _MOST_LISTED)
            how = f"{show} {len(alert.lines):,} of all, `alerts list --limit {newest}` the newest"
        case AlertKind.DIGEST | AlertKind.BASELINE:
            how = f"{show} them"
        case _:
            how = " line" if left == 1 else " lines"
    return f"… and {left:,} more{how}"


def lead(columns: Sequence[str]) -> int:
    """Return the column that names the row of a table; the first where none does."""
    return next((columns.index(name) for name in _LEADS if name in columns), 0)


def grade(columns: Sequence[str], row: Sequence[Cell]) -> tuple[Severity | None, int]:
    """Return how serious the row of a table is, and in which column that stands; (None, -1) without one."""
    at = columns.index(SEVERITY) if SEVERITY in columns else -1
    said = row[at] if 0 <= at < len(row) else ""
    return (Severity(said), at) if isinstance(said, str) and said in _GRADES else (None, -1)


def quoted(text: str) -> str:
    """Return `text`, cleaned, as one word of a command."""
    return phrases.quoted(line(text))


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


def published(moment: datetime | None) -> str:
    """Return when a source says that it published, so that nobody takes it for the time it was read."""
    return f"published {when(moment)}" if moment else ""


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


def watched(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    """Return on which watchlists the terms found are, and why, a line each: `Watchlist: x`, `NVIDIA A100: y`.

    Nothing where nothing was found.
    """
    if not evidence:
        return ()
    lists = dict.fromkeys(line(one.watchlist.rpartition("/")[2]) for one in evidence)
    terms: dict[str, list[str]] = {}  # those with the same note stand together
    for one in evidence:
        named = terms.setdefault(line(one.note), [])
        if line(one.term) not in named:
            named.append(line(one.term))
    why = (f"{shortened(', '.join(named), 120)}: {note}" for note, named in terms.items() if note)
    return (f"Watchlist: {shortened(', '.join(lists), 200)}", *why)


def _explained(reason: str, detail: str) -> str:
    """Return reason and detail; the reason alone or the detail alone where one says the other."""
    if not detail:
        return reason
    return detail if detail.casefold().startswith(reason.casefold()) else f"{reason}: {detail}"
