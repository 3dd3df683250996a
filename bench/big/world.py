"""The made-up world of the scale bench: sources that publish, teams that watch, all computed from numbers.

Source n publishes its item k at a known time, so the server, the sampler and the reader of the results agree
without talking to each other.
"""

import hashlib
import random
from dataclasses import dataclass
from functools import cache, lru_cache

_LETTERS = str.maketrans("0123456789abcdef", "bakelimonupirtsa")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much of everything. `rate`: items a second of all sources; `interval`: seconds between two polls of
    one source; `matching`: share of the items that name one team's organisation and chip; `begin`: when the
    first poll is due (Unix time); `answer`: seconds that Slack takes for a post, the median.
    """

    sources: int
    teams: int
    channels: int
    terms: int
    rate: float
    interval: float
    matching: float
    begin: float
    answer: float

    @property
    def every(self) -> float:
        """Seconds between two items of one source."""
        return self.sources / self.rate

    def due(self, source: int) -> float:
        """When the source is polled first."""
        return self.begin + self.interval * (source / self.sources)

    def published(self, source: int, item: int) -> float:
        """When an item of a source comes out; the first ones shortly before its first poll."""
        return self.due(source) - self.interval + self.every * (item + _draw(source))

    def newest(self, source: int, now: float) -> int:
        """Return the number of the newest item that is out; -1 for none."""
        return int((now - self.due(source) + self.interval) / self.every - _draw(source) + 1) - 1

    def team_of(self, source: int, item: int) -> int | None:
        """Return the team that an item concerns, if any."""
        draw = random.Random(source * 1_000_003 + item)
        return draw.randrange(self.teams) if draw.random() < self.matching else None


@cache
def _draw(source: int) -> float:
    return random.Random(source).random()


def made_up(kind: str, number: int, letters: int) -> str:
    """Return a made-up word, always the same for the same number."""
    return hashlib.sha256(f"{kind}{number}".encode()).hexdigest()[:letters].translate(_LETTERS)


@lru_cache(maxsize=4096)
def organisation(team: int) -> str:
    """Return the name of an organisation that one team watches."""
    return f"{made_up('org', team, 7).title()} {made_up('place', team, 6).title()} Institute"


@lru_cache(maxsize=4096)
def chip(team: int) -> str:
    """Return the name of a chip that one team watches."""
    return f"Velox {made_up('chip', team, 3).upper()}{team}"


def other(team: int, number: int) -> str:
    """Return the name of another organisation of a team, which nobody writes about."""
    return f"{made_up(f'other{team}', number, 8).title()} {made_up(f'field{team}', number, 5).title()} Works"


_WORDS = tuple(made_up("word", number, 3 + number % 6) for number in range(3_000))


def entry(plan: Plan, source: int, item: int) -> tuple[str, str]:
    """Return title and summary of an item: some sixty words, as feeds carry them."""
    draw = random.Random(source * 1_000_003 + item + 1)
    words = draw.choices(_WORDS, k=60)
    team = plan.team_of(source, item)
    if team is None:
        return " ".join(words[:8]).capitalize(), " ".join(words[8:]).capitalize() + "."
    title = f"{organisation(team)} {' '.join(words[:6])}"
    news = f"{organisation(team)} rents servers with {chip(team)}"
    return title, f"{' '.join(words[6:30])}. {news}. {' '.join(words[30:])}."
