"""Whether what was found in a notice may be the name of somebody whom it speaks of, and no party's. Pure."""

from watchers.parsers.persons.bodies import shows_body
from watchers.parsers.persons.person_talk import without_talk_of_persons
from watchers.parsers.persons.persons import ALL_SURNAMES, COMPOUND_SURNAMES

_SURNAMES = ALL_SURNAMES | COMPOUND_SURNAMES
_SHORT = 4


def is_spoken_of(name: str, whole: str) -> bool:
    """Whether a short word begins as names do, shows no body, and stands but where persons are spoken of."""
    if not 2 <= len(name) <= _SHORT or _SURNAMES.isdisjoint((name[:1], name[:2])) or shows_body(name):
        return False
    return name not in without_talk_of_persons(whole)
