"""Names of persons in sentences and titles in European letters. Pure.

A structured record's title and description name products and places that no table has, and its persons stand
in fields of their own, which are not kept. So here, other than on pages (`western`), names are looked for:
words with capitals that stand together, one of them a usual given name or an initial; in descriptions two of
which no table has either, and a usual name that stands alone and at no place's; and where a sentence speaks
of persons (Mr, contact, signed) whatever stands behind that word as a name does. Not what is in the name of
a body, nor what stands beside a maker, a model or a thing of technology.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from watchers.parsers.persons.capitals import WITHHELD
from watchers.parsers.persons.latin_words import MAKERS, PINYIN
from watchers.parsers.persons.name_lists import is_given_name, is_name, plain
from watchers.parsers.persons.western_bodies import Known, is_of_body
from watchers.parsers.persons.western_cues import COMPASS, CUES, PLACE, PLACES_BEGIN, TITLES, WITHIN
from watchers.parsers.persons.western_runs import (
    CAPITALISED,
    UPPER,
    Seen,
    cover_bodies,
    is_written_as_made,
    runs,
)
from watchers.parsers.persons.western_sentences import BEGINS, SHOWS, sentences
from watchers.parsers.persons.western_words import TECHNOLOGY, is_acronym, is_known_word, is_pair, is_shared

_BETWEEN_NAMES = re.compile(
    r"[ \u00a0,.]{0,3}(?:(?:de|da|del|della|der|den|van|von|la|le|el|al|bin|ibn|dos|du|di|ter|zu|af|av|na|an"
    r"|i)[ \u00a0])*|[-‐‑’']"
)
_INITIAL = re.compile(r"\.|[ \u00a0]")
# words of trade by their ends; Checksrn: a source lost the sign of a line's end
_MADE = re.compile(".{3,}(?:ings?|ers|ors|ives?|ables?)|.{4,}rn")
_SMALL = re.compile("[a-zß-ÿа-я]{2}")
_TIED = re.compile(r"[ \u00a0/-]|[ \u00a0](?:and|&|or|und|et|y|e|i|og|och|en)[ \u00a0]")
_GRAMMAR = frozenset(["an", "en", "he", "she", "you", "me", "to", "can", "long"])
_NEXT = re.compile(rf"[ \u00a0][{UPPER}]")
_LAST = re.compile(rf"(?<![^\W_])[{UPPER}][^\W\d_]+[ \u00a0]\Z")
_ROMAN = re.compile("[IVX]{2,5}")
_MARK = re.compile(r"[ \u00a0](?:[IVX]{2,5}|\d+)(?![^\W_])")
_NEAR, _BESIDE = 28, 24  # characters before a word that tell of it


def without_names(text: str, *, bodies: Iterable[str] = (), title: bool = False) -> str:
    """Return the text of a record with a sign in place of names; `bodies` are known to be no persons'."""
    known = Known(bodies)
    if title:
        return _told(text, known, title=True)
    kept: list[str] = []
    for sentence, end in sentences(text):
        told = _told(sentence, known, title=False)
        if WITHHELD not in told or not CUES.search(sentence) or SHOWS.search(told):
            kept += (told, end)
        elif "\n" in end:
            kept.append("\n")
    return re.sub(r"\n{3,}", "\n\n", "".join(kept)).strip()


def _told(line: str, known: Known, *, title: bool) -> str:
    kept: list[str] = []
    at = 0
    for begin, end in names_in(line, known.spans(line), title=title):
        kept += (line[at:begin], WITHHELD)
        at = end
    return "".join((*kept, line[at:]))


def names_in(
    line: str, bodies: Iterable[tuple[int, int]] = (), *, title: bool = False, page: bool = False
) -> Iterator[tuple[int, int]]:
    """Yield where names stand in a sentence or title; `bodies` are places of text that name no person.

    On a `page`, which has no fields for persons, whatever two words may be a name, in titles too, and so may
    one that begins a sentence.
    """
    words = list(CAPITALISED.finditer(line))
    cues = [cue.end() for cue in CUES.finditer(line)]
    for run in runs(line, words) if words else ():
        seen = [_seen(word, bodies) for word in run]
        cover_bodies(line, run, seen)
        for number, (before, word) in enumerate(pairwise(run), 1):
            if before[0].lower() in PLACES_BEGIN and line[before.end() : word.start()] in (" ", ". "):
                seen[number - 1] = seen[number] = Seen.KNOWN
        for first, last in _groups(line, run, seen):
            group = run[first:last]
            lone = (page or not _is_within(line, run, seen, first, last)) and not group[0][0].isupper()
            sure = page and any(
                is_name(word[0].lower()) or PINYIN.fullmatch(plain(word[0])) for word in group
            )
            if _is_person(line, group, cues, title=title, lone=lone, page=page):
                if sure or not is_of_thing(line, group):
                    yield group[0].start(), group[-1].end()


