"""Whether a list change is what a Federal Register document announced, or another source told, and how long
it took.

Pure; works on the fields of two items (see docs/lists.md). Titles never decide: they repeat for years.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from watchers.lists.citations import citations
from watchers.parsers.lists.entries import fold

_LISTS = (
    ("UFLPA", re.compile(r"\bUFLPA|Uyghur", re.IGNORECASE)),
    ("EL", re.compile(r"\bEntity List\b", re.IGNORECASE)),
    ("UVL", re.compile(r"\bUnverified List\b", re.IGNORECASE)),
    ("MEU", re.compile(r"\bMilitary End[- ]User\b", re.IGNORECASE)),
    ("SDN", re.compile(r"\bSDN\b|Specially Designated Nationals", re.IGNORECASE)),
    ("DPL", re.compile(r"\bDenied Persons\b", re.IGNORECASE)),
)
SHARE = 0.5  # of the announced parties that must be among those listed, where names decide
OWN_SHARE = 0.8  # … and of the listed ones that must be announced: what is more is news of its own
ALL_BELOW = 3  # of so few every one must agree


class SameRule(StrEnum):
    """Why a change is held to be the announced one, or the one another source told."""

    CITATION = "the list cites a page of the document"
    PARTIES = "the announced parties are on the list"
    NAMED = "the document names the parties"


def names_a_list(text: str) -> bool:
    """Whether a text names one of the lists of which documents announce changes."""
    return any(words.search(text) for _, words in _LISTS)


def list_code(name: str) -> str:
    """Return one code for a list, whether a document, the eCFR or the screening list names it."""
    return next((code for code, words in _LISTS if words.search(name)), fold(name))


def rule_of(document: Mapping[str, Any], change: Mapping[str, Any], text: str = "") -> SameRule | None:
    """Return why the list change (its `fields`) carries out the document (its `fields`, its `text`), or None.

    The document must announce something about that list. Then the citation decides: it lies on the document's
    pages, or it belongs to another rule. Where either has no citation (a document before publication, a list
    without citations), the parties decide that the document names in its tables, or without tables in its
    text: they must be those that the change adds or removes.
    """
    announces = document.get("announces")
    if not isinstance(announces, Mapping):
        return None
    lists = {list_code(str(announces.get("list", "")))}
    lists |= {list_code(str(one.get("list", ""))) for one in announces.get("actions") or ()}
    if list_code(str(change.get("list", ""))) not in lists:
        return None
    cited = str(change.get("citation") or "")
    if citations(str(document.get("citation") or "")) and citations(cited):
        return SameRule.CITATION if _on_its_pages(document, cited) else None
    listed = _names(
        [*(change.get("added") or ()), *(one.get("entry") or {} for one in change.get("changed") or ())]
    )
    announced = _names(announces.get("entries") or ())
    if announced:
        common = announced & listed
        whole = _enough(len(common), len(announced), SHARE) and _enough(len(common), len(listed), OWN_SHARE)
        return SameRule.PARTIES if whole else None
    moved = _names([*(change.get("added") or ()), *(change.get("removed") or ())])
    if moved and text and not change.get("changed"):
        words = f" {fold(text)} "
        named = sum(1 for name in moved if f" {name} " in words)
        return SameRule.NAMED if _enough(named, len(moved), OWN_SHARE) else None
    return None


def same_change(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two sources tell one change (their items' `fields`): the same list, and of `one` nothing more.

    Every party that `one` adds, removes or changes is so in `other`. Where both cite, what they cite decides.
    """
    if list_code(str(one.get("list", ""))) != list_code(str(other.get("list", ""))):
        return False
    ours, theirs = (citations(str(fields.get("citation") or "")) for fields in (one, other))
    if ours and theirs:
        return bool(set(ours) & set(theirs))
    told, known = _moves(one), _moves(other)
    return bool(told) and told <= known


def gap_in_days(announced: datetime, listed: datetime) -> int:
    """Return the whole days from the announcement to the list, never below zero. Both are aware."""
    return max(0, (listed - announced).days)


def _enough(many: int, of: int, share: float) -> bool:
    return many > 0 and many >= (of if of < ALL_BELOW else share * of)


def _moves(change: Mapping[str, Any]) -> set[tuple[str, str]]:
    """Return (verb, name) of each party of a list change."""
    told = {verb: _names(change.get(verb) or ()) for verb in ("added", "removed")}
    told["changed"] = _names(each.get("entry") or {} for each in change.get("changed") or ())
    return {(verb, name) for verb, names in told.items() for name in names}


def _on_its_pages(document: Mapping[str, Any], cited: str) -> bool:
    """Whether a citation lies on the document's pages (lists cite the first page, or a later one).

    The last page is left out: the next document begins on it.
    """
    own = citations(str(document.get("citation", "")))
    if not own:
        return False
    first, end = own[0].page, document.get("end_page")
    pages = range(first, max(end, first + 1) if isinstance(end, int) else first + 1)
    return any(one.volume == own[0].volume and one.page in pages for one in citations(cited))


def _names(entries: Iterable[Mapping[str, Any]]) -> set[str]:
    return {fold(str(entry.get("name", ""))) for entry in entries if entry.get("name")}
