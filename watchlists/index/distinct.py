"""The distinct terms of all watchlists, with who holds each, as tables.

Knows terms and tables. Must not know spellings, texts or what a match is.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import accumulate
from json.encoder import encode_basestring
from typing import Any
from zlib import crc32

from watchlists import native
from watchlists.index.candidates import Entry
from watchlists.index.tables import Tables
from watchlists.model import Term, Watchlist, team_of

Asked = tuple[str, Iterable[bytes]]  # a watchlist to be compiled: its id and the keys of its terms
Marks = tuple[bytes, bytes, bytes, bytes, bytes]

_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_read: Callable[[str, int], tuple[list[Any], int]] = json.JSONDecoder().scan_once  # type: ignore[attr-defined]
_BETWEEN = b'","'  # after the name in a key; inside a text of it a quotation mark has a backslash before it
_ORG = b'org"'
_ABSENT: list[Any] = [0, (), (), ()]  # what a key leaves out at its end; most terms are a name alone


def key_of(term: Term, *, official: bool) -> bytes:
    """Return what makes two terms one to a scan: everything but the note."""
    if not term.weak_aliases and not term.context:
        return plain_key(term.name, term.kind, term.aliases, official=official)
    parts: list[object] = [term.name, term.kind, int(official), term.aliases, term.weak_aliases, term.context]
    while not parts[-1]:
        parts.pop()
    return _written(parts).encode("utf-8", "surrogatepass")


def asked_of(watchlist: Watchlist) -> Asked:
    """Return a watchlist as it is to be compiled."""
    return watchlist.id, (key_of(term, official=watchlist.official) for term in watchlist.terms)


def plain_key(name: str, kind: str, aliases: Iterable[str], *, official: bool) -> bytes:
    """Return what `key_of` returns for a term of these names alone, a list of which has tens of thousands."""
    written = encode_basestring
    more = ",".join(map(written, aliases))
    rest = f",{int(official)},[{more}]" if more else ",1" if official else ""
    return f"[{written(name)},{written(kind)}{rest}]".encode("utf-8", "surrogatepass")


def plain_keys(names: Mapping[str, Collection[str]], kind: str, *, official: bool) -> list[bytes]:
    """Return what `plain_key` returns for each name with its aliases, of which none counts twice."""
    written = encode_basestring
    of_kind, alone = written(kind), ",1]" if official else "]"
    with_more = f",{int(official)},["
    keys = []
    for name, aliases in names.items():
        more = [written(alias) for alias in dict.fromkeys(aliases) if alias != name] if aliases else None
        rest = f"{with_more}{','.join(more)}]]" if more else alone
        keys.append(f"[{written(name)},{of_kind}{rest}".encode("utf-8", "surrogatepass"))
    return keys


def keys_of_written(
    names: Mapping[str, str], kind: str, each: Callable[[str], Iterable[str]], *, official: bool
) -> list[bytes]:
    """Return what `plain_keys` returns for names as JSON writes them, which saves reading and writing them.

    The aliases of a name stand one after the other in one text; `each` parts them.
    """
    of_kind, alone = encode_basestring(kind), ",1]" if official else "]"
    with_more = f",{int(official)},["
    keys = []
    for name, aliases in names.items():
        if aliases.count('"') == 2:  # one alone, as most have
            rest = f"{with_more}{aliases}]]" if aliases != name else alone
        else:
            more = [alias for alias in dict.fromkeys(each(aliases)) if alias != name] if aliases else None
            rest = f"{with_more}{','.join(more)}]]" if more else alone
        keys.append(f"[{name},{of_kind}{rest}".encode("utf-8", "surrogatepass"))
    return keys


def keys_of_entries(
    entries: list[str], marks: Marks, listed: str, kind: str, *, official: bool
) -> list[bytes] | None:
    """Return what `keys_of_written` returns for the entries of a list, given as they are stored.

    `marks`: what stands before and behind the aliases, before what the entry is listed on, and before and
    behind its name; `listed`: only those that are listed so, as JSON writes it, "" all. None where one is
    not written as expected, or there is no compiled form.
    """
    if native.written_keys is None:
        return None
    wanted = listed.encode("utf-8", "surrogatepass")
    return native.written_keys(entries, marks, wanted, encode_basestring(kind).encode(), official)


def is_official(key: bytes) -> bool:
    """Return whether a key that `plain_key` made is that of a name of an official list."""
    return key.endswith(b",1]") or b'",1,[' in key


def entry_of(key: bytes | str, owners: Sequence[int] = ()) -> Entry:
    """Return the term of a key, to be looked for."""
    text = key if isinstance(key, str) else str(key, "utf-8", "surrogatepass")
    (name, kind, *rest), _ = _read(text, 0)
    if len(rest) < 2:  # as most are
        return Entry(Term(name=name, kind=kind), official=bool(rest and rest[0]), owners=owners)
    official, aliases, weak, context = rest + _ABSENT[len(rest) :]
    term = Term(
        name=name, kind=kind, aliases=tuple(aliases), weak_aliases=tuple(weak), context=tuple(context)
    )
    return Entry(term, official=bool(official), owners=owners)


def put_terms(tables: Tables, owners: Mapping[bytes, array[int]], ids: Sequence[str] = ()) -> None:
    """Keep the distinct terms, each with the numbers of the watchlists that hold it; `ids`: of the lists."""
    tables.put_raw("terms", owners)
    tables.put_numbers("owners starts", accumulate(map(len, owners.values()), initial=0))
    tables["owners"] = memoryview(b"".join(owners.values()))
    orgs = [key.startswith(_ORG, key.find(_BETWEEN) + len(_BETWEEN)) for key in owners]
    tables["orgs"] = memoryview(bytes(orgs))
    tables.put_numbers("watched by", _teams_alike(owners.values(), ids))
    keys = array("I", map(crc32, owners))
    ordered = sorted(range(len(keys)), key=keys.__getitem__)
    tables.put_numbers("term keys", map(keys.__getitem__, ordered))
    tables.put_numbers("term of key", ordered)


def _teams_alike(owners: Iterable[array[int]], ids: Sequence[str]) -> list[int]:
    """Return a number for each term, the same for terms that the same teams watch."""
    teams = list(map(team_of, ids))
    by_teams: dict[frozenset[str], int] = {}
    numbered = list(map(bytes, owners))  # most are of the same few watchlists
    by_lists = {
        lists: by_teams.setdefault(
            frozenset(teams[number] for number in memoryview(lists).cast("I")) if teams else frozenset(),
            len(by_teams),
        )
        for lists in dict.fromkeys(numbered)
    }
    return list(map(by_lists.__getitem__, numbered))


class DistinctTerms:
    """The terms that `put_terms` kept; each is made when it is first asked for, and then stays the same."""

    def __init__(self, tables: Tables) -> None:
        self._terms = tables.texts("terms")
        self._owners = tables.groups("owners")
        self._keys = tables.numbers("term keys")
        self._term_of_key = tables.numbers("term of key")
        self._made: dict[int, Entry] = {}
        rows = (tables.numbers("terms starts"), tables["terms"], self._owners.starts, self._owners.numbers)
        self._compiled = native.Terms(Entry, Term, *rows).make if native.Terms is not None else None

    def __getitem__(self, number: int) -> Entry:
        entry = self._made.get(number)
        if entry is None:
            made = self._compiled(number) if self._compiled is not None else None
            entry = self._made[number] = made or entry_of(self._terms[number], self._owners[number])
        return entry

    def find(self, key: bytes) -> int | None:
        """Return the number of the term of a key (see `key_of`), or None."""
        short = crc32(key)
        for at in range(bisect_left(self._keys, short), len(self._keys)):
            if self._keys[at] != short:
                break
            if self._terms.raw(self._term_of_key[at]) == key:
                return self._term_of_key[at]
        return None
