"""What an operator does with keys and workspaces in a shell, and what `doctor` says of them."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.chat.slack.manifest import slack_manifest
from bot.cli import main as cli
from bot.cli.doctor import examine
from bot.database.interface import Database, open_database
from bot.errors import SettingsError
from bot.opening import MIGRATIONS
from bot.outbox import outbox
from bot.settings import isolated
from bot.tenants.vault import new_key, read_keys
from bot.triage import audit
from tests.outbox_samples import NOW, an_alert
from tests.store_contract.test_installations_contract import Bot, by, installation, place

pytest.importorskip("cryptography", reason="sealing needs the extra slack-oauth")
OLD, NEW = new_key(), new_key()


@pytest.fixture
async def db(store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Database]:
    """Return a store with two workspaces, sealed under the older key; the settings name both keys."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SANCTIONS_WATCH_DATABASE_URL", store_url)
    monkeypatch.setenv("SANCTIONS_WATCH_SECRET_KEYS", f"{NEW},{OLD}")
    store = open_database(store_url, MIGRATIONS)
    bot = Bot(store, OLD)
    for workspace in ("T1", "T2"):
        await bot.tenancy.save(installation(workspace, f"xoxb-pl4nted-{workspace}"))
    await bot.tenancy.subscribe(place("T1"), by("T1"))
    yield store
    store.close()


async def run(*words: str) -> Result:
    """Run a command in a thread of its own, as a process would."""
    cli.assemble()
    return await asyncio.to_thread(CliRunner().invoke, cli.cli, words)


async def test_a_new_key_is_printed_and_is_one() -> None:
    """Another each time, and fit for the setting."""
    one, two = (await run("keys", "new")).output.strip(), (await run("keys", "new")).output.strip()
    assert one != two
    assert len(read_keys(isolated(SANCTIONS_WATCH_SECRET_KEYS=f"{one},{two}"))) == 2


async def test_tokens_are_stored_anew_under_the_newest_key(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Afterwards the older key may go; before, its absence is said, workspace by workspace."""
    monkeypatch.setenv("SANCTIONS_WATCH_SECRET_KEYS", NEW)
    done = await run("keys", "rotate")
    assert done.exit_code == 1
    assert "T1: the key" in done.output
    assert "older keys may go" not in done.output
    monkeypatch.setenv("SANCTIONS_WATCH_SECRET_KEYS", f"{NEW},{OLD}")
    done = await run("keys", "rotate")
    assert (done.exit_code, done.output.startswith("2 stored anew")) == (0, True)
    monkeypatch.setenv("SANCTIONS_WATCH_SECRET_KEYS", NEW)
    assert (await run("keys", "rotate")).output.startswith("0 stored anew")
    assert await Bot(db, NEW).tenancy.find("T1") is not None
    assert OLD not in done.output
    assert NEW not in done.output


async def test_workspaces_are_listed_without_tokens(db: Database) -> None:
    """With team and channels; as JSON too."""
    words = (await run("workspaces", "list")).output
    assert "T1  Desk T1  team slack-T1  C1" in words
    assert "no channel yet" in words
    rows = json.loads((await run("workspaces", "list", "--json")).output)
    assert [(row["workspace"], row["channels"], row["removed"]) for row in rows] == [
        ("T1", ["C1"], None),
        ("T2", [], None),
    ]
    assert "pl4nted" not in words + str(rows)


async def test_a_workspace_is_removed_by_hand(db: Database) -> None:
    """Asked first; its token goes, what waits is dead, the log says who did it."""
    outbox.record(db, an_alert(team="slack-T1"), [place("T1")], NOW)
    assert "say --yes" in str((await run("workspaces", "remove", "T1")).exception)
    assert "T9" in str((await run("workspaces", "remove", "T9", "--yes")).exception)
    assert (await run("workspaces", "remove", "T1", "--yes")).exit_code == 0
    assert await Bot(db, OLD).tenancy.find("T1") is None
    assert list(outbox.undelivered(db, "slack-T1")) == ["a1"]
    last = list(audit.rows(db))[-1]
    assert (last.action, last.subject, last.via) == ("slack.remove", "T1", "cli")
    assert "removed" in (await run("workspaces", "list")).output


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("SANCTIONS_WATCH_SECRET_KEYS", "keys new"),
        ("SLACK_CLIENT_SECRET", "Client Secret"),
        ("SLACK_SIGNING_SECRET", "Signing Secret"),
        ("", "settings complete"),
    ],
)
async def test_doctor_says_what_is_missing_for_several_workspaces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str, said: str
) -> None:
    """One sentence for each setting; no SLACK_BOT_TOKEN or SLACK_CHANNEL is asked for."""
    monkeypatch.chdir(tmp_path)
    given = {
        "SANCTIONS_WATCH_SECRET_KEYS": NEW,
        "SLACK_CLIENT_ID": "111.222",
        "SLACK_CLIENT_SECRET": "client-pl4nted",
        "SLACK_SIGNING_SECRET": "signing-pl4nted",
        "SLACK_MODE": "http",
        "SANCTIONS_WATCH_PUBLIC_URL": "https://bot.example.com",
    }
    for name, value in given.items():
        if name != missing:
            monkeypatch.setenv(name, value)
    found = await examine()
    slack = " ".join(one.sentence for one in found if one.what == "slack")
    assert said in slack
    assert ("wrong" in {one.state for one in found if one.what == "slack"}) is bool(missing)
    whole = " ".join(one.sentence for one in found)
    assert "pl4nted" not in whole
    assert NEW not in whole
    assert "SLACK_BOT_TOKEN" not in slack
    assert "SLACK_CHANNEL" not in slack


def test_the_manifest_for_several_workspaces() -> None:
    """Where Slack sends browsers back to, and that it tells of the app's end; not for a bot of one."""
    several = slack_manifest(isolated(SLACK_MODE="http"), public_url="https://bot.example.com/", several=True)
    assert several["oauth_config"]["redirect_urls"] == ["https://bot.example.com/slack/oauth_redirect"]
    events = several["settings"]["event_subscriptions"]
    told = events["bot_events"]
    assert events["request_url"] == "https://bot.example.com/slack/events"
    configured = slack_manifest(
        isolated(
            SLACK_CLIENT_ID="1.2", SLACK_CLIENT_SECRET="x", SANCTIONS_WATCH_PUBLIC_URL="https://b.example"
        )
    )
    assert configured["oauth_config"]["redirect_urls"] == ["https://b.example/slack/oauth_redirect"]
    assert configured["settings"]["socket_mode_enabled"]
    one = slack_manifest(isolated())
    assert "redirect_urls" not in one["oauth_config"]
    assert set(told) - set(one["settings"]["event_subscriptions"]["bot_events"]) == {
        "app_uninstalled",
        "tokens_revoked",
    }
    with pytest.raises(SettingsError, match="--url"):
        slack_manifest(isolated(), several=True)
