"""`watchlist import`: what a sheet brings, and what its owner may not have meant."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

import watchers.item_store
import watchers.store
import watchlists.store
from bot.actors import Actor, Role
from bot.commands import kept_rows
from bot.commands.desk import Desk, Stored
from bot.commands.edits import add, alias, remove
from bot.commands.sheets import export_csv, import_csv
from bot.database.interface import Database
from bot.grammar import line as grammar
from bot.outbox import outbox
from bot.replies import Bullets, Reply, Tone
from tests.bot.desk_kit import a_desk, imported
from watchers.changes import decide
from watchers.model import Item, ItemKind, Source, SourceKind
from watchlists.csvfile import decoded
from watchlists.edit_history import save_edit
from watchlists.errors import WatchlistError
from watchlists.model import Term

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ANA = Actor(team="default", user="U1", role=Role.EDITOR, via="test")


@pytest.fixture
def desk(store_url: str) -> Iterator[Desk]:
    """Return a desk whose store holds an item that names the Quay Lab and a chip."""
    item = Item(
        id="1",
        source="wire",
        kind=ItemKind.NEWS,
        url="https://wire.example/1",
        title="Servers",
        text="The Quay Lab rents Quux X900 servers.",
    )
    wire = Source(id="wire", kind=SourceKind.FEED, url="https://wire.example", name="Wire")

    def fill(db: Database) -> None:
        watchers.store.add_source(db, wire, NOW)
        (decision,) = decide([item], {})
        watchers.item_store.save_decision(db, decision, now=NOW)

    with a_desk(store_url, NOW, team="default", also=fill) as made:
        yield made


def test_a_sheet_is_held_against_what_is_stored(desk: Desk) -> None:
    """As a term added by hand; once, and not where it is only checked."""
    sheet = "kind;name\norg;Quay Lab\nchip;Quux X900\n"
    assert "Stored items" not in repr(import_csv(desk, ANA, sheet, check=True).parts)
    assert outbox.alerts(desk.db, "default", None, 10) == ()
    assert "1 stored item names them; a summary follows." in repr(import_csv(desk, ANA, sheet).parts)
    told = outbox.alerts(desk.db, "default", None, 10)
    assert any(one.title == "New term “Quay Lab” and 1 more: 1 stored item names it" for one in told)
    assert "Stored items" not in repr(import_csv(desk, ANA, sheet).parts)


def said(desk: Desk, text: str, *, confirmed: bool = True) -> Reply:
    return grammar.answer(text, desk, ANA, confirmed=confirmed)


def names(desk: Desk) -> set[str]:
    return {one["name"] for one in said(desk, "watchlist show").data}


def test_an_import_is_undone_where_it_is_offered(desk: Desk) -> None:
    """What it added goes, what it changed is as before; asked back first, in the history, and once."""
    add(desk, ANA, Term(name="Quay Lab", kind="org", note="ours"))
    before = export_csv(desk, ANA)
    sheet = "kind,name,note,region\norg,Quay Lab,theirs,East\norg,Harbour Works,,\n"
    (offer,) = import_csv(desk, ANA, sheet).offers
    assert names(desk) == {"Quay Lab", "Harbour Works"}
    history = said(desk, "watchlist history")
    assert offer.words in [one.words for one in history.offers]
    assert "1 added, 1 changed" in repr(history.parts)
    question = said(desk, offer.words, confirmed=False)
    assert question.confirm
    assert "1 added, 1 changed" in question.title
    assert said(desk, offer.words).data == {"removed": 1, "restored": 1, "kept": 0}
    assert export_csv(desk, ANA) == before
    history = said(desk, "watchlist history")
    assert history.offers == ()
    assert "1 removed, 1 as they were" in repr(history.parts)
    assert said(desk, offer.words).tone is Tone.ERROR
    assert export_csv(desk, ANA) == before


def test_what_was_edited_since_the_import_stays(desk: Desk) -> None:
    """Nobody's later work is lost with the sheet; a term that is gone does not come back."""
    (offer,) = import_csv(desk, ANA, "kind,name\norg,Quay Lab\norg,Harbour Works\norg,Tarn Works\n").offers
    alias(desk, ANA, "Quay Lab", ["Kai-Labor"])
    remove(desk, ANA, "Tarn Works")
    undone = said(desk, offer.words)
    assert undone.data == {"removed": 1, "restored": 0, "kept": 2}
    assert "2 terms edited since then stayed" in repr(undone.parts)
    assert names(desk) == {"Quay Lab"}


