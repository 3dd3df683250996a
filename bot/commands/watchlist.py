"""`watchlist list|show|history`: what a team watches, and who changed it. Synchronous; returns Replies.

Only reads; what edits is in `bot.commands.edits`.
"""

import csv
from typing import Any

import watchlists.edit_history
import watchlists.mutes
import watchlists.store
from bot.actors import Actor
from bot.commands import kept_rows, own_watchlists, plain_words
from bot.commands.desk import Desk
from bot.commands.sheets import import_said
from bot.replies import Bullets, Facts, Offer, Paragraph, Reply, Table, counted, when
from bot.triage.colleagues import Names
from watchlists.csvfile import COLUMNS
from watchlists.editing import Action, Edit
from watchlists.model import Term, Variant

SHOWN = 30  # terms of a list in one reply
_OFFERED = 3  # imports that a history offers to undo
_CHANGED = {Action.ALIAS: COLUMNS.index("aliases"), Action.CONTEXT: COLUMNS.index("context")}


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
    chosen = [one for one in lists if one.name.casefold() == name.casefold()]
    if name and not chosen:
        return _show_term(desk, actor, name, with_variants=with_variants)
    terms = [(one, term) for one in (chosen or lists) for term in one.terms]
    data = [own_watchlists.term_json(one, term) for one, term in terms]
    if with_variants:
        for row, (_, term) in zip(data, terms, strict=True):
            row["variants"] = [_variant_json(form) for form in _variants(term)]
    pages = max(1, -(-len(terms) // SHOWN))
    page = max(1, min(page, pages))
    shown = terms[(page - 1) * SHOWN : page * SHOWN]
    muted = watchlists.mutes.muted(desk.db, desk.clock())
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
        parts.append(Paragraph(f"Page {page} of {pages}; more with: `{following}`"))
        fields = {"next": following} if page < pages else {}
    return Reply(title=title, parts=tuple(parts), data=data, fields=fields)


def history(desk: Desk, actor: Actor, *, limit: int = 20) -> Reply:
    """Answer who changed what, newest first."""
    edits = watchlists.edit_history.history(desk.db, actor.team, limit)
    names = Names(desk.db, actor.team)
    undone = {edit.term for edit in edits if edit.action is Action.UNDO}
    if not edits:
        nothing = Paragraph("Whoever adds, removes or mutes a term stands here, with the time.")
        return Reply(title="No edit yet", parts=(nothing,), data=[])
    return Reply(
        title=counted(len(edits), "edit"),
        parts=(
            Table(
                ("When", "Who", "What", "Term", "Change", "Watchlist"),
                tuple(
                    (
                        when(edit.at),
                        f"{names.get(edit.via, edit.user)} ({edit.via})",
                        str(edit.action),
                        edit.term,
                        changed(edit),
                        edit.watchlist,
                    )
                    for edit in edits
                ),
            ),
        ),
        people=tuple({edit.user: None for edit in edits if edit.via == actor.via}),
        offers=tuple(
            Offer(
                label=f"Undo the import of {edit.at:%Y-%m-%d %H:%M} ({changed(edit)})",
                words=f"watchlist undo {edit.id}",
                again="watchlist history",
            )
            for edit in edits
            if edit.action is Action.IMPORT
            and kept_rows.is_kept(edit.after)
            and f"(import {edit.id})" not in undone
        )[:_OFFERED],
        data=[
            {
                "at": edit.at.isoformat(),
                "user": edit.user,
                "name": names.get(edit.via, edit.user),
                "via": edit.via,
                "action": str(edit.action),
                "term": edit.term,
                "watchlist": edit.watchlist,
                "before": edit.before,
                "after": edit.after,
                "id": edit.id,
            }
            for edit in edits
        ],
    )


def changed(edit: Edit) -> str:
    """Return in a few words what an edit changed beside the term itself; "" where that says it."""
    if edit.action in (Action.IMPORT, Action.UNDO):
        return import_said(edit)
    place = _CHANGED.get(edit.action)
    if place is None:
        return "" if edit.action in (Action.ADD, Action.REMOVE) else edit.after
    before, after = (_words_in(row, place) for row in (edit.before, edit.after))
    signs = [f"+ {word}" for word in after if word not in before]
    signs += [f"− {word}" for word in before if word not in after]
    return ", ".join(signs)


def _words_in(row: str, place: int) -> list[str]:
    """Return the words of one column of a term's row, as the history keeps it."""
    cells = next(csv.reader([row]), [])
    return [word for word in cells[place].split("|") if word] if len(cells) > place else []


def _variants(term: Term) -> tuple[Variant, ...]:
    from watchlists.spellings.variants import variants

    return variants(term)


def _show_term(desk: Desk, actor: Actor, name: str, *, with_variants: bool) -> Reply:
    watchlist, term = own_watchlists.find(desk, actor, name)
    muted = watchlists.mutes.muted(desk.db, desk.clock()).get((actor.team, term.name))
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
    if plain := plain_words.said(term):
        parts += (Paragraph(plain),)
    if with_variants:
        parts += (Bullets(tuple(_variant_line(form) for form in forms)),)
    data = own_watchlists.term_json(watchlist, term)
    if with_variants:
        data["variants"] = [_variant_json(form) for form in forms]
    return Reply(title=term.name, parts=parts, data=data)


def _variant_line(form: Variant) -> str:
    """Return one spelling for people, with its reason and when it counts."""
    return f"{form.shown} ({form.reason}{f'; only {form.condition}' if form.condition else ''})"


def _variant_json(form: Variant) -> dict[str, str]:
    """Return one spelling for programs."""
    return {"text": form.shown, "reason": str(form.reason), "detail": form.detail, "only": form.condition}
