"""From matches to severity: which kinds occur together, and how near. Pure; one Rules value a team.

Organisation + chip, organisation + cloud, and chip + rental words each suffice for "high" when they stand
near each other, because a tender often names only two of the three ("500 cloud servers with eight A100
each", no provider). Two kinds anywhere are "medium", one kind alone is "low".
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any

from watchlists.model import Match, Passage, Severity


class SeverityReason(StrEnum):
    """Why an item got its severity; documented in docs/reasons.md."""

    NEAR = "near"  # two kinds near each other
    RENTAL = "rental"  # a chip near rental words
    TOGETHER = "together"  # two kinds somewhere in the item
    ALONE = "alone"  # one kind only
    OFFICIAL = "official"  # a party of an official list that the team watches
    LIST_CHANGE = "list-change"  # an official list changed
    NOTHING = "nothing"  # no term


KINDS = frozenset({"org", "chip", "cloud"})  # that the rules know unless a team sets its own
OWN_KIND = "by the default rules only an org beside a chip or cloud is “high”"
RENTAL_WORDS = (
    *("算力租赁", "算力租用", "算力服务", "算力资源", "租赁算力", "算力租賃", "云服务器租赁"),
    *("服务器租赁", "云主机租赁", "GPU租赁", "显卡租赁", "云资源租赁", "租用", "租赁", "租賃"),
    *("出租", "长租", "短租", "月租", "招租", "求租", "转租", "承租", "租金", "租期", "長租", "轉租"),
    *("rent", "rents", "renting", "rental", "rentals", "rented", "for hire", "by the hour"),
    *("leases", "leased", "leasing", "lease of", "for lease", "compute as a service"),
    *("computing power lease", "computing power service", "cloud server", "cloud servers"),
    *("cloud computing service", "cloud access", "remote access", "云服务器", "云主机"),
    *("雲端伺服器", "クラウドサーバ", "レンタル", "аренд", "임대", "대여", "à louer"),
    *("vermieten", "mieten", "alquiler", "alquilar"),
)
# What goes on so is another word: 出租车 is a taxi.
_ANOTHER_WORD = {"出租": "(?!车|車|汽|屋|房)"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How a team weighs what was found.

    `near` counts code points between two hits of one field; a hit in the title is near to everything in
    the text, because the title says what the whole is about. `pairs` are the kinds that make "high".
    """

    near: int = 400
    pairs: tuple[tuple[str, str], ...] = (("org", "chip"), ("org", "cloud"))
    rental_kinds: tuple[str, ...] = ("chip",)
    rental_words: tuple[str, ...] = RENTAL_WORDS
    post: tuple[Severity, ...] = (Severity.HIGH, Severity.MEDIUM)  # the others wait for the digest
    official: Severity = Severity.MEDIUM  # an official list's party named in an item
    list_change: Severity = Severity.MEDIUM  # an official list changed

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Rules":
        """Return rules from what the store keeps; what is not set keeps its default."""
        values: dict[str, Any] = {}
        if "near" in data:
            values["near"] = int(data["near"])
        if "pairs" in data:
            values["pairs"] = tuple((str(a), str(b)) for a, b in data["pairs"])
        for name in ("rental_kinds", "rental_words"):
            if name in data:
                values[name] = tuple(str(word) for word in data[name])
        if "post" in data:
            values["post"] = tuple(Severity(word) for word in data["post"])
        for name in ("official", "list_change"):
            if name in data:
                values[name] = Severity(data[name])
        return cls(**values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The severity of one item for one team, with its reason and the sentence that explains it."""

    severity: Severity
    reason: SeverityReason
    sentence: str
    matches: tuple[Match, ...] = field(default=())


def judge(
    matches: Iterable[Match],
    passage: Passage,
    rules: Rules,
    *,
    official: frozenset[str] = frozenset(),
    whole: bool = False,
) -> Judgement:
    """Return how much the matches of one team matter.

    `official` names the watchlists that are official lists: their hits count as organisations and alone
    weigh what the rules say. `whole` says that the passage is about one purchase, so that everything in
    it is near (a tender notice).
    """
    found = tuple(matches)
    if not found:
        return Judgement(severity=Severity.NONE, reason=SeverityReason.NOTHING, sentence="No watched term.")
    for first, second in rules.pairs:
        for one in found:
            if one.kind != first:
                continue
            for other in found:
                if other.kind == second and (whole or _near(one, other, rules.near)):
                    return Judgement(
                        severity=Severity.HIGH,
                        reason=SeverityReason.NEAR,
                        sentence=_both(one, other, "in one purchase" if whole else "near each other"),
                        matches=found,
                    )
    rental = _rental(found, passage, rules, whole=whole)
    if rental is not None:
        return Judgement(
            severity=Severity.HIGH,
            reason=SeverityReason.RENTAL,
            sentence=f"The {_named(rental[0])} is named near rental words (“{rental[1]}”).",
            matches=found,
        )
    kinds = tuple(dict.fromkeys(match.kind for match in found))
    apart = [next(match for match in found if match.kind == kind) for kind in kinds]
    if len(kinds) > 1:  # of kinds that make no pair nobody asked whether they are near
        paired = bool({tuple(kinds[:2]), tuple(kinds[1::-1])} & set(rules.pairs))
        return Judgement(
            severity=Severity.MEDIUM,
            reason=SeverityReason.TOGETHER,
            sentence=_both(apart[0], apart[1], f"in one item{', but not near each other' * paired}"),
            matches=found,
        )
    listed = next((match for match in found if match.watchlist in official), None)
    if listed is not None:
        return Judgement(
            severity=rules.official,
            reason=SeverityReason.OFFICIAL,
            sentence=f"{listed.term} is a party of the official list {listed.watchlist.split('/', 1)[-1]}.",
            matches=found,
        )
    return Judgement(
        severity=Severity.LOW,
        reason=SeverityReason.ALONE,
        sentence=f"Only one kind is named: {', '.join(dict.fromkeys(_named(match) for match in found))}.",
        matches=found,
    )


def _both(one: Match, other: Match, how: str) -> str:
    return f"The {_named(one)} and the {_named(other)} are named {how}."


def _named(match: Match) -> str:
    return f"{_WORDS.get(match.kind, match.kind)} {match.term}"


def _near(one: Match, other: Match, near: int) -> bool:
    if "title" in (one.field, other.field):
        return True
    return max(one.start, other.start) - min(one.end, other.end) <= near


def _rental(
    found: tuple[Match, ...], passage: Passage, rules: Rules, *, whole: bool
) -> tuple[Match, str] | None:
    chips = [match for match in found if match.kind in rules.rental_kinds]
    if not chips or not rules.rental_words:
        return None
    for name in ("title", "text"):
        text = passage.title if name == "title" else passage.text
        for hit in _pattern(rules.rental_words).finditer(text):
            for match in chips:
                apart = max(match.start, hit.start()) - min(match.end, hit.end())
                if whole or "title" in (name, match.field) or apart <= rules.near:
                    return match, hit.group()
    return None


@lru_cache(maxsize=2_000)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    # A word of letters must end where it ends ("rental" is not in "parental"); Chinese has no spaces.
    return re.compile(
        "|".join(
            rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])"
            if word.isascii()
            else re.escape(word) + _ANOTHER_WORD.get(word, "")
            for word in ordered
        ),
        re.IGNORECASE,
    )


_WORDS = {"org": "organisation", "chip": "chip", "cloud": "cloud service"}
