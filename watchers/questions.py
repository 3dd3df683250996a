"""What a poll asks: the first request, following pages, and what the parser is told of the answer. Pure."""

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import replace

from watchers.errors import ParseError
from watchers.model import Fetched, Request, Source, SourceState
from watchers.parsers import ParseContext

LIST_MAX_BYTES = 64 * 1024 * 1024
STREAM_MAX_BYTES = 5 * 1024 * 1024


def bundle(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Return several files as one body (a zip with fixed times: same files, same bytes)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for url, body in files:
            name = url.split("?", 1)[0].rstrip("/").rsplit("/", 1)[-1] or "file"
            archive.writestr(zipfile.ZipInfo(name), body)
    return out.getvalue()


def request_for(source: Source, state: SourceState, limit: int) -> Request:
    headers = {"Accept": source.options["accept"]} if "accept" in source.options else {}
    body = source.options.get("post")
    return Request(
        url=source.url,
        method="POST" if body is not None else "GET",
        body=body.encode() if body is not None else None,
        headers={**headers, **({"Content-Type": "application/json"} if body is not None else {})},
        # A late answer to details may be due although the list page is unchanged, so validators always go.
        etag=state.etag,
        last_modified=state.last_modified,
        max_bytes=limit,
    )


def first_request(source: Source, limit: int) -> Request:
    """Return what a poll asks for when nothing is known of the source yet."""
    return request_for(source, SourceState(source_id=source.id), limit)


def following(source: Source, next_page: str) -> Request:
    """Return the request for a following page: its address, or for a search API the token in the question."""
    asked = source.options.get("post")
    if asked is None:
        return Request(url=next_page)
    try:
        question = json.loads(asked)
    except ValueError:
        raise ParseError(
            "The option “post” of the source is not JSON, so no further page can be asked for."
        ) from None
    question = {key: value for key, value in question.items() if key != "page"}
    question |= {"paginationMode": "ITERATION", "iterationNextToken": next_page}
    source = replace(source, options={**source.options, "post": json.dumps(question)})
    return first_request(source, STREAM_MAX_BYTES)


def context_of(source: Source, fetched: Fetched) -> ParseContext:
    return ParseContext(
        source_id=source.id,
        url=fetched.final_url,
        content_type=fetched.content_type,
        options=source.options,
    )
