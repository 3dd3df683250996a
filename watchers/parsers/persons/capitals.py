"""Words in capitals, and in kana and Hangul, that may be a person's name. Pure."""

import re

from watchers.parsers.persons.bodies import shows_body

WITHHELD = "…"
"""Stands for what is withheld."""

_WORD = r"[A-ZÀ-ÞĀ-ŽА-ЯЁ][^\W\d_]*(?:['’-][^\W\d_]+)*"
_LINK = r"(?:[Dd]e |[Vv]an |[Vv]on |bin |al-|la )"
_NAMED = re.compile(
    rf"(?<![\w.+-])(?:[A-Z]\.|{_WORD})(?:[ \u00a0·•]{_LINK}?(?:[A-Z]\.|{_WORD})){{1,3}}(?![\w+-])"
)
_CYRILLIC = re.compile(r"(?<![«\"“\w])[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?(?![»\w])")
_CAMEL = re.compile(r"\b(?!Mc|Mac|De|Di|La|Le|Van|O')[A-Z][a-z]+[A-Z]")  # OpenAI, PowerEdge
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_SYLLABLES = re.compile(
    "[\uac00-\ud7af]{2,}(?:[ ·][\uac00-\ud7af]{1,4})?|[\u30a0-\u30ff]{2,}(?:[・＝][\u30a0-\u30ff]{2,})+"
)
# makers and families beside which a second word is a model's
_MAKERS = re.compile(
    r"\b(?:simulia|abaqus|ansys|fluent|comsol|matlab|simulink|cadence|synopsys|autodesk|solidworks|catia|vmware|vsphere|"
    r"nvidia|amd|intel|dell|hpe?|ibm|lenovo|huawei|cisco|inspur|apple|samsung|microsoft|oracle|google|xilinx|atlas"
    r"|ascend|kunpeng|keysight|agilent|thermo|zeiss|leica|olympus|nikon|waters|shimadzu|bruker|siemens|schneider|fluke"
    r"|tektronix|h3c|azure|aws|linux|windows|server|geforce|quadro|tesla|jetson|xeon|core|epyc|ryzen|radeon|instinct|gaudi)\b",
    re.IGNORECASE,
)
_MODEL_BEHIND = re.compile(r"[ -][A-Z]{0,3}\d{1,5}[A-Za-z]{0,3}(?![\w/.:-])")
_INITIAL = r"[A-ZА-ЯЁ]\."
# Jane Roe, J. M. Roe, ROE Jane, ROE, Jane
_PERHAPS = re.compile(
    rf"(?<![\w.+-])(?:{_INITIAL}|{_WORD})(?:(?:[ \u00a0]{_LINK}?"
    rf"|(?<=[A-Z]{{2}}),[ ])(?:{_INITIAL}|{_WORD})){{1,3}}(?![\w+-])"
)
_SMALL = re.compile(r"(?<![^\W\d_])[^\W\d_A-ZÀ-ÞА-ЯЁ][^\W\d_]+")
_PLACES = re.compile(
    r"\b(?:Street|Road|Lane|House|Park|Campus|Junction|Terrace|Drive|Avenue|Quay|Tower|Square|Island|Lot|Annex|Appendix|Act)\b"
)


def without_capitals(text: str) -> str:
    """Return the text of a Chinese notice without words of other scripts that may be a name."""
    return _SYLLABLES.sub(_body_or_nothing, _CYRILLIC.sub("", _NAMED.sub(_body_or_nothing, text)))


def shown_capitals(title: str) -> str:
    """Return a title with a sign in place of words in capitals that may be a name."""
    return _NAMED.sub(lambda name: _body_or_nothing(name) or WITHHELD, title)


def shown_western(text: str) -> str:
    """Return what is shown of a text in a European language: without words in capitals that may be a name.

    They are two to four, no word of a body or place is among them, and none is a word elsewhere in the text.
    """
    words = {word[0].lower() for word in _SMALL.finditer(text)}

    def judged(run: re.Match[str]) -> str:
        name = run[0]
        if any(word.lower() in words for word in _LETTERS.findall(name)):
            return name
        return name if _PLACES.search(name) or _body_or_nothing(run) or name.isupper() else WITHHELD

    return _PERHAPS.sub(judged, text)


def _body_or_nothing(name: re.Match[str]) -> str:
    if _MODEL_BEHIND.match(name.string, name.end()):  # Cubert ULTRIS X20
        return name[0]
    shown = shows_body(name[0]) or _MAKERS.search(name[0]) or _CAMEL.search(name[0])
    return name[0] if shown else ""
