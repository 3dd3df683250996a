"""A feed read again: only new entries are read, and the answer is what reading all of it gives."""

import random
from pathlib import Path

import pytest

from watchers.errors import ParseError
from watchers.model import Parsed
from watchers.parsers import ParseContext
from watchers.parsers.feeds.again import LastTime, LastTimes
from watchers.parsers.feeds.feeds import LAST_TIMES, parse_feed

CONTEXT = ParseContext(
    source_id="again", url="https://feeds.example.com/feed", content_type="application/xml"
)
LARGEST = 400_000


def read(body: bytes) -> Parsed | str:
    """Return what the feed's reader says, having read what it read before."""
    try:
        return parse_feed(body, CONTEXT)
    except ParseError as error:
        return str(error)


def read_anew(body: bytes) -> Parsed | str:
    """Return what it says knowing nothing of the feed."""
    LAST_TIMES.forget((CONTEXT.source_id, CONTEXT.url))
    return read(body)


def parsed(body: str) -> Parsed:
    answer = read(body.encode())
    assert isinstance(answer, Parsed)
    return answer


def entry(number: int, more: str = "") -> str:
    return (
        f"<item><title>Report {number}</title><link>/{number}</link><guid>g{number}</guid>"
        f"<description>&lt;p&gt;Text {number}&lt;/p&gt;</description>{more}</item>"
    )


def rss(*entries: str, head: str = "<title>Wire</title>", root: str = "", channel: str = "") -> str:
    return f'<rss version="2.0"{root}><channel{channel}>{head}{"".join(entries)}</channel></rss>'


def atom(*entries: str, root: str = "") -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom"{root}><title>T</title>{"".join(entries)}</feed>'


def atom_entry(number: int) -> str:
    return f'<entry><id>tag:a,{number}</id><title>E{number}</title><link href="{number}.html"/></entry>'


OLD = (entry(1), entry(2))
DATED = entry(3, "<x:date>2026-03-02T09:15:00Z</x:date>")


def test_an_entry_that_is_the_same_is_not_made_again() -> None:
    """Old entries give the very Items of last time, in their new places; the new one is read."""
    read_anew(rss(*OLD).encode())
    before = parsed(rss(*OLD)).items
    after = parsed(rss(entry(9), *reversed(OLD))).items
    assert [item.title for item in after] == ["Report 9", "Report 2", "Report 1"]
    assert after[1] is before[1]
    assert after[2] is before[0]


def test_an_entry_that_changed_is_read() -> None:
    """One byte of an entry is enough."""
    read_anew(rss(*OLD).encode())
    changed = parsed(rss(OLD[0].replace("Text 1", "Text one"), OLD[1])).items
    assert [item.text for item in changed] == ["Text one", "Text 2"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (rss(*OLD), rss(*OLD, head="<title>Another name</title>")),
        (rss(*OLD), rss(*OLD, head="<title>Wire</title><link>https://home.example/</link>")),
        (rss(*OLD), rss(*OLD, head="<title>Wire</title><language>de</language>")),
        (rss(*OLD), rss(*OLD, root=' xml:base="https://other.example/"')),
        (rss(*OLD), rss(*OLD, channel=' xml:base="https://other.example/"')),
        (rss(*OLD), rss(*OLD, channel=' xml:lang="fr"')),
        (
            rss(DATED, root=' xmlns:x="http://purl.org/dc/elements/1.1/"'),
            rss(DATED, entry(4), root=' xmlns:x="urn:nothing"'),
        ),
        (rss(DATED, root=' xmlns:x="http://purl.org/dc/elements/1.1/"'), rss(DATED, entry(4))),
        (atom(atom_entry(1)), atom(atom_entry(1), atom_entry(2), root=' xml:base="https://o.example/"')),
        (atom(atom_entry(1)), rss(atom_entry(1), atom_entry(2))),
        (rss(*OLD), rss(f"<!-- {OLD[0]} -->", OLD[1], entry(3))),
        (rss(*OLD), rss(OLD[0], entry(3, f"<x><![CDATA[{OLD[1]}]]></x>"))),
        (rss(*OLD), rss(OLD[0], entry(3, OLD[1]))),
        (rss(*OLD), rss(OLD[0], f"<drafts>{OLD[1]}</drafts>", entry(3))),
        (rss(*OLD), rss(OLD[0], "<item/>", OLD[1])),
        (rss(*OLD), rss(OLD[0], OLD[0], OLD[1], OLD[1])),
        (rss(*OLD), rss(*OLD, entry(3, "<title>a & b</title>"))),
        (rss(*OLD), rss(*OLD, entry(3))[:-20]),
        (rss(*OLD), rss(*OLD, entry(3))[: -len("</channel></rss>")]),
        (rss(*OLD), rss(OLD[0], OLD[1].replace("</item>", "</item >"), entry(3))),
        (rss(*OLD), f"<!DOCTYPE rss>{rss(*OLD, entry(3))}"),
        (rss(*OLD), f"<html><body>{OLD[0]}</body></html>"),
        (rss(*OLD), f"<rss>{OLD[0]}{OLD[1]}</rss>"),
        (rss(*OLD), rss(*OLD, *(entry(number) for number in range(3, 600)))),
        (rss(*OLD), rss()),
        (rss(*OLD), ""),
    ],
)
def test_what_was_read_before_never_changes_the_answer(before: str, after: str) -> None:
    """Whatever changed around the entries, the answer is that of a reader who never saw the feed."""
    read_anew(before.encode())
    again = read(after.encode())
    assert again == read_anew(after.encode())


