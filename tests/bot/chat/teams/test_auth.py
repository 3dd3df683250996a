"""Who may call `/api/messages`: the SDK's token check is on, and what it leaves open is closed."""

import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest

from bot.chat.teams import auth as teams_auth
from bot.chat.teams.front_end import build_teams, check_teams_settings, teams_wanted
from bot.errors import SettingsError
from tests.bot.teams_kit import APP_ID, ISSUER, KEY, OTHER_KEY, TENANT, Asked, Bench, bench, settings

# the SDK warns of its own parts whenever it makes a client
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:microsoft_teams")


def _unsigned(at: Bench) -> str:
    claims = {"iss": ISSUER, "aud": APP_ID, "serviceurl": at.connector.url}
    return jwt.encode(claims, None, algorithm="none", headers={"kid": "k1"})


def _shared_secret(at: Bench) -> str:
    claims = {"iss": ISSUER, "aud": APP_ID, "serviceurl": at.connector.url, "exp": int(time.time()) + 60}
    return jwt.encode(claims, "k" * 32, algorithm="HS256", headers={"kid": "k1"})


def _unknown_key(at: Bench) -> str:
    return jwt.encode({"iss": ISSUER, "aud": APP_ID}, KEY, algorithm="RS256", headers={"kid": "nope"})


BAD_TOKENS: dict[str, Any] = {
    "none": lambda at: "",
    "not a token": lambda at: "abc",
    "signed by another key": lambda at: at.token(OTHER_KEY),
    "for another bot": lambda at: at.token(aud="someone-else"),
    "another issuer": lambda at: at.token(iss="https://evil.example"),
    "a login issuer": lambda at: at.token(iss=f"https://login.microsoftonline.com/{TENANT}/v2.0"),
    "expired an hour ago": lambda at: at.token(nbf=int(time.time()) - 7200, exp=int(time.time()) - 3600),
    "for another service address": lambda at: at.token(serviceurl="https://evil.example/"),
    "unknown key": _unknown_key,
    "unsigned": _unsigned,
    "signed with a shared secret": _shared_secret,
}


async def test_a_good_token_is_answered_and_bad_ones_are_not() -> None:
    """1 good, 11 bad: each bad one gets 401 and reaches no listener; the keys are downloaded once."""
    async with bench() as at:
        for name, make in BAD_TOKENS.items():
            answer = await at.send(at.activity(text="help"), make(at))
            assert answer.status == 401, name
        assert at.asked.asked == []
        assert (await at.send(at.activity(text="help"))).status == 200
        assert [text for text, _ in at.asked.asked] == ["help"]
        assert at.downloads == ["/v1/keys"]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"serviceUrl": ""}, 401),
        ({"serviceUrl": None}, 401),
        ({"serviceUrl": "ftp://127.0.0.1/"}, 401),
        ({"channelId": "directline"}, 403),
        ({"conversation": {"id": "a:1", "tenantId": "another"}, "channelData": {}}, 403),
        ({"conversation": {"id": "a:1"}, "channelData": {}}, 403),
        ({"type": "typing"}, 200),
        ({"type": ["message"]}, 200),
        ({"type": "invoke", "name": "task/fetch"}, 501),
    ],
)
async def test_a_good_token_does_not_make_every_activity_good(change: dict[str, Any], status: int) -> None:
    """No service address, another channel or tenant: refused; what nobody answers: not passed on."""
    async with bench() as at:
        answer = await at.send(at.activity(text="help") | change)
        assert answer.status == status
        assert at.asked.asked == []


async def test_bodies_that_are_no_activity_are_refused() -> None:
    """Not JSON, not an object, or nested without end: 400 and no traceback."""
    async with bench() as at:
        for body in ("", "{", "[]", '"x"', "[" * 100_000):
            answer = await at.http.post(at.url, data=body)
            assert answer.status == 400
            await answer.release()


async def test_invented_keys_do_not_cause_downloads() -> None:
    """Tokens naming unknown keys ask for a new download at most once a minute."""
    async with bench() as at:
        for number in range(5):
            raw = jwt.encode({"iss": ISSUER}, KEY, algorithm="RS256", headers={"kid": f"k{number + 2}"})
            assert (await at.send(at.activity(text="help"), raw)).status == 401
        assert len(at.downloads) == 1


