"""Contacts out of tender texts in European languages: persons, phone numbers, mail addresses. Pure.

The counterpart of `personal`, which knows Chinese notices. A name is known by the words around it.
"""

import re

from watchers.parsers.persons.latin_persons import without_latin_persons
from watchers.parsers.persons.numbers import without_numbers
from watchers.parsers.persons.persons import without_western

# `Contact name: Jane Roe`, also behind a sentence: the label and what follows it on its line
_LABELLED = re.compile(
    r"(?im)(?:^[^\n.:;!?]{0,40})?\b(?:contact|e-?mail|telephone|tel\.?|phone|fax)\b\s*"
    r"(?:name|person|no\.?|number|details|point)?\s*:.*$"
)
# `Contact Jane Roe at 703-555-0100`; without a way to reach her it may be a company
_NAMED = re.compile(
    r"\b(?P<word>(?:[Cc]ontact|CONTACT|Officer|Specialist|POC|[Aa]ttn\.?|[Aa]ttention)[,:]?)\s+"
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?\s+)?[A-Z][\w'\u2019-]+(?:\s+[A-Z]\.)?(?:\s+[A-Z][\w'\u2019-]+){1,2}"
    r"(?=\s*(?:at\b|on\b|by\b|via\b|[,;(\-])?\s*(?:e-?mail\b|phone\b|tel\b|[\w.+-]{1,64}@|\+?\(?\d))"
)
_PHONE = re.compile(
    r"(?<![\w.\-/])(?:"
    r"(?:\+?1[ .-]?)?(?:\([2-9]\d{2}\)\s?|[2-9]\d{2}[ .-])\d{3}[.-]\d{4}"  # North America
    r"|\+\d{1,3}(?:[ .()/-]{0,2}\d){7,13}"  # with a country's number
    r"|(?=(?:[() -]{0,2}\d){10,11}(?!\d))\(?0[1-9]\d{1,3}\)?[ -]\d{3,4}[ -]?\d{3,4}"  # United Kingdom
    r")(?:\s?(?:x|ext\.?)\s?\d{1,6})?(?![\w\-/])"
)


def without_contacts(text: str) -> str:
    """Return the text without labelled contacts, persons to write to, phone numbers and mail addresses."""
    text = without_latin_persons(without_western(_NAMED.sub(r"\g<word>", _LABELLED.sub("", text))))
    return _PHONE.sub("", without_numbers(text))
