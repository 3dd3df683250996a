"""A name found in a passage as it is told: a match, or a rejection, for each watchlist that holds it.

Knows candidates and the folded fields of a passage. Must not know how either is found or judged.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from watchlists.holders import Holders
from watchlists.index.candidates import Candidate, Entry, Refused
from watchlists.judging.judge import part
from watchlists.judging.writing import explain
from watchlists.model import AS_NAMED, Match, MatchReason, Rejection, team_of
from watchlists.text.folded import Folded

# How sure a match is, by its reason: near certain as listed, least where letters differ.
SCORES = {
    MatchReason.EXACT: 1.0,
    MatchReason.ALIAS: 0.98,
    MatchReason.LEGAL_FORM: 0.97,
    MatchReason.SPACING: 0.95,
    MatchReason.SCRIPT: 0.95,
    MatchReason.MODEL: 0.95,
    MatchReason.ABBREVIATION: 0.92,
    MatchReason.WORD_ORDER: 0.92,
    MatchReason.TRANSLITERATION: 0.9,
    MatchReason.AFFILIATE: 0.9,
    MatchReason.TYPO: 0.85,
}
# as the class does it, one call sooner
_made: Callable[[type[Match], Iterable[object]], Match] = tuple.__new__


def _told(candidate: Candidate, entry: Entry, holders: Holders) -> Sequence[str]:
    """Return the ids of the watchlists that are told of a candidate, by its entry."""
    return [one for one in holders.of(entry) if team_of(one) not in candidate.hidden]


def matches_of(candidate: Candidate, fields: dict[str, Folded], holders: Holders) -> list[Match]:
    """Return one match for each watchlist that holds the term."""
    field, start, end, entry, _, _, _, _, _, _, _, words, hidden, _ = candidate
    assert entry is not None
    folded = fields[field]
    start, end = folded.span(start, end)
    written = folded.source[start:end]
    reason, detail = explain(candidate, written)
    if words is None and reason in AS_NAMED and (inside := part(candidate, folded)):
        reason, detail = MatchReason.AFFILIATE, f"{inside} of {written}: {detail}"
    term, score = entry.term, SCORES[reason]
    return [
        _made(Match, (term.name, term.kind, owner, field, start, end, written, score, reason, detail))
        for owner in (_told(candidate, entry, holders) if hidden else holders.of(entry))
    ]


def rejections_of(refusal: Refused, fields: dict[str, Folded], holders: Holders) -> Iterator[Rejection]:
    """Yield one rejection for each watchlist that holds the term; none for a name that nobody watches."""
    candidate, reason, detail = refusal
    if candidate.entry is None:
        return
    folded = fields[candidate.field]
    start, end = folded.span(candidate.start, candidate.end)
    for owner in _told(candidate, candidate.entry, holders):
        yield Rejection(
            term=candidate.entry.term.name,
            kind=candidate.entry.term.kind,
            watchlist=owner,
            field=candidate.field,
            start=start,
            end=end,
            surface=folded.source[start:end],
            reason=reason,
            detail=detail,
        )


def each_once(rejections: Iterable[Rejection]) -> tuple[Rejection, ...]:
    """Return the first of those that turn down the same words for the same reason, as two spellings may."""
    found: dict[tuple[object, ...], Rejection] = {}
    for one in rejections:
        found.setdefault((one.term, one.watchlist, one.field, one.start, one.end, one.reason), one)
    return tuple(found.values())
