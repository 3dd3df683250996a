"""Which entry of a new list is which entry of the old one.

Pure. Where the list numbers its parties, the number decides. Where it does not, ids are made from names, so a
party whose name is respelled has another id; so has each when a list begins to number them. Entries without a
partner of the same id are then compared with each other, and a likeness of names is not enough: a pair must
share a citation, an address or an alias. Two units of one house are not one party, nor are "No. 13" and
"No. 14".
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from watchers.lists.likeness import (
    FORMS,
    evidence,
    folded,
    likeness,
    other_names,
    same_country,
    same_otherwise,
)
from watchers.model import Entry
from watchers.parsers.lists.entries import fold, is_derived

Pair = tuple[Entry, Entry]
_COMPARISONS = 20_000


def pair(
    old: Sequence[Entry], new: Sequence[Entry], *, by_country: bool = True
) -> tuple[list[Pair], list[Entry], list[Entry]]:
    """Return (pairs, only in old, only in new). Each entry stands in exactly one of the three.

    `by_country`: the list has a country column, so that one name under two countries is two entries.
    Elsewhere the country is read from the addresses, and moves with them.
    """
    held = {entry.entity_id: entry for entry in old}
    pairs = [(held.pop(entry.entity_id), entry) for entry in new if entry.entity_id in held]
    taken = {entry.entity_id for _, entry in pairs}
    gone = list(held.values())
    come = [entry for entry in new if entry.entity_id not in taken]
    for again in (_by_name, _by_likeness) if by_country else (_by_name, _by_name_anywhere, _by_likeness):
        found = list(again(_open(gone, come), _open(come, gone)))
        pairs += found
        left, right = {id(one) for one, _ in found}, {id(one) for _, one in found}
        gone = [entry for entry in gone if id(entry) not in left]
        come = [entry for entry in come if id(entry) not in right]
    return pairs, gone, come


def _open(some: Sequence[Entry], others: Sequence[Entry]) -> Sequence[Entry]:
    """Return those that may have a partner among the others although no id is shared."""
    if any(is_derived(entry.entity_id) for entry in others):
        return some
    return [entry for entry in some if is_derived(entry.entity_id)]


def _may_differ(one: Entry, other: Entry) -> bool:
    """Whether two ids may be those of one party: not two numbers that a list gave."""
    return is_derived(one.entity_id) or is_derived(other.entity_id)


def _by_name(gone: Sequence[Entry], come: Sequence[Entry]) -> Iterator[Pair]:
    """Pair entries of one list and one name whose ids differ (a namesake came or went), the likest first."""
    waiting: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in come:
        waiting[entry.list, fold(entry.name)].append(entry)
    possible = [
        (
            not same_otherwise(entry, other),
            -evidence(entry, other),
            entry.entity_id,
            other.entity_id,
            entry,
            other,
        )
        for entry in gone
        for other in waiting.get((entry.list, fold(entry.name)), ())
        if same_country(entry, other) and _may_differ(entry, other)
    ]
    yield from _each_once((entry, other) for *_, entry, other in sorted(possible, key=lambda row: row[:4]))


def _by_name_anywhere(gone: Sequence[Entry], come: Sequence[Entry]) -> Iterator[Pair]:
    """Pair namesakes whose addresses moved to another country."""
    nowhere = [replace(entry, country="") for entry in come]
    whole = {id(bare): entry for bare, entry in zip(nowhere, come, strict=True)}
    for one, bare in _by_name(gone, nowhere):
        yield one, whole[id(bare)]


def _each_once(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """Yield the pairs, best first, whose two sides are both still free."""
    left: set[int] = set()
    right: set[int] = set()
    for one, other in pairs:
        if id(one) not in left and id(other) not in right:
            left.add(id(one))
            right.add(id(other))
            yield one, other


def _by_likeness(gone: Sequence[Entry], come: Sequence[Entry]) -> Iterator[Pair]:
    """Pair respelled and renamed entries, the likest first; each entry once."""
    index: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, entry in enumerate(come):
        for key in _keys(entry):
            index[entry.list, key].append(number)
    # of a list that changed beyond measure only the nearest are weighed: time stays bounded
    most = max(3, min(50, _COMPARISONS // max(len(gone), 1)))
    scored: list[tuple[float, str, str, int, int]] = []
    for left, entry in enumerate(gone):
        near = Counter(
            number
            for key in _keys(entry)
            # a key that a hundred share tells nothing
            if len(index.get((entry.list, key), ())) <= 100
            for number in index.get((entry.list, key), ())
        )
        for right, _ in near.most_common(most):
            score = likeness(entry, come[right]) if _may_differ(entry, come[right]) else 0.0
            if score:
                scored.append((-score, entry.entity_id, come[right].entity_id, left, right))
    yield from _each_once((gone[left], come[right]) for *_, left, right in sorted(scored))


def _keys(entry: Entry) -> set[str]:
    """Return what two writings of one party are likely to share: words' beginnings, addresses, aliases."""
    words = {f"w {word[:4]}" for word in fold(entry.name).split() if word not in FORMS}
    return (
        words | {f"a {one}" for one in folded(entry.addresses)} | {f"n {one}" for one in other_names(entry)}
    )
