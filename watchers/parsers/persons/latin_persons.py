"""Persons in sentences of European languages, known by what only persons do or are beside their name. Pure.

A name in Latin letters looks like a maker's or a place's: two capitalised words. So the words beside it must
speak of a person, and none of its own of a body, an office or a thing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote_plus

from watchers.parsers.persons.bodies import shows_body
from watchers.parsers.tenders import russian_words

# words of bodies, offices, roles and things: no part of a person's name
_OTHERS = r"""
    Agenc\w+ Office\w* Department\w* Division\w* Cent(?:er|re)\w* Institut\w* Universit\w*
    College\w* School Academy Hospital Ltd Limited Inc LLC GmbH Corp\w* Compan\w+ Group Holdings?
    Technolog\w+ Systems? Services? Solutions? Laborator\w+ Labs? Team Committee Panel Board Council
    Ministry Bureau Command Authority Administration Government Desk Portal Site Website Section
    Branch Unit Floor Room Building Street Road Park City Province State\w* United National
    International Federal Public Contract\w* Purchas\w+ Procure\w+ Tender\w* Bid\w* Project\w*
    Specialist Manager Director Engineer Technical General Head Chief Senior Deputy Representative
    Supplier Buyer Client Employer Owner Annex\w* Appendix Part Cloud Server\w* Network\w* Software
    Hardware Electronic\w* Micro\w* Data\w* Power Energy Bank Air Force Army Navy Naval The This All
    Any Our Your Please Monday Tuesday Wednesday Thursday Friday January February March April June
    July August September October November December
"""
_NO_PART = re.compile(rf"\b(?:{'|'.join(_OTHERS.split())})\b")
_WORD = r"(?:[A-ZÀ-ÞĀ-Ž][a-zß-ÿā-ž]+(?:['’-][A-ZÀ-Þ]?[a-zß-ÿā-ž]+)*|[A-Z][’'][A-Z][a-z]+)"
_LINK = r"(?:de|da|del|della|der|van|von|den|la|le|bin|ibn|al|el|dos|du|ter|y)(?=[ ])"
_CAPITALS = r"[A-Z]{2,12}"  # ROE Jane; all in capitals is a heading
_NAME = (
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof)\.?[ ])?(?![A-Z ]+\b(?![ ]?[A-Z]?[a-z]))"
    rf"(?:(?:{_WORD}|{_CAPITALS})(?:[ ](?:{_WORD}|[A-Z]\.|{_LINK}|{_CAPITALS})){{1,3}})"
)
_NOTE = r"(?:[ ]\([^()\n]{1,60}\))?"
_NAMES = rf"(?P<names>{_NAME}{_NOTE}(?:(?:,[ ]and|,|;|[ ]and)[ ]{_NAME}{_NOTE}){{0,9}})"
_PANEL = (
    r"\b(?i:panel|committee|jury|board)\b[^.;\n]{0,30}?"
    r"\b(?:consist(?:s|ed|ing)[ ]of|compris(?:es|ed|ing)|including|composed[ ]of|made[ ]up[ ]of)"
)
_BY = (
    r"\b(?i:chaired|signed|approved|prepared|reviewed|handled|witnessed|supervised|compiled|drafted|evaluated"
    r"|authori[sz]ed)[ ]by"
)
_WRITE_TO = (
    r"\b(?i:e-?mail|call|phone|ring|write[ ]to|addressed[ ]to|directed[ ]to|c/o|for[ ]the[ ]attention[ ]of"
    r"|(?:questions|enquiries|inquiries|queries)[ ]to)"
)
_OFFICER = r"\b(?:Procurement|Contracting|Purchasing|Project)[ ](?:[Ss]pecialist|[Oo]fficer|[Mm]anager)"
_LABEL = (
    r"(?m:^)[ \t]*(?:\w[\w'’]*[ ]){0,3}"
    r"(?i:representative|proprietor|applicant|investigator|PI|POC|responsible[ ]person|reviewers?|experts?)"
    r"[ \t]*:"
)
_CUED = (
    re.compile(rf"(?P<cue>{_PANEL}|{_BY}|{_WRITE_TO}|{_OFFICER})[ ]{_NAMES}"),
    re.compile(
        rf"(?P<cue>\b(?i:contact))[ ]{_NAMES}(?=[ ](?:for[ ](?:details|further|more|information)|by[ ]))"
    ),
    re.compile(rf"(?P<cue>{_LABEL})[ \t]*{_NAMES}(?=[ \t]*[.;\n]|[ \t]*\Z)"),
)
_ROLE = (
    r"(?:[A-Z]\w+[ ]){0,2}(?:Director|Officer|Manager|Professor|Engineer|Chair(?:man|woman|person)?|Secretary"
    r"|President|Dean|Head|Specialist|Coordinator|Scientist|Researcher|Lecturer|Attorney|Notary|Buyer)\b"
)
# Jane Roe, Director; Jane Roe (natural person)
_BEFORE_ROLE = re.compile(
    rf"(?P<names>{_NAME})(?=,[ ]{_ROLE}|[ ]\((?:natural[ ]person|individual|sole[ ]trader)\))"
)


# what speaks of what only persons are, do or are asked for
_TALKS_OF = r"""
    contact\w* ask call phone telephone tel e-?mail attn attention committee panel jury chair\w* members?
    mr mrs ms dr prof\w* director officer manager representative signed approved prepared investigator
    experts? engineer secretary individual person passport judges? evaluators? reviewers? supervis\w+
    resident enquir\w+ inquir\w+ query queries questions? led headed reach\w* speak write witness\w*
    appointment escort\w* liaison
