"""The compiled loops answer what their form in Python does, whatever the text."""

import os
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchlists import native, wordreader
from watchlists.normalize import fold, fold_in_python
from watchlists.wordindex import WordIndex
from watchlists.wordscan import WordScanner

pytestmark = pytest.mark.skipif(not native.is_compiled(), reason="built without a C compiler")

# Characters by which step of folding they meet: none, punctuation, marks, lost, several, scripts, halves.
HOSTILE = (
    "ab Z1,.-'(（，。…·“½™é№Ａ１Ⅳßİﬁ﷽㈱\u200b\u00ad\u2010\u3000\u00a0\n\r\t\x1e\x1f\x85\u2028"
    "\u0301\u3099ｶﾞᄀЁёАяαο中国大學〇々ア々한글\u31f0\u4dc0\u3164\ufe0f\ud800\U00020000😀\U0010ffff"
)
NAMES = [
    "quorvex trading llc",
    "shenzhen university",
    "national institute of space",
    "first light group",
    "awx",
    "tolmarine",
    "people s bank of zarland",
    "machine tool group",
    "институт прикладной физики",
]
WORDS = sorted({word for name in NAMES for word in name.split()})
AROUND = [
    *("the", "of", "a", "x", "w", "and", "for", "group", "china", "trading", "universities", "университет"),
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
    ),
]
PIECES = st.lists(st.sampled_from([*WORDS, *AROUND]), max_size=12)


def _texts() -> st.SearchStrategy[str]:
    return st.one_of(st.text(HOSTILE, max_size=30), st.text(max_size=40))


@settings(deadline=None)  # the first text makes the tables
@given(_texts())
def test_a_text_is_folded_the_same(text: str) -> None:
    """The same characters, each from the same place of the text."""
    compiled, plain = fold(text), fold_in_python(text)
    assert compiled.text == plain.text
    places = range(len(plain.text))
    assert [compiled.origin(at) for at in places] == [plain.origin(at) for at in places]


@pytest.mark.parametrize("character", HOSTILE)
def test_a_character_is_folded_the_same_wherever_it_stands(character: str) -> None:
    """Between letters, figures, Chinese, Hangul, foreign letters, blanks, and at either end."""
    for before, after in product(["", "a", "1", "中", "한", "я", " ", "，", "a-", "中 "], repeat=2):
        text = f"{before}{character}{after}"
        assert fold(text).text == fold_in_python(text).text, ascii(text)


@pytest.fixture(scope="module", params=[0, 1_000], ids=["words told before", "words read as met"])
def scanners(request: pytest.FixtureRequest) -> tuple[WordScanner, WordScanner]:
    """The same names in the compiled form and in that in Python."""
    spellings = [(name, number, False) for number, name in enumerate(NAMES)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wordreader, "_SMALL", request.param)
        compiled = WordScanner(WordIndex.of(spellings))
        patch.setattr(native, "Words", None)
        return compiled, WordScanner(WordIndex.of(spellings))


@settings(deadline=None)  # the first text makes the tables
@given(PIECES, st.sampled_from([" ", ", ", "-", "  ", "\n"]))
def test_the_same_names_are_found(
    scanners: tuple[WordScanner, WordScanner], words: list[str], between: str
) -> None:
    """Words of names and words near them, in any order: the same hits in the same order."""
    compiled, plain = scanners
    folded = fold(between.join(words))
    assert compiled.find(folded) == plain.find(folded)


@settings(deadline=None)  # the first text makes the tables
@given(_texts(), PIECES)
def test_no_text_breaks_the_reading_of_words(
    scanners: tuple[WordScanner, WordScanner], text: str, words: list[str]
) -> None:
    """Whatever stands around names, and in words of any length."""
    compiled, plain = scanners
    folded = fold(f"{' '.join(words)} {text} {text * 40} {' '.join(words)}")
    assert compiled.find(folded) == plain.find(folded)


def test_what_is_no_text_is_refused() -> None:
    """An error and no crash."""
    assert native.Folder is not None
    assert native.Words is not None
    near = memoryview(bytes(16))
    for ask in (native.Folder(chr).fold, native.Words(lambda word: (0, 0, 0, word), near).places):
        with pytest.raises(TypeError):
            ask(b"bytes")  # type: ignore[operator]
    with pytest.raises(ValueError, match="ASCII"):
        native.Folder(lambda code: "中")
    with pytest.raises(ValueError, match="power of two"):
        native.Words(lambda word: (0, 0, 0, word), memoryview(bytes(24)))
    with pytest.raises(TypeError):
        native.Words(lambda word: None, near).places("a word")  # type: ignore[arg-type, return-value]
    with pytest.raises(ZeroDivisionError):
        native.Words(lambda word: (1 // 0, 0, 0, word), near).places("a word")


def test_matching_is_the_same_without_the_compiled_form() -> None:
    """All tests of matching pass in Python too."""
    here = Path(__file__)
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", str(here.parent), f"--ignore={here}", "-p", "no:cacheprovider"],
        cwd=here.parents[2],
        env={**os.environ, "SANCTIONS_WATCH_PURE_PYTHON": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-3000:]


def test_a_build_of_older_sources_is_not_used() -> None:
    old = "types.SimpleNamespace(Words=dict, Folder=dict, word_start=len, FORM=0)"
    tried = (
        f"import sys, types; sys.modules['watchlists._native'] = {old}\n"
        "from watchlists import native; print(native.is_compiled(), native.Folder)"
    )
    ran = subprocess.run([sys.executable, "-c", tried], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "None"]
