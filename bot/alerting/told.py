"""What each team was told before: by which keys an item is recognised, and the wording of past alerts.

Takes an open database and never opens a transaction of its own. Part of migration set "bot".
"""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from bot.alerting.purchases import letters, numbers
from bot.alerting.reprints import packed
from bot.alerting.wordings import Wording, Wordings
from bot.alerts import Destination
from bot.database.interface import Database
from bot.outbox import outbox
from watchers.lists.citations import citations, document_of
from watchers.model import Item, ItemKind

REMEMBERED = timedelta(days=30)  # a reprint later than this is told again
MOST_PAGES = 200  # of one rule; the longest are about a hundred

MIGRATIONS: Sequence[tuple[str, str]] = (
    (
        "0100_told",
        """
        CREATE TABLE told_keys (
            team TEXT NOT NULL, key TEXT NOT NULL, alert_id TEXT NOT NULL, at TEXT NOT NULL,
            PRIMARY KEY (team, key)
        );
        CREATE INDEX told_keys_alert ON told_keys(alert_id);
        CREATE TABLE told_wording (
            team TEXT NOT NULL, alert_id TEXT NOT NULL, item_key TEXT NOT NULL, at TEXT NOT NULL,
            title TEXT NOT NULL, runs INTEGER NOT NULL, hashes TEXT NOT NULL, terms TEXT NOT NULL,
            PRIMARY KEY (team, item_key)
        );
        CREATE INDEX told_wording_at ON told_wording(team, at);
        """,
    ),
)


def keys_of(item: Item, item_key: str, identities: Iterable[str]) -> tuple[str, ...]:
    """Return all keys by which the item is recognised across sources, strongest first.

    * its own key;
    * its Federal Register document number, or that of the page it links to: a document is the same before and
      after publication, and a correction belongs to what it corrects;
    * the citation of the rule that announces or makes a list change: lists cite a rule's first page, or one
      inside it;
    * a tender's project number, together with its buyer first, as small offices number from one; without
      the package behind it together with its buyer only;
    * its link;
    * an id that is unique beyond its feed, such as an address or a tag.
    """
    keys = [f"item:{item_key}"]
    for name in ("document_number", "correction_of"):
        number = item.fields.get(name)
        if isinstance(number, str) and number:
            number = number.rpartition("/")[2].removesuffix(".json")  # a correction may give the address
            keys.append(f"fr:{number}")
    if item.kind is ItemKind.NEWS and (number := document_of(item.url)):
        keys.append(f"fr:{number}")
    if item.kind is ItemKind.LIST_CHANGE or item.fields.get("announces"):
        for cited in citations(str(item.fields.get("citation") or ""))[-1:]:
            keys.append(f"rule:{cited}")
            # The last page is left out: the next document begins on it.
            last = item.fields.get("end_page")
            inside = (
                range(cited.page + 1, min(last, cited.page + MOST_PAGES)) if isinstance(last, int) else ()
            )
            pages = [cited.page] if item.kind is ItemKind.LIST_CHANGE else inside
            keys += [f"page:{cited.volume} FR {page}" for page in pages]
    project = item.fields.get("project_number")
    if item.kind is ItemKind.TENDER and isinstance(project, str):
        whole, *of_packages = numbers(project) or ("",)
        buyer = letters(str(item.fields.get("buyer") or ""))
        if whole:
            keys += [f"project:{whole}@{buyer}"] if buyer else []
            keys.append(f"project:{whole}")
        if buyer:
            keys += [f"project:{number}@{buyer}" for number in of_packages]
    for identity in identities:
        kind, _, value = identity.partition(":")
        if kind == "link" or (kind == "id" and (value.startswith(("http://", "https://", "tag:", "urn:")))):
            keys.append(identity)
    return tuple(keys)


