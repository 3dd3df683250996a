"""The sentences of a text in European letters, and what each may show that matters. Pure."""

import re
from collections.abc import Iterator

from watchers.parsers.persons.latin_words import MAKERS
from watchers.parsers.persons.western_runs import UPPER
from watchers.parsers.persons.western_words import TECHNOLOGY

_ENDS = re.compile(
    rf"\n+|(?<=[.!?;])(?<!\b[{UPPER}]\.)(?<!\b\d\.)(?<!\b\d\d\.)"
    r"(?<!\b[A-Za-z][a-z]\.)(?<!\b[A-Za-z][a-z]{2}\.)(?<!\b(?:prof|dott|akad|doct|Prof|Dipl|проф"
    r"|акад)\.)[ \t\u00a0]+"
)
BEGINS = re.compile(r"(?:\A|[:;•*–—|/>]|[(\[«“„\"‘]|(?<!\w)\d{1,2}[.)]|(?<!\w)[a-z]\)|[.!?])[\s\-–—•]*\Z")
"""Matches what stands before the first word of a sentence, of a point, in brackets."""
SHOWS = re.compile(
    rf"{TECHNOLOGY.pattern}|(?<![^\W_])(?:{'|'.join(sorted(MAKERS))})(?![^\W_])"
    r"|(?-i:(?<!\w)[A-ZА-Я]{2,}(?![^\W\d_])|[A-Z]-?\d|[a-z][A-Z])"
    r"|\d\s?(?:[kMGTPµnm]?(?:B|Hz|W|Wh|V|Pa|bit|m|g|l|h)(?![^\W_])|[%°²³]|kg|km|cm|mm)"
    r"|[€£$₽₴]|\d\s?(?:eur|euros?|usd|gbp|chf|pln|zł|kč|czk|kr|sek|nok|dkk|ft|huf|lei|ron|лв|руб|тг|грн"
    r"|tl|try)(?![^\W_])"
    r"|(?<!\d)\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}|\d{4}-\d\d-\d\d|(?<!\d)\d{1,2}[:.]\d\d(?!\d)"
    r"|(?<!\d)\d{1,2}(?:st|nd|rd|th|\.|º)? (?:de )?[^\W\d_]{3,10}\.? (?:de )?(?:19|20)\d\d"
    r"|\d+ (?:items?|units?|pieces|pcs|stück|шт|szt|ks|nodes?|racks?)",
    re.IGNORECASE,
)
"""Matches technology, a maker, a figure with a unit, a sum, a day, an hour."""


def sentences(text: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence and what stands between it and the next."""
    at = 0
    for end in _ENDS.finditer(text):
        yield text[at : end.start()], end[0]
        at = end.end()
    yield text[at:], ""
