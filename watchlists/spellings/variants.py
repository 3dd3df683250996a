"""The spellings a name is known by, made by rule from a watchlist term.

Knows names and the tables in `words/`. Must not know texts or automata. Chips have
rules of their own (`chips`).
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from watchlists.model import MatchReason, Term, Variant
from watchlists.spellings import chips
from watchlists.spellings.cyrillic import is_cyrillic, offices, other_alphabet
from watchlists.spellings.hangul import hangul_spellings
from watchlists.spellings.hannames import han_spellings
from watchlists.spellings.knownnames import doubtful, reason_of_name, rows
from watchlists.spellings.latinnames import core_of, latin_spellings, without_form
from watchlists.spellings.lettercase import by_writing, camel, disguised
from watchlists.spellings.numbered import may_be_numbered, numbered
from watchlists.spellings.romanised import romanised
from watchlists.spellings.sinographs import sinographs
from watchlists.text.normalize import fold_name, has_han, is_han
from watchlists.words.legalforms import legal_suffix
from watchlists.words.vocabulary import heads_and_variants, is_common

LISTED = "the listed name"
_INITIALS = 4
_USUAL = frozenset({MatchReason.ALIAS, MatchReason.ABBREVIATION})  # of the tables' names


def variants(term: Term, *, official: bool = False) -> tuple[Variant, ...]:
    """Return every spelling of `term` that is looked for, the listed ones first, none twice.

    `official`: of a list of tens of thousands of parties, which gives their names in several alphabets.
    """
    seen: dict[str, Variant] = {}
    for _ in _steps(term, seen, official=official):
        pass
    return tuple(seen.values())


def detail_of(term: Term, spelling: Variant) -> str:
    """Return in words how a spelling of a term is made, "" where it is none of its spellings.

    Nothing is made beyond the step that settles it.
    """
    if spelling.reason is MatchReason.LEGAL_FORM and term.kind != "chip" and term.name.isascii():
        name = fold_name(term.name)  # the first of which a legal form is dropped
        words = name.split()
        core = core_of(words)
        for bare in without_form(Variant(name, MatchReason.EXACT, LISTED), core) if core != words else ():
            if bare.text == spelling.text and bare.weak is spelling.weak:
                return bare.detail
    seen: dict[str, Variant] = {}
    wanted = spelling.text if spelling.text.isascii() else ""  # others are made of those read aloud
    for _ in _steps(term, seen, official=False, wanted=wanted):
        held = seen.get(spelling.text)
        if held is not None and held.reason is spelling.reason and held.weak is spelling.weak:
            break  # one that takes its place has another reason, or is strong, see `_keep`
    return seen[spelling.text].detail if spelling.text in seen else ""


def _steps(term: Term, seen: dict[str, Variant], *, official: bool, wanted: str = "") -> Iterator[None]:
    """Add to `seen` every spelling of `term`, step by step; with `wanted`, others may be left out."""
    for variant in _listed(term):
        _keep(seen, variant)
    yield
    if term.kind == "chip":
        for variant in (*chips.variants(term), *disguised(term)):
            _keep(seen, variant)
        yield
        return
    given = tuple(seen)
    for listed in tuple(seen.values()):
        for variant in made(listed, organisation=term.kind != "cloud"):
            _keep(seen, variant)
            yield
    for variant in by_writing(term):
        _keep(seen, variant)
    known = rows().keys()
    if not known.isdisjoint(seen):
        for variant in _known_names(tuple(seen), organisation=term.kind != "cloud"):
            _keep(seen, variant)
            yield
    yield
    aloud = () if "".join(seen).isascii() else (*given, *_first_han(seen))
    forms = [form for text in aloud for form in (seen[text], *_shorter(seen[text]))]
    for form in forms:
        for variant in romanised(form, wanted=wanted):
            _keep(seen, variant)
    for listed in () if official else tuple(seen.values()):
        if not listed.weak and listed.reason is not MatchReason.WORD_ORDER:
            for variant in other_alphabet(listed):
                _keep(seen, variant)
    for form in () if official else forms:
        for variant in sinographs(form):
            _keep(seen, variant)
    for text in seen.keys() & doubtful(tuple(seen)).difference(given) if not known.isdisjoint(seen) else ():
        seen[text] = seen[text]._replace(weak=True)  # a rule makes it too, but it means other things
    yield


def _is_all_han(text: str) -> bool:
    return all(map(is_han, text))


def _shorter(listed: Variant) -> Iterator[Variant]:
    """Yield the strong short forms of a Chinese name, by which it is read aloud too."""
    if has_han(listed.text):
        for form in made(listed):
            if not form.weak and form.reason in {MatchReason.LEGAL_FORM, MatchReason.ABBREVIATION}:
                yield form


def _first_han(seen: dict[str, Variant]) -> list[str]:
    """Return the first usual name in Chinese characters only, if a table knows one."""
    return [
        text
        for text, variant in seen.items()
        if variant.reason is MatchReason.ALIAS
        and not variant.weak
        and not text.isascii()
        and _is_all_han(text)
    ][:1]


def _keep(seen: dict[str, Variant], variant: Variant) -> None:
    """Take a spelling unless it is there already as strong."""
    if not variant.text:
        return
    held = seen.get(variant.text)
    if held is None:
        seen[variant.text] = variant
        return
    usual = held.reason is MatchReason.WORD_ORDER and variant.reason in _USUAL
    stronger = held.weak and held.reason is not MatchReason.ALIAS
    if not variant.weak and (usual or stronger):
        seen[variant.text] = variant


def _listed(term: Term) -> Iterator[Variant]:
    """Yield the name and the aliases as listed."""
    yield Variant(fold_name(term.name), MatchReason.EXACT, LISTED)
    for name in (term.name, *term.aliases) if term.kind == "org" else ():
        article, _, rest = fold_name(name).partition(" ")
        if article == "the" and not heads_and_variants().isdisjoint(rest.split()):
            yield Variant(rest, MatchReason.ALIAS, f"{name} without its article")
    if ", " in term.name:
        yield from _turned(term)
    for alias in term.aliases:
        yield Variant(fold_name(alias), MatchReason.ALIAS, f"alias {alias} of {term.name}")
    for alias in term.weak_aliases:
        shown = f"weak alias {alias} of {term.name}"
        yield Variant(fold_name(alias), MatchReason.ALIAS, shown, weak=True)
    for name in (term.name, *term.aliases):
        if not (name.istitle() or name.isupper()):
            yield from camel(name)


def _turned(term: Term) -> Iterator[Variant]:
    """Yield a body's name and that of the body it belongs to in other orders, by the letters of this too."""
    inner, _, outer = term.name.rpartition(", ")
    if term.kind == "org" and not legal_suffix(fold_name(outer).split()) and " " in outer:
        # "Institute of X, Academy of Y" is also "Academy of Y Institute of X"
        yield Variant(
            text=fold_name(f"{outer} {inner}"),
            reason=MatchReason.WORD_ORDER,
            detail=f"parts of {term.name} in another order",
        )
        letters = "".join(word[0] for word in outer.split() if word[0].isupper())
        if len(letters) > 2:  # "CAS Institute of X", "Institute of X, CAS"
            for text in (f"{letters} {inner}", f"{inner} {letters}"):
                shown = f"{letters} for {outer}"
                yield Variant(text=fold_name(text), reason=MatchReason.ABBREVIATION, detail=shown)


