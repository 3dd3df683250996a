"""Who asks: the person, their workspace, the team they act for, and what they may do."""

import getpass
import os
from dataclasses import dataclass
from enum import StrEnum

TEAM = "default"  # the team of a bot with one


class Role(StrEnum):
    """What a person may do: readers look, editors change watchlists and sources, owners all."""

    READER = "reader"
    EDITOR = "editor"
    OWNER = "owner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person at a front end. `via` is cli, slack or teams; `user` its id there."""

    team: str
    user: str
    role: Role
    via: str
    workspace: str = ""
    channel: str = ""
    name: str = ""  # as the front end shows them; never proof of anything
    request_id: str = ""  # event_id, trigger_id …: handled once
    tenant: bool = False  # of one of several workspaces that installed the app: what all share is not theirs

    @property
    def listed_as(self) -> str:
        """Return how SANCTIONS_WATCH_EDITORS names them: an id is unique in its workspace only."""
        return f"{self.workspace}/{self.user}" if self.tenant else self.user


def operator(team: str) -> Actor:
    """Return the person at the shell of the machine that runs the bot: they may do everything."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):  # a container's user id may have no name
        user = str(os.getuid())
    return Actor(team=team, user=user, role=Role.OWNER, via="cli")
