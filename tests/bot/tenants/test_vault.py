"""Tokens under a key: what opens them, what does not, and that no key is ever shown."""

import base64
import json
import logging
from pathlib import Path

import pytest

from bot import masking
from bot.errors import SettingsError, VaultError
from bot.settings import isolated
from bot.tenants.vault import Key, Vault, build_vault, key_of, new_key, read_keys

pytest.importorskip("cryptography", reason="sealing needs the extra slack-oauth")
TOKEN = "xoxb-1234-secret"


def keys(*texts: str) -> tuple[Key, ...]:
    return read_keys(isolated(SANCTIONS_WATCH_SECRET_KEYS=",".join(texts)))


def test_what_is_sealed_is_opened_and_cannot_be_read() -> None:
    """The same text sealed twice looks different, and holds no part of itself."""
    vault = Vault(keys(new_key()))
    sealed = vault.seal(TOKEN, "T1")
    assert vault.open(sealed, "T1") == TOKEN
    assert sealed != vault.seal(TOKEN, "T1")
    assert "xoxb" not in sealed
    assert TOKEN.encode() not in base64.urlsafe_b64decode(sealed.rpartition(":")[2])


def test_a_seal_is_bound_to_its_workspace() -> None:
    """Moved to another row it says nothing."""
    vault = Vault(keys(new_key()))
    with pytest.raises(VaultError, match="another workspace"):
        vault.open(vault.seal(TOKEN, "T1"), "T2")


def test_every_altered_character_shows() -> None:
    """Of the nonce, the ciphertext, the name of the key, the version; and what was never sealed."""
    vault = Vault(keys(new_key()))
    sealed = vault.seal(TOKEN, "T1")
    for place in range(len(sealed)):
        for other in ("A", "B", "0", ":"):
            bent = sealed[:place] + other + sealed[place + 1 :]
            if other == sealed[place] or _same_bytes(bent, sealed):
                continue
            with pytest.raises(VaultError):
                vault.open(bent, "T1")
    for nothing in ("", ":", "::", "v1:", f"v1:{vault.newest}:", f"v1:{vault.newest}:é", TOKEN):
        with pytest.raises(VaultError):
            vault.open(nothing, "T1")


def _same_bytes(one: str, other: str) -> bool:
    """Base64 gives several spellings of the last byte."""
    try:
        ours, theirs = (base64.urlsafe_b64decode(each.rpartition(":")[2]) for each in (one, other))
    except ValueError:
        return False
    return one[:-4] == other[:-4] and ours == theirs


def test_the_newest_key_seals_and_all_open() -> None:
    """A key is changed by putting the new one in front; the old one taken away is missed by its name."""
    old, new = new_key(), new_key()
    before = Vault(keys(old)).seal(TOKEN, "T1")
    both = Vault(keys(new, old))
    assert both.open(before, "T1") == TOKEN
    after = both.seal(TOKEN, "T1")
    assert key_of(after) == keys(new)[0].id == both.newest
    assert Vault(keys(new)).open(after, "T1") == TOKEN
    with pytest.raises(VaultError, match=f"key {key_of(before)} .* SANCTIONS_WATCH_SECRET_KEYS"):
        Vault(keys(new)).open(before, "T1")


def test_a_key_cannot_be_read_from_its_name_or_its_repr(caplog: pytest.LogCaptureFixture) -> None:
    """Neither the key's nor the settings'; and a log line that holds one is masked."""
    text = new_key()
    [key] = keys(text)
    settings = isolated(SANCTIONS_WATCH_SECRET_KEYS=f"{text},{new_key()}")
    read_keys(settings)
    shown = f"{key!r} {key} {settings!r} {Vault([key])!r} {key.id}"
    raw = base64.urlsafe_b64decode(text)
    assert text not in shown
    assert raw.hex() not in shown
    assert repr(raw)[2:-1] not in shown
    logging.getLogger("x").warning("lost %s", text)
    assert text not in masking.masked(caplog.text)


@pytest.mark.parametrize(
    "wrong",
    ["short", "x" * 44, new_key()[:-1], "ключ", f"{new_key()},wrong"],
    ids=["short", "no key", "cut", "no letters of a key", "a second one"],  # the same in every process
)
def test_a_wrong_key_is_one_sentence_without_it(wrong: str) -> None:
    """Which key it is, and what makes a right one."""
    with pytest.raises(SettingsError, match="keys new") as caught:
        keys(wrong)
    assert wrong.rsplit(",", maxsplit=1)[-1] not in str(caught.value)


def test_keys_may_stand_in_a_file(tmp_path: Path) -> None:
    """One a line or separated by commas; a file that is not there is one sentence."""
    one, two = new_key(), new_key()
    path = tmp_path / "keys"
    path.write_text(f"{one}\n{two}\n")
    settings = isolated(SANCTIONS_WATCH_SECRET_KEYS_FILE=path)
    assert [key.id for key in read_keys(settings)] == [key.id for key in keys(one, two)]
    with pytest.raises(SettingsError, match="FILE cannot be read"):
        read_keys(isolated(SANCTIONS_WATCH_SECRET_KEYS_FILE=tmp_path / "none"))
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="FILE cannot be read"):
        read_keys(settings)


def test_without_a_key_nothing_is_stored() -> None:
    """No key, no default key."""
    with pytest.raises(SettingsError, match="SANCTIONS_WATCH_SECRET_KEYS is missing"):
        build_vault(isolated())


def test_without_the_library_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra: whoever serves one workspace needs none."""
    monkeypatch.setattr("bot.tenants.vault.find_spec", lambda name: None)
    with pytest.raises(SettingsError, match="make extras"):
        build_vault(isolated(SANCTIONS_WATCH_SECRET_KEYS=new_key()))


def test_long_and_foreign_texts_survive() -> None:
    """What a later version may seal: JSON with anything in it."""
    vault = Vault(keys(new_key()))
    text = json.dumps({"bot": TOKEN, "name": "港湾大学", "more": "x" * 10_000}, ensure_ascii=False)
    assert vault.open(vault.seal(text, "T1"), "T1") == text
