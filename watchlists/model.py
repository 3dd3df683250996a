"""The nouns of matching: Watchlist, Term, Match, Rejection, Party, Candidate, and the closed set of reasons.

What is made for every text or every hit is a NamedTuple, which costs a fifth of a frozen dataclass to make.

Knows what a team cares about. Knows no feed, no chat, no database. Matching takes `str`, not Item.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much an item matters to a team; `none` is not told."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"

    @property
    def rank(self) -> int:
        """The place of this severity among all, the gravest first: 0 of `high`."""
        return tuple(Severity).index(self)

    def and_graver(self) -> tuple["Severity", ...]:
        """Return the severities that are told and as grave as this one, the gravest first; () of `none`."""
        told = tuple(Severity)[:-1]
        return told[: told.index(self) + 1] if self in told else ()


class MatchReason(StrEnum):
    """Why a term was found; documented in docs/reasons.md, shared by scan, why, logs and chat."""

    EXACT = "exact"  # the name as listed (after normalisation)
    ALIAS = "alias"  # a listed alias
    LEGAL_FORM = "legal-form"  # a legal form dropped, added or translated
    ABBREVIATION = "abbreviation"  # Univ., Inst., Sci. & Tech., Chinese short forms
    WORD_ORDER = "word-order"  # University of Shenzhen for Shenzhen University
    SPACING = "spacing"  # spaces, hyphens or line breaks inside or left out
    SCRIPT = "script"  # traditional/simplified, look-alike letters, invisible characters
    TRANSLITERATION = "transliteration"  # pinyin, Cyrillic, kana, Hangul
    MODEL = "model"  # a chip by its model number: maker left out, memory size, form factor, count
    TYPO = "typo"  # one or two edits in a long name
    AFFILIATE = "affiliate"  # a school, laboratory or campus of the body


# Reasons of a name that is written as a team listed it.
AS_NAMED = frozenset({MatchReason.EXACT, MatchReason.ALIAS})


class RejectReason(StrEnum):
    """Why a hit was considered and not reported (`--rejected`)."""

    LONGER_NAME = "longer-name"  # part of a longer name, listed or not
    WORD_BOUNDARY = "word-boundary"  # letters of the term inside another word
    NO_CONTEXT = "no-context"  # ambiguous, and none of its context words is near
    OTHER_MEANING = "other-meaning"  # the words around it make another meaning plain
    OTHER_MODEL = "other-model"  # a neighbouring model number
    WEAK_ALONE = "weak-alone"  # a weak alias without context or another hit beside it
    SEPARATE_BODY = "separate-body"  # press, hospital, university town: another legal person
    DIFFERENT_NAME = "different-name"  # close in spelling, but another entity
    MUTED = "muted"  # the team muted the term


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One row of a watchlist: what to look for.

    `context`: where not empty, one of the words must occur near the hit. `weak_aliases` count only beside
    context or another hit. `extra` keeps unknown CSV columns for the round trip.
    """

    name: str
    kind: str  # org | chip | cloud, or a word the team chooses
    aliases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    note: str = ""
    extra: Mapping[str, str] = field(default_factory=dict)


class Variant(NamedTuple):
    """One spelling of a term that is looked for, listed or made by rule (`watchlist show --variants`).

    `text` is folded (see `normalize`). `weak` spellings count only beside context or another hit. `strict`
    spellings need every little word as written ("University of X", never "university X"). `capitals`
    spellings are words too and count only in capitals (HIT).
    """

    text: str
    reason: MatchReason
    detail: str
    weak: bool = False
    strict: bool = False
    capitals: bool = False

    @property
    def shown(self) -> str:
        """Return the spelling for people: capitals where only they count, apostrophes put back."""
        text = re.sub(r"(?<=[a-z]) s(?= )", "'s", self.text)
        return text.upper() if self.capitals else text

    @property
    def condition(self) -> str:
        """Return in words when the spelling counts; "" for always."""
        only = ("in capitals" if self.capitals else "", "beside context or another hit" if self.weak else "")
        return ", ".join(filter(None, only))

    def derived(
        self, text: str, reason: MatchReason, detail: str, *, weak: bool = False, strict: bool = False
    ) -> "Variant":
        """Return a spelling made from this one by rule; what comes of a weak one is weak."""
        return Variant(text=text, reason=reason, detail=detail, weak=weak or self.weak, strict=strict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchlist:
    """A named set of terms of one team. `official` lists are read-only and come from a sanctions list."""

    team: str
    name: str
    terms: tuple[Term, ...] = ()
    official: bool = False

    @property
    def id(self) -> str:
        """Return the id used in matches: `team/name`."""
        return f"{self.team}/{self.name}"


def team_of(watchlist: str) -> str:
    """Return the team of a watchlist, by the list's id."""
    return watchlist.partition("/")[0]


class Passage(NamedTuple):
    """What is scanned: the title and text of one item. The two are matched apart and judged together."""

    title: str = ""
    text: str = ""
    lang: str | None = None


class Match(NamedTuple):
    """One occurrence of a term. `start` and `end` count code points of `field` as given."""

    term: str
    kind: str
    watchlist: str  # Watchlist.id
    field: str  # "title" | "text"
    start: int
    end: int
    surface: str
    score: float
    reason: MatchReason
    detail: str = ""

    def refused(self, reason: RejectReason, detail: str) -> "Rejection":
        """Return it as a hit that is not reported after all."""
        return Rejection(
            term=self.term,
            kind=self.kind,
            watchlist=self.watchlist,
            field=self.field,
            start=self.start,
            end=self.end,
            surface=self.surface,
            reason=reason,
            detail=detail,
        )


class Rejection(NamedTuple):
    """A hit that was considered and not reported, and why."""

    term: str
    kind: str
    watchlist: str
    field: str
    start: int
    end: int
    surface: str
    reason: RejectReason
    detail: str = ""


class Scan(NamedTuple):
    """Everything found in one passage, for every team, in order of field and position."""

    matches: tuple[Match, ...] = ()
    rejected: tuple[Rejection, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Someone a name can be looked up as: an entry of an official list, a watchlist term, a Names CSV row."""

    entity_id: str
    name: str
    list: str
    aliases: tuple[str, ...] = ()
    kind: str = ""  # org | person | vessel | … as the list says; "" = unknown
    country: str = ""
    url: str = ""
    citation: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One answer to a look-up. `score` is calibrated: 0.9 is right nine times in ten."""

    party: Party
    matched_name: str
    score: float
    reason: str
    detail: str = ""


class Comparison(NamedTuple):
    """Whether two names mean one party, how sure, and why."""

    match: bool
    score: float
    reason: str
    detail: str = ""
