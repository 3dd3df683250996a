"""From what was found in an item to the passages that a team reads: quoted once, each hit marked. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.alerts import Evidence
from watchlists.model import Match, Passage
from watchlists.text.sentences import unbroken

_STOPS = "。！？；.!?;"


QUOTE_EACH_SIDE = 90  # code points of the passage shown before and after a hit
MAX_EVIDENCE = 12


def evidence_of(matches: Sequence[Match], passage: Passage, notes: Mapping[str, str]) -> tuple[Evidence, ...]:
    """Return one piece of evidence a term: its best occurrence with the words around it.

    Terms that stand near each other share one passage, so that it is quoted once with every hit marked.
    """
    answer = []
    for group in _groups(_best(matches)[:MAX_EVIDENCE]):
        whole = passage.title if group[0].field == "title" else passage.text
        start, end = cut(whole, group[0].start, max(match.end for match in group))
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
                end=match.end - start + len(before),
                note=notes.get(match.term, ""),
            )
            for match in group
        ]
    return tuple(answer)


def _best(matches: Sequence[Match]) -> list[Match]:
    """Return the surest occurrence of each term.

    Of equally sure ones the one in the text, beside another term, goes before the one in the title: the
    headline shows the title already, and to quote it again tells nothing new.
    """
    best: dict[tuple[str, str], Match] = {}
    for match in matches:
        key = (match.kind, match.term)
        held = best.get(key)
        if (
            held is None
            or match.score > held.score
            or (match.score == held.score and _tells_more(match, held, matches))
        ):
            best[key] = match
    return list(best.values())


def _tells_more(match: Match, held: Match, matches: Sequence[Match]) -> bool:
    return held.field == "title" != match.field and any(
        (other.kind, other.term) != (match.kind, match.term)
        and other.field == match.field
        and max(other.start, match.start) - min(other.end, match.end) <= QUOTE_EACH_SIDE
        for other in matches
    )


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
    """Return where a quotation of `text[start:end]` begins and ends: at sentence ends where they are near."""
    left, right = max(0, start - around), min(len(text), end + around)
    around_it = unbroken(text[left:right])
    stops = list(re.finditer(r"[。！？；\n]\s*|[.!?;]\s+", around_it[: start - left]))
    stop = re.search(r"[。！？；]|[.!?;](?=\s)|(?=\n)", around_it[end - left :])
    return (left + stops[-1].end() if stops else left), (end + stop.end() if stop else right)


def _begins(text: str, start: int) -> bool:
    """Whether a sentence or line begins at `start`: nothing was cut off there."""
    before = text[max(0, start - 3) : start]
    return not before.strip() or "\n" in before or before.rstrip()[-1] in _STOPS


def _ends(text: str, end: int) -> bool:
    return text[end - 1] in _STOPS or text[end : end + 1] in ("", "\n")
