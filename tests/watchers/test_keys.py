"""Keys in addresses: filled in for the request alone, taken out of what comes back, masked where shown."""

from datetime import UTC, datetime

import pytest

from watchers import keys
from watchers.defaults import default_sources
from watchers.errors import ParseError, RefusedError
from watchers.keys import Keys
from watchers.model import (
    Entry,
    Fetched,
    Item,
    ItemKind,
    Parsed,
    PollOutcome,
    Request,
    Source,
    SourceKind,
    SourceState,
)
from watchers.parsers import ParseContext
from watchers.poll import poll

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SECRET = "k3y/of+mine"
KNOWN = Keys({"SAM_API_KEY": SECRET, "OTHER_API_KEY": "another"})
ADDRESS = "https://api.example/search?api_key=${SAM_API_KEY}&limit=5"


def source(url: str = ADDRESS, **options: str) -> Source:
    return Source(id="sam", kind=SourceKind.FEED, url=url, name="Search", options=options)


class Repeating:
    """A source that repeats what it was asked, in every place there is."""

    def __init__(self, error: str = "") -> None:
        self.asked: list[Request] = []
        self._error = error

    async def fetch(self, request: Request) -> Fetched:
        self.asked.append(request)
        return Fetched(url=request.url, final_url=request.url, status=200, body=request.url.encode())

    async def parse(self, kind: SourceKind, body: bytes, context: ParseContext) -> Parsed:
        said = f"{context.url} {SECRET}"
        if self._error:
            raise ParseError(f"{self._error} {said}")
        item = Item(
            id=said,
            source="sam",
            kind=ItemKind.NEWS,
            url=said,
            title=said,
            text=said,
            fields={"links": [said], "of": {"who": said}},
        )
        entry = Entry(entity_id="1", name="One", list="l", url=said, remarks=said, details=(said,))
        page = f"{context.url}&page=2" if "page=2" not in context.url else None
        return Parsed(items=(item,), entries=(entry,), warnings=(said,), next_page=page)


class Nothing:
    async def known(self, source_id: str, identities: object) -> dict[str, object]:
        return {}

    async def due_details(self, source_id: str) -> tuple[()]:
        return ()

    async def held_list(self, source_id: str, like: object = ()) -> None:
        return None


async def test_a_key_is_in_the_request_and_nowhere_in_the_result() -> None:
    """The source gets it, on every page; what it repeats is taken out; the result keeps the name."""
    there = Repeating()
    state = SourceState(source_id="sam", baselined=True)
    result = await poll(source(), state, fetch=there, parse=there, memory=Nothing(), now=NOW, keys=KNOWN)
    assert [one.url for one in there.asked] == [
        "https://api.example/search?api_key=k3y%2Fof%2Bmine&limit=5",
        "https://api.example/search?api_key=k3y%2Fof%2Bmine&limit=5&page=2",
    ]
    assert result.outcome is PollOutcome.OK
    assert result.decisions
    assert result.source == source()
    assert SECRET not in repr(result)
    assert "k3y%2F" not in repr(result)


async def test_an_error_does_not_repeat_the_key() -> None:
    """What a parser says of the answer may quote it."""
    there = Repeating("bad request")
    result = await poll(
        source(),
        SourceState(source_id="sam"),
        fetch=there,
        parse=there,
        memory=Nothing(),
        now=NOW,
        keys=KNOWN,
    )
    assert result.reason.startswith("bad request")
    assert SECRET not in repr(result)


async def test_a_key_that_is_not_set_asks_nothing() -> None:
    """The sentence names it."""
    there = Repeating()
    result = await poll(
        source(), SourceState(source_id="sam"), fetch=there, parse=there, memory=Nothing(), now=NOW
    )
    assert result.outcome is PollOutcome.REFUSED
    assert "SAM_API_KEY" in result.reason
    assert there.asked == []


async def test_a_page_cannot_name_a_key() -> None:
    """Only what an operator wrote is filled in: a following page's address goes out as it came."""

    class Hostile(Repeating):
        async def parse(self, kind: SourceKind, body: bytes, context: ParseContext) -> Parsed:
            parsed = await super().parse(kind, body, context)
            following = "https://evil.example/?${OTHER_API_KEY}" if len(self.asked) == 1 else None
            return Parsed(items=parsed.items, next_page=following)

    there = Hostile()
    state = SourceState(source_id="sam", baselined=True)
    await poll(source(), state, fetch=there, parse=there, memory=Nothing(), now=NOW, keys=KNOWN)
    assert there.asked[1].url == "https://evil.example/?${OTHER_API_KEY}"


