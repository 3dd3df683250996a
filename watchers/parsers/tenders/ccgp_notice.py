"""Pages of the China Government Procurement site, and notices in the same words elsewhere, to one Item.

Knows both templates of www.ccgp.gov.cn (`vF_detail_content`, the older `vT_detail_content`), the summary
table hidden behind them, notices as HTML inside JSON, and plain text. What a label means is known to
tender_fields, what is personal to personal: no name of an expert or contact leaves this module.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from watchers.errors import ParseError
from watchers.model import Item, ItemKind, Parsed
from watchers.parsers import ParseContext
from watchers.parsers.charset import decode
from watchers.parsers.dates import BEIJING, read_date
from watchers.parsers.links import web_link
from watchers.parsers.persons.contacts import without_contacts
from watchers.parsers.persons.impersonal import impersonal, name_without_persons
from watchers.parsers.persons.latin_persons import without_anybody
from watchers.parsers.persons.person_labels import is_personal_label
from watchers.parsers.persons.person_talk import without_talk_of_persons
from watchers.parsers.persons.personal import without_numbers, without_personal
from watchers.parsers.persons.persons import bare_name
from watchers.parsers.persons.spaced_names import with_joined_names
from watchers.parsers.persons.table_persons import blank_personal
from watchers.parsers.plain import cut, fold_width, one_line, tidy
from watchers.parsers.tenders.ccgp_page import (
    attachments_of,
    coded,
    is_list,
    main_of,
    published_in_text,
    published_of,
    summary_of,
    title_of,
)
from watchers.parsers.tenders.english_notice import (
    english_pairs,
    english_stage,
    is_english,
    is_russian,
    published_in,
    without_english_persons,
)
from watchers.parsers.tenders.notice_frame import fields_told
from watchers.parsers.tenders.notice_json import wrapped_notices
from watchers.parsers.tenders.notice_marks import LINE_END, keep_lines, mark_labels, mark_lines, part_labels
from watchers.parsers.tenders.notice_signature import (
    buyer_of,
    central_agency,
    signed_on,
    signer_of,
    title_org,
)
from watchers.parsers.tenders.page_tables import column_by_column, rows_of, tables_of
from watchers.parsers.tenders.printed_lines import first_title, with_whole_lines
from watchers.parsers.tenders.tender_fields import read_fields
from watchers.parsers.tenders.tender_labels import field_of, is_section
from watchers.parsers.tenders.tender_tables import Table
from watchers.parsers.tenders.tender_words import CHANNEL_STAGES, stage_of
from watchers.parsers.text import MAX_TEXT, MAX_TITLE, parse_html, visible_text

_ID = re.compile(r"t(\d{8})_(\d+)")
_CHANNEL = re.compile(r"/(\w+)/\d{6}/t\d{8}_")
_GONE = re.compile(r"错误页面|页面不存在|您访问的页面(?:不存在|已删除)|404 Not Found")
_BLOCKED = re.compile(r"访问(?:过于)?频繁|频繁访问|访问受限|安全验证|请开启JavaScript|异常访问")
# labels that mean what a sentence in English told without one
_KNOWN_AS = {"buyer": "Purchaser", "agency": "Tendering Agent", "project_number": "Project No"}
_BLANKS = re.compile("[\u2000-\u200a\u202f\u205f]")  # those of typesetters
_PRIVATE = "（自然人）"  # stands for the name of a private person
_WORD = re.compile(r"[\u4e00-\u9fff]+")
_MAX_ODD = 200  # names with a dot or a remark in them that are taken out of one notice
_UNTITLED = "公告"  # a title that named nothing but persons


def parse_ccgp_notice(body: bytes, context: ParseContext) -> Parsed:
    """Return the notice as one item with the fields of docs/items.md.

    Raises ParseError for a block page, a page that is gone, and a page without a notice in it.
    """
    text = decode(body, context.content_type)
    stripped = text.lstrip("\ufeff \t\r\n")
    if stripped.startswith(("{", "[")):
        return _from_json(stripped, context)
    if "<" not in text or not re.search(r"<(?:html|body|div|p|table|span|meta)\b", text, re.IGNORECASE):
        text = with_whole_lines(text)
        return _notice(first_title(text), text, None, (), context)
    return _from_page(text, context)


def notice_id(url: str) -> str:
    """Return the site's own number of a notice from its address: `t20260701_12345678`, or ""."""
    match = _ID.search(url)
    return f"t{match[1]}_{match[2]}" if match else ""


