"""Whether a list change is what a Federal Register document announced, and how long it took.

Pure; works on the fields of two items (see docs/lists.md). Titles never decide: they repeat for years.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from watchers.citations import citations
from watchers.parsers.entries import fold

_LISTS = (
    ("UFLPA", re.compile(r"\bUFLPA|Uyghur", re.IGNORECASE)),
    ("EL", re.compile(r"\bEntity List\b", re.IGNORECASE)),
    ("UVL", re.compile(r"\bUnverified List\b", re.IGNORECASE)),
    ("MEU", re.compile(r"\bMilitary End[- ]User\b", re.IGNORECASE)),
    ("SDN", re.compile(r"\bSDN\b|Specially Designated Nationals", re.IGNORECASE)),
    ("DPL", re.compile(r"\bDenied Persons\b", re.IGNORECASE)),
)
SHARE = 0.5  # of the announced parties that must be among those listed, where names decide


class SameRule(StrEnum):
    """Why a change is held to be the announced one."""

    CITATION = "the list cites a page of the document"
    PARTIES = "the announced parties are on the list"


def list_code(name: str) -> str:
    """Return one code for a list, whether a document, the eCFR or the screening list names it."""
    return next((code for code, words in _LISTS if words.search(name)), fold(name))


def rule_of(document: Mapping[str, Any], change: Mapping[str, Any]) -> SameRule | None:
    """Return why the list change (its `fields`) carries out the document (its `fields`), or None.

    The list must be one the document announces something about. Then the citation decides: it lies on the
    document's pages. Without pages (before publication) the parties of the document's tables do.
    """
    announces = document.get("announces")
    if not isinstance(announces, Mapping):
        return None
    lists = {list_code(str(announces.get("list", "")))}
    lists |= {list_code(str(one.get("list", ""))) for one in announces.get("actions") or ()}
    if list_code(str(change.get("list", ""))) not in lists:
        return None
    if _on_its_pages(document, str(change.get("citation", ""))):
        return SameRule.CITATION
    announced = _names(announces.get("entries") or ())
    listed = _names(
        [*(change.get("added") or ()), *(one.get("entry") or {} for one in change.get("changed") or ())]
    )
    needed = len(announced) if len(announced) < 3 else SHARE * len(announced)
    if announced and len(announced & listed) >= needed:
        return SameRule.PARTIES
    return None


def _on_its_pages(document: Mapping[str, Any], cited: str) -> bool:
    """Whether a citation lies on the document's pages (lists cite the first page, or a later one)."""
    own = citations(str(document.get("citation", "")))
    if not own:
        return False
    first, last = own[0].page, own[0].page
    end = document.get("end_page")
    if isinstance(end, int) and end > first:
        last = end
    return any(one.volume == own[0].volume and first <= one.page <= last for one in citations(cited))


def _names(entries: Iterable[Mapping[str, Any]]) -> set[str]:
    return {fold(str(entry.get("name", ""))) for entry in entries if entry.get("name")}


def gap_in_days(announced: datetime, listed: datetime) -> int:
    """Return the whole days from the announcement to the list, never below zero. Both are aware."""
    return max(0, (listed - announced).days)
