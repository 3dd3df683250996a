"""What became of a told alert, in the words that stand below its message. Pure."""

from bot.alerting.drafting import WON, came_to_nothing
from bot.alerts import Alert, AlertKind, Move
from bot.replies import counted

_WEIGHTY = ("Supplier", "Proposed supplier", "Award", "Listed")
_TOLD = (*_WEIGHTY, "Budget", "Deadline", "Effective")
_CORRECTION = "correction"  # of a notice, mostly its deadline: no new stage of the purchase


def moved(held: Alert, grown: Alert) -> Move | None:
    """Return what is new in `grown` for who was told `held`; None where only its sources or passages grew.

    A corrected deadline, budget or day alone is `hushed`: only who follows the story reads it.
    """
    before = {fact.label: fact.value for fact in held.facts}
    fresh = {fact.label: fact.value for fact in grown.facts if before.get(fact.label) != fact.value}
    ended = came_to_nothing(grown.facts) and not came_to_nothing(held.facts)
    told = [f"{label}: {fresh[label]}" for label in _TOLD if label in fresh and not (ended and label in WON)]
    more = _entries(grown) - _entries(held) if grown.kind is AlertKind.LIST_CHANGE else 0
    told += [counted(more, "more entry", "more entries")] if more > 0 else []
    stage = fresh.get("Stage", "")
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
