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
_UNWANTED_ASCII = bytes((*range(9), 11, 12, *range(14, 32), 127))

# Their text is not shown by a browser.
_UNSEEN = (
    *(
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "title",
        "iframe",
        "svg",
        "canvas",
        "audio",
        "video",
    ),
    *("select", "textarea"),
)
_UNSEEN_OPENS = re.compile(rf"<({'|'.join(_UNSEEN)})\b[^<>]*>", re.IGNORECASE)
_UNSEEN_ENDS = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in _UNSEEN}
# Each of them, open or close, stands on a line of its own; a table cell is set apart by a blank.
_BLOCK = re.compile(
    r"<(?=/?(?:p|br|div|li|ul|ol|h[1-6r]|t(?:r|able|body|foot|head)|blockquote|d[dlt]|pre|section|article|aside|header|"
    r"footer|figure|figcaption|main|nav|form|fieldset|caption|center|address|details|summary|option)[\s/>])",
    re.IGNORECASE,
)
_CELL = re.compile(r"<(?=/t[dh]\b)", re.IGNORECASE)
_STYLED = ("display", "visib", "DISPLAY", "VISIB")
_HIDING = re.compile(r"<[^<>]*\shidden\b", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|table-row|flex|grid|list-item)", re.IGNORECASE)

