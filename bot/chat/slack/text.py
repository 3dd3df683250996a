"""Lines of text for Slack: their stretches, what is escaped, how they are written in `mrkdwn`. Pure.

`mrkdwn` is what every Slack client, export, bridge and emulator shows, but `* _ ~` and backticks cannot be
escaped in it, and bold inside Chinese text does not work: `exact` says whether it shows a line as meant.
Knows no Alert and no Reply.
"""

import html
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.chat.command_words import parted
from bot.chat.direction import isolated, isolated_names
from bot.chat.harmless import line, shortened
from bot.chat.links import safe_link, shown_host

_MARKUP = re.compile(r"[*_~`]|:[\w+'-]+:|^\s*>", re.MULTILINE)
_PERSON = re.compile(r"[UW][A-Z0-9]{2,20}")  # docs.slack.dev: a user id begins with U or W
_BEFORE_BOLD = frozenset(" \t\n(")
_AFTER_BOLD = frozenset(" \t\n),.;:")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line: its text (from anywhere), how it is set, the checked link behind it.

    `user` is a person's Slack id from a verified request: the stretch is then shown as their name. `code` is
    a command to type.
    """

    text: str
    bold: bool = False
    italic: bool = False
    url: str = ""
    user: str = ""
    code: bool = False


Spans = tuple[Span, ...]


def is_person(who: str) -> bool:
    """Return whether this is a person's Slack id, not a name somebody typed: Slack mentions ids alone."""
    return _PERSON.fullmatch(who) is not None


def escape(text: str) -> str:
    """Return `text` with `& < >` as entities: no mention, channel or link of its own survives."""
    return html.escape(text, quote=False)


def link(url: str, label: str = "", *, limit: int = 120) -> Spans:
    """Return `label` linked to `url`, with the real host beside it where the label does not say it.

    An address that may not become a link gives the bare label.
    """
    checked, host, text = safe_link(url), shown_host(url), shortened(line(label), limit)
    if checked is None:
        return (Span(isolated(text)),) if text else ()
    if not text or text == host:
        return (Span(host, url=checked),)
    return (Span(isolated(text), url=checked), Span(f" ({host})"))


def exact(spans: Spans) -> bool:
    """Return whether `mrkdwn` would show the line just as meant."""
    for number, span in enumerate(spans):
        if _MARKUP.search(span.text) or (span.url and ("|" in span.text or "\n" in span.text)):
            return False
        if span.bold or span.italic or span.code:
            before = spans[number - 1].text[-1:] if number else ""
            after = spans[number + 1].text[:1] if number + 1 < len(spans) else ""
            if span.text != span.text.strip() or not span.text or "\n" in span.text:
                return False
            if not (set(before) <= _BEFORE_BOLD and set(after) <= _AFTER_BOLD):
                return False
    return True


def spaced(spans: Spans) -> Spans:
    """Put a blank between bold words and Chinese, Japanese or Korean text beside them.

    In `mrkdwn` bold must stand free; writers of these languages set such a blank by hand.
    """
    done: list[Span] = []
    for span in spans:
        gap = bool(done) and _needs_blank(done[-1], span)
        if gap and span.bold:
            done[-1] = replace(done[-1], text=done[-1].text + " ")
        done.append(replace(span, text=" " + span.text) if gap and not span.bold else span)
    return tuple(done)


def mrkdwn(spans: Spans) -> str:
    """Return the line in `mrkdwn`; only for lines that are `exact`."""
    parts = []
    for span in spans:
        text = f"<@{span.user}>" if span.user else escape(span.text)
        if span.url:
            text = f"<{escape(span.url)}|{text}>"
        if span.italic:
            text = f"_{text}_"
        if span.code:
            text = f"`{text}`"
        parts.append(f"*{text}*" if span.bold else text)
    return "".join(parts)


def words(spans: Spans) -> str:
    """Return the line as plain words; a command stands in quotation marks."""
    return "".join(f"“{span.text}”" if span.code else span.text for span in spans)


def calling(text: str, people: Collection[str]) -> str:
    """Return escaped `text` with a mention, which Slack shows as a name, for each of these people's ids."""
    if not people:
        return text
    return re.sub(rf"\b({'|'.join(map(re.escape, people))})\b", r"<@\1>", text)


def sentence(text: str) -> Spans:
    """Return a sentence of ours, the commands in it set apart."""
    return tuple(Span(stretch, code=command) for stretch, command in parted(isolated_names(text)))


def _needs_blank(left: Span, right: Span) -> bool:
    if left.bold is right.bold or not left.text or not right.text:
        return False
    before, after = left.text[-1], right.text[0]
    return (_wide(before) or _wide(after)) and not (before.isspace() or after.isspace())


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in {"W", "F"}
