"""Alert → Slack message: blocks for the eye, `text` for notifications and screen readers. Pure.

Knows the shape of Alert and what a compliance officer looks for first: how serious, what, who was
matched, where it stands. Knows nothing of posting.
"""

from collections.abc import Iterator, Sequence

from bot.alerts import CAN_BE_HANDLED, WITH_COMMANDS, Alert, AlertKind, Evidence, SourceLink
from bot.cases import TriageState
from bot.chat import wording
from bot.chat.direction import isolated, isolated_stretches
from bot.chat.harmless import clean, line, shortened
from bot.chat.links import safe_link
from bot.chat.quotes import Quote, passages
from bot.chat.slack.actions import buttons
from bot.chat.slack.blocks import MAX_HEADER, MAX_TEXT, Block, context, fields, header, paragraph
from bot.chat.slack.cases import became, unnamed
from bot.chat.slack.entries import MAX_LINES, SIGNS, lines
from bot.chat.slack.entries import said as entry_said
from bot.chat.slack.text import Span, Spans, calling, escape, link, sentence, spaced, words
from bot.chat.titles import in_english
from bot.replies import when

# What one message shows at most; the rest is counted, and `why` and the lists show it all. Together these
# keep a message far under Slack's 50 blocks and its undocumented limit on all blocks together.
MAX_TERMS = 8
MAX_QUOTES = 4
MAX_NOTES = 4
MAX_FACTS = 10
MAX_WHY = 5
MAX_SOURCES = 8
AROUND = 130
MAX_QUOTE = 1_500  # characters
MAX_SAID = 300  # of a title in English, characters

_KINDS = {
    AlertKind.MATCH: "⚪",
    AlertKind.LIST_CHANGE: "📋",
    AlertKind.BASELINE: "📖",
    AlertKind.DIGEST: "🗂️",
    AlertKind.HEALTH: "🩺",
    AlertKind.WELCOME: "👋",
}


def alert_blocks(alert: Alert, *, repeat: bool = False) -> list[Block]:
    """Return the blocks of `alert`; `repeat` marks a post that may already have arrived."""
    note = (Span(wording.REPEATED, italic=True),) if repeat else ()
    first = [
        header(headline(alert)),
        *context([(Span(shortened(said, MAX_SAID)),)] if (said := in_english(alert)) else []),
        *context([note] if note else []),
        *became(alert),
        *context(list(_provenance(alert))),
    ]
    if alert.state is TriageState.DISMISSED:  # of no concern: a line, and the way back
        return [*first, *buttons(alert)]
    return [
        *first,
        *_why(alert),
        *_text(alert),
        *_facts(alert),
        *_evidence(alert),
        *lines(alert),
        *_reprints(alert.sources[1:]),
        *_watched(alert.evidence),
        *buttons(alert),
    ]


def alert_text(alert: Alert, *, repeat: bool = False, limit: int = MAX_TEXT) -> str:
    """Return the whole alert as escaped text: what a notification begins with and a screen reader reads.

    With a higher `limit` it is the message itself, where Slack refuses the blocks.
    """
    said = [
        headline(alert),
        shortened(in_english(alert), MAX_SAID),
        " ".join(wording.handled(alert)),
        " ".join(wording.noted(alert)),
    ]
    said += [wording.REPEATED] if repeat else []
    said += [line(why) for why in alert.why[:MAX_WHY]]
    said += [f"{line(fact.label)}: {shortened(line(fact.shown), 300)}" for fact in alert.facts[:MAX_FACTS]]
    said += [words(spans) for spans in _terms(alert.evidence)]
    for quote in _passages(alert)[:MAX_QUOTES]:
        said.append("“" + "".join(text for text, _ in quote.stretches) + "”")
    said += [words(sentence(clean(alert.text, lines=True)))] if not alert.evidence else []
    said += [entry_said(one) for one in wording.entries(alert)[:MAX_LINES]]
    said += [words(sentence(wording.the_rest(alert, MAX_LINES)))]
    said += [_named(source) for source in alert.sources[:MAX_SOURCES]]
    text = cut_escaped("\n".join(part for part in said if part.strip()), limit)
    return calling(text, unnamed(alert))


def headline(alert: Alert) -> str:
    """Return sign, word and title, fit for a header block."""
    sign, what = _KINDS[alert.kind], wording.label(alert)
    if alert.state is TriageState.DISMISSED:
        sign, what = "⚪", "Dismissed"
    elif alert.kind in CAN_BE_HANDLED and alert.severity in SIGNS:
        sign = SIGNS[alert.severity]
    head = f"{sign} {what} · "
    return head + isolated(shortened(line(alert.title) or "(no title)", MAX_HEADER - len(head)))


