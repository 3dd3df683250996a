"""Ways to reach a person out of texts in European languages: phone numbers, mail addresses, papers. Pure.

The counterpart of `personal`, which knows Chinese notices. Whom they name is for `western`.
"""

import re

from watchers.parsers.persons.numbers import without_numbers

_PHONE = re.compile(
    r"(?<![\w.\-/])(?:"
    r"(?:\+?1[ .-]?)?(?:\([2-9]\d{2}\)\s?|[2-9]\d{2}[ .-])\d{3}[.-]\d{4}"  # North America
    r"|\+\d{1,3}(?:[ .()/-]{0,2}\d){7,13}"  # with a country's number
    r"|(?=(?:[() -]{0,2}\d){10,11}(?!\d))\(?0[1-9]\d{1,3}\)?[ -]\d{3,4}[ -]?\d{3,4}"  # United Kingdom
    r"|[78][ -]\d{3,5}-\d{5,7}"  # Russia, Kazakhstan
    r")(?:\s?(?:x|ext\.?)\s?\d{1,6})?(?![\w\-/])"
)
# whatever figures stand behind a word for a phone, in whatever groups; and an address with its sign spelt out
_TOLD = re.compile(
    r"(?P<word>(?<![^\W_])(?i:tel|тел|phone|telephone|dsn|fax|факс|mob|cell|gsm|tlf|puh|whatsapp|viber"
    r"|telefon|téléphone|teléfono)"
    r"[^\W\d_]{0,4}[.:]{0,2}[ \u00a0]{0,2}(?:№|no\.?"
    r"|:)?[ \u00a0]{0,2})[+(]?\d[\d ()/.-]{4,22}\d(?![\d.,]*[ \u00a0]?[€$£%])"
    r"|(?<![^\W_])(?:DNI|NIE|NIF|CPF|PESEL|BSN|CNP|EGN|ЕГН|JMBG|OIB)"
    r"(?:[ .:]|n\.?º){0,3}[A-Z]?\d[\d./ -]{4,16}[\dA-Z]"
    r"|[\w.+-]{1,64}[ ]?[\[({][ ]?(?:at|@)[ ]?[\])}][ ]?[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}"
)
# 775550220, 48213377-K, a day of birth and six figures: but for days, and what a unit or currency follows
_BARE = re.compile(
    r"(?<![\w.,/+#$€£-])(?!(?:19|20)\d\d[01]\d[0-3]\d(?!\d))(?:\d{8,9}(?:-?[A-Za-z])?|\d\d[01]\d[0-3]\d{7})(?![\w%€$£-]|[.,/]\w)"
    r"(?![ \u00a0](?:[A-Z]{3}\b|[€$£₽%]|zł|Kč|kr|Ft|lei|руб|тг|тенге|грн|лв|items?|units?|euros?|yen"
    r"|pieces|pages))"
)
# the label of a number before it: CPV 30200000, No. 12345678, Ref: 12345678; but one of persons' papers
_LABEL = re.compile(
    r"(?:(?<![A-Z])(?!DNI|NIE|NIF|PESEL|BSN|ID)[A-Z]{2,6}|[#№:：=(]|\b(?i:n[or]|num\w*|n[uú]m\w*|номер\w*"
    r"|ном\w*|numéro|code\w*|kod\w*|ref\w*"
    r"|réf\w*|nummer|číslo|cislo|szám\w*|company|charity|vat|cpv|[€$£]))[.°º]?[ \u00a0]{0,2}\Z"
)
_BEFORE = 16  # characters in which it stands
_ANY = re.compile(r"\d{3}|@")


def without_contacts(text: str) -> str:
    """Return the text without phone numbers, mail addresses and numbers of identity papers."""
    if not _ANY.search(text):
        return text
    return _BARE.sub(
        _labelled_or_nothing, _PHONE.sub("", _TOLD.sub(lambda one: one["word"] or "", without_numbers(text)))
    )


def _labelled_or_nothing(number: re.Match[str]) -> str:
    """Return a bare number that a label stands before, which says that it is nobody's."""
    start = number.start()
    return number[0] if _LABEL.search(number.string[max(0, start - _BEFORE) : start]) else ""
