"""Which entry of a new list is which entry of the old one.

Pure. Where the list numbers its parties, the number decides. Where it does not, ids come from names, so a
respelled name brings another id: then what remains on both sides is compared, and a pair must show more
than a likeness: a shared citation, address or alias. Two units of one house are not one, nor "No. 13"
and "No. 14".
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from watchers.citations import citations
from watchers.model import Entry
from watchers.parsers.countries import country_name
from watchers.parsers.entries import fold, is_derived
from watchers.sameness import canonical

Pair = tuple[Entry, Entry]
_FORMS = frozenset(
    [
        "co",
        "company",
        "ltd",
        "limited",
        "inc",
        "incorporated",
        "llc",
        "corp",
        "corporation",
        "jsc",
        "ojsc",
        "pjsc",
        "cjsc",
        "oao",
        "zao",
        "ooo",
        "pao",
        "ao",
        "gmbh",
        "ag",
        "sa",
        "srl",
        "spa",
        "bv",
        "nv",
        "fze",
        "fzc",
        "fzco",
        "pte",
        "pvt",
        "private",
        "sdn",
        "bhd",
        "plc",
        "lp",
        "llp",
        "the",
        "of",
        "and",
        "aka",
        "kft",
        "oy",
        "ab",
        "as",
        "ltda",
    ]
)
_COMPARISONS = 20_000
_NEAR = 0.7  # a word and its respelling


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
        found = list(again(_unnumbered(gone), _unnumbered(come)))
        pairs += found
        left, right = {id(one) for one, _ in found}, {id(one) for _, one in found}
        gone = [entry for entry in gone if id(entry) not in left]
        come = [entry for entry in come if id(entry) not in right]
    return pairs, gone, come


def _unnumbered(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if is_derived(entry.entity_id)]


def _by_name(gone: Sequence[Entry], come: Sequence[Entry]) -> Iterator[Pair]:
    """Pair entries of one list and one name whose ids differ (a namesake came or went), the likest first."""
    waiting: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in come:
        waiting[entry.list, fold(entry.name)].append(entry)
    possible = [
        (
            not _same_otherwise(entry, other),
            -_evidence(entry, other),
            entry.entity_id,
            other.entity_id,
            entry,
            other,
        )
        for entry in gone
        for other in waiting.get((entry.list, fold(entry.name)), ())
        if _same_country(entry, other)
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


def _same_country(one: Entry, other: Entry) -> bool:
    left, right = country_name(one.country), country_name(other.country)
    return left == right or not left or not right


def _evidence(one: Entry, other: Entry) -> int:
    """Return how many kinds of facts besides the name the two share."""
    return (
        _cited_alike(one, other)
        + bool(_set(one.addresses) & _set(other.addresses))
        + bool(_names(one) & _names(other))
    )


def _cited_alike(one: Entry, other: Entry) -> bool:
    if one.citation and one.citation == other.citation:
        return True  # also in the styles that name no page
    return bool(set(citations(one.citation)) & set(citations(other.citation)))


def _set(values: Iterable[str]) -> set[str]:
    return {fold(canonical(value)) for value in values if value}


def _names(entry: Entry) -> set[str]:
    return _set(entry.aliases)


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
            score = likeness(entry, come[right])
            if score:
                scored.append((-score, entry.entity_id, come[right].entity_id, left, right))
    yield from _each_once((gone[left], come[right]) for *_, left, right in sorted(scored))


def _keys(entry: Entry) -> set[str]:
    """Return what two writings of one party are likely to share: words' beginnings, addresses, aliases."""
    words = {f"w {word[:4]}" for word in fold(entry.name).split() if word not in _FORMS}
    return words | {f"a {one}" for one in _set(entry.addresses)} | {f"n {one}" for one in _names(entry)}


