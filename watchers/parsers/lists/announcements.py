"""What a Federal Register document announces about a list: who is added, removed or modified, from when.

Pure text rules over title, abstract, dates and CFR references. Titles repeat for years, so nothing here says
whether two documents are the same: only the document number does.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from watchers.parsers.dates import read_date
from watchers.parsers.lists.countries import country_name, is_country

_LISTS = (
    (
        "UFLPA Entity List",
        re.compile(r"(?:Uyghur Forced Labor Prevention Act|UFLPA)\)?\s*Entity List", re.IGNORECASE),
    ),
    ("Entity List", re.compile(r"\bEntity List\b", re.IGNORECASE)),
    ("Unverified List", re.compile(r"\bUnverified List\b|\bUVL\b", re.IGNORECASE)),
    (
        "Military End-User List",
        re.compile(r"\bMilitary End[- ]User['\u2019\u201d\"]?\)?\s*(?:\(MEU\)\s*)?List\b", re.IGNORECASE),
    ),
    (
        "SDN List",
        re.compile(
            r"Specially Designated Nationals(?: and Blocked Persons?)?(?:\s*\(SDN\))?(?: List)?|\bSDN List\b",
            re.IGNORECASE,
        ),
    ),
    (
        "Denied Persons List",
        re.compile(
            r"\b(?:Temporary )?Denial of Export Privileges\b|\bDenying Export Privileges\b", re.IGNORECASE
        ),
    ),
)
_ACTIONS = (
    ("add", re.compile(r"\badditions?\b|\badd(?:s|ing|ed)?\b|\bplac(?:ing|ed)\b", re.IGNORECASE)),
    ("remove", re.compile(r"\bremov(?:als?|es?|ing|ed)\b|\bdelet\w+\b", re.IGNORECASE)),
    (
        "modify",
        re.compile(
            r"\brevis\w+|\bmodif\w+|\bcorrect\w+|\bclarif\w+|\bamendments?\b|\brenew\w+|\bupdates?\b",
            re.IGNORECASE,
        ),
    ),
)
_RANK = ("add", "remove", "modify")
# Rules of 15 CFR part 744 keep these lists; a document that names other parts alone does not change them.
_BIS_LISTS = frozenset({"Entity List", "Unverified List", "Military End-User List"})
_NOT_NEWS = re.compile(
    r"comment period|information collection|comment request|public briefing|performance review|fact sheet",
    re.IGNORECASE,
)
_DEADLINE = re.compile(r"\b(?:extends|reopens)\s+the\s+(?:deadline|comment|period)", re.IGNORECASE)
_TOLD_BEFORE = re.compile(
    r"^\s*(?:on|in|between|effective)\s+(?:[A-Z][a-z]+ \d{1,2}|[A-Z][a-z]+ \d{4}|\d{4})", re.IGNORECASE
)
_EFFECTIVE = re.compile(
    r"effective\s+(?:date\s*(?:is|:)?\s*|on\s+|as of\s+|beginning\s+)?([A-Z][a-z]+\.? \d{1,2}, ?\d{4})",
    re.IGNORECASE,
)
_PARTIES = re.compile(
    r"\b([\w-]+)(?:\s*\((\d+)\))?\s+(?:new\s+|additional\s+)?(?:entities|entity|persons?|individuals?|parties|companies|entries)\b",
    re.IGNORECASE,
)
_COUNT_OF = re.compile(r"([A-Z][\w'\u2019.,\- ]*?(?:\([^()\d]+\))?)\s*\((\d{1,3})\)")
_NUMBERS = {
    word: number
    for number, word in enumerate(
        [
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
            *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
            *("seventeen", "eighteen", "nineteen"),
        ]
    )
}
_TENS = {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}


def announcement(
    title: str, abstract: str = "", *, effective_on: str = "", dates: str = "", cfr: Sequence[str] = ()
) -> dict[str, Any] | None:
    """Return {"action", "list", "effective", "actions", "parties", "countries"}, or None for other documents.

    `actions` are all actions with their lists, `action` is the weightiest ("add" before "remove" before
    "modify"). `effective` is an ISO day or "", `parties` a number or None, `countries` the number of parties
    in each country where the abstract tells. `cfr` are references such as "15 CFR 744", () where the record
    has none.
    """
    if _NOT_NEWS.search(title) or _DEADLINE.search(abstract):
        return None
    told = list(_told(title))
    if told or "sanctions action" in title.casefold():
        for sentence in _sentences(abstract):
            told += _told(sentence)
    if cfr and not any(reference.startswith("15 CFR 744") for reference in cfr):
        told = [pair for pair in told if pair[1] not in _BIS_LISTS]
    if not told:
        return None
    # "Revisions" in a title is any of the three: what the abstract says is more exact
    exact = [pair for pair in told if pair[0] != "modify"]
    action, name = min(exact or told, key=lambda pair: _RANK.index(pair[0]))
    return {
        "action": action,
        "list": name,
        "effective": effective_on or _effective(dates),
        "actions": [{"action": one, "list": of} for one, of in dict.fromkeys(told)],
        "parties": _parties(abstract),
        "countries": _countries(abstract),
    }


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences that tell what this document does, not what came before it."""
    for sentence in re.split(r"(?<=[a-z)\d])\.\s+", text[:3000]):
        if not _TOLD_BEFORE.match(sentence):
            yield sentence


def _told(text: str) -> Iterator[tuple[str, str]]:
    """Yield (action, list) for each action word near a list's name in one clause."""
    for clause in text.split(";"):
        places: list[tuple[int, int, str]] = []
        for name, pattern in _LISTS:
            for match in pattern.finditer(clause):
                if not any(start <= match.start() < end for start, end, _ in places):
                    places.append((match.start(), match.end(), name))
        for action, words in _ACTIONS:
            for word in words.finditer(clause):
                after = min((place for place in places if place[0] >= word.end()), default=None)
                before = max((place for place in places if place[1] <= word.start()), default=None)
                if after and after[0] - word.end() <= 160:
                    yield action, after[2]
                elif before and word.start() - before[1] <= 3:
                    yield action, before[2]
        for start, _, name in places:
            if name == "Denied Persons List" and not re.search(
                r"renew|modif|vacat", clause[:start] + clause, re.IGNORECASE
            ):
                yield "add", name
            elif name == "Denied Persons List":
                yield "modify", name


def _effective(dates: str) -> str:
    match = _EFFECTIVE.search(dates)
    moment = read_date(match[1]) if match else None
    return moment.date().isoformat() if moment else ""


def _number(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    first, _, second = word.casefold().partition("-")
    if first in _TENS:
        return _TENS[first] + _NUMBERS.get(second, 0)
    return _NUMBERS.get(first) if not second else None


def _parties(abstract: str) -> int | None:
    for match in _PARTIES.finditer(abstract):
        number = int(match[2]) if match[2] else _number(match[1])
        if number:
            return number
    return None


def _countries(abstract: str) -> dict[str, int]:
    """Return the counts by destination: "India (1)", "China, People's Republic of (China) (11)"."""
    counts: dict[str, int] = {}
    for match in _COUNT_OF.finditer(abstract):
        written = match[1].strip(" ,.")
        short = re.search(r"\(([^()]+)\)$", written)
        words = re.sub(r"\s*\([^()]*\)$", "", written).split()
        ends = (" ".join(words[-length:]) for length in range(min(4, len(words)), 0, -1))
        name = next((one for one in (short[1] if short else "", *ends) if is_country(one)), "")
        if name:
            counts[country_name(name)] = counts.get(country_name(name), 0) + int(match[2])
    return counts
