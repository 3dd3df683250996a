"""The spellings a name is known by, made by rule from a watchlist term.

Knows names and the tables in `words/`. Must not know texts or automata. Chips have
rules of their own (`chips`).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

from watchlists import chips
from watchlists.context import meaning_of
from watchlists.cyrillic import abroad, is_cyrillic, offices, other_alphabet
from watchlists.hannames import han_spellings
from watchlists.latinnames import latin_spellings
from watchlists.model import MatchReason, Term, Variant
from watchlists.normalize import fold_name, has_han, is_han
from watchlists.numbered import may_be_numbered, numbered
from watchlists.romanised import romanised
from watchlists.sinographs import sinographs
from watchlists.vocabulary import english, is_common, legal_suffix
from watchlists.words import groups

_CAPITAL_INSIDE = re.compile("[a-z][A-Z]")
_HUMP = re.compile(r"(?<=[a-z]{2})(?=[A-Z]{1,2}[a-z]{2})")
_INITIAL = re.compile(r"([a-z])([A-Z][a-z]{4,})")  # iFlytek
_IN_TOWN = re.compile(r"((?:[A-Z]\w+ |of |for |and ){2,})(?:in|at) ([A-Z][\w'’]+)")
_HANGUL_UNIVERSITY = re.compile("[\uac00-\ud7a3]{2,}대")
_HANGUL_IN_FULL = re.compile("([\uac00-\ud7a3]{2,}?)(공?)[업과]?(?:종합)?대학교?")
_HANGUL_FORM = re.compile(
    "^(?:주식회사|유한회사|주(?= ))(?=[ \uac00-\ud7a3])|(?<=[ \uac00-\ud7a3])(?:주식회사|유한회사)$"
)
_SPACED_HANGUL = re.compile("[\uac00-\ud7a3]+(?: [\uac00-\ud7a3]+)+")
_HANGUL_SHORT = 4  # syllables; shorter forms are parts of other words
_VERSIONS = "123456789"
_SERVICES = ("API", "ECS", "EC2", "OSS", "S3")
_LETTERS = re.compile(r"\b[A-Z]{2,}\b")
_NUMBER = re.compile(r"\d{3}")
_CYRILLIC_TWINS = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")


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

    Nothing is made beyond the step that settles it: reading Chinese names aloud needs a dictionary.
    """
    seen: dict[str, Variant] = {}
    for _ in _steps(term, seen, official=False):
        held = seen.get(spelling.text)
        if held is not None and held.reason is spelling.reason and held.weak is spelling.weak:
            break  # one that takes its place has another reason, or is strong, see `_keep`
    return seen[spelling.text].detail if spelling.text in seen else ""


def _steps(term: Term, seen: dict[str, Variant], *, official: bool) -> Iterator[None]:
    """Add to `seen` every spelling of `term`, step by step."""
    for variant in _listed(term):
        _keep(seen, variant)
    yield
    if term.kind == "chip":
        for variant in (*chips.variants(term), *_disguised(term)):
            _keep(seen, variant)
        yield
        return
    given = tuple(seen)
    for listed in tuple(seen.values()):
        for variant in made(listed, organisation=term.kind != "cloud"):
            _keep(seen, variant)
            yield
    for variant in _by_writing(term):
        _keep(seen, variant)
    known = _names().keys()
    if not known.isdisjoint(seen):
        for variant in _known_names(tuple(seen), organisation=term.kind != "cloud"):
            _keep(seen, variant)
            yield
    yield
    russian = not official and is_cyrillic(" ".join(seen)) and not any(map(has_han, seen))
    aloud = () if "".join(seen).isascii() else (*given, *_first_han(seen))
    forms = [form for text in aloud for form in (seen[text], *_shorter(seen[text]))]
    for form in forms:
        for variant in romanised(form):
            _keep(seen, variant)
    for listed in () if official else tuple(seen.values()):
        if not listed.weak and listed.reason is not MatchReason.WORD_ORDER:
            for variant in other_alphabet(listed):
                _keep(seen, variant)
    for form in () if official else forms:
        for variant in sinographs(form):
            _keep(seen, variant)
    if russian:
        for variant in _written_abroad(given, seen, organisation=term.kind != "cloud"):
            _keep(seen, variant)
    for text in seen.keys() & _doubtful(tuple(seen)).difference(given) if not known.isdisjoint(seen) else ():
        seen[text] = seen[text]._replace(weak=True)  # a rule makes it too, but it means other things
    yield


