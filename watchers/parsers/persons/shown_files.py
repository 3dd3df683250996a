"""What is shown of an attached file: words for documents, things and bodies in its name; its address. Pure.

Files are called by who wrote, signed or is named in them. So no name is looked for: a word is shown where it
is one of documents or can begin no name; what is left with nothing is an attachment with a number. An address
may repeat the name; then the notice's own stands for it, where the reader finds the file.
"""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import unquote_plus, urlsplit

from watchers.parsers.persons.bodies import HAN
from watchers.parsers.persons.latin_words import SYLLABLES, TECHNICAL
from watchers.parsers.persons.numbers import without_numbers
from watchers.parsers.persons.shown import shown_name

_ENDING = re.compile(
    r"\.(?:pdf|docx?|xlsx?|zip|rar|7z|wps|ofd|et|pptx?|txt|jpe?g|png|tiff?|dwg|s?html?|gz|xml|csv)\Z",
    re.IGNORECASE,
)
_FILE = re.compile(
    rf"[^\s，,。；;：:|｜、<>]{{1,80}}{_ENDING.pattern.removesuffix(chr(92) + 'Z')}(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?<!\d)20\d\d[01]\d[0-3]\d(?!\d)")
_MANY = re.compile(r"(?<![\dA-Z])(?:\d{7,}|[2-8]\d{3}[ -]\d{4}(?!\d))")  # figures of a phone
_BLANKS = re.compile(r"[（(【\[《“\"][\s…·、,，_-]*[）)】\]》”\"]|…")
_EDGES = ":： \t\u3000-_—–+、，,.·&和与及的"
_WORD = re.compile("[a-z]{3,}")
_CAMEL = re.compile("(?<=[a-z])(?=[A-Z])")
_NO_VOWEL = re.compile("[^aeiou]+")
_SYLLABLE = re.compile(f"(?:{SYLLABLES})+")
_FILE_WORDS = """
    pdf doc docx xls xlsx zip rar wps ofd ppt txt jpg jpeg png tif file files attach attachment download
    upload uploads document documents content notice tender bid id name type
"""
_FILES = frozenset(_FILE_WORDS.split())


def shown_files(files: Sequence[Mapping[str, str]], page: str) -> list[dict[str, str]]:
    """Return names and addresses of the files of the notice at the address `page`, without persons."""
    return [
        {**file, "name": _name(file["name"], number), "url": file["url"] if is_plain(file["url"]) else page}
        for number, file in enumerate(files, 1)
    ]


def without_file_names(text: str, files: Sequence[Mapping[str, str]]) -> str:
    """Return a notice's text with what is shown of the names of files in it, those attached and others."""
    for name in sorted({file["name"] for file in files if len(file["name"]) > 1}, key=len, reverse=True):
        text = text.replace(name, _name(name, 0))
    return _FILE.sub(lambda file: _name(file[0], 0), text)


def _name(name: str, number: int) -> str:
    """Return what is shown of a file's name; its ending stays."""
    ending = match[0] if (match := _ENDING.search(name)) else ""
    return (shown_stem(name.removesuffix(ending)) or f"附件{number or ''}") + ending if name else ""


def shown_stem(stem: str) -> str:
    """Return the words in a file's name that name nobody, "" where there is none."""
    told = _MANY.sub(lambda run: run[0] if _DAY.fullmatch(run[0]) else "", without_numbers(stem))
    told = shown_name(told, strict=True)
    while (shorter := _BLANKS.sub("", told)) != told:
        told = shorter
    told = re.sub(r"([-_—– ])[-_—– ]+", r"\1", told).strip(_EDGES)
    return told if re.search(rf"[A-Za-z{HAN}]", told) else ""


def is_plain(url: str) -> bool:
    """Whether no part of an address may be a name: of its path, of names of files, of what it asks."""
    parts = urlsplit(unquote_plus(unquote_plus(url)))
    asked = f"{parts.path}?{parts.query}#{parts.fragment}"
    if re.search(r"[^\x00-\x7f]", asked):
        stems = re.split(r"[/?=&#]", asked)
        if any(not stem.isascii() and shown_stem(bare := _ENDING.sub("", stem)) != bare for stem in stems):
            return False
    return all(map(_names_nobody, re.split(r"[/?=&#]", asked)))


def _names_nobody(piece: str) -> bool:
    stem = _ENDING.sub("", piece)
    file = stem != piece
    return without_numbers(stem) == stem and all(
        word in TECHNICAL
        or word in _FILES
        or _NO_VOWEL.fullmatch(word)
        or not (file or _SYLLABLE.fullmatch(word))
        for word in _WORD.findall(_CAMEL.sub(" ", stem).lower())
    )
