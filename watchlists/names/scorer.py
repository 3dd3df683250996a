"""Whether two names mean one party, and why: of each name's readings, those that agree best.

Knows names. Must not know lists, parties or texts.
"""

from collections.abc import Iterable

from watchlists.model import Comparison
from watchlists.names.explanation import LookupReason
from watchlists.names.judgement import Judgement
from watchlists.names.name import Name
from watchlists.names.odds import probability
from watchlists.names.prepared import prepare

SAME = 0.45  # from here on two names are said to mean one party
UNREADABLE = Comparison(
    match=False, score=0.0, reason=LookupReason.DIFFERENT, detail="nothing readable in one of the names"
)


def best_of(left: Iterable[Name], right: Iterable[Name], kind: str) -> Judgement | None:
    """Return the judgement of the two prepared names that agree best; None where one side has none.

    What both have in brackets is no name of either: two firms of one group may say whose they are.
    """
    best: Judgement | None = None
    for a in left:
        for b in right:
            if a.aside and b.aside:
                continue
            judged = Judgement(a, b, kind=kind)
            if best is None or judged.odds > best.odds:
                best = judged
    return best


def compare(left: str, right: str, *, kind: str = "") -> Comparison:
    """Say whether two names mean one party. `kind` (org, person, vessel, …) helps where it is known."""
    best = best_of(prepare(left), prepare(right), kind)
    if best is None:
        return UNREADABLE
    score = probability(best.odds)
    reason, detail = best.why()
    return Comparison(score >= SAME, score, reason, detail)
