"""HTML and odd text to plain text that may be stored and shown. Pure; knows no format of any source.

The result is what a reader of the page would see: no script, style, comment or attribute value, and no
control, NUL, lone surrogate or direction-override character. It is text, not markup, and is made once:
whoever shows it escapes it for the place where it is shown, and nobody unescapes it again.
"""

import html
import html.entities
import re
from typing import Any

from lxml import etree

from watchers.parsers.compiled import text_of
from watchers.parsers.html_names import BLOCK_STYLE, BLOCKS, HIDDEN_STYLE, UNSEEN, is_known, tags_told
from watchers.parsers.plain import clean, tidy
from watchers.parsers.tagless import COMMENT, has_reference, unescape, without_tags

MAX_TITLE = 1_000  # characters; a longer title is cut and kept whole in the text
MAX_TEXT = 200_000  # characters; about eighty printed pages

_BLOCK = re.compile(rf"<(?=/?(?:{BLOCKS})[\s/>])", re.IGNORECASE)
_CELL = re.compile(r"<(?=/t[dh]\b)", re.IGNORECASE)
_LESS = re.compile(r"<(?:(/?[A-Za-z][^\s/<>]*)(?=[^<>]*>))?")
# XHTML's way to write an empty element; to an HTML reader it opens one that swallows what follows.
_SELF_CLOSED = re.compile(
    r"<(script|style|iframe|title|textarea|noscript|noframes|object|applet|video|audio|canvas|svg|select)\b([^<>]*)/>",
    re.IGNORECASE,
)
_STYLED: Any = etree.XPath(
    "descendant::*[@hidden or @style[contains(., 'isplay') or contains(., 'isib') or contains(., 'ISPLAY')"
    " or contains(., 'ISIB')]]"
)
_ANY_TAG = re.compile(r"<[^<>]*>")
TAGS = tags_told()
REFERENCES = html.entities.html5


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
    made = _quickly(markup)
    if made is not None:
        return made
    if "<" in markup:
        text = without_tags(markup, keep_unknown=False, quickly=_quickly)
        return text if text is not None else _through_tree(markup)
    return tidy(unescape(markup)) if "&" in markup else tidy(markup)


def text_or_html(value: str) -> str:
    """Return plain text from a field that may hold either, as the text fields of RSS do.

    Known elements and character references are read as HTML, once; anything else between angle brackets
    (`<!channel>`, `<@U1>`, `a < b`) is the publisher's text and stays.
    """
    made = _quickly(value)
    if made is not None:
        return made
    if "<" not in value:
        return tidy(unescape(value)) if has_reference(value) else tidy(value)
    text = without_tags(value, keep_unknown=True, quickly=_quickly)
    if text is not None:
        return text
    return _through_tree(_LESS.sub(_keep_known, COMMENT.sub("", value)))


def _quickly(markup: str) -> str | None:
    """Return the text as both functions above make it, where the compiled form can."""
    return text_of(markup, TAGS, REFERENCES)


def _keep_known(less: re.Match[str]) -> str:
    return less[0] if is_known(less[1]) else f"&lt;{less[0][1:]}"


def _through_tree(markup: str) -> str:
    """Return the visible text as a browser's parser sees it."""
    if "/>" in markup:
        markup = _SELF_CLOSED.sub(r"<\1\2></\1>", markup)
    # Line ends of the source are white space; the lines of the text are its blocks.
    markup = _CELL.sub(" <", _BLOCK.sub("\n<", markup.replace("\n", " ").replace("\r", " ")))
    root = parse_html(markup)
    if root is None:  # nested deeper than the parser goes, or nothing but broken tags
        return tidy(html.unescape(_ANY_TAG.sub(" ", markup)))
    etree.strip_elements(root, *UNSEEN, with_tail=False)
    _apply_styles(root)
    return tidy(etree.tostring(root, encoding="unicode", method="text"))


def _apply_styles(root: Any) -> None:
    """Drop what the page's own attributes hide, set apart what they make a block."""
    for element in _STYLED(root):
        style = element.get("style") or ""
        if "hidden" in element.attrib or HIDDEN_STYLE.search(style):
            _drop(element)
        elif BLOCK_STYLE.search(style):
            _set_apart(element)


def _set_apart(element: Any) -> None:
    element.text = "\n" + _settable(element.text)
    element.tail = "\n" + _settable(element.tail)


def _settable(text: str | None) -> str:
    """Return a text of the tree as it may be put back: lxml reads control characters but takes none."""
    return clean(text or "")


def _drop(element: Any) -> None:
    """Remove the element and keep the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = _settable(parent.text) + _settable(element.tail)
        else:
            before.tail = _settable(before.tail) + _settable(element.tail)
    parent.remove(element)
