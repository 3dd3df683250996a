"""Where in a European sentence the name of a body or a place stands: before its sign, or behind it. Pure."""

import re
from collections.abc import Iterable

# words that end such a name
_ENDS = r"""
    ltd limited inc llc llp plc gmbh mbh corp(?:oration)? compan(?:y|ies) group holdings? agency
    institution universit(?:y|ies)
    college school academy hospital infirmary clinic surgery laborator(?:y|ies) labs? council ministry
    bureau authority authorities board
    trust association society union foundation commission committee department directorate office library
    museum observatory bank airport
    port railways? services? solutions? systems? technolog(?:y|ies) electronics semiconductors? instruments
    industries engineering partnership
    partners consulting energy pharma\w* photonics optics press publications airlines shipping works
    contractors supplies catering
    county city borough village street road lane avenue park square house campus building bridge river lake
    island islands valley
    terrace court close station cent(?:re|er) gardens lodge tower quay drive crescent junction harbour bay
    estate ltda cía eirl associates contracting
    organi[sz]ation refinery shipyard dockyard docks wharf colliery quarry barracks
    depot substation reservoir airfield aerodrome cathedral priory theatre stadium prison cemetery
    crematorium motorway viaduct peninsula archipelago glacier mountains hills campuses army navy
    hospitals buildings institutes? councils colleges schools universities academies libraries museums
    parks cyf cyfyngedig yliopisto universitet(?:et)? universität högskola høgskole kommun kommune
    region regionen sjukhus sygehus egyetem kórház önkormányzat üniversitesi belediyesi müdürlüğü
    hastanesi bakanlığı başkanlığı enstitüsü ülikool universitāte universitetas ziekenhuis straße
    strasse platz allee weg utca út tér ulica caddesi sokak republic kingdom federation farms?
    fz(?:co|e|c)
"""
_BEFORE = re.compile(rf"(?:{'|'.join(_ENDS.split())})")
_LEGAL_FORMS = """
    AG KG SA SE BV NV AB AS Oy OY Oyj ASA ApS Kft Zrt Nyrt SpA SL SLU SAS SARL SRL PLC Plc LLC LLP JSC PJSC
    Pty Pte Bhd
    DOO AD EAD OJSC CJSC Sarl Sàrl OOO OAO ZAO PAO CIA
"""
_FORMS = frozenset(_LEGAL_FORMS.split())
# behind these a name stands, directly or behind a link
_BEGINS = r"""
    universi\w+ univerz\w+ uniwersyt\w+ hochschule fachhochschule institut\w* instytut\w* inštitut\w*
    ústav\w* politechni\w+ politecnic\w+
    polytechni\w+ istitut\w+ hospital\w* hôpital klinikum krankenhaus stadt stadtwerke gemeinde landkreis
    ville commune mairie comune
    ayuntamiento municip\w+ concello prefeitura region regionen gmina gminy powiat\w* miast\w+ měst\w+ obec
    obce kommune région regione región região
    comunidad ministère ministeri\w+ minister\w+ osservatorio observatori\w+ observatoire école escuela
    escola scuola lycée collège
    cégep waterschap gemeente stichting urząd szpital\w* nemocnic\w+ akademi\w+ академи\w+ институт\w*
    университет\w* завод\w* больниц\w+
    министерств\w+ администраци\w+ город\w* область район ооо ао оао зао пао фгуп фгбу нии гуп муп тов
    πανεπιστήμιο δήμος δήμου νοσοκομείο
    prifysgol canolfan ysgol ysbyty cyngor amgueddfa oilthigh comhairle ollscoil coláiste roinn sgoil ospidéal
    yayasan aktsionernoe obshchestvo
    ινστιτούτο viện trường sở bộ cục tỉnh huyện quận phường xã rue boulevard via viale piazza calle plaza
    avenida rua praça ulica ul улица ул
"""
_LINKED = r"""
    cent(?:re|ro|rum)\w* laborato\w+ facult\w+ fakult\w+ facoltà facultad école departament\w+ département
    dipartimento department
    college city county port bank isle ministry council hochschule société sociedad società fondation
    fundación region société office
    centr\w+ центр\w* колледж\w* школ\w+ факультет\w* κέντρο
"""
_DIRECT = re.compile(rf"(?:{'|'.join(_BEGINS.split())})")
_BY_LINK = re.compile(rf"(?:{'|'.join((*_BEGINS.split(), *_LINKED.split()))})")
LINK = (
    r"(?:of the|of|and|&|for|de la|de l['’]|de los|de las|del|dell['’]|della|delle|dei|degli|di|de|du"
    r"|des|da|do|dos|das|d['’]|für|der|und|am|an der|im|in|van|voor|et|e|y|i|a|имени|им\.|и|της|του|των)"
)
"""A small word within the name of a body: a pattern."""
_LEGAL = re.compile(
    r", ?(?:Co|Ltda?|LTDA?|Inc|INC|LLC|LLP|OOO|OAO|ZAO|PAO|GmbH|JSC)(?![^\W_])|\.?,? Co\.?,? ?(?:Ltd|LTD)"
    r"|\.?,? (?:S\. ?(?:en|EN) ?C|S\.C\.S|S\.C\.|E\.[UV]\.|E\.I\.R\.L|E\.E\.)"
    r"|,? (?:s\.r\.o|a\.s|z\.s|v\.v\.i|inc\b|ltd\b|S\.[pP]\.A|S\.[rR]\.[lL]|S\.A\.?S?|S\.L|B\.V|N\.V"
    r"|d\.o\.o|sp\. z|sp\.j|e\.V)"
)
# of several bodies named in one: Smith and Sons, Ashby and Corley Hospitals
_OF_SEVERAL = re.compile(
    r"(?:hospital|college|school|museum|librarie|campuse|council|universitie|service|laboratorie|airport"
    r"|island|building|countie|borough|road|street|lake|river)s"
)
_BEHIND_AND = re.compile("co|company|c[ií]a|sons|hijos|figli|fils|söhne|brothers|partners?|associates")
# `le centre hospitalier universitaire de la Valserine`
_SMALL = re.compile(rf"(?<![^\W_])(?:{_BY_LINK.pattern})(?: [^\W\d_]+){{0,3}} {LINK} ?\Z")


