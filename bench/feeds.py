"""How many times faster feeds are read than by feedparser at its defaults: `python bench/feeds.py [FOLDER…]`.

The folders hold real feeds (without them, those of SANCTIONS_WATCH_REAL_DATA). CPU time in one process, both
readers in turns on each feed, best of several. "Items" is the whole way as the parse worker goes it, from
bytes to Items with plain text, of a feed never read before; "fields" stops before text is made. "Again" is a
poll that brings one new entry: from bytes to all Items, after a poll that brought the feed without its first
entry (a feed of a single entry is read as it was). That no entry and no field is lost is held by
tests/watchers/test_feeds.py and test_again.py.
"""

import io
import os
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import feedparser

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from watchers.parsers import ParseContext  # noqa: E402
from watchers.parsers.feeds.again import entries_of  # noqa: E402
from watchers.parsers.feeds.feeds import LAST_TIMES, parse_feed, read_feed  # noqa: E402

SMALLEST = 2_000  # bytes: below this a feed is a test case, not a feed
LARGEST = 1_000_000
ROUNDS = 4
CONTEXT = ParseContext(source_id="s", url="https://x.example/", content_type="application/xml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """CPU seconds for one feed of `size` bytes."""

    size: int
    judge: float
    fields: float
    items: float
    again: float


def spent(body: bytes) -> Spent:
    """Return the shortest CPU times for one feed, the readers taking turns."""
    calls: tuple[tuple[Callable[[], object], Callable[[], object]], ...] = (
        (lambda: None, lambda: feedparser.parse(io.BytesIO(body))),
        (lambda: None, lambda: read_feed(body, CONTEXT)),
        (forget, lambda: parse_feed(body, CONTEXT)),
        (lambda: (forget(), parse_feed(older, CONTEXT)), lambda: parse_feed(body, CONTEXT)),
    )
    older = without_first(body)
    best = [1e9] * len(calls)
    for _ in range(ROUNDS):
        for place, (prepare, call) in enumerate(calls):
            for _ in range(1 if place == 0 else 5):
                prepare()
                started = time.process_time()
                call()
                best[place] = min(best[place], time.process_time() - started)
    return Spent(size=len(body), judge=best[0], fields=best[1], items=best[2], again=best[3])


def forget() -> None:
    """Make the reader forget what it read before."""
    LAST_TIMES.forget((CONTEXT.source_id, CONTEXT.url))


def without_first(body: bytes) -> bytes:
    """Return the feed without its first entry, or as it is where that is the only one."""
    spans = entries_of(body).spans
    return body[: spans[0][0]] + body[spans[0][1] :] if len(spans) > 1 else body


def made(entries: int = 60) -> bytes:
    """Return a feed of our own, for machines without real ones."""
    text = "&lt;p&gt;A report of some length about servers and what they cost.&lt;/p&gt; " * 12
    rows = "".join(
        f"<item><title>Report {n}</title><link>https://news.example/{n}</link><guid>g{n}</guid>"
        f"<pubDate>Mon, 02 Mar 2026 09:{n % 60:02}:00 GMT</pubDate><description>{text}</description></item>"
        for n in range(entries)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>W</title>{rows}</channel></rss>'.encode()


def bodies(folders: Iterable[Path]) -> list[bytes]:
    """Return the feeds (XML of any ending) below the folders, one of our own where there is none."""
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".json" and SMALLEST <= path.stat().st_size <= LARGEST:
                found.append(path.read_bytes())
    return found or [made()]


def told(name: str, rows: list[Spent]) -> None:
    """Print feeds and megabytes a CPU second, and the ratios by total time and by the median feed."""
    size = sum(row.size for row in rows) / 1e6
    judge = sum(row.judge for row in rows)
    print(f"{name}: {len(rows)} feeds, {size:.2f} MB")
    print(f"  feedparser {len(rows) / judge:7.1f} feeds/s {size / judge:6.2f} MB/s")
    for part in ("items", "again", "fields"):
        ours = sum(getattr(row, part) for row in rows)
        middle = statistics.median(row.judge / getattr(row, part) for row in rows)
        print(
            f"  {part:10} {len(rows) / ours:7.1f} feeds/s {size / ours:6.2f} MB/s"
            f"  {judge / ours:5.1f} times as fast, the median feed {middle:.1f}"
        )


def main() -> None:
    """Print feeds per second of CPU and ratios, by size of feed."""
    warnings.simplefilter("ignore")
    data = Path(os.environ.get("SANCTIONS_WATCH_REAL_DATA") or ROOT / "../shared/data")
    folders = [Path(name) for name in sys.argv[1:]] or [data / "sources/news/feeds"]
    rows = [spent(body) for body in bodies(folders)]
    for name, low, high in (("2 to 10 kB", 0, 10e3), ("10 to 40 kB", 10e3, 40e3), ("over 40 kB", 40e3, 1e9)):
        if some := [row for row in rows if low <= row.size < high]:
            told(name, some)
    told("all", rows)


if __name__ == "__main__":
    main()
