"""Persons in the middle of sentences: names that a role, a verb or a title beside them announces. Pure.

Chinese writes no blanks, so a name in a sentence has no edge of its own (`评委丁一打分92.5`). Every place at
which one could begin or end is weighed: how likely the characters are a name (`short_words.likelihood`), what
stands before it and what behind. One cue is enough for what surely is a name, two for what only may be.
"""

import re
from collections.abc import Iterator

from watchers.parsers.persons.everyday import WORDS
from watchers.parsers.persons.person_cues import (
    BEHIND,
    BLANK,
    BODY,
    BODY_WORD,
    FIRST,
    FUNCTION,
    GLUED,
    HAN,
    NAMED_BY,
    NEXT,
    NOTE,
    OF_BODY,
    OF_PERSONS,
    PHONE_NEXT,
    PREPOSITION,
    ROLE,
    SPOT,
    STYLED,
    TITLED,
)
from watchers.parsers.persons.row_persons import in_rows
from watchers.parsers.persons.short_words import NO_NAMES, has_surname, is_foreign, likelihood

_RUN = re.compile(rf"[{HAN}]{{1,6}}(?:[·•・‧][{HAN}]{{1,8}}){{1,3}}|[{HAN}]{{1,12}}")
_JOIN = re.compile(
    rf"(?:{NOTE})?{BLANK}{{0,3}}(?:[”\"」』]?(?:更正|变更|调整|修改)为[“\"「『]?|[、，,；;/和及与]"
    rf"|{BLANK}|(?=\n))(?:{NEXT})?(?:和|及|与"
    rf"|以及)?{BLANK}{{0,3}}"
)
_DOTTED = re.compile(rf"[{HAN}]{{1,6}}(?:[·•・‧][{HAN}]{{1,6}}){{1,3}}\Z")
_JOINING = "、，,；;/和及与 \t\u3000"
_DONE = 3  # behind a name: a title, a verb of what persons do
_BESIDE = 0.5  # behind the name of an office: no more than a place where a person may be named
_JUDGES = frozenset({"评委", "专家", "成员", "组长", "组员"})
_SIGNS = frozenset(" \t\u3000\n，,；;。、：:（）()/|[]【】“”\"'！!？?<>《》")


def without_cued(text: str, told: list[str] | None = None) -> str:
    """Return `text` without names that a cue beside them announces; the cues and all else stay.

    Names that are sure are added to `told`.
    """
    spans: list[tuple[int, int]] = []
    reached = 0
    for spot in SPOT.finditer(text):
        if spot.end() < reached:
            continue
        if strength := _cue(text, spot):
            if (
                strength > 3
                and (note := spot["note"])
                and _is_noted(note[1:-1], text[spot.start() - 2 : spot.start()])
            ):  # 评委1（丁一）
                spans.append((spot.start("note") + 1, spot.end("note") - 1))
            for start, end in _listed(text, spot.start(), spot.end(), strength):
                spans.append((start, end))
                reached = end
                if told is not None and strength > 3 and likelihood(text[start:end]) > 1:
                    told.append(text[start:end])
    for cue in TITLED.finditer(text):
        spans.extend(_before(text, cue.start()))
    for first in FIRST.finditer(text):  # a name that begins a clause, and does something
        if run := _RUN.match(text, first.start()):
            end = _end_of_name(text, run, _BESIDE, apart=False)
            if end and BEHIND.match(text, end):
                spans.append((run.start(), end))
    spans.extend(in_rows(text))
    return _cut(text, spans)


def stands_alone(text: str, begin: int, end: int) -> bool:
    """Whether what is known as a name stands as one in this place, not within another word or name."""
    rest = _RUN.match(text, end)
    if end - begin > 2 and begin and not "\u4e00" <= text[begin - 1] <= "\u9fff":
        return (
            rest is None
            or rest[0][0] in FUNCTION
            or bool(BEHIND.match(text, end))
            or not BODY_WORD.search(rest[0])
        )
    return _head(text, begin) > 0 and _tail(text, end) > 0


def _cue(text: str, spot: re.Match[str]) -> float:
    """Return how surely what stands before a place announces a person: 0 for not at all."""
    low, at = max(0, spot.start() - 10), spot.start()
    if spot["link"]:
        before = text[low:at].replace(" ", "").replace("\u3000", "")
        labelled = NAMED_BY.search(before) and spot["link"].lstrip()[:1] in {":", "："}
        return 4 if labelled or ROLE.search(before) or GLUED.search(before) else 0
    if text.startswith("师范", at - 1):
        return 0
    if GLUED.search(text, low, at):
        return 4
    if PREPOSITION.search(text, low, at):
        return 1
    if OF_PERSONS.search(text, low, at):
        return 2
    ranks = text.startswith("队伍", at - 1)  # 队伍建设
    return _BESIDE if BODY.search(text, low, at) and not ranks else 0


def _is_noted(note: str, role: str) -> bool:
    """Whether brackets behind a role hold a name, no remark; behind a judge's a word is one (高峰)."""
    likely = likelihood(note, words=role not in _JUDGES)
    return len(note) < 5 and has_surname(note) and likely > 0


