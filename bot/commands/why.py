"""`why`: what happened to an item at every stage. Synchronous; returns a Reply."""

from typing import Any

import watchers.looking_back
import watchers.store
from bot.actors import Actor
from bot.alerting import verdicts
from bot.commands.desk import Desk
from bot.commands.names import explained
from bot.commands.quiet import why_it_waits
from bot.errors import CallError
from bot.outbox import outbox
from bot.replies import Bullets, Facts, Link, Paragraph, Part, Reply, Tone, when
from watchers.changes import canonical_link
from watchers.model import Item, ItemKind
from watchlists.model import Match, Rejection, Scan

_MOST_LINES = 20  # of what was found and refused


def why(desk: Desk, actor: Actor, url: str) -> Reply:
    """Answer what happened to the item at an address, at every stage, also why it was not posted."""
    address = url.strip().strip("<>").split("|", 1)[0]
    link = canonical_link(address if "://" in address or not address else f"https://{address}")
    if not link:
        raise CallError("Give the address of the item: why URL")
    if "://" not in address and "." not in address:
        raise CallError(
            f"“{address}” is no address; say why and that of the item. Of an alert ask: alerts show ID."
        )
    found = list(watchers.looking_back.items_by_identity(desk.db, f"link:{link}"))
    known = {key for key, _, _ in found}
    found += [one for one in watchers.looking_back.items_by_link(desk.db, link) if one[0] not in known]
    if not found:
        return Reply(
            title="Not held",
            parts=(
                Paragraph(
                    "No item with that address was read. Either no source brought it, or the source has"
                    " not been polled since; `sources list` shows when each was read last."
                ),
            ),
            tone=Tone.WARNING,
            data={"url": url, "items": []},
        )
    desk.matching.refresh(desk.db, desk.clock())
    parts: list[Part] = []
    data = []
    sources = {one.id: one.name or one.id for one in watchers.store.sources(desk.db)}
    for key, item, seen in found:
        one, shown = _story(desk, actor, key, item)
        one["first_seen"] = seen.isoformat()
        name = sources.get(item.source, item.source)
        source = name if name == item.source else f"{name} ({item.source})"
        parts += [Facts((("Item", Link(item.title or item.url, item.url)), ("Source", source)))]
        parts += [Bullets((f"read: first seen {when(seen)}", *shown))]
        data.append(one)
    return Reply(title="What happened to this item", parts=tuple(parts), data={"url": url, "items": data})


def _story(desk: Desk, actor: Actor, key: str, item: Item) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return one item's way through the stages, as data and as lines."""
    from bot.alerting.passages import passage_of

    scan = _own(desk.matching.scan(passage_of(item), rejected=True), actor.team)
    held = verdicts.of_item(desk.db, key, actor.team)
    verdict = held[0] if held else None
    lines = list(dict.fromkeys([*_found(item, scan.matches), *map(_refused, scan.rejected)]))[:_MOST_LINES]
    deliveries = []
    if verdict is None:
        lines.append("rules: nothing to tell this team")
    else:
        lines.append(f"{verdict.stage}: {verdict.reason}, severity {verdict.severity}. {verdict.detail}")
        for delivery in outbox.deliveries(desk.db, verdict.alert_id) if verdict.alert_id else ():
            at = f", {when(delivery.changed)}" if delivery.changed else ""
            why_there = f" ({waits})" if (waits := why_it_waits(delivery)) else ""
            lines.append(f"delivery: {delivery.state}{why_there} at {delivery.destination.id}{at}")
            deliveries.append({"destination": delivery.destination.id, "state": str(delivery.state)})
    data = {
        "key": key,
        "id": item.id,
        "source": item.source,
        "title": item.title,
        "url": item.url,
        "matches": list(map(_match_json, scan.matches)),
        "rejected": list(map(_rejection_json, scan.rejected)),
        "verdict": _verdict_json(verdict) if verdict is not None else None,
        "deliveries": deliveries,
    }
    return data, tuple(lines)


def _own(scan: Scan, team: str) -> Scan:
    """Return what a scan holds of the watchlists of one team."""

    def is_own(one: Match | Rejection) -> bool:
        return one.watchlist.partition("/")[0] == team

    return Scan(tuple(filter(is_own, scan.matches)), tuple(filter(is_own, scan.rejected)))


def _found(item: Item, matches: tuple[Match, ...]) -> list[str]:
    """Return a line for each term found, with its best match."""
    if not matches:  # a notice is matched as a whole when it comes, and kept without what speaks of persons
        place = "what is kept of it" if item.kind is ItemKind.TENDER else "it"
        return [f"match: no term of the team’s watchlists is in {place}"]
    lines = []
    for term in dict.fromkeys(match.term for match in matches):
        best = max((match for match in matches if match.term == term), key=lambda match: match.score)
        why_found = explained(best.reason, best.detail)
        lines.append(f"match: {term} ({best.kind}) as “{best.surface}”: {why_found}")
    return lines


def _refused(rejected: Rejection) -> str:
    detail = f": {rejected.detail}" if rejected.detail else ""
    return f"not counted: “{rejected.surface}” is not {rejected.term} ({rejected.reason}{detail})"


def _match_json(match: Match) -> dict[str, str]:
    return {
        "term": match.term,
        "kind": match.kind,
        "surface": match.surface,
        "reason": str(match.reason),
        "detail": match.detail,
    }


def _rejection_json(rejected: Rejection) -> dict[str, str]:
    return {
        "term": rejected.term,
        "surface": rejected.surface,
        "reason": str(rejected.reason),
        "detail": rejected.detail,
    }


def _verdict_json(verdict: verdicts.Verdict) -> dict[str, Any]:
    return {
        "stage": str(verdict.stage),
        "reason": str(verdict.reason),
        "detail": verdict.detail,
        "severity": verdict.severity,
        "alert": verdict.alert_id,
    }
