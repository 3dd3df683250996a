"""What can go wrong in the bot; one class for each thing a caller does differently.

BotError
├── SettingsError    the environment or .env is wrong: say which setting and what to do
├── VaultError       a sealed text cannot be opened: its key is not here, or it was altered
├── CommandError     the person's call cannot be answered; the text is shown to them
│   └── CallError      its words are wrong: in a shell the exit status is 2
├── StoreError       the database is newer than the program, locked, damaged …
│   ├── StoreFull      no room: stop taking in, stay up, go on when there is space
│   └── StoreConflict  a constraint forbids the write: somebody else was first
└── DeliveryError    a post did not succeed; says whether it surely failed and may be tried again
"""

from datetime import timedelta
from enum import StrEnum


class BotError(Exception):
    """Root of everything this package raises. The text is one sentence fit for a person."""


class SettingsError(BotError):
    """A setting is missing or wrong."""


class VaultError(BotError):
    """What is sealed cannot be opened. Concerns one workspace: the others go on."""


class CommandError(BotError):
    """A person's call cannot be answered; the text is shown to them as it is."""


class CallError(CommandError):
    """The words of the call are wrong, whatever is held: say it otherwise."""


class StoreError(BotError):
    """The database cannot be used."""


class StoreFull(StoreError):  # noqa: N818 - the house word
    """No room for the write: nothing committed is lost; go on when there is space again."""


class StoreBusy(StoreError):  # noqa: N818 - the house word
    """Another instance waited for us as we for it, and we gave way: nothing was written, try again."""


class StoreConflict(StoreError):  # noqa: N818 - the house word
    """A constraint of the schema forbids the write."""


class Failure(StrEnum):
    """What is known of a post that did not succeed (docs/delivery.md)."""

    SURE = "sure"  # the chat did not take it: try again later
    AMBIGUOUS = "ambiguous"  # it may have been taken: reconcile before any repeat
    PERMANENT = "permanent"  # no repeat can succeed: dead letter


class DeliveryError(BotError):
    """A post did not succeed. The text never holds a token or a webhook address.

    `retry_after` is the pause that the chat named; `everywhere` says that it named it for all places of the
    workspace, not for this one alone. `code` is the chat's own word for what happened, where it has one.
    `partly`: a part was taken before, or may have been.
    """

    partly = False

    def __init__(
        self,
        reason: str,
        *,
        failure: Failure,
        retry_after: timedelta | None = None,
        everywhere: bool = False,
        code: str = "",
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.failure = failure
        self.retry_after = retry_after
        self.everywhere = everywhere
        self.code = code
