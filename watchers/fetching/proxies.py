"""Which proxy a request goes through, and what is asked before a name is handed to one.

A proxy looks names up by itself, so the address it connects to cannot be checked here. What can be is: the
form of the URL and its port (`Guard.read`), and every address that our own resolver gives for the name. A
name it does not know must at least look like one of the public internet. What is left is the proxy's own to
refuse (docs/fetching.md).
"""

import asyncio
import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_network

from yarl import URL

from watchers.errors import RefusedError
from watchers.fetching.addresses import Guard
from watchers.fetching.connections import Resolve
from watchers.fetching.urls import Target

_OWN_ANSWER_SECONDS = 2.0  # behind a proxy a machine often has no name server that knows the internet
# Names that no public name server knows (RFC 6761, RFC 6762, RFC 8375, ICANN's .internal, and habit)
_INNER = frozenset(
    (
        *("alt", "arpa", "corp", "home", "internal", "intranet", "invalid", "lan", "local", "localdomain"),
        *("localhost", "onion", "private", "test"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """Where a proxy is, without user and password; `headers` say who we are, with the `password`."""

    url: URL
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxies:
    """The proxies of an installation by scheme; hosts in `direct` are asked without one."""

    by_scheme: Mapping[str, Proxy]
    direct: tuple[str, ...] = ()

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> "Proxies":
        """Read HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY; small letters win, as everywhere.

        Raises ValueError with one sentence, without the value, which may hold a password.
        """
        given = {name.upper(): value for name, value in environment.items() if name.isupper()}
        given |= {name.upper(): value for name, value in environment.items() if name.islower()}
        found = {
            scheme: _proxy(name, given[name].strip())
            for scheme in ("http", "https")
            for name in (f"{scheme.upper()}_PROXY", "ALL_PROXY")[::-1]  # the more special is the last
            if given.get(name, "").strip()
        }
        return cls(by_scheme=found, direct=tuple(given.get("NO_PROXY", "").lower().replace(",", " ").split()))

    def of(self, target: Target) -> Proxy | None:
        """Return the proxy for a target; None where it is asked directly."""
        proxy = self.by_scheme.get(target.scheme)
        return None if proxy is None or any(self._is_direct(one, target) for one in self.direct) else proxy

    @staticmethod
    def _is_direct(entry: str, target: Target) -> bool:
        """Return whether an entry of NO_PROXY means the target: `*`, a name and those below it, a network."""
        if entry == "*":
            return True
        if target.address is not None:
            try:
                network = ip_network(entry.strip("[]"), strict=False)
            except ValueError:
                return entry == f"{target.host}:{target.port}"
            return target.address.version == network.version and target.address in network
        name, _, port = entry.partition(":")
        name = name.removeprefix("*").removeprefix(".")
        if not name or (port and port != str(target.port)):
            return False
        return target.host == name or target.host.endswith(f".{name}")


def _proxy(name: str, value: str) -> Proxy:
    try:
        url = URL(value if "://" in value else f"http://{value}")
        good = url.scheme in ("http", "https") and bool(url.host) and bool(url.port)
    except ValueError:
        good = False
    if not good:
        raise ValueError(f"{name} is no address of a proxy such as http://proxy.example.org:3128.")
    place, user, password = url.with_user(None).with_path("/"), url.user or "", url.password or ""
    if not (user or password):
        return Proxy(url=place)
    who = base64.b64encode(f"{user}:{password}".encode()).decode()
    return Proxy(url=place, headers={"Proxy-Authorization": f"Basic {who}"}, password=password)


async def goes_through(guard: Guard, resolve: Resolve, target: Target) -> bool:
    """Return whether a target is for a proxy to fetch; one in a network that the operator opened is not.

    Raises RefusedError for what is not public, as far as our own resolver knows it.
    """
    if target.address is not None:
        return not guard.opened(guard.check(target.host, str(target.address), target.port))
    try:
        async with asyncio.timeout(_OWN_ANSWER_SECONDS):
            answers = await resolve(target.host, target.port)
    except (OSError, TimeoutError):
        answers = ()
    if not answers:
        if "." not in target.host or target.host.rpartition(".")[2] in _INNER:
            raise RefusedError(f"{target.host} is no name of the public internet, so it is refused.")
        guard.check_port(target.host, target.port)
        return True
    # every one is checked, not up to the first
    addresses = [guard.check(target.host, one, target.port) for one in answers]
    return not all(map(guard.opened, addresses))
