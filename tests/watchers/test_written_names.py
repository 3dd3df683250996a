"""The names of entries are the same whether their JSON is decoded or they are cut out of it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchers.lists.written_names import MARKS as MARKS_AROUND
from watchers.lists.written_names import each_of, written_names
from watchers.model import Entry
from watchlists import native
from watchlists.index.distinct import keys_of_entries, plain_keys

# what JSON escapes, and what stands around the fields that are cut out
MARKS = [
    '"aliases": [',
    '], "citation": "',
    ', "list": "',
    '", "name": "',
    '", "programs": [',
    "\\",
    "\n",
    "中",
]
TEXTS = st.one_of(
    st.text(max_size=20), st.lists(st.sampled_from(MARKS), max_size=3).map("".join), st.sampled_from(MARKS)
)
MANY = st.lists(TEXTS, max_size=3).map(tuple)
ENTRIES = st.builds(
    Entry,
    entity_id=TEXTS,
    name=TEXTS,
    list=TEXTS,
    aliases=MANY,
    addresses=MANY,
    citation=TEXTS,
    license_policy=TEXTS,
    programs=MANY,
    remarks=TEXTS,
    details=MANY,
)


def stored(entry: Entry) -> str:
    """Return the entry as `watchers.lists.store` writes it."""
    return json.dumps(entry.as_json(), ensure_ascii=False, sort_keys=True)


@settings(max_examples=300)
@given(st.lists(ENTRIES, max_size=4))
def test_names_are_cut_out_as_they_would_be_decoded(entries: list[Entry]) -> None:
    """Whatever else the entry says, and though a text repeats the marks around a field."""
    found = written_names(map(stored, entries))
    assert found is not None
    read = [
        (tuple(map(json.loads, each_of(aliases))), json.loads(listed), json.loads(name))
        for aliases, listed, name in found
    ]
    assert read == [(entry.aliases, entry.list, entry.name) for entry in entries]


@pytest.mark.skipif(native.written_keys is None, reason="the compiled form was not built")
@settings(max_examples=300)
@given(st.lists(ENTRIES, max_size=6), st.sampled_from(["", "A", *MARKS]))
def test_keys_are_made_of_entries_as_of_their_names(entries: list[Entry], listed: str) -> None:
    """Of entries of one name one, with the aliases of all, none twice and none that is the name."""
    names: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        if not listed or entry.list == listed:
            names[entry.name] = names.get(entry.name, ()) + entry.aliases
    wanted = json.dumps(listed, ensure_ascii=False) if listed else ""
    rows = [stored(entry) for entry in entries]
    for official in (True, False):
        keys = keys_of_entries(rows, MARKS_AROUND, wanted, "org", official=official)
        assert keys == plain_keys(names, "org", official=official)


@pytest.mark.skipif(native.written_keys is None, reason="the compiled form was not built")
def test_keys_are_made_of_no_entry_that_is_written_otherwise() -> None:
    """Cut off anywhere, with aliases that are no texts, or half a character."""
    row = stored(Entry(entity_id="1", name="Quorvex", list="Held", aliases=("Q", "Qu"), citation="c"))
    assert keys_of_entries([row], MARKS_AROUND, "", "org", official=True) == [
        b'["Quorvex","org",1,["Q","Qu"]]'
    ]
    others = [row[:at] for at in range(row.index('"programs"'))]
    others += [row.replace('"Q", ', odd) for odd in ('"Q" ,', '"Q",', '"Q"', "7, ", '"Q', "Q, ", '"Q", , ')]
    others += [row.replace("Quorvex", "\ud83d")]
    for other in others:
        assert keys_of_entries([row, other], MARKS_AROUND, "", "org", official=True) is None
    assert native.written_keys is not None
    with pytest.raises(ValueError, match="mark"):
        native.written_keys([row], (b"", b"", b"", b"", b""), b"", b"", True)
    with pytest.raises(TypeError):
        native.written_keys([row], MARKS_AROUND[:4], b"", b"", True)  # type: ignore[arg-type]


def test_what_is_written_otherwise_is_left_to_be_decoded() -> None:
    """By another program, or as another database returns JSON."""
    entry = Entry(entity_id="1", name="Quorvex", list="Held", aliases=("Q",))
    assert written_names([stored(entry), json.dumps(entry.as_json())]) is None
    assert written_names([json.dumps(entry.as_json(), sort_keys=True, separators=(",", ":"))]) is None
