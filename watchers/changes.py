"""Which items of a poll are new, changed or known: pure decisions with a reason. Dates never decide.

An item is recognised within its source by three things, strongest first. Real feeds break each of them:

1. its id, unless empty, a known dud ("N/A", "none"), carried by two different links in one poll, or held of
   another thing (`is_another`);
2. its link, normalised for comparison only, unless two different items of the poll share it;
3. its title, or without one its text, and its date.

One that is known is enough for the item to be known. So a publisher that renews its ids at every poll while
links stay, or moves its links while ids stay, repeats nothing.
"""

import hashlib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from urllib.parse import parse_qsl, urlencode, urlsplit

from watchers.model import Item


class Verdict(StrEnum):
    """What a poll decides about an item."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the store holds of an item: its key, the hash of its content, when a poll last brought it.

    `title`, `url` and `opening`, its first `OPENING` letters, show whether an id is used for another thing.
    """

    key: str
    content_hash: str
    seen_at: datetime | None = None
    title: str = ""
    url: str = ""
    opening: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The verdict on one item: `key` names it in the store, `identities` are all it is known by."""

    item: Item
    verdict: Verdict
    key: str
    identities: tuple[str, ...]
    content_hash: str


OPENING = 400
_FEW = 5  # pairs of words below which nothing is proved
_ALIKE = 0.2  # share of the shorter one's pairs of words that an edited text keeps at least
_WORDS = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+"
)
_DUDS = frozenset({"n/a", "na", "none", "null", "nil", "0", "-", "undefined", "guid", "id"})

# Parameters that say how a reader came to a page, never which page it is.
_TRACKING = re.compile(
    r"utm_|fbclid$|gclid$|dclid$|msclkid$|yclid$|igshid$|mc_[ce]id$|ocid$|cmpid$|spm$|_ga$|_gl$"
    r"|(?:php|j|asp)?sess(?:ion)?_?id$|sid$|ref_src$|share_token$",
    re.IGNORECASE,
)
# The Register sends readers through a counting host that names the true one in its path.
_PAGE = re.compile(r"[/?]")  # in a canonical link; a bare host is a home page, which names no article
_HEAD = 300  # characters of a text without title that tell it from others
_REDIRECTORS = re.compile(r"^https?://go\.theregister\.com/feed/", re.IGNORECASE)


@lru_cache(maxsize=4096)  # a feed shows most of its links again at the next poll, and each is asked for often
def canonical_link(url: str) -> str:
    """Return `url` in the form used to compare addresses; never shown, never fetched. "" for no link.

    Drops scheme, `www.`, default port, trailing slash, session and campaign parameters, and a fragment that
    names a part of the page. Keeps every other parameter, `?p=123` is the article, and a fragment by which
    a script on the page finds what to show: `#/notice/123`, `#!detail`.
    """
    url = _REDIRECTORS.sub("https://", url.strip())
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        return url
    if not host:
        return url
    host = host.removeprefix("www.")
    if port not in (None, 80, 443):
        host = f"{host}:{port}"
    path = re.sub(r";jsessionid=[^/?]*", "", parts.path, flags=re.IGNORECASE)
    path = re.sub(r"//+", "/", path).rstrip("/")
    pairs = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.match(name)
    ]
    query = f"?{urlencode(sorted(pairs))}" if pairs else ""
    # `#/` alone is the page itself
    shown = f"#{parts.fragment.rstrip('/')}" if parts.fragment[:1] in ("/", "!") else ""
    return f"{host}{path}{query}{shown if len(shown) > 2 else ''}"


def fold_title(title: str) -> str:
    """Return a title reduced to its letters and digits, for comparison."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def content_hash(item: Item) -> str:
    """Return a hash of what a reader would call the content: title, text, fields."""
    parts = (item.title, item.text, repr(sorted(item.fields.items(), key=lambda pair: pair[0])))
    return _digest("\x1f".join(" ".join(part.split()) for part in parts))


