"""Google News search feeds (RSS) to news items of the publishers behind them. Pure.

Link and guid are opaque and change between fetches: they are no identity. What stays is the publisher's
host, the title without the publisher's name at its end, and the day: the item's id is made of these three.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from watchers.model import Item, Parsed
from watchers.parsers import ParseContext
from watchers.parsers.feeds.feeds import parse_feed
from watchers.parsers.plain import cut, fold_width

_LAST_DASH = re.compile(r"\s+[-\u2013\u2014|]\s+(?=[^-\u2013\u2014|]+\Z)")
_NO_WORD = re.compile(r"[\W_]+")


def parse_google_news(body: bytes, context: ParseContext) -> Parsed:
    """Return the stories as news items, publisher split off the title. Raises ParseError as a feed does."""
    parsed = parse_feed(body, context)
    return replace(parsed, items=tuple(_stories(parsed.items)))


def _stories(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        fields = dict(item.fields)
        publisher = str(fields.get("publisher") or "")
        title = item.title
        if (
            publisher
            and title.endswith(publisher)
            and (match := _LAST_DASH.search(title[: -len(publisher)] + "x"))
        ):
            title = title[: match.start()]
        elif match := _LAST_DASH.search(title):
            publisher = publisher or title[match.end() :]
            title = title[: match.start()] if title[match.end() :] == publisher else title
        host = (urlsplit(str(fields.get("publisher_url") or "")).hostname or publisher).removeprefix("www.")
        fields.pop("feed", None)
        if publisher:
            fields["publisher"] = publisher.rstrip(" |")  # some call themselves "Record |"
        day = item.published.date().isoformat() if item.published else ""
        folded = _NO_WORD.sub(" ", fold_width(title).casefold()).strip()

        # The description repeats title and publisher as a link; what else it lists are other papers' titles.
        text = "\n".join(
            line for line in item.text.split("\n") if _NO_WORD.sub("", line) != _echo(title, publisher)
        )
        yield replace(item, id=cut(f"{host}|{folded}|{day}", 500), title=title, text=text, fields=fields)


def _echo(title: str, publisher: str) -> str:
    return _NO_WORD.sub("", f"{title}{publisher}")
