"""What this program is, to whoever keeps what it made for its next start."""

import hashlib
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

_HERE = Path(__file__).parents[1]
_MADE_WITH = ("anyascii", "pypinyin", "rjieba")  # their words and readings make spellings


@cache
def program() -> str:
    """Return what changes with anything that spellings are made by: our modules and words, and libraries.

    Tables that were made by another program are not to be used.
    """
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for path in sorted(path for path in _HERE.rglob("*") if path.suffix in {".py", ".txt"}):
        digest.update(path.name.encode() + path.read_bytes())
    for library in _MADE_WITH:
        digest.update(version(library).encode())
    return digest.hexdigest()
