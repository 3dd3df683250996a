"""One poll of one source: fetch -> parse -> decide -> PollResult. Reads what is known, writes nothing.

A failure is a value (`PollResult.outcome`), so one broken source never stops the others. A poll either
brings everything it saw or nothing: half of a page sequence would hide the other half behind known ids.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from watchers import schedule
from watchers.changes import Decision, Verdict, all_identities, decide, seen_again
from watchers.details import Detailed, late_details, with_pages
from watchers.errors import ParseError, RefusedError, WatcherError
from watchers.fetching.answer import Answer, ask
from watchers.keys import NO_KEYS, Keys
from watchers.lists.against_held import compared
from watchers.lists.differences import ListDifference
from watchers.lists.earlier_copies import with_earlier
from watchers.model import Entry, NotModified, PollOutcome, Source, SourceState
from watchers.ports import Fetch, Means, Memory, Parse
from watchers.questions import context_of, following

MAX_PAGES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PollResult:
    """What one poll learned, and the state to keep if it is recorded."""

    source: Source
    outcome: PollOutcome
    state: SourceState
    reason: str = ""
    baseline: bool = False
    decisions: tuple[Decision, ...] = ()  # new and changed ones, oldest first
    undetailed: frozenset[str] = frozenset()  # keys of decisions whose page could not be read
    detailed: tuple[Detailed, ...] = ()  # late details of items stored before
    seen: frozenset[str] = frozenset()  # keys of items held that it brought again
    read: int = 0  # items or entries in the answer
    warnings: tuple[str, ...] = ()
    entries: tuple[Entry, ...] | None = None  # a list to be put in force
    as_of: str = ""
    difference: ListDifference | None = None
    fault: str | None = None  # why the newest file of a list is not trusted

    @property
    def disorder(self) -> str | None:
        """What is odd about the order of a list's rows, although what they say was taken."""
        return self.difference.disorder if self.difference is not None and self.fault is None else None


async def poll(
    source: Source,
    state: SourceState,
    *,
    fetch: Fetch,
    parse: Parse,
    memory: Memory,
    now: datetime,
    keys: Keys = NO_KEYS,
) -> PollResult:
    """Poll once. Never raises for what the world does: every failure is in the result.

    `keys` are those that the source's address may name; the result holds none of them.
    """
    try:
        asked = keys.fill(source)
        means = Means(fetch=fetch, parse=keys.kept_from(source, parse), memory=memory, now=now)
        answer = await ask(asked, state, fetch=fetch, parse=means.parse)
        if isinstance(answer, NotModified):
            done = await _unchanged(asked, state, answer, means)
        elif source.kind.is_list:
            done = await _list_result(asked, state, answer, means)
        else:
            done = await _stream_result(asked, state, answer, means)
        return replace(done, source=source)
    except RefusedError as error:
        return _failed(source, state, error, PollOutcome.REFUSED, now)
    except ParseError as error:
        # A file that came in place of a list that is held is a fault of its own, not bad luck on the way.
        fault = str(error) if source.kind.is_list and state.baselined else None
        return replace(_failed(source, state, error, PollOutcome.FAILED, now), fault=fault)
    except WatcherError as error:
        return _failed(source, state, error, PollOutcome.FAILED, now)


async def _unchanged(source: Source, state: SourceState, answer: NotModified, means: Means) -> PollResult:
    late = await late_details(source, means)
    kept = replace(
        state,
        etag=answer.etag or state.etag,
        last_modified=answer.last_modified or state.last_modified,
    )
    return PollResult(
        source=source,
        outcome=PollOutcome.UNCHANGED,
        state=schedule.after_success(source, kept, now=means.now, asked=answer.max_age, fresh=False),
        reason="The source has not changed.",
        detailed=late,
    )


