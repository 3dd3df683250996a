"""RSS 0.9x, 1.0, 2.0 and Atom: an element tree to a RawFeed, in one pass over each entry.

Knows the elements of the feed vocabularies (`feed_words`) and what each tells. Knows nothing of bytes and
their slips, and nothing of items and their identity.
"""

import base64
import html
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from watchers.parsers.dates import read_date
from watchers.parsers.feed_tree import Tree
from watchers.parsers.feed_words import ENTRIES, ROOTS, Vocabulary, vocabulary_of
from watchers.parsers.lifted import text_in
from watchers.parsers.links import web_link
from watchers.parsers.raw_feed import Markup, RawEntry, RawFeed

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_KINDS = {
    "text": "text",
    "html": "html",
    "xhtml": "html",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
}
_LANGUAGES = frozenset({"language", "dc:language"})
_TOLD = _LANGUAGES | {"title", "link", "ttl"}  # of a channel
_WORST = 99  # a rank that every element beats


class NotAFeed(Exception):  # noqa: N818 - says what is wrong with the body
    """The body is XML, and no feed. The text names what it is; `page`: a web page."""

    def __init__(self, what: str, *, page: bool = False) -> None:
        super().__init__(what)
        self.page = page


def read_tree(tree: Tree, url: str, limit: int) -> RawFeed:
    """Return the feed in the tree, at most `limit` entries of it.

    `url` is the base of relative links, without one the feed's own link is. Raises NotAFeed where the body is
    surely none.
    """
    root = tree.root
    words = vocabulary_of(root)
    name = words[root.tag].name
    if name not in ROOTS:
        if name.rpartition(":")[2] == "html":
            raise NotAFeed("HTML page", page=True)
        raise NotAFeed(f"XML document <{name[:40]}>")
    elements = [
        element
        for element in root.iter("{*}item", "{*}entry", "{*}ITEM")
        if words[element.tag].name in ENTRIES
    ]
    channel = root if name in {"feed", "channel"} else _channel(root, words)
    if channel is None and not elements:
        raise NotAFeed("XML without a channel")
    reader = _Reader(words, url, tree.texts)
    feed = reader.head(root, channel if channel is not None else root)
    feed.total = len(elements)
    feed.cut_off = tree.cut_off
    feed.frame = _frame(root, elements) if tree.plain else None
    reader.base = url or feed.link
    if len(elements) > limit:
        elements = _newest(elements, limit, reader)
    feed.entries = [reader.entry(element) for element in elements]
    return feed


def _frame(root: Any, elements: list[Any]) -> object:
    """Return what the elements are read by besides what is in them; None where they are not together."""
    if not elements:
        return None
    parent = elements[0].getparent()
    if any(element.getparent() is not parent for element in elements):
        return None
    return (root.tag, parent.base, frozenset(parent.nsmap.items()))


def _channel(root: Any, words: Vocabulary) -> Any | None:
    for child in root:
        if words[child.tag].name == "channel":
            return child
    return None


def _newest(elements: list[Any], limit: int, reader: "_Reader") -> list[Any]:
    """Return the limit's worth from the end that is newer; most feeds are newest first."""
    first, last = reader.entry(elements[0]), reader.entry(elements[-1])
    ends = [read_date(entry.published or entry.updated) for entry in (first, last)]
    if ends[0] and ends[1] and ends[1] > ends[0]:
        return elements[-limit:]
    return elements[:limit]


