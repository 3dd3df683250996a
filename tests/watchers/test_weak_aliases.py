"""An alias that a list itself calls weak stays an alias and is marked, whatever the list's word for it."""

import pytest

from watchers.model import SourceKind
from watchers.parsers import ParseContext, parse

LISTS = {
    SourceKind.OFAC_SDN: (
        "<sdnList><publshInformation><Publish_Date>03/01/2026</Publish_Date></publshInformation><sdnEntry>"
        "<uid>7</uid><lastName>HARBOUR</lastName><sdnType>Entity</sdnType><akaList>"
        "<aka><category>strong</category><lastName>QUAY HOUSE</lastName></aka>"
        "<aka><category>weak</category><lastName>QH</lastName></aka></akaList></sdnEntry></sdnList>"
    ),
    SourceKind.UK: (
        "<Designations><DateGenerated>01/03/2026</DateGenerated><Designation><UniqueID>AB1</UniqueID><Names>"
        "<Name><Name6>Harbour</Name6><NameType>Primary Name</NameType></Name>"
        "<Name><Name6>Quay House</Name6><NameType>Alias</NameType>"
        "<AliasStrength>Good quality a.k.a</AliasStrength></Name>"
        "<Name><Name6>QH</Name6><NameType>Alias</NameType>"
        "<AliasStrength>Low quality a.k.a</AliasStrength></Name>"
        "</Names></Designation></Designations>"
    ),
    SourceKind.EU: (
        '<export generationDate="2026-03-01T10:00:00.000+01:00"><sanctionEntity euReferenceNumber="EU.7">'
        '<nameAlias wholeName="Harbour" strong="true"/><nameAlias wholeName="Quay House" strong="true"/>'
        '<nameAlias wholeName="QH" strong="false"/></sanctionEntity></export>'
    ),
    SourceKind.UN: (
        '<CONSOLIDATED_LIST dateGenerated="2026-03-01T00:00:00Z"><ENTITIES><ENTITY><DATAID>7</DATAID>'
        "<FIRST_NAME>Harbour</FIRST_NAME><ENTITY_ALIAS><QUALITY>Good</QUALITY>"
        "<ALIAS_NAME>Quay House</ALIAS_NAME></ENTITY_ALIAS><ENTITY_ALIAS><QUALITY>Low</QUALITY>"
        "<ALIAS_NAME>QH</ALIAS_NAME></ENTITY_ALIAS></ENTITY></ENTITIES></CONSOLIDATED_LIST>"
    ),
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_weak_alias_is_marked(kind: SourceKind) -> None:
    """Both are aliases; the weak one alone is told as such."""
    (entry,) = parse(
        kind, LISTS[kind].encode(), ParseContext(source_id="x", url="https://x.example/")
    ).entries
    assert {alias.casefold() for alias in entry.aliases} == {"quay house", "qh"}
    assert [one for one in entry.details if one.startswith("weak alias")] == ["weak alias: QH"]
