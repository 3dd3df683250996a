"""What a passage speaks of, as evidence for a name of several meanings: computing, study, business.

Knows candidates, folded texts and the words of fields. Must not know who watches a term.
"""

import re

from watchlists.index.candidates import Candidate
from watchlists.judging import devices, fields, goods, joined, usage
from watchlists.judging.context import Surroundings
from watchlists.judging.writing import beside_other_script, is_capitalised, surface
from watchlists.text.normalize import Folded
from watchlists.words.ambiguous import Meaning
from watchlists.words.dictionary import is_word
from watchlists.words.vocabulary import english

_OF_ANY_GOODS = frozenset(
    [
        *("采购", "中标", "报价", "单价", "招标", "供应商", "租赁", "аренда", "аренду", "аренде"),
        *("rent", "rents", "rental", "rented", "lease", "leased", "price", "prices", "priced"),
    ]
)
_DISTINCT = re.compile(r"[b-hm-vx]\d{3}|a[2-9]\d{2}")  # A100 is a road first
_NUMBERED = re.compile(r"[a-z]\d{3}")  # of A100s there are several, of a road there is one


def of_business(text: str) -> bool:
    """Return whether a folded text holds any word of computing, a product, or a word of study or business."""
    return bool(fields.of_computing(text) or fields.products(text) or fields.of_bodies(text))


def presumed(candidate: Candidate, folded: Folded, meaning: Meaning, surroundings: Surroundings) -> bool:
    """Return whether a name with no context listed and none near is meant all the same.

    Words of computing and of trade and names of other products bear it out, where they outnumber those of
    another meaning; where nothing is told either way, that a name is seldom anything else does.
    """
    place = (candidate.field, candidate.start, candidate.end)
    text = surroundings.around(*place)
    own = (fields.of_computing(text) | fields.products(text)) - {candidate.variant.text}
    against = surroundings.told(*place, meaning.others, whole=True)
    if devices.before_device(folded, candidate.end):
        return True
    is_chip = candidate.entry is not None and candidate.entry.term.kind == "chip"
    thing = ""
    if is_chip:
        thing = goods.thing_before(folded, candidate.start) or goods.thing_behind(folded, candidate.end)
    if thing:
        against |= {thing}
    if thing or (is_chip and not _DISTINCT.fullmatch(candidate.variant.text)):
        own -= _OF_ANY_GOODS
    if is_chip and goods.traded(folded, candidate.start, candidate.end):
        return len(own) + 1 > len(against)
    if own:
        return len(own) > len(against)
    if against:
        return False
    return _is_distinct(candidate, folded, meaning)


def _is_distinct(candidate: Candidate, folded: Folded, meaning: Meaning) -> bool:
    """Return whether a name is seldom anything else as it is written.

    A letter with three figures, a word of the language with a capital, a word of no language, or a name in
    Latin letters inside Chinese or Japanese, where a star sign or a painter has a name of that script.
    """
    text, written = candidate.variant.text, surface(candidate, folded)
    if _DISTINCT.fullmatch(text) or (_NUMBERED.fullmatch(text) and written.endswith("s")):
        return True
    if not written[0].isupper() or candidate.entry is None or candidate.entry.term.kind != "cloud":
        return False
    return (
        (meaning.word and (text not in english() or is_capitalised(candidate, folded)))
        or usage.made_use_of(folded, candidate.start)
        or (not written.isupper() and beside_other_script(candidate, folded))
    )


def han_name(candidate: Candidate, folded: Folded, surroundings: Surroundings) -> bool:
    """Return whether a Chinese word listed without context names a company or service here.

    A word of business or computing, another name joined to it, or a label before it says so; what is no
    word of the language is a name anyway.
    """
    return (
        not is_word(candidate.variant.text)
        or of_business(surroundings.around(candidate.field, candidate.start, candidate.end))
        or usage.made_use_of(folded, candidate.start)
        or joined.beside_company(folded, candidate.start, candidate.end)
    )