# HTML of all ages, and the MathML of formulas.
_NAMES = (
    "a|abbr|acronym|address|applet|area|article|aside|audio|b|base|bdi|bdo|big|blink|blockquote|body|br|button|canvas|"
    "caption|center|cite|code|col|colgroup|command|data|datagrid|datalist|dd|del|details|dfn|dialog|dir|div|dl|dt|em|"
    "embed|fieldset|figcaption|figure|font|footer|form|frame|frameset|h[1-6]|head|header|hgroup|hr|html|i|iframe|img|"
    "input|ins|kbd|label|legend|li|link|main|map|mark|marquee|math|menu|meta|meter|m[ions]|mfrac|mrow|ms(?:u[bp]|qrt)|"
    "mtext|multicol|nav|nextid|nobr|noframes|noscript|object|ol|optgroup|option|output|p|param|path|picture|pre|"
    "progress|q|rp|rt|ruby|s|samp|script|section|select|slot|small|source|span|strike|strong|style|sub|summary|sup|"
    "svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|tt|u|ul|var|video|wbr|xmp"
)
_KNOWN = re.compile(rf"(?:{_NAMES}|[a-z][\w.]*-[\w.-]*|[a-z]\w*:[a-z]\w*)\Z", re.IGNORECASE)
_TAG = re.compile(r"""<(/?[A-Za-z][^\s/<>"']*+)[^<>"']*+(?:"[^"]*+"[^<>"']*+|'[^']*+'[^<>"']*+)*+>""")
_OPENS = re.compile(r"</?[A-Za-z]")
_GAPS: dict[str, str | None] = {}  # answers of _gap, for the tag names seen
_GAPS_LIMIT = 2_000
_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]\w*);")
_LESS = re.compile(r"<(?:(/?[A-Za-z][^\s/<>]*)(?=[^<>]*>))?")
# XHTML's way to write an empty element; to an HTML reader it opens one that swallows what follows.
_SELF_CLOSED = re.compile(
    r"<(script|style|iframe|title|textarea|noscript|noframes|object|applet|video|audio|canvas|svg|select)\b([^<>]*)/>",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"<[^<>]*>")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def clean(text: str) -> str:
    """Return `text` without characters that must not be stored or shown; line ends become newlines."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():  # an order faster, and most text is
        return text.encode("ascii").translate(None, _UNWANTED_ASCII).decode("ascii")
    return _UNWANTED.sub("", text).replace("\u2028", "\n").replace("\u2029", "\n")


def one_line(text: str) -> str:
    """Return `text` cleaned, each run of white space one blank."""
    return " ".join(clean(text).split())


def tidy(text: str) -> str:
    """Return `text` cleaned, blanks collapsed, no empty lines."""
    text = clean(text).replace("\t", " ").replace("\xa0", " ")
    while "  " in text:  # halves a run each time: faster than a pattern
        text = text.replace("  ", " ")
    if "\n" not in text:
        return text.strip()
    return "\n".join(filter(None, map(str.strip, text.split("\n"))))


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
    try:
        return etree.fromstring(markup.replace("\0", "").encode("utf-8", "ignore"), parser)
    except (etree.LxmlError, ValueError):
        return None


def visible_text(root: Any) -> str:
    """Return what a reader of the element sees, each block on a line of its own. The tree is changed.

    The cells of a table row share a line, a blank between them.
    """
    markup: str = etree.tostring(root, encoding="unicode", method="html", with_tail=False)
    return html_to_text(markup)


def html_to_text(markup: str) -> str:
    """Return the visible text of an HTML fragment or page, each block on a line of its own.

    The cells of a table row share a line, a blank between them.
    """
    if "<" in markup:
        text = _plain_markup(markup, keep_unknown=False)
        return text if text is not None else _through_tree(markup)
    return tidy(html.unescape(markup)) if "&" in markup else tidy(markup)


def text_or_html(value: str) -> str:
    """Return plain text from a field that may hold either, as the text fields of RSS do.

    Known elements and character references are read as HTML, once; anything else between angle brackets
    (`<!channel>`, `<@U1>`, `a < b`) is the publisher's text and stays.
    """
    if "<" not in value:
        return tidy(html.unescape(value)) if "&" in value and _REFERENCE.search(value) else tidy(value)
    text = _plain_markup(value, keep_unknown=True)
    if text is not None:
        return text
    return _through_tree(_LESS.sub(_keep_known, _COMMENT.sub("", value)))


def _plain_markup(markup: str, *, keep_unknown: bool) -> str | None:
    """Return the text of markup that only says bold, link, paragraph; None where a tree is needed.

    One pass without a tree: nearly all that feeds carry is of this kind, and it is ten times faster.
    """
    if "<!--" in markup:
        markup = _COMMENT.sub("", markup)
    if ("<!" in markup and not keep_unknown) or _is_styled(markup):
        return None
    pieces = _TAG.split(markup.replace("\n", " ").replace("\r", " "))
    found = False
    for index in range(1, len(pieces), 2):
        gap = _GAPS.get(pieces[index])
        if gap is None:
            gap = _GAPS[pieces[index]] = _gap(pieces[index]) if len(_GAPS) < _GAPS_LIMIT else None
            if gap is None:
                seen = _without_unseen(markup) if pieces[index].lower() in _UNSEEN else None
                return _plain_markup(seen, keep_unknown=keep_unknown) if seen and seen != markup else None
        pieces[index] = gap
        found = True
    text = "".join(pieces)
    if "<" in text and (not keep_unknown or _OPENS.search(text)):
        return None
    if "&" in text and (found or not keep_unknown or _REFERENCE.search(text)):
        text = html.unescape(text)
    return tidy(text)


def _is_known(name: str | None) -> bool:
    return bool(name and _KNOWN.match(name.removeprefix("/")))


def _without_unseen(markup: str) -> str | None:
    """Return the markup without the elements that are not shown; None where one of them has no end."""
    kept = []
    position = 0
    while opened := _UNSEEN_OPENS.search(markup, position):
        kept.append(markup[position : opened.start()])
        position = opened.end()
        if not opened[0].endswith("/>"):
            ended = _UNSEEN_ENDS[opened[1].lower()].search(markup, position)
            if not ended:
                return None
            position = ended.end()
    return " ".join((*kept, markup[position:]))


def _keep_known(less: re.Match[str]) -> str:
    return less[0] if _is_known(less[1]) else f"&lt;{less[0][1:]}"


def _gap(name: str) -> str | None:
    """Return what stands where a tag of this name was: a line end, a blank, nothing; None: ask a tree."""
    name = name.lower()
    if name.removeprefix("/") in _UNSEEN or not _is_known(name):
        return None
    return "\n" if _BLOCK.match(f"<{name}>") else " " if name in {"/td", "/th"} else ""


def _through_tree(markup: str) -> str:
    """Return the visible text as a browser's parser sees it."""
    if "/>" in markup:
        markup = _SELF_CLOSED.sub(r"<\1\2></\1>", markup)
    # Line ends of the source are white space; the lines of the text are its blocks.
    markup = _CELL.sub(" <", _BLOCK.sub("\n<", markup.replace("\n", " ").replace("\r", " ")))
    root = parse_html(markup)
    if root is None:  # nested deeper than the parser goes, or nothing but broken tags
        return tidy(html.unescape(_ANY_TAG.sub(" ", markup)))
    etree.strip_elements(root, *_UNSEEN, with_tail=False)
    if _is_styled(markup):
        _apply_styles(root)
    return tidy(etree.tostring(root, encoding="unicode", method="text"))


def _is_styled(markup: str) -> bool:
    """Whether attributes of the markup may hide something or make it a block: a tree will tell."""
    if ("hidden" in markup or "HIDDEN" in markup) and _HIDING.search(markup):
        return True
    return ("style=" in markup or "STYLE=" in markup) and any(word in markup for word in _STYLED)


def _apply_styles(root: Any) -> None:
    """Drop what the page's own attributes hide, set apart what they make a block."""
    for element in root.xpath("descendant::*[@hidden or @style]"):
        style = element.get("style") or ""
        if "hidden" in element.attrib or _HIDDEN.search(style):
            _drop(element)
        elif _BLOCK_STYLE.search(style):
            _set_apart(element)


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
