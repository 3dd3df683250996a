"""The answer to one poll's requests: fetched and parsed, before anything is decided.

Knows which bytes belong together and whether they are those held. Must not know items or lists held before.
"""

import hashlib
from dataclasses import dataclass, replace

from watchers.companions import together
from watchers.dated import dated_url
from watchers.errors import FetchError
from watchers.keys import Keys
from watchers.lists.readers import reader_version
from watchers.model import Fetched, NotModified, Parsed, Request, Source, SourceState
from watchers.ports import Fetch, Parse
from watchers.questions import LIST_MAX_BYTES, STREAM_MAX_BYTES, context_of, request_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The parsed answer to one poll's requests, before anything is decided.

    The bytes in `fetched` are let go: a list is large.

    `same`: byte for byte the answer held, read again by another reader. `reread`: the one held was read by
    another reader than `reader`, this one.
    """

    parsed: Parsed
    fetched: Fetched
    content_hash: str
    reader: str
    same: bool = False
    reread: bool = False


async def ask(source: Source, state: SourceState, *, fetch: Fetch, parse: Parse) -> Answer | NotModified:
    """Fetch and parse what one poll asks for, its companions with it. Raises WatcherError."""
    limit = LIST_MAX_BYTES if source.kind.is_list else STREAM_MAX_BYTES
    # A list held from an earlier reader: the whole file once more, see `watchers.lists.readers`.
    reader = reader_version()
    reread = source.kind.is_list and state.baselined and state.reader != reader
    companions = source.options.get("companions", "").split()
    # What is held of several files are the validators of each, which `together` alone can read.
    asked = replace(state, etag=None, last_modified=None) if reread or companions else state
    request = request_for(replace(source, url=await dated_url(source, fetch)), asked, limit)
    if companions:
        more = (Request(url=url, max_bytes=limit) for url in companions)
        fetched = await together([request, *more], None if reread else state.etag, fetch=fetch)
    else:
        fetched = await fetch.fetch(request)
    if isinstance(fetched, NotModified):
        return fetched
    body = fetched.body
    digest = hashlib.sha256(body).hexdigest()
    same = digest == state.content_hash
    if same and not reread:
        return NotModified(
            url=fetched.url,
            etag=fetched.etag,
            last_modified=fetched.last_modified,
            max_age=fetched.max_age,
        )
    parsed = await parse.parse(source.kind, body, context_of(source, fetched))
    return Answer(
        parsed=parsed,
        fetched=replace(fetched, body=b""),
        content_hash=digest,
        reader=reader,
        same=same,
        reread=reread,
    )


async def read_once(source: Source, *, fetch: Fetch, parse: Parse, keys: Keys) -> Answer:
    """Fetch and parse the first page now, for `sources check`. Raises WatcherError."""
    asked, parse = keys.fill(source), keys.kept_from(source, parse)
    answer = await ask(asked, SourceState(source_id=source.id), fetch=fetch, parse=parse)
    if isinstance(answer, NotModified):
        raise FetchError("The source answered 304 though nothing was asked on condition.")
    return answer
