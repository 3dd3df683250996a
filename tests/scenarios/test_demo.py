"""`make demo` tells the whole job: what it prints is what the bot did."""

import io
import itertools
import logging

import pytest
from rich.console import Console

from bot.demo import play


@pytest.fixture
def quiet_again():
    """Give the loggers back the levels that the demo takes away."""
    names = ("sanctions_watch", "bot", "watchers", "watchlists")
    levels = {name: logging.getLogger(name).level for name in names}
    yield
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


async def test_the_demo_shows_the_main_job(quiet_again: None) -> None:
    """A baseline, then alerts for tender, story and list; the reprint joins; the second poll is silent."""
    paper = io.StringIO()
    await play(Console(file=paper, width=100))
    told = paper.getvalue()
    steps = [told.index(words) for words in ("Yesterday:", "Today:", "An hour later:", "/sanctions alerts")]
    yesterday, today, later = (told[a:b] for a, b in itertools.pairwise(steps))
    assert "floods nobody" in yesterday
    assert "SEVERITY" not in yesterday
    assert today.count("HIGH SEVERITY") == 3, "tender, story, and the story once more with its reprint"
    assert today.count("updated") == 1
    assert today.count("LIST CHANGE") == 2
    for words in ("深圳大学", "AWS", "A100", "200,000 yuan", "1 of them joined", "3 added"):
        assert words in today
    assert "A100 near Tempelhof" not in today
    assert later.count("updated") == 0
    assert "0 new items, nothing posted" in later
    for words in (
        "1 candidate for “示例智芯科技”",
        "Acknowledged by you",
        "Now watching “Example Reseller”",
        "深圳大学城 is a place",
    ):
        assert words in told.replace("\n", "")
