"""A found name that may mean several things, with what is known of its meanings and where its context stands.

Knows candidates, the table of ambiguous names and what stands near. Must not know who watches a term.
"""

import re
from dataclasses import dataclass, replace

from watchlists.index.candidates import Candidate
from watchlists.judging import devices, goods, joined, usage
from watchlists.judging.context import Surroundings
from watchlists.judging.contextwords import with_other_languages
from watchlists.judging.writing import surface
from watchlists.model import Term
from watchlists.spellings.commonness import Standing
from watchlists.spellings.makers import own_words
from watchlists.text.normalize import Folded, fold_name
from watchlists.words.ambiguous import Meaning, meaning_of

_MODEL = re.compile(r"[a-z]\d{2,3}")
# Lines of products that make a number a chip's wherever they stand before it.
_LINES = frozenset({"tesla", "rtx", "gtx", "quadro", "geforce", "instinct", "jetson", "radeon"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One candidate in its passage.

    Attributes:
        meaning: what the table knows of the name; None for nothing.
        context: the words that show the watched meaning, the team's or the table's.
        needed: whether the name counts beside its context only.
        near: how far the nearest of them is, in folded characters; None when none is near, 0 where it is part
            of the name, other products are named with it, or a number is given as a chip.
        written: the name as written.

    """

    candidate: Candidate
    term: Term
    folded: Folded
    surroundings: Surroundings
    meaning: Meaning | None
    context: tuple[str, ...]
    needed: bool
    near: int | None
    written: str

    @property
    def place(self) -> tuple[str, int, int]:
        """The field and the folded characters of the name."""
        return self.candidate.field, self.candidate.start, self.candidate.end

    @property
    def is_chinese(self) -> bool:
        """Whether the name is written without spaces."""
        return self.candidate.words is None

    @property
    def others(self) -> tuple[str, ...]:
        """The words that show another meaning."""
        return self.meaning.others if self.meaning is not None else ()

    def is_further(self, reach: int) -> bool:
        """Return whether there is context near, but more than `reach` characters off."""
        return self.near is not None and self.near > reach


def known_meaning(candidate: Candidate, term: Term) -> Meaning | None:
    """Return what the table of ambiguous names knows of the candidate's spelling.

    What the term itself has for context is no other meaning: NUST in Islamabad, where that one is watched.
    """
    text = candidate.variant.text
    meaning = meaning_of(text.replace(" ", ""), model=True) if term.kind == "chip" else meaning_of(text)
    if meaning is None or not term.context:
        return meaning
    own = frozenset(map(fold_name, term.context))
    if own.isdisjoint(meaning.others):
        return meaning
    return replace(meaning, others=tuple(word for word in meaning.others if word not in own))


def read(candidate: Candidate, term: Term, folded: Folded, surroundings: Surroundings) -> Reading:
    """Return the candidate with its meanings and the distance of its context."""
    text = candidate.variant.text
    meaning = known_meaning(candidate, term)
    context = with_other_languages(term.context)
    asks = meaning is not None and not meaning.alone
    if not context and meaning is not None and asks:
        if candidate.words is not None or candidate.standing is Standing.WEAK or term.kind == "chip":
            context = meaning.context
            if term.kind == "chip":  # its own maker, which the table cannot know
                context += own_words(fold_name(term.name))
    needed = bool(context) and not (term.kind == "chip" and not _LINES.isdisjoint(text.split()))
    if not context and meaning is not None:
        context = meaning.context  # not needed, but it outweighs words of another meaning
    outside = not term.context  # the table holds H100 beside any chip, and so beside no H100
    near = surroundings.distance(candidate.field, candidate.start, candidate.end, context, outside=outside)
    if term.kind == "chip" and near:
        if devices.given_as_chip(folded, candidate.start, candidate.end, term, context):
            near = 0
        elif devices.before_device(folded, candidate.end):
            near = 1
    if term.kind == "chip" and near != 0:
        if near != 1 and goods.has_memory(folded, candidate.end):
            near = 1
        elif near is not None and goods.thing_before(folded, candidate.start):
            # another model bears a number out, but not two coffee machines each other
            others = tuple(word for word in context if not _MODEL.fullmatch(word))
            near = surroundings.distance(
                candidate.field, candidate.start, candidate.end, others, outside=outside
            )
    if term.kind == "cloud" and (
        joined.beside_product(folded, candidate.start, candidate.end) or usage.edition(folded, candidate.end)
    ):
        near = 0
    return Reading(
        candidate, term, folded, surroundings, meaning, context, needed, near, surface(candidate, folded)
    )
