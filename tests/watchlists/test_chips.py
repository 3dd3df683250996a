"""Model numbers: spellings, counts, and neighbours."""

import pytest

from watchlists.model import Term
from watchlists.spellings.chips import variants
from watchlists.spellings.modelnumbers import model_of


def spellings(name: str) -> set[str]:
    return {variant.text for variant in variants(Term(name=name, kind="chip"))}


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("Nvidia H100", "h100"),
        ("Nvidia H100", "h 100"),
        ("Ascend 910C", "升腾 910c"),
        ("昇腾910C", "ascend 910c"),
        ("Nvidia RTX 5090", "rtx5090"),
        ("Kunlunxin 2", "昆仑芯 2 代"),
        ("昇腾910C", "升腾九一〇 c"),
        ("AMD MI300X", "mi 300x"),
        ("Nvidia Jetson AGX Orin", "jetson agx orin"),
    ],
)
def test_a_chip_is_known_by_its_number(name: str, spelling: str) -> None:
    """Maker left out, figures apart, the line's other name, Chinese figures."""
    assert spelling in spellings(name)


def test_a_lone_figure_names_no_chip() -> None:
    """ "Kunlunxin 2" is never "2"."""
    assert not {"2", "2 代"} & spellings("Kunlunxin 2")


@pytest.mark.parametrize(
    ("word", "model"),
    [
        ("8xh200", "h200"),
        ("h100s", "h100"),
        ("16xa100s", "a100"),
        ("a100sxm4", "a100"),
        ("h800x4", "h800"),
        ("mi325xx8", "mi325x"),
        ("nvidiah800", "h800"),
        ("nvidiartx5090x2", "rtx5090"),
        ("amdmi325x", "mi325x"),
        ("rtx5090gpu", "rtx5090"),
        ("a3024gb", "a30"),
        ("h20141g", "h20"),
        ("nvidiaa10040gb", "a100"),
    ],
)
def test_counts_plurals_and_form_factors_fall_away(word: str, model: str) -> None:
    """What is written onto a model number does not change the chip."""
    assert model in model_of(word)


@pytest.mark.parametrize("word", ["a1000", "h200x", "gb200", "l40d", "nvidiaa1000", "samsunga100", "l4048"])
def test_other_letters_and_figures_stay(word: str) -> None:
    """A longer number is another model."""
    assert not {"a100", "h200", "b200", "l40"} & set(model_of(word))
