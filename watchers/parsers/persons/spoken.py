"""Whether what was found in a notice may be the name of somebody whom it speaks of, and no party's. Pure."""

from watchers.parsers.persons.bodies import shows_body
from watchers.parsers.persons.clauses import clauses, speaks_of_persons
from watchers.parsers.persons.persons import ALL_SURNAMES, COMPOUND_SURNAMES
from watchers.parsers.traditional import simplified

_SURNAMES = ALL_SURNAMES | COMPOUND_SURNAMES
_SHORT = 4


def is_spoken_of(name: str, whole: str) -> bool:
    """Whether a short word begins as names do, shows no body, and stands but where persons are spoken of."""
    if not 2 <= len(name) <= _SHORT or _SURNAMES.isdisjoint((name[:1], name[:2])) or shows_body(name):
        return False
    beside = (clause for line in simplified(whole).split("\n") for clause in clauses(line) if name in clause)
    return all(map(speaks_of_persons, beside))
