"""Programs that are killed in the middle, and whether the processes that one starts end with it."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence

from tests.conftest import ROOT


def killed_there(program: str, *given: str) -> None:
    """Run Python code with this checkout and `given` as its arguments; kill it once it printed "there"."""
    with subprocess.Popen(
        [sys.executable, "-c", program, str(ROOT), *given],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as caller:
        assert caller.stdout is not None
        assert caller.stdout.readline() == "there\n"
        caller.kill()


def ends_when_killed(command: Sequence[str], *, ready: str) -> bool:
    """Kill a caller once it printed the group of its process and `ready`; return whether the group ends."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as caller:
        assert caller.stdout is not None
        group = int(caller.stdout.readline())
        assert caller.stdout.readline() == f"{ready}\n"
        assert _lives(group)
        caller.kill()
    ended = time.monotonic() + 60
    while time.monotonic() < ended:
        if not _lives(group):
            return True
        time.sleep(0.05)
    return False


def _lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
