"""The table of the commands, once for every front end: their words, options and who may give them.

Each command hands its words to the module that answers (`bot.commands`) and returns a Reply; what is said of
the watchlist is in `bot.grammar.watchlist`, of alerts in `bot.grammar.alerts`. Nothing here reads or writes
files: what does is in `bot.cli.main` alone, so no chat can reach it.
"""

import click

from bot.actors import Role
from bot.commands import lists as commands_lists
from bot.commands import names as commands_names
from bot.commands import quiet as commands_quiet
from bot.commands import records as commands_records
from bot.commands import rules as commands_rules
from bot.commands import status as commands_status
from bot.commands import suppliers as commands_suppliers
from bot.commands import why as commands_why
from bot.grammar.alerts import alerts
from bot.grammar.asking import MOST, NAME, PAGE, SOURCE, Ask, needs, one_name, really
from bot.grammar.watchlist import watchlist
from bot.phrases import phrase
from bot.replies import Reply


# Telephones write the first letter large: commands, options and choices are read in small letters.
@click.group(add_help_option=False, context_settings={"token_normalize_func": str.lower})
def words() -> None:
    """Everything a person may ask, in any front end."""


@words.command()
@click.argument("name", **NAME)
@click.option(
    "--limit", default=10, type=MOST, metavar="N", show_default=True, help="How many candidates at the most."
)
@needs(Role.READER)
def lookup(ask: Ask, name: tuple[str, ...], limit: int) -> Reply:
    """Look a name up on every list held here."""
    return commands_names.lookup(ask.desk, ask.actor, one_name(name), limit=limit)


@words.command()
@click.argument("url")
@needs(Role.READER)
def why(ask: Ask, url: str) -> Reply:
    """What happened to the item at URL, and why it was or was not posted."""
    return commands_why.why(ask.desk, ask.actor, url)


@words.command()
@needs(Role.READER)
def status(ask: Ask) -> Reply:
    """What waits, what is watched, and how the reading goes."""
    return commands_status.status(ask.desk, ask.actor)


words.add_command(watchlist)  # here, because help shows the commands in this order
words.add_command(alerts)


@words.group()
def sources() -> None:
    """What is polled, and how it is."""


@sources.command("list")
@needs(Role.READER)
def sources_list(ask: Ask) -> Reply:
    """Every source with its health."""
    return commands_records.sources_list(ask.desk)


@sources.command("remove")
@click.argument("source_id", **SOURCE)
@needs(Role.EDITOR, shared=True)
def sources_remove(ask: Ask, source_id: tuple[str, ...]) -> Reply:
    """Stop polling a source and forget its state."""
    meant = commands_records.source_meant(ask.desk, phrase(source_id))
    if not ask.confirmed:
        name = commands_records.source_named(ask.desk, meant)
        return really(f"Stop polling “{name}” and forget its state? What it brought stays on record.")
    return commands_records.sources_remove(ask.desk, ask.actor, meant)


@sources.command("pause")
@click.argument("source_id", **SOURCE)
@needs(Role.EDITOR, shared=True)
def sources_pause(ask: Ask, source_id: tuple[str, ...]) -> Reply:
    """Stop polling a source for now."""
    meant = commands_records.source_meant(ask.desk, phrase(source_id))
    if not ask.confirmed:
        name = commands_records.source_named(ask.desk, meant)
        return really(f"Stop polling “{name}” until somebody resumes it?")
    return commands_records.sources_pause(ask.desk, ask.actor, meant, paused=True)


@sources.command("resume")
@click.argument("source_id", **SOURCE)
@needs(Role.EDITOR, shared=True)
def sources_resume(ask: Ask, source_id: tuple[str, ...]) -> Reply:
    """Go on polling a source, at once."""
    meant = commands_records.source_meant(ask.desk, phrase(source_id))
    return commands_records.sources_pause(ask.desk, ask.actor, meant, paused=False)


