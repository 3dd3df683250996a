"""Says of one found spelling whether it is told, and in words why or why not.

Order: a word that counts in capitals only, what stands directly beside it (`guards`, `hanguards`, `usage`),
what it means here (`context`), and for weak spellings what supports it.

Knows candidates and the folded fields of a passage. Must not know who watches a term.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from watchlists import guards, hanguards, usage
from watchlists.candidates import Candidate
from watchlists.commonness import Standing
from watchlists.context import Surroundings, meaning_of, person_follows
from watchlists.hannames import is_word
from watchlists.model import MatchReason, RejectReason, Term
from watchlists.normalize import Folded, fold_name, is_spaceless
from watchlists.vocabulary import HEADS, canonical, english, is_common, legal_prefix, legal_suffix

_SAME_PHRASE = 8  # a word in lower case is a name only with its context in the same phrase
_AS_NEAR = 6  # a word of another meaning this much further off than the context is as near
_BESIDE_MAKER = 3  # context this near is part of how the name is given
_SHORT_MODEL = re.compile(r"[a-z]\d{1,3}")
_BESIDE = 80  # a weak name counts when another hit is within so many characters

_BODIES = ("大学", "学院", "实验室", "研究院", "研究所", "中心")

Verdict = tuple[RejectReason, str]


@dataclass(frozen=True, slots=True)
class Judge:
    """One passage: its folded fields and their words."""

    fields: Mapping[str, Folded]
    words: Mapping[str, list[str]]
    surroundings: Surroundings

    def verdict(self, candidate: Candidate) -> Verdict | None:
        """Return why a watched candidate is turned down by what stands around it; None when it stands."""
        entry = candidate.entry
        assert entry is not None
        folded = self.fields[candidate.field]
        if (
            candidate.variant.capitals
            and candidate.standing is not Standing.WEAK
            and not in_capitals(candidate, folded)
        ):
            return RejectReason.OTHER_MEANING, "a word, not in capitals"
        if is_half_capitalised(candidate, folded):
            return RejectReason.OTHER_MEANING, "a word of the language before AI or cloud"
        return self._beside(candidate, entry.term.kind, folded) or self._meaning(
            candidate, entry.term, folded
        )

    def _beside(self, candidate: Candidate, kind: str, folded: Folded) -> Verdict | None:
        """Ask the guards."""
        start, end = candidate.start, candidate.end
        first_letter, stop = folded.span(start, end)
        around = folded.source[max(0, first_letter - 1) : first_letter] + folded.source[stop : stop + 1]
        if kind == "org" and around == "《》":
            return RejectReason.OTHER_MEANING, "the title of a book, game or film"
        if candidate.words is None:
            if other := usage.counted_on(folded, start, end):
                return RejectReason.OTHER_MEANING, f"a step of a row, beside {other}"
            return hanguards.han_guard(
                folded, start, end, kind=kind, spelling=candidate.variant.text, body=is_body(candidate)
            )
        first, last = candidate.words
        words = self.words[candidate.field]
        if kind == "chip":
            gap = guards.gap_after(folded, end)
            if counted := usage.measure(gap, words[last + 1 : last + 2]):
                return RejectReason.OTHER_MEANING, counted
            if _SHORT_MODEL.fullmatch(candidate.variant.text) and (way := usage.road(folded, start, end)):
                return RejectReason.OTHER_MEANING, way
            return guards.chip_guard(
                surface(candidate, folded),
                candidate.variant.text,
                words[max(0, first - 1) : first],
                words[last + 1 : last + 3],
                gap,
            )
        return guards.latin_guard(
            folded,
            start,
            end,
            words[last + 1 : last + 4],
            " ".join(folded.text[max(0, start - 60) : start].split()) + " ",
            body=any(canonical(word) in HEADS for word in candidate.variant.text.split()),
        )

    def _meaning(self, candidate: Candidate, term: Term, folded: Folded) -> Verdict | None:
        """Return why the words around make it another meaning, or lack the context it needs."""
        text = candidate.variant.text
        meaning = meaning_of(text.replace(" ", ""), model=True) if term.kind == "chip" else meaning_of(text)
        context = term.context
        if (
            not context
            and meaning is not None
            and (candidate.words is not None or candidate.standing is Standing.WEAK)
        ):
            context = meaning.context
        if not context and meaning is None:
            if candidate.standing is Standing.CAPITALISED and not is_capitalised(candidate, folded):
                return RejectReason.OTHER_MEANING, "words of the language, not capitalised"
            return None
        place = (candidate.field, candidate.start, candidate.end)
        needs_context = bool(context)
        if not context and meaning is not None:
            context = meaning.context  # not needed, but it outweighs words of another meaning
        near = self.surroundings.distance(*place, context)
        written = surface(candidate, folded)
        finish = folded.span(candidate.start, candidate.end)[1]
        if meaning is not None and meaning.person and person_follows(folded.source[finish : finish + 24]):
            return RejectReason.OTHER_MEANING, "a person's first name"
        if written.islower() and written.isascii() and not _beside_other_script(candidate, folded):
            if text in english() and (near is None or near > _SAME_PHRASE):
                return RejectReason.OTHER_MEANING, "an English word in lower case"
            if text in english() or ((meaning is not None or term.context) and text.isalpha()):
                use = usage.word_of_language(folded, candidate.start, beside_context=near in {0, 1})
                if use:
                    return RejectReason.OTHER_MEANING, use
        if meaning is not None and meaning.others and near != 0:
            other = self.surroundings.other_meaning(*place, meaning.others)
            reach = near if near is None or near <= _BESIDE_MAKER else near + _AS_NEAR
            if other is not None and (reach is None or other[0] <= reach):
                return RejectReason.OTHER_MEANING, f"beside {other[1]}"
        if meaning is not None and near is not None and near > _BESIDE_MAKER:
            others = self.surroundings.told(*place, meaning.others, whole=True)
            if len(others) > 1 and len(others) > len(self.surroundings.told(*place, context)):
                return RejectReason.OTHER_MEANING, "among " + ", ".join(sorted(others)[:4])
        if near is None and needs_context:
            return RejectReason.NO_CONTEXT, "none of " + ", ".join(context[:6]) + " is near"
        return None

    def supports(self, candidate: Candidate, strong: Sequence[Candidate]) -> bool:
        """Return whether a weak name has context, a legal form, its term's strong name or a hit beside it."""
        entry = candidate.entry
        assert entry is not None
        folded = self.fields[candidate.field]
        if candidate.variant.capitals and not in_capitals(candidate, folded):
            return False
        if candidate.variant.text in english() and not is_capitalised(candidate, folded):
            return False
        if self._has_legal_form(candidate):
            return True
        meaning = meaning_of(candidate.variant.text, model=entry.term.kind == "chip")
        context = entry.term.context or (meaning.context if meaning is not None else ())
        place = (candidate.field, candidate.start, candidate.end)
        if context and self.surroundings.distance(*place, context) is not None:
            return True
        if (
            candidate.words is None
            and entry.term.kind == "org"
            and candidate.variant.reason in {MatchReason.LEGAL_FORM, MatchReason.ABBREVIATION}
            and not is_word(candidate.variant.text)
            and self.surroundings.speaks_of_company(*place)
        ):
            return True
        if candidate.variant.reason is MatchReason.LEGAL_FORM and is_common(candidate.variant.text):
            return False  # "Machine Group Ltd": the word without its form is no name
        return any(
            other.entry is entry
            or (
                other.field == candidate.field
                and 0 <= max(candidate.start - other.end, other.start - candidate.end) <= _BESIDE
            )
            for other in strong
        )

    def _has_legal_form(self, candidate: Candidate) -> bool:
        """Return whether a legal form stands directly before or after a bare name of words."""
        if candidate.words is None or candidate.variant.reason is not MatchReason.LEGAL_FORM:
            return False
        first, last = candidate.words
        words = self.words[candidate.field]
        return (
            legal_prefix(words[last + 1 : last + 4]) > 0 or legal_suffix(words[max(0, first - 3) : first]) > 0
        )


