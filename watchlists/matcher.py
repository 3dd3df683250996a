"""Finds every watched name of every team in a passage, in one scan.

compile(watchlists) makes one index of the distinct terms of all teams; scan(passage) folds the passage, finds
spellings, lets the longest name win, asks guards and context, and only then looks up who watches the term.

Knows watchlists and text. Must not know feeds, chat or the database.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from watchlists import guards
from watchlists.commonness import Standing, standing, word_counts
from watchlists.context import Surroundings, meaning_of, person_follows
from watchlists.hanscan import HanIndex
from watchlists.model import (
    Match,
    MatchReason,
    Passage,
    Rejection,
    RejectReason,
    Scan,
    Term,
    Variant,
    Watchlist,
)
from watchlists.normalize import Folded, fold, fold_name, is_spaceless
from watchlists.variants import variants
from watchlists.vocabulary import HEADS, canonical, english, is_common
from watchlists.words import groups
from watchlists.wordscan import WordIndex, word_starts

_SCORES = {
    MatchReason.EXACT: 1.0,
    MatchReason.ALIAS: 0.98,
    MatchReason.LEGAL_FORM: 0.97,
    MatchReason.SPACING: 0.95,
    MatchReason.SCRIPT: 0.95,
    MatchReason.MODEL: 0.95,
    MatchReason.ABBREVIATION: 0.92,
    MatchReason.WORD_ORDER: 0.92,
    MatchReason.TRANSLITERATION: 0.9,
    MatchReason.AFFILIATE: 0.9,
    MatchReason.TYPO: 0.85,
}


_SAME_PHRASE = 24  # a word in lower case is a name only with its context in the same phrase
_BESIDE = 80  # a weak name counts when another hit is within so many characters


@dataclass(slots=True)
class _Entry:
    """One distinct term and who watches it (numbers of watchlists)."""

    term: Term
    owners: list[int]
    official: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One spelling found in one field, in folded characters."""

    field: str
    start: int
    end: int
    entry: int  # -1: a name nobody watches
    variant: Variant
    edits: int = 0
    slip: str = ""
    spaced: bool = False
    abbreviated: bool = False
    han: bool = False
    words: tuple[int, int] = (0, 0)
    standing: Standing = Standing.STRONG

    @property
    def certain(self) -> tuple[int, int, bool]:
        """Rank among candidates at one place: longer, fewer slips, strong before weak."""
        return (self.end - self.start, -self.edits - bool(self.slip), self.standing is not Standing.WEAK)


