"""Words by which a piece of an "Entity" cell shows what it is: an organisation, a legal form, an address.

Pure. General words of names and addresses in the languages of the EAR's lists; no party and no row.
"""

import re

from watchers.parsers.lists.countries import is_country

JOIN = re.compile(r";\s*(?:and\b\s*)?", re.IGNORECASE)  # what parts several addresses
STARTS = re.compile(
    r"(?:\d|#|(?:no|nos|rm|room|floor|fl|flat|unit|suite|ste|building|bldg|block|blk|plot|p\.?\s?o\.?\s?box|box|house|"
    r"office|apt|apartment|shop|warehouse|hall|level|ul|ulitsa|st|str|street|prospekt|prospect|pr|pereulok|per|"
    r"shosse|proezd|naberezhnaya|d|dom|km|c/o|lot|villa|address|addresses|near|off|plaza|tower|jalan|jl|calle|rua|rue|via|"
    r"avenue|ave|sector|phase|industrial\s+(?:zone|area|park|estate)|[a-z]-?\d+|unknown)\b(?![-\w])\.?|[A-Z]{0,2}\d+[A-Z]?\b)",
    re.IGNORECASE,
)
INSIDE = re.compile(
    r"\b(?:roads?|rd|streets?|str|avenues?|ave|blvd|boulevard|lane|district|province|prefecture|oblast|krai|"
    r"highway|hwy|shosse|prospekt|prospect|ulitsa|pereulok|per|naberezhnaya|embankment|proezd|village|floor|room|"
    r"zone|estate|industrial park|p\.o\. box|postal|square|sq|mansion|county|town|township|sokak|cad|caddesi|"
    r"mah|mahallesi|bulvari|strasse|jalan|"
    r"(?:tech|techno|technology|science) park|business (?:cent(?:er|re)|park|bay)|trade cent(?:er|re)|"
    r"shopping|"
    r"city|tehran|moscow|beijing|shanghai|dubai|karachi|lahore|islamabad|istanbul)\b"
    # a house, with its number or letter; but who builds machines or ships is an organisation
    r"|(?<!machine[ -])(?<!engine[ -])(?<!instrument[ -])(?<!ship[ -])(?<!aircraft[ -])"
    r"\b(?:building|bldg)\.?(?:\s+(?:no\.?\s*)?(?:\d+|[a-z])\b|$)",
    re.IGNORECASE,
)
ORGANISATION = re.compile(
    r"\b(?:institut\w*|laborator\w*|department|university|academy|centers?|centres?|research|company|compan\w*|"
    r"corporation|corp|factory|plant|school|college|bureau|branch|division|group|technolog\w*|sciences?|enterprises?|"
    r"association|foundation|ministry|forces?|station|administration|office|design|trading|industr\w*|electronics?|"
    r"systems?|engineering|production|works|agency|committee|hospital|shipyard|subsidiar\w*|subordinate\w*|section|"
    r"n(?:po|pp|ii)|okb|[st]?s?kb)\b",  # Russian production associations, institutes, design bureaus
    re.IGNORECASE,
)
LEGAL = re.compile(
    r"(?:co|company|ltd|limited|inc|incorporated|llc|l\.l\.c|llp|lp|plc|corp|corporation|jsc|ojsc|pjsc|cjsc|ao|oao|zao|"
    r"pao|ooo|fgup|fsue|gmbh|ag|kg|s\.?a|s\.?r\.?l|s\.?p\.?a|b\.?v|n\.?v|a\.?s|fze|fzc|fzco|fz-?llc|pte|pvt|sdn|bhd|"
    r"est|s\.?l|s\.?a\.?r\.?l|jr|sr|and|ltda|k\.?k|oy|ab|ood|eood|d\.?o\.?o|kft|sp\. z o\.o|aps|as|private)"
    r"\b[\s.,()]*"
    r"(?:\([^)]*\))?[\s.]*",
    re.IGNORECASE,
)
# What is shortened by a point that ends nothing: initials, titles, words of an address.
INITIALS = re.compile(
    r"(?:[^\W\d]\.)*[^\W\d]|nos?|rm|bldg|blk|flr?|str?|rd|ave|apt|ste|ul|drs?|mrs?|ms|prof|gen|col",
    re.IGNORECASE,
)
FORM_FIRST = re.compile(
    r"(?:ltd|limited|inc|llc|corp|co|[pc]?jsc|[poz]?ao|ooo|ojsc|ltda|gmbh)\b[\s.,]", re.IGNORECASE
)
NUMBERED_UNIT = re.compile(
    r"\d+(?:st|nd|rd|th)?\s+(?:\w+\s+){0,3}(?:institute|academy|factory|plant|department|bureau|research)\b",
    re.IGNORECASE,
)


def reads_like_address(segment: str) -> bool:
    """Whether a piece names a house, a street, a place of some kind or a country."""
    if STARTS.match(segment):
        return True
    return bool(INSIDE.search(segment)) or is_country(segment)


def ends_in_country(rest: str) -> bool:
    """Whether the first of the joined addresses ends in a country, with or without a postal code."""
    first = re.sub(r"[\s,]*\b[A-Z]{0,2}[\d-]+$", "", JOIN.split(rest, maxsplit=1)[0].rstrip(" ."))
    last = re.sub(r"\s*\b[\d-]+$", "", re.split(r",\s+", first)[-1])
    return "," in rest and (is_country(last) or is_country(last.rsplit(" ", 1)[-1]))


def within_brackets(told: str, place: int) -> bool:
    """Whether the place lies within brackets, where nothing ends."""
    before = told[:place]
    return before.count("(") > before.count(")")
