"""The compiled loops answer what their form in Python does, whatever the text."""

import random
import subprocess
import sys
from array import array
from collections.abc import Callable, Sequence
from copy import copy
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.in_python import assert_passing
from tests.watchlists.spaced_names import COUNTED, NAMES, index
from watchlists import native
from watchlists.index.sequences import BARE, STRICT
from watchlists.index.wordindex import WordIndex
from watchlists.scanning import foreknown, wordplaces
from watchlists.scanning.stretches import spelt_in_python
from watchlists.scanning.wordplaces import Place
from watchlists.scanning.wordreader import WordReader
from watchlists.scanning.wordscan import WordScanner
from watchlists.text.normalize import fold, fold_in_python

if TYPE_CHECKING:
    from watchlists._native import Words

pytestmark = pytest.mark.skipif(not native.is_compiled(), reason="built without a C compiler")

# Characters by which step of folding they meet: none, punctuation, marks, lost, several, scripts, halves.
HOSTILE = (
    "ab Z1,.-'(（，。…·“½™é№Ａ１Ⅳßİﬁ﷽㈱\u200b\u00ad\u2010\u3000\u00a0\n\r\t\x1e\x1f\x85\u2028"
    "\u0301\u3099ｶﾞᄀЁёАяαο中国大學〇々ア々한글¹①⒉❸㈠ʼ\u31f0\u4dc0\u3164\ufe0f\ud800\U00020000😀\U0010ffff"
)
WORDS = sorted({word for name in (*NAMES, *COUNTED) for word in name.split()})
AROUND = [
    *("the", "of", "a", "x", "w", "and", "for", "group", "china", "peru", "trading"),
    *("universities", "университет"),
    *(
        "Shen",
        "zhen",
        "ShenzhenUniversity",
        "Quorvax",
        "physics",
        "института",
        "中国",
        "quorvextrading",
        "Tolmarin",
        "Crystal",
        "MACHINE",
        "Machines",
        "co",
        "university2025",
        "1Shenzhen",
        "harbininstituteofmarinetechnology",
        "univ",
        "inst",
        "tech",
        "intl",
        "instituto",
        "de",
        "in",
        "machin",
        "2024",
    ),
    *"awxs",
]
PIECES = st.lists(st.sampled_from([*WORDS, *AROUND]), max_size=12)


@st.composite
def _damaged(draw: st.DrawFn) -> list[str]:
    """The words of a name with one left out, put in or moved, and with letters wrong."""
    words = draw(st.sampled_from(NAMES)).split()
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(words) - 1))
        match draw(st.sampled_from(["put in", "move", "join", "together", "number", "letter", "letter"])):
            case "put in":
                words.insert(at, draw(st.sampled_from(AROUND)))
            case "move":
                words.append(words.pop(at))
            case "join" if at + 1 < len(words):
                words[at : at + 2] = [words[at] + words[at + 1]]
            case "number":
                words = [f"2{words[0]}", *words[1:-1], f"{words[-1]}3"]
            case "together":
                words = ["".join(words)]
            case _:
                cut, letter = draw(st.integers(0, len(words[at]))), draw(st.sampled_from([*"e 015", ""]))
                words[at] = words[at][:cut] + letter + words[at][cut + draw(st.integers(0, 1)) :] or "x"
    return words


AMONG_OTHERS = st.tuples(PIECES, _damaged(), PIECES).map(lambda parts: [*parts[0], *parts[1], *parts[2]])


def _texts() -> st.SearchStrategy[str]:
    return st.one_of(st.text(HOSTILE, max_size=30), st.text(max_size=40))


@given(_texts())
def test_a_text_is_folded_the_same(text: str) -> None:
    """The same characters, each from the same place of the text."""
    compiled, plain = fold(text), fold_in_python(text)
    assert compiled.text == plain.text
    places = range(len(plain.text))
    assert [compiled.origin(at) for at in places] == [plain.origin(at) for at in places]


@given(st.text("アカコミケーン一二口力へ工中 -，", max_size=12))
def test_what_looks_like_katakana_is_folded_the_same(text: str) -> None:
    """Between two katakana, beside one, at either end, and where it counts something."""
    assert fold(text).text == fold_in_python(text).text


@pytest.mark.parametrize("character", HOSTILE)
def test_a_character_is_folded_the_same_wherever_it_stands(character: str) -> None:
    """Between letters, figures, Chinese, Hangul, foreign letters, blanks, and at either end."""
    for before, after in product(["", "a", "1", "中", "한", "я", " ", "，", "a-", "中 "], repeat=2):
        text = f"{before}{character}{after}"
        assert fold(text).text == fold_in_python(text).text, ascii(text)


