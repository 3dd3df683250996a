"""The usual orders of the words of a body's name ("University of Wuhan", "Wuxi Supercomputing Center").

Knows folded words of names and places. Must not know texts or terms.
"""

from collections.abc import Iterator

from watchlists.vocabulary import HEADS, LITTLE, canonical, is_place


def orders(core: list[str]) -> Iterator[tuple[list[str], bool]]:
    """Yield the usual other orders of a body's name, and whether its little words must stand as written."""
    heads = [at for at, token in enumerate(core) if canonical(token) in HEADS]
    if not heads:
        return
    head = heads[0]
    before, noun, after = core[:head], core[head], core[head + 1 :]
    if before and not after:
        yield [noun, "of", *before], True
        if len(before) > 1 and is_place(before[0]):
            yield [*before[1:], noun, "of", before[0]], False
            yield [*before[1:], noun, before[0]], False
        return
    if not after or after[0] not in LITTLE:
        return
    field = after[1:]
    place: list[str] = []
    for at in range(len(field) - 2, 0, -1):
        if field[at] in LITTLE and field[at] != "and" and len(field) - at <= 3:
            field, place = field[:at], field[at + 1 :]
            break
    if after[0] == "in" or (is_place(" ".join(field)) and before):
        yield [*field, *before, noun], False
        yield [*before, noun, *field], False
        yield [*before, noun, "of", *field], False
        return
    if not before and is_place(" ".join(field)):  # University of Sichuan
        yield [*field, noun], False
        return
    for outer in ([*before], [*place]):
        if not outer:
            continue
        yield [*outer, *field, noun], False
        yield [*outer, noun, "of", *field], False
        yield [*field, noun, "of", *outer], False
        yield [*field, *outer, noun], False
        if len(field) > 1 or is_place(outer[0]):
            yield [noun, "of", *field, *outer], False
            yield [noun, "of", *field, "of", *outer], False
