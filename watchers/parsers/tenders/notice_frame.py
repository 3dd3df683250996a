"""Where the notice stands in a page of any site: its text without the site's frame. Pure.

Knows how sites name their frames (navigation, footers, lists of other notices) and that a notice holds
labels that mean something to it. Knows no single site.
"""

import re
from typing import Any

from lxml import etree

from watchers.parsers.html_names import HIDDEN_STYLE
from watchers.parsers.tenders.eastern_notice import eastern_pairs, language_of
from watchers.parsers.tenders.tender_labels import field_of
from watchers.parsers.tenders.western_notice import is_western, western_pairs
from watchers.parsers.text import html_to_text

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
OTHERS = re.compile(
    r"\A\s*(?:推荐阅读|相关(?:信息|阅读|文章|公告|链接|新闻)|最新(?:成交|公告|信息|动态)|热点\S{0,4}|栏目导航|友情链接|"
    r"[上下]一[篇条页]|您?(?:现在|当前)的?位置)"
)
_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|zip|rar|7z|wps|ofd)(?:[?#]|\Z)|download|attach", re.IGNORECASE)
_STYLED: Any = etree.XPath("descendant-or-self::*[@style]")


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
        if OTHERS.match(_head_of(element)) and element.tag in {"div", "p", "section", "ul"}:
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
        whole = len(text_of(root if body is None else body))
        telling = [element for element in hidden if len(text_of(element)) > max(60, whole / 2)]
        for element in telling:  # most of what the page says: it cannot be meant to stay hidden
            del element.attrib["style"]
        return
    text = html_to_text(etree.tostring(root, encoding="unicode", method="html"))
    seen = {field_of(match[1] or match[2] or match[3]) for match in _COLONED.finditer(text)} - {None}
    if len(seen) < 2:
        for element in telling:
            del element.attrib["style"]


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
        own = sum(len(text_of(item)) - len(text_of(link)) for item, link in zip(items, links, strict=False))
        if len(links) < len(items):
            return False
    else:
        links = [child for child in element if child.tag == "a"]
        own = len((element.text or "").strip()) + sum(len((child.tail or "").strip()) for child in element)
        own += sum(len(text_of(child)) for child in element if child.tag != "a")
    linked = sum(len(text_of(link)) for link in links)
    return (
        len(links) >= 3
        and linked > own * 2
        and not any(_FILE.search(link.get("href") or "") for link in links)
    )


def text_of(element: Any) -> str:
    """Return all text of an element, without blanks at its ends."""
    return "".join(element.itertext()).strip()


def _drop(element: Any) -> None:
    element.clear(keep_tail=True)
