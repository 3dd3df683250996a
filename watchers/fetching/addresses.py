"""Which URLs and network addresses we are willing to ask; the guard every outbound request passes.

Pure: reads the form of a URL (`watchers.fetching.urls`) and the bits of an address. Opens nothing and
resolves nothing; the caller resolves a name, asks `Guard.check` about every answer, and asks again about the
address it connects to.

The deny list is our own, on the address itself: `ipaddress.is_global` calls multicast, NAT64, 6to4 and
platform-internal addresses global.
"""

import re
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urljoin

from watchers.errors import RefusedError
from watchers.fetching.urls import Address, Target, take_apart

Network = IPv4Network | IPv6Network

PORTS = frozenset({80, 443, 8080, 8443})

# IANA special-purpose registry (IPv4), multicast, reserved, and one cloud's platform address that the
# registry calls global.
_DENIED_IPV4 = tuple(
    IPv4Network(network)
    for network in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32"),
    )
)
# Only 2000::/3 is global unicast; inside it these are tunnels, documentation and protocol assignments.
_GLOBAL_IPV6 = IPv6Network("2000::/3")
_DENIED_IPV6 = tuple(
    IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
)

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def is_public(address: Address) -> bool:
    """Return whether the address belongs to the public internet; a mapped IPv4 address is judged as IPv4."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        return address in _GLOBAL_IPV6 and not any(address in network for network in _DENIED_IPV6)
    return not any(address in network for network in _DENIED_IPV4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """The rule of one installation: what an operator opened beside the public internet.

    `allow_networks` may be fetched although private, on any port; `allow_ports` are added to 80, 443, 8080
    and 8443 everywhere.
    """

    allow_networks: tuple[Network, ...] = ()
    allow_ports: tuple[int, ...] = ()
    _ports: frozenset[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_ports", PORTS | frozenset(self.allow_ports))

    def opened(self, address: Address) -> bool:
        """Return whether an operator opened the network of this address."""
        if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        return any(address in network for network in self.allow_networks)

    def check(self, host: str, address: str, port: int) -> Address:
        """Return the address when it may be connected to.

        `host` is only for the sentence. Raises RefusedError for an address that is not public or a port that
        is not ours to use.
        """
        try:
            parsed = ip_address(address)
        except ValueError:
            raise RefusedError(f"{host} has an address that cannot be read; nothing was sent.") from None
        if self.opened(parsed):
            return parsed
        # A zone ("fe80::1%eth0") names an interface of this machine.
        if (isinstance(parsed, IPv6Address) and parsed.scope_id) or not is_public(parsed):
            raise RefusedError(f"{host} is not on the public internet, so it is refused; nothing was sent.")
        self.check_port(host, port)
        return parsed

    def check_port(self, host: str, port: int) -> None:
        """Raise RefusedError for a port that is not ours to use; `host` is only for the sentence."""
        if port not in self._ports:
            raise RefusedError(
                f"Port {port} of {host} is not a web port, so it is refused; nothing was sent."
            )

    def read(self, url: str) -> Target:
        """Take a URL apart and judge all that can be judged without the network.

        Accepts http and https, a host name or address in its plain form, and a web port. Anything else raises
        RefusedError with one sentence: user names, blanks, control characters, backslashes, numeric spellings
        of addresses, addresses that are not public.
        """
        target = take_apart(url)
        if target.address is not None:
            self.check(target.host, str(target.address), target.port)
        elif not self.allow_networks:
            self.check_port(target.host, target.port)
        return target

    def follow(self, base: Target, location: str) -> Target:
        """Judge where a redirect points, seen from `base`.

        `location` is the raw header, undecodable bytes as surrogate escapes. Raises RefusedError as `read`
        does, and for a step from https down to http.
        """
        plain = "".join(
            f"%{ord(char) - 0xDC00:02X}" if 0xDC80 <= ord(char) <= 0xDCFF else char
            for char in location.strip(" \t")
        )
        # urljoin drops line breaks silently, so they are looked for before.
        if not plain or not plain.isprintable():
            raise RefusedError(f"{base.host} redirects to an address that cannot be read.")
        try:
            target = self.read(plain if _SCHEME.match(plain) else urljoin(base.url, plain))
        except (RefusedError, ValueError) as error:
            why = str(error) if isinstance(error, RefusedError) else "The address cannot be read."
            raise RefusedError(f"{base.host} redirects to an address that is refused. {why}") from None
        if base.scheme == "https" and target.scheme != "https":
            raise RefusedError(f"{base.host} redirects from https to http, so it is refused.")
        return target
