"""Reply → Slack message, page by page. Pure.

Knows the shape of Reply, and what fits one message.
"""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot.actors import Actor
from bot.chat.direction import isolated
from bot.chat.harmless import clean, line, shortened
from bot.chat.pages import pages
from bot.chat.slack.actions import ADD, OFFER, offered
from bot.chat.slack.blocks import MAX_TEXT, MAX_VALUE, Block, button, context, paragraph
from bot.chat.slack.entries import SIGNS, severity_word
from bot.chat.slack.render import cut_escaped
from bot.chat.slack.text import Span, Spans, calling, is_person, link, sentence, words
from bot.chat.wording import grade, lead
from bot.replies import Bullets, Cell, Facts, Link, Paragraph, Part, Reply, Table, Tone

PAGE = "page"
MORE = "more"
REFRESH = "home_refresh"
MAX_ROWS = 40  # of tables and lists on one page
MAX_PAGE = 10_000  # characters on one page
_CELL = 400
_SIGNS = {Tone.OK: "", Tone.WARNING: "⚠️ ", Tone.ERROR: "❌ "}
_WHERE = "Write `/sanctions` and these words in any channel; nobody but you sees what is only asked."


def reply_blocks(
    reply: Reply, *, page: int = 0, key: str = "", actor: Actor | None = None, offer: bool = True
) -> list[Block]:
    """Return the blocks of one page of `reply`.

    `key` names the kept reply for the buttons that turn pages; without it there are none. `actor` is who
    asked: their id and those of `reply.people` become names in the text, and a public answer says who it was.
    """
    cut = pages(reply, rows=MAX_ROWS, size=MAX_PAGE)
    page = max(0, min(page, len(cut) - 1))
    people = _people(reply, actor)
    user = actor.user if actor and people else ""
    sign = _SIGNS[reply.tone]
    # a refusal is a sentence, not a headline
    bold = bool(reply.parts) or reply.tone is not Tone.ERROR
    title = tuple(
        replace(span, bold=bold and not span.code) for span in _named(sentence(_title(reply)), people)
    )
    blocks = paragraph([(Span(sign), *title) if sign else title])
    for part in cut[page]:
        blocks += paragraph(list(_lines(part, people)), bullet=isinstance(part, Bullets | Table))
    said = reply_text(reply) if reply.public and user else ""
    if said and actor and not any(who in said for who in (user, actor.name) if who):
        blocks += context([(Span("By "), Span(user, user=user))])
    buttons = _turns(key, page, len(cut)) if len(cut) > 1 and key else []
    following = reply.fields.get("next", "")  # the words that ask for what comes after this answer
    if following and offer and page == len(cut) - 1 and len(following) <= MAX_VALUE:
        buttons.append(button(MORE, "More ›", value=following))
    if offer:
        for number, one in enumerate(reply.offers):
            buttons += offered(f"{OFFER}_{number}", one)
    if reply.offer_term and offer:
        name = line(reply.offer_term)
        if len(name) <= MAX_VALUE:
            buttons.append(button(ADD, f"Add “{shortened(name, 40)}” to watchlist", value=name))
    if len(cut) > 1:
        blocks += context([(Span(f"Page {page + 1} of {len(cut)}"),)])
    return blocks + ([{"type": "actions", "elements": buttons}] if buttons else [])


def reply_text(reply: Reply, actor: Actor | None = None) -> str:
    """Return the whole answer as escaped text, in which Slack puts people's names for their ids."""
    said = [_SIGNS[reply.tone] + words(sentence(_title(reply)))]
    for part in reply.parts:
        said += [words(spans) for spans in _lines(part, frozenset())]
    text = cut_escaped("\n".join(one for one in said if one.strip()), MAX_TEXT)
    return calling(text, _people(reply, actor))


