"""From matches to severity: which kinds occur together, and how near. Pure; one Rules value a team.

Organisation + chip, organisation + cloud, and chip + rental words each suffice for "high" when they stand
near each other, because a tender often names only two of the three ("500 cloud servers with eight A100
each", no provider). Two kinds anywhere are "medium", and so is one kind where words near it say that goods
are offered, access is resold, the authorities acted or somebody of concern has a chip
(`watchlists.weighing`). Else one kind alone is "low", or nothing in a matter of every day (a match lost, a
job advertised).
"""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from watchlists.model import Match, Passage, Severity
from watchlists.weighing.cases import case
from watchlists.weighing.endusers import had_by, sought_by
from watchlists.weighing.everyday import everyday
from watchlists.weighing.rental import rented
from watchlists.weighing.trade import resold, traded
from watchlists.words import lines
from watchlists.words.vocabulary import is_common


class SeverityReason(StrEnum):
    """Why an item got its severity; documented in docs/reasons.md."""

    NEAR = "near"  # two kinds near each other
    RENTAL = "rental"  # a chip near rental words
    TOGETHER = "together"  # two kinds somewhere in the item
    TRADE = "trade"  # a chip offered, asked for or shipped
    CASE = "case"  # an organisation or chip in a case of the authorities
    USE = "use"  # somebody of concern has or gets a chip or cloud
    RESALE = "resale"  # access to a cloud or model is resold
    ALONE = "alone"  # one kind only
    EVERYDAY = "everyday"  # one kind only, in a matter of no concern
    OFFICIAL = "official"  # a party of an official list that the team watches
    LIST_CHANGE = "list-change"  # an official list changed
    NOTHING = "nothing"  # no term


KINDS = frozenset({"org", "chip", "cloud"})  # that the rules know unless a team sets its own
OWN_KIND = "by the default rules only an org beside a chip or cloud is “high”"
RENTAL_WORDS = tuple(lines("rental.txt"))


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
    signs: Severity = Severity.MEDIUM  # trade, a case or resale
    everyday: Severity = Severity.NONE  # one kind only, in a matter of no concern
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
        for name in ("signs", "everyday", "official", "list_change"):
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
    # a maker beside its own product is how the product is called
    parties = found if whole else tuple(match for match in found if not _made_by(match, found))
    for first, second in rules.pairs:
        for one in parties:
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
    chips = tuple(match for match in found if match.kind in rules.rental_kinds)
    rental = rented(chips, passage, rules.rental_words, sys.maxsize if whole else rules.near)
    if rental is not None:
        return Judgement(
            severity=Severity.HIGH,
            reason=SeverityReason.RENTAL,
            sentence=f"The {_named(rental[0])} is named near rental words (“{rental[1]}”).",
            matches=found,
        )
    kinds = tuple(dict.fromkeys(match.kind for match in parties))
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
    return _alone(found, passage, rules, whole=whole)


def _alone(found: tuple[Match, ...], passage: Passage, rules: Rules, *, whole: bool) -> Judgement:
    """Return how much one kind matters by what is done with what is named."""
    near = sys.maxsize if whole else rules.near
    for reason, sign, told in _SIGNS:
        if words := sign(found, passage, near):
            # a word may be of two signs (seized), and is quoted once
            quoted = ", ".join(f"“{word}”" for word in list(dict.fromkeys(words))[:3])
            return Judgement(
                severity=rules.signs,
                reason=reason,
                sentence=f"The {_named(_first(found, reason))} is named {told} ({quoted}).",
                matches=found,
            )
    if not whole and (matter := everyday(found, passage)):
        return Judgement(
            severity=rules.everyday,
            reason=SeverityReason.EVERYDAY,
            sentence=f"Only one kind is named: {_all_named(found)}; the matter is {matter}.",
            matches=found,
        )
    return Judgement(
        severity=Severity.LOW,
        reason=SeverityReason.ALONE,
        sentence=f"Only one kind is named: {_all_named(found)}.",
        matches=found,
    )


def _made_by(one: Match, found: Iterable[Match]) -> bool:
    """Return whether a match is a maker's, and all chips and clouds found are its own: Huawei, its Ascend."""
    others = [match for match in found if match.kind in {"chip", "cloud"}]
    name = one.term.casefold()
    maker = name.split()[0]
    if one.kind != "org" or not others or is_common(maker):
        return False
    return all(
        match.term.casefold().startswith(f"{maker if match.kind == 'chip' else name} ") for match in others
    )


def _first(found: tuple[Match, ...], reason: SeverityReason) -> Match:
    """Return the match that a sign is said of."""
    kind = {SeverityReason.TRADE: "chip", SeverityReason.RESALE: "cloud"}.get(reason)
    return next((match for match in found if match.kind == kind), found[0])


def _all_named(found: Iterable[Match]) -> str:
    return ", ".join(dict.fromkeys(_named(match) for match in found))


def _both(one: Match, other: Match, how: str) -> str:
    return f"The {_named(one)} and the {_named(other)} are named {how}."


def _named(match: Match) -> str:
    return f"{_WORDS.get(match.kind, match.kind)} {match.term}"


def _near(one: Match, other: Match, near: int) -> bool:
    if "title" in (one.field, other.field):
        return True
    return max(one.start, other.start) - min(one.end, other.end) <= near


_SIGNS = (
    (SeverityReason.CASE, case, "near words of a case"),
    (SeverityReason.TRADE, traded, "near words of trade"),
    (SeverityReason.USE, had_by, "beside who gets or uses it"),
    (SeverityReason.USE, sought_by, "with what it gets or uses"),
    (SeverityReason.RESALE, resold, "near words of resale"),
)
_WORDS = {"org": "organisation", "chip": "chip", "cloud": "cloud service"}
