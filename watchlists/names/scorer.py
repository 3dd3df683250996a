"""How sure we are that two names mean one party, and why.

A weighted sum of the evidence (`evidence.FEATURES`) turned into a probability. The weights are few and fitted
once on judged pairs by `tests/bench/calibrate.py`; each can be read as "this much for, this much against".

Knows prepared names. Must not know lists, parties or texts.
"""

from math import exp
from operator import mul

from watchlists.model import Comparison
from watchlists.names.alignment import align
from watchlists.names.chinese import ShortForm, short_form
from watchlists.names.evidence import acronym, evidence
from watchlists.names.explanation import LookupReason, explain
from watchlists.names.tokens import Name, prepare
from watchlists.names.weights import BIAS, WEIGHTS

SAME = 0.45  # from here on two names are said to mean one party


def strength(a: Name, b: Name, *, person: bool = False) -> float:
    """Return the log odds that two prepared names mean one party."""
    if a.han and b.han:
        taken = _chinese(a, b)
        if taken is not None:
            return taken.strength
    odds: float = sum(map(mul, evidence(a, b, align(a, b), person=person), WEIGHTS), BIAS)
    return odds


def probability(odds: float) -> float:
    """Return log odds as a probability, to four places."""
    return round(1 / (1 + exp(-odds)), 4) if odds > -30 else 0.0


def why(a: Name, b: Name) -> tuple[LookupReason, str]:
    """Return the reason and a sentence for two prepared names."""
    return explain(
        a,
        b,
        align(a, b),
        acronym=acronym(a, b) > 0,
        short_form=bool(a.han and b.han) and _chinese(a, b) is not None,
    )


def is_person(kind: str) -> bool:
    """Return whether a list's word for the kind of party means a human being."""
    return kind.lower() in {"person", "individual", "people"}


def _chinese(a: Name, b: Name) -> ShortForm | None:
    short, full = (a.han, b.han) if len(a.han) <= len(b.han) else (b.han, a.han)
    return short_form(short, full)


def compare(left: str, right: str, *, kind: str = "") -> Comparison:
    """Say whether two names mean one party. `kind` (org, person, vessel, …) helps where it is known."""
    person = is_person(kind)
    best: tuple[float, Name, Name] | None = None
    for a in prepare(left):
        for b in prepare(right):
            odds = strength(a, b, person=person)
            if best is None or odds > best[0]:
                best = (odds, a, b)
    if best is None:
        return Comparison(
            match=False,
            score=0.0,
            reason=LookupReason.DIFFERENT,
            detail="nothing readable in one of the names",
        )
    score = probability(best[0])
    reason, detail = why(best[1], best[2])
    return Comparison(match=score >= SAME, score=score, reason=reason, detail=detail)