"""
_CYRILLIC_TALK = r"организатор\w*|уповноважен\w*|відповідальн\w*|комісі\w*"
_TALK = re.compile(
    rf"\b(?:{'|'.join(_TALKS_OF.split())}|{russian_words.PERSONAL}|{_CYRILLIC_TALK})\b"
    r"|(?<=[^\W\d_] )\([ ;,]*\)",  # where a number stood
    re.IGNORECASE,
)
_CONTACT_KEYS = frozenset(
    {"contactPoint", "additionalContactPoints", "pointOfContact", "contactPerson", "contact"}
)
_PARTS = re.compile(r"(?<=[;\n])|(?<=[a-z\d)]{2}[.!?] )")
# whoever is named in it: two words or more, each as names are written
_UPPER, _LOWER = "A-ZÀ-ÞĀ-ŽΆ-ΫЀ-ЯҐӘҒҚҢӨҰҮҺ", "a-zß-ÿā-žά-ώа-џґәғқңөұүһ"
_CLAN = rf"(?:(?:Ma?c|Nic|Fitz|D[eiu]|L[ae])(?=[{_UPPER}][{_LOWER}]))?"  # McRoe, NicRoe
_WORDS = rf"{_CLAN}[{_UPPER}](?:[{_LOWER}]+|[’'][A-Z][a-z]+)(?:['’-][{_UPPER}]?[{_LOWER}]+)*"
_ANYBODY = re.compile(
    rf"(?<![\w'’.-]){_WORDS}"
    rf"(?:[ ](?:{_WORDS}|(?:[{_UPPER}]\.[ ]?){{1,2}}(?<! )|{_LINK}|{_CAPITALS})){{1,3}}(?![\w'’-])"
)
# whom a sentence names by occupation, as the author of something, or as who waits at the gate
_OCCUPATIONS = r"""
    lead leader diver pilot driver operator technician surveyor architect caretaker keeper warden clerk nurse
    surgeon coordinator organi[sz]er instructor trainer curator librarian chemist physicist biologist
    geologist foreman captain skipper sergeant lieutenant colonel inspector colleague student assistant cllr
    councillor mayor provost
"""
_BESIDE = re.compile(
    rf"(?P<cue>\b(?i:{'|'.join(_OCCUPATIONS.split())}|(?:drafted|written|requested|authored|nominated)[ ]by"
    rf"|request[ ]of|input[ ]from)[ ])(?P<name>{_ANYBODY.pattern})"
)
_ASKED_FOR = re.compile(
    rf"(?P<cue>\b(?i:ask(?:ing)?[ ]for|speak[ ](?:to|with)|report[ ]to)[ ])"
    rf"(?P<name>{_WORDS})(?![\w'’-]|[ ][A-Z])"
)


def without_latin_persons(text: str) -> str:
    """Return the text without names in Latin letters beside a role, or a verb of what persons do."""
    for cued in _CUED:
        text = cued.sub(lambda told: told[0] if _NO_PART.search(told["names"]) else told["cue"], text)
    return _BEFORE_ROLE.sub(lambda told: told[0] if _NO_PART.search(told["names"]) else "", text)


def contacts_of(record: object, depth: int = 8) -> Iterator[str]:
    """Yield the persons whom a record names as its contacts, in whatever part of it; no teams and offices."""
    if not depth:
        return
    if isinstance(record, Mapping):
        for key, value in record.items():
            if key in _CONTACT_KEYS:
                for contact in value if isinstance(value, list) else (value,):
                    named = contact if isinstance(contact, Mapping) else {}
                    for name in (named.get("name"), named.get("fullName")):
                        if isinstance(name, str) and _is_person(name.strip()):
                            yield name.strip()
            yield from contacts_of(value, depth - 1)
    elif isinstance(record, list):
        for one in record:
            yield from contacts_of(one, depth - 1)


def names_one_of(address: str, names: Iterable[str]) -> bool:
    """Whether an address (of a file) has a word of one of these names, which is two words or more."""
    words = set(re.findall(r"[^\W\d_]{2,}", unquote_plus(address).casefold()))
    return any(
        len(own := re.findall(r"[^\W\d_]{3,}", name.casefold())) > 1
        and not words.isdisjoint((own[0], own[-1]))
        for name in names
    )


def _shows_other(name: str) -> bool:
    return bool(_NO_PART.search(name) or _TALK.search(name) or shows_body(name))


def _is_person(name: str) -> bool:
    return _ANYBODY.fullmatch(name) is not None and not _NO_PART.search(name)


def without_contacts_of(text: str, names: Iterable[str]) -> str:
    """Return the text without these names, wherever they stand as words of their own."""
    known = sorted(set(names), key=len, reverse=True)
    if not known:
        return text
    return re.sub(rf"(?<![\w'’-])(?:{'|'.join(map(re.escape, known))})(?![\w'’-])", "", text)


def without_anybody(text: str) -> str:
    """Return what is kept of a text: in a sentence that speaks of persons nothing that could be a name stays.

    A maker may be called as a person is: the text is matched before.
    """
    text = _BESIDE.sub(lambda told: told[0] if _shows_other(told["name"]) else told["cue"], text)
    text = _ASKED_FOR.sub(lambda told: told[0] if _NO_PART.search(told["name"]) else told["cue"], text)
    return "".join(map(_without_anybody, _PARTS.split(text)))


def _without_anybody(part: str) -> str:
    if not _TALK.search(part):
        return part
    return _ANYBODY.sub(lambda name: name[0] if _NO_PART.search(name[0]) else "", part)