@pytest.mark.parametrize("content_type", ["application/xml", "application/xml; charset=windows-1252"])
def test_the_charset_is_weighed_by_the_whole_body(content_type: str) -> None:
    """A charset that a header or an entry's own markup names holds although that entry was cut out."""
    meta = entry(1, "<x><![CDATA[<meta charset='koi8-r'>]]></x>")
    for body in (rss(meta, entry(2)), rss(entry(3), meta, entry(2, "<category>Zürich</category>"))):
        for kind in (content_type, "application/xml"):
            context = ParseContext(source_id="again", url=CONTEXT.url, content_type=kind)
            again = parse_feed(body.encode(), context)
            LAST_TIMES.forget((CONTEXT.source_id, CONTEXT.url))
            assert again == parse_feed(body.encode(), context)


def test_feeds_do_not_lend_each_other_entries() -> None:
    """The same bytes under another source or address are read anew: links and names differ."""
    body = rss(*OLD).encode()
    other = ParseContext(source_id="other", url="https://elsewhere.example/feed", content_type="text/xml")
    read_anew(body)
    assert parse_feed(body, other).items[0].url == "https://elsewhere.example/1"
    assert parse_feed(body, other).items[0].source == "other"


def test_random_edits_never_change_the_answer() -> None:
    """Bodies that lose, gain and move pieces of markup, each read after the one before."""
    rng = random.Random(20)
    marks = ("<item>", "</item>", "<!--", "-->", "<![CDATA[", "]]>", "<x>", "</x>", " ")
    for _ in range(400):
        body = [rng.choice((*OLD, DATED, entry(5), *marks)) for _ in range(rng.randrange(8))]
        text = rss(*body, root=' xmlns:x="urn:x"' if rng.random() < 0.8 else "").encode()
        again = read(text)
        assert again == read_anew(text)


def test_what_is_remembered_is_bounded() -> None:
    """The feeds that were not read for longest are forgotten first."""
    times = LastTimes(limit=2_500)
    items = parsed(rss(entry(1))).items
    for name in ("a", "b", "c"):
        times.put((name, ""), LastTime(frame=0, items={(1, 1): items[0]}))
    assert [times.get((name, "")) is not None for name in ("a", "b", "c")] == [False, True, True]


def test_real_feeds_read_again(real_data: Path) -> None:
    """Each real feed after one that lacks its newest entry: the answer of reading all of it."""
    taken = 0
    for path in sorted((real_data / "sources/news/feeds").rglob("*")):
        if not path.is_file() or path.stat().st_size > LARGEST:
            continue
        body = path.read_bytes()
        start, end = body.find(b"<item"), body.find(b"</item>") + len(b"</item>")
        if start < 0 or end < start:
            continue
        read_anew(body[:start] + body[end:])
        before = LAST_TIMES.get((CONTEXT.source_id, CONTEXT.url))
        again = read(body)
        if before is not None and isinstance(again, Parsed):
            old = {id(item) for item in before.items.values()}
            taken += any(id(item) in old for item in again.items)
        assert again == read_anew(body), path.name
    assert taken > 0
