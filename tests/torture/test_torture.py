"""The short form of the crash campaign; `make torture` is the long one."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def run(*arguments: str, script: str = "campaign.py") -> tuple[int, dict[str, int]]:
    """Run a campaign; return its exit status and figures."""
    command = [sys.executable, "-W", "ignore", str(HERE / script), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    print(done.stdout, done.stderr)
    figures = {name: int(value) for name, value in re.findall(r"(\w+)=(\d+)", done.stdout.splitlines()[-1])}
    return done.returncode, figures


@pytest.mark.parametrize(
    "more",
    [("--restore",), ("--instances", "3"), ("--clock", "86400")],
    ids=["restored", "three", "clock set"],
)
def test_kills_lose_nothing_and_repeat_nothing(more: tuple[str, ...]) -> None:
    """kill -9 at random moments, a fifth of the posts failing: every alert is in Slack once, up to date.

    One instance, set back to a backup half-way; three on one file; a clock up to a day off at each start.
    """
    status, figures = run("--kills", "8", "--seed", "21", "--each", "0.05", *more)
    assert figures["kills"] == 8
    assert figures["alerts"] > 10
    # a Retry-After that a killed process had just read is forgotten: `early` is judged without kills
    assert figures["moves"] > 0
    bad = ("lost", "dup", "unsaid", "said_twice", "stale", "strange", "fast")
    assert [figures[name] for name in bad] == [0] * len(bad)
    assert status == 0


def test_kills_before_teams_lose_nothing_and_say_no_move_twice() -> None:
    """Nothing can be read back there: only what says that it may be a repeat is there again."""
    status, figures = run("--teams", "--kills", "8", "--seed", "27", "--each", "0.1", "--faults", "0.3")
    assert figures["moves"] > 0
    bad = ("lost", "dup", "unsaid", "said_twice", "stale", "strange")
    assert [figures[name] for name in bad] == [0] * len(bad)
    assert status == 0


def test_faults_alone_lose_nothing_and_keep_every_pause() -> None:
    """Without kills: the same, and no call before a Retry-After ended."""
    status, figures = run("--kills", "0", "--alerts", "60", "--seed", "23", "--each", "0.01")
    assert figures["alerts"] == 60
    bad = ("lost", "dup", "unsaid", "said_twice", "stale", "strange", "early", "fast")
    assert [figures[name] for name in bad] == [0] * len(bad)
    assert status == 0


def test_the_campaign_sees_what_a_plain_retry_does() -> None:
    """The count can fail: repeating after every failure shows duplicates.

    Of sixty alerts, without kills: between two of them a busy machine may post too few.
    """
    status, figures = run(
        "--kills", "0", "--alerts", "60", "--naive", "--faults", "0.4", "--seed", "22", "--each", "0.01"
    )
    assert figures["dup"] > 0
    assert figures["lost"] == 0
    assert status == 1


@pytest.mark.parametrize("more", [(), ("--naive",)], ids=["leased", "naive"])
def test_instances_share_sources_without_polling_one_twice(more: tuple[str, ...]) -> None:
    """Killed and stopped at random; and the count can fail, where leases last no time."""
    status, figures = run("--kills", "12", "--instances", "3", "--seed", "26", *more, script="polls.py")
    assert figures["polls"] > 20
    assert figures["never"] == 0
    assert bool(figures["polled_twice"]) is bool(more)
    assert status == bool(more)


def test_kills_of_the_whole_program() -> None:
    """`sanctions-watch run`, killed while it polls and posts, tells every item once; SIGTERM ends it."""
    options = {"kills": 2, "seed": 25, "feeds": 2, "every": 3, "grace": 2}
    arguments = [f"--{name}={value}" for name, value in options.items()]
    status, figures = run(*arguments, script="app_campaign.py")
    assert figures["kills"] == 2
    assert figures["items"] >= 4
    assert [figures[name] for name in ("lost", "dup", "unfinished", "orphans", "status")] == [0] * 5
    assert figures["term_seconds"] < 10
    assert status == 0
