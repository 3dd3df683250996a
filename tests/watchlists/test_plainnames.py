"""The compiled form of spellings in the making: the same as by the rules in Python, whatever the names."""

from __future__ import annotations

import random
from array import array

import pytest

from watchlists import native
from watchlists.compiling import plainnames
from watchlists.compiling.compiled import tabulated
from watchlists.compiling.plainnames import CompiledPart, begun
from watchlists.index import wordings
from watchlists.index.distinct import key_of
from watchlists.index.spelled import SpelledPart
from watchlists.model import Term, Watchlist
from watchlists.text.folding import ASCII_BYTES
from watchlists.words import words
from watchlists.words.legalforms import legal_forms
from watchlists.words.places import places
from watchlists.words.vocabulary import LITTLE, english

pytestmark = pytest.mark.skipif(native.SpelledPart is None, reason="the compiled form was not built")

PLAIN = (
    Term(name="Quorvex Brelmor 17 Trading", kind="org"),
    Term(name="Quorvex Co., Ltd.", kind="org", aliases=("Wen Li Trallom", "OOO Zynbrix")),
    Term(name="Moquent, Adrelo", kind="org"),
    Term(name="Sun Yat Trallom LLC", kind="org"),
)
TELLING = (
    Term(name="Machine Group Ltd", kind="org"),
    Term(name="Shenzhen University", kind="org"),
    Term(name="Quorvex", kind="chip"),
    Term(name="Quorvex Ångblick", kind="org"),
    Term(name='Quorvex "Brelmor" Trading', kind="org"),
    Term(name="SenseTime", kind="org"),
    Term(name="Brelmor, Quorvex Zynbrix", kind="org"),
    Term(name="Brelmor Trallom in Zynbrix", kind="org"),
    Term(name="Trallom Brelmor", kind="org", context=("laser",)),
    Term(name="Trallom Brelmor", kind="org", weak_aliases=("Zyn",)),
    Term(name="XJTU", kind="org"),
    Term(name="Hon Hai Precision", kind="org", aliases=("Huawei Technologies Co., Ltd.",)),
    Term(name=" - ", kind="org"),
    Term(name="word " * 40, kind="org"),
    Term(name="a" * 600, kind="org"),
)


def by_chance(seed: int, size: int) -> tuple[Term, ...]:
    """Return terms of invented words and of those that rules know, in every mixture."""
    dice = random.Random(seed)
    syllables = ("quor", "vex", "bre", "lmor", "zyn", "trall", "om", "brix", "wen", "li", "a", "e")
    invented = ["".join(dice.choices(syllables, k=dice.randrange(1, 4))) for _ in range(400)]
    known = [
        *(*sorted(english())[::400], *sorted(places())[::9], *map(" ".join, sorted(legal_forms()))),
        *(*sorted(LITTLE) * 2, *sorted(words("pronouns.txt"))[::5], "and", "of", "the", "company", "group"),
        *("12", "360", "4paradigm", "institute", "research", "iranian", "national", "№", "大学", "cetc"),
    ]

    def name() -> str:
        parts = dice.choices(
            dice.choice((invented, known, [*invented, *known])), k=dice.choice((1, 1, 2, 2, 3, 3, 4, 7))
        )
        text = dice.choice((" ", " ", " ", ", ", "-")).join(parts)
        return dice.choice((text, text.title(), text.title(), text.upper()))

    terms = [
        Term(
            name=name(),
            kind=dice.choice(("org", "org", "org", "org", "cloud", "chip")),
            aliases=tuple(name() for _ in range(dice.choice((0, 0, 1, 2, 5)))),
            weak_aliases=(name(),) * (dice.random() < 0.1),
            context=("laser",) * (dice.random() < 0.1),
        )
        for _ in range(size)
    ]
    return tuple({term.name: term for term in terms}.values())


