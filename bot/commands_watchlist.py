"""`watchlist …`: show and edit what a team watches. Synchronous; returns Replies.

An edit is written with its history in one transaction, takes effect on the next item, and is held against
the items stored lately (backfill). Replies to edits are public: they concern the whole channel.
"""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import watchlists.store
from bot import audit
from bot.actors import Actor
from bot.desk import Desk
from bot.errors import CommandError
from bot.replies import Bullets, Facts, Paragraph, Reply, Table, Tone, counted
from watchlists import editing
from watchlists.csvfile import RowError, read_terms, term_of, write_terms
from watchlists.editing import Action, Edit
from watchlists.errors import InvalidTerm, UnknownTerm, UnknownWatchlist
from watchlists.model import Term, Variant, Watchlist

DEFAULT = "default"
SHOWN = 30  # terms of a list in one reply
_NOT_WATCHED = "The list “{}” is not watched."


def list_all(desk: Desk, actor: Actor) -> Reply:
    """Answer which watchlists the team has."""
    rows = watchlists.store.names(desk.db, actor.team)
    return Reply(
        title=counted(len(rows), "watchlist"),
        parts=(
            Table(
                ("Watchlist", "Terms", "Kind"),
                tuple(
                    (
                        row["name"],
                        "all entries" if row["official"] else str(row["terms"]),
                        "official, read-only" if row["official"] else "own",
                    )
                    for row in rows
                ),
            ),
        ),
        data=[
            {"name": row["name"], "terms": row["terms"], "official": bool(row["official"])} for row in rows
        ],
    )


