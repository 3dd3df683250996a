"""Which alert a team has of an item already, how the item joins it, and what is said of that below a message.

Knows alerts, the outbox and what was told. Must not know watchlists, scans or how much is posted.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.alerting import official, told, verdicts
from bot.alerting.drafting import WON, came_to_nothing, joined, listed, listed_before
from bot.alerting.occasion import FLOOD, Occasion, Scanned
from bot.alerting.reprints import is_reprint
from bot.alerting.verdicts import Reason, Stage
from bot.alerting.wordings import Wording
from bot.alerts import Alert, AlertKind, Move
from bot.database.interface import Database
from bot.matching.teamviews import TeamView
from bot.outbox import outbox, quiet
from bot.replies import counted
from watchers.model import Item

# Later reports of the very thing bring its newer values; a reprint or another feed's copy does not.
_SAME_THING = (Reason.SAME_ITEM, Reason.SAME_PROJECT, Reason.SAME_DOCUMENT, Reason.SAME_RULE)
_MOVES_ON = (Reason.SAME_PROJECT, Reason.SAME_RULE, Reason.SAME_DOCUMENT)  # a later stage, no second report
_MOVES = 20  # of an alert that are kept; each is told once
# Facts that are told below a message, those that are worth showing in the channel first
_WEIGHTY = ("Supplier", "Proposed supplier", "Award", "Listed")
_TOLD = (*_WEIGHTY, "Budget", "Deadline", "Effective")
_CORRECTION = "correction"  # of a notice, mostly its deadline: no new stage of the purchase
_KEY_REASONS = {
    "item": Reason.SAME_ITEM,
    "id": Reason.SAME_ITEM,
    "link": Reason.SAME_LINK,
    "fr": Reason.SAME_DOCUMENT,
    "rule": Reason.SAME_RULE,
    "page": Reason.SAME_RULE,
    "kin": Reason.SAME_RULE,
    "carried": Reason.SAME_DOCUMENT,
    "project": Reason.SAME_PROJECT,
}


def held_by(
    occasion: Occasion, team: str, one: Scanned, words: Wording | None = None
) -> tuple[str | None, Reason]:
    """Return the alert that an item belongs to already, and by what it was recognised.

    `words` are given where its wording may show it to be a reprint.
    """
    memory = occasion.memory
    for held, reason in _told_by_key(occasion, team, one):
        if reason is Reason.SAME_PROJECT and _another_buyer(occasion.db, held, one.item):
            continue
        if reason is Reason.SAME_RULE and official.told_by_source(occasion.db, held, one.item):
            continue  # more of a rule, by a source that told some of it before: news, not a repeat
        return held, reason
    if words is not None and one.is_worded:
        for past in memory.wordings(team).like(words):
            if is_reprint(words.sketch, past.sketch, terms=words.terms, other_terms=past.terms):
                return past.alert_id, Reason.REPRINT
    return None, Reason.NEW


def _is_the_thing(item: Item, reason: Reason) -> bool:
    """Whether the item brings newer values of what it joins; a page that carries a document has none."""
    carries = reason is Reason.SAME_DOCUMENT and "document_number" not in item.fields
    return reason in _SAME_THING and not carries


def _item(kin: str) -> str:
    return f"item:{kin.partition(':')[2]}"


def _told_by_key(occasion: Occasion, team: str, one: Scanned) -> Iterator[tuple[str, Reason]]:
    """Yield the alerts that the team got for the item's keys and kin, by the strongest first."""
    kin = occasion.kin.get(one.key, ())
    for key, told_by in (*((key, key) for key in one.keys), *((key, _item(key)) for key in kin)):
        if (held := occasion.memory.alert_of(team, told_by)) is not None:
            yield held, _KEY_REASONS[key.partition(":")[0]]


def _told_as_listed(occasion: Occasion, team: str, one: Scanned, held_id: str) -> Alert | None:
    """Return another alert than the document's own, which told the team that a list carried it out."""
    if not one.item.fields.get("announces"):
        return None
    for other_id, reason in _told_by_key(occasion, team, one):
        if reason is Reason.SAME_RULE and other_id != held_id:
            other = outbox.alert(occasion.db, other_id)
            if other is not None and other.kind is AlertKind.LIST_CHANGE:
                return other
    return None


def _another_buyer(db: Database, held_id: str, item: Item) -> bool:
    """Whether the alert is of a purchase by somebody else."""
    held = outbox.alert(db, held_id)
    theirs = [fact.value for fact in held.facts if fact.label == "Buyer"] if held else []
    return told.other_buyers([str(item.fields.get("buyer") or "")], theirs)


