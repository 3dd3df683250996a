"""What a notice in a European language says, label by label: bids invited abroad, notices in two languages.

The counterpart of the Chinese labels of `tender_words`; a label is read before a colon, at the start of a
line or behind a semicolon, and behind a Chinese label in the same cell it is none of its own.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from watchers.parsers.tenders import asian_words, european_words, russian_words
from watchers.parsers.tenders.western_days import moment_in

_LABELS = {
    "buyer": r"(?:name of (?:the )?)?(?:purchaser|buyer|tenderee|procuring (?:entity|agency|organi[sz]ation)"
    r"|employer|client|purchasing (?:unit|entity)|end.?user|organi[sz]ation(?: name| chain)?)",
    "organiser": r"agency",
    "agency": r"(?:name of (?:the )?)?(?:tender(?:ing)?|bidding|procurement|purchasing) ?agen(?:t|cy)|agent",
    "supplier": r"(?:name of (?:the )?)?(?:awarded|successful|winning|selected"
    r"|recommended) (?:supplier|bidder|tenderer|contractor|vendor|company)"
    r"|winner|awardee|contract awarded to|(?:proposed )?sole source supplier|contractor|supplier|vendor",
    "project_number": r"(?:(?:tender|bid|project|our|quotation|solicitation|procurement) )?reference"
    r"(?: (?:no|number|id))?|(?:our )?ref"
    r"|(?:project|bid(?:ding)?|tender(?:ing)?|quotation|solicitation|procurement|reference|ref|ifb|itb|rfq"
    r"|rfp|notice) ?(?:no|number|code|id|ref)",
    "project_name": r"(?:project|tender|procurement) (?:name|title)|name of (?:the )?(?:project|goods"
    r"|services?)|(?:project|subject)",
    "budget": r"(?:total |project |procurement |estimated |approved )?budget(?: amount)?"
    r"|estimated (?:cost|value|price|contract value)",
    "ceiling": r"(?:maximum|ceiling|highest|control) (?:bid )?price(?: limit)?|price (?:ceiling|cap)",
    "award": r"(?:(?:contract|award(?:ed)?|winning|bid winning|transaction|final) (?:total )?(?:amount"
    r"|price|value|sum)|total (?:contract |award )?(?:price|amount))",
    "deadline": r"(?:deadline|closing|due) ?(?:date|time)?(?: and time)?(?: (?:for|of) (?:the )?(?:bid"
    r"|tender|proposal|quotation|offer|submission)s?(?: submission| delivery)?(?: of (?:bids|tenders"
    r"|quotations|offers|proposals))?)?"
    r"|(?:bid|tender|submission|quotation|proposal) (?:submission )?(?:deadline|clos(?:ing|e)|end|due)"
    r"(?: (?:date|time))?(?: and time)?",
    "opening": r"(?:date and )?time of bid opening|bid opening(?: (?:date|time))?|opening (?:date|time)",
    "published": r"(?:date of )?(?:publication|announcement|issue|release)(?: date)?|(?:published"
    r"|announced|issued|posted)(?: on| date)?|date",
    "model": r"(?:brand and |specification and )?model(?: (?:no|number))?(?:and specifications?)?"
    r"|specification model",
}
_FIELDS = [
    (name, re.compile(pattern, re.IGNORECASE))
    for labels in (_LABELS, russian_words.LABELS, european_words.LABELS, asian_words.LABELS)
    for name, pattern in labels.items()
]
_EXTENDED = "\u0100-\u017f\u01a0-\u01b0\u0218-\u021b\u1ea0-\u1ef9"  # of Central Europe, Turkey, Vietnam
_LABELLED = re.compile(
    r"(?:(?m:^)|(?<=;)|(?<=\. )|(?<=[:：] ))[ \t]*(?:[（(]?\d{1,2}[.)）][ \t]*)?"
    rf"(?P<label>[A-ZÀ-ÖØ-Þ{_EXTENDED}А-ЯЁІЇЄҐӘӨҮҰҚҒ][A-Za-zÀ-ÿ{_EXTENDED}А-яЁёІЇЄҐіїєґӘ-ә/&'’() .-]"
    r"{2,60}?)\.?"
    r"[ \t]*[:：][ \t]*(?:\n[ \t]*)?"
    r"(?P<value>[^\n;]+)"
)
_ROLES = re.compile(
    r"(?P<who>[A-Z][^\n;:()]{3,90}?)[ \t]*[(（](?i:hereinafter[^()]{0,30}|the )*[\"“]?"
    r"(?P<role>(?i:purchaser|buyer|tenderee|(?:tender(?:ing)?|bidding|procurement|purchasing) agen(?:t"
    r"|cy)))[\"”]?[)）]"
)
# Tenders are invited by the Some Office for …; Some University invites sealed bids
_INVITES = re.compile(
    r"\b(?:invited|called|sought|requested) by (?:the )?(?P<by>[A-Z][^.;:()\n]{3,80}?) for\b"
    r"|(?m:^)(?:The )?(?P<who>[A-Z][A-Za-z&' -]{3,70}?),? (?:hereby )?(?:invites|calls for|requests|seeks)"
    r" (?:\w+ ){0,3}(?:bids|tenders|quotations|proposals|offers)\b"
)
_BEFORE_NAME = re.compile(r"\A.*?\b(?:entrusted by|on behalf of|authori[sz]ed by|by|for)\s+(?=[A-Z])")
_NUMBER = re.compile(
    r"\(\s*(?:project|bid(?:ding)?|tender|ref(?:erence)?)\.? ?(?:no"
    r"|number)\.?\s*:?\s*([A-Z0-9][\w/-]{3,40})",
    re.IGNORECASE,
)
_NUMBER_ALONE = re.compile(r"(?m)^\s*№\s*(\d{11,25})\s*$")  # of the Russian register
PRICE = r", (?i:по цене|цена|на сумму|сумма|стоимость|price|amount|prix|preis|precio|prezzo|giá)\b"
"""What begins the price behind the name of a winner: a pattern."""
_PRICED = re.compile(rf"{PRICE}[ :]*(?P<sum>.*\d.*)")
_CYRILLIC = re.compile("[А-яЁё]{3}")
_HAN = re.compile("[\u4e00-\u9fff]")
_STAGES = (
    ("award", r"(?:contract )?award notice|notice of award|contract award|award of (?:the )?contract"),
    ("correction", r"correction|amendment|clarification|addendum|modif|change|extension|corrigendum"),
    ("failed", r"failed|fail(?:ure)?\b|re-?tender|unsuccessful"),
    ("cancelled", r"cancel|terminat|withdraw"),
    (
        "intention",
        r"procurement (?:intention|plan)|market (?:survey|research|sounding)|request for information",
    ),
    ("candidates", r"candidate|recommended bidder|evaluation result|pre-?award"),
    ("single-source", r"single[- ]source|sole[- ]source|direct procurement"),
    ("contract", r"contract (?:notice|announcement)"),
    ("award", r"award|winning|winner|bid result|result|successful"),
    ("prequalification", r"pre-?qualification"),
    (
        "tender",
        r"invitation|tender|bids?\b|bidding|quotation|proposal|request for|procurement|inquiry|notice",
    ),
)
_TITLES = [
    (stage, re.compile(words, re.IGNORECASE))
    for stage, words in (*european_words.STAGES, *asian_words.STAGES, *_STAGES, *russian_words.STAGES)
]


@lru_cache(maxsize=1024)
def western_field(label: str) -> str | None:
    """Return the field that an English label means, None for one that means none of ours."""
    plain = re.sub(r"\([^()]*\)|\.(?= )", " ", label).replace("’", "'")
    compact = " ".join(plain.split()).strip(" .:：")
    if len(compact) > 60 or _HAN.search(compact):
        return None
    return next((name for name, pattern in _FIELDS if pattern.fullmatch(compact)), None)


def western_stage(title: str) -> str | None:
    """Return the stage that an English title tells."""
    return next((stage for stage, words in _TITLES if words.search(title)), None)


def european_stage(title: str) -> str | None:
    """Return the stage that a title in another language of Europe than English tells."""
    return next(
        (stage for stage, words in _TITLES[: len(european_words.STAGES)] if words.search(title)), None
    )


def is_western(text: str) -> bool:
    """Whether a text has hardly a Chinese character."""
    return len(_HAN.findall(text[:4_000])) * 50 < len(text[:4_000])


def is_russian(text: str) -> bool:
    """Whether a text with hardly a Chinese character is in Russian."""
    return len(_CYRILLIC.findall(text)) > 20


def western_pairs(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield field, label and value of each English label, then what sentences tell of parties and numbers."""
    for match in _LABELLED.finditer(text):
        label, value = (
            match["label"],
            re.sub(r"(?<!Ltd)(?<!Inc)(?<!Co)(?<!Corp)(?<![.][A-Za-z])[. ]+\Z", "", match["value"]),
        )
        inner = _LABELLED.match(value)  # Contact: Purchaser: Some University
        if inner and (western_field(inner["label"]) or not western_field(label)):
            label, value = inner["label"], inner["value"].strip()
        if name := western_field(label):
            if name in {"deadline", "opening", "published"}:
                value = moment_in(value) or value
            yield name, label, value
            if name == "supplier":
                yield from _behind_name(text, match)
    for match in _ROLES.finditer(text):
        name = "agency" if "agen" in match["role"].lower() else "buyer"
        yield name, match["role"], _BEFORE_NAME.sub("", match["who"].strip(" ,"))
    for match in _INVITES.finditer(text):
        if " " in (who := match["by"] or match["who"]):  # The University invites: which, stands elsewhere
            yield "buyer", "", who
    for match in (*_NUMBER.finditer(text), *_NUMBER_ALONE.finditer(text)):
        yield "project_number", "", match[1]


def _behind_name(text: str, match: re.Match[str]) -> Iterator[tuple[str, str, str]]:
    """Yield what the line of a winner tells behind the name: others who won with it, and the price."""
    rest = text[match.end() :].partition("\n")[0]
    if rest.startswith(";") and not re.search("[:：]", rest):
        yield "supplier", match["label"], rest.lstrip("; ")
    if priced := _PRICED.search(match["value"]):
        yield "award", "Award price", priced["sum"]
