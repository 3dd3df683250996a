"""`sources list|remove|pause|resume`: what is read.

Synchronous; returns Replies. Adding a source needs the network and lives in `bot.app`.
"""

from datetime import datetime, timedelta
from itertools import pairwise

import watchers.leases
import watchers.store
from bot.actors import Actor
from bot.commands.desk import Desk
from bot.replies import Bullets, Paragraph, Part, Reply, Table, Tone, counted
from bot.triage import audit
from watchers.keys import masked
from watchers.model import Source, SourceState

_SAMPLE = 6  # sources named at a fault before the rest is counted
_NO_SOURCES = (
    "The first `sanctions-watch run` adds the default ones; `sources add URL` in a shell adds your own."
)


def sources_list(desk: Desk) -> Reply:
    """Answer which sources are polled and how they are."""
    now = desk.clock()
    rows, data = [], []
    faults: dict[str, list[str]] = {}
    for source, state in watchers.store.sources_and_states(desk.db):
        health = _health(source, state)
        if state.failures and not source.paused:
            faults.setdefault(state.last_error or "no reason given", []).append(source.id)
        rows.append(
            (
                source.id,
                source.name or source.id,  # alerts call it so
                health,
                _ago(state.last_success_at, now),
                _ago(state.last_item_at, now),
                _span(state.usual_gap) if state.usual_gap else "",
                _span(source.interval),
            )
        )
        data.append(
            {
                "id": source.id,
                "kind": str(source.kind),
                "url": masked(source.url),
                "name": source.name,
                "interval_seconds": int(source.interval.total_seconds()),
                "paused": source.paused,
                "health": health,
                "failures": state.failures,
                "last_error": state.last_error,
                "last_success": _iso(state.last_success_at),
                "last_item": _iso(state.last_item_at),
                "next_poll": _iso(state.next_poll_at),
                "usual_gap_seconds": int(state.usual_gap.total_seconds()) if state.usual_gap else None,
            }
        )
    if not rows:
        return Reply(title="No sources yet", parts=(Paragraph(_NO_SOURCES),), data=data)
    heads = ("Source", "Name", "Health", "Last read", "Last new", "Usual gap", "Every")
    parts: tuple[Part, ...] = (Table(heads, tuple(rows)),)
    if faults:
        said = tuple(f"{fault} ({_listed(ids)})" for fault, ids in faults.items())
        parts = (*parts, Paragraph("What the failing ones say:"), Bullets(said))
    return Reply(title=counted(len(rows), "source"), parts=parts, data=data)


def _listed(ids: list[str]) -> str:
    more = f" and {len(ids) - _SAMPLE} more" if len(ids) > _SAMPLE else ""
    return ", ".join(ids[:_SAMPLE]) + more


def _health(source: Source, state: SourceState) -> str:
    if source.paused:
        return "paused"
    if state.failures:
        return f"failing {state.failures}×"
    if state.last_success_at is None:
        return "not read yet"
    return "ok" if state.last_item_at or source.kind.is_list else "no entry yet"


def source_meant(desk: Desk, said: str) -> str:
    """Return the id of the one source of this id or name, in any letters; else what was said."""
    wanted = said.casefold()
    held = watchers.store.sources(desk.db)
    if any(one.id == said for one in held):
        return said
    found = [one.id for one in held if wanted in (one.id.casefold(), (one.name or "").casefold())]
    return found[0] if len(found) == 1 else said


def source_named(desk: Desk, source_id: str) -> str:
    """Return the name of a source. Raises UnknownSource."""
    return watchers.store.get_source(desk.db, source_id).name or source_id


def sources_remove(desk: Desk, actor: Actor, source_id: str) -> Reply:
    """Stop polling a source and forget its state."""
    with desk.db.atomic():
        gone = watchers.store.get_source(desk.db, source_id)
        watchers.store.remove_source(desk.db, source_id)
        audit.append(desk.db, actor, "sources.remove", source_id, before=masked(gone.url), now=desk.clock())
    return Reply(
        title=f"Source {source_id} removed by {actor.user}; what it brought stays on record",
        tone=Tone.WARNING,
        data={"removed": source_id},
        public=True,
    )


def sources_pause(desk: Desk, actor: Actor, source_id: str, *, paused: bool) -> Reply:
    """Pause a source, or go on with it at once."""
    with desk.db.atomic():
        watchers.store.pause_source(desk.db, source_id, paused=paused)
        if not paused:
            watchers.leases.pull_forward(desk.db, source_id, desk.clock())
        audit.append(
            desk.db, actor, f"sources.{'pause' if paused else 'resume'}", source_id, now=desk.clock()
        )
    return Reply(
        title=f"Source {source_id} {'paused' if paused else 'resumed'} by {actor.user}",
        tone=Tone.WARNING if paused else Tone.OK,
        data={"source": source_id, "paused": paused},
        public=True,
    )


def _span(span: timedelta) -> str:
    """Return a length of time as people say it: 45 s, 12 min, 1 h 10 min, 6 h, 2 d 3 h."""
    seconds = int(span.total_seconds())
    for (unit, size), (lesser, part) in pairwise((("d", 86_400), ("h", 3_600), ("min", 60), ("s", 1))):
        whole, rest = divmod(seconds, size)
        if whole:
            more = f" {rest // part} {lesser}" if lesser != "s" and rest >= part else ""
            return f"{whole} {unit}{more}"
    return f"{seconds} s"


def _ago(moment: datetime | None, now: datetime) -> str:
    return f"{_span(max(now - moment, timedelta()))} ago" if moment else ""


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
