"""RSS 0.9x, 1.0, 2.0 and Atom: an element tree to a RawFeed, in one pass over each entry.

Knows the elements of the feed vocabularies (`feed_words`) and what each tells. Knows nothing of bytes and
their slips, and nothing of items and their identity.
"""

import base64

from watchers.parsers.feeds.feed_tree import Tree
from watchers.parsers.feeds.feed_words import ENTRIES, ROOTS, Vocabulary, vocabulary_of
from watchers.parsers.feeds.raw_feed import Markup, RawEntry, RawFeed, newest
from watchers.parsers.links import web_link
from watchers.parsers.nodes import XML, Attributes, Bases, Node, base_of, html_of, own_base, text_of

XML_LANG = f"{XML}lang"
_KINDS = {
    "text": "text",
    "html": "html",
    "xhtml": "html",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
}
_MEDIA_KINDS = {"plain": "text", "html": "html"}  # Media RSS 1.5.1, `media:title` and `media:description`
_LANGUAGES = frozenset({"language", "dc:language"})
_TOLD = _LANGUAGES | {"title", "link", "ttl"}  # of a channel
_WORST = 99  # a rank that every element beats


class NotAFeed(Exception):  # noqa: N818 - says what is wrong with the body
    """The body is XML, and no feed. The text names what it is; `page`: a web page."""

    def __init__(self, what: str, *, page: bool = False) -> None:
        super().__init__(what)
        self.page = page


def read_tree(tree: Tree, url: str) -> RawFeed:
    """Return the feed in the tree, its newest entries.

    `url` is the base of relative links, without one the feed's own link is. Raises NotAFeed where the body is
    surely none.
    """
    root, found, around = tree.document
    words = vocabulary_of(root[0])
    name = words[root[0]].name
    if name not in ROOTS:
        if name.rpartition(":")[2] == "html":
            raise NotAFeed("HTML page", page=True)
        raise NotAFeed(f"XML document <{name[:40]}>")
    entries = [entry for entry in found if words[entry[0][0]].name in ENTRIES]
    channel = root if name in {"feed", "channel"} else _channel(root, words)
    if channel is None and not entries:
        raise NotAFeed("XML without a channel")
    reader = _Reader(words, url)
    feed = reader.head(root, channel if channel is not None else root)
    feed.total = len(entries)
    feed.cut_off = tree.cut_off
    if tree.plain and entries and around is not None and len(entries) == len(found):
        node, bases = entries[0]
        feed.frame = (root[0], bases[: len(bases) - len(own_base(node[1]))], frozenset(around.items()))
    reader.home = feed.link
    feed.entries = newest([reader.entry(*entry) for entry in entries])
    return feed


def _channel(root: Node, words: Vocabulary) -> Node | None:
    for child in root[3]:
        if words[child[0]].name == "channel":
            return child
    return None