@pytest.fixture(scope="module", params=[0, 1_000], ids=["words told before", "words read as met"])
def scanners(request: pytest.FixtureRequest) -> tuple[WordScanner, WordScanner]:
    """The same names in the compiled form and in that in Python."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(foreknown, "_SMALL", request.param)
        compiled = WordScanner(index())
        patch.setattr(native, "Words", None)
        return compiled, WordScanner(index())


@pytest.mark.parametrize(
    "written",
    [
        "Quorvax Trading LLC",
        "Harbin Institute of Marne Technolgy",
        "Harbin Inst. of Marine Tech.",
        "LLC Quorvex Trading",
        "Quorvex (Group) Trading LLC",
        "Shenzen University",
        "The Bank for Foreign Trade & Development",
        "Tool et Machine Works",
        "Bank de Foreign Trade y Development",
        "Quorvex Tra ding LLC",
        "Quor vex Trading LLC",
        "Shen zhen University",
        "ShenzhenUniversity",
        "First Li ght Group",
        "FirstLight Group",
        "Plant 45 Tolmarin Works",
        "Plant 45 Tol marine Works",
    ],
)
def test_what_is_amiss_is_told_without_python(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Slips, abbreviations, other orders, words put in: nothing is left to compare."""
    monkeypatch.setattr(foreknown, "_SMALL", 0)
    told = wordplaces.places(index(), WordReader(index()))
    found = list(told.find(fold(f"He works for {written} now."), all_bare=False, alone=False)[0])
    assert found
    assert not any(isinstance(place, Place) for place in found)


