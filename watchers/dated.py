"""Addresses that hold a date: the eCFR serves each day's text under that day and has no word for "today".

A source's address may hold `{date}`; its option `date_url` names the answer that lists the days there are.
"""

import re

from watchers.errors import FetchError
from watchers.model import Fetched, Request, Source
from watchers.ports import Fetch

PLACE = "{date}"
_DAY = re.compile(rb'"date"\s*:\s*"(\d{4}-\d{2}-\d{2})"')


async def dated_url(source: Source, fetch: Fetch) -> str:
    """Return the source's address with the newest day its `date_url` names.

    The answer is searched, not parsed: a JSON text with members `"date": "YYYY-MM-DD"`. Raises FetchError
    where no day is named, and as the fetch itself does.
    """
    if PLACE not in source.url:
        return source.url
    answer = await fetch.fetch(Request(url=source.options.get("date_url", "")))
    days = _DAY.findall(answer.body) if isinstance(answer, Fetched) else []
    if not days:
        raise FetchError("The source names no day whose text could be read.")
    return source.url.replace(PLACE, max(days).decode())
