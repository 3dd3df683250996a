"""A source of several files: each is asked for on its own condition, all are read as one.

“Not changed” is said of the whole only when it was said of every file. Where one changed, those that did not
are asked for again without condition: their bytes are needed too, and are not kept here.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from watchers.errors import FetchError
from watchers.model import Fetched, NotModified, Request
from watchers.parsers.dates import read_date
from watchers.ports import Fetch
from watchers.questions import bundle

Validators = Mapping[str, tuple[str | None, str | None]]  # by address: ETag, Last-Modified


async def together(requests: Sequence[Request], held: str | None, *, fetch: Fetch) -> Fetched | NotModified:
    """Fetch the files of a source, the main one first; `held` are the validators of the last time.

    The answer's body is all of them, its `etag` their validators as one text, its `last_modified` that of the
    oldest. Raises WatcherError.
    """
    known = _unpacked(held, requests)
    answers = [await fetch.fetch(_on_condition(one, known)) for one in requests]
    if all(isinstance(one, NotModified) for one in answers):
        pauses = [one.max_age for one in answers if one.max_age]
        return NotModified(url=requests[0].url, max_age=min(pauses, default=None))
    files = [
        await _whole(request, fetch) if isinstance(answer, NotModified) else answer
        for request, answer in zip(requests, answers, strict=True)
    ]
    body = bundle([(one.url, one.body) for one in files])
    validators = {one.url: (one.etag, one.last_modified) for one in files}
    days = sorted((day, one.last_modified) for one in files if (day := read_date(one.last_modified)))
    oldest = days[0][1] if len(days) == len(files) else None
    return replace(files[0], body=body, etag=_packed(validators), last_modified=oldest)


async def _whole(request: Request, fetch: Fetch) -> Fetched:
    answer = await fetch.fetch(request)
    if isinstance(answer, NotModified):
        raise FetchError("A file answered 304 though nothing was asked on condition.")
    return answer


def _on_condition(request: Request, known: Validators) -> Request:
    etag, last_modified = known.get(request.url, (None, None))
    return replace(request, etag=etag, last_modified=last_modified)


def _packed(validators: Validators) -> str | None:
    """Return the validators as text; None where a file has none: it would be asked for whole each time."""
    if not all(any(pair) for pair in validators.values()):
        return None
    return json.dumps(validators, separators=(",", ":"))


def _unpacked(held: str | None, requests: Sequence[Request]) -> Validators:
    """Read what `_packed` wrote; nothing where it is of other files, or of a source of one."""
    try:
        read = {str(url): (pair[0], pair[1]) for url, pair in json.loads(held or "{}").items()}
    except (ValueError, AttributeError, TypeError, LookupError):
        return {}
    known = {one.url for one in requests} == set(read)
    plain = all(value is None or isinstance(value, str) for pair in read.values() for value in pair)
    return read if known and plain else {}
