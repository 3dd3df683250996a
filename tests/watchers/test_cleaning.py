"""What comes out of cleaning can be stored and shown, whatever went in."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.model import Entry, Item, ItemKind, Parsed
from watchers.parsing.cleaning import UNCLEAN, bounded, clean_line, clean_text, clean_time, clean_value
from watchers.parsing.wire import answer_frames, read_end, read_entry, read_frame, read_item

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=200)


@given(ANYTHING, st.integers(1, 50))
def test_no_hostile_character_survives(text: str, limit: int) -> None:
    """Texts are valid UTF-8 without controls or overrides, within the limit; clean texts stay as they are."""
    for cleaned in (clean_text(text, limit), clean_line(text, limit)):
        assert not UNCLEAN.search(cleaned)
        assert len(cleaned) <= limit
        cleaned.encode()
    assert clean_text(clean_text(text)) == clean_text(text)
    assert "\n" not in clean_line(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("深圳大学 A100\u200b 采购", "深圳大学 A100\u200b 采购"),
        ("a\r\nb\rc\u2028d\x85e", "a\nb\nc\nd\ne"),
        ("tab\tstays", "tab\tstays"),
        ("\ud83d\ude00 \ude00", "😀 \ufffd"),
        ("\u202eevil\u202c", "evil"),
    ],
)
def test_what_stays_and_what_goes(text: str, expected: str) -> None:
    """Invisible letters that matching must see stay; line ends become one kind."""
    assert clean_text(text) == expected


def test_a_cut_is_marked() -> None:
    """A text over its limit ends in an ellipsis."""
    assert clean_text("abcdef", 4) == "abc…"


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | ANYTHING | st.binary(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANYTHING, inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_fields_become_json(value: object) -> None:
    """Whatever a parser puts into an item's fields can be written as strict JSON in UTF-8."""
    json.dumps(clean_value(value), ensure_ascii=False, allow_nan=False).encode()


def test_depth_and_size_of_fields_are_bounded() -> None:
    """Deep and long values are flattened and cut."""
    deep: object = "x"
    for _ in range(100):
        deep = [deep]
    assert len(json.dumps(clean_value(deep))) < 1000
    assert len(clean_value(list(range(5000)))) == 2000


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (None, None),
        (datetime(2026, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)),  # noqa: DTZ001
        (datetime.max.replace(tzinfo=timezone(timedelta(hours=-5))), None),
        (datetime.min.replace(tzinfo=timezone(timedelta(hours=5))), None),
    ],
)
def test_dates_that_cannot_be_told_in_utc_are_none(
    moment: datetime | None, expected: datetime | None
) -> None:
    """A date without zone is UTC; one that falls off the calendar is no date."""
    assert clean_time(moment) == expected


@given(st.lists(st.tuples(ANYTHING, ANYTHING), max_size=5))
def test_what_is_cleaned_is_believed(pairs: list[tuple[str, str]]) -> None:
    """Every answer the worker writes in good order is read back; nothing clean is taken for nonsense."""
    entries = tuple(
        Entry(entity_id=first, name=second, list="L", aliases=(first, second), remarks="\\u0041 \\b \\")
        for first, second in pairs
    )
    frames = list(answer_frames([bounded(Parsed(entries=entries, warnings=("w",)))], budget=10_000_000))
    read = []
    for raw in frames[:-1]:
        read += [read_entry(value) for value in read_frame(raw[4:])["entries"]]
    parsed = read_end(read_frame(frames[-1][4:])["end"], [], read)
    assert len(parsed.entries) == len(entries)
    assert all(entry.remarks == "\\u0041 \\b \\" for entry in parsed.entries)
    assert parsed.warnings == ("w",)


def test_all_that_is_seen_of_a_notice_crosses_to_the_caller_clean_and_is_in_no_json() -> None:
    """It is matched there, and printed nowhere."""
    item = Item(
        id="1",
        source="s",
        kind=ItemKind.TENDER,
        url="https://x.example/1",
        title="T",
        text="kept",
        whole="a\x00ll",
    )
    (framed, _) = answer_frames([bounded(Parsed(items=(item,)))], budget=1_000_000)
    (read,) = map(read_item, read_frame(framed[4:])["items"])
    assert (read.text, read.whole) == ("kept", "all")
    assert "all" not in read.as_json().values()
