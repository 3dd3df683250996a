"""`rules`: what a team is told at once, and how near is near. Synchronous; returns Replies.

What else a team's rules may say (`watchlists.rules`) is kept as it is, and shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import watchlists.store
from bot.actors import Actor
from bot.commands.desk import Desk
from bot.entry_words import in_a_sentence
from bot.errors import CallError
from bot.replies import Facts, Offer, Paragraph, Reply
from bot.triage import audit
from watchlists.model import Severity
from watchlists.rules import Rules

FARTHEST = 10_000  # characters; what is farther apart than a long article is anywhere
_SET = ("post", "near")  # what the commands change
_HOW = (
    "`rules set` changes them, with `--post high` (or medium, low, none) or `--near 250`; `rules reset` sets"
    " them as a new team has them."
)


def show(desk: Desk, actor: Actor) -> Reply:
    """Answer what is posted at once, what waits for the daily digest, and how near is near."""
    reply = _said(_stored(desk, actor))
    return replace(reply, parts=(*reply.parts, Paragraph(_HOW)))


def change(desk: Desk, actor: Actor, *, post: str | None, near: int | None) -> Reply:
    """Set the least severity that is posted at once (`none`: nothing is), how near is near, or both.

    Raises CallError where neither is named.
    """
    if post is None and near is None:
        raise CallError(
            "Say what is posted at once (`rules set --post high`) or how near is near (`--near 250`)."
        )
    new: dict[str, Any] = {}
    if post is not None:
        new["post"] = [str(severity) for severity in Severity(post).and_graver()]
    if near is not None:
        new["near"] = near
    return _save(desk, actor, _stored(desk, actor) | new)


def reset(desk: Desk, actor: Actor) -> Reply:
    """Post at once, and count as near, what a new team does."""
    kept = {name: value for name, value in _stored(desk, actor).items() if name not in _SET}
    return _save(desk, actor, kept)


def _stored(desk: Desk, actor: Actor) -> dict[str, Any]:
    return watchlists.store.teams(desk.db).get(actor.team, {})


def _save(desk: Desk, actor: Actor, new: Mapping[str, Any]) -> Reply:
    with desk.db.atomic():
        before = _words(Rules.from_json(_stored(desk, actor)))
        after, now = _words(Rules.from_json(new)), desk.clock()
        watchlists.store.save_team(desk.db, actor.team, new, now)
        audit.append(desk.db, actor, "alerts.rules", actor.team, before=before, after=after, now=now)
    undo = (Offer(label="Undo", words=f"rules set {before}"),) if after != before else ()
    return replace(_said(new), public=True, offers=undo)


def _words(rules: Rules) -> str:
    """Return the options that set these rules."""
    return f"--post {rules.post[-1] if rules.post else Severity.NONE} --near {rules.near}"


def _said(stored: Mapping[str, Any]) -> Reply:
    rules = Rules.from_json(stored)
    waits = [one for one in Severity.LOW.and_graver() if one not in rules.post]
    pairs = (f"{one} + {other}" for one, other in rules.pairs)
    posted = in_a_sentence(rules.post) if rules.post else ""
    facts = (
        ("Posted at once", f"{posted} severity" if posted else "nothing"),
        ("In the daily digest", f"{in_a_sentence(waits)} severity" if waits else "nothing"),
        ("Near", f"{rules.near:,} characters or fewer apart, or in the title"),
        ("High when near", ", ".join([*pairs, *(f"{one} + rental words" for one in rules.rental_kinds)])),
        ("An official list changed", f"{rules.list_change} severity; high when it names a watched party"),
    )
    return Reply(
        title=f"Posted at once: {posted} severity" if posted else "Nothing is posted at once",
        parts=(Facts(facts),),
        data={
            "post": [str(one) for one in rules.post],
            "near": rules.near,
            "pairs": [list(pair) for pair in rules.pairs],
            "official": str(rules.official),
            "list_change": str(rules.list_change),
        },
    )
