"""Pages of the China Government Procurement site, and notices in the same words elsewhere, to one Item.

Knows both templates of www.ccgp.gov.cn (`vF_detail_content`, the older `vT_detail_content`), the summary
table hidden behind them, notices as HTML inside JSON, and plain text. What a label means is known to
tender_fields, what is personal to personal: no name of an expert or contact leaves kept_notice.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from watchers.errors import ParseError
from watchers.model import Item, ItemKind, Parsed
from watchers.parsers import ParseContext
from watchers.parsers.charset import decode
from watchers.parsers.dates import BEIJING, read_date
from watchers.parsers.links import web_link
from watchers.parsers.persons.bodies import shows_body
from watchers.parsers.plain import one_line, without_unseen
from watchers.parsers.tenders.ccgp_page import (
    main_of,
    published_in_text,
    published_of,
    summary_of,
    title_of,
)
from watchers.parsers.tenders.eastern_notice import language_of
from watchers.parsers.tenders.kept_notice import kept_notice
from watchers.parsers.tenders.no_notice import is_block, is_gone, is_list, is_of_server
from watchers.parsers.tenders.notice_frame import fields_told
from watchers.parsers.tenders.notice_json import wrapped_notices
from watchers.parsers.tenders.notice_languages import of_country, told_in
from watchers.parsers.tenders.notice_signature import (
    buyer_of,
    central_agency,
    signed_on,
    signer_of,
    title_org,
)
from watchers.parsers.tenders.notice_title import is_channel_name
from watchers.parsers.tenders.page_store import kept_documents, unfold
from watchers.parsers.tenders.printed_lines import first_title, with_whole_lines
from watchers.parsers.tenders.tender_fields import read_fields
from watchers.parsers.tenders.tender_stages import CHANNEL_STAGES, stage_of
from watchers.parsers.tenders.western_days import published_in
from watchers.parsers.tenders.western_notice import is_western
from watchers.parsers.tenders.written_notice import WrittenNotice, marked_up_notice, plain_notice
from watchers.parsers.text import parse_html, visible_text

_ID = re.compile(r"t(\d{8})_(\d+)")
_CHANNEL = re.compile(r"/(\w+)/\d{6}/t\d{8}_")
# 某设备采购项目（SS2026-77）评审结果公示
_NUMBER_IN_TITLE = re.compile(
    r"[（(【\[]\s*(?:[\u4e00-\u9fff]{0,4}编号[:：]?\s*)?([A-Z]{2,}[A-Z\d]*-?\d[A-Z\d-]{3,30}"
    r"|(?=[A-Z-]*\d)[A-Z]{2,}[A-Z\d]*(?:-[A-Z\d]{1,12}){2,5})\s*[）)】\]]"
    r"|№\s*(\d{11,25})\b"
)
_JSON = re.compile(r"\{|\[\s*[\[{\"\]]")  # [成交公告] begins a text
_TELLING = 2  # fields: more than that is a notice, whatever heads it


def parse_ccgp_notice(body: bytes, context: ParseContext) -> Parsed:
    """Return the notice as one item with the fields of docs/items.md.

    Raises ParseError for a block page, a page that is gone, and a page without a notice in it.
    """
    text = without_unseen(decode(body, context.content_type))
    stripped = text.lstrip("\ufeff \t\r\n")
    if _JSON.match(stripped):
        return _from_json(stripped, context)
    if "<" not in text or not re.search(r"<(?:html|body|div|p|table|span|meta)\b", text, re.IGNORECASE):
        lines = with_whole_lines(text)
        return _parsed(plain_notice(first_title(lines), lines, as_set=text), context)
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
    documents = kept_documents(root)
    unfold(root)
    title = title_of(root)
    published = published_of(root, title) or read_date(_western_day(root), BEIJING)
    crumbs = [
        one_line("".join(link.itertext()))
        for link in root.iter("a")
        if "CurrChnlCls" in (link.get("class") or "")
    ]
    summary = summary_of(root)
    main = main_of(root, title)
    if not summary and (main is None or len(fields_told(main)) <= 1):
        for document in documents:
            with suppress(ParseError):
                return _from_json(document, context)
        if is_gone(title):
            raise ParseError("The notice is gone: the site shows its error page.")
        if is_block(root, main, title):
            raise ParseError("The site refused the page: too many requests (block page).")
        if is_of_server(title):
            raise ParseError("Not a notice: the site answers with an error, a login or a pause.")
    if main is None:
        raise ParseError("Not a notice: the page has no notice text.")
    notice = marked_up_notice(
        root, main, title, context.url, published=published, summary=summary, channels=crumbs
    )
    return _parsed(notice, context)


def _western_day(root: Any) -> str:
    """Return the day that a page in a European language gives as that of its publication, or ""."""
    seen = visible_text(root)
    return published_in(seen) if is_western(seen) and not language_of(seen) else ""


def _parsed(notice: WrittenNotice, context: ParseContext) -> Parsed:
    """Read a notice and return it as one item."""
    title, text, pairs, published = notice.title, notice.text, notice.pairs, notice.published
    channel = _CHANNEL.search(context.url)
    stage = stage_of(title, *reversed(notice.channels), text[:60])
    stage = stage or CHANNEL_STAGES.get(channel[1] if channel else "")
    told = told_in(title, text, context.url)
    stage, pairs, published = told.stage or stage, (*pairs, *told.pairs), published or told.published
    dated = published or published_in_text(text) or signed_on(notice.public)
    fields = read_fields(
        fold_colons(text),
        pairs=pairs,
        tables=notice.tables,
        stage=stage,
        default_org=context.options.get("default_org", ""),
        day=dated,
    )
    if "project_number" not in fields and (number := _NUMBER_IN_TITLE.search(title)):
        fields["project_number"] = number[1] or number[2]
    title = title or fields.get("project_name") or fields.get("project_number", "")
    if is_channel_name(title) and (project := fields.get("project_name")):  # 公開招標公告: of what?
        title = f"{project} {title}"
    if not title and len(fields) > _TELLING:
        title = text.split("\n", 1)[0]
    if not title:
        raise ParseError("Not a notice: no title and no project in it.")
    sellers = fields.get("private_suppliers", ())
    if sellers:  # how many sell alone, never who
        fields["private_suppliers"] = len(sellers)
    labelled = read_date(fields.pop("published", ""), BEIJING)
    _add_parties(fields, notice, title)
    if notice.attachments:
        fields["attachments"] = list(notice.attachments)
    warnings = (
        [] if len(fields) > _TELLING else ["No field of a notice was recognised; only its text was kept."]
    )
    # a Chinese notice may tell its day in English only: Date of publication
    published = published or labelled or dated or read_date(published_in(text), told.zone)
    fields = of_country(fields, told)
    if published and published.tzinfo == BEIJING:  # as is read what names no zone
        published = published.replace(tzinfo=told.zone)
    url = web_link(context.url)
    kept = kept_notice(notice, title, fields, sellers, western=told.western, page=url)
    item = Item(
        id=notice.identity or notice_id(context.url),
        source=context.source_id,
        kind=ItemKind.TENDER,
        url=url,
        title=kept.title,
        text=kept.text,
        whole=kept.whole,
        lang=told.language,
        published=published,
        fields=kept.fields,
    )
    return Parsed(items=(item,), warnings=tuple(warnings))


def _add_parties(fields: dict[str, Any], notice: WrittenNotice, title: str) -> None:
    """Add buyer and agency where no label told them: title, signature or publisher may."""
    issuer, user = fields.pop("issuer", ""), fields.pop("user", "")
    signer = signer_of(notice.public)
    if "buyer" not in fields:
        named = title if title_org(title) else fields.get("project_name", "")
        others = (*fields.get("supplier", ()), *fields.get("candidates", ()), fields.get("agency", ""))
        fields |= _buyer_from(notice.text, others, title=named, signature=signer, issuer=issuer, user=user)
    if "agency" not in fields and (agency := central_agency(signer)) and agency != fields.get("buyer"):
        fields["agency"] = agency


def _buyer_from(text: str, no_buyers: Sequence[str], **places: str) -> dict[str, str]:
    """Return the first institution that title, signature or publisher name, and which of them did."""
    for place, name in places.items():
        buyer = title_org(name) if place == "title" else buyer_of(name, text)
        if place == "user" and shows_body(name):  # said to be theirs: a company buys too
            buyer = name
        if buyer and buyer not in no_buyers:
            return {"buyer": buyer, "buyer_from": place}
    return {}


def fold_colons(text: str) -> str:
    """Return the text with odd colons and wide blanks as the usual ones, so that one pattern reads all."""
    return text.replace("﹕", "：").replace("∶", "：").replace("\u3000", " ")


def _from_json(text: str, context: ParseContext) -> Parsed:
    """Read a notice that a province's interface wraps in JSON, its page as a string inside."""
    for one in wrapped_notices(text):
        root = parse_html(f"<div>{one.body}</div>") if "<" in one.body else None
        if root is None:
            notice = plain_notice(one.title, one.body)
        else:
            notice = marked_up_notice(root, root, one.title, context.url)
        pairs = (*notice.pairs, *one.said)
        notice = replace(notice, published=one.published, identity=one.identity, pairs=pairs)
        return _parsed(notice, context)
    raise ParseError("Not a notice: the JSON has no title with a text.")
