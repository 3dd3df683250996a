"""Legal forms of companies in Latin and Cyrillic letters, before or behind a name: Co., Ltd., GmbH, OOO.

Knows the table `legal_forms.txt`. Must not know names.
"""

from functools import cache

from watchlists.words import lines


@cache
def legal_forms() -> frozenset[tuple[str, ...]]:
    """Return the legal forms as tuples of words."""
    return frozenset(tuple(line.split()) for line in lines("legal_forms.txt"))


@cache
def sizes_of_forms() -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """Return how many words, the most first, a legal form may have by its first word, and by its last."""
    first: dict[str, set[int]] = {}
    last: dict[str, set[int]] = {}
    for form in legal_forms():
        first.setdefault(form[0], set()).add(len(form))
        last.setdefault(form[-1], set()).add(len(form))
    by_first, by_last = (
        {word: sorted(sizes, reverse=True) for word, sizes in edge.items()} for edge in (first, last)
    )
    return by_first, by_last


def legal_suffix(tokens: list[str] | tuple[str, ...]) -> int:
    """Return how many words at the end of `tokens` are a legal form; 0 for none."""
    for size in sizes_of_forms()[1].get(tokens[-1], ()) if tokens else ():
        if size <= len(tokens) and tuple(tokens[-size:]) in legal_forms():
            return size
    return 0


def is_legal_form(tokens: list[str]) -> bool:
    """Return whether `tokens` are a legal form and nothing else."""
    return tuple(tokens) in legal_forms()


def legal_prefix(tokens: list[str] | tuple[str, ...]) -> int:
    """Return how many words at the start of `tokens` are a legal form; 0 for none."""
    for size in sizes_of_forms()[0].get(tokens[0], ()) if tokens else ():
        if size <= len(tokens) and tuple(tokens[:size]) in legal_forms():
            return size
    return 0


def has_form_beside(before: list[str], behind: list[str]) -> bool:
    """Return whether a legal form stands directly beside a name; of the words there three each are enough."""
    return legal_prefix(behind) > 0 or legal_suffix(before) > 0


@cache
def legal_edges() -> frozenset[str]:
    """Return the words that legal forms begin or end with."""
    first, last = sizes_of_forms()
    return frozenset(first.keys() | last.keys())
