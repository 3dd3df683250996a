"""What one poll means for every team, written in one transaction: items, source state, verdicts, alerts
and pending deliveries together. A crash leaves all of it or nothing.

Knows the stores; knows no chat, no network. Every function runs inside the caller's `atomic()`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

import watchers.item_store
from bot import official, outbox, suppliers, told, verdicts
from bot.alerts import Alert, AlertKind
from bot.database import Database
from bot.drafting import draft, joined, listed, passage_of, summary
from bot.matching import TeamView
from bot.official import is_official
from bot.reprints import is_reprint, sketch
from bot.verdicts import Reason, Stage, Verdict
from watchers.changes import Decision
from watchers.model import Item, ItemKind, Source, SourceState
from watchlists.model import Scan, Severity
from watchlists.rules import Judgement, SeverityReason, judge

FLOOD = 10  # more posts than this from one poll go out as one message
LATE = timedelta(hours=12)  # a source unread for so long (and six intervals) was down


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """An item to be told, as decided and scanned before the transaction began."""

    key: str
    item: Item
    identities: tuple[str, ...]
    scan: Scan


@dataclass(slots=True, kw_only=True)
class Told:
    """What a record did, for the log and for `poll`."""

    alerts: int = 0  # new ones
    joined: int = 0
    low: int = 0
    suppressed: int = 0

    def __add__(self, other: "Told") -> "Told":
        """Return both together."""
        return Told(
            alerts=self.alerts + other.alerts,
            joined=self.joined + other.joined,
            low=self.low + other.low,
            suppressed=self.suppressed + other.suppressed,
        )


def is_late(source: Source, state: SourceState, now: datetime) -> bool:
    """Return whether the source was unread for so long that the bot must have been down."""
    return state.last_success_at is not None and now - state.last_success_at > max(LATE, source.interval * 6)


def tell(
    db: Database,
    source: Source,
    scanned: Sequence[Scanned],
    views: Mapping[str, TeamView],
    *,
    now: datetime,
    baseline: bool = False,
    late: bool = False,
    read: int = 0,
    backfill: str = "",
    kin: Mapping[str, Sequence[str]] = MappingProxyType({}),
    memory: told.Memory | None = None,
) -> Told:
    """Turn scanned items into verdicts, alerts and deliveries for every team that watches a hit.

    `baseline`: they were there when the source was first read; each is kept as an alert, told in one
    summary. `late`: the bot was down; many alerts of all sources go out as one digest. `backfill`
    names a new term that is held against stored items: told in one summary too. `kin` are, by item, the
    stored official news that tell the same (`bot.official`). `memory` is shared by what is told in one
    transaction.
    """
    done = Told()
    memory = memory or told.Memory(db, now)
    hit = hits(scanned, views)
    read_ahead(memory, scanned, views)
    for team in sorted(hit):
        _tell_team(
            db,
            memory,
            source,
            hit[team],
            views[team],
            done,
            now=now,
            baseline=baseline,
            late=late,
            read=read,
            backfill=backfill,
            kin=kin,
        )
    return done


def hits(scanned: Iterable[Scanned], views: Mapping[str, TeamView]) -> dict[str, list[Scanned]]:
    """Return by team the items that name something it watches."""
    answer: dict[str, list[Scanned]] = {}
    for one in scanned:
        for team in {match.watchlist.split("/", 1)[0] for match in one.scan.matches} & views.keys():
            answer.setdefault(team, []).append(one)
    return answer


def read_ahead(memory: told.Memory, scanned: Iterable[Scanned], views: Mapping[str, TeamView]) -> None:
    """Let `memory` read, in few journeys, what telling these items will ask."""
    by_team = hits(scanned, views)
    memory.read(
        [
            (team, told.keys_of(one.item, one.key, one.identities))
            for team, items in by_team.items()
            for one in items
        ],
        worded=[team for team, items in by_team.items() if any(_worded(one.item) for one in items)],
    )


def _worded(item: Item) -> bool:
    """Whether the item may be a reprint, recognised by its wording."""
    return item.kind is ItemKind.NEWS and not is_official(item)


def _tell_team(
    db: Database,
    memory: told.Memory,
    source: Source,
    scanned: Sequence[Scanned],
    view: TeamView,
    done: Told,
    *,
    now: datetime,
    baseline: bool,
    late: bool,
    read: int,
    backfill: str,
    kin: Mapping[str, Sequence[str]],
) -> None:
    team = view.team
    fresh: list[Alert] = []
    for one in scanned:
        judgement, verdict = _judged(one, view)
        if judgement is None:
            if verdict is not None:
                verdicts.save(db, _verdict(one, team, verdict, Severity.NONE, None, now))
                done.suppressed += 1
            continue
        keys = told.keys_of(one.item, one.key, one.identities)
        suppliers.remember(db, team, one.key, one.item, judgement.matches, now)
        alert = draft(
            one.item,
            one.key,
            judgement,
            team=team,
            source_name=source.name,
            notes=view.notes,
            now=now,
            rate=view.rate,
        )
        terms = frozenset(match.term for match in judgement.matches)
        words = told.Wording(alert_id=alert.id, sketch=sketch(one.item.title, one.item.text), terms=terms)
        held_id, reason = _held(db, memory, team, keys, words, one.item, kin.get(one.key, ()))
        if held_id is not None:
            if backfill and reason is Reason.SAME_ITEM:
                continue
            _join(
                db, memory, held_id, alert, one, view, keys, reason, done, now=now, late=late, first=baseline
            )
            memory.remember_wording(team, one.key, replace(words, alert_id=held_id))
            continue
        memory.remember_keys(team, keys, alert.id)
        if _worded(one.item):
            memory.remember_wording(team, one.key, words)
        outbox.record(db, alert, (), now)
        fresh.append(alert)
        stage, why = _stage(alert, view, baseline=baseline, backfill=bool(backfill))
        verdicts.save(db, _verdict(one, team, (stage, why, alert.why[0]), alert.severity, alert.id, now))
    _deliver(
        db,
        memory,
        source,
        fresh,
        view,
        done,
        now=now,
        baseline=baseline,
        late=late,
        read=read,
        backfill=backfill,
    )


def _judged(one: Scanned, view: TeamView) -> tuple[Judgement | None, tuple[Stage, Reason, str] | None]:
    """Return the team's judgement of an item, or None and what to note of it."""
    own = [match for match in one.scan.matches if match.watchlist.split("/", 1)[0] == view.team]
    loud = [match for match in own if match.term not in view.muted]
    if not loud:
        if own:
            return None, (Stage.MATCH, Reason.MUTED, f"{own[0].term}: {view.muted[own[0].term]}")
        return None, None
    judgement = judge(
        loud,
        passage_of(one.item),
        view.rules,
        official=view.official,
        whole=one.item.kind is ItemKind.TENDER,
    )
    if is_official(one.item):
        judgement = replace(
            judgement,
            severity=Severity.HIGH,
            reason=SeverityReason.LIST_CHANGE,
            sentence=f"{_official_news(one.item)} and names {judgement.matches[0].term}.",
        )
    return judgement, None


