"""Real samples served on loopback, added as an operator adds them, polled twice and changed once."""

import csv
import gzip
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

import watchers.store
from bot.actors import Actor, Role
from bot.alerts import AlertKind
from bot.cli.checks import check_url
from bot.program import App
from tests.world import Page, Site
from watchers.model import PollOutcome, SourceKind


async def add(app: App, url: str, kind: SourceKind | None = None) -> int:
    """Add a source as `sources add` does; return what it said the first poll would bring."""
    check = await check_url(app, url, kind=kind)
    assert check.outcome is PollOutcome.OK, f"{url}: {check.reason}"
    assert check.source is not None
    assert check.parsed is not None
    with app.db.atomic():
        if not watchers.store.add_source(
            app.db, check.source, app.clock()
        ):  # feeds of one address but for its end
            other = replace(check.source, id=f"{check.source.id}-{len(watchers.store.sources(app.db))}")
            assert watchers.store.add_source(app.db, other, app.clock())
    return len(check.parsed.items or check.parsed.entries)


def posts(app: App) -> int:
    return app.db.query("SELECT COUNT(*) AS n FROM deliveries")[0]["n"]


async def test_every_real_feed_is_added_and_polled_twice(real_data: Path, app: App, site: Site) -> None:
    """No crash, the counts the look promised, and the second poll posts nothing."""
    folder = real_data / "sources/news/feeds"
    promised = {}
    for path in sorted(folder.rglob("*.*")):
        place = f"/{path.relative_to(folder)}"
        kind = "application/json" if path.suffix == ".json" else "application/xml"
        site.pages[place] = Page(path.read_bytes(), kind)
        check = await check_url(app, site.base + place)
        if check.outcome is PollOutcome.OK and check.parsed is not None:
            promised[place] = await add(app, site.base + place)
        else:
            assert check.reason.endswith("."), f"{place}: {check.reason}"
    assert len(promised) >= 25
    first = await app.poll_now()
    assert {report.result.outcome for report in first} == {PollOutcome.OK}
    assert sum(report.result.read for report in first) == sum(promised.values())
    before = posts(app)
    second = await app.poll_now()
    assert {report.result.outcome for report in second} == {PollOutcome.UNCHANGED}
    assert posts(app) == before


async def test_real_tender_pages(real_data: Path, app: App, site: Site) -> None:
    """The list page leads to the notice page; nothing personal is stored, nothing in pictures matches."""
    folder = real_data / "sources/tenders_cn"
    listing = (folder / "ccgp_list_page_DOCUMENTED_SHAPE.html").read_bytes()
    site.pages["/cggg/dfgg/zbgg/index.htm"] = Page(listing, "text/html")
    notice = (folder / "ccgp_detail_dfgg_zbgg_2025-05-27_shenzhen.html").read_bytes()
    look = await check_url(app, f"{site.base}/cggg/dfgg/zbgg/index.htm", kind=SourceKind.CCGP_LIST)
    assert look.parsed is not None
    for item in look.parsed.items:
        site.pages[item.url.removeprefix(site.base)] = Page(notice, "text/html")
    await add(app, f"{site.base}/cggg/dfgg/zbgg/index.htm", SourceKind.CCGP_LIST)
    first = await app.poll_now()
    assert first[0].result.outcome is PollOutcome.OK
    before = posts(app)
    second = await app.poll_now()
    assert second[0].result.outcome is PollOutcome.UNCHANGED
    assert posts(app) == before
    rows = app.db.query("SELECT text, fields FROM items")
    assert len(rows) == len(look.parsed.items)
    fields = [json.loads(row["fields"]) for row in rows]
    assert all(one["buyer"] and one["supplier"] and one["award_yuan"] == 6_687_900 for one in fields)
    assert not any("base64" in row["text"] or "评审专家名单" in row["text"][-200:] for row in rows)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("documents_search_page_a_2020-08.json.gz", SourceKind.FEDERAL_REGISTER),
        ("public_inspection_current_page_a_2020-08-12.json.gz", SourceKind.PUBLIC_INSPECTION),
    ],
)
async def test_real_register_answers(
    real_data: Path, app: App, site: Site, name: str, kind: SourceKind
) -> None:
    """Documents of other agencies are dropped and counted; the second poll is silent."""
    body = gzip.decompress((real_data / "sources/federal_register" / name).read_bytes())
    site.pages["/api.json"] = Page(body, "application/json")
    total = len(json.loads(body)["results"])
    taken = await add(app, f"{site.base}/api.json", kind)
    assert 0 <= taken <= total
    (first,) = await app.poll_now()
    assert first.result.outcome is PollOutcome.OK
    before = posts(app)
    await app.poll_now()
    assert posts(app) == before


