"""What a team made of an alert, as Slack shows it: who has it, what was decided, the newest note. Pure.

People are shown by their names in Slack where it was done there: only then is an id one of Slack's.
"""

from bot.alerts import Alert, Line
from bot.cases import Triage, TriageState
from bot.chat.harmless import line, shortened
from bot.chat.slack.blocks import Block, context
from bot.chat.slack.text import Span, Spans, is_person
from bot.chat.wording import briefly, handled, noted

VIA = "slack"
_SIGNS = {
    TriageState.ACKNOWLEDGED: "✅ ",
    TriageState.SNOOZED: "💤 ",
    TriageState.RESOLVED: "☑️ ",
    TriageState.OPEN: "↩️ ",
}


def became(alert: Alert) -> list[Block]:
    """Return who took the alert in hand, got it or decided, and the newest note, small."""
    blocks: list[Block] = []
    if alert.triage:
        did, who, rest = handled(alert)
        sign = _SIGNS.get(alert.state, "")
        person = Span(who, user=_shown(alert.triage))
        blocks += context([(Span(f"{sign}{did} "), person, Span(f" · {rest}"))])
    if alert.notes:
        did, who, rest = noted(alert)
        writer = alert.notes[-1]
        user = writer.user if writer.via == VIA else ""
        blocks += context([(Span(f"🗒️ {did} "), Span(who, user=user), Span(f" · {rest}"))])
    return blocks


def line_became(one: Line) -> Spans:
    """Return what the team made of the alert that a line of a digest stands for."""
    done = one.triage
    if done is None:
        return ()
    if done.to:
        return (
            Span(" · "),
            Span("assigned to", italic=True),
            Span(" "),
            Span(shortened(line(done.to), 80), user=_shown(done)),
        )
    did, _, who = briefly(done).rpartition(" by ")
    return (Span(" · "), Span(f"{did} by", italic=True), Span(" "), Span(who, user=_shown(done)))


def unnamed(alert: Alert) -> set[str]:
    """Return the Slack ids that stand in the text of an alert without a name."""
    done = [one for one in (alert.triage, *(one.triage for one in alert.lines)) if one and one.via == VIA]
    people = {one.user for one in done if not one.name}
    people |= {one.user for one in alert.notes[-1:] if one.via == VIA and not one.name}
    return people | {one.to for one in done if is_person(one.to)}


def _shown(done: Triage) -> str:
    """Return the Slack id of who is named first: who it was given to, else who did it; "" for none."""
    if done.via != VIA:
        return ""
    if done.to:
        return done.to if is_person(done.to) else ""
    return done.user
