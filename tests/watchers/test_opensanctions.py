"""OpenSanctions' files, told apart by their shape."""

import json

import pytest

from watchers.errors import ParseError
from watchers.model import Entry, Parsed, SourceKind
from watchers.parsers import ParseContext, parse


def read(body: str) -> Parsed:
    """Return what a file says."""
    return parse(
        SourceKind.OPENSANCTIONS, body.encode(), ParseContext(source_id="os", url="https://example.org/x")
    )


SIMPLE = (
    "id,schema,name,aliases,birth_date,countries,addresses,identifiers,sanctions,phones,emails,program_ids,dataset,"
    "first_seen,last_seen,last_change\n"
    'NK-1,Company,Blue Heron,"BH;""Heron; Blue""",,cn;hk;cn,1 Dam Street,77,Rule 5,+1,,US-EL,US list,'
    "2023-04-20T06:38:59,2026-01-01T00:00:00,2025-01-01T00:00:00\n"
)


def entity(number: str, schema: str, **properties: list[str]) -> str:
    """Return one line of entities."""
    return json.dumps(
        {
            "id": number,
            "caption": properties.get("name", ["x"])[0],
            "schema": schema,
            "properties": properties,
            "datasets": ["eu_fsf"],
            "first_seen": "2023-04-20T18:00:25",
            "last_seen": "2026-06-01T10:57:03",
        }
    )


LINES = "\n".join(
    (
        entity(
            "NK-1",
            "Company",
            name=["Blue Heron", "Héron"],
            alias=["BH"],
            country=["cn"],
            addressEntity=["a-1"],
        ),
        entity("NK-2", "Person", name=["Red Kite"], nationality=["by"], birthDate=["1960"], program=["BLR"]),
        entity("a-1", "Address", full=["1 Dam Street, Hefei"]),
        entity("s-1", "Sanction", entity=["NK-1"], program=["EU-RUS"]),
    )
)


def test_targets_csv() -> None:
    """Joined values come apart; one in quotation marks keeps its semicolon."""
    (entry,) = read(SIMPLE).entries
    assert entry == Entry(
        entity_id="NK-1",
        name="Blue Heron",
        list="OpenSanctions: US list",
        kind="organization",
        aliases=("BH", "Heron; Blue"),
        country="China",
        addresses=("1 Dam Street",),
        programs=("US-EL",),
        start="2023-04-20",
        url="https://www.opensanctions.org/entities/NK-1/",
        remarks="Rule 5",
        details=("identifier: 77",),
    )


def test_entities_take_addresses_and_programs_from_the_records_that_hang_on_them() -> None:
    """Addresses and sanctions are records of their own, not parties."""
    parsed = read(LINES)
    heron, kite = parsed.entries
    assert parsed.as_of == "2026-06-01"
    assert (heron.name, heron.aliases, heron.country) == ("Blue Heron", ("Héron", "BH"), "China")
    assert (heron.addresses, heron.programs) == (("1 Dam Street, Hefei",), ("EU-RUS",))
    assert (kite.kind, kite.country, kite.details) == (
        "person",
        "Belarus",
        ("date of birth: 1960", "nationality: by"),
    )


def test_what_has_no_field_of_its_own_stands_in_the_details() -> None:
    """Gender, sources, weak aliases and further countries are told; a description is a remark."""
    line = entity(
        "NK-3",
        "Person",
        name=["Red Kite"],
        country=["cn", "by"],
        gender=["female"],
        weakAlias=["RK"],
        sourceUrl=["https://lists.example/3"],
        notes=["Rule 5."],
        description=["A buyer."],
    )
    (kite,) = read(line).entries
    assert kite.remarks == "Rule 5. A buyer."
    assert kite.aliases == ("RK",)
    other = "China" if kite.country == "Belarus" else "Belarus"
    assert set(kite.details) == {
        "gender: female",
        "source: https://lists.example/3",
        "weak alias: RK",
        f"country: {other}",
    }


def test_a_delta_is_said_to_be_one() -> None:
    """A file of changes is read, and its warning says that it is no list; deleted ids are named."""
    added = {"op": "ADD", "entity": json.loads(LINES.splitlines()[0])}
    parsed = read("\n".join((json.dumps(added), '{"op": "DEL", "entity": {"id": "NK-9"}}')))
    assert [entry.entity_id for entry in parsed.entries] == ["NK-1"]
    assert parsed.warnings == (
        "This is a file of changes, not a whole list: 1 added or modified, 1 deleted (NK-9).",
    )
    assert parsed.as_of == ""
    assert parsed.partial


def test_a_single_operation_is_read() -> None:
    """A delta of one line looks like one JSON document."""
    assert "1 deleted (NK-9)" in read('{"op": "DEL", "entity": {"id": "NK-9"}}').warnings[0]


def test_indexes_have_no_entries() -> None:
    """An index and a table of deltas tell versions and days, and that they are no list."""
    index = {"name": "us_el", "updated_at": "2026-06-13T08:57:05", "entity_count": 5, "resources": []}
    parsed = read(json.dumps(index))
    assert (parsed.entries, parsed.as_of) == ((), "2026-06-13")
    assert "us_el: 5 entities" in parsed.warnings[0]
    several = read(json.dumps({"datasets": [index, index | {"name": "eu"}]}))
    assert len(several.warnings) == 2
    deltas = read(json.dumps({"versions": {"1-a": "u", "2-b": "u"}, "updated_at": "2026-05-28T14:47:29Z"}))
    assert deltas.as_of == "2026-05-28"
    assert "newest 2-b" in deltas.warnings[0]


def test_a_source_table_with_chinese_names() -> None:
    """Maintained tables have no ids; the Chinese name is an alias."""
    (entry,) = read(
        "Type,QID,Name,Alias,Chinese name,Country,Topics,Summary,Chinese summary,Body,List,Date,End date,"
        "Source URL,Address\n"
        "Company,,Blue Heron Inc.,,蓝鹭公司,US,sanction.counter,,,Ministry,UEL,04.02.2025,,https://example.org/n,\n"
    ).entries
    assert (entry.name, entry.aliases, entry.country) == ("Blue Heron Inc.", ("蓝鹭公司",), "United States")
    assert (entry.list, entry.start) == ("UEL - Ministry", "2025-02-04")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("<html>blocked</html>", "web page"),
        (LINES[:-30], "cut off"),
        ("id,name\n1,x\n", "no column"),
        ('{"hello": 1}', "names no data set"),
        (SIMPLE.splitlines()[0], "no entries"),
        (SIMPLE[:-90], "cut off"),
        ('{"a": 1}\n{"b": 2}\n', "no line is an entity"),
    ],
)
def test_anything_else_is_refused(body: str, words: str) -> None:
    """Each wrong or broken file is a failure."""
    with pytest.raises(ParseError, match=words):
        read(body)


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ('""""""', ""),
        ('"""Makes lenses; and mirrors"";Rule 5"', "Makes lenses; and mirrors; Rule 5"),
        ('"""Makes """"lenses"""""""', 'Makes "lenses"'),
        ('";Rule 5;Rule 5"', "Rule 5"),
    ],
)
def test_what_is_said_of_sanctions_comes_without_its_quotation_marks(cell: str, told: str) -> None:
    """The column joins values as the others do: what holds a semicolon stands in quotation marks."""
    (entry,) = read(SIMPLE.replace("Rule 5", cell)).entries
    assert entry.remarks == told
