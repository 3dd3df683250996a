"""What a register calls a party, beside its name: "(IMO 8905490)", ", ИНН 7701234567".

It is no part of the name, but of two parties with a number in one register it decides: a ship keeps its IMO
number for life (IMO resolution A.1117(30)), a Russian company its INN and OGRN.

Knows one folded text. Must not know words or names.
"""

import re

_LONG_NUMBER = re.compile(r"[0-9][0-9]{4}")  # so written, it is looked for without Python's slow way
_REGISTERED = re.compile(
    r"[(,;\s]?\b(?:(?P<register>imo|mmsi|inn|инн|ogrn|огрн|uscc|hr[ab])(?![^\W\d_])"
    r"|call ?sign|kpp|vat|tel|phone|passport|reg(?:istration)?(?: ?(?:no|nr|number))?\b)"
    r"(?: ?(?:no|nr|number))?[\s.:#№-]*(?P<number>\d[\d\s-]{3,})[)\]]?"
)
_ONE_LABEL = {"инн": "inn", "огрн": "ogrn"}
_NOTHING: frozenset[str] = frozenset()


def without_registers(text: str) -> tuple[str, frozenset[str]]:
    """Return a folded text without what registers call the party, and those numbers that stay with it."""
    if not _LONG_NUMBER.search(text):
        return text, _NOTHING
    found = [
        f"{_ONE_LABEL.get(match['register'], match['register'])} {re.sub(r'[^0-9]', '', match['number'])}"
        for match in _REGISTERED.finditer(text)
        if match["register"]
    ]
    return _REGISTERED.sub(" ", text), frozenset(found)


def same_number(one: frozenset[str], other: frozenset[str]) -> bool | None:
    """Return whether two parties have one number in a register; None where no register has both."""
    if not one.isdisjoint(other):
        return True
    registers = {number.partition(" ")[0] for number in one}
    return None if registers.isdisjoint([number.partition(" ")[0] for number in other]) else False