class _Reader:
    """Reads the elements of one feed.

    `url` is the base of its relative links where no xml:base says more; without one, `home` is.
    """

    def __init__(self, words: Vocabulary, url: str) -> None:
        self._words = words
        self._url = url
        self.home = ""

    def head(self, root: Node, channel: Node) -> RawFeed:
        """Return the feed with what its channel says of itself, no entries yet."""
        own, whole = channel[1], root[1]
        feed = RawFeed(lang=(own and own.get(XML_LANG)) or (whole and whole.get(XML_LANG)) or "")
        bases = own_base(whole) + (own_base(own) if channel is not root else ())
        for child in channel[3]:
            name = self._words[child[0]].name
            if name not in _TOLD:
                continue
            if name == "title" and not feed.title.value:
                feed.title = _markup(child)
            elif name == "link" and not feed.link:
                feed.link = self._page(child, bases)
            elif name == "ttl":
                feed.ttl = _text(child)
            elif name in _LANGUAGES:
                feed.lang = _text(child) or feed.lang
        return feed

    def entry(self, element: Node, bases: Bases) -> RawEntry:
        """Return the entry in the element; `bases` are those around it and its own."""
        entry = RawEntry()
        _, attributes, _, children, _ = element
        if not children and not attributes:
            return entry
        about = permalink = ""
        for key, value in attributes.items() if attributes else ():
            if key == XML_LANG:
                entry.lang = value
                continue
            name = key.lower()
            if name[-6:] == "}about":
                about = value
            elif name == "href":
                entry.link = self._resolve(value, bases)
            elif name == "lastmod":
                entry.updated = value
        title = published = updated = _WORST
        words = self._words
        for child in children:
            name, role, rank = words[child[0]]
            if not role:
                continue
            if role == "link":
                if not entry.link:
                    entry.link = self._page(child, bases)
            elif role == "title":
                if rank < title and ((made := _markup(child)).value or _text(child)):
                    entry.title, title = made, rank
            elif role == "summary":
                entry.summaries.append(_markup(child))
            elif role == "html":
                entry.contents.append(_markup(child, "html"))
            elif role == "content":
                entry.contents.append(_markup(child))
            elif role == "published":
                if rank < published and (written := _text(child)):
                    entry.published, published = written, rank
            elif role == "updated":
                if rank < updated and (written := _text(child)):
                    entry.updated, updated = written, rank
            elif role == "category":
                said = child[1]
                if label := (said and (said.get("label") or said.get("term"))) or _text(child):
                    entry.categories.append(label)
            elif role == "id":
                entry.id = _text(child) or entry.id
                if entry.link:
                    continue  # no other is asked for
                if name == "id":  # an address, if the publisher has no other link
                    permalink = web_link(entry.id)
                elif _said(child, "isPermaLink", "true").strip().lower() == "true":
                    permalink = entry.id
            elif role == "source":
                self._take_source(entry, child, bases)
            elif role == "lang":
                entry.lang = entry.lang or _text(child)
            else:
                self._take_media(entry, child)
        entry.id = entry.id or about
        if not entry.link:
            entry.link = self._resolve(permalink, bases) or web_link(about)
        return entry

    def _page(self, element: Node, bases: Bases) -> str:
        """Return the address of the entry's own page in a link: `rel` alternate (or none), a type of page."""
        attributes = element[1]
        href = attributes.get("href") if attributes else None
        if not attributes or href is None:
            return self._resolve(_text(element), bases, attributes)
        if (attributes.get("rel") or "alternate").strip().lower() != "alternate":
            return ""
        kind = (attributes.get("type") or "text/html").lower()
        return self._resolve(href, bases, attributes) if "html" in kind or kind == "text/plain" else ""

    def _take_source(self, entry: RawEntry, element: Node, bases: Bases) -> None:
        """RSS: the publisher's name as text, its feed as `url`; Atom: elements of the feed copied from."""
        entry.publisher_url = self._resolve(_said(element, "url"), bases, element[1])
        entry.publisher = _text(element)
        for child in element[3]:
            name = self._words[child[0]].name
            if name == "title":
                entry.publisher = _text(child)
            elif name == "link" and not entry.publisher_url:
                entry.publisher_url = self._page(child, bases + own_base(element[1]))

    def _take_media(self, entry: RawEntry, element: Node) -> None:
        for child in element[3]:
            name = self._words[child[0]].name
            if name == "media:description":
                entry.summaries.append(
                    _markup(child, _MEDIA_KINDS.get(_said(child, "type").strip().lower(), ""))
                )
            elif name == "media:title" and not entry.title.value:
                entry.title = _markup(child, _MEDIA_KINDS.get(_said(child, "type").strip().lower(), ""))
            elif name == "media:content":
                self._take_media(entry, child)

    def _resolve(self, href: str, bases: Bases, attributes: Attributes = None) -> str:
        """Return the link as absolute; what xml:base says is asked only for a relative one."""
        if not href:
            return ""
        return web_link(href) or web_link(href, base_of(self._url, bases + own_base(attributes)) or self.home)


def _said(element: Node, name: str, otherwise: str = "") -> str:
    return (element[1] and element[1].get(name)) or otherwise


def _markup(element: Node, kind: str = "") -> Markup:
    """Return the element's content and whether it is text, HTML, or left open (RSS)."""
    _, attributes, value, children, _ = element
    if children:
        return Markup(html_of(element), "html")
    if not attributes:
        return Markup(value, kind)
    declared = (attributes.get("type") or "").strip().lower()
    if attributes.get("mode") == "base64":
        return Markup(_base64(value), kind or _KINDS.get(declared, ""))
    if kind:
        return Markup(value, kind)
    if not declared:  # Atom says text; RSS and its modules leave it open, as do Atom feeds in practice
        return Markup(value, "")
    known = _KINDS.get(declared)
    if known is not None or declared.startswith("text/") or declared.endswith(("+xml", "/xml")):
        return Markup(value, known or "")
    return Markup(_base64(value), "")  # Atom 4.1.3.3: any other type is base64


def _text(element: Node) -> str:
    """Return the element's text, that of its children included, on one line."""
    value = text_of(element) if element[3] else element[2]
    # most are one word
    return value if value.isprintable() and " " not in value else " ".join(value.split())


def _base64(value: str) -> str:
    try:
        return base64.b64decode("".join(value.split()), validate=True).decode("utf-8")
    except (ValueError, UnicodeError):
        return value if value.isprintable() else ""