def identities(items: Sequence[Item]) -> tuple[tuple[str, ...], ...]:
    """Return, for each item of one poll, the identities it may be known by, strongest first."""
    looks = [
        (item.id.strip(), canonical_link(item.url), fold_title(item.title) or fold_title(item.text[:_HEAD]))
        for item in items
    ]
    links_of: dict[str, set[str]] = defaultdict(set)
    titles_of: dict[str, set[str]] = defaultdict(set)
    for name, link, title in looks:
        links_of[name].add(link)
        titles_of[link].add(title)
    # A link shared by items of different id and title is the site's home page, not an article.
    told_apart = Counter(
        link
        for link, _, _ in {
            (link, name, title) for item, (name, link, title) in zip(items, looks, strict=True) if item.url
        }
    )
    answer = []
    for item, (name, link, title) in zip(items, looks, strict=True):
        own: list[str] = []
        if name and name.casefold() not in _DUDS and len(links_of[name]) == 1:
            own.append(f"id:{name}")
        shared = told_apart[link] > 1 and len(titles_of[link]) > 1
        if _PAGE.search(link) and not shared:
            own.append(f"link:{link}")
        if not own:
            day = item.published.date().isoformat() if item.published else ""
            own.append(f"title:{_digest(title)}:{day}")
        answer.append(tuple(own))
    return tuple(answer)


def is_another(item: Item, held: Known) -> bool:
    """Whether an id that is known came with another thing, as where a publisher's counter begins anew.

    Its link, its headline and its words must all be other ones: a moved page keeps its words, an edited one
    most of them.
    """
    link, before = canonical_link(item.url), canonical_link(held.url)
    return bool(link and before) and link != before and _says_other(item, held)


def _says_other(item: Item, held: Known) -> bool:
    """Whether headline and words are all other ones; too few prove nothing."""
    pairs = [(_pairs(item.title), _pairs(held.title)), (_pairs(item.text[:OPENING]), _pairs(held.opening))]
    if any(sum(map(len, side)) < _FEW for side in zip(*pairs, strict=True)):
        return False
    return all(len(one & other) <= _ALIKE * min(len(one), len(other)) for one, other in pairs)


def words(text: str) -> list[str]:
    """Return the words of a text, folded; a Han letter and a kana is a word."""
    return _WORDS.findall(unicodedata.normalize("NFKC", text).casefold())


def _pairs(text: str) -> set[tuple[str, str]]:
    """Return the words of a text two by two."""
    return set(pairwise(words(text)))


def _valid(item: Item, own: tuple[str, ...], known: Mapping[str, Known]) -> tuple[str, ...]:
    """Return what an item is known by, without an id or a link under which another thing is held.

    One page for all that a publisher has to say is seen as that in a poll of several items, not of one.
    """
    if len(own) == 1:
        return own
    by_id, by_link = known.get(own[0]), known.get(own[1])
    if by_id is None:
        return own[:1] if by_link is not None and _says_other(item, by_link) else own
    same = by_link is not None and by_link.key == by_id.key
    return own if same or not is_another(item, by_id) else own[1:]


def decide(items: Sequence[Item], known: Mapping[str, Known]) -> tuple[Decision, ...]:
    """Return one decision for each distinct item, in the order given.

    `known` maps identities (of `identities`) to what the store holds; an item twice in one poll is
    decided once.
    """
    seen: dict[str, str] = {}
    answer: list[Decision] = []
    for item, names in zip(items, identities(items), strict=True):
        own = _valid(item, names, known)
        if any(identity in seen for identity in own):
            continue
        held = next((known[identity] for identity in own if identity in known), None)
        fresh = content_hash(item)
        if held is None:
            verdict, key = Verdict.NEW, item_key(item.source, own[0])
        else:
            verdict = Verdict.SAME if held.content_hash == fresh else Verdict.CHANGED
            key = held.key
        seen.update(dict.fromkeys(own, key))
        answer.append(Decision(item=item, verdict=verdict, key=key, identities=own, content_hash=fresh))
    return tuple(answer)


SEEN_ANEW = timedelta(days=1)


def seen_again(known: Iterable[Known], now: datetime) -> frozenset[str]:
    """Return the keys of items that a poll brought again, where that was not noted within a day."""
    return frozenset(one.key for one in known if one.seen_at is None or now - one.seen_at > SEEN_ANEW)


def item_key(source_id: str, identity: str) -> str:
    """Return the name of an item in the store."""
    return _digest(f"{source_id}\x1f{identity}")[:24]


def all_identities(items: Iterable[Item]) -> frozenset[str]:
    """Return every identity of one poll, for one look-up in the store."""
    return frozenset(identity for own in identities(tuple(items)) for identity in own)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
