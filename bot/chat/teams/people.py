"""What a person in Teams may do: editors by setting, members of the own tenant by default, guests never.

Knows activities' senders and the conversation's roster. Without Graph nobody can be asked who is an admin
or a team owner, so these roles do not exist here (docs/teams.md, "Who may edit").
"""

import asyncio
import logging
import re
import time
from collections import OrderedDict
from dataclasses import dataclass

import httpx
from pydantic import ValidationError

from bot.actors import Role
from bot.chat.harmless import line
from bot.chat.teams.sdk import ActivityBase, App, TeamsChannelAccount

logger = logging.getLogger(__name__)

ANYONE = "*"
_REMEMBERED, _PEOPLE = 600.0, 2000  # seconds, entries
_ROSTER_SECONDS = 5.0
_OBJECT_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who wrote to the bot. `member` is True for a member of the tenant, None when unknown."""

    object_id: str
    names: tuple[str, ...] = ()  # user principal name and mail address
    member: bool | None = None


def role_of(person: Person, editors: tuple[str, ...]) -> Role:
    """Return what the person may do.

    Nobody listed: every member of the tenant edits. Somebody listed: they do, by object id, by user
    principal name, or all members by `*`. Guests and people of other tenants never do; where that cannot
    be told, only an object id on the list is believed.
    """
    wanted = {one.casefold() for one in editors}
    listed = person.object_id.casefold() in wanted
    if person.member is False or not person.object_id:
        return Role.READER
    if person.member is None:
        return Role.EDITOR if listed else Role.READER
    named = any(name.casefold() in wanted for name in person.names)
    return Role.EDITOR if listed or named or not wanted or ANYONE in wanted else Role.READER


class People:
    """Asks the conversation's roster who somebody is, and remembers the answer for ten minutes.

    `tenant` is the own one; None stands for a trial on one machine, where everybody is a member.
    """

    def __init__(self, app: App, *, tenant: str | None, editors: tuple[str, ...]) -> None:
        self._app = app
        self._tenant = tenant
        self._editors = editors
        self._known: OrderedDict[tuple[str, str], tuple[float, Person]] = OrderedDict()

    async def role(self, activity: ActivityBase) -> Role:
        """Return what the sender of the activity may do."""
        sender = activity.from_
        if self._tenant is None:
            return role_of(Person(object_id=sender.aad_object_id or sender.id, member=True), self._editors)
        key = (activity.conversation.id.partition(";")[0], sender.id)
        until, person = self._known.get(key, (0.0, None))
        if person is None or until < time.monotonic():
            person = await self._ask(activity)
            if person.member is not None:
                self._known[key] = (time.monotonic() + _REMEMBERED, person)
                self._known.move_to_end(key)
                while len(self._known) > _PEOPLE:
                    self._known.popitem(last=False)
        return role_of(person, self._editors)

    async def called(self, activity: ActivityBase, object_id: str) -> str:
        """Return what somebody of the conversation is called, "" where its roster knows no such person."""
        if not _OBJECT_ID.fullmatch(object_id):  # it becomes part of an address
            return ""
        found = await self._member(activity, object_id)
        return line(found.name or "")[:100] if found is not None else ""

    async def _member(self, activity: ActivityBase, member: str) -> TeamsChannelAccount | None:
        """Return what the conversation's roster says of somebody, None where it does not answer."""
        api = self._app.api.clone(service_url=activity.service_url)
        conversation = activity.conversation.id.partition(";")[0]
        try:
            async with asyncio.timeout(_ROSTER_SECONDS):
                found: TeamsChannelAccount = await api.conversations.get_member_by_id(conversation, member)
        except (httpx.HTTPError, TimeoutError, ValidationError, ValueError, OSError) as error:
            logger.warning("teams.roster_failed error=%s", type(error).__name__)
            return None
        return found

    async def _ask(self, activity: ActivityBase) -> Person:
        sender = activity.from_
        found = await self._member(activity, sender.id)
        if found is None:
            return Person(object_id=sender.aad_object_id or "")
        name = found.user_principal_name or ""
        # A guest's principal name holds #EXT#; members of shared channels keep the tenant they come from.
        guest = (found.user_role or "").casefold() in ("guest", "anonymous") or "#ext#" in name.casefold()
        own = found.tenant_id is None or found.tenant_id == self._tenant
        same = sender.aad_object_id is None or found.aad_object_id in (None, sender.aad_object_id)
        return Person(
            object_id=sender.aad_object_id or found.aad_object_id or "",
            names=tuple(one for one in (name, found.email or "") if one),
            member=own and same and not guest,
        )
