"""How long the main loop does not come round while large answers are read: `python bench/stalls.py`.

By the clock, which other programs lengthen, and in CPU of the loop's own thread. The limit is 250 ms. Beside
it the same work done in one go on the loop: what the worker and the small steps are for.
"""

import asyncio
import gc
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.watchers import listmaker  # noqa: E402
from watchers.model import Parsed, SourceKind  # noqa: E402
from watchers.parsers import ParseContext, parse  # noqa: E402
from watchers.parsing.worker import ParserPool  # noqa: E402

CONTEXT = ParseContext(source_id="bench", url="https://example.org/")
PARTIES = 60_000


async def longest(work: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    """Return the longest time in which the loop did not come round: by the clock, and of its own work."""
    wall = busy = 0.0

    async def watch() -> None:
        nonlocal wall, busy
        while True:
            clock, own = time.perf_counter(), time.thread_time()
            await asyncio.sleep(0)
            await asyncio.sleep(0.002)
            wall = max(wall, time.perf_counter() - clock - 0.002)
            busy = max(busy, time.thread_time() - own)

    gc.collect()
    gc.freeze()  # going through what is loaded is no work of the loop
    watcher = asyncio.create_task(watch())
    await asyncio.sleep(0)
    await work()
    await asyncio.sleep(0.01)  # it sees the end of the last one
    watcher.cancel()
    return wall, busy


async def measure() -> None:
    """Print one line for each way."""
    some = listmaker.parties(PARTIES)
    small, body = (
        listmaker.csl_csv([listmaker.csl_row(one, numbered=True) for one in these])
        for these in (some[:1], some)
    )
    pool = ParserPool()

    async def at_once() -> Parsed:
        return parse(SourceKind.CSL, body, CONTEXT)

    try:
        await pool.parse(SourceKind.CSL, small, CONTEXT)  # the worker has started
        for name, work in (
            ("through the worker", lambda: pool.parse(SourceKind.CSL, body, CONTEXT)),
            ("on the loop itself", at_once),
        ):
            wall, busy = await longest(work)
            print(
                f"a list of {PARTIES:,} parties, {len(body) / 1e6:.0f} MB, {name}: the loop stalls"
                f" {wall * 1e3:.0f} ms at most, {busy * 1e3:.0f} ms of its own work"
            )
    finally:
        await pool.close()


if __name__ == "__main__":
    asyncio.run(measure())
