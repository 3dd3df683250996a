"""How many times faster feeds are read than by feedparser at its defaults: `python bench/feeds.py [FOLDER]`.

FOLDER holds real feeds; without it those of SANCTIONS_WATCH_REAL_DATA. CPU time, best of five, one process;
that no entry and no field is lost is held by tests/watchers/test_feeds.py.
"""

import io
import os
import sys
import time
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path

import feedparser

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from watchers.parsers import ParseContext  # noqa: E402
from watchers.parsers.feeds import parse_feed, read_feed  # noqa: E402

SMALL = 2_000  # bytes: below this a feed is a test case, not a feed


def best_of(call: Callable[[], object], repeat: int = 5) -> float:
    """Return the shortest CPU time of a call."""
    spent = []
    for _ in range(repeat):
        started = time.process_time()
        call()
        spent.append(time.process_time() - started)
    return min(spent)


def made(entries: int = 60) -> bytes:
    """Return a feed of our own, for machines without real ones."""
    text = "&lt;p&gt;A report of some length about servers and what they cost.&lt;/p&gt; " * 12
    rows = "".join(
        f"<item><title>Report {n}</title><link>https://news.example/{n}</link><guid>g{n}</guid>"
        f"<pubDate>Mon, 02 Mar 2026 09:{n % 60:02}:00 GMT</pubDate><description>{text}</description></item>"
        for n in range(entries)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>W</title>{rows}</channel></rss>'.encode()


def main() -> None:
    """Print ratios and feeds per second of CPU."""
    data = Path(os.environ.get("SANCTIONS_WATCH_REAL_DATA") or ROOT / "../shared/data")
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else data / "sources/news/feeds"
    bodies = [path.read_bytes() for path in sorted(folder.rglob("*.xml"))] if folder.is_dir() else []
    bodies = [body for body in bodies if len(body) >= SMALL] or [made()]
    warnings.simplefilter("ignore")
    judge = fields = whole = 0.0
    for body in bodies:
        context = ParseContext(source_id="s", url="https://x.example/", content_type="application/xml")
        judge += best_of(partial(lambda data: feedparser.parse(io.BytesIO(data)), body), 3)
        fields += best_of(partial(read_feed, body, context))
        whole += best_of(partial(parse_feed, body, context))
    size = sum(map(len, bodies)) / 1e3
    print(f"feeds: {len(bodies)} files, {size:.0f} kB; feedparser at its defaults {judge * 1e3:.0f} ms")
    print(f"  entries with all fields  {fields * 1e3:7.1f} ms  {judge / fields:5.0f} times as fast")
    print(f"  items with plain text    {whole * 1e3:7.1f} ms  {judge / whole:5.0f} times as fast")


if __name__ == "__main__":
    main()
