"""A notice of TED in the XML of 2016 to 2023: its own languages, winners lot by lot, and no person."""

from watchers.model import Item, SourceKind
from watchers.parsers import ParseContext, parse
from watchers.parsers.detect import recognise

URL = "https://ted.europa.eu/en/notice/012345-2021/xml"


def award(lot: str, *names: str, paid: str = "", failed: str = "") -> str:
    """Return what a form tells of one contract; `failed` is why there is none."""
    if failed:
        why = f"<NO_AWARDED_CONTRACT><{failed}/></NO_AWARDED_CONTRACT>"
        return f"<AWARD_CONTRACT><LOT_NO>{lot}</LOT_NO>{why}</AWARD_CONTRACT>"
    who = "".join(
        f"<CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>{name}</OFFICIALNAME>"
        "<E_MAIL>jana.novakova@example.org</E_MAIL></ADDRESS_CONTRACTOR></CONTRACTOR>"
        for name in names
    )
    return (
        f"<AWARD_CONTRACT><LOT_NO>{lot}</LOT_NO><AWARDED_CONTRACT><CONTRACTORS>{who}</CONTRACTORS>"
        f'<VALUES><VAL_TOTAL CURRENCY="EUR">{paid}</VAL_TOTAL></VALUES></AWARDED_CONTRACT></AWARD_CONTRACT>'
    )


def notice(code: str, *awards: str, work: str = "", procedure: str = "") -> bytes:
    """Return a notice of two lots, in German and English, with what its form tells besides."""
    form = """<F03_2014 CATEGORY="{}" FORM="F03" LG="{}"><CONTRACTING_BODY><ADDRESS_CONTRACTING_BODY>
      <OFFICIALNAME>Institut für Gezeitenphysik</OFFICIALNAME><CONTACT_POINT>Jana Nováková</CONTACT_POINT>
      </ADDRESS_CONTRACTING_BODY></CONTRACTING_BODY><OBJECT_CONTRACT><TITLE><P>{}</P></TITLE>
      <REFERENCE_NUMBER>IGP-2021-7</REFERENCE_NUMBER>{}
      <OBJECT_DESCR ITEM="1"><TITLE><P>Rechner</P></TITLE><LOT_NO>1</LOT_NO>
      <SHORT_DESCR><P>Acht Karten NVIDIA A100.</P></SHORT_DESCR></OBJECT_DESCR>
      <OBJECT_DESCR ITEM="2"><TITLE><P>Speicher</P></TITLE><LOT_NO>2</LOT_NO></OBJECT_DESCR>
      </OBJECT_CONTRACT>{}</F03_2014>"""
    told = procedure + "".join(awards)
    forms = form.format("TRANSLATION", "EN", "Tide computer", work, told)
    forms = form.format("ORIGINAL", "DE", "Gezeitenrechner", work, told) + forms
    return f"""<?xml version="1.0" encoding="UTF-8"?>
    <TED_EXPORT DOC_ID="012345-2021"
    xmlns="http://publications.europa.eu/resource/schema/ted/R2.0.9/publication">
    <CODED_DATA_SECTION><REF_OJS><DATE_PUB>20210106</DATE_PUB></REF_OJS><NOTICE_DATA><URI_LIST>
    <URI_DOC LG="EN">https://ted.europa.eu/udl?uri=TED:NOTICE:012345-2021:TEXT:EN:HTML</URI_DOC></URI_LIST>
    <ISO_COUNTRY VALUE="DE"/><ORIGINAL_CPV CODE="48820000">Servers</ORIGINAL_CPV></NOTICE_DATA>
    <CODIF_DATA><TD_DOCUMENT_TYPE CODE="{code}">Notice</TD_DOCUMENT_TYPE></CODIF_DATA></CODED_DATA_SECTION>
    <FORM_SECTION>{forms}</FORM_SECTION></TED_EXPORT>""".encode()


def read(body: bytes) -> Item:
    return parse(SourceKind.TED, body, ParseContext(source_id="s", url=URL)).items[0]


def test_an_award_tells_its_winners_lot_by_lot() -> None:
    """One contract a lot; a consortium is its members."""
    won = award("1", "Flutwerk GmbH", paid="900000"), award("2", "Ebbe AG", "Tide Systems NV", paid="100000")
    item = read(notice("7", *won, work='<VAL_TOTAL CURRENCY="EUR">1000000</VAL_TOTAL>'))
    assert (item.title, item.id, item.lang) == ("Tide computer", "12345-2021", "en")
    assert item.published is not None
    assert item.published.date().isoformat() == "2021-01-06"
    assert item.url.endswith("TED:NOTICE:012345-2021:TEXT:EN:HTML")
    fields = item.fields
    assert (fields["stage"], fields["buyer"]) == ("award", "Institut für Gezeitenphysik")
    assert fields["supplier"] == ["Flutwerk GmbH", "Ebbe AG", "Tide Systems NV"]
    assert (fields["award_amount"], fields["award_currency"]) == (1_000_000, "EUR")
    assert [(one["supplier"], one["award_amount"]) for one in fields["lots"]] == [
        ("Flutwerk GmbH", 900_000),
        ("Ebbe AG; Tide Systems NV", 100_000),
    ]
    assert (fields["project_number"], fields["models"]) == ("IGP-2021-7", ["A100"])


def test_a_contract_notice_tells_budget_and_deadline() -> None:
    """An hour of one figure is one; the clock is the journal's."""
    until = "<DATE_RECEIPT_TENDERS>2021-02-15</DATE_RECEIPT_TENDERS>"
    until += "<TIME_RECEIPT_TENDERS>9:30</TIME_RECEIPT_TENDERS>"
    work = '<VAL_ESTIMATED_TOTAL CURRENCY="EUR">1200000</VAL_ESTIMATED_TOTAL>'
    fields = read(notice("3", work=work, procedure=f"<PROCEDURE>{until}</PROCEDURE>")).fields
    assert (fields["stage"], fields["deadline"]) == ("tender", "2021-02-15T09:30:00+01:00")
    assert (fields["budget_amount"], fields["budget_currency"]) == (1_200_000, "EUR")


def test_a_notice_that_nobody_won_has_failed_or_was_given_up() -> None:
    failed = [award(lot, failed="PROCUREMENT_UNSUCCESSFUL") for lot in "12"]
    assert read(notice("7", *failed)).fields["stage"] == "failed"
    assert read(notice("7", award("1", failed="PROCUREMENT_DISCONTINUED"))).fields["stage"] == "cancelled"


def test_no_person_of_a_notice_is_kept_and_its_kind_is_recognised() -> None:
    body = notice("7", award("1", "Jana Nováková", paid="5"))
    item = read(body)
    kept = f"{item.title}{item.text}{item.fields}"
    assert "Nov" not in kept
    assert "example.org" not in kept
    assert item.fields["private_suppliers"] == 1
    assert recognise(body, url=URL, content_type="application/xml") is SourceKind.TED
    body = body.replace("<CONTACT_POINT>Jana Nováková".encode(), b"<CONTACT_POINT>Xylophant, Quim")
    item = read(body.replace(b"Rechner", b"Rechner Q. Xylophant"))
    assert "Rechner" in item.text
    assert "Xylophant" not in f"{item.title}{item.text}{item.fields}"
