"""Every command, every role, every front end, the own team and another one: as docs/security.md says."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import pytest

import watchers.store
from bot.actors import Actor, Role, operator
from bot.alerting import suppliers
from bot.alerts import Alert, AlertKind, SourceLink
from bot.chat.slack import people as slack_people
from bot.commands.desk import Desk
from bot.database.interface import Database
from bot.grammar import line as grammar
from bot.grammar import words as grammar_words
from bot.outbox import outbox
from bot.replies import Reply, Tone
from bot.triage import audit
from tests.bot.desk_kit import a_desk, imported
from tests.samples import a_match
from tests.slack_mock import SlackMock
from tests.slack_people import FakeResponder, command, front_for, send
from tests.stores import tables
from watchers.lists.store import replace_list
from watchers.model import Entry, Item, ItemKind, Source, SourceKind
from watchlists.csvfile import read_terms
from watchlists.edit_history import save_edit
from watchlists.model import Severity, Watchlist
from watchlists.store import save_team, save_watchlist

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ROOT = Path(__file__).parents[3]
WIRE = Source(id="wire", kind=SourceKind.FEED, url="https://news.example/feed", name="Wire")
SALE = Item(
    id="t1",
    source="wire",
    kind=ItemKind.TENDER,
    url="",
    title="Award",
    text="",
    fields={"buyer": "Harbour", "supplier": ["Quay Trading"]},
)
WATCHED = "Harbour Institute of Technology"  # by the team "ours", and nobody else
OTHERS = {"watchlist add": '"Northern Foundry"', "decline": "Quay"}  # names that are not watched
# What a person would put in the place of each argument; a new argument needs a word here.
NEEDED = {  # an option without which nothing is done
    "alerts resolve": ("--reason", "decided"),
    "rules set": ("--post", "high"),
}
WORDS = {
    "text": "a remark",
    "name": f'"{WATCHED}"',
    "url": "https://news.example/s1",
    "list_id": "held",
    "source_id": "wire",
    "alert_id": "alert-1",
    "alert_ids": "alert-1",
    "spellings": "港口理工大学",
    "near": "Harbour 港口",
    "edit_id": "edit-1",
    "hours": "20:00-07:30 Europe/Berlin",
    "rules set": ("--post", "high"),
}


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Yield every command that a chat understands, with its words."""
    for name, one in group.commands.items():
        if isinstance(one, click.Group):
            yield from leaves(one, (*path, name))
        else:
            yield " ".join((*path, name)), one


COMMANDS = dict(leaves(grammar_words.words))


def table() -> dict[str, dict[str, str]]:
    """Return the table of docs/security.md: by command, by person."""
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()]
    heads = next(row for row in rows if row[:2] == ["command", "stranger"])
    return {
        row[0].strip("`"): dict(zip(heads[1:], row[1:], strict=True))
        for row in rows
        if re.fullmatch(r"`[a-z ]+`", row[0]) and len(row) == len(heads)
    }


def slack(name: str, user: dict[str, Any], *, editors: tuple[str, ...] = ("U9",)) -> tuple[str, Actor]:
    person = slack_people.judge({"id": "U1", "team_id": "T1"} | user, "T1", editors)
    return name, Actor(team="ours", user="U1", role=person.role, via="slack", workspace="T1")


def teams(name: str, *, member: bool | None, editors: tuple[str, ...]) -> tuple[str, Actor]:
    people = pytest.importorskip("bot.chat.teams.people", reason="Teams needs the extra teams")
    role = people.role_of(people.Person(object_id="id-1", names=("a@b.example",), member=member), editors)
    return name, Actor(team="ours", user="id-1", role=role, via="teams", workspace="tenant")


