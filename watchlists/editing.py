"""Edits of a watchlist: add, remove, alias, context, mute. Pure: a watchlist and an edit in, one out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import get_close_matches
from enum import StrEnum

from watchlists.errors import DuplicateTerm, ReadOnlyWatchlist, UnknownTerm
from watchlists.model import Term, Watchlist

_NEAR = 0.8  # how much of two spellings must agree for one to be meant
_MOST_WORDS = 10  # of what was said


class Action(StrEnum):
    """What an edit does; the words of the history."""

    ADD = "add"
    REMOVE = "remove"
    ALIAS = "alias"
    CONTEXT = "context"
    MUTE = "mute"
    UNMUTE = "unmute"
    IMPORT = "import"
    UNDO = "undo"  # of an import


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change to a watchlist, with who and when, as the history keeps it."""

    watchlist: str
    action: Action
    term: str
    before: str
    after: str
    user: str
    via: str
    at: datetime
    id: str = ""


def find(watchlist: Watchlist, name: str) -> Term:
    """Return the term called `name` (or that has it as an alias). Raises UnknownTerm."""
    wanted = _folded(name)
    for term in watchlist.terms:
        if _folded(term.name) == wanted:
            return term
    for term in watchlist.terms:
        if wanted in {_folded(alias) for alias in (*term.aliases, *term.weak_aliases)}:
            return term
    raise UnknownTerm(f"“{name}” is not in the watchlist “{watchlist.name}”.")


def closest(held: Iterable[Watchlist], name: str) -> str:
    """Return the name of the term that a mistyped name may mean; "" where none is near.

    Also where more words follow it (“Nvida A100 for a month”), or only some of its words were said.
    """
    said: dict[str, str] = {}
    for watchlist in held:
        for term in watchlist.terms:
            for spelling in (term.name, *term.aliases):
                said.setdefault(_folded(spelling), term.name)
    words = _folded(name).split()[:_MOST_WORDS]
    for length in range(len(words), 0, -1):
        near = get_close_matches(" ".join(words[:length]), said, n=1, cutoff=_NEAR)
        if near:
            return said[near[0]]
    holding = [spelling for spelling in said if words and set(words) <= set(spelling.split())]
    return said[min(holding, key=len)] if holding else ""


def add(watchlist: Watchlist, term: Term) -> Watchlist:
    """Return the watchlist with `term` at its end. Raises DuplicateTerm, ReadOnlyWatchlist."""
    _editable(watchlist)
    try:
        held = find(watchlist, term.name)
    except UnknownTerm:
        return replace(watchlist, terms=(*watchlist.terms, term))
    raise DuplicateTerm(
        f"“{term.name}” is watched already, as “{held.name}” in “{watchlist.name}”;"
        f' add a spelling with `watchlist alias "{held.name}" SPELLING`.'
    )


def remove(watchlist: Watchlist, name: str) -> tuple[Watchlist, Term]:
    """Return the watchlist without the term, and the term. Raises UnknownTerm, ReadOnlyWatchlist."""
    _editable(watchlist)
    gone = find(watchlist, name)
    return replace(watchlist, terms=tuple(term for term in watchlist.terms if term is not gone)), gone


def alias(
    watchlist: Watchlist, name: str, spellings: tuple[str, ...], *, off: bool = False
) -> tuple[Watchlist, Term]:
    """Return the watchlist with further spellings of a term, and the term as it is now; `off`: without them.

    Raises UnknownTerm, ReadOnlyWatchlist, DuplicateTerm when nothing would change.
    """
    _editable(watchlist)
    held = find(watchlist, name)
    given = {_folded(word) for word in spellings}
    if off:
        strong, weak = (
            tuple(word for word in words if _folded(word) not in given)
            for words in (held.aliases, held.weak_aliases)
        )
        changed = replace(held, aliases=strong, weak_aliases=weak)
    else:
        known = {_folded(word) for word in (held.name, *held.aliases)}
        fresh = tuple(word for word in spellings if _folded(word) not in known)
        changed = replace(held, aliases=(*held.aliases, *fresh))
    if changed == held:
        has = (
            f"has no such spelling; it has: {', '.join(held.aliases) or 'none'}"
            if off
            else "has this spelling already"
        )
        raise DuplicateTerm(f"“{held.name}” {has}.")
    terms = tuple(changed if term is held else term for term in watchlist.terms)
    return replace(watchlist, terms=terms), changed


def context(
    watchlist: Watchlist, name: str, words: tuple[str, ...], *, off: bool = False
) -> tuple[Watchlist, Term]:
    """Return the watchlist with further words of which one must be near the term, and the term as it is now.

    `off` takes these words away, without words all: then the term counts anywhere again. Raises UnknownTerm,
    ReadOnlyWatchlist, DuplicateTerm when nothing would change.
    """
    _editable(watchlist)
    held = find(watchlist, name)
    named = {_folded(word) for word in words}
    if off:
        near = tuple(word for word in held.context if named and _folded(word) not in named)
    else:
        known = {_folded(word) for word in held.context}
        near = (*held.context, *(word for word in words if _folded(word) not in known))
    if near == held.context:
        said = "has none of these words" if off and words else "counts so already"
        raise DuplicateTerm(f"“{held.name}” {said}: {', '.join(near) or 'it counts anywhere'}.")
    changed = replace(held, context=near)
    terms = tuple(changed if term is held else term for term in watchlist.terms)
    return replace(watchlist, terms=terms), changed


def merged(watchlist: Watchlist, terms: tuple[Term, ...]) -> tuple[Watchlist, Mapping[str, int]]:
    """Return the watchlist after an import, and how many rows were added, changed and the same.

    A row whose name is there already replaces that term: the sheet is the newer word.
    """
    _editable(watchlist)
    held = {_folded(term.name): term for term in watchlist.terms}
    counts = {"added": 0, "changed": 0, "same": 0}
    for term in terms:
        old = held.get(_folded(term.name))
        counts["added" if old is None else "same" if old == term else "changed"] += 1
        held[_folded(term.name)] = term
    return replace(watchlist, terms=tuple(held.values())), counts


def taken_back(
    watchlist: Watchlist, before: Iterable[Term], after: Iterable[Term]
) -> tuple[Watchlist, Mapping[str, int]]:
    """Return the watchlist without what an import brought, and how many terms went, came back and stayed.

    `after` are the terms that it added or changed, `before` the changed ones as they were. A term that
    somebody edited or removed since then is not what the import brought: it stays as it is.
    """
    _editable(watchlist)
    held = {_folded(term.name): term for term in watchlist.terms}
    old = {_folded(term.name): term for term in before}
    counts = {"removed": 0, "restored": 0, "kept": 0}
    for term in after:
        name = _folded(term.name)
        if name not in held or _plain(held[name]) != _plain(term):
            counts["kept"] += 1
        elif name in old:
            held[name] = _plain(old[name])
            counts["restored"] += 1
        else:
            del held[name]
            counts["removed"] += 1
    return replace(watchlist, terms=tuple(held.values())), counts


def _plain(term: Term) -> Term:
    """Return the term without the cells that a sheet left empty."""
    return replace(term, extra={head: value for head, value in term.extra.items() if value})


def _editable(watchlist: Watchlist) -> None:
    if watchlist.official:
        raise ReadOnlyWatchlist(
            f"“{watchlist.name}” is an official list and read-only; add the name to a list of your own."
        )


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
