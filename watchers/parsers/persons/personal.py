"""Numbers of persons out of notices: of phones, papers and accounts, known by their form. Pure.

Every step is one pass over the text, so that a page made to be slow is not.
"""

import re
from collections.abc import Iterable

from watchers.parsers.persons.numbers import without_numbers
from watchers.parsers.persons.papers import without_papers
from watchers.parsers.traditional import as_written, simplified

_EMPTY_BRACKETS = re.compile(r"(?<=[\u4e00-\u9fff])[（(][ \t\u3000，,、：:；;/]*[）)]")
_EMPTY_LINE = re.compile(r"[ \t\u3000]*(?:\d{1,2}[、.．])?[ \t\u3000:：；;，,、。/]*")
_MASK = "\ue000"  # a private-use character: stands for a kept number while the others are removed


def without_personal(text: str, keep: Iterable[str] = ()) -> str:
    """Return `text` without phone numbers, mail addresses, numbers of papers and accounts.

    `keep` are strings that look like a phone number and are none (a project number such as 0733-20062310).
    """
    plain = simplified(text)
    if plain != text:
        return as_written([without_personal(plain, map(simplified, keep))], text)[0]
    kept = sorted({value for value in keep if value and value in text}, key=len, reverse=True)
    for number, value in enumerate(kept):
        text = text.replace(value, f"{_MASK}{chr(0xE100 + number)}{_MASK}")
    text = without_papers(text.replace("丨", "｜"))
    text = _EMPTY_BRACKETS.sub("", without_numbers(text))
    for number, value in enumerate(kept):
        text = text.replace(f"{_MASK}{chr(0xE100 + number)}{_MASK}", value)
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if not _EMPTY_LINE.fullmatch(line))