def _from_page(markup: str, context: ParseContext) -> Parsed:
    root = parse_html(markup)
    if root is None:
        raise ParseError("Not a notice: the page is empty.")
    if is_list(root):
        raise ParseError("This is a list of notices, not a notice: add its address as ccgp-list.")
    title = title_of(root)
    if _GONE.search(title):
        raise ParseError("The notice is gone: the site shows its error page.")
    published = published_of(root)
    crumbs = [
        one_line("".join(link.itertext()))
        for link in root.iter("a")
        if "CurrChnlCls" in (link.get("class") or "")
    ]
    summary = summary_of(root)
    kept = list(_kept(root))
    main = main_of(root, title)
    if main is None or (not summary and main.tag == "body" and len("".join(main.itertext())) < 2_000):
        if _BLOCKED.search(markup) and not (main is not None and len(fields_told(main)) > 1):
            raise ParseError("The site refused the page: too many requests (block page).")
    if main is None:
        for document in kept:
            with suppress(ParseError):
                return _from_json(document, context)
        raise ParseError("Not a notice: the page has no notice text.")
    return _from_tree(root, main, title, published, context, summary=summary, crumbs=crumbs)


def _from_tree(
    root: Any,
    main: Any,
    title: str,
    published: datetime | None,
    context: ParseContext,
    *,
    summary: tuple[tuple[str, str], ...] = (),
    said: tuple[tuple[str, str], ...] = (),
    crumbs: Sequence[str] = (),
    identity: str = "",
) -> Parsed:
    attachments = attachments_of(root, main, context.url)
    column_by_column(main, is_section)
    keep_lines(main)
    mark_labels(main)
    part_labels(main)
    pairs = (*summary, *coded(main), *said)
    tables = tables_of(main)
    rows = rows_of(main)
    text = _lined(visible_text(main))
    emptied = blank_personal(main)
    public = _lined(visible_text(main)) if emptied else text
    return _notice(
        title,
        text,
        published,
        pairs,
        context,
        tables=tables,
        rows=rows,
        crumbs=crumbs,
        attachments=attachments,
        public=public,
        shown=tuple(pair for pair in summary if not is_personal_label(pair[0])),
        known=(*emptied, *(value for label, value in summary if is_personal_label(label))),
        identity=identity,
    )


def _kept(root: Any) -> Iterator[str]:
    """Yield what the page keeps for its script as JSON: a hidden input, a script of that type."""
    for element in root.iter("input", "textarea", "script"):
        if element.tag == "script" and "json" not in (element.get("type") or ""):
            continue
        written = (element.get("value") if element.tag == "input" else element.text) or ""
        if written.lstrip().startswith(("{", "[")):
            yield written


def _lined(text: str) -> str:
    return tidy(text.replace(LINE_END, "\n")) if LINE_END in text else text


