"""The names of official lists into the tables of their index, by a process of its own.

That takes ten seconds for a hundred thousand names, many times the memory of what comes of them, and would
leave words and names of all of them in what the program remembers. Entries go in as they are stored, tables
come out; what runs there is `main`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from watchers.lists.store import entry_from_json
from watchlists.compiling.process import TablesProcess, answer, asked, end_with_caller
from watchlists.model import Party

if TYPE_CHECKING:
    from watchers.model import Entry
    from watchlists.index.tables import Tables


class NamesProcess:
    """A process that files names, begun."""

    def __init__(self) -> None:
        self._process = TablesProcess("bot.matching.names_apart", "the index of official names")

    def tables(self, entries: Iterable[str]) -> Tables:
        """Return the tables of entries as stored; made here, where no process could be started. Once.

        Raises NotCompiled when the process dies, and what the iterator raises.
        """
        if not self._process.is_begun:
            return tables_here(entries)
        return self._process.tables(entry.encode("utf-8", "surrogatepass") + b"\n" for entry in entries)

    def kill(self) -> None:
        """End it from any thread: who waits for the tables has NotCompiled raised."""
        self._process.kill()


def party(entry: Entry) -> Party:
    """Return an entry of an official list as a party that can be looked up."""
    return Party(
        entity_id=entry.entity_id,
        name=entry.name,
        list=entry.list,
        aliases=entry.aliases,
        kind=entry.kind,
        country=entry.country,
        url=entry.url,
        citation=entry.citation,
        note=entry.remarks,
    )


def tables_here(entries: Iterable[str | bytes]) -> Tables:
    """Return the tables of entries as stored, made by this process: of a few, that takes no time."""
    from watchlists.names.filed import tables_of

    return tables_of(party(entry_from_json(json.loads(entry))) for entry in entries)


def main() -> None:
    """Read entries from standard input and write the tables of their names to standard output."""

    def entries() -> Iterator[bytes]:
        yield from asked()
        end_with_caller()

    answer(tables_here(entries()))
