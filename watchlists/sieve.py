"""Whether a passage may name one of some terms, whatever else is watched: for thousands of passages at once.

Knows terms and text. Must not know who watches a term.
"""

from collections.abc import Callable, Iterable

from watchlists.compiling.shard import Shard, joints_of
from watchlists.index.candidates import Entry, Refused
from watchlists.model import Passage, Term


def sieve(terms: Iterable[Term]) -> Callable[[Passage], bool]:
    """Return what tells of a passage whether one of these terms may be found in it, whatever else is watched.

    Made for thousands of passages. It says yes wherever a `Matcher` with these terms, alone or among others,
    finds or turns down one of them.
    """
    shard = Shard.of([Entry(term, official=False) for term in terms], for_many=True)
    joints = joints_of((shard,))

    def may_name(passage: Passage) -> bool:
        for name, text in zip(("title", "text"), passage[:2], strict=True):
            refused: list[Refused] = []
            if text and (shard.find(name, joints.fold(text), refused.append) or refused):
                return True
        return False

    return may_name
