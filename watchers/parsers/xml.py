"""Walk a list's XML record by record in bounded memory, or read a small document, by local names. Pure."""

import io
import re
from collections.abc import Iterator, Sequence
from functools import cache

from lxml import etree

from watchers.errors import ParseError
from watchers.parsers.lists.csv_table import refuse_page
from watchers.parsers.lists.entries import clean, distinct
from watchers.parsers.nodes import GUARDS

# Begins with neither markup nor the mark of another encoding
_NO_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*[\w\";,#{\[(-]")
_ROOT = re.compile(rb"<(?![?!])(?:[\w.-]+:)?([\w.-]+)")


def root_of(body: bytes) -> str:
    """Return the local name of the document's first element, "" where none shows itself at the beginning."""
    found = _ROOT.search(re.sub(rb"<!--.*?-->", b"", body[:4096], flags=re.DOTALL))
    return found[1].decode("ascii", "replace") if found else ""


def walk(
    body: bytes, *, root: str, tags: Sequence[str], promised: str, starts: Sequence[str] = ()
) -> Iterator[tuple[str, str, etree._Element]]:
    """Yield (event, local name, element) at the end of each of `tags` and the start of each of `starts`.

    Every element is emptied after its turn. `root` is the local name the document must begin with.
    Raises ParseError for another root, what is no XML at all, or XML that breaks off.
    """
    refuse_page(body, promised)
    if _NO_XML.match(body):
        raise ParseError(f"This is no XML (a table?); {promised} is read in its XML form.")
    wanted = [f"{{*}}{tag}" for tag in (*tags, *starts)]
    events = etree.iterparse(
        io.BytesIO(body),
        events=("start", "end"),
        tag=[f"{{*}}{root}", *wanted],
        **GUARDS,
    )
    seen = False
    try:
        for event, element in events:
            name = local(element)
            if not seen:
                seen = True
                if name != root or element.getparent() is not None:
                    raise ParseError(f"This is not {promised}: the document does not begin with {root}.")
            if event == "start":
                if name in starts or name == root:
                    yield "start", name, element
                continue
            if name == root and element.getparent() is None:
                continue
            yield "end", name, element
            empty(element)
    except etree.XMLSyntaxError as error:
        line = f" at line {error.lineno}" if error.lineno else ""
        raise ParseError(f"The XML is broken or cut off{line}.") from error
    if not seen:
        raise ParseError(f"This is not {promised}: there is no {root} in it.")


def tree_of(body: bytes, promised: str) -> etree._Element:
    """Return the root of a document small enough to be read at once. Raises ParseError where it is broken."""
    try:
        return etree.fromstring(body.strip(), etree.XMLParser(**GUARDS))
    except etree.XMLSyntaxError as error:
        raise ParseError(f"Not {promised}: the XML is broken or cut off.") from error


def empty(element: etree._Element) -> None:
    """Free an element and the siblings before it."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def local(element: etree._Element) -> str:
    """Return the element's name without its namespace."""
    tag: str = element.tag
    return tag[tag.rfind("}") + 1 :]


@cache
def _any(name: str) -> str:
    """Return the tag that matches the name in any namespace; lxml compares it in C."""
    return f"{{*}}{name}"


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """Return the direct children of that local name."""
    return list(element.iterchildren(_any(name)))


def below(element: etree._Element, *path: str) -> list[etree._Element]:
    """Return the elements reached by a path of local names."""
    level = [element]
    for name in path:
        tag = _any(name)
        level = [child for one in level for child in one.iterchildren(tag)]
        if not level:
            break
    return level


def text(element: etree._Element, *path: str) -> str:
    """Return the clean text of the first element reached by the path, "" where there is none."""
    for found in below(element, *path):
        told = _text(found)
        if told:
            return told
    return ""


def texts(element: etree._Element, *path: str) -> tuple[str, ...]:
    """Return the clean texts of all elements reached by the path, blanks and repeats dropped."""
    told = map(_text, below(element, *path))
    return distinct(told)


def _text(element: etree._Element) -> str:
    if not len(element):
        return clean(element.text)
    return clean("".join(str(part) for part in element.itertext()))
