"""The order of a list's rows: what is moved, and what only makes room."""

import pytest

from watchers.lists.ordering import in_order, moved, written
from watchers.model import Entry

TEN = [str(number) for number in range(10)]


@pytest.mark.parametrize(
    ("new", "many"),
    [
        (TEN, 0),
        (["new", *TEN[:5], "other", *TEN[5:]], 0),  # rows put in push, they do not move
        (TEN[3:], 0),  # rows taken out
        ([*TEN[1:], "0"], 1),  # one row put elsewhere moves alone
        ([*TEN[6:], *TEN[:6]], 4),  # of two blocks that changed places the smaller one moved
        (TEN[::-1], 9),
        ([], 0),
    ],
)
def test_moved_are_the_rows_outside_the_longest_run_in_order(new: list[str], many: int) -> None:
    """Of the ids both have."""
    assert moved(TEN, new) == (many, len(set(new) & set(TEN)))


def test_an_order_is_kept_as_text() -> None:
    """Entries come back as they stood; an unknown one comes last."""
    entries = [Entry(entity_id=one, name=one, list="L") for one in ("c", "a", "d", "b")]
    stranger = Entry(entity_id="x", name="x", list="L")
    shuffled = [stranger, *sorted(entries, key=lambda one: one.entity_id)]
    assert in_order(shuffled, written(entries)) == (*entries, stranger)
