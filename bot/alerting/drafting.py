"""From an item and what was found in it to the Alert a team reads. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from bot.alerting.evidence import MAX_EVIDENCE, evidence_of
from bot.alerting.passages import as_kept
from bot.alerts import Alert, AlertKind, Fact, Line, SourceLink, alert_id
from bot.cases import Triage, TriageState
from bot.entry_words import counted_few
from bot.facts import BETWEEN, CAME_TO_NOTHING, facts_of, intermediaries, lines_of, ordered
from bot.matching.teamviews import TeamView
from watchers.changes import canonical_link
from watchers.lists.announced import gap_in_days
from watchers.lists.items import short_name
from watchers.model import Item, ItemKind
from watchers.parsers.lists.entries import fold
from watchlists.model import Severity
from watchlists.rules import Judgement

MOVED_ON = "news about it"  # what opens an alert again, where nobody did
ANNOUNCED, LISTED = (Fact(label="Stage", value=told) for told in ("announced", "listed"))
WON = ("Supplier", "Award")  # facts that no longer hold where a purchase came to nothing
_SUMS = ("Award", "Budget", "Ceiling")
_PAST = " (before it came to nothing)"
_SOLD = "Sold to a watched buyer by"
MAX_LINES = 200  # of a summary, the rest is counted; a chat shows as many as fit


def draft(
    item: Item,
    name: str,
    judgement: Judgement,
    view: TeamView,
    *,
    source_name: str,
    now: datetime,
) -> Alert:
    """Return the alert of a team for an item; `name` tells the item from all others."""
    change = item.kind is ItemKind.LIST_CHANGE
    between = intermediaries(item, judgement.matches)
    lines, more = lines_of(item)
    sold = f"{_SOLD} {counted_few(between)}, not watched: a possible intermediary."
    return Alert(
        id=alert_id(view.team, name),
        team=view.team,
        kind=AlertKind.LIST_CHANGE if change else AlertKind.MATCH,
        severity=judgement.severity,
        title=item.title or item.url or "(no title)",
        created=now,
        why=(judgement.sentence, sold) if between else (judgement.sentence,),
        offer_term=between[0] if between else "",
        evidence=evidence_of(*as_kept(item, judgement.matches), view.notes),
        facts=facts_of(item, judgement.matches, view.rate),
        # a list does not say when it changed: what its item holds is when the change was read
        sources=(SourceLink(url=item.url, name=source_name, published=None if change else item.published),),
        lines=lines,
        more=more,
        lang=item.lang,
    )


def line_of(alert: Alert) -> Line:
    """Return an alert as one line of a summary."""
    return Line(
        text=alert.title,
        url=alert.sources[0].url if alert.sources else "",
        severity=alert.severity,
        detail=in_short(alert),
        alert=alert.id,
        triage=alert.triage,
    )


def in_short(alert: Alert) -> str:
    """Return what was found, of a purchase also its stage and sum: `NVIDIA A100 · award 200,000 yuan`."""
    held = {fact.label: fact.value for fact in alert.facts}
    terms = ", ".join(dict.fromkeys(evidence.term for evidence in alert.evidence))
    if "Announces" in held:
        return " · ".join(filter(None, (terms, held["Announces"].partition(", effective")[0])))
    if "Buyer" not in held:
        return terms
    stage = held.get("Stage", "").partition(" (")[0]
    label = next((one for one in _SUMS if one in held), "")
    sum_of_it = f"{label.lower()} {held[label].partition(' (')[0]}" if label else ""
    told = sum_of_it if sum_of_it.startswith(stage) else " · ".join(filter(None, (stage, sum_of_it)))
    return " · ".join(filter(None, (terms, told or stage)))


def summary(
    kind: AlertKind,
    title: str,
    alerts: Sequence[Alert],
    *,
    team: str,
    seed: str,
    now: datetime,
    more: int = 0,
    text: str = "",
) -> Alert:
    """Return one message that stands for many alerts, the most severe first, and for `more` less severe."""
    ranked = sorted(alerts, key=lambda alert: alert.severity.rank)
    return Alert(
        id=alert_id(team, f"{kind}\x1f{seed}"),
        team=team,
        kind=kind,
        severity=ranked[0].severity if ranked else Severity.NONE,
        title=title,
        created=now,
        lines=tuple(line_of(alert) for alert in ranked[:MAX_LINES]),
        more=more + max(0, len(ranked) - MAX_LINES),
        text=text,
    )


def listed(held: Alert, fresh: Alert, item: Item, now: datetime) -> Alert:
    """Return the news of a list change or document that closes a story of the other: when, and the gap."""
    labels = {fact.label for fact in held.facts}
    if "Listed" in labels:
        return fresh
    if item.kind is ItemKind.LIST_CHANGE:
        if held.kind is AlertKind.LIST_CHANGE or "Announces" not in labels:
            return fresh  # it was listed when the story began
        closed = _closed(held, str(item.fields.get("list") or "list"), now)
        return replace(fresh, facts=(*fresh.facts, *closed))
    return listed_before(fresh, item, held) if held.kind is AlertKind.LIST_CHANGE else fresh


def listed_before(fresh: Alert, item: Item, change: Alert) -> Alert:
    """Return the news of a document whose list change the team was told of before."""
    closed = _closed(fresh, str(item.fields["announces"].get("list") or "list"), change.created)
    kept = (fact for fact in fresh.facts if fact.label != "Stage")
    return replace(fresh, facts=(*kept, *closed), lines=_of_one_rule(change.lines, fresh.lines))


def _closed(announced: Alert, list_name: str, day: datetime) -> tuple[Fact, Fact]:
    """Return that a document was carried out on a day, and the days since it was filed, published or read."""
    # what was read late was announced when it was filed
    first = min([announced.created, *(source.published for source in announced.sources if source.published)])
    days = gap_in_days(first, day)
    gap = f"{days} {'day' if days == 1 else 'days'} after the first word" if days else "the same day"
    if first.date() > day.date():
        gap = "before the document was published"
    return LISTED, Fact(label="Listed", value=f"{day:%Y-%m-%d} in the {short_name(list_name)}, {gap}")


def joined(alert: Alert, fresh: Alert, *, update_facts: bool, backwards: bool = False) -> Alert:
    """Return a told alert after another report of the same thing: its sources grow, severity may rise.

    `update_facts` lets a later stage of one purchase bring its own values (award, supplier, stage).
    `backwards`: reports come the newest first, which counts where they name no day.
    """
    known = {canonical_link(source.url) for source in alert.sources}
    sources = alert.sources + tuple(s for s in fresh.sources if canonical_link(s.url) not in known)
    rises = fresh.severity.rank < alert.severity.rank
    have = {(evidence.kind, evidence.term) for evidence in alert.evidence}
    evidence = alert.evidence + tuple(e for e in fresh.evidence if (e.kind, e.term) not in have)
    facts, lines, more = alert.facts, alert.lines or fresh.lines, alert.more
    why, offer = fresh.why if rises else alert.why, alert.offer_term
    if update_facts:
        why = (*why, *(one for one in fresh.why[1:] if one not in why))
        offer = fresh.offer_term or offer
        facts = _later(alert, fresh, backwards=backwards)
        if came_to_nothing(facts):  # what was sold is so no longer
            why, offer = tuple(one for one in why if not one.startswith(_SOLD)), ""
        if not any(_names_entries(one) for one in (alert, fresh)):  # attachments
            lines = alert.lines + tuple(one for one in fresh.lines if one not in alert.lines)
        else:
            lines = _of_one_rule(alert.lines, fresh.lines)
            # of those that no line names it is not known which are the same: as many as there are at least
            in_all = max(len(one.lines) + one.more for one in (alert, fresh))
            more = max(0, in_all - len(lines))
    changed = replace(
        alert,
        sources=sources,
        severity=fresh.severity if rises else alert.severity,
        why=why,
        offer_term=offer,
        evidence=evidence[:MAX_EVIDENCE],
        facts=facts,
        lines=lines,
        more=more,
    )
    told = (alert.facts, alert.lines, alert.more, alert.evidence)
    if alert.triage and (rises or (facts, lines, more, changed.evidence) != told):
        # what somebody took in hand or put aside has become something else: it is open again
        moved = Triage(state=TriageState.OPEN, user="", via="", name=MOVED_ON, at=fresh.created)
        changed = replace(changed, triage=None, steps=(*alert.steps, moved))
    return replace(changed, revision=alert.revision + 1) if changed != alert else alert


def _names_entries(alert: Alert) -> bool:
    """Whether the lines of an alert are entries of a list: it changed, or a document says that it will."""
    return alert.kind is AlertKind.LIST_CHANGE or any(fact.label == "Announces" for fact in alert.facts)


def _of_one_rule(lines: tuple[Line, ...], fresh: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return lines with those that are new among others: documents and lists repeat each other's entries."""
    named = {fold(one.text) for one in lines}
    return lines + tuple(one for one in fresh if fold(one.text) not in named)