def cut_escaped(text: str, limit: int) -> str:
    """Return `text` escaped and, with its entities, no longer than `limit`."""
    room = min(limit, len(text))
    escaped = escape(shortened(text, room))
    while len(escaped) > limit:
        room -= max(1, (len(escaped) - limit) // 5)
        escaped = escape(shortened(text, room))
    return escaped


def _provenance(alert: Alert) -> Iterator[Spans]:
    for source in alert.sources[:1]:
        yield link(source.url) or (Span(wording.source_name(source)),)
        if line(source.name):
            yield (Span(isolated(shortened(line(source.name), 80))),)
        yield (Span(wording.published(source.published)),)
    others = len(alert.sources) - 1
    if others > 0:
        yield (Span(f"and {others} more source{'s' if others > 1 else ''} below"),)
    if not alert.sources:
        yield (Span(when(alert.created)),)


def _text(alert: Alert) -> list[Block]:
    """The item's own text speaks only where no passage of it is quoted."""
    if alert.evidence:
        return []
    lines = shortened(clean(alert.text, lines=True), 1_500).split("\n")
    ours = alert.kind in WITH_COMMANDS
    return paragraph([sentence(one) if ours else (Span(one),) for one in lines])


def _terms(evidence: Sequence[Evidence]) -> list[Spans]:
    """Each matched term once, with why it was found."""
    seen: dict[tuple[str, str], Evidence] = {}
    for one in evidence:
        best = seen.setdefault((one.term, one.watchlist), one)
        if one.score > best.score:
            seen[one.term, one.watchlist] = one
    found = [_term(one) for one in list(seen.values())[:MAX_TERMS]]
    return found + _more(len(seen), MAX_TERMS, "term")


def _term(one: Evidence) -> Spans:
    """`• NVIDIA H100  chip, as “H100” (alias)`: what was found and why; how sure only where it is not."""
    return (
        Span(isolated(shortened(line(one.term), 120)), bold=True),
        Span(shortened(f"  {wording.how_found(one)}", 240)),
    )


def _evidence(alert: Alert) -> list[Block]:
    blocks = paragraph(_terms(alert.evidence), bullet=True)
    found = _passages(alert)
    for quote in found[:MAX_QUOTES]:
        spans = tuple(Span(text, bold=hit) for text, hit in isolated_stretches(quote.stretches))
        blocks += paragraph([_capped(spaced(spans))], quote=True)
    return blocks + context(_more(len(found), MAX_QUOTES, "passage"))


def _passages(alert: Alert) -> list[Quote]:
    return [quote for quote in passages(alert.evidence, around=AROUND) if quote.stretches]


def _watched(evidence: Sequence[Evidence]) -> list[Block]:
    """Small print: on which watchlists the terms are, and why the team put them there."""
    said = [shortened(one, 230) for one in wording.watched(evidence)[: 1 + MAX_NOTES]]
    return context([(Span("\n".join(said)),)])


def _capped(spans: Spans) -> Spans:
    """A passage with very many hits is cut after the last one that fits."""
    kept: list[Span] = []
    size = 0
    for span in spans:
        if size + len(span.text) > MAX_QUOTE:
            return (*kept, Span("…"))
        kept.append(span)
        size += len(span.text)
    return tuple(kept)


def _why(alert: Alert) -> list[Block]:
    sentences = [shortened(line(why), 300) for why in alert.why[:MAX_WHY] if line(why)]
    sentences = [sentence[0].upper() + sentence[1:] for sentence in sentences]
    if not sentences:
        return []
    return paragraph([(Span("Why", bold=True), Span("  " + " ".join(sentences)))])


def _facts(alert: Alert) -> list[Block]:
    first, rest = wording.weighed(alert.facts)
    shown = fields((fact.label, (Span(isolated(line(fact.shown))),)) for fact in first[:MAX_FACTS])
    return shown + context([(Span(shortened(one, 120)),) for one in rest])


def _reprints(sources: Sequence[SourceLink]) -> list[Block]:
    if not sources:
        return []
    listed = [_source(source) for source in sources[: MAX_SOURCES - 1]]
    listed += _more(len(sources), MAX_SOURCES - 1, "source")
    title = (Span("Also reported by", bold=True),)
    return paragraph([title, *((Span("• "), *spans) for spans in listed)])


def _source(source: SourceLink) -> Spans:
    named = link(source.url, wording.source_name(source)) or (Span(wording.source_name(source)),)
    time = wording.published(source.published)
    return (*named, *((Span(f" · {time}"),) if time else ()))


def _named(source: SourceLink) -> str:
    return " · ".join(
        part
        for part in (
            wording.source_name(source),
            wording.published(source.published),
            safe_link(source.url) or "",
        )
        if part
    )


def _more(count: int, limit: int, what: str) -> list[Spans]:
    rest = count - limit
    return [(Span(f"… and {rest} more {what}{'s' if rest > 1 else ''}", italic=True),)] if rest > 0 else []
