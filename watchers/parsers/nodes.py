"""XML as tuples and strings: what a feed's reader needs of an element, and no more.

Made by the compiled form (`_nodes.c`) of what is surely well-formed, of the rest by lxml: the same nodes.
Comments and instructions are gone, CDATA sections are text, white space alone is one blank. A reference to
an entity of the document's own has no place here.
"""

import html
from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import urljoin

from lxml import etree

from watchers.parsers import compiled

Attributes: TypeAlias = Mapping[str, str] | None
Node: TypeAlias = tuple[str, Attributes, str, Sequence["Node"], str]
"""Tag and attributes as lxml names them, the text before the first child, the children, the text after it."""

Bases: TypeAlias = tuple[str, ...]
"""The xml:base of the elements around a place, the outermost first; most feeds have none."""

Found: TypeAlias = tuple[Node, Sequence[tuple[Node, Bases]], Mapping[str | None, str] | None]

# What every parser of XML is given: no network, no entities of the document's own, no DTD.
GUARDS: Mapping[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
XML = "{http://www.w3.org/XML/1998/namespace}"
BASE = f"{XML}base"
_BLANKS = " \t\r\n"
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param", "wbr")
)


class Document(NamedTuple):
    """A document by its root and its entries, each of these with its bases, its own included.

    `around` are the namespaces in force where all entries are; None where they are in several places.
    """

    root: Node
    entries: Sequence[tuple[Node, Bases]]
    around: Mapping[str | None, str] | None


def document_of(body: bytes, start: int, names: tuple[str, ...], parser: etree.XMLParser) -> Document | None:
    """Return the XML in UTF-8 that begins at `start`, None where it is none to the parser.

    Entries are the elements of these local names.
    """
    found = compiled.nodes_of(body, start, names)
    return Document(*found) if found else parsed(body[start:], names, parser)


def parsed(body: bytes, names: tuple[str, ...], parser: etree.XMLParser) -> Document | None:
    """Return the document as lxml's parser reads it."""
    try:
        root = etree.fromstring(body, parser)
    except (etree.LxmlError, ValueError):
        return None
    if root is None or next(root.iter(etree.Entity), None) is not None:
        return None
    entries = list(root.iter(*(f"{{*}}{name}" for name in names)))
    made: dict[Any, Node] = {}
    whole = _node(root, frozenset(entries), made)
    around = entries[0].getparent() if entries else None
    together = bool(entries) and all(entry.getparent() is around for entry in entries)
    return Document(
        whole,
        [(made[entry], _bases(entry)) for entry in entries],
        (dict(around.nsmap) if around is not None else {}) if together else None,
    )


def _node(element: Any, entries: frozenset[Any], made: dict[Any, Node]) -> Node:
    """Return the element as a node; those that are entries are put into `made` as well."""
    node = (
        element.tag,
        dict(element.attrib) or None,
        _spaced(element.text),
        [_node(child, entries, made) for child in element] or (),
        _spaced(element.tail),
    )
    if element in entries:
        made[element] = node
    return node


def _spaced(text: str | None) -> str:
    return (text if text.strip(_BLANKS) else " ") if text else ""


def _bases(element: Any) -> Bases:
    around = [base for each in element.iterancestors() if (base := each.get(BASE)) is not None]
    return (*reversed(around), *own_base(element.attrib))


def own_base(attributes: Attributes) -> Bases:
    """Return the base that an element itself says."""
    base = attributes.get(BASE) if attributes else None
    return () if base is None else (base,)


def base_of(url: str, bases: Bases) -> str:
    """Return the address that relative links are resolved against, in a document from `url`."""
    try:
        return reduce(urljoin, bases, url)
    except ValueError:
        return url


def text_of(node: Node) -> str:
    """Return the text of an element and of all in it."""
    return node[2] + "".join(text_of(child) + child[4] for child in node[3])


def html_of(node: Node) -> str:
    """Return the element's content as HTML: namespaces gone, so that `xhtml:p` is a paragraph."""
    return "".join((html.escape(node[2], quote=False), *map(_html, node[3])))


def _html(node: Node) -> str:
    tag, attributes, _, _, tail = node
    name = tag.rpartition("}")[2]
    said = "".join(
        f' {key}="{html.escape(value)}"' for key, value in (attributes or {}).items() if key[0] != "{"
    )
    ending = "" if name.lower() in _VOID else f"</{name}>"
    return f"<{name}{said}>{html_of(node)}{ending}{html.escape(tail, quote=False)}"
