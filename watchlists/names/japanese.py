"""Japanese names of persons as they are read: 田中浩 is Tanaka Hiroshi, not Tianzhong Hao.

A name in characters does not say whose it is, so this is one more way to read it, beside the Chinese one.

Knows characters and `data/japanese_names.txt`. Must not know how two names are compared.
"""

from functools import cache
from importlib.resources import files
from itertools import product

from watchlists.names import scripts

_LONGEST = 6  # characters of a name
_FAMILY = 3  # of a family's


def japanese_readings(han: str) -> tuple[tuple[str, str], ...]:
    """Return the ways a Japanese person's name in simplified characters is read: family name, given name.

    () for a name whose family or given name no table knows.
    """
    if not 2 <= len(han) <= _LONGEST:
        return ()
    families, given = _table()
    for size in range(min(_FAMILY, len(han) - 1), 0, -1):
        if han[:size] in families and han[size:] in given:
            return tuple(product(families[han[:size]], given[han[size:]]))
    return ()


@cache
def _table() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Return the readings of names of families and of given names, by simplified characters."""
    found: dict[str, dict[str, tuple[str, ...]]] = {"family": {}, "given": {}}
    text = files("watchlists.names").joinpath("data", "japanese_names.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        kind, _, rest = line.partition(": ")
        for pair in rest.split() if kind in found else ():
            characters, _, readings = pair.partition("=")
            simplified = characters.translate(scripts.simplified())
            ways = found[kind].get(simplified, ())
            found[kind][simplified] = tuple(dict.fromkeys((*ways, *readings.split(","))))
    return found["family"], found["given"]
