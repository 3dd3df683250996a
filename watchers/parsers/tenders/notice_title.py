"""The title of a notice on a page of any site: its heading, without what the site adds. Pure."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from watchers.parsers.plain import one_line
from watchers.parsers.tenders.eastern_notice import eastern_stage
from watchers.parsers.tenders.notice_frame import OTHERS
from watchers.parsers.tenders.page_tables import cell_text
from watchers.parsers.tenders.tender_stages import stage_of
from watchers.parsers.tenders.western_notice import european_stage
from watchers.parsers.traditional import simplified

# Names of channels: a heading of the site, not of a notice, where another one stands beside it.
_CHANNEL = re.compile(
    r"(?:公开|政府)?(?:招标|采购|中标|成交|结果|更正|变更|竞价|询价|磋商|谈判|废标|终止|通知|信息|招投标|招标采购)"
    r"(?:信息|结果)?(?:公告|公示)?(?:详情|正文|内容)?|公[告示](?:详情|正文)?|成交公示|详情页?|正文"
)
# what a page tells of itself below its heading: when it was put there, by whom, how often it was read
_CREDITS = re.compile(
    r"\s*[【［\[（(]?(?:(?:发布|发表|更新|信息|录入|公告)(?:时间|日期)|(?:信息|稿件|文章)?来源|发布(?:人|者)?|录入|作者|编辑"
    r"|(?<=\s)(?:时间|日期)|(?:点击|浏览|阅读)(?:次数|[量数])?)\s*[:：].*"
)
_SEPARATOR = re.compile(r"\s*(?:[_|｜]|\s[-–—]+\s|[-–—]+(?=[\u4e00-\u9fff]))\s*")
_ADDED = re.compile(
    r"(?:[_|｜–—-]|\A[【\[［][^】\]］]{1,8}[】\]］])\s*\Z"
)  # by a site before a heading: 【中标】
_SITE = re.compile(r"[\u4e00-\u9fffA-Za-z（）()·]{2,24}\Z")
_SITE_END = re.compile(r"(?:网|网站|平台|门户|中心|公司|大学|学院|医院|研究[所院]|局|政府|办公室)\Z")
_KIND = re.compile(r"公告|公示|通知|邀请|意向|结果")
_KIND_END = re.compile(r"(?:公告|公示|通知书?|邀请书?|意向|结果)(?:[（(][^（）()]{1,12}[）)])?\Z")
_TITLE_NAMES = re.compile(r"(?:\A|[-_])(?:title|tit|headline|subject|bt)(?=\Z|[-_])", re.IGNORECASE)
_TITLE_LABELS = {"公告标题", "标题", "公告名称", "信息标题"}
_LATIN_STAGE = re.compile(
    r"\b(?:invitation|tender|bids?|award|procurement|notice|amendment|addendum|corrigendum|cancellation|"
    r"закуп\w+|оголошенн\w+|торг\w+|извещени\w+|котировок|тендер\w*|итоги)\b",
    re.IGNORECASE,
)


def headings(root: Any) -> Iterator[str]:
    """Yield what may be the notice's title, in the page's order: marked as a heading, or named so."""
    for element in root.iter("h1", "h2", "h3", "h4", "div", "span", "p", "td", "font"):
        if element.tag not in {"h1", "h2", "h3", "h4"}:
            names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
            if not any(map(_TITLE_NAMES.search, names)) or element.find(".//table") is not None:
                continue
        text = _CREDITS.sub("", cell_text(element)).strip()
        if 4 <= len(text) <= 120:
            yield text


def best_title(root: Any) -> str:
    """Return a notice's title: the heading that tells a stage, else the page's own without the site's."""
    found = list(headings(root))
    whole = next((one_line("".join(element.itertext())) for element in root.iter("title")), "")
    page = without_site(whole)
    labelled = _labelled_title(root)
    told = [text for text in (labelled, *found, *_first_lines(root), page) if text and _tells_stage(text)]
    own = next((text for text in told if not _CHANNEL.fullmatch(text)), "")
    if (
        own and own != page and page.endswith(own) and not _ADDED.search(page[: -len(own)])
    ):  # the heading is in two parts
        return page
    first = next(iter(found), "")
    if all(text == page for text in told) and not _SITE_END.search(first):
        if len(first) > len(page) or (first and whole.startswith(first)):  # 公告: what it heads tells more
            return first
    return own or next(iter(told), "") or page or next(iter(found), "")


def is_channel_name(title: str) -> bool:
    """Whether a title only says what kind of notice it heads: 公开招标公告."""
    return bool(_CHANNEL.fullmatch(simplified(title)))


def without_site(title: str) -> str:
    """Return a page's title without the names of channel and site behind it."""
    for match in _SEPARATOR.finditer(title):
        head, tail = title[: match.start()].strip(), title[match.end() :]
        rest = [part for part in _SEPARATOR.split(tail) if part]
        if len(head) > 3 and all(_SITE.match(part) and (_is_channel(part)) for part in rest):
            return head
    return title


def _is_channel(part: str) -> bool:
    return bool(_CHANNEL.fullmatch(part) or _SITE_END.search(part)) or stage_of(part) is None


def _tells_stage(text: str) -> bool:
    if OTHERS.match(text) or (_SITE_END.search(text) and not _KIND.search(text)):
        return False
    return bool(
        stage_of(text)
        or _KIND_END.search(text)
        or _LATIN_STAGE.search(text)
        or european_stage(text)
        or eastern_stage(text)
    )


def _first_lines(root: Any) -> Iterator[str]:
    """Yield lines among the first of the page that end as a notice's title does."""
    body = root.find(".//body")
    for text in islice((body if body is not None else root).itertext(), 40):
        line = one_line(text.strip().split("\n", 1)[0])
        if 6 < len(line) <= 80 and _KIND_END.search(line) and not _CHANNEL.fullmatch(line):
            yield line


def _labelled_title(root: Any) -> str:
    for element in root.iter("td", "th", "div", "dt", "span", "label"):
        if (element.text or "").strip(" :：\n") in _TITLE_LABELS and (value := element.getnext()) is not None:
            return one_line("".join(value.itertext()))[:200]
    return ""
