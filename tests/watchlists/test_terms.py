"""Terms and texts of spellings, made when a text asks for them: the compiled form makes the same ones."""

from __future__ import annotations

import random
from array import array
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlists import native
from watchlists.index import listedwords
from watchlists.index.candidates import Entry
from watchlists.index.distinct import DistinctTerms, entry_of, key_of, put_terms
from watchlists.index.tables import Tables
from watchlists.index.wordings import Wording, Wordings, put_wordings
from watchlists.model import Term

pytestmark = pytest.mark.skipif(native.Terms is None, reason="built without a C compiler")

NAMES = st.text(st.sampled_from('aZ é中\U00020000\ud83d"\\\n\t,[]1'), max_size=8)


def tables_of(owners: Mapping[bytes, array[int]]) -> Tables:
    """Return the tables of terms by their keys, with the watchlists that hold each."""
    tables = Tables()
    put_terms(tables, owners)
    return tables


def told(entry: Entry) -> tuple[Term, bool, list[int], dict[str, int]]:
    """Return what an entry holds."""
    return entry.term, entry.official, list(entry.owners), entry.traits


@given(st.lists(st.tuples(NAMES, st.sampled_from(("org", "chip", 'o"')), st.booleans(), NAMES), max_size=6))
def test_a_term_is_made_the_same(rows: list[tuple[str, str, bool, str]]) -> None:
    """Names with all that a key writes in another way, halves of characters, other names, contexts."""
    owners: dict[bytes, array[int]] = {}
    for number, (name, kind, official, more) in enumerate(rows):
        term = Term(
            name=name, kind=kind, aliases=(more,) if number % 3 == 1 else (), context=(more,) * (number % 2)
        )
        owners[key_of(term, official=official)] = array("I", range(number * 5))
    terms = DistinctTerms(tables_of(owners))
    for number, (key, lists) in enumerate(owners.items()):
        assert told(terms[number]) == told(entry_of(key, lists))
        assert terms[number] is terms[number]


def test_a_plain_name_needs_no_python() -> None:
    """Nearly all terms of an official list are names alone."""
    assert native.Terms is not None
    tables = tables_of({key_of(Term(name="Kesvor Ltd", kind="org"), official=True): array("I", [3, 5])})
    rows = (
        tables.numbers("terms starts"),
        tables["terms"],
        tables.numbers("owners starts"),
        tables.numbers("owners"),
    )
    made = native.Terms(Entry, Term, *rows).make(0)
    assert made is not None
    assert told(made) == (Term(name="Kesvor Ltd", kind="org"), True, [3, 5], {})


@given(st.lists(st.lists(st.text("abé中", min_size=1, max_size=4), min_size=1, max_size=4), max_size=6))
def test_the_text_of_a_spelling_is_the_same(names: list[list[str]]) -> None:
    """With little words, other alphabets, and phrases."""
    wording, part, tables = Wording(), Tables(), Tables()
    expected = []
    for words in names:
        wording.add([*words, "of"])
        wording.add_phrase(words[0])
        expected += [" ".join([*words, "of"]), words[0]]
    wording.put(part)
    put_wordings(tables, [part])
    assert [Wordings(tables)[number] for number in range(len(expected))] == expected


@given(st.lists(NAMES.filter(lambda name: "\n" not in name), unique=True, max_size=12), NAMES)
def test_the_number_of_a_word_is_the_same(words: list[str], other: str) -> None:
    """Other alphabets, halves of characters, a word of no letters; what is no text is no word."""
    assert native.Lines is not None
    content = memoryview("\n".join(words).encode("utf-8", "surrogatepass"))
    behind = "\n".join(words[:2]).encode("utf-8", "surrogatepass")
    compiled, plain = native.Lines(content, behind), listedwords._Lines(content, behind)
    assert len(compiled) == len(plain)
    assert list(compiled) == list(plain)
    are = bytes(number % 2 for number in range(len(words)))
    assert compiled.among([*words, other], are) == plain.among([*words, other], are)
    for word in (*words, *(word + "a" for word in words), other, ""):
        assert compiled.get(word) == plain.get(word)
        assert (word in compiled) == (word in plain)
    assert 7 not in compiled


def test_many_words_keep_their_numbers() -> None:
    """Where many share a place too."""
    assert native.Lines is not None
    words = [f"w{number:x}" for number in range(20_000)]
    lines = native.Lines("\n".join(words).encode())
    assert list(map(lines.get, words)) == list(range(len(words)))
    assert all(lines.get(f"v{number:x}") is None for number in range(20_000))
    with pytest.raises(TypeError):
        native.Lines("text")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        lines.among(7, b"")  # type: ignore[arg-type]
    assert lines.among([7, "w0"], b"") == []  # type: ignore[list-item]
    for number in (-1 - len(lines), len(lines)):
        with pytest.raises(IndexError):
            lines[number]


def test_rows_that_do_not_fit_one_another_break_nothing() -> None:
    """What leads nowhere is left to Python, or refused."""
    assert native.Terms is not None
    assert native.Texts is not None
    assert native.Lines is not None
    dice, words = random.Random(3), native.Lines("one\nдом".encode(), b"two")
    for _ in range(2_000):
        starts, content, others, numbers = (
            memoryview(dice.randbytes(4 * dice.randrange(4)))
            if dice.random() < 0.3
            else memoryview(array("I", sorted(dice.choices(range(6), k=dice.randrange(4)))).tobytes())
            for _ in range(4)
        )
        terms = native.Terms(Entry, Term, starts, content, others, numbers)
        texts = native.Texts(words, starts, numbers)
        for number in (-1, 0, 1, 2, 1 << 40):
            assert terms.make(number) is None
            assert set((texts.text(number) or "").split()) <= {"one", "two"}
    with pytest.raises(OverflowError):
        native.Terms(Entry, Term, *(memoryview(b""),) * 4).make(1 << 70)
    with pytest.raises(ValueError, match="whole numbers"):
        native.Texts(words, memoryview(b"abc"), memoryview(b""))
    with pytest.raises(TypeError):
        native.Texts(("one",), memoryview(b""), memoryview(b""))  # type: ignore[arg-type]


def test_a_class_of_other_slots_is_refused() -> None:
    """One that gains a field must be made another way."""

    class Other:
        __slots__ = ("official", "owners", "term")

    assert native.Terms is not None
    for entry, term in ((Other, Term), (Entry, Other), (Entry, dict), (Entry, 7)):
        with pytest.raises((AttributeError, TypeError, ValueError)):
            native.Terms(entry, term, *(memoryview(b""),) * 4)  # type: ignore[arg-type]
