"""What a page keeps for its script and does not show: markup in fields, frames, templates; JSON. Pure."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from watchers.parsers.tenders.notice_frame import fields_told
from watchers.parsers.text import parse_html

_MARKUP = re.compile(r"<(?:p|div|table|span|br|h\d|li)\b[^<>]*>", re.IGNORECASE)
_ASSIGNED = re.compile(r"[=(]\s*(?=[{\[])")
_KEEPERS = ("textarea", "input", "iframe", "script", "template", "xmp")
_FEW = 2  # fields: a page that shows so many shows its notice
_LEAST = 20  # characters of a document that can be one
_MOST = 20  # documents of one page


def kept_documents(root: Any) -> list[str]:
    """Return the JSON documents that the page keeps: in fields, in scripts as data or an assignment."""
    found: list[str] = []
    for element in root.iter("input", "textarea", "script"):
        written = ((element.get("value") if element.tag == "input" else element.text) or "").strip()
        if len(written) < _LEAST or len(found) == _MOST:
            continue
        if written.startswith(("{", "[")):
            found.append(written)
        elif element.tag == "script":
            found.extend(_assigned(written))
    return found


def unfold(root: Any) -> None:
    """Show the markup that fields, frames and templates keep where the page itself shows no notice.

    What scripts and styles hold leaves the tree either way.
    """
    kept = [(element, markup) for element in list(root.iter(*_KEEPERS)) if (markup := _markup_of(element))]
    for element in list(root.iter("script", "style")):
        if element.getparent() is not None:
            element.clear(keep_tail=True)
    if not kept:
        return
    for element, _ in kept:
        element.clear(keep_tail=True)
    if len(fields_told(root)) >= _FEW:
        return
    for element, markup in kept:
        inside = parse_html(f"<div>{markup}</div>")
        if inside is not None:
            element.tag = "div"
            element.extend(list(inside.find("body") if inside.find("body") is not None else inside))


def _markup_of(element: Any) -> str:
    if element.tag == "iframe":
        written = element.get("srcdoc") or ""
    elif element.tag == "input":
        written = element.get("value") or ""
    elif element.tag == "script" and not re.search("html|template", element.get("type") or ""):
        return ""
    elif element.tag == "template" and len(element):
        return "".join(_source(child) for child in element)
    else:
        written = element.text or ""
    return written if len(written) >= _LEAST and _MARKUP.search(written) else ""


def _source(element: Any) -> str:
    return str(etree.tostring(element, encoding="unicode", method="html"))


def _assigned(script: str) -> Iterator[str]:
    """Yield the first JSON document that a script assigns or hands over: `window.state = {…}`."""
    decoder = json.JSONDecoder(strict=False)
    for start in list(_ASSIGNED.finditer(script))[:_MOST]:
        try:
            _, end = decoder.raw_decode(script, start.end())
        except (ValueError, RecursionError):
            continue
        if end - start.end() >= _LEAST:
            yield script[start.end() : end]
            return
