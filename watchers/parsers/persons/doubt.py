"""Which words of the language are withheld beside what is none, for they may be names there. Pure."""

import re
from collections.abc import Collection, Iterator
from enum import IntEnum

from watchers.parsers.persons.bodies import BRANDS
from watchers.parsers.persons.named_bodies import BODY, END, PARTS_NAMES, in_bodies
from watchers.parsers.persons.person_cues import ROLES
from watchers.parsers.persons.persons import EVERY_SURNAME
from watchers.parsers.persons.plain_words import is_count, is_label, stands_alone
from watchers.parsers.persons.stretches import Stretch
from watchers.parsers.persons.technical_words import DOCUMENTS, TAILS, is_thing
from watchers.parsers.persons.vocabulary import (
    SINGLE,
    is_made_as_name,
    is_proper,
    is_technical,
    is_usual,
    may_be_called,
)

USUAL = 3
"""Characters of most names."""

# behind these a name would stand
_ROLE = re.compile(
    rf"(?:{ROLES}|{BODY.pattern.removesuffix(END)}|[处科室办组队部由请找经]|名单|联[系络](?:方式|电话)?|电话|手机"
    rf"|战士|士官|职工){END}"
)

_OF_MATTER = (DOCUMENTS.__contains__, is_technical, is_usual, is_label, stands_alone, is_count)
_FAR = 12  # characters in which it stands


class Doubt(IntEnum):
    """How likely persons are in a text, hence which words of the language are withheld that may be names."""

    NONE = 0  # none
    SOME = 1  # those that are made as names are, and are no usual words
    NAMES = 2  # those that begin as names do
    PERSONS = 3  # names of places and persons too, and whatever stands where a name would


def perhaps(run: re.Match[str], stretch: Stretch, doubt: Doubt) -> Iterator[tuple[int, int]]:
    """Yield the words that may be names where there is so much doubt, none of documents or of a body."""
    if not doubt:
        return
    covered = in_bodies(stretch.word, stretch.parts)
    alone = len(run[0]) <= USUAL and not (stretch.glued or covered)
    if doubt is Doubt.PERSONS and alone and not _is_of_matter(run[0]):
        yield 0, len(run[0])
        return
    for number, (start, end, known) in enumerate(stretch.parts):
        word = stretch.word[start:end]
        if number in covered or is_count(word) or stands_alone(word) or (stretch.glued and word in BRANDS):
            continue
        if is_technical(word) or _is_in_compound(stretch, number):
            continue
        if doubt is Doubt.PERSONS and _is_due(run, stretch, start) and _may_begin_name(stretch, number):
            yield start, _on_to(stretch, number, covered)
        elif len(word) > 1 and may_be_called(word) and (doubt is Doubt.NAMES or not is_usual(word)):
            if is_made_as_name(word):
                yield start, end
        elif doubt is Doubt.PERSONS and known and len(word) > 1 and is_proper(word):
            yield start, end


def _is_in_compound(stretch: Stretch, number: int) -> bool:
    """Whether a word of technology stands beside another, or before what makes one: 雷达系统, 连续波雷达."""
    words = [stretch.word[start:end] for start, end, _ in stretch.parts[max(0, number - 1) : number + 2]]
    at = min(number, 1)
    if not is_thing(words[at]):
        return words[at] in TAILS and at == 1 and is_thing(words[0])
    return any(map(is_thing, words[:at])) or any(word in TAILS or is_thing(word) for word in words[at + 1 :])


def _is_due(run: re.Match[str], stretch: Stretch, start: int) -> bool:
    """Whether a name would stand here: behind a role, an office or a body, or in a list."""
    if start:
        return _ROLE.search(run[0], max(0, start - _FAR), start) is not None
    return not stretch.glued and run.string[run.start() - 1 : run.start()] == "、"


def _may_begin_name(stretch: Stretch, number: int) -> bool:
    """Whether a word where a name would stand begins one: it is none of grammar or documents."""
    (start, end, _), *behind = stretch.parts[number : number + 3]
    word = stretch.word[start:end]
    if not _is_of_matter(word):
        return True
    if len(word) > 1 or not behind:
        return False
    if word in "小老阿":  # 小崔
        low, high, _ = behind[0]
        return stretch.word[low:high] in EVERY_SURNAME
    return word not in PARTS_NAMES and len(behind) > 1 and not any(known for _, _, known in behind)  # 税丽君


def _is_of_matter(word: str) -> bool:
    """Whether a word is one of grammar or documents, or as usual as no name is."""
    if len(word) == 1:
        return word in PARTS_NAMES or (word in SINGLE and word not in EVERY_SURNAME)
    return any(known(word) for known in _OF_MATTER)


def _on_to(stretch: Stretch, number: int, covered: Collection[int]) -> int:
    """Return where a name that is due ends: no further than names are long, and before a body's name."""
    start, end, _ = stretch.parts[number]
    for after, (_, high, _) in enumerate(stretch.parts[number + 1 :], number + 1):
        if high - start > USUAL or after in covered:
            break
        end = high
    return end
