"""The gate for pages in European letters: what is shown is what can be seen to name no person. Pure.

Words in small letters stay; one with a capital stays where it is a word of the tables (`western_words`), is
made as words of trade, technology or German nouns of things are, is written as makers write (OpenAI, A100,
GPU), or is in the name of a body or a place (`western_bodies`). At the beginning of a sentence, and in
titles, so does one that the notice has in small letters elsewhere; and what is no usual name
(`western_names`) stays beside technology, or alone where no person is spoken of. All else is withheld. A
sentence in which something is withheld is kept only where it shows technology, a figure, a day, a body or
the label of a field.
"""

import re
from collections.abc import Collection, Iterable

from watchers.parsers.persons.capitals import WITHHELD
from watchers.parsers.persons.latin_words import PINYIN
from watchers.parsers.persons.name_lists import is_name, is_name_and_word, plain
from watchers.parsers.persons.western_bodies import Known, is_of_body
from watchers.parsers.persons.western_cues import OF_PERSONS
from watchers.parsers.persons.western_names import is_of_thing, names_in
from watchers.parsers.persons.western_runs import (
    CAPITALISED,
    UPPER,
    Seen,
    compare,
    cover_bodies,
    made_as,
    runs,
)
from watchers.parsers.persons.western_sentences import BEGINS, SHOWS, sentences
from watchers.parsers.persons.western_words import is_known_word, is_shared
from watchers.parsers.tenders.western_notice import western_field

_SMALL = re.compile(rf"(?<![^\W_])[^\W\d_{UPPER}][^\W\d_]+")
_WITHIN = re.compile(
    r"(?<![^\W_])(?:in|en|we?|ve?|near|across|throughout|around|within|between|outside|в|во)(?: the)? \Z",
    re.IGNORECASE,
)
_NEAR, _FAR = 24, 60  # characters before a word that tell of it
_MODEL = re.compile(r"[ -](?:[A-Z]{1,4}-?\d|\d+[A-Z]|\d{1,2}\.\d)")
_TIED = re.compile(rf"-([^\W\d_{UPPER}]{{4,}})(?![\w'’-])")
_LABEL = re.compile(r"[\s\d.)(•*–-]*(?P<label>[^:：\n]{2,60}?)[ \t]*[:：]")
_PARTS_OF_PARTY = re.compile(
    r"[,;] +(?![A-Za-z]{0,4}\.? ?(?:Ltd|Inc|LLC|Co|a\.s|s\.r\.o|S\.|sp\.|z\.))|\s+[–—-]\s+|\s*[(|]"
)
_FORM_WITHIN = re.compile(
    r".*?(?<![^\W_])(?:GmbH(?: & Co\. KG)?|AG|KG|Ltd\.?|Limited|Inc\.?|LLC|PLC|plc|S\.p\.A\.|s\.r\.o\."
    r"|a\.s\.|B\.V\.|N\.V\.|S\.A\.|SAS|SARL|S\.L\.|Kft\.?|Zrt\.?|AB|ApS"
    r"|(?:ООО|АО|ПАО|ЗАО|ТОО) «[^»]*»)(?= )"
)
_SIGNS = re.compile(rf"{WITHHELD}(?:[ \u00a0.,'’/&-]{{0,2}}{WITHHELD})+")


def shown_sentences(text: str, *, beside: str = "", bodies: Iterable[str] = ()) -> str:
    """Return what is kept of a text in European letters; `bodies` are names known to be bodies' or things'.

    `beside` is other text of the notice, whose small letters tell what is a word.
    """
    gate = _Gate(f"{text}\n{beside}", bodies)
    kept: list[str] = []
    for sentence, end in sentences(text):
        told, showed = gate.shown(sentence)
        if re.search(r"\w", told) and (showed or _is_kept(sentence, told)):
            kept.append(told + end)
        elif "\n" in end:
            kept.append("\n")
    return re.sub(r"\n{3,}", "\n\n", "".join(kept)).strip()


def shown_line(text: str, *, beside: str = "", bodies: Iterable[str] = ()) -> str:
    """Return what is shown of a title, or of the name of a thing: a sign in place of the rest."""
    told = _Gate(f"{text}\n{beside}", bodies).shown(text, title=True)[0]
    return told if re.search(r"\w", told) else ""