class Matcher:
    """The distinct terms of all watchlists, ready to be found."""

    def __init__(self, watchlists: tuple[Watchlist, ...]) -> None:
        self._watchlists = watchlists
        self._entries: list[_Entry] = []
        self._spellings: list[tuple[int, Variant]] = []
        self._standings: list[Standing] = []
        self._words = WordIndex()
        self._han = HanIndex()

    @classmethod
    def compile(cls, watchlists: Iterable[Watchlist]) -> "Matcher":
        """Return a matcher for the terms of all `watchlists`; one distinct term is compiled once."""
        matcher = cls(tuple(watchlists))
        known: dict[tuple[object, ...], int] = {}
        for number, watchlist in enumerate(matcher._watchlists):
            for term in watchlist.terms:
                key = (
                    term.name,
                    term.kind,
                    term.aliases,
                    term.weak_aliases,
                    term.context,
                    watchlist.official,
                )
                at = known.get(key)
                if at is None:
                    at = known[key] = len(matcher._entries)
                    matcher._entries.append(_Entry(term, [], watchlist.official))
                matcher._entries[at].owners.append(number)
        matcher._index()
        return matcher

    def _index(self) -> None:
        """Make the spellings of all entries and hand them to the two indexes."""
        in_words: list[tuple[str, int, bool]] = []
        in_han: list[tuple[str, int, bool]] = []

        def add(entry: int, variant: Variant, level: Standing = Standing.STRONG) -> None:
            number = len(self._spellings)
            self._spellings.append((entry, variant))
            self._standings.append(level)
            if any(map(is_spaceless, variant.text)):
                forgiving = (
                    entry >= 0
                    and not variant.weak
                    and variant.reason
                    in {
                        MatchReason.EXACT,
                        MatchReason.ALIAS,
                        MatchReason.LEGAL_FORM,
                        MatchReason.ABBREVIATION,
                    }
                )
                in_han.append((variant.text, number, forgiving))
            elif variant.text:
                in_words.append((variant.text, number, variant.strict))

        shared = word_counts(fold_name(e.term.name) for e in self._entries if e.official)
        for at, entry in enumerate(self._entries):
            for variant in variants(entry.term):
                level = standing(variant.text, official=entry.official, shared=shared.get(variant.text, 1))
                if level is Standing.COMMON and not entry.term.context:
                    continue
                add(at, variant, max(level, Standing.WEAK) if variant.weak else level)
        for text, shown in unwatched_names():
            add(-1, Variant(text=text, reason=MatchReason.EXACT, detail=shown))
        self._words.build(in_words)
        self._han.build(in_han)

    def variants(self, term: Term) -> tuple[Variant, ...]:
        """Return the spellings of `term` that are looked for."""
        return variants(term)

    def updated(self, watchlist: Watchlist) -> "Matcher":
        """Return a matcher with this watchlist replaced or added."""
        others = tuple(w for w in self._watchlists if w.id != watchlist.id)
        return Matcher.compile((*others, watchlist))

    def scan(self, passage: Passage, *, rejected: bool = False) -> Scan:
        """Return what `passage` names, for every team, ordered by field and position.

        With `rejected`, also the hits that were considered and turned down, each with its reason.
        """
        fields = {name: fold(text) for name in ("title", "text") if (text := getattr(passage, name))}
        found: list[_Candidate] = []
        tokens: dict[str, list[str]] = {}
        for name, folded in fields.items():
            tokens[name] = folded.text.split()
            found.extend(self._find(name, folded, tokens[name]))
        if not found:
            return Scan()
        turned_down: list[tuple[_Candidate, RejectReason, str]] = []
        kept = self._longest(found, turned_down)
        surroundings = Surroundings(fields)
        passed: list[_Candidate] = []
        for candidate in kept:
            if candidate.entry < 0:
                continue
            verdict = self._guard(candidate, fields[candidate.field], tokens[candidate.field], surroundings)
            if verdict:
                turned_down.append((candidate, *verdict))
            else:
                passed.append(candidate)
        strong = [c for c in passed if c.standing is not Standing.WEAK]
        answer = []
        for candidate in passed:
            if candidate.standing is Standing.WEAK and not self._supported(
                candidate, strong, surroundings, fields
            ):
                turned_down.append((candidate, RejectReason.WEAK_ALONE, "a weak name alone"))
            else:
                answer.append(candidate)
        return Scan(
            matches=tuple(m for c in answer for m in self._matches(c, fields[c.field])),
            rejected=tuple(r for t in turned_down if t[0].entry >= 0 for r in self._rejections(*t, fields))
            if rejected
            else (),
        )

    def _find(self, field: str, folded: Folded, tokens: list[str]) -> Iterable[_Candidate]:
        """Yield every spelling in one field."""
        starts: list[int] | None = None
        for hit in self._words.find(tokens):
            if starts is None:
                starts = word_starts(folded.text)
            entry, variant = self._spellings[hit.variant]
            start, end = starts[hit.first], starts[hit.last] + len(tokens[hit.last])
            if not _one_phrase(folded, starts, tokens, hit.first, hit.last):
                continue
            yield _Candidate(
                field,
                start,
                end,
                entry,
                variant,
                hit.edits,
                "",
                hit.spaced,
                hit.abbreviated,
                words=(hit.first, hit.last),
                standing=self._standings[hit.variant],
            )
        for han in self._han.find(folded.text):
            entry, variant = self._spellings[han.variant]
            yield _Candidate(
                field,
                han.start,
                han.end,
                entry,
                variant,
                slip=han.slip,
                han=True,
                standing=self._standings[han.variant],
            )

    def _longest(
        self, found: list[_Candidate], turned_down: list[tuple[_Candidate, RejectReason, str]]
    ) -> list[_Candidate]:
        """Return the candidates that are not part of a longer name, in order of field and position."""
        ranked = sorted(found, key=lambda c: (*c.certain, c.entry >= 0), reverse=True)
        kept: list[_Candidate] = []
        for candidate in ranked:
            loser = False
            for other in kept:
                if (
                    other.field != candidate.field
                    or other.end <= candidate.start
                    or candidate.end <= other.start
                ):
                    continue
                if other.entry == candidate.entry:
                    loser = True
                    break
                inside = other.start <= candidate.start and candidate.end <= other.end
                same = other.start == candidate.start and candidate.end == other.end
                if (
                    same
                    and candidate.edits == other.edits
                    and bool(candidate.slip) == bool(other.slip)
                    and other.entry >= 0
                ):
                    continue
                if not inside and not candidate.slip and not candidate.edits:
                    continue
                if other.entry < 0 and candidate.han and candidate.start == other.start and not same:
                    continue  # what follows a body's name is judged by the guards
                if self._kind(other) in {self._kind(candidate), "", "org"}:
                    turned_down.append((candidate, RejectReason.LONGER_NAME, f"part of {other.variant.text}"))
                    loser = True
                    break
            if not loser:
                kept.append(candidate)
        kept.sort(key=lambda c: (c.field != "title", c.start, c.end))
        return kept

    def _kind(self, candidate: _Candidate) -> str:
        return self._entries[candidate.entry].term.kind if candidate.entry >= 0 else ""

    def _guard(
        self, candidate: _Candidate, folded: Folded, tokens: list[str], surroundings: Surroundings
    ) -> tuple[RejectReason, str] | None:
        """Return why a candidate is turned down, None when it stands."""
        term = self._entries[candidate.entry].term
        if candidate.variant.capitals and not candidate.variant.weak and not _in_capitals(candidate, folded):
            return RejectReason.OTHER_MEANING, "a word, not in capitals"
        if candidate.han:
            verdict = guards.han_guard(folded, candidate.start, candidate.end, kind=term.kind)
        else:
            first, last = candidate.words
            if term.kind == "chip":
                start, end = folded.span(candidate.start, candidate.end)
                verdict = guards.chip_guard(
                    folded.source[start:end],
                    candidate.variant.text,
                    tokens[max(0, first - 1) : first],
                    tokens[last + 1 : last + 3],
                    guards.gap_after(folded, candidate.end),
                )
            else:
                body = any(canonical(t) in HEADS for t in candidate.variant.text.split())
                verdict = guards.latin_guard(
                    folded,
                    candidate.start,
                    candidate.end,
                    tokens[last + 1 : last + 4],
                    folded.text[max(0, candidate.start - 60) : candidate.start],
                    body=body,
                )
        if verdict:
            return verdict
        return self._meaning(candidate, term, folded, surroundings)

    def _meaning(
        self, candidate: _Candidate, term: Term, folded: Folded, surroundings: Surroundings
    ) -> tuple[RejectReason, str] | None:
        """Return why the words around make it another meaning, or lack the context it needs."""
        text = candidate.variant.text
        meaning = meaning_of(text, model=term.kind == "chip")
        if meaning is None and " " in text and term.kind == "chip":
            meaning = meaning_of(text.replace(" ", ""), model=True)
        context = term.context
        if (
            not context
            and meaning is not None
            and not (candidate.han and candidate.standing is not Standing.WEAK)
        ):
            context = meaning.context
        if not context and meaning is None:
            if candidate.standing is Standing.CAPITALISED and not _capitalised(candidate, folded):
                return RejectReason.OTHER_MEANING, "words of the language, not capitalised"
            return None
        near = (
            surroundings.distance(candidate.field, candidate.start, candidate.end, context) if context else 0
        )
        begin, finish = folded.span(candidate.start, candidate.end)
        surface = folded.source[begin:finish]
        if meaning is not None and meaning.person and person_follows(folded.source[finish : finish + 24]):
            return RejectReason.OTHER_MEANING, "a person's first name"
        if (
            surface.islower()
            and surface.isascii()
            and not _beside_other_script(folded, begin, finish)
            and text in english()
            and (near is None or near > _SAME_PHRASE)
        ):
            return RejectReason.OTHER_MEANING, "an English word in lower case"
        if meaning is not None and meaning.others:
            other = surroundings.other_meaning(
                candidate.field, candidate.start, candidate.end, meaning.others
            )
            if other is not None and (near is None or other[0] <= near) and near != 0:
                return RejectReason.OTHER_MEANING, f"beside {other[1]}"
        if near is None:
            return RejectReason.NO_CONTEXT, "none of " + ", ".join(context[:6]) + " is near"
        return None

    def _supported(
        self,
        candidate: _Candidate,
        strong: list[_Candidate],
        surroundings: Surroundings,
        fields: dict[str, Folded],
    ) -> bool:
        """Return whether a weak name has context, its term by a strong name, or another hit beside it."""
        folded = fields[candidate.field]
        if candidate.variant.capitals and not _in_capitals(candidate, folded):
            return False
        if candidate.variant.text in english() and not _capitalised(candidate, folded):
            return False
        term = self._entries[candidate.entry].term
        meaning = meaning_of(candidate.variant.text)
        context = term.context or (meaning.context if meaning is not None else ())
        if (
            context
            and surroundings.distance(candidate.field, candidate.start, candidate.end, context) is not None
        ):
            return True
        return any(
            other.entry == candidate.entry
            or (
                other.field == candidate.field
                and max(candidate.start - other.end, other.start - candidate.end) <= _BESIDE
            )
            for other in strong
        )

    def _matches(self, candidate: _Candidate, folded: Folded) -> Iterable[Match]:
        """Yield one match for each watchlist that holds the term."""
        entry = self._entries[candidate.entry]
        start, end = folded.span(candidate.start, candidate.end)
        surface = folded.source[start:end]
        reason, detail = _explain(candidate, surface)
        for owner in entry.owners:
            yield Match(
                term=entry.term.name,
                kind=entry.term.kind,
                watchlist=self._watchlists[owner].id,
                field=candidate.field,
                start=start,
                end=end,
                surface=surface,
                score=_SCORES[reason],
                reason=reason,
                detail=detail,
            )

    def _rejections(
        self, candidate: _Candidate, reason: RejectReason, detail: str, fields: dict[str, Folded]
    ) -> Iterable[Rejection]:
        """Yield one rejection for each watchlist that holds the term."""
        entry = self._entries[candidate.entry]
        folded = fields[candidate.field]
        start, end = folded.span(candidate.start, candidate.end)
        for owner in entry.owners:
            yield Rejection(
                term=entry.term.name,
                kind=entry.term.kind,
                watchlist=self._watchlists[owner].id,
                field=candidate.field,
                start=start,
                end=end,
                surface=folded.source[start:end],
                reason=reason,
                detail=detail,
            )


