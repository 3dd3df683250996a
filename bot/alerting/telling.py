"""Telling many teams in pieces: each piece is a transaction of its own, of bounded length.

Teams are told in the order of their names. The first of them are told in the poll's own transaction, which
also stores a mark: the last team that was told. Each later piece tells the next teams and moves the mark, in
one transaction, so a kill between two pieces loses nobody and tells nobody twice. Any instance may go on
where another stopped.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import watchers.store
from bot.alerting import recorder, telling_store, told
from bot.alerting.occasion import Occasion, Scanned, Told
from bot.alerting.official import is_official
from bot.alerting.passages import only_seen
from bot.alerting.telling_store import Rest
from bot.alerts import Alert, alert_id
from bot.database.gather import gathered
from bot.database.interface import Database
from bot.matching.teamviews import TeamView
from bot.outbox import outbox
from watchers.errors import UnknownSource
from watchers.model import Source

AT_ONCE = 100  # teams in one transaction: a tenth of a second of work where each has four channels


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What a poll has to tell: `scanned` items, or a `notice` that every team gets.

    `first`: its source was read for the first time. `late`: see `Occasion`. `read`: items in the poll.
    """

    source: Source
    now: datetime
    scanned: Sequence[Scanned] = ()
    notice: Alert | None = None
    first: bool = False
    late: bool = False
    read: int = 0

    @property
    def official(self) -> list[Scanned]:
        """What every team hears of; at a first poll it is in the summary, like all else."""
        return [] if self.first else [one for one in self.scanned if is_official(one.item)]

    def teams(self, views: Mapping[str, TeamView]) -> list[str]:
        """Return who is to be told, in order."""
        return sorted(views if self.notice or self.official else recorder.hits(self.scanned, views))


def begin(db: Database, memory: told.Memory, news: News, views: Mapping[str, TeamView]) -> tuple[Told, bool]:
    """Tell the first teams, inside the caller's transaction; note what is left, and return whether any is."""
    teams = news.teams(views)
    if len(teams) > AT_ONCE:
        what = news.notice.id if news.notice else "items"
        rest = Rest(
            id=f"{news.source.id}\x1f{news.now.isoformat()}\x1f{what}",
            source=news.source.id,
            keys=tuple(one.key for one in news.scanned),
            notice=news.notice,
            first=news.first,
            late=news.late,
            read=news.read,
            at=news.now,
            reached=teams[AT_ONCE - 1],
            found={one.key: words for one in news.scanned if (words := only_seen(one.item, one.scan))},
        )
        telling_store.save(db, rest)
    done = _tell(db, memory, news, {team: views[team] for team in teams[:AT_ONCE]})
    return done, len(teams) > AT_ONCE


def go_on(
    db: Database, views: Mapping[str, TeamView], rest_id: str, scanned: Sequence[Scanned]
) -> Told | None:
    """Tell the next teams in one transaction; None where another instance does so, or everybody was told.

    `scanned` are the items of the telling. What a source that was removed had still to tell is dropped.
    """
    with gathered(db) as gathering:
        rest = telling_store.held(gathering, rest_id)
        if rest is None:
            return None
        try:
            source = watchers.store.get_source(gathering, rest.source)
        except UnknownSource:
            telling_store.end(gathering, rest.id)
            return Told()
        news = News(
            source=source,
            now=rest.at,
            scanned=scanned,
            notice=rest.notice,
            first=rest.first,
            late=rest.late,
            read=rest.read,
        )
        teams = [team for team in news.teams(views) if team > rest.reached]
        if len(teams) > AT_ONCE:
            telling_store.move_on(gathering, rest.id, teams[AT_ONCE - 1])
        else:
            telling_store.end(gathering, rest.id)
        memory = told.Memory(gathering, news.now)
        return _tell(gathering, memory, news, {team: views[team] for team in teams[:AT_ONCE]})


def _tell(db: Database, memory: told.Memory, news: News, views: Mapping[str, TeamView]) -> Told:
    """Tell these teams."""
    if news.notice is not None:
        memory.read((team, ()) for team in views)
        for team in views:
            own = replace(news.notice, team=team, id=alert_id(team, news.notice.id))
            outbox.record(db, own, memory.destinations(team), news.now, late=news.late)
        return Told()
    source, official = news.source, news.official
    occasion = Occasion(
        db=db,
        memory=memory,
        source=source,
        now=news.now,
        baseline=news.first and source.options.get("baseline") != "alert",
        late=news.late,
        read=news.read,
    )
    recorder.tell(occasion, [one for one in news.scanned if one not in official], views)
    if official:
        recorder.tell_official(occasion, official, views)
    return occasion.done