async def test_new_keys_are_learnt_and_old_ones_survive_an_outage(monkeypatch: pytest.MonkeyPatch) -> None:
    """A key published later is downloaded when a token names it; a failing download forgets nothing."""
    monkeypatch.setattr(teams_auth, "KEYS_REST", timedelta(0))
    async with bench() as at:
        late = at.token(OTHER_KEY, kid="k2")
        assert (await at.send(at.activity(text="help"), late)).status == 401
        at.published["k2"] = OTHER_KEY
        assert (await at.send(at.activity(text="help"), late)).status == 200
        at.published.clear()
        monkeypatch.setattr(teams_auth, "KEYS_LAST", timedelta(0))
        assert (await at.send(at.activity(text="help", id="2"), late)).status == 200
        assert len(at.asked.asked) == 2
        assert len(at.downloads) == 4


def trial(**changes: Any) -> dict[str, Any]:
    return {
        "DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS": "true",
        "TEAMS_CLIENT_ID": None,
        "TEAMS_CLIENT_SECRET": None,
        "TEAMS_TENANT_ID": None,
        **changes,
    }


async def test_a_trial_answers_this_machine_without_a_token_and_nobody_else() -> None:
    """On one machine no token is needed; what a proxy forwards, or names another host, is refused."""
    async with bench(**trial()) as at:
        assert (await at.send(at.activity(text="help"), "")).status == 200
        assert len(at.connector.posts) == 1
        for headers in (
            {"X-Forwarded-For": "203.0.113.9"},
            {"Forwarded": "for=x"},
            {"Host": "bot.example"},
            {"Origin": "https://evil.example"},  # a page that the person at this machine has open
        ):
            assert (await at.send(at.activity(text="help", id="2"), "", **headers)).status == 403
        elsewhere = at.activity(text="help", id="3", serviceUrl="https://evil.example/")
        assert (await at.send(elsewhere, "")).status == 403
        assert len(at.asked.asked) == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        (trial(HOST="0.0.0.0"), "HOST"),
        (trial(HOST="10.0.0.5"), "HOST"),
        (trial(HOST="bot.example"), "HOST"),
        (trial(TEAMS_CLIENT_SECRET="s3cret-of-the-bot"), "TEAMS_CLIENT_SECRET"),
        ({"TEAMS_CLIENT_SECRET": None}, "TEAMS_CLIENT_SECRET"),
        ({"TEAMS_TENANT_ID": None, "TEAMS_CLIENT_ID": None}, "TEAMS_CLIENT_ID, TEAMS_TENANT_ID"),
    ],
)
def test_settings_that_are_unsafe_or_incomplete_do_not_start(changes: dict[str, Any], says: str) -> None:
    """Requests without a token need loopback and no secret; a real bot needs all three values."""
    with pytest.raises(SettingsError, match=says) as caught:
        build_teams(settings(**changes), Asked(), Asked())
    assert "s3cret" not in str(caught.value)


def test_a_missing_sdk_is_said_with_the_command_that_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the sentence says what to install."""
    monkeypatch.setattr("bot.chat.teams.front_end.find_spec", lambda name: None)
    with pytest.raises(SettingsError, match="make extras"):
        check_teams_settings(settings())


def test_teams_is_wanted_when_any_of_its_settings_is_there() -> None:
    """A half-filled set-up is noticed, an empty one is not."""
    assert teams_wanted(settings())
    assert teams_wanted(settings(TEAMS_CLIENT_ID=None, TEAMS_CLIENT_SECRET=None))
    assert not teams_wanted(settings(TEAMS_CLIENT_ID=None, TEAMS_CLIENT_SECRET=None, TEAMS_TENANT_ID=None))


async def test_the_sdks_own_environment_names_are_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The SDK would read CLIENT_ID and CLIENT_SECRET by itself; ours are the only ones."""
    monkeypatch.setenv("CLIENT_ID", "foreign")
    monkeypatch.setenv("CLIENT_SECRET", "foreign-secret")
    with pytest.raises(SettingsError, match="CLIENT_SECRET"):
        async with bench(**trial()):
            pass
    monkeypatch.delenv("CLIENT_SECRET")
    async with bench() as at:
        answer = await at.send(at.activity(text="help"), at.token(aud="foreign"))
        assert answer.status == 401


def test_importing_the_sdk_reads_no_env_file(tmp_path: Path) -> None:
    """The SDK loads `.env` into the environment when imported; through our door it does not stay."""
    (tmp_path / ".env").write_text("FROM_THE_FILE=1\n", encoding="utf-8")
    program = "import os, bot.chat.teams.sdk; print(os.environ.get('FROM_THE_FILE'))"
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.strip() == "None"
