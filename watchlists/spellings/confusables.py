"""Chinese characters that are taken for one another: by their sound, or by their shape.

Knows single characters. Must not know names.
"""

from functools import cache, lru_cache

from watchlists.spellings.pinyin import toned
from watchlists.words import lines

_WITHOUT_TONE = str.maketrans("āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹḿ", "aaaaooooeeeeiiiiuuuuvvvvvnnnm")


@lru_cache(maxsize=10_000)
def _readings(character: str) -> frozenset[str]:
    """Return the readings of a character without tone, with near sounds made one."""
    found = set()
    for reading in toned(character).split(","):
        sound = reading.translate(_WITHOUT_TONE)
        for wide, narrow in (("zh", "z"), ("ch", "c"), ("sh", "s")):
            sound = sound.replace(wide, narrow)
        if sound.endswith(("ang", "eng", "ing")):
            sound = sound[:-1]
        if sound:
            found.add(sound)
    return frozenset(found)


@cache
def shapes() -> dict[str, frozenset[str]]:
    """Return, for each character of the table, the characters it is mistaken for."""
    table: dict[str, set[str]] = {}
    for line in lines("lookalike_han.txt"):
        for group in line.split():
            for character in group:
                table.setdefault(character, set()).update(group)
    return {character: frozenset(others) for character, others in table.items()}


@lru_cache(maxsize=10_000)
def are_confused(one: str, other: str) -> bool:
    """Return whether two characters sound or look alike."""
    return other in shapes().get(one, ()) or bool(_readings(one) & _readings(other))


@cache
def _common_by_reading() -> dict[str, tuple[str, ...]]:
    """Return the 3,755 commonest characters, the first level of GB 2312, by their readings without tone."""
    table: dict[str, list[str]] = {}
    for row in range(0xB0, 0xD8):
        for cell in range(0xA1, 0xFF):
            character = bytes((row, cell)).decode("gb2312", "ignore")
            if character:
                table.setdefault(_usual_reading(character), []).append(character)
    return {reading: tuple(some) for reading, some in table.items()}


@cache
def common_by_tone() -> dict[str, tuple[str, ...]]:
    """Return the commonest characters by their first reading with its tone."""
    table: dict[str, list[str]] = {}
    for some in _common_by_reading().values():
        for character in some:
            table.setdefault(first_reading(character), []).append(character)
    return {reading: tuple(some) for reading, some in table.items()}


def first_reading(character: str) -> str:
    return toned(character).partition(",")[0]


def confused_with(character: str) -> set[str]:
    """Return the common characters that sound or look like one."""
    alike = set(shapes().get(character, ()))
    alike.update(_common_by_reading().get(_usual_reading(character), ()))
    return alike - {character}


def _usual_reading(character: str) -> str:
    return first_reading(character).translate(_WITHOUT_TONE)
