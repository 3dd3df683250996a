"""Intermediary memory: who sold to watched buyers, or sold watched chips and clouds, and how often.

At a threshold the team is asked whether to watch the supplier, with the notices as evidence; once.
Takes an open database and never opens a transaction of its own. Part of migration set "bot".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.alerting.purchases import letters, numbers
from bot.alerts import Alert, AlertKind, Line, alert_id
from bot.database.interface import Database
from bot.facts import CAME_TO_NOTHING, money
from bot.outbox import outbox
from bot.phrases import quoted
from watchers.model import Item, ItemKind
from watchlists.model import Match, Severity

Ranked = tuple[str, int, str]  # a supplier: name, purchases, the UTC day it was last seen
PROPOSE_AT = 3  # purchases of a supplier before it is proposed
_EVERY = 100_000  # suppliers of a team, so many at the most

MIGRATIONS: Sequence[tuple[str, str]] = (
    (
        "0300_suppliers",
        """
        CREATE TABLE supplier_wins (
            team TEXT NOT NULL, supplier TEXT NOT NULL, purchase TEXT NOT NULL, buyer TEXT NOT NULL,
            terms TEXT NOT NULL, award TEXT NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (team, supplier, purchase)
        );
        CREATE TABLE supplier_proposals (
            team TEXT NOT NULL, supplier TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (team, supplier)
        );
        """,
    ),
    (
        "0310_suppliers_declined",
        "ALTER TABLE supplier_proposals ADD COLUMN declined TEXT NOT NULL DEFAULT '';",  # by whom
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Win:
    """One purchase that a supplier won."""

    buyer: str
    terms: str
    award: str
    title: str
    url: str


def remember(
    db: Database, team: str, item_key: str, item: Item, matches: Sequence[Match], now: datetime
) -> None:
    """Count the suppliers of a watched buyer, or of watched chips and clouds, in a matching tender notice.

    A watched organisation that is only named (the maker of what is sold) makes no sale one. A purchase with
    several notices is counted once, and no more when it came to nothing. At the threshold it is proposed to
    watch the supplier, unless it is watched.
    """
    names = item.fields.get("supplier")
    buyer = str(item.fields.get("buyer") or "")
    number = str(item.fields.get("project_number") or "")
    purchase = f"{(numbers(number) or (number,))[-1]}@{letters(buyer)}" if number else item_key
    if item.kind is ItemKind.TENDER and item.fields.get("stage") in CAME_TO_NOTHING:
        db.execute(
            "DELETE FROM supplier_wins WHERE team = :team"
            " AND (purchase = :purchase OR (purchase = :number AND buyer = :buyer))",
            {"team": team, "purchase": purchase, "number": number, "buyer": buyer},
        )
        return
    sold = [match for match in matches if match.kind != "org" or match.surface in buyer]
    if item.kind is not ItemKind.TENDER or not isinstance(names, list | tuple) or not sold:
        return
    terms = ", ".join(dict.fromkeys(match.term for match in sold))
    award = item.fields.get("award_yuan")
    for name in dict.fromkeys(" ".join(str(one).split()) for one in names):
        if not name or _counted(db, team, name, number, buyer):
            continue
        db.execute(
            "INSERT INTO supplier_wins VALUES (:team, :supplier, :purchase, :buyer, :terms, :award, :title,"
            " :url, :now) ON CONFLICT (team, supplier, purchase) DO NOTHING",
            {
                "team": team,
                "supplier": name,
                "purchase": purchase,
                "buyer": buyer,
                "terms": terms,
                "award": f"{money(award)} yuan" if award else "",
                "title": item.title,
                "url": item.url,
                "now": now,
            },
        )
        if not any(match.surface in name for match in matches if match.kind == "org"):
            _propose(db, team, name, now)


def _counted(db: Database, team: str, supplier: str, number: str, buyer: str) -> bool:
    """Whether the purchase was counted when its number was kept as a notice wrote it."""
    return bool(
        db.query(
            "SELECT 1 FROM supplier_wins WHERE team = :team AND supplier = :supplier"
            " AND purchase = :number AND buyer = :buyer",
            {"team": team, "supplier": supplier, "number": number, "buyer": buyer},
        )
    )


def _propose(db: Database, team: str, supplier: str, now: datetime) -> None:
    won = wins(db, team, supplier)
    if len(won) < PROPOSE_AT:
        return
    fresh = db.execute(
        "INSERT INTO supplier_proposals (team, supplier, at) VALUES (:team, :supplier, :now)"
        " ON CONFLICT (team, supplier) DO NOTHING",
        {"team": team, "supplier": supplier, "now": now},
    )
    if not fresh:
        return
    alert = Alert(
        id=alert_id(team, f"supplier\x1f{supplier}"),
        team=team,
        kind=AlertKind.DIGEST,
        severity=Severity.MEDIUM,
        offer_term=supplier,
        title=f"Watch this supplier? {supplier}",
        created=now,
        text=f"It won {len(won)} purchases with watched buyers, chips or clouds and is in no watchlist."
        f" To watch it: watchlist add {quoted(supplier)}. If not: decline {quoted(supplier)}. This is asked"
        " once.",
        lines=tuple(
            Line(text=win.title, url=win.url, detail=" · ".join(filter(None, (win.buyer, win.award))))
            for win in won
        ),
    )
    outbox.record(db, alert, outbox.destinations(db, team), now)


def decline(db: Database, team: str, supplier: str, who: str, now: datetime) -> str:
    """Keep that a supplier is not to be watched; return who said so before, "" where nobody did."""
    before = declined(db, team).get(supplier, "")
    if not before:
        db.execute(
            "INSERT INTO supplier_proposals (team, supplier, at, declined)"
            " VALUES (:team, :supplier, :now, :who)"
            " ON CONFLICT (team, supplier) DO UPDATE SET declined = excluded.declined",
            {"team": team, "supplier": supplier, "now": now, "who": who},
        )
    return before


def declined(db: Database, team: str) -> dict[str, str]:
    """Return the suppliers that are not to be watched, each with who said so."""
    rows = db.query(
        "SELECT supplier, declined FROM supplier_proposals WHERE team = :team AND declined <> ''",
        {"team": team},
    )
    return {row["supplier"]: row["declined"] for row in rows}


def called(db: Database, team: str, part: str) -> tuple[Ranked, ...]:
    """Return the supplier of this name, or else those whose names hold it in any letters, as `ranking`."""
    every = ranking(db, team, limit=_EVERY)
    wanted = "".join(part.casefold().split())
    exact = tuple(one for one in every if one[0] == part)
    return exact or tuple(one for one in every if wanted in "".join(one[0].casefold().split()))


def wins(db: Database, team: str, supplier: str) -> tuple[Win, ...]:
    """Return what a supplier won, newest first."""
    rows = db.query(
        "SELECT * FROM supplier_wins WHERE team = :team AND supplier = :supplier ORDER BY at DESC, purchase",
        {"team": team, "supplier": supplier},
    )
    return tuple(Win(**{name: row[name] for name in Win.__dataclass_fields__}) for row in rows)


def ranking(db: Database, team: str, limit: int) -> tuple[Ranked, ...]:
    """Return the suppliers that won most; of equals, first who was seen last."""
    rows = db.query(
        "SELECT supplier, COUNT(*) AS won, MAX(at) AS last FROM supplier_wins WHERE team = :team"
        " GROUP BY supplier ORDER BY won DESC, last DESC LIMIT :limit",
        {"team": team, "limit": limit},
    )
    return tuple((row["supplier"], row["won"], row["last"][:10]) for row in rows)
