"""Persons behind labels in English and Russian: members of panels, officers, whoever is to be asked. Pure.

The labels go with all that stands behind them; what else such texts tell of persons is for `latin_persons`.
"""

import re

from watchers.parsers.tenders import russian_words
from watchers.parsers.tenders.western_notice import western_field

_CYRILLIC = re.compile("[А-яЁё]{3}")
_RUSSIAN_TITLED = re.compile(
    r"\b(?:проф|акад|д-р|г-н|г-жа|господин|госпожа)\b\.?\s+[А-ЯЁ][а-яё-]+(?:\s+(?:[А-ЯЁ]\.|[А-ЯЁ][а-яё-]+)){0,2}"
)
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


def without_labelled_persons(text: str) -> str:
    """Return the text without members of panels, officers, and labels whose value is but a name."""
    text = _without_personal_labels(text)
    if _CYRILLIC.search(text):  # nothing else stands behind such a label on its line
        text = "\n".join(
            _RUSSIAN_TITLED.sub("", line) for line in text.split("\n") if not _asks_in_russian(line)
        )
    return _PLAIN_NAME.sub(lambda line: line[0] if _THING.search(line["label"]) else "", text)


def _asks_in_russian(line: str) -> bool:
    """Whether a line begins with a label in Russian that asks for persons: Состав комиссии: …"""
    label = _COLON.split(line, maxsplit=1)[0]
    return (
        _COLON.search(line) is not None
        and len(label) <= 60
        and _RUSSIAN.search(label) is not None
        and western_field(label) is None
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
