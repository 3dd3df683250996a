"""How surely two entries of one list are one party, by what they share besides a likeness of names. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from watchers.lists.citations import citations
from watchers.lists.sameness import canonical
from watchers.model import Entry
from watchers.parsers.lists.countries import country_name
from watchers.parsers.lists.entries import fold

FORMS = frozenset(
    (
        *("co", "company", "ltd", "limited", "inc", "incorporated", "llc", "corp"),
        *("corporation", "jsc", "ojsc", "pjsc", "cjsc", "oao", "zao", "ooo", "pao"),
        *("ao", "gmbh", "ag", "sa", "srl", "spa", "bv", "nv", "fze", "fzc", "fzco", "pte", "pvt"),
        *("private", "sdn", "bhd", "plc", "lp", "llp", "the", "of", "and", "aka", "kft", "oy"),
        *("ab", "as", "ltda"),
    )
)
_NEAR = 0.7  # a word and its respelling


def likeness(one: Entry, other: Entry) -> float:
    """Return how surely two entries of one list are one party: 0 for not, else up to 5.

    How much must agree depends on how far the names are apart:

    * the same name spelled otherwise (each odd word has a near spelling opposite, legal forms aside): one
      shared fact, or neither entry has any;
    * more words on one side: a shared citation and a shared address, or all else the same;
    * one name is an alias of the other: a shared citation or address;
    * another name: the same citation, addresses and aliases.
    """
    if not same_country(one, other):
        return 0.0
    left, right = fold(one.name), fold(other.name)
    if Counter(_digits(left)) != Counter(_digits(right)):
        return 0.0
    ratio = SequenceMatcher(None, left, right, autojunk=False).ratio()
    shared = evidence(one, other)
    bare = not any((one.citation, one.addresses, one.aliases)) and not any(
        (other.citation, other.addresses, other.aliases)
    )
    odd_left, odd_right = _odd_words(left, right)
    respelled = len(odd_left) == len(odd_right) and _opposite(odd_left, odd_right)
    if (respelled or not odd_left or not odd_right) and same_otherwise(one, other):
        return shared + 1 + ratio
    if respelled and (shared or bare):
        return shared + ratio
    cited = _cited_alike(one, other)
    placed = bool(folded(one.addresses) & folded(other.addresses))
    if (not odd_left or not odd_right) and cited and placed:
        return shared + ratio
    if cited and _moved_end(one, other):
        return shared + ratio
    if (left in other_names(other) or right in other_names(one)) and (cited or placed):
        return shared + ratio
    whole = (
        one.addresses
        and folded(one.addresses) == folded(other.addresses)
        and other_names(one) == other_names(other)
    )
    if (
        whole
        and one.citation == other.citation
        and (one.aliases or ratio >= 0.6)
        and not _siblings(left, right)
    ):
        return shared + ratio
    return 0.0


def same_country(one: Entry, other: Entry) -> bool:
    left, right = country_name(one.country), country_name(other.country)
    return left == right or not left or not right


def evidence(one: Entry, other: Entry) -> int:
    """Return how many kinds of facts besides the name the two share."""
    return (
        _cited_alike(one, other)
        + bool(folded(one.addresses) & folded(other.addresses))
        + bool(other_names(one) & other_names(other))
    )


def _cited_alike(one: Entry, other: Entry) -> bool:
    if one.citation and one.citation == other.citation:
        return True  # also in the styles that name no page
    return bool(set(citations(one.citation)) & set(citations(other.citation)))


def folded(values: Iterable[str]) -> set[str]:
    return {fold(canonical(value)) for value in values if value}


def other_names(entry: Entry) -> set[str]:
    return folded(entry.aliases)


def same_otherwise(one: Entry, other: Entry) -> bool:
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
        sorted(word for word in (ours - theirs).elements() if word not in FORMS),
        sorted(word for word in (theirs - ours).elements() if word not in FORMS),
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
