"""The table of installations: which workspace acts for which team, and its token, sealed.

A workspace that removed the app keeps its row without the token, so that installing again gives it the same
team. Takes an open database and never opens a transaction of its own. Part of migration set "bot".
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import SecretStr

from bot.database.interface import Database, moment
from bot.errors import VaultError
from bot.installed import Held, Installation
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
RENEW_BEFORE = timedelta(hours=2)  # of the twelve that a token lasts
# What getting one may take, and the pause before the next try. Short, for whoever got the pair may be dead,
# and what was used up is taken again only for a while (docs.slack.dev/authentication/using-token-rotation).
RENEWING = timedelta(seconds=15)
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
            **_sealed(vault, one.workspace, one.token, one.refresh),
            "expires": one.expires,
        },
    )


def take_renewal(db: Database, one: Installation, now: datetime, lease: timedelta = RENEWING) -> bool:
    """Return whether the token ends soon and nobody else is getting the next one; from now on we are.

    What is written is also the memory that a renewal was begun: `unfinished` names it until its pair is kept.
    """
    return bool(
        db.execute(
            """
            UPDATE installations SET renewing = :until
            WHERE workspace = :workspace AND generation = :generation AND token IS NOT NULL
              AND expires <= :soon AND (renewing IS NULL OR renewing <= :now OR renewing > :absurd)
            """,
            {
                "workspace": one.workspace,
                "generation": one.generation,
                "now": now,
                "soon": now + RENEW_BEFORE,
                "until": now + lease,
                "absurd": now + 5 * lease,  # written by a clock that was put back since
            },
        )
    )


def unfinished(db: Database) -> tuple[str, ...]:
    """Return the workspaces whose renewal was begun, and whose next pair is not kept (yet, or any more)."""
    rows = db.query(
        "SELECT workspace FROM installations"
        " WHERE renewing IS NOT NULL AND refresh IS NOT NULL AND token IS NOT NULL ORDER BY workspace"
    )
    return tuple(row["workspace"] for row in rows)


def renew(
    db: Database, vault: Vault, one: Installation, token: SecretStr, refresh: SecretStr, expires: datetime
) -> bool:
    """Keep the next token in place of `one`'s. Return whether that is still the one held."""
    return bool(
        db.execute(
            """
            UPDATE installations SET token = :token, refresh = :refresh, expires = :expires, key_id = :key,
                renewing = NULL, generation = generation + 1
            WHERE workspace = :workspace AND generation = :generation AND token IS NOT NULL
            """,
            {
                "workspace": one.workspace,
                "generation": one.generation,
                "expires": expires,
                "key": vault.newest,
                **_sealed(vault, one.workspace, token, refresh),
            },
        )
    )


def never_renew(db: Database, one: Installation) -> bool:
    """Forget what the next token would be got with, if it is still `one`'s. Return whether it was."""
    return bool(
        db.execute(
            "UPDATE installations SET refresh = NULL, renewing = NULL"
            " WHERE workspace = :workspace AND generation = :generation AND refresh IS NOT NULL",
            {"workspace": one.workspace, "generation": one.generation},
        )
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


def reseal(db: Database, vault: Vault) -> tuple[int, dict[str, str]]:
    """Seal every token anew that an older key sealed. Return how many, and why which could not be opened."""
    rows = db.query(
        "SELECT workspace, token, refresh FROM installations WHERE token IS NOT NULL AND key_id <> :newest"
        " ORDER BY workspace",
        {"newest": vault.newest},
    )
    count, unread = 0, {}
    for row in rows:
        try:
            sealed = _sealed(vault, row["workspace"], *_opened(vault, row))
        except VaultError as error:
            unread[row["workspace"]] = str(error)
            continue
        count += db.execute(  # what somebody installed meanwhile stays
            "UPDATE installations SET token = :token, refresh = :refresh, key_id = :key"
            " WHERE workspace = :id AND token = :old",
            {**sealed, "key": vault.newest, "id": row["workspace"], "old": row["token"]},
        )
    return count, unread


def _installation(row: dict[str, Any], vault: Vault) -> Installation:
    about = json.loads(row["about"])
    token, refresh = _opened(vault, row)
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


def _sealed(
    vault: Vault, workspace: str, token: SecretStr, refresh: SecretStr | None
) -> dict[str, str | None]:
    return {
        "token": vault.seal(token.get_secret_value(), _about(workspace)),
        "refresh": vault.seal(refresh.get_secret_value(), _refresh(workspace)) if refresh else None,
    }


def _opened(vault: Vault, row: dict[str, Any]) -> tuple[SecretStr, SecretStr | None]:
    token, refresh, workspace = row["token"], row["refresh"], row["workspace"]
    return (
        SecretStr(vault.open(token, _about(workspace))),
        SecretStr(vault.open(refresh, _refresh(workspace))) if refresh else None,
    )


def _about(workspace: str) -> str:
    return f"slack bot token of {workspace}"


def _refresh(workspace: str) -> str:
    return f"slack refresh token of {workspace}"
