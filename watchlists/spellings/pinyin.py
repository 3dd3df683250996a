"""How Chinese characters are read, from pypinyin's table alone.

Importing pypinyin loads its dictionary of phrases too, which takes most of a second and is not needed here.

Knows single characters. Must not know names or terms.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def _table() -> dict[str, str]:
    """Return the readings by the character's code point in figures."""
    spec = find_spec("pypinyin")
    file = Path(spec.origin).with_name("pinyin_dict.json") if spec is not None and spec.origin else None
    if file is not None and file.is_file():
        table: dict[str, str] = json.loads(file.read_bytes())
        return table
    from pypinyin.constants import PINYIN_DICT

    return {str(code): toned for code, toned in PINYIN_DICT.items()}


def toned(character: str) -> str:
    """Return the readings of a character with tones, the usual one first, commas between; "" if none."""
    return _table().get(str(ord(character)), "")


def all_readings() -> frozenset[str]:
    """Return what `toned` says of any character."""
    return frozenset(_table().values())
