"""The entity cell: where a name ends, what is an alias, what an address."""

import pytest

from watchers.parsers.entity_cell import split_cell


@pytest.mark.parametrize(
    ("cell", "name", "aliases", "addresses"),
    [
        # bullets with line breaks, as the tables have them
        (
            "Blue Heron, a.k.a., the following two aliases:\n—BHI; and\n—Heron Lab.\n12 Long Road, Hefei.",
            "Blue Heron",
            ("BHI", "Heron Lab"),
            ("12 Long Road, Hefei",),
        ),
        # the same on one line, two addresses
        (
            "Heron Institute, a.k.a., the following one alias: —BHI. No. 9, Dam Street; and Room 2, Wuhan.",
            "Heron Institute",
            ("BHI",),
            ("No. 9, Dam Street", "Room 2, Wuhan"),
        ),
        # no alias: a unit belongs to the name, a street does not
        (
            "Grey Lake Academy, Institute of Deep Wells, 20 East Street, Beijing, China 100071.",
            "Grey Lake Academy, Institute of Deep Wells",
            (),
            ("20 East Street, Beijing, China 100071",),
        ),
        # legal forms after a comma belong to the name
        (
            "Tall Pine Optics Co., Ltd., Room 5, Tower B, Samara, Russia.",
            "Tall Pine Optics Co., Ltd.",
            (),
            ("Room 5, Tower B, Samara, Russia",),
        ),
        # brackets
        (
            "Tall Pine Optics (a.k.a., TPO, and Pine Lens), 5 Mill Lane, Minsk, Belarus.",
            "Tall Pine Optics",
            ("TPO", "Pine Lens"),
            ("5 Mill Lane, Minsk, Belarus",),
        ),
        # an alias that ends in a legal form, a point, and an address
        (
            "Quick Fox, a.k.a., the following one alias: —Quick Fox Trading Co. Ltd. Unit 3, Dubai, UAE.",
            "Quick Fox",
            ("Quick Fox Trading Co. Ltd.",),
            ("Unit 3, Dubai, UAE",),
        ),
        # no address at all
        ("Quick Fox", "Quick Fox", (), ()),
        # an em dash inside a name is no bullet
        (
            "Far Coast—Shenyang Works, No. 114 Nanta Street, Shenyang, China.",
            "Far Coast—Shenyang Works",
            (),
            ("No. 114 Nanta Street, Shenyang, China",),
        ),
        # two lists of aliases
        (
            "Mill, a.k.a., the following one alias: —OM; and f.k.a., the following alias: —Elder. 1 Mill Rd.",
            "Mill",
            ("OM", "Elder"),
            ("1 Mill Rd",),
        ),
        # brackets end nothing
        (
            "Deep Lab, a.k.a., the following two aliases: —9th; and —901 Lab (P.O. Box 5, Wuhan). 6 Dam Rd.",
            "Deep Lab",
            ("9th", "901 Lab (P.O. Box 5, Wuhan)"),
            ("6 Dam Rd",),
        ),
    ],
)
def test_a_cell_is_split(cell: str, name: str, aliases: tuple[str, ...], addresses: tuple[str, ...]) -> None:
    """Name, aliases and addresses come apart in every form the supplements use."""
    told = split_cell(cell)
    assert (told.name, told.aliases, told.addresses) == (name, aliases, addresses)


def test_a_pointer_to_another_row_is_a_note() -> None:
    """ "See alternate address under …" is neither name nor address."""
    told = split_cell("Quick Fox, 5 Mill Lane, Minsk, Belarus. (See alternate address under Russia).")
    assert told.notes == "See alternate address under Russia"
    assert told.addresses == ("5 Mill Lane, Minsk, Belarus",)