async def test_a_real_list_with_edits_gives_exactly_those_changes(
    real_data: Path, app: App, site: Site
) -> None:
    """Rows added, removed and edited by us are told on the third poll, and nothing else."""
    body = gzip.decompress((real_data / "sources/csl/csl_subset_2023-11-30.csv.gz").read_bytes()).decode()
    site.pages["/csl.csv"] = Page(body.encode(), "text/csv")
    assert await add(app, f"{site.base}/csl.csv", SourceKind.CSL) > 2_000
    await app.poll_now()
    before = posts(app)
    await app.poll_now()
    assert posts(app) == before
    rows = list(csv.DictReader(io.StringIO(body)))
    listed = [row for row in rows if row["source"].startswith("Entity List") and row["name"]]
    gone, edited = listed[5], listed[9]
    fresh = {**listed[20], "_id": "f" * 56, "name": "Wholly Invented Test Company", "alt_names": ""}
    changed = [
        {**row, "addresses": "1 Invented Road, CN"} if row is edited else row
        for row in rows
        if row is not gone
    ]
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows([fresh, *reversed(changed)])
    site.pages["/csl.csv"] = Page(out.getvalue().encode(), "text/csv")
    (third,) = await app.poll_now()
    difference = third.result.difference
    assert difference is not None
    assert [entry.name for entry in difference.added] == ["Wholly Invented Test Company"]
    assert [entry.name for entry in difference.removed] == [gone["name"]]
    assert [one.entry.name for one in difference.changed] == [edited["name"]]
    assert {field.field for field in difference.changed[0].fields} <= {"addresses", "country"}
    kinds = {alert.kind for alert in app.deliverer._channels["terminal"].posts}  # type: ignore[attr-defined]
    assert AlertKind.LIST_CHANGE in kinds


async def test_the_hostile_series_alert_as_often_as_they_should(
    real_data: Path, app: App, site: Site
) -> None:
    """Ids that change, repeat, are missing or vanish for a poll: each item is one alert over the series."""
    folder = real_data / "hostile/own"
    cases = [json.loads(line) for line in (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines()]
    actor = Actor(team="default", user="U1", role=Role.OWNER, via="test")
    for case in cases:
        if "series" not in case:
            continue
        name = case["series"]
        for term in case["watch"]:
            await app.commands.answer(f'watchlist add "{term}"', actor)
        before = matches(app)
        for number in range(1, case["polls"] + 1):
            body = (folder / f"{name}.poll{number}.xml").read_bytes()
            site.pages[f"/{name}.xml"] = Page(body)
            if number == 1:
                await add(app, f"{site.base}/{name}.xml")
            (report,) = await app.pipeline.poll_due([f"{site_id(site)}-{name.replace('_', '-')}-xml"])
            failed = report.result.outcome is PollOutcome.FAILED
            assert failed == (number > 1 and not re.search(b"<(item|entry)\\b", body)), name
        fresh = matches(app) - before
        assert fresh == case["alerts_total"], name
        for table in ("told_keys", "deliveries", "alerts"):  # the series share their links
            app.db.execute(f"DELETE FROM {table}")


def matches(app: App) -> int:
    return app.db.query("SELECT COUNT(*) AS n FROM alerts WHERE kind = 'match'")[0]["n"]


def site_id(site: Site) -> str:
    return site.base.removeprefix("http://").replace(".", "-").replace(":", "-")
