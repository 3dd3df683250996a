"""Universities, institutes and laboratories: which terms are some, and their well-known short forms.

Knows names, candidates and the table of institutions. Must not know texts or contexts.
"""

from functools import cache, lru_cache

from watchlists.index.candidates import Candidate
from watchlists.model import Term
from watchlists.text.normalize import fold_name, is_han
from watchlists.words import groups
from watchlists.words.vocabulary import heads_and_variants

FULL = ("大学", "学院", "实验室", "研究院", "研究所", "中心")
_SHORT = 2  # characters of the shortest forms
_SHORT_ENDS = ("大", "科大", "工大", "师大", "理工", "交大", "科院")


@cache
def short_bodies() -> tuple[str, ...]:
    """Return the short forms of universities and institutes that mean nothing else: 暨大, 西工大."""
    names = (name for row in groups("institutions.txt") for name in row)
    return tuple(
        name
        for name in names
        if _SHORT <= len(name) <= _SHORT + 2 and name.endswith(_SHORT_ENDS) and is_han(name[0])
    )


@cache
def han_bodies() -> frozenset[str]:
    """Return the Chinese names of well-known universities and institutes that mean nothing else."""
    names = (name for row in groups("institutions.txt") for name in row)
    return frozenset(name for name in names if is_han(name[0]) and not name.endswith("?"))


def is_body(candidate: Candidate) -> bool:
    """Return whether the term is a university, institute or laboratory, by any of its listed names."""
    return candidate.entry is not None and is_body_term(candidate.entry.term)


def is_body_term(term: Term) -> bool:
    """Return whether a term is a university, institute or laboratory, by any of its listed names."""
    return _is_called_body((term.name, *term.aliases))


@lru_cache(maxsize=10_000)
def _is_called_body(names: tuple[str, ...]) -> bool:
    """Return whether any of the names is that of a university, institute or laboratory."""
    heads = heads_and_variants()
    return any(name.endswith(FULL) or not heads.isdisjoint(fold_name(name).split()) for name in names)
