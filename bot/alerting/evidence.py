"""From what was found in an item to the passages that a team reads: quoted once, each hit marked. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.alerts import Evidence
from watchlists.model import Match, Passage
from watchlists.text.sentences import unbroken

_STOPS = "。！？；.!?;"
_PAIRS = dict(zip("«“„「『《〈（([", "»”“」』》〉）)]", strict=True))  # a mark, and what closes it
_WITHIN = re.compile("[^\\W\u0e00-\u0e7f\u3040-\u9fff]{2}")  # two letters of a word between blanks

QUOTE_EACH_SIDE = 90  # code points of the passage shown before and after a hit
MAX_EVIDENCE = 12


def evidence_of(matches: Sequence[Match], passage: Passage, notes: Mapping[str, str]) -> tuple[Evidence, ...]:
    """Return one piece of evidence a term: its best occurrence with the words around it.

    Terms that stand near each other share one passage, so that it is quoted once with every hit marked.
    """
    answer = []
    for group in _groups(_best(matches)[:MAX_EVIDENCE]):
        whole = passage.title if group[0].field == "title" else passage.text
        start, end = cut(whole, group[0].start, max(_closed(whole, match) for match in group))
        quote = re.sub(r"\s", " ", whole[start:end])
        before, after = "…" * (not _begins(whole, start)), "…" * (not _ends(whole, end))
        answer += [
            Evidence(
                term=match.term,
                kind=match.kind,
                watchlist=match.watchlist,
                reason=str(match.reason),
                detail=match.detail,
                score=match.score,
                field=match.field,
                passage=before + quote + after,
                start=match.start - start + len(before),
                end=_closed(whole, match) - start + len(before),
                note=notes.get(match.term, ""),
            )
            for match in group
        ]
    return tuple(answer)


def _closed(text: str, match: Match) -> int:
    """Return where a hit ends, with the mark that closes one within it: ООО «Квант»."""
    after = text[match.end : match.end + 1]
    opened = [mark for mark in match.surface if _PAIRS.get(mark) == after]
    return match.end + bool(after and opened and after not in match.surface)


def _best(matches: Sequence[Match]) -> list[Match]:
    """Return the surest occurrence of each term.

    Of equally sure ones the one in the text, beside another term, goes before the one in the title: the
    headline shows the title already, and to quote it again tells nothing new. Of several in the text, that
    beside another term, and then the longest: a name in full says more than its initials.
    """
    best: dict[tuple[str, str], Match] = {}
    beside = _beside_others(matches)
    for match in matches:
        key = (match.kind, match.term)
        held = best.get(key)
        if (
            held is None
            or match.score > held.score
            or (match.score == held.score and _tells_more(match, held, beside))
        ):
            best[key] = match
    return list(best.values())


def _tells_more(match: Match, held: Match, beside: Collection[Match]) -> bool:
    if "title" in (match.field, held.field):
        return held.field != match.field == "text" and match in beside
    if (match in beside) != (held in beside):
        return match in beside
    return len(match.surface.encode()) > len(held.surface.encode())


def _beside_others(matches: Iterable[Match]) -> set[Match]:
    """Return the matches that one quotation can show with one of another term."""
    found: set[Match] = set()
    last: dict[str, list[Match]] = {}  # by field: what ends last, and what does of other terms
    for match in sorted(matches, key=lambda one: one.start):
        near = last.setdefault(match.field, [])
        key = (match.kind, match.term)
        others = [one for one in near if (one.kind, one.term) != key]
        for other in others:
            if match.start - other.end <= QUOTE_EACH_SIDE:
                found |= {match, other}
        same = [one for one in near if (one.kind, one.term) == key]
        last[match.field] = [max([match, *same], key=lambda one: one.end), *others[:1]]
    return found


def _groups(matches: Iterable[Match]) -> list[list[Match]]:
    """Return the matches in runs that one quotation can hold."""
    groups: list[list[Match]] = []
    for match in sorted(matches, key=lambda one: (one.field != "title", one.start)):
        last = groups[-1] if groups else None
        if last and last[-1].field == match.field and match.start - last[-1].end <= QUOTE_EACH_SIDE:
            last.append(match)
        else:
            groups.append([match])
    return groups


def cut(text: str, start: int, end: int, around: int = QUOTE_EACH_SIDE) -> tuple[int, int]:
    """Return where a quotation of `text[start:end]` begins and ends: at sentence ends where they are near.

    Where none is, it begins and ends with a whole word of languages that write blanks.
    """
    left, right = max(0, start - around), min(len(text), end + around)
    around_it = unbroken(text[left:right])
    stops = list(re.finditer(r"[。！？；\n]\s*|[.!?;]\s+", around_it[: start - left]))
    stop = re.search(r"[。！？；]|[.!?;](?=\s)|(?=\n)", around_it[end - left :])
    if stops:
        left += stops[-1].end()
    elif left and _WITHIN.fullmatch(text, left - 1, left + 1) and (blank := text.find(" ", left, start)) > 0:
        left = blank + 1
    if stop:
        right = end + stop.end()
    elif _WITHIN.fullmatch(text, right - 1, right + 1) and (blank := text.rfind(" ", end, right)) > 0:
        right = blank
    return left, right


def _begins(text: str, start: int) -> bool:
    """Whether a sentence or line begins at `start`: nothing was cut off there."""
    before = text[max(0, start - 3) : start]
    return not before.strip() or "\n" in before or before.rstrip()[-1] in _STOPS


def _ends(text: str, end: int) -> bool:
    return text[end - 1] in _STOPS or text[end : end + 1] in ("", "\n")