def _official_news(item: Item) -> str:
    if item.kind is ItemKind.LIST_CHANGE:
        return "An official list changed"
    return f"An official document announces a change of the {item.fields['announces'].get('list', 'list')}"


def _held(
    db: Database,
    memory: told.Memory,
    team: str,
    keys: Sequence[str],
    words: told.Wording | None,
    item: Item,
    kin: Sequence[str] = (),
) -> tuple[str | None, Reason]:
    """Return the alert that this item belongs to already, and by what it was recognised."""
    for key in (*keys, *(f"kin:{other}" for other in kin)):
        held = memory.alert_of(team, key.replace("kin:", "item:", 1) if key.startswith("kin:") else key)
        if held is None or (key.startswith("project:") and _another_buyer(db, held, item)):
            continue
        reason = _KEY_REASONS[key.partition(":")[0]]
        if reason is Reason.SAME_RULE and official.told_by_source(db, held, item):
            continue  # more of a rule, by a source that told some of it before: news, not a repeat
        return held, reason
    if words is not None and _worded(item):
        for past in memory.wordings(team).sharing(words.terms):
            if is_reprint(words.sketch, past.sketch, terms=words.terms, other_terms=past.terms):
                return past.alert_id, Reason.REPRINT
    return None, Reason.NEW


