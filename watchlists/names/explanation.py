"""Why two names are, or are not, taken for one: a word of the closed set and a sentence.

Knows an alignment. Must not know scores.
"""

from enum import StrEnum

from watchlists import native
from watchlists.names.alignment import Alignment
from watchlists.names.han_parts import same_characters
from watchlists.names.name import Name
from watchlists.names.tokens import Token


class LookupReason(StrEnum):
    """Why a name was found, or why two names compare as they do; documented in docs/reasons.md."""

    EXACT = "exact"  # the same words
    ALIAS = "alias"  # the same words as a listed alias
    LEGAL_FORM = "legal-form"  # only the legal form differs
    ABBREVIATION = "abbreviation"  # Tech = Technology, zavod = plant, Chinese short forms
    WORD_ORDER = "word-order"  # the same words in another order
    SPACING = "spacing"  # words written together or apart
    INITIALS = "initials"  # a given name as its first letter
    ACRONYM = "acronym"  # one name is the initials of the other
    TRANSLITERATION = "transliteration"  # another usual spelling of the same sounds, or another script
    TYPO = "typo"  # a few letters differ
    PARTIAL = "partial"  # part of the words agree
    NUMBERS_DIFFER = "numbers-differ"  # Snow Storm 1, Snow Storm 2
    DIFFERENT = "different"  # hardly anything agrees


_SCRIPTS = {"cyrillic": "Cyrillic", "greek": "Greek", "arabic": "Arabic", "han": "Chinese or Japanese"}


def explain(a: Name, b: Name, found: Alignment, *, short_form: bool) -> tuple[LookupReason, str]:
    """Return the reason and a sentence that names the words.

    Of names in two scripts it says first how the one in the other script reads, since the words compared
    are not those that stand there.
    """
    told = None if short_form or native.explained is None else native.explained(a, b, found, TOLD)
    reason, detail = told or explained_in_python(a, b, found, short_form=short_form)
    if a.script == b.script:
        return reason, detail
    readings = (f"{_shown(one)} reads '{one.folded}'" for one in (a, b) if one.script != "latin")
    return reason, "; ".join(part for part in (*readings, detail) if part)


def _shown(name: Name) -> str:
    return name.han or f"the {_SCRIPTS.get(name.script, name.script)} name"


def explained_in_python(a: Name, b: Name, found: Alignment, *, short_form: bool) -> tuple[LookupReason, str]:
    """Do what `_pairs.explained` does, where there is no compiled form and for what that leaves alone."""
    if not (found.left or found.right) and a.reads_as(b):
        if a.han and b.han and not same_characters(a.han, b.han):
            return LookupReason.DIFFERENT, f"{a.han} and {b.han} only sound alike"
        return (LookupReason.EXACT, "") if a.script == b.script else (LookupReason.TRANSLITERATION, "")
    if short_form:
        short, full = sorted((a.han, b.han), key=len)
        return LookupReason.ABBREVIATION, f"{short} takes its characters from {full} in order"
    if a.numbers and b.numbers and a.numbers != b.numbers:
        return LookupReason.NUMBERS_DIFFER, f"{_numbers(a)} is not {_numbers(b)}"
    if found.acronym:
        short, full = sorted((a.folded, b.folded), key=len)
        return LookupReason.ACRONYM, f"'{short}' is the initials of '{full}'"
    notes: list[str] = []
    reasons: list[LookupReason] = []  # a list: what is looked for is one of very few
    for left, right, likeness, how in found.pairs:
        if how == "same":
            continue
        one, other = left[0].text, right[0].text
        if how == "spelling" and one == other:
            continue
        reasons.append(_reason(left, right, likeness, how))
        if len(left) > 1:
            one = " ".join([word.text for word in left])
        if len(right) > 1:
            other = " ".join([word.text for word in right])
        notes.append(f"'{one}' = '{other}'")
    if found.left:
        notes.append(f"'{_text(found.left)}' only in one name")
    if found.right:
        notes.append(f"'{_text(found.right)}' only in one name")
    forms_a = "" if a.rest is a.words else a.taken
    forms_b = "" if b.rest is b.words else b.taken
    if forms_a != forms_b:
        notes.append(f"legal form {' / '.join(filter(None, (forms_a, forms_b)))} ignored")
    if found.left or found.right:
        whole = found.pairs and (not found.left or not found.right or found.matched >= 1)
        return (LookupReason.PARTIAL if whole else LookupReason.DIFFERENT), "; ".join(notes)
    for reason in _WEAKEST_FIRST if reasons else ():
        if reason in reasons:
            return reason, "; ".join(notes)
    if a.script != b.script:
        return LookupReason.TRANSLITERATION, "; ".join(notes)
    if [pair[1][0] for pair in found.pairs] != list(b.tokens):
        return LookupReason.WORD_ORDER, "; ".join(notes)
    if forms_a != forms_b:
        return LookupReason.LEGAL_FORM, "; ".join(notes)
    return LookupReason.EXACT, "; ".join(notes)


_WEAKEST_FIRST = (
    LookupReason.INITIALS,
    LookupReason.TYPO,
    LookupReason.TRANSLITERATION,
    LookupReason.SPACING,
    LookupReason.ABBREVIATION,
)
TOLD = (
    *_WEAKEST_FIRST,
    LookupReason.ACRONYM,
    LookupReason.PARTIAL,
    LookupReason.DIFFERENT,
    LookupReason.WORD_ORDER,
    LookupReason.LEGAL_FORM,
    LookupReason.EXACT,
)
"""What the compiled form tells, in the order that it knows."""


def _reason(left: tuple[Token, ...], right: tuple[Token, ...], likeness: float, how: str) -> LookupReason:
    if how == "initials":
        return LookupReason.INITIALS if left[0].kind == "n" or right[0].kind == "n" else LookupReason.ACRONYM
    if how == "initial":
        return LookupReason.INITIALS
    if how == "joined":
        return LookupReason.SPACING if likeness == 1 else LookupReason.TYPO
    if how == "means":
        return LookupReason.TRANSLITERATION if left[0].kind == "n" else LookupReason.ABBREVIATION
    one, other = left[0], right[0]
    if how == "spelling" or one.heard or other.heard:
        return LookupReason.TRANSLITERATION
    if len(one.key) == len(other.key) and one.outline == other.outline:
        return LookupReason.TRANSLITERATION  # one vowel for another
    return LookupReason.TYPO


def _text(words: list[Token]) -> str:
    return words[0].text if len(words) == 1 else " ".join([word.text for word in words])


def _numbers(name: Name) -> str:
    return " ".join(sorted(number[1:] for number in name.numbers))
