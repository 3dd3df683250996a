"""What a notice in English or Russian says, label by label: bids invited abroad, notices in two languages.

The counterpart of the Chinese labels of `tender_words`; a label is read before a colon, at the start of a
line or behind a semicolon, and behind a Chinese label in the same cell it is none of its own.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from watchers.parsers.dates import BEIJING, read_date
from watchers.parsers.tenders import russian_words

_LABELS = {
    "buyer": r"(?:name of (?:the )?)?(?:purchaser|buyer|tenderee|procuring entity|employer|client"
    r"|purchasing (?:unit|entity)|end.?user)",
    "agency": r"(?:name of (?:the )?)?(?:tender(?:ing)?|bidding|procurement|purchasing)? ?agen(?:t|cy)",
    "supplier": r"(?:name of (?:the )?)?(?:awarded|successful|winning|selected"
    r"|recommended) (?:supplier|bidder|tenderer|contractor|vendor|company)"
    r"|winner|awardee|contract awarded to|(?:proposed )?sole source supplier|contractor|supplier|vendor",
    "project_number": r"(?:(?:tender|bid|project|our) )?reference"
    r"|(?:project|bid(?:ding)?|tender(?:ing)?|procurement|reference|ref|ifb|itb|rfq"
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
    r"|(?:bid|tender|submission|quotation|proposal) (?:submission )?(?:deadline|closing)(?: (?:date"
    r"|time))?",
    "opening": r"(?:date and )?time of bid opening|bid opening(?: (?:date|time))?|opening (?:date|time)",
    "published": r"(?:date of )?(?:publication|announcement|issue|release)(?: date)?|(?:published"
    r"|announced|issued|posted)(?: on)?|date",
    "model": r"(?:brand and |specification and )?model(?: (?:no|number))?(?:and specifications?)?"
    r"|specification model",
}
_FIELDS = [
    (name, re.compile(pattern, re.IGNORECASE))
    for labels in (_LABELS, russian_words.LABELS)
    for name, pattern in labels.items()
]
_LABELLED = re.compile(
    r"(?:(?m:^)|(?<=;)|(?<=\. )|(?<=[:：] ))[ \t]*(?:[（(]?\d{1,2}[.)）][ \t]*)?"
    r"(?P<label>[A-ZА-ЯЁ][A-Za-zА-яЁё/&'() .-]{2,60}?)\.?[ \t]*[:：][ \t]*(?:\n[ \t]*)?(?P<value>[^\n;]+)"
)
_ROLES = re.compile(
    r"(?P<who>[A-Z][^\n;:()]{3,90}?)[ \t]*[(（](?i:hereinafter[^()]{0,30}|the )*[\"“]?"
    r"(?P<role>(?i:purchaser|buyer|tenderee|(?:tender(?:ing)?|bidding|procurement|purchasing) agen(?:t"
    r"|cy)))[\"”]?[)）]"
)
_BEFORE_NAME = re.compile(r"\A.*?\b(?:entrusted by|on behalf of|authori[sz]ed by|by|for)\s+(?=[A-Z])")
_NUMBER = re.compile(
    r"\(\s*(?:project|bid(?:ding)?|tender|ref(?:erence)?)\.? ?(?:no"
    r"|number)\.?\s*:?\s*([A-Z0-9][\w/-]{3,40})",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?i:announced|published|issued|posted|date of (?:publication|announcement|issue)"
    r"|дата публикации|опубликовано"
    r"|dated?)(?:[ \t]+on)?[ \t]*[:：]?[ \t]*"
    r"(\d{1,2}\.\d{1,2}\.\d{4}|[A-Z\d][\w ,./-]{5,24}\d{4}|\d{4}-\d{2}-\d{2}(?: \d{1,2}:\d{2})?)"
)
_CLOCK = re.compile(
    r"(?<![\d.,:])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?(?:[ \t]*(?:hours"
    r"|hrs))?[ \t]*(?P<half>[ap]\.?[ \t]?m\b)?",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"\d{1,2}\.\d{1,2}\.\d{4}|\d{4}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}|\d{1,2}(?:st|nd|rd"
    r"|th)?\s+(?:of\s+)?[A-Z][a-z]{2,8}\.?,?\s+\d{4}|[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}"
)
_DAY_ALONE = re.compile(rf"(?m)^[ \t]*((?:{_DAY.pattern})(?:[ \t,]+\d{{1,2}}:\d{{2}})?)[ \t]*$")
_CYRILLIC = re.compile("[А-яЁё]{3}")
_RUSSIAN_TITLED = re.compile(
    r"\b(?:проф|акад|д-р|г-н|г-жа|господин|госпожа)\b\.?\s+[А-ЯЁ][а-яё-]+(?:\s+(?:[А-ЯЁ]\.|[А-ЯЁ][а-яё-]+)){0,2}"
)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_HAN = re.compile("[\u4e00-\u9fff]")
_PERSONAL = re.compile(
    r"\b(?:members?|experts?|evaluators?|evaluation (?:committee"
    r"|panel|team)|panel(?:lists?)?|jury|committee|reviewers?|"
    r"judges?|supervis(?:or|ed by)|witness(?:es|ed by)?|signed|signatory|prepared by|approved by"
    r"|project (?:manager|leader|director)|legal "
    r"representative|authori[sz]ed representative|chair(?:man|person)?|person in charge|handled by"
    r"|recorder|notary|officer|attn|attention|"
    r"wechat|qq|enquiries|inquiries|queries|questions)\b",
    re.IGNORECASE,
)
_RUSSIAN = re.compile(rf"\b(?:{russian_words.PERSONAL})\b", re.IGNORECASE)
_COLON = re.compile("[:：]")
# the value of such a label, on its line or the next, and further names behind it
_MEMBERS = re.compile(
    r"[ \t]*\n?[^\n;]*"
    r"(?:;[ \t]*[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,4}(?:[ \t]*\([^()\n]*\))?(?=[ \t]*[.;\n]|\Z))*"
)
_LABEL_BEFORE, _LABEL_AFTER = 40, 30  # characters of a label around the word that makes it personal
_LABEL = _LABEL_BEFORE + 40 + _LABEL_AFTER
_PLAIN_NAME = re.compile(
    r"(?m)^(?P<label>[^\n:：]{2,40})[:：][ \t]*(?:(?:Mr|Ms|Mrs|Dr"
    r"|Prof)\.? )?[A-Z][a-z'’-]+(?:[ -][A-Z][A-Za-z'’-]+){1,2}"
    r"(?:(?:,| and|;|/)[ \t]*(?:(?:Mr|Ms|Mrs|Dr"
    r"|Prof)\.? )?[A-Z][a-z'’-]+(?:[ -][A-Z][A-Za-z'’-]+){1,2}){0,9}[ \t]*\.?$"
)
_THING = re.compile(
    r"place|address|location|goods|item|name of|project|model|brand|manufactur|country|origin|method"
    r"|type|category|source|currency|language|"
    r"subject|title|stage|mode|supplier|bidder|purchaser|buyer|agen|deliver",
    re.IGNORECASE,
)
_STAGES = (
    ("correction", r"correction|amendment|clarification|addendum|modif|change|extension|corrigendum"),
    ("cancelled", r"cancel|terminat|failed|fail(?:ure)?\b|re-?tender"),
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
_TITLES = [(stage, re.compile(words, re.IGNORECASE)) for stage, words in (*_STAGES, *russian_words.STAGES)]


@lru_cache(maxsize=1024)
def english_field(label: str) -> str | None:
    """Return the field that an English label means, None for one that means none of ours."""
    compact = " ".join(re.sub(r"\([^()]*\)", " ", label).replace("’", "'").split()).strip(" .:：")
    if len(compact) > 60 or _HAN.search(compact):
        return None
    return next((name for name, pattern in _FIELDS if pattern.fullmatch(compact)), None)


def english_stage(title: str) -> str | None:
    """Return the stage that an English title tells."""
    return next((stage for stage, words in _TITLES if words.search(title)), None)


def is_english(text: str) -> bool:
    """Whether a text has hardly a Chinese character."""
    return len(_HAN.findall(text[:4_000])) * 50 < len(text[:4_000])


def is_russian(text: str) -> bool:
    """Whether a text with hardly a Chinese character is in Russian."""
    return len(_CYRILLIC.findall(text)) > 20


def english_pairs(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield field, label and value of each English label, then what sentences tell of parties and numbers."""
    for match in _LABELLED.finditer(text):
        label, value = match["label"], re.sub(r"(?<!Ltd)(?<!Inc)(?<!Co)(?<!Corp)[. ]+\Z", "", match["value"])
        if inner := _LABELLED.match(value):  # Contact: Purchaser: Some University
            label, value = inner["label"], inner["value"].strip()
        if name := english_field(label):
            if name in {"deadline", "opening", "published"}:
                value = moment_in(value)
            yield name, label, value
    for match in _ROLES.finditer(text):
        name = "agency" if "agen" in match["role"].lower() else "buyer"
        yield name, match["role"], _BEFORE_NAME.sub("", match["who"].strip(" ,"))
    for match in _NUMBER.finditer(text):
        yield "project_number", "", match[1]


