"""The elements our Adaptive Cards are built of, and the limits a card must keep. Pure.

Knows card JSON 1.5. Knows no Alert and no Reply. Every text that may come from outside goes into a TextRun
here, or through `teams.text.escaped` where Markdown is read.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import Any

from bot.chat.command_words import parted
from bot.chat.direction import isolated_names
from bot.chat.links import safe_link
from bot.chat.teams.text import inert, plain
from watchlists.model import Severity

Card = dict[str, Any]
Element = dict[str, Any]

# Documented: about 100 KB of UTF-16 for a bot's message, advice to stay below 80; 28 KB for a webhook.
# The message around the card takes the rest.
BOT_BYTES = 78_000
WEBHOOK_BYTES = 27_000

# Letters in a row of buttons on a phone, 390 points wide, and those that the edges of one take the room of.
# Teams hides the buttons of a card behind three dots from the seventh on, and where a row is too long.
_ROW, _PADDING = 44, 4


# "Warning" is yellow: not to be read on white
INKS = {Severity.HIGH: "Attention", Severity.LOW: "Accent"}
ME = "me"  # whom a person picks who takes it themselves


class Verb(StrEnum):
    """What our buttons ask for."""

    WHY = "why"
    FORM = "watchlist-form"
    ADD = "watchlist-add"
    TRIAGE = "triage"
    MUTE = "watchlist-mute"
    SAY = "say"
    PAGE = "page"
    CONFIRM = "confirm"
    CANCEL = "cancel"


def card(body: Sequence[Element], actions: Sequence[Element]) -> Card:
    """Return a whole card of the version Teams shows, its buttons in rows that a phone shows whole."""
    card: Card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.5",
        "msteams": {"width": "Full"},
        "body": list(body),
    }
    rows = list(_in_rows(actions))
    if len(rows) == 1:
        card["actions"] = rows[0]
    else:
        card["body"] += [{"type": "ActionSet", "actions": row} for row in rows]
    return card


def _in_rows(buttons: Sequence[Element]) -> Iterator[list[Element]]:
    """Yield the buttons in rows that Teams shows whole, on a phone too."""
    row: list[Element] = []
    room = _ROW
    for one in buttons:
        width = _PADDING + len(one["title"])
        if row and width > room:
            yield row
            row, room = [], _ROW
        row.append(one)
        room -= width
    if row:
        yield row


def first_that_fits(cards: Iterable[Card], *, for_webhook: bool = False) -> Card:
    """Return the first card that Teams accepts by its size, else the last; they come largest first."""
    limit, encoding = (WEBHOOK_BYTES, "utf-8") if for_webhook else (BOT_BYTES, "utf-16-le")
    found: Card = {}
    for found in cards:
        if len(json.dumps(found, ensure_ascii=False).encode(encoding)) <= limit:
            break
    return found


def form_button(term: str) -> Element:
    """Return the button that brings the form to add `term`, which it names if there is one."""
    shown = plain(term, 30)
    return press(f"Watch “{shown}”" if shown else "Add to watchlist", Verb.FORM, {"term": plain(term, 200)})


def press(title: str, verb: Verb, data: dict[str, str], **how: object) -> Element:
    """Return a button that asks us for something."""
    return {"type": "Action.Execute", "title": title, "verb": verb, "data": data, **how}


def unfolded(title: str, body: Sequence[Element], *send: Element) -> Element:
    """Return a button that unfolds fields and, below them, the buttons that send what was filled in."""
    return {
        "type": "Action.ShowCard",
        "title": title,
        "card": {"type": "AdaptiveCard", "body": list(body), "actions": list(send)},
    }


def field(name: str, title: str, *, many: bool = False, required: bool = False) -> Element:
    """Return a field for a line, or for `many`, a line each."""
    made: Element = {"type": "Input.Text", "id": name, "label": title, "maxLength": 500}
    made |= {"isMultiline": True} if many else {}
    return made | ({"isRequired": True, "errorMessage": "Write something."} if required else {})


def choice(name: str, title: str, choices: Sequence[tuple[str, str]]) -> Element:
    """Return a field with (label, value) to choose from, the first of them chosen."""
    return {
        "type": "Input.ChoiceSet",
        "id": name,
        "label": title,
        "value": choices[0][1] if choices else "",
        "choices": [{"title": shown, "value": value} for shown, value in choices],
    }


def person(name: str, title: str) -> Element:
    """Return a field in which Teams itself offers the people of the conversation; it brings an object id.

    The source of the rule: learn.microsoft.com, "People Picker in Adaptive Cards". A client that does not
    know it offers the one who asks alone; without any choice such a client may refuse the whole card.
    `choices.data` is of card JSON 1.6: a validator of 1.5 complains of it.
    """
    dataset = "graph.microsoft.com/users?scope=currentContext"
    return {
        "type": "Input.ChoiceSet",
        "id": name,
        "label": title,
        "choices": [{"title": "Me", "value": ME}],
        "choices.data": {"type": "Data.Query", "dataset": dataset},
    }


def more(count: int, limit: int, what: str) -> Iterator[Element]:
    """Yield a line that says how many were left out, if any were."""
    if count > limit:
        left = count - limit
        yield note(f"… and {left} more {what}{'' if left == 1 else 's'}")


def graded(severity: Severity) -> Element:
    """Return the word for how serious something is, in its colour."""
    return run(f"{severity} ".capitalize(), weight="Bolder", color=INKS.get(severity, "Default"))


def note(text: str) -> Element:
    """Return a small remark of ours."""
    return rich([run(text, isSubtle=True, italic=True)], spacing="Small")


def linked(text: str, url: str) -> Element:
    """Return a stretch that leads to `url`, which `safe_link` must let through."""
    action = {"type": "Action.OpenUrl", "url": safe_link(url)}
    return run(text, color="Accent", underline=True, selectAction=action)


def run(text: str, **how: object) -> Element:
    """Return a stretch of text; nothing in it is read as Markdown or a card function."""
    return {"type": "TextRun", "text": inert(text), **how}


def sentence(text: str, **how: object) -> list[Element]:
    """Return the stretches of a sentence of ours, the commands in it set apart."""
    return [
        run(stretch, **(how | ({"fontType": "Monospace"} if command else {})))
        for stretch, command in parted(isolated_names(text))
    ]


def rich(runs: Sequence[Element], **how: object) -> Element:
    """Return a paragraph of stretches."""
    return {"type": "RichTextBlock", "inlines": list(runs), **how}
