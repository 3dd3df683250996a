"""The names of entries are the same whether their JSON is decoded or they are cut out of it."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from watchers.lists.written_names import each_of, written_names
from watchers.model import Entry

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


@settings(max_examples=300, deadline=None)
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


def test_what_is_written_otherwise_is_left_to_be_decoded() -> None:
    """By another program, or as another database returns JSON."""
    entry = Entry(entity_id="1", name="Quorvex", list="Held", aliases=("Q",))
    assert written_names([stored(entry), json.dumps(entry.as_json())]) is None
    assert written_names([json.dumps(entry.as_json(), sort_keys=True, separators=(",", ":"))]) is None
