"""Names written as nouns of the language: an article before them, no noun behind that they could describe.

Knows the text around a hit and the words of fields. Must not know terms or who watches them.
"""

import re

from watchlists.index.candidates import Candidate
from watchlists.model import MatchReason
from watchlists.text.normalize import Folded

_NO_NOUN = re.compile(
    r"[\"”’]?(?:[.;:!?)]|,(?! [A-Z])|$"
    r"| (?:is|was|has|had|can|may|must|will|would|should|which|that|who|at|of|in|on|for|with|to)\b)"
)
_SMALL_ARTICLE = re.compile(r"(?:^|[\s(\"“‘])(an?|the|some|another|every) [\"“‘]?$", re.IGNORECASE)
_DONE_BEHIND = re.compile(r" (?:[a-z]+ly )?[a-z]+ed\b")  # another special technology center opened
_QUOTES = frozenset("\"'“”‘’„«»「」")
_NO_NOUN_BEHIND = re.compile(
    r"['’]s\b|[.,;:!?)]|$| (?:to|for|or|and|vs|is|was|has|had|at|on|in|with|today|again|too|now|but|if|when"
    r"|because|from|as|than|so|yet|still|instead|since|after|over|lately|anymore)\b"
)
_CAPITAL_FIRST = re.compile(r"(?:^|[.!?]\s+)[\"“‘(]?[A-Z][a-z]*[ ,]")


def is_small_phrase(candidate: Candidate, folded: Folded) -> bool:
    """Return whether words of the language in small letters are a noun: "a special center for …".

    In another order than the name's they are one without an article too.
    """
    first, last = folded.span(candidate.start, candidate.end)
    source = folded.source
    if not source[first].islower() or not source[first:last].islower():
        return False
    if not _is_cased(source):
        return False
    if candidate.variant.reason is MatchReason.WORD_ORDER:
        return True
    article = _SMALL_ARTICLE.search(source[max(0, first - 10) : first])
    if article is None or article.group(1).lower() == "the":
        return False
    return (_NO_NOUN.match(source[last : last + 9]) or _DONE_BEHIND.match(source, last)) is not None


def set_apart(folded: Folded, start: int, end: int) -> bool:
    """Return whether a word in small letters may be a name as well as one with a capital.

    It stands in quotation marks, or in a text without capitals where no noun follows that it could describe.
    """
    first, stop = folded.span(start, end)
    source = folded.source
    before, after = source[max(0, first - 2) : first].rstrip(), source[stop : stop + 2].lstrip()
    if before[-1:] in _QUOTES and after[:1] in _QUOTES:
        return True
    return source.islower() and _NO_NOUN_BEHIND.match(source, stop) is not None


def _is_cased(source: str) -> bool:
    """Return whether sentences of a text begin with a capital, so that small letters say something."""
    return not source.isupper() and _CAPITAL_FIRST.search(source) is not None
