"""Which guards a hit is asked, in their order: each with what a hit must have for it to object.

First how it is written (`lettering`), then what stands directly beside it (`beside`), then what it means
here (`meanings`). A new guard is a row here: with the bits (see `hits`) that it needs, or none.

Knows guards and bits. Must not know how either is found.
"""

from collections.abc import Callable

from watchlists.judging import beside, lettering, meanings
from watchlists.judging.hits import (
    ACRONYM,
    BODY,
    CAPITAL_BEHIND,
    CAPITALISED,
    CAPITALS,
    CHIP,
    CLOUD,
    COLON_BEHIND,
    COMMA,
    EDITED,
    HALF,
    LEGAL_FORM,
    LETTERS,
    MEANINGS,
    NO_CHIP,
    NO_SPACES,
    NOT_ASCII,
    ONE_MEANING,
    ONE_WORD,
    ORG,
    PHRASE,
    PLACE,
    STOP_BEFORE,
    WORD_BEFORE,
    WORDS,
    Hit,
)
from watchlists.judging.segments import Verdict

Guard = Callable[[Hit], Verdict | None]

GUARDS: tuple[tuple[int, Guard], ...] = (
    (CAPITALS, lettering.small_letters),
    (HALF, lettering.half_capitalised),
    (PHRASE, lettering.small_phrase),
    (ORG | NOT_ASCII, lettering.russian_word),
    (WORDS | NO_CHIP | ACRONYM, lettering.letters_of_other),
    (WORDS | CLOUD, lettering.other_owner),
    (WORDS | ORG | ONE_WORD | MEANINGS, lettering.other_owner),
    (WORDS | ORG | COLON_BEHIND, beside.label),
    (NO_CHIP | NOT_ASCII, beside.title),
    (WORDS | STOP_BEFORE, beside.address),
    (ORG | PLACE, beside.location),
    (NO_SPACES, beside.without_spaces),
    (WORDS | LETTERS | WORD_BEFORE, beside.surname),
    (WORDS | ORG | ACRONYM, beside.given_name),
    (WORDS | LETTERS | CHIP, beside.called_after),
    (WORDS | EDITED | LETTERS, beside.misspelt),
    (WORDS | NO_CHIP | ONE_WORD | CAPITAL_BEHIND, beside.other_field),
    (WORDS | COMMA, beside.parted),
    (WORDS | CHIP, beside.chip),
    (WORDS | ORG | LEGAL_FORM | CAPITAL_BEHIND, beside.longer_company),
    (WORDS | NOT_ASCII | BODY, beside.russian_field),
    (WORDS | NO_CHIP | BODY, beside.other_body),
    (CAPITALISED | ONE_MEANING, meanings.small_words),
    (MEANINGS, meanings.meaning),
)
# Those that ask nothing of the term, nor of the rule that made the spelling: the same for every term that is
# spelled so where it stands.
OF_PLACE = frozenset(
    {
        beside.address,
        beside.given_name,
        beside.label,
        beside.location,
        beside.misspelt,
        beside.surname,
        meanings.small_words,
    }
)


class _Asked(dict[int, tuple[Guard, ...]]):
    """The guards that can object to a hit, by its bits."""

    def __missing__(self, bits: int) -> tuple[Guard, ...]:
        found = self[bits] = tuple(guard for needed, guard in GUARDS if not needed & ~bits)
        return found


guards_for = _Asked().__getitem__