def _another_buyer(db: Database, held_id: str, item: Item) -> bool:
    """Whether the alert is of a purchase by somebody else: project numbers are not unique in a country."""
    held = outbox.alert(db, held_id)
    own = told.letters(str(item.fields.get("buyer") or ""))
    theirs = {told.letters(fact.value) for fact in held.facts if fact.label == "Buyer"} if held else set()
    return bool(own and theirs) and not any(own in one or one in own for one in theirs)


# Later reports of the very thing bring its newer values; a reprint or another feed's copy does not.
_SAME_THING = (Reason.SAME_ITEM, Reason.SAME_PROJECT, Reason.SAME_DOCUMENT, Reason.SAME_RULE)
_MOVES_ON = (Reason.SAME_PROJECT, Reason.SAME_RULE, Reason.SAME_DOCUMENT)  # a later stage, no second report
_KEY_REASONS = {
    "item": Reason.SAME_ITEM,
    "id": Reason.SAME_ITEM,
    "link": Reason.SAME_LINK,
    "fr": Reason.SAME_DOCUMENT,
    "rule": Reason.SAME_RULE,
    "page": Reason.SAME_RULE,
    "kin": Reason.SAME_RULE,
    "project": Reason.SAME_PROJECT,
}


def _join(
    db: Database,
    memory: told.Memory,
    held_id: str,
    fresh: Alert,
    one: Scanned,
    view: TeamView,
    keys: Sequence[str],
    reason: Reason,
    done: Told,
    *,
    now: datetime,
    late: bool = False,
    first: bool = False,
) -> None:
    """Let an item join the alert the team has: its sources grow, a posted message is updated in place.

    `late` is that of `tell`; `first`: its source is read for the first time, so that nothing is posted.
    """
    memory.remember_keys(view.team, keys, held_id)
    held = outbox.alert(db, held_id)
    detail = f"The team was told already, as alert {held_id}."
    if held is not None:
        if reason is Reason.SAME_RULE:
            fresh = listed(held, fresh, one.item, now)
        grown = joined(held, fresh, update_facts=reason in _SAME_THING)
        if grown is not held:
            loud = grown.severity in view.rules.post
            rises = loud and held.severity not in view.rules.post
            # Told only inside a summary or digest, it has no message that could be edited: the new stage is
            # posted. What this very poll brought is delivered with the others of the poll.
            moves = loud and held.created < now and reason in _MOVES_ON and not first
            unseen = moves and not outbox.deliveries(db, held_id)
            to = outbox.destinations(db, view.team) if rises or unseen else ()
            outbox.record(db, grown, to, now, late=late)
            if moves:
                unseen = bool(outbox.retell(db, grown, now, late=late)) or unseen
            if rises:
                verdicts.leave_digest(db, held_id)
                detail = f"It made alert {held_id} {grown.severity}, so that one was posted."
            elif unseen:
                detail = f"It moved alert {held_id} on, which was told in a summary only, so it was posted."
            else:
                detail = f"It joined alert {held_id} (“{held.title}”)."
            done.joined += 1
    verdicts.save(db, _verdict(one, view.team, (Stage.DEDUPE, reason, detail), fresh.severity, held_id, now))
    done.suppressed += 1


def _stage(alert: Alert, view: TeamView, *, baseline: bool, backfill: bool) -> tuple[Stage, Reason]:
    if backfill:
        return Stage.BASELINE, Reason.BACKFILL
    if baseline:
        return Stage.BASELINE, Reason.FIRST_POLL
    if alert.severity not in view.rules.post:
        return Stage.RULES, Reason.DIGEST
    return Stage.POSTED, Reason.NEW


