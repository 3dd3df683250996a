"""Edits of a watchlist."""

import pytest

from watchlists import editing
from watchlists.csvfile import term_of
from watchlists.errors import DuplicateTerm, ReadOnlyWatchlist, UnknownTerm
from watchlists.model import Watchlist

LIST = Watchlist(team="t", name="own", terms=(term_of("Coastal Lab", kind="org", aliases=["海岸实验室"]),))


def test_a_name_is_added_once() -> None:
    """The same name in other letter case, or as an alias, is watched already."""
    grown = editing.add(LIST, term_of("Harbour Institute", kind="org"))
    assert [term.name for term in grown.terms] == ["Coastal Lab", "Harbour Institute"]
    for name in ("coastal  LAB", "海岸实验室"):
        with pytest.raises(DuplicateTerm, match="watched already"):
            editing.add(LIST, term_of(name, kind="org"))


def test_remove_and_alias_find_a_term_by_any_spelling() -> None:
    """A person names a term as they know it."""
    assert editing.remove(LIST, "海岸实验室")[0].terms == ()
    assert editing.alias(LIST, "coastal lab", ("CL Labs",))[1].aliases == ("海岸实验室", "CL Labs")
    with pytest.raises(UnknownTerm):
        editing.remove(LIST, "Nobody")


def test_official_lists_are_read_only() -> None:
    """They change at their source."""
    official = Watchlist(team="t", name="csl", official=True)
    with pytest.raises(ReadOnlyWatchlist, match="read-only"):
        editing.add(official, term_of("X Company", kind="org"))


def test_an_import_counts_what_it_did() -> None:
    """Rows of the sheet replace terms of the same name."""
    rows = (term_of("Coastal Lab", kind="org"), term_of("Harbour Institute", kind="org"))
    merged, counts = editing.merged(LIST, rows)
    assert (counts["added"], counts["changed"], len(merged.terms)) == (1, 1, 2)
    assert editing.merged(merged, rows)[1] == {"added": 0, "changed": 0, "same": 2}