@pytest.mark.parametrize(
    "text",
    [
        *("Quorvax Trading LLC", "Shenzen University", "tolmarne", "Zelmarin LLC"),
        *("Inst. of Light Communications", "Institute of Light Communicatins", "Shenzhen Univ."),
    ],
)
def test_a_misspelt_word_is_read_without_python(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor one for short: by which names it stands, the same as with."""
    with monkeypatch.context() as patch:
        patch.setattr(foreknown, "_SMALL", 0)
        told = WordScanner(index())
    plain = WordScanner(index())  # few names: all words are read in Python
    asked: list[str] = []
    read = told._reader.read
    monkeypatch.setattr(told._reader, "read", lambda word: (asked.append(word), read(word))[1])
    assert told.find(fold(text)) == plain.find(fold(text)) != []
    assert set(asked) <= {"of"}  # which says nothing of names


def test_a_place_in_chinese_is_put_into_a_name(scanners: tuple[WordScanner, WordScanner]) -> None:
    for text in ("Kesvor 中国 Ltd", "the Quorvex Trading 中国 LLC", "Shenzhen 中国 University"):
        compiled, plain = scanners
        assert compiled.find(fold(text)) == plain.find(fold(text)), text
    assert plain.find(fold("Kesvor 中国 Ltd"))


@given(AMONG_OTHERS, st.sampled_from([" ", ", ", "-", "  ", "\n"]), st.booleans())
def test_the_same_names_are_found(
    scanners: tuple[WordScanner, WordScanner], words: list[str], between: str, all_bare: bool
) -> None:
    """Words of names and words near them, in any order: the same hits in the same order."""
    compiled, plain = scanners
    folded = fold(between.join(words))
    assert compiled.find(folded, all_bare=all_bare) == plain.find(folded, all_bare=all_bare)


@given(_texts(), PIECES)
def test_no_text_breaks_the_reading_of_words(
    scanners: tuple[WordScanner, WordScanner], text: str, words: list[str]
) -> None:
    """Whatever stands around names, and in words of any length."""
    compiled, plain = scanners
    folded = fold(f"{' '.join(words)} {text} {text * 40} {' '.join(words)}")
    assert compiled.find(folded) == plain.find(folded)


@given(
    st.lists(st.text("abж中", min_size=1, max_size=5), min_size=1, max_size=9),
    st.integers(0, 8),
    st.text("abж中", max_size=14),
    st.tuples(st.integers(0, 14), st.integers(0, 3), st.integers(0, 20), st.integers(1, 2), st.booleans()),
)
def test_the_same_stretches_spell_a_name(
    words: list[str], at: int, more: str, rest: tuple[int, int, int, int, bool]
) -> None:
    """Names that are much like the words around one of them, and others."""
    assert native.spelt is not None
    at %= len(words)
    for target in (more, "".join(words[at : at + 3]), "".join(words)[:20], words[at] + more):
        before = min(rest[0], len(target))
        asked = (words, at, target, before, *rest[1:])
        assert native.spelt(*asked) == spelt_in_python(*asked)


@pytest.mark.parametrize("at", [-1, 1])
def test_what_is_no_place_among_words_is_refused(at: int) -> None:
    assert native.spelt is not None
    with pytest.raises(ValueError, match="no such word"):
        native.spelt(["kesvor"], at, "kesvor", 0, 1, 8, 1, False)
    with pytest.raises(TypeError, match="a word is a str"):
        native.spelt(["kesvor", 7], 0, "kesvor", 0, 1, 8, 1, False)  # type: ignore[list-item]
    assert native.spelt(["kesvor"], 0, "kesvor" * 50, 0, 1, 8, 1, False) is None


# A name of two words, found by the first and by both, and one of the second; in the order of `_words.h`.
TABLES = [
    memoryview(array(code, numbers).tobytes())
    for code, numbers in (
        *(("I", [0, 1]), ("I", [0, 1])),
        *(("I", [0, 2, 3]), ("I", [0, 2, 2])),
        *(("I", [1]), ("I", [0, 1]), ("I", [1])),
        *(("I", [0]), ("I", [0, 1]), ("B", [0] * 6)),
        *(("I", [0, 1]), ("B", [1]), ("I", [0, 1]), ("B", [0] * 6)),
        *(
            ("B", [0, BARE | STRICT]),
            ("I", [0, 1]),
            ("B", [0, 1]),
            ("B", [0, 1]),
            ("B", [0, 2]),
            ("B", [1, 0]),
        ),
        ("I", [0, 0]),
    )
]


def _words(
    read: Callable[[str], Any],
    near: bytes = bytes(16),
    tables: Sequence[memoryview] = TABLES,
    words: bytes = b"one",
) -> "Words":
    """Return the compiled reader of words for one name."""
    assert native.Words is not None
    return native.Words(read, memoryview(near), 2, words, b"two", tuple(tables))


def test_what_is_no_text_is_refused() -> None:
    """An error and no crash."""
    assert native.Folder is not None
    assert native.Words is not None
    with pytest.raises(TypeError):
        native.Folder(chr).fold(b"bytes")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="ASCII"):
        native.Folder(lambda code: "中")
    with pytest.raises(TypeError):
        _words(lambda word: (0, 0, 0, word, (), ())).places(b"bytes", "", False, True, False)
    for short in ([], {"inst": 1}, {1: "institute"}):
        with pytest.raises(TypeError):
            _words(lambda word: (0, 0, 0, word, (), ())).shorten(short)  # type: ignore[arg-type]
    for words in (7, [7], ["one", None]):
        with pytest.raises(TypeError):
            _words(len).mark(0, words)  # type: ignore[arg-type]
    for count in (-1, 1 << 40, 1 << 70):
        with pytest.raises((OverflowError, ValueError)):
            _words(len).expect(count)
    for words in (b"", b"one\ntwo", b"one\n"):
        with pytest.raises(ValueError, match="canonical form"):
            _words(len, words=words)
    for near in (b"", bytes(7)):
        with pytest.raises(ValueError, match="near one another"):
            _words(len, near=near)
    filled = _words(lambda word: (0, 0, 0, word, (), ()), near=b"\xff" * 64)
    assert filled.places(" quorvix ", "quorvix", False, True, False)  # no search goes round for ever
    for answer in (None, (0, 0, 0, "a"), (0, 0, 0, "a", ("b",), ()), (0, 0, 0, "a", (), (-1,))):
        with pytest.raises((TypeError, OverflowError)):
            _words(lambda word, answer=answer: answer).places("a word", "a word", False, True, False)
    with pytest.raises(ZeroDivisionError):
        _words(lambda word: (1 // 0, 0, 0, word, (), ())).places("a word", "a word", False, True, False)


@pytest.mark.parametrize("table", range(len(TABLES)))
def test_tables_that_do_not_fit_one_another_break_nothing(table: int) -> None:
    """A damaged table is refused, or names are looked for in Python."""
    for content in (b"", b"\xff", b"\xff" * 8, b"\xff" * 64, bytes(8), bytes(24), bytes(TABLES[table]) * 3):
        tables = [*TABLES[:table], memoryview(content), *TABLES[table + 1 :]]
        try:
            words = _words(lambda word: (2 | 4 | 32, 1, 3, word, (0, 1 << 40), (0, 9)), tables=tables)
        except ValueError:
            continue
        for text in (" one two ", " two one one ", f" {'one two ' * 50}"):
            for alone, edited in product((False, True), repeat=2):
                places, winners, settled = words.places(text, text[1:-1], False, alone, edited)
                assert winners is not None or not settled
                assert len(places) <= len(text.split())
                assert len(winners or ()) <= len(text.split())


def test_words_that_are_no_text_break_nothing() -> None:
    """Of a damaged file: halves of letters, letters beyond Latin-1, nothing."""
    dice = random.Random(5)
    for _ in range(500):
        written = dice.choice((b"", "\xe9\u4e2d\U00020000".encode(), "\u0434\u043e\u043c".encode(), b"on"))
        words = (written + dice.randbytes(dice.randrange(8))).replace(b"\n", b"")
        try:
            held = _words(lambda word: (2 | 4 | 32, 1, 3, word, (0,), (0,)), words=words or b"o")
        except ValueError:
            continue
        held.mark(0, ["on"])
        text = f" {words.decode('utf-8', 'replace')} two \u4e2d\u56fd two one "
        for alone in (False, True):
            held.places(text, text[1:-1], False, alone, False)


def test_matching_is_the_same_without_the_compiled_form() -> None:
    """All tests of matching pass in Python too."""
    here = Path(__file__)
    assert_passing(str(here.parent), f"--ignore={here}")


def test_words_with_figures_are_read_as_in_python() -> None:
    """Of most it is told by what stands around a listed number that they are no model."""
    listed = "h100 a100 910b 4090 mi300x l40s tpu e5 2680 ad9361 vu9p wcg quorvix university technology 22"
    index = WordIndex.of([*listed.split(), "quorvix university", "university of technology", "rtx 4090"])
    compiled, plain = (WordScanner(index, for_many=True) for _ in range(2))
    plain._places = wordplaces.PlacesInPython(plain._reader)
    more = (
        "8x 16x 128x x8 x16 x 2 4 8 16 s v4 v3a v 80gb 80g 141g gb sxm4 nvl72 pcie oam gpu gpus ti 1 12 "
        "123 2011 1999 nvidia intel amd huawei gpu rtx ascend xc l2flga2104i bbcz cypa25 st th a b 0 5 inst"
    )
    pieces = listed.split() + more.split()
    dice = random.Random(7)
    found = 0
    for _ in range(4_000):
        word = "".join(dice.choices(pieces, k=dice.choice((2, 2, 2, 3, 3, 4))))
        folded = fold(f"of {word}, 2 {dice.choice(pieces)}")
        hits = compiled.find(folded)
        assert set(hits) == set(plain.find(folded)), word
        found += bool(hits)
    assert found > 1_000


def test_a_build_of_older_sources_is_not_used() -> None:
    old = "types.SimpleNamespace(Words=dict, Folder=dict, word_start=len, FORM=0)"
    tried = (
        f"import sys, types; sys.modules['watchlists._native'] = {old}\n"
        "from watchlists import native; print(native.is_compiled(), native.Folder)"
    )
    ran = subprocess.run([sys.executable, "-c", tried], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "None"]


def test_words_as_lines_are_taken_as_one_by_one() -> None:
    """A large index tells words by their letters; lines of words say the same as each word by itself."""
    letters = "abcdéß大иж\ud83d\U00020000"
    dice = random.Random(5)
    names = [
        " ".join("".join(dice.choices(letters, k=dice.randrange(3, 9))) for _ in "ab") for _ in range(1_500)
    ]
    whole = WordIndex.of([*names, long := "quorvexes " + "b" * 60])
    assert all(
        map(len, (whole.heads, whole.long_heads, whole.tails, whole.ends))
    )  # made before: both have them
    apart = copy(whole)
    apart.lines = {
        name: str(lines, "utf-8", "surrogatepass").split("\n")  # type: ignore[misc]
        for name, lines in whole.lines.items()
    }
    scanners = [WordScanner(one) for one in (whole, apart)]
    assert not WordReader(whole).foreknown.is_small
    for _ in range(300):
        near = [
            dice.choice(names).split()[0],
            dice.choice(names)[: dice.randrange(1, 9)],
            dice.choice(names)[1:],
        ]
        folded = fold(
            " ".join((*near, "".join(dice.choices(letters, k=5)), "b" * dice.choice((59, 60)), *near))
        )
        one, other = (list(scanner._places.find(folded, all_bare=True, alone=True)) for scanner in scanners)
        assert one == other
    assert scanners[0].find(fold(long)) == scanners[1].find(fold(long)) != []
