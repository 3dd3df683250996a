"""The names that a text gives, ready for comparing.

After `reading`: a name given twice (" / ", "a.k.a.") is parted into two, brackets that only repeat the name
go, and what may be read in more than one way is read in each.

Knows one text at a time. Must not know how two are compared.
"""

import re
from functools import lru_cache

from watchlists.names.addresses import without_address
from watchlists.names.aloud import translated
from watchlists.names.bodies import body_of, english_name
from watchlists.names.brackets import is_aside, without_repeats
from watchlists.names.folded import fold, may_hold_initials, parted
from watchlists.names.foreign import OWN, TRADES, numbered_aloud, said_aloud
from watchlists.names.given_twice import LABEL, TELLING, parts_of
from watchlists.names.japanese import japanese_readings
from watchlists.names.name import NO_PERSON, NONE, Name
from watchlists.names.palladius import in_pinyin
from watchlists.names.plain import plain_words
from watchlists.names.reading import han_of, letters_of, script_of, words_of
from watchlists.names.registered import without_registers
from watchlists.names.southern import southern_readings
from watchlists.names.tokens import Token, heard, token

_LONGEST_NAME = 2000  # characters; what is longer is a text, not a name, and is cut
_REMEMBERED = 20_000  # texts with their names: more than a kilobyte each, several when they were compared
_MOST_NAMES = 20  # names that one text may give
_ACADEMY, _INSTITUTE = token("academy"), token("institute")
_LETTER_I = token("i")
_LONGEST_PERSON = 5  # words of a person's name with initials
_MOST_GIVEN = 2  # initials that may also spell a legal form (A.B.)
_BODY_WORDS = 3  # words of a body's name at least
_SORTS = frozenset(("research", "design", "plant", "center", "centre", "trade", "trading", "private"))
_NOBODY = frozenset("gxt#")  # kinds of words, and numbers, that alone name nobody
_WITH_LATIN = re.compile("[\uac00-\ud7a3][a-z]|[a-z][\uac00-\ud7a3]")
_LAST_NUMBER = re.compile("[0-9号]$")  # a ship's; offices and institutes have theirs before what they are
_SERVANT = re.compile(r"\bعبد ال")
# how foreign names are written in Greek: b, d, g, h and w have no letter
_GREEK_LOANS = {"μπ": "b", "ντ": "d", "γκ": "g", "νγκ": "ng", "χ": "h", "ου": "w", "ού": "w"}
_GREEK_LOAN = re.compile("νγκ|μπ|ντ|γκ|χ|(?<=[αάεέ])ο[υύ](?=[αεηιοάέήίό])")
_FEW_ALOUD = 4  # words of a name that may be known abroad by its sound


@lru_cache(maxsize=_REMEMBERED)
def prepare(name: str) -> tuple[Name, ...]:
    """Return the names a text gives, ready for comparing: mostly one; () when nothing is readable."""
    plain = plain_words(name)
    if isinstance(plain, tuple):
        words, letters, aloud = plain
        one = Name(words, script="cyrillic" if letters else "latin", letters=letters)
        again = len(one.tokens) == 1 and one.tokens[0].phrase
        if again or (aloud and translated([word.text for word in words])):
            return prepare_any(name)
        plain = one
    if plain is not None and (plain.script == "latin" or not (plain.body or in_pinyin(name.lower()))):
        return (plain,)
    return prepare_any(name)


