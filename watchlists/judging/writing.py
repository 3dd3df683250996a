"""How a hit is written: its text, its capitals, the script around it, and what made the match, in words.

Knows candidates and folded text. Must not know contexts, guards or who watches a term.
"""

from functools import lru_cache

from watchlists.index.candidates import Candidate, Entry
from watchlists.model import MatchReason, Variant
from watchlists.spellings.variants import LISTED, detail_of
from watchlists.text.normalize import (
    Folded,
    fold_name,
    is_invisible,
    is_spaceless,
    is_traditional,
    is_wide,
)

_EXACT, _TYPO = MatchReason.EXACT, MatchReason.TYPO  # members of an enumeration are looked up slowly
_AS_LISTED = frozenset({MatchReason.EXACT, MatchReason.ALIAS, MatchReason.LEGAL_FORM})


def surface(candidate: Candidate, folded: Folded) -> str:
    """Return the text as written."""
    start, end = folded.span(candidate.start, candidate.end)
    return folded.source[start:end]


def is_capitalised(candidate: Candidate, folded: Folded) -> bool:
    """Return whether every longer word starts with a capital, and not for a sentence's sake."""
    if beside_other_script(candidate, folded):
        return True
    source, (start, end) = folded.source, folded.span(candidate.start, candidate.end)
    written = source[start:end]
    if written[:1].islower():
        return False
    if not written.isalpha() and any(word[0].islower() for word in written.split() if len(word) > 3):
        return False
    before = source[max(0, start - 3) : start].strip(" \"'“‘(")
    return " " in written or (bool(before) and before[-1] not in ".!?:\n")


def is_half_capitalised(candidate: Candidate, folded: Folded) -> bool:
    """Return whether "together AI" stands for Together AI: only the word that is always so has capitals."""
    word, _, ai = surface(candidate, folded).rpartition(" ")
    return word.islower() and not ai.islower()


def beside_other_script(candidate: Candidate, folded: Folded) -> bool:
    """Return whether it stands in Chinese, Japanese or Korean text, where letter case says little."""
    if folded.source.isascii():
        return False
    start, end = folded.span(candidate.start, candidate.end)
    return any(map(is_spaceless, folded.source[max(0, start - 2) : start] + folded.source[end : end + 2]))


def in_capitals(candidate: Candidate, folded: Folded) -> bool:
    """Return whether the hit is written in capitals."""
    return not any(letter.islower() for letter in surface(candidate, folded))


def explain(candidate: Candidate, written: str) -> tuple[MatchReason, str]:
    """Return the reason of a match and its detail in words, names as the team lists them."""
    reason, detail = _explained(candidate, written)
    entry = candidate.entry
    if detail is not LISTED and entry is not None:
        detail = _as_listed(entry, detail)
    return reason, detail


@lru_cache(maxsize=10_000)
def _as_listed(entry: Entry, detail: str) -> str:
    """Return a detail with the first of the names of its term as listed where it has it folded."""
    for name, folded in _changed((entry.term.name, *entry.term.aliases)):
        if folded in detail and name not in detail:
            return _with(detail, folded, name)
    return detail


def _with(detail: str, folded: str, name: str) -> str:
    """Return a detail with a name as listed in place of it folded, in whole words."""
    parts, done = [], 0
    at = detail.find(folded)
    while at >= 0:
        stop = at + len(folded)
        if _is_in_word(detail[max(0, at - 1) : at]) or _is_in_word(detail[stop : stop + 1]):
            at = detail.find(folded, at + 1)
            continue
        parts.append(detail[done:at])
        done = stop
        at = detail.find(folded, stop)
    return name.join([*parts, detail[done:]])


def _is_in_word(character: str) -> bool:
    """Return whether a character beside a name makes it part of a word; "": an end of the text."""
    return character.isalnum() or character == "_"


@lru_cache(maxsize=10_000)
def _changed(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return the names that folding changes, the longest first, each with what it becomes."""
    pairs = ((name, fold_name(name)) for name in sorted(names, key=len, reverse=True))
    return tuple((name, folded) for name, folded in pairs if folded not in {name, ""})


def _explained(candidate: Candidate, written: str) -> tuple[MatchReason, str]:
    _, _, _, entry, variant, _, edits, slip, spaced, abbreviated, reordered, _, _, _ = candidate
    if edits:
        many = "edits" if edits > 1 else "edit"
        return _TYPO, f"{edits} {many}: {written} → {variant.text}"
    if slip:
        return _TYPO, f"1 slip: {slip}"
    if reordered:
        return MatchReason.WORD_ORDER, f"words of {variant.text} in another order"
    reason = variant.reason
    if reason is _EXACT and not spaced and not abbreviated and written.isascii():
        return reason, LISTED  # as nearly all are
    if reason not in _AS_LISTED:
        return reason, variant.detail or _detail(entry, variant)
    if spaced:
        return MatchReason.SPACING, f"{variant.text} with other spaces"
    if abbreviated:
        return MatchReason.ABBREVIATION, f"{written} stands for {variant.text}"
    listed = (entry.term.name, *entry.term.aliases) if entry is not None else ()
    if reason is not MatchReason.LEGAL_FORM and written not in listed and (script := _script(written)):
        return MatchReason.SCRIPT, f"{script}: {_detail(entry, variant)}"
    return reason, _detail(entry, variant)


@lru_cache(maxsize=10_000)
def _detail(entry: Entry | None, spelling: Variant) -> str:
    """Return in words how a spelling comes of its term: made again for a match, kept for none."""
    return detail_of(entry.term, spelling) if entry is not None else ""


def _script(written: str) -> str:
    """Return in words what folding undid in the writing; "" for plain writing."""
    if written.isascii():
        return ""
    if any(map(is_invisible, written)):
        return "invisible characters"
    if any(map(is_wide, written)):
        return "full-width or styled letters"
    if any(map(is_traditional, written)):
        return "traditional characters"
    if any("\u0370" <= c <= "\u052f" for c in written) and any(c.isascii() and c.isalnum() for c in written):
        return "look-alike letters"
    return ""


def is_tag(candidate: Candidate, folded: Folded) -> bool:
    """Return whether the hit is a hashtag, where letter case says nothing."""
    start, _ = folded.span(candidate.start, candidate.end)
    return folded.source[max(0, start - 1) : start] == "#"