def _later(alert: Alert, fresh: Alert, *, backwards: bool) -> tuple[Fact, ...]:
    """Return the values of a told alert with those of a fresh report of it; the stages passed are kept.

    A notice of an earlier day (read late) only fills in what is not known yet.
    """
    held = {fact.label: fact for fact in alert.facts}
    news = {fact.label: fact for fact in fresh.facts}
    days = [source.published for source in alert.sources if source.published]
    days += [alert.created] if alert.kind is AlertKind.LIST_CHANGE else []
    late = any(
        source.published < max(days) if source.published and days else backwards for source in fresh.sources
    )
    late = late and news.get("Stage") != LISTED  # whatever hour the document names, it was announced before
    values = held | {label: fact for label, fact in news.items() if not late or label not in held}
    if news.get("Stage") == ANNOUNCED and (alert.kind is AlertKind.LIST_CHANGE or "Stage" in held):
        values["Stage"] = held.get("Stage", LISTED)  # the document of a story that is further already
    elif "Stage" in held and "Stage" in news:
        now, _, before = held["Stage"].value.removesuffix(")").partition(" (before: ")
        stages = [now, *filter(None, before.split(", "))]
        stages = [*stages, news["Stage"].value] if late else [news["Stage"].value, *stages]
        first, *passed = dict.fromkeys(stages)
        told = f"{first} (before: {', '.join(passed)})" if passed else first
        values["Stage"] = Fact(label="Stage", value=told)
    if came_to_nothing(values.values()):
        past = {
            one: replace(values[one], value=_before_the_end(values[one].value))
            for one in WON
            if one in values
        }
        values |= past
    return ordered(values.values())


def came_to_nothing(facts: Iterable[Fact]) -> bool:
    """Whether the purchase of these facts failed or was cancelled, as its latest notice says."""
    return any(one.label == "Stage" and one.value.partition(" ")[0] in CAME_TO_NOTHING for one in facts)


def _before_the_end(value: str) -> str:
    value = value.replace(BETWEEN, "")
    return value if value.endswith(_PAST) else value + _PAST