def _listed(text: str, begin: int, place: int, strength: float) -> Iterator[tuple[int, int]]:
    """Yield where the names that begin at a place stand, one after the other."""
    told: float = strength
    named = False  # whether the list has a name yet
    passed: tuple[int, int] | None = None  # a doubtful one, until the next of the list is a name
    apart = place > begin  # a sign or blank parts the cue from what stands behind it
    while (run := _RUN.match(text, place)) is not None:
        end = _end_of_name(text, run, told, apart=apart)
        if not end and named and strength > 3 and _is_last(text, run):
            end = run.end()
        if end:
            named = True
            if passed:
                yield passed
                passed = None
            yield place, end
        elif passed or not (
            apart and strength > 3 and len(run[0]) < 5 and text[run.end() : run.end() + 1] in "、，,"
        ):
            return
        else:
            passed, end = run.span(), run.end()
        if (joined := _JOIN.match(text, end)) is None:
            return
        place, told, apart = joined.end(), max(3, strength), True


def _is_last(text: str, run: re.Match[str]) -> bool:
    """Whether a short word ends a list of names, between signs, and is no role or body."""
    if (
        not 2 <= len(run[0]) <= 4
        or text[run.start() - 1] not in "、，,"
        or text[run.end() : run.end() + 1] in {":", "："}
    ):
        return False
    if (
        OF_BODY.search(run[0])
        or BODY_WORD.search(run[0])
        or not NO_NAMES.isdisjoint((run[0], run[0][:2], run[0][-2:]))
    ):
        return False
    return (
        run[0] not in WORDS
        and not ROLE.search(run[0])
        and not GLUED.search(run[0])
        and not NAMED_BY.search(run[0])
    )


def _end_of_name(text: str, run: re.Match[str], told: float, *, apart: bool) -> int:
    """Return where the name that begins a run of characters ends, 0 where none does."""
    start, word = run.start(), run[0]
    if not word.isalpha():  # 甲·乙
        return _end_of_foreign(text, run) if told > 1 else 0
    best: float = 5
    end = 0
    for length in (3, 2, 4, 5, 6):
        name, rest = word[:length], word[length:]
        if length > len(word) or (length > 3 and told < 3 and not (length == 4 and BEHIND.match(rest))):
            continue
        whole, tail = apart and not rest, _tail(text, start + length)
        if not whole and not has_surname(name) and not (told > 3 and tail > 2 and is_foreign(name)):
            continue
        due = told > 3 and (whole or (tail == _DONE and likelihood(name, words=False) > 3))
        score = told + likelihood(name, words=not due) + tail
        if score > best and (
            OF_BODY.search(name)
            or (rest and rest[0] not in FUNCTION and BODY_WORD.search(rest) and not BEHIND.match(rest))
        ):
            continue
        if score > best:
            best, end = score, start + length
    return end


def _end_of_foreign(text: str, run: re.Match[str]) -> int:
    """Return where a name with dots between its parts ends: before a word of grammar, or what persons do."""
    last = max(run[0].rfind(dot) for dot in "·•・‧") + run.start() + 1
    for at in range(last + 1, run.end()):
        if text[at] in "的在于为将已对向从被把给说就" or BEHIND.match(text, at):
            return at
    return run.end()


def _tail(text: str, at: int) -> int:
    """Return how well a name ends before a place."""
    after = text[at : at + 1]
    if PHONE_NEXT.match(text, at):
        return 4
    if not after or after in _SIGNS or not "\u4e00" <= after <= "\u9fff":
        return 2 if not after.isalpha() else -1
    if BEHIND.match(text, at):
        return _DONE
    return 1 if after in FUNCTION else -2


def _before(text: str, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the names that end at a place stand, from the last one back."""
    told = 4
    while end > 1:
        if dotted := _DOTTED.search(text, max(0, end - 16), end):
            yield dotted.span()
            return
        best, start = 5, -1
        for length in (3, 2, 4, 1):
            begin = end - length
            if begin < 0 or not all("\u4e00" <= sign <= "\u9fff" for sign in text[begin:end]):
                continue
            name = text[begin:end]
            if not (has_surname(name) or (told < 4 and _head(text, begin) > 0)) or (
                length == 1 and not (told == 4 and STYLED.match(text, end))
            ):
                continue
            score = told + likelihood(name) + _head(text, begin)
            if score > best and not OF_BODY.search(name):
                best, start = score, begin
        if start < 0:
            return
        yield start, end
        while start > 0 and text[start - 1] in " \t\u3000":
            start -= 1
        if start < 1 or text[start - 1] not in "、和及与，,":
            return
        end, told = start - 1, 3


def _head(text: str, begin: int) -> int:
    """Return how well a name begins at a place."""
    if not begin or text[begin - 1] in _SIGNS:
        return 2
    low = max(0, begin - 10)
    if GLUED.search(text, low, begin):
        return 3
    if PREPOSITION.search(text, low, begin):
        return 2
    return 1 if text[begin - 1] in "和及与有为是" or BODY.search(text, low, begin) else -3


def _cut(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text without the spans, and without what joins one to the next."""
    kept, position = [], 0
    for start, end in sorted(spans):
        if end <= position:
            continue
        between = text[position:start]
        if not (position and between and len(between) <= 3 and not between.strip(_JOINING)):
            kept.append(between)
        position = end
    return "".join((*kept, text[position:]))
