"""The entity cell: where a name ends, what is an alias, what an address."""

from pathlib import Path

import pytest

from tests.sheets import rows, several
from watchers.parsers.lists.entity_cell import split_cell

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize(("cell", "name", "aliases", "addresses", "rule"), rows(DATA / "entity_cells.csv"))
def test_a_cell_is_split(cell: str, name: str, aliases: str, addresses: str, rule: str) -> None:
    """Name, aliases and addresses come apart in every form the supplements use."""
    told = split_cell(cell)
    assert (told.name, told.aliases, told.addresses) == (name, several(aliases), several(addresses)), rule


def test_a_pointer_to_another_row_is_a_note() -> None:
    """ "See alternate address under …" is neither name nor address."""
    told = split_cell("Quick Fox, 5 Mill Lane, Minsk, Belarus. (See alternate address under Russia).")
    assert told.notes == "See alternate address under Russia"
    assert told.addresses == ("5 Mill Lane, Minsk, Belarus",)


def test_whose_subordinate_a_party_is_is_a_note() -> None:
    """A bracket that says to whom a party belongs is no part of its name."""
    told = split_cell(
        "Grey Swan Co. Ltd. (Subordinate institution of Grey Swan Group), 5 Mill Lane, Xian, China."
    )
    assert (told.name, told.notes) == ("Grey Swan Co. Ltd.", "Subordinate institution of Grey Swan Group")
    assert told.addresses == ("5 Mill Lane, Xian, China",)


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Grey Swan Co., Ltd., Optics Factory Building A, West Road, Hefei, China.", "Grey Swan Co., Ltd."),
        ("Grey Swan Company, North Center Building, Shop No. 5, Dubai, U.A.E.", "Grey Swan Company"),
        ("Swan, Tula Machine Building Bureau, 5 Mill Lane, Tula.", "Swan, Tula Machine Building Bureau"),
    ],
)
def test_a_house_is_no_part_of_the_name(cell: str, name: str) -> None:
    """A building begins an address, with words of organisations in it too; who builds machines is one."""
    assert split_cell(cell).name == name
