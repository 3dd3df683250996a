"""`lookup` and `compare`: questions about names. Synchronous; returns Replies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import watchers.lists.store
from bot.actors import Actor
from bot.commands.desk import Desk, Names, citation_url
from bot.entry_words import in_a_sentence
from bot.errors import CallError
from bot.replies import Cell, Facts, Link, Paragraph, Reply, Table, Tone, counted, when
from watchlists.model import Candidate

if TYPE_CHECKING:
    from watchlists.lookup import NameIndex

MAX_LIMIT = 50
SURE = 0.9  # right nine times in ten
WORTH = 0.2  # a person is not shown what is right less than one time in five


def lookup(desk: Desk, actor: Actor, name: str, *, limit: int = 10) -> Reply:
    """Answer who is held under a name or one close to it, best first."""
    names = desk.names(actor.team)
    return lookup_in(names, name, limit=limit, short=short_of(names), searched=_searched(desk))


def _searched(desk: Desk) -> str:
    """Return what was searched and of when that is, for whoever keeps the answer as a record."""
    held = watchers.lists.store.held_lists(desk.db)
    if not held:
        return ""
    oldest = min(row["read_at"] for row in held)[:16].replace("T", " ")
    read = f"{counted(len(held), 'official list')}, read {oldest} UTC"
    if len(held) > 1:
        read += " at the earliest"
    faulty = [row["source_id"] for row in held if row["fault"]]
    old = (
        f" Not the newest file is in force of {in_a_sentence(faulty)}: `lists list` says why."
        if faulty
        else ""
    )
    return f"Searched on {when(desk.clock())}: {read}, and your watchlists.{old}"


def short_of(names: Names) -> str:
    """Return what an answer from `names` is short of as a sentence; "" where official lists are held."""
    if names.official:
        return ""
    return "No official list is held yet, so only your own watchlists were searched; see `lists list`."


def lookup_in(
    index: Names | NameIndex, name: str, *, limit: int = 10, short: str = "", searched: str = ""
) -> Reply:
    """Answer who is in `index` under a name or one close to it, best first.

    `short` is what the search lacked: it goes with every answer, or no match would read as an all-clear.
    `searched` says what was searched, and of when that is.
    """
    if not name.strip():
        raise CallError("Give a name: lookup NAME, for example: lookup Shenzhen University")
    if not any(char.isalnum() for char in name):  # no match would read as an answer about somebody
        raise CallError(f"There is no letter and no digit in “{name}”, so there is nothing to look up.")
    found = [one for one in index.search(name, limit=max(1, min(limit, MAX_LIMIT))) if one.score >= WORTH]
    data: dict[str, Any] = {"query": name, "candidates": [candidate_json(one) for one in found]}
    lacks = tuple(Paragraph(one) for one in (short, searched) if one)
    if short:
        data["warning"] = short
    if not found:
        are = "is" if len(index) == 1 else "are"
        held = f"Nothing held is close to that name; {counted(len(index), 'name')} {are} held."
        return Reply(
            title=f"No match for “{name}”",
            parts=(Paragraph(f"{held} No match is no clearance."), *lacks),
            tone=Tone.WARNING,
            data=data,
            offer_term=name,
        )
    rows = tuple(
        (
            f"{one.score:.2f}",
            one.party.name
            if one.matched_name == one.party.name
            else f"{one.party.name} — “{one.matched_name}”",
            Link(one.party.list, one.party.url) if one.party.url else one.party.list,
            explained(one.reason, one.detail),
            _citation(one),
        )
        for one in found
    )
    return Reply(
        title=f"{counted(len(found), 'candidate')} for “{name}”",
        parts=(Table(("Score", "Name", "List", "Why", "Citation"), rows), *lacks),
        data=data,
        offer_term=_worth_watching(name, found),
    )


def _worth_watching(name: str, found: Sequence[Candidate]) -> str:
    """Return the name to offer for a watchlist, "" where it is watched.

    It is the list's own where that is surely meant: whoever mistypes a name would else watch the misspelling.
    """
    if any(_watched(one) for one in found):
        return ""
    return found[0].party.name if found[0].score >= SURE else name


def _watched(one: Candidate) -> bool:
    """Whether the team watches that very party already: another spelling of it is no new term."""
    return one.party.list.startswith("watchlist ") and one.score >= SURE


def explained(reason: str, detail: str) -> str:
    """Return a reason with its detail, the word said once."""
    word = reason.replace("-", " ")
    if not detail or detail.startswith(word):
        return detail or word
    return f"{word}: {detail}"


def _citation(one: Candidate) -> Cell:
    url = citation_url(one.party.citation)
    return Link(one.party.citation.strip(), url) if url else one.party.citation.strip()


def candidate_json(one: Candidate) -> dict[str, Any]:
    """Return a candidate as `lookup --json` and `--jsonl` print it."""
    return {
        "entity_id": one.party.entity_id,
        "name": one.party.name,
        "matched_name": one.matched_name,
        "list": one.party.list,
        "score": round(one.score, 4),
        "reason": one.reason,
        "detail": one.detail,
        "url": one.party.url,
        "country": one.party.country,
        "citation": one.party.citation,
        "citation_url": citation_url(one.party.citation),
    }


def compare(left: str, right: str, *, kind: str = "") -> Reply:
    """Answer whether two names mean one party."""
    from watchlists.lookup import compare as compare_names

    answer = compare_names(left, right, kind=kind)
    return Reply(
        title=f"{'The same party' if answer.match else 'Not the same party'}, score {answer.score:.2f}",
        parts=(
            Facts((("Left", left), ("Right", right), ("Reason", answer.reason), ("Detail", answer.detail))),
        ),
        tone=Tone.OK if answer.match else Tone.WARNING,
        data={
            "match": answer.match,
            "score": round(answer.score, 4),
            "reason": answer.reason,
            "detail": answer.detail,
        },
    )
