"""An installation's tokens as the table holds them: sealed for their workspace, opened, sealed anew."""

from typing import Any

from pydantic import SecretStr

from bot.database.interface import Database
from bot.errors import VaultError
from bot.tenants.vault import Vault


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
            anew = sealed(vault, row["workspace"], *opened(vault, row))
        except VaultError as error:
            unread[row["workspace"]] = str(error)
            continue
        count += db.execute(  # what somebody installed meanwhile stays
            "UPDATE installations SET token = :token, refresh = :refresh, key_id = :key"
            " WHERE workspace = :id AND token = :old",
            {**anew, "key": vault.newest, "id": row["workspace"], "old": row["token"]},
        )
    return count, unread


def sealed(
    vault: Vault, workspace: str, token: SecretStr, refresh: SecretStr | None
) -> dict[str, str | None]:
    """Return both tokens sealed, by the name of their column."""
    return {
        "token": vault.seal(token.get_secret_value(), _about(workspace)),
        "refresh": vault.seal(refresh.get_secret_value(), _refresh(workspace)) if refresh else None,
    }


def opened(vault: Vault, row: dict[str, Any]) -> tuple[SecretStr, SecretStr | None]:
    """Return the token of a row, and what the next one is got with. Raises VaultError."""
    token, refresh, workspace = row["token"], row["refresh"], row["workspace"]
    return (
        SecretStr(vault.open(token, _about(workspace))),
        SecretStr(vault.open(refresh, _refresh(workspace))) if refresh else None,
    )


def _about(workspace: str) -> str:
    return f"slack bot token of {workspace}"


def _refresh(workspace: str) -> str:
    return f"slack refresh token of {workspace}"