def published_in(text: str) -> str:
    """Return the day that an English text gives as that of its publication, "" where it gives none."""
    match = _PUBLISHED.search(text) or _DAY_ALONE.search(text)
    return moment_in(match[1]) if match else ""


def moment_in(value: str) -> str:
    """Return the last day that an English value names, with its hour: `2026-05-27 10:00`; "" for none."""
    days = list(_DAY.finditer(value))
    if not days:
        return ""
    written = _DOTTED.sub(r"\3-\2-\1", days[-1][0])
    written = re.sub(r"(?<=\d)(?:st|nd|rd|th)|\bof\b", "", written)
    day = read_date(" ".join(written.replace("Sept ", "Sep ").split()), BEIJING)
    if day is None:
        return ""
    rest = value[: days[-1].start()] + " # " + value[days[-1].end() :]
    for clock in _CLOCK.finditer(rest):
        hour, minute = int(clock["hour"]), int(clock["minute"] or 0)
        if not (clock["minute"] or clock["half"]) or hour > 24 or minute > 59:
            continue
        if clock["half"] and clock["half"][0] in "pP" and hour < 12:
            hour += 12
        return f"{day:%Y-%m-%d} {min(hour, 23):02}:{minute:02}"
    return f"{day:%Y-%m-%d}"


