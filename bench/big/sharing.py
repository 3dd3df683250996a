"""Instances that share one outbox: what they post together, where the chat's answers are what they wait for.

Each is a process of its own with a real Deliverer; the chat is a pause. So hardly any CPU is used, and a
machine that is busy with other things shows nearly as much as a quiet one: whether instances are in each
other's way.
"""

import asyncio
import json
import os
import random
import time
from collections import Counter

from big.chats import Quick

from bot.alerts import Alert, AlertKind, Destination, Receipt
from bot.database.interface import StoreThread, open_database
from bot.delivery.deliverer import Deliverer
from bot.opening import MIGRATIONS, now_utc
from bot.outbox import outbox
from watchlists.model import Severity

SPREAD, LONGEST = 0.5, 5.0


class Waiting(Quick):
    """A channel that takes its time and notes the keys it was given."""

    pause = 1.0

    def __init__(self, answer: float) -> None:
        self.keys: list[str] = []
        self._answer = answer
        self._draw = random.Random(os.getpid())

    async def post(
        self, key: str, alert: Alert, destination: Destination, *, repeat: bool = False
    ) -> Receipt:
        """Take it, after a while."""
        del alert, destination, repeat
        self.keys.append(key)
        await asyncio.sleep(min(LONGEST, self._draw.lognormvariate(0, SPREAD) * self._answer))
        return Receipt(message_id=key)


def record(url: str, teams: int, channels: int) -> int:
    """Let one alert of each team wait for each of its channels; return how many deliveries that makes."""
    db = open_database(url, MIGRATIONS)
    now = now_utc()
    for first in range(0, teams, 100):
        with db.atomic():
            for team in range(first, min(teams, first + 100)):
                name = f"t{team}"
                alert = Alert(
                    id=f"share-{team}",
                    team=name,
                    kind=AlertKind.LIST_CHANGE,
                    severity=Severity.HIGH,
                    title=f"An alert for team {team}",
                    created=now,
                )
                places = [
                    Destination(
                        id=f"share:{name}-{channel}", team=name, channel="slack", address=f"C{channel}"
                    )
                    for channel in range(channels)
                ]
                outbox.record(db, alert, places, now)
    db.close()
    return teams * channels


def post_all(url: str, instances: int, answer: float) -> tuple[float, list[int], int]:
    """Let the instances post what waits; return seconds, posts of each, and messages posted twice."""
    begun, readers = time.monotonic(), []
    for _ in range(instances):
        reader, writer = os.pipe()
        if os.fork() == 0:
            os.close(reader)
            with os.fdopen(writer, "w") as out:
                json.dump(asyncio.run(_drain(url, answer)), out)
            os._exit(0)
        os.close(writer)
        readers.append(reader)
    posted = []
    for reader in readers:
        with os.fdopen(reader) as told:
            posted.append(json.load(told))
    seconds = time.monotonic() - begun
    for _ in range(instances):
        os.wait()
    twice = sum(count - 1 for count in Counter(key for keys in posted for key in keys).values())
    return seconds, [len(keys) for keys in posted], twice


async def _drain(url: str, answer: float) -> list[str]:
    store, channel, stop = StoreThread(open_database(url, MIGRATIONS)), Waiting(answer), asyncio.Event()
    posting = asyncio.create_task(Deliverer(store, {"slack": channel}, now=now_utc).run(stop))
    figures = await store.run(outbox.figures, store.db, now_utc())
    while figures.pending + figures.sending:
        await asyncio.sleep(0.3)
        figures = await store.run(outbox.figures, store.db, now_utc())
    stop.set()
    await posting
    store.close()
    return channel.keys
