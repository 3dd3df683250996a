"""No line that is written holds a secret, whoever wrote it and however it came there."""

import io
import logging
from collections.abc import Iterator

import aiohttp
import httpx
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot import masking
from bot.cli import main as cli
from bot.settings import load

HIDDEN = [
    "posting with xoxb-12345-abcDEF failed",
    "opened wss://wss.example/link?ticket=abcdef123456&app=1",
    "POST https://prod.logic.azure.com/workflows/1/triggers?sp=x&sig=S3cr3tSign4ture",
    "fetching https://bot:hunter22@feeds.example/private.xml",
    "connecting to postgresql://bot:hunter22@db/watch",
    "{'Authorization': 'Bearer abc.def.ghi-jkl'}",
    "token=abcdefgh12345678 is wrong",
    "eyJhbGciOi.eyJpc3MiOi.c2lnbmF0",
]
SECRETS = ("12345-abcDEF", "abcdef123456", "S3cr3t", "hunter22", "ghi-jkl", "abcdefgh1234", "c2lnbmF0")
SAID = [
    "source.polled source=csl outcome=ok read=3 new=0",
    "delivery.settled key=5cb02035fbc5e4ce destination=slack:C0001 state=sent reason=posted note= held=True",
    "server.listening host=127.0.0.1 port=3000",
    "The token is missing: what is it?",
    "https://news.example/story-12 was read",
    "What? Really: yes=no",
    "the token refreshed successfully",
]


@pytest.mark.parametrize("line", HIDDEN)
def test_what_looks_like_a_secret_is_masked(line: str) -> None:
    """Tokens, queries, passwords, whatever sentence they stand in."""
    assert not any(secret in masking.masked(line) for secret in SECRETS)
    assert masking.MASK in masking.masked(line)


@pytest.mark.parametrize("line", SAID)
def test_our_own_lines_stay_as_they_are(line: str) -> None:
    """A log that hides what an operator needs is of no use."""
    assert masking.masked(line) == line


def test_the_secrets_of_the_settings_are_known(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    """Also one that looks like nothing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "plainword")
    monkeypatch.setenv("SANCTIONS_WATCH_DATABASE_URL", "postgresql://bot:quietword@db/watch")
    load()
    assert masking.masked("a plainword and a quietword") == "a … and a …"


@pytest.mark.parametrize("token", ["xoxb-9-1-Quorvex", "xoxe.xoxb-9-1-Quorvex", "xoxe-1-Quorvex", "xapp-1-Q"])
def test_a_token_that_its_looks_tell_is_not_remembered(token: str) -> None:
    """A thousand renewals later a line is masked as quickly, and the token is in none."""
    before = len(masking._known)
    masking.hide([token, "plainsecretword"])
    assert len(masking._known) <= before + 1
    for line in (
        token,
        f"by{token}",
        f"{token}.",
        f"eyJ{token}",
        f"://{token}@x",
        f"a plainsecretword {token}",
    ):
        assert token not in masking.masked(line)
        assert "plainsecretword" not in masking.masked(line)


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Return what the program's own handler writes, every library at DEBUG."""
    kept = io.StringIO()
    monkeypatch.setattr("sys.stderr", kept)
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    root.handlers.clear()
    cli.set_up_logs("DEBUG")
    names = (None, "httpx", "httpcore", "aiohttp.client", "aiohttp.access", "slack_sdk", "asyncio", "bot")
    levels = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield kept
    root.handlers[:] = before
    root.setLevel(level)
    for name, was in levels.items():
        logging.getLogger(name).setLevel(was)


async def test_libraries_at_debug_write_no_secret(written: io.StringIO) -> None:
    """httpx logs whole addresses, the Slack SDK its requests: none comes through whole."""

    async def answer(request: web.Request) -> web.Response:
        return web.json_response({"ok": False, "error": "invalid_auth", "seen": str(request.url)})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    runner = web.AppRunner(app)  # with its access log
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    base = f"127.0.0.1:{runner.addresses[0][1]}"
    async with httpx.AsyncClient(trust_env=False) as client:
        await client.get(f"http://bot:hunter22@{base}/hook?sig=S3cr3tSign4ture")
    slack = AsyncWebClient(token="xoxb-12345-abcDEF", base_url=f"http://{base}/api/")
    with pytest.raises(Exception, match="invalid_auth"):
        await slack.auth_test()
    log = logging.getLogger("bot.test")
    async with aiohttp.ClientSession() as session:
        try:
            await session.get("http://bot:hunter22@127.0.0.1:1/x?sig=S3cr3tSign4ture")
        except aiohttp.ClientError:
            log.exception("unforeseen url=%s", "http://bot:hunter22@127.0.0.1:1/x?sig=S3cr3tSign4ture")
    await runner.cleanup()
    text = written.getvalue()
    for sign in ("HTTP Request: GET", "unforeseen", "Traceback", "auth.test"):
        assert sign in text, "it was really logged"
    assert [line for line in text.splitlines() if any(secret in line for secret in SECRETS)] == []
