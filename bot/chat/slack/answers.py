"""What happens between a Slack request and the Responder: the words on, the answer back to whom it is for.

Knows pages and modals. Knows neither Bolt nor the commands: the listeners hand in what the payload said and a
way to speak; the words go to the Responder as they are.
"""

import logging
from dataclasses import replace

from slack_sdk.web.async_client import AsyncWebClient

from bot.actors import Actor, Role
from bot.chat.pages import Kept
from bot.chat.slack.announcing import Announcer
from bot.chat.slack.asking import Gate, Refused, Request
from bot.chat.slack.blocks import MAX_VALUE, Block, button, context, paragraph
from bot.chat.slack.faults import code_of, sentence
from bot.chat.slack.modal import fill_view, view
from bot.chat.slack.people import how_to_edit
from bot.chat.slack.reply import home_view, read_turn, reply_blocks, reply_text
from bot.chat.slack.saying import Say
from bot.chat.slack.text import Span
from bot.replies import Offer, Reply, Responder, Tone

CONFIRMED, CANCELLED = "confirmed", "cancelled"
_BARE_ADD = ("watchlist", "add")

_LOG = logging.getLogger(__name__)


class Answers:
    """Answers people in one Slack workspace, those whom the `gate` lets through."""

    def __init__(
        self, *, responder: Responder, gate: Gate, announcer: Announcer, client: AsyncWebClient
    ) -> None:
        self._responder = responder
        self._gate = gate
        self._announcer = announcer
        self._client = client
        self._kept = Kept()

    async def typed(self, request: Request, text: str, say: Say) -> None:
        """Answer the words after the command or mention; `watchlist add` alone opens the modal."""
        actor = await self._admit(request, say)
        if actor is None:
            return
        if tuple(text.split()) == _BARE_ADD and request.trigger:
            await self._open(request, actor, say)
            return
        await self._said(text or "help", actor, say)

    async def offered(self, request: Request, offer: Offer, say: Say) -> None:
        """Do what an answer offered; that answer then shows what may be done now."""
        actor = await self._admit(request, say)
        if actor is None:
            return
        done = await self._said(offer.words, actor, say)
        if offer.again and done.tone is not Tone.ERROR:
            await self._show(await self._responder.answer(offer.again, actor), actor, say, instead=True)

    async def _said(self, text: str, actor: Actor, say: Say) -> Reply:
        """Answer the words, or ask back before something is taken away."""
        reply = await self._responder.answer(text, actor)
        if reply.confirm:
            await _ask_back(say, text, reply.title)
        else:
            await self._show(reply, actor, say)
        return reply

    async def confirmed(self, request: Request, text: str, say: Say) -> None:
        """Do what was asked back. The button's value is no proof: the Responder judges the person again."""
        actor = await self._admit(request, say)
        if actor is None:
            return
        reply = await self._responder.answer(text, actor, confirmed=True)
        await say("Confirmed.", paragraph([(Span("Confirmed: "), Span(text))]), replace=True)
        await self._show(reply, actor, say)

    async def cancelled(self, request: Request, say: Say) -> None:
        """Leave what was asked back as it is."""
        if await self._admit(request, say) is not None:
            await say("Nothing was changed.", paragraph([(Span("Nothing was changed."),)]), replace=True)

    async def pressed(self, request: Request, text: str, say: Say) -> None:
        """Do what a button under an alert says.

        The message itself shows it, so only a refusal is told, and what may be done next.
        """
        actor = await self._admit(request, say)
        if actor is None:
            return
        reply = await self._responder.answer(text, actor)
        if reply.tone is not Tone.OK or reply.offers:
            await self._show(replace(reply, public=False), actor, say)

    async def turned(self, request: Request, value: str, say: Say) -> None:
        """Show another page of an answer already given, to whom it was given."""
        turn = read_turn(value)
        if turn is None:
            return
        kept = self._kept.get(turn[0])
        if kept is None or (not kept[0].public and kept[1].user != request.user):
            await _tell(say, "That answer is no longer held here; please ask again.", Tone.WARNING)
            return
        reply, actor = kept
        blocks = reply_blocks(reply, page=turn[1], key=turn[0], actor=actor)
        await say(reply_text(reply, actor), blocks, replace=True)

    async def asked_to_add(self, request: Request, say: Say, *, name: str = "") -> None:
        """Open the modal for someone who may edit; tell the others what to do."""
        actor = await self._admit(request, say)
        if actor is None:
            return
        await self._open(request, actor, say, name=name)

    async def asked_to_fill(self, request: Request, offer: Offer, say: Say, *, title: str) -> None:
        """Open the modal in which somebody who may edit writes what the offer asks for."""
        shown = fill_view(offer, channel=request.channel, title=title, optional=not offer.many)
        await self.asked(request, shown, say)

    async def asked(self, request: Request, shown: Block, say: Say) -> None:
        """Open a modal for somebody who may edit; tell the others what to do."""
        actor = await self._admit(request, say)
        if actor is None:
            return
        if actor.role is Role.READER:
            await _tell(say, how_to_edit(actor.listed_as), Tone.ERROR)
            return
        await self._show_modal(request, shown, say)

    async def filled(self, request: Request, text: str) -> Reply | None:
        """Do what a filled modal says, as if typed and confirmed; None when it was done before."""
        # by the alert's own message; but who is given one is called, which no edit of a message does
        told = text.startswith("alerts ") and not text.startswith("alerts assign ")
        return await self._submitted(request, text, confirmed=True, announced=not told)

    async def added(self, request: Request, text: str) -> Reply | None:
        """Add what the modal says; return the answer, None when this submission was handled before."""
        return await self._submitted(request, text, confirmed=False, announced=True)

    async def _submitted(
        self, request: Request, text: str, *, confirmed: bool, announced: bool
    ) -> Reply | None:
        """Answer the words that a submitted modal stands for, once; tell the channel of what was done."""
        if not await self._gate.is_new(request):
            return None
        try:
            actor = await self._gate.actor(request)
        except Refused as refusal:
            return Reply(title=str(refusal), tone=Tone.ERROR, status=1)
        reply = await self._responder.answer(text, actor, confirmed=confirmed)
        if announced and reply.tone is not Tone.ERROR:
            await self._announcer.announce(reply, actor)
        return reply

    async def unannounced(self, request: Request, reply: Reply) -> None:
        """Tell a person alone what became of a modal that had to be closed before its answer was there."""
        team = "" if request.channel else await self._gate.team()
        await self._announcer.tell_alone(request.user, reply, channel=request.channel, team=team)

    async def home(self, request: Request) -> None:
        """Show the app's Home to a person of the workspace: the answer to `status`, and buttons."""
        if not await self._gate.is_new(request):
            return
        try:
            actor = await self._gate.actor(request)
        except Refused as refusal:
            reply = Reply(title=str(refusal), tone=Tone.ERROR)
            shown = home_view(reply_blocks(reply))
        else:
            reply = await self._responder.answer("status", actor)
            shown = home_view(
                reply_blocks(reply, actor=actor, offer=False), add=actor.role is not Role.READER
            )
        try:
            await self._client.views_publish(user_id=request.user, view=shown)
        except Exception as error:  # noqa: BLE001 - whatever the SDK raises
            _LOG.warning("slack.home_refused reason=%s", code_of(error) or sentence(error))

    async def _admit(self, request: Request, say: Say) -> Actor | None:
        """Return who asks, None when the request was handled before or the person was refused."""
        if not await self._gate.is_new(request):
            return None
        try:
            return await self._gate.actor(request)
        except Refused as refusal:
            await _tell(say, str(refusal), Tone.ERROR)
            return None

    async def _open(self, request: Request, actor: Actor, say: Say, *, name: str = "") -> None:
        if actor.role is Role.READER:
            await _tell(say, how_to_edit(actor.listed_as), Tone.ERROR)
            return
        lists = await self._responder.watchlist_names(actor.team)
        await self._show_modal(request, view(channel=request.channel, watchlists=lists, name=name), say)

    async def _show_modal(self, request: Request, shown: Block, say: Say) -> None:
        try:
            await self._client.views_open(trigger_id=request.trigger, view=shown)
        except Exception as error:  # noqa: BLE001 - whatever the SDK raises
            _LOG.warning("slack.modal_refused reason=%s", sentence(error))
            await _tell(say, f"The form did not open: {sentence(error)}. Please press again.", Tone.ERROR)

    async def _show(self, reply: Reply, actor: Actor, say: Say, *, instead: bool = False) -> None:
        key = self._kept.keep(reply, actor)
        blocks = reply_blocks(reply, key=key, actor=actor)
        await say(reply_text(reply, actor), blocks, public=reply.public, replace=instead)
        if reply.public and actor.channel.startswith("D"):
            await self._announcer.announce(
                reply, actor
            )  # an edit made in private concerns the team all the same


async def _tell(say: Say, words: str, tone: Tone) -> None:
    reply = Reply(title=words, tone=tone)
    await say(reply_text(reply), reply_blocks(reply))


async def _ask_back(say: Say, text: str, question: str) -> None:
    """Ask before something is taken away."""
    if len(text) > MAX_VALUE:
        await _tell(say, "That line is too long.", Tone.ERROR)
        return
    blocks = [
        *paragraph([(Span(question, bold=True),)]),
        *context([(Span("Everyone in the channel will see it."),)]),
        {
            "type": "actions",
            "elements": [
                button(CONFIRMED, "Yes, do it", value=text, style="danger"),
                button(CANCELLED, "No, leave it"),
            ],
        },
    ]
    await say(question, blocks)
