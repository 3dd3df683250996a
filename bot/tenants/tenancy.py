"""Who uses the bot: workspaces that installed it, the team each acts for, and where alerts go.

Joins the store, the vault and the clock; the real `Installations`. Everything is one
transaction each, with its row in the audit log.
"""

import base64
import hashlib
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from pydantic import SecretStr

import watchlists.store
from bot import health
from bot.actors import Actor, Role
from bot.alerts import Destination
from bot.database.interface import Database, StoreThread, moment, stamp
from bot.errors import SettingsError, VaultError
from bot.installed import Held, Installation
from bot.masking import hide
from bot.outbox import outbox
from bot.tenants import installations, renewals, sealing, seeds
from bot.tenants.vault import Vault
from bot.triage import audit

SLACK = "slack"
STATE_LIFE = timedelta(minutes=10)  # as long as Slack's code lasts
REMOVED = "the app was removed from the workspace; alerts wait until it is installed again"
_STATE = "slack installation under way"

log = logging.getLogger("sanctions_watch.tenancy")


class Tenancy:
    """The real `Installations`, which says what each method promises.

    Without a `vault` (one workspace, its token in the settings) there are no installations.
    """

    def __init__(
        self,
        store: StoreThread,
        vault: Vault | None,
        clock: Callable[[], datetime],
        wake: Callable[[], None] = lambda: None,
    ) -> None:
        self._store, self._db, self._vault, self._clock, self._wake = store, store.db, vault, clock, wake
        self.renewing = renewals.RENEWING  # what a renewal may take before another begins

    async def save(self, one: Installation, *, team: str = "") -> None:
        """Keep an installation: the first of a workspace makes its team, a later one resumes what stopped."""
        hide(one.secrets)
        count = await self._store.run(self._save, one, team or team_for(one.workspace))
        log.info("slack.installed workspace=%s by=%s resumed=%d", one.workspace, one.installer, count)
        self._wake()

    def _save(self, one: Installation, wanted: str) -> int:
        db, now = self._db, self._clock()
        with db.atomic():
            team = installations.team_of(db, one.workspace) or wanted
            if team not in watchlists.store.teams(db):
                seeds.new_team(db, team, now)
            installations.save(db, self._sealing(), one, team, now)
            resumed = sum(outbox.revive(db, place.id, now) for place in _places(db, team, one.workspace))
            after = f"{one.name}; {resumed} alerts resumed" if resumed else one.name
            by = _somebody(team, one.workspace, one.installer)
            audit.append(db, by, "slack.install", one.workspace, after=after, now=now)
        return resumed

    async def find(self, workspace: str) -> Installation | None:
        """Return the installation in use. Raises VaultError: its key is lost; StoreError."""
        if self._vault is None or not workspace:
            return None
        found = await self._store.run(installations.find, self._db, self._vault, workspace)
        if found is None:
            return None
        hide(found.secrets)
        return replace(found, expired=found.expires is not None and found.expires <= self._clock())

    async def may_renew(self, one: Installation) -> bool:
        return await self._store.run(renewals.take_renewal, self._db, one, self._clock(), self.renewing)

    async def unfinished(self) -> tuple[str, ...]:
        return await self._store.run(renewals.unfinished, self._db)

    async def renew(self, one: Installation, token: SecretStr, refresh: SecretStr, expires: datetime) -> None:
        hide([token.get_secret_value(), refresh.get_secret_value()])
        next_one = (self._db, self._sealing(), one, token, refresh, expires)
        kept = await self._store.run(renewals.renew, *next_one)
        log.info("slack.renewed workspace=%s kept=%s until=%s", one.workspace, kept, stamp(expires))

    async def never_renew(self, one: Installation) -> None:
        """Forget what the next token would be got with, and tell the team while the old one still posts."""
        if await self._store.run(self._never_renew, one):
            self._wake()

    def _never_renew(self, one: Installation) -> bool:
        db, now = self._db, self._clock()
        with db.atomic():
            if not renewals.never_renew(db, one):
                return False
            team = installations.team_of(db, one.workspace) or ""
            places = [place for place in outbox.destinations(db, team) if place.workspace == one.workspace]
            outbox.record(db, health.access_ends(team, one, now), places, now)
        return True

    async def remove(
        self, workspace: str, why: str, told: datetime | None = None, generation: int | None = None
    ) -> bool:
        """Delete the token; what waits for the workspace becomes dead letters that say so."""
        done = await self._store.run(take_away, self._db, workspace, why, self._clock(), told, generation)
        if done:
            log.warning("slack.removed workspace=%s why=%s", workspace, why)
        return done

    async def held(self) -> tuple[Held, ...]:
        return await self._store.run(installations.held, self._db)

    async def new_state(self) -> str:
        """Return a word that only this bot can make: when it ends, sealed. Nothing is stored for it."""
        ends = stamp(self._clock() + STATE_LIFE)
        sealed = self._sealing().seal(ends, _STATE)
        return base64.urlsafe_b64encode(sealed.encode()).decode().rstrip("=")

    async def take_state(self, state: str) -> bool:
        """Return whether the word is ours, young and new; by whichever instance it was made."""
        try:
            padded = state + "=" * (-len(state) % 4)
            sealed = base64.b64decode(padded, altchars=b"-_", validate=True).decode("ascii")
            ends = moment(self._sealing().open(sealed, _STATE))
        except (ValueError, VaultError):
            return False
        name = hashlib.sha256(sealed.encode()).hexdigest()
        now = self._clock()
        seen = await self._store.run(outbox.seen_request, self._db, f"slack-state:{name}", now)
        return ends > now and not seen

    async def places(self, team: str) -> tuple[Destination, ...]:
        return await self._store.run(outbox.destinations, self._db, team)

    async def subscribe(self, destination: Destination, by: Actor) -> None:
        await self._store.run(self._subscribe, destination, by)

    def _subscribe(self, destination: Destination, by: Actor) -> None:
        db, now = self._db, self._clock()
        with db.atomic():
            outbox.save_destination(db, destination, now)
            audit.append(db, by, "alerts.subscribe", destination.id, now=now)

    async def unsubscribe(self, destination: Destination, by: Actor) -> bool:
        return await self._store.run(self._unsubscribe, destination, by)

    def _unsubscribe(self, destination: Destination, by: Actor) -> bool:
        db, now = self._db, self._clock()
        with db.atomic():
            there = outbox.remove_destination(db, destination.id, now)
            if there:
                audit.append(db, by, "alerts.unsubscribe", destination.id, now=now)
        return there

    def _sealing(self) -> Vault:
        if self._vault is None:
            raise SettingsError("Installing the app needs SLACK_CLIENT_ID and SANCTIONS_WATCH_SECRET_KEYS.")
        return self._vault


