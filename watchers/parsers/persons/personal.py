"""Personal data out of notices: names of experts and contacts, phone numbers, mail addresses. Pure.

Notices name dozens of people who are nobody's business here: the expert panel, the clerk to call. They are
taken out before anything is stored or matched. Names are known by where they stand, numbers by their form.
Every step is one pass over the text, so that a page made to be slow is not.
"""

import re
from collections.abc import Iterable

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
    *,
    headline: bool = False,
) -> str:
    """Return `text` without expert panels, contact persons, phone numbers and mail addresses.

    `keep` are strings that look like a phone number and are none (a project number such as 0733-20062310).
    `headline`: it is a title or the name of a thing, in which a panel announces nobody without a colon
    (评审专家库建设项目).
    """
    plain = simplified(text)
    if plain != text:
        left = without_personal(plain, map(simplified, keep), headline=headline)
        return as_written([left], text)[0]
    kept = sorted({value for value in keep if value and value in text}, key=len, reverse=True)
    for number, value in enumerate(kept):
        text = text.replace(value, f"{_MASK}{chr(0xE100 + number)}{_MASK}")
    text = without_places(without_papers(text.replace("丨", "｜")), headline=headline)
    text = _EMPTY_BRACKETS.sub("", without_numbers(text))
    for number, value in enumerate(kept):
        text = text.replace(f"{_MASK}{chr(0xE100 + number)}{_MASK}", value)
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if not _EMPTY_LINE.fullmatch(line))
