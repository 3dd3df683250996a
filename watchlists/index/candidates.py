"""Spellings found in a text, and which of them win where they overlap.

Knows terms, spellings and places in folded text. Must not know how spellings are found or who watches a term.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from typing import NamedTuple

from watchlists.model import MatchReason, RejectReason, Term, Variant
from watchlists.spellings.commonness import Standing
from watchlists.spellings.makers import without_maker

# Members of an enumeration are looked up slowly, and these are asked for at every name found.
_WORD_ORDER, _WEAK = MatchReason.WORD_ORDER, Standing.WEAK


class Entry:
    """One distinct term and the numbers of the watchlists that hold it.

    `traits`: of its spellings that were met, by text (see `hits`).
    """

    __slots__ = ("official", "owners", "term", "traits")

    def __init__(self, term: Term, *, official: bool, owners: Sequence[int] | memoryview = ()) -> None:
        self.term = term
        self.official = official
        self.owners = owners
        self.traits: dict[str, int] = {}


class Candidate(NamedTuple):
    """One spelling found in one field; places count folded characters.

    `entry` is None for a name nobody watches.
    """

    field: str
    start: int
    end: int
    entry: Entry | None
    variant: Variant
    standing: Standing
    edits: int = 0  # letters that differ, in names of words
    slip: str = ""  # what is amiss, in Chinese names
    spaced: bool = False
    abbreviated: bool = False
    reordered: bool = False
    words: tuple[int, int] | None = None  # first and last word; None for names without spaces
    hidden: frozenset[str] = frozenset()  # teams to which it is not told: they watch a longer name there
    touching: int | None = None  # what touches it, see `hits`; None: that was not told with it

    @property
    def is_exact(self) -> bool:
        """Whether it is spelt as the variant is."""
        return not self.edits and not self.slip

    @property
    def is_reordered(self) -> bool:
        """Whether the words of the name stand in another order than usual: it may be another body's name."""
        return self.reordered or self.variant.reason is _WORD_ORDER

    @property
    def rank(self) -> tuple[int, int, bool, bool, bool]:
        """Longer first, then fewer slips, strong, usual and watched ones before others."""
        reordered = self.is_reordered
        return (
            self.end - self.start - _REORDERED * reordered,
            -self.edits - bool(self.slip),
            self.standing is not _WEAK,
            not reordered,
            self.entry is not None,
        )


# As the class does it, one call sooner: one is made for nearly every name found. Takes all of it, in order.
made: Callable[[type[Candidate], Iterable[object]], Candidate] = tuple.__new__

# Nouns that a part of a body or a group may be called by, as well as another body.
_PARTS = ("院", "所", "室", "中心", "学部", "分校", "校区")

_rank = attrgetter("rank")
_REORDERED = 2  # words in another order may hold a comma; the usual order wins all the same
_SLIPPED = 2  # characters of a name of which one slip leaves nothing to go by
_STRETCH = 64  # characters; only names that touch the same stretch of text are held against each other

Refused = tuple[Candidate, RejectReason, str]


def longest(
    found: Iterable[Candidate], refuse: Callable[[Refused], None], teams: Callable[[Entry], frozenset[str]]
) -> list[Candidate]:
    """Return the candidates that are not part of a longer name, in order of field and position.

    A maker's name inside a product's name stays: only a name of the same kind, an organisation or a name
    nobody watches swallows another. A name that is watched swallows for the `teams` that watch it: what one
    team lists hides nothing from another.
    """
    listed = list(found)
    if len(listed) < 2:
        return listed
    listed.sort(key=_place)
    if all(one.field != other.field or one.end <= other.start for one, other in pairwise(listed)):
        return listed  # most stand apart
    kept: list[Candidate] = []
    standing: dict[tuple[str, int], list[Candidate]] = {}  # the kept ones by the stretches of text they touch
    for candidate in sorted(listed, key=_rank, reverse=True):
        first, last = candidate.start // _STRETCH, candidate.end // _STRETCH
        stretches = [(candidate.field, stretch) for stretch in range(first, last + 1)]
        told = _told_beside(_winners(standing, stretches, candidate), candidate, refuse, teams)
        if told is None:
            continue
        kept.append(told)
        for stretch in stretches:
            standing.setdefault(stretch, []).append(told)
    kept.sort(key=_place)
    return kept


