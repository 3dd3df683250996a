"""Where the clause of a hit begins and ends in the text as given.

Knows text and the words that end in a full stop. Must not know candidates, contexts or automata.
"""

import re
from functools import cache

from watchlists.words.legalforms import legal_edges
from watchlists.words.vocabulary import canonical

STOPS = "。；;！？"  # of sentences; a full stop of Latin script ends one too
PHRASE_STOPS = ";:；：。"

_CLAUSE = 160  # a clause is looked for no further than this on either side
_SHORT_WORD = re.compile(r"(?:^|(?<=[^\w’']))([^\W\d_]{1,5})\.\s+(?=([^\W\d_]+|\d))")
_BEFORE_NAMES = frozenset({"mr", "mrs", "ms", "dr", "prof", "st", "sen", "gen", "col", "gov", "hon", "vs"})
_BEFORE_FIGURES = frozenset({"no", "nr", "fig", "vol", "art", "sec", "ch", "pp", "ca"})


@cache
def _ends(stops: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what ends a clause before a hit, and behind it."""
    return re.compile(rf"[{stops}]|[.!?](?=\s)"), re.compile(rf"[{stops}]|[.!?](?=\s|$)")


def clause(source: str, first: int, last: int, *, stops: str) -> tuple[str, str]:
    """Return what stands before and after `source[first:last]` between two of the marks `stops`.

    A full stop in Latin letters ends a clause only where a space or a line end follows, and not behind a word
    that is short for another ("Co. Ltd", "Corp. will", "Dr. Li").
    """
    low = max(0, first - _CLAUSE)
    text = unbroken(source[low : last + _CLAUSE])
    before, after = text[: first - low], text[last - low :]
    ends_before, ends_behind = _ends(stops)
    cut = [match.end() for match in ends_before.finditer(before)]
    stop = ends_behind.search(after)
    return before[cut[-1] :] if cut else before, after[: stop.start()] if stop else after


def unbroken(text: str) -> str:
    """Return a text of the same length in which a full stop behind a short word that ends none is a comma."""
    return _SHORT_WORD.sub(_as_comma, text)


def _as_comma(match: re.Match[str]) -> str:
    """Return a short word and its full stop, with a comma in its place where the sentence goes on."""
    word, following = match.group(1).lower(), match.group(2)
    is_legal = word in legal_edges()
    goes_on = (
        following in {"Ltd", "Limited", "KG", "Inc"}
        if is_legal and not following[0].islower()
        else following[0].islower() and (is_legal or len(word) == 1 or canonical(word) != word)
    )
    figures = word in _BEFORE_FIGURES and following[0].isdigit()
    return (
        match.group().replace(".", ",", 1) if goes_on or figures or word in _BEFORE_NAMES else match.group()
    )
