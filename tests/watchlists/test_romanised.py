"""Chinese names read aloud in Latin letters."""

import pytest

from watchlists.model import MatchReason, Term
from watchlists.spellings.variants import variants


def read(name: str, kind: str = "org") -> set[str]:
    found = variants(Term(name=name, kind=kind))
    read_aloud = (variant.text for variant in found if variant.reason is MatchReason.TRANSLITERATION)
    return set(filter(str.isascii, read_aloud))


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("临溪理工大学", "linxi ligong daxue"),
        ("哈尔滨临溪研究所", "harbin linxi yanjiusuo"),
        ("哈尔滨临溪研究所", "haerbin linxi yanjiusuo"),
        ("临溪通讯股份有限公司", "linxi tongxun"),
        ("临溪通讯股份有限公司", "lin xi tong xun"),
    ],
)
def test_a_name_is_read_aloud(name: str, spelling: str) -> None:
    """Words of two syllables, towns as known abroad, legal forms left out, or every syllable apart."""
    assert spelling in read(name)


def test_a_cloud_is_read_aloud() -> None:
    """Clouds have Chinese names too."""
    assert "linxi yun" in read("临溪云", kind="cloud")


@pytest.mark.parametrize("name", ["临溪", "Linxi Ltd", "临溪 AI 研究所"])
def test_other_names_are_not(name: str) -> None:
    """Two characters are read like too much else; mixed names are written as they are."""
    assert not read(name)
