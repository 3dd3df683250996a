"""What each team was told before: by which keys an item is recognised, and the wording of past alerts.

Takes an open database and never opens a transaction of its own. Part of migration set "bot".
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.database import Database, stamp
from bot.reprints import Sketch
from watchers.citations import citations
from watchers.model import Item, ItemKind

REMEMBERED = timedelta(days=30)  # a reprint later than this is told again

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

    Its own key, its link, an id that is unique beyond its feed (an address or tag), the Federal Register
    document number (a document is the same before and after publication), the citation of the rule that
    announces or makes a list change, and a tender's project number.
    """
    keys = [f"item:{item_key}"]
    for identity in identities:
        kind, _, value = identity.partition(":")
        if kind == "link" or (kind == "id" and (value.startswith(("http://", "https://", "tag:", "urn:")))):
            keys.append(identity)
    number = item.fields.get("document_number")
    if isinstance(number, str) and number:
        keys.append(f"fr:{number}")
    if item.kind is ItemKind.LIST_CHANGE or item.fields.get("announces"):
        keys += [f"rule:{one}" for one in citations(str(item.fields.get("citation") or ""))[-1:]]
    project = item.fields.get("project_number")
    if item.kind is ItemKind.TENDER and isinstance(project, str):
        folded = "".join(letter for letter in project.casefold() if letter.isalnum())
        if len(folded) >= 6 and any(letter.isdigit() for letter in folded):
            keys.append(f"project:{folded}")
    return tuple(keys)


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


def wordings(db: Database, team: str, now: datetime) -> tuple[Wording, ...]:
    """Return the wording of what the team was told lately, newest first."""
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
