"""The next token of an installation whose tokens end: who gets it, and that it is kept in place of the last.

Part of the table of installations (`bot.tenants.installations`); opens no transaction of its own.
"""

from datetime import datetime, timedelta

from pydantic import SecretStr

from bot.database.interface import Database
from bot.installed import Installation
from bot.tenants.sealing import sealed
from bot.tenants.vault import Vault

RENEW_BEFORE = timedelta(hours=2)  # of the twelve that a token lasts
# What getting one may take, and the pause before the next try. Short, for whoever got the pair may be dead,
# and what was used up is taken again only for a while (docs.slack.dev/authentication/using-token-rotation).
RENEWING = timedelta(seconds=15)


def take_renewal(db: Database, one: Installation, now: datetime, lease: timedelta) -> bool:
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
                **sealed(vault, one.workspace, token, refresh),
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
