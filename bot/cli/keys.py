"""`keys` and `workspaces`: the keys under which tokens are stored, and who installed the Slack app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from bot.actors import TEAM, operator
from bot.cli.help import Listed
from bot.cli.run import own_store
from bot.cli.writing import ask_first, print_json
from bot.errors import CommandError

if TYPE_CHECKING:
    from bot.database.interface import Database
    from bot.installed import Held


@click.group(cls=Listed)
def keys() -> None:
    """The keys under which tokens of Slack workspaces are stored."""


@keys.command("new")
def keys_new() -> None:
    """Print a new key; put it in front of SANCTIONS_WATCH_SECRET_KEYS, it is kept nowhere else."""
    from bot.tenants.vault import new_key

    click.echo(new_key())


@keys.command("rotate")
def keys_rotate() -> None:
    """Store every token anew under the newest key, so that older keys may be taken away."""
    from bot.opening import now_utc
    from bot.settings import load
    from bot.tenants.tenancy import renew_seals
    from bot.tenants.vault import build_vault

    settings = load()
    vault = build_vault(settings)
    count, unread = renew_seals(own_store(settings), vault, operator(TEAM), now_utc())
    click.echo(f"{count} stored anew under key {vault.newest}.")
    for workspace, why in unread.items():
        click.echo(f"{workspace}: {why}.", err=True)
    if not unread:
        click.echo("Every stored token is under it: older keys may go from SANCTIONS_WATCH_SECRET_KEYS.")
    click.get_current_context().exit(int(bool(unread)))


@click.group(cls=Listed)
def workspaces() -> None:
    """The Slack workspaces that installed the app."""


@workspaces.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
def workspaces_list(as_json: bool) -> None:
    """Each workspace with its team, its channels and whether it is in use; never a token."""
    from bot.tenants import installations

    db = own_store()
    rows = [_row(db, one) for one in installations.held(db)]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        state = f"removed {row['removed'][:10]} ({row['why']})" if row["removed"] else f"key {row['key']}"
        where = ", ".join(row["channels"]) or "no channel yet"
        click.echo(f"{row['workspace']}  {row['name']}  team {row['team']}  {where}  {state}")
    if not rows:
        click.echo("No workspace has installed the app; docs/slack.md says how one may.")


@workspaces.command("remove")
@click.argument("workspace", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
def workspaces_remove(workspace: str, yes: bool) -> None:
    """Delete the token of a workspace; its alerts wait until it installs the app again."""
    from bot.opening import now_utc
    from bot.tenants import installations
    from bot.tenants.tenancy import take_away

    db = own_store()
    held = {one.workspace: one for one in installations.held(db) if one.removed is None}
    if workspace not in held:
        raise CommandError(f"No workspace “{workspace}” in use; there are: {', '.join(held) or 'none'}.")
    ask_first(
        f"Delete the token of {held[workspace].name} ({workspace})?", yes=yes, why="this deletes a token"
    )
    take_away(db, workspace, "workspaces remove", now_utc(), by=operator(TEAM))
    click.echo(
        f"The token of {workspace} is deleted. Remove the app in Slack too: there it is still installed."
    )


@workspaces.command("forget")
@click.argument("workspace", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
def workspaces_forget(workspace: str, yes: bool) -> None:
    """Delete all that is held of a workspace: token, watchlists, alerts, history. There is no way back."""
    from bot.matching.kept_tables import beside
    from bot.opening import now_utc
    from bot.settings import load
    from bot.tenants.forgetting import forget

    settings = load()
    if settings.legal_hold:
        raise CommandError("Nothing was changed: SANCTIONS_WATCH_LEGAL_HOLD is set, so nothing is deleted.")
    question = f"Delete token, watchlists, alerts and history of {workspace} for good?"
    ask_first(question, yes=yes, why="this deletes all of a workspace")
    db = own_store(settings)
    if settings.sqlite_path is not None:
        db.execute("PRAGMA secure_delete=ON")  # what is deleted is overwritten in the file
    gone = forget(db, workspace, operator(TEAM), now_utc())
    if (index := beside(settings.sqlite_path, "index")) is not None:
        index.unlink(missing_ok=True)  # it holds the watchlists of all teams; the next start makes it anew
    click.echo(f"{workspace} is forgotten: " + ", ".join(f"{n} {table}" for table, n in gone.items()) + ".")
    click.echo("Remove the app in Slack too. Backups, and copies beside the file, still hold it.")


def _row(db: Database, one: Held) -> dict[str, Any]:
    from bot.outbox import outbox

    places = [place for place in outbox.destinations(db, one.team) if place.workspace == one.workspace]
    return {
        "workspace": one.workspace,
        "name": one.name,
        "team": one.team,
        "installed": one.installed.isoformat(),
        "removed": one.removed.isoformat() if one.removed else None,
        "why": one.why,
        "key": one.key,
        "channels": [place.address for place in places],
    }


KEYS: tuple[click.Command, ...] = (keys, workspaces)
