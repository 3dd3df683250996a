"""What stands directly beside a hit and makes it another name: separate bodies, longer names, other models.

Knows folded texts and word tables. Must not know terms beyond their kind, nor automata.
"""

import re
from functools import cache, lru_cache

from watchlists.chips import OTHER_LINE_BEFORE, OTHER_MODEL_AFTER
from watchlists.hannames import is_trade
from watchlists.model import RejectReason
from watchlists.normalize import Folded, fold_name, is_han
from watchlists.vocabulary import HEADS, canonical, han_places, is_place
from watchlists.words import words

Verdict = tuple[RejectReason, str]

_HAN_BODY = ("大学", "学院", "实验室", "研究院", "研究所", "中心", "科学院", "院", "所")
_STOP = re.compile(
    "[的与和及在为将对就于向由从被把给了是拟采购招委联签举办承等以已因并或称说到至内外其该]|有(?!限)"
)
_STUDENT_FIELDS = tuple("命物态化科医理殖源存")
# How unlikely a watched name is taken to be, as minus the logarithm of its frequency among words: a name of
# two characters often comes about by chance, a longer one seldom.
_SHORT_NAME_COST = 11.0
_NAME_COST = 18.0
_NAMED_AFTER = re.compile(r" (?:of|for) (?:the )?([A-Z][a-z]{3,})")
_PLACE = re.compile(
    "(?:国际|金融|贸易|商务|购物|会展|科技|工业|创业)?(?:大厦|广场|花园|小区|公寓|公馆|酒店|饭店|商务区|工业园|地铁站|"
    "火车站|大道|体育馆|体育场|博物馆|大剧院|路(?!由|演|线|测|径)|街(?!道))"
)
_PART = re.compile(
    "[^的与和在为将对就于向由从被把给是拟采购招委联签举办承等以已因并或称]{0,12}?"
    "(?:学院|学部|研究生院|研究院|研究所|研究中心|实验室|工程中心|校区|图书馆|系(?!统))"
)
_COMPANY = re.compile("有限公司|有限责任公司|股份公司|公司$|集团")

_AFTER_LATIN = {
    "press": "a press",
    "publisher": "a press",
    "publishing": "a press",
    "hospital": "a hospital",
    "hospitals": "a hospital",
    "high": "a school",
    "middle": "a school",
    "primary": "a school",
    "town": "a place",
    "city": "a place",
    "station": "a place",
    "alumni": "an association",
    "affiliated": "an affiliated body",
    "unigroup": "a company",
    "hotel": "a hotel",
}
_BEFORE_LATIN = re.compile(
    r"(?:affiliated (?:[a-z]+ ){0,4}(?:of|to|with)|hospitals? (?:[a-z]+ ){0,2}of|press of"
    r"|school (?:affiliated|attached) (?:to|with)) (?:the )?$"
)
_QUALIFIERS = frozenset(
    {"north", "south", "east", "west", "central", "northern", "southern", "eastern", "western", "new"}
    | {"northeast", "northwest", "southeast", "southwest"}
)


@cache
def _independent() -> tuple[str, ...]:
    return tuple(sorted(words("independent_colleges.txt"), key=len, reverse=True))


@cache
def _fields() -> frozenset[str]:
    return words("fields_han.txt")


def han_guard(folded: Folded, start: int, end: int, *, kind: str, body: bool = False) -> Verdict | None:
    """Return why a Chinese hit is not the name, None when nothing beside it says so."""
    text = folded.text
    name = text[start:end]
    after = _run_after(folded, end)
    before = _run_before(folded, start)
    full = kind == "org" and name.endswith(_HAN_BODY)
    if full or (kind == "org" and body):
        verdict = _separate_body(name, after)
        if verdict:
            return verdict
    elif kind == "org":
        place = _PLACE.match(after)
        if place:
            return RejectReason.SEPARATE_BODY, f"{name}{place.group()} is a place"
    if full:
        verdict = _longer_body(name, before)
        if verdict:
            return verdict
    return _across_words(name, before, after)


