"""Words with capitals that stand together, and how surely each names nobody by those beside it. Pure."""

import re
from collections.abc import Iterator
from enum import IntEnum
from itertools import pairwise

from watchers.parsers.persons.latin_words import MAKERS
from watchers.parsers.persons.western_bodies import (
    LINK,
    begins_body,
    ends_body,
    is_behind_and,
    is_legal_form,
    is_of_several,
)
from watchers.parsers.persons.western_words import is_acronym, is_pair, is_shared

UPPER = "".join(sign for sign in map(chr, (*range(0x41, 0x530), *range(0x1E00, 0x2000))) if sign.isupper())
"""Capitals of European alphabets, as they stand in a class of a pattern."""
CAPITALISED = re.compile(rf"(?<![^\W_])[{UPPER}][^\W_]*")
"""Matches a word with a capital."""

# what may stand between two words of one name
_NAME_LINK = r"(?:de|da|del|della|der|den|van|von|la|le|el|al|bin|ibn|dos|du|di|ter|zu|af|av)"
_GAP = re.compile(
    rf"[ \u00a0]?(?:(?:{LINK}|{_NAME_LINK}|&)[ \u00a0]?){{0,2}}[«\"„“]?|\.[ \u00a0]?|[-‐‑’'/&]|\.[a-z]\."
)
_APART = re.compile(r"(?<![^\W_])(?:and|und|et|e|y|i|og|och|и|та|a|en|και)(?![^\W_])")
_CAMEL = re.compile(rf"[^\W\d_{UPPER}][{UPPER}]|[{UPPER}]{{2}}[^\W\d_{UPPER}]")
_CLAN = re.compile(rf"(?:Ma?c|Nic|Fitz|D[aei]l?|La|Le|O|Van|Von|St|Du)[{UPPER}][^\W\d_{UPPER}]+")
_VOWEL = re.compile("[AEIOUYÀ-ÖØ-ÝĀ-ŰАЕЁИОУЫЭЮЯІЇЄΑΕΗΙΟΥΩ]")
_HARSH = re.compile("[BCDFGHJKLMNPQRSTVWXZБВГДЖЗКЛМНПРСТФХЦЧШЩ]{4}")
_FIGURE = re.compile(r"[ \u00a0.-]{1,2}\d")
_COMPASS = frozenset(["north", "south", "east", "west"])


class Seen(IntEnum):
    """How surely a word names nobody."""

    HIDDEN = 0
    PERHAPS = 1  # unless what stands beside it may be a name
    LETTER = 2  # an initial, or a part
    SHORT = 3  # He, De, La: a name's beside one
    KNOWN = 4


def made_as(own: str) -> Seen | None:
    """Return what the form of a word tells, None where it tells nothing: A100, OpenAI, GPU."""
    if not own.isalpha():
        return Seen.KNOWN if re.search(r"\d", own) else Seen.HIDDEN
    if own.isupper():
        if is_acronym(own):
            return Seen.KNOWN
        if len(own) < 4 or not _VOWEL.search(own) or _HARSH.search(own):
            return Seen.PERHAPS
        return Seen.HIDDEN
    return Seen.KNOWN if is_written_as_made(own) else None


def is_written_as_made(own: str) -> bool:
    """Whether a word has capitals or figures within, as makers write what they make, and clans do not."""
    if not own.isalpha():
        return any(sign.isdigit() for sign in own)
    return not own.isupper() and _CAMEL.search(own) is not None and not _CLAN.fullmatch(own)


def runs(sentence: str, words: list[re.Match[str]]) -> Iterator[list[re.Match[str]]]:
    """Yield words that may be of one name, by what stands between them."""
    run = [words[0]]
    for before, word in pairwise(words):
        initial = len(word[0]) == 1 and sentence[before.end() : word.start()] == ", "  # Roe, J.
        if initial or _GAP.fullmatch(sentence, before.end(), word.start()):
            run.append(word)
        else:
            yield run
            run = [word]
    yield run


