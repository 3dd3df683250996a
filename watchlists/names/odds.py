"""The evidence of two names' words as one number: log odds that they mean one party, and the probability.

A weighted sum of the evidence (`evidence.FEATURES`). The weights are few and fitted once on judged pairs by
`bench/fit/calibrate.py`; each can be read as "this much for, this much against".

Knows prepared names. Must not know what outweighs the sum (`judgement`).
"""

from math import exp
from operator import mul

from rapidfuzz.distance import Indel

from watchlists import native
from watchlists.names.alignment import Alignment, align
from watchlists.names.apart import TELLING
from watchlists.names.evidence import evidence, numbers_and_forms
from watchlists.names.initials import acronym
from watchlists.names.likeness import joined_by_sound, likeness_by_sound
from watchlists.names.name import Name
from watchlists.names.weights import BIAS, WEIGHTS

_PLACES, _SURELY = 10_000, 0.499_999  # four places, and how near a number is to one of them for certain
# what the compiled form is told, and what it leaves to these
ASKED = (
    BIAS,
    WEIGHTS,
    likeness_by_sound,
    joined_by_sound,
    numbers_and_forms,
    Indel.normalized_similarity,
    TELLING,
    Alignment,
    acronym,
)


def weigh(a: Name, b: Name, *, person: bool) -> tuple[Alignment, float]:
    """Pair the words of two names; return that, and the weighted sum of what it says."""
    weighed = None if native.weigh is None else native.weigh(a, b, person, ASKED)
    return weigh_in_python(a, b, person=person) if weighed is None else weighed


def weigh_in_python(a: Name, b: Name, *, person: bool) -> tuple[Alignment, float]:
    """Do the same where there is no compiled form, and for very long names."""
    found = align(a, b)
    if not found.pairs and not found.acronym:
        return found, BIAS
    return found, weighed(a, b, found, person=person)


def weighed(a: Name, b: Name, found: Alignment, *, person: bool) -> float:
    """Return the weighted sum of the evidence of words that are paired."""
    return sum(map(mul, evidence(a, b, found, person=person), WEIGHTS), BIAS)


def probability(odds: float) -> float:
    """Return log odds as a probability, to four places."""
    if odds <= -30:
        return 0.0
    share = 1 / (1 + exp(-odds))
    parts = share * _PLACES
    whole = int(parts + 0.5)
    # `round` writes the number out to tell; that is needed half-way between two only
    return whole / _PLACES if abs(parts - whole) < _SURELY else round(share, 4)
