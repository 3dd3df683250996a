"""What is left over in one name, or in both, that tells two parties of nearly one name apart.

A number at the end (Nord Stream 2), two letters there (Fund A, Fund B), two sides of the world (East Gate,
West Gate), Jr. and Sr., a hospital beside its university, a university's field (Technical University).

Knows two prepared names and their alignment. Must not know what the words that agree are worth.
"""

from watchlists.names.alignment import Alignment
from watchlists.names.branches import branch, other_field, other_institute
from watchlists.names.name import Name
from watchlists.names.persons import GENERATIONS, generation
from watchlists.names.ships import SHIP_NUMBER, before_one_number
from watchlists.names.tokens import Token

_SERIES = 2.2  # a number or a letter at the end of one organisation's name only
_LETTER = 3.0  # another letter at the end, or nothing but that
_INITIAL = 2.5  # of a person's other given name
_OPPOSED = 2.5  # what stands on the other side
_FIELD = 2.5  # a field that one university has in its name only
_SEPARATE = 3.0  # another legal person that bears the name
_GENERATION = 1.6  # one is called Jr. or III
_OTHER_GENERATION = 5.0  # and the other Sr. or II
# A hospital, press or hotel beside the body whose name it bears, an insurer beside its group.
_BODIES = frozenset(
    (
        *("~hospital", "~press", "~publishing", "~hotel", "~restaurant", "~airport", "~club", "~shop"),
        *("~museum", "~theater", "~stadium", "~palace", "~kindergarten", "~cemetery"),
        *("~student", "~alumni", "~cancer"),  # the union, the association and the hospital of a university
        *("~insurance", "~leasing", "~tourism", "~media", "~sport"),
    )
)
_CLASSES = frozenset(
    ("~school", "~college")
)  # and a school, where the other name is not that of a university
_SCHOOLS = frozenset(("~university", "~college"))
_FIELDS = frozenset("da")  # kinds of words that say what a university is for
_SIDES = (
    frozenset(("~east", "~west", "~north", "~south", "~northwest", "~northeast", "~southwest", "~southeast")),
    frozenset(("~blue", "~green", "~red", "~black", "~white", "~silver", "~golden")),
    frozenset(("~upper", "~lower")),
    frozenset(("~import", "~export")),
    frozenset(("~new", "~old")),
)
_OPPOSITES = frozenset().union(*_SIDES)
TELLING = _BODIES | _CLASSES | GENERATIONS | _OPPOSITES
_NUMBERED = frozenset("i#")
_LETTERS = frozenset("abcdfghjklmnopqrstuvwz")  # e, i, x and y are words or numbers as well


def penalty(a: Name, b: Name, found: Alignment, *, kind: str, person: bool) -> float:
    """Return by how much what is left over lowers the log odds. `kind`: the lists' word, "" where unknown."""
    left, right, hints = found.left, found.right, found.hints
    less = 0.0
    if hints & found.TELLING and not TELLING.isdisjoint([word.ident for word in (*left, *right)]):
        less = _told_by_words(left, right, person=person)
    if person:
        if hints & found.NUMBERED and left and right and _are_other_letters(left, right):
            less += _INITIAL
        return less
    if hints & found.NUMBERED and not _NUMBERED.isdisjoint([word.kind for word in (*left, *right)]):
        less += _told_by_the_end(a, b, left, right)
    elif a.numbers and a.numbers == b.numbers and not kind.startswith(("org", "vessel")):
        less += before_one_number(a, b, left, right)
    if not (left and right) and not found.acronym:
        name, over, other = (a, left, b) if left else (b, right, a)
        less += branch(name, over, other)
    if hints & found.LEARNED:
        less += other_institute(a if left else b, b if left else a, found) or other_field(a, b, left, right)
    if (
        not (left and right)
        and hints & found.FIELDS
        and _FIELDS.issuperset([word.kind for word in left or right])
    ):
        schools = _SCHOOLS.intersection([word.ident for word in a.tokens])
        own = any(
            pair[0][0].kind == "" for pair in found.pairs
        )  # one with a name of its own is often cut short
        less += _FIELD * (not own and not schools.isdisjoint([word.ident for word in b.tokens]))
    return less


def _are_other_letters(left: list[Token], right: list[Token]) -> bool:
    """Return whether initials are left over and nothing else, none of them on both sides."""
    if any(word.kind != "i" for word in (*left, *right)):
        return False
    return {word.text for word in left}.isdisjoint([word.text for word in right])


def _told_by_words(left: list[Token], right: list[Token], *, person: bool) -> float:
    less = 0.0
    one, other = generation(left, person=person), generation(right, person=person)
    if one != other:
        less += _OTHER_GENERATION if one and other else _GENERATION
    ours, its = {word.ident for word in left}, {word.ident for word in right}
    bodies = _BODIES if left and right else _BODIES | _CLASSES
    less += _SEPARATE * (bodies.isdisjoint(ours) != bodies.isdisjoint(its))
    for sides in _SIDES:
        if not sides.isdisjoint(ours) and not sides.isdisjoint(its):
            less += _OPPOSED
    return less


def _told_by_the_end(a: Name, b: Name, left: list[Token], right: list[Token]) -> float:
    """Return what a number or a letter at the end says."""
    if left and right:
        one, other = left[-1], right[-1]
        if (one.text == "i" and other.kind == "#") or (other.text == "i" and one.kind == "#"):
            return SHIP_NUMBER  # a lone I and the other a number but one: II
        ends = (one is a.tokens[-1] and other is b.tokens[-1]) or len(left) == len(right) == 1
        return _LETTER * (ends and one.text in _LETTERS and other.text in _LETTERS)
    over, tokens = (left, a.tokens) if left else (right, b.tokens)
    last = len(over) == 1 and over[0] is tokens[-1]
    return _SERIES * (last and (over[0].kind == "#" or over[0].text in _LETTERS))
