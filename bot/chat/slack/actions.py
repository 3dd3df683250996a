"""What may be pressed in Slack: under an alert, and what an answer offers; with their action ids. Pure."""

import json
from collections.abc import Sequence

from bot.alerts import CAN_BE_HANDLED, Alert, Evidence
from bot.cases import IN_HAND, Cause, TriageState
from bot.chat.deeds import HANDLED, NOTED
from bot.chat.harmless import line, shortened
from bot.chat.links import safe_link
from bot.chat.slack.blocks import MAX_BUTTON, MAX_OPTION, MAX_VALUE, Block, button, menu
from bot.chat.slack.entries import MAX_LINES
from bot.chat.wording import decline_one, handle_one, quoted
from bot.replies import Offer

OPEN, WHY, ADD, MUTE = "open_source", "why", "add_term", "mute_term"
ACKNOWLEDGE, DISMISS, REOPEN, HANDLE = "acknowledge", "dismiss", "reopen", "handle"
OTHER = "other"  # a cause in the person's own words
CAUSES = (
    *((str(cause), cause.words.capitalize()) for cause in Cause),
    (OTHER, "Another reason, or none…"),
)
MUTED_DAYS = 30  # what the menu under an alert offers
OFFER = "offer"  # action id, with a number behind it: Slack wants them unique in a block


def buttons(alert: Alert) -> list[Block]:
    """Return the buttons under `alert`: what its kind and its state allow; nothing where they allow none."""
    buttons = []
    first = alert.sources[0].url if alert.sources else ""
    target = safe_link(first)
    if target:
        buttons.append(button(OPEN, "Open source", url=target))
    if alert.kind in CAN_BE_HANDLED:
        if alert.state is TriageState.OPEN:
            buttons.append(button(ACKNOWLEDGE, "Acknowledge", value=alert.id, style="primary"))
        undecided = alert.state in IN_HAND
        if undecided:
            buttons.append(menu(DISMISS, "Dismiss…", [(said, f"{alert.id} {why}") for why, said in CAUSES]))
        deeds = HANDLED if undecided else NOTED
        buttons.append(menu(HANDLE, "Handle…", [(said, f"{alert.id} {deed}") for deed, said in deeds]))
        if alert.state is not TriageState.OPEN:
            buttons.append(button(REOPEN, "Reopen", value=alert.id))
        # the item's own address, as `why` knows it; an address too long for a button gives the alert's id
        asked = first if 0 < len(first) <= MAX_VALUE else alert.id
        buttons.append(button(WHY, "Why?", value=asked))
        if undecided:
            buttons += [_add(alert.offer_term), *_mute(alert.evidence)]
    elif alert.offer_term:
        buttons.append(_add(alert.offer_term))
        buttons += offered(f"{OFFER}_1", decline_one(alert))
    if to_handle := handle_one(alert, MAX_LINES):
        buttons += offered(f"{OFFER}_0", to_handle)
    return [{"type": "actions", "elements": buttons}] if buttons else []


def _add(name: str) -> Block:
    """Return the button that brings the form, filled in with a name that is offered."""
    name = line(name)
    offered = 0 < len(name) <= MAX_VALUE
    return (
        button(ADD, f"Watch “{shortened(name, 40)}”", value=name)
        if offered
        else button(ADD, "Add to watchlist")
    )


def _mute(evidence: Sequence[Evidence]) -> list[Block]:
    """A menu of the terms found: each may be silenced for a while."""
    names = dict.fromkeys(line(one.term) for one in evidence)
    offered = [(name, name) for name in names if 0 < len(name) <= MAX_OPTION]
    return [menu(MUTE, "Mute a term…", offered)] if offered else []


def offered(action: str, one: Offer) -> list[Block]:
    """Return the button of what may be done next, or a menu to choose from; none where all is too long."""
    after = {"a": one.again} if one.again else {}
    if not one.choices:
        held: dict[str, object] = {"w": one.words, **after}
        if one.fill:
            held |= {"f": one.fill, "m": one.many}
        return [button(action, one.label, value=json.dumps(held, ensure_ascii=False))]
    held_by = (
        (said, json.dumps({"w": f"{one.words} {quoted(word)}", **after})) for said, word in one.choices
    )
    options = [
        (shortened(line(said), MAX_BUTTON), value) for said, value in held_by if len(value) <= MAX_OPTION
    ]
    return [menu(action, one.label, options)] if options else []


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
