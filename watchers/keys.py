"""Keys of our own that a source wants in its address: named there, known to the settings, shown nowhere.

An address may say `${SAM_API_KEY}` where a key belongs; it is filled in for the request and for nothing else.
An address that holds a key as it is shows without it. Pure; never reads a setting or the environment.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from watchers.defaults import default_sources
from watchers.errors import ParseError, RefusedError
from watchers.model import Entry, Item, Parsed, Source, SourceKind
from watchers.parsers import ParseContext
from watchers.ports import Parse

MASK = "…"
SHORTEST = 6  # a shorter word may occur by chance

_REFERENCE = re.compile(r"\$\{([A-Z][A-Z0-9_]*)\}")
# What parameters that hold keys are called: api_key, subscription-key, access_token, sig, auth …
_KEY_NAME = re.compile(
    r"(?i)(?:x[-_.])?(?:(?:api|access|app|auth|client|feed|private|subscription|user)[-_.]?)*"
    r"(?:key|token|secret|sig|signature|auth|authorization|password|passwd|pwd|credential)"
)
# What only a machine writes: a UUID, or twenty letters and digits in a row.
_RANDOM = re.compile(
    r"(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=\D*\d)(?=[^a-z]*[a-z])[a-z0-9]{20,}"
)


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys by the name they are given in the settings; see `bot.settings`."""

    values: Mapping[str, str] = field(default_factory=dict, repr=False)

    def fill(self, source: Source) -> Source:
        """Return the source as it is asked: with the keys it names. Raises RefusedError for one not known."""
        return replace(
            source,
            url=self._filled(source.url, safe=""),
            options={name: self._filled(value, safe=None) for name, value in source.options.items()},
        )

    def _filled(self, text: str, *, safe: str | None) -> str:
        def value(found: re.Match[str]) -> str:
            key = self.values.get(found[1])
            if key is None:
                raise RefusedError(
                    f"The address names {found[1]}, and no such key is set; nothing was sent."
                    if found[1].endswith("_API_KEY")
                    else f"{found[1]} cannot be named in an address, only what ends in _API_KEY."
                )
            return key if safe is None else quote(key, safe=safe)

        return _REFERENCE.sub(value, text)

    def named(self, text: str) -> str:
        """Return the text with each key that it holds replaced by its name."""
        for name, value in self.values.items():
            if len(value) >= SHORTEST:
                for written in {value, quote(value, safe="")}:
                    text = text.replace(written, f"${{{name}}}")
        return text

    def kept_from(self, source: Source, parse: Parse) -> Parse:
        """Return the parser for the answers to a source: what they repeat of its keys is taken out."""
        used = {
            found for text in (source.url, *source.options.values()) for found in _REFERENCE.findall(text)
        }
        secrets = {self.values.get(name, "") for name in used} | {value for _, value in _keys(source.url)}
        hidden = {written for one in secrets for written in (one, quote(one, safe=""), unquote(one))}
        hidden = {one for one in hidden if len(one) >= SHORTEST}
        return _Discreet(parse, tuple(sorted(hidden, key=len, reverse=True))) if hidden else parse


NO_KEYS = Keys()


def holds_key(url: str) -> bool:
    """Return whether the address holds a key as it is, not by name."""
    return any(True for _ in _keys(url))


def masked(url: str) -> str:
    """Return the address as people may see it: every key in it replaced, names of keys left."""
    for _, value in _keys(url):
        url = url.replace(value, MASK)
    return url


def public(url: str) -> str:
    """Return the address as a link for people: without its query where that holds or names a key."""
    if _REFERENCE.search(url) or holds_key(url):
        return masked(url.partition("?")[0])
    return url


def setting_for(url: str) -> str:
    """Return a fitting name for the key in an address: SAM_API_KEY for one at api.sam.gov."""
    labels = re.sub(r"[^a-z0-9.]", "", (urlsplit(url).hostname or "").lower()).split(".")
    host = labels[-2] if len(labels) > 1 else labels[-1]
    return f"{host.upper()}_API_KEY" if host[:1].isalpha() else "SOURCE_API_KEY"


def _keys(url: str) -> Iterator[tuple[str, str]]:
    """Yield name and value, as written, of what in the address is a key by its name or by its look."""
    address, _, query = url.partition("#")[0].partition("?")
    for pair in re.split("[&;]", query):
        name, _, value = pair.partition("=")
        if len(value) < SHORTEST or _REFERENCE.search(value) or value in _published():
            continue
        if _KEY_NAME.fullmatch(unquote(name)) or _RANDOM.fullmatch(value):
            yield name, value
    for part in address.split("/")[3:]:
        if _RANDOM.fullmatch(part):
            yield "", part


@cache
def _published() -> frozenset[str]:
    """Return what stands in the addresses of the default sources: everybody has it (the EU's token)."""
    queries = (urlsplit(source.url).query for source in default_sources())
    return frozenset(pair.partition("=")[2] for query in queries for pair in query.split("&"))


@dataclass(frozen=True, slots=True)
class _Discreet:
    """A parser whose words hold none of these."""

    parser: Parse
    secrets: tuple[str, ...] = field(repr=False)

    async def parse(self, kind: SourceKind, body: bytes, context: ParseContext) -> Parsed:
        """Return what the body says. The next page's address is kept: it is asked, never shown."""
        try:
            parsed = await self.parser.parse(kind, body, context)
        except ParseError as error:
            raise ParseError(self._clean(str(error))) from None
        return replace(
            parsed,
            items=tuple(self._item(one) for one in parsed.items),
            entries=tuple(self._entry(one) for one in parsed.entries),
            warnings=tuple(self._clean(one) for one in parsed.warnings),
        )

    def _item(self, one: Item) -> Item:
        return replace(
            one,
            id=self._clean(one.id),
            url=self._clean(one.url),
            title=self._clean(one.title),
            text=self._clean(one.text),
            whole=self._clean(one.whole),
            fields=self._clean_value(one.fields),
        )

    def _entry(self, one: Entry) -> Entry:
        return replace(
            one,
            url=self._clean(one.url),
            remarks=self._clean(one.remarks),
            details=tuple(self._clean(text) for text in one.details),
        )

    def _clean(self, text: str) -> str:
        for secret in self.secrets:
            text = text.replace(secret, MASK)
        return text

    def _clean_value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._clean(value)
        if isinstance(value, Mapping):
            return {name: self._clean_value(one) for name, one in value.items()}
        if isinstance(value, list | tuple):
            return [self._clean_value(one) for one in value]
        return value
