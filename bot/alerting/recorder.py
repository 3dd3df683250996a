"""What one poll means for every team, written in one transaction: items, source state, verdicts, alerts
and pending deliveries together. A crash leaves all of it or nothing.

Knows the stores; knows no chat, no network. Every function runs inside the caller's `atomic()`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import watchers.item_store
from bot.alerting import official, posting, suppliers, told, verdicts
from bot.alerting.drafting import draft
from bot.alerting.joining import held_by, join
from bot.alerting.occasion import Occasion, Scanned, Told
from bot.alerting.official import is_official
from bot.alerting.passages import passage_of
from bot.alerting.reprints import sketch
from bot.alerting.verdicts import Reason, Stage
from bot.alerting.wordings import Wording
from bot.alerts import Alert
from bot.entry_words import in_a_sentence
from bot.matching.teamviews import TeamView
from bot.outbox import outbox
from watchers.changes import Decision
from watchers.model import Item, ItemKind, Source, SourceState
from watchlists.model import Match, Severity
from watchlists.rules import Judgement, SeverityReason, judge

LATE = timedelta(hours=12)  # a source unread for so long (and six intervals) was down


def is_late(source: Source, state: SourceState, now: datetime) -> bool:
    """Return whether the source was unread for so long that the bot must have been down."""
    return state.last_success_at is not None and now - state.last_success_at > max(LATE, source.interval * 6)


def tell(occasion: Occasion, scanned: Sequence[Scanned], views: Mapping[str, TeamView]) -> Told:
    """Turn scanned items into verdicts, alerts and deliveries for every team that watches a hit."""
    hit = hits(scanned, views)
    _read(occasion.memory, hit)
    if reports := {one.key: one.item for items in hit.values() for one in items if one.is_worded}:
        occasion = replace(occasion, kin=official.kin(occasion.db, tuple(reports.items()), occasion.now))
    for team in sorted(hit):
        _tell_team(occasion, hit[team], views[team])
    return occasion.done


def hits(scanned: Iterable[Scanned], views: Mapping[str, TeamView]) -> dict[str, list[Scanned]]:
    """Return by team the items that name something it watches."""
    answer: dict[str, list[Scanned]] = {}
    for one in scanned:
        for team in {_team_of(match) for match in one.scan.matches} & views.keys():
            answer.setdefault(team, []).append(one)
    return answer


def read_ahead(memory: told.Memory, scanned: Iterable[Scanned], views: Mapping[str, TeamView]) -> None:
    """Let `memory` read, in few journeys, what telling these items will ask."""
    _read(memory, hits(scanned, views))


def _read(memory: told.Memory, by_team: Mapping[str, Sequence[Scanned]]) -> None:
    memory.read(
        [(team, one.keys) for team, items in by_team.items() for one in items],
        worded=[team for team, items in by_team.items() if any(one.is_worded for one in items)],
    )


def tell_official(occasion: Occasion, items: Sequence[Scanned], views: Mapping[str, TeamView]) -> Told:
    """Tell every team of official news (`is_official`), whether or not a term of theirs is in it.

    What names a watched party is high and explained by the term; any other has the severity of the team's
    rules. A list change under a rule that was announced joins that story.
    """
    kin = official.kin(occasion.db, [(one.key, one.item) for one in items], occasion.now)
    occasion = replace(occasion, kin=kin)
    tell(occasion, items, views)
    occasion.memory.read((team, one.keys) for team in views for one in items)
    for view in views.values():
        _tell_plainly(occasion, items, view)
    return occasion.done


def writings(
    decisions: Iterable[Decision], undetailed: frozenset[str], *, now: datetime
) -> list[watchers.item_store.Writing]:
    """Return the new and changed items of a poll as they are to be stored."""
    attempts = watchers.item_store.DETAIL_ATTEMPTS
    return [
        watchers.item_store.Writing(
            decision=decision, now=now, details_due=attempts if decision.key in undetailed else 0
        )
        for decision in decisions
    ]


def _tell_team(occasion: Occasion, scanned: Sequence[Scanned], view: TeamView) -> None:
    """Tell a team of the items that name something it watches."""
    db, memory, now, team = occasion.db, occasion.memory, occasion.now, view.team
    fresh: list[tuple[Scanned, Alert, str]] = []  # each with why
    for one in scanned:
        loud, quiet = _heard(one, view)
        if not loud:
            if quiet:
                detail = f"{quiet[0].term}: {view.muted[quiet[0].term]}"
                verdicts.save(db, one.verdict(team, Stage.MATCH, Reason.MUTED, detail, at=now))
            continue
        judgement = _judged(one, loud, view)
        if judgement.severity is Severity.NONE:
            verdicts.save(db, one.verdict(team, Stage.RULES, Reason.EVERYDAY, judgement.sentence, at=now))
            continue
        suppliers.remember(db, team, one.key, one.item, judgement.matches, now)
        alert = draft(one.item, one.name, judgement, view, source_name=occasion.source.name, now=now)
        terms = frozenset(match.term for match in judgement.matches)
        words = Wording(alert_id=alert.id, sketch=sketch(one.item.title, one.item.text), terms=terms)
        held_id, reason = held_by(occasion, team, one, words)
        if held_id is not None:
            if occasion.backfill and reason is Reason.SAME_ITEM:
                continue
            join(occasion, view, one, alert, held_id, reason)
            memory.remember_wording(team, one.key, replace(words, alert_id=held_id))
            continue
        if one.is_worded:
            memory.remember_wording(team, one.key, words)
        _keep(occasion, view, one, alert)
        fresh.append((one, alert, alert.why[0]))
    _post(occasion, view, fresh)


def _tell_plainly(occasion: Occasion, items: Sequence[Scanned], view: TeamView) -> None:
    """Tell a team of the official news in which nothing is named that it watches."""
    fresh: list[tuple[Scanned, Alert, str]] = []  # each with why
    for one in items:
        loud, quiet = _heard(one, view)
        if loud:
            continue  # told by its terms
        judgement = Judgement(
            severity=view.rules.list_change,
            reason=SeverityReason.LIST_CHANGE,
            sentence=f"{_official_news(one.item)}; no name on your watchlists is in"
            f" {_read_of(one.item)}{_but(quiet)}.",
        )
        plain = replace(view, notes={}, rate=None)
        alert = draft(
            one.item, one.name, judgement, plain, source_name=occasion.source.name, now=occasion.now
        )
        held_id, reason = held_by(occasion, view.team, one)
        if held_id is not None:
            join(occasion, view, one, alert, held_id, reason)
            continue
        _keep(occasion, view, one, alert)
        fresh.append((one, alert, judgement.sentence))
    _post(occasion, view, fresh)


def _keep(occasion: Occasion, view: TeamView, one: Scanned, alert: Alert) -> None:
    """Write an alert that is new to the team."""
    occasion.memory.remember_keys(view.team, one.keys, alert.id)
    outbox.record(occasion.db, alert, (), occasion.now)


def _post(occasion: Occasion, view: TeamView, fresh: Sequence[tuple[Scanned, Alert, str]]) -> None:
    """Tell a team of its fresh alerts, and write the verdict on the item of each, with why."""
    alerts = [alert for _, alert, _ in fresh]
    flood = posting.is_flood(occasion, view, alerts)
    for one, alert, detail in fresh:
        stage, reason = posting.stage(occasion, view, alert, flood=flood)
        verdict = one.verdict(
            view.team,
            stage,
            reason,
            detail,
            at=occasion.now,
            severity=alert.severity,
            alert_id=alert.id,
        )
        verdicts.save(occasion.db, verdict)
    posting.post(occasion, view, alerts)


def _heard(one: Scanned, view: TeamView) -> tuple[list[Match], list[Match]]:
    """Return the team's own matches in an item: those that count, and those that are muted."""
    own = [match for match in one.scan.matches if _team_of(match) == view.team]
    loud = [match for match in own if match.term not in view.muted]
    return loud, [match for match in own if match.term in view.muted]