def join(
    occasion: Occasion, view: TeamView, one: Scanned, fresh: Alert, held_id: str, reason: Reason
) -> None:
    """Let an item join the alert the team has: its sources grow, a posted message is updated in place.

    `fresh` is the item as an alert of its own.
    """
    occasion.memory.remember_keys(view.team, one.keys, held_id)
    held = outbox.alert(occasion.db, held_id, to_change=True)
    detail = f"The team was told already, as alert {held_id}."
    if held is not None:
        detail = _joined(occasion, view, one, fresh, held, reason) or detail
    verdict = one.verdict(
        view.team,
        Stage.DEDUPE,
        reason,
        detail,
        at=occasion.now,
        severity=fresh.severity,
        alert_id=held_id,
    )
    verdicts.save(occasion.db, verdict)


def _joined(
    occasion: Occasion, view: TeamView, one: Scanned, fresh: Alert, held: Alert, reason: Reason
) -> str:
    """Write the alert as it is with the item; return what that did in a sentence, "" where it did nothing."""
    db, now = occasion.db, occasion.now
    if reason is Reason.SAME_RULE:
        fresh = listed(held, fresh, one.item, now)
    elif other := _told_as_listed(occasion, view.team, one, held.id):
        fresh = listed_before(fresh, one.item, other)
    earlier = held.created < (occasion.begun or now)
    # what is stored is told the newest first
    backwards = occasion.backfill and not earlier
    grown = joined(held, fresh, update_facts=_is_the_thing(one.item, reason), backwards=backwards)
    if grown is held:
        return ""
    loud = grown.severity in view.rules.post
    # The rules may have changed since: what they once left to the digest waits there still.
    waited = held.severity not in view.rules.post or verdicts.waits_for_digest(db, view.team, held.id)
    rises = loud and waited
    # Told only inside a summary or digest, it has no message that could be edited: the new stage is posted.
    # What this very occasion brought is delivered with its other alerts, and of a first poll nothing is.
    graver = grown.severity is not held.severity  # it never sinks
    moves = loud and earlier and (graver or reason in _MOVES_ON) and not occasion.baseline
    unseen = moves and not outbox.deliveries(db, held.id)
    if moves and not (rises or unseen) and (move := moved(held, grown)):
        many = occasion.late or occasion.moved[view.team] >= FLOOD
        hushed = move.hushed or many or quiet.held_until(db, grown, now) is not None
        occasion.moved[view.team] += not hushed
        move = replace(move, hushed=hushed, url=fresh.sources[0].url, at=now)
        grown = replace(grown, moves=(*held.moves, move)[-_MOVES:])
    to = outbox.destinations(db, view.team) if rises or unseen else ()
    outbox.record(db, grown, to, now, late=occasion.late)
    if grown.triage != held.triage:  # it is open again
        outbox.show_in_summaries(db, grown, now)
    if moves:
        unseen = bool(outbox.retell(db, grown, now, late=occasion.late)) or unseen
    occasion.done.joined += 1
    if rises:
        verdicts.leave_digest(db, held.id)
        return f"It made alert {held.id} {grown.severity}, so that one was posted."
    if unseen and graver:
        return f"It made alert {held.id} {grown.severity}, which was told in a summary only: it was posted."
    if unseen:
        return f"It moved alert {held.id} on, which was told in a summary only, so it was posted."
    return f"It joined alert {held.id} (“{held.title}”)."


def moved(held: Alert, grown: Alert) -> Move | None:
    """Return what is new in `grown` for who was told `held`; None where only its sources or passages grew.

    A corrected deadline, budget or day alone is `hushed`: only who follows the story reads it.
    """
    before = {fact.label: fact.value for fact in held.facts}
    fresh = {fact.label: fact for fact in grown.facts if before.get(fact.label) != fact.value}
    ended = came_to_nothing(grown.facts) and not came_to_nothing(held.facts)
    labels = [label for label in _TOLD if label in fresh and not (ended and label in WON)]
    told = [f"{label}: {fresh[label].shown}" for label in labels]
    more = _entries(grown) - _entries(held) if grown.kind is AlertKind.LIST_CHANGE else 0
    told += [counted(more, "more entry", "more entries")] if more > 0 else []
    stage = fresh["Stage"].value if "Stage" in fresh else ""
    heads = [stage] if stage else []
    if grown.severity is not held.severity:
        heads.append(f"now {grown.severity} severity")
        told += grown.why[:1]
    if not (heads or told):
        return None
    weighty = (
        grown.severity is not held.severity
        or stage.partition(" ")[0] not in ("", _CORRECTION)
        or more > 0
        or any(label in fresh for label in _WEIGHTY)
    )
    return Move(
        revision=grown.revision,
        head=", ".join(heads) or "news of it",
        told=tuple(told),
        hushed=not weighty,
    )


def _entries(alert: Alert) -> int:
    return len(alert.lines) + alert.more
