"""The buttons of cards: under an alert its sources and what a team may do; what an answer offers. Pure."""

from collections.abc import Iterator

from bot.alerts import CAN_BE_HANDLED, Alert
from bot.cases import IN_HAND, Cause, TriageState
from bot.chat.deeds import HANDLED, NOTED
from bot.chat.harmless import line
from bot.chat.links import safe_link, shown_host
from bot.chat.teams.elements import Element, Verb, choice, field, form_button, person, press, unfolded
from bot.chat.teams.text import plain
from bot.chat.wording import decline_one, handle_one
from bot.replies import Offer

MUTED_DAYS = 30  # what the form under an alert offers
MAX_MUTES = 20
NO_CAUSE = "none"  # a choice must have a value
_CAUSES = (
    ("No reason given", NO_CAUSE),
    *((cause.words.capitalize(), str(cause)) for cause in Cause),
)


def actions(alert: Alert, sources: int, entries: int, *, for_webhook: bool) -> Iterator[Element]:
    """Yield the buttons of a card that shows so many sources and entries: what kind and state allow.

    A webhook's card has links only: there is no bot to answer its other buttons.
    """
    links = [source.url for source in alert.sources[:10] if safe_link(source.url)]
    handled_here = not for_webhook and alert.kind in CAN_BE_HANDLED
    most = 1 if handled_here else min(3, max(sources, 1))  # Teams shows six buttons, and names the rest
    for url in links[:most]:
        title = "Open source" if most == 1 else plain(f"Open {shown_host(url)}", 40)
        yield {"type": "Action.OpenUrl", "title": title, "url": safe_link(url)}
    if not handled_here:
        if alert.offer_term and not for_webhook:
            yield form_button(alert.offer_term)
            yield offered(1, decline_one(alert))
        if not for_webhook and (to_handle := handle_one(alert, entries)):
            yield offered(0, to_handle)
        return
    if alert.state is TriageState.OPEN:
        yield _triage("Acknowledge", "acknowledge", alert, style="positive")
    if alert.state in IN_HAND:
        why = [choice("because", "Why", _CAUSES), field("reason", "In your own words")]
        yield unfolded("Dismiss…", why, _triage("Dismiss", "dismiss", alert))
    yield _handle(alert)
    if alert.state is not TriageState.OPEN:
        yield _triage("Reopen", "reopen", alert)
    if links:
        yield press("Why?", Verb.WHY, {"url": links[0]})
    if alert.state in IN_HAND:
        yield _watching(alert)


def _handle(alert: Alert) -> Element:
    """A button that unfolds what is rarer: to note, resolve, assign or snooze, with the words for it."""
    wishes = HANDLED if alert.state in IN_HAND else NOTED
    fields = [
        choice("what", "What", [(said, wish) for wish, said in wishes]),
        field("said", "In your own words"),  # of one name there may be but one field on a card
    ]
    if alert.state in IN_HAND:
        fields.append(person("who", "To whom, if you assign it (you, if empty)"))
        fields.append(field("to", "Or their name, if they are not offered above"))
    return unfolded("Handle…", fields, _triage("Do it", "handle", alert))


def _triage(title: str, wish: str, alert: Alert, **how: object) -> Element:
    return press(title, Verb.TRIAGE, {"wish": wish, "alert": alert.id}, **how)


def _watching(alert: Alert) -> Element:
    """What concerns the watchlist: a name to add, and the terms found, of which each may be silenced."""
    found = (line(one.term) for one in alert.evidence)
    names = [name for name in dict.fromkeys(found) if name][:MAX_MUTES]
    add = form_button(alert.offer_term)
    if not names:
        return add
    chosen = choice("muted", "No alerts about", [(plain(name, 100), name[:200]) for name in names])
    return unfolded("Watchlist…", [chosen], press(f"Mute for {MUTED_DAYS} days", Verb.MUTE, {}), add)


def offered(number: int, one: Offer) -> Element:
    """Return the button of what may be done next; one that needs words unfolds a field or a choice."""
    after = {"again": one.again} if one.again else {}
    if not (one.fill or one.choices):
        return press(plain(one.label, 60), Verb.SAY, {"words": one.words, **after})
    name = f"filled_{number}"  # of one name there may be but one field on a card
    data = {"words": one.words, "field": name, **after}
    if one.choices:
        chosen = choice(
            name, plain(one.fill, 200) or "Which", [(plain(said, 100), word) for said, word in one.choices]
        )
        go_on = press("Go on", Verb.SAY, {**data, "fill": "choice"})
        return unfolded(plain(one.label, 60), [chosen], go_on)
    asked = field(name, plain(one.fill, 200), many=one.many, required=one.many)
    return unfolded(
        plain(one.label, 60),
        [asked],
        press("Do it", Verb.SAY, {**data, "fill": "many" if one.many else "one"}),
    )
