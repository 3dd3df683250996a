"""Words that hold two are read as two, told from the text as given, at no matter which places."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchlists import native
from watchlists.matcher import Matcher
from watchlists.model import Passage, Term, Watchlist
from watchlists.sieve import sieve
from watchlists.text.normalize import fold
from watchlists.text.runs import fold_cut, suspects, suspects_in_python

TERMS = (Term(name="SMIC", kind="org"), Term(name="Huawei", kind="org", aliases=("华为",)))


def matcher(*terms: Term) -> Matcher:
    return Matcher.compile([Watchlist(team="team", name="list", terms=terms)])


def found(one: Matcher, text: str) -> list[str]:
    return [match.term for match in one.scan(Passage(text=text)).matches]


@pytest.mark.skipif(native.suspects is None, reason="built without a C compiler")
@settings(max_examples=1_500)
@given(
    st.text("aSvVsAnd12019#.．＃ｖＳ１華한\u00e9\U00020000 -", max_size=16),
    st.integers(0, 150),
    st.booleans(),
)
def test_the_compiled_form_suspects_the_same_words(text: str, at: int, wide: bool) -> None:
    """Wherever they stand: most characters are looked at many together."""
    text = f"{'a b ' * at}{'中' * wide}"[-at:] + text + "b c" * (150 - at)
    assert native.suspects is not None
    assert native.suspects(text) == suspects_in_python(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A100vsH100", ["A100vsH100"]),
        ("华为vsSMIC, 04vs曼城", ["vsSMIC", "04vs"]),
        ("2024A100 and 2024 A100", ["2024A100"]),
        ("5km, 10th, 3GB", []),
        ("canvas vs CANVAS", []),
        ("#quiet", ["quiet"]),
    ],
)
def test_what_is_suspected(text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in suspects(text)] == words


@settings(max_examples=300)
@given(st.text("aB1 華.ﬁ½\u200b-\n", min_size=1, max_size=12), st.data())
def test_places_in_a_cut_text_are_those_of_the_text_as_given(text: str, data: st.DataObject) -> None:
    """Every folded letter stands for the character that it stands for without the cut."""
    at = data.draw(st.integers(1, len(text)))
    cut = fold_cut(text, [at])
    assert cut.source == text
    shifted = fold(f"{text[:at]} {text[at:]}")
    assert cut.text == shifted.text
    for place in range(1, len(cut.text) - 1):
        origin = shifted.origin(place)
        assert cut.origin(place) == (origin if origin < at else max(origin - 1, at))


def test_a_match_tells_the_letters_of_the_name_only() -> None:
    text = "东方华为vsSMIC"
    matches = matcher(*TERMS).scan(Passage(text=text)).matches
    assert [(m.surface, text[m.start : m.end]) for m in matches] == [("华为", "华为"), ("SMIC", "SMIC")]


def test_a_name_that_came_with_an_edit_is_known_beside_a_joint_too() -> None:
    before = matcher(TERMS[1])
    after = before.updated(Watchlist(team="team", name="more", terms=TERMS[:1]))
    assert found(before, "HuaweivsSMIC") == ["Huawei"]
    assert found(after, "HuaweivsSMIC") == ["Huawei", "SMIC"]


def test_what_sieves_many_passages_reads_joints_too() -> None:
    may_name = sieve(TERMS[:1])
    assert may_name(Passage(text="华为vsSMIC"))
    assert not may_name(Passage(text="华为vsSMITH"))
