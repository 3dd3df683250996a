"""Passages as they are quoted: each once, its hits marked, cut to what stands around them. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from bot.alerts import Evidence
from bot.chat.harmless import clean, line, shortened


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quoted passage: stretches of cleaned text, marked where they are a hit, and what was hit there."""

    field: str
    stretches: tuple[tuple[str, bool], ...]
    evidence: tuple[Evidence, ...]


def passages(evidence: Iterable[Evidence], *, around: int = 160) -> tuple[Quote, ...]:
    """Return what `quotes` does, the title without a stretch where there is another passage.

    The headline shows it already; what was found in it is still to be told.
    """
    found = quotes(evidence, around=around)
    alone = all(quote.field == "title" for quote in found)
    return tuple(
        quote if alone or quote.field != "title" else replace(quote, stretches=()) for quote in found
    )


def quotes(evidence: Iterable[Evidence], *, around: int) -> tuple[Quote, ...]:
    """Return each passage once, with all its hits, in order of first appearance.

    At most `around` characters are kept before the first and after the last hit, and between two hits.
    """
    grouped: dict[tuple[str, str], list[Evidence]] = {}
    for one in evidence:
        grouped.setdefault((one.field, one.passage), []).append(one)
    return tuple(
        Quote(field=field, stretches=_stretches(passage, group, around), evidence=tuple(group))
        for (field, passage), group in grouped.items()
    )


def _stretches(passage: str, group: list[Evidence], around: int) -> tuple[tuple[str, bool], ...]:
    found: list[tuple[str, bool]] = []
    position = 0
    spans = sorted({(one.start, min(one.end, len(passage))) for one in group})
    for start, end in spans:
        if start < position or end <= start:  # overlaps the hit before it, or does not lie in the passage
            continue
        found.append((_cut(passage[position:start], around, first=position == 0, last=False), False))
        found.append((clean(passage[start:end]), True))
        position = end
    found.append((_cut(passage[position:], around, first=position == 0, last=True), False))
    return tuple((text, hit) for text, hit in found if text)


def _cut(text: str, around: int, *, first: bool, last: bool) -> str:
    """Return the stretch beside a hit, cut at its far side; a stretch between two hits in the middle."""
    far = 8 * around  # more than enough, and never a whole book
    if first and last:
        return shortened(line(text[:far]), 2 * around)
    if first:
        text = clean(text[-far:] if far else "").lstrip()
        return text if len(text) <= around else "…" + text[len(text) - around + 1 :]
    if last:
        text = clean(text[:far]).rstrip()
        return text if len(text) <= around else text[: around - 1] + "…"
    text = clean(text if len(text) <= far else f"{text[: far // 2]} … {text[-far // 2 :]}")
    half = around // 2
    return text if len(text) <= around else f"{text[:half]} … {text[-half:]}"
