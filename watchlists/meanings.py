"""Whether the words around an ambiguous name bear it out, or make another meaning plain.

Knows candidates, the table of ambiguous names and what stands near. Must not know who watches a term.
"""

import re
from functools import cache

from watchlists import evidence, usage
from watchlists.candidates import Candidate
from watchlists.commonness import Standing
from watchlists.context import Surroundings, meaning_of, person_follows
from watchlists.model import RejectReason, Term
from watchlists.normalize import Folded, fold_name, is_spaceless
from watchlists.roads import SHORT_MODEL
from watchlists.segments import Verdict
from watchlists.vocabulary import english
from watchlists.words import words
from watchlists.writing import beside_other_script, is_capitalised, surface

_SAME_PHRASE = 8  # a word in lower case is a name only with its context in the same phrase
_AS_NEAR = 6  # a word of another meaning this much further off than the context is as near
_PHRASE_ENDS = ";:；：。"
_BESIDE_CHIP = 2  # "GPU: A30"
_BESIDE_MAKER = 3  # context this near is part of how the name is given
_SHORT_HAN = 5  # longer Chinese names seldom mean anything else
# Lines of products that make a number a chip's wherever they stand before it.
_LINES = frozenset({"tesla", "rtx", "gtx", "quadro", "geforce", "instinct", "jetson", "radeon"})
_NO_ROAD = frozenset("hv")  # letters that seldom number anything but chips
_MODELS = re.compile(r" [hv]\d{2,3} ")  # a chip beside another
_MONEY = re.compile(r"[$€£¥]|\d(?: |-)?(?:million|billion|euros?|dollars?|usd|eur|yuan|[万亿]?元|[万亿])")
_VERSION = re.compile(r"[ -]?\d")  # Llama 3
_GOES_ON = re.compile(r"[^.;!?]{0,160}[.;] (?:[Ii]ts|[Ii]t|[Tt]heir|[Tt]hey|[Tt]he company|[Tt]he firm)\b")
_STARTS = " 。；！？\n"
_COUNT_BEFORE = re.compile(r"(?:^|[^\w.])\d{1,5} ?[x×]? ?$")  # 16 H200


def meaning_verdict(
    candidate: Candidate, term: Term, folded: Folded, surroundings: Surroundings
) -> Verdict | None:
    """Return why the words around make it another meaning, or lack the context it needs."""
    text = candidate.variant.text
    meaning = meaning_of(text.replace(" ", ""), model=True) if term.kind == "chip" else meaning_of(text)
    context = term.context
    if (
        not context
        and meaning is not None
        and not meaning.alone
        and (candidate.words is not None or candidate.standing is Standing.WEAK)
    ):
        context = meaning.context
    if not context and meaning is None:
        if evidence.is_short_form(candidate, folded) and (
            verdict := evidence.other_body(candidate, surroundings)
        ):
            return verdict
        if candidate.standing is Standing.CAPITALISED and not is_capitalised(candidate, folded):
            return RejectReason.OTHER_MEANING, "words of the language, not capitalised"
        return None
    place = (candidate.field, candidate.start, candidate.end)
    if (
        not term.context
        and evidence.is_short_form(candidate, folded)
        and (verdict := evidence.other_body(candidate, surroundings))
    ):
        return verdict
    needs_context = bool(context) and not (term.kind == "chip" and not _LINES.isdisjoint(text.split()))
    if not context and meaning is not None:
        context = meaning.context  # not needed, but it outweighs words of another meaning
    near = surroundings.distance(*place, context)
    if needs_context and near != 0 and _holds_context(text, context):
        near = 0  # "Git Hub Copilot" where GitHub is the context
    elif term.kind == "chip" and near and usage.before_device(folded, candidate.end):
        near = 1
    joined = term.kind == "cloud" and usage.beside_product(folded, candidate.start, candidate.end)
    if joined:
        near = 0
    written = surface(candidate, folded)
    if needs_context and candidate.words is None and (near is None or near > _BESIDE_MAKER):
        if use := usage.qualified_noun(folded, candidate.start, candidate.end):
            return RejectReason.OTHER_MEANING, use
    finish = folded.span(candidate.start, candidate.end)[1]
    if meaning is not None and meaning.person and person_follows(folded.source[finish : finish + 24]):
        return RejectReason.OTHER_MEANING, "a person's first name"
    if needs_context and usage.aged(folded.source[finish : finish + 12]):
        return RejectReason.OTHER_MEANING, "a person, whose age follows"
    if written.islower() and meaning is not None and usage.glossed(folded, candidate.start, candidate.end):
        return RejectReason.OTHER_MEANING, "what a word is called in English, in brackets"
    if written.islower() and written.isascii() and not beside_other_script(candidate, folded):
        if text in english() and (
            near is None
            or near > _SAME_PHRASE
            or (
                near > 1
                and not surroundings.told_in(surroundings.clause(*place, stops=_PHRASE_ENDS), context)
            )
        ):
            return RejectReason.OTHER_MEANING, "an English word in lower case"
        if text in english() or ((meaning is not None or term.context) and text.isalpha()):
            use = usage.word_of_language(folded, candidate.start, beside_context=near in {0, 1})
            if use:
                return RejectReason.OTHER_MEANING, use
    if (
        needs_context
        and text in english()
        and (use := usage.imperative(folded, candidate.start, candidate.end))
    ):
        return RejectReason.OTHER_MEANING, use
    if needs_context and written.islower() and "\u0400" <= written[0] <= "\u04ff":
        return RejectReason.OTHER_MEANING, "a Russian word in lower case"
    if meaning is not None and meaning.others and near != 0:
        other = surroundings.other_meaning(*place, meaning.others)
        reach = near if near is None or near <= _BESIDE_MAKER else near + _AS_NEAR
        if (
            other is not None
            and (reach is None or other[0] <= reach)
            and not (meaning.alone and evidence.speaks_of_bodies(candidate, meaning, surroundings))
        ):
            return RejectReason.OTHER_MEANING, f"beside {other[1]}"
    if meaning is not None and near is not None and near > _BESIDE_MAKER:
        others = surroundings.told(*place, meaning.others, whole=True)
        if len(others) > 1 and len(others) > len(surroundings.told(*place, context)):
            return RejectReason.OTHER_MEANING, "among " + ", ".join(sorted(others)[:4])
    if (
        needs_context
        and near is not None
        and near > (_BESIDE_CHIP if term.kind == "chip" else _SAME_PHRASE)
        and (verdict := evidence.other_field(candidate, context, surroundings))
    ):
        return verdict
    if (
        near is None
        and not needs_context
        and meaning is not None
        and not meaning.alone
        and candidate.words is None
        and not evidence.han_name(candidate, folded, surroundings)
    ):
        return RejectReason.NO_CONTEXT, "a word of the language, and no word of business near"
    if near is None and needs_context:
        if (
            not term.context
            and meaning is not None
            and evidence.presumed(candidate, folded, meaning, surroundings)
        ):
            return None
        return RejectReason.NO_CONTEXT, "none of " + ", ".join(context[:6]) + " is near"
    if needs_context and near and (near > _SAME_PHRASE or term.kind == "chip" or candidate.words is None):
        return _elsewhere(candidate, term, folded, context, surroundings)
    return None


