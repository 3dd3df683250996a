"""A notice as it was written, whatever page, JSON or text it came in: what its readers need of it. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from watchers.parsers.persons.person_labels import is_personal_label
from watchers.parsers.persons.table_persons import blank_personal
from watchers.parsers.plain import one_line, tidy
from watchers.parsers.tenders.ccgp_page import attachments_of, coded
from watchers.parsers.tenders.line_labels import mark_lines
from watchers.parsers.tenders.notice_marks import (
    LINE_END,
    keep_lines,
    mark_labels,
    part_labels,
    part_pairs,
)
from watchers.parsers.tenders.page_tables import column_by_column, open_cells, plain_cells, rows_of, tables_of
from watchers.parsers.tenders.printed_lines import with_whole_lines
from watchers.parsers.tenders.tender_labels import is_section
from watchers.parsers.tenders.tender_tables import Table
from watchers.parsers.tenders.text_tables import tables_of_text
from watchers.parsers.text import visible_text

_BLANKS = re.compile("[\u2000-\u200a\u202f\u205f]")  # those of typesetters
Pairs = tuple[tuple[str, str], ...]  # label and value


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenNotice:
    """Title and text of a notice, and what its page tells beside them.

    `public` is the text without the cells that hold persons, `shown` the rows of the hidden summary that name
    nobody. `pairs` are labels and values, `channels` where the site put it.
    """

    title: str
    text: str
    public: str
    published: datetime | None = None
    identity: str = ""
    pairs: Pairs = ()
    tables: Sequence[Table] = ()
    shown: Pairs = ()
    channels: Sequence[str] = ()
    attachments: Sequence[Mapping[str, str]] = field(default=())

    @property
    def seen(self) -> str:
        """Return all that a reader sees."""
        return self._with_summary(self.text)

    @property
    def open(self) -> str:
        """Return it without the cells that hold persons."""
        return self._with_summary(self.public)

    def _with_summary(self, text: str) -> str:
        lines = "\n".join(f"{label}：{value}" for label, value in self.shown)
        return f"{lines}\n{text}".strip()


def plain_notice(title: str, text: str, *, as_set: str = "") -> WrittenNotice:
    """Return a notice that is plain text; `as_set` is it before its lines were joined."""
    tables = tables_of_text(as_set or text)
    text = _lines_of(text, frozenset())
    return WrittenNotice(title=one_line(title), text=text, public=text, tables=tables)


def marked_up_notice(
    root: Any,
    main: Any,
    title: str,
    base: str,
    *,
    published: datetime | None = None,
    summary: Pairs = (),
    channels: Sequence[str] = (),
) -> WrittenNotice:
    """Return the notice in the element `main` of a page at the address `base`; the tree is used up."""
    attachments = attachments_of(root, main, base)
    plain_cells(main)
    open_cells(main)
    column_by_column(main, is_section)
    keep_lines(main)
    part_pairs(main)
    mark_labels(main)
    part_labels(main)
    pairs = (*summary, *coded(main))
    tables, rows = tables_of(main), rows_of(main)
    text = public = _lines_of(visible_text(main), rows)
    if blank_personal(main):
        public = _lines_of(visible_text(main), rows)
    return WrittenNotice(
        title=one_line(title),
        text=text,
        public=public,
        published=published,
        pairs=pairs,
        tables=tables,
        shown=tuple(pair for pair in summary if not is_personal_label(pair[0])),
        channels=channels,
        attachments=attachments,
    )


def _lines_of(text: str, rows: frozenset[str]) -> str:
    if LINE_END in text:
        text = with_whole_lines(text.replace(LINE_END, "\n"))
    return mark_lines(tidy(_BLANKS.sub(" ", text)), rows)
