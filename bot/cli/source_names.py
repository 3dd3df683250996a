"""What a source that was given by its address is called: an id to say, and a name to read. Pure."""

import re
from urllib.parse import urlsplit

from watchers.keys import masked
from watchers.model import Parsed, SourceKind

_LONGEST = 80  # characters of a name
_LONGEST_ID = 60
_WHAT = {
    SourceKind.CCGP_LIST: "China Government Procurement",
    SourceKind.FEDERAL_REGISTER: "Federal Register",
    SourceKind.PUBLIC_INSPECTION: "Federal Register, public inspection",
    SourceKind.ECFR: "eCFR",
    SourceKind.CSL: "Consolidated Screening List",
    SourceKind.OFAC_SDN: "OFAC SDN list",
    SourceKind.OFAC_CONSOLIDATED: "OFAC non-SDN lists",
    SourceKind.UK: "UK Sanctions List",
    SourceKind.EU: "EU sanctions list",
    SourceKind.UN: "UN sanctions list",
    SourceKind.OPENSANCTIONS: "OpenSanctions",
    SourceKind.TED: "TED",
    SourceKind.SAM: "SAM.gov",
    SourceKind.OCDS: "OCDS tenders",
    SourceKind.GOOGLE_NEWS: "Google News",
    SourceKind.GDELT: "GDELT",
}
_INDEX = re.compile(r"/(?:index[^/]*)?$")


def source_id(url: str) -> str:
    """Return a short readable id for an address: its host and the last part of its path."""
    parts = urlsplit(masked(url))
    host = (parts.hostname or "source").removeprefix("www.").removeprefix("feeds.")
    tail = parts.path.rstrip("/").rsplit("/", 1)[-1]
    port = f"-{parts.port}" if _port(url) else ""
    words = re.sub(r"[^a-z0-9]+", "-", f"{host}{port}-{tail}".lower()).strip("-")
    return words[:_LONGEST_ID] or "source"


def source_name(url: str, kind: SourceKind, parsed: Parsed | None) -> str:
    """Return what a feed calls itself, else what kind of source it is and where: two of one host differ."""
    items = parsed.items if parsed else ()
    own = next((str(one.fields["feed"]) for one in items if one.fields.get("feed")), "")
    parts = urlsplit(masked(url))
    host = parts.hostname or masked(url)
    what = _WHAT.get(kind, "")
    place = f"{host}{_INDEX.sub('', parts.path)}" if kind is SourceKind.CCGP_LIST else host
    return (own or (f"{what} ({place})" if what else host))[:_LONGEST]


def _port(url: str) -> bool:
    try:
        return urlsplit(url).port is not None
    except ValueError:
        return False