def is_body(candidate: Candidate) -> bool:
    """Return whether the term is a university, institute or laboratory, by any of its listed names."""
    if candidate.entry is None:
        return False
    term = candidate.entry.term
    return any(
        name.endswith(_BODIES) or any(canonical(word) in HEADS for word in fold_name(name).split())
        for name in (term.name, *term.aliases)
    )


def part(candidate: Candidate, folded: Folded) -> str:
    """Return the school, laboratory or campus named after a body; "" for none."""
    if candidate.words is not None or not candidate.is_exact or not candidate.variant.text.endswith(_BODIES):
        return ""
    return hanguards.part_of_body(folded, candidate.end)


def surface(candidate: Candidate, folded: Folded) -> str:
    """Return the text as written."""
    start, end = folded.span(candidate.start, candidate.end)
    return folded.source[start:end]


def is_capitalised(candidate: Candidate, folded: Folded) -> bool:
    """Return whether every longer word starts with a capital, and not for a sentence's sake."""
    if _beside_other_script(candidate, folded):
        return True
    written = surface(candidate, folded)
    if written[:1].islower() or any(word[0].islower() for word in written.split() if len(word) > 3):
        return False
    start = folded.span(candidate.start, candidate.end)[0]
    before = folded.source[max(0, start - 3) : start].strip(" \"'“‘(")
    return " " in written or (bool(before) and before[-1] not in ".!?:\n")


