"""The "Entity" cell of the EAR's lists: name, aliases, addresses and notes in one text.

Pure. The forms in use (supplements 4, 6 and 7 of 15 CFR part 744):

    Name, a.k.a., the following two aliases: —X; and —Y. Address; and Address. (See alternate address …).
    Name (a.k.a., X, and Y), Address.
    Name, Unit of it, Address, Country.

Where nothing marks the end of the name, it ends at the first part that reads like an address.
"""

import re
from dataclasses import dataclass

from watchers.parsers.countries import is_country
from watchers.parsers.entries import clean

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
_JOIN = re.compile(r";\s*(?:and\b\s*)?", re.IGNORECASE)
_TAIL = re.compile(r"[\s,;]*(?:\band\b)?[\s,;]*$", re.IGNORECASE)
_STARTS = re.compile(
    r"(?:\d|#|(?:no|nos|rm|room|floor|fl|flat|unit|suite|ste|building|bldg|block|blk|plot|p\.?\s?o\.?\s?box|box|house|"
    r"office|apt|apartment|shop|warehouse|hall|level|ul|ulitsa|st|str|street|prospekt|prospect|pr|pereulok|per|"
    r"shosse|proezd|naberezhnaya|d|dom|km|c/o|lot|villa|address|addresses|near|off|plaza|tower|jalan|jl|calle|rua|rue|via|"
    r"avenue|ave|sector|phase|industrial\s+(?:zone|area|park|estate)|[a-z]-?\d+|unknown)\b(?![-\w])\.?|[A-Z]{0,2}\d+[A-Z]?\b)",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"\b(?:roads?|rd|streets?|str|avenues?|ave|blvd|boulevard|lane|district|province|prefecture|oblast|krai|"
    r"highway|hwy|shosse|prospekt|prospect|ulitsa|pereulok|per|naberezhnaya|embankment|proezd|village|floor|room|"
    r"zone|estate|industrial park|p\.o\. box|postal|square|sq|mansion|county|town|township|sokak|cad|caddesi|"
    r"mah|mahallesi|bulvari|strasse|jalan|"
    r"(?:tech|techno|technology|science) park|business (?:cent(?:er|re)|park|bay)|trade cent(?:er|re)|"
    r"shopping|"
    r"city|tehran|moscow|beijing|shanghai|dubai|karachi|lahore|islamabad|istanbul)\b",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:institut\w*|laborator\w*|department|university|academy|centers?|centres?|research|company|compan\w*|"
    r"corporation|corp|factory|plant|school|college|bureau|branch|division|group|technolog\w*|sciences?|enterprises?|"
    r"association|foundation|ministry|forces?|station|administration|office|design|trading|industr\w*|electronics?|"
    r"systems?|engineering|production|works|agency|committee|hospital|shipyard|subsidiar\w*|subordinate\w*|section)\b",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"(?:co|company|ltd|limited|inc|incorporated|llc|l\.l\.c|llp|lp|plc|corp|corporation|jsc|ojsc|pjsc|cjsc|ao|oao|zao|"
    r"pao|ooo|fgup|fsue|gmbh|ag|kg|s\.?a|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|a\.?s|fze|fzc|fzco|fz-?llc|pte|pvt|sdn|bhd|"
    r"est|s\.?l|s\.?a\.?r\.?l|jr|sr|and|ltda|k\.?k|oy|ab|ood|eood|d\.?o\.?o|kft|sp\. z o\.o|aps|as|private)"
    r"\b[\s.,()]*"
    r"(?:\([^)]*\))?[\s.]*",
    re.IGNORECASE,
)


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
        if numbered and not _NUMBERED_UNIT.match(name[numbered.end() :]):
            name, between = name[: numbered.start()], name[numbered.end() :]
    addresses = (*_addresses(between), *_addresses(rest))
    return EntityCell(
        name=_trim(name),
        aliases=tuple(dict.fromkeys(alias for alias in aliases if alias)),
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
        cut = next(
            (n for n, part in enumerate(parts) if _address_at(clean(part)) is not None), len(parts) - 1
        )
        parts = [*parts[:cut], "; and ".join(parts[cut:])]
    *early, last = parts or [""]
    alias, address = _end_of_alias(last)
    return [*(_trim(clean(part)) for part in early), alias], address


def _end_of_alias(last: str) -> tuple[str, str]:
    """Split the last alias from the address behind it."""
    line, _, below = last.partition("\n")
    if clean(below) and clean(line):
        return _trim(clean(line)), below
    told = clean(last)
    place = _address_at(told)
    if place is None:
        return _trim(told), ""
    return _trim(told[:place]), told[place:]


def _address_at(told: str) -> int | None:
    """Return where an address begins after an alias: behind ". " or ", "; None where none does."""
    for match in re.finditer(r"\.\s+(?=\S)|\.$|(?<=\))\s+(?=No\.\s|\d)", told):
        rest = told[match.end() :]
        # the point of "No. 5" or of an initial ends nothing
        before = told[: match.start()].rsplit(" ", 1)[-1]
        if not rest or rest.startswith("(") or _FORM_FIRST.match(rest) or _inside(told, match.start()):
            continue
        if _INITIALS.fullmatch(before) and not (_LEGAL.fullmatch(f"{before}.") and rest[0].isdigit()):
            continue
        segment = re.split(r",|\.\s", rest, maxsplit=1)[0]
        if _STARTS.match(rest) or _reads_like_address(segment) or _ends_in_country(rest):
            return match.end()
    for match in re.finditer(r",\s+", told):
        rest = told[match.end() :]
        segment = rest.split(",", 1)[0].rstrip(" .")
        if _inside(told, match.start()):
            continue
        if _STARTS.match(segment) or is_country(segment):
            return match.end()
        named = _LEGAL.fullmatch(segment) or _ORGANISATION.search(segment) or _ENUMERATED.match(rest)
        if _ends_in_country(rest) and not named:
            return match.end()  # "Alias, City, Country"
    return None


def _inside(told: str, place: int) -> bool:
    """Whether the place lies within brackets, where nothing ends."""
    before = told[:place]
    return before.count("(") > before.count(")")


def _end_of_name(told: str) -> tuple[str, str]:
    """Split a name without aliases from its address at the first part that reads like one."""
    # commas inside brackets part nothing
    places = [match.end() for match in re.finditer(r",\s+(?![^()]*\))", told)]
    places += [m.end() for m in re.finditer(r"(?<=[a-z)]{2})\.\s+(?=\d|No\.)", told)]
    for place in sorted(places):
        segment = re.split(r",\s+", told[place:], maxsplit=1)[0]
        if _LEGAL.fullmatch(segment.strip()):
            continue
        if _STARTS.match(segment) and not _NUMBERED_UNIT.match(segment):
            return _trim(told[:place]), told[place:]
        if _FORM_FIRST.match(segment) or (_ORGANISATION.search(segment) and not _INSIDE.search(segment)):
            continue
        return _trim(told[:place]), told[place:]
    return _trim(told), ""


_ENUMERATED = re.compile(r"(?:[^,;]+,\s+)?and\s")  # "Institute of Optics, Mechanics, and Physics"
_COMMA = re.compile(
    r",\s+(?!(?:ltd|inc|llc|limited|s\.?a|jsc|corp|co|gmbh|jr|sr)\b)(?:and\s+)?", re.IGNORECASE
)
_INITIALS = re.compile(r"(?:[^\W\d]\.)*[^\W\d]|no|st|dr|mr", re.IGNORECASE)
_FORM_FIRST = re.compile(
    r"(?:ltd|limited|inc|llc|corp|co|[pc]?jsc|[poz]?ao|ooo|ojsc|ltda|gmbh)\b[\s.,]", re.IGNORECASE
)
_NUMBERED_UNIT = re.compile(
    r"\d+(?:st|nd|rd|th)?\s+(?:\w+\s+){0,3}(?:institute|academy|factory|plant|department|bureau|research)\b",
    re.IGNORECASE,
)


def _reads_like_address(segment: str) -> bool:
    if _STARTS.match(segment):
        return True
    return bool(_INSIDE.search(segment)) or is_country(segment)


def _ends_in_country(rest: str) -> bool:
    """Whether the first of the joined addresses ends in a country, with or without a postal code."""
    first = re.sub(r"[\s,]*\b[A-Z]{0,2}[\d-]+$", "", _JOIN.split(rest, maxsplit=1)[0].rstrip(" ."))
    last = re.sub(r"\s*\b[\d-]+$", "", re.split(r",\s+", first)[-1])
    return "," in rest and (is_country(last) or is_country(last.rsplit(" ", 1)[-1]))


def _addresses(rest: str) -> tuple[str, ...]:
    joined = _JOIN.split(_ADDRESSES_OF.sub("", clean(rest)))
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
        if whole and not _inside(told, match.start()):
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
        and not _LEGAL.fullmatch(told.rsplit(" ", 1)[-1])
        and not re.search(r"\b\w\.$", told)
    ):
        told = told[:-1]
    return told
