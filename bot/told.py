"""What each team was told before: by which keys an item is recognised, and the wording of past alerts.

Takes an open database and never opens a transaction of its own. Part of migration set "bot".
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.database import Database, stamp
from bot.reprints import Sketch
from watchers.citations import citations
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The wording of an item that a team was told of."""

    alert_id: str
    sketch: Sketch
    terms: frozenset[str]


def keys_of(item: Item, item_key: str, identities: Iterable[str]) -> tuple[str, ...]:
    """Return all that the item is recognised by across sources, strongest first.

    Its own key, the Federal Register document number (a document is the same before and after publication,
    and a correction belongs to what it corrects), the citation of the rule that announces or makes a list
    change (lists cite a rule's first page, or one inside), a tender's project number, first with its buyer:
    small offices number from one; its link, an id that is unique beyond its feed (an address or tag).
    """
    keys = [f"item:{item_key}"]
    for name in ("document_number", "correction_of"):
        number = item.fields.get(name)
        if isinstance(number, str) and number:
            number = number.rpartition("/")[2].removesuffix(".json")  # a correction may give the address
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
        folded = letters(project)
        if len(folded) >= 6 and any(letter.isdigit() for letter in folded):
            buyer = letters(str(item.fields.get("buyer") or ""))
            keys += [f"project:{folded}@{buyer}"] if buyer else []
            keys.append(f"project:{folded}")
    for identity in identities:
        kind, _, value = identity.partition(":")
        if kind == "link" or (kind == "id" and (value.startswith(("http://", "https://", "tag:", "urn:")))):
            keys.append(identity)
    return tuple(keys)


def letters(text: str) -> str:
    """Return the letters and digits of a name or number, for comparison."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def alert_of(db: Database, team: str, keys: Sequence[str]) -> str | None:
    """Return the alert that the team got for any of the keys, the strongest first."""
    for key in keys:
        rows = db.query(
            "SELECT alert_id FROM told_keys WHERE team = :team AND key = :key", {"team": team, "key": key}
        )
        if rows:
            return str(rows[0]["alert_id"])
    return None


def remember_keys(db: Database, team: str, keys: Collection[str], alert_id: str, now: datetime) -> None:
    """Remember that the item with these keys belongs to an alert; keys that are taken stay as they are."""
    db.execute_many(
        "INSERT INTO told_keys VALUES (:team, :key, :alert, :now) ON CONFLICT (team, key) DO NOTHING",
        [{"team": team, "key": key, "alert": alert_id, "now": stamp(now)} for key in keys],
    )


def remember_wording(db: Database, team: str, item_key: str, wording: Wording, now: datetime) -> None:
    """Remember the wording of an item, to recognise its reprints."""
    db.execute(
        "INSERT INTO told_wording VALUES (:team, :alert, :key, :now, :title, :runs, :hashes, :terms)"
        " ON CONFLICT (team, item_key) DO NOTHING",
        {
            "team": team,
            "alert": wording.alert_id,
            "key": item_key,
            "now": stamp(now),
            "title": wording.sketch.title,
            "runs": wording.sketch.runs,
            "hashes": json.dumps(wording.sketch.hashes),
            "terms": json.dumps(sorted(wording.terms), ensure_ascii=False),
        },
    )


class Wordings:
    """The wording of what a team was told lately, newest first; read when it is first asked for."""

    def __init__(self, db: Database, team: str, now: datetime) -> None:
        self._db, self._team, self._now = db, team, now
        self._fresh: list[Wording] = []
        self._stored: tuple[Wording, ...] | None = None

    def add(self, wording: Wording) -> None:
        """Take in what is told just now."""
        self._fresh.insert(0, wording)

    def __iter__(self) -> Iterator[Wording]:
        if self._stored is None:
            self._stored = _wordings(self._db, self._team, self._now)
        yield from self._fresh
        yield from self._stored


def _wordings(db: Database, team: str, now: datetime) -> tuple[Wording, ...]:
    rows = db.query(
        "SELECT * FROM told_wording WHERE team = :team AND at >= :since ORDER BY at DESC",
        {"team": team, "since": stamp(now - REMEMBERED)},
    )
    return tuple(
        Wording(
            alert_id=row["alert_id"],
            sketch=Sketch(title=row["title"], hashes=tuple(json.loads(row["hashes"])), runs=row["runs"]),
            terms=frozenset(json.loads(row["terms"])),
        )
        for row in rows
    )
