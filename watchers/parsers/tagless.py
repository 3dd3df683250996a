"""Markup that only says paragraph, bold, link to text, in one pass and without a tree. Pure.

Nearly all that feeds and notices carry is of this kind, and a tree costs ten times as much. What it cannot
read surely (scripts without an end, styles that hide, names it never heard of) it gives back, and the caller
asks a tree (see `watchers.parsers.text`).
"""

import html
import re
from collections.abc import Callable
from functools import lru_cache

from watchers.parsers.html_names import BLOCK_STYLE, HIDDEN_STYLE, UNSEEN, gap, is_known
from watchers.parsers.plain import tidy

_UNSEEN_ENDS = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in UNSEEN}
_VOID = frozenset({"br", "hr", "img", "input", "wbr"})  # without content: nothing inside to hide or set apart

# A tag to its very end: a ">" within quotes does not end it.
_TAG = re.compile(r"""<(/?[A-Za-z][^\s/<>"']*+)[^<>"']*+(?:"[^"]*+"[^<>"']*+|'[^']*+'[^<>"']*+)*+>""")
_OPENS = re.compile(r"</?[A-Za-z]")
_QUOTED = re.compile(r"""\"[^"]*\"|'[^']*'""")
_REFERENCES = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[A-Za-z]\w*);")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)

# Attributes may hide an element or make it a block. The words are looked for first, which is cheap.
_HIDDEN = ("hidden", "HIDDEN")
_STYLES = ("display", "visib", "DISPLAY", "VISIB")
_HIDING = re.compile(r"\shidden\b", re.IGNORECASE)
# What such a word must go on with; bound to the letter or hyphen before it ("aria-hidden"), it is another.
_MATTERS = re.compile(
    r"hidden\b|visibility\s*:\s*hidden|display\s*:\s*(?:none|block|table-row|flex|grid|list-item)",
    re.IGNORECASE,
)
_BOUND = re.compile(r"[\w-]")
# Elements that end where their end tag is, whatever stands inside.
_NESTING = {
    name: re.compile(rf"<(/?){name}(?![^\s/>])[^<>]*>", re.IGNORECASE)
    for name in ("div", "span", "section", "article", "aside", "figure", "table", "form", "a", "button")
}


class _AskTree(Exception):  # noqa: N818 - an answer, no error
    """The markup says more than paragraph, bold and link."""


class _Gaps(dict[str, str]):
    """What stands where a tag of this name was: a line end, a blank, nothing. Filled as names are seen."""

    _LIMIT = 2_000

    def __missing__(self, name: str) -> str:
        low = name.lower()
        if low.removeprefix("/") in UNSEEN or not is_known(low):
            raise _AskTree
        between = gap(low)
        if len(self) < self._LIMIT:
            self[name] = between
        return between


_GAPS = _Gaps()


def without_tags(
    markup: str, *, keep_unknown: bool, quickly: Callable[[str], str | None] = lambda _: None
) -> str | None:
    """Return the text of `markup`, each block on a line of its own; None where a tree is needed.

    `keep_unknown`: the field may be plain text, so that `<!channel>` and `a < b` stay as they are.
    `quickly` is asked for the text once what styles hide is gone.
    """
    if "<!" in markup:
        markup = COMMENT.sub("", markup)
        if "<!" in markup and not keep_unknown:
            return None
    # All below runs in the interpreter's own loops, none of ours: a feed may hold ten thousand tags.
    pieces: list[str] = []
    try:
        shown = _unstyled(markup)
        if shown is not markup and (made := quickly(shown)) is not None:
            return made
        pieces = _TAG.split(shown.replace("\n", " ").replace("\r", " "))
        pieces[1::2] = map(_GAPS.__getitem__, pieces[1::2])
    except _AskTree:
        seen = _without_unseen(markup, {name for name in set(pieces[1::2]) if name.lower() in UNSEEN})
        return without_tags(seen, keep_unknown=keep_unknown, quickly=quickly) if seen else None
    plain = "".join(pieces)
    if "<" in plain and (not keep_unknown or _OPENS.search(plain)):
        return None
    if "&" in plain and (len(pieces) > 1 or not keep_unknown or _REFERENCE.search(plain)):
        plain = unescape(plain)
    return tidy(plain)


