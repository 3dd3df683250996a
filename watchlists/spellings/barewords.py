"""Words of the language that a company is called by: "Machine Group Ltd" is none without its legal form.

Such a word is met in every other text, so that it is asked for its legal form before all else. That nothing
but the form supports it is what `Support` says of it.

Knows terms and their spellings. Must not know texts.
"""

from watchlists.model import MatchReason, Term, Variant
from watchlists.spellings.bodies import is_body_term
from watchlists.spellings.commonness import Standing
from watchlists.words.ambiguous import meaning_of
from watchlists.words.vocabulary import is_common

_WITH_EVIDENCE = frozenset({"chip", "cloud"})  # kinds of terms that words of their own business support


def is_bare(term: Term, variant: Variant, level: Standing) -> bool:
    """Return whether a spelling is one word that counts beside a legal form only."""
    if level is not Standing.WEAK or variant.reason is not MatchReason.LEGAL_FORM:
        return False
    if not is_common(variant.text) or term.context or term.kind in _WITH_EVIDENCE:
        return False
    meaning = meaning_of(variant.text)
    return (meaning is None or not meaning.context) and not is_body_term(term)