def made(listed: Variant, *, organisation: bool = True) -> Iterable[Variant]:
    """Return the spellings made by rule from one listed spelling."""
    numbers = numbered(listed) if organisation and may_be_numbered(listed.text) else ()
    if listed.text.isascii():
        spellings = latin_spellings(listed, organisation=organisation)
        return chain(numbers, spellings) if numbers else spellings
    return chain(numbers, _of_other_letters(listed, organisation=organisation))


def _of_other_letters(listed: Variant, *, organisation: bool) -> Iterator[Variant]:
    """Yield the spellings made by rule from one that is not all ASCII."""
    if is_cyrillic(listed.text):
        yield from offices(listed)
    yield from hangul_spellings(listed)
    if has_han(listed.text):
        yield from han_spellings(listed, organisation=organisation)
    else:
        yield from latin_spellings(listed, organisation=organisation)


def _is_in_capitals(shown: str, folded: str) -> bool:
    """Return whether a usual name is initials, which small letters make a word: РАН, wounds."""
    return shown.isupper() and (len(shown) < _INITIALS or (shown.isascii() and is_common(folded)))


def _known_names(spellings: tuple[str, ...], *, organisation: bool) -> Iterator[Variant]:
    """Yield the other usual names of a well-known body or company."""
    table = rows()
    for spelling in spellings:
        row = table.get(spelling)
        if row is None:
            continue
        names = [name for name, _, _ in row]
        for folded, shown, weak in row:
            yield Variant(
                text=folded,
                reason=reason_of_name(spelling, folded, names),
                detail=f"{shown} is a usual name of {row[0][1]}",
                weak=weak,
                capitals=_is_in_capitals(shown, folded),
            )
        for folded, _, weak in row:
            listed = Variant(text=folded, reason=MatchReason.ALIAS, detail="", weak=weak)
            if not weak and len(folded) > 4:
                yield from made(listed, organisation=organisation)
        return