def likeness(one: Entry, other: Entry) -> float:
    """Return how surely two entries of one list are one party: 0 for not, else up to 5.

    A respelling (each odd word has its near spelling opposite, legal forms aside) needs one shared fact,
    or none to have any; more words on one side need a shared citation and address, or all else the
    same; another name needs the same citation, the same addresses and aliases, or to be the other's alias.
    """
    if not _same_country(one, other):
        return 0.0
    left, right = fold(one.name), fold(other.name)
    if Counter(_digits(left)) != Counter(_digits(right)):
        return 0.0
    ratio = SequenceMatcher(None, left, right, autojunk=False).ratio()
    evidence = _evidence(one, other)
    bare = not any((one.citation, one.addresses, one.aliases)) and not any(
        (other.citation, other.addresses, other.aliases)
    )
    odd_left, odd_right = _odd_words(left, right)
    respelled = len(odd_left) == len(odd_right) and _opposite(odd_left, odd_right)
    if (respelled or not odd_left or not odd_right) and _same_otherwise(one, other):
        return evidence + 1 + ratio
    if respelled and (evidence or bare):
        return evidence + ratio
    cited = _cited_alike(one, other)
    placed = bool(_set(one.addresses) & _set(other.addresses))
    if (not odd_left or not odd_right) and cited and placed:
        return evidence + ratio
    if cited and _moved_end(one, other):
        return evidence + ratio
    if (left in _names(other) or right in _names(one)) and (cited or placed):
        return evidence + ratio
    whole = one.addresses and _set(one.addresses) == _set(other.addresses) and _names(one) == _names(other)
    if (
        whole
        and one.citation == other.citation
        and (one.aliases or ratio >= 0.6)
        and not _siblings(left, right)
    ):
        return evidence + ratio
    return 0.0


def _same_otherwise(one: Entry, other: Entry) -> bool:
    """Whether the two differ in name and id alone."""
    return _rest(one) == _rest(other)


def _rest(entry: Entry) -> tuple[object, ...]:
    """Return what the entry says besides its name, id and link, its cells in one order."""
    cells = (entry.aliases, entry.addresses, entry.programs, entry.details)
    texts = (
        entry.kind,
        entry.citation,
        entry.license_requirement,
        entry.license_policy,
        entry.start,
        entry.remarks,
    )
    return (*(sorted(map(canonical, cell)) for cell in cells), *map(canonical, texts))


def _digits(name: str) -> list[str]:
    return [word for word in name.split() if any(char.isdigit() for char in word)]


def _odd_words(left: str, right: str) -> tuple[list[str], list[str]]:
    """Return the words each name has alone, legal forms left out."""
    ours, theirs = Counter(left.split()), Counter(right.split())
    return (
        sorted(word for word in (ours - theirs).elements() if word not in _FORMS),
        sorted(word for word in (theirs - ours).elements() if word not in _FORMS),
    )


def _opposite(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether each word has its near spelling on the other side, one to one."""
    rest = list(right)
    for word in left:
        near = max(rest, key=lambda other: SequenceMatcher(None, word, other).ratio(), default="")
        if SequenceMatcher(None, word, near).ratio() < _NEAR and not _one_letter(word, near):
            return False
        rest.remove(near)
    return True


def _one_letter(word: str, other: str) -> bool:
    """Whether short words differ in one letter: too short for a ratio to tell."""
    return len(word) == len(other) >= 3 and sum(a != b for a, b in zip(word, other, strict=True)) == 1


def _moved_end(one: Entry, other: Entry) -> bool:
    """Whether only the end of the name was read elsewhere: what one has more is the other's address."""
    left, right = fold(one.name), fold(other.name)
    if len(left) < len(right):
        return _moved_end(other, one)
    extra = left.removeprefix(f"{right} ")
    return extra != left and any(fold(address).startswith(extra) for address in other.addresses)


def _siblings(left: str, right: str) -> bool:
    """Whether the names begin alike and end in different units: two rooms of one house."""
    ours, theirs = left.split(), right.split()
    return len(ours) > 2 and len(theirs) > 2 and ours[:2] == theirs[:2] and ours[-1] != theirs[-1]
