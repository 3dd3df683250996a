"""What a failed call to Slack means for the post: surely failed, may have arrived, can never succeed. Pure.

Knows slack_sdk's and aiohttp's errors and Slack's error codes (docs.slack.dev/reference/methods). The
sentences it makes hold codes and class names only: no token, no address, no message text.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.errors import DeliveryError, Failure

# No repeat of the same call can succeed; a person must act (invite the bot, new token, …).
PERMANENT = frozenset(
    {
        "access_denied", "account_inactive", "as_user_not_supported", "cannot_reply_to_message",
        "channel_not_found", "channel_type_not_supported", "ekm_access_denied", "enterprise_is_restricted",
        "invalid_arguments", "invalid_auth", "invalid_blocks", "invalid_blocks_format",
        "invalid_metadata_format", "invalid_metadata_schema", "is_archived", "message_limit_exceeded",
        "metadata_must_be_sent_from_app", "metadata_too_large", "missing_scope", "msg_blocks_too_long",
        "msg_too_long", "no_permission", "no_text", "not_allowed_token_type", "not_authed",
        "not_in_channel", "org_login_required", "restricted_action",
        "restricted_action_non_threadable_channel", "restricted_action_read_only_channel",
        "restricted_action_thread_locked", "restricted_action_thread_only_channel",
        "slack_connect_blocked_file_type", "team_access_not_granted", "team_not_found", "thread_not_found",
        "token_expired", "token_revoked", "too_many_attachments", "two_factor_setup_required",
        "unknown_method",
    }
)  # fmt: skip
# The workspace took its access away, or our token is none (any more).
LEFT = frozenset({"account_inactive", "token_revoked"})
REFUSED_TOKEN = LEFT | {"invalid_auth", "token_expired"}
# The reference says of these: "some aspect of the operation may have succeeded before the error".
_UNCLEAR = frozenset({"fatal_error", "internal_error"})
# The blocks are at fault, not the text: say it in plain text once.
BAD_BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "block_mismatch"})
# The message stands but may not be edited (any more): say it in its thread.
NOT_EDITABLE = frozenset(
    {"cant_update_message", "edit_window_closed", "is_inactive", "message_not_found", "update_failed"}
)
_ADVICE = {
    "channel_not_found": "the channel does not exist or the bot is not in it; invite it with /invite",
    "not_in_channel": "the bot is not in the channel; invite it with /invite",
    "is_archived": "the channel is archived; choose another",
    "invalid_auth": "Slack does not accept the bot's token",
    "not_authed": "the bot's token is missing",
    "token_revoked": "the bot's token was revoked; install the app again",
    "token_expired": "the bot's token has expired; install the app again",
    "account_inactive": "the app was removed from the workspace; install it again",
}
_CODE = re.compile(r"[a-z0-9_]{1,80}")
_SCOPES = re.compile(r"[a-z0-9_:.,]{1,200}")
_MAX_WAIT = timedelta(hours=1)


def code_of(error: BaseException) -> str:
    """Return Slack's error code, "" when the error is none of Slack's."""
    if not isinstance(error, SlackApiError):
        return ""
    code = _answer(error).get("error")
    return code if isinstance(code, str) and _CODE.fullmatch(code) else ""


def sentence(error: BaseException) -> str:
    """Return what happened, in one sentence without secrets."""
    code = code_of(error)
    if code:
        needed = _answer(error).get("needed")
        if code == "missing_scope" and isinstance(needed, str) and _SCOPES.fullmatch(needed):
            return (
                f"Slack: missing_scope (the app needs {needed}: update it from the manifest, install again)"
            )
        return f"Slack: {code}" + (f" ({_ADVICE[code]})" if code in _ADVICE else "")
    status = _status(error)
    if status:
        return f"Slack answered HTTP {status}"
    if isinstance(error, TimeoutError):
        return "Slack did not answer in time"
    if isinstance(error, aiohttp.ClientConnectorError):
        return f"No answer from Slack: {error.host} cannot be reached (a firewall, or a proxy to set?)"
    return f"No answer from Slack ({type(error).__name__})"


def delivery_error(error: Exception, *, repeatable: bool = False) -> DeliveryError:
    """Return the DeliveryError for a failed call.

    `repeatable` calls (reading, editing) do no harm twice: what may have arrived is then as good as
    surely failed, and simply tried again. A Retry-After is one for the method in the whole workspace
    (docs.slack.dev/apis/web-api/rate-limits).
    """
    failure = _failure(error)
    if repeatable and failure is Failure.AMBIGUOUS:
        failure = Failure.SURE
    pause = _retry_after(error)
    return DeliveryError(
        sentence(error),
        failure=failure,
        retry_after=pause,
        everywhere=pause is not None,
        code=code_of(error),
    )


@contextmanager
def classified(*, repeatable: bool = False) -> Iterator[None]:
    """Turn whatever a call raises inside into DeliveryError, see `delivery_error`."""
    try:
        yield
    except DeliveryError:
        raise
    except Exception as error:  # noqa: BLE001 - a Channel raises DeliveryError and nothing else
        raise delivery_error(error, repeatable=repeatable) from None


def _failure(error: Exception) -> Failure:
    code, status = code_of(error), _status(error)
    if code in PERMANENT:
        return Failure.PERMANENT
    if code in _UNCLEAR or status >= 500:
        return Failure.AMBIGUOUS
    if code or 400 <= status < 500:
        return Failure.SURE
    if isinstance(
        error,
        aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError | aiohttp.ClientHttpProxyError,
    ):
        return Failure.SURE  # no connection was made: refused, no such host, bad certificate
    return Failure.AMBIGUOUS  # timeout, reset, half an answer, anything unforeseen


def _answer(error: BaseException) -> Mapping[str, Any]:
    data = getattr(getattr(error, "response", None), "data", None)
    return data if isinstance(data, dict) else {}


def _status(error: BaseException) -> int:
    """Return the HTTP status; slack_sdk hangs its own or aiohttp's response on the error."""
    if not isinstance(error, SlackApiError):
        return 0
    response = error.response
    status = getattr(response, "status_code", None) or getattr(response, "status", None)
    return status if isinstance(status, int) else 0


def _retry_after(error: Exception) -> timedelta | None:
    headers = getattr(getattr(error, "response", None), "headers", None) or {}
    value = headers.get("Retry-After") or headers.get("retry-after")
    if value is None or not str(value).isascii() or not str(value).isdigit():
        return None
    return min(timedelta(seconds=min(int(value), 10**6)), _MAX_WAIT)
