"""A search API that pages by a token inside the question: pages are read until a known notice."""

import json
from typing import Any

from aiohttp import web

import watchers.store
from bot.program import App
from watchers.model import Source, SourceKind

QUESTION = {"query": "FT ~ (GPU)", "limit": 2, "page": 1, "paginationMode": "PAGE_NUMBER"}


def notices(numbers: list[int], token: str) -> dict[str, Any]:
    rows = [
        {
            "publication-number": f"{number}-2026",
            "publication-date": "2026-03-02+01:00",
            "notice-title": {"eng": f"Servers, part {number}"},
            "links": {"html": {"ENG": f"https://ted.europa.eu/en/{number}"}},
        }
        for number in numbers
    ]
    return {"notices": rows, "totalNoticeCount": 9, "iterationNextToken": token}


async def test_pages_are_asked_for_by_token_until_a_known_notice(app: App) -> None:
    """The question is sent again with the token; a token after the last page ends in an empty page."""
    asked: list[dict[str, Any]] = []
    newest = [3, 2, 1]

    async def search(request: web.Request) -> web.Response:
        question = await request.json()
        asked.append(question)
        at = int(question.get("iterationNextToken") or 0)
        return web.json_response(notices(newest[at : at + 2], str(at + 2)))

    server = web.Application()
    server.router.add_post("/search", search)
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/search"
    source = Source(
        id="ted", kind=SourceKind.TED, url=url, name="TED", options={"post": json.dumps(QUESTION)}
    )
    with app.db.atomic():
        watchers.store.add_source(app.db, source, app.clock())
    await app.poll_now()
    assert len(asked) == 1, "the first poll takes one page"
    newest = [7, 6, 5, 4, *newest]
    (report,) = await app.poll_now()
    assert report.result.outcome == "ok"
    assert {item.id for item in report.items} == {f"{number}-2026" for number in (7, 6, 5, 4)}
    await runner.cleanup()
    assert [question.get("iterationNextToken") for question in asked] == [None, None, "2", "4"]
    assert asked[-1] == {
        "query": "FT ~ (GPU)",
        "limit": 2,
        "paginationMode": "ITERATION",
        "iterationNextToken": "4",
    }
