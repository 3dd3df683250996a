"""HTML and odd text to plain text that may be stored and shown. Pure; knows no format of any source.

Everything that leaves here is what a reader of the page would see, made once: no script, style, comment or
attribute value, no control, NUL, lone surrogate or direction-override character. It is text, not markup:
whoever shows it escapes it for the place, nobody unescapes it again.
"""

import html
import re
import unicodedata
from typing import Any

from lxml import etree

ELLIPSIS = "…"
MAX_TITLE = 1_000  # characters; a longer title is cut and kept whole in the text
MAX_TEXT = 200_000  # characters; about eighty printed pages

# Control characters, lone surrogates, non-characters; and the characters that reorder what a person reads
# (Trojan Source, CVE-2021-42574). Tab and newline stay, CR goes with the line ends.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_LINE_END = re.compile("\r\n?|[\u2028\u2029]")
_BLANKS = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r" ?\n ?(?:\n ?)*")
_WHITESPACE = re.compile(r"\s+")

# Their text is not shown by a browser.
_UNSEEN = (
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "title",
    "iframe",
    "object",
    "embed",
    "svg",
    "canvas",
    "audio",
    "video",
    "select",
    "textarea",
)
_BLOCKS = (
    *(
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
    ),
    *(
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
    ),
    *(
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    ),
)
_CELLS = ("td", "th")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|table-row|flex|grid|list-item)", re.IGNORECASE)

_NAMES = (
    "a|abbr|acronym|address|area|article|aside|audio|b|base|bdi|bdo|big|blink|blockquote|body|br|button|canvas|caption|"
    "center|cite|code|col|colgroup|data|dd|del|details|dfn|dialog|dir|div|dl|dt|em|embed|fieldset|figcaption|figure|"
    "font|footer|form|frame|frameset|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|legend|li|link|main|"
    "map|mark|math|menu|meta|meter|nav|nobr|noscript|object|ol|optgroup|option|output|p|param|path|picture|pre|"
    "progress|q|rp|rt|ruby|s|samp|script|section|select|small|source|span|strike|strong|style|sub|summary|sup|svg|"
    "table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul|var|video|wbr"
)
# A known element, a custom one (a hyphen in its name), or one of another vocabulary (`o:p`), closed by `>`.
_TAG = rf"</?(?:(?:{_NAMES})(?=[\s/>])|[a-z][\w.]*-[\w.-]*(?=[\s/>])|[a-z]\w*:[a-z]\w*(?=[\s/>]))[^<>]*>"
_LOOKS_LIKE_HTML = re.compile(rf"{_TAG}|<!--|&(?:#\d+|#x[0-9a-f]+|[a-z]\w*);", re.IGNORECASE)
_NOT_A_TAG = re.compile(rf"<(?!!--)(?!{_TAG[1:]})", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[^<>]*>")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def clean(text: str) -> str:
    """Return `text` without characters that must not be stored or shown; line ends become newlines."""
    return _UNWANTED.sub("", _LINE_END.sub("\n", text))


def one_line(text: str) -> str:
    """Return `text` cleaned, each run of white space one blank."""
    return _WHITESPACE.sub(" ", clean(text)).strip()


def tidy(text: str) -> str:
    """Return `text` cleaned, blanks collapsed, no empty lines."""
    return _BLANK_LINES.sub("\n", _BLANKS.sub(" ", clean(text))).strip()


def cut(text: str, limit: int) -> str:
    """Return at most `limit` characters, the last an ellipsis where something was cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + ELLIPSIS


def fold_width(text: str) -> str:
    """Return `text` with full-width digits, letters and signs as their plain forms (NFKC)."""
    return unicodedata.normalize("NFKC", text)


def parse_html(markup: str) -> Any | None:
    """Return the root element of a page or fragment read leniently, or None where there is none.

    Unclosed and wrongly nested elements are put right the way browsers do; nothing is loaded.
    """
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    data = clean(markup).encode("utf-8")
    try:
        return etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError):
        return None


def visible_text(root: Any) -> str:
    """Return what a reader of the element sees, each block on a line of its own. The tree is changed.

    The cells of a table row share a line, a blank between them.
    """
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    for element in root.xpath("descendant::*[@hidden or contains(@style, 'd')]"):
        style = element.get("style") or ""
        if "hidden" in element.attrib or _HIDDEN.search(style):
            _drop(element)
        elif _BLOCK_STYLE.search(style) and element.tag not in _BLOCKS:
            _set_apart(element)
    for element in root.iter(*_BLOCKS):
        _set_apart(element)
    for element in root.iter(*_CELLS):
        element.tail = " " + (element.tail or "")
    return tidy("".join(root.itertext()))


def html_to_text(markup: str) -> str:
    """Return the visible text of an HTML fragment or page."""
    if "<" not in markup:
        return tidy(html.unescape(markup)) if "&" in markup else tidy(markup)
    root = parse_html(markup)
    if root is None:  # nested deeper than the parser goes, or nothing but broken tags
        return tidy(html.unescape(_ANY_TAG.sub(" ", markup)))
    return visible_text(root)


def text_or_html(value: str) -> str:
    """Return plain text from a field that may hold either, as the text fields of RSS do.

    Known elements and character references are read as HTML, once; anything else between angle brackets
    (`<!channel>`, `<@U1>`, `a < b`) is the publisher's text and stays.
    """
    if not _LOOKS_LIKE_HTML.search(value):
        return tidy(value)
    if "<" in value:
        value = _NOT_A_TAG.sub("&lt;", _COMMENT.sub("", value))
    return html_to_text(value)


def _set_apart(element: Any) -> None:
    element.text = "\n" + (element.text or "")
    element.tail = "\n" + (element.tail or "")


def _drop(element: Any) -> None:
    """Remove the element and keep the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
