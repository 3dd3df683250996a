"""An index of names that was kept as tables answers as the one that was made."""

import pytest

from watchlists.index.tables import Tables
from watchlists.lookup import NameIndex
from watchlists.model import Party

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


@pytest.fixture
def kept(made: NameIndex) -> NameIndex:
    content = b"".join(made.tables().packed())
    return NameIndex.kept(Tables.unpacked(content))


@pytest.mark.parametrize("query", QUERIES)
def test_what_was_kept_answers_the_same(made: NameIndex, kept: NameIndex, query: str) -> None:
    """Candidates, their order and scores, reasons and all that a list says of them."""
    assert kept.search(query) == made.search(query)
    assert kept.search(query, limit=2) == made.search(query, limit=2)


def test_most_queries_find_somebody(made: NameIndex) -> None:
    """Else the answers compared above would be empty ones."""
    assert sum(bool(made.search(query)) for query in QUERIES) > 15


def test_what_was_kept_counts_the_same(made: NameIndex, kept: NameIndex) -> None:
    """Names that can be read, each alias once."""
    assert len(kept) == len(made) == 14


def test_an_index_of_nobody_is_kept_too() -> None:
    """As before any list is held."""
    kept = NameIndex.kept(NameIndex.build(()).tables())
    assert len(kept) == 0
    assert kept.search("Quorvex") == ()
