"""The Names CSV, saved files, archives, and several files read as one."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from tests.watchers.listmaker import csl_csv, csl_row, ofac_csv, parties, supplement_4
from watchers.errors import ParseError
from watchers.model import SourceKind
from watchers.parsers import ParseContext, parse
from watchers.parsers.archive import all_unpacked, unpacked
from watchers.parsers.files import parse_files
from watchers.parsers.lists.names_csv import parse_names_csv
from watchers.saved import read_saved

CONTEXT = ParseContext(source_id="x", url="")


def zipped(**files: bytes) -> bytes:
    """Return the files as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return out.getvalue()


def test_names_csv_needs_two_columns_only() -> None:
    """A short table is a table; a row without id or name is counted, not fatal."""
    parsed = parse_names_csv(b"\xef\xbb\xbfentity_id,name\n1,Blue Heron\n,No id\n2,\n", list_name="ours")
    assert [(entry.entity_id, entry.name, entry.list) for entry in parsed.entries] == [
        ("1", "Blue Heron", "ours")
    ]
    assert parsed.warnings == ("2 rows have no id or no name; left out.",)


def test_names_csv_reads_all_its_columns() -> None:
    """Aliases are parted by a bar; the kind becomes one of ours."""
    (entry,) = parse_names_csv(
        "entity_id,name,aliases,kind,list,country,url,note,own\n7,蓝鹭,Blue Heron|BH,company,L,CN,https://e.org,n,z\n".encode()
    ).entries
    assert (entry.name, entry.aliases, entry.kind, entry.list) == (
        "蓝鹭",
        ("Blue Heron", "BH"),
        "organization",
        "L",
    )
    assert (entry.country, entry.url, entry.remarks) == ("CN", "https://e.org", "n")


@pytest.mark.parametrize("body", [b"name,id\nx,1\n", b"entity_id,name\n", b"<html></html>"])
def test_other_tables_are_refused(body: bytes) -> None:
    """No id column, no rows, or a web page is an error."""
    with pytest.raises(ParseError):
        parse_names_csv(body)


def test_a_folder_means_the_files_in_it(tmp_path: Path) -> None:
    """Hidden files and folders are left out; names stay with their bytes, in order."""
    for name, body in ofac_csv(parties(4)).items():
        (tmp_path / f"{name.lower()}.gz").write_bytes(gzip.compress(body))
    (tmp_path / ".hidden").write_bytes(b"x")
    (tmp_path / "inner").mkdir()
    files = read_saved([tmp_path])
    assert [name for name, _ in files] == ["add.csv.gz", "alt.csv.gz", "sdn.csv.gz"]
    parsed = parse_files(SourceKind.OFAC_SDN, files, CONTEXT)
    assert len(parsed.entries) == 4
    assert all(entry.addresses for entry in parsed.entries)


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    """A missing file, an empty folder and too many bytes have one sentence each."""
    with pytest.raises(ParseError, match="cannot be read"):
        read_saved([tmp_path / "none"])
    with pytest.raises(ParseError, match="holds no files"):
        read_saved([tmp_path])
    (tmp_path / "a").write_bytes(b"x" * 100)
    with pytest.raises(ParseError, match="too large"):
        read_saved([tmp_path], limit=50)


def test_several_files_of_a_list_are_one_list() -> None:
    """Pieces are put together; an entry that stands in two of them is one; a bad piece is named."""
    some = parties(9)
    files = tuple((f"{n}.xml", supplement_4(part)) for n, part in enumerate((some[:5], some[4:])))
    assert len(parse_files(SourceKind.ECFR, files, CONTEXT).entries) == 9
    with pytest.raises(ParseError, match=r"^bad\.xml: "):
        parse_files(SourceKind.ECFR, (*files, ("bad.xml", b"<html/>")), CONTEXT)
    with pytest.raises(ParseError, match="no file"):
        parse_files(SourceKind.ECFR, (), CONTEXT)


def test_archives_are_opened_where_any_body_is_parsed() -> None:
    """gzip, zip, and gzip in a zip are read as what they hold."""
    body = csl_csv([csl_row(one) for one in parties(3)])
    plain = parse(SourceKind.CSL, body, CONTEXT)
    assert parse(SourceKind.CSL, gzip.compress(body), CONTEXT) == plain
    assert parse(SourceKind.CSL, zipped(a=body), CONTEXT) == plain
    assert parse(SourceKind.CSL, zipped(a=gzip.compress(body)), CONTEXT) == plain


def test_bombs_and_broken_archives_are_refused() -> None:
    """The limit holds for what comes out, whatever the archive claims; nothing is opened twice over."""
    zeros = b"\0" * 3_000_000
    for bomb in (
        gzip.compress(zeros),
        zipped(a=zeros),
        zipped(a=gzip.compress(zeros)),
        zipped(**{str(n): b"" for n in range(99)}),
    ):
        with pytest.raises(ParseError, match="larger than"):
            all_unpacked((("x", bomb),), limit=1_000_000)
    twice = gzip.compress(gzip.compress(b"x"))
    assert all_unpacked((("x", twice),))[0][1][:2] == b"\x1f\x8b"
    for broken, words in (
        (gzip.compress(zeros)[:-9], "cut off"),
        (b"\x1f\x8bxxxxxxxxxxxxx", "damaged"),
        (zipped(a=b"x")[:-9], "damaged"),
    ):
        with pytest.raises(ParseError, match=words):
            unpacked("x", broken)


@pytest.mark.parametrize("inside", ["mimetype", "[Content_Types].xml"])
def test_a_spreadsheet_is_no_archive_of_lists(inside: str) -> None:
    """Publishers offer lists as ODS and XLSX too, which are zips: who saved that is told what to take."""
    packed = zipped(**{inside: b"x", "content.xml": b"<x/>"})
    with pytest.raises(ParseError, match="CSV or XML file is read"):
        parse(SourceKind.UK, packed, CONTEXT)
