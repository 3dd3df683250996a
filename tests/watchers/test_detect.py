"""A body tells its kind; a page names its feeds."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from watchers.errors import ParseError
from watchers.model import SourceKind
from watchers.parsers import ParseContext, parse
from watchers.parsers.detect import feed_links, recognise

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize(
    ("body", "url", "kind"),
    [
        ("<?xml version='1.0'?><!-- c --><rss version='2.0'/>", "", "feed"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'/>", "", "feed"),
        ("<rdf:RDF xmlns:rdf='x'/>", "", "feed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": []}', "", "feed"),
        ("<rss/>", "https://news.google.com/rss/search?q=x", "google-news"),
        ('{"articles": []}', "", "gdelt"),
        ('{"results": [{"document_number": "2026-1", "type": "Rule"}]}', "", "federal-register"),
        ('{"results": [{"document_number": "2026-1", "filed_at": "x"}]}', "", "public-inspection"),
        ("<ECFR><DIV5 N='744'/></ECFR>", "", "ecfr"),
        ("<DIV5 N='744'><DIV9/></DIV5>", "", "ecfr"),
        ('{"results": [{"name": "x", "source_list_url": "y"}]}', "", "csl"),
        ("_id,source,entity_number,type,programs,name,alt_names\n", "", "csl"),
        ('36,"AEROCARIBBEAN AIRLINES",-0- ,"CUBA",-0- ,-0- \n', "https://x.example/SDN.CSV", "ofac-sdn"),
        ('36,"AERO",-0- ,"CUBA",-0- \n', "https://x.example/CONS_PRIM.CSV", "ofac-consolidated"),
        ("36,AEROCARIBBEAN AIRLINES,-0- ,CUBA,-0- ,-0- \n", "", "ofac-sdn"),
        ('9,"HERON, Blue","individual","NS-PLC",-0- \n', "https://x.example/list.csv", "ofac-consolidated"),
        ('36,199,-0- ,"Zurich","Switzerland",-0- \n', "https://x.example/add.csv", None),
        ("<sdnList><program>NS-PLC</program></sdnList>", "https://x.example/a.xml", "ofac-consolidated"),
        ("<sdnList><program>CUBA</program><program>NS-PLC</program></sdnList>", "", "ofac-sdn"),
        ("<sdnList xmlns='x'><sdnEntry/></sdnList>", "", "ofac-sdn"),
        ("<sdnList/>", "https://x.example/consolidated.xml", "ofac-consolidated"),
        (
            "<sanctionsData xmlns='x'><sanctionsList refId='1'>SDN List</sanctionsList></sanctionsData>",
            "",
            "ofac-sdn",
        ),
        (
            "<sanctionsData><sanctionsList refId='1'>Consolidated List</sanctionsList></sanctionsData>",
            "",
            "ofac-consolidated",
        ),
        ("PK\x03\x04\r\x00, \r4", "", None),
        ("Report Date: 13-Feb-2026\nLast Updated,Unique ID\n", "", "uk"),
        ("<Designations><DateGenerated/></Designations>", "", "uk"),
        ("<export generationDate='x' globalFileId='1'><sanctionEntity/></export>", "", "eu"),
        ("<CONSOLIDATED_LIST dateGenerated='x'/>", "", "un"),
        ("id,schema,name,aliases,dataset\n", "", "opensanctions"),
        ('{"op": "DEL", "entity": {"id": "x"}}\n', "", "opensanctions"),
        ('{"notices": [], "totalNoticeCount": 0}', "", "ted"),
        ('{"opportunitiesData": []}', "", "sam"),
        ('{"releases": []}', "", "ocds"),
        (
            '{"data": "{\\"rows\\": [{\\"noticeName\\": \\"x\\", \\"publishTime\\": \\"y\\"}]}"}',
            "",
            "ccgp-list",
        ),
        ('[{"title": "海岳大学服务器采购公告", "infodate": "2026-10-05", "infoid": "7"}]', "", "ccgp-list"),
        (
            '[{"title": "\\u6d77\\u5cb3\\u5927\\u5b66\\u516c\\u544a", "infodate": "2026-10-05"}]',
            "",
            "ccgp-list",
        ),
        ('[{"title": "Red kites return", "date": "2026-10-05"}]', "", None),
        ("<html><body>Sign in</body></html>", "", None),
        ("plain words", "", None),
        ("", "", None),
        ('{"other": 1}', "", None),
    ],
)
def test_a_body_tells_its_kind(body: str, url: str, kind: str | None) -> None:
    """The format decides; the address only where formats are alike; None where nothing fits."""
    assert recognise(body.encode(), url=url, content_type="") == kind


@pytest.mark.parametrize(
    ("name", "kind"), [("ccgp_list.html", "ccgp-list"), ("ccgp_award_old.html", "ccgp-notice")]
)
def test_procurement_pages_tell_their_kind(name: str, kind: str) -> None:
    """By their own elements."""
    assert recognise((DATA / name).read_bytes(), url="", content_type="text/html") == kind


def zipped(**files: bytes) -> bytes:
    """Return the files as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return out.getvalue()


