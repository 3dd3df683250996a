"""The "Add to watchlist" modal: its view, what was filled in, and the command that says the same. Pure.

Knows the words of `watchlist add`. The modal is another way to type the command: what it does, and who may
do it, is decided where every command is.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.chat import term_form
from bot.chat.harmless import line, shortened
from bot.chat.slack.blocks import MAX_OPTION, MAX_OPTIONS, Block, plain
from bot.chat.term_form import each_of
from bot.phrases import MARKS
from bot.replies import Bullets, Offer, Paragraph, Reply

CALLBACK = "add_term"
FILL = "fill"
GLOBAL_SHORTCUT, MESSAGE_SHORTCUT = "add_term_global", "add_term_message"
_MARKS = re.compile(f"[{MARKS}]")  # the ends of a phrase
_INPUT = "value"
_MAX_NAME, _MAX_MANY, _MAX_NOTE = 200, 2_000, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What was filled in; `watchlist` is "" where there was no choice."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    context: tuple[str, ...]
    note: str
    watchlist: str


def view(*, channel: str, watchlists: Sequence[str], name: str = "") -> Block:
    """Return the modal. `channel` is where the edit will be announced; the first watchlist is the default."""
    lists = tuple(one for one in watchlists if 0 < len(one) <= MAX_OPTION)[:MAX_OPTIONS]
    blocks = [
        _input("name", term_form.NAME, _text(name, _MAX_NAME, "Shenzhen University")),
        _input("kind", "Kind", _select(term_form.KINDS, term_form.KINDS[0])),
        _input(
            "aliases",
            term_form.SPELLINGS,
            _text("", _MAX_MANY, "深圳大学", lines=True),
            hint="One per line: other languages, short forms, model numbers.",
            optional=True,
        ),
        _input(
            "context",
            term_form.NEAR,
            _text("", _MAX_MANY, "university", lines=True),
            hint="One per line. For names that also mean something else: one of these words must be near.",
            optional=True,
        ),
        _input("note", term_form.NOTE, _text("", _MAX_NOTE, "Shown with every alert"), optional=True),
    ]
    if len(lists) > 1:
        options = tuple((one, one) for one in lists)
        blocks.append(_input("watchlist", "Watchlist", _select(options, options[0])))
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain("Add to watchlist", 24),
        "submit": plain(term_form.ADD, 24),
        "close": plain("Cancel", 24),
        "private_metadata": json.dumps({"channel": channel}),
        "blocks": blocks,
    }


def fill_view(offer: Offer, *, channel: str, title: str, optional: bool = False) -> Block:
    """Return the modal in which a person writes what an offer asks for."""
    return {
        "type": "modal",
        "callback_id": FILL,
        "title": plain(title, 24),
        "submit": plain("Do it", 24),
        "close": plain("Cancel", 24),
        "private_metadata": json.dumps(
            {"channel": channel, "words": offer.words, "many": offer.many}, ensure_ascii=False
        ),
        "blocks": [
            _input("filled", offer.fill, _text("", _MAX_NOTE, "", lines=offer.many), optional=optional)
        ],
    }


def text_field(name: str, label: str, *, optional: bool = False) -> Block:
    """Return a field for some lines of text."""
    return _input(name, label, _text("", _MAX_NOTE, "", lines=True), optional=optional)


def typed(values: Mapping[str, Any], name: str) -> str:
    """Return what was typed into a field of a submitted modal, on one line."""
    return line(_value(values, name))


def fill_command(submitted: Mapping[str, Any]) -> str:
    """Return the command of a submitted `fill_view`; "" where it is none of ours."""
    try:
        held = json.loads(submitted.get("private_metadata") or "{}")
        words, many = str(held["words"]), bool(held["many"])
    except (ValueError, KeyError, TypeError):
        return ""
    text = _value((submitted.get("state") or {}).get("values") or {}, "filled")
    parts = each_of(text) if many else (line(text),)
    return " ".join((words, *(quoted(part) for part in parts)))


def channel_of(submitted: Mapping[str, Any]) -> str:
    """Return the channel the modal was opened from, "" when there was none."""
    try:
        return str(json.loads(submitted.get("private_metadata") or "{}").get("channel") or "")
    except (ValueError, AttributeError):
        return ""


def filled(submitted: Mapping[str, Any]) -> Filled:
    """Return what a person filled in. A select that was left alone gives its first option."""
    values = (submitted.get("state") or {}).get("values") or {}
    return Filled(
        name=line(_value(values, "name")),
        kind=_value(values, "kind") or term_form.KINDS[0][0],
        aliases=each_of(_value(values, "aliases")),
        context=each_of(_value(values, "context")),
        note=line(_value(values, "note")),
        watchlist=_value(values, "watchlist"),
    )


def command(term: Filled) -> str:
    """Return the `watchlist add` command that says the same."""
    words = ["watchlist", "add", f"--kind={term.kind}"]
    words += [f"--alias={alias}" for alias in term.aliases]
    words += [f"--context={word}" for word in term.context]
    words += [f"--note={term.note}"] if term.note else []
    words += [f"--watchlist={term.watchlist}"] if term.watchlist else []
    return " ".join(quoted(word) for word in [*words, "--", term.name])


def quoted(word: str) -> str:
    """Return one word of a command, blanks and all; quotation marks inside it cannot be said and go."""
    return f'"{_MARKS.sub("", word)}"'


def errors(reply: Reply, submitted: Mapping[str, Any]) -> dict[str, str]:
    """Return what to show at which field, from an answer that refuses."""
    shown = {block.get("block_id") for block in submitted.get("blocks") or ()}
    named = {field: line(text) for field, text in reply.fields.items() if field in shown and line(text)}
    if named:
        return named
    more: list[str] = []
    for part in reply.parts:
        if isinstance(part, Paragraph):
            more.append(line(part.text))
        elif isinstance(part, Bullets):
            more.append(", ".join(one if isinstance(one, str) else one.label for one in part.lines))
    title = line(reply.title)
    rest = " ".join(one for one in more if one)
    between = "" if not rest else " " if title.endswith((".", "!", "?")) else ": "
    first = "name" if "name" in shown else next(iter(shown), "name")
    return {str(first): shortened(f"{title}{between}{rest}", 600)}


def _input(name: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label, 2_000),
        "element": {**element, "action_id": _INPUT},
        "optional": optional,
    }
    return block | ({"hint": plain(hint, 2_000)} if hint else {})


def _text(initial: str, limit: int, example: str, *, lines: bool = False) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "multiline": lines,
        "max_length": limit,
    }
    if example:
        element["placeholder"] = plain(example, 150)
    initial = shortened(line(initial), limit)
    return element | ({"initial_value": initial} if initial else {})


def _select(options: Sequence[tuple[str, str]], first: tuple[str, str]) -> Block:
    def option(pair: tuple[str, str]) -> Block:
        return {"text": plain(pair[1], 75), "value": pair[0]}

    return {
        "type": "static_select",
        "options": [option(pair) for pair in options],
        "initial_option": option(first),
    }


def _value(values: Mapping[str, Any], name: str) -> str:
    element = (values.get(name) or {}).get(_INPUT) or {}
    chosen = element.get("selected_option") or {}
    return str(element.get("value") or chosen.get("value") or "")