def _beside_other_script(folded: Folded, start: int, end: int) -> bool:
    """Return whether the hit stands in Chinese, Japanese or Korean text, where letter case says little."""
    around = folded.source[max(0, start - 2) : start] + folded.source[end : end + 2]
    return any(map(is_spaceless, around))


def _capitalised(candidate: _Candidate, folded: Folded) -> bool:
    """Return whether every longer word of the hit starts with a capital, and not for a sentence's sake."""
    start, end = folded.span(candidate.start, candidate.end)
    surface = folded.source[start:end]
    if _beside_other_script(folded, start, end):
        return True
    if any(word[0].islower() for word in surface.split() if len(word) > 3) or surface[:1].islower():
        return False
    before = folded.source[max(0, start - 3) : start].strip(" \"'“‘(")
    return " " in surface or (bool(before) and before[-1] not in ".!?:\n")


def _in_capitals(candidate: _Candidate, folded: Folded) -> bool:
    """Return whether the hit is written in capitals."""
    start, end = folded.span(candidate.start, candidate.end)
    return not any(letter.islower() for letter in folded.source[start:end])


@cache
def unwatched_names() -> tuple[tuple[str, str], ...]:
    """Return well-known names, folded and as shown, that win over a watched name inside them."""
    names: dict[str, str] = {}
    for file in ("institutions.txt", "other_names.txt"):
        for row in groups(file):
            for name in row:
                folded = fold_name(name)
                if not name.endswith("?") and not set(name) & set(",（(") and len(folded) > 3:
                    names.setdefault(folded, name)
    return tuple(names.items())


