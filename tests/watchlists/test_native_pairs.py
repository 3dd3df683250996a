"""Two names are compared by the compiled form as they are in Python, whatever they are."""

import gc
import re
import sys
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.watchlists.tables_of_cases import PAIRS
from watchlists import native
from watchlists.names import explanation, plain, tokens, vocabulary
from watchlists.names import odds as weighing
from watchlists.names.alignment import Alignment
from watchlists.names.folded import fold
from watchlists.names.judgement import Judgement
from watchlists.names.name import Name, counted
from watchlists.names.persons import is_person
from watchlists.names.plain import plain_words
from watchlists.names.prepared import prepare, prepare_any
from watchlists.names.reading import words_of
from watchlists.names.tokens import Token, token
from watchlists.names.transliterate import BY_LETTER, consonants, spelling, spelling_in_python

pytestmark = pytest.mark.skipif(native.weigh is None, reason="built without a C compiler")

# By which step of pairing they meet: spelled alike, apart and together, initials, figures, meanings, sounds.
WORDS = (
    *("quorvex", "quorvecs", "kvorveks", "quor", "vex", "quorvexov", "krasnovar", "krasnovarsk"),
    *("hleb", "gleb", "ghaderam", "qadaram"),
    *("north", "wind", "northwind", "nordwint", "tolmarine", "tol", "marine", "tollmarin", "al"),
    *("altolmar", "tolmar"),
    *("q", "n", "w", "qn", "nw", "qnt", "nqwt", "ivanov", "ivanovich", "sergei", "sergey"),
    *("muhamed", "mohammad"),
    *("1", "2", "two", "ii", "12", "one", "university", "univ", "institute", "plant"),
    *("trading", "technology"),
    *("llc", "ltd", "ooo", "co", "gmbh", "of", "and", "moscow", "beijing", "china", "hospital"),
    *("press", "new"),
    *("Институт", "Норквекс", "завод", "толмарин", "محمد", "القاسم", "تولمارين", "北京", "大学"),
    *("李", "托尔马林"),
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
    found, odds = (weighing.weigh_in_python if python else weighing.weigh)(a, b, person=person)
    sums = found.matched, found.loss, found.acronym, pytest.approx(odds, abs=1e-9)
    return found.pairs, found.left, found.right, sums


def _same(left: str, right: str, *, person: bool) -> None:
    for a in prepare(left):
        for b in prepare(right):
            compiled = _shown(a, b, person=person, python=False)
            assert compiled == _shown(a, b, person=person, python=True), (left, right)


@settings(max_examples=400)
@given(NAMES, NAMES, st.booleans())
def test_names_of_the_same_words_are_paired_the_same(left: str, right: str, person: bool) -> None:
    """Words in any order, repeated, in several scripts."""
    _same(left, right, person=person)


@settings(max_examples=400)
@given(NAMES, st.lists(SLIPS, max_size=4), st.permutations(range(7)), st.booleans())
def test_a_name_and_its_damaged_copy_are_paired_the_same(
    name: str, slips: list[tuple[int, str]], order: list[int], person: bool
) -> None:
    """Slips, words cut and joined, another order."""
    words = name.split()
    _same(name, _slipped(" ".join(words[at] for at in order if at < len(words)), slips), person=person)


def _judged(a: Name, b: Name, kind: str) -> tuple[object, ...]:
    judged = Judgement(a, b, kind=kind)
    return pytest.approx(judged.odds, abs=1e-9), judged.why()


@settings(max_examples=600)
@given(NAMES, NAMES, st.lists(SLIPS, max_size=2), st.sampled_from(["", "org", "person", "vessel"]))
def test_what_need_not_be_looked_at_changes_nothing(
    name: str, more: str, slips: list[tuple[int, str]], kind: str
) -> None:
    """Two names of some words in common are judged the same where everything is looked at."""
    for a in prepare(f"{name} {more}"):
        for b in prepare(_slipped(name, slips)):
            compiled = _judged(a, b, kind)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(native, "weigh", None)
                assert compiled == _judged(a, b, kind)


@settings(max_examples=600)
@given(NAMES, st.lists(SLIPS, max_size=3), st.permutations(range(7)), NAMES)
def test_names_are_explained_the_same(
    name: str, slips: list[tuple[int, str]], order: list[int], more: str
) -> None:
    """The same reason and the same sentence, of names of which little or much is the same."""
    words = name.split()
    damaged = _slipped(" ".join(words[at] for at in order if at < len(words)), slips)
    for right in (damaged, more, f"{damaged} {more}"):
        for a, b in product(prepare(name), prepare(right)):
            _explained_the_same(a, b)


@pytest.mark.parametrize(("left", "right"), [pair[:2] for pair in PAIRS])
def test_names_of_the_tables_are_explained_the_same(left: str, right: str) -> None:
    """Whatever kind of difference a rule of comparing is about."""
    for a, b in product(prepare(left), prepare(right)):
        _explained_the_same(a, b)


def _explained_the_same(a: Name, b: Name) -> None:
    found, _ = weighing.weigh(a, b, person=False)
    compiled = explanation.explain(a, b, found, short_form=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(native, "explained", None)
        assert compiled == explanation.explain(a, b, found, short_form=False)


@pytest.mark.parametrize(
    ("left", "right", "reason", "detail"),
    [
        ("Quorvex Ltd", "Quorvex GmbH", "legal-form", "legal form ltd / gmbh ignored"),
        ("Ltd Quorvex", "Quorvex North", "partial", "'north' only in one name; legal form ltd ignored"),
        ("Northwind Quorvex", "North Wind Quorvex", "spacing", "'northwind' = 'north wind'"),
        ("Quorvex Tolmar", "Tolmar Quorvex", "word-order", ""),
        ("Quorvex", "Mirdal", "different", "'quorvex' only in one name; 'mirdal' only in one name"),
    ],
)
def test_the_compiled_form_tells_what_is_usual(left: str, right: str, reason: str, detail: str) -> None:
    """It leaves nothing of this to Python."""
    (a,), (b,) = prepare(left), prepare(right)
    found, _ = weighing.weigh(a, b, person=False)
    assert native.explained is not None
    assert native.explained(a, b, found, explanation.TOLD) == (reason, detail)


def test_what_is_no_alignment_is_refused_and_nothing_is_lost() -> None:
    """A wrong argument is an error of the caller; what was held before is let go."""
    (a,), (b,) = prepare("Quorvex Tolmar Ltd"), prepare("Quorvecs North GmbH")
    found, _ = weighing.weigh(a, b, person=False)
    assert native.explained is not None
    held = [a, b, found, found.pairs, a.words, b.tokens, *a.words]
    counts = list(map(sys.getrefcount, held))
    for wrong in (None, 5, [5], [()], [((a.words[0],), (), 1.0, "close")], [((5,), (5,), 1.0, "close")]):
        bad = Alignment(0.0)
        bad.pairs = wrong  # type: ignore[assignment]
        try:
            told = native.explained(a, b, bad, explanation.TOLD)
        except (TypeError, AttributeError):
            told = None
        assert told is None
    with pytest.raises(ValueError, match="reasons"):
        native.explained(a, b, found, ())
    for _ in range(50):
        native.explained(a, b, found, explanation.TOLD)
    assert list(map(sys.getrefcount, held)) == counts


@given(st.text(st.sampled_from("abehijosuvwz'09"), min_size=1, max_size=70))
def test_consonants_are_worked_out_the_same(text: str) -> None:
    """When words are compared; very long ones are left to Python."""
    one, other = Token(text), Token("quorvex")
    for word in (one, other):
        word.key, word._outline = text, None
    other.key = f"x{text}"
    a, b = (Name([word], script="latin") for word in (one, other))
    weighing.weigh(a, b, person=False)
    assert one.outline == consonants(text)


@given(st.text(max_size=40), st.text(max_size=40), NAMES)
def test_no_text_breaks_it(left: str, right: str, name: str) -> None:
    """Any text, and any text beside words that agree."""
    _same(left, right, person=False)
    _same(f"{name} {left}", f"{right} {name}", person=True)


# What stands between words, and words that their neighbours change or that make of a name another.
SIGNS = st.sampled_from(
    (
        *(
            " ",
            "  ",
            ", ",
            " & ",
            "&",
            "-",
            " - ",
            "'",
            "’",
            "ʼ",
            "`",
            '"',
            "«",
            "»",
            "“",
            "–",
            "\u00a0",
            "_",
        ),
        *(
            ".",
            ". ",
            " .",
            "/",
            " / ",
            ";",
            ":",
            "(",
            ")",
            "[",
            "]",
            "\n",
            "\x00",
            "‑",
            "№",
            "´",
            "\ud800",
            "𝒜",
        ),
        *(" no ", " No. 5", "nr 3", " 7", ", 9", "12345", "123'45", " I", " i ", " ex "),
        *(" formerly ", " as "),
        *(" hong kong", " hong", "new york", " new ", "twenty one", " trading as ", " A.B. "),
        *(" J. ", " ind. "),
        *(" da xue", " gong ye ", "beijing ", " aka ", " NII", "FSB", " ё", "Ё", " ж. ", "І", "ї"),
        *(" он ", "бывш."),
    )
)
MIXED = st.lists(st.one_of(st.sampled_from(WORDS), SIGNS), min_size=1, max_size=9).map("".join)


def _told(names: tuple[Name, ...]) -> list[tuple[object, ...]]:
    return [
        (*[getattr(one, slot) for slot in Name.__slots__], one.rest is one.words, one.tokens is one.rest)
        for one in names
    ]


@settings(max_examples=1500)
@given(st.one_of(MIXED, NAMES, NAMES.map(str.title), st.text(max_size=30)))
def test_a_name_read_in_one_go_is_read_the_same(name: str) -> None:
    """Any words with any signs between them: what is cut in one go, and what that leaves to the long way."""
    assert _told(prepare.__wrapped__(name)) == _told(prepare_any(name))


@pytest.mark.parametrize(
    "name",
    [
        "Quorvex",
        "QUORVEX, Tolmar Ivanovich",
        "North & Wind Trading Co., Ltd.",
        "Xi'an Tolmar 2",
        "Tol’mar “Quorvex” – GmbH",
        "New Hong Beijing Saint Marine",
        "ООО «Толмар»",
        "Толмаріїв Завод 7",
        "Da Quorvex Xi Wei Ltd",
        "Huawei Semiconductor Group",  # a firm with its line of business
        "ООО «Группа компаний Ядро»",
        "CSIC 701 Institute",  # a body by its group and number
        "Institute of Quorvex, Academy of Sciences",
        " ".join(f"{one}orv{other}" for one in "bdgklm" for other in "aeiu"),
    ],
)
def test_a_usual_name_is_read_in_one_go(name: str) -> None:
    """None of them is left to Python, and none is for the collector of garbage to look at."""
    found = plain_words(name)
    assert isinstance(found, Name)
    assert _told((found,)) == _told(prepare_any(name))
    assert not gc.is_tracked(found)


@pytest.mark.parametrize("name", ["NPO Quorvex", "of the", "Quorvex of Quorvex", "q " * 31 + "w"])
def test_of_a_name_whose_words_are_counted_in_python_these_are_told(name: str) -> None:
    """Short forms, little words alone, words twice, very many."""
    found = plain_words(name)
    assert isinstance(found, tuple)
    assert found[0] == prepare_any(name)[0].words


@settings(max_examples=1500)
@given(
    st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from(sorted(vocabulary.meanings()[0])),
        st.sampled_from(sorted(vocabulary.short_forms())),
        st.sampled_from(sorted(vocabulary.legal_forms())),
        st.text("aeiouyhcktszxwgfvj", max_size=14),
        st.text(max_size=6),
    ),
    st.sampled_from(("", "", "ov", "ovich", "ovna", "ology", "tsiya", "icheskiy", "zavod", "a" * 50)),
)
def test_a_token_is_made_the_same(word: str, ending: str) -> None:
    """Words with a meaning and without, short forms, fathers' names, international words, long ones."""
    text = word.lower() + ending
    made = text and native.made and native.made(Token, text, tokens.tables())
    if made:
        assert [getattr(made, slot) for slot in Token.__slots__] == [
            getattr(Token(text), slot) for slot in Token.__slots__
        ]
        assert not gc.is_tracked(made)
    assert made or not re.fullmatch("[qjx]{2,12}", text)


def test_what_are_no_tables_of_words_is_refused() -> None:
    """No token is made of what may be none."""
    assert native.made is not None
    asked = tokens.tables()
    for at in range(9):
        with pytest.raises(TypeError):
            native.made(Token, "quorvex", (*asked[:at], None, *asked[at + 1 :]))  # type: ignore[arg-type]
    for wrong, error in (
        ((*asked[:1], {"quorvextol": 1}, *asked[2:]), AttributeError),
        ((*asked[:3], {"kuo": ((1, 2),)}, *asked[4:]), TypeError),
        ((*asked[:6], (1.0,), *asked[7:]), ValueError),
        ((*asked[:9], lambda word: 1 / 0), ZeroDivisionError),
    ):
        with pytest.raises(error):
            native.made(Token, "quorvextol", wrong)  # type: ignore[arg-type]
    for no_class in (None, Token("a")):
        with pytest.raises(TypeError):
            native.made(no_class, "quorvex", asked)  # type: ignore[arg-type]
    for no_text in (None, b"quorvex"):
        with pytest.raises(TypeError):
            native.made(Token, no_text, asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("letters", [59, 60, 61, 119, 120, 238, 239, 240, 241, 2001])
def test_a_name_at_the_edges_of_what_is_read_in_one_go(letters: int) -> None:
    """Words and names as long as fit, and longer ones, in letters and in words."""
    for name in (
        "x" * letters,
        "ж" * letters,
        ("xy " * letters)[:letters],
        ("x" * 59 + " ") * (letters // 60),
    ):
        assert _told(prepare.__wrapped__(name)) == _told(prepare_any(name))


def test_a_word_never_met_gets_its_one_token() -> None:
    """The tables of both forms are filled alike, whichever meets it first."""
    assert native.plain is not None
    asked = plain._asked()
    for name, table in (("Zirquonv", 0), ("Zirquonw.", 1)):
        tables: list[dict[str, Any]] = [{}, {}, {}]
        word = name.strip(".").lower()
        assert word not in tokens.met
        read = native.plain(name, *tables, asked)
        assert isinstance(read, Name)
        assert read.words[0] is tables[table][word] is tokens.met[word] is token(word)
        assert [len(each) for each in tables] == [table == 0, table == 1, 0]


def test_what_is_no_table_of_words_is_refused() -> None:
    """Nothing is swallowed, and nothing taken for a token that may be none."""

    class Fails(dict[str, object]):
        def __missing__(self, word: str) -> object:
            raise ZeroDivisionError

    assert native.plain is not None
    special = frozenset(("quorvex", "a", "b"))  # whose entries only the tables have
    asked = (*plain._asked()[:8], special, special, *plain._asked()[10:])
    words = {"quorvex": token("quorvex")}
    for wrong_asked in (asked[:11], *((*asked[:at], 1, *asked[at + 1 :]) for at in (2, 5, 8, 9, 10, 11))):
        with pytest.raises(TypeError):
            native.plain("Quorvex", words, {}, {}, wrong_asked)  # type: ignore[arg-type]
    for at in (6, 7):
        with pytest.raises(TypeError):
            native.plain("Zirquony", {}, {}, {}, (*asked[:at], 1, *asked[at + 1 :]))  # type: ignore[arg-type]
    for table, wrong in (({}, KeyError), (Fails(), ZeroDivisionError), ({"quorvex": (1, 2)}, TypeError)):
        with pytest.raises(wrong):
            native.plain("Quorvex", table, table, table, asked)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        native.plain("a b", {"a": (1, 2, False)}, {}, {}, asked)  # type: ignore[dict-item]
    with pytest.raises(TypeError):
        native.plain(b"a", {}, {}, {}, asked)  # type: ignore[arg-type]


@settings(max_examples=400)
@given(st.one_of(NAMES, st.text(max_size=40)), st.integers(0, 9))
def test_the_same_words_of_a_name_count(name: str, times: int) -> None:
    """Legal forms at either end and inside, particles, short forms, repeated words, very many words."""
    words = words_of(fold(f"{name} {'quorvex ' * times}{name * (times > 8)}"))
    compiled = native.counted(words) if words and native.counted else None
    if compiled is not None:
        assert compiled == (same := counted(words))
        assert (compiled[2] is compiled[0]) == (same[2] is same[0])


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


@settings(max_examples=400)
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
    _same(left, right, person=is_person(kind))


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
    asked = weighing.ASKED
    (a,), (b,) = prepare("Quorvex 1 LLC"), prepare("Кворвекс 2 ООО")
    (sound,), (cut,) = prepare("محمدي"), prepare("Mo hamadi")
    (heard,), (polaris,) = prepare("ポラリス"), prepare("Polaris")
    by_sound, joined, forms, letters, _, no_type, short = (
        (*asked[:at], fails, *asked[at + 1 :]) for at in range(2, 9)
    )
    (long,) = prepare("Tolmarine " + "Quorvexov" * 6 + " " + "Nordwint" * 6)
    for one, other, wrong in (
        (heard, polaris, by_sound),
        (sound, cut, joined),
        (a, b, forms),
        (long, long, letters),
        (sound, cut, short),
    ):
        with pytest.raises(ZeroDivisionError):
            native.weigh(one, other, False, wrong)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        native.weigh(a, b, False, no_type)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="one weight for each figure"):
        native.weigh(a, b, False, (asked[0], (), *asked[2:]))
    for wrong_name in (None, "Quorvex", Alignment(0.0)):
        with pytest.raises(AttributeError):
            native.weigh(a, wrong_name, False, asked)  # type: ignore[arg-type]
