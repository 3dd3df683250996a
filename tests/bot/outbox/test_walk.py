"""The alerts of years: each is listed and counted, however many are newer."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actors import Actor, Role
from bot.alerts import CAN_BE_HANDLED, AlertKind, Line
from bot.cases import Triage, TriageState
from bot.commands.desk import Desk
from bot.grammar import line as grammar
from bot.outbox import outbox
from bot.outbox import walk as outbox_walk
from tests.bot.desk_kit import desk_over
from tests.bot.triage_kit import BEN, NOW, TOLD, told
from watchlists.model import Severity

pytestmark = pytest.mark.both_stores

STATES = (None, TriageState.ACKNOWLEDGED, TriageState.DISMISSED, TriageState.OPEN)  # the last: reopened
KINDS = (AlertKind.MATCH, AlertKind.LIST_CHANGE, AlertKind.DIGEST, AlertKind.HEALTH)
SEVERITIES = (Severity.HIGH, Severity.LOW)
OPENED = Triage(state=TriageState.OPEN, user="", via="", at=NOW)


@pytest.fixture
def desk(store_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Return a desk with alerts of each kind, severity and state, three of a moment, three a page."""
    monkeypatch.setattr(outbox_walk, "_PAGE", 3)
    db = told(store_url)
    with db.atomic():
        for number, (kind, severity, state) in enumerate(itertools.product(KINDS, SEVERITIES, STATES)):
            when = NOW - timedelta(days=number // 3 + 1)
            done = Triage(state=state, user="U1", via="slack", at=when) if state else None
            one = replace(
                TOLD,
                id=f"n{number:02}",
                kind=kind,
                severity=severity,
                created=when,
                title='He said "triage":{"state":"open"}',
                lines=(Line(text="x", alert="a1", triage=replace(OPENED, at=when)),),
                triage=done,
                steps=(done,) if done else (),
            )
            outbox.record(db, one, (), when)
        row = db.query("SELECT body FROM alerts WHERE id = 'a1'")[0]
        body = json.loads(row["body"])
        for later in ("steps", "notes", "triage"):  # as it was before there were such
            del body[later]
        db.execute("UPDATE alerts SET body = :body WHERE id = 'a1'", {"body": json.dumps(body)})
    yield desk_over(db, NOW)
    db.close()


@pytest.mark.parametrize("state", [None, *TriageState])
@pytest.mark.parametrize("kinds", [(), CAN_BE_HANDLED])
@pytest.mark.parametrize("severity", [None, Severity.LOW])
def test_what_is_asked_for_is_found_wherever_it_stands(
    desk: Desk, state: TriageState | None, kinds: tuple[AlertKind, ...], severity: Severity | None
) -> None:
    """As by reading all of them, newest first, each once."""
    wanted = [
        one.id
        for one in outbox.alerts(desk.db, "ours", None, 100)
        if (not kinds or one.kind in kinds)
        and (severity is None or one.severity == severity)
        and (state is None or one.state == state)
    ]
    found = [one.id for one in outbox_walk.walk(desk.db, "ours", kinds=kinds, severity=severity, state=state)]
    assert found == wanted


def test_open_alerts_are_counted_whatever_was_told_since(desk: Desk) -> None:
    """None of those that nobody has looked at drops out of the status because it is old."""
    ana = Actor(team="ours", user="U1", role=Role.EDITOR, via="slack")
    assert "9 open alerts" in grammar.answer("status", desk, ana).title
    assert len(grammar.answer("alerts list --state open", desk, BEN).data) == 9
    assert len(grammar.answer("alerts list rents --state open", desk, BEN).data) == 1
