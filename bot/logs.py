"""Where events are written, and how many of them: standard error, masked, from which level on."""

from __future__ import annotations

import logging
import time
from functools import cached_property

from bot.masking import MaskedFormatter

_OWN = ("sanctions_watch", "bot", "watchers", "watchlists")
_NOISY = ("httpx", "httpcore", "slack_sdk", "slack_bolt", "apscheduler", "aiohttp.access")


class _OnStandardError(logging.Handler):
    """Writes events to standard error: in colour at a terminal, else one line an event, the time in UTC."""

    @cached_property
    def _inner(self) -> logging.Handler:
        """What writes them; made at the first event, for many commands log none."""
        from rich.console import Console
        from rich.highlighter import NullHighlighter
        from rich.logging import RichHandler

        console = Console(stderr=True)
        if console.is_terminal:
            coloured = RichHandler(
                console=console,
                show_path=False,
                rich_tracebacks=False,
                log_time_format="%H:%M:%S",
                highlighter=NullHighlighter(),
            )
            coloured.setFormatter(MaskedFormatter("%(message)s"))
            return coloured
        plain = logging.StreamHandler()
        lines = MaskedFormatter("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        lines.converter = time.gmtime
        plain.setFormatter(lines)
        return plain

    def emit(self, record: logging.LogRecord) -> None:
        """Write one event."""
        self._inner.emit(record)


def set_up_logs(level: str = "INFO") -> None:
    """Send logs to standard error; libraries that log addresses or messages stay quiet."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s", handlers=[_OnStandardError()])
    set_level(level)
    for noisy in _NOISY:
        logging.getLogger(noisy).setLevel(logging.ERROR)


def set_level(level: str) -> None:
    """Let our own events through from this level on: DEBUG, INFO, WARNING or ERROR."""
    for own in _OWN:
        logging.getLogger(own).setLevel(level)
