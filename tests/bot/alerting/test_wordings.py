"""Reprints are found by what two reports of one story share: the same as by comparing with everything."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerting import wordings
from bot.alerting.reprints import KEPT, is_reprint, packed, sketch
from bot.alerting.wordings import Wording, Wordings

WORDS = [f"word{number}" for number in range(60)]
BOILER = " ".join(f"about{number}" for number in range(30))
PIECES = [" ".join(random.Random(seed).choices(WORDS, k=30)) for seed in range(6)]
LONG = " ".join(f"long{number}" for number in range(KEPT + 100))

texts = st.one_of(
    st.lists(st.sampled_from([*PIECES, BOILER]), max_size=4).map(" ".join),
    st.sampled_from([LONG, f"{LONG} {PIECES[0]}", LONG[: len(LONG) // 2], f"{LONG} {LONG.upper()} more"]),
    st.integers(1, 40).map(lambda number: " ".join(PIECES[0].split()[:number])),
)
titles = st.sampled_from(["Short", "Quay Lab rents boats again", "Harbour works sold to the lab", ""])
terms = st.sets(st.sampled_from(["Quay Lab", "Tolmar", "A100"]), min_size=1).map(frozenset)
told = st.lists(st.tuples(titles, texts, terms), min_size=1, max_size=30)


def wording(number: int, title: str, text: str, own: frozenset[str]) -> Wording:
    return Wording(alert_id=str(number), sketch=sketch(title, text), terms=own)


def row(one: Wording) -> dict[str, object]:
    """Return a wording as the store holds it."""
    return {
        "alert_id": one.alert_id,
        "title": one.sketch.title,
        "runs": one.sketch.runs,
        "hashes": packed(one.sketch),
        "terms": json.dumps(sorted(one.terms)),
    }


def reprints(kept: Wordings, one: Wording, *, plainly: bool) -> list[str]:
    """Return the alerts of which one is a reprint, newest first."""
    near = kept.sharing(one.terms) if plainly else kept.like(one)
    same = (
        past for past in near if is_reprint(one.sketch, past.sketch, terms=one.terms, other_terms=past.terms)
    )
    return [past.alert_id for past in same]


@given(before=told, after=told, few=st.integers(0, 3), sealed=st.integers(1, 6), together=st.integers(1, 9))
def test_the_same_reprints_are_found_as_by_comparing_with_all(
    before: list, after: list, few: int, sealed: int, together: int
) -> None:
    """Of what is stored and of what is told meanwhile, in the same order."""
    with pytest.MonkeyPatch.context() as small:
        small.setattr(wordings, "FEW", few)
        small.setattr(wordings, "SEALED", sealed)
        small.setattr(wordings, "TOGETHER", together)
        rows = [row(wording(number, *one)) for number, one in enumerate(before)]
        plain, found = Wordings(rows), Wordings(rows)
        for number, one in enumerate(after, len(before)):
            fresh = wording(number, *one)
            assert reprints(found, fresh, plainly=False) == reprints(plain, fresh, plainly=True)
            plain.add(fresh)
            found.add(fresh)


@pytest.mark.parametrize("length", [200, 2 * KEPT])
@pytest.mark.parametrize("part", [0.45, 0.5, 0.55])
def test_half_of_the_shorter_one_decides(length: int, part: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs are five words: of so many more words, every run is in both. Long ones are compared by samples."""
    monkeypatch.setattr(wordings, "FEW", 0)
    words = [f"one{number}" for number in range(length + 4)]
    same = int(length * part) + 4
    own = frozenset({"Quay Lab"})
    past = wording(0, "", " ".join(words), own)
    fresh = wording(1, "", " ".join((*words[:same], *(f"other{number}" for number in range(length)))), own)
    fewer = wording(
        2, "", " ".join((*words[:same], *(f"other{number}" for number in range(length + 4 - same)))), own
    )
    found = Wordings([row(past)])
    answers = [reprints(found, one, plainly=False) for one in (fresh, fewer)]
    assert answers == [reprints(found, one, plainly=True) for one in (fresh, fewer)]
    if length < KEPT:
        assert answers == [["0"] if part >= 0.5 else []] * 2


def test_a_report_unlike_all_others_is_compared_with_few_of_them() -> None:
    """Also where each ends in the same lines about the agency."""
    chance = random.Random(1)
    made = [f"{' '.join(f'w{chance.randrange(9**9)}' for _ in range(150))} {BOILER}" for _ in range(500)]
    own = frozenset({"Quay Lab"})
    kept = Wordings([row(wording(number, "", text, own)) for number, text in enumerate(made[:400])])
    for number, text in enumerate(made[400:450], 400):
        kept.add(wording(number, "", text, own))
    asked = [wording(number, "", text, own) for number, text in enumerate(made[450:], 450)]
    compared = [len(list(kept.like(one))) for one in asked]
    assert compared[: wordings.FEW] == [450] * wordings.FEW
    assert set(compared[wordings.FEW :]) == {50}
