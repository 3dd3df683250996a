"""Whether two texts are one report: sketches of word runs, compared by containment. Pure.

A reprint keeps most of the wording under another address, often with a changed headline, a cut tail or a
line about the agency in front. A sketch holds the smallest hashes of all runs of five words (a Han
character counts as a word), so that two sketches can be compared without the texts.
"""

import base64
import hashlib
import json
import sys
from array import array
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from watchers.changes import words

RUN = 5  # words in a run: long enough that boilerplate of another story is not shared by chance
KEPT = 400  # hashes kept of a long text
ENOUGH = 24  # runs below which wording proves nothing
SAME_REPORT = 0.5  # share of the shorter text's runs that must occur in the longer one
SAME_TITLE_LETTERS = 14  # an equal headline this long is evidence too
TITLE_SUPPORT = 0.2  # … when at least this share of the wording agrees or there is hardly any text


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What is remembered of a text to recognise its reprints."""

    title: str  # letters and digits only, folded
    hashes: Sequence[int]  # 32 bits each, sorted, the smallest KEPT
    runs: int  # how many there were


def sketch(title: str, text: str) -> Sketch:
    """Return the sketch of an item."""
    told = words(text)
    runs = {" ".join(told[start : start + RUN]) for start in range(max(0, len(told) - RUN + 1))}
    hashes = sorted(
        int.from_bytes(hashlib.blake2b(run.encode("utf-8", "replace"), digest_size=6).digest()[:4], "big")
        for run in runs
    )
    return Sketch(title="".join(words(title)), hashes=tuple(hashes[:KEPT]), runs=len(hashes))


def containment(one: Sketch, other: Sketch) -> float:
    """Return the estimated share of the shorter text's runs that the longer one has, 0.0 to 1.0."""
    if not one.hashes or not other.hashes:
        return 0.0
    # Both samples are complete below the smaller of the two highest kept hashes: compare there.
    top = min(each.hashes[-1] if each.runs > KEPT else 2**32 for each in (one, other))
    own, theirs = bisect_right(one.hashes, top), bisect_right(other.hashes, top)
    return len(_kept(tuple(one.hashes)).intersection(other.hashes[:theirs])) / (min(own, theirs) or 1)


@lru_cache(maxsize=16)  # a fresh text is compared with many old ones
def _kept(hashes: tuple[int, ...]) -> frozenset[int]:
    return frozenset(hashes)


def packed(sketch: Sketch) -> str:
    """Return the hashes as text to store."""
    values = array("I", sketch.hashes)
    if sys.byteorder == "big":
        values.byteswap()
    return base64.b64encode(values.tobytes()).decode()


def unpacked(text: str) -> Sequence[int]:
    """Return the hashes that `packed` wrote, or an earlier version as a JSON list of 48 bits each."""
    if text.startswith("["):
        return tuple(value >> 16 for value in json.loads(text))
    values = array("I", base64.b64decode(text))
    if sys.byteorder == "big":
        values.byteswap()
    return values


def is_reprint(one: Sketch, other: Sketch, *, terms: Collection[str], other_terms: Collection[str]) -> bool:
    """Return whether two items that matched `terms` and `other_terms` are one report.

    Equal wording, or an equal long headline with some equal wording. Different terms are another story
    even in equal words: "sanctions on A" and "sanctions on B" are written from one template.
    """
    if not set(terms) & set(other_terms):
        return False
    shared = containment(one, other)
    enough = min(one.runs, other.runs) >= ENOUGH
    if enough and shared >= SAME_REPORT and _agree(terms, other_terms):
        return True
    titled = one.title == other.title and len(one.title) >= SAME_TITLE_LETTERS
    return titled and (shared >= TITLE_SUPPORT or not enough)


def _agree(terms: Collection[str], other_terms: Collection[str]) -> bool:
    """One may be cut short, so its terms may be fewer, but each side may not bring terms of its own."""
    return set(terms) <= set(other_terms) or set(other_terms) <= set(terms)
