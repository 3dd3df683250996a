"""The vocabulary of the feed formats: what an element is to us, by its namespace and name. Pure.

RSS 0.9x, 1.0, 2.0 and Atom 0.3, 1.0 with their modules (Dublin Core, content, Media RSS, iTunes). Where two
elements tell the same, the smaller rank wins.
"""

from typing import NamedTuple

NAMESPACES = {
    "": "",
    "http://backend.userland.com/rss": "",
    "http://backend.userland.com/rss2": "",
    "http://blogs.law.harvard.edu/tech/rss": "",
    "http://purl.org/rss/1.0/": "",
    "http://purl.org/net/rss1.1#": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://purl.org/rss/1.0/modules/rss091#": "",
    "http://purl.org/atom/ns#": "",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://search.yahoo.com/mrss/": "media",
    "http://search.yahoo.com/mrss": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
}  # small letters: publishers are careless with them

# The address to declare for a prefix that a publisher forgot to.
ADDRESSES = {short: address for address, short in NAMESPACES.items() if short} | {
    "media": "http://search.yahoo.com/mrss/",
    "atom": "http://www.w3.org/2005/Atom",
}

ROOTS = frozenset({"rss", "rdf:rdf", "feed", "channel"})
ENTRIES = frozenset({"item", "entry"})
ENTRY_NAMES = (*ENTRIES, "ITEM")  # as they are written


class Word(NamedTuple):
    """An element's name, "local" or "prefix:local" (prefix ours, letters small), and its role in an entry."""

    name: str
    role: str = ""
    rank: int = 0


_MORE_SUMMARIES = "media:description media:text itunes:summary itunes:subtitle"


def _words() -> dict[str, Word]:
    roles: dict[str, tuple[str, ...]] = {
        # one line a rank
        "title": ("title", "dc:title", "media:title", "itunes:title"),
        "published": ("pubdate published", "issued dcterms:issued", "created dcterms:created"),
        "updated": ("updated modified dcterms:modified", "dc:date", "lastbuilddate"),
        "summary": ("description summary abstract dc:description dcterms:abstract " + _MORE_SUMMARIES,),
        "content": ("content",),
        "html": ("body content:encoded fullitem xhtml:body xhtml:div",),
        "category": ("category dc:subject keywords",),
        "id": ("guid", "id"),
        "media": ("media:group media:content",),
        "link": ("link",),
        "source": ("source",),
        "lang": ("dc:language",),
    }
    return {
        name: Word(name, role, rank)
        for role, ranks in roles.items()
        for rank, names in enumerate(ranks)
        for name in names.split()
    }


_WORDS = _words()


class Vocabulary(dict[str, Word]):
    """The words of one feed by lxml's tag, learnt as they are met.

    `own` is the namespace of the feed's root. One that we do not know is taken for the format's own.
    """

    def __init__(self, own: str) -> None:
        self._own = own if own not in NAMESPACES else ""

    def __missing__(self, tag: str) -> Word:
        word = self._read(tag)
        if len(self) < 1_000:
            self[tag] = word
        return word

    def _read(self, tag: str) -> Word:
        namespace, _, local = tag[1:].rpartition("}") if tag[:1] == "{" else ("", "", tag)
        known = "" if self._own and namespace == self._own else NAMESPACES.get(namespace.lower(), "?")
        name = f"{known}:{local.lower()}" if known else local.lower()
        return _WORDS.get(name) or Word(name)


_USUAL: dict[str, Vocabulary] = {}  # those of the namespaces that roots have, kept from feed to feed


def vocabulary_of(root: str) -> Vocabulary:
    """Return the vocabulary of the feed whose root element has this tag."""
    own = root[1:].partition("}")[0] if root[:1] == "{" else ""
    known = _USUAL.get(own)
    if known is None:
        known = Vocabulary(own)
        if own in NAMESPACES or own.lower() in NAMESPACES:
            _USUAL[own] = known
    return known
