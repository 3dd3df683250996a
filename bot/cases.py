"""What a team makes of an alert: who has it, what was decided and why, what was noted meanwhile. Pure.

Each step is kept with who and when, so that the alert itself is the record: what stands now is the last one.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class TriageState(StrEnum):
    """Where an alert stands with the team."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"  # somebody looks into it
    SNOOZED = "snoozed"  # waits for something until a day, then is open again
    RESOLVED = "resolved"  # looked into and decided: what was done is said
    DISMISSED = "dismissed"  # looked at, of no concern


IN_HAND = (TriageState.OPEN, TriageState.ACKNOWLEDGED, TriageState.SNOOZED)  # still to be decided


class Cause(StrEnum):
    """Why an alert was put aside; documented in docs/reasons.md."""

    FALSE_MATCH = "false-match"  # what was found is not what is watched
    KNOWN = "known"
    NOT_RELEVANT = "not-relevant"
    DUPLICATE = "duplicate"

    @property
    def words(self) -> str:
        """Return the cause as people read it, the same wherever it is chosen or shown."""
        return _CAUSES[self]


_CAUSES = {
    Cause.FALSE_MATCH: "false match",
    Cause.KNOWN: "known already",
    Cause.NOT_RELEVANT: "not relevant",
    Cause.DUPLICATE: "a duplicate",
}
_DID = {
    TriageState.ACKNOWLEDGED: "acknowledged",
    TriageState.SNOOZED: "snoozed",
    TriageState.RESOLVED: "resolved",
    TriageState.DISMISSED: "dismissed",
    TriageState.OPEN: "reopened",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """A step: who took an alert in hand, gave it to somebody, put it aside. `user` is their id in `via`.

    `cause` says of a dismissed one why, where somebody said; `reason` is their own words. `to` is who it was
    given to: an id of the same front end, or a name. `until`: when a snoozed one is open again.
    """

    state: TriageState
    user: str
    via: str
    at: datetime
    name: str = ""  # what the front end calls them, where an id says nothing to people
    reason: str = ""
    cause: Cause | None = None
    to: str = ""
    until: date | None = None

    @property
    def because(self) -> str:
        """Return why in words: the cause, the person's own words, or both."""
        return ": ".join(
            part for part in (self.cause.words if self.cause else "", self.reason.strip()) if part
        )

    @property
    def who(self) -> str:
        """Return the name to show: the id where the front end gave no name."""
        return self.name or self.user

    @property
    def did(self) -> str:
        """Return what was done, without by whom: `acknowledged`, `assigned to Ben`, `snoozed until …`."""
        if self.to:
            return f"assigned to {self.to}"
        return _DID[self.state] + (f" until {self.until:%Y-%m-%d}" if self.until else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark on an alert: nothing about it changes. `user` is the writer's id in the front end `via`."""

    text: str
    user: str
    via: str
    at: datetime
    name: str = ""

    @property
    def who(self) -> str:
        """Return the name to show: the id where the front end gave no name."""
        return self.name or self.user
