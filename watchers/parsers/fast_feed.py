"""RSS 0.9x, 1.0, 2.0 and Atom by one lxml pass: the reader for feeds that are XML, or nearly so.

Knows the elements of the feed vocabularies and the usual slips of publishers (a stray ampersand, an HTML
entity, an undeclared prefix). Knows nothing of items and their identity, and never guesses: what it cannot
read surely it refuses with NotPlainXml, and the caller asks the slower reader.

Entities of the document's own are never expanded, nothing outside the body is read.
"""

import base64
import html
import html.entities
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from watchers.parsers.dates import read_date
from watchers.parsers.links import web_link

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class NotPlainXml(Exception):  # noqa: N818 - says what is wrong with the body
    """The body is no well-formed XML even after the usual repairs; another reader may understand it."""


class NotAFeed(Exception):  # noqa: N818 - says what is wrong with the body
    """The body is XML, and no feed. The text names what it is."""


@dataclass(slots=True)
class Markup:
    """A text field as it came; `kind` is "text" (shown as it is), "html", or "" where it is left open."""

    value: str = ""
    kind: str = ""


@dataclass(slots=True)
class RawEntry:
    """One entry as the feed has it: undecided text, links resolved where the format says how."""

    id: str = ""
    link: str = ""
    title: Markup = field(default_factory=Markup)
    summaries: list[Markup] = field(default_factory=list)
    contents: list[Markup] = field(default_factory=list)
    published: str = ""
    updated: str = ""
    lang: str = ""
    publisher: str = ""
    publisher_url: str = ""
    categories: list[str] = field(default_factory=list)


@dataclass(slots=True)
class RawFeed:
    """A feed as it came."""

    title: Markup = field(default_factory=Markup)
    link: str = ""
    lang: str = ""
    ttl: str = ""
    entries: list[RawEntry] = field(default_factory=list)
    total: int = 0  # entries in the body; more than `entries` where the limit cut
    cut_off: bool = False  # the body ended early; only whole entries were taken


_NAMESPACES = {
    "": "",
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://purl.org/rss/1.0/": "",
    "http://purl.org/net/rss1.1#": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://purl.org/rss/1.0/modules/rss091#": "",
    "http://purl.org/atom/ns#": "",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
}  # small letters: publishers are careless with them
# What an element of an entry is to us. Where two elements tell the same, the first of these lists wins.
_TITLES = {"title": 0, "dc:title": 1, "media:title": 2, "itunes:title": 3}
_PUBLISHED = {
    "pubdate": 0,
    "published": 0,
    "issued": 1,
    "dcterms:issued": 1,
    "created": 2,
    "dcterms:created": 2,
}
_UPDATED = {"updated": 0, "modified": 0, "dcterms:modified": 0, "dc:date": 1, "lastbuilddate": 2}
_SUMMARIES = (
    *(
        "description",
        "summary",
        "abstract",
        "dc:description",
        "dcterms:abstract",
        "media:description",
        "media:text",
    ),
    *("itunes:summary", "itunes:subtitle"),
)
_CONTENTS = {
    "content": "",
    "body": "html",
    "content:encoded": "html",
    "fullitem": "html",
    "xhtml:body": "html",
    "xhtml:div": "html",
}
_ROLES = (
    dict.fromkeys(_TITLES, "title")
    | dict.fromkeys(_PUBLISHED, "published")
    | dict.fromkeys(_UPDATED, "updated")
    | dict.fromkeys(_SUMMARIES, "summary")
    | dict.fromkeys(_CONTENTS, "content")
    | dict.fromkeys(("category", "dc:subject", "keywords"), "category")
    | dict.fromkeys(("guid", "id"), "id")
    | dict.fromkeys(("media:group", "media:content"), "media")
    | {"link": "link", "source": "source", "dc:language": "lang"}
)
_ROOTS = {"rss", "rdf:rdf", "feed", "channel"}
_ENTRIES = {"item", "entry"}
_ENTITY_LIMIT = 200  # characters; a name for a phrase is short, a bomb is long

_DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[<>]*(?:\[(?P<subset>.*?)\]\s*)?>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY\s+(?P<percent>%\s+)?(?P<name>[\w:.-]+)\s+(?P<rest>[^>]*)>", re.IGNORECASE)
_REFERS = re.compile(r"&(?!#)|%")  # a reference to another entity
_QUOTED = re.compile(r"(?P<quote>[\"'])(?P<value>.*?)(?P=quote)\s*\Z", re.DOTALL)
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TOKENS = re.compile(
    r"<!\[CDATA\[.*?\]\]>|<!--.*?-->|&(?:(?P<name>[A-Za-z]\w*);|#(?P<number>\d+|[xX][0-9a-fA-F]+);)?",
    re.DOTALL,
)
_PREFIX = re.compile(r"</?([A-Za-z_][\w.-]*):[A-Za-z_]|\s([A-Za-z_][\w.-]*):[A-Za-z_][\w.-]*\s*=")
_DECLARED = re.compile(r"\bxmlns:([A-Za-z_][\w.-]*)\s*=")
_ROOT_TAG = re.compile(r"<(?![?!])[^\s/>]+")
_LAST_ENTRY = re.compile(r".*</((?:\w+:)?(?:item|entry))\s*>", re.DOTALL)
_ROOT_END = re.compile(
    r"</(?:\w+:)?(?:rss|feed|rdf|channel)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL
)
_PREDEFINED = {"amp", "lt", "gt", "quot", "apos"}
_KNOWN_PREFIXES = {short: address for address, short in _NAMESPACES.items() if short} | {
    "media": "http://search.yahoo.com/mrss/",
    "atom": "http://www.w3.org/2005/Atom",
}


def read_xml(text: str, url: str, limit: int) -> RawFeed:
    """Return the feed in `text`, at most `limit` entries of it.

    `url` is the base of relative links. Raises NotPlainXml where another reader has to try, NotAFeed where
    the body is surely none, and EntityBomb where its entities are not worth the risk.
    """
    text, entities = _without_doctype(_DECLARATION.sub("", text, count=1).lstrip("\ufeff \t\r\n\0"))
    root = _parse(text, url) if not entities else None
    cut_off = False
    if root is None:
        if "<" not in text:
            raise NotPlainXml("no markup at all")
        text = _repaired(text, entities)
        root = _parse(text, url)
    if root is None and not _ROOT_END.search(text[-400:]) and (whole := _LAST_ENTRY.match(text)):
        root, cut_off = _parse(whole[0], url, recover=True), True
    if root is None:
        raise NotPlainXml("not well-formed")
    return _Reader(root, url, limit, based="xml:base" in text, cut_off=cut_off).feed()


class EntityBomb(Exception):  # noqa: N818 - says what is wrong with the body
    """The document declares entities that expand to more than they say."""


def _parse(text: str, url: str, *, recover: bool = False) -> Any | None:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        collect_ids=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
    try:
        return etree.fromstring(text.encode("utf-8"), parser, base_url=url)
    except (etree.LxmlError, ValueError, UnicodeError):
        return None


def _without_doctype(text: str) -> tuple[str, dict[str, str]]:
    """Return the text without its DOCTYPE, and the plain entities that it declares."""
    root = _ROOT_TAG.search(text)
    match = _DOCTYPE.search(text, 0, root.start() if root else len(text)) if "<!" in text[:10_000] else None
    if not match:
        return text, {}
    entities: dict[str, str] = {}
    for entity in _ENTITY.finditer(match["subset"] or ""):
        value = _QUOTED.match(entity["rest"].strip())
        if not value:
            continue  # SYSTEM or PUBLIC: outside the document, never read
        plain = html.unescape(value["value"]) if "&#" in value["value"] else value["value"]
        if entity["percent"] or _REFERS.search(value["value"]) or len(plain) > _ENTITY_LIMIT:
            raise EntityBomb(entity["name"])
        entities[entity["name"]] = plain
    return text[: match.start()] + text[match.end() :], entities


