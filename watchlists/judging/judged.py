"""Which names of a passage stand, for which teams: each by itself, the weak ones by what bears them out.

What one team lists changes nothing for another: a hit bears out a weak name for those alone who are told of
both.

Knows candidates, and who watches a term by a function. Must not know how either is judged.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter

from watchlists.index.candidates import Candidate, Entry, Refused
from watchlists.judging.judge import Judge
from watchlists.judging.segments import Verdict
from watchlists.judging.support import Support
from watchlists.model import AS_NAMED, RejectReason
from watchlists.spellings.commonness import Standing

_WEAK = Standing.WEAK  # members of an enumeration are looked up slowly
_standing = attrgetter("standing")
_ALONE = RejectReason.WEAK_ALONE, "a weak name, nothing beside it"

Teams = Callable[[Entry], frozenset[str]]


def judged(
    named: Sequence[Candidate], judge: Judge, teams: Teams, *, explained: bool
) -> Iterable[tuple[Candidate, Verdict | None]]:
    """Return the watched candidates of a passage in order, each with why it is turned down; None: it stands.

    One that stands for some teams only comes twice, hidden from the others. `teams`: who watches a term.
    Nearly every weak name is alone, which is asked first where the reason is not to be `explained`.
    """
    if _WEAK in map(_standing, named):
        return _some_weak(named, judge, teams, explained=explained)
    return zip(named, map(judge.verdict, named), strict=True)  # as in most texts


def _some_weak(
    named: Sequence[Candidate], judge: Judge, teams: Teams, *, explained: bool
) -> Iterator[tuple[Candidate, Verdict | None]]:
    """Yield what `judged` returns where some names are weak."""
    support = Support(judge.fields, judge.surroundings)
    found = [None if candidate.standing is _WEAK else judge.verdict(candidate) for candidate in named]
    told = zip(named, found, strict=True)
    strong = [candidate for candidate, no in told if candidate.standing is not _WEAK and no is None]
    for candidate, verdict in zip(named, found, strict=True):
        if candidate.standing is not _WEAK:
            yield candidate, verdict
            continue
        borne_out, alone = _borne_out(candidate, strong, support, teams)
        no = judge.verdict(candidate) if explained or borne_out is not None else None
        if borne_out is not None:
            yield borne_out, no
        if alone is not None:
            yield alone, no or _ALONE


def _borne_out(
    candidate: Candidate, strong: Sequence[Candidate], support: Support, teams: Teams
) -> tuple[Candidate | None, Candidate | None]:
    """Return a weak candidate for the teams for whom something bears it out, and for the others."""
    of_text = support.of_text(candidate)
    if of_text is not None:
        return (candidate, None) if of_text else (None, candidate)
    if not strong:
        return None, candidate
    assert candidate.entry is not None
    asked = teams(candidate.entry) - candidate.hidden
    left = asked
    for other in support.beside(candidate, strong):
        assert other.entry is not None
        left = left - (teams(other.entry) - other.hidden)
        if not left:
            return candidate, None
    if left == asked:
        return None, candidate
    hidden = candidate.hidden
    return candidate._replace(hidden=hidden | left), candidate._replace(hidden=hidden | (asked - left))


def untorn(found: list[Candidate], judge: Judge, refuse: Callable[[Refused], None]) -> list[Candidate]:
    """Return what was found without Chinese names that are made by rule or by a slip and end within a word.

    They would hide a shorter name that is written out: 深圳大学物理|系 in 深圳大学物理|实验.
    """
    if len(found) < 2 or all(map(_as_listed, found)):
        return found
    kept = []
    for candidate in found:
        hides = not _as_listed(candidate) and any(_is_inside(other, candidate) for other in found)
        verdict = judge.verdict(candidate) if hides else None
        if verdict is not None and verdict[0] is RejectReason.WORD_BOUNDARY:
            refuse((candidate, *verdict))
        else:
            kept.append(candidate)
    return kept


def _as_listed(candidate: Candidate) -> bool:
    if candidate.words is not None or candidate.entry is None:
        return True
    return not candidate.slip and candidate.variant.reason in AS_NAMED


def _is_inside(other: Candidate, candidate: Candidate) -> bool:
    """Return whether another term's name stands within a candidate."""
    if other.entry is candidate.entry or other.field != candidate.field:
        return False
    return candidate.start <= other.start and other.end <= candidate.end