def cover_bodies(sentence: str, run: list[re.Match[str]], seen: list[Seen]) -> bool:
    """Mark the words of bodies' names in a run; whether there is one."""
    found = False
    for number, word in enumerate(run):
        last = number + 1 == len(run)
        behind = "" if last else sentence[word.end() : run[number + 1].start()]
        if ends_body(word[0]) or is_legal_form(sentence, word.end()):
            found = True
            seen[number] = Seen.KNOWN
            for back in range(number - 1, max(-1, number - 5), -1):
                if _APART.search(sentence, run[back].end(), run[back + 1].start()) and not (
                    is_behind_and(run[back + 1][0]) or (back + 1 < number and is_of_several(word[0]))
                ):
                    break
                seen[back] = Seen.KNOWN
        if not last and begins_body(word[0], linked=bool(behind.strip())):
            found = True
            for ahead in range(number + 1, min(len(run), number + 4)):
                if _APART.search(sentence, run[ahead - 1].end(), run[ahead].start()):
                    break
                seen[ahead] = Seen.KNOWN
    return found


def compare(run: list[re.Match[str]], seen: list[Seen], sentence: str) -> None:
    """Settle the words of a run that are perhaps none of a name by those beside them."""
    for number, word in enumerate(run):
        if seen[number] is Seen.PERHAPS and not _of_pair(run, number):
            if is_shared(word[0].lower()):
                if not _is_placed(run, seen, sentence, number):
                    seen[number] = Seen.HIDDEN
            elif _is_namely(word[0]) and any(
                seen[at] is Seen.PERHAPS and _is_namely(run[at][0])
                for at in (number - 1, number + 1)
                if 0 <= at < len(run)
            ):
                seen[number] = Seen.HIDDEN
    # what stands beside a name goes with it
    for numbers in (range(1, len(run)), range(len(run) - 2, -1, -1)):
        for number in numbers:
            near = number - numbers.step
            if 0 < seen[number] < Seen.KNOWN and not seen[near] and not _of_pair(run, number):
                if not _APART.search(_between(run, sentence, number, near)):
                    seen[number] = Seen.HIDDEN


def _is_placed(run: list[re.Match[str]], seen: list[Seen], sentence: str, number: int) -> bool:
    """Whether a word that is a usual name as well is none: beside a figure, a maker, a place."""
    word = run[number]
    before = sentence[max(0, word.start() - 4) : word.start()].rstrip(" \u00a0")
    if before[-1:].isdigit() or _FIGURE.match(sentence, word.end()):
        return True
    if word[0].lower() in _COMPASS and number + 1 < len(run) and seen[number + 1] is Seen.KNOWN:
        return True
    if number > 1 and run[number - 1][0].isupper() and _is_of_maker(run[number - 2][0]):  # NVIDIA IGX Orin
        return True
    return any(
        _is_of_maker(run[at][0]) and not _between(run, sentence, number, at).strip(" \u00a0-")
        for at in (number - 1, number + 1)
        if 0 <= at < len(run)
    )


def _is_of_maker(word: str) -> bool:
    """Whether a word is a maker's, or written as makers write."""
    low = word.lower()
    return bool((low in MAKERS and not is_shared(low)) or not word.isalpha() or _CAMEL.search(word))


def _is_namely(word: str) -> bool:
    """Whether a word in capitals may be a name: ROE, LI."""
    return word.isupper() and _VOWEL.search(word) is not None


def _between(run: list[re.Match[str]], sentence: str, one: int, other: int) -> str:
    first, second = sorted((one, other))
    return sentence[run[first].end() : run[second].start()]


def _of_pair(run: list[re.Match[str]], number: int) -> bool:
    words = [word[0].lower() for word in run[max(0, number - 1) : number + 2]]
    return any(is_pair(one, two) for one, two in pairwise(words))
