"""What may reach Bolt: only requests that Slack signed within the last five minutes. Pure but for the clock.

Knows the form of Slack's signature (docs.slack.dev/authentication/verifying-requests-from-slack). The form is
checked first, as slack_sdk raises on a timestamp that is no number, on a signature with non-ASCII letters and
on a body that is no text, and Bolt reads the body before it verifies it.
"""

import re
from collections.abc import Mapping

from slack_sdk.signature import Clock, SignatureVerifier

MAX_BODY = 1024 * 1024  # bytes; Slack's largest payloads, modals, are below 300 kB
_STAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")


class Guard:
    """Judges one inbound request by its headers and body."""

    def __init__(self, signing_secret: str, *, clock: Clock | None = None) -> None:
        self._verifier = SignatureVerifier(signing_secret, clock=clock or Clock())

    def accepts(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Return whether Slack signed exactly this body, at most five minutes ago. Never raises."""
        stamp = headers.get("X-Slack-Request-Timestamp", "")
        signature = headers.get("X-Slack-Signature", "")
        if not (_STAMP.fullmatch(stamp) and _SIGNATURE.fullmatch(signature)):
            return False
        try:
            return self._verifier.is_valid(body=body, timestamp=stamp, signature=signature)
        except UnicodeDecodeError:
            return False
