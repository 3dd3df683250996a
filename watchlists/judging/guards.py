"""What stands beside a hit of whole words and makes it the name of another body.

Knows folded texts and word tables. Must not know terms beyond their kind, nor automata.
"""

import re

from watchlists.judging.segments import Verdict
from watchlists.model import RejectReason
from watchlists.spellings.romanised import is_romanised, read_aloud
from watchlists.text.normalize import Folded, fold_name
from watchlists.words import words
from watchlists.words.legalforms import legal_edges
from watchlists.words.places import is_place
from watchlists.words.vocabulary import HEADS, canonical, is_common, is_insertion

_GOES_ON = re.compile(r"\W{1,2}\w+ \w")  # not "Tongji, University of – civil engineering": a list has it so
_NAMED_AFTER = re.compile(r" (?:of|for) (?:the )?([A-Z][a-z]{3,})")
_AFTER_LATIN = {
    "press": "a press",
    "publisher": "a press",
    "publishing": "a press",
    "hospital": "a hospital",
    "hospitals": "a hospital",
    "hastanesi": "a hospital",
    "cancer": "a hospital",
    "high": "a school",
    "middle": "a school",
    "primary": "a school",
    "kindergarten": "a school",
    "nursery": "a school",
    "town": "a place",
    "city": "a place",
    "station": "a place",
    "unigroup": "a company",
    "founder": "a company",
    "hotel": "a hotel",
    "park": "a science park",
    "incubator": "an incubator",
    "foundation": "a foundation",
    "vakfi": "a foundation",
    "yayinlari": "a press",
    "yayinevi": "a press",
    "teknokent": "a science park",
    "teknokenti": "a science park",
}
# Streets, stations and shops called after a university; a "road map" is none.
_PLACE_AFTER = re.compile(
    r" (?:(?:Road|Rd|Street|Avenue|Ave)\b(?! (?:[Mm]ap|[Ss]how|to)\b)"
    r"|(?i:(?:metro|subway|railway|train|bus) (?:station|stop)|book ?(?:store|shop))s?\b)"
)
# These make another body a few words on too, as long as capitals go on ("… University Second Hospital").
_AFTER_LATIN_LATER = frozenset(
    {"hospital", "press", "town", "hotel", "park", "incubator", "cancer", "foundation"}
)
# Scientists and laboratories "affiliated with" a university are its own; these are bodies beside it.
_AFFILIATES = "(?:hospital|school|college|clinic|infirmary|kindergarten|nursery|museum|press|hotel|company)s?"
_AFFILIATED_AFTER = re.compile(
    r"(?:,? (?:School of Medicine|Medical (?:School|College|Center)),?)? Affiliated\b"
    rf"|(?:['’]s?)?[ -](?i:affiliated (?:[\w’'-]+ ){{0,3}}{_AFFILIATES}\b)"
)
_BEFORE_LATIN = re.compile(
    r"(?:affiliated (?!to |with )(?:[a-z]+ ){1,4}(?:of|to|with)|hospitals? (?:[a-z]+ ){0,2}of|press of"
    r"|(?:journal|bulletin|annals|foundation|kindergarten|nursery|creche) of"
    rf"|{_AFFILIATES} (?:[a-z]+ ){{0,5}}(?:affiliated|attached) (?:to|with)) (?:the )?$"
)
_LATIN_ENDS = ("of ", "to ", "with ")  # each of these ends in one
# Presses, hospitals and schools of bodies in other languages, in folded words.
_BEFORE_ABROAD = re.compile(
    r"\b(?:(?:издательств|типографи|поликлиник|больниц|клиник|госпитал|музе|лице|гимнази|колледж"
    r"|остановк|вестник|журнал)\w{0,3}(?: при)?"
    r"|(?:presses|editions|editorial|edizioni|verlag|klinikum|krankenhaus|ospedale"
    r"|haltestelle)(?: (?:de|der|des|di|do|da"
    r"|della|dell|la|l)){0,2}) $"
)
_BRAND_COLLEGE = re.compile(r" ([A-Z][a-z]{3,}) College\b")
_COLLEGE_BEFORE = re.compile(
    r"\b([A-Z][a-z]{3,}) College(?: of [A-Z][a-z]+(?:(?:,| and) [A-Z][a-z]+)*)?(?: of| at|,) (?:the )?$"
)
_BRANDS = frozenset(
    {"city", "oriental", "hope"}
)  # of independent colleges, where they are no names read aloud
_HOSPITAL_BEFORE = re.compile(
    r"(?:[A-Z]\w+ (?:Hospital|Infirmary|Clinic|Press|Museum)"
    r"|(?:Cancer|Ophthalmic|Eye|Dental|Heart|Trauma|Tumou?r) Cent(?:er|re))(?:,| of| at)? (?:the )?$"
)
# "… University Institute of Building Design Co., Ltd.": capitals up to a legal form.
_FIRM = re.compile(
    r"(?: (?:[A-Z][\w’'-]*|of|for|and|&|\([A-Z]\w+\))){1,10}?"
    r",? ?(?:Co\.?,? ?Ltd|Company\b|Corporation\b|Corp\b|Inc\b|Limited\b|Ltd\b|LLC\b|GmbH\b"
    r"|PLC\b|Co\.(?= ?[,;)a-z]|$))"
)
_NO_PHRASE = re.compile(r"[^\w '’-]")
# "Tongji Medical College" is no college of Tongji University.
_COLLEGE_OF_FIELD = re.compile(r" [A-Z][a-z]+ (?:College|University)\b")
_CAPITAL_AFTER = re.compile(r" ([A-Z][\w-]+)")
# "Building Design Institute of … University Co., Ltd."
_PART_BEFORE = re.compile(r"[A-Z]\w+ (?:Institute|Academy|Office|Studio)(?: of| at|,) (?:the )?$")
_LEGAL_AFTER = re.compile(r",? ?(?:\(Group\) )?(?:Co\.?,? ?Ltd|Corp\b|Inc\b|Limited\b|Ltd\b|LLC\b|GmbH\b)")
_QUALIFIERS = frozenset(
    {"north", "south", "east", "west", "central", "northern", "southern", "eastern", "western", "new"}
    | {"northeast", "northwest", "southeast", "southwest", "bin", "ibn", "bint", "abu"}
)
# What stands before "University of X" and makes it another body there: Azad, Medical.
_KINDS_BEFORE = frozenset(
    {
        "azad",
        "islamic",
        "medical",
        "technical",
        "agricultural",
        "pedagogical",
        "vocational",
        "polytechnic",
        "open",
    }
    | {"private", "international", "catholic", "christian", "american", "german", "free", "applied"}
)


