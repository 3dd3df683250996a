"""One notice of TED as XML: parties by their numbers, who won which lot, and no person."""

import pytest

from watchers.errors import ParseError
from watchers.model import Item, SourceKind
from watchers.parsers import ParseContext, parse
from watchers.parsers.detect import recognise

SPACES = """
xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"
xmlns:ext="urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2"
xmlns:efac="http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1"
xmlns:efext="http://data.europa.eu/p27/eforms-ubl-extensions/1"
xmlns:efbc="http://data.europa.eu/p27/eforms-ubl-extension-basic-components/1"
"""
URL = "https://ted.europa.eu/en/notice/654321-2026/xml"


def organisation(number: str, names: dict[str, str], *, natural: bool = False) -> str:
    told = "".join(f'<cbc:Name languageID="{code}">{name}</cbc:Name>' for code, name in names.items())
    return f"""<efac:Organization>
      <efbc:NaturalPersonIndicator>{str(natural).lower()}</efbc:NaturalPersonIndicator>
      <efac:Company><cac:PartyIdentification><cbc:ID>{number}</cbc:ID></cac:PartyIdentification>
      <cac:PartyName>{told}</cac:PartyName>
      <cac:Contact><cbc:Name>Jana Nováková</cbc:Name>
      <cbc:Telephone>+420 123 456 789</cbc:Telephone></cac:Contact>
      </efac:Company></efac:Organization>"""


def tender(number: str, party: str, lot: str, paid: str, rank: str = "") -> str:
    ranked = f"<cbc:RankCode>{rank}</cbc:RankCode>" if rank else ""
    return f"""<efac:LotTender><cbc:ID>{number}</cbc:ID>{ranked}<cac:LegalMonetaryTotal>
      <cbc:PayableAmount currencyID="CZK">{paid}</cbc:PayableAmount></cac:LegalMonetaryTotal>
      <efac:TenderingParty><cbc:ID>{party}</cbc:ID></efac:TenderingParty>
      <efac:TenderLot><cbc:ID>{lot}</cbc:ID></efac:TenderLot></efac:LotTender>"""


def result(lot: str, code: str, *tenders: str) -> str:
    told = "".join(f"<efac:LotTender><cbc:ID>{one}</cbc:ID></efac:LotTender>" for one in tenders)
    return f"""<efac:LotResult><cbc:TenderResultCode>{code}</cbc:TenderResultCode>{told}
      <efac:TenderLot><cbc:ID>{lot}</cbc:ID></efac:TenderLot></efac:LotResult>"""


def lot(number: str, name: str, more: str = "") -> str:
    return f"""<cac:ProcurementProjectLot><cbc:ID>{number}</cbc:ID>{more}<cac:ProcurementProject>
      <cbc:Name languageID="CES">{name}</cbc:Name>
      <cac:RequestedTenderTotal><cbc:EstimatedOverallContractAmount currencyID="CZK">900000
      </cbc:EstimatedOverallContractAmount></cac:RequestedTenderTotal>
      </cac:ProcurementProject></cac:ProcurementProjectLot>"""


