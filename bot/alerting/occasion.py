"""What is told, on which occasion: items as scanned, and under what circumstances they are told.

Knows the store's handle and the memory of what was told. Must not know posts or chats.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.alerting import told
from bot.alerting.official import is_official
from bot.alerting.verdicts import Reason, Stage, Verdict
from bot.alerts import Alert
from bot.database.interface import Database
from watchers.model import Item, ItemKind, Source
from watchlists.model import Scan, Severity

FLOOD = 10  # more posts than this from one poll go out as one message


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanned:
    """An item to be told, as decided and scanned before the transaction began."""

    key: str
    item: Item
    identities: tuple[str, ...]
    scan: Scan
    keys: tuple[str, ...] = field(init=False)  # by which an alert of the same thing would be known

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", told.keys_of(self.item, self.key, self.identities))

    @property
    def name(self) -> str:
        """What a new alert of it is named by: the same in whichever source it is read first.

        So what a restored store finds again is known in chat, also where another feed was read first. Not by
        a key that two alerts may share, as of a rule or a purchase.
        """
        return next((key for key in self.keys if key.startswith(("fr:", "link:"))), self.key)

    @property
    def is_worded(self) -> bool:
        """Whether it may be a reprint, recognised by its wording."""
        return self.item.kind is ItemKind.NEWS and not is_official(self.item)

    def verdict(
        self,
        team: str,
        stage: Stage,
        reason: Reason,
        detail: str,
        *,
        at: datetime,
        severity: Severity = Severity.NONE,
        alert_id: str | None = None,
    ) -> Verdict:
        """Return what became of the item for a team."""
        return Verdict(
            item_key=self.key,
            team=team,
            stage=stage,
            reason=reason,
            detail=detail,
            severity=str(severity),
            alert_id=alert_id,
            at=at,
        )


@dataclass(slots=True, kw_only=True)
class Told:
    """What a record did, for the log and for `poll`."""

    alerts: int = 0  # new ones
    joined: int = 0
    low: int = 0

    def __add__(self, other: "Told") -> "Told":
        """Return both together."""
        sums = {name: getattr(self, name) + getattr(other, name) for name in Told.__dataclass_fields__}
        return Told(**sums)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """One telling of a source's items, inside one transaction of `db`.

    `baseline`: they were there when the source was first read; each is kept as an alert, told in one
    summary. `late`: the bot was down; many alerts of all sources go out as one digest. `backfill`: these are
    stored items that new terms are held against; what is `fresh` of them the caller tells in one summary.
    `asked`: somebody waits for that, so that it holds what is else left to the digest. `read`: items in the
    poll. `kin` are, by item, the stored news that tell the same (`bot.alerting.official.kin`). `memory`
    is shared by what is told in one transaction. `done` counts what became of it all.
    """

    db: Database
    memory: told.Memory
    source: Source
    now: datetime
    baseline: bool = False
    late: bool = False
    read: int = 0
    backfill: bool = False
    begun: datetime | None = None  # a telling in pieces: its alerts are of one occasion
    asked: bool = False
    kin: Mapping[str, Sequence[str]] = field(default_factory=dict)
    done: Told = field(default_factory=Told)
    moved: Counter[str] = field(default_factory=Counter)  # by team, stories that moved on
    fresh: list[Alert] = field(default_factory=list)