def _told_beside(
    winners: Iterable[Candidate],
    candidate: Candidate,
    refuse: Callable[[Refused], None],
    teams: Callable[[Entry], frozenset[str]],
) -> Candidate | None:
    """Return `candidate` hidden from those who are told of `winners`, which beat it; None: from everybody."""
    for winner in winners:
        if winner.entry is candidate.entry:
            return None
        winning = teams(winner.entry) - winner.hidden if winner.entry is not None else None
        if candidate.entry is None:  # everybody's
            if winning is None:
                return None
            candidate = candidate._replace(hidden=candidate.hidden | winning)
            continue
        whole = teams(candidate.entry)
        asked = whole - candidate.hidden
        left = asked - winning if winning is not None else asked & winner.hidden
        if left != asked:
            longer = winner.entry.term.name if winner.entry is not None else winner.variant.text
            why = RejectReason.LONGER_NAME, f"part of {longer}"
            refuse((candidate._replace(hidden=whole - asked | left), *why))
            candidate = candidate._replace(hidden=whole - left)
        if not left:
            return None
    return candidate


def _place(candidate: Candidate) -> tuple[bool, int, int]:
    """Return what orders candidates by field and position."""
    return candidate.field != "title", candidate.start, candidate.end


def _winners(
    standing: dict[tuple[str, int], list[Candidate]], stretches: list[tuple[str, int]], candidate: Candidate
) -> Iterator[Candidate]:
    """Yield those that stand in the same stretches and beat `candidate`, some more than once."""
    for stretch in stretches:
        for other in standing.get(stretch, ()):
            if _beats(other, candidate):
                yield other


def _slips_behind(longer: Candidate, shorter: Candidate) -> bool:
    """Return whether a longer Chinese name is there by a slip only: 阿森纳对 names 阿森纳, not 阿森纳队.

    `shorter` is written right, and of what the longer name has besides the slip takes half or more.
    """
    rest = len(longer.variant.text) - len(shorter.variant.text)
    return (
        longer.slip != ""
        and shorter.is_exact
        and 0 < rest <= _SLIPPED
        and (
            (longer.start == shorter.start and longer.variant.text.startswith(shorter.variant.text))
            or (longer.end == shorter.end and longer.variant.text.endswith(shorter.variant.text))
        )
    )


def _beats(winner: Candidate, candidate: Candidate) -> bool:
    """Return whether `candidate` must not be told beside `winner`, which ranks before it."""
    if winner.field != candidate.field or winner.end <= candidate.start or candidate.end <= winner.start:
        return False
    if winner.entry is candidate.entry:
        return True
    if _slips_behind(winner, candidate):
        return False
    same_place = winner.start == candidate.start and winner.end == candidate.end
    if same_place and candidate.is_reordered and not winner.is_reordered and winner.is_exact:
        return True  # "University of Jinan" is not Jinan University
    if same_place and winner.entry is not None and candidate.is_exact == winner.is_exact:
        return False  # two terms of one spelling
    inside = winner.start <= candidate.start and candidate.end <= winner.end
    if not inside and candidate.is_exact:
        return False
    if winner.entry is None:
        if without_maker(winner.variant.text) == candidate.variant.text:
            return False  # 昆仑芯P800 is the P800
        if (
            candidate.entry is not None
            and candidate.entry.term.kind == "org"
            and candidate.start == winner.start
            and candidate.is_exact
            and any(map(str.isdigit, winner.variant.text))
        ):
            return False  # a maker inside its product's name is named: 海光7285
        # what follows a body's Chinese name is judged by the guards
        return (
            same_place
            or candidate.words is not None
            or candidate.start != winner.start
            or not winner.variant.text.endswith(_PARTS)
        )
    kind = candidate.entry.term.kind if candidate.entry is not None else ""
    return winner.entry.term.kind in {kind, "org"}