def team_for(workspace: str) -> str:
    """Return the name of the team that is made for a workspace."""
    return f"{SLACK}-{workspace}"


def take_away(
    db: Database,
    workspace: str,
    why: str,
    now: datetime,
    told: datetime | None = None,
    generation: int | None = None,
    *,
    by: Actor | None = None,
) -> bool:
    """Delete a workspace's token and stop what waits for it. Return whether it had one; see `remove`."""
    with db.atomic():
        if not installations.remove(db, workspace, why, now, told, generation):
            return False
        team = installations.team_of(db, workspace) or ""
        stopped = sum(outbox.halt(db, place.id, REMOVED, now) for place in _places(db, team, workspace))
        who = by or _somebody(team, workspace)
        audit.append(db, who, "slack.remove", workspace, after=f"{why}; {stopped} alerts wait", now=now)
    return True


def renew_seals(db: Database, vault: Vault, by: Actor, now: datetime) -> tuple[int, dict[str, str]]:
    """Seal under the newest key what older keys sealed. Return how many, and why which workspaces' not."""
    with db.atomic():
        count, unread = sealing.reseal(db, vault)
        if count:
            audit.append(db, by, "keys.rotate", vault.newest, after=f"{count} workspaces", now=now)
    return count, unread


def _places(db: Database, team: str, workspace: str) -> tuple[Destination, ...]:
    """Return the places of a workspace; also those chosen while its token was in the settings."""
    return tuple(
        one
        for one in outbox.destinations(db, team)
        if one.workspace == workspace or one.id.startswith(f"{SLACK}:{workspace}/")
    )


def _somebody(team: str, workspace: str, user: str = "slack") -> Actor:
    """Return whom the audit log names: who installed the app; Slack, when it tells us of a removal."""
    return Actor(team=team, user=user, role=Role.OWNER, via=SLACK, workspace=workspace)
