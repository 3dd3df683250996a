"""The words of a team's context as other languages have them: India, インド and Индия show the same meaning.

Only what tables hold: makers, well-known companies, countries and nouns of computing. Words in
Latin letters are else as listed: short ones are parts of other words.

Knows words and tables. Must not know texts or terms.
"""

import re
from functools import cache, lru_cache

from watchlists.spellings.knownnames import rows
from watchlists.spellings.makers import makers_rows
from watchlists.text.normalize import fold_name
from watchlists.words import groups
from watchlists.words.glosses import COUNTRIES
from watchlists.words.nationals import national

_ADJECTIVE_END = re.compile("(?<=ск|ьк)(?:ий|ая|ое|ой|ого|ої)$")
_SHORTEST = 2  # characters


@lru_cache(maxsize=10_000)
def with_other_languages(context: tuple[str, ...]) -> tuple[str, ...]:
    """Return words of context, the listed ones first, with what other languages call the same."""
    found = dict.fromkeys(context)
    for word in context:
        folded = fold_name(word)
        names = [name for row in makers_rows() if folded in row for name in row]
        names += [name for name, _, weak in rows().get(folded, ()) if not weak]
        names += _nouns().get(folded, ())
        names += _countries().get(folded, ()) or _countries().get(national(folded), ())
        found.update((name, None) for name in names if not name.isascii() and len(name) >= _SHORTEST)
    return tuple(found)


@cache
def _nouns() -> dict[str, tuple[str, ...]]:
    """Return what other languages have for nouns of computing."""
    found: dict[str, tuple[str, ...]] = {}
    for listed, abroad in groups("context_nouns.txt"):
        forms = tuple(map(fold_name, abroad.split()))
        found.update((fold_name(word.replace("_", " ")), forms) for word in listed.split())
    return found


@cache
def _countries() -> dict[str, tuple[str, ...]]:
    """Return what other languages call each country, Russian adjectives without their endings."""
    found: dict[str, tuple[str, ...]] = {}
    for meant, forms in groups("glosses.txt"):
        if meant in COUNTRIES:
            found[meant] = tuple(_ADJECTIVE_END.sub("", fold_name(form)) for form in forms.split())
    return found