def prepare_any(name: str) -> tuple[Name, ...]:
    """Do the same for any name, and where there is no compiled form."""
    found: list[Name] = []
    text, registered = without_registers(fold(name[:_LONGEST_NAME]))
    text = without_address(text)
    if ":" in text:
        text = LABEL.sub(";", text)
    apart = parted(text)
    twice = "/" in text or ";" in text or not TELLING.isdisjoint(apart)
    parts = parts_of(text) if twice else [text]
    outside = len(parts)
    for place, part in enumerate(parts):  # grows by names in brackets
        if len(found) == _MOST_NAMES:
            break
        stated = NONE
        before = len(found)
        if "(" in part or "[" in part:
            words, stated, others = without_repeats(part)
            parts.extend(others)
        else:
            words = words_of(part, apart if part is text else None)
        if words and part.isascii():
            found.append(Name(words, script="latin", stated=stated))
            if "(" in part:  # China University of Petroleum (East China)
                found[-1].body = body_of(letters_of(part)) or found[-1].body
            if words[-1] is _LETTER_I and len(words) > 1:  # Snow Storm I, where it is no initial
                found.append(Name([*words[:-1], token("1")], script="latin", stated=stated))
            alone = _written_alone(found[-1])
            if alone:
                found.append(Name(list(map(token, alone)), script="latin", stated=stated))
            aloud = translated([word.text for word in words])
            if aloud:
                found.append(Name(list(map(token, aloud)), script="latin", stated=stated))
        elif words:
            letters, script = letters_of(part), script_of(part)
            han = han_of(part)
            found.append(Name(words, script=script, stated=stated, han=han, letters=letters))
            found += _known_abroad(found[-1], letters)
            for said in (*japanese_readings(han), *southern_readings(han)) if han else ():
                found.append(Name(list(map(token, said)), script=script, han=han))
            alone = _written_alone(found[-1])
            if alone:
                found.append(Name(list(map(token, alone)), script=script))
            if "ё" in part:  # Yolkin or Elkin
                found.append(Name(words_of(part.replace("ё", "йо")), script=script))
            if script == "greek":
                found.append(Name(words_of(_GREEK_LOAN.sub(_in_loan, part)), script=script))
            elif script == "cyrillic" and (said := in_pinyin(part)):
                found.append(Name(list(map(token, said)), script=script))
            if script == "arabic":
                found += [Name(said, script=script) for said in _arabic_readings(part, words)]
        if place >= outside and is_aside(part, text):
            for one in found[before:]:
                one.aside = True
    person = "." in name and len(parts) == 1 and not (found and len(found[0].words) > _LONGEST_PERSON)
    if person and may_hold_initials(name[:_LONGEST_NAME]):
        found += _with_initials(name[:_LONGEST_NAME], text)
    if len(parts) > 1 and len(found) > 1:  # "the company known as Vega": the first part names nobody
        found = [one for one in found if any(t.kind not in _NOBODY for t in one.tokens)] or found
    if registered:
        for one in found:
            one.registered = registered
    return tuple(found)


def _in_loan(match: re.Match[str]) -> str:
    return _GREEK_LOANS[match[0]]


def _arabic_readings(text: str, words: list[Token]) -> list[list[Token]]:
    """Return the other ways to read an Arabic name: words by their sound, Abd al-Rahman as one word."""
    kinds = (OWN, TRADES) if len(words) <= _FEW_ALOUD else (OWN,)
    read = [said for said in (said_aloud(text, which) for which in kinds) if said]
    if _SERVANT.search(text):
        read.append(words_of(_SERVANT.sub("عبدال", text)))
    return read


def _known_abroad(name: Name, letters: str) -> list[Name]:
    """Return a name in another script as what it is known as in English, and a ship's by its sound."""
    found: list[Name] = []
    english = english_name(name.body)
    if english:
        found.append(Name(words_of(fold(english)), script=name.script))
    if letters.endswith("研究院"):  # an academy, or an institute
        words = [_INSTITUTE if word is _ACADEMY else word for word in name.words]
        found.append(Name(words, script=name.script))
    if name.script == "other" and len(name.rest) > 1 and _WITH_LATIN.search(letters):  # 퓨리오사AI
        found.append(Name([heard("".join([word.text for word in name.rest]), "syllables")], script="other"))
    if name.han and name.numbers and _LAST_NUMBER.search(name.han):
        found.append(Name(numbered_aloud(name.han), script=name.script))
    return found


def _written_alone(name: Name) -> tuple[str, ...]:
    """Return the words that a name of one word stands for; () for a short form of a sort of bodies (NII)."""
    if len(name.tokens) != 1 or not name.tokens[0].phrase:
        return ()
    phrase = name.tokens[0].phrase
    if phrase[1:] == ("zavod",):  # Uralmashzavod
        return phrase
    body = len(phrase) >= _BODY_WORDS or phrase[:1] == ("ministry",)
    return phrase if body and len(name.words) == 1 and _SORTS.isdisjoint(phrase) else ()  # FSB


def _with_initials(name: str, text: str) -> list[Name]:
    """Return the person that a name may be whose letters with points are initials, each for itself."""
    apart = fold(name, initials=True)
    if apart == text:
        return []
    words = words_of(apart)
    others = [word for word in words if word.kind != "i"]
    if not 0 < len(others) < len(words) <= _LONGEST_PERSON:
        return []
    person = Name(words, script=script_of(apart))
    form = len(words) - len(others) > _MOST_GIVEN and any(word.forms for word in words_of(text))  # L.L.C.
    trade = len(others) > 1 and not NO_PERSON.isdisjoint([t.kind for t in others])
    return [] if person.forms or form or trade else [person]
