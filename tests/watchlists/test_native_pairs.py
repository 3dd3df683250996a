"""Two names are compared by the compiled form as they are in Python, whatever they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.watchlists.pairs_cases import PAIRS
from watchlists import native
from watchlists.names import scorer
from watchlists.names.alignment import Alignment
from watchlists.names.folded import fold
from watchlists.names.initials import acronym
from watchlists.names.prepared import Name, counted, prepare
from watchlists.names.reading import words_of
from watchlists.names.transliterate import BY_LETTER, spelling, spelling_in_python

pytestmark = pytest.mark.skipif(native.weigh is None, reason="built without a C compiler")

# By which step of pairing they meet: spelled alike, apart and together, initials, figures, meanings, sounds.
WORDS = (
    *(
        "quorvex",
        "quorvecs",
        "kvorveks",
        "quor",
        "vex",
        "quorvexov",
        "krasnovar",
        "krasnovarsk",
        "hleb",
        "gleb",
        "ghaderam",
        "qadaram",
    ),
    *(
        "north",
        "wind",
        "northwind",
        "nordwint",
        "tolmarine",
        "tol",
        "marine",
        "tollmarin",
        "al",
        "altolmar",
        "tolmar",
    ),
    *(
        "q",
        "n",
        "w",
        "qn",
        "nw",
        "qnt",
        "nqwt",
        "ivanov",
        "ivanovich",
        "sergei",
        "sergey",
        "muhamed",
        "mohammad",
    ),
    *(
        "1",
        "2",
        "two",
        "ii",
        "12",
        "one",
        "university",
        "univ",
        "institute",
        "plant",
        "trading",
        "technology",
    ),
    *(
        "llc",
        "ltd",
        "ooo",
        "co",
        "gmbh",
        "of",
        "and",
        "moscow",
        "beijing",
        "china",
        "hospital",
        "press",
        "new",
    ),
    *(
        "Институт",
        "Норквекс",
        "завод",
        "толмарин",
        "محمد",
        "القاسم",
        "تولمارين",
        "北京",
        "大学",
        "李",
        "托尔马林",
    ),
    *("한국", "북풍", "ポラリス", "ab", "abc", "a", "aa", "aaa", "é", "ß"),
)
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=7).map(" ".join)
SLIPS = st.tuples(st.integers(0, 60), st.sampled_from(["", " ", "x", "h", "aa", ".", "-", "1"]))


def _slipped(name: str, slips: list[tuple[int, str]]) -> str:
    for at, put in slips:
        place = at % (len(name) + 1)
        name = name[:place] + put + name[place + (not put) :]
    return name


def _shown(a: Name, b: Name, *, person: bool, python: bool) -> tuple[object, ...]:
    found = Alignment(acronym(a, b))
    weigh = scorer.weigh_in_python if python else scorer.weigh
    odds = weigh(a, b, found, person=person)
    return found.pairs, found.left, found.right, found.matched, found.loss, pytest.approx(odds, abs=1e-9)


def _same(left: str, right: str, *, person: bool) -> None:
    for a in prepare(left):
        for b in prepare(right):
            compiled = _shown(a, b, person=person, python=False)
            assert compiled == _shown(a, b, person=person, python=True), (left, right)


@settings(deadline=None, max_examples=400)  # the first names make the tables
@given(NAMES, NAMES, st.booleans())
def test_names_of_the_same_words_are_paired_the_same(left: str, right: str, person: bool) -> None:
    """Words in any order, repeated, in several scripts."""
    _same(left, right, person=person)


@settings(deadline=None, max_examples=400)
@given(NAMES, st.lists(SLIPS, max_size=4), st.permutations(range(7)), st.booleans())
def test_a_name_and_its_damaged_copy_are_paired_the_same(
    name: str, slips: list[tuple[int, str]], order: list[int], person: bool
) -> None:
    """Slips, words cut and joined, another order."""
    words = name.split()
    _same(name, _slipped(" ".join(words[at] for at in order if at < len(words)), slips), person=person)


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40), NAMES)
def test_no_text_breaks_it(left: str, right: str, name: str) -> None:
    """Any text, and any text beside words that agree."""
    _same(left, right, person=False)
    _same(f"{name} {left}", f"{right} {name}", person=True)


@settings(deadline=None, max_examples=400)
@given(st.one_of(NAMES, st.text(max_size=40)), st.integers(0, 9))
def test_the_same_words_of_a_name_count(name: str, times: int) -> None:
    """Legal forms at either end and inside, particles, short forms, repeated words, very many words."""
    words = words_of(fold(f"{name} {'quorvex ' * times}{name * (times > 8)}"))
    compiled = native.counted(words) if words and native.counted else None
    if compiled is not None:
        assert compiled == (plain := counted(words))
        assert (compiled[2] is compiled[0]) == (plain[2] is plain[0])


@pytest.mark.parametrize(
    "name",
    [
        "quorvex llc",
        "limited liability company quorvex 2",
        "co quorvex co trading ag",
        "bank of quorvex",
        "x",
    ],
)
def test_of_usual_names_what_counts_is_told_by_the_compiled_form(name: str) -> None:
    """None of them is left to Python."""
    words = words_of(name)
    assert native.counted is not None
    assert native.counted(words) == counted(words)


@settings(deadline=None, max_examples=400)
@given(st.one_of(st.text("aeiouyhcktszxwgfvj", max_size=14), st.from_regex(r"[a-z]{50,70}", fullmatch=True)))
def test_a_word_is_spelled_the_same(word: str) -> None:
    """Any letters, and words longer than the compiled form takes."""
    if len(word) > 1:
        assert spelling(word) == spelling_in_python(word)


@pytest.mark.parametrize(
    "word", ["tekhnika", "khoroshyov", "yoshkar", "sergeyev", "romanoff", "mariah", "xx", "x" * 60]
)
def test_usual_words_are_spelled_by_the_compiled_form(word: str) -> None:
    """None of them is left to Python."""
    assert native.spelled is not None
    assert native.spelled(word, BY_LETTER) == spelling_in_python(word)
    for wrong in ((), BY_LETTER[1:], ((("t", 1),),) * 128, (("tt",),) * 128, ((("ж", "z"),),) * 128):
        with pytest.raises((TypeError, ValueError)):
            native.spelled("tt", wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(("left", "right", "kind", "same", "rule"), PAIRS)
def test_the_cases_of_the_rules_are_paired_the_same(
    left: str, right: str, kind: str, same: bool, rule: str
) -> None:
    """Those that the rules were made for."""
    del same, rule
    _same(left, right, person=scorer.is_person(kind))


@pytest.mark.parametrize("words", [1, 23, 24, 25, 400])
@pytest.mark.parametrize("letters", [3, 59, 60, 61, 64, 65, 400])
def test_names_at_the_edges_of_what_is_compiled(words: int, letters: int) -> None:
    """As many words, and as many letters, as fit, and one more: what does not fit is Python's."""
    some = [chr(97 + at % 26) + "ouvier"[at % 6] * 2 + "zq" * letters for at in range(words)]
    name = " ".join(word[:letters] for word in some)
    _same(name, name[::-1], person=False)
    _same(name, name.replace("zq", "zk", 1), person=False)
    _same(f"{name}x", name.replace(" ", ""), person=False)
    _same(f"{name[:40]} {name[40:]}", f"{name[:41]} {name[41:]}", person=True)


def test_an_error_in_what_python_is_asked_comes_through() -> None:
    """Nothing is swallowed, and what is no name is refused."""

    def fails(*_: object) -> float:
        raise ZeroDivisionError

    assert native.weigh is not None
    asked = scorer.ASKED
    (a,), (b,) = prepare("Quorvex 1 LLC"), prepare("Кворвекс 2 ООО")
    (sound,), (cut,) = prepare("محمدي"), prepare("Mo hamadi")
    by_sound, joined, forms, letters = ((*asked[:at], fails, *asked[at + 1 :]) for at in range(2, 6))
    for one, other, wrong in ((sound, b, by_sound), (sound, cut, joined), (a, b, forms), (a, b, letters)):
        with pytest.raises(ZeroDivisionError):
            native.weigh(one, other, Alignment(0.5), False, wrong)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="one weight for each figure"):
        native.weigh(a, b, Alignment(0.0), False, (asked[0], (), *asked[2:]))
    for wrong_name in (None, "Quorvex", Alignment(0.0)):
        with pytest.raises(AttributeError):
            native.weigh(a, wrong_name, Alignment(0.0), False, asked)  # type: ignore[arg-type]