class _Reader:
    """Reads the elements of one feed. `base` resolves its relative links where no xml:base does.

    `texts` were lifted out of its tree.
    """

    def __init__(self, words: Vocabulary, base: str, texts: Sequence[str]) -> None:
        self._words = words
        self.base = base
        self._texts = texts

    def head(self, root: Any, channel: Any) -> RawFeed:
        """Return the feed with what its channel says of itself, no entries yet."""
        feed = RawFeed(lang=channel.get(XML_LANG) or root.get(XML_LANG) or "")
        for child in channel:
            name = self._words[child.tag].name
            if name not in _TOLD:
                continue
            if name == "title" and not feed.title.value:
                feed.title = self._markup(child)
            elif name == "link" and not feed.link:
                feed.link = self._page(child)
            elif name == "ttl":
                feed.ttl = self._text(child)
            elif name in _LANGUAGES:
                feed.lang = self._text(child) or feed.lang
        return feed

    def entry(self, element: Any) -> RawEntry:
        """Return the entry in the element."""
        entry = RawEntry()
        if not len(element) and not element.keys():
            return entry
        about = permalink = ""
        for key, value in element.items():
            if key == XML_LANG:
                entry.lang = value
                continue
            name = key.lower()
            if name[-6:] == "}about":
                about = value
            elif name == "href":
                entry.link = self._resolve(value, element)
            elif name == "lastmod":
                entry.updated = value
        title = published = updated = _WORST
        words = self._words
        for child in element:
            name, role, rank = words[child.tag]
            if not role:
                continue
            if role == "link":
                if not entry.link:
                    entry.link = self._page(child)
            elif role == "title":
                if rank < title and ((made := self._markup(child)).value or self._text(child)):
                    entry.title, title = made, rank
            elif role == "summary":
                entry.summaries.append(self._markup(child))
            elif role == "html":
                entry.contents.append(self._markup(child, "html"))
            elif role == "content":
                entry.contents.append(self._markup(child))
            elif role == "published":
                if rank < published and (written := self._text(child)):
                    entry.published, published = written, rank
            elif role == "updated":
                if rank < updated and (written := self._text(child)):
                    entry.updated, updated = written, rank
            elif role == "category":
                named = child.keys() and (child.get("label") or child.get("term"))
                if label := (named or self._text(child)):
                    entry.categories.append(label)
            elif role == "id":
                entry.id = self._text(child) or entry.id
                if entry.link:
                    continue  # no other is asked for
                if name == "id":  # an address, if the publisher has no other link
                    permalink = web_link(entry.id)
                elif (child.get("isPermaLink") or "true").strip().lower() == "true":
                    permalink = entry.id
            elif role == "source":
                self._take_source(entry, child)
            elif role == "lang":
                entry.lang = entry.lang or self._text(child)
            else:
                self._take_media(entry, child)
        entry.id = entry.id or about
        if not entry.link:
            entry.link = self._resolve(permalink, element) or web_link(about)
        return entry

    def _page(self, element: Any) -> str:
        """Return the address of the entry's own page in a link: `rel` alternate (or none), a type of page."""
        href = element.get("href")
        if href is None:
            return self._resolve(self._text(element), element)
        if (element.get("rel") or "alternate").strip().lower() != "alternate":
            return ""
        kind = (element.get("type") or "text/html").lower()
        return self._resolve(href, element) if "html" in kind or kind == "text/plain" else ""

    def _take_source(self, entry: RawEntry, element: Any) -> None:
        """RSS: the publisher's name as text, its feed as `url`; Atom: elements of the feed copied from."""
        entry.publisher_url = self._resolve(element.get("url"), element)
        entry.publisher = self._text(element)
        for child in element:
            name = self._words[child.tag].name
            if name == "title":
                entry.publisher = self._text(child)
            elif name == "link" and not entry.publisher_url:
                entry.publisher_url = self._page(child)

    def _take_media(self, entry: RawEntry, element: Any) -> None:
        for child in element:
            name = self._words[child.tag].name
            if name == "media:description":
                entry.summaries.append(self._markup(child))
            elif name == "media:title" and not entry.title.value:
                entry.title = self._markup(child)
            elif name == "media:content":
                self._take_media(entry, child)

    def _resolve(self, href: str | None, element: Any) -> str:
        """Return the link as absolute; what xml:base says is asked only for a relative one."""
        if not href:
            return ""
        return web_link(href) or web_link(href, element.base or self.base)

    def _markup(self, element: Any, kind: str = "") -> Markup:
        """Return the element's content and whether it is text, HTML, or left open (RSS)."""
        if not len(element):
            value = element.text or ""
        elif not self._texts or (value := text_in(element, self._texts)) is None:
            return Markup("".join(_inner(element)), "html")
        if not element.keys():
            return Markup(value, kind)
        declared = (element.get("type") or "").strip().lower()
        if element.get("mode") == "base64":
            return Markup(_base64(value), kind or _KINDS.get(declared, ""))
        if kind:
            return Markup(value, kind)
        if not declared:  # Atom says text; RSS and its modules leave it open, as do Atom feeds in practice
            return Markup(value, "")
        known = _KINDS.get(declared)
        if known is not None or declared.startswith("text/") or declared.endswith(("+xml", "/xml")):
            return Markup(value, known or "")
        return Markup(_base64(value), "")  # Atom 4.1.3.3: any other type is base64

    def _text(self, element: Any) -> str:
        """Return the element's text, that of its children included, on one line."""
        if not len(element):
            value = element.text or ""
        elif not self._texts or (value := text_in(element, self._texts)) is None:
            value = "".join(element.itertext())
        # most are one word
        return value if value.isprintable() and " " not in value else " ".join(value.split())


def _inner(element: Any) -> Iterator[str]:
    """Yield the element's content as HTML: namespaces gone, so that `xhtml:p` is a paragraph."""
    for node in element.iterdescendants():
        if isinstance(node.tag, str) and node.tag[:1] == "{":
            node.tag = node.tag.rpartition("}")[2]
    yield html.escape(element.text or "", quote=False)
    for child in element:
        yield etree.tostring(child, encoding="unicode", method="html")


def _base64(value: str) -> str:
    try:
        return base64.b64decode("".join(value.split()), validate=True).decode("utf-8")
    except (ValueError, UnicodeError):
        return value if value.isprintable() else ""