def is_half_capitalised(candidate: Candidate, folded: Folded) -> bool:
    """Return whether "stability AI" stands for Stability AI: only the word that is always so has capitals."""
    first, _, last = candidate.variant.text.rpartition(" ")
    written = surface(candidate, folded)
    return (
        last in {"ai", "api", "gpu"} and first in english() and written[0].islower() and not written.islower()
    )


def _beside_other_script(candidate: Candidate, folded: Folded) -> bool:
    """Return whether it stands in Chinese, Japanese or Korean text, where letter case says little."""
    start, end = folded.span(candidate.start, candidate.end)
    return any(map(is_spaceless, folded.source[max(0, start - 2) : start] + folded.source[end : end + 2]))


def in_capitals(candidate: Candidate, folded: Folded) -> bool:
    """Return whether the hit is written in capitals."""
    return not any(letter.islower() for letter in surface(candidate, folded))


def explain(candidate: Candidate, written: str) -> tuple[MatchReason, str]:
    """Return the reason of a match and its detail in words."""
    variant = candidate.variant
    if candidate.edits:
        many = "edits" if candidate.edits > 1 else "edit"
        return MatchReason.TYPO, f"{candidate.edits} {many}: {written} → {variant.text}"
    if candidate.slip:
        return MatchReason.TYPO, f"1 slip: {candidate.slip}"
    if candidate.reordered:
        return MatchReason.WORD_ORDER, f"words of {variant.text} in another order"
    if variant.reason not in {MatchReason.EXACT, MatchReason.ALIAS, MatchReason.LEGAL_FORM}:
        return variant.reason, variant.detail
    if candidate.spaced:
        return MatchReason.SPACING, f"{variant.text} with spaces amiss"
    if candidate.abbreviated:
        return MatchReason.ABBREVIATION, f"short for {variant.text}"
    script = _script(written)
    if script and variant.reason is not MatchReason.LEGAL_FORM:
        return MatchReason.SCRIPT, f"{script}: {variant.detail}"
    return variant.reason, variant.detail


def _script(written: str) -> str:
    """Return in words what folding undid in the writing; "" for plain writing."""
    from watchlists.normalize import is_invisible, is_traditional, is_wide

    if any(map(is_invisible, written)):
        return "invisible characters"
    if any(map(is_wide, written)):
        return "full-width or styled letters"
    if any(map(is_traditional, written)):
        return "traditional characters"
    if any("\u0370" <= c <= "\u052f" for c in written) and any(c.isascii() and c.isalnum() for c in written):
        return "look-alike letters"
    return ""