def unescape(text: str) -> str:
    """Return `html.unescape(text)`; faster where the references are written in full and few differ."""
    found = _REFERENCES.findall(text)
    different = set(found)
    values = {reference: html.unescape(reference) for reference in different} if len(different) < 50 else {}
    late = [reference for reference, value in values.items() if "&" in value]
    # An ampersand that begins no reference, or comes out of several, could become one with what follows.
    if not values or len(late) > 1 or text.count("&") != len(found):
        return html.unescape(text)
    for reference in (*(different - set(late)), *late):
        text = text.replace(reference, values[reference])
    return text


def has_reference(text: str) -> bool:
    """Whether the text holds a character reference, written in full."""
    return "&" in text and _REFERENCE.search(text) is not None


def _unstyled(markup: str) -> str:
    """Return the markup with tags whose style matters put plainly. Raises _AskTree where that cannot be."""
    kept: list[str] = []
    position = 0
    for start, end in sorted(_styled_tags(markup).items()):
        if start < position:
            continue  # within an element that is hidden
        tag = markup[start:end]
        kept += (markup[position:start], _plainer(tag))
        position = _end_of_element(markup, end, tag) if _hides(tag) else end
    return "".join((*kept, markup[position:])) if kept else markup


def _hides(tag: str) -> bool:
    """Whether an opening tag says that its element is not shown."""
    return not tag.startswith("</") and bool(HIDDEN_STYLE.search(tag) or _HIDING.search(_QUOTED.sub("", tag)))


def _end_of_element(markup: str, position: int, tag: str) -> int:
    """Return where the element opened by `tag` ends, from `position` on. Raises _AskTree where unsure."""
    match = _TAG.match(tag)
    name = match[1].lower() if match else ""
    if name in _VOID:
        return position
    if name not in _NESTING:
        raise _AskTree  # such an element may end without saying so
    depth = 1
    for found in _NESTING[name].finditer(markup, position):
        depth += -1 if found[1] else 1
        if not depth:
            return found.end()
    raise _AskTree


def _styled_tags(markup: str) -> dict[int, int]:
    """Return start and end of the tags with a word in them that may hide them or make them a block."""
    found: dict[int, int] = {}
    words = _HIDDEN + _STYLES if "style" in markup or "STYLE" in markup else _HIDDEN
    for word in words:
        position = markup.find(word)
        looked, opened, closed = 0, -1, -1
        while position >= 0:
            opened = max(opened, markup.rfind("<", looked, position))
            closed = max(closed, markup.rfind(">", looked, position))
            looked = position
            if (
                opened > closed
                and _MATTERS.match(markup, position)
                and not _BOUND.match(markup[position - 1])
            ):
                looked = markup.find(">", position)
                if looked < 0:
                    break
                found[opened] = looked + 1
            position = markup.find(word, looked + 1)
    return found


def _plainer(tag: str) -> str:
    """Return the tag, or one that says the same without a style. Raises _AskTree where there is none."""
    name = _TAG.match(tag)
    if not name or tag.startswith("</"):
        return tag
    if _hides(tag):
        return "<br>" if _GAPS[name[1]] else ""
    if not BLOCK_STYLE.search(tag):
        return tag
    if name[1].lower() in _VOID:
        return "<br>"
    if _GAPS[name[1]] != "\n":
        raise _AskTree  # where it ends, a line ends
    return tag


def _without_unseen(markup: str, names: set[str]) -> str | None:
    """Return the markup without the elements of these names; None where there is none or one has no end."""
    if not names:
        return None
    opens = _opens("|".join(sorted(names)))
    kept = []
    position = 0
    while opened := opens.search(markup, position):
        kept.append(markup[position : opened.start()])
        position = opened.end()
        if not opened[0].endswith("/>"):
            ended = _UNSEEN_ENDS[opened[1].lower()].search(markup, position)
            if not ended:
                return None
            position = ended.end()
    return " ".join((*kept, markup[position:])) if kept else None


@lru_cache(maxsize=64)
def _opens(names: str) -> re.Pattern[str]:
    return re.compile(rf"<({names})(?=[\s/>])[^<>]*>")
