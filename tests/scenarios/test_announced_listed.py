"""From the first word to the list, through real polls: one message, edited as it goes on, and closed."""

import json
from datetime import UTC, datetime, timedelta

import pytest

import watchers.store
from bot.program import App
from tests.watchers.listmaker import Party, csl_csv, csl_row, parties, supplement_4
from tests.world import Clock, Page, Recording, Site
from watchers.model import Source, SourceKind

pytestmark = pytest.mark.both_stores

START = datetime(2026, 3, 2, 14, tzinfo=UTC)
HELD = parties(60)
NEW = [
    Party(
        number=9000 + number,
        name=name,
        aliases=(),
        heading="CHINA, PEOPLE'S REPUBLIC OF",
        country="China",
        code="CN",
        addresses=(f"No. {number} Quay Road, Hefei, China",),
        citation="91 FR 10004, 3/6/26",
    )
    for number, name in enumerate(("Harbour Turbine Works", "Northgate Photonics Co., Ltd."), 1)
]
NAMES = " and ".join(one.name for one in NEW)


def register(base: str, **more: object) -> dict[str, object]:
    """Return a document as both services have it."""
    return {
        "document_number": "2026-04321",
        "title": "Additions to the Entity List",
        "type": "Rule",
        "agencies": [{"slug": "industry-and-security-bureau"}],
        "html_url": f"{base}/d/2026-04321",
        **more,
    }


async def test_announced_then_listed_is_one_message_with_the_gap(
    app: App, site: Site, channel: Recording, clock: Clock
) -> None:
    """Public inspection, the eCFR, publication and the screening list, in that order."""
    clock.now = START

    def put(path: str, body: bytes, content_type: str) -> None:
        site.pages[path] = Page(body, content_type)

    async def hours(number: int) -> None:
        clock.now += timedelta(hours=number)
        for report in await app.poll_now():
            assert report.result.outcome in ("ok", "unchanged"), report.result.reason

    put("/pi", json.dumps({"count": 0, "results": []}).encode(), "application/json")
    put("/fr", json.dumps({"count": 0, "results": []}).encode(), "application/json")
    put("/ecfr", supplement_4(HELD), "application/xml")
    put("/csl", csl_csv([csl_row(one) for one in HELD]), "text/csv")
    with app.db.atomic():
        for kind, path in (
            (SourceKind.PUBLIC_INSPECTION, "pi"),
            (SourceKind.FEDERAL_REGISTER, "fr"),
            (SourceKind.ECFR, "ecfr"),
            (SourceKind.CSL, "csl"),
        ):
            source = Source(id=path, kind=kind, url=f"{site.base}/{path}", name=path.upper())
            watchers.store.add_source(app.db, source, START)
    await hours(0)
    assert not channel.posts, "the first reading is silent"

    filed = register(site.base, filed_at="2026-03-03T08:45:00-05:00", raw_text_url=f"{site.base}/raw.txt")
    put("/pi", json.dumps({"count": 1, "results": [filed]}).encode(), "application/json")
    text = (
        "15 CFR Part 744 RIN 0694-AA00 Additions to the Entity List\nAGENCY: BIS.\nACTION: Final rule.\n"
        "SUMMARY: This rule adds two entities to the Entity List, under China (2).\n"
        f"DATES: This rule is effective March 3, 2026.\nSUPPLEMENTARY INFORMATION: {NAMES} are added."
    )
    put("/raw.txt", text.encode(), "text/plain")
    await hours(24)
    (post,) = channel.posts
    facts = {fact.label: fact.value for fact in post.facts}
    assert facts["Stage"] == "announced"
    assert facts["Announces"] == "additions to the Entity List, effective 2026-03-03"

    put("/ecfr", supplement_4([*NEW, *HELD]), "application/xml")
    await hours(48)
    published = register(
        site.base, publication_date="2026-03-06", citation="91 FR 10000", start_page=10000, end_page=10012
    )
    put("/fr", json.dumps({"count": 1, "results": [published]}).encode(), "application/json")
    await hours(24)
    put("/csl", csl_csv([csl_row(one) for one in (*HELD, *NEW)]), "text/csv")
    await hours(24)

    assert len(channel.posts) == 1, [alert.title for alert in channel.posts]
    last = channel.updates[-1]
    facts = {fact.label: fact.value for fact in last.facts}
    assert facts["Stage"] == "listed (before: announced)"
    assert facts["Listed"] == "2026-03-05 in the Entity List, 2 days after the first word"
    assert facts["Citation"].startswith("91 FR 100")
    assert [line.text for line in last.lines] == [f"added: {one.name} (China)" for one in NEW]
    assert {source.name for source in last.sources} >= {"PI", "ECFR"}
