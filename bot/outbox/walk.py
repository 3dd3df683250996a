"""A team's alerts, newest first, read a page at a time: however many years a store holds, none is left out.

What is asked for is looked for in the stored text first, so that few of many alerts need be read. Takes an
open database, inside `atomic()` or not.
"""

from collections.abc import Collection, Iterator
from datetime import datetime

from bot.alerts import Alert, AlertKind
from bot.cases import TriageState
from bot.database.interface import Database
from bot.outbox.codec import from_text
from watchlists.model import Severity

_PAGE = 500
# As `outbox.codec` writes it: in a string a quotation mark has a backslash before it, so no text reads so.
_HANDLED = '%"triage":{"state":"{}"%'
_UNTOUCHED = '%"triage":null,"steps":%'
_STEPS = '%"steps":%'  # alerts of before steps were kept are all read


def walk(
    db: Database,
    team: str,
    *,
    since: datetime | None = None,
    kinds: Collection[AlertKind] = (),
    severity: Severity | None = None,
    state: TriageState | None = None,
) -> Iterator[Alert]:
    """Yield the team's alerts, newest first: created at or after `since`, of these kinds and as wished."""
    wanted = "AND kind IN ({})".format(", ".join(f"'{kind}'" for kind in kinds)) if kinds else ""
    wanted += " AND severity = :severity" if severity else ""
    if state is TriageState.OPEN:
        wanted += " AND (body LIKE :untouched OR body LIKE :handled OR body NOT LIKE :steps)"
    elif state:
        wanted += " AND body LIKE :handled"
    given: dict[str, object] = {
        "team": team,
        "since": since or "",
        "severity": str(severity or ""),
        "handled": _HANDLED.replace("{}", str(state or "")),
        "untouched": _UNTOUCHED,
        "steps": _STEPS,
    }
    place = {"before": "", "after": ""}
    while True:
        rows = db.query(
            f"""
            SELECT id, created, body FROM alerts
            WHERE team = :team AND created >= :since
              AND (:before = '' OR created < :before OR (created = :before AND id > :after)) {wanted}
            ORDER BY created DESC, id LIMIT {_PAGE}
            """,  # noqa: S608 - constants
            given | place,
        )
        for row in rows:
            alert = from_text(row["body"])
            if state is None or alert.state == state:
                yield alert
        if len(rows) < _PAGE:
            return
        place = {"before": rows[-1]["created"], "after": rows[-1]["id"]}
