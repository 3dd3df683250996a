"""The spellings of a name that come of how it is written more than of what its words mean.

Words that capitals part ("Sense Time"), a cloud in one word with its service or version, letters of another
alphabet that look the same.

Knows terms. Must not know texts or other rules of names.
"""

import re
from collections.abc import Iterator
from functools import cache

from watchlists.model import MatchReason, Term, Variant
from watchlists.spellings.knownnames import well_known
from watchlists.text.normalize import fold_name, is_spaceless
from watchlists.words import groups
from watchlists.words.ambiguous import meaning_of
from watchlists.words.vocabulary import english

_CAPITAL_INSIDE = re.compile("[a-z][A-Z]")
_HUMP = re.compile(  # SenseTime, AutoDL, ConnectX-7
    r"(?<=[a-z]{2})(?=[A-Z]{1,2}[a-z]{2})|(?<=[a-z]{3})(?=[A-Z]{2,3}$)|(?<=[a-z]{3})(?=[A-Z]-?\d)"
)
_INITIAL = re.compile(r"([a-z])([A-Z][a-z]{4,})")  # iFlytek
_VERSIONS = "123456789"
_SERVICES = ("API", "ECS", "EC2", "OSS", "S3")
_LETTERS = re.compile(r"\b[A-Z]{2,}\b")
_CAPITALS = re.compile("[A-Z]{2,}")
_NUMBER = re.compile(r"\d{3}")
_CYRILLIC_TWINS = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")
_LEAST_DISGUISED = 6  # letters; РАН in Latin ones is the PAH of chemistry


def by_writing(term: Term) -> Iterator[Variant]:
    """Yield the spellings that depend on how a name is written more than on what its words mean."""
    yield from disguised(term)
    if term.kind == "cloud":
        yield from services(term)
        yield from of_owner(term)


def camel(name: str) -> Iterator[Variant]:
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


def services(term: Term) -> Iterator[Variant]:
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


@cache
def _owners() -> frozenset[str]:
    return frozenset(fold_name(name) for row in groups("cloud_owners.txt") for name in row)


def of_owner(term: Term) -> Iterator[Variant]:
    """Yield a cloud's names of several words with the first, its owner, as one: Baidu's AI Cloud."""
    for name in (term.name, *term.aliases):
        owner, _, rest = fold_name(name).partition(" ")
        if rest and owner.isascii() and (owner in well_known() or owner in _owners()):
            yield Variant(f"{owner} s {rest}", MatchReason.SPACING, f"{name} as its owner's", strict=True)


def _beside_other_letters(name: str) -> str:
    """Return a name with Cyrillic capitals for Latin ones beside Hangul or Chinese (КТ클라우드), or ""."""
    if not any(map(is_spaceless, name)) or not _CAPITALS.search(name):
        return ""
    twin = _CAPITALS.sub(lambda letters: letters.group().translate(_CYRILLIC_TWINS), name)
    return "" if re.search("[A-Za-z]", twin) else twin


def disguised(term: Term) -> Iterator[Variant]:
    """Yield letters written in Cyrillic ones that look the same: an acronym, or those beside a number.

    A mixed word tells by itself (see `normalize`); a whole word does only as one of a longer, known name.
    A name in Cyrillic letters that all have Latin doubles (Росатом) is found as a mixed word is folded.
    """
    for name in (term.name, *term.aliases):
        if not name.isascii():
            if twin := _beside_other_letters(name):
                yield Variant(fold_name(twin), MatchReason.SCRIPT, f"{name} in look-alike letters")
            elif (
                len(name) >= _LEAST_DISGUISED and name.isalpha() and (twin := fold_name(f"{name}a")).isascii()
            ):
                yield Variant(twin[:-1], MatchReason.SCRIPT, f"{name} in look-alike letters")
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