def test_what_is_packed_tells_its_kind() -> None:
    """A list's zip or gzip is known by what it holds; a damaged one, or a spreadsheet, by nothing."""
    feed = b"<rss version='2.0'><channel/></rss>"
    large = b"<sdnList>" + b"<sdnEntry/>" * 900_000
    for body, kind in (
        (gzip.compress(feed), SourceKind.FEED),
        (zipped(readme=b"x", data=large), SourceKind.OFAC_SDN),
        (zipped(), None),
        (gzip.compress(feed)[:12], None),
        (zipped(a=feed)[:40], None),
        (zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet", content=feed), None),
    ):
        assert recognise(body, url="https://example.org/SDN.ZIP", content_type="") == kind


def test_a_page_names_its_feeds() -> None:
    """rel=alternate with a feed's type, made absolute; nothing but web addresses."""
    page = b"""<html><head><base href="https://b.example/x/"><link rel="stylesheet" href="s.css">
    <link rel="alternate" type="application/rss+xml" href="feed.xml">
    <link rel="alternate" hreflang="de" href="/de">
    <link rel="alternate" type="application/atom+xml" href="https://a.example/atom">
    <link rel="alternate" type="application/rss+xml" href="javascript:x">"""
    assert feed_links(page, "https://c.example/") == (
        "https://b.example/x/feed.xml",
        "https://a.example/atom",
    )


# folder or file, kind, records expected (None: an error sample, refused with a sentence)
SAMPLES: tuple[tuple[str, SourceKind, int | None], ...] = (
    ("tenders_cn/ccgp_list_page_DOCUMENTED_SHAPE.html", SourceKind.CCGP_LIST, 4),
    ("tenders_cn/ccgp_search_page_DOCUMENTED_SHAPE.html", SourceKind.CCGP_LIST, 2),
    ("tenders_cn/ccgp_search_blocked_DOCUMENTED_SHAPE.html", SourceKind.CCGP_LIST, None),
    ("tenders_cn/guangdong_agency_list_2020-11-13.json", SourceKind.CCGP_LIST, 15),
    ("tenders_cn/ccgp_detail_dfgg_zbgg_2025-05-27_shenzhen.html", SourceKind.CCGP_NOTICE, 1),
    ("tenders_ted/search_v3_response_2026.json", SourceKind.TED, 3),
    ("tenders_ted/error_400_query_syntax_2026-09-24.json", SourceKind.TED, None),
    ("tenders_sam/opportunities_v2_documented_example_2018.json", SourceKind.SAM, 1),
    ("tenders_sam/opportunities_v2_documented_example_2020.json", SourceKind.SAM, 1),
    ("tenders_ocds/find_a_tender_documented_release_package_2020.json", SourceKind.OCDS, 1),
    ("tenders_ocds/find_a_tender_documented_errors.json", SourceKind.OCDS, None),
    ("tenders_ocds/uk_contracts_finder_releases.json.gz", SourceKind.OCDS, 116),
    ("tenders_ocds/public_contracts_scotland_releases.json.gz", SourceKind.OCDS, 53),
    ("tenders_ocds/sell2wales_releases.json.gz", SourceKind.OCDS, 60),
    ("news/google_news/search_rss_trimmed_2026-09-25.xml", SourceKind.GOOGLE_NEWS, 2),
    ("news/gdelt/artlist_DOCUMENTED_SHAPE.json", SourceKind.GDELT, 2),
    ("news/gdelt/error_bodies.json", SourceKind.GDELT, None),
)


def test_every_real_sample_is_read_by_its_adapter(real_data: Path) -> None:
    """Counts as the samples have them, a stable id or link each, an error sample refused with a sentence."""
    print()
    for name, kind, expected in SAMPLES:
        path = real_data / "sources" / name
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        context = ParseContext(source_id="s", url=f"https://source.example/{path.name}")
        if expected is None:
            with pytest.raises(ParseError) as refused:
                parse(kind, body, context)
            print(f"{kind:12} {name:62} refused: {refused.value}")
            continue
        assert recognise(body, url=context.url, content_type="") == kind
        parsed = parse(kind, body, context)
        print(f"{kind:12} {name:62} {len(parsed.items):4} records, {len(parsed.warnings)} warnings")
        assert len(parsed.items) == expected
        for item in parsed.items:
            assert item.title
            assert item.id or item.url
            assert item.published is not None
            assert item.published.tzinfo is not None
            assert "@" not in item.text or "REDACTED" in item.text
