"""Unpack what lists come packed in: gzip, and the zip in which a poll hands over a list of several files.

Pure; bytes in, bytes out, each with a limit, so that no small file becomes a large one.
"""

import io
import zipfile
import zlib
from collections.abc import Sequence

from watchers.errors import ParseError

MAX_UNPACKED = 256 * 1024 * 1024
_BEGINNING = 4 * 1024 * 1024  # bytes
MAX_FILES = 50

NamedBytes = tuple[str, bytes]
# What a spreadsheet or a word processor's document, which is a zip too, has inside
_OFFICE = frozenset({"mimetype", "[Content_Types].xml"})


def unpacked(name: str, body: bytes, *, limit: int = MAX_UNPACKED) -> tuple[NamedBytes, ...]:
    """Return the files in `body`: itself, what its gzip holds, or the members of its zip, by name.

    Raises ParseError for a damaged archive or more than `limit` bytes.
    """
    if _is_gzip(body):
        plain = name[:-3] if name.casefold().endswith(".gz") else name
        return ((plain, _gunzip(body, limit)),)
    if body[:4] == b"PK\x03\x04":
        return _members(body, limit)
    return ((name, body),)


def all_unpacked(files: Sequence[NamedBytes], *, limit: int = MAX_UNPACKED) -> tuple[NamedBytes, ...]:
    """Return every file in `files`, archives opened; the limit holds for all together."""
    answer: list[NamedBytes] = []
    left = limit
    for name, body in files:
        for member in unpacked(name, body, limit=left):
            # a zip may hold gzip files, but nothing is opened below that
            inner = unpacked(*member, limit=left) if _is_gzip(member[1]) and not _is_gzip(body) else (member,)
            left -= sum(len(plain) for _, plain in inner)
            if left < 0:
                raise ParseError(_too_large(limit))
            answer += inner
    return tuple(answer)


def beginning(body: bytes) -> bytes:
    """Return the first bytes of what is packed in `body`, of a zip its largest file; b"" where damaged."""
    try:
        if _is_gzip(body):
            return zlib.decompressobj(wbits=31).decompress(body, _BEGINNING)
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            members = archive.infolist()[:MAX_FILES]
            largest = max(members, key=lambda member: member.file_size, default=None)
            if largest is None or not _OFFICE.isdisjoint(member.filename for member in members):
                return b""
            with archive.open(largest) as stream:
                return stream.read(_BEGINNING)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error):
        return b""


def _is_gzip(body: bytes) -> bool:
    return body[:2] == b"\x1f\x8b"


def _gunzip(body: bytes, limit: int) -> bytes:
    reader = zlib.decompressobj(wbits=31)
    try:
        plain = reader.decompress(body, limit + 1)
    except zlib.error as error:
        raise ParseError("The gzip file is damaged.") from error
    if len(plain) > limit:
        raise ParseError(_too_large(limit))
    if not reader.eof:
        raise ParseError("The gzip file breaks off: the download was cut off.")
    return plain


def _members(body: bytes, limit: int) -> tuple[NamedBytes, ...]:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            if len(members) > MAX_FILES or sum(member.file_size for member in members) > limit:
                raise ParseError(_too_large(limit))
            if not _OFFICE.isdisjoint(member.filename for member in members):
                raise ParseError("This is a spreadsheet or a document; the list's CSV or XML file is read.")
            answer, left = [], limit
            for member in members:
                with archive.open(member) as stream:
                    plain = stream.read(left + 1)  # the size a zip states is a claim
                left -= len(plain)
                if left < 0:
                    raise ParseError(_too_large(limit))
                answer.append((member.filename, plain))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise ParseError("The zip file is damaged or cut off.") from error
    return tuple(answer)


def _too_large(limit: int) -> str:
    return f"The file is larger than {limit // (1024 * 1024)} MB when unpacked."
