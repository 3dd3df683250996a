"""Who asks: a Slack request that is met for the first time, by a person of the workspace, to an Actor.

Knows people and workspaces. Must not know commands, nor how answers look.
"""

import logging
from dataclasses import dataclass

from bot.actors import Actor
from bot.chat.slack.client import Workspace
from bot.chat.slack.faults import sentence
from bot.chat.slack.people import People
from bot.replies import Responder

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a verified payload says: who, where, and an id that comes once."""

    user: str
    channel: str
    id: str
    trigger: str = ""


class Refused(Exception):  # noqa: N818 - not an error: an answer
    """The person who asks gets this sentence and nothing else."""


class Gate:
    """Lets each request of one workspace's people through once.

    `tenant`: one of several workspaces that installed the app (`Actor.tenant`).
    """

    def __init__(self, *, responder: Responder, people: People, workspace: Workspace, tenant: bool) -> None:
        self._responder = responder
        self._people = people
        self._workspace = workspace
        self._tenant = tenant

    async def is_new(self, request: Request) -> bool:
        """Return whether this request is new. While the store cannot say, better twice than never."""
        try:
            return not request.id or await self._responder.first_time(f"slack:{request.id}")
        except Exception:  # noqa: BLE001 - whatever the store does, the person gets an answer
            _LOG.warning("slack.request_not_remembered", exc_info=True)
            return True

    async def actor(self, request: Request) -> Actor:
        """Return who asks.

        Raises Refused for people of other workspaces, and those Slack cannot name now.
        """
        try:
            home = await self._workspace.identity()
            person = await self._people.person(request.user)
        except Exception as error:  # noqa: BLE001 - whatever the SDK raises
            _LOG.warning("slack.person_unknown reason=%s", sentence(error))
            raise Refused(f"Slack did not say who you are: {sentence(error)}. Please try again.") from None
        if not person.member:
            raise Refused("sanctions-watch answers members of its own workspace only.")
        return Actor(
            team=await self._responder.team_of("slack", home.team),
            user=request.user,
            role=person.role,
            via="slack",
            workspace=home.team,
            channel=request.channel,
            name=person.name,
            request_id=request.id,
            tenant=self._tenant,
        )

    async def team(self) -> str:
        """Return the team that the workspace is."""
        return await self._responder.team_of("slack", (await self._workspace.identity()).team)
