"""Compiles the terms of all watchlists into tables.

Knows terms and tables. Must not know texts, or where anything is stored.
"""

from array import array
from collections.abc import Iterable

from watchlists.compiling.collecting import no_collecting
from watchlists.compiling.spelling import Spelling
from watchlists.index.distinct import Asked, asked_of, entry_of, put_terms
from watchlists.index.tables import Tables
from watchlists.model import Term, Watchlist

_LATIN, _ANY = (
    Watchlist(team="", name="", terms=(Term(name=f"{name} University Co., Ltd.", kind="org"),))
    for name in ("Quorvex", "Shenzhen")
)


def read_words(*, latin: bool = False) -> None:
    """Read the words that compiling needs, where some time is left before there is anything to compile.

    `latin`: those for names in Latin letters only; a dictionary of Chinese takes as long as all of them.
    """
    tabulated([_LATIN if latin else _ANY])


def tabulated(watchlists: Iterable[Watchlist]) -> Tables:
    """Return the distinct terms of all watchlists, each compiled once."""
    return tabulated_keys(map(asked_of, watchlists))


def tabulated_keys(asked: Iterable[Asked]) -> Tables:
    """Return the distinct terms of watchlists given by their keys, each compiled once."""
    distinct = Distinct()
    with no_collecting():
        for watchlist, keys in asked:
            distinct.add(watchlist)
            for key in keys:
                distinct.hold(key)
        return Compiling(distinct).tables()


class Distinct:
    """The terms of watchlists, each once, with the numbers of those that hold it."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.owners: dict[bytes, array[int]] = {}

    def add(self, watchlist: str) -> None:
        """Go on with another watchlist; given is its id."""
        self.ids.append(watchlist)

    def hold(self, key: bytes) -> None:
        """Take a term of that watchlist, given by its key."""
        owners = self.owners.get(key)
        if owners is None:
            owners = self.owners[key] = array("I")
        owners.append(len(self.ids) - 1)


class Compiling:
    """The work on some terms: begun by as many processes as `hands`, ended by this one."""

    def __init__(self, distinct: Distinct, hands: int = 1) -> None:
        self._distinct = distinct
        keys = list(distinct.owners)
        self._spelling = Spelling(lambda number: entry_of(keys[number]), len(keys), hands, keys.__getitem__)

    def tables(self) -> Tables:
        """Return what was made."""
        tables = Tables()
        tables.put_texts("watchlists", self._distinct.ids)
        put_terms(tables, self._distinct.owners, self._distinct.ids)
        self._spelling.put(tables, unwatched=True)
        return tables