def everybody() -> list[tuple[str, Actor]]:
    """Return each kind of person in each front end, with the role that the front end finds."""
    return [
        slack("guest", {"is_restricted": True}, editors=("U1", "*")),
        slack("guest", {"is_ultra_restricted": True, "is_restricted": True}, editors=("U1",)),
        slack("guest", {"is_admin": True, "deleted": True}),
        slack("guest", {"is_bot": True}, editors=("*",)),
        slack("member", {}),
        slack("editor", {"is_admin": True}),
        slack("editor", {}, editors=("U1",)),
        slack("owner", {"is_owner": True}),
        teams("guest", member=False, editors=("id-1", "*")),
        teams("guest", member=None, editors=("*",)),
        teams("member", member=True, editors=("somebody-else",)),
        teams("editor", member=True, editors=()),
        teams("editor", member=True, editors=("a@b.example",)),
        ("operator", operator("ours")),
    ]


@pytest.fixture
def desk(store_url: str) -> Iterator[Desk]:
    """Return the desk of two teams; all there is belongs to "ours"."""
    rows = f"kind,name,aliases,context,note\norg,{WATCHED},,,for our eyes\n"
    entry = Entry(entity_id="e1", name="Quarry Trading", list="held")
    told = Alert(
        id="alert-1",
        team="ours",
        kind=AlertKind.MATCH,
        severity=Severity.HIGH,
        title=f"{WATCHED} rents chips",
        sources=(SourceLink(name="Wire", url=WORDS["url"]),),
        created=NOW,
    )

    def fill(db: Database) -> None:
        save_team(db, "theirs", {}, NOW)
        save_watchlist(db, Watchlist(team="ours", name="default", terms=read_terms(rows)[0]), NOW)
        watchers.store.add_source(db, WIRE, NOW)
        replace_list(db, "held", (entry,), as_of="2026-02-01", now=NOW)
        outbox.record(db, told, (), NOW)
        save_edit(db, "ours", imported(rows, NOW), "edit-1")
        suppliers.remember(db, "ours", "t1", SALE, [a_match("Harbour")], NOW)

    with a_desk(store_url, NOW, also=fill) as made:
        yield made


def calls(name: str) -> list[str]:
    """Return the call of a command, and again with each flag that turns it round."""
    one = COMMANDS[name]
    words = WORDS | ({"name": OTHERS[name]} if name in OTHERS else {})
    given = [words[p.name or ""] for p in one.params if isinstance(p, click.Argument)]
    plain = " ".join((name, *given, *NEEDED.get(name, ())))
    flags = [p.opts[0] for p in one.params if isinstance(p, click.Option) and p.is_flag]
    return [plain, *(f"{plain} {flag}" for flag in flags)]


def dump(db: Database, *, team: str = "") -> dict[str, list[str]]:
    """Return every row of every table (of one team: those that name it)."""
    return {
        name: sorted(repr(row) for row in rows if not team or row.get("team") == team)
        for name, rows in tables(db).items()
    }


def is_edit(name: str) -> bool:
    return table()[name]["guest"] == "no"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_row(name: str) -> None:
    """A command that the table does not know must not exist."""
    assert name in table()


def test_the_table_names_no_command_that_is_gone() -> None:
    """A row that cannot be held against the program says nothing."""
    assert set(table()) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_role_may_do_what_the_table_says(name: str, desk: Desk) -> None:
    """Refused: one sentence and not a row changed. Done: an edit leaves one audit row for each call."""
    for person, actor in everybody():
        before, logged = dump(desk.db), len(list(audit.rows(desk.db)))
        allowed = table()[name][person] == "yes"
        for call in calls(name):
            rows = len(list(audit.rows(desk.db)))
            reply = grammar.answer(call, desk, actor, confirmed=True)
            if not allowed:
                assert reply.tone is Tone.ERROR, (person, call, reply)
                assert "editors" in reply.title
                continue
            assert "Only editors" not in reply.title, (person, call)
            if is_edit(name):
                assert reply.tone is not Tone.ERROR, (person, call, reply.title)
                assert reply.public  # an edit is told to the channel
                assert len(list(audit.rows(desk.db))) == rows + 1, (person, call)
        if not (allowed and is_edit(name)):
            assert dump(desk.db) == before, f"{name} by {person} changed something"
            assert len(list(audit.rows(desk.db))) == logged
        else:
            last = list(audit.rows(desk.db))[-1]
            assert (last.team, last.who, last.via) == ("ours", actor.user, actor.via)
        undo(name, desk)
    assert audit.verify(desk.db) == ""


