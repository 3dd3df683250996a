"""How an edit of a watchlist is taken back: a press under its answer, with the words that do it. Pure."""

from bot.phrases import quoted
from bot.replies import Offer
from watchlists.model import Term, Watchlist

_MOST = 1_500  # characters of words that a button may carry, in any chat


def offer(verb: str, held: Watchlist | None, term: Term, *words: str) -> tuple[Offer, ...]:
    """Return the offer that says `watchlist VERB TERM WORDS…`; none where the words are too long.

    `held`: the watchlist that is named with them, None where the edit is of no single one.
    """
    said = [word if word.startswith("--") else quoted(word) for word in words]
    where = [f"--watchlist={quoted(held.name)}"] if held is not None else []
    line = " ".join((f"watchlist {verb} {quoted(term.name)}", *said, *where))
    return (Offer(label="Undo", words=line),) if len(line) <= _MOST else ()


def as_added(term: Term) -> tuple[str, ...]:
    """Return what `watchlist add` says after the name to make this very term."""
    spellings = (*term.aliases, *(f"~{alias}" for alias in term.weak_aliases))
    given = (
        ("alias", "|".join(spellings)),
        ("context", "|".join(term.context)),
        ("note", term.note),
        *(("column", f"{head}={value}") for head, value in term.extra.items() if value),
    )
    return (f"--kind={quoted(term.kind)}", *(f"--{name}={quoted(value)}" for name, value in given if value))
