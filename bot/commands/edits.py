"""`watchlist add|remove|alias|context|mute|watch`: edit what a team watches. Synchronous; returns Replies.

An edit is written with its history in one transaction, takes effect on the next item, and is held against
the items stored lately (backfill). Replies to edits are public: they concern the whole channel.
"""

from collections.abc import Sequence
from datetime import timedelta

import watchlists.mutes
import watchlists.store
from bot.actors import Actor
from bot.alerting import backfill_store
from bot.alerting.sought import Sought
from bot.commands import offers, own_watchlists, plain_words
from bot.commands.desk import Desk
from bot.commands.own_watchlists import DEFAULT, as_row, term_json
from bot.commands.stored import Stored
from bot.errors import CallError, CommandError
from bot.replies import Facts, Paragraph, Reply, Tone, when
from watchers.looking_back import REACH
from watchlists import editing
from watchlists.csvfile import term_of
from watchlists.editing import Action
from watchlists.errors import InvalidTerm
from watchlists.model import Term, Watchlist
from watchlists.rules import KINDS, OWN_KIND

_WATCHED_BACK = (
    f" What was stored in the last {REACH.days} days and names one of them follows in one summary."
)
_NOT_WATCHED = "The list “{}” is not watched."


def add(desk: Desk, actor: Actor, term: Term, *, watchlist: str = DEFAULT) -> Reply:
    """Watch a term from the next item on."""
    with desk.db.atomic():
        twice = _found_already(desk, actor, term.name)
        held = own_watchlists.editable(desk, actor, watchlist)
        changed = editing.add(held, term)
        own_watchlists.save(desk, actor, changed, Action.ADD, term.name, "", as_row(term))
        found = desk.backfill(changed, (term.name,), f"“{term.name}”")
    facts = (*_facts(term), ("Own kind", "" if term.kind in KINDS else OWN_KIND))
    parts = [Facts(tuple((label, value) for label, value in facts if value))]
    stored = f" {found.said()}" if found.named else ""
    plain = plain_words.said(term)
    counts = "" if plain else "; it counts from the next item on"
    return Reply(
        title=f"Now watching “{term.name}” ({term.kind}) in {watchlist}",
        parts=(
            *parts,
            Paragraph(f"Added by {actor.user}{counts}.{stored}{twice}"),
            *_plain(plain),
        ),
        tone=Tone.WARNING if plain else Tone.OK,
        data={"added": term_json(changed, term), "stored_items": found.count},
        public=True,
        offers=offers.undo("remove", changed, term),
    )


def _plain(said: str) -> tuple[Paragraph, ...]:
    return (Paragraph(said),) if said else ()


def _found_already(desk: Desk, actor: Actor, name: str) -> str:
    """Return a sentence where the name to be added is a spelling of a watched term already, else ""."""
    known = own_watchlists.found(desk, actor, name)
    if known is None:
        return ""
    held, term = known
    if term.name.casefold() == name.casefold():
        return f" It was watched already, in {held.name}."
    return f" It was found already, as a spelling of “{term.name}” in {held.name}."


def remove(desk: Desk, actor: Actor, name: str, *, watchlist: str = "") -> Reply:
    """Stop watching a name."""
    with desk.db.atomic():
        held, term = own_watchlists.find(desk, actor, name, watchlist)
        changed, gone = editing.remove(held, term.name)
        own_watchlists.save(desk, actor, changed, Action.REMOVE, gone.name, as_row(gone), "")
    desk.matching.follow(desk.db, desk.clock())
    return Reply(
        title=f"No longer watching “{gone.name}”",
        parts=(Paragraph(f"Removed from {held.name} by {actor.user}; alerts about it stay on record."),),
        tone=Tone.WARNING,
        data={"removed": term_json(held, gone)},
        public=True,
        offers=offers.undo("add", held, gone, *offers.as_added(gone)),
    )


def alias(
    desk: Desk,
    actor: Actor,
    name: str,
    spellings: Sequence[str],
    *,
    off: bool = False,
    watchlist: str = "",
) -> Reply:
    """Watch further spellings of a term, or `off` these no longer."""
    with desk.db.atomic():
        held, term = own_watchlists.find(desk, actor, name, watchlist)
        try:
            checked = term_of(term.name, kind=term.kind, aliases=spellings)
        except InvalidTerm as error:
            raise CallError(f"Not added: {error}.") from None
        words = (*checked.aliases, *checked.weak_aliases) if off else checked.aliases
        changed, now = editing.alias(held, term.name, words, off=off)
        own_watchlists.save(desk, actor, changed, Action.ALIAS, now.name, as_row(term), as_row(now))
        found = Stored() if off else desk.backfill(changed, (now.name,), f"“{now.name}” with a new spelling")
    if off:
        desk.matching.refresh(desk.db, desk.clock())
    listed = ", ".join(f"“{word}”" for word in words)
    done = "Taken from" if off else "Added to"
    return Reply(
        title=f"“{now.name}” is {'no longer' if off else 'now also'} found as {listed}",
        parts=(
            Paragraph(f"{done} {held.name} by {actor.user}. {found.said()}".rstrip()),
            *_plain("" if off else plain_words.said(now, words)),
        ),
        data={"term": term_json(changed, now), "stored_items": found.count},
        public=True,
        offers=() if off else offers.undo("alias", changed, now, *words, "--off"),
    )