def _written_abroad(
    given: tuple[str, ...], seen: dict[str, Variant], *, organisation: bool
) -> Iterator[Variant]:
    """Yield a Russian name as German, French and other newspapers write it, in their orders of words too."""
    short = [text for text, variant in seen.items() if variant.reason is MatchReason.LEGAL_FORM]
    for text in dict.fromkeys((*given, *short)):
        if not text.isascii() or seen[text].weak:
            continue
        for other, language in abroad(text).items():
            detail = f"{text} as in {language}"
            variant = seen[text].derived(other, MatchReason.TRANSLITERATION, detail)
            yield variant
            for order in made(variant, organisation=organisation):
                yield order._replace(reason=MatchReason.TRANSLITERATION, detail=detail)


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
    usual = held.reason is MatchReason.WORD_ORDER and variant.reason is MatchReason.ALIAS
    stronger = held.weak and held.reason is not MatchReason.ALIAS
    if not variant.weak and (usual or stronger):
        seen[variant.text] = variant


def _listed(term: Term) -> Iterator[Variant]:
    """Yield the name and the aliases as listed."""
    yield Variant(fold_name(term.name), MatchReason.EXACT, "the listed name")
    if ", " in term.name:
        yield from _turned(term)
    for alias in term.aliases:
        yield Variant(fold_name(alias), MatchReason.ALIAS, f"alias {alias} of {term.name}")
    for alias in term.weak_aliases:
        shown = f"weak alias {alias} of {term.name}"
        yield Variant(fold_name(alias), MatchReason.ALIAS, shown, weak=True)
    for name in (term.name, *term.aliases):
        if not (name.istitle() or name.isupper()):
            yield from _camel(name)


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


def _camel(name: str) -> Iterator[Variant]:
    """Yield a name whose capitals show two words as two: "Sense Time" for SenseTime."""
    if not name.isascii() or not _CAPITAL_INSIDE.search(name):
        return
    shown = f"{name} as two words"
    apart = _HUMP.sub(" ", name)
    if apart != name:
        yield Variant(text=fold_name(apart), reason=MatchReason.SPACING, detail=shown)
    initial = _INITIAL.fullmatch(name)
    if initial:
        text = f"{initial.group(1)} {initial.group(2)}"
        yield Variant(text=fold_name(text), reason=MatchReason.SPACING, detail=shown)


def _by_writing(term: Term) -> Iterator[Variant]:
    """Yield the spellings that depend on how a name is written more than on what its words mean."""
    if term.kind == "org" and (" in " in term.name or " at " in term.name):
        yield from _acronyms(term)
    yield from _disguised(term)
    if term.kind == "cloud":
        yield from _services(term)


def _acronyms(term: Term) -> Iterator[Variant]:
    """Yield an acronym with a place (NSCC Wuxi for a centre there)."""
    town = _IN_TOWN.fullmatch(term.name)
    if town is None:
        return
    whole = town.group(1).replace("Supercomputing", "Super Computing")
    letters = "".join(word[0] for word in whole.split() if word[0].isupper())
    if len(letters) > 2:
        for text in (
            f"{letters} {town.group(2)}",
            f"{town.group(2)} {letters}",
            f"{letters} in {town.group(2)}",
        ):
            yield Variant(
                text=fold_name(text),
                reason=MatchReason.ABBREVIATION,
                detail=f"{letters} for {town.group(1).strip()}",
            )


def _services(term: Term) -> Iterator[Variant]:
    """Yield a cloud's names with the service they are written in one word with: AliyunECS, DeepSeekAPI."""
    for name in (term.name, *term.aliases):
        if len(name) > 2 and name.isascii() and name.isalpha():
            for service in _SERVICES:
                yield Variant(
                    text=fold_name(name + service),
                    reason=MatchReason.SPACING,
                    detail=f"{name} and {service} as one word",
                )
            plain = fold_name(name)
            if not term.context and (plain in english() or meaning_of(plain) is not None):
                continue  # Falcon9 is a rocket too
            for version in _VERSIONS:  # Qwen3, Qwen2.5
                yield Variant(
                    text=plain + version,
                    reason=MatchReason.SPACING,
                    detail=f"{name} and its version as one word",
                )