def _deliver(
    db: Database,
    memory: told.Memory,
    source: Source,
    fresh: Sequence[Alert],
    view: TeamView,
    done: Told,
    *,
    now: datetime,
    baseline: bool,
    late: bool,
    read: int,
    backfill: str,
) -> None:
    """Decide in how many messages the team hears of its fresh alerts, and enqueue them."""
    loud = [alert for alert in fresh if alert.severity in view.rules.post]
    quiet = [alert for alert in fresh if alert.severity not in view.rules.post]
    destinations = memory.destinations(view.team)
    done.alerts += len(loud)
    done.low += len(quiet)
    if baseline or backfill:
        if fresh:
            if backfill:
                title = f"New term {backfill}: {_count(len(fresh), 'stored item')} name it"
                seed = f"backfill\x1f{backfill}\x1f{now.isoformat()}"
            else:
                title = f"{source.name}: first read, {_count(len(fresh), 'match', 'matches')}"
                title += f" among {_count(read, 'item')}; from now on only what is new is told"
                seed = f"baseline\x1f{source.id}\x1f{now.isoformat()}"
            kind = AlertKind.DIGEST if backfill else AlertKind.BASELINE
            message = summary(kind, title, fresh, team=view.team, seed=seed, now=now)
            outbox.record(db, message, destinations, now)
        return
    for alert in quiet:
        verdicts.queue_for_digest(db, view.team, alert.id, now)
    if len(loud) > FLOOD and not late:
        title = f"{source.name}: {_count(len(loud), 'alert')} in one poll"
        seed = f"flood\x1f{source.id}\x1f{now.isoformat()}"
        message = summary(AlertKind.DIGEST, title, loud, team=view.team, seed=seed, now=now)
        outbox.record(db, message, destinations, now)
        return
    for alert in loud:  # late ones wait for those of other sources, to go out in one digest
        outbox.enqueue(db, alert, destinations, now, late=late)


def tell_official(
    db: Database,
    source: Source,
    items: Sequence[Scanned],
    views: Mapping[str, TeamView],
    *,
    now: datetime,
    late: bool = False,
    memory: told.Memory | None = None,
) -> Told:
    """Tell every team of official news (`is_official`), whether or not a term of theirs is in it.

    What names a watched party is high and explained by the term; any other has the severity of the team's
    rules. A list change under a rule that was announced joins that story. `late` is that of `tell`.
    """
    memory = memory or told.Memory(db, now)
    kin = official.kin(db, [(one.key, one.item) for one in items], now)
    done = tell(db, source, items, views, now=now, late=late, kin=kin, memory=memory)
    keys_of = {one.key: told.keys_of(one.item, one.key, one.identities) for one in items}
    memory.read((team, keys) for team in views for keys in keys_of.values())
    for view in views.values():
        plain: list[Alert] = []
        for one in items:
            if _judged(one, view)[0] is not None:
                continue  # told above, by its terms
            keys = keys_of[one.key]
            judgement = Judgement(
                severity=view.rules.list_change,
                reason=SeverityReason.LIST_CHANGE,
                sentence=f"{_official_news(one.item)}; no name on your watchlists is in it.",
            )
            alert = draft(
                one.item, one.key, judgement, team=view.team, source_name=source.name, notes={}, now=now
            )
            held_id, reason = _held(db, memory, view.team, keys, None, one.item, kin.get(one.key, ()))
            if held_id is not None:
                _join(db, memory, held_id, alert, one, view, keys, reason, done, now=now, late=late)
                continue
            memory.remember_keys(view.team, keys, alert.id)
            outbox.record(db, alert, (), now)
            plain.append(alert)
            verdict = (*_stage(alert, view, baseline=False, backfill=False), judgement.sentence)
            verdicts.save(db, _verdict(one, view.team, verdict, alert.severity, alert.id, now))
        _deliver(
            db, memory, source, plain, view, done, now=now, baseline=False, late=late, read=0, backfill=""
        )
    return done


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


def _verdict(
    one: Scanned,
    team: str,
    verdict: tuple[Stage, Reason, str],
    severity: Severity,
    alert_id: str | None,
    now: datetime,
) -> Verdict:
    stage, reason, detail = verdict
    return Verdict(
        item_key=one.key,
        team=team,
        stage=stage,
        reason=reason,
        detail=detail,
        severity=str(severity),
        alert_id=alert_id,
        at=now,
    )


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