def home_view(blocks: Sequence[Block], *, add: bool | None = None) -> Block:
    """Return the app's tab Home: an answer, and below it the form, with `add`, for those who may edit.

    None: for somebody who may not even ask. Nothing can be typed there, so it says where its words are said.
    """
    buttons = [button(REFRESH, "Refresh")]
    if add:
        buttons.append(button(ADD, "Add to watchlist", style="primary"))
    where = context([sentence(_WHERE)]) if add is not None else []
    return {"type": "home", "blocks": [*blocks, *where, {"type": "actions", "elements": buttons}]}


def _people(reply: Reply, actor: Actor | None) -> frozenset[str]:
    """Return the Slack ids to show as names. A refusal keeps the id: an operator needs it."""
    if actor is None or actor.via != "slack" or reply.tone is Tone.ERROR:
        return frozenset()
    return frozenset(who for who in (actor.user, *reply.people) if is_person(who))


def read_turn(value: str) -> tuple[str, int] | None:
    """Return the key and page a page button carries, None when it is not one of ours."""
    try:
        turn = json.loads(value)
        return str(turn["k"]), int(turn["p"])
    except (ValueError, KeyError, TypeError):
        return None


def _title(reply: Reply) -> str:
    return shortened(line(reply.title), 700) or "Done"


def _turns(key: str, page: int, count: int) -> list[Block]:
    wanted = [(page - 1, "‹ Previous"), (page + 1, "Next ›")]
    return [
        # one action id each: Slack wants them unique in a block
        button(f"{PAGE}_{number}", label, value=json.dumps({"k": key, "p": number}))
        for number, label in wanted
        if 0 <= number < count
    ]


def _lines(part: Part, people: Collection[str]) -> Iterator[Spans]:
    match part:
        case Paragraph(text=text):
            for one in shortened(clean(text, lines=True), 3 * _CELL).split("\n"):
                yield _named(sentence(one), people)
        case Facts(pairs=pairs):
            for label, value in pairs:
                if not words(_cell(value)).strip():
                    continue
                yield (Span(line(label), bold=True), Span("  "), *_named(_cell(value), people))
        case Bullets(lines=lines):
            for cell in lines:
                spans = _cell(cell) if isinstance(cell, Link) else sentence(shortened(line(cell), _CELL))
                yield _named(spans, people)
        case Table(columns=columns, rows=rows):
            for row in rows:
                yield _row(columns, row, people)


def _row(columns: Sequence[str], row: Sequence[Cell], people: Collection[str]) -> Spans:
    """A row as a line: how serious, in bold what it is about, the other cells behind their column's name."""
    head = lead(columns)
    title = _cell(row[head] if row else "")
    if not any(span.url for span in title):  # a link stands out by itself
        title = tuple(replace(span, bold=True) for span in title)
    severity, graded = grade(columns, row)
    if severity is not None:
        title = (Span(f"{SIGNS[severity]} {severity_word(severity)}  "), *title)
    rest: list[Span] = []
    for number, (column, cell) in enumerate(zip(columns, row, strict=False)):
        spans = _named(_cell(cell), people)
        if number in (head, graded) or not words(spans).strip():
            continue
        name = f"{line(column)}: " if len(columns) > 2 else ""  # of two columns the second needs no name
        rest += [Span((" · " if rest else "  ") + name), *spans]
    return (*title, *rest)


def _cell(cell: Cell) -> Spans:
    if isinstance(cell, Link):
        return link(cell.url, cell.label)
    text = shortened(line(cell), _CELL)
    return (Span(isolated(text)),) if text else ()


def _named(spans: Spans, people: Collection[str]) -> Spans:
    """Put a person's name where their bare id stands."""
    if not people:
        return spans
    known = re.compile(rf"\b({'|'.join(map(re.escape, people))})\b")
    done: list[Span] = []
    for span in spans:
        if span.url or span.bold or span.code:
            done.append(span)
            continue
        done += [Span(part, user=part if part in people else "") for part in known.split(span.text) if part]
    return tuple(done)