@pytest.mark.parametrize("name", ["SLACK_BOT_TOKEN", "SANCTIONS_WATCH_SECRET_KEYS"])
def test_other_settings_cannot_be_named(name: str) -> None:
    """An address is no way to send the bot's own secrets to somebody."""
    with pytest.raises(RefusedError, match="only what ends in _API_KEY"):
        KNOWN.fill(source(f"https://evil.example/?{'${'}{name}{'}'}"))


def test_options_are_filled_too() -> None:
    """A question that is posted holds its key as it is; an address among the options too."""
    filled = KNOWN.fill(source(post='{"key": "${SAM_API_KEY}"}'))
    assert filled.options == {"post": f'{{"key": "{SECRET}"}}'}


def test_a_key_in_an_address_is_replaced_by_its_name() -> None:
    """As it is and as an address writes it."""
    assert KNOWN.named("https://api.example/search?api_key=k3y%2Fof%2Bmine&limit=5") == ADDRESS
    assert KNOWN.named(f'{{"key": "{SECRET}"}}') == '{"key": "${SAM_API_KEY}"}'


SHOWN = [
    ("https://h.example/a?api_key=abc123&limit=5", "https://h.example/a?api_key=…&limit=5"),
    ("https://h.example/a?Subscription-Key=abc123", "https://h.example/a?Subscription-Key=…"),
    ("https://h.example/a?access_token=abc123;x=1", "https://h.example/a?access_token=…;x=1"),
    ("https://h.example/a?x=1&sig=%2Fab%3D12", "https://h.example/a?x=1&sig=…"),
    ("https://h.example/a?u=0a1b2c3d4e5f60718293", "https://h.example/a?u=…"),
    ("https://h.example/9f86d081884c7d659a2feaa0c55ad015/rss", "https://h.example/…/rss"),
    ("https://h.example/?id=550e8400-e29b-41d4-a716-446655440000", "https://h.example/?id=…"),
]


@pytest.mark.parametrize(("url", "shown"), SHOWN)
def test_a_key_is_masked_by_its_name_or_by_its_look(url: str, shown: str) -> None:
    """People see the rest of the address; a link for them has no query."""
    assert keys.masked(url) == shown
    assert keys.holds_key(url)
    assert "?" not in keys.public(url)


@pytest.mark.parametrize(
    "url",
    [
        ADDRESS,
        "https://h.example/a?monkey=banana1&sort_key=published&keyword=export+control",
        "https://h.example/2026-11-28-chips-seen-in-shenzhen-a100-h100-again.xml",
        "https://h.example/search?q=token&authors=somebody",
        "https://h.example/alerts/feeds/01234567890123456789/98765432109876543210",
        *(one.url for one in default_sources()),
    ],
)
def test_an_address_without_a_key_is_shown_as_it_is(url: str) -> None:
    """Words, days and numbers are no keys; the name of one, and what ships with the program, is none."""
    assert keys.masked(url) == url
    assert not keys.holds_key(url)


def test_a_link_for_people_names_no_key() -> None:
    """A list's own address is its link of last resort."""
    assert keys.public(ADDRESS) == "https://api.example/search"
    assert keys.public("https://h.example/a?day=1") == "https://h.example/a?day=1"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://api.sam.gov/x", "SAM_API_KEY"),
        ("https://api.data.gov/x", "DATA_API_KEY"),
        ("http://10.0.0.1/x", "SOURCE_API_KEY"),
        ("http://localhost/x", "LOCALHOST_API_KEY"),
    ],
)
def test_a_fitting_name_is_proposed(url: str, name: str) -> None:
    """From the host."""
    assert keys.setting_for(url) == name


def test_the_keys_are_in_no_repr() -> None:
    """As with every secret."""
    assert SECRET not in repr(KNOWN)
    assert SECRET not in repr(KNOWN.kept_from(source(), Repeating()))
