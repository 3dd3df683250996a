"""Who in Slack may do what: admins, owners and listed editors edit, members read, strangers get nothing.

Knows `users.info` and the setting for editors. A button's value or a modal's content proves nothing: the
acting person is looked up for each action (answers are kept for a minute).
"""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.actors import Role
from bot.chat.harmless import line
from bot.chat.slack.client import Workspace

EVERYONE = "*"
KEPT = 60.0  # seconds
LOOKED_THROUGH = 1000  # people of a workspace among whom an admin is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What a person may do here.

    `member` is false for people of other workspaces, `full` for these, guests, bots and people who left.
    """

    role: Role
    member: bool
    full: bool = True
    name: str = ""  # as the workspace shows it; never proof of anything


def judge(user: Mapping[str, Any], team: str, editors: Collection[str]) -> Person:
    """Return what the person that `users.info` describes may do in workspace `team`.

    Guests, bots, people who left, and people of other workspaces never edit, whatever the setting says. It
    names a person by id, with or without the workspace before it (T…/U…).
    """
    grid = user.get("enterprise_user") or {}
    member = not user.get("is_stranger") and (
        user.get("team_id") == team or team in (grid.get("teams") or ())
    )
    full = member and not any(
        user.get(flag) for flag in ("deleted", "is_bot", "is_restricted", "is_ultra_restricted")
    )
    if not full:
        return Person(role=Role.READER, member=member, full=False)
    if user.get("is_owner") or user.get("is_primary_owner"):
        return Person(role=Role.OWNER, member=True)
    names = {user.get("id"), EVERYONE, f"{team}/{user.get('id')}", f"{team}/{EVERYONE}"}
    if user.get("is_admin") or not names.isdisjoint(editors):
        return Person(role=Role.EDITOR, member=True)
    return Person(role=Role.READER, member=True)


def _called(user: Mapping[str, Any]) -> str:
    """Return the name of the person that `users.info` describes: the one a record should bear comes first."""
    profile = user.get("profile") or {}
    names = (profile.get("real_name"), user.get("real_name"), profile.get("display_name"), user.get("name"))
    return next((line(name)[:100] for name in names if isinstance(name, str) and line(name)), "")


def how_to_edit(user: str) -> str:
    """Return the sentence for someone who may not edit: who may, and what to do about it."""
    return (
        "Only workspace admins and listed editors change the watchlist. To become an editor, ask whoever"
        f" runs sanctions-watch to add your member ID {user} to SANCTIONS_WATCH_EDITORS in its .env"
        " (or * for every full member) and to restart it."
    )


class People:
    """Looks people up, and keeps the answer for a minute."""

    def __init__(
        self,
        client: AsyncWebClient,
        workspace: Workspace,
        editors: Collection[str],
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._workspace = workspace
        self._editors = frozenset(editors)
        self._monotonic = monotonic
        self._known: dict[str, tuple[float, Person]] = {}
        self._ruled: bool | None = None  # whether the workspace has an admin; None: not looked yet

    async def person(self, user: str) -> Person:
        """Return what `user` may do. Raises what slack_sdk raises while Slack cannot be asked."""
        now = self._monotonic()
        known = self._known.get(user)
        if known is not None and now - known[0] < KEPT:
            return known[1]
        team = (await self._workspace.identity()).team
        answer = await self._client.users_info(user=user)
        described = answer.get("user") or {}
        person = replace(judge(described, team, self._editors), name=_called(described))
        if person.role is Role.READER and person.full and not self._editors and await self._nobody_rules():
            person = replace(person, role=Role.EDITOR)
        self._known = {one: kept for one, kept in self._known.items() if now - kept[0] < KEPT}
        self._known[user] = (now, person)
        return person

    async def _nobody_rules(self) -> bool:
        """Return whether the workspace surely has no admin and no owner, who alone could name editors.

        Every workspace of Slack has an owner, so this is true of emulators and test benches only. When the
        list of people is long or cannot be had, somebody is taken to rule.
        """
        if self._ruled is None:
            seen = 0
            try:
                async for page in await self._client.users_list(limit=200):
                    people = page.get("members") or []
                    seen += len(people)
                    if seen > LOOKED_THROUGH or any(
                        one.get("is_admin") or one.get("is_owner") for one in people
                    ):
                        self._ruled = True
                        break
                else:
                    self._ruled = not seen
            except SlackApiError:
                return False
        return not self._ruled
