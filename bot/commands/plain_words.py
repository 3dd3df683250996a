"""What is said of terms that are words of a language: where they count, and that some never do by themselves.

Whoever watches “the” must learn that nobody looks for it, else its silence reads as no news.
"""

from collections.abc import Collection, Iterable, Sequence

from bot.replies import counted
from watchlists.model import Term

_NAMED = 10  # in one answer


def said(term: Term, names: Collection[str] = ()) -> str:
    """Return in sentences which names of a term count only with a capital or not at all; "" where all do.

    `names`: only these of them.
    """
    common, capital = ([one for one in some if not names or one in names] for some in _plain([term]))
    near = f"`watchlist context {term.name} WORD…`"
    sentences = []
    if common:
        they = "is" if len(common) == 1 else "are"
        sentences.append(
            f"{_named(common)} {they} too common to be looked for alone: say near which words to count it"
            f" ({near}), or watch the full name."
        )
    if capital:
        a = "a word" if len(capital) == 1 else "words"
        they = "is" if len(capital) == 1 else "are"
        sentences.append(
            f"{_named(capital)} {they} also {a} of the language and counted only with a capital;"
            f" {near} makes it count near some words only."
        )
    return " ".join(sentences)


def not_looked_for(terms: Iterable[Term]) -> str:
    """Return the names among many terms that are too common to be looked for; "" where there is none."""
    common, _ = _plain(terms)
    return f"{counted(len(common), 'name')}, too common alone: {_named(common)}" if common else ""


def _plain(terms: Iterable[Term]) -> tuple[list[str], list[str]]:
    """Return the names that are not looked for, and those that count with a capital only."""
    from watchlists.compiling.spelling import in_plain_words
    from watchlists.spellings.commonness import Standing

    worth = [one for term in terms for one in in_plain_words(term).items()]
    common = [name for name, level in worth if level is Standing.COMMON]
    return common, [name for name, level in worth if level is not Standing.COMMON]


def _named(names: Sequence[str]) -> str:
    rest = len(names) - _NAMED
    return ", ".join(f"“{name}”" for name in names[:_NAMED]) + (f" and {rest:,} more" if rest > 0 else "")
