"""What a poll's copy of a list has otherwise than the one in force, and how often that was told before."""

import asyncio
from dataclasses import replace

from watchers.fetching.answer import Answer
from watchers.lists.breaker import BreakerLimits, Dates
from watchers.lists.differences import ListDifference, compare
from watchers.lists.earlier_copies import in_force_until
from watchers.lists.items import identities, numbered
from watchers.lists.readers import as_read_now, as_told_before
from watchers.model import Source, SourceState
from watchers.parsers.dates import read_date
from watchers.ports import HeldList, Means, Memory

_AT_ONCE = 4  # times that a change of a list is asked for at once


async def compared(
    source: Source, state: SourceState, answer: Answer, held: HeldList, means: Means
) -> ListDifference:
    """Return what the answer's list has otherwise than the one held.

    A `fault` that an operator accepts is none; where there is none, it says what was `told` before.
    """
    entries = answer.parsed.entries
    difference = await asyncio.to_thread(  # tens of thousands of entries: the loop stays free
        compare,
        held.entries,
        as_told_before(held.entries, entries) if answer.reread else entries,
        kind=source.kind,
        limits=BreakerLimits.from_options(source.options),
        dates=Dates(
            old=held.as_of,
            new=answer.parsed.as_of,
            now=means.now,
            held=read_date(state.last_modified),
            served=read_date(answer.fetched.last_modified),
            again=in_force_until(state.earlier, answer.content_hash, means.now),
        ),
        ordered=held.ordered and not held.accept,
    )
    if answer.reread:
        difference = as_read_now(difference, entries)
    if difference.fault and not held.accept:
        return difference
    told = await _told_before(difference, source.id, means.memory)
    return replace(difference, fault=None, told=told)


async def _told_before(difference: ListDifference, source_id: str, memory: Memory) -> dict[str, int]:
    """Return how often each change of a list was told before: a party may be taken off and put on again."""
    told = dict.fromkeys(identities(difference, source_id), 0)
    unsure = list(told)
    while unsure:
        asked = {
            f"id:{numbered(name, number)}": (name, number + 1)
            for name in unsure
            for number in range(told[name], told[name] + _AT_ONCE)
        }
        held = [asked[identity] for identity in await memory.known(source_id, asked)]
        for name, times in held:
            told[name] = max(told[name], times)
        unsure = list(dict.fromkeys(name for name, _ in held))
    return told
