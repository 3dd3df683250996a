"""An address behind a name, as invoices and bills of lading have it: "Behdad FZE, P.O. Box 17345, Dubai".

Knows one folded text. Must not know words or names.
"""

import re

_FIGURE = re.compile("[0-9]")
_MAY_HOLD_ONE = re.compile(r"[,(].*\d")
_BETWEEN = re.compile("[,(]")
# words of streets and houses in the languages of customs papers; a postcode; 2-6-1 Marunouchi; 7/F
_STREET = re.compile(
    r"\b(?:\w*stra(?:ß|ss)e|\w*str|street|st(?!\.? ?petersburg)|road|rd|avenue|ave|blvd"
    r"|boulevard|lane|highway|rue|via|calle|avenida|carrera|jalan|ulitsa|ul|prospekt|prosp|pr-?kt|shosse|naberezhnaya|proezd|pereulok|ул|просп|пр-?т|пер|наб|шоссе|пр-?д"
    r"|room|rm|suite|floor|fl|building|bldg|tower|block|plaza|box|chome|dist|sok|sokak|cad|caddesi|mah)\b"
    r"|(?<!unit )(?<!часть )(?<!ч )\b\d{5,6}\b|\b\d+-\d+-\d+\b|\b\d+/f\b|路\d|号"
)
_UNIT = re.compile(r"\s*(?:unit|flat|office|apt|kv|of|оф|кв)\b\.? ?\w?\d")


def without_address(text: str) -> str:
    """Return a folded name without the address behind it: from the part on that names a street or a postcode.

    A figure must stand in it, and a name before it: what a comma parts off is else a part of the name.
    """
    if not ("," in text or "(" in text) or not _FIGURE.search(text) or not _MAY_HOLD_ONE.search(text):
        return text
    for match in _BETWEEN.finditer(text):
        at = match.start()
        part, _, rest = text[at + 1 :].partition(",")
        here = _STREET.search(part) or (_UNIT.match(part) and _STREET.search(rest))
        if here and text[:at].strip() and any(map(str.isdigit, text[at:])):
            return text[:at]
    return text
