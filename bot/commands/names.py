"""`lookup`, `compare` and `why`: questions about names and items. Synchronous; returns Replies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import watchers.item_store
import watchers.lists.store
import watchers.store
from bot.actors import Actor
from bot.alerting import verdicts
from bot.commands.desk import Desk, Names, citation_url
from bot.entry_words import in_a_sentence
from bot.errors import CommandError
from bot.outbox import outbox
from bot.replies import Bullets, Cell, Facts, Link, Paragraph, Part, Reply, Table, Tone, counted
from watchers.changes import canonical_link
from watchers.model import Item
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
    return f"Searched on {desk.clock():%Y-%m-%d %H:%M} UTC: {read}, and your watchlists.{old}"


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
        raise CommandError("Give a name: lookup NAME, for example: lookup Shenzhen University")
    if not any(char.isalnum() for char in name):  # no match would read as an answer about somebody
        raise CommandError(f"There is no letter and no digit in “{name}”, so there is nothing to look up.")
    found = [one for one in index.search(name, limit=max(1, min(limit, MAX_LIMIT))) if one.score >= WORTH]
    data: dict[str, Any] = {"query": name, "candidates": [candidate_json(one) for one in found]}
    lacks = tuple(Paragraph(one) for one in (short, searched) if one)
    if short:
        data["warning"] = short
    if not found:
        held = f"Nothing held is close to that name; {counted(len(index), 'name')} {_are(index)} held."
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


def _are(index: Names | NameIndex) -> str:
    return "is" if len(index) == 1 else "are"


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


def why(desk: Desk, actor: Actor, url: str) -> Reply:
    """Answer what happened to the item at an address, at every stage, also why it was not posted."""
    address = url.strip().strip("<>").split("|", 1)[0]
    link = canonical_link(address if "://" in address or not address else f"https://{address}")
    if not link:
        raise CommandError("Give the address of the item: why URL")
    found = list(watchers.item_store.items_by_identity(desk.db, f"link:{link}"))
    known = {key for key, _, _ in found}
    found += [one for one in watchers.item_store.items_by_link(desk.db, link) if one[0] not in known]
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
        parts += [Bullets((f"read: first seen {seen:%Y-%m-%d %H:%M} UTC", *shown))]
        data.append(one)
    return Reply(title="What happened to this item", parts=tuple(parts), data={"url": url, "items": data})


def _story(desk: Desk, actor: Actor, key: str, item: Item) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return one item's way through the stages, as data and as lines."""
    from bot.alerting.drafting import passage_of

    scan = desk.matching.scan(passage_of(item), rejected=True)
    own = [match for match in scan.matches if match.watchlist.split("/", 1)[0] == actor.team]
    refused = [match for match in scan.rejected if match.watchlist.split("/", 1)[0] == actor.team]
    held = verdicts.of_item(desk.db, key, actor.team)
    lines: list[str] = []
    if own:
        for term in dict.fromkeys(match.term for match in own):
            best = max((match for match in own if match.term == term), key=lambda match: match.score)
            why_found = explained(best.reason, best.detail)
            lines.append(f"match: {term} ({best.kind}) as “{best.surface}”: {why_found}")
    else:
        lines.append("match: no term of the team’s watchlists is in it")
    for rejected in refused:
        detail = f": {rejected.detail}" if rejected.detail else ""
        lines.append(f"not counted: “{rejected.surface}” is not {rejected.term} ({rejected.reason}{detail})")
    lines = list(dict.fromkeys(lines))[:20]
    deliveries = []
    if held:
        verdict = held[0]
        lines.append(f"{verdict.stage}: {verdict.reason}, severity {verdict.severity}. {verdict.detail}")
        for delivery in outbox.deliveries(desk.db, verdict.alert_id) if verdict.alert_id else ():
            at = f", {delivery.changed:%Y-%m-%d %H:%M} UTC" if delivery.changed else ""
            why_there = f" ({delivery.note})" if delivery.note else ""
            lines.append(f"delivery: {delivery.state}{why_there} at {delivery.destination.id}{at}")
            deliveries.append({"destination": delivery.destination.id, "state": str(delivery.state)})
    else:
        lines.append("rules: nothing to tell this team")
    verdict_json = None
    if held:
        verdict_json = {
            "stage": str(held[0].stage),
            "reason": str(held[0].reason),
            "detail": held[0].detail,
            "severity": held[0].severity,
            "alert": held[0].alert_id,
        }
    return {
        "key": key,
        "id": item.id,
        "source": item.source,
        "title": item.title,
        "url": item.url,
        "matches": [
            {
                "term": m.term,
                "kind": m.kind,
                "surface": m.surface,
                "reason": str(m.reason),
                "detail": m.detail,
            }
            for m in own
        ],
        "rejected": [
            {"term": r.term, "surface": r.surface, "reason": str(r.reason), "detail": r.detail}
            for r in refused
        ],
        "verdict": verdict_json,
        "deliveries": deliveries,
    }, tuple(lines)
