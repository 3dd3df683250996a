"""The entity cell: where a name ends, what is an alias, what an address."""

import pytest

from watchers.parsers.lists.entity_cell import split_cell


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
        # what it is "to include" is no alias
        (
            "Big Elk, a.k.a., the following one alias: —Elk Works; and to include the following addresses: "  # noqa: ISC004
            "Addresses for Big Elk: Elk Base, Hefei, China; and Wuhan.",
            "Big Elk",
            ("Elk Works",),
            ("Elk Base, Hefei, China", "Wuhan"),
        ),
        # aliases without bullets
        (
            "Red Kite, a.k.a. Old Kite; and Kite Works. 5 Mill Lane, Minsk, Belarus.",
            "Red Kite",
            ("Old Kite", "Kite Works"),
            ("5 Mill Lane, Minsk, Belarus",),
        ),
        # an address before the aliases
        (
            "Red Kite, 5 Mill Lane, Minsk, a.k.a., the following one alias: —Kite Works.",
            "Red Kite",
            ("Kite Works",),
            ("5 Mill Lane, Minsk",),
        ),
        # brackets with semicolons, with bullets, and never closed
        ("Red Kite (a.k.a. RK; and KR), 5 Mill Lane.", "Red Kite", ("RK", "KR"), ("5 Mill Lane",)),
        ("Red Kite (a.k.a., —RK; and —KR), 5 Mill Lane.", "Red Kite", ("RK", "KR"), ("5 Mill Lane",)),
        ("Red Kite (a.k.a., RK", "Red Kite", ("RK",), ()),
        # initials, and a legal form before a number
        (
            "Volna, a.k.a., the following one alias: —NPO Volna N.A. Petrov. 40 Mill Avenue, Perm, Russia.",
            "Volna",
            ("NPO Volna N.A. Petrov",),
            ("40 Mill Avenue, Perm, Russia",),
        ),
        (
            "Spire, a.k.a., the following one alias: —Spire Lux S.A. 9 Rue Haute, Luxembourg.",
            "Spire",
            ("Spire Lux S.A.",),
            ("9 Rue Haute, Luxembourg",),
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
        # "and" joins addresses where one ended in its country, not within a building's name or brackets
        (
            "Mill, Box 1, Xian, China, and Room 2, Xian, China and Plot 3, Xian (see Iran, and Oman), China.",
            "Mill",
            (),
            ("Box 1, Xian, China", "Room 2, Xian, China", "Plot 3, Xian (see Iran, and Oman), China"),
        ),
        (
            "Top Kite Ltd., 15/F, Hong Kong and Macau Building, Central, Hong Kong.",
            "Top Kite Ltd.",
            (),
            ("15/F, Hong Kong and Macau Building, Central, Hong Kong",),
        ),
        # an alias without a bullet ends before its place
        ("Kite, a.k.a. Red Kite, Port Town, Venezuela", "Kite", ("Red Kite",), ("Port Town, Venezuela",)),
        (
            "Kite, a.k.a. Kite Institute of Optics, Mechanics, and Physics, 3 Mill Road, Hefei, China",
            "Kite",
            ("Kite Institute of Optics, Mechanics, and Physics",),
            ("3 Mill Road, Hefei, China",),
        ),
        # names that only commas part: each company and body is one, its legal form belongs to it
        (
            "Kite, a.k.a. Foo Lamp Technology Co., Ltd., Bar Institute, No. 5 Road, Wuhan, China",
            "Kite",
            ("Foo Lamp Technology Co., Ltd.", "Bar Institute"),
            ("No. 5 Road, Wuhan, China",),
        ),
        (
            "Kite, a.k.a. Foo Lamps LLC, Bar Kites Co., Ltd., BKC, 5 Mill Lane, Minsk, Belarus.",
            "Kite",
            ("Foo Lamps LLC", "Bar Kites Co., Ltd.", "BKC"),
            ("5 Mill Lane, Minsk, Belarus",),
        ),
        (
            "Kite, a.k.a. Foo Works, FW, Bar Group, and Baz Lamps GmbH and Qux Lamps LLC, Kiln City, Iran.",
            "Kite",
            ("Foo Works", "FW", "Bar Group", "Baz Lamps GmbH", "Qux Lamps LLC"),
            ("Kiln City, Iran",),
        ),
        # what may be part of the name before it stays with that
        (
            "Kite, a.k.a. Dam University, Hefei Research Institute, 3 Mill Road, Hefei, China",
            "Kite",
            ("Dam University, Hefei Research Institute",),
            ("3 Mill Road, Hefei, China",),
        ),
        (
            "Kite, a.k.a. Institute of Wells, Grey Lake Academy, Red Kite Co., Ltd., 3 Mill Road, Hefei",
            "Kite",
            ("Institute of Wells, Grey Lake Academy", "Red Kite Co., Ltd."),
            ("3 Mill Road, Hefei",),
        ),
        # a house or a road may be called after a body; a number may be part of a body's name
        (
            "Kite, a.k.a. Foo Lamps Co., Ltd., Lamp Center 38, Dam University Road, Hefei, China",
            "Kite",
            ("Foo Lamps Co., Ltd.",),
            ("Lamp Center 38, Dam University Road, Hefei, China",),
        ),
        (
            "Kite, a.k.a. Dam Group Co., Ltd. (DGC) 703rd Research Institute, Rm. 302, 3 Mill Road, Hefei",
            "Kite",
            ("Dam Group Co., Ltd. (DGC) 703rd Research Institute",),
            ("Rm. 302, 3 Mill Road, Hefei",),
        ),
        # a technology park is a place
        ("Kite IT, Techno Park Office 1, Dubai, UAE.", "Kite IT", (), ("Techno Park Office 1, Dubai, UAE",)),
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


def test_whose_subordinate_a_party_is_is_a_note() -> None:
    """A bracket that says to whom a party belongs is no part of its name."""
    told = split_cell(
        "Grey Swan Co. Ltd. (Subordinate institution of Grey Swan Group), 5 Mill Lane, Xian, China."
    )
    assert (told.name, told.notes) == ("Grey Swan Co. Ltd.", "Subordinate institution of Grey Swan Group")
    assert told.addresses == ("5 Mill Lane, Xian, China",)
