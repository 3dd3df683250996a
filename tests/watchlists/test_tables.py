"""Tables keep numbers and texts as they were put, in memory and in a file that is whole or not taken."""

from pathlib import Path

import pytest

from watchlists.index.tables import Made, Tables


def filled() -> Tables:
    """Return tables with one of every kind."""
    tables = Tables()
    tables.put_numbers("numbers", [7, 0, 1 << 31])
    tables.put_numbers("large", [1 << 60], "Q")
    tables.put_texts("texts", ["Zhejiang Lab", "", "之江实验室", "half \ud83d"])
    tables.put_words("words", ["one", "zwei", "три"])
    tables.put_words("no words", [])
    tables.put_groups("groups", [[], [1, 2], [3]])
    return tables


def check(tables: Tables) -> None:
    """Compare with what `filled` put."""
    assert list(tables.numbers("numbers")) == [7, 0, 1 << 31]
    assert list(tables.numbers("large", "Q")) == [1 << 60]
    assert list(tables.texts("texts")) == ["Zhejiang Lab", "", "之江实验室", "half \ud83d"]
    assert tables.words("words") == ["one", "zwei", "три"]
    assert tables.words("no words") == []
    assert [list(tables.groups("groups")[number]) for number in range(3)] == [[], [1, 2], [3]]


def test_what_was_put_is_read_from_memory_and_from_a_file(tmp_path: Path) -> None:
    """Nothing is left beside the file."""
    check(filled())
    filled().write(tmp_path / "tables")
    check(Tables.unpacked((tmp_path / "tables").read_bytes()))
    assert [path.name for path in tmp_path.iterdir()] == ["tables"]


def test_a_file_that_is_not_whole_or_no_tables_is_not_taken() -> None:
    """Cut off anywhere, changed anywhere, empty, or another file."""
    whole = b"".join(filled().packed())
    changed = (whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(0, len(whole), 7))
    for content in (b"", b"PK\x03\x04", *(whole[:size] for size in range(0, len(whole), 11)), *changed):
        with pytest.raises(ValueError, match=r"file|damaged"):
            Tables.unpacked(content)


def test_a_file_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    """A folder stands where the file should be."""
    path = tmp_path / "tables"
    (path / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="tables"):
        filled().write(path)
    assert [one.name for one in tmp_path.iterdir()] == ["tables"]


def test_things_are_made_when_they_are_first_asked_for_and_stay_the_same() -> None:
    """Asking whether one is there makes none."""
    asked: list[int] = []

    def make(number: int) -> list[int]:
        asked.append(number)
        return [number]

    made = Made({"one": 1, "two": 2}, make)
    assert "two" in made
    assert made.get("three") is None
    assert not asked
    assert made["two"] is made.get("two")
    assert asked == [2]
    assert list(made) == ["one", "two"]


def test_tables_for_a_process_that_waits_need_no_digest_but_their_end() -> None:
    """They are many, and the two are one program; what is kept has one."""
    whole = b"".join(filled().packed(signed=False))
    check(Tables.unpacked(whole, signed=False))
    for content in (*(whole[:size] for size in range(0, len(whole), 11)), whole + b"x"):
        with pytest.raises(ValueError):  # what is cut off decides what is amiss
            Tables.unpacked(content, signed=False)
    with pytest.raises(ValueError, match="damaged"):
        Tables.unpacked(whole)