@pytest.mark.parametrize("seed", range(4))
def test_the_compiled_form_makes_the_same_spellings(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of lists of officials and of teams, down to the byte."""
    terms = (*by_chance(seed, 500), *PLAIN, *TELLING)
    watchlists = [
        Watchlist(team="t", name="official", official=True, terms=terms),
        Watchlist(team="t", name="own", terms=terms),
    ]
    assert type(begun(len(terms))) is CompiledPart
    compiled = tabulated(watchlists)
    monkeypatch.setattr(native, "SpelledPart", None)
    assert compiled == tabulated(watchlists)


@pytest.mark.parametrize("official", [True, False])
def test_plain_names_are_made_at_a_look_and_others_left_to_the_rules(*, official: bool) -> None:
    """Else nothing would be compiled, or something left out."""
    part = CompiledPart()
    for term in PLAIN:
        assert part.take(1, key_of(term, official=official)) or not official, term  # see `other_alphabet`
    for term in TELLING:
        assert not part.take(1, key_of(term, official=official)), term
    assert type(begun(3)) is SpelledPart  # a few are made sooner than all words are told


def test_anything_may_be_handed_over() -> None:
    """What is no key is none of a plain name; what is of another kind is refused."""
    dice = random.Random(1)
    part = CompiledPart()
    whole = key_of(PLAIN[1], official=True)
    for _ in range(3_000):
        cut = bytearray(whole[: dice.randrange(len(whole) + 1)])
        for _ in range(dice.randrange(3)):
            first = dice.randrange(len(cut) + 1)
            cut[first : first + dice.randrange(4)] = bytes(dice.choices(b'[]",01a \\\n\xe4', k=2))
        part.take(1, bytes(cut))
    assert native.SpelledPart is not None
    assert native.Facts is not None
    fine = native.SpelledPart(native.Facts((), ()), ASCII_BYTES, 3)
    fine.add(1, ["half \ud83d", "word", ""], [False, True, False], 1, 2, 3)
    for wrong in (
        lambda: native.SpelledPart(object(), ASCII_BYTES, 3),  # type: ignore[arg-type,misc]
        lambda: native.SpelledPart(native.Facts((), ()), b"", 3),  # type: ignore[misc]
        lambda: native.Facts(((),) * 17, ()),  # type: ignore[misc]
        lambda: native.Facts(((), (1,)), ()),  # type: ignore[arg-type,misc]
        lambda: native.Facts(("half", ("half \ud83d",)), ()),  # type: ignore[misc]
        lambda: native.Facts((), map(str, range(256))),  # type: ignore[misc]
        lambda: native.Facts((), 3),  # type: ignore[arg-type,misc]
        lambda: native.Facts([], ()),  # type: ignore[arg-type,misc]
        lambda: fine.add(1, ["word"], [], 0, 0, 0),
        lambda: fine.add(1, [1], None, 0, 0, 0),  # type: ignore[list-item]
        lambda: fine.add(1, ["word"], None, 300, 0, 0),
        lambda: fine.add_phrase(1, 2, 0, 0, 0),  # type: ignore[arg-type]
        lambda: fine.hold(("word",)),  # type: ignore[arg-type]
        lambda: fine.take(1, "text"),  # type: ignore[arg-type]
    ):
        with pytest.raises((TypeError, ValueError, OverflowError)):
            wrong()


def test_many_words_are_told_from_one_another() -> None:
    """Where the tables of words grow, as with long lists."""
    part = CompiledPart()
    names = [f"quor{number} vex{number % 777} ltd" for number in range(5_000)]
    for number, name in enumerate(names):
        assert part.take(number, key_of(Term(name=name, kind="org"), official=True))
    part.hold(["vex1", "vex1", "quor1"])
    columns = part._part.columns()
    assert len(set(columns[0].split(b"\n"))) == len(columns[0].split(b"\n")) == 5_000 + 777 + 1
    times = dict(zip(columns[1].split(b"\n"), memoryview(columns[2]).cast("I"), strict=True))
    assert times[b"ltd"] == 5_000
    assert times[b"vex1"] == 5_000 // 777 + 1 + 1
    assert plainnames.begun(5_000) is not None


def test_the_words_of_parts_are_numbered_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A word of two parts has one number; rows from a process may begin anywhere."""
    assert native.join_words is not None
    assert native.renumber is not None
    parts = tuple(map(memoryview, (b"one\ntwo\nthree", b"", "two\nvier\nдва".encode())))
    content, own = native.join_words(parts)
    assert content.decode().split("\n") == ["one", "two", "three", "vier", "два"]
    assert [list(memoryview(row).cast("I")) for row in own] == [[0, 1, 2], [], [1, 3, 4]]
    assert (content, own) == wordings._join_words(parts)
    odd = memoryview(bytearray(17))[1:]
    odd[:] = memoryview(array("I", [0 << 1, 2 << 1, 1 << 1 | 1, 5 << 1 | 1])).cast("B")
    assert list(memoryview(native.renumber(odd, own[2], 10, 3, 4)).cast("I")) == [2, 8, 11 << 1 | 1, 19 << 1]
    assert native.renumber(odd, own[2], 10, 3, 4) == wordings._renumber(
        memoryview(bytes(odd)), own[2], 10, 3, 4
    )
    with pytest.raises(ValueError, match="word"):
        native.renumber(odd, own[1], 10, 3, 4)
    for wrong in ([b""], (1,)):
        with pytest.raises(TypeError):
            native.join_words(wrong)  # type: ignore[arg-type]
    watchlists = [Watchlist(team="t", name="own", terms=(*by_chance(7, 60), *PLAIN, *TELLING))]
    compiled = tabulated(watchlists)
    for loop in ("join_words", "renumber"):
        monkeypatch.setattr(native, loop, None)
    assert compiled == tabulated(watchlists)
