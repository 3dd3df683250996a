"""What can go wrong while watching; one class for each thing a caller does differently.

WatcherError
├── FetchError        we tried and failed: back off, try again (`retry_after` when the source named a pause)
├── RefusedError      we would not connect (address, scheme, redirect): nothing was sent
├── ParseError        the bytes are not what the kind promises: count it, keep what we knew
└── UnknownSource     no source with that id
"""

from datetime import timedelta


class WatcherError(Exception):
    """Root of everything this package raises. The text is one sentence fit for a person."""


class FetchError(WatcherError):
    """We tried and failed. `retry_after` is the pause the source asked for, if any."""

    def __init__(
        self, reason: str, *, retry_after: timedelta | None = None, status: int | None = None
    ) -> None:
        super().__init__(reason)
        self.retry_after = retry_after
        self.status = status


class RefusedError(WatcherError):
    """We would not connect. The text never says what an internal host answered."""


class ParseError(WatcherError):
    """The bytes are not what the source's kind promises (block page, wrong type, no list element, cut)."""


class UnknownSource(WatcherError):  # noqa: N818 - the house word
    """No source with that id."""
