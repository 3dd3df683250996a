"""What every list parser shares: clean text, folded names, kinds, days, encodings, rows, countries."""

from dataclasses import fields

import pytest

from watchers.errors import ParseError
from watchers.lists.store import entry_from_json
from watchers.model import Entry
from watchers.parsers.lists.countries import CODES, country_name, is_country
from watchers.parsers.lists.csv_table import csv_rows, refuse_page, table
from watchers.parsers.lists.entries import (
    cells,
    clean,
    fold,
    iso_day,
    kind_of,
    labelled,
    mended,
    most_common,
    unique_ids,
)
from watchers.parsing.cleaning import clean_entry


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (None, ""),
        (7, "7"),
        ("  a \n b\t c ", "a b c"),
        ("a\x00b\x1a", "ab"),
        ("Xi\x92an", "Xi’an"),
        ("a\u202eb\ufeffc", "abc"),
        ("lone \ud800 half", "lone half"),
        ("e\u0301", "é"),
        ("a\u00a0\u2003b", "a b"),
    ],
)
def test_clean_text(raw: object, text: str) -> None:
    """One line, composed, without controls, marks of direction and halves of letters."""
    assert clean(raw) == text


@pytest.mark.parametrize("word", ["García", "Ärzte", "Синяя цапля", "蓝鹭", "’quoted’", "Ångström Ð"])
def test_misread_text_is_mended_once_and_twice(word: str) -> None:
    """UTF-8 read as Windows-1252 comes back, also when that happened twice; proper text stays."""
    misread = _misread(word)
    assert mended(word) == word
    assert mended(misread) == word
    assert mended(_misread(misread)) == word


def _misread(text: str) -> str:
    """Read UTF-8 as Windows-1252 the way browsers do: undefined bytes become controls."""
    out = []
    for byte in text.encode():
        try:
            out.append(bytes([byte]).decode("cp1252"))
        except UnicodeDecodeError:
            out.append(chr(byte))
    return "".join(out)


def test_folded_names() -> None:
    """Case, accents, punctuation and width do not tell names apart; letters and digits do."""
    assert fold("Société “Blue-Heron” Co., LTD") == fold("societe blue heron co ltd")
    assert fold("ＢＨ１") == fold("bh1")
    assert fold("蓝鹭 公司") == "蓝鹭 公司"
    assert fold("No. 13") != fold("No. 14")
    assert fold("!!!") == "!!!"


def test_kinds_and_labels() -> None:
    """The lists' words become ours; what a list does not say is "other" unless told otherwise."""
    assert [kind_of(word) for word in ("Individual", "Entity", "Ship", "airplane", "", None)] == [
        "person",
        "organization",
        "vessel",
        "aircraft",
        "other",
        "other",
    ]
    assert kind_of("", "organization") == "organization"
    assert labelled(("a", "1"), ("b", ""), ("a", "1"), ("c", None)) == ("a: 1",)
    assert cells("x;  y ;; x") == ("x", "y")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-08-06T00:47:04+02:00", "2026-08-05"),
        ("2026-08-06T00:47:04", "2026-08-06"),
        ("13-Feb-2026", "2026-02-13"),
        ("13/02/2026", "2026-02-13"),
        ("32/02/2026", ""),
        ("", ""),
    ],
)
def test_days(written: str, day: str) -> None:
    """Days are ISO and, where the list names an offset, UTC's."""
    assert iso_day(written, "%d-%b-%Y", "%d/%m/%Y") == day


def test_the_most_common_country_does_not_depend_on_order() -> None:
    """Most named, then first in the alphabet."""
    assert most_common(["Iran", "China", "Iran", ""]) == "Iran"
    assert most_common(["Iran", "China"]) == most_common(["China", "Iran"]) == "China"
    assert most_common([]) == ""


def test_countries_in_all_their_forms() -> None:
    """Codes, headings and long forms give one short name; unknown is none; the rest stays as it is."""
    assert len(CODES) == 250
    for form in ("CN", "cn", "China", "CHINA, PEOPLE'S REPUBLIC OF", "People’s Republic of China", "PRC"):
        assert country_name(form) == "China"
    assert country_name("Korea, North") == country_name("KP") == "North Korea"
    assert country_name("CRIMEA REGION OF UKRAINE") == "Crimea Region of Ukraine"
    assert country_name("undetermined") == ""
    assert country_name("Region: Northern Mali") == "Region: Northern Mali"
    assert country_name("QQ") == "QQ"
    assert is_country("U.A.E.")
    assert not is_country("Hefei")


def test_rows_of_any_encoding() -> None:
    """UTF-8 with or without mark, UTF-16 and Windows-1252 are told apart; a stray quote mark is a letter."""
    text = 'name,note\nJosé,"a ""b"" c"\n\nx,y\n'
    expected = [["name", "note"], ["José", 'a "b" c'], ["x", "y"]]
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert list(csv_rows(text.encode(encoding), promised="a table")) == expected
    assert list(csv_rows(b'a,"b"c"\n1,2\n', promised="a table"))[1] == ["1", "2"]


def test_rows_of_a_cut_file() -> None:
    """A file that ends inside a cell, or whose last row is short, was cut; a short row inside is read."""
    with pytest.raises(ParseError, match="inside a quoted cell"):
        list(csv_rows(b'a,b\n1,"open', promised="a table"))
    rows = iter([["1", "2"], ["3"], ["4", "5"]])
    told = list(table(rows, header=["a", "b"], needed=["a"], promised="x"))
    assert told == [{"a": "1", "b": "2"}, {"a": "3", "b": ""}, {"a": "4", "b": "5"}]
    with pytest.raises(ParseError, match="last row"):
        list(table(iter([["1", "2"], ["3"]]), header=["a", "b"], needed=["a"], promised="x"))


def test_pages_and_documents_are_refused() -> None:
    """HTML and PDF in place of a list are told as such; an XML HEAD element is not HTML."""
    for body in (b"<!DOCTYPE HTML PUBLIC>", b"\n <html lang=en>", b"%PDF-1.7"):
        with pytest.raises(ParseError):
            refuse_page(body, "the list")
    refuse_page(b'<?xml version="1.0"?><DIV5><HEAD>PART 744</HEAD></DIV5>', "the list")


def test_shared_ids_are_parted_the_same_way_in_any_order() -> None:
    """Country tells namesakes apart, then citation and start, then all they say; equal rows are one."""
    rows = [
        Entry(entity_id="1", name="A", list="L", country="China"),
        Entry(entity_id="1", name="A", list="L", country="Iran"),
        Entry(entity_id="2", name="B", list="L", citation="80 FR 1"),
        Entry(entity_id="2", name="B", list="L", citation="81 FR 1"),
        Entry(entity_id="3", name="C", list="L", remarks="x"),
        Entry(entity_id="3", name="C", list="L", remarks="y"),
        Entry(entity_id="4", name="D", list="L"),
        Entry(entity_id="4", name="D", list="L"),
    ]
    told = unique_ids(rows)
    assert len(told) == len({entry.entity_id for entry in told}) == 7
    assert set(unique_ids(rows[::-1])) == set(told)
    assert set(unique_ids(told)) == set(told)


def test_every_field_of_an_entry_survives_the_worker_and_the_store() -> None:
    """A field that is added to Entry must pass cleaning and JSON, else its changes are never seen."""
    values = {
        field.name: ("one", "two") if field.default == () else "https://example.org/a"
        for field in fields(Entry)
    }
    entry = Entry(**values)  # type: ignore[arg-type]
    assert clean_entry(entry) == entry
    assert entry_from_json(entry.as_json()) == entry
