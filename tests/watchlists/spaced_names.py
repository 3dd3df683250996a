"""Made-up names written with spaces: of common words, of rare ones, of letters, and of another script."""

from watchlists.index.sequences import BARE, STRICT
from watchlists.index.wordindex import WordIndex

NAMES = [
    "quorvex trading llc",
    "shenzhen university",
    "national institute of space",
    "first light group",
    "awx",
    "tolmarine",
    "people s bank of zarland",
    "machine tool group",
    "институт прикладной физики",
    "bank of foreign trade and development",
    "harbin institute of marine technology",
    "zelmarine of the north group",
    "kesvor ltd",
    "tool and machine works",
    "plant 45 tolmarine works",
    "institute of light communications",
]
COUNTED = {
    "crystal": STRICT,  # with a capital
    "machinery": STRICT,
    "machine": BARE,  # beside a legal form
    "zelmarine": BARE,
}


def index() -> WordIndex:
    """Return an index of them all."""
    return WordIndex.of([*NAMES, *COUNTED], COUNTED)
