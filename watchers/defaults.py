"""The sources a fresh installation polls: `data/sources.json` as values.

Knows the file that ships with the package; knows no store. What each source is, and which are off until
somebody turns them on (other lists, licences, terms), is told in docs/sources.md.
"""

import json
from datetime import timedelta
from functools import cache
from importlib.resources import files

from watchers.model import Source, SourceKind


@cache
def default_sources() -> tuple[Source, ...]:
    """Return the default sources, the ones that are off (`paused`) at the end."""
    text = files("watchers").joinpath("data", "sources.json").read_text(encoding="utf-8")
    return tuple(
        Source(
            id=row["id"],
            kind=SourceKind(row["kind"]),
            url=row["url"],
            name=row["name"],
            interval=timedelta(minutes=row["minutes"]),
            options=row.get("options", {}),
            paused=row.get("paused", False),
        )
        for row in json.loads(text)["sources"]
    )
