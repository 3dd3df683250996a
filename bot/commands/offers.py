"""What is offered under an answer, a press each: for an alert, and to take an edit of a watchlist back.

Pure but for a look at watchlists.
"""

from collections.abc import Iterable, Iterator

from bot.actors import Actor
from bot.alerts import CAN_BE_HANDLED, Alert
from bot.cases import IN_HAND, Cause, TriageState
from bot.commands import own_watchlists
from bot.commands.desk import Desk
from bot.phrases import quoted
from bot.replies import HANDLE_ONE, Offer
from watchlists.model import Term, Watchlist

MUTED_DAYS = 30  # what is offered against a term that is found too often
_LABEL = 30  # letters of a term on a button
_MOST_TERMS = 3  # of a false match that something is offered about
_MOST_WORDS = 1_500  # characters that a button may carry, in any chat
_CAUSES = (
    *((cause.words.capitalize(), f"--because={cause}") for cause in Cause),
    ("No reason given", "--reason="),
)
_LATER = (("Tomorrow", "--days=1"), ("In a week", "--days=7"), ("In 30 days", "--days=30"))


def ways(alert: Alert) -> Iterator[Offer]:
    """Yield what may be made of an alert."""
    if alert.kind not in CAN_BE_HANDLED:
        return
    again = f"alerts show {alert.id}"
    if alert.state is TriageState.OPEN:
        yield Offer(label="Acknowledge", words=f"alerts acknowledge {alert.id}", again=again)
    if alert.state in IN_HAND:
        done = f"alerts resolve {alert.id} --reason"
        yield Offer(label="Resolve…", words=done, fill="What was decided or done", again=again)
        done = f"alerts dismiss {alert.id}"
        yield Offer(label="Dismiss…", words=done, fill="Why", choices=_CAUSES, again=again)
        given = f"alerts assign {alert.id} --to"
        yield Offer(label="Assign…", words=given, fill="To whom", again=again)
        done = f"alerts snooze {alert.id}"
        yield Offer(label="Snooze…", words=done, fill="Until when", choices=_LATER, again=again)
    if alert.state is not TriageState.OPEN:
        yield Offer(label="Reopen", words=f"alerts reopen {alert.id}", again=again)
    yield Offer(label="Note…", words=f"alerts note {alert.id}", fill="What to note", again=again)


def to_handle(alerts: Iterable[Alert]) -> tuple[Offer, ...]:
    """Return the offer to take up one of these, where any can be."""
    choices = tuple(
        (f"{str(alert.severity).capitalize()} · {alert.title}", alert.id)
        for alert in alerts
        if alert.kind in CAN_BE_HANDLED
    )
    return (Offer(label=HANDLE_ONE, words="alerts show", choices=choices),) if choices else ()


def against(desk: Desk, actor: Actor, alert: Alert) -> tuple[Offer, ...]:
    """Return what may be done about the terms of a false match; official lists cannot be edited."""
    offers: list[Offer] = []
    for name in dict.fromkeys(evidence.term for evidence in alert.evidence):
        known = own_watchlists.found(desk, actor, name)
        if known is None:
            continue
        term = known[1]
        said, shown = f'"{term.name}"', f"“{_short(term.name)}”"
        if term.context:  # more words would find it more often
            offers.append(Offer(label=f"How {shown} is found", words=f"watchlist show {said} --variants"))
        else:
            asked = f"Words of which one must stand near {shown}, one a line"
            words = f"watchlist context -- {said}"
            offers.append(Offer(label=f"{shown} only near…", words=words, fill=asked, many=True))
        mute = f"watchlist mute --days {MUTED_DAYS} -- {said}"
        offers.append(Offer(label=f"Mute {shown} for {MUTED_DAYS} days", words=mute))
    return tuple(offers[: 2 * _MOST_TERMS])


def _short(name: str) -> str:
    return name if len(name) <= _LABEL else name[: _LABEL - 1] + "…"


def undo(verb: str, held: Watchlist | None, term: Term, *words: str) -> tuple[Offer, ...]:
    """Return the offer to take back an edit: `watchlist VERB TERM WORDS…`; none where that is too long.

    `held`: the watchlist that is named with them, None where the edit is of no single one.
    """
    said = [word if word.startswith("--") else quoted(word) for word in words]
    where = [f"--watchlist={quoted(held.name)}"] if held is not None else []
    line = " ".join((f"watchlist {verb} {quoted(term.name)}", *said, *where))
    return (Offer(label="Undo", words=line),) if len(line) <= _MOST_WORDS else ()


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
