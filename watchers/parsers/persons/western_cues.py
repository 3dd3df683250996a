"""What stands beside a word in European letters and tells of a person or a place. Data."""

import re

_IN = r"in|at|near|across|throughout|around|within|between|outside|в|во|en|im|w|we|v|ve|på|nel|nella|em|no|na"
WITHIN = re.compile(rf"(?<![^\W_])(?:{_IN})(?: the)?[ \u00a0]\Z", re.IGNORECASE)
"""Matches, before a word, what places stand behind."""
PLACE = re.compile(
    rf"(?<![^\W_])(?:{_IN}|to|from|of|for|и|à|bei|zu|a|te|di|de|del|da|do|la)(?: the)?[ \u00a0]\Z",
    re.IGNORECASE,
)
"""The same, and what persons stand behind as well."""
_ROLES = r"""
    contact(?:s|ing|ed)? konta[kc]t\w* контакт\w* contatt\w* attn attention ask email e-mail tel phone
    telephone c/o mr mrs ms miss dr drs prof professor herr frau mme mlle monsieur madame sra?
    sig(?:\.ra|\.na)? pan[ií]?|panem mw signed signé gez podp\w* firmado firmato assinad\w falar director
    directeur direktor\w* dyrektor\w* secretary secretari[oa] technician researcher supervisor colleague
    assistant curator librarian lecturer officer manager engineer geschäftsführer\w* bearbeiter\w*
    ansprechpartner\w* leiter(?:in)? leitung referent\w* vedouc\w+ responsable respons[aá]vel responsabile
    interlocut\w+ renseignements osob\w+ zastęp\w+ kierowni\w+ kapcsolattart\w+ лице особа комисси\w+
    директор\w* подпис\w+ секретар\w* подготовил\w* согласовал\w*
"""
CUES = re.compile(
    rf"\b(?:{'|'.join(_ROLES.split())}|handed over|(?:approved|led|written|prepared) by)\b", re.IGNORECASE
)
"""Matches what is said of persons alone, behind which one is named."""
COMPASS = frozenset(["north", "south", "east", "west", "nord", "sud", "süd", "est", "ost", "ouest"])
PLACES_BEGIN = COMPASS.union(
    ["st", "saint", "sainte", "san", "santa", "são", "fort", "castle", "port", "mount", "cape", "lake"],
    ["loch", "glen", "capel", "new"],
)
"""Words behind which a place's name goes on: Port Talbot, St Peter, Fort William."""
TITLES = frozenset(
    ["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "herr", "frau", "mme", "sr", "sra", "pan", "pani"]
)
"""Forms of address."""
OF_PERSONS = re.compile(
    r"\b(?:contact\w*|konta[kc]t\w*|contatt\w*|mr|mrs|ms|dr|prof\w*|herr|frau|mme|sr|sra|pan[ií]?|signed"
    r"|signé|gez|podp\w*|firm(?:ado|ato)"
    r"|assinad\w|his|her|him|himself|herself|panel|jury|júri|jurado|ask|email|tel|phone|chair\w*|members?|vocal\w*|komis\w+"
    r"|kommission|commissione|directeur|director"
    r"|direktor\w*|dyrektor\w*|geschäftsführer\w*|bearbeiter\w*|leitung|sekretär\w*|secret\w+"
    r"|président\w*|president\w*|responsable|respons[aá]vel"
    r"|responsabile|officer|manager|approved|evaluators?|reviewers?|комисси\w+|директор\w*|подпис\w+"
    r"|секретар\w*|подготовил\w*|согласовал\w*)\b",
    re.IGNORECASE,
)
"""Matches what only persons are, do or are asked for; more of it than `CUES`, for a sentence as a whole."""