def context(
    desk: Desk, actor: Actor, name: str, words: Sequence[str], *, off: bool = False, watchlist: str = ""
) -> Reply:
    """Count a term only near one of these words, beside those it has; `off` takes them (or all) away."""
    with desk.db.atomic():
        held, term = own_watchlists.find(desk, actor, name, watchlist)
        wanted = term_of(term.name, kind=term.kind, context=words).context
        changed, now = editing.context(held, term.name, wanted, off=off)
        own_watchlists.save(desk, actor, changed, Action.CONTEXT, now.name, as_row(term), as_row(now))
    desk.matching.refresh(desk.db, desk.clock())
    where = f"only near {', '.join(f'“{word}”' for word in now.context)}" if now.context else "anywhere again"
    more, fewer = (term, now) if off else (now, term)
    changes = [word for word in more.context if word not in fewer.context]
    return Reply(
        title=f"“{now.name}” counts {where}",
        parts=(Paragraph(f"Changed in {held.name} by {actor.user}; it counts from the next item on."),),
        data={"term": term_json(changed, now)},
        public=True,
        offers=offers.undo("context", changed, now, *changes, *(() if off else ("--off",))),
    )


def mute(desk: Desk, actor: Actor, name: str, *, days: int = 0, reason: str = "", off: bool = False) -> Reply:
    """Stop telling of a term for some days (0: until it is unmuted), or end that."""
    watchlist, term = own_watchlists.find(desk, actor, name)
    now = desk.clock()
    until = now + timedelta(days=days) if days else None
    with desk.db.atomic():
        if off:
            if not watchlists.mutes.unmute(desk.db, actor.team, term.name):
                raise CommandError(f"“{term.name}” is not muted.")
        else:
            why = reason or "no reason given"
            watchlists.mutes.mute(desk.db, actor.team, term.name, until=until, user=actor.user, reason=why)
        action = Action.UNMUTE if off else Action.MUTE
        span = "" if off else f"until {when(until)}" if until else "until it is unmuted"
        told = ": ".join(filter(None, (span, reason)))
        own_watchlists.record(desk, actor, watchlist, action, term.name, "", told)
    desk.matching.follow(desk.db, now)
    span = "no longer muted" if off else f"muted until {when(until)}" if until else "muted"
    return Reply(
        title=f"“{term.name}” is {span}",
        parts=(Paragraph(f"By {actor.user}{': ' + reason if reason else ''}."),),
        tone=Tone.OK if off else Tone.WARNING,
        data={"term": term.name, "muted": not off, "until": until.isoformat() if until else None},
        public=True,
        offers=() if off else offers.undo("mute", None, term, "--off"),
    )


def check_watched(desk: Desk, actor: Actor, source: str) -> None:
    """Raise CommandError unless the team watches the official list."""
    rows = watchlists.store.names(desk.db, actor.team)
    if source.casefold() not in (row["name"].casefold() for row in rows if row["official"]):
        raise CommandError(_NOT_WATCHED.format(source))


def watch(desk: Desk, actor: Actor, source: str, *, off: bool = False) -> Reply:
    """Watch every party of an official list held here (read-only), or stop that."""
    import watchers.lists.store

    held = [row["source_id"] for row in watchers.lists.store.held_lists(desk.db)]
    source = next((one for one in held if one.casefold() == source.casefold()), source)
    if source.partition(":")[0] not in held:
        there = f"; there are: {', '.join(held)}" if held else " yet; the first poll of a list holds it"
        raise CommandError(f"No official list “{source}” is held{there}.")
    with desk.db.atomic():
        if off:
            if not watchlists.store.drop_watchlist(desk.db, actor.team, source):
                raise CommandError(_NOT_WATCHED.format(source))
        else:
            official = Watchlist(team=actor.team, name=source, official=True)
            watchlists.store.save_watchlist(desk.db, official, desk.clock())
            sought = Sought.of(official, None)
            backfill_store.begin(desk.db, sought, f"Now watching {source}", desk.clock(), asked=True)
        action = Action.REMOVE if off else Action.ADD
        listed = Watchlist(team=actor.team, name=source)
        own_watchlists.record(desk, actor, listed, action, "(every entry)", "", "")
    desk.matching.follow(desk.db, desk.clock())
    return Reply(
        title=f"{'No longer watching' if off else 'Now watching'} every party of {source}",
        parts=(Paragraph(f"By {actor.user}.{'' if off else _WATCHED_BACK}"),),
        data={"watchlist": source, "watched": not off},
        public=True,
    )


def _facts(term: Term) -> tuple[tuple[str, str], ...]:
    return (
        ("Aliases", ", ".join((*term.aliases, *term.weak_aliases))),
        ("Only near", ", ".join(term.context)),
        ("Note", term.note),
    )