def part_of_body(folded: Folded, end: int) -> str:
    """Return the school, laboratory or campus that follows a body's Chinese name; "" for none."""
    match = _PART.match(_run_after(folded, end))
    return match.group() if match else ""


def _run_after(folded: Folded, end: int) -> str:
    """Return the Chinese characters right after `end`, up to a break."""
    text = folded.text
    stop = end
    while stop < len(text) and stop - end < 24 and is_han(text[stop]):
        if folded.broken(stop):
            break
        stop += 1
    return text[end:stop]


def _run_before(folded: Folded, start: int) -> str:
    """Return the Chinese characters right before `start`, back to a break."""
    text = folded.text
    first = start
    while first > 0 and start - first < 12 and is_han(text[first - 1]):
        if folded.broken(first):
            break
        first -= 1
    return text[first:start]


def _separate_body(name: str, after: str) -> Verdict | None:
    """Return whether what follows a body's name makes it another body."""
    if not after:
        return None
    if after[0] == "城" and name.endswith("大学"):
        return RejectReason.SEPARATE_BODY, f"{name}城 is a place"
    if after[0] == "生" and name.endswith(("大学", "中学")) and not after[1:].startswith(_STUDENT_FIELDS):
        return RejectReason.LONGER_NAME, "students (大学生), not the university"
    for size in (2, 3):
        if is_place(after[:size]) and after[size : size + 2] == "学院":
            return RejectReason.SEPARATE_BODY, f"{name}{after[: size + 2]} is an independent college"
    for college in _independent():
        if after.startswith(college) and college[:-2] not in _fields():
            return RejectReason.SEPARATE_BODY, f"{name}{college} is an independent college"
    stop = _STOP.search(after)
    span = after[: stop.start()] if stop else after
    for word in sorted(words("separate_han.txt"), key=len, reverse=True):
        at = span.find(word)
        if at < 0:
            continue
        if word in {"城", "站"} and at > 0:
            continue
        if len(word) <= 2 and at > 12:
            continue
        return RejectReason.SEPARATE_BODY, f"{name}{span[: at + len(word)]} is a separate body"
    return None


def _longer_body(name: str, before: str) -> Verdict | None:
    """Return whether what precedes a body's name makes it a longer name."""
    if before.endswith(("国立", "省立", "市立", "私立")):
        return RejectReason.LONGER_NAME, f"{before[-2:]}{name} is another body"
    if is_place(name[:2]) or is_place(name[:3]) or name.startswith(("中国", "国家", "国防", "清华")):
        return None
    for size in (4, 3, 2):
        place = before[-size:]
        if len(place) == size and place in han_places() and place not in {"中国", "美国"}:
            return RejectReason.LONGER_NAME, f"{place}{name} is another body"
    return None


def _across_words(name: str, before: str, after: str) -> Verdict | None:
    """Return whether the characters of the hit belong to other words of the sentence."""
    import rjieba

    if len(name) >= 6 or not (before or after):
        return None
    left, right = before[-4:], after[:4]
    start, end = len(left), len(left) + len(name)
    tokens = rjieba.tokenize(left + name + right, hmm=False)
    crossing = [
        (word, first, last)
        for word, first, last in tokens
        if last - first > 1 and (first < start < last or first < end < last)
    ]
    if not crossing:
        return None
    own = _NAME_COST if len(name) > 2 else _SHORT_NAME_COST
    with_name = _cost(rjieba.tokenize(left, hmm=False)) + own + _cost(rjieba.tokenize(right, hmm=False))
    without = _cost(tokens)
    if with_name <= without:
        return None
    word, first, last = crossing[0]
    if first == start and last >= end and (_COMPANY.search(word) or is_trade(word[len(name) :])):
        return None  # 华为技术: a company's name with its line of business
    reason = RejectReason.LONGER_NAME if first <= start and last >= end else RejectReason.WORD_BOUNDARY
    return reason, f"the characters belong to {word}"