def beside_body(
    folded: Folded, start: int, end: int, tokens_after: list[str], text_before: str
) -> Verdict | None:
    """Return why a body's name in whole words is not the body, None when nothing beside it says so."""
    source, first, stop = folded.source, folded.origin(start), folded.origin(end - 1) + 1
    gap = gap_after(folded, end)
    if tokens_after and gap.strip(" -'’s\n") == "":
        word = tokens_after[0]
        if word in _AFTER_LATIN:
            return RejectReason.SEPARATE_BODY, f"… {word} is {_AFTER_LATIN[word]}"
        if street := _PLACE_AFTER.match(source, stop):
            return RejectReason.SEPARATE_BODY, f"…{street.group()} is a place"
        if _AFFILIATED_AFTER.match(source, stop):
            return RejectReason.SEPARATE_BODY, "an affiliated body"
        college = _BRAND_COLLEGE.match(source[stop : stop + 40])
        if college and (is_place(college.group(1).lower()) or not is_common(college.group(1).lower())):
            return RejectReason.SEPARATE_BODY, f"… {college.group().strip()} is an independent college"
        phrase = _NO_PHRASE.split(source[stop : stop + 50], maxsplit=1)[0].split()[:4]
        for place, name in enumerate(phrase):
            if not name[0].isupper():
                break
            if place and (kind := name.lower().removesuffix("'s").removesuffix("’s")) in _AFTER_LATIN_LATER:
                return RejectReason.SEPARATE_BODY, f"… {name} is {_AFTER_LATIN[kind]}"
        if firm := _firm(source[stop : stop + 120]):
            return RejectReason.SEPARATE_BODY, f"… {firm} is a company"
        if word in {"of", "for"} and len(tokens_after) > 1 and _GOES_ON.match(source, stop):
            field = (
                tokens_after[1] if tokens_after[1] != "the" else tokens_after[min(2, len(tokens_after) - 1)]
            )
            named = _NAMED_AFTER.match(source[stop : stop + 40])
            if field in words("latin_fields.txt") or (named and not is_place(fold_name(named.group(1)))):
                return RejectReason.LONGER_NAME, f"… {word} {field} is another body"
    if " " not in folded.text[start:end] and (college := _COLLEGE_OF_FIELD.match(source, stop)):
        return RejectReason.LONGER_NAME, f"…{college.group()} is another body"
    if firm := _firm_of_one_word(folded, start, end):
        return RejectReason.SEPARATE_BODY, f"… {firm} is a company"
    written_before = source[max(0, first - 40) : first]
    if name_of := _independent_college(written_before):
        return RejectReason.SEPARATE_BODY, f"{name_of} of … is an independent college"
    goes_on = text_before.removesuffix("the ").endswith(_LATIN_ENDS)
    if (
        (goes_on and _BEFORE_LATIN.search(text_before))
        or _BEFORE_ABROAD.search(text_before)
        or _HOSPITAL_BEFORE.search(written_before)
    ):
        return RejectReason.SEPARATE_BODY, "an affiliated body"
    if _LEGAL_AFTER.match(source, stop) and _PART_BEFORE.search(written_before):
        return RejectReason.SEPARATE_BODY, "a company named after it"
    last = text_before.split()[-1:] if text_before.strip() else []
    found = folded.text[start:end].split()
    headless = canonical(found[0]) in HEADS
    country = last == ["china"] and is_place(found[-1])  # "the China University of X in Chengdu"
    qualified = last and (
        last[0] in _QUALIFIERS
        or (headless and not country and (is_place(last[0]) or last[0] in _KINDS_BEFORE))
    )
    if last and qualified and source[first - 1 : first] == " " and source[first - 2 : first - 1].isalpha():
        first_letter = folded.origin(start - 1 - len(last[0]))
        if source[first_letter : first_letter + 1].isupper():
            return RejectReason.LONGER_NAME, f"{last[0]} … is another body"
    return None


