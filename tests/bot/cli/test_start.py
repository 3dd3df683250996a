"""What a command loads before it works: every command pays for it, each time."""

import gc
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.run import loaded as already_loaded

NETWORK = ("aiohttp", "slack_bolt", "slack_sdk", "microsoft_teams", "apscheduler", "prometheus_client")
PARSERS = ("lxml", "feedparser", "trafilatura")
# not their package by itself: its compiled loop is loaded with the others, and costs nothing
COMPARING = ("watchlists.names.scorer", "watchlists.names.prepared", "watchlists.names.vocabulary")
NAMES = ("rapidfuzz", "ahocorasick_rs", "rjieba", "pypinyin", "watchlists.spellings.variants", *COMPARING)
SETTINGS = ("pydantic", "pydantic_settings", "sqlite_utils", "rich")

RUN = """
import json, sys
from bot.cli.main import main
sys.argv = ["sanctions-watch", *sys.argv[1:]]
try:
    main()
finally:
    print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def loaded(folder: Path, *words: str) -> set[str]:
    """Return the modules that a command has loaded when it has ended."""
    (folder / "text.txt").write_text("Shenzhen University buys 200 A100 cards.", encoding="utf-8")
    (folder / "names.csv").write_text("kind,name,aliases,context,note\norg,Shenzhen University,,,\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", RUN, *words],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize(
    ("words", "needless"),
    [
        (["--help"], (*NETWORK, *PARSERS, *NAMES, *SETTINGS)),
        (["watchlist", "--help"], (*NETWORK, *PARSERS, *NAMES, *SETTINGS)),
        (["run", "--help"], (*NETWORK, *PARSERS, *NAMES, *SETTINGS, "bot.commands", "bot.cli.streams")),
        (["compare", "--jsonl", os.devnull], (*NETWORK, *PARSERS, *SETTINGS, "watchlists.matcher")),
        (["scan", "--watchlist", "names.csv", "--jsonl", os.devnull], (*NETWORK, *PARSERS, *SETTINGS)),
        (["scan", "--watchlist", "names.csv", "text.txt"], (*NETWORK, *PARSERS, *COMPARING)),
        (["watchlist", "list"], (*NETWORK, *PARSERS, *NAMES)),
        (["lookup", "Shenzhen University"], (*NETWORK, *PARSERS, "watchlists.matcher")),
        (["sources", "list"], (*NETWORK, *PARSERS, *NAMES)),
    ],
    ids=lambda words: " ".join(words[:2]) if isinstance(words, list) else None,
)
def test_a_command_loads_only_what_it_needs(
    words: list[str], needless: tuple[str, ...], tmp_path: Path
) -> None:
    """A look-up loads no web server, help no table of names."""
    modules = loaded(tmp_path, *words)
    found = {module for module in modules for name in needless if f"{module}.".startswith(f"{name}.")}
    assert not found


def test_a_server_loads_nothing_that_only_other_chats_and_notices_need() -> None:
    """Between its start and its first poll stands all that is loaded."""
    needed = "bot.app, bot.cli.chat_settings, bot.chat.slack.front_end"
    load = f"import json, sys, {needed}; print(json.dumps([*sys.modules]))"
    done = subprocess.run([sys.executable, "-c", load], capture_output=True, check=True, encoding="utf-8")
    others = {
        "rich",
        "slack_bolt.adapter.socket_mode",
        "microsoft_teams",
        "watchers.parsers.persons",
        "psycopg",
        *PARSERS,
    }
    assert not others.intersection(json.loads(done.stdout))


def test_what_was_loaded_is_not_looked_through_again() -> None:
    """The collector that the console script switched off is on again; elsewhere it stays as it is."""
    work = "import gc; gc.disable(); from bot.cli.run import loaded; loaded()"
    check = f"{work}; print(gc.isenabled(), gc.get_freeze_count() > 0)"
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, check=True, encoding="utf-8")
    assert done.stdout.split() == ["True", "True"]
    before = gc.get_freeze_count()
    already_loaded()
    assert (gc.isenabled(), gc.get_freeze_count()) == (True, before)
