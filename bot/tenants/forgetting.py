"""Forgets a workspace: its token, its team with all that was watched and told, its part of the audit log.

What is public stays: items and official lists. In the audit log the workspace's rows are emptied, and one row
says who forgot it, when, and which rows those are. All in one transaction. Knows the tables by their columns.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.actors import TEAM, Actor
from bot.database.interface import Database
from bot.errors import CommandError
from bot.tenants import installations
from bot.tenants.tenancy import SLACK, team_for
from bot.triage import audit

# In an order that no foreign key minds, and what names alerts or destinations before them.
_OF_A_TEAM: Sequence[tuple[str, str]] = (
    ("deliveries", "alert_id IN (SELECT id FROM alerts WHERE team = :team)"),
    ("deliveries", "destination_id IN (SELECT id FROM destinations WHERE team = :team)"),
    ("quiet_hours", "team = :team"),
    ("digest_queue", "team = :team"),
    ("snoozed", "team = :team"),
    ("colleagues", "team = :team"),
    ("told_keys", "team = :team"),
    ("told_wording", "team = :team"),
    ("verdicts", "team = :team"),
    ("backfill_finds", "team = :team"),
    ("backfill_teams", "team = :team"),
    ("supplier_wins", "team = :team"),
    ("supplier_proposals", "team = :team"),
    ("backfills", "id NOT IN (SELECT backfill FROM backfill_teams)"),
    ("alerts", "team = :team"),
    ("destinations", "team = :team"),
    ("mutes", "team = :team"),
    ("edits", "team = :team"),
    ("terms", "team = :team"),
    ("watchlists", "team = :team"),
    ("teams", "name = :team"),
)


def forget(db: Database, workspace: str, by: Actor, now: datetime) -> dict[str, int]:
    """Delete all that is held of a workspace; return the number of deleted rows by table.

    Called again for the same workspace, it deletes what a poll still under way has written meanwhile. Raises
    CommandError where nothing is held of the workspace, and where other workspaces act for the same team.
    """
    with db.atomic():
        team = installations.team_of(db, workspace) or team_for(workspace)
        sharing = [one.workspace for one in installations.held(db) if one.team == team]
        if team == TEAM or set(sharing) - {workspace}:
            raise CommandError(
                f"{workspace} acts for the team “{team}”, which is not its alone; `workspaces remove` deletes"
                " its token."
            )
        gone: dict[str, int] = {}
        for table, condition in _OF_A_TEAM:
            count = db.execute(f"DELETE FROM {table} WHERE {condition}", {"team": team})  # noqa: S608 - fixed
            gone[table] = gone.get(table, 0) + count
        db.execute("DELETE FROM pauses WHERE channel = :channel", {"channel": f"{SLACK}/{workspace}"})
        gone["installations"] = db.execute(
            "DELETE FROM installations WHERE workspace = :workspace", {"workspace": workspace}
        )
        gone["audit"] = audit.empty(db, by, team, now)
        gone = {table: count for table, count in gone.items() if count}
        if not gone:
            raise CommandError(f"Nothing is held of a workspace “{workspace}”; `workspaces list` shows all.")
        after = ", ".join(f"{count} {table}" for table, count in sorted(gone.items()))
        audit.append(db, by, "workspaces.forget", workspace, after=after, now=now)
    return gone
