"""What can go wrong with watchlists; one class for each thing a caller does differently.

WatchlistError
├── UnknownWatchlist
├── UnknownTerm
├── DuplicateTerm
├── InvalidTerm       too short, empty, too common to watch
├── ReadOnlyWatchlist an official list cannot be edited
└── NotCompiled       no memory, no process; the old matcher serves on
"""


class WatchlistError(Exception):
    """Root of everything this package raises. The text is one sentence fit for a person."""


class UnknownWatchlist(WatchlistError):  # noqa: N818 - the house word
    """No watchlist of that name in the team."""


class UnknownTerm(WatchlistError):  # noqa: N818
    """No such term in the watchlist."""


class DuplicateTerm(WatchlistError):  # noqa: N818
    """The name or alias is watched already."""


class InvalidTerm(WatchlistError):  # noqa: N818
    """Nothing sensible can be matched by that name."""


class ReadOnlyWatchlist(WatchlistError):  # noqa: N818
    """Official lists are updated from their source, not by hand."""


class NotCompiled(WatchlistError):  # noqa: N818
    """What is watched could not be made ready for matching."""
