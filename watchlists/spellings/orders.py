"""The usual orders of the words of a body's name ("University of Wuhan", "Wuxi Supercomputing Center").

Knows folded words of names and places. Must not know texts or terms.
"""

from collections.abc import Iterator
from itertools import chain

from watchlists.spellings.romanised import is_romanised
from watchlists.words.nationals import national
from watchlists.words.places import is_place, starts_of_places
from watchlists.words.vocabulary import HEADS, LITTLE, canonical, is_common

Order = tuple[list[str], bool]
_OF_PLACE = frozenset({"s", "based"})
# Words by whose order universities are told apart.
_TELLING = frozenset({"science", "technology", "engineering", "technical"})
_PERSON = 3  # words of a person's name
_FORCES = frozenset({"pla", "air force", "army", "navy", "naval", "rocket force", "armed police"})
_FORCE_OF = {"naval": "navy"}  # Engineering University of the Navy
_SIDES = frozenset(
    {"north", "south", "east", "west", "central", "northeast", "northwest", "southeast", "southwest"}
)
_LETTERS = 3  # of a body that its name gives before what it is: KBP Instrument Design Bureau
_CALLED = 4  # letters of a name by which a body is called
# X Technological University is another than X University of Technology.
_APART = frozenset({"technology", "technical", "polytechnic", "normal", "state", "national", "international"})


def orders(core: list[str]) -> Iterator[Order]:
    """Yield the usual other orders of a body's name, and whether its little words must stand as written.

    None for a name without a head noun.
    """
    if HEADS.isdisjoint(map(canonical, core)):
        return
    for order, strict in chain(
        [(core, True)], _around_head(core), _place_moved(core), _nation_moved(core), _joined_fields(core)
    ):
        if order is not core:
            yield order, strict
        size = _owner_size(order)
        if size and order[size] not in LITTLE | _OF_PLACE:
            yield [*order[:size], "s", *order[size:]], strict  # Beijing's Research Center for …


def place_size(tokens: list[str]) -> int:
    """Return how many words at the start are a place, or a force, which owns alike: 1, 2 ("xi an") or 0."""
    pair = tokens[:2] if len(tokens) > 2 else []
    if " ".join(pair) in _FORCES or (pair and pair[0] in _SIDES and (pair[1] in _SIDES or is_place(pair[1]))):
        return 2  # North China, Central South
    if tokens[0] in _FORCES:
        return int(len(tokens) > 1)
    if tokens[0] in starts_of_places():
        for size in (2, 1):
            if len(tokens) > size and is_place(" ".join(tokens[:size])):
                return size
    return 0


def _owner_size(tokens: list[str]) -> int:
    """Return how many words at the start may own the rest: a place, a force, a namesake."""
    size = place_size(tokens)
    if size:
        return size if size + 1 < len(tokens) else 0
    return int(len(tokens) > 1 and _is_called_so(tokens[0]))


def _nation_moved(core: list[str]) -> Iterator[Order]:
    """Yield a body's name with its country for the adjective: "Russia's Academy of …", "… of Russia"."""
    country = national(core[0])
    if country and is_place(country) and (len(core) > _PERSON or core[1:-1] == ["state"]):
        yield [country, *core[1:]], False
        yield [*core[1:], "of", country], True


def _place_moved(core: list[str]) -> Iterator[Order]:
    """Yield a body's name with its place in front as an owner, or behind: "Moscow's Bauman … University"."""
    for at in range(len(core) - 1):
        size = place_size(core[at:])
        if not size:
            continue
        place, rest = core[at : at + size], [*core[:at], *core[at + size :]]
        if len(rest) < 2 or rest[0] in LITTLE or (at and core[at - 1] in LITTLE):
            return
        yield [*place, "based", *rest], False
        if at or not any(token in LITTLE for token in rest):
            if at:
                yield [*place, *rest], False
            yield [*rest, "in", *place], False
        elif not at and canonical(rest[0]) not in HEADS:
            yield [*rest, "in", *place], False  # Advanced Institute of Science and Technology of Korea
        return


