"""Watchlist CSV: read, written, and what is said about bad rows."""

import csv

import pytest

from watchlists.csvfile import decoded, read_terms, write_terms
from watchlists.errors import WatchlistError

HEAD = "kind,name,aliases,context,note\n"


def test_round_trip_keeps_unknown_columns_and_quotes() -> None:
    """What a person keeps in further columns comes back; commas and quotation marks survive."""
    text = 'kind,name,aliases,context,note,Owner\norg,"A, B & Co","AB|A ""B""",,"why, really",Ana\n'
    terms, errors = read_terms(text)
    assert not errors
    assert read_terms(write_terms(terms))[0] == terms
    assert terms[0].aliases == ("AB", 'A "B"')
    assert terms[0].extra == {"owner": "Ana"}


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "@SUM(1)", "-2+3 Labs", "＝1+1 公司", "'=quoted"])
def test_no_cell_is_a_formula_and_the_name_comes_back(name: str) -> None:
    """What somebody else wrote may be opened in a spreadsheet, and the sheet be taken in again."""
    terms, errors = read_terms(f"{HEAD}org,{name},,,+1 note\n")
    assert not errors
    sheet = write_terms(terms)
    cells = [value for row in csv.reader(sheet.splitlines()) for value in row]
    assert not any(value.startswith(tuple("=+-@＝＋－＠")) for value in cells)
    assert read_terms(sheet)[0] == terms


def test_bom_and_windows_line_ends_are_read() -> None:
    """A sheet saved by a spreadsheet program is read as it is."""
    terms, errors = read_terms("\ufeff" + HEAD.replace("\n", "\r\n") + "org,深圳大学,SZU,,\r\n")
    assert (terms[0].name, errors) == ("深圳大学", ())


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("org,,x,,", "name is empty"),
        (",Name,,,", "kind is empty"),
        ("org,X,,,", "too short"),
        ("org,Good,y,,", "alias “y” is too short"),
        ("org,Good,,,,,,more", "“more” stands under no heading"),
        ("org,#N/A,,,", "“#N/A” is a spreadsheet's error"),
        ("org,Good,#REF!,,", "“#REF!” is a spreadsheet's error"),
        ("org,First,,,", "stands in line 2 already"),
    ],
)
def test_a_bad_row_is_named_by_line_and_the_others_count(row: str, words: str) -> None:
    """One wrong row does not spoil the sheet."""
    terms, errors = read_terms(f"{HEAD}org,First,,,\n{row}\norg,Last one,,,\n")
    assert [term.name for term in terms] == ["First", "Last one"]
    assert errors[0].line == 3
    assert words in errors[0].reason


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_a_quotation_mark_nobody_closed_is_named(ending: str) -> None:
    """The rows below it are swallowed by its cell: said, and none of them a term."""
    rows = ["kind,name,aliases,context,note", "org,Able Works,,,", 'org,Alpha Works,,,"seen in May']
    terms, errors = read_terms("\n".join([*rows, "org,Beta Works,,,", "org,Gamma Works,,,"]) + ending)
    assert [term.name for term in terms] == ["Able Works"]
    assert [error.line for error in errors] == [3]
    assert "quotation mark is not closed" in errors[0].reason


def test_weak_aliases_are_marked() -> None:
    """An alias with a tilde counts only beside context or another hit."""
    (term,), _ = read_terms(f"{HEAD}org,Harbour Institute,HIT|~Harbour,,\n")
    assert (term.aliases, term.weak_aliases) == (("HIT",), ("Harbour",))
    assert "~Harbour" in write_terms([term])


@pytest.mark.parametrize("separator", ";\t,，；")
@pytest.mark.parametrize(("above", "line"), [("", 4), ("sep={}\r\n", 5)])
def test_what_spreadsheets_put_between_cells_is_read(separator: str, above: str, line: int) -> None:
    """A semicolon where the comma is decimal, a tab in Unicode text; the lines are counted as in the file."""
    rows = (
        ("kind", "name", "aliases", "context", "note"),
        ("org", "Quay Lab", '"QL,; X|Q2"', "", ""),
        ("", "No Kind", "", "", ""),
    )
    text = above.format(separator) + "".join(
        separator.join(row) + "\r\n" for row in (rows[0], rows[1], rows[2])
    )
    (term,), (error,) = read_terms(text)
    assert (term.name, term.aliases) == ("Quay Lab", ("QL,; X", "Q2"))
    assert error.line == line - 1


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_unicode_that_spreadsheets_save_is_read(codec: str) -> None:
    """With a mark or, of UTF-8, without one."""
    assert decoded("kind,name\norg,港口实验室\n".encode(codec)).endswith("港口实验室\n")


def test_letters_in_doubt_are_not_guessed() -> None:
    """A name read wrong would never be found, and nobody would know."""
    with pytest.raises(WatchlistError, match="UTF-8"):
        decoded("kind,name\norg,港口实验室\n".encode("gb18030"))


def test_what_stands_in_the_first_line_is_said() -> None:
    """So that one sees what was taken for the header."""
    with pytest.raises(WatchlistError, match="it holds: 类型, 名称"):
        read_terms("类型,名称\norg,港口实验室\n")


@pytest.mark.parametrize("text", ["", "a;b;c\n1;2;3\n", "name\nX\n"])
def test_what_is_no_watchlist_is_refused_with_the_header_it_needs(text: str) -> None:
    """One sentence says what the first line must be."""
    with pytest.raises(WatchlistError, match="kind,name,aliases,context,note"):
        read_terms(text)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "kind,name,aliases,,,note,,\norg,Quay Lab,QL ,,,,,\n,,,,,,,\n",
            [],
        ),  # merged headings, blank columns
        ("Our list of 2026,,\n\nkind,name,note\norg,Quay Lab,\n", [1]),
        ('"kind","name"\r\n"org","Quay Lab"\r\n', []),
    ],
)
def test_blank_columns_and_a_title_above_spoil_no_row(text: str, lines: list[int]) -> None:
    """Spreadsheets write a comma for each column that was ever used, and people a title on top."""
    terms, errors = read_terms(text)
    assert [term.name for term in terms] == ["Quay Lab"]
    assert [error.line for error in errors] == lines


def test_two_columns_of_one_name_are_refused() -> None:
    """Which of them is meant nobody knows."""
    with pytest.raises(WatchlistError, match="Two columns are called “name”"):
        read_terms("kind,name,Name\norg,Quay Lab,Pier Lab\n")
