"""A different secret in every setting, then everything that writes: none of them comes out anywhere."""

import asyncio
import io
import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from click.testing import CliRunner
from pydantic import SecretStr

from bot.actors import Actor, Role
from bot.alerts import Destination
from bot.app import running
from bot.cli import main as cli
from bot.database.interface import StoreThread, open_database
from bot.delivery.deliverer import Deliverer
from bot.installed import Installation
from bot.opening import MIGRATIONS, now_utc
from bot.operating import upkeep
from bot.program import App
from bot.settings import API_KEYS, Settings, isolated, load
from bot.tenants.seeds import begin
from bot.tenants.tenancy import Tenancy
from bot.tenants.vault import Vault, new_key, read_keys
from tests.slack_mock import SlackMock, error
from tests.stores import tables
from tests.world import Page, Site, rss

pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:microsoft_teams"),
    pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning"),  # slack_sdk's
]
WATCHLIST = "kind,name,aliases,context,note\norg,Harbour Institute,,,\nchip,Nvidia A100,A100,,\n"
STORY = ("s1", "Harbour Institute buys", "Harbour Institute buys Nvidia A100 servers for its laboratory.")
# Where a value must look like something to be taken; `*` stands for the secret.
SHAPES = {"SLACK_BOT_TOKEN": "xoxb-*", "SLACK_APP_TOKEN": "xapp-*", "TEAMS_WORKFLOW_URL": "{base}/hook?sig=*"}


KEYS = (new_key(), new_key())  # in force, and the one before it
# Of workspaces that installed the app: as Slack makes them, and one that masking does not know by its look
TOKENS = {"T1": "xoxb-pl4nted-one", "T2": "pl4nted-two"}


def secret_settings() -> list[str]:
    """Return the environment names of every setting that is declared a secret."""
    return [
        str(field.validation_alias)
        for field in Settings.model_fields.values()
        if "SecretStr" in str(field.annotation)
    ]


def planted(base: str) -> tuple[dict[str, str], list[str]]:
    """Return an environment with a secret in every place for one, and the secrets."""
    env, secrets = {}, []
    for number, name in enumerate(secret_settings()):
        if name == "SANCTIONS_WATCH_SECRET_KEYS":
            secrets += KEYS
            env[name] = ",".join(KEYS)
            continue
        if name == API_KEYS:
            name = "WIRE_API_KEY"  # noqa: PLW2901 - one of them
        secrets.append(f"pl4nted-{number}-{name.lower().replace('_', '-')}")
        env[name] = SHAPES.get(name, "*").format(base=base).replace("*", secrets[-1])
    secrets += ["pl4nted-heartbeat", "pl4nted-path"]
    env["SANCTIONS_WATCH_HEARTBEAT"] = f"{base}/pl4nted-path/beat?key=pl4nted-heartbeat"
    return env, secrets


