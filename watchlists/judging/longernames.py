"""What stands beside a name in Latin letters and makes it a part of a longer one: another body's, a lake's.

Knows folded texts and word tables. Must not know terms, candidates or automata.
"""

import re

from watchlists.text.normalize import Folded, fold_name
from watchlists.words import words
from watchlists.words.places import is_place
from watchlists.words.vocabulary import HEADS, canonical

# "… Institute of Science and Technology"
_FIELDS_AFTER = re.compile(r" (?:and|&) ([A-Z][a-z]+)((?: [A-Z][\w-]+)*)")
_FIELD_AFTER = re.compile(r" ([A-Z][a-z]+)\b(?! [A-Z])")  # "… Institute of Aviation Medicine"
# A Russian firm's name joined to more of another's: Ангстрем-Т, Микрон-Сервис.
_JOINED = re.compile(r"-(?=[А-ЯЁІЇЄҐ])[\w.-]+")
_CALLED_AFTER = re.compile(r" (?:им\.|имени) ?(?:[А-ЯЁ]\. ?){0,2}([А-ЯЁ][а-яё]{3,})")
_STEM = 5  # letters of a surname, whatever its case
_NEXT = 32  # characters in which the next word stands
_OF_WHAT = re.compile(
    "(?:[оеё]го|[иы]х|[оеё]й|и[ияй]|[оеё]в|[кхгстн]и|ства|ок|ін|ої|связи|речи|[пн]орта|туризма|сервиса|дизайна|права|культуры|"
    "искусств|медицины|торговли|систем|наук|дорог|войск|машин|путей|сетей)$"
)
# Pronouns and numerals that end as adjectives do: they begin what is said next.
_PRONOUNS = re.compile(
    "(?:как|так|котор|сво|мо|тво|наш|ваш|эт|т|вс|друг|ин|люб|сам|одн|перв|втор|трет|никак)"
    "(?:о[йем]|ого|его|ему|ому|их|ых|ий|ей|ую|ю|я|е)|его|ее|их|ей|тех|всех|многих|нескольких|двух|трех|некоторых"
)


def another_field(folded: Folded, start: int, end: int) -> str:
    """Return what goes on behind a body called after a field and makes it another; "" for nothing."""
    found = folded.text[start:end].split()
    if "of" not in found or canonical(found[-1]) in HEADS:
        return ""
    stop = folded.origin(end - 1) + 1
    fields = words("latin_fields.txt")
    directly = _FIELD_AFTER.match(folded.source, stop)
    if directly and directly.group(1).lower() in fields:
        return directly.group(1)
    after = _FIELDS_AFTER.match(folded.source, stop)
    if after is None:
        return ""
    # what "and" joins may be another name: "… Technology and Science Daily"
    goes_on = after.group(1).lower() in fields and all(
        word in fields or is_place(word) for word in after.group(2).lower().split()
    )
    return after.group().strip() if goes_on else ""


def russian_field(folded: Folded, end: int) -> str:
    """Return the genitive that goes on behind a body's Russian name (университет связи), or ""."""
    behind = folded.text[end : end + _NEXT].split()
    stop = folded.origin(end - 1) + 1
    if not behind or not is_of_what(behind[0]) or not folded.source[stop : stop + 2].strip(" ").islower():
        return ""
    return behind[0]


def hyphenated(folded: Folded, start: int, end: int) -> str:
    """Return the longer name that a hyphen and a capital make of one Cyrillic word (Ангстрем-Т), or ""."""
    first, stop = folded.span(start, end)
    source = folded.source
    if (
        source[stop : stop + 1] != "-"
        or " " in folded.text[start:end]
        or not "\u0400" <= source[first] <= "\u04ff"
    ):
        return ""
    joined = _JOINED.match(source, stop)
    return source[first : joined.end()] if joined else ""


def called_after_other(folded: Folded, start: int, end: int, names: tuple[str, ...]) -> str:
    """Return after whom a Russian body of these letters is called and the term is not (ТГУ имени …), or "".

    Only of letters that are several bodies' (see the caller): others are seldom listed so in full.
    """
    first, stop = folded.span(start, end)
    called = _CALLED_AFTER.match(folded.source, stop) if folded.source[first:stop].isupper() else None
    stem = fold_name(called.group(1))[:_STEM] if called else ""
    return called.group().strip() if called and not any(stem in fold_name(name) for name in names) else ""


def is_of_what(word: str) -> bool:
    """Return whether a Russian word looks like a noun or adjective in the genitive."""
    is_russian = "\u0400" <= word[0] <= "\u052f"
    return is_russian and _OF_WHAT.search(word) is not None and not _PRONOUNS.fullmatch(word)


def is_land(name: str) -> bool:
    """Return whether the folded name is that of a land, a river, a lake, a mountain or a region."""
    return name in words("land_names.txt")