def _one_phrase(folded: Folded, starts: list[int], tokens: list[str], first: int, last: int) -> bool:
    """Return whether no sentence ends between the words."""
    for at in range(first, last):
        begin = folded.origin(starts[at] + len(tokens[at]) - 1) + 1
        between = folded.source[begin : folded.origin(starts[at + 1])]
        if between in {" ", "-", ""}:
            continue
        if any(c in between for c in ";:!?|。；：！？｜") or "\n\n" in between:
            return False
        if (
            "." in between
            and len(tokens[at]) > 3
            and is_common(tokens[at])
            and canonical(tokens[at]) == tokens[at]
        ):
            return False
    return True


def _explain(candidate: _Candidate, surface: str) -> tuple[MatchReason, str]:
    """Return the reason of a match and its detail in words."""
    variant = candidate.variant
    if candidate.edits:
        return (
            MatchReason.TYPO,
            f"{candidate.edits} edit{'s' * (candidate.edits > 1)}: {surface} → {variant.text}",
        )
    if candidate.slip:
        return MatchReason.TYPO, f"1 slip: {candidate.slip}"
    if candidate.spaced and variant.reason in {MatchReason.EXACT, MatchReason.ALIAS}:
        return MatchReason.SPACING, f"{variant.text} with spaces amiss"
    if candidate.abbreviated and variant.reason in {
        MatchReason.EXACT,
        MatchReason.ALIAS,
        MatchReason.LEGAL_FORM,
    }:
        return MatchReason.ABBREVIATION, f"short for {variant.text}"
    return variant.reason, variant.detail
