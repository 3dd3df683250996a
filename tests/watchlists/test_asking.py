"""Which guards a hit is asked: leaving one out for want of what touches the hit never changes an answer."""

import pytest

from tests.watchlists.tables_of_cases import TABLES, Table
from watchlists.compiling.shard import Shard
from watchlists.index.candidates import Entry
from watchlists.judging import beside
from watchlists.judging.asking import GUARDS, OF_PLACE, guards_for
from watchlists.judging.context import Surroundings
from watchlists.judging.hits import (
    CAPITAL_BEHIND,
    COLON_BEHIND,
    COMMA,
    LETTERS,
    NO_CHIP,
    NOT_ASCII,
    ONE_WORD,
    ORG,
    STOP_BEFORE,
    WORD_BEFORE,
    WORDS,
    Hit,
    touching,
    traits,
)
from watchlists.matcher import Matcher
from watchlists.model import MatchReason, Passage, Term, Watchlist
from watchlists.spellings.commonness import Standing
from watchlists.text.normalize import fold

TOUCHING = (
    CAPITAL_BEHIND | COLON_BEHIND | COMMA | NOT_ASCII | ONE_WORD | STOP_BEFORE | WORD_BEFORE
)  # but for slips


def hits(terms: tuple[Term, ...], text: str) -> list[tuple[Hit, int]]:
    """Return every spelling of the terms in a text, with its bits."""
    shard, folded = Shard.of(Entry(term, official=False) for term in terms), fold(text)
    return [
        (
            Hit(found, found.entry.term, folded, Surroundings({"text": folded})),
            traits(found) | touching(found, folded),
        )
        for found in shard.find("text", folded)
        if found.entry is not None
    ]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_guard_that_is_left_out_would_have_objected(table: Table) -> None:
    """What touches a hit says rightly that a guard has nothing to object."""
    shard = Shard.of(Entry(term, official=False) for term in table.watched)
    left_out = 0
    for text, *_ in table.cases:
        folded = fold(text)
        for found in shard.find("text", folded):
            if found.entry is None:
                continue
            bits = traits(found) | touching(found, folded)
            hit = Hit(found, found.entry.term, folded, Surroundings({"text": folded}))
            for needed, guard in GUARDS:
                if needed & TOUCHING & ~bits and not needed & ~TOUCHING & ~bits:
                    left_out += 1
                    assert guard(hit) is None, (text, found.variant.text, guard.__name__)
    assert left_out >= sum(text.isascii() for text, *_ in table.cases)


@pytest.mark.parametrize(
    ("text", "touched"),
    [
        ("We met Vexor today", WORD_BEFORE),
        ("We met Vexor Today", WORD_BEFORE | CAPITAL_BEHIND),
        ("in 2024 Vexor (Ltd)", 0),
        ("(Vexor) won", 0),
        ("www.vexor: 12", STOP_BEFORE | COLON_BEHIND),
        ("met Vexor : 12", WORD_BEFORE | COLON_BEHIND),
        ("“Vexor”", NOT_ASCII),
        ("Vexor-based", 0),
        ("Vexor", 0),
    ],
)
def test_what_touches_a_hit_is_told(text: str, touched: int) -> None:
    """The character before it, the two behind it."""
    ((_, bits),) = hits((Term(name="Vexor", kind="org"),), text)
    assert bits & TOUCHING == touched | ONE_WORD


def test_a_comma_parts_two_words() -> None:
    """Of more it is asked nothing: no two words of the language are told by one between three."""
    kesvor = Term(name="Vexor Kesvor", kind="org"), Term(name="Vexor Kesvor Tolmarin", kind="org")
    ((_, bits),) = hits(kesvor[:1], "met Vexor, Kesvor")
    assert bits & (COMMA | ONE_WORD) == COMMA
    assert not any(bits & (COMMA | ONE_WORD) for _, bits in hits(kesvor[1:], "met Vexor, Kesvor Tolmarin"))


def test_what_a_spelling_is_by_itself_is_found_out_once() -> None:
    """Again in another text it is taken from the term."""
    term = Term(name="Vexor", kind="org")
    ((hit, bits),) = hits((term,), "Vexor won")
    assert hit.candidate.entry is not None
    assert hit.candidate.entry.traits["vexor"] == bits & ~TOUCHING
    assert bits & (WORDS | ORG | NO_CHIP | LETTERS) == WORDS | ORG | NO_CHIP | LETTERS


def test_a_plain_name_is_asked_little() -> None:
    """A company of one word, in the middle of a sentence: whether it is a person's surname."""
    ((_, bits),) = hits((Term(name="Vexor", kind="org"),), "We met Vexor today")
    assert guards_for(bits) == (beside.surname,)


def test_what_is_asked_once_for_all_terms_of_a_spelling_asks_of_no_term() -> None:
    """The guards of a place answer the same for another term, by another rule, that is spelled so there."""
    other = Entry(Term(name="Another Body", kind="cloud", context=("quorvex",)), official=True)
    asked, objected = 0, set()
    for table in TABLES:
        shard = Shard.of(Entry(term, official=False) for term in table.watched)
        for text, *_ in table.cases:
            folded = fold(text)
            for found in shard.find("text", folded):
                if found.entry is None:
                    continue
                variant = found.variant._replace(
                    reason=MatchReason.AFFILIATE, detail="", weak=True, strict=True
                )
                twin = found._replace(entry=other, variant=variant, standing=Standing.WEAK)
                around = Surroundings({"text": folded})
                for guard in set(guards_for(traits(found) | touching(found, folded))) & OF_PLACE:
                    asked += 1
                    verdict = guard(Hit(found, found.entry.term, folded, around))
                    assert guard(Hit(twin, other.term, folded, around)) == verdict, (text, guard.__name__)
                    objected.update([guard] if verdict else [])
    assert asked > len(TABLES)
    assert len(objected) > len(OF_PLACE) / 2


def test_terms_of_one_spelling_are_each_judged_by_their_own_names() -> None:
    """A noun of a team behind it turns down those that are not called so; a given name before it, all."""
    terms = (
        Term(name="Vexor Ltd", kind="org"),
        Term(name="Vexor Inc", kind="org"),
        Term(name="Vexor GmbH", kind="org", aliases=("Kesvor Racing",)),
    )
    found = Matcher.compile([Watchlist(team="t", name="w", terms=terms)]).scan(
        Passage(text="We met Vexor Racing and John Vexor today."), rejected=True
    )
    assert [(match.term, match.start) for match in found.matches] == [("Vexor GmbH", 7)]
    assert sorted((one.term, one.start, one.detail) for one in found.rejected) == [
        ("Vexor GmbH", 29, "a person's surname after John"),
        ("Vexor Inc", 7, "… Racing is another"),
        ("Vexor Inc", 29, "a person's surname after John"),
        ("Vexor Ltd", 7, "… Racing is another"),
        ("Vexor Ltd", 29, "a person's surname after John"),
    ]
