"""`alerts …`: what the team was told, and what becomes of it; the words, options and who may give them."""

import click

from bot.actors import Role
from bot.cases import Cause, TriageState
from bot.commands import alert_shown
from bot.commands import alerts as commands_alerts
from bot.commands import triage as commands_triage
from bot.grammar.asking import IDS, LATER, MOST, Ask, Later, needs
from bot.grammar.phrase_options import IdsCommand, PhraseOption, SpokenOption
from bot.phrases import phrase
from bot.replies import Reply
from bot.triage.handling import Wish

_NOTE = click.option("--note", cls=PhraseOption, default="", help="Shown with the alert.")
_SPOKEN_NOTE = click.option("--note", cls=SpokenOption, default="", help="Shown with the alert.")


@click.group()
def alerts() -> None:
    """What the team was told."""


@alerts.command("list")
@click.argument("name", nargs=-1, metavar="[NAME]")
@click.option("--since", default="", help="12h, 30d, 2w, or a day such as 2026-11-01.")
@click.option("--limit", default=20, type=MOST, metavar="N", show_default=True, help="How many at the most.")
@click.option("--severity", type=click.Choice(["high", "medium", "low"]), help="Only these.")
@click.option("--state", type=click.Choice([str(one) for one in TriageState]), help="Only these.")
@needs(Role.READER)
def alerts_list(
    ask: Ask, name: tuple[str, ...], since: str, limit: int, severity: str | None, state: str | None
) -> Reply:
    """The newest alerts, or those about NAME, and who took them in hand."""
    return commands_alerts.alerts_list(
        ask.desk,
        ask.actor,
        phrase(name),
        limit=limit,
        severity=severity or "",
        state=state or "",
        since=since,
    )


@alerts.command("show")
@click.argument("alert_id", metavar="ID")
@needs(Role.READER)
def alerts_show(ask: Ask, alert_id: str) -> Reply:
    """All that is known of one alert."""
    return alert_shown.alerts_show(ask.desk, ask.actor, alert_id)


@alerts.command("acknowledge", cls=IdsCommand)
@click.argument("alert_ids", **IDS)
@_SPOKEN_NOTE
@needs(Role.EDITOR)
def alerts_acknowledge(ask: Ask, alert_ids: tuple[str, ...], note: str) -> Reply:
    """Say that you look into an alert, or several; the message shows who."""
    wish = Wish(state=TriageState.ACKNOWLEDGED, reason=note)
    return commands_triage.settle_all(ask.desk, ask.actor, alert_ids, wish)


@alerts.command("assign", cls=IdsCommand)
@click.argument("alert_ids", **IDS)
@click.option("--to", cls=SpokenOption, default="", metavar="PERSON", help="Who has it now; you without it.")
@_NOTE
@needs(Role.EDITOR)
def alerts_assign(ask: Ask, alert_ids: tuple[str, ...], to: str, note: str) -> Reply:
    """Give an alert, or several, to somebody; or take it, whoever has it."""
    wish = commands_triage.assigned(ask.actor, to, note)
    return commands_triage.settle_all(ask.desk, ask.actor, alert_ids, wish)


@alerts.command("snooze", cls=IdsCommand)
@click.argument("alert_ids", **IDS)
@click.option("--days", type=click.IntRange(1, 3_650), metavar="N", help="For how long; 7 without it.")
@click.option(
    "--until", cls=SpokenOption, type=LATER, metavar="DAY", help="Until when: 2026-12-24, tomorrow, friday."
)
@_NOTE
@needs(Role.EDITOR)
def alerts_snooze(
    ask: Ask, alert_ids: tuple[str, ...], days: int | None, until: Later | None, note: str
) -> Reply:
    """Let an alert wait until a day; then it is open again, and the channel is told."""
    wish = commands_triage.snoozed(days, until, note, ask.desk.clock())
    return commands_triage.settle_all(ask.desk, ask.actor, alert_ids, wish)


@alerts.command("resolve", cls=IdsCommand)
@click.argument("alert_ids", **{**IDS, "metavar": "ID… REASON"})
@click.option(
    "--reason", cls=SpokenOption, default="", help="What was decided or done; shown with the alert."
)
@needs(Role.EDITOR)
def alerts_resolve(ask: Ask, alert_ids: tuple[str, ...], reason: str) -> Reply:
    """Close an alert, or several, that were looked into: what was decided or done is kept."""
    return commands_triage.settle_all(ask.desk, ask.actor, alert_ids, commands_triage.resolved(reason))


@alerts.command("dismiss", cls=IdsCommand)
@click.argument("alert_ids", **IDS)
@click.option("--because", type=click.Choice([str(one) for one in Cause]), help="Why, in a word.")
@click.option("--reason", cls=SpokenOption, default="", help="Why it is of no concern; shown with the alert.")
@needs(Role.EDITOR)
def alerts_dismiss(ask: Ask, alert_ids: tuple[str, ...], because: str | None, reason: str) -> Reply:
    """Put an alert aside, or several; its message shrinks to a line and shows who."""
    word = "-".join(reason.lower().split())
    if because is None and word in list(Cause):  # the cause itself, said where a reason may stand
        because, reason = word, ""
    wish = Wish(state=TriageState.DISMISSED, reason=reason, cause=Cause(because) if because else None)
    return commands_triage.settle_all(ask.desk, ask.actor, alert_ids, wish)


@alerts.command("reopen", cls=IdsCommand)
@click.argument("alert_ids", **IDS)
@_SPOKEN_NOTE
@needs(Role.EDITOR)
def alerts_reopen(ask: Ask, alert_ids: tuple[str, ...], note: str) -> Reply:
    """Undo what was made of an alert, or of several: it is open again."""
    wish = Wish(state=TriageState.OPEN, reason=note)
    return commands_triage.settle_all(ask.desk, ask.actor, alert_ids, wish)


@alerts.command("note")
@click.argument("alert_id", metavar="ID")
@click.argument("text", nargs=-1, required=True, metavar="TEXT")
@needs(Role.EDITOR)
def alerts_note(ask: Ask, alert_id: str, text: tuple[str, ...]) -> Reply:
    """Keep a remark with an alert; its message shows the newest one."""
    return commands_triage.note(ask.desk, ask.actor, alert_id, phrase(text))