def _joined_fields(core: list[str]) -> Iterator[Order]:
    """Yield a body of two fields with these the other way round: Precision Mechanics and Optics.

    Not those that tell universities apart.
    """
    if core.count("and") != 1:
        return
    at = core.index("and")
    start = max((place + 1 for place in range(at) if core[place] in {"of", "for"}), default=0)
    end = next((place for place in range(at + 1, len(core)) if core[place] in LITTLE), len(core))
    if not start and canonical(core[-1]) in HEADS - {"university"} and not any(map(is_place, core)):
        end -= 1  # Scientific Studies and Research Center
    one, other = core[start:at], core[at + 1 : end]
    if (
        not (start or end < len(core))
        or not one
        or not other
        or _TELLING & {canonical(word) for word in (*one, *other)}
    ):
        return
    yield [*core[:start], *other, "and", *one, *core[end:]], True


def _around_head(core: list[str]) -> Iterator[Order]:
    """Yield what stands before and after the head noun in other orders; there is one."""
    head = next(at for at, token in enumerate(core) if canonical(token) in HEADS)
    before, noun, after = core[:head], core[head], core[head + 1 :]
    if before and not after:
        yield from _field_behind(before, noun)
        yield from _called_behind(before, noun)
        yield from _named_after(before, noun)
    elif after and after[0] in LITTLE:
        yield from _field_before(before, noun, after)


def _field_behind(before: list[str], noun: str) -> Iterator[Order]:
    """Yield a body's name whose noun is its last word with the field, or the place, behind the noun."""
    yield [noun, "of", *before], True
    size = place_size(before)
    place, rest = before[:size], before[size:]
    if place and rest:
        yield [*rest, noun, "of", *place], False
        yield [*rest, noun, *place], False
        for link in ("of", "in"):
            yield [noun, "of", *rest, link, *place], True  # Università Jiao Tong di Shanghai
    if before[-1] == "research" and len(before) > 2:
        yield ["research", noun, "of", *before[:-1]], False
        if place and len(rest) > 1:  # Beijing Research Center for …
            yield [*place, "research", noun, "of", *rest[:-1]], False
    elif place and _is_field(rest):
        yield [*place, noun, "of", *rest], True  # Harbin University of Engineering
    elif before[0] in {"national", "state"} and _is_field(before[1:]):
        yield [before[0], noun, "of", *before[1:]], True  # National Center for Space Science
    elif before[0] == "central" and len(before) == 2 and canonical(noun) == "institute":
        yield [before[0], noun, "of", before[1]], True
    if before[-1] == "technical" and noun == "university" and 1 < len(before) <= _PERSON:
        yield ["technical", noun, "of", *before[:-1]], True
        yield [*before[:-1], noun, "of", "technology"], True


def _named_after(before: list[str], noun: str) -> Iterator[Order]:
    """Yield a body's name with whom it may be called after behind: "the university named for Kim Il Sung"."""
    called, size = _is_called_so(before[0]), place_size(before)
    rest = before[size:]
    if len(before) <= _PERSON and not is_common(before[0]) and (len(before) > 1 or called):
        yield from _named([noun], before, strict=True)
    if len(before) > 2 and not is_common(before[0]) and (called or place_size(before[1:])):
        yield from _named([*before[1:], noun], before[:1])
    elif len(rest) > 2 and not is_common(rest[0]):  # Boyin Institute of Precision Optics
        yield [rest[0], noun, "of", *rest[1:]], False
    elif len(rest) == 2 and canonical(noun) == "institute" and _is_called_so(rest[0]) and _is_field(rest[1:]):
        yield [rest[0], noun, "of", rest[1]], True  # Lebedev Institute of Physics


