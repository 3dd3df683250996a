"""The kinds of values a setting may have, each with what makes it good, in words for who set it.

Knows texts and what they stand for. Must not know which setting has which kind.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field

Network = IPv4Network | IPv6Network
# What was told in the last 30 days is what reprints are recognised by and a new term is held against.
SHORTEST_KEEP = 60


def _listed(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def _networks(value: object) -> object:
    if isinstance(value, str):
        try:
            return tuple(ip_network(part.strip(), strict=False) for part in value.split(",") if part.strip())
        except ValueError:  # it repeats the value
            raise ValueError("must hold address ranges such as 10.20.0.0/16, separated by commas") from None
    return value


def _rate(value: str) -> str:
    number, _, day = value.partition(" ")
    try:
        good = not value or (float(number) > 0 and bool(date.fromisoformat(day)))
    except ValueError:
        good = False
    if not good or not re.fullmatch(r"[0-9. -]*", value):
        raise ValueError("must be a rate and its day such as 7.12 2026-11-20, or empty")
    return value


def _days(value: int) -> int:
    if value and not SHORTEST_KEEP <= value <= 36_500:
        raise ValueError(f"must be 0 (for ever) or a number of days from {SHORTEST_KEEP} on")
    return value


def _heartbeat(value: str) -> str:
    if value and value != "message" and not _is_address(value):
        raise ValueError("must be “message”, an address to call, or empty")
    return value


def _public(value: str) -> str:
    if value and (not _is_address(value) or "@" in urlsplit(value).netloc):
        raise ValueError("must be the address of this server as chats see it, https://…, or empty")
    return value.rstrip("/")


def _slack(value: str) -> str:
    if not _is_address(value):
        raise ValueError("must be an address, https://…, and for emulators only; leave it empty")
    return value


def _cased(change: Callable[[str], str]) -> Callable[[object], object]:
    """Return what reads a word in large or small letters, however it was written."""
    return lambda value: change(value) if isinstance(value, str) else value


def _is_address(text: str) -> bool:
    """Return whether the text is an http(s) address with a host."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("https", "http") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def in_words(kind: str, said: str, given: Mapping[str, Any]) -> str:
    """Return what pydantic found wrong as whoever wrote the setting would say it."""
    match kind:
        case "int_parsing" | "int_from_float":
            return "must be a whole number"
        case "float_parsing":
            return "must be a number"
        case "bool_parsing":
            return "must be true or false"
        case "literal_error":
            return "must be " + str(given["expected"]).replace("'", "")
        case "less_than_equal":
            return f"must be at most {given['le']:g}"
        case "greater_than_equal":
            return f"must be at least {given['ge']:g}"
        case "greater_than":
            return f"must be more than {given['gt']:g}"
    return said.removeprefix("Value error, ")


Port = Annotated[int, Field(ge=1, le=65535)]
Ports = Annotated[tuple[Port, ...], BeforeValidator(_listed)]
Words = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Networks = Annotated[tuple[Network, ...], BeforeValidator(_networks)]
Rate = Annotated[str, AfterValidator(_rate)]
Days = Annotated[int, AfterValidator(_days)]
Heartbeat = Annotated[str, AfterValidator(_heartbeat)]
PublicAddress = Annotated[str, AfterValidator(_public)]
SlackAddress = Annotated[str, AfterValidator(_slack)]
SlackApi = Annotated[
    SlackAddress, AfterValidator(lambda value: value if value.endswith("/") else f"{value}/")
]
Level = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_cased(str.upper))]
Mode = Annotated[Literal["socket", "http"], BeforeValidator(_cased(str.lower))]