def show(desk: Desk, actor: Actor, name: str = "", *, page: int = 1, with_variants: bool = False) -> Reply:
    """Answer what a watchlist holds, or one term of it with every form it is found by."""
    lists = [one for one in watchlists.store.watchlists(desk.db, actor.team) if not one.official]
    chosen = [one for one in lists if one.name == name]
    if name and not chosen:
        return _show_term(desk, actor, name, with_variants=with_variants)
    terms = [(one, term) for one in (chosen or lists) for term in one.terms]
    data = [_term_json(one, term) for one, term in terms]
    if with_variants:
        for row, (_, term) in zip(data, terms, strict=True):
            row["variants"] = [_variant_json(form) for form in _variants(term)]
    pages = max(1, -(-len(terms) // SHOWN))
    page = max(1, min(page, pages))
    shown = terms[(page - 1) * SHOWN : page * SHOWN]
    muted = watchlists.store.muted(desk.db, desk.clock())
    rows = tuple(
        (
            term.kind,
            term.name + (" (muted)" if (actor.team, term.name) in muted else ""),
            ", ".join((*term.aliases, *term.weak_aliases)),
            ", ".join(term.context),
            one.name,
        )
        for one, term in shown
    )
    holders = list(dict.fromkeys(one.name for one, _ in terms))
    title = counted(len(terms), "term") + (f" in {holders[0]}" if len(holders) == 1 else "")
    heads = ("Kind", "Name", "Aliases", "Only near", "Watchlist")
    several = len(holders) > 1  # of one the title tells
    table = Table(heads if several else heads[:-1], tuple(row if several else row[:-1] for row in rows))
    parts: list[Any] = [table]
    fields = {}
    if pages > 1:
        following = f"watchlist show{f' {name}' if chosen else ''} --page {page % pages + 1}"
        parts.append(Paragraph(f"Page {page} of {pages}; more with: {following}"))
        fields = {"next": following} if page < pages else {}
    return Reply(title=title, parts=tuple(parts), data=data, fields=fields)


def _variants(term: Term) -> tuple[Variant, ...]:
    from watchlists.variants import variants

    return variants(term)


def _show_term(desk: Desk, actor: Actor, name: str, *, with_variants: bool) -> Reply:
    watchlist, term = _find(desk, actor, name)
    muted = watchlists.store.muted(desk.db, desk.clock()).get((actor.team, term.name))
    forms = _variants(term) if with_variants else ()
    facts = (
        ("Kind", term.kind),
        ("Aliases", ", ".join(term.aliases) or "none"),
        ("Weak aliases", ", ".join(term.weak_aliases)),
        ("Only near", ", ".join(term.context)),
        ("Note", term.note),
        ("Watchlist", watchlist.name),
        ("Muted", muted or ""),
    )
    parts: tuple[Any, ...] = (Facts(tuple((label, value) for label, value in facts if value)),)
    if with_variants:
        parts += (Bullets(tuple(_variant_line(form) for form in forms)),)
    data = _term_json(watchlist, term)
    if with_variants:
        data["variants"] = [_variant_json(form) for form in forms]
    return Reply(title=term.name, parts=parts, data=data)


def _variant_line(form: Variant) -> str:
    """Return one spelling for people, with its reason and when it counts."""
    return f"{form.shown} ({form.reason}{f'; only {form.condition}' if form.condition else ''})"


def _variant_json(form: Variant) -> dict[str, str]:
    """Return one spelling for programs."""
    return {"text": form.shown, "reason": str(form.reason), "detail": form.detail, "only": form.condition}


def add(
    desk: Desk,
    actor: Actor,
    name: str,
    *,
    kind: str = "org",
    aliases: Sequence[str] = (),
    context: Sequence[str] = (),
    note: str = "",
    watchlist: str = DEFAULT,
) -> Reply:
    """Watch a name from the next item on."""
    try:
        term = term_of(name, kind=kind, aliases=aliases, context=context, note=note)
    except InvalidTerm as error:
        raise CommandError(f"Not added: {error}.") from None
    with desk.db.atomic():
        held = _editable(desk, actor, watchlist)
        changed = editing.add(held, term)
        _save(desk, actor, changed, Action.ADD, term.name, "", _text(term))
        found = desk.backfill(actor, changed, (term.name,), f"“{term.name}”")
    parts = [Facts(tuple((label, value) for label, value in _facts(term) if value))]
    stored = f" {found} stored items name it; a summary follows." if found else ""
    return Reply(
        title=f"Now watching “{term.name}” ({term.kind}) in {watchlist}",
        parts=(*parts, Paragraph(f"Added by {actor.user}; it counts from the next item on.{stored}")),
        data={"added": _term_json(changed, term), "stored_items": found},
        public=True,
    )


def term_named(desk: Desk, actor: Actor, name: str, watchlist: str = "") -> Term:
    """Return a term of the team's own watchlists. Raises CommandError when there is none."""
    return _find(desk, actor, name, watchlist)[1]


def check_watched(desk: Desk, actor: Actor, source: str) -> None:
    """Raise CommandError unless the team watches the official list."""
    official = (row["name"] for row in watchlists.store.names(desk.db, actor.team) if row["official"])
    if source not in official:
        raise CommandError(_NOT_WATCHED.format(source))


def remove(desk: Desk, actor: Actor, name: str, *, watchlist: str = "") -> Reply:
    """Stop watching a name."""
    with desk.db.atomic():
        held, term = _find(desk, actor, name, watchlist)
        changed, gone = editing.remove(held, term.name)
        _save(desk, actor, changed, Action.REMOVE, gone.name, _text(gone), "")
    desk.matching.follow(desk.db, desk.clock())
    return Reply(
        title=f"No longer watching “{gone.name}”",
        parts=(Paragraph(f"Removed from {held.name} by {actor.user}; alerts about it stay on record."),),
        tone=Tone.WARNING,
        data={"removed": _term_json(held, gone)},
        public=True,
    )


def alias(desk: Desk, actor: Actor, name: str, spellings: Sequence[str], *, watchlist: str = "") -> Reply:
    """Watch further spellings of a term."""
    with desk.db.atomic():
        held, term = _find(desk, actor, name, watchlist)
        try:
            checked = term_of(term.name, kind=term.kind, aliases=spellings)
        except InvalidTerm as error:
            raise CommandError(f"Not added: {error}.") from None
        changed, grown = editing.alias(held, term.name, checked.aliases)
        _save(desk, actor, changed, Action.ALIAS, grown.name, _text(term), _text(grown))
        found = desk.backfill(actor, changed, (grown.name,), f"“{grown.name}” with a new spelling")
    return Reply(
        title=f"“{grown.name}” is now also found as {', '.join(f'“{word}”' for word in checked.aliases)}",
        parts=(Paragraph(f"Added to {held.name} by {actor.user}."),),
        data={"term": _term_json(changed, grown), "stored_items": found},
        public=True,
    )


def context(
    desk: Desk, actor: Actor, name: str, words: Sequence[str], *, off: bool = False, watchlist: str = ""
) -> Reply:
    """Count a term only near one of these words, beside those it has; `off` takes them (or all) away."""
    with desk.db.atomic():
        held, term = _find(desk, actor, name, watchlist)
        wanted = term_of(term.name, kind=term.kind, context=words).context
        changed, now = editing.context(held, term.name, wanted, off=off)
        _save(desk, actor, changed, Action.CONTEXT, now.name, _text(term), _text(now))
    desk.matching.refresh(desk.db, desk.clock())
    where = f"only near {', '.join(f'“{word}”' for word in now.context)}" if now.context else "anywhere again"
    return Reply(
        title=f"“{now.name}” counts {where}",
        parts=(Paragraph(f"Changed in {held.name} by {actor.user}; it counts from the next item on."),),
        data={"term": _term_json(changed, now)},
        public=True,
    )


def mute(desk: Desk, actor: Actor, name: str, *, days: int = 0, reason: str = "", off: bool = False) -> Reply:
    """Stop telling of a term for some days (0: until it is unmuted), or end that."""
    watchlist, term = _find(desk, actor, name)
    now = desk.clock()
    until = now + timedelta(days=days) if days else None
    with desk.db.atomic():
        if off:
            if not watchlists.store.unmute(desk.db, actor.team, term.name):
                raise CommandError(f"“{term.name}” is not muted.")
        else:
            why = reason or "no reason given"
            watchlists.store.mute(desk.db, actor.team, term.name, until=until, user=actor.user, reason=why)
        action = Action.UNMUTE if off else Action.MUTE
        _history(desk, actor, watchlist, action, term.name, "", reason)
    desk.matching.follow(desk.db, now)
    span = "no longer muted" if off else f"muted until {until:%Y-%m-%d %H:%M} UTC" if until else "muted"
    return Reply(
        title=f"“{term.name}” is {span}",
        parts=(Paragraph(f"By {actor.user}{': ' + reason if reason else ''}."),),
        tone=Tone.OK if off else Tone.WARNING,
        data={"term": term.name, "muted": not off, "until": until.isoformat() if until else None},
        public=True,
    )


def watch(desk: Desk, actor: Actor, source: str, *, off: bool = False) -> Reply:
    """Watch every party of an official list held here (read-only), or stop that."""
    import watchers.list_store

    held = {row["source_id"]: row for row in watchers.list_store.held_lists(desk.db)}
    if source.partition(":")[0] not in held:
        there = ", ".join(held) or "none; `sanctions-watch lists update` fetches them"
        raise CommandError(f"No official list “{source}” is held; there are: {there}.")
    with desk.db.atomic():
        if off:
            if not watchlists.store.drop_watchlist(desk.db, actor.team, source):
                raise CommandError(_NOT_WATCHED.format(source))
        else:
            official = Watchlist(team=actor.team, name=source, official=True)
            watchlists.store.save_watchlist(desk.db, official, desk.clock())
        action = Action.REMOVE if off else Action.ADD
        _history(desk, actor, Watchlist(team=actor.team, name=source), action, "(every entry)", "", "")
    desk.matching.follow(desk.db, desk.clock())
    return Reply(
        title=f"{'No longer watching' if off else 'Now watching'} every party of {source}",
        parts=(Paragraph(f"By {actor.user}."),),
        data={"watchlist": source, "watched": not off},
        public=True,
    )


def import_csv(
    desk: Desk, actor: Actor, text: str, *, watchlist: str = DEFAULT, check: bool = False
) -> Reply:
    """Take terms from a CSV text; bad rows are named by line, the others count. `check` writes nothing.

    A watchlist of that name that is not there yet is begun.
    """
    terms, errors = read_terms(text)
    with desk.db.atomic():
        try:
            held = _editable(desk, actor, watchlist)
            place = watchlist
        except UnknownWatchlist:
            held = Watchlist(team=actor.team, name=watchlist)
            place = f"{watchlist}, a new watchlist"
        changed, counts = editing.merged(held, terms)
        if not check and (counts["added"] or counts["changed"]):
            summary = f"{counts['added']} added, {counts['changed']} changed"
            _save(desk, actor, changed, Action.IMPORT, "(file)", "", summary)
    if not check:
        desk.matching.follow(desk.db, desk.clock())
    parts: tuple[Any, ...] = (
        Facts(tuple((word.capitalize(), str(number)) for word, number in counts.items())),
    )
    if errors:
        parts += (Bullets(tuple(f"line {error.line}: {error.reason}" for error in errors)),)
    title = f"{counted(len(terms), 'term')} {'would be taken' if check else 'taken'} into {place}"
    return Reply(
        title=title + (f", {_rows(errors)} not" if errors else ""),
        parts=parts,
        tone=Tone.WARNING if errors else Tone.OK,
        data={**counts, "errors": [{"line": error.line, "reason": error.reason} for error in errors]},
        status=1 if errors else 0,
    )


def export_csv(desk: Desk, actor: Actor, *, watchlist: str = "") -> str:
    """Return the CSV text of one watchlist, or of all the team's own."""
    if watchlist:
        return write_terms(watchlists.store.get_watchlist(desk.db, actor.team, watchlist).terms)
    own = [one for one in watchlists.store.watchlists(desk.db, actor.team) if not one.official]
    return write_terms(term for one in own for term in one.terms)


def history(desk: Desk, actor: Actor, *, limit: int = 20) -> Reply:
    """Answer who changed what, newest first."""
    edits = watchlists.store.history(desk.db, actor.team, limit)
    if not edits:
        nothing = Paragraph("Whoever adds, removes or mutes a term stands here, with the time.")
        return Reply(title="No edit yet", parts=(nothing,), data=[])
    return Reply(
        title=counted(len(edits), "edit"),
        parts=(
            Table(
                ("When", "Who", "What", "Term", "Watchlist"),
                tuple(
                    (
                        f"{edit.at:%Y-%m-%d %H:%M}",
                        f"{edit.user} ({edit.via})",
                        str(edit.action),
                        edit.term,
                        edit.watchlist,
                    )
                    for edit in edits
                ),
            ),
        ),
        data=[
            {
                "at": edit.at.isoformat(),
                "user": edit.user,
                "via": edit.via,
                "action": str(edit.action),
                "term": edit.term,
                "watchlist": edit.watchlist,
                "before": edit.before,
                "after": edit.after,
            }
            for edit in edits
        ],
    )


def _find(desk: Desk, actor: Actor, name: str, watchlist: str = "") -> tuple[Watchlist, Term]:
    for one in watchlists.store.watchlists(desk.db, actor.team):
        if one.official or (watchlist and one.name != watchlist):
            continue
        try:
            return one, editing.find(one, name)
        except UnknownTerm:
            continue
    where = f"the watchlist “{watchlist}”" if watchlist else "any watchlist"
    raise CommandError(f"“{name}” is not in {where}; `watchlist show` lists what is watched.")


def _editable(desk: Desk, actor: Actor, name: str) -> Watchlist:
    """Return the watchlist to edit; the default one comes into being with its first term."""
    try:
        return watchlists.store.get_watchlist(desk.db, actor.team, name)
    except UnknownWatchlist:
        if name != DEFAULT:
            raise
        return Watchlist(team=actor.team, name=DEFAULT)


def _save(
    desk: Desk, actor: Actor, watchlist: Watchlist, action: Action, term: str, before: str, after: str
) -> None:
    watchlists.store.save_watchlist(desk.db, watchlist, desk.clock())
    _history(desk, actor, watchlist, action, term, before, after)


def _history(
    desk: Desk, actor: Actor, watchlist: Watchlist, action: Action, term: str, before: str, after: str
) -> None:
    edit = Edit(
        watchlist=watchlist.name,
        action=action,
        term=term,
        before=before,
        after=after,
        user=actor.user,
        via=actor.via,
        at=desk.clock(),
    )
    watchlists.store.save_edit(desk.db, actor.team, edit, secrets.token_hex(12))
    audit.append(
        desk.db,
        actor,
        f"watchlist.{action}",
        f"{watchlist.name}/{term}",
        before=before,
        after=after,
        now=edit.at,
    )


def _term_json(watchlist: Watchlist, term: Term) -> dict[str, Any]:
    return {
        "kind": term.kind,
        "name": term.name,
        "aliases": list(term.aliases),
        "weak_aliases": list(term.weak_aliases),
        "context": list(term.context),
        "note": term.note,
        "watchlist": watchlist.name,
    }


def _facts(term: Term) -> tuple[tuple[str, str], ...]:
    return (
        ("Aliases", ", ".join((*term.aliases, *term.weak_aliases))),
        ("Only near", ", ".join(term.context)),
        ("Note", term.note),
    )


def _text(term: Term) -> str:
    return write_terms([term]).split("\n", 1)[1].strip()


def _rows(errors: Sequence[RowError]) -> str:
    return "1 row" if len(errors) == 1 else f"{len(errors)} rows"