def other_buyers(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two purchases are by different buyers, by the names given of each: unknown is not different.

    Project numbers are not unique in a country.
    """
    ours, theirs = ({letters(name) for name in names} - {""} for names in (one, other))
    pairs = [(left, right) for left in ours for right in theirs]
    return bool(pairs) and not any(left in right or right in left for left, right in pairs)


class Memory:
    """What teams were told before and where they are told things, kept up as more is told.

    `read` brings what will be asked in few journeys; what it did not bring is read when it is asked. It is
    valid inside one transaction.
    """

    def __init__(self, db: Database, now: datetime) -> None:
        self._db, self._now = db, now
        self._alerts: dict[tuple[str, str], str | None] = {}
        self._wordings: dict[str, Wordings] = {}
        self._places: dict[str, tuple[Destination, ...]] = {}

    def read(self, wanted: Iterable[tuple[str, Sequence[str]]], *, worded: Iterable[str] = ()) -> None:
        """Read ahead what concerns these teams and the keys of items they may be told of.

        `worded` are teams whose items may be reprints.
        """
        teams: dict[str, None] = {}
        pairs: dict[tuple[str, str], None] = {}
        for team, keys in wanted:
            teams[team] = None
            pairs |= dict.fromkeys((team, key) for key in keys)
        asked = [pair for pair in pairs if pair not in self._alerts]
        found = self._db.query_each(
            "SELECT alert_id FROM told_keys WHERE team = :team AND key = :key",
            [{"team": team, "key": key} for team, key in asked],
        )
        self._alerts |= {
            pair: str(rows[0]["alert_id"]) if rows else None for pair, rows in zip(asked, found, strict=True)
        }
        self._places |= outbox.destinations_of(self._db, [team for team in teams if team not in self._places])
        unread = [team for team in dict.fromkeys(worded) if team not in self._wordings]
        self._wordings |= _wordings(self._db, unread, self._now)

    def alert_of(self, team: str, key: str) -> str | None:
        """Return the alert that the team got for a key."""
        if (team, key) not in self._alerts:
            self.read([(team, [key])])
        return self._alerts[team, key]

    def remember_keys(self, team: str, keys: Collection[str], alert_id: str) -> None:
        """Remember that the item with these keys belongs to an alert; keys that are taken stay."""
        self._db.execute_soon(
            "INSERT INTO told_keys VALUES (:team, :key, :alert, :now) ON CONFLICT (team, key) DO NOTHING",
            [{"team": team, "key": key, "alert": alert_id, "now": self._now} for key in keys],
        )
        for key in keys:
            if self._alerts.get((team, key), alert_id) is None:
                self._alerts[team, key] = alert_id

    def remember_wording(self, team: str, item_key: str, wording: Wording) -> None:
        """Remember the wording of an item, to recognise its reprints."""
        self._db.execute_soon(
            "INSERT INTO told_wording VALUES (:team, :alert, :key, :now, :title, :runs, :hashes, :terms)"
            " ON CONFLICT (team, item_key) DO NOTHING",
            [
                {
                    "team": team,
                    "alert": wording.alert_id,
                    "key": item_key,
                    "now": self._now,
                    "title": wording.sketch.title,
                    "runs": wording.sketch.runs,
                    "hashes": packed(wording.sketch),
                    "terms": json.dumps(sorted(wording.terms), ensure_ascii=False),
                }
            ],
        )
        self.wordings(team).add(wording)

    def wordings(self, team: str) -> Wordings:
        """Return the wording of what the team was told lately."""
        if team not in self._wordings:
            self._wordings |= _wordings(self._db, [team], self._now)
        return self._wordings[team]

    def know(self, team: str, wordings: Wordings) -> None:
        """Take what an earlier transaction read, where the store has no other since (`wordings_mark`)."""
        self._wordings[team] = wordings

    def destinations(self, team: str) -> tuple[Destination, ...]:
        """Return where the team's alerts go."""
        if team not in self._places:
            self._places |= outbox.destinations_of(self._db, [team])
        return self._places[team]


def wordings_mark(db: Database, team: str, now: datetime) -> object:
    """Return what is another one when wordings of what the team was told came or went."""
    rows = db.query(
        "SELECT COUNT(*) AS held, MAX(at) AS newest, MIN(at) AS oldest FROM told_wording"
        " WHERE team = :team AND at >= :since",
        {"team": team, "since": now - REMEMBERED},
    )
    return tuple(rows[0].values())


def _wordings(db: Database, teams: Sequence[str], now: datetime) -> dict[str, Wordings]:
    found = db.query_each(
        "SELECT * FROM told_wording WHERE team = :team AND at >= :since ORDER BY at DESC",
        [{"team": team, "since": now - REMEMBERED} for team in teams],
    )
    return {team: Wordings(rows) for team, rows in zip(teams, found, strict=True)}
