"""Blocks of a Slack message: paragraphs, fields, buttons and menus, within Slack's limits. Pure.

`plain_text` has no markup at all, and `rich_text` says exactly what is meant. So a paragraph becomes
`mrkdwn` where that is exact, else `plain_text` where nothing is set in bold or linked, else `rich_text`;
text from outside can carry markup in none of them. Knows no Alert and no Reply.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from bot.chat.harmless import line, shortened
from bot.chat.slack.text import Span, Spans, exact, mrkdwn, words

Block = dict[str, Any]

# Limits as documented at docs.slack.dev/reference/block-kit (characters).
MAX_TEXT = 4_000  # top-level `text`; Slack truncates above 40,000, recommends 4,000
MAX_HEADER = 150
MAX_SECTION = 3_000
MAX_FIELD = 2_000
MAX_FIELDS = 10
MAX_SHOWN = 200  # of a labelled value, by us: it is one of many
MAX_BUTTON = 75
MAX_VALUE = 2_000
MAX_CONTEXT = 10
MAX_OPTIONS, MAX_OPTION = 100, 150  # of a select: how many, and the value of one

_CALLS = re.compile(r"<(?=[!@#]|[a-zA-Z][a-zA-Z0-9+.-]*:)")


def plain(text: str, limit: int) -> Block:
    """Return a `plain_text` object, cut to `limit`; Slack reads no markup in it.

    Bridges, exports and other renderers may: what would call people or mask a link there loses its bracket.
    """
    harmless = _CALLS.sub("‹", shortened(text, limit))
    return {"type": "plain_text", "text": harmless or " ", "emoji": False}


def paragraph(lines: Sequence[Spans], *, bullet: bool = False, quote: bool = False) -> list[Block]:
    """Return `lines` as blocks: bullets, a quote, or lines under each other; none for no text.

    Each block stays under Slack's limit for a section; a line that is longer alone becomes `rich_text`.
    """
    lines = [spans for spans in lines if words(spans).strip()]
    prefix = "• " if bullet else ">" if quote else ""
    written = [prefix + mrkdwn(spans) for spans in lines]
    if all(exact(spans) for spans in lines) and all(len(one) <= MAX_SECTION for one in written):
        return [section("\n".join(chunk)) for chunk in _chunks(written)]
    said = [prefix + words(spans) for spans in lines]
    if (
        not quote
        and not any(_styled(spans) for spans in lines)
        and all(len(one) <= MAX_SECTION for one in said)
    ):
        texts = ("\n".join(chunk) for chunk in _chunks(said))
        return [{"type": "section", "text": plain(text, MAX_SECTION)} for text in texts]
    return [_rich_text(lines, bullet=bullet, quote=quote)]


def section(text: str) -> Block:
    """Return a section of finished `mrkdwn`; `verbatim` keeps Slack from linking anything by itself."""
    return {"type": "section", "text": _verbatim(text)}


def header(text: str) -> Block:
    """Return a headline."""
    return {"type": "header", "text": plain(text, MAX_HEADER)}


def fields(pairs: Iterable[tuple[str, Spans]]) -> list[Block]:
    """Return labelled values, two to a row: each label in bold above its value."""
    cells = [_field(line(label), value) for label, value in pairs]
    return [
        {"type": "section", "fields": cells[start : start + MAX_FIELDS]}
        for start in range(0, len(cells), MAX_FIELDS)
    ]


def context(lines: Sequence[Spans]) -> list[Block]:
    """Return small grey notes beside each other."""
    elements = [_text(spans, MAX_FIELD) for spans in lines if words(spans).strip()]
    return [{"type": "context", "elements": elements[:MAX_CONTEXT]}] if elements else []


def button(action: str, label: str, *, value: str = "", url: str = "", style: str = "") -> Block:
    """Return a button. `value` comes back when it is pressed; it is never proof of who may do what."""
    made: Block = {"type": "button", "action_id": action, "text": plain(label, MAX_BUTTON)}
    made |= {key: text for key, text in (("value", value), ("url", url), ("style", style)) if text}
    return made


def menu(action: str, title: str, options: Sequence[tuple[str, str]]) -> Block:
    """Return a menu of (label, value); what is chosen comes back like a button's value."""
    made = [{"text": plain(label, MAX_BUTTON), "value": value} for label, value in options[:MAX_OPTIONS]]
    return {
        "type": "static_select",
        "action_id": action,
        "placeholder": plain(title, MAX_OPTION),
        "options": made,
    }


def _styled(spans: Spans) -> bool:
    return any(span.bold or span.italic or span.code or span.url or span.user for span in spans)


def _field(label: str, value: Spans) -> Block:
    return _text((Span(label, bold=True), Span("\n"), *_cut(value, MAX_SHOWN)), MAX_FIELD)


def _text(spans: Spans, limit: int) -> Block:
    """Return the spans as one text object: `mrkdwn` where exact and short enough, else their words."""
    written = mrkdwn(spans)
    if exact(spans) and len(written) <= limit:
        return _verbatim(written)
    return plain(words(spans), limit)


def _verbatim(text: str) -> Block:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _cut(spans: Spans, limit: int) -> Spans:
    kept, room = [], limit
    for span in spans:
        if room <= 0:
            break
        text = shortened(span.text, room)
        kept.append(replace(span, text=text))
        room -= len(text)
    return tuple(kept)


def _chunks(lines: Sequence[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    size = 0
    for one in lines:
        if chunk and size + len(one) + 1 > MAX_SECTION:
            yield chunk
            chunk, size = [], 0
        chunk.append(one)
        size += len(one) + 1
    if chunk:
        yield chunk


def _rich_text(lines: Sequence[Spans], *, bullet: bool, quote: bool) -> Block:
    if bullet:
        items = [{"type": "rich_text_section", "elements": _elements(spans)} for spans in lines]
        inside: Block = {"type": "rich_text_list", "style": "bullet", "elements": items}
    else:
        joined: list[Span] = []
        for number, spans in enumerate(lines):
            joined += [Span("\n")] if number else []
            joined += spans
        kind = "rich_text_quote" if quote else "rich_text_section"
        inside = {"type": kind, "elements": _elements(joined)}
    return {"type": "rich_text", "elements": [inside]}


def _elements(spans: Iterable[Span]) -> list[Block]:
    return [_element(span) for span in spans if span.text]


def _element(span: Span) -> Block:
    element: Block = {"type": "text", "text": span.text}
    if span.user:
        element = {"type": "user", "user_id": span.user}
    elif span.url:
        element = {"type": "link", "url": span.url, "text": span.text}
    style = {name: True for name in ("bold", "italic", "code") if getattr(span, name)}
    return element | ({"style": style} if style else {})
