"""Fixtures of the front ends: a Slack that stands in for the real one, and a front end that talks to it."""

from collections.abc import AsyncIterator

import pytest

from bot.chat.slack.front_end import SlackFrontEnd
from tests.slack_mock import SlackMock
from tests.slack_people import Chat, FakeResponder, front_for


@pytest.fixture
async def slack() -> AsyncIterator[SlackMock]:
    """Return Slack's side: it keeps what it was asked."""
    async with SlackMock() as mock:
        yield mock


@pytest.fixture
def responder() -> FakeResponder:
    """Return who answers commands."""
    return FakeResponder()


@pytest.fixture
def front(slack: SlackMock, responder: FakeResponder) -> SlackFrontEnd:
    """Return the front end of one workspace, before the two."""
    return front_for(slack, responder)


@pytest.fixture
def chat(slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd) -> Chat:
    """Return all three."""
    return Chat(slack, responder, front)