def ends_body(word: str) -> bool:
    """Whether a word is the last of a body's or place's name: Council, GmbH, Street."""
    return word in _FORMS or _BEFORE.fullmatch(word.lower()) is not None


def begins_body(word: str, *, linked: bool) -> bool:
    """Whether behind a word a body's or place's name stands, `linked` to it by a small word or not."""
    return (_BY_LINK if linked else _DIRECT).fullmatch(word.lower()) is not None


def is_of_several(word: str) -> bool:
    """Whether a word in the plural ends the names of several bodies: Ashby and Corley Hospitals."""
    return _OF_SEVERAL.fullmatch(word.lower()) is not None


def is_behind_and(word: str) -> bool:
    """Whether a word behind "and" ends the name of a firm: Sons, Partners."""
    return _BEHIND_AND.fullmatch(word.lower()) is not None


def is_legal_form(text: str, at: int) -> bool:
    """Whether behind this place of a text a legal form in small letters or with dots follows."""
    return _LEGAL.match(text, at) is not None


def is_of_body(before: str) -> bool:
    """Whether what stands before a word leads to a body's name: centre hospitalier de la."""
    return _SMALL.search(before) is not None


class Known:
    """Names that are known to be bodies', places' or things', found where they stand in a text."""

    def __init__(self, names: Iterable[str]) -> None:
        known = sorted({name for name in names if len(name) > 2}, key=len, reverse=True)
        self._names = (
            re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, known))})(?![^\W_])") if known else None
        )

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return where they stand."""
        return [name.span() for name in self._names.finditer(text)] if self._names else []
