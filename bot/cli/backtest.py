"""Recorded items through the live code path: the same recorder, on a store of their own in memory.

What it says is what live delivery would have done, had each item been polled when it was published.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.alerting import recorder, verdicts
from bot.alerting.occasion import Occasion, Scanned
from bot.alerting.official import is_official
from bot.alerting.passages import found_in
from bot.alerting.stories import group
from bot.alerting.told import Memory
from bot.alerting.verdicts import Reason, Stage
from bot.alerts import Alert
from bot.database.interface import Database, open_database
from bot.matching.in_force import Matching
from bot.matching.team_setup import TeamSetup
from bot.matching.teamviews import TeamView
from bot.opening import MIGRATIONS
from bot.outbox import outbox
from watchers.changes import Decision, Verdict, all_identities, decide
from watchers.item_store import known, save_decision
from watchers.model import Item, ItemKind, Source, SourceKind
from watchlists.model import Scan
from watchlists.store import save_team, save_watchlist

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # for items without a date: the order of the file is kept


def read_items(lines: Iterable[str]) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """Return the items of an Items JSONL file, and one sentence for each line that is none."""
    items, errors = [], []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            if not isinstance(data, dict):
                raise TypeError("it is not a JSON object")
            items.append(_item(data))
        except json.JSONDecodeError as error:
            errors.append(f"line {number}: not JSON ({error.msg})")
        except RecursionError:
            errors.append(f"line {number}: not an item (too many values inside of values)")
        except KeyError as error:
            errors.append(f"line {number}: not an item (the key {error} is missing)")
        except (TypeError, ValueError) as error:
            errors.append(f"line {number}: not an item ({error})")
    return tuple(items), tuple(errors)


def _item(data: dict[str, Any]) -> Item:
    for key in ("url", "title", "text", "published"):
        if not isinstance(data.get(key), str | None):
            raise TypeError(f"“{key}” must be a text")
    if not (data.get("title") or data.get("text")):
        raise ValueError("it has neither title nor text")
    if not isinstance(data.get("fields"), dict | None):
        raise TypeError("“fields” must be an object")
    published = datetime.fromisoformat(data["published"]) if data.get("published") else None
    if published is not None and published.tzinfo is None:
        published = published.replace(tzinfo=UTC)
    return Item(
        id=str(data["id"]),
        source=str(data.get("source") or "file"),
        kind=ItemKind(data.get("kind") or "news"),
        url=str(data.get("url") or ""),
        title=str(data.get("title") or ""),
        text=str(data.get("text") or ""),
        lang=data.get("lang"),
        published=published,
        fields=dict(data.get("fields") or {}),
    )


def replay(items: Sequence[Item], setup: TeamSetup, *, stories: bool) -> dict[str, Any]:
    """Return the contract's report: which alerts the team would have had, and what was held back and why."""
    db = open_database("sqlite://", MIGRATIONS)
    try:
        with db.atomic():
            save_team(db, setup.team, {}, EPOCH)
            for watchlist in setup.watchlists:
                save_watchlist(db, watchlist, EPOCH)
        return _replay(db, items, setup, stories=stories)
    finally:
        db.close()


def _replay(db: Database, items: Sequence[Item], setup: TeamSetup, *, stories: bool) -> dict[str, Any]:
    matching = Matching()
    matching.refresh(db, EPOCH)
    view = replace(matching.views[setup.team], rules=setup.rules, muted=setup.muted)
    names: dict[str, str] = {}  # item key to the id in the file
    suppressed: list[dict[str, str]] = []
    members: dict[str, list[Item]] = {}  # alert to its items
    now = EPOCH
    for item in sorted(items, key=lambda one: one.published or EPOCH):
        now = max(now + timedelta(microseconds=1), item.published or EPOCH)
        [past] = known(db, [(item.source, all_identities([item]))])
        (decision,) = decide([item], past)
        if decision.key in names and decision.verdict is Verdict.SAME:
            suppressed.append({"item": item.id, "stage": str(Stage.DEDUPE), "reason": str(Reason.SAME_ITEM)})
            continue
        names.setdefault(decision.key, item.id)
        held = _tell(db, found_in(decision.item, matching.scan), decision, view, now)
        if held is None:
            suppressed.append({"item": item.id, "stage": str(Stage.MATCH), "reason": str(Reason.NO_TERM)})
            continue
        if held.alert_id is not None:
            members.setdefault(held.alert_id, []).append(item)
        if held.stage is not Stage.POSTED:
            suppressed.append({"item": item.id, "stage": str(held.stage), "reason": str(held.reason)})
    alerts = [outbox.alert(db, name) for name in members]
    posted = [one for one in alerts if one is not None and one.severity in view.rules.post]
    report: dict[str, Any] = {
        "items": len(items),
        "alerts": [_alert_json(alert, members[alert.id]) for alert in posted],
        "suppressed": suppressed,
    }
    if stories:
        report["stories"] = [
            {"story": f"s{number}", "items": [item.id for item in story]}
            for number, story in enumerate(group(items), 1)
        ]
    return report


def _tell(
    db: Database, scan: Scan, decision: Decision, view: TeamView, now: datetime
) -> verdicts.Verdict | None:
    source = Source(id=decision.item.source, kind=SourceKind.FEED, url="", name=decision.item.source)
    one = Scanned(key=decision.key, item=decision.item, identities=decision.identities, scan=scan)
    with db.atomic():
        save_decision(db, decision, now=now)
        occasion = Occasion(db=db, memory=Memory(db, now), source=source, now=now)
        if is_official(decision.item):
            recorder.tell_official(occasion, (one,), {view.team: view})
        else:
            recorder.tell(occasion, (one,), {view.team: view})
    held = verdicts.of_item(db, decision.key)
    return held[0] if held else None


def _alert_json(alert: Alert, items: Sequence[Item]) -> dict[str, Any]:
    return {
        "alert": alert.id,
        "severity": str(alert.severity),
        "title": alert.title,
        "items": [item.id for item in items],
        "urls": list(dict.fromkeys(item.url for item in items if item.url)),
        "terms": list(dict.fromkeys(evidence.term for evidence in alert.evidence)),
        "first": (items[0].published or alert.created).isoformat(),
    }
