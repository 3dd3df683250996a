"""The modals: to add a term, to write what an offer asks for, to note, resolve or assign an alert. Pure.

Each is another way to type a command, which is made of what was filled in: what it does, and who may do it,
is decided where every command is.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from bot.chat import deeds, term_form
from bot.chat.harmless import line, shortened
from bot.chat.slack.blocks import MAX_OPTION, MAX_OPTIONS, Block, plain
from bot.chat.term_form import each_of
from bot.chat.wording import quoted
from bot.replies import Bullets, Offer, Paragraph, Reply

CALLBACK = "add_term"
FILL = "fill"
DEED = "alert_deed"
DEEDS = {  # what stands above each modal, and above its field
    deeds.NOTE: ("Add a note", "What to note"),
    deeds.RESOLVE: ("Resolve the alert", "What was decided or done"),
    deeds.ASSIGN: ("Assign the alert", "What they should know"),
}
GLOBAL_SHORTCUT, MESSAGE_SHORTCUT = "add_term_global", "add_term_message"
_INPUT = "value"
_MAX_NAME, _MAX_MANY, _MAX_NOTE = 200, 2_000, 500


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
    return _modal(CALLBACK, "Add to watchlist", term_form.ADD, blocks, channel=channel)


def fill_view(offer: Offer, *, channel: str, title: str, optional: bool) -> Block:
    """Return the modal in which a person writes what an offer asks for."""
    field = _input("filled", offer.fill, _text("", _MAX_NOTE, "", lines=offer.many), optional=optional)
    return _modal(FILL, title, "Do it", [field], channel=channel, words=offer.words, many=offer.many)


def fill_command(submitted: Mapping[str, Any]) -> str:
    """Return the command of a submitted `fill_view`; "" where it is none of ours."""
    held = _held(submitted)
    if "words" not in held:
        return ""
    text = _value(_values(submitted), "filled")
    parts = each_of(text) if held.get("many") else (line(text),)
    return " ".join((str(held["words"]), *(quoted(part) for part in parts)))


def deed_view(deed: str, alert: str, *, channel: str) -> Block:
    """Return the modal to note, resolve or assign an alert; who is given it is told in `channel`."""
    title, asked = DEEDS[deed]
    blocks: list[Block] = []
    if deed == deeds.ASSIGN:
        picked = {"type": "users_select", "placeholder": plain("Somebody of this workspace", 150)}
        blocks.append(_input("to", "Who looks into it", picked))
    field = _text("", _MAX_NOTE, "", lines=True)
    blocks.append(_input("said", asked, field, optional=deed == deeds.ASSIGN))
    return _modal(DEED, title, "Save", blocks, channel=channel, deed=deed, alert=alert)


def deed_command(submitted: Mapping[str, Any]) -> str:
    """Return the command of a submitted `deed_view`; "" where it is none of ours."""
    held, values = _held(submitted), _values(submitted)
    picked = (values.get("to") or {}).get(_INPUT) or {}
    return deeds.command(
        str(held.get("deed", "")),
        str(held.get("alert", "")),
        words=line(_value(values, "said")),
        to=str(picked.get("selected_user") or ""),
    )


def channel_of(submitted: Mapping[str, Any]) -> str:
    """Return the channel the modal was opened from, "" when there was none."""
    return str(_held(submitted).get("channel") or "")


def command(submitted: Mapping[str, Any]) -> str:
    """Return the command of a submitted `view`."""
    values = _values(submitted)
    return term_form.command({field: _value(values, field) for field in term_form.FIELDS})


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


def _modal(callback: str, title: str, submit: str, blocks: list[Block], **held: object) -> Block:
    """Return a modal; what is `held` comes back with it."""
    return {
        "type": "modal",
        "callback_id": callback,
        "title": plain(title, 24),
        "submit": plain(submit, 24),
        "close": plain("Cancel", 24),
        "private_metadata": json.dumps(held, ensure_ascii=False),
        "blocks": blocks,
    }


def _held(submitted: Mapping[str, Any]) -> dict[str, Any]:
    try:
        held = json.loads(submitted.get("private_metadata") or "{}")
    except ValueError:
        return {}
    return held if isinstance(held, dict) else {}


def _values(submitted: Mapping[str, Any]) -> Mapping[str, Any]:
    return (submitted.get("state") or {}).get("values") or {}


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
    return given((values.get(name) or {}).get(_INPUT) or {})


def given(element: Mapping[str, Any]) -> str:
    """Return what was written or chosen in an element, or what the button stands for that was pressed."""
    return str(element.get("value") or (element.get("selected_option") or {}).get("value") or "")
