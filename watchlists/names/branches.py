"""A subsidiary, branch or institute that bears the whole name of another body, and words of its own besides.

"… (Shanghai) Co., Ltd." beside "… Co., Ltd.", "… Import and Export", "… No. 12 Research Institute". A town in
front is none: Chinese firms are registered with it and called without it. Neither is what follows "of", "in".

Knows two prepared names and what is left over of one. Must not know what the words that agree are worth.
"""

from watchlists.names.alignment import Alignment
from watchlists.names.name import Name
from watchlists.names.tokens import Token

_PLACED = 1.6  # a place between the name and its legal form, where the other has such a form and no place
_PERHAPS_PLACED = 0.8  # where the other name has no legal form: it may be cut short
_FOREIGN_TRADE = 3.0  # the foreign trade company of a group
_NUMBERED = 2.2  # a numbered institute or plant of one
_OTHER_INSTITUTE = 2.0  # another field, or a town in one name only, of two institutes of one academy
_FIELDS = frozenset(("", "d", "p"))  # kinds of words that say which institute
# what is called by its field; so is what `_pairs.c` looks for
LEARNED = frozenset(("~academy", "~institute", "~laboratory", "~faculty", "~college"))
_SCHOOLS = LEARNED | {"~university", "~school"}
_FIELD_WORDS = frozenset(("", "d"))
_MOST_WORDS, _SHORTEST_WORD, _STEM = (
    3,
    3,
    5,
)  # words of a field; letters of one; letters of a stem in two languages
_INSTITUTE_OF_ACADEMY = frozenset(("~academy", "~institute"))
_NOTHING_ELSE = frozenset("pgx")  # kinds of words left over beside a place, where it is all that is left
_TRADE = frozenset(("~import", "~export"))
_NUMBERED_BODIES = frozenset(
    (
        *("~institute", "~academy", "~research", "~factory", "~plant", "~laboratory", "~bureau", "~branch"),
        *("~department", "~directorate", "~shipyard", "~base", "~center", "~hospital"),
    )
)


def branch(name: Name, over: list[Token], other: Name) -> float:
    """Return by how much what only `name` has lowers the log odds that `other` is the same body.

    `over`: those words of `name`; the other has none of its own.
    """
    idents = {word.ident for word in over}
    less = 0.0
    if idents >= _TRADE:
        less += _FOREIGN_TRADE
    if not _NUMBERED_BODIES.isdisjoint(idents) and any(
        word.kind == "#" and word is not name.tokens[0] for word in over
    ):
        less += _NUMBERED
    if _NOTHING_ELSE.issuperset(word.kind or "-" for word in over) and _is_placed(name, over):
        less += _PLACED if other.rest is not other.words else _PERHAPS_PLACED
    return less


def other_institute(name: Name, other: Name, found: Alignment) -> float:
    """Return by how much what is left over tells two institutes of one academy apart, as `branch` does.

    In two scripts words may be left over that are only not translated; an institute's own word decides alone.
    """
    left, right = found.left, found.right
    if len(name.tokens) == 1 or name.script != other.script:
        return 0.0
    if not _INSTITUTE_OF_ACADEMY.issubset([t.ident for t in name.tokens]):
        return 0.0
    if any(pair[0][0].kind == "" for pair in found.pairs):
        return 0.0
    if left and right:
        both = all(any(word.kind in _FIELDS for word in side) for side in (left, right))
        return _OTHER_INSTITUTE * both
    over = left or right
    inside = name.tokens[0] not in over and name.tokens[-1] not in over
    return _OTHER_INSTITUTE * (inside and all(word.kind == "p" for word in over))


def other_field(a: Name, b: Name, left: list[Token], right: list[Token]) -> float:
    """Return by how much two fields tell two institutes, laboratories or faculties of one body apart."""
    if not (left and right) or a.script != b.script or max(len(left), len(right)) > _MOST_WORDS:
        return 0.0
    over = (*left, *right)
    if not _FIELD_WORDS.issuperset([word.kind for word in over]):
        return 0.0
    if any(word.ident in _SCHOOLS or len(word.text) < _SHORTEST_WORD for word in over):
        return 0.0
    if any(LEARNED.isdisjoint([word.ident for word in name.tokens]) for name in (a, b)):
        return 0.0
    for name, side in ((a, left), (b, right)):  # a short form behind the name is no field
        initials = "".join([word.text[0] for word in name.rest if word not in side])
        if any(word.text == initials for word in side):
            return 0.0
    stems = {word.text[:_STEM] for word in left}
    return _OTHER_INSTITUTE * stems.isdisjoint([word.text[:_STEM] for word in right])


def _is_placed(name: Name, over: list[Token]) -> bool:
    """Return whether a place is left over that stands behind other words, before the legal form."""
    rest, words = name.rest, name.words
    if rest is words:
        return False
    for at, word in enumerate(rest):
        if at and word.kind == "p" and word in over and rest[at - 1].kind not in {"x", "p"}:
            # a place behind the form is where the firm sits: "… Inc., Canada"
            behind = words[words.index(word) + 1 :]
            if any(form not in rest for form in behind):
                return True
    return False
