"""What a failed call means for a post (docs/delivery.md), without a secret in any sentence."""

from datetime import timedelta
from types import SimpleNamespace

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.chat.slack.faults import classified, code_of, delivery_error, sentence
from bot.errors import DeliveryError, Failure

KEY = SimpleNamespace(host="slack.com", port=443, ssl=True, is_ssl=True)

HALF = SimpleNamespace(status=200, headers={})  # aiohttp's response, as the SDK hangs it on
PROXY = SimpleNamespace(status=502, headers={})


def answered(
    code: str = "", status: int = 200, headers: dict[str, str] | None = None, **more: str
) -> SlackApiError:
    """Return the SDK's error for an answer of Slack's."""
    data = {"ok": False, **({"error": code} if code else {}), **more}
    response = AsyncSlackResponse(
        client=None,
        http_verb="POST",
        api_url="https://slack.com/api/x",
        req_args={"headers": {"Authorization": "xoxb-secret"}},
        data=data,
        headers=headers or {},
        status_code=status,
    )
    return SlackApiError("The request to the Slack API failed. xoxb-secret", response)


CASES = [
    # what happened, what it means for a post, what it means for a call that may be repeated
    (answered("ratelimited", 429, {"Retry-After": "30"}), Failure.SURE, Failure.SURE),
    (answered("", 429), Failure.SURE, Failure.SURE),
    (answered("service_unavailable", 503), Failure.AMBIGUOUS, Failure.SURE),
    (answered("", 500), Failure.AMBIGUOUS, Failure.SURE),
    (answered("internal_error"), Failure.AMBIGUOUS, Failure.SURE),
    (answered("fatal_error"), Failure.AMBIGUOUS, Failure.SURE),
    (answered("", 403), Failure.SURE, Failure.SURE),
    (answered("something_new"), Failure.SURE, Failure.SURE),
    (answered("channel_not_found"), Failure.PERMANENT, Failure.PERMANENT),
    (answered("is_archived"), Failure.PERMANENT, Failure.PERMANENT),
    (answered("token_revoked"), Failure.PERMANENT, Failure.PERMANENT),
    (answered("invalid_auth"), Failure.PERMANENT, Failure.PERMANENT),
    (answered("msg_too_long"), Failure.PERMANENT, Failure.PERMANENT),
    (answered("invalid_blocks"), Failure.PERMANENT, Failure.PERMANENT),
    (answered("missing_scope", needed="channels:history"), Failure.PERMANENT, Failure.PERMANENT),
    (TimeoutError(), Failure.AMBIGUOUS, Failure.SURE),
    (aiohttp.ServerTimeoutError("read xoxb-secret"), Failure.AMBIGUOUS, Failure.SURE),
    (aiohttp.ConnectionTimeoutError("connect"), Failure.SURE, Failure.SURE),
    (aiohttp.ClientConnectorError(KEY, OSError(111, "refused")), Failure.SURE, Failure.SURE),
    (aiohttp.ServerDisconnectedError("xoxb-secret"), Failure.AMBIGUOUS, Failure.SURE),
    (aiohttp.ClientOSError(104, "reset"), Failure.AMBIGUOUS, Failure.SURE),
    (aiohttp.ClientPayloadError("half a body"), Failure.AMBIGUOUS, Failure.SURE),
    (SlackApiError("half JSON, secret", HALF), Failure.AMBIGUOUS, Failure.SURE),
    (SlackApiError("a proxy's page", PROXY), Failure.AMBIGUOUS, Failure.SURE),
    (AttributeError("'str' object has no attribute 'get'"), Failure.AMBIGUOUS, Failure.SURE),
]  # fmt: skip


@pytest.mark.parametrize(("error", "posted", "repeated"), CASES)
def test_what_a_failed_call_means(error: Exception, posted: Failure, repeated: Failure) -> None:
    """Refused is sure, unanswered ambiguous, hopeless permanent; what may be repeated is never ambiguous."""
    assert delivery_error(error).failure is posted
    assert delivery_error(error, repeatable=True).failure is repeated


@pytest.mark.parametrize("error", [case[0] for case in CASES])
def test_no_sentence_holds_a_secret(error: Exception) -> None:
    """Sentences are made of codes and class names."""
    for text in (sentence(error), str(delivery_error(error)), repr(delivery_error(error))):
        assert "secret" not in text
        assert text


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("30", timedelta(seconds=30)),
        ("99999999999", timedelta(hours=1)),
        ("soon", None),
        ("-1", None),
        ("٣", None),
    ],
)
def test_retry_after_is_honoured_within_reason(value: str, wait: timedelta | None) -> None:
    """Slack's pause comes back; nonsense does not, and no more than an hour."""
    assert delivery_error(answered("ratelimited", 429, {"Retry-After": value})).retry_after == wait


def test_a_missing_scope_is_named() -> None:
    """The sentence says which scope and what to do."""
    assert "channels:history" in sentence(answered("missing_scope", needed="channels:history"))
    assert "/invite" in sentence(answered("not_in_channel"))


def test_a_code_is_only_what_looks_like_one() -> None:
    """An error field with other letters than Slack's codes is not repeated."""
    assert code_of(answered("xoxb SECRET!")) == ""
    assert code_of(ValueError("x")) == ""


def test_a_delivery_error_goes_through_unchanged() -> None:
    """What was judged already keeps its judgement."""
    with pytest.raises(DeliveryError) as caught, classified(repeatable=True):
        raise DeliveryError("known", failure=Failure.AMBIGUOUS)
    assert caught.value.failure is Failure.AMBIGUOUS