def _notice(
    title: str,
    text: str,
    published: datetime | None,
    pairs: tuple[tuple[str, str], ...],
    context: ParseContext,
    *,
    tables: Sequence[Table] = (),
    rows: frozenset[str] = frozenset(),
    crumbs: Sequence[str] = (),
    attachments: list[dict[str, str]] | None = None,
    shown: tuple[tuple[str, str], ...] = (),
    public: str | None = None,
    known: Sequence[str] = (),
    identity: str = "",
) -> Parsed:
    title = one_line(title)
    text = mark_lines(tidy(_BLANKS.sub(" ", text)), rows)
    if public is not None:
        public = mark_lines(tidy(_BLANKS.sub(" ", public)), rows)
    shown_text = text if public is None else public
    channel = _CHANNEL.search(context.url)
    stage = stage_of(title, *reversed(crumbs), text[:60]) or CHANNEL_STAGES.get(channel[1] if channel else "")
    english = is_english(text)
    if english:
        stage = english_stage(title) or stage
        pairs = (*pairs, *((label, value) for label, value in _english(text)))
        published = published or read_date(published_in(text), BEIJING)
    fields = read_fields(
        fold_colons(text),
        pairs=pairs,
        tables=tables,
        stage=stage,
        default_org=context.options.get("default_org", ""),
        day=published,
    )
    if not title and not fields.get("project_name") and not fields.get("project_number"):
        raise ParseError("Not a notice: no title and no project in it.")
    title = title or fields.get("project_name") or fields["project_number"]
    issuer, user = fields.pop("issuer", ""), fields.pop("user", "")
    persons = fields.get("private_suppliers", ())
    if persons:  # how many sell alone, never who
        fields["private_suppliers"] = len(persons)
    signer = signer_of(shown_text)
    if "buyer" not in fields:
        named = title if title_org(title) else fields.get("project_name", "")
        others = (*fields.get("supplier", ()), *fields.get("candidates", ()), fields.get("agency", ""))
        fields |= _buyer_from(text, others, title=named, signature=signer, issuer=issuer, user=user)
    if "agency" not in fields and (agency := central_agency(signer)) and agency != fields.get("buyer"):
        fields["agency"] = agency
    if attachments:
        fields["attachments"] = attachments
    warnings = [] if len(fields) > 2 else ["No field of a notice was recognised; only its text was kept."]
    keep = [str(value) for name, value in fields.items() if name.endswith("_number")]
    lines = "\n".join(f"{label}：{value}" for label, value in shown)
    if published is None and (match := re.search(r"公告(?:时间|日期)[:：]?\s*([^\n]{8,30})", text)):
        published = read_date(fold_width(match[1]), BEIJING)
    published = published or published_in_text(text) or signed_on(shown_text)
    names: list[str] = [*persons]
    told = without_personal(f"{lines}\n{shown_text}".strip(), keep, known, told_of=names)
    told = _without(persons, told)
    told = without_contacts(without_english_persons(told)) if english else told
    if (
        "models" in fields
    ):  # numbers of a person's papers look like models; what left the text leaves here too
        fields["models"] = _still_in(told, shown_text, fields["models"])
        if not fields["models"]:
            del fields["models"]
    item = Item(
        id=identity or notice_id(context.url),
        source=context.source_id,
        kind=ItemKind.TENDER,
        url=web_link(context.url),
        title=cut(name_without_persons(_without(persons, title), keep, names) or _UNTITLED, MAX_TITLE),
        text=cut(without_anybody(told) if english else without_talk_of_persons(told), MAX_TEXT),
        whole=cut(told if english else without_numbers(f"{lines}\n{text}".strip()), MAX_TEXT),
        lang=("ru" if is_russian(text) else "en") if english else "zh",
        published=published,
        fields=impersonal(fields, keep, names),
    )
    return Parsed(items=(item,), warnings=tuple(warnings))


def _buyer_from(text: str, no_buyers: Sequence[str], **places: str) -> dict[str, str]:
    """Return the first institution that title, signature or publisher name, and which of them did."""
    for place, name in places.items():
        buyer = title_org(name) if place == "title" else buyer_of(name, text)
        if buyer and buyer not in no_buyers:
            return {"buyer": buyer, "buyer_from": place}
    return {}


def _without(persons: Sequence[str], text: str) -> str:
    """Return the text without the names of private persons, wherever they stand as a word of their own."""
    if not persons:
        return text
    persons = list(dict.fromkeys([*persons, *map(bare_name, persons)]))
    text, whole = with_joined_names(text), set(persons)
    if odd := [re.escape(who) for who in persons if not _WORD.fullmatch(who)][:_MAX_ODD]:  # 甲·乙（自然人）
        text = re.sub(rf"(?<![\u4e00-\u9fff])(?:{'|'.join(odd)})(?![\u4e00-\u9fff])", _PRIVATE, text)
    return _WORD.sub(lambda word: _PRIVATE if word[0] in whole else word[0], text)


def _english(text: str) -> Iterator[tuple[str, str]]:
    """Yield the labels and values of an English text, each label as one that `read_fields` knows."""
    for name, label, value in english_pairs(text):
        yield label if field_of(label) == name else _KNOWN_AS.get(name, label), value


def _still_in(told: str, text: str, models: Sequence[str]) -> list[str]:
    """Return the models without those that stood in the text and no longer do."""
    text, told = fold_width(text), fold_width(told)
    return [model for model in models if model not in text or model in told]


def fold_colons(text: str) -> str:
    """Return the text with odd colons and wide blanks as the usual ones, so that one pattern reads all."""
    return text.replace("﹕", "：").replace("∶", "：").replace("\u3000", " ")


def _from_json(text: str, context: ParseContext) -> Parsed:
    """Read a notice that a province's interface wraps in JSON, its page as a string inside."""
    for wrapped in wrapped_notices(text):
        title, body, published = wrapped.title, wrapped.body, wrapped.published
        root = parse_html(f"<div>{body}</div>") if "<" in body else None
        if root is not None:
            return _from_tree(
                root, root, title, published, context, said=wrapped.said, identity=wrapped.identity
            )
        return _notice(title, body, published, wrapped.said, context, identity=wrapped.identity)
    raise ParseError("Not a notice: the JSON has no title with a text.")