@pytest.fixture
def logs() -> Iterator[io.StringIO]:
    """Return all that is logged, by our own parts at DEBUG, tracebacks included."""
    kept = io.StringIO()
    handler = logging.StreamHandler(kept)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    names = [None, "sanctions_watch", "bot", "watchers", "watchlists", "httpx", "httpcore", "slack_sdk"]
    names += ["slack_bolt", "apscheduler", "aiohttp.access", "asyncio"]
    before = {name: logging.getLogger(name).level for name in names}
    root.addHandler(handler)
    cli.set_up_logs("DEBUG")
    for name in (None, "sanctions_watch", "bot", "watchers", "watchlists"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield kept
    root.removeHandler(handler)
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


class Shell:
    """Runs commands of the console script and keeps all that they print."""

    def __init__(self) -> None:
        self.printed = ""
        cli.assemble()

    def _run(self, *words: str) -> int:
        done = CliRunner().invoke(cli.cli, words)
        self.printed += done.output + repr(done.exception)
        return done.exit_code

    async def __call__(self, *words: str) -> int:
        """Run in a thread of its own: a command brings its own event loop."""
        return await asyncio.to_thread(self._run, *words)


@pytest.fixture
async def site() -> Any:
    there = Site()
    there.pages["/wire"] = rss(STORY)
    there.pages["/broken"] = Page(b"no", status=500)
    await there.start()
    yield there
    await there.close()


async def hook(request: web.Request) -> web.Response:
    """Fail as a webhook fails, repeating what was asked."""
    return web.Response(status=502, text=f"cannot forward {request.url}")


async def install(url: str, slack: SlackMock) -> None:
    """Let two workspaces install the app, one of them under the older key, each with a channel."""
    for key, (workspace, token) in zip(reversed(KEYS), TOKENS.items(), strict=True):
        slack.join(token, SlackMock(team=workspace))
        store = StoreThread(open_database(url, MIGRATIONS))
        begin(store.db, now_utc())  # as every start does
        tenancy = Tenancy(store, Vault(read_keys(isolated(SANCTIONS_WATCH_SECRET_KEYS=key))), now_utc)
        one = Installation(
            workspace=workspace,
            name=f"Desk {workspace}",
            app="A1",
            bot="B1",
            bot_user="U0BOT",
            scopes=(),
            installer="U01ANA",
            token=SecretStr(token),
            refresh=SecretStr(f"{token}-refresh"),
            expires=now_utc() + timedelta(days=1),
        )
        await tenancy.save(one)
        by = Actor(team=f"slack-{workspace}", user="U1", role=Role.EDITOR, via="slack", workspace=workspace)
        place = Destination(
            id=f"slack:{workspace}/C01ALERTS",
            team=by.team,
            channel="slack",
            address="C01ALERTS",
            workspace=workspace,
        )
        await tenancy.subscribe(place, by)
        store.close()


async def come_back(bot: App) -> str:
    """Install from a browser with a code that Slack refuses; return the pages."""
    served = web.Application()
    for front in bot.front_ends:
        front.routes(served)
    async with TestClient(TestServer(served)) as client:
        async with client.get("/slack/install", allow_redirects=False) as answer:
            cookie = answer.headers["Set-Cookie"].split(";")[0]
        query = {"code": "pl4nted-code", "state": cookie.partition("=")[2]}
        async with client.get("/slack/oauth_redirect", params=query, headers={"Cookie": cookie}) as answer:
            assert answer.status == 401
            return await answer.text()


async def test_no_secret_comes_out(
    store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logs: io.StringIO, site: Site
) -> None:
    """doctor, sources, run, poll, failing posts, heartbeat, metrics, exports, dump: no secret in any."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "list.csv").write_text(WATCHLIST, encoding="utf-8")
    app = web.Application()
    app.router.add_post("/hook", hook)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    env, secrets = planted(f"http://127.0.0.1:{runner.addresses[0][1]}")
    shell = Shell()
    drain = Deliverer.drain  # what fails is tried again for two minutes: here less will do
    monkeypatch.setattr(Deliverer, "drain", lambda self, limit: drain(self, limit / 100))
    async with SlackMock() as slack:
        env |= {
            "SANCTIONS_WATCH_DATABASE_URL": store_url,
            "SANCTIONS_WATCH_ALLOW_NETWORKS": "127.0.0.0/8",
            "SANCTIONS_WATCH_ALLOW_PORTS": f"{site.base.rpartition(':')[2]},{runner.addresses[0][1]}",
            "SANCTIONS_WATCH_LOG_LEVEL": "DEBUG",
            "SANCTIONS_WATCH_GRACE_SECONDS": "1",
            "SLACK_API_URL": slack.api_url,
            "SLACK_MODE": "http",
            "SLACK_CLIENT_ID": "111.222",
            "SLACK_CHANNEL": "C01ALERTS",
            "TEAMS_CLIENT_ID": "client",
            "TEAMS_TENANT_ID": "tenant",
            "HTTPS_PROXY": "http://127.0.0.1:9",  # nothing leaves the machine, and fails at once
            "PORT": "0",
        }
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        settings = load()
        shell.printed += f"{settings!r} {settings}"
        secrets += [*TOKENS.values(), "pl4nted-code"]
        await install(store_url, slack)
        await shell("doctor")
        for name in ("HTTPS_PROXY", "TEAMS_CLIENT_ID", "TEAMS_CLIENT_SECRET", "TEAMS_TENANT_ID"):
            monkeypatch.delenv(name)  # from here on Slack, which would take the proxy too
        for team in ("default", "slack-T1", "slack-T2"):
            assert await shell("watchlist", "import", "list.csv", "--team", team) == 0
        for home in slack.others.values():
            home.next(
                "chat.postMessage", error("invalid_auth"), error("invalid_blocks"), error("fatal_error")
            )
        for path in ("/wire?key=${WIRE_API_KEY}", "/broken?feed=1&key=pl4nted-source"):
            url = f"{site.base}{path}"
            more = ("--option", "baseline=alert", "--force", "--kind", "feed", "--yes")
            await shell("sources", "add", url, *more)
        assert f"/wire?key={env['WIRE_API_KEY']}" in site.questions
        await shell("sources", "list", "--json")
        await shell("sources", "check", "--json")
        faults = ("invalid_auth", "token_revoked", "invalid_blocks", "internal_error")
        slack.next("chat.postMessage", *(error(code) for code in faults))
        await shell("run", "--once")
        site.pages["/wire"] = rss(
            STORY, ("s2", "Again", f"Harbour Institute rents Nvidia A100 servers. {env['WIRE_API_KEY']}")
        )
        slack.next("auth.test", error("invalid_auth"), error("account_inactive"))
        slack.next("chat.postMessage", error("fatal_error", status=500))
        await shell("poll", "--json")
        await shell("doctor", "--json")
        for words in (("alerts", "export"), ("audit", "export"), ("watchlist", "export"), ("alerts", "list")):
            assert await shell(*words) == 0
        async with running(load()) as bot:
            await asyncio.to_thread(bot.matching.wait)  # the day's work waits for the index
            bot.db.execute("DELETE FROM daily_runs")
            bot.db.execute("INSERT INTO daily_runs VALUES ('2020-01-01', '2020-01-01')")
            monkeypatch.setattr(upkeep, "HEARTBEAT_PAUSES", (0.0,))
            await bot.upkeep.day()  # the heartbeat
            await bot.upkeep.look_round()  # the figures
            bot.metrics.follow(bot.deliverer, bot.parsers)
            shell.printed += bot.metrics.text() + await come_back(bot)
        for home in (slack, *slack.others.values()):
            assert home.called("chat.postMessage")  # it was really tried
    await runner.cleanup()
    store = open_database(store_url, MIGRATIONS)
    dump = repr(tables(store))
    store.close()
    assert "Harbour Institute" in dump
    assert "slack bot token" not in dump
    assert dump.count("v1:") == 2 * len(TOKENS)  # sealed, each with what renews it
    for step in ("source.polled", "destination=workflow state=sending", "heartbeat.failed", "keys.rotated"):
        assert step in logs.getvalue()  # it was really tried
    for secret in secrets:
        assert secret not in logs.getvalue(), lines_with(secret, logs.getvalue())
        assert secret not in shell.printed, lines_with(secret, shell.printed)
        assert secret not in dump, lines_with(secret, dump)
    assert "pl4nted-source" not in logs.getvalue() + shell.printed  # kept as it is for who insists, not shown


def lines_with(word: str, text: str) -> list[str]:
    return [line[:300] for line in text.splitlines() if word in line]


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://bot:pl4nted@127.0.0.1:1/watch",
        "mysql://bot:pl4nted@db/watch",
        "sqlite:////no/pl4nted/x",
        "postgresql://bot:pl4nted[@127.0.0.1:1/watch",
        "postgresql://bot:pl4nted@[x/y",
    ],
)
async def test_a_database_that_cannot_be_opened_is_not_named(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logs: io.StringIO
) -> None:
    """The address may hold a password; a file's own folder may be said."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SANCTIONS_WATCH_DATABASE_URL", address)
    shell = Shell()
    for words in (("doctor",), ("alerts", "list"), ("run", "--once"), ("backup", "x.db")):
        assert await shell(*words) != 0
    said = shell.printed + logs.getvalue() + repr(load())
    if not address.startswith("sqlite"):
        assert "pl4nted" not in said, lines_with("pl4nted", said)


@pytest.mark.parametrize(
    "name",
    [
        "SANCTIONS_WATCH_HEARTBEAT",
        "SANCTIONS_WATCH_ALLOW_NETWORKS",
        "SANCTIONS_WATCH_ALLOW_PORTS",
        "SANCTIONS_WATCH_YUAN_PER_DOLLAR",
        "SANCTIONS_WATCH_PUBLIC_URL",
        "SLACK_API_URL",
        "SLACK_AUTHORIZE_URL",
        "PORT",
        "SLACK_MODE",
        "TEAMS_WORKFLOW_URL",
    ],
)
async def test_a_wrong_setting_is_named_without_its_value(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, logs: io.StringIO
) -> None:
    """A secret pasted into the wrong place is not repeated."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(name, "pl4nted-value")
    shell = Shell()
    assert await shell("doctor") != 0
    assert name in shell.printed
    assert "pl4nted" not in shell.printed + logs.getvalue()