@words.command()
@click.argument("name", nargs=-1, metavar="[NAME]")
@click.option("--limit", default=20, type=MOST, metavar="N", show_default=True, help="How many at the most.")
@needs(Role.READER)
def suppliers(ask: Ask, name: tuple[str, ...], limit: int) -> Reply:
    """Who sold to watched buyers, or sold watched chips and clouds, and how often."""
    return commands_suppliers.suppliers_list(ask.desk, ask.actor, phrase(name), limit=limit)


@words.command()
@click.argument("name", **NAME)
@needs(Role.EDITOR)
def decline(ask: Ask, name: tuple[str, ...]) -> Reply:
    """A supplier that was proposed is not to be watched."""
    return commands_suppliers.supplier_declined(ask.desk, ask.actor, one_name(name))


@words.group()
def lists() -> None:
    """The official lists held here."""


@lists.command("list")
@needs(Role.READER)
def lists_list(ask: Ask) -> Reply:
    """Date, entries and state of each list."""
    return commands_lists.lists_list(ask.desk)


@lists.command("changes")
@click.argument("name", nargs=-1, metavar="[LIST]")
@click.option("--since", default="7d", show_default=True, help="12h, 7d, 2w, or a day such as 2026-11-01.")
@click.option("--page", default=1, type=PAGE, metavar="N", help="Which page of a long answer.")
@needs(Role.READER)
def lists_changes(ask: Ask, name: tuple[str, ...], since: str, page: int) -> Reply:
    """What changed on official lists lately, entry by entry, field by field."""
    return commands_lists.lists_changes(ask.desk, phrase(name), since=since, page=page)


@words.group("quiet")
def quiet() -> None:
    """The hours in which nothing is posted, and what waits for their end."""


@quiet.command("show")
@needs(Role.READER)
def quiet_show(ask: Ask) -> Reply:
    """Which quiet hours there are, and what waits."""
    return commands_quiet.show(ask.desk, ask.actor)


@quiet.command("hours")
@click.argument("hours", nargs=-1, required=True, metavar="FROM-TO [ZONE]")
@click.option(
    "--except",
    "loud",
    type=click.Choice(["high", "medium", "low"]),
    help="What is so grave, or graver, is posted at once.",
)
@click.option("--weekend", is_flag=True, help="All Saturday and Sunday too.")
@needs(Role.EDITOR)
def quiet_hours(ask: Ask, hours: tuple[str, ...], loud: str | None, weekend: bool) -> Reply:
    """Hold alerts back in these hours and tell them in one digest afterwards."""
    return commands_quiet.begin(ask.desk, ask.actor, " ".join(hours), loud=loud or "", weekend=weekend)


@quiet.command("off")
@needs(Role.EDITOR)
def quiet_off(ask: Ask) -> Reply:
    """No quiet hours any more; what waited is told now."""
    return commands_quiet.end(ask.desk, ask.actor)


@words.group("rules")
def rules() -> None:
    """What is posted at once, and how near each other terms must stand to be of high severity."""


@rules.command("show")
@needs(Role.READER)
def rules_show(ask: Ask) -> Reply:
    """What is posted at once, what waits for the daily digest, and how near is near."""
    return commands_rules.show(ask.desk, ask.actor)


@rules.command("set")
@click.option(
    "--post",
    type=click.Choice(["high", "medium", "low", "none"]),
    help="What is so grave, or graver, is posted at once; the rest waits for the daily digest.",
)
@click.option(
    "--near",
    type=click.IntRange(1, commands_rules.FARTHEST),
    metavar="N",
    help="How many characters may stand between two terms of high severity.",
)
@needs(Role.EDITOR)
def rules_set(ask: Ask, post: str | None, near: int | None) -> Reply:
    """Choose what is posted at once, or how near is near, from the next item on."""
    return commands_rules.change(ask.desk, ask.actor, post=post, near=near)


@rules.command("reset")
@needs(Role.EDITOR)
def rules_reset(ask: Ask) -> Reply:
    """Post and weigh as a new team does."""
    return commands_rules.reset(ask.desk, ask.actor)
