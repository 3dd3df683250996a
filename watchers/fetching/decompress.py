"""Body bytes as they came over the wire to body bytes as the publisher wrote them, within a limit.

Knows gzip, the one coding we ask for, and refuses every other or stacked one. Never produces more than the
limit, however small the compressed body: each step yields at most `STEP` bytes.
"""

import io
import zlib
from collections.abc import Iterator

from watchers.errors import FetchError, ParseError

STEP = 256 * 1024  # what one step may unpack: about a millisecond of work
GZIP_MAGIC = b"\x1f\x8b"


def too_large(limit: int) -> FetchError:
    """Return the error for a body over the limit (bytes after decompression)."""
    size = f"{limit / 1024 / 1024:.0f} MiB" if limit >= 1024 * 1024 else f"{limit:,} bytes"
    return FetchError(f"The answer is larger than {size}; it was not read to its end.")


def is_gzip(content_encoding: str) -> bool:
    """Return whether the Content-Encoding header says gzip; False where it says nothing.

    Raises FetchError for any other coding, and for more than one.
    """
    codings = [word.strip().lower() for word in content_encoding.split(",") if word.strip()]
    codings = [word for word in codings if word != "identity"]
    if not codings:
        return False
    if codings in (["gzip"], ["x-gzip"]):
        return True
    name = ", ".join(word[:20] for word in codings[:3] if word.isprintable())
    raise FetchError(f"The answer is packed in a way we did not ask for ({name or 'unreadable'}).")


class Body:
    """Collects a body from its chunks.

    `gzip` is what the header said. Without it, a body that begins like a gzip file is unpacked all the same,
    under the same limit; a packed body inside a packed body is refused.
    """

    def __init__(self, *, limit: int, gzip: bool) -> None:
        self._limit = limit
        self._unpack = self._new() if gzip else None
        self._kept = io.BytesIO()  # which gives its bytes away without a copy
        self._fed = False
        self._head = b""
        self._decided = gzip

    @staticmethod
    def _new() -> "zlib._Decompress":
        return zlib.decompressobj(31)  # 31: gzip wrapper, largest window

    def feed(self, chunk: bytes) -> Iterator[None]:
        """Take one chunk as it came. Yields between steps so that the caller can let others run.

        Raises FetchError for a body over the limit, ParseError for one that cannot be unpacked.
        """
        if not self._decided:
            chunk = self._head + chunk
            if len(chunk) < len(GZIP_MAGIC) and GZIP_MAGIC.startswith(chunk):
                self._head = chunk
                return
            self._decided, self._head = True, b""
            if chunk.startswith(GZIP_MAGIC):
                self._unpack = self._new()
        if self._unpack is None:
            self._keep(chunk)
            return
        self._fed = True
        while True:
            if self._unpack.eof:
                # A file of several members; bytes after the last that are no member are padding.
                if not chunk.startswith(GZIP_MAGIC[:1]):
                    return
                self._unpack = self._new()
            try:
                part = self._unpack.decompress(chunk, STEP)
            except zlib.error:
                raise ParseError("The answer says it is gzip, but it cannot be unpacked.") from None
            self._keep(part)
            if self._unpack.eof:
                chunk = self._unpack.unused_data
            else:
                chunk = self._unpack.unconsumed_tail
                # A full step may have left output inside zlib although all input is taken.
                if not chunk and len(part) < STEP:
                    return
            yield

    def _keep(self, part: bytes) -> None:
        if not part:
            return
        if self._kept.tell() + len(part) > self._limit:
            self._kept = io.BytesIO()
            raise too_large(self._limit)
        self._kept.write(part)

    def finish(self) -> bytes:
        """Return the whole body. Raises ParseError for a packed body cut off, FetchError for two in one.

        That the connection ended too soon is another matter, and was said before: here the file itself ends.
        """
        if self._head:
            self._keep(self._head)
        if self._unpack is not None and self._fed and not self._unpack.eof:
            raise ParseError("The packed answer was cut off.")
        body = self._kept.getvalue()
        self._kept = io.BytesIO()
        if self._unpack is not None and body.startswith(GZIP_MAGIC):
            raise FetchError("The answer is packed twice.")
        return body
