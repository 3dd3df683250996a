"""What may be pressed under an alert in Slack: buttons and menus, and their action ids. Pure."""

from collections.abc import Sequence

from bot.alerts import CAN_BE_HANDLED, Alert, Evidence
from bot.cases import IN_HAND, Cause, TriageState
from bot.chat.deeds import HANDLED, NOTED
from bot.chat.harmless import line, shortened
from bot.chat.links import safe_link
from bot.chat.slack.blocks import MAX_OPTION, MAX_VALUE, Block, button, menu
from bot.chat.slack.entries import MAX_LINES
from bot.chat.slack.offers import OFFER, offered
from bot.chat.wording import decline_one, handle_one

OPEN, WHY, ADD, MUTE = "open_source", "why", "add_term", "mute_term"
ACKNOWLEDGE, DISMISS, REOPEN, HANDLE = "acknowledge", "dismiss", "reopen", "handle"
OTHER = "other"  # a cause in the person's own words
CAUSES = (
    *((str(cause), cause.words.capitalize()) for cause in Cause),
    (OTHER, "Another reason, or none…"),
)
MUTED_DAYS = 30  # what the menu under an alert offers


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
        buttons += [each for each in [offered(f"{OFFER}_1", decline_one(alert))] if each is not None]
    if to_handle := handle_one(alert, MAX_LINES):
        buttons += [each for each in [offered(f"{OFFER}_0", to_handle)] if each is not None]
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
