"""The "Entity" cell of the EAR's lists: name, aliases, addresses and notes in one text.

Pure. The forms in use (supplements 4, 6 and 7 of 15 CFR part 744):

    Name, a.k.a., the following two aliases: —X; and —Y. Address; and Address. (See alternate address …).
    Name (a.k.a., X, and Y), Address.
    Name, Unit of it, Address, Country.

Where nothing marks the end of the name, it ends at the first part that reads like an address.
"""

import re
from dataclasses import dataclass

from watchers.parsers.lists.alias_run import address_at, split_run
from watchers.parsers.lists.countries import is_country
from watchers.parsers.lists.entity_words import (
    FORM_FIRST,
    INSIDE,
    JOIN,
    LEGAL,
    NUMBERED_UNIT,
    ORGANISATION,
    STARTS,
    within_brackets,
)
from watchers.parsers.lists.entries import clean, distinct

_MARK = re.compile(
    r"[,;]?\s*(?:and\s+)?(?P<open>\()?\s*\b(?:a\.\s?k\.\s?a\.?|f\.\s?k\.\s?a\.?|d\.\s?b\.\s?a\.?|n\.\s?k\.\s?a\.?|"
    r"also known as|formerly known as)[\s,]*"
    r"(?:(?:and\s+)?the following(?:\s+[\w-]+)?\s+alias(?:es)?)?\s*[:,]?\s*",
    re.IGNORECASE,
)
_BULLET = re.compile(
    r"(?:^|(?<=[;:.,\n])|(?<=\)\s))\s*(?:and\s+)?[—–‒-]+\s*|(?<=\band)\s+[—–‒]\s*", re.IGNORECASE
)
# What a bracket says of the party that is no part of its name: where else it is listed, to whom it belongs.
_NOTE = re.compile(
    r"\(\s*(?:see\s+(?:also\s+)?alternat|(?:an?\s+)?(?:subordinate|subsidiary|affiliate)\s+(?:\w+\s+)?(?:of|to)\b)"
    r"[^)]*\)\.?",
    re.IGNORECASE,
)
_WITHIN = re.compile(r";?\s*\(all of (?:the )?preceding[^)]*\)", re.IGNORECASE)
# "…; and to include the following addresses and 22 affiliated entities: Addresses for X: …"
_INCLUDE = re.compile(r"[,;]?\s*(?:and\s+)?to include the following\b[^:.]*[:.]\s*", re.IGNORECASE)
_ADDRESSES_OF = re.compile(r"^address(?:es)?\s+(?:for|of)\s+[^:]*:\s*", re.IGNORECASE)
_COMMA = re.compile(
    r",\s+(?!(?:ltd|inc|llc|limited|s\.?a|jsc|corp|co|gmbh|jr|sr)\b)(?:and\s+)?", re.IGNORECASE
)
_TAIL = re.compile(r"[\s,;]*(?:\band\b)?[\s,;]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityCell:
    """What one cell says. `notes` are its pointers to other rows ("See alternate address under …")."""

    name: str
    aliases: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    notes: str = ""


def split_cell(raw: str) -> EntityCell:
    """Split the text of a cell (line breaks kept as newlines). A cell that says only a name is a name."""
    told = raw.replace("\r", "\n")
    notes = "; ".join(clean(note).strip("().") for note in _NOTE.findall(told))
    told = _INCLUDE.sub(". ", _WITHIN.sub(" ", _NOTE.sub(" ", told))).strip()
    marks = [mark for mark in _MARK.finditer(told) if mark.start() > 0]
    if not marks:
        name, rest = _end_of_name(clean(told))
        return EntityCell(name=name, addresses=_addresses(rest), notes=notes)
    first = marks[0]
    name, between = clean(told[: first.start()]), ""
    if first["open"]:
        aliases, rest = _in_brackets(told, first)
    else:
        aliases, rest = _listed(told[first.end() :])
        # "Name, 12 Such Street, a.k.a. …" does occur
        numbered = re.search(r",\s+(?=\d+[\w/-]*,?\s|No\.\s?\d|P\.?O\.? Box)", name)
        if numbered and not NUMBERED_UNIT.match(name[numbered.end() :]):
            name, between = name[: numbered.start()], name[numbered.end() :]
    addresses = (*_addresses(between), *_addresses(rest))
    return EntityCell(
        name=_trim(name),
        aliases=distinct(aliases),
        addresses=tuple(dict.fromkeys(addresses)),
        notes=notes,
    )


def _in_brackets(told: str, mark: re.Match[str]) -> tuple[list[str], str]:
    """Read "(a.k.a. X, Y and Z), Address": aliases run to the bracket that closes."""
    depth, end = 1, len(told)
    for place in range(mark.end(), len(told)):
        depth += {"(": 1, ")": -1}.get(told[place], 0)
        if depth == 0:
            end = place
            break
    inside = told[mark.end() : end]
    if _BULLET.search(inside):
        parts = _BULLET.split(inside)
    elif ";" in inside:
        parts = re.split(r";\s*(?:and\s+)?", inside)
    else:
        parts = _COMMA.split(inside)
        if len(parts) > 1:
            parts = [*parts[:-1], *re.split(r"\s+and\s+", parts[-1])]
    return [_trim(_strip_mark(clean(part))) for part in parts], told[end + 1 :]


def _listed(rest: str) -> tuple[list[str], str]:
    """Read "—X; and —Y. Address": the last alias ends where an address begins."""
    later = _MARK.search(rest)
    if later and _BULLET.search(rest[: later.start()] or " "):
        # "…; and —Y; and f.k.a., the following alias: —Z. Address": a second list
        head = [_trim(clean(part)) for part in _BULLET.split(rest[: later.start()])]
        more, tail = _listed(rest[later.end() :])
        return [*head, *more], tail
    if _BULLET.search(rest):
        parts = [part for part in _BULLET.split(rest) if part.strip()]
    else:
        parts = re.split(r";\s*(?:and\s+)?", rest, maxsplit=0)
        cut = next((n for n, part in enumerate(parts) if address_at(clean(part)) is not None), len(parts) - 1)
        parts = [*parts[:cut], "; and ".join(parts[cut:])]
        *early, last = parts
        run, address = _end_of_run(last)
        return [*(_trim(clean(part)) for part in early), *run], address
    *early, last = parts or [""]
    alias, address = _end_of_alias(last)
    return [*(_trim(clean(part)) for part in early), alias], address


def _end_of_run(last: str) -> tuple[list[str], str]:
    """Split the last aliases, which no bullet marks, from the address behind them."""
    line, _, below = last.partition("\n")
    if not (clean(below) and clean(line)):
        line, below = last, ""
    names, address = split_run(clean(line))
    return [_trim(name) for name in names], "; ".join(filter(None, (address, below)))


def _end_of_alias(last: str) -> tuple[str, str]:
    """Split the last alias from the address behind it."""
    line, _, below = last.partition("\n")
    if clean(below) and clean(line):
        return _trim(clean(line)), below
    told = clean(last)
    place = address_at(told)
    if place is None:
        return _trim(told), ""
    return _trim(told[:place]), told[place:]


def _end_of_name(told: str) -> tuple[str, str]:
    """Split a name without aliases from its address at the first part that reads like one."""
    # commas inside brackets part nothing
    places = [match.end() for match in re.finditer(r",\s+(?![^()]*\))", told)]
    places += [m.end() for m in re.finditer(r"(?<=[a-z)]{2})\.\s+(?=\d|No\.)", told)]
    for place in sorted(places):
        segment = re.split(r",\s+", told[place:], maxsplit=1)[0]
        if LEGAL.fullmatch(segment.strip()):
            continue
        if STARTS.match(segment) and not NUMBERED_UNIT.match(segment):
            return _trim(told[:place]), told[place:]
        if FORM_FIRST.match(segment) or (ORGANISATION.search(segment) and not INSIDE.search(segment)):
            continue
        return _trim(told[:place]), told[place:]
    return _trim(told), ""


def _addresses(rest: str) -> tuple[str, ...]:
    joined = JOIN.split(_ADDRESSES_OF.sub("", clean(rest)))
    parts = (_trim(part).rstrip(".") for some in joined for part in _after_countries(some))
    return tuple(dict.fromkeys(part for part in parts if part and part not in {"and", "."}))


def _after_countries(told: str) -> list[str]:
    """Split "…, China, and Box 13, Xian, China" where an address has ended in its country."""
    parts: list[str] = []
    start = 0
    for match in re.finditer(r",?\s+and\s+", told):
        one = told[start : match.start()]
        # a road or house, a place and a country: "15/F, Hong Kong and Macau Building" is none
        whole = one.count(", ") > 1 and is_country(one.rsplit(", ", 1)[-1])
        if whole and not within_brackets(told, match.start()):
            parts.append(one)
            start = match.end()
    return [*parts, told[start:]]


def _strip_mark(text: str) -> str:
    return re.sub(r"^(?:a\.k\.a\.|f\.k\.a\.)[\s,]*", "", text, flags=re.IGNORECASE)


def _trim(text: str) -> str:
    """Drop what only joins: a comma, semicolon or "and" at the end, a sentence point after a whole word."""
    told = _TAIL.sub("", text).lstrip(" ,;.—–").strip()
    if (
        told.endswith(".")
        and not LEGAL.fullmatch(told.rsplit(" ", 1)[-1])
        and not re.search(r"\b\w\.$", told)
    ):
        told = told[:-1]
    return told