def _repaired(text: str, entities: dict[str, str]) -> str:
    """Return the text with the slips put right that have one sure meaning."""
    text = _ILLEGAL.sub("", text)

    def reference(match: re.Match[str]) -> str:
        whole = match[0]
        if whole.startswith("<"):
            return whole
        name, number = match["name"], match["number"]
        if number:
            point = int(number[1:], 16) if number[0] in "xX" else int(number[:9])
            legal = (
                point in {9, 10, 13}
                or 0x20 <= point < 0xD800
                or 0xE000 <= point < 0xFFFE
                or 0x10000 <= point < 0x110000
            )
            return f"&#{point};" if legal else ""
        if not name:
            return "&amp;"
        if name in _PREDEFINED:
            return whole
        value = entities.get(name)
        if value is not None:
            return value.replace("&", "&amp;").replace("<", "&lt;")
        character = html.entities.html5.get(f"{name};")
        return character or f"&amp;{name};"

    text = _TOKENS.sub(reference, text)
    used = {first or second for first, second in set(_PREFIX.findall(text))}
    missing = used - set(_DECLARED.findall(text)) - {"xml", "xmlns"}
    if missing and len(missing) < 50:
        declared = "".join(
            f' xmlns:{name}="{_KNOWN_PREFIXES.get(name, f"urn:undeclared:{name}")}"'
            for name in sorted(missing)
        )
        text = _ROOT_TAG.sub(lambda match: match[0] + declared, text, count=1)
    return text


