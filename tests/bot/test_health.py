"""What a team is told of a source that cannot be read."""

from datetime import UTC, datetime

import pytest

from bot.alerts import Destination
from bot.health import failing, unreachable
from watchers.model import Source, SourceKind, SourceState

WIRE = Source(id="wire", kind=SourceKind.FEED, url="https://wire.example", name="Wire")


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (None, "There is no host. It could not be read yet; 3 polls failed in a row."),
        (datetime(2026, 3, 1, 9, tzinfo=UTC), "It was last read 2026-03-01 09:00 UTC; 3 polls failed"),
    ],
)
def test_a_failing_source_says_when_it_was_last_read(last: datetime | None, said: str) -> None:
    """Or that it never was."""
    state = SourceState(source_id="wire", failures=3, last_error="There is no host.", last_success_at=last)
    assert said in failing(WIRE, state, now=datetime(2026, 3, 2, tzinfo=UTC)).text


def test_what_a_chat_answered_ends_with_one_full_stop() -> None:
    """Some of its words are sentences, some are codes."""
    place = Destination(id="teams:x", team="default", channel="teams", address="x")
    now = datetime(2026, 3, 2, tzinfo=UTC)
    for note in ("is_archived", "The conversation does not exist any more."):
        assert f"{note.rstrip('.')}. What cannot" in unreachable(place, note, now=now).text