def _field_before(before: list[str], noun: str, after: list[str]) -> Iterator[Order]:
    """Yield a body's name whose noun "of" or "in" follows with some of that before it."""
    field = after[1:]
    if 0 < len(before) < _PERSON and noun == "university" and after == ["of", "technology"]:
        if not all(map(is_romanised, before)):  # Chinese towns have one of each
            yield ["technical", noun, "of", *before], True
            yield [*before, "technical", noun], False
    place: list[str] = []
    for at in range(len(field) - 2, 0, -1):
        if field[at] in LITTLE and field[at] != "and" and len(field) - at <= 3:
            field, place = field[:at], field[at + 1 :]
            break
    if after[0] == "in" or (is_place(" ".join(field)) and before):
        yield [*field, *before, noun], False
        yield [*before, noun, *field], False
        yield [*before, noun, "of", *field], False
        if len(before) > 1 and before[0] in {"national", "state"}:
            yield [*field, *before[1:], noun], False  # Wuxi Supercomputing Center
        return
    if not before and is_place(" ".join(field)):  # University of Sichuan
        yield [*field, noun], False
        return
    force = [_FORCE_OF[before[0]]] if len(before) == 1 and before[0] in _FORCE_OF else []
    for outer in filter(None, (before, place, force)):
        yield from _beside_outer(outer, noun, field)


def _beside_outer(outer: list[str], noun: str, field: list[str]) -> Iterator[Order]:
    """Yield a body's noun, its field and its name or place, `outer`, in the usual orders."""
    whole = is_place(" ".join(outer)) or place_size([*outer, noun]) == len(outer)
    yield [*outer, *field, noun], False
    yield [*outer, noun, "of", *field], False
    yield [*field, noun, "of", *outer], False
    yield [*field, *outer, noun], False
    if len(field) > 1 or not is_common(outer[0]) or whole or any(map(is_place, outer)):
        yield [noun, "of", *field, *outer], False
        if not is_common(outer[0]) and not whole:
            yield from _named([noun, "of", *field], outer)
            yield from _named([*field, noun], outer)
        yield [noun, "of", *field, "in", *outer], False
    if whole and (len(field) > 1 or _is_field(field)):
        yield [*field, noun, "in", *outer], False
    if whole:  # Universidade de Tecnologia de Dalian
        yield [noun, "of", *field, "of", *outer], False


def _named(words: list[str], called: list[str], *, strict: bool = False) -> Iterator[Order]:
    """Yield a body's other words with whom it is called after behind."""
    for link in ("after", "for"):
        yield [*words, "named", link, *called], strict


def _is_field(words: list[str]) -> bool:
    """Return whether words say a field, by which alone no two bodies of a place are told apart."""
    return bool(words) and all(map(is_common, words)) and _APART.isdisjoint(map(canonical, words))


def _is_called_so(word: str) -> bool:
    """Return whether a body may be called after a person of this name: it is no place and says no field."""
    return len(word) >= _CALLED and not is_common(word) and not is_place(word) and not is_romanised(word)


def _called_behind(before: list[str], noun: str) -> Iterator[Order]:
    """Yield a body's name with what it is called by behind: "Atomic Research Centre, Bhabha".

    One of several words may be where it stands: "Materials Laboratory at Songshan Lake".
    """
    first = before[0]
    if len(first) == _LETTERS and len(before) > 2 and not (is_common(first) or is_place(first)):
        if not is_romanised(first):
            yield [*before[1:], noun, first], True
    if len(first) < _CALLED or is_common(first):
        return
    yield [*before[1:], noun, first], False
    if len(before) > 1 and not is_place(first):  # Aviation Institute of Kharkiv
        yield [*before[1:], noun, "in", first], True
    if not is_place(first) and not is_romanised(first):  # the University Imam Hossein
        yield [noun, *before], True
    if len(before) > 2:
        yield [*before[2:], noun, "at", *before[:2]], False
