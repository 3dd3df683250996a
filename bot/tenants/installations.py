"""The table of installations: which workspace acts for which team, and its token, sealed.

A workspace that removed the app keeps its row without the token, so that installing again gives it the same
team. Takes an open database and never opens a transaction of its own. Part of migration set "bot".
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.database.interface import Database, moment
from bot.installed import Held, Installation
from bot.tenants.sealing import opened, sealed
from bot.tenants.vault import Vault

MIGRATIONS: Sequence[tuple[str, str]] = (
    (
        "0600_installations",
        """
        CREATE TABLE installations (
            workspace TEXT PRIMARY KEY,     -- Slack's id, T…
            team TEXT NOT NULL,             -- whom it acts for; never changes
            name TEXT NOT NULL,
            about TEXT NOT NULL,            -- JSON: app, bot, bot_user, scopes, installer; nothing secret
            installed TEXT NOT NULL,
            generation BIGINT NOT NULL,     -- counts installations
            removed TEXT,                   -- since when there is no token; NULL: in use
            why TEXT NOT NULL DEFAULT '',   -- it was removed
            key_id TEXT,                    -- of the key that sealed the token
            token TEXT                      -- sealed for this workspace (bot.tenants.vault)
        );
        CREATE INDEX installations_by_team ON installations (team);
        """,
    ),
    (
        "0610_tokens_that_expire",
        """
        ALTER TABLE installations ADD COLUMN refresh TEXT;      -- sealed; what the next token is got with
        ALTER TABLE installations ADD COLUMN expires TEXT;      -- the token; NULL: never
        ALTER TABLE installations ADD COLUMN renewing TEXT;     -- until when an instance is at it
        """,
    ),
)
# Slack repeats an event for some minutes: one about a removal may come after the app was installed again.
REPEATED = timedelta(hours=1)


def save(db: Database, vault: Vault, one: Installation, team: str, now: datetime) -> None:
    """Store an installation; of a workspace that is known the team stays what it is."""
    db.execute(
        """
        INSERT INTO installations
            (workspace, team, name, about, installed, generation, key_id, token, refresh, expires)
        VALUES (:workspace, :team, :name, :about, :now, 1, :key, :token, :refresh, :expires)
        ON CONFLICT (workspace) DO UPDATE SET name = excluded.name, about = excluded.about,
            installed = excluded.installed, generation = installations.generation + 1, removed = NULL,
            why = '', key_id = excluded.key_id, token = excluded.token, refresh = excluded.refresh,
            expires = excluded.expires, renewing = NULL
        """,
        {
            "workspace": one.workspace,
            "team": team,
            "name": one.name,
            "about": json.dumps(
                {
                    "app": one.app,
                    "bot": one.bot,
                    "bot_user": one.bot_user,
                    "scopes": list(one.scopes),
                    "installer": one.installer,
                }
            ),
            "now": now,
            "key": vault.newest,
            **sealed(vault, one.workspace, one.token, one.refresh),
            "expires": one.expires,
        },
    )


def find(db: Database, vault: Vault, workspace: str) -> Installation | None:
    """Return the installation in use, None when there is none. Raises VaultError."""
    rows = db.query(
        "SELECT * FROM installations WHERE workspace = :workspace AND token IS NOT NULL",
        {"workspace": workspace},
    )
    return _installation(rows[0], vault) if rows else None


def remove(
    db: Database,
    workspace: str,
    why: str,
    now: datetime,
    told: datetime | None = None,
    generation: int | None = None,
) -> bool:
    """Delete the token and return whether there was one.

    It stays where the removal was of an installation (`told`) or of a token (`generation`) before this one.
    With `generation` it also stays while a renewal is unfinished: Slack may have refused a token that was
    just replaced by one which nobody here has yet.
    """
    rows = db.query(
        f"""
        SELECT installed, generation, refresh, renewing FROM installations
        WHERE workspace = :workspace AND token IS NOT NULL {db.for_update}
        """,  # noqa: S608 - constants
        {"workspace": workspace},
    )
    if not rows:
        return False
    installed = moment(rows[0]["installed"])
    if told is not None and installed - REPEATED < told < installed:
        return False
    if generation is not None and generation != rows[0]["generation"]:
        return False
    if generation is not None and rows[0]["renewing"] and rows[0]["refresh"]:
        return False
    return bool(
        db.execute(
            """
            UPDATE installations SET token = NULL, refresh = NULL, renewing = NULL, key_id = NULL,
                removed = :now, why = :why
            WHERE workspace = :workspace
            """,
            {"workspace": workspace, "now": now, "why": why},
        )
    )


def held(db: Database) -> tuple[Held, ...]:
    """Return every workspace that ever installed the app, by id."""
    return tuple(
        Held(
            workspace=row["workspace"],
            name=row["name"],
            team=row["team"],
            installed=moment(row["installed"]),
            key=row["key_id"] or "",
            removed=moment(row["removed"]) if row["removed"] else None,
            why=row["why"],
        )
        for row in db.query(
            "SELECT workspace, name, team, installed, key_id, removed, why FROM installations"
            " ORDER BY workspace"
        )
    )


def team_of(db: Database, workspace: str) -> str | None:
    """Return the team that a workspace acts for, also after it removed the app; None when it is unknown."""
    rows = db.query("SELECT team FROM installations WHERE workspace = :id", {"id": workspace})
    return rows[0]["team"] if rows else None


def _installation(row: dict[str, Any], vault: Vault) -> Installation:
    about = json.loads(row["about"])
    token, refresh = opened(vault, row)
    return Installation(
        workspace=row["workspace"],
        name=row["name"],
        app=about["app"],
        bot=about["bot"],
        bot_user=about["bot_user"],
        scopes=tuple(about["scopes"]),
        installer=about["installer"],
        token=token,
        refresh=refresh,
        expires=moment(row["expires"]) if row["expires"] else None,
        generation=row["generation"],
    )
