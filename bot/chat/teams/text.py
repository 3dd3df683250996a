r"""Text from outside, made safe for Adaptive Cards. Pure.

Two places exist in a card. A TextRun (inside a RichTextBlock) takes text as it is: nothing in it is read
as Markdown, so `plain` and `inert` suffice; it is used wherever possible. A fact's value and a TextBlock
are read as Markdown: `escaped` turns `& < >` into entities and puts a backslash before what could start
Markdown. Mentions need an entity beside the text, which we never write from data, so `<at>` stays text in
both. Card functions such as `{{DATE(…)}}` are evaluated in both: `escaped` escapes their parentheses,
`inert` parts their braces.
"""

import html
import re

from bot.chat.harmless import clean, line, shortened
from bot.chat.links import safe_link

# CommonMark's inline syntax, and what begins a block at the start of a line.
_INLINE = re.compile(r"([\\`*_\[\]()~#!|{}])")
_BLOCK = re.compile(r"^(?:([-+=])|(\d{1,9})([.)]))")
# What cleaning may shorten a text to; cleaning more than so many times the limit would be for nothing.
_ENOUGH = 8


def plain(text: str, limit: int) -> str:
    """Return `text` on one line for a TextRun, an action's title or an input's value."""
    return shortened(line(text[: _ENOUGH * limit]), limit)


def inert(text: str) -> str:
    """Return `text` for a TextRun: a zero-width space between double braces keeps it from being evaluated."""
    return text.replace("{{", "{\u200b{")


def lines(text: str, limit: int) -> tuple[str, ...]:
    """Return the lines of `text` that hold anything, for one TextRun or block each."""
    return tuple(
        one for one in shortened(clean(text[: _ENOUGH * limit], lines=True), limit).split("\n") if one
    )


def escaped(text: str, limit: int) -> str:
    """Return `text` on one line for a place that is read as Markdown."""
    safe = html.escape(_INLINE.sub(r"\\\1", plain(text, limit)), quote=False)
    # a closing parenthesis was escaped above, so only the full stop is left to follow a number
    return _BLOCK.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", safe)


def markdown_link(label: str, url: str) -> str:
    """Return `[label](url)` for a Markdown place, or the bare label where `url` may not become a link."""
    link = safe_link(url)
    text = escaped(label, 200)
    if link is None:
        return text
    target = link.replace("(", "%28").replace(")", "%29")
    return f"[{text}]({target})"
