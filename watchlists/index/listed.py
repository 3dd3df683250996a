"""Which of a team's terms a spelling names that may be several's: the one that is listed so.

NUST is short for three universities; a team that lists it as a name of one of them means that one. Микрон is
Mikron where that is listed so, and Micron in Cyrillic letters where it is not.

Knows matches only. Must not know texts or how spellings are made.
"""

from collections.abc import Sequence

from watchlists.model import AS_NAMED, Match, MatchReason, Rejection, RejectReason

# Members of an enumeration are looked up slowly.
_DERIVED = (MatchReason.ABBREVIATION, MatchReason.TRANSLITERATION)


def listed_first(matches: Sequence[Match]) -> tuple[list[Match], list[Rejection]]:
    """Return the matches, but not the derived spellings that the same watchlist lists for another term.

    Those come second, each as a rejection.
    """
    listed = {_place(match): match.term for match in matches if match.reason in AS_NAMED}
    if not listed:
        return list(matches), []
    kept: list[Match] = []
    rejected: list[Rejection] = []
    for match in matches:
        term = listed.get(_place(match)) if match.reason in _DERIVED else None
        if term is None:
            kept.append(match)
        else:
            rejected.append(match.refused(RejectReason.OTHER_MEANING, f"listed as a name of {term}"))
    return kept, rejected


def _place(match: Match) -> tuple[str, str, int, int]:
    return match.watchlist, match.field, match.start, match.end