async def _stream_result(source: Source, state: SourceState, answer: Answer, means: Means) -> PollResult:
    baseline = not state.baselined
    items, warnings = list(answer.parsed.items), list(answer.parsed.warnings)
    if not items and not warnings and state.last_item_at is not None and source.kind.is_never_empty:
        raise ParseError("The answer has no entries at all, though there were some before.")
    known = dict(await means.memory.known(source.id, all_identities(items)))
    page, pages = answer.parsed, 1
    asked = source.options.get("pages", "")
    most = 1 if baseline else int(asked) if asked.isdecimal() else MAX_PAGES
    # The last row decides: a pinned old one at the top says nothing of what follows.
    while page.next_page and page.items and not known.keys() & all_identities(page.items[-1:]):
        if pages >= most:
            if not baseline:
                warnings.append(f"All of {pages} pages were new; older items may have been missed.")
            break
        more = await means.fetch.fetch(following(source, page.next_page))
        if isinstance(more, NotModified):
            break
        page = await means.parse.parse(source.kind, more.body, context_of(source, more))
        pages += 1
        items += page.items
        known |= await means.memory.known(source.id, all_identities(items))
    decisions = [d for d in decide(items, known) if d.verdict is not Verdict.SAME]
    late = await late_details(source, means)
    decisions, undetailed = await with_pages(source, decisions, means)
    if undetailed:
        warnings.append(f"{len(undetailed)} notice pages could not be read yet; they are tried again.")
    waits = max((pause for pause in (answer.fetched.max_age, answer.parsed.ttl) if pause), default=None)
    kept = _kept(state, answer)
    return PollResult(
        source=source,
        outcome=PollOutcome.OK,
        state=schedule.after_success(source, kept, now=means.now, asked=waits, fresh=bool(decisions)),
        reason="" if items or state.last_item_at else "It can be read and has brought no entry yet.",
        baseline=baseline,
        decisions=tuple(reversed(decisions)),  # feeds put the newest first
        undetailed=undetailed,
        detailed=late,
        seen=seen_again(known.values(), means.now),
        read=len(items),
        warnings=tuple(warnings),
    )


async def _list_result(source: Source, state: SourceState, answer: Answer, means: Means) -> PollResult:
    entries = answer.parsed.entries
    held = await means.memory.held_list(source.id, entries)
    if not entries:
        raise ParseError("The list has no entries; the one held stays in force.")
    if answer.parsed.partial:
        raise ParseError(next(reversed(answer.parsed.warnings), "This is not the whole list."))
    kept = replace(
        _kept(state, answer),
        reader=answer.reader,
        earlier=with_earlier(state.earlier, state.content_hash, answer.content_hash, means.now),
    )

    def taken(*, fresh: bool) -> PollResult:
        asked = answer.fetched.max_age
        return PollResult(
            source=source,
            outcome=PollOutcome.OK,
            state=schedule.after_success(source, kept, now=means.now, asked=asked, fresh=fresh),
            read=len(entries),
            warnings=answer.parsed.warnings,
            entries=entries,
            as_of=answer.parsed.as_of,
        )

    if held is None:
        return replace(taken(fresh=True), baseline=True)
    if answer.same:
        why = "The file has not changed; it was read anew by a newer version."
        return replace(taken(fresh=False), reason=why)
    difference = await compared(source, state, answer, held, means)
    if difference.fault:
        # Validators and hash are not kept: the next poll must look at the file again.
        failed = _failed(source, state, ParseError(difference.fault), PollOutcome.FAILED, means.now)
        return replace(failed, fault=difference.fault, difference=difference, read=len(entries))
    changed = bool(difference.added or difference.removed or difference.changed)
    return replace(taken(fresh=changed), difference=difference)


def _kept(state: SourceState, answer: Answer) -> SourceState:
    """Return the state with what tells at the next poll whether the source has changed since.

    Where the answer broke off it is asked for whole again: what followed is still to be read, though nothing
    changes there. The same bytes once more hold no more.
    """
    known = not answer.parsed.partial
    return replace(
        state,
        etag=answer.fetched.etag if known else None,
        last_modified=answer.fetched.last_modified if known else None,
        content_hash=answer.content_hash,
        baselined=True,
    )


def _failed(
    source: Source, state: SourceState, error: WatcherError, outcome: PollOutcome, now: datetime
) -> PollResult:
    retry_after: timedelta | None = getattr(error, "retry_after", None)
    return PollResult(
        source=source,
        outcome=outcome,
        state=schedule.after_failure(source, state, now=now, error=str(error), retry_after=retry_after),
        reason=str(error),
    )
