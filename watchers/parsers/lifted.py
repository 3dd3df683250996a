"""Long texts lifted out of a feed before it is parsed as XML, and found again when they are read.

A feed is hardly anything but CDATA sections and escaped markup, and libxml2 reads both ten times as slowly as
plain text. An element with a number in it takes the place of each that is long (`_lift.c`). All other markup
stays as it is, and so does a text that XML does not allow: what is not well-formed stays so, and is refused.
"""

import os
from collections.abc import Sequence
from typing import Any

from lxml import etree

from watchers.parsers import compiled

_LONG = 150  # bytes; below this it costs more than it saves
_NAME = f"lifted-{os.urandom(8).hex()}"  # no publisher's element is called so


def lift(body: bytes) -> tuple[bytes, list[str]]:
    """Return the XML with its long texts lifted out, and these by their numbers."""
    return compiled.lift(body, f"<{_NAME}>", f"</{_NAME}>", _LONG)


def text_in(element: Any, texts: Sequence[str]) -> str | None:
    """Return the text of an element that has children, where these were only put for texts; None otherwise.

    Below an element of which None is returned, all texts are in their places again.
    """
    place = element[0]
    if len(element) == 1 and isinstance(place.tag, str) and place.tag.endswith(_NAME):
        text = texts[int(place.text)]
        before, after = element.text, place.tail
        return f"{before or ''}{text}{after or ''}" if before or after else text
    for place in list(element.iter(f"{{*}}{_NAME}")):
        place.text = texts[int(place.text)]
    etree.strip_tags(element, f"{{*}}{_NAME}")
    return None if len(element) else element.text or ""
