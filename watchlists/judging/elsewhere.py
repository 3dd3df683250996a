"""Whether context that stands in another sentence or phrase bears a name out.

Knows readings and word tables. Must not know terms beyond their kind, nor automata.
"""

import re
from functools import cache

from watchlists.judging import evidence, goods, joined, usage
from watchlists.judging.firms import beside_firm
from watchlists.judging.hanbodies import part_of_body
from watchlists.judging.reading import Reading
from watchlists.judging.roads import is_short_model
from watchlists.judging.segments import Verdict
from watchlists.model import RejectReason
from watchlists.spellings.bodies import is_body, short_bodies
from watchlists.text.normalize import fold_name, is_spaceless
from watchlists.text.sentences import STOPS
from watchlists.words import words
from watchlists.words.dictionary import is_word
from watchlists.words.legalforms import legal_prefix, legal_suffix

_PAIR = 2
_SHORT_HAN = 5  # longer Chinese names seldom mean anything else
_NO_ROAD = re.compile(r"[hv]\d{2,3}")  # letters and figures that seldom number anything but chips
_MODELS = re.compile(r" (?:[hv]\d{2,3}|mi\d{3}[a-z]?) ")  # a chip beside another
_MONEY = re.compile(r"[$€£¥]|\d(?: |-)?(?:million|billion|euros?|dollars?|usd|eur|yuan|[万亿]?元|[万亿])")
_VERSION = re.compile(r"[ -]?\d")  # Llama 3
_GOES_ON = re.compile(
    r"[^.;!?]{0,160}[.;] \(?(?:[Ii]ts|[Ii]t|[Tt]heir|[Tt]hey"
    r"|[Tt]he (?:[\w-]+ ){0,2}(?:company|firm|maker|group|giant|manufacturer|supplier|vendor|start-?up))\b"
)
# an answer is about what was asked
_ANSWERED = re.compile(
    r"[^.;!?。；！？]{0,160}[?？]\s*(?:(?:A|Answer|答)\s*[:：]\s*)?"
    r"(?:(?:[Nn]o|[Yy]es)\b(?! one)|不|否|可以|是的|能)"
)
_IN_FULL = (" ai", " cloud", " labs", " technologies", " semiconductor", " robotics")
_MANY = 3  # blanks in a name that is long enough to mean nothing else
_COUNT_BEFORE = re.compile(  # 16 H200, trois P40
    r"(?:^|[^\w.])(?:\d{1,5} ?[x×]? ?|(?:two|three|four|five|six|eight|ten|deux|trois|quatre|cinq|huit|dix"
    r"|zwei|drei|vier|fünf|sechs|acht|zehn|две|три|четыре|пять|шесть|восемь|десять) )$",
    re.IGNORECASE,
)
_LEGAL_FORM = 16  # characters
_PHRASE = "。；;！？，,：:\n"


def elsewhere(reading: Reading) -> Verdict | None:
    """Return why context in another sentence or phrase is not enough for a name that means other things.

    The name's own sentence (for short Chinese names its own phrase) must hold context, or be about goods or
    business at all; else the context belongs to another matter. Where the title holds the context, all do.
    """
    candidate, surroundings = reading.candidate, reading.surroundings
    text = candidate.variant.text
    if reading.term.kind == "chip":
        if _NO_ROAD.fullmatch(text) or not is_short_model(text) or reading.written.endswith("s"):
            return None
        if goods.has_memory(reading.folded, candidate.end):
            return None
        stops, cues = STOPS, "chip_cues.txt"
    elif reading.is_chinese and len(text) <= _SHORT_HAN:
        if len(text) > _PAIR and (text in short_bodies() or not is_word(text)):
            return None  # 北理工 and 月之暗面 mean nothing else
        stops, cues = _PHRASE, "business_cues.txt"
    elif candidate.field == "title" or _is_in_full(reading):
        return None
    else:
        stops, cues = STOPS, ""
    if candidate.field != "title" and surroundings.in_title(reading.context):
        return None
    if _is_set_apart(reading):
        return None
    source = reading.folded.source
    first, last = reading.folded.span(candidate.start, candidate.end)
    clause = surroundings.clause(*reading.place, stops=stops)
    if reading.is_chinese and source[first - 1 : first] in {"：", ":"}:
        # 5G基站：中兴份额居前: the label belongs to it
        clause += surroundings.clause(candidate.field, candidate.start - 1, candidate.start, stops=stops)
    used = any(cue in clause for cue in _cues(cues)) if cues else _is_used(source, last, clause)
    if used or surroundings.told_in(clause, reading.context) or _MODELS.search(clause):
        return None
    return RejectReason.NO_CONTEXT, "its context stands in another sentence or phrase"


def _is_set_apart(reading: Reading) -> bool:
    """Return whether the name is given as in a headline, a list, a label or a count, or is made use of."""
    source, candidate = reading.folded.source, reading.candidate
    first, last = reading.folded.span(candidate.start, candidate.end)
    before, after = source[first - 1 : first], source[last : last + 1]
    if usage.made_use_of(reading.folded, candidate.start) or _is_company(reading):
        return True
    if reading.is_chinese and is_body(candidate) and part_of_body(reading.folded, candidate.end):
        return True  # 东北大学冶金学院
    if "、" in (before, after) or _COUNT_BEFORE.search(source[max(0, first - 9) : first]):
        return True
    return reading.is_chinese and joined.beside_company(reading.folded, candidate.start, candidate.end)


def _is_in_full(reading: Reading) -> bool:
    """Return whether a name with a capital has a word in it that makes it no other thing, or many."""
    text = reading.candidate.variant.text
    return reading.written[:1].isupper() and (text.endswith(_IN_FULL) or text.count(" ") >= _MANY)


def _is_company(reading: Reading) -> bool:
    """Return whether a legal form ends the name or stands behind it, or a noun of business beside it."""
    if reading.term.kind != "org":
        return False
    if beside_firm(reading.folded, reading.candidate.start, reading.candidate.end):
        return True
    if reading.is_chinese:
        return False
    stop = reading.folded.span(reading.candidate.start, reading.candidate.end)[1]
    after = fold_name(reading.folded.source[stop : stop + _LEGAL_FORM]).split()
    start = reading.folded.span(reading.candidate.start, reading.candidate.end)[0]
    before = fold_name(reading.folded.source[max(0, start - _LEGAL_FORM) : start]).split()
    name = [*before[-1:], *fold_name(reading.written).split()]
    return max(legal_suffix(name), legal_prefix(name), legal_prefix(name[1:]), legal_prefix(after)) > 0


def _is_used(source: str, last: int, clause: str) -> bool:
    """Return whether a name's own clause uses it as a product or company, or the next goes on about it."""
    return (
        evidence.of_business(clause)
        or _MONEY.search(clause) is not None
        or _VERSION.match(source, last) is not None
        or _GOES_ON.match(source, last) is not None
        or _ANSWERED.match(source, last) is not None
    )


@cache
def _cues(table: str) -> tuple[str, ...]:
    """Return the cues of a table, folded; those in letters as whole words."""
    return tuple(word if is_spaceless(word[0]) else f" {word} " for word in sorted(words(table)))
