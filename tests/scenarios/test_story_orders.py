"""The news of one rule in whatever order they are read: the story is closed, and its gap is true."""

import json
from datetime import timedelta

import pytest

import watchers.store
from bot.alerts import Alert
from bot.program import App
from tests.scenarios.test_announced_listed import HELD, NAMES, NEW, START, register
from tests.watchers.listmaker import csl_csv, csl_row, supplement_4
from tests.world import Clock, Page, Recording, Site
from watchers.model import Source, SourceKind

SUMMARY = "This rule adds two entities to the Entity List, under China (2)."
TEXT = (
    "15 CFR Part 744 RIN 0694-AA00 Additions to the Entity List\nAGENCY: BIS.\nACTION: Final rule.\n"
    f"SUMMARY: {SUMMARY}\nDATES: This rule is effective March 3, 2026.\n"
    f"SUPPLEMENTARY INFORMATION: {NAMES} are added."
)
KINDS = {
    "pi": SourceKind.PUBLIC_INSPECTION,
    "fr": SourceKind.FEDERAL_REGISTER,
    "ecfr": SourceKind.ECFR,
    "csl": SourceKind.CSL,
}


def results(*documents: dict[str, object]) -> Page:
    body = json.dumps({"count": len(documents), "results": documents}).encode()
    return Page(body, "application/json")


def pages(base: str) -> dict[str, dict[str, Page]]:
    """Return what each source shows after each event."""
    filed = register(base, filed_at="2026-03-03T08:45:00-05:00", raw_text_url=f"{base}/raw.txt")
    rule = register(
        base,
        publication_date="2026-03-06",
        citation="91 FR 10000",
        start_page=10000,
        end_page=10012,
        abstract=SUMMARY,
        effective_on="2026-03-03",
    )
    correction = register(base) | {
        "document_number": "C1-2026-04321",
        "title": "Additions to the Entity List; Correction",
        "html_url": f"{base}/d/C1-2026-04321",
        "publication_date": "2026-03-20",
        "citation": "91 FR 13000",
        "start_page": 13000,
        "end_page": 13001,
        "correction_of": f"{base}/api/v1/documents/2026-04321.json",
    }
    return {
        "start": {
            "/pi": results(),
            "/fr": results(),
            "/ecfr": Page(supplement_4(HELD), "application/xml"),
            "/csl": Page(csl_csv([csl_row(one) for one in HELD]), "text/csv"),
            "/raw.txt": Page(TEXT.encode(), "text/plain"),
        },
        "pi": {"/pi": results(filed)},
        "fr": {"/fr": results(rule)},
        "correction": {"/fr": results(correction)},
        "ecfr": {"/ecfr": Page(supplement_4([*NEW, *HELD]), "application/xml")},
        "csl": {"/csl": Page(csl_csv([csl_row(one) for one in (*HELD, *NEW)]), "text/csv")},
    }


async def story(
    order: str, app: App, site: Site, channel: Recording, clock: Clock
) -> tuple[dict[str, str], Alert]:
    """Return the facts of the last word on the rule, and the whole of it; events are 30 hours apart."""
    clock.now = START
    shown = pages(site.base)
    site.pages |= shown["start"]
    with app.db.atomic():
        for path, kind in KINDS.items():
            source = Source(id=path, kind=kind, url=f"{site.base}/{path}", name=path.upper())
            watchers.store.add_source(app.db, source, START)
    await app.poll_now()
    for event in order.split():
        clock.now += timedelta(hours=30)
        site.pages |= shown[event]
        for report in await app.poll_now():
            assert report.result.outcome in ("ok", "unchanged"), report.result.reason
    last = (channel.updates or channel.posts)[-1]
    return {fact.label: fact.value for fact in last.facts}, last


@pytest.mark.parametrize(
    ("order", "listed"),
    [
        ("fr correction csl pi ecfr", "2026-03-06 in the Entity List, 2 days after the first word"),
        ("correction fr ecfr csl pi", "2026-03-06 in the Entity List, 2 days after the first word"),
        ("ecfr csl fr correction pi", "2026-03-03 in the Entity List, before the document was published"),
        ("csl ecfr pi fr correction", "2026-03-03 in the Entity List, the same day"),
        ("ecfr pi correction csl fr", "2026-03-03 in the Entity List, the same day"),
    ],
)
async def test_one_rule_is_one_story_in_any_order(
    order: str, listed: str, app: App, site: Site, channel: Recording, clock: Clock
) -> None:
    """One message; it is closed on the day that the first list told it, whatever is read later."""
    facts, last = await story(order, app, site, channel, clock)
    assert len(channel.posts) == 1, [alert.title for alert in channel.posts]
    assert facts["Stage"].startswith("listed")
    assert facts["Listed"] == listed
    assert {line.text for line in last.lines} == {f"added: {one.name} (China)" for one in NEW}


@pytest.mark.parametrize("order", ["csl correction ecfr pi fr", "ecfr correction fr", "correction csl pi"])
async def test_a_correction_read_before_what_it_corrects_leaves_no_story_open(
    order: str, app: App, site: Site, channel: Recording, clock: Clock
) -> None:
    """Nothing tells at first that the correction and the change are of one rule; the document does, later."""
    facts, last = await story(order, app, site, channel, clock)
    assert len(channel.posts) == 2
    assert facts["Stage"] == "listed (before: announced)"
    assert facts["Listed"].startswith("2026-03-0")
    assert {line.text for line in last.lines} == {f"added: {one.name} (China)" for one in NEW}