def _firm_of_one_word(folded: Folded, start: int, end: int) -> str:
    """Return the line of business behind the one word that a university is called by; "" for none."""
    trade = _CAPITAL_AFTER.match(folded.source, folded.origin(end - 1) + 1)
    if trade is None or " " in folded.text[start:end]:
        return ""
    word = fold_name(trade.group(1))
    return trade.group(1) if word in words("trades_of_firms.txt") else ""


def _firm(after: str) -> str:
    """Return the rest of the name of a company that a university's name begins; "" for none.

    A part of the university, a verb of a headline or another name joined with "and" makes two names of it.
    """
    found = _FIRM.match(after)
    if not found:
        return ""
    parts = re.findall(r"[\w’'&-]+", found.group())
    if not parts[0][0].isupper() or found.group().isupper() or any(map(_breaks_firm, parts[:-1])):
        return ""
    return found.group().strip()


def longer_company(folded: Folded, start: int, end: int) -> str:
    """Return the rest of another company's name that common words begin; "" for none.

    "China National Nuclear", the Corporation left out, begins "China National Nuclear Power Co., Ltd." too.
    """
    if not all(is_common(word) or is_place(word) for word in folded.text[start:end].split()):
        return ""
    rest = _firm(folded.source[folded.origin(end - 1) + 1 :][:120])
    another = [
        word for word in fold_name(rest).split() if word not in legal_edges() and not is_insertion(word)
    ]
    return rest if another else ""  # "… Corporation Limited", "… Group Co., Ltd." are its own


def _breaks_firm(word: str) -> bool:
    """Return whether a word is a part of a university or a verb or preposition of a headline."""
    text = word.lower()
    return text in words("not_in_firms.txt") or (
        text.endswith(("s", "ed")) and text not in words("firm_words.txt")
    )


def _independent_college(before: str) -> str:
    """Return the college called by a Chinese name that stands before "of" a university; "" if none.

    A college of honours or residence is a part of the university (Yuanpei College).
    """
    found = _COLLEGE_BEFORE.search(before) if "College" in before else None
    if not found:
        return ""
    name = found.group(1).lower()
    if name in _BRANDS:
        return f"{found.group(1)} College"
    part = is_common(name) or name in map(read_aloud, words("honours_han.txt")) or not is_romanised(name)
    return "" if part else f"{found.group(1)} College"


def gap_after(folded: Folded, end: int) -> str:
    """Return the source text between the hit and the next word."""
    after = end
    while after < len(folded.text) and folded.text[after] == " ":
        after += 1
    return folded.source[folded.origin(end - 1) + 1 : folded.origin(after)]