@pytest.mark.parametrize("rows", ["3 added, 1 changed", ""])
def test_an_import_of_which_no_rows_are_kept_is_not_undone(desk: Desk, rows: str) -> None:
    """As before they were kept: it is said, and nothing is offered."""
    save_edit(desk.db, "default", imported(rows, NOW), "old")
    assert said(desk, "watchlist history").offers == ()
    assert "only holds how many" in said(desk, "watchlist undo old").title
    assert "No import is called" in said(desk, "watchlist undo nothing").title


def test_a_very_large_sheet_is_kept_packed_and_undone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The history stays small, says how many rows there were, and can still take them back."""
    import_csv(desk, ANA, "kind,name,note\norg,Quay Lab,old\n")
    monkeypatch.setattr(kept_rows, "_PLAIN", 40)
    sheet = "kind,name,note\norg,Quay Lab,new\n" + "".join(f"org,Harbour Works {n},\n" for n in range(3_000))
    [undo] = import_csv(desk, ANA, sheet).offers
    assert "3000 added, 1 changed" in repr(said(desk, "watchlist history").parts)
    [kept] = [row["after"] for row in said(desk, "watchlist history").data if "packed" in row["after"]]
    assert len(kept) < len(sheet) / 5
    assert said(desk, undo.words).data == {"removed": 3_000, "restored": 1, "kept": 0}
    left = watchlists.store.get_watchlist(desk.db, "default", "default").terms
    assert {(term.name, term.note) for term in left} == {("Quay Lab", "old")}
    assert "3000 removed, 1 as they were" in repr(said(desk, "watchlist history").parts)


@pytest.mark.parametrize("damaged", ["3 rows, packed\n", "3 rows, packed\n!!!!", "3 rows, packed\nAAAA"])
def test_damaged_rows_are_one_sentence(desk: Desk, damaged: str) -> None:
    """Nothing is changed."""
    save_edit(desk.db, "default", imported(damaged, NOW), "odd")
    assert said(desk, "watchlist undo odd").title == "The rows that the history keeps are damaged."


def test_packed_rows_do_not_take_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """What unpacks to more than any sheet holds is refused."""
    monkeypatch.setattr(kept_rows, "_PLAIN", 0)
    text = kept_rows.kept([Term(name=f"Harbour {n}", kind="org") for n in range(500)])
    assert len(kept_rows.rows(text)) == 500
    monkeypatch.setattr(kept_rows, "_MOST", 1_000)
    with pytest.raises(ValueError, match="damaged"):
        kept_rows.rows(text)


def test_no_summary_is_promised_of_what_was_told_already(desk: Desk) -> None:
    """A second term in the same item is no news, and whoever adds it hears that nothing follows."""
    first = add(desk, ANA, Term(name="Quay Lab", kind="org"))
    assert "1 stored item names it; a summary follows." in repr(first.parts)
    told = len(outbox.alerts(desk.db, "default", None, 10))
    again = alias(desk, ANA, "Quay Lab", ["Quux X900"])
    assert "1 stored item names it, and you were told of it already." in repr(again.parts)
    assert len(outbox.alerts(desk.db, "default", None, 10)) == told


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        (Stored(), ""),
        (Stored(named=2, fresh=2), "2 stored items name it; a summary follows."),
        (Stored(named=2), "2 stored items name it, and you were told of all of them already."),
        (
            Stored(named=3, fresh=1),
            "3 stored items name it; a summary of the 1 that you were not told of follows.",
        ),
    ],
)
def test_what_follows_an_edit_is_said_as_it_comes(stored: Stored, said: str) -> None:
    """Nothing is promised beyond what is posted."""
    assert stored.said() == said


@pytest.mark.parametrize("written", ["Kai Labor|岸实验室", "Kai Labor｜岸实验室", '"Kai Labor\r\n岸实验室"'])
def test_aliases_are_parted_as_people_write_them(desk: Desk, written: str) -> None:
    """By bars of any keyboard, or by line breaks within the cell."""
    import_csv(desk, ANA, f"kind,name,aliases\norg,Quay Lab,{written}\n")
    (term,) = watchlists.store.get_watchlist(desk.db, "default", "default").terms
    assert term.aliases == ("Kai Labor", "岸实验室")


def test_aliases_that_are_taken_for_one_are_told(desk: Desk) -> None:
    """A semicolon may stand in a name; whoever meant several names is told how they are parted."""
    reply = import_csv(desk, ANA, 'kind,name,aliases\norg,Quay Lab,"Quay, Inc.; Kai, Ltd."\n', check=True)
    assert "“Quay, Inc.; Kai, Ltd.” is taken for one name; part several with |" in repr(reply.parts)


@pytest.mark.parametrize("body", [b"PK\x03\x04\x14\x00rest", b"\xd0\xcf\x11\xe0\xa1\xb1rest"])
def test_a_workbook_is_told_apart_from_a_sheet(body: bytes) -> None:
    """Whoever exports nothing gives us the file of the spreadsheet program itself."""
    with pytest.raises(WatchlistError, match=r"workbook.*save the sheet as CSV, UTF-8"):
        decoded(body)


def test_what_a_sheet_brings_in_vain_is_said(desk: Desk) -> None:
    """A column under another name is not read; a kind of one's own is in no rule."""
    parts = repr(import_csv(desk, ANA, "kind,name,alias\ncompany,Quay Lab,QL\norg,Quay Two,Q2\n").parts)
    assert "alias: kept, but only kind, name, aliases, context, note count" in parts
    assert "company (1); by the default rules" in parts
    assert "Not read" not in repr(import_csv(desk, ANA, "kind,name,aliases\norg,Quay Lab,QL\n").parts)


