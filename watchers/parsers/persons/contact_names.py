"""The persons whom a structured record names as its contacts, and texts of the record without them. Pure.

A record writes a person once in a field, as "Roe, Jane", and in its texts as Jane Roe, J. Roe, ROE Jane
or Mrs Roe: a name is known by its surname beside its given name, an initial or a form of address. A
surname alone is none, for it is a word of titles as well (Baker, Wood).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote_plus

from watchers.parsers.persons.capitals import WITHHELD
from watchers.parsers.persons.name_lists import is_given_name, unmarked
from watchers.parsers.persons.western import shown_line

_KEYS = frozenset({"contactPoint", "additionalContactPoints", "pointOfContact", "contactPerson", "contact"})
_BUYERS = frozenset({"buyer", "procuringEntity"})  # of whom some name themselves as their contact
_ADDRESS = (
    r"(?:[Mm]rs?|MRS?|M[Ss]|Miss|MISS|Mx|[Dd]r|DR|Prof(?:essor)?|Sir|Dame|Herrn?|Frau|Mme|Mlle|Monsieur"
    r"|Madame|Sra?|Sig(?:\.ra)?|Pan[ií]?|Ing|Mgr|Cllr|Capt|Lt|Col|Maj|Sgt)"
)
_ADDRESSED = re.compile(rf"(?:(?<![^\W_]){_ADDRESS}(?:\.[ \u00a0]*|[ \u00a0]+))+")
_APART = re.compile(r"[ \u00a0]*[/;|&()\n][ \u00a0]*|[ \u00a0]+(?:[–—-]|and|und|et|or|oder|ou)[ \u00a0]+")
_GAP = r"[ \u00a0\n.]{1,3}"
_BLANK = r"[ \u00a0\n]{0,2}"
_WORDS = frozenset("AEIOUY")  # initials that are words too: A Baker


def contacts_of(record: object, depth: int = 8) -> Iterator[str]:
    """Yield the persons whom a record names as its contacts, in whatever part of it; no teams and offices.

    Each as Jane Roe, without a form of address; as Mr Roe where no given name is told.
    """
    if not depth:
        return
    if isinstance(record, Mapping):
        for key, value in record.items():
            if key in _KEYS:
                own = record.get("name") if _is_buyer(record) else None
                for contact in value if isinstance(value, list) else (value,):
                    named = contact if isinstance(contact, Mapping) else {}
                    for name in (named.get("name"), named.get("fullName")):
                        if isinstance(name, str) and name != own:
                            yield from _persons(name)
            yield from contacts_of(value, depth - 1)
    elif isinstance(record, list):
        for one in record:
            yield from contacts_of(one, depth - 1)


def _is_buyer(party: Mapping[str, object]) -> bool:
    roles = party.get("roles")
    return isinstance(roles, list) and any(role in _BUYERS for role in roles if isinstance(role, str))


def _persons(told: str) -> Iterator[str]:
    """Yield the persons in the name of a contact: Roe, Jane; Procurement Team - Jane Roe and John Doe."""
    for part in _APART.split(told):
        unknown = [name for name in map(str.strip, part.split(",")) if _may_be_person(name)]
        bare = [name for name in (_ADDRESSED.sub("", name).strip() for name in unknown) if name]
        if len(bare) == 2 and " " not in bare[0]:
            yield f"{bare[1]} {bare[0]}"
        elif len(bare) == 1 and " " not in bare[0] and bare != unknown:
            yield f"Mr {bare[0]}"
        else:
            yield from (name for name in bare if " " in name)


def _may_be_person(name: str) -> bool:
    return shown_line(name) != name or is_given_name(name.partition(" ")[0])


def names_one_of(address: str, names: Iterable[str]) -> bool:
    """Whether an address (of a file) has a word of one of these names, which is two words or more."""
    words = set(re.findall(r"[^\W\d_]{2,}", unquote_plus(address).casefold()))
    return any(
        len(own := re.findall(r"[^\W\d_]{3,}", name.casefold())) > 1
        and not words.isdisjoint((own[0], own[-1]))
        for name in names
    )


def without_contacts_of(text: str, names: Iterable[str]) -> str:
    """Return the text with a sign in place of these names, however they are written there."""
    forms = [form for name in sorted(set(names), key=len, reverse=True) for form in _forms(name)]
    if not forms:
        return text
    return re.sub(rf"(?<![\w'’-])(?:{'|'.join(forms)})(?![\w-]|['’](?!s\b)\w)", WITHHELD, text)


def _forms(name: str) -> Iterator[str]:
    """Yield patterns of what a person is called by in texts."""
    first, *others = _ADDRESSED.sub("", name).split() or [name]
    surnames = "|".join(_written((others or [first])[-1]))
    if len(others) > 1:
        surnames += f"|(?i:{re.escape(' '.join(others))})"
    yield rf"{_ADDRESS}{_GAP}(?:[^\W\d_]\.?[ \u00a0])?(?:{surnames})"
    if others:
        initial = first[0].upper()
        short = rf"{re.escape(initial)}{'[.]' if initial in _WORDS else '[.]?'}"
        own = rf"(?:{'|'.join(_written(first))}|{short})"
        middle = "|".join((*_written(*(one.rstrip(".") for one in others[:-1])), r"[^\W\d_]\."))
        yield rf"(?i:{re.escape(name)})"
        yield rf"{own}(?:{_BLANK}(?:{middle})\.?){{0,4}}{_BLANK}(?:{surnames})"
        yield rf"(?:{surnames}),?[ \u00a0\n]{{1,2}}{own}"


def _written(*names: str) -> list[str]:
    """Return patterns of names as they are, without marks, and in capitals or small letters."""
    forms: list[str] = []
    for name in names:
        for form in (name, unmarked(name)):
            forms += (form, form.upper(), form.title())
    return [re.escape(form) for form in dict.fromkeys(forms)]
