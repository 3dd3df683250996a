"""A digest of very many finds loses none: each chat counts what it does not show and says how to see it."""

import json
import re
from collections.abc import Callable
from io import StringIO

import pytest
from rich.console import Console

from bot.alerting.drafting import MAX_LINES
from bot.alerts import Alert, AlertKind, Line
from bot.chat.slack.render import alert_blocks, alert_text
from bot.chat.teams.render import alert_card
from bot.chat.terminal.render import render_alert
from bot.grammar.asking import MOST
from bot.operating import daily
from bot.replies import Link, Table
from tests.bot.commands.test_looking_back import NOW
from tests.bot.commands.test_rules import Team
from watchers.model import Item, ItemKind
from watchlists.model import Severity


def terminal(alert: Alert) -> str:
    console = Console(file=StringIO(), width=200, force_terminal=False)
    console.print(render_alert(alert))
    return console.file.getvalue()  # type: ignore[attr-defined]


CHATS: dict[str, Callable[[Alert], str]] = {
    "slack": lambda alert: json.dumps(alert_blocks(alert), ensure_ascii=False),
    "slack as text": lambda alert: alert_text(alert, limit=40_000),
    "teams": lambda alert: json.dumps(alert_card(alert), ensure_ascii=False),
    "workflow": lambda alert: json.dumps(alert_card(alert, for_webhook=True), ensure_ascii=False),
    "terminal": terminal,
}


@pytest.fixture
def team(store_url: str):
    made = Team(store_url)
    yield made
    made.store.close()


async def digest_of(team: Team, count: int) -> Alert:
    """Let so many items be found where nothing is posted at once, and return the day's digest."""
    await team.poll()
    team.ask("rules set --post none")
    for first in range(0, count, 100):
        team.wires.items["wire"] = tuple(
            Item(
                id=str(number),
                source="wire",
                kind=ItemKind.NEWS,
                url=f"https://wire.example/{number}",
                title=f"Report {number:04} of the day",
                text=f"Harbour Institute {'opens a hall' if number % 10 else 'rents Nvidia A100'} {number}.",
            )
            for number in range(first, min(first + 100, count))
        )
        await team.poll()
    assert team.posted() == []
    with team.db.atomic():
        message = daily.digest(team.db, "ours", team.now)
    assert message is not None
    assert team.posted() == [message.id]
    return message


def reports(text: str) -> set[str]:
    return set(re.findall(r"Report \d{4}", text))


def shown(team: Team, words: str) -> set[str]:
    """Return the reports that a command lists, each with its link."""
    [table] = [part for part in team.ask(words).parts if isinstance(part, Table)]
    cells = [cell for row in table.rows for cell in row if isinstance(cell, Link)]
    assert all(cell.url.startswith("https://wire.example/") for cell in cells)
    return reports(" ".join(cell.label for cell in cells))


def test_a_summary_of_more_than_a_command_lists_names_one_that_is_taken() -> None:
    alert = Alert(
        id="a1",
        team="ours",
        kind=AlertKind.BASELINE,
        severity=Severity.LOW,
        title="Many",
        created=NOW,
        lines=(Line(text="One"),),
        more=12_000,
    )
    for chat, render in CHATS.items():
        listed = re.search(r"alerts list --limit (\d+)", render(alert))
        assert listed is not None, chat
        assert MOST.convert(listed[1], None, None) == 10_000, chat


@pytest.mark.both_stores
async def test_of_a_hundred_finds_each_is_named_or_counted_with_the_way_to_it(team: Team) -> None:
    message = await digest_of(team, 100)
    assert message.title.startswith("100 small finds")
    assert {line.severity for line in message.lines[:10]} == {"high"}
    for chat, render in CHATS.items():
        text = render(message)
        named = reports(text)
        left = re.search(r"and ([\d,]+) more", text)
        assert len(named) + (int(left[1]) if left else 0) == 100, chat
        assert (left is None) == (chat.startswith("slack")), chat
        if left:
            assert f"alerts show {message.id}" in text, chat
    assert len(shown(team, f"alerts show {message.id}")) == 100


async def test_of_more_than_are_kept_the_newest_are_listed(team: Team) -> None:
    """The count is of all, and both commands are named."""
    message = await digest_of(team, MAX_LINES + 60)
    assert (len(message.lines), message.more) == (MAX_LINES, 60)
    for chat, render in CHATS.items():
        text = render(message)
        left = re.search(r"and ([\d,]+) more", text)
        assert left is not None, chat
        assert len(reports(text)) + int(left[1]) == MAX_LINES + 60, chat
        listed = re.search(r"alerts list --limit \d+", text)
        assert listed is not None, chat
        assert len(shown(team, listed[0])) == MAX_LINES + 60
    answer = team.ask(f"alerts show {message.id}")
    assert "60 more" in repr(answer)
    assert len(shown(team, f"alerts show {message.id}")) == MAX_LINES
