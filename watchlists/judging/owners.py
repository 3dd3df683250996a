"""Whether a cloud's owner before a common word makes it another's service: AWS Lambda, Hugging Face Spaces.

Knows the text before a hit and the names of a term. Must not know who watches it.
"""

import re
from functools import cache

from watchlists.index.candidates import Candidate
from watchlists.model import Term
from watchlists.text.normalize import Folded, fold_name
from watchlists.words import groups
from watchlists.words.ambiguous import meaning_of
from watchlists.words.vocabulary import english

_LETTERS = 4  # shorter names are letters several services are called by (ECS, S3)
_MODEL = frozenset({"model", "模型", "大模型", "llm"})
_GAP = re.compile(r"(?:['’]s)?[ -]*$")
_MOST = 24  # characters of an owner's name


@cache
def _rows() -> dict[str, tuple[str, ...]]:
    """Return the folded names of every owner by each of them, the longest first."""
    rows = [tuple(map(fold_name, row)) for row in groups("cloud_owners.txt")]
    named = {name: row for row in rows for name in row}
    return dict(sorted(named.items(), key=lambda item: len(item[0]), reverse=True))


def other_owner(candidate: Candidate, term: Term, folded: Folded) -> str:
    """Return the owner before a common word whom no name or context of the term tells of; "" if none.

    A model may run in another's cloud (Azure Llama), a service does not.
    """
    text = candidate.variant.text
    if candidate.words is None or (len(text) > _LETTERS and text not in english()):
        return ""
    meaning = meaning_of(text)
    context = term.context or (meaning.context if meaning is not None else ())
    if not context or not _MODEL.isdisjoint(map(str.casefold, context)):
        return ""
    owner = _owner_before(folded, candidate.start)
    if not owner:
        return ""
    own = f" {' '.join(map(fold_name, (term.name, *term.aliases, *context)))} "
    return "" if any((f" {name} " if name.isascii() else name) in own for name in _rows()[owner]) else owner


def _owner_before(folded: Folded, start: int) -> str:
    """Return the folded name of an owner that stands directly before a place; "" if none."""
    first = folded.origin(start)
    before = _GAP.sub("", folded.source[max(0, first - _MOST) : first])
    if not before[-1:].isalnum():
        return ""
    near = f" {fold_name(before)}"
    return next(
        (name for name in _rows() if near.endswith(f" {name}" if name[0].isascii() else name)),
        "",
    )
