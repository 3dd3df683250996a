"""What the Teams bot does with a pressed button or a form sent: the words of a command, answered in place."""

from collections.abc import Mapping
from typing import Any

from bot.actors import Actor
from bot.chat import deeds, term_form
from bot.chat.harmless import line
from bot.chat.links import safe_link
from bot.chat.pages import Kept
from bot.chat.teams.actions import MUTED_DAYS, NO_CAUSE
from bot.chat.teams.activity import Senders, word, written
from bot.chat.teams.announcing import Announcer
from bot.chat.teams.answers import CardAnswer, drawn, named, replaced, said, send
from bot.chat.teams.elements import ME, Verb
from bot.chat.teams.reply import form_card, reply_card
from bot.chat.teams.sdk import ActivityContext, AdaptiveCardInvokeActivity
from bot.chat.wording import quoted
from bot.replies import Reply, Responder, Tone

Press = ActivityContext[AdaptiveCardInvokeActivity]
Data = Mapping[str, Any]  # what the button or form carries


class Presses:
    """Answers the buttons of our cards."""

    def __init__(self, responder: Responder, senders: Senders, kept: Kept, announcer: Announcer) -> None:
        self._responder, self._senders, self._kept = responder, senders, kept
        self._announcer = announcer

    async def card_action(self, ctx: Press) -> CardAnswer:
        """Answer a button of one of our cards."""
        activity = ctx.activity
        action = activity.value.action
        if not await self._senders.first_time(activity):
            return said("That was done already.")
        actor = await self._senders.actor(activity)
        match action.verb:
            case Verb.WHY:
                return await self._why(ctx, action.data, actor)
            case Verb.FORM:
                card = form_card(word(action.data, "term"), await self._responder.watchlist_names(actor.team))
                await send(ctx, card, "Add to watchlist")
                return said("The form is below.")
            case Verb.ADD:
                filled = {name: written(action.data, name) for name in term_form.FIELDS}
                return await self._done(ctx, term_form.command(filled), actor)
            case Verb.TRIAGE:
                return await self._triage(ctx, action.data, actor)
            case Verb.PAGE:
                return await self._turned(ctx, action.data)
            case Verb.SAY:
                return await self._say(ctx, action.data, actor)
            case Verb.MUTE:
                return await self._mute(ctx, action.data, actor)
            case Verb.CONFIRM:
                # the words are those of a button, so the person who pressed is judged
                return await self._done(ctx, word(action.data, "words"), actor, confirmed=True)
            case Verb.CANCEL:
                return await replaced(ctx, Reply(title="Nothing was changed."))
            case _:
                return said("This button is from an older version; please type the command instead.")

    async def _why(self, ctx: Press, data: Data, actor: Actor) -> CardAnswer:
        url = word(data, "url")
        if safe_link(url) is None:
            return said("This button holds no link.")
        reply = await self._responder.answer(f"why {quoted(url)}", actor)
        await send(ctx, drawn(reply, "", actor, self._kept), reply.title)
        return said("The answer is below.")

    async def _done(self, ctx: Press, words: str, actor: Actor, *, confirmed: bool = False) -> CardAnswer:
        """Do what a form says or a question asked back; the answer takes its place."""
        reply = await self._responder.answer(words, actor, confirmed=confirmed)
        if reply.tone is Tone.ERROR:  # it stays as it is, to be corrected, or for somebody who may
            return said(line(reply.title))
        await self._announcer.announce(reply, actor, ctx.activity)
        return await replaced(ctx, named(reply, ctx.activity))

    async def _triage(self, ctx: Press, data: Data, actor: Actor) -> CardAnswer:
        """Do what a button says of an alert; its own message then shows it to everybody."""
        wish = word(data, "wish")
        if wish == "handle":
            own, to, deed = word(data, "said"), word(data, "to"), word(data, "what")
            if not own and deed in (deeds.NOTE, deeds.RESOLVE):
                return said("Write it in the field “In your own words”, then press again.")
            picked = word(data, "who")
            if deed == deeds.ASSIGN and picked not in ("", ME):
                to = await self._senders.called(ctx.activity, picked) or to
                if not to:
                    return said("Teams does not say who that is; write their name in the field below.")
            words = deeds.command(deed, word(data, "alert"), words=own, to=to)
        elif wish in ("acknowledge", "dismiss", "reopen"):
            words = f"alerts {wish} {quoted(word(data, 'alert'))}"
        else:
            words = ""
        if not words:
            return said("This button is from an older version; please type the command instead.")
        for option in ("because", "reason"):
            if wish == "dismiss" and (value := word(data, option)) not in ("", NO_CAUSE):
                words += f" --{option}={quoted(value)}"
        reply = await self._responder.answer(words, actor)
        if reply.offers:
            await send(ctx, reply_card(reply), reply.title)
        return said(line(reply.title))

    async def _say(self, ctx: Press, data: Data, actor: Actor) -> CardAnswer:
        """Do what a card offered: words that a person could have typed, with what they filled in behind."""
        words, fill = word(data, "words"), word(data, "fill")
        if fill:
            text = written(data, word(data, "field"))
            parts = text.splitlines() if fill == "many" else [text]
            words += "".join(f" {quoted(part)}" for part in parts if line(part) or fill != "many")
        reply = await self._responder.answer(words, actor, confirmed=fill in ("one", "many"))
        answer = await self._below(ctx, words, reply, actor)
        if reply.tone is not Tone.ERROR and (
            again := word(data, "again")
        ):  # the card shows what may be done now
            after = await self._responder.answer(again, actor)
            return await replaced(ctx, after, drawn(named(after, ctx.activity), again, actor, self._kept))
        return answer

    async def _mute(self, ctx: Press, data: Data, actor: Actor) -> CardAnswer:
        text = f"watchlist mute --days={MUTED_DAYS} -- {quoted(word(data, 'muted') or word(data, 'term'))}"
        return await self._below(ctx, text, await self._responder.answer(text, actor), actor)

    async def _below(self, ctx: Press, words: str, reply: Reply, actor: Actor) -> CardAnswer:
        """Send the answer to words as a card of its own; a refusal stands at what was pressed."""
        if reply.tone is Tone.ERROR:
            return said(line(reply.title))
        await send(ctx, drawn(named(reply, ctx.activity), words, actor, self._kept), reply.title)
        await self._announcer.announce(reply, actor, ctx.activity)
        return said("The question is below." if reply.confirm else line(reply.title))

    async def _turned(self, ctx: Press, data: Data) -> CardAnswer:
        """Show another page of an answer already given."""
        kept = self._kept.get(key := word(data, "key"))
        page = word(data, "page")
        if kept is None or not page.isdecimal():
            return said("That answer is no longer held here; please ask again.")
        return await replaced(ctx, kept[0], reply_card(kept[0], page=int(page[:6]), key=key))