def _disguised(term: Term) -> Iterator[Variant]:
    """Yield letters written in Cyrillic ones that look the same: an acronym, or those beside a number.

    A mixed word tells by itself (see `normalize`); a whole word does only as one of a longer, known name.
    """
    for name in (term.name, *term.aliases):
        if not name.isascii():
            continue
        acronym = len(name) >= 4 and name.isupper() and name.isalpha()
        if not acronym and not _NUMBER.search(name):
            continue
        twin = _LETTERS.sub(lambda letters: letters.group().translate(_CYRILLIC_TWINS), name)
        if not any(_LETTERS.findall(twin)) and twin != name:
            yield Variant(
                text=fold_name(twin),
                reason=MatchReason.SCRIPT,
                detail=f"{name} in look-alike letters",
                capitals=acronym,
            )


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
    if _HANGUL_UNIVERSITY.fullmatch(listed.text):
        for ending in ("학", "학교"):
            yield listed.derived(listed.text + ending, MatchReason.ABBREVIATION, f"{listed.text} in full")
    if full := _HANGUL_IN_FULL.fullmatch(listed.text):
        short = f"{full[1]}{full[2]}대"  # 김일성종합대학, 김책공업종합대학
        if len(short) >= _HANGUL_SHORT:
            yield listed.derived(short, MatchReason.ABBREVIATION, f"short for {listed.text}")
    if (core := _HANGUL_FORM.sub("", listed.text).strip()) != listed.text and len(core) > 1:
        yield listed.derived(core, MatchReason.LEGAL_FORM, f"{listed.text} without its legal form")
        if " " in core:
            squeezed = core.replace(" ", "")
            yield listed.derived(squeezed, MatchReason.LEGAL_FORM, f"{listed.text} without its legal form")
    if _SPACED_HANGUL.fullmatch(listed.text):
        yield listed.derived(
            listed.text.replace(" ", ""), MatchReason.SPACING, f"{listed.text} without its spaces"
        )
    if has_han(listed.text):
        yield from han_spellings(listed, organisation=organisation)
    else:
        yield from latin_spellings(listed, organisation=organisation)


@cache
def _names() -> dict[str, tuple[tuple[str, str, bool], ...]]:
    """Return, for every strong well-known name, all names of its row: folded, shown, weak."""
    table: dict[str, tuple[tuple[str, str, bool], ...]] = {}
    for file in ("institutions.txt", "branches.txt", "companies.txt"):
        for row in groups(file):
            names = []
            for cell in row:
                shown = cell.removesuffix("?")
                if shown:
                    names.append((fold_name(shown), shown, cell.endswith("?")))
            for folded, _, weak in names:
                if not weak:
                    table.setdefault(folded, tuple(names))
    return table


def usual_names(spelling: str) -> tuple[tuple[str, str], ...]:
    """Return all names of the well-known body that has this folded name: folded, and as shown."""
    return tuple((folded, shown) for folded, shown, _ in _names().get(spelling, ()))


@cache
def well_known() -> frozenset[str]:
    """Return the folded names of well-known companies, clouds and institutions."""
    return frozenset(_names())


def _known_names(spellings: tuple[str, ...], *, organisation: bool) -> Iterator[Variant]:
    """Yield the other usual names of a well-known body or company."""
    table = _names()
    for spelling in spellings:
        row = table.get(spelling)
        if row is None:
            continue
        for folded, shown, weak in row:
            yield Variant(
                text=folded,
                reason=_reason_of_name(spelling, folded, [name for name, _, _ in row]),
                detail=f"{shown} is a usual name of {row[0][1]}",
                weak=weak,
                capitals=shown.isupper() and shown.isascii() and (len(shown) < 4 or is_common(folded)),
            )
        for folded, _, weak in row:
            listed = Variant(text=folded, reason=MatchReason.ALIAS, detail="", weak=weak)
            if not weak and len(folded) > 4:
                yield from made(listed, organisation=organisation)
        return


def _doubtful(spellings: tuple[str, ...]) -> frozenset[str]:
    """Return the names of a well-known body that mean other things too, by the tables."""
    table = _names()
    row = next((table[spelling] for spelling in spellings if spelling in table), ())
    return frozenset(folded for folded, _, weak in row if weak)


def _reason_of_name(spelling: str, other: str, row: list[str]) -> MatchReason:
    """Return whether a usual name is a short form, another alphabet's form or simply another name."""
    script = [
        name for name in row if is_han(name[0]) == is_han(other[0]) and name.isascii() == other.isascii()
    ]
    if len(other) < max(map(len, script)):
        return MatchReason.ABBREVIATION
    if other.isascii() or is_han(other[0]) or spelling.isascii() == other.isascii():
        return MatchReason.ALIAS
    return MatchReason.TRANSLITERATION
