"""Where aliases end and an address begins, in a run of text that does not mark it.

Pure. In "Foo Technology Co., Ltd., Bar Institute, No. 5 Road, Wuhan, China" commas stand between two names,
between the names and the address, and between a name and its own legal form.
"""

import re

from watchers.parsers.lists.countries import is_country
from watchers.parsers.lists.entity_words import (
    FORM_FIRST,
    INITIALS,
    INSIDE,
    LEGAL,
    NUMBERED_UNIT,
    ORGANISATION,
    STARTS,
    ends_in_country,
    reads_like_address,
    within_brackets,
)

_COMMA = re.compile(r",\s+")
_ENUMERATED = re.compile(r"(?:[^,;]+,\s+)?and\s")  # "Institute of Optics, Mechanics, and Physics"
# What stands at the head of an organisation's name; "technology" or "science" may be what it deals in.
_HEAD = re.compile(
    r"\b(?:institute|university|academy|laborator(?:y|ies)|company|corporation|group|factory|works|plant|enterprises?|"
    r"bureau|association|foundation|ministry|agency|committee|hospital|shipyard|college|school|industries|"
    r"(?:research|design|test|space|data)\s+cent(?:er|re))(?:$|\s+(?:of|for|no\.?)\b|\s*\()",
    re.IGNORECASE,
)
# What belongs to the body named before it: "Grey Lake Academy, Institute of Deep Wells".
_UNIT = re.compile(
    r"(?:the\s+)?(?:institute|department|school|faculty|college|academy|laboratory|cent(?:er|re)|bureau|office|section|"
    r"division|branch|unit)\s+(?:of|for|no\.?)\b|.*\b(?:branch|division|department|section|office|faculty)$",
    re.IGNORECASE,
)
# What has institutes and branches of its own, in any town: what follows it is rather one than another name.
_PARENT = re.compile(r"\b(?:university|polytechnic|academy|institute of technology)\b", re.IGNORECASE)
_ROOM = re.compile(r"\b(?:cent(?:er|re)|building|tower|plaza|mansion)\s+\d+[A-Z]?$", re.IGNORECASE)
_LETTERS = re.compile(r"[A-Z][A-Z&-]{1,6}")
_AND = re.compile(r"^and\s+", re.IGNORECASE)


def split_run(told: str) -> tuple[list[str], str]:
    """Split aliases that only commas part from one another, and from the address behind them."""
    place = address_at(told)
    end = len(told) if place is None else place
    if told[:end].endswith(", "):  # behind a point no names come any more
        end = _end_of_names(told, end)
    return _apart(told[:end]), told[end:]


def _end_of_names(told: str, place: int) -> int:
    """Return where the names end that a country at the end made part of the address: before a house.

    What ends in a legal form is a name; so are, right behind one, a body (Bar Institute) and letters (BI).
    """
    end, behind_name = place, True
    for start, stop in _pieces(told):
        piece = told[start:stop]
        if start < place:
            continue
        if (STARTS.match(piece) and not NUMBERED_UNIT.match(piece)) or is_country(piece):
            break
        behind_name = _has_form(piece) or (behind_name and (_is_body(piece) or _are_letters(piece)))
        end = stop if behind_name else end
    return end


def _apart(run: str) -> list[str]:
    """Return the names in a run; what belongs to the name before it stays with that."""
    names: list[str] = []
    for start, stop in _pieces(run):
        piece = run[start:stop]
        if names and not _is_another(piece, names[-1], run[stop:].lstrip(" ,")):
            names[-1] += f", {piece}"
        else:
            names.append(_AND.sub("", piece) if names else piece)
    return [name for one in names for name in _at_and(one)]


def _is_another(piece: str, before: str, behind: str) -> bool:
    """Whether a piece is a name of its own: a company, letters, or a body behind what was one already.

    Where it may also be part of what is named before it, it is: half a name alone would match too much.
    """
    name = _AND.sub("", piece)
    if _are_letters(before):
        return _has_form(name) or _is_body(name)
    if _UNIT.match(before):
        if _PARENT.search(name):
            return False  # "Institute of Deep Wells, Grey Lake Academy"
    elif _UNIT.match(name):
        return False
    if _has_form(name) or _are_letters(name):
        return True
    if name == piece and _ENUMERATED.match(behind) and not _is_body(_AND.sub("", behind)):
        return False  # "Institute of Optics, Mechanics, and Physics"
    if _has_form(before):
        return _is_body(name) or (name == piece and ORGANISATION.search(name) is not None)
    return _is_body(before) and _is_body(name) and not _PARENT.search(before)


def _at_and(name: str) -> list[str]:
    """Split "A Co., Ltd. and B LLC", where both ends are companies."""
    for match in re.finditer(r"\s+and\s+", name):
        if _has_form(name[: match.start()]) and _has_form(name[match.end() :]):
            return [name[: match.start()], *_at_and(name[match.end() :])]
    return [name]


def _pieces(told: str) -> list[tuple[int, int]]:
    """Return where what commas part begins and ends; a legal form stays with its name (Co., Ltd.)."""
    pieces, start = [], 0
    for match in _COMMA.finditer(told):
        following = told[match.end() :].split(",", 1)[0]
        form = LEGAL.fullmatch(following) or FORM_FIRST.match(following)
        if form or within_brackets(told, match.start()):
            continue
        pieces.append((start, match.start()))
        start = match.end()
    return [*pieces, (start, len(told))]


def _has_form(name: str) -> bool:
    """Whether the name ends in a legal form, and is more than that."""
    words = name.split()
    return len(words) > 1 and LEGAL.fullmatch(words[-1]) is not None and words[-1].lower() != "and"


def _is_body(name: str) -> bool:
    """Whether the words are those of an institute, university, group …, not of a road called after one."""
    return _HEAD.search(name) is not None and not INSIDE.fullmatch(name.rsplit(" ", 1)[-1])


def _are_letters(name: str) -> bool:
    return _LETTERS.fullmatch(name) is not None and not is_country(name)


def address_at(told: str) -> int | None:
    """Return where an address begins after an alias: behind ". " or ", "; None where none does."""
    for match in re.finditer(r"\.\s+(?=\S)|\.$|(?<=\))\s+(?=No\.\s|\d)", told):
        rest = told[match.end() :]
        # the point of "No. 5" or of an initial ends nothing
        before = told[: match.start()].rsplit(" ", 1)[-1]
        if not rest or rest.startswith("(") or FORM_FIRST.match(rest) or within_brackets(told, match.start()):
            continue
        if told[match.start()] == " " and NUMBERED_UNIT.match(rest):
            continue  # "Kite Group (KG) 703rd Research Institute"
        if INITIALS.fullmatch(before) and not (LEGAL.fullmatch(f"{before}.") and rest[0].isdigit()):
            continue
        segment = re.split(r",|\.\s", rest, maxsplit=1)[0]
        if STARTS.match(rest) or reads_like_address(segment) or ends_in_country(rest):
            return match.end()
    for match in re.finditer(r",\s+", told):
        rest = told[match.end() :]
        segment = rest.split(",", 1)[0].rstrip(" .")
        if within_brackets(told, match.start()):
            continue
        if STARTS.match(segment) or _ROOM.search(segment) or is_country(segment):
            return match.end()
        named = LEGAL.fullmatch(segment) or ORGANISATION.search(segment) or _ENUMERATED.match(rest)
        if ends_in_country(rest) and not named:
            return match.end()  # "Alias, City, Country"
    return None