def without_english_persons(text: str) -> str:
    """Return an English text without members of panels, officers, and labels whose value is but a name."""
    text = _without_personal_labels(text)
    if _CYRILLIC.search(text):  # nothing else stands behind such a label on its line
        text = "\n".join(
            _RUSSIAN_TITLED.sub("", line) for line in text.split("\n") if not _asks_in_russian(line)
        )
    return _PLAIN_NAME.sub(lambda line: line[0] if _THING.search(line["label"]) else "", text)


def _asks_in_russian(line: str) -> bool:
    """Whether a line begins with a label in Russian that asks for persons: Состав комиссии: …"""
    label = line.partition(":")[0]
    return (
        ":" in line
        and len(label) <= 60
        and _RUSSIAN.search(label) is not None
        and english_field(label) is None
    )


def _without_personal_labels(text: str) -> str:
    """Return the text without labels that ask for a person, with all behind them.

    Colons are few, so each is asked what stands before it; tables without one cost nothing.
    """
    kept: list[str] = []
    done = 0
    for colon in _COLON.finditer(text):
        if colon.start() < done:
            continue
        far = max(done, colon.start() - _LABEL)
        begins = max(far, *(text.rfind(mark, far, colon.start()) + 1 for mark in "\n;:"))
        start = _label_start(text, begins, colon.start())
        if start is not None:
            kept.append(text[done:start])
            members = _MEMBERS.match(text, colon.end())
            done = members.end() if members else colon.end()
    return "".join((*kept, text[done:]))


def _label_start(text: str, begins: int, colon: int) -> int | None:
    """Return where the label before the colon starts, at a mark or a line, when it asks for a person."""
    for word in _PERSONAL.finditer(text, begins, colon):
        if colon - word.end() > _LABEL_AFTER:
            continue
        start = max(begins, word.start() - _LABEL_BEFORE, text.rfind(".", begins, word.start()) + 1)
        if start == 0 or text[start - 1] in "\n;.,":
            return start
        comma = text.find(",", start, word.start())
        if comma >= 0:
            return comma + 1
    return None
