"""The names of HTML, and what an element of each does to the text around it. Pure."""

import re
from struct import Struct

# Their text is not shown by a browser.
UNSEEN = (
    *("script", "style", "noscript", "template", "head", "title", "iframe", "svg", "canvas", "audio"),
    *("video", "select", "textarea"),
)
# Each of them, open or close, stands on a line of its own.
BLOCKS = (
    "p|br|div|li|ul|ol|h[1-6r]|t(?:r|able|body|foot|head)|blockquote|d[dlt]|pre|section|article|aside|header|"
    "footer|figure|figcaption|main|nav|form|fieldset|caption|center|address|details|summary|option"
)
_BLOCK = re.compile(rf"/?(?:{BLOCKS})\Z", re.IGNORECASE)
# HTML of all ages, and the MathML of formulas.
_NAMES = """
a abbr acronym address applet area article aside audio b base bdi bdo big blink blockquote body br button
canvas caption center cite code col colgroup command data datagrid datalist dd del details dfn dialog dir
div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head
header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee math menu meta
meter multicol nav nextid nobr noframes noscript object ol optgroup option output p param path picture pre
progress q rp rt ruby s samp script section select slot small source span strike strong style sub summary
sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp
annotation maction menclose merror mfenced mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts
mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics
"""
NAMES = frozenset(_NAMES.split())
# Names that others may give their elements, and prefixed ones.
_OTHERS = re.compile(r"(?:[a-z][\w.]*-[\w.-]*|[a-z]\w*:[a-z]\w*)\Z", re.IGNORECASE)
# Attributes that hide an element, or make it a block.
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|table-row|flex|grid|list-item)", re.IGNORECASE)


def gap(name: str) -> str:
    """Return what stands where a tag of this name ("b" or "/b") was: a line end, a blank, nothing."""
    return "\n" if _BLOCK.match(name) else " " if name in {"/td", "/th"} else ""


def tags_told() -> tuple[bytes, bytes]:
    """Return the names of HTML's tags and what stands where each was, as the compiled form reads them."""
    codes = {"": b"n", " ": b"b", "\n": b"l"}
    tags = {name: codes[gap(name)] for known in NAMES for name in (known, f"/{known}")}
    tags |= dict.fromkeys(UNSEEN, b"u")
    for name in UNSEEN:
        del tags[f"/{name}"]  # an end without a start is for a tree
    names = sorted((name.encode().ljust(16, b"\0") for name in tags), key=Struct("=QQ").unpack)
    return b"".join(names), b"".join(tags[name.rstrip(b"\0").decode()] for name in names)


def is_known(name: str | None) -> bool:
    """Whether HTML has, or may have, an element of this name ("b" or "/b")."""
    name = (name or "").removeprefix("/")
    return name.lower() in NAMES or bool(_OTHERS.match(name))
