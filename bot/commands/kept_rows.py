"""Rows of a sheet as the history keeps them: as CSV text, that of very many rows packed.

What an import brought and replaced is kept so that it can be undone. Pure.
"""

import base64
import binascii
import zlib
from collections.abc import Sequence

from watchlists.csvfile import COLUMNS, read_terms, write_terms
from watchlists.model import Term

_PLAIN = 500_000  # characters that are kept as they are
_PACKED = " rows, packed\n"  # behind how many there are, before the rows
_MOST = 200_000_000  # characters that are unpacked: a damaged row must not take the machine's memory


def kept(terms: Sequence[Term]) -> str:
    """Return the text that keeps these rows; "" for none."""
    text = write_terms(terms) if terms else ""
    if len(text) <= _PLAIN:
        return text
    return f"{len(terms)}{_PACKED}{base64.b64encode(zlib.compress(text.encode(), 9)).decode()}"


def is_kept(text: str) -> bool:
    """Return whether a text of the history holds rows; of older very large imports it holds words only."""
    return text.startswith(COLUMNS[0]) or _PACKED in text[:40]


def rows(text: str) -> tuple[Term, ...]:
    """Return the rows that `kept` kept. Raises ValueError for what is damaged."""
    if _PACKED in text[:40]:
        try:
            unpacking = zlib.decompressobj()
            body = unpacking.decompress(base64.b64decode(text.partition("\n")[2]), _MOST)
            text = body.decode()
        except (zlib.error, binascii.Error, UnicodeDecodeError) as error:
            raise ValueError("The rows that the history keeps are damaged.") from error
        if unpacking.unconsumed_tail or not unpacking.eof:
            raise ValueError("The rows that the history keeps are damaged.")
    return read_terms(text)[0] if text else ()


def count(text: str) -> int:
    """Return how many rows are kept, without unpacking them."""
    number, packed, _ = text[:40].partition(_PACKED)
    return int(number) if packed and number.isdecimal() else len(rows(text))
