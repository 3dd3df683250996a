"""The table of edits: who changed which watchlist, when and from where.

Takes an open database and never opens a transaction of its own. The table is made in `watchlists.store`.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from watchlists.editing import Action, Edit
from watchlists.store import Rows


def save_edit(db: Rows, team: str, edit: Edit, edit_id: str) -> None:
    """Append an edit to the history."""
    db.execute(
        "INSERT INTO edits VALUES (:id, :team, :watchlist, :action, :term, :before, :after, :who, :via, :at)"
        " ON CONFLICT (id) DO NOTHING",
        {
            "id": edit_id,
            "team": team,
            "watchlist": edit.watchlist,
            "action": str(edit.action),
            "term": edit.term,
            "before": edit.before,
            "after": edit.after,
            "who": edit.user,
            "via": edit.via,
            "at": edit.at,
        },
    )


def history(db: Rows, team: str, limit: int = 50) -> tuple[Edit, ...]:
    """Return the newest edits first."""
    rows = db.query(
        "SELECT * FROM edits WHERE team = :team ORDER BY at DESC, id LIMIT :limit",
        {"team": team, "limit": limit},
    )
    return tuple(map(_edit, rows))


def edit(db: Rows, team: str, edit_id: str) -> Edit | None:
    """Return one edit of the team, None where it has none of that id."""
    rows = db.query("SELECT * FROM edits WHERE team = :team AND id = :id", {"team": team, "id": edit_id})
    return _edit(rows[0]) if rows else None


def _edit(row: Mapping[str, Any]) -> Edit:
    return Edit(
        watchlist=row["watchlist"],
        action=Action(row["action"]),
        term=row["term"],
        before=row["before"],
        after=row["after"],
        user=row["who"],
        via=row["via"],
        at=datetime.fromisoformat(row["at"]),
        id=row["id"],
    )
