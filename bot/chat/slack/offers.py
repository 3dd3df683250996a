"""What may be done next → a button or a menu of Slack, and back. Pure. Knows the shape of Offer."""

import json

from bot.chat.harmless import line, shortened
from bot.chat.slack.blocks import MAX_BUTTON, MAX_OPTION, Block, button, menu
from bot.chat.wording import quoted
from bot.replies import Offer

OFFER = "offer"  # action id, with a number behind it: Slack wants them unique in a block


def offered(action: str, one: Offer) -> Block | None:
    """Return the button of what may be done next, or a menu to choose from; None: too long."""
    after = {"a": one.again} if one.again else {}
    if not one.choices:
        held: dict[str, object] = {"w": one.words, **after}
        if one.fill:
            held |= {"f": one.fill, "m": one.many}
        return button(action, one.label, value=json.dumps(held, ensure_ascii=False))
    held_by = (
        (said, json.dumps({"w": f"{one.words} {quoted(word)}", **after})) for said, word in one.choices
    )
    options = [
        (shortened(line(said), MAX_BUTTON), value) for said, value in held_by if len(value) <= MAX_OPTION
    ]
    return menu(action, one.label, options) if options else None


def read_offer(value: str) -> Offer | None:
    """Return what a button offers, None when it is not one of ours."""
    try:
        held = json.loads(value)
        return Offer(
            label="",
            words=str(held["w"]),
            fill=str(held.get("f", "")),
            many=bool(held.get("m")),
            again=str(held.get("a", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
