"""A body called after somebody: with and without initials, by its letters, without its academy.

Knows folded words of names. Must not know texts or terms.
"""

from collections.abc import Iterator

from watchlists.model import MatchReason, Variant

# What stands before the name of whom a body is called after.
AFTER = frozenset({"after", "for", "им", "имени"})
_RUSSIAN_ACADEMY = "ран"
_BESIDE_AND = 4  # words of a name, "and" among them
_PAIR = 2  # words


def named_after(listed: Variant, core: list[str]) -> Iterator[Variant]:
    """Yield a body's name with whom it is called after in other words; `core`: without its legal form."""
    at = _person_at(core)
    if not at:
        return
    yield from _other_initials(listed, at)
    yield from _by_letters(listed, core, at)
    if core[-1] == _RUSSIAN_ACADEMY and len(core) > at + 1:
        yield from _of_academy(listed, core, at)


def _person_at(core: list[str]) -> int:
    """Return at which word the person's name begins that a body is called after; 0 for none."""
    for at in range(1, len(core) - 1):
        if core[at] in AFTER and (core[at] not in {"after", "for"} or core[at - 1] == "named"):
            return at + 1
    return 0


def _of_academy(listed: Variant, core: list[str], at: int) -> Iterator[Variant]:
    """Yield a Russian institute without its academy's letters, or without whom it is called after."""
    detail = f"short for {listed.text}"
    alone = listed.derived(" ".join(core[:-1]), MatchReason.ABBREVIATION, detail)
    yield alone
    yield from _other_initials(alone, at)
    yield from _by_letters(alone, core[:-1], at)
    if at > _BESIDE_AND - 1:
        yield listed.derived(" ".join([*core[: at - 1], core[-1]]), MatchReason.ABBREVIATION, detail)


def _by_letters(listed: Variant, core: list[str], at: int) -> Iterator[Variant]:
    """Yield a Russian body by its letters and whom it is called after: ИЯФ им. Будкера."""
    before = [word for word in core[: at - 1] if len(word) > 1]
    person = [word for word in core[at:] if len(word) > 1]
    if core[at - 1] in {"им", "имени"} and len(before) > _PAIR and len(person) == 1:
        letters = "".join(word[0] for word in before)
        for link in ("им", "имени"):
            yield listed.derived(
                f"{letters} {link} {person[0]}", MatchReason.ABBREVIATION, f"{letters} for {' '.join(before)}"
            )


def _other_initials(listed: Variant, at: int) -> Iterator[Variant]:
    """Yield a name with and without the initials of whom the body is called after, "им" and "имени" alike.

    `at`: the word at which the person's name begins.
    """
    tokens = listed.text.split()
    surname = next((place for place in range(at, len(tokens)) if len(tokens[place]) > 1), len(tokens))
    links = [["имени"], ["им"]] if tokens[at - 1] in {"им", "имени"} else [["after"], ["for"]]
    for link in links:
        for initials in {surname: (tokens[at:surname], []), at: ([],)}[surname]:
            text = " ".join([*tokens[: at - 1], *link, *initials, *tokens[surname:]])
            if text != listed.text:
                yield listed.derived(text, MatchReason.ABBREVIATION, f"{listed.text}, other initials")