def _elsewhere(
    candidate: Candidate, term: Term, folded: Folded, context: tuple[str, ...], surroundings: Surroundings
) -> Verdict | None:
    """Return why context in another sentence or phrase is not enough for a name that means other things.

    The name's own sentence (for Chinese names its own phrase) must hold context, or be about goods or
    business at all; else the context belongs to another matter.
    """
    place = (candidate.field, candidate.start, candidate.end)
    if term.kind == "chip":
        if (
            candidate.variant.text[0] in _NO_ROAD
            or not SHORT_MODEL.fullmatch(candidate.variant.text)
            or surface(candidate, folded).endswith("s")
        ):
            return None
        stops, cues = "。；;！？", "chip_cues.txt"
    elif candidate.words is None and len(candidate.variant.text) <= _SHORT_HAN:
        stops, cues = "。；;！？，,：:\n", "business_cues.txt"
    elif candidate.field == "title":
        return None
    else:
        stops, cues = "。；;！？", ""
    if candidate.field != "title" and surroundings.in_title(context):
        return None
    first, last = folded.span(candidate.start, candidate.end)
    if (
        folded.source[last : last + 1] in {"：", ":"}
        and folded.source[first - 1 : first].strip(_STARTS) == ""
    ):
        return None  # 寒武纪：… as a headline has it
    if usage.labelled(folded, candidate.start, candidate.end) or usage.beside_company(
        folded, candidate.start, candidate.end
    ):
        return None
    if _COUNT_BEFORE.search(folded.source[max(0, first - 8) : first]):
        return None
    if "、" in (folded.source[first - 1 : first], folded.source[last : last + 1]):
        return None
    clause = surroundings.clause(*place, stops=stops)
    if candidate.words is None and folded.source[first - 1 : first] in {"：", ":"}:
        # 5G基站：中兴份额居前: the label belongs to it
        clause += surroundings.clause(candidate.field, candidate.start - 1, candidate.start, stops=stops)
    if (
        surroundings.told_in(clause, context)
        or (any(cue in clause for cue in _cues(cues)) if cues else _is_used(folded.source, last, clause))
        or _MODELS.search(clause)
    ):
        return None
    return RejectReason.NO_CONTEXT, "its context stands in another sentence or phrase"


def _is_used(source: str, last: int, clause: str) -> bool:
    """Return whether a name's own clause uses it as a product or company, or the next goes on about it."""
    return (
        evidence.of_business(clause)
        or _MONEY.search(clause) is not None
        or _VERSION.match(source, last) is not None
        or _GOES_ON.match(source, last) is not None
    )


@cache
def _cues(table: str) -> tuple[str, ...]:
    """Return the cues of a table, folded; those in letters as whole words."""
    return tuple(word if is_spaceless(word[0]) else f" {word} " for word in sorted(words(table)))


def _holds_context(text: str, context: tuple[str, ...]) -> bool:
    """Return whether a spelling of several words holds one of its own context words, spaces aside."""
    if " " not in text:
        return False
    squashed = text.replace(" ", "")
    return any(len(word) > 3 and fold_name(word).replace(" ", "") in squashed for word in context)
