"""An index of names is plain tables: kept in a file, or filed in many runs, it answers the same."""

import pytest

import watchlists.names.filed
from watchlists.index.tables import Tables
from watchlists.lookup import NameIndex
from watchlists.model import Party
from watchlists.names.filed import tables_of
from watchlists.names.filing import WHOLE, entries

PARTIES = (
    Party(
        entity_id="1", name="Quorvex Optics Ltd", list="one", aliases=("QO", "Кворвекс Оптика"), note="a\nb"
    ),
    Party(entity_id="2", name="北京航空航天大学", list="two", aliases=("Beihang University",), kind="org"),
    Party(entity_id="3", name="Korea Mining Development Trading Corporation", list="two", aliases=("KOMID",)),
    Party(entity_id="4", name="前田健一", list="two", kind="person", country="JP", url="https://a.test/4"),
    Party(entity_id="5", name='Quorvex "Q" Trading / Brelmor Trading', list="one", citation="89 FR 1"),
    Party(entity_id="6", name="Ombrix \ud83d Marine", list="one", aliases=("Ombrix \ud83d Marine", "—")),
    Party(entity_id="7", name="—", list="one"),
    Party(entity_id="8", name="Shenzhen University", list="two", aliases=("SZU", "深圳大学")),
    Party(entity_id="9", name="Snow Storm I", list="one", kind="vessel"),
)
QUERIES = (
    *("Quorvex Optics", "Optics Quorvex", "Quorvx Optcis", "QO", "кворвекс", "Brelmor", "Quorvex Q"),
    *(
        "北航",
        "北京航天大学",
        "Beihang",
        "KOMID",
        "Korea Mining Development",
        "Kenichi Maeda",
        "Maeda Ken'ichi",
    ),
    *("Ombrix Marine", "—", "", "Shenzen Universty", "SZU", "Snow Storm 1", "nothing of the kind"),
)


@pytest.fixture
def made() -> NameIndex:
    return NameIndex.build(PARTIES)


@pytest.mark.parametrize("query", QUERIES)
def test_what_was_kept_answers_the_same(made: NameIndex, query: str) -> None:
    """Candidates, their order and scores, reasons and all that a list says of them."""
    kept = NameIndex(Tables.unpacked(b"".join(tables_of(PARTIES).packed())))
    assert kept.search(query) == made.search(query)
    assert kept.search(query, limit=2) == made.search(query, limit=2)


def test_most_queries_find_somebody(made: NameIndex) -> None:
    """Else the answers compared above would be empty ones."""
    assert sum(bool(made.search(query)) for query in QUERIES) > 15


@pytest.mark.parametrize("words", [1, 2, 5])
def test_filed_in_many_runs_they_are_the_same_tables(monkeypatch, words: int) -> None:
    """Some words at a time, as of very many names, and all at once."""
    at_once = tables_of(PARTIES)
    monkeypatch.setattr(watchlists.names.filed, "_RUN", words)
    assert tables_of(iter(PARTIES)) == at_once


def test_every_name_stands_under_each_of_its_entries() -> None:
    """Once under each, in order; a name counts what it is filed under, as often as it is rare."""
    index = NameIndex.build(PARTIES)
    held = index._held
    for key, places in held.filed.items():
        assert list(places) == sorted(set(places)), key
    for position, name in enumerate(held.names):
        for key in entries(name):
            assert position in held.filed[key], (key, name.folded)
        worth = sum(held.rarity(key, len(held.filed[key])) for key in entries(name) if key[0] not in WHOLE)
        assert held.weights[position] == pytest.approx(worth, rel=1e-6)


def test_what_was_kept_counts_the_same(made: NameIndex) -> None:
    """Names that can be read, each alias once."""
    assert len(NameIndex(tables_of(PARTIES))) == len(made) == 14


def test_an_index_of_nobody_is_kept_too() -> None:
    """As before any list is held."""
    kept = NameIndex(tables_of(()))
    assert len(kept) == 0
    assert kept.search("Quorvex") == ()