def _is_within(line: str, run: list[re.Match[str]], seen: list[Seen], first: int, last: int) -> bool:
    """Whether words stand with others of a longer term: Low and High Rise, Cavity Wall Insulation."""
    for near, one, other in ((first - 1, first - 1, first), (last, last - 1, last)):
        if not 0 <= near < len(run) or seen[near] is not Seen.KNOWN:
            continue
        if len(run[near][0]) > 3 and not BEGINS.search(
            line, max(0, run[near].start() - _NEAR), run[near].start()
        ):
            if _TIED.fullmatch(line, run[one].end(), run[other].start()):
                return True
    return False


def _seen(word: re.Match[str], bodies: Iterable[tuple[int, int]]) -> Seen:
    """Return KNOWN for a word that is none of a name, whatever stands beside it."""
    own = word[0]
    low = own.lower()
    if any(begin <= word.start() < end for begin, end in bodies):
        return Seen.KNOWN
    if len(own) == 1:
        return Seen.LETTER
    text = word.string
    if (
        len(own) < 4
        and not own.isupper()
        and low not in _GRAMMAR
        and PINYIN.fullmatch(low)
        and (_NEXT.match(text, word.end()) or _before(word))
    ):
        return Seen.SHORT  # De Groot, Dai Koch
    if (
        not own.isalpha()
        or (low == "mark" and _MARK.match(text, word.end()))
        or is_known_word(low)
        or low in COMPASS
        or low in TITLES
        or _ROMAN.fullmatch(own)
        or is_written_as_made(own)
        or (own.isupper() and is_acronym(own) and not is_shared(low))
    ):
        return Seen.KNOWN
    if not (is_name(low) or is_shared(low)) and (
        (_MADE.fullmatch(low) and not _is_pinyin_beside(word))
        or (own.isupper() and len(own) < 4 and _SMALL.search(word.string))
    ):
        return Seen.KNOWN
    if is_of_body(word.string[max(0, word.start() - 60) : word.start()]):
        return Seen.KNOWN
    return Seen.PERHAPS


def _is_pinyin_beside(word: re.Match[str]) -> bool:
    """Whether a word and one beside it are Chinese syllables: Xu Ruoqing."""
    before = _before(word)
    return (
        before is not None
        and PINYIN.fullmatch(word[0].lower()) is not None
        and PINYIN.fullmatch(before[0].strip().lower()) is not None
    )


def _before(word: re.Match[str]) -> re.Match[str] | None:
    """Return the word with a capital directly before one."""
    return _LAST.search(word.string, max(0, word.start() - _BESIDE), word.start())


def _groups(line: str, run: list[re.Match[str]], seen: list[Seen]) -> Iterator[tuple[int, int]]:
    """Yield where words stand together that are perhaps one name."""
    first = 0
    for number in range(len(run) + 1):
        ends = number == len(run) or seen[number] is Seen.KNOWN
        if ends or (
            number > first and not _BETWEEN_NAMES.fullmatch(line, run[number - 1].end(), run[number].start())
        ):
            if number > first:
                yield first, number
            first = number + 1 if ends else number


def _is_person(
    line: str, group: list[re.Match[str]], cues: list[int], *, title: bool, lone: bool, page: bool
) -> bool:
    words = [word[0].lower() for word in group if len(word[0]) > 1]
    apart = sum(line[one.end()] not in "-‐‑’'" for one, _ in pairwise(group)) + 1  # Wright-Patterson is one
    if not words or (len(words) == 2 and is_pair(*words)):
        return False
    initials = [word for word in group if len(word[0]) == 1 and _INITIAL.match(line, word.end())]
    names = [word for word in words if is_name(word) or is_shared(word)]
    if (initials and (names or not title)) or (
        apart > 1
        and len(words) > 1
        and (any(map(is_given_name, words)) or all(PINYIN.fullmatch(plain(word)) for word in words))
    ):
        return True
    told = bisect_right(cues, group[0].start())
    if told and group[0].start() - cues[told - 1] < _NEAR:
        return True
    if title and not page:
        return False
    start = group[0].start()
    if apart > 1 and len(words) > 1:
        return len(names) > 1 or not WITHIN.search(line, max(0, start - _NEAR), start)
    if page and lone:
        at = start - 2 if line[start - 2 : start] in ("d’", "d'") else start
        begins = BEGINS.search(line, max(0, at - _NEAR), at)
        return bool(names or begins) and not WITHIN.search(line, max(0, start - _NEAR), start)
    return (
        lone
        and bool(names)
        and not is_shared(words[0])
        and not PLACE.search(line, max(0, start - _NEAR), start)
    )


def is_of_thing(line: str, group: list[re.Match[str]]) -> bool:
    """Whether a maker, a model or technology stands beside these words, and no title before them."""
    before = line[max(0, group[0].start() - _BESIDE) : group[0].start()]
    if re.sub(r"[\W_]+\Z", "", before).rpartition(" ")[2].lower() in TITLES:
        return False
    left = re.search(r"([^\W_]+)[ \u00a0]\Z", before)
    right = re.match(r"[ \u00a0/-]([^\W_]+)", line[group[-1].end() : group[-1].end() + _BESIDE])
    return any(
        beside is not None
        and (
            beside[1][0].isdigit()
            or beside[1].lower() in MAKERS
            or (beside[1][:1].isupper() and is_written_as_made(beside[1]))
            or TECHNOLOGY.search(beside[1]) is not None
        )
        for beside in (left, right)
    )