class _Reader:
    """One tree, read once."""

    def __init__(self, root: Any, url: str, limit: int, *, based: bool, cut_off: bool) -> None:
        self._root = root
        self._url = url
        self._limit = limit
        self._cut_off = cut_off
        self._names: dict[str, str] = {}
        self._own = root.tag[1:].partition("}")[0] if root.tag[:1] == "{" else ""
        self._based = based

    def feed(self) -> RawFeed:
        """Return what the tree holds."""
        name = self._name(self._root.tag)
        if name not in _ROOTS:
            if name.rpartition(":")[2] == "html":
                raise NotAFeed("HTML page")
            raise NotAFeed(f"XML document <{name[:40]}>")
        elements = [
            element
            for element in self._root.iter("{*}item", "{*}entry", "{*}ITEM")
            if self._name(element.tag) in _ENTRIES
        ]
        channel = self._channel(name)
        if channel is None and not elements:
            raise NotAFeed("XML without a channel")
        feed = self._head(channel if channel is not None else self._root)
        feed.total = len(elements)
        feed.cut_off = self._cut_off
        if not self._url and feed.link:
            self._url = feed.link
        if len(elements) > self._limit:
            elements = self._newest(elements)
        feed.entries = [self._entry(element) for element in elements]
        return feed

    def _name(self, tag: Any) -> str:
        """Return "local" or "prefix:local" of a tag, the prefix ours, the letters small."""
        known = self._names.get(tag)
        if known is None:
            if not isinstance(tag, str):
                known = "?"
            else:
                namespace, _, local = tag[1:].rpartition("}") if tag[:1] == "{" else ("", "", tag)
                prefix = (
                    ""
                    if namespace == self._own and namespace not in _NAMESPACES
                    else _NAMESPACES.get(namespace.lower(), "?")
                )
                known = f"{prefix}:{local.lower()}" if prefix else local.lower()
            self._names[tag] = known
        return known

    def _channel(self, name: str) -> Any | None:
        if name in {"feed", "channel"}:
            return self._root
        for child in self._root:
            if self._name(child.tag) == "channel":
                return child
        return None

    def _head(self, channel: Any) -> RawFeed:
        feed = RawFeed(lang=channel.get(XML_LANG) or self._root.get(XML_LANG) or "")
        for child in channel:
            name = self._name(child.tag)
            if name in _ENTRIES:
                continue
            if name == "title" and not feed.title.value:
                feed.title = self._markup(child)
            elif name == "link" and not feed.link:
                feed.link = self._link(child)
            elif name in {"language", "dc:language"}:
                feed.lang = _text(child) or feed.lang
            elif name == "ttl":
                feed.ttl = _text(child)
        return feed

    def _newest(self, elements: list[Any]) -> list[Any]:
        """Return the limit's worth from the end that is newer; most feeds are newest first."""
        first, last = (self._entry(element) for element in (elements[0], elements[-1]))
        ends = [read_date(entry.published or entry.updated) for entry in (first, last)]
        if ends[0] and ends[1] and ends[1] > ends[0]:
            return elements[-self._limit :]
        return elements[: self._limit]

    def _entry(self, element: Any) -> RawEntry:
        entry = RawEntry(lang=element.get(XML_LANG) or "")
        about = permalink = ""
        for key, value in element.items():
            name = key.lower()
            if name[-6:] == "}about":
                about = value
            elif name == "href":
                entry.link = self._resolve(value, element)
            elif name == "lastmod":
                entry.updated = value
        best = {"title": 9, "published": 9, "updated": 9}
        for child in element:
            name = self._names.get(child.tag) or self._name(child.tag)
            role = _ROLES.get(name)
            if role is None:
                continue
            if role == "link":
                self._take_link(entry, child)
            elif role == "title":
                if _TITLES[name] < best[role] and (len(child) or child.text):
                    entry.title, best[role] = self._markup(child), _TITLES[name]
            elif role == "id":
                entry.id = _text(child) or entry.id
                if name == "id":  # an address, if the publisher has no other link
                    permalink = web_link(entry.id)
                elif (child.get("isPermaLink") or "true").strip().lower() == "true":
                    permalink = entry.id
            elif role == "published":
                if _PUBLISHED[name] < best[role] and (written := _text(child)):
                    entry.published, best[role] = written, _PUBLISHED[name]
            elif role == "updated":
                if _UPDATED[name] < best[role] and (written := _text(child)):
                    entry.updated, best[role] = written, _UPDATED[name]
            elif role == "content":
                entry.contents.append(self._markup(child, _CONTENTS[name]))
            elif role == "summary":
                entry.summaries.append(self._markup(child))
            elif role == "category":
                if label := (child.get("label") or child.get("term") or _text(child)):
                    entry.categories.append(label)
            elif role == "source":
                self._take_source(entry, child)
            elif role == "lang":
                entry.lang = entry.lang or _text(child)
            else:
                self._take_media(entry, child)
        entry.id = entry.id or about
        entry.link = entry.link or self._resolve(permalink, element) or web_link(about)
        return entry

    def _take_link(self, entry: RawEntry, element: Any) -> None:
        """Keep the entry's own page: `rel` alternate (or none), a type of page, the first such."""
        href = element.get("href")
        if href is None:
            if not entry.link and element.text:
                entry.link = self._resolve(_text(element), element)
        elif (element.get("rel") or "alternate").strip().lower() == "alternate":
            kind = (element.get("type") or "text/html").lower()
            if not entry.link and ("html" in kind or kind == "text/plain"):
                entry.link = self._resolve(href, element)

    def _link(self, element: Any) -> str:
        raw = RawEntry()
        self._take_link(raw, element)
        return raw.link

    def _take_source(self, entry: RawEntry, element: Any) -> None:
        """RSS: the publisher's name as text, its feed as `url`; Atom: elements of the feed copied from."""
        entry.publisher_url = self._resolve(element.get("url"), element)
        entry.publisher = _text(element)
        for child in element:
            name = self._name(child.tag)
            if name == "title":
                entry.publisher = _text(child)
            elif name == "link" and not entry.publisher_url:
                entry.publisher_url = self._link(child)

    def _take_media(self, entry: RawEntry, element: Any) -> None:
        for child in element:
            name = self._name(child.tag)
            if name == "media:description":
                entry.summaries.append(self._markup(child))
            elif name == "media:title" and not entry.title.value:
                entry.title = self._markup(child)
            elif name == "media:content":
                self._take_media(entry, child)

    def _resolve(self, href: str | None, element: Any) -> str:
        if not href:
            return ""
        return web_link(href, (element.base if self._based else None) or self._url)

    def _markup(self, element: Any, kind: str = "") -> Markup:
        """Return the element's content and whether it is text, HTML, or left open (RSS)."""
        declared = (element.get("type") or "").strip().lower()
        if len(element):
            return Markup("".join(_inner(element)), "html")
        value = element.text or ""
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


_KINDS = {
    "text": "text",
    "html": "html",
    "xhtml": "html",
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
}


def _text(element: Any) -> str:
    """Return the element's text, that of its children included, on one line."""
    value = "".join(element.itertext()) if len(element) else element.text or ""
    return " ".join(value.split())


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
