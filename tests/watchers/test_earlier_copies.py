"""The files of a list that were in force before."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from watchers.lists.earlier_copies import KEPT, MOST, in_force_until, with_earlier

NOW = datetime(2026, 6, 16, 12, tzinfo=UTC)


def test_a_file_that_another_took_the_place_of_is_known_again() -> None:
    """Until when it was in force; the one in force and one never seen are not among them."""
    kept = with_earlier(None, "a" * 64, "b" * 64, NOW)
    assert in_force_until(kept, "a" * 64, NOW) == NOW
    assert in_force_until(kept, "b" * 64, NOW) is None
    assert in_force_until(kept, "c" * 64, NOW) is None
    assert in_force_until(None, "a" * 64, NOW) is None


def test_the_file_in_force_is_never_an_earlier_one() -> None:
    """Not when it is put in force again, nor when it is read anew."""
    kept = with_earlier(with_earlier(None, "a" * 64, "b" * 64, NOW), "b" * 64, "a" * 64, NOW)
    assert in_force_until(kept, "a" * 64, NOW) is None
    assert with_earlier(None, "a" * 64, "a" * 64, NOW) is None
    assert with_earlier(None, None, "a" * 64, NOW) is None


def test_what_is_kept_is_bounded_in_number_and_time() -> None:
    """The newest are kept, for a month."""
    kept = None
    names = [f"{number:064d}"[::-1] for number in range(MOST + 5)]
    for number, (one, following) in enumerate(pairwise(names)):
        kept = with_earlier(kept, one, following, NOW + timedelta(hours=number))
    assert kept is not None
    assert len(kept.split()) == MOST
    late = NOW + KEPT + timedelta(hours=MOST)
    assert in_force_until(kept, names[0], NOW) is None
    assert in_force_until(kept, names[MOST + 2], late) is not None
    assert in_force_until(kept, names[10], late) is None
