"""A feed's bytes to an element tree: strictly as XML, then with the usual slips of publishers put right.

Knows encodings, DOCTYPEs and slips (a stray ampersand, an HTML entity, an undeclared prefix, an early end);
no element's meaning. It never guesses: what it cannot read surely it refuses with NotPlainXml. Entities of
the document's own are never expanded by the XML parser, nothing outside the body is read.
"""

import html
import html.entities
import re
from dataclasses import dataclass

from lxml import etree

from watchers.parsers.charset import is_utf8
from watchers.parsers.feeds.feed_words import ADDRESSES, ENTRY_NAMES
from watchers.parsers.nodes import GUARDS, Document, document_of, parsed

_ENTITY_LIMIT = 200  # characters; a name for a phrase is short, a bomb is long

# A document as nearly all are: a declaration, comments, then the root. A DOCTYPE is looked at as text.
_PLAIN_HEAD = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(<\?xml\b[^<>]*\?>\s*+)?(?>(?:<!--.*?-->|<\?.*?\?>)\s*+)*+<[A-Za-z]", re.DOTALL
)
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[<>]*(?:\[(?P<subset>.*?)\]\s*)?>", re.IGNORECASE | re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY\s+(?P<percent>%\s+)?(?P<name>[\w:.-]+)\s+(?P<rest>[^>]*)>", re.IGNORECASE)
_REFERS = re.compile(r"&(?!#)|%")  # a reference to another entity
_QUOTED = re.compile(r"(?P<quote>[\"'])(?P<value>.*?)(?P=quote)\s*\Z", re.DOTALL)
_DECLARATION = re.compile(r"\s*<\?xml\b[^>]*\?>")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What may have to be repaired, and what must be passed over on the way to it.
_TOKENS = re.compile(
    r"<!\[CDATA\[[^\]]*+(?:\](?!\]>)[^\]]*+)*+\]\]>|<!--.*?-->"
    r"|&(?!(?:amp|lt|gt|quot|apos);)(?:(?P<name>[A-Za-z]\w*);|#(?P<number>\d+|[xX][0-9a-fA-F]+);)?",
    re.DOTALL,
)
_PREFIX = re.compile(r"</?([A-Za-z_][\w.-]*):[A-Za-z_]|\s([A-Za-z_][\w.-]*):[A-Za-z_][\w.-]*\s*=")
_DECLARED = re.compile(r"xmlns:([A-Za-z_][\w.-]*)\s*=")
_ROOT_TAG = re.compile(r"<(?![?!])[^\s/>]+")
_LAST_ENTRY = re.compile(r".*</((?:\w+:)?(?:item|entry))\s*>", re.DOTALL)
_ROOT_END = re.compile(
    r"</(?:\w+:)?(?:rss|feed|rdf|channel)\s*>\s*(?:<!--.*?-->\s*)*\Z", re.IGNORECASE | re.DOTALL
)


class NotPlainXml(Exception):  # noqa: N818 - says what is wrong with the body
    """The body is no well-formed XML even after the usual repairs; another reader may understand it."""


class EntityBomb(Exception):  # noqa: N818 - says what is wrong with the body
    """The document declares entities that expand to more than they say."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A feed as a document.

    `plain`: of the bytes as they are. `cut_off`: the body ended early and only whole entries are in it.
    """

    document: Document
    plain: bool = False
    cut_off: bool = False


def grow(body: bytes, content_type: str) -> Tree | None:
    """Return the tree of a body that is plain, well-formed XML in UTF-8, as nearly all are; else None."""
    head = _PLAIN_HEAD.match(body)
    if not head or not is_utf8(body, content_type):
        return None
    # Without the declaration: what it says of the charset was weighed, and does not bind the parser.
    document = document_of(body, head.end(1) if head[1] else body.index(b"<"), ENTRY_NAMES, STRICT)
    return None if document is None else Tree(document, plain=True)


def grow_repaired(text: str) -> Tree:
    """Return the tree of a text, its usual slips put right.

    Raises NotPlainXml where another reader has to try, EntityBomb where the entities are not worth the risk.
    """
    text, entities = _without_doctype(_DECLARATION.sub("", text, count=1).lstrip("\ufeff \t\r\n\0"))
    tree = _grow_text(text) if not entities else None
    if tree is None:
        if "<" not in text:
            raise NotPlainXml("no markup at all")
        text = _repaired(text, entities)
        tree = _grow_text(text)
    if tree is None and (declared := _with_prefixes(text)) != text:
        text = declared
        tree = _grow_text(text)
    if tree is not None:
        return tree
    document = None
    if not _ROOT_END.search(text[-400:]) and (whole := _LAST_ENTRY.match(text)):
        document = parsed(whole[0].encode("utf-8"), ENTRY_NAMES, _LENIENT)
    if document is None:
        raise NotPlainXml("not well-formed")
    return Tree(document, cut_off=True)


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(encoding="utf-8", collect_ids=False, recover=recover, **GUARDS)


STRICT, _LENIENT = _parser(recover=False), _parser(recover=True)


def _grow_text(text: str) -> Tree | None:
    """Return the tree of well-formed XML, else None."""
    try:
        document = document_of(text.encode("utf-8"), 0, ENTRY_NAMES, STRICT)
    except UnicodeError:
        return None
    return None if document is None else Tree(document)


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
    """Return the text with characters and references put right that have one sure meaning."""
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
        value = entities.get(name)
        if value is not None:
            return value.replace("&", "&amp;").replace("<", "&lt;")
        character = html.entities.html5.get(f"{name};")
        return character or f"&amp;{name};"

    return _TOKENS.sub(reference, text)


def _with_prefixes(text: str) -> str:
    """Return the text with the prefixes declared that it uses and does not declare."""
    used = {first or second for first, second in set(_PREFIX.findall(text))}
    missing = used - set(_DECLARED.findall(text)) - {"xml", "xmlns"}
    if missing and len(missing) < 50:
        declared = "".join(
            f' xmlns:{name}="{ADDRESSES.get(name, f"urn:undeclared:{name}")}"' for name in sorted(missing)
        )
        text = _ROOT_TAG.sub(lambda match: match[0] + declared, text, count=1)
    return text
