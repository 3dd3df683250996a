"""The tab Home of the app in Slack: an answer with buttons below it. Pure."""

from collections.abc import Sequence

from bot.chat.slack.actions import ADD
from bot.chat.slack.blocks import Block, button

REFRESH = "home_refresh"


def home_view(blocks: Sequence[Block], *, add: bool = False) -> Block:
    """Return the Home; `add` offers the form, to those who may edit."""
    buttons = [button(REFRESH, "Refresh")]
    if add:
        buttons.append(button(ADD, "Add to watchlist", style="primary"))
    return {"type": "home", "blocks": [*blocks, {"type": "actions", "elements": buttons}]}