def test_a_row_taken_out_of_the_sheet_is_said_to_be_watched_still(desk: Desk) -> None:
    """A sheet adds and changes; who deletes rows in it is told that this removes nothing."""
    whole = "kind,name\norg,Quay Lab\norg,Mole Works\norg,Kite Works\n"
    assert "Not in the sheet" not in repr(import_csv(desk, ANA, whole).parts)
    fewer = repr(import_csv(desk, ANA, "kind,name\norg,quay lab\n", check=True).parts)
    assert "2 terms, still watched, such as “Mole Works”" in fewer
    other = repr(import_csv(desk, ANA, "kind,name\norg,Another House\n").parts)
    assert "Not in the sheet" not in other, "it is another sheet"


def test_what_is_wrong_with_many_rows_is_said_once(desk: Desk) -> None:
    """A merged column leaves thousands of cells empty; each row is in the data, the answer is one line."""
    rows = ["org,Harbour Works,,,"] + [f",Quay {number} Works,,," for number in range(40)]
    rows[7] = rows[9] = rows[11] = rows[13] = rows[15] = "org,Harbour Works,,,"
    reply = import_csv(desk, ANA, "\n".join(["kind,name,aliases,context,note", *rows]), check=True)
    [bullets] = [part.lines for part in reply.parts if isinstance(part, Bullets)]
    empty, twice = bullets
    assert str(empty).startswith("lines 3–8, 10, 12, 14, 16 and 25 more: the kind is empty")
    assert str(twice) == "lines 9, 11, 13, 15, 17: “Harbour Works” stands in line 2 already"
    assert len(reply.data["errors"]) == 40
