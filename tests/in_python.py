"""Runs tests again with nothing compiled: both forms of what is compiled must pass the same ones."""

import os
import subprocess
import sys
from pathlib import Path


def assert_passing(*arguments: str) -> None:
    """Run pytest with these arguments in a process of its own, in Python only; all must pass."""
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *arguments, "-p", "no:cacheprovider"],
        cwd=Path(__file__).parents[1],
        env={**os.environ, "SANCTIONS_WATCH_PURE_PYTHON": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-3000:]
