"""Personal data out of notices: names of experts and contacts, phone numbers, mail addresses. Pure.

Notices name dozens of people who are nobody's business here: the expert panel, the clerk to call. They are
taken out before anything is stored or matched. Names are known by where they stand, numbers by their form.
Every step is one pass over the text, so that a page made to be slow is not.
"""

import re
from collections.abc import Iterable

from watchers.parsers.persons.known_persons import names_in, without_known
from watchers.parsers.persons.numbers import without_numbers
from watchers.parsers.persons.papers import without_papers
from watchers.parsers.persons.places import without_places
from watchers.parsers.traditional import as_written, simplified

_EMPTY_BRACKETS = re.compile(r"(?<=[\u4e00-\u9fff])[（(][ \t\u3000，,、：:；;/]*[）)]")
_EMPTY_LINE = re.compile(r"[ \t\u3000]*(?:\d{1,2}[、.．])?[ \t\u3000:：；;，,、。/]*")
_MASK = "\ue000"  # a private-use character: stands for a kept number while the others are removed


def without_personal(
    text: str,
    keep: Iterable[str] = (),
    known: Iterable[str] = (),
    *,
    headline: bool = False,
    told_of: list[str] | None = None,
) -> str:
    """Return `text` without expert panels, contact persons, phone numbers and mail addresses.

    `keep` are strings that look like a phone number and are none (a project number such as 0733-20062310),
    `known` what else labels of persons announced: the names in it leave the text wherever they stand.
    `headline`: it is a title or the name of a thing, in which a panel announces nobody without a colon
    (评审专家库建设项目). The names of persons that the text told are added to `told_of`.
    """
    plain = simplified(text)
    if plain != text:
        who: list[str] = []
        keep, known = map(simplified, keep), map(simplified, known)
        left = without_personal(plain, keep, known, headline=headline, told_of=who)
        left, *who = as_written([left, *who], text)
        if told_of is not None:
            told_of.extend(who)
        return left
    kept = sorted({value for value in keep if value and value in text}, key=len, reverse=True)
    for number, value in enumerate(kept):
        text = text.replace(value, f"{_MASK}{chr(0xE100 + number)}{_MASK}")
    told = list(known)  # what labels announced
    text = without_places(without_papers(text.replace("丨", "｜")), told, headline=headline)
    names = list(names_in(told))
    if told_of is not None:
        told_of.extend(names)
    text = without_known(text, names)
    text = _EMPTY_BRACKETS.sub("", without_numbers(text))
    for number, value in enumerate(kept):
        text = text.replace(f"{_MASK}{chr(0xE100 + number)}{_MASK}", value)
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if not _EMPTY_LINE.fullmatch(line))