def shown_party(name: str) -> str:
    """Return the name of a party without whoever stands behind it: X GmbH, Geschäftsführer: Jane Roe.

    "" for a word alone that may be a name.
    """
    told = [part.strip() for part in _PARTS_OF_PARTY.split(name)]
    kept = [part for number, part in enumerate(told) if not number or shown_line(part) == part]
    if shown_line(kept[0]) != kept[0] and (form := _FORM_WITHIN.match(kept[0])):
        kept = [form[0]]
    if len(kept) < len(told):
        name = ", ".join(kept) if len(kept) > 1 else kept[0]
    elif len(kept) == 1:
        name = kept[0]
    alone = " " not in name and (not shown_line(name).strip(WITHHELD) or PINYIN.fullmatch(name))
    return "" if alone else name


def _is_kept(sentence: str, told: str) -> bool:
    """Whether a sentence is kept: it shows what may matter, or withholds nothing and speaks of nobody."""
    if SHOWS.search(told):
        return True
    label = _LABEL.match(told)
    if label and western_field(label["label"].strip()):
        return True
    return WITHHELD not in told and not OF_PERSONS.search(sentence)


class _Gate:
    """The gate for one notice."""

    def __init__(self, text: str, bodies: Iterable[str]) -> None:
        self._small = set(_SMALL.findall(text))
        self._known = Known(bodies)

    def shown(self, sentence: str, *, title: bool = False) -> tuple[str, bool]:
        """Return what is shown of a sentence, and whether a body's name is."""
        words = list(CAPITALISED.finditer(sentence))
        if not words:
            return sentence, False
        strict = OF_PERSONS.search(sentence) is not None
        spans = self._known.spans(sentence)
        found = {at for span in names_in(sentence, spans, title=title, page=True) for at in range(*span)}
        kept: list[str] = []
        at, showed = 0, False
        for run in runs(sentence, words):
            seen = [self._seen(word, spans, strict=strict, title=title) for word in run]
            showed |= cover_bodies(sentence, run, seen)
            for number, word in enumerate(run):
                if not seen[number] and not self._is_hidden(word, found, strict=strict):
                    seen[number] = Seen.PERHAPS
            compare(run, seen, sentence)
            for word, sure in zip(run, seen, strict=True):
                if not sure:
                    kept += (sentence[at : word.start()], WITHHELD)
                    at = word.end()
        told = "".join((*kept, sentence[at:]))
        return (_SIGNS.sub(WITHHELD, told) if kept else told), showed or bool(spans)

    @staticmethod
    def _is_hidden(word: re.Match[str], found: Collection[int], *, strict: bool) -> bool:
        """Whether a word that no table has is withheld: it may be a name, and names no thing."""
        if word.start() in found:
            return True
        low = word[0].lower()
        if is_name(low) or is_name_and_word(low) or PINYIN.fullmatch(plain(low)):
            return True
        return strict and not is_of_thing(word.string, [word])

    def _seen(self, word: re.Match[str], spans: list[tuple[int, int]], *, strict: bool, title: bool) -> Seen:
        """Return how surely a word names nobody, by itself and what stands before it."""
        own, text, start = word[0], word.string, word.start()
        low = own.lower()
        if any(begin <= start < end for begin, end in spans):
            return Seen.KNOWN
        if len(own) == 1:
            return Seen.LETTER
        if is_known_word(low) or text.startswith(("’t", "'t"), word.end()):  # Don't
            return Seen.SHORT if len(own) < 4 and PINYIN.fullmatch(low) else Seen.KNOWN
        if is_shared(low):
            return Seen.PERHAPS
        if (made := made_as(own)) is not None:
            return made
        if _MODEL.match(text, word.end()):
            return Seen.PERHAPS
        if (tied := _TIED.match(text, word.end())) and (
            is_known_word(tied[1]) or tied[1].endswith("ed")
        ):  # Ring-fenced
            return Seen.KNOWN
        before = text[max(0, start - _NEAR) : start]
        begins = title or BEGINS.search(text, max(0, start - _NEAR), start) is not None
        if begins and not strict and (low in self._small or low.removesuffix("s") in self._small):
            return Seen.PERHAPS
        if _WITHIN.search(before) and not PINYIN.fullmatch(low):
            return Seen.PERHAPS
        return Seen.KNOWN if is_of_body(text[max(0, start - _FAR) : start]) else Seen.HIDDEN
