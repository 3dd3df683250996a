"""Seals what must not be read in the store: AES-256-GCM under a key of the operator's, named by its id.

Each sealed text is bound to what it is about (a workspace): moved to another row it cannot be opened. Of
several keys the newest seals and all open, so keys can be changed while the bot runs. Knows no table and no
chat; the only door to `cryptography`.
"""

import base64
import binascii
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from bot import masking
from bot.errors import SettingsError, VaultError
from bot.settings import Settings

KEY_BYTES = 32
NONCE_BYTES = 12  # what GCM is made for; drawn anew for each text
_VERSION = "v1"
_SETTING = "SANCTIONS_WATCH_SECRET_KEYS"
_ALTERED = "what is stored was altered, or belongs to another workspace"
MAKE_ONE = "`sanctions-watch keys new` makes one"


@dataclass(frozen=True, slots=True)
class Key:
    """A key and the name by which what it sealed knows it: a digest, which tells nothing of the key."""

    secret: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """Return the name: 12 hexadecimal digits."""
        return hashlib.sha256(b"sanctions-watch key id\0" + self.secret).hexdigest()[:12]


def new_key() -> str:
    """Return a fresh key as it is written into the setting."""
    return base64.urlsafe_b64encode(os.urandom(KEY_BYTES)).decode()


def read_keys(settings: Settings) -> tuple[Key, ...]:
    """Return the keys that the settings name, newest first; () where they name none.

    Raises SettingsError, without the value: a file that cannot be read, a key that is none.
    """
    texts: list[str] = []
    if settings.secret_keys is not None:
        texts = settings.secret_keys.get_secret_value().replace(",", " ").split()
    elif settings.secret_keys_file is not None:
        texts = _file(settings.secret_keys_file).replace(",", " ").split()
    masking.hide(texts)
    return tuple(_key(text, number) for number, text in enumerate(texts, start=1))


def _file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        raise SettingsError(f"{_SETTING}_FILE cannot be read ({why}).") from None


def _key(text: str, number: int) -> Key:
    try:
        secret = base64.b64decode(text, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) != KEY_BYTES:
        raise SettingsError(f"{_SETTING}: key {number} is none ({MAKE_ONE}; 44 characters).")
    return Key(secret)


def build_vault(settings: Settings) -> "Vault":
    """Return the vault of the settings. Raises SettingsError: no key, or no library to seal with."""
    keys = read_keys(settings)
    if not keys:
        raise SettingsError(
            f"{_SETTING} is missing: tokens of workspaces are stored under this key ({MAKE_ONE})."
        )
    if find_spec("cryptography") is None:
        raise SettingsError(
            "The library that seals tokens is not installed: run `make extras` (a container is built with"
            " EXTRAS=1)."
        )
    return Vault(keys)


class Vault:
    """Seals under the first of `keys`, opens under any of them."""

    def __init__(self, keys: Sequence[Key]) -> None:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        self.newest = keys[0].id
        self._ciphers = {key.id: AESGCM(key.secret) for key in keys}

    def seal(self, text: str, about: str) -> str:
        """Return `text` sealed for `about`: version, id of the key, nonce and ciphertext."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = self._ciphers[self.newest].encrypt(nonce, text.encode(), _bound(about, self.newest))
        return f"{_VERSION}:{self.newest}:{base64.urlsafe_b64encode(nonce + sealed).decode()}"

    def open(self, sealed: str, about: str) -> str:
        """Return what was sealed for `about`. Raises VaultError: its key is not here, or it was altered."""
        from cryptography.exceptions import InvalidTag

        version, _, rest = sealed.partition(":")
        name, _, body = rest.partition(":")
        if version != _VERSION:
            raise VaultError(_ALTERED)
        if name not in self._ciphers:
            raise VaultError(
                f"the key {name[:12]} that sealed it is not among {_SETTING}; put it back behind the newest"
            )
        try:
            whole = base64.b64decode(body, altchars=b"-_", validate=True)
            text = self._ciphers[name].decrypt(whole[:NONCE_BYTES], whole[NONCE_BYTES:], _bound(about, name))
        except (InvalidTag, ValueError):
            raise VaultError(_ALTERED) from None
        return text.decode()


def key_of(sealed: str) -> str:
    """Return the id of the key that sealed this."""
    return sealed.split(":", 2)[1] if sealed.count(":") > 1 else ""


def _bound(about: str, key: str) -> bytes:
    return f"sanctions-watch\x1f{_VERSION}\x1f{key}\x1f{about}".encode()
