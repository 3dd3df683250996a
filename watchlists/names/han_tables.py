"""What the tables know of Chinese names: towns, parts and their roles, short forms, what stands beside.

Knows words. Must not know names.
"""

from functools import cache

from watchlists.names.tables import lines_of
from watchlists.names.transliterate import readings


@cache
def towns() -> dict[str, str]:
    """Return Chinese towns, in Chinese and in Latin letters."""
    pairs = (town.partition("=") for line in lines_of("towns.txt") for town in line.split())
    return {town: latin or "".join(readings(town)) for town, _, latin in pairs}


@cache
def han_segments() -> dict[str, str]:
    """Return the parts of Chinese organisation names with their role: frame, home, where, what or thin."""
    found: dict[str, str] = {}
    for line in lines_of("han_segments.txt"):
        role, _, parts = line.partition(": ")
        if role != "sign":
            for part in parts.split():
                found.setdefault(part, role)
    return found


@cache
def han_signs() -> dict[str, str]:
    """Return the parts of Chinese names that are called by another character than their first."""
    line = next(line for line in lines_of("han_segments.txt") if line.startswith("sign: "))
    return {part: sign for part, _, sign in (pair.partition("=") for pair in line.split()[1:])}


@cache
def han_beside(whose: str) -> tuple[str, ...]:
    """Return what follows the Chinese name of a "body" or a "firm" where it is another legal person."""
    line = next(line for line in lines_of("han_beside.txt") if line.startswith(f"{whose}: "))
    return tuple(line.split()[1:])


@cache
def han_short_forms() -> dict[str, tuple[tuple[tuple[str, ...], ...], bool]]:
    """Return well-known Chinese short forms: (the full forms, each as characters in order; nothing else?)."""
    found = {}
    for line in lines_of("han_short_forms.txt"):
        short, sign, forms = line.split(maxsplit=2)
        found[short] = tuple(tuple(form.split()) for form in forms.split("|")), sign == "="
    return found
