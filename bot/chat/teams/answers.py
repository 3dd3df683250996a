"""How the Teams bot answers: a card sent, a card replaced, a line below the card that was pressed."""

import logging
from dataclasses import replace
from typing import Any

import httpx

from bot.actors import Actor
from bot.chat.command_words import parted
from bot.chat.harmless import line
from bot.chat.pages import Kept
from bot.chat.teams.channel import CARD_TYPE, card_message
from bot.chat.teams.elements import Card
from bot.chat.teams.reply import question_card, reply_card
from bot.chat.teams.sdk import (
    ActivityBase,
    ActivityContext,
    AdaptiveCardInvokeActivity,
    InvokeResponse,
    MessageActivityInput,
)
from bot.replies import Bullets, Cell, Facts, Paragraph, Part, Reply, Table, Tone

logger = logging.getLogger(__name__)

CardAnswer = InvokeResponse[Any]


def drawn(reply: Reply, text: str, actor: Actor, kept: Kept) -> Card:
    """Return the answer to `text`, or the question whether to do it."""
    if reply.confirm:
        return question_card(reply.title, text)
    return reply_card(reply, key=kept.keep(reply, actor))


def named(reply: Reply, activity: ActivityBase) -> Reply:
    """Return the answer with the name of who asks where it gives their id, which says nothing here.

    A refusal keeps the id: an operator needs it.
    """
    name, user = line(activity.from_.name or ""), activity.from_.aad_object_id
    if not (name and user) or reply.tone is Tone.ERROR:
        return reply

    def cell(one: Cell) -> Cell:
        return one.replace(user, name) if isinstance(one, str) else one

    def part(one: Part) -> Part:
        match one:
            case Paragraph(text=text):
                return Paragraph(text.replace(user, name))
            case Facts(pairs=pairs):
                return Facts(tuple((label, cell(value)) for label, value in pairs))
            case Table(columns=columns, rows=rows):
                return Table(columns, tuple(tuple(map(cell, row)) for row in rows))
            case Bullets(lines=lines):
                return Bullets(tuple(map(cell, lines)))

    return replace(reply, title=reply.title.replace(user, name), parts=tuple(map(part, reply.parts)))


async def replaced(
    ctx: ActivityContext[AdaptiveCardInvokeActivity], reply: Reply, card: Card | None = None
) -> CardAnswer:
    """Put an answer in the place of the card that was pressed.

    The answer to the press is sure to reach only its presser; the message itself changes for all.
    """
    card = card or reply_card(reply)
    await send(ctx, card, reply.title, replacing=ctx.activity.reply_to_id)
    return pressed(CARD_TYPE, card)


def said(text: str) -> CardAnswer:
    """Answer a press with a line below the card, which has no markup: a command stands in quotation marks."""
    shown = "".join(f"“{stretch}”" if command else stretch for stretch, command in parted(text))
    return pressed("application/vnd.microsoft.activity.message", shown[:500])


def pressed(kind: str, value: object) -> CardAnswer:
    """Answer a press with a value of a kind."""
    # As plain data: the SDK's model of a card knows fewer values than Teams does.
    return InvokeResponse[Any](status=200, body={"statusCode": 200, "type": kind, "value": value})


async def send(
    ctx: ActivityContext[Any], card: Card, notification: str, *, replacing: str | None = None
) -> None:
    """Send a card to where the activity came from, or in place of one of our messages there.

    A failure is logged, not raised: Teams would deliver the same activity again.
    """
    message: MessageActivityInput = card_message(card, line(notification)[:200])
    if replacing is not None:
        message.id = replacing
    try:
        await ctx.send(message)
    except (httpx.HTTPError, OSError, ValueError, KeyError) as error:
        status = error.response.status_code if isinstance(error, httpx.HTTPStatusError) else 0
        logger.warning("teams.answer_failed error=%s status=%d", type(error).__name__, status)