def _team_of(match: Match) -> str:
    return match.watchlist.split("/", 1)[0]


def _judged(one: Scanned, loud: Sequence[Match], view: TeamView) -> Judgement:
    judgement = judge(
        loud,
        passage_of(one.item),
        view.rules,
        official=view.official,
        whole=one.item.kind is ItemKind.TENDER,
    )
    if is_official(one.item):
        terms = list(dict.fromkeys(match.term for match in judgement.matches))
        judgement = replace(
            judgement,
            severity=Severity.HIGH,
            reason=SeverityReason.LIST_CHANGE,
            sentence=f"{_official_news(one.item)} and names {in_a_sentence(terms)}.",
        )
    return judgement


def _but(muted: Sequence[Match]) -> str:
    terms = list(dict.fromkeys(match.term for match in muted))
    return f", other than the muted {in_a_sentence(terms)}" if terms else ""


def _official_news(item: Item) -> str:
    if item.kind is ItemKind.LIST_CHANGE:
        return "An official list changed"
    return f"An official document announces a change of the {item.fields['announces'].get('list', 'list')}"


def _read_of(item: Item) -> str:
    """Return what of official news was read: of a document perhaps not the text, which names the parties."""
    announces = item.fields.get("announces")
    if announces and "entries" not in announces:
        return "its title or abstract, all that could be read when this was told"
    return "it"