def asked_back() -> set[str]:
    """Return what docs/security.md says is asked back."""
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    told = re.search(r"takes something away\s+\(([^)]*)\)", text)
    assert told
    return set(re.findall(r"`([^`]+)`", told[1]))


@pytest.mark.parametrize("name", COMMANDS)
def test_what_takes_something_away_is_asked_back(name: str, desk: Desk) -> None:
    """Without a yes it changes nothing, and only it is asked; who may not do it is not asked but refused."""
    owner = Actor(team="ours", user="U1", role=Role.OWNER, via="slack", workspace="T1")
    if name == "watchlist watch":
        grammar.answer("watchlist watch held", desk, owner)
    for call in calls(name):
        words = f"{name} --off" if call.endswith("--off") else name
        before = dump(desk.db)
        reply = grammar.answer(call, desk, owner)
        assert reply.confirm is (words in asked_back()), call
        if reply.confirm:
            assert dump(desk.db) == before
            assert reply.title.endswith(("?", ".")), reply.title
            refused = grammar.answer(call, desk, Actor(team="ours", user="U2", role=Role.READER, via="slack"))
            assert not refused.confirm
            assert "Only editors" in refused.title


def undo(name: str, desk: Desk) -> None:
    """Put back what the command took, so that the next person finds the same."""
    ours = operator("ours")
    again = {
        "watchlist add": 'watchlist remove "Northern Foundry"',
        "watchlist remove": f'watchlist add "{WATCHED}" --note "for our eyes"',
        "watchlist undo": f'watchlist add "{WATCHED}" --note "for our eyes"',
    }
    if name in again:
        grammar.answer(again[name], desk, ours, confirmed=True)
    if name in [f"alerts {verb}" for verb in ("acknowledge", "assign", "snooze", "resolve", "dismiss")]:
        grammar.answer("alerts reopen alert-1", desk, ours)
    if name == "alerts reopen":
        grammar.answer("alerts acknowledge alert-1", desk, ours)
    if name == "decline":
        with desk.db.atomic():
            desk.db.execute("UPDATE supplier_proposals SET declined = ''", {})
    if name == "watchlist alias":
        grammar.answer(f'watchlist remove "{WATCHED}"', desk, ours, confirmed=True)
        grammar.answer(f'watchlist add "{WATCHED}" --note "for our eyes"', desk, ours)
    if name == "sources remove" and not watchers.store.sources(desk.db):
        with desk.db.atomic():
            watchers.store.add_source(desk.db, WIRE, NOW)


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("role", Role)
def test_another_team_neither_reads_nor_changes_ours(name: str, role: Role, desk: Desk) -> None:
    """Whoever acts for another team, even its owner, gets nothing of ours and moves nothing of ours."""
    before = dump(desk.db, team="ours")
    stranger = Actor(team="theirs", user="U1", role=role, via="slack", workspace="T2")
    for call in calls(name):
        reply = grammar.answer(call, desk, stranger, confirmed=True)
        shown = repr(Reply(title="", parts=reply.parts, data=reply.data))
        assert not re.search("for our eyes|rents chips", shown), (call, reply)
    assert dump(desk.db, team="ours") == before
    assert {row.team for row in audit.rows(desk.db)} <= {"theirs"}
    assert audit.verify(desk.db) == ""


async def test_a_stranger_gets_no_command_through_slack() -> None:
    """People of other workspaces are turned away before the store is asked anything."""
    responder = FakeResponder()
    async with SlackMock() as mock:
        front = front_for(mock, responder)
        sent = 0
        for name in COMMANDS:
            assert table()[name]["stranger"] == "—"
            for call in calls(name):
                sent += 1
                await send(front, command(mock, call, user="U04OTHER", trigger=f"t{sent}"))
        await mock.until(lambda: len(mock.responses) == sent)
        assert responder.asked == []