def _cost(tokens: list[tuple[str, int, int]]) -> float:
    """Return how unlikely a row of words is: minus the logarithm of its words' frequencies."""
    return sum(_word_cost(word) for word, _, _ in tokens)


@lru_cache(maxsize=50_000)
def _word_cost(word: str) -> float:
    import math

    import rjieba

    if len(word) > 1 and not rjieba.has_word(word):
        return 18.0
    return math.log(60_000_000 / max(rjieba.suggest_freq(word), 1))


def latin_guard(
    folded: Folded, start: int, end: int, tokens_after: list[str], text_before: str, *, body: bool
) -> Verdict | None:
    """Return why a hit of whole words is not the name, None when nothing beside it says so."""
    if not body:
        return None
    gap = gap_after(folded, end)
    if tokens_after and gap.strip(" -'’s\n") == "":
        word = tokens_after[0]
        if word in _AFTER_LATIN:
            return RejectReason.SEPARATE_BODY, f"… {word} is {_AFTER_LATIN[word]}"
        phrase = re.split(r"[^\w '’-]", folded.source[folded.origin(end - 1) + 1 :][:50])[0].split()[:4]
        for place, name in enumerate(phrase):
            if not name[0].isupper():
                break
            if place and name.lower() in {"hospital", "press", "town", "hotel"}:
                return RejectReason.SEPARATE_BODY, f"… {name} is {_AFTER_LATIN[name.lower()]}"
        if word in {"of", "for"} and len(tokens_after) > 1:
            field = (
                tokens_after[1] if tokens_after[1] != "the" else tokens_after[min(2, len(tokens_after) - 1)]
            )
            named = _NAMED_AFTER.match(folded.source[folded.origin(end - 1) + 1 :][:40])
            if field in words("latin_fields.txt") or (named and not is_place(fold_name(named.group(1)))):
                return RejectReason.LONGER_NAME, f"… {word} {field} is another body"
    if _BEFORE_LATIN.search(text_before):
        return RejectReason.SEPARATE_BODY, "an affiliated body"
    last = text_before.split()[-1:] if text_before.strip() else []
    headless = canonical(folded.text[start:end].split(" ", 1)[0]) in HEADS
    qualified = last and (last[0] in _QUALIFIERS or (headless and is_place(last[0])))
    if (
        last
        and qualified
        and folded.source[folded.origin(start) - 1 : folded.origin(start)] == " "
        and (folded.source[folded.origin(start) - 2 : folded.origin(start) - 1].isalpha())
    ):
        first_letter = folded.origin(start - 1 - len(last[0]))
        if folded.source[first_letter : first_letter + 1].isupper():
            return RejectReason.LONGER_NAME, f"{last[0]} … is another body"
    return None


def gap_after(folded: Folded, end: int) -> str:
    """Return the source text between the hit and the next word."""
    after = end
    while after < len(folded.text) and folded.text[after] == " ":
        after += 1
    return folded.source[folded.origin(end - 1) + 1 : folded.origin(after)]


def chip_guard(surface: str, spelling: str, before: list[str], after: list[str], gap: str) -> Verdict | None:
    """Return why a model number is another model, from its last letter and the words beside it."""
    if any(mark in surface for mark in ",;，；、"):
        return RejectReason.OTHER_MODEL, "its parts are parts of a list"
    if surface.endswith("S") and not spelling.endswith("s"):
        return RejectReason.OTHER_MODEL, f"{surface} ends in a capital S, which is no plural"
    if after and gap.strip() in {"", "-"} and after[0] in OTHER_MODEL_AFTER and "\n" not in gap:
        return RejectReason.OTHER_MODEL, f"… {after[0]} is another model"
    if before and before[-1] in OTHER_LINE_BEFORE:
        return RejectReason.OTHER_MODEL, f"{before[-1]} … is another model"
    return None