def notice(
    root: str,
    form: str,
    kind: str,
    *,
    results: str = "",
    lots: str,
    extension: str = "",
    number: str = "00654321-2026",
) -> bytes:
    published = (
        f"""<efac:Publication><efbc:NoticePublicationID>{number}</efbc:NoticePublicationID>
      <efbc:PublicationDate>2026-03-02+01:00</efbc:PublicationDate></efac:Publication>"""
        if number
        else ""
    )
    parties = "".join(
        (
            organisation("ORG-0001", {"CES": "Ústav fyziky", "ENG": "Institute of Physics"}),
            organisation("ORG-0002", {"CES": "Kryogenní systémy s.r.o."}),
            organisation("ORG-0003", {"CES": "Vakuum a.s."}),
            organisation("ORG-0004", {"CES": "Karel Dvořák"}, natural=True),
        )
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?><!-- a notice -->
    <{root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:{root}-2" {SPACES}>
    <ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>{extension}{results}
    <efac:Organizations>{parties}</efac:Organizations>{published}
    </efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>
    <cbc:ID schemeName="notice-id">0d0d0d0d-1111-2222-3333-444444444444</cbc:ID>
    <cbc:ContractFolderID>aaaa-bbbb</cbc:ContractFolderID><cbc:IssueDate>2026-02-27+01:00</cbc:IssueDate>
    <cbc:NoticeTypeCode listName="{form}">{kind}</cbc:NoticeTypeCode>
    <cac:ContractingParty><cac:Party><cac:PartyIdentification><cbc:ID>ORG-0001</cbc:ID></cac:PartyIdentification>
    </cac:Party></cac:ContractingParty>
    <cac:ProcurementProject><cbc:Name languageID="CES">Kryostat</cbc:Name>
    <cbc:Name languageID="ENG">Dilution refrigerator</cbc:Name>
    <cbc:Description languageID="CES">Dodávka kryostatu Triton 500.</cbc:Description>
    <cac:MainCommodityClassification><cbc:ItemClassificationCode>38500000</cbc:ItemClassificationCode>
    </cac:MainCommodityClassification><cac:RealizedLocation><cac:Address>
    <cbc:CountrySubentityCode>CZ010</cbc:CountrySubentityCode><cac:Country>
    <cbc:IdentificationCode>CZE</cbc:IdentificationCode></cac:Country></cac:Address></cac:RealizedLocation>
    </cac:ProcurementProject>{lots}</{root}>""".encode()


def read(body: bytes) -> Item:
    return parse(SourceKind.TED, body, ParseContext(source_id="s", url=URL)).items[0]


GROUPS = "".join(
    f"<efac:TenderingParty><cbc:ID>{party}</cbc:ID>"
    + "".join(f"<efac:Tenderer><cbc:ID>{who}</cbc:ID></efac:Tenderer>" for who in members)
    + "</efac:TenderingParty>"
    for party, members in {
        "TPA-1": ["ORG-0002", "ORG-0003"],
        "TPA-2": ["ORG-0003"],
        "TPA-3": ["ORG-0004"],
    }.items()
)
LOTS = (
    lot("LOT-0001", "Kryostat")
    + lot("LOT-0002", "Dewar")
    + lot("LOT-0003", "Opravy")
    + lot("GLO-0001", "Vše")
)


def award(signed: str = "TEN-1") -> bytes:
    contract = f"<efac:LotTender><cbc:ID>{signed}</cbc:ID></efac:LotTender>"
    contract = f"<efac:SettledContract>{contract}</efac:SettledContract>"
    return notice(
        "ContractAwardNotice",
        "result",
        "can-standard",
        lots=LOTS,
        results=f"""<efac:NoticeResult><cbc:TotalAmount currencyID="CZK">1500000</cbc:TotalAmount>
        {result("LOT-0001", "selec-w", "TEN-1", "TEN-2")}{result("LOT-0002", "clos-nw")}
        {result("LOT-0003", "selec-w", "TEN-3", "TEN-4")}
        {tender("TEN-1", "TPA-1", "LOT-0001", "1400000", "1")}
        {tender("TEN-2", "TPA-2", "LOT-0001", "1600000", "2")}
        {tender("TEN-3", "TPA-3", "LOT-0003", "100000", "1")}
        {tender("TEN-4", "TPA-2", "LOT-0003", "-1", "2")}
        {contract if signed else ""}{GROUPS}</efac:NoticeResult>""",
    )


@pytest.mark.parametrize("signed", ["TEN-1", ""])
def test_winners_are_found_by_their_numbers(signed: str) -> None:
    """Each member of a consortium won its lot; who came second did not, nor did anybody a closed lot."""
    item = read(award(signed))
    assert (item.id, item.title) == ("654321-2026", "Dilution refrigerator")
    assert item.published is not None
    assert item.published.isoformat() == "2026-03-02T00:00:00+01:00"
    assert item.fields["buyer"] == "Institute of Physics"
    assert item.fields["supplier"] == ["Kryogenní systémy s.r.o.", "Vakuum a.s."]
    assert (item.fields["stage"], item.fields["project_number"]) == ("award", "aaaa-bbbb")
    assert (item.fields["award_amount"], item.fields["award_currency"]) == (1500000, "CZK")
    assert [one.get("supplier") for one in item.fields["lots"]] == [
        "Kryogenní systémy s.r.o.; Vakuum a.s.",
        None,
        None,
    ]
    assert [one.get("award_amount") for one in item.fields["lots"]] == [1400000, None, 100000]
    assert item.fields["region"] == "CZE, CZ010"


def test_no_person_of_a_notice_is_kept() -> None:
    """Contacts leave every text; who sells alone is matched, counted and kept nowhere."""
    item = read(award())
    kept = f"{item.title}{item.text}{item.fields}"
    for told in ("Nováková", "420", "Dvořák"):
        assert told not in kept
    assert item.fields["private_suppliers"] == 1
    assert "Karel Dvořák" in item.whole
    lots = lot("LOT-0001", "Dewar pro: Quim Xylophant") + lot("LOT-0002", "Kryostat, Q. Xylophant")
    body = notice("ContractNotice", "competition", "cn-standard", lots=lots)
    item = read(body.replace("Jana Nováková".encode(), b"Xylophant, Quim"))
    assert "Xylophant" not in f"{item.text}{item.fields}"


def test_a_contract_notice_tells_budget_and_deadline() -> None:
    """Of the lots' deadlines the first, with its hour; what changes a notice is a correction."""
    until = """<cac:TenderingProcess><cac:TenderSubmissionDeadlinePeriod>
    <cbc:EndDate>2026-04-0{}+02:00</cbc:EndDate><cbc:EndTime>12:00:00+02:00</cbc:EndTime></cac:TenderSubmissionDeadlinePeriod></cac:TenderingProcess>"""
    lots = lot("LOT-0001", "Kryostat", until.format(9)) + lot("LOT-0002", "Dewar", until.format(2))
    item = read(notice("ContractNotice", "competition", "cn-standard", lots=lots))
    assert (item.fields["stage"], item.fields["deadline"]) == ("tender", "2026-04-02T12:00:00+02:00")
    assert (item.fields["budget_amount"], item.fields["budget_currency"]) == (1800000, "CZK")
    changed = notice("ContractNotice", "competition", "cn-standard", lots=lots, extension="<efac:Changes/>")
    assert read(changed).fields["stage"] == "correction"


def test_a_notice_that_nobody_won_has_failed() -> None:
    """All lots closed without a winner."""
    results = f"<efac:NoticeResult>{result('LOT-0001', 'clos-nw')}</efac:NoticeResult>"
    item = read(notice("ContractAwardNotice", "result", "can-standard", lots=LOTS, results=results))
    assert item.fields["stage"] == "failed"
    assert "supplier" not in item.fields


@pytest.mark.parametrize("outcome", ["", "<efac:LotResult>{}</efac:LotResult>"])
@pytest.mark.parametrize(
    ("form", "kind", "stage"),
    [("cont-modif", "can-modif", "correction"), ("dir-awa-pre", "veat", "single-source")],
)
def test_a_contract_tells_who_has_it_where_no_result_of_a_lot_does(
    outcome: str, form: str, kind: str, stage: str
) -> None:
    """Who made a tender without a contract won nothing."""
    its_lot = "<efac:TenderLot><cbc:ID>LOT-0002</cbc:ID></efac:TenderLot>"
    results = f"""<efac:NoticeResult>{outcome.format(its_lot)}
        {tender("TEN-1", "TPA-1", "LOT-0002", "90000")}{tender("TEN-2", "TPA-3", "LOT-0002", "70000")}
        <efac:SettledContract><efac:LotTender><cbc:ID>TEN-1</cbc:ID></efac:LotTender></efac:SettledContract>
        {GROUPS}</efac:NoticeResult>"""
    item = read(notice("ContractAwardNotice", form, kind, lots=LOTS, results=results))
    assert item.fields["stage"] == stage
    assert item.fields["supplier"] == ["Kryogenní systémy s.r.o.", "Vakuum a.s."]
    assert "private_suppliers" not in item.fields
    assert (item.fields["award_amount"], item.fields["award_currency"]) == (90000, "CZK")


def test_a_notice_is_recognised_and_a_broken_one_is_a_sentence() -> None:
    """The link of one that is in no journal yet is the address it came from."""
    body = award()
    assert recognise(body, url=URL, content_type="application/xml") is SourceKind.TED
    fresh = notice("ContractNotice", "competition", "cn-standard", lots=LOTS, number="")
    assert read(fresh).url == URL
    with pytest.raises(ParseError, match="Not a TED notice: the XML is broken or cut off"):
        read(body[:-400])
