"""Where the notice stands in a page of any site: its heading, its text without the site's frame. Pure.

Knows how sites name their frames (navigation, footers, lists of other notices) and that a notice holds
labels that mean something to it. Knows no single site.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml import etree

from watchers.parsers.plain import one_line
from watchers.parsers.tagless import HIDDEN_STYLE
from watchers.parsers.tenders.eastern_notice import eastern_pairs, eastern_stage, language_of
from watchers.parsers.tenders.page_tables import cell_text
from watchers.parsers.tenders.tender_labels import field_of
from watchers.parsers.tenders.tender_stages import stage_of
from watchers.parsers.tenders.western_notice import european_stage, is_western, western_pairs
from watchers.parsers.text import html_to_text
from watchers.parsers.traditional import simplified

_HANZI = r"[\u4e00-\u9fff（）()/、 \u3000\xa0]"
_COLONED = re.compile(
    rf"(?<![\u4e00-\u9fff])({_HANZI}{{2,24}})[:：]|[【［\[]({_HANZI}{{2,24}})[】］\]]"
    r"|(?m:^)[ \t\u3000]*([\u4e00-\u9fff（）()/]{2,16})\s*[|｜]"
)
_FRAME_TAGS = ("nav", "footer", "aside")
_FRAME_WORDS = (
    r"nav\w*|menus?|top\w{0,4}|header|hd|head|foot\w*|ft|bottom|crumbs?|breadcrumbs?|location|pos(?:ition)?|"
    r"side(?:bar|nav)?|left|hot\w*|related|recommend\w*|pn|pager|prev\w*|share\w*|copyright|login|friends?|"
    r"links?|vip|list|banner"
)
_FRAME = re.compile(rf"(?:\A|[-_\s])(?:{_FRAME_WORDS})(?=\Z|[-_\s])", re.IGNORECASE)
_OTHERS = re.compile(
    r"\A\s*(?:推荐阅读|相关(?:信息|阅读|文章|公告|链接|新闻)|最新(?:成交|公告|信息|动态)|热点\S{0,4}|栏目导航|友情链接|"
    r"[上下]一[篇条页]|您?(?:现在|当前)的?位置)"
)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|rar|7z|wps|ofd)(?:[?#]|\Z)|download|attach", re.IGNORECASE)
# Names of channels: a heading of the site, not of a notice, where another one stands beside it.
_CHANNEL = re.compile(
    r"(?:公开|政府)?(?:招标|采购|中标|成交|结果|更正|变更|竞价|询价|磋商|谈判|废标|终止|通知|信息|招投标|招标采购)"
    r"(?:信息|结果)?(?:公告|公示)?(?:详情|正文|内容)?|公[告示](?:详情|正文)?|成交公示|详情页?|正文"
)
_SEPARATOR = re.compile(r"\s*(?:[_|｜]|\s[-–—]+\s|[-–—]+(?=[\u4e00-\u9fff]))\s*")
_SEPARATED = re.compile(r"[_|｜–—-]\s*\Z")
# what a page tells of itself below its heading: when it was put there, by whom, how often it was read
_CREDITS = re.compile(
    r"\s*[【［\[（(]?(?:(?:发布|发表|更新|信息|录入|公告)(?:时间|日期)|(?:信息|稿件|文章)?来源|发布(?:人|者)?|录入|作者|编辑"
    r"|(?<=\s)(?:时间|日期)"
    r"|(?:点击|浏览|阅读)(?:次数|[量数])?)\s*[:：].*"
)
_SITE = re.compile(r"[\u4e00-\u9fffA-Za-z（）()·]{2,24}\Z")
_SITE_END = re.compile(r"(?:网|网站|平台|门户|中心|公司|大学|学院|医院|研究[所院]|局|政府|办公室)\Z")
_KIND = re.compile(r"公告|公示|通知|邀请|意向|结果")
_KIND_END = re.compile(r"(?:公告|公示|通知书?|邀请书?|意向|结果)(?:[（(][^（）()]{1,12}[）)])?\Z")
_TITLE_NAMES = re.compile(r"(?:\A|[-_])(?:title|tit|headline|subject|bt)(?=\Z|[-_])", re.IGNORECASE)
_LATIN_STAGE = re.compile(
    r"\b(?:invitation|tender|bids?|award|procurement|notice|amendment|addendum|corrigendum|cancellation|"
    r"закуп\w+|оголошенн\w+|торг\w+|извещени\w+|котировок|тендер\w*|итоги)\b",
    re.IGNORECASE,
)
_TITLE_LABELS = {"公告标题", "标题", "公告名称", "信息标题"}
_STYLED: Any = etree.XPath("descendant-or-self::*[@style]")
_SENTENCES = re.compile(r"中标|成交|采购|招标|竞价|磋商|谈判|询价|比选|遴选|入围")


def fields_told(element: Any) -> set[str]:
    """Return the fields whose labels stand in the element: before a colon, framed, or alone in an element."""
    text = "\n".join(element.itertext())
    told: set[str | None] = {name for name, _, _ in western_pairs(text)} if is_western(text) else set()
    if language_of(text):
        told |= {name for name, _, _ in eastern_pairs(text)}
    for match in _COLONED.finditer(text):
        written = (match[1] or match[2] or match[3]).strip()
        told |= {field_of(written), field_of(written.split()[-1])}
    for part in element.iter():
        if (
            isinstance(part.tag, str)
            and part.tag != "a"
            and 2 <= len(text := (part.text or "").strip()) <= 30
        ):
            told.add(field_of(text))
    return {name for name in told if name and name != "name"}


def drop_frame(root: Any) -> None:
    """Remove navigation, footers, and lists of other pages; what tells fields of a notice stays."""
    for element in list(root.iter(*_FRAME_TAGS)):
        _drop(element)
    inner_first = reversed(
        list(root.iter("div", "ul", "ol", "table", "td", "p", "section", "dl", "header", "span"))
    )
    for element in inner_first:
        if element is root:
            continue
        if _OTHERS.match(_head_of(element)) and element.tag in {"div", "p", "section", "ul"}:
            if len(fields_told(element)) < 2:
                _drop(element)
        elif _is_frame(element) and len(fields_told(element)) < 2:
            _drop(element)
        elif _lists_links(element):
            for child in list(element):
                if child.tag in {"a", "li"}:
                    _drop(child)


def show_hidden(root: Any) -> None:
    """Take the style that hides it from an element that tells a notice nothing else on the page tells.

    Some pages hide their text until a script has run: it tells fields, or is most of what they say.
    """
    hidden = [element for element in _STYLED(root) if HIDDEN_STYLE.search(element.get("style"))]
    telling = [element for element in hidden if len(fields_told(element)) >= 2]
    if not telling:
        body = root.find(".//body")
        whole = len(_text(root if body is None else body))
        telling = [element for element in hidden if len(_text(element)) > max(60, whole / 2)]
        for element in telling:  # most of what the page says: it cannot be meant to stay hidden
            del element.attrib["style"]
        return
    text = html_to_text(etree.tostring(root, encoding="unicode", method="html"))
    seen = {field_of(match[1] or match[2] or match[3]) for match in _COLONED.finditer(text)} - {None}
    if len(seen) < 2:
        for element in telling:
            del element.attrib["style"]


def holds_notice(main: Any, title: str) -> bool:
    """Whether what is left of a page reads as a notice: it tells fields, or speaks of a purchase."""
    told = len(fields_told(main))
    if told >= 2:
        return True
    text = "".join(main.itertext())
    if (stage_of(title) or eastern_stage(title)) is None:
        return False
    return told == 1 or (len(text.strip()) >= 60 and len(_SENTENCES.findall(text)) >= 2)


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
    page = next((one_line("".join(element.itertext())) for element in root.iter("title")), "")
    page = without_site(page)
    labelled = _labelled_title(root)
    told = [text for text in (labelled, *found, *_first_lines(root), page) if text and _tells_stage(text)]
    own = next((text for text in told if not _CHANNEL.fullmatch(text)), "")
    if own and page.endswith(own) and not _SEPARATED.search(page[: -len(own)]):  # the heading is in two parts
        return page
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
    if _OTHERS.match(text) or (_SITE_END.search(text) and not _KIND.search(text)):
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


def _is_frame(element: Any) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(_FRAME.search(names))


def _head_of(element: Any) -> str:
    """Return the first words of an element."""
    return next((text for text in element.itertext() if text.strip()), "").strip()[:20]


def _lists_links(element: Any) -> bool:
    """Whether an element's own children are links to other pages, three or more, and little else."""
    if element.tag in {"ul", "ol"}:
        items = [child for child in element if child.tag == "li"]
        links = [link for item in items if (link := next(item.iter("a"), None)) is not None]
        own = sum(len(_text(item)) - len(_text(link)) for item, link in zip(items, links, strict=False))
        if len(links) < len(items):
            return False
    else:
        links = [child for child in element if child.tag == "a"]
        own = len((element.text or "").strip()) + sum(len((child.tail or "").strip()) for child in element)
        own += sum(len(_text(child)) for child in element if child.tag != "a")
    linked = sum(len(_text(link)) for link in links)
    return (
        len(links) >= 3
        and linked > own * 2
        and not any(_FILE.search(link.get("href") or "") for link in links)
    )


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _drop(element: Any) -> None:
    element.clear(keep_tail=True)
