"""What `scan` reads: a file, standard input or a page, in whatever letters it was saved.

The same decoding and the same reading of HTML as for sources, so that a saved page holds here what a poll
would have found in it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from bot.cli.run import finished
from bot.errors import CommandError

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_HEAD = 4_096  # characters in which a page says that it is one
_WIDE = (b"\xff\xfe", b"\xfe\xff")  # marks of encodings in which zero bytes are part of letters
# In no text; but form feeds stand between printed pages, and escape begins Japanese in old mails.
_ODD = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f\ufffd]")


def text_at(place: str) -> str:
    """Return the text of a file, of standard input (`-`) or of a page (its address), without markup.

    Raises CommandError for what is no text (“nothing found” would be untrue), WatcherError for a page that
    cannot be had.
    """
    from watchers.parsers.charset import decode

    name = "What came on standard input" if place == "-" else place
    content_type = ""
    if place == "-":
        body = sys.stdin.buffer.read()
    elif place.lower().startswith(("https://", "http://")):
        body, content_type = _fetched(place)
    else:
        try:
            body = Path(place).read_bytes()
        except OSError as error:
            raise CommandError(f"{place} cannot be read: {error.strerror}.") from None
    if body.startswith(b"%PDF-"):
        raise CommandError(f"{name} is a PDF; take the text out of it first: pdftotext FILE - | … scan -")
    text = decode(body, content_type)
    signs = text if body.startswith(_WIDE) else text + body.decode("latin-1")  # reading drops control signs
    if len(_ODD.findall(signs)) > len(body) // 100:
        raise CommandError(f"{name} is not text (a picture, an archive?); take the text out of it first.")
    if _PAGE.match(text[:_HEAD]):
        from watchers.parsers.text import html_to_text  # loads a library that plain text needs not

        text = html_to_text(text)
    if not text.strip():
        raise CommandError(f"{name} holds no text.")
    return text


def _fetched(url: str) -> tuple[bytes, str]:
    """Return the body at an address and its content type, fetched as a poll would."""
    from bot.app import running
    from bot.cli.checks import page_at
    from bot.settings import load

    async def go() -> tuple[bytes, str]:
        async with running(load(), chats=False) as app:
            page = await page_at(app, url)
            return page.body, page.content_type

    return finished(go())
