"""Two parties, each known by several names and perhaps by its country: one or two?

One pair of names that agree is not enough: branches of one group share names, and a short alias is borne by
many. So the main name of each side must also be among the names of the other.

Knows parties. Must not know lists, files or the chat.
"""

import re
from collections.abc import Iterable

from watchlists.model import Comparison, Party
from watchlists.names.name import Name
from watchlists.names.odds import probability
from watchlists.names.persons import is_person
from watchlists.names.prepared import prepare
from watchlists.names.scorer import SAME, UNREADABLE, best_of

# What it is worth, in log odds, that two parties sit in different countries: branches in two countries are
# two parties, while a person has more than one nationality more often than a list says.
_OTHER_COUNTRY = 5.0
_OTHER_NATIONALITY = 1.5
_NOBODY = -30.0
_NAMES = 100  # names of a party that are compared: every one with every one of the other
_CODE = 3  # letters of a country's code, at most
_COUNTRY = re.compile(r"[^\s;|,/]+(?: [^\s;|,/]+)*")


def compare_parties(left: Party, right: Party) -> Comparison:
    """Say whether two parties are one. The reason is that of the names that agree best."""
    kind = left.kind if left.kind == right.kind else left.kind or right.kind
    main_left, main_right = _forms((left.name,)), _forms((right.name,))
    all_left, all_right = _forms((left.name, *left.aliases)), _forms((right.name, *right.aliases))
    best = best_of(all_left, all_right, kind)
    if best is None:
        return UNREADABLE
    # of a party known by one name alone one cannot ask that it also bears the other's main name
    known = [(main_left, all_right)] * (len(all_right) > len(main_right)) + [(main_right, all_left)] * (
        len(all_left) > len(main_left)
    )
    found = [best_of(*names, kind) for names in known] or [best]
    main = min(_NOBODY if judged is None else judged.odds for judged in found)
    # relatives share the lesser names of each other: for persons the main names decide alone
    odds = main if is_person(kind) else (best.odds + main) / 2
    reason, detail = best.why()
    one, other = _countries(left), _countries(right)
    if _elsewhere(one, other):
        odds -= _OTHER_NATIONALITY if is_person(kind) else _OTHER_COUNTRY
        note = f"in other countries ({left.country} / {right.country})"
        detail = f"{detail}; {note}" if detail else note
    score = probability(odds)
    return Comparison(match=score >= SAME, score=score, reason=reason, detail=detail)


def _forms(names: Iterable[str]) -> list[Name]:
    return [form for name in list(dict.fromkeys(names))[:_NAMES] for form in prepare(name)]


def _elsewhere(one: set[str], other: set[str]) -> bool:
    """Return whether no country is of both; a code and a name written out say nothing of each other."""
    if not one.isdisjoint(other):
        return False
    return any(
        any(is_code(country) for country in one) and any(is_code(country) for country in other)
        for is_code in (_is_code, lambda country: not _is_code(country))
    )


def _is_code(country: str) -> bool:
    return len(country) <= _CODE


def _countries(party: Party) -> set[str]:
    return {country.casefold() for country in _COUNTRY.findall(party.country)}
