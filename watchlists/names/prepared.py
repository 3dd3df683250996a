"""A name ready for comparing.

After `reading`: a name given twice (" / ", "a.k.a.") is parted into two, brackets that only repeat the name
go, legal forms are taken off, short forms of phrases (NPO, OKB) written out, particles dropped.

Knows one name at a time. Must not know how two are compared.
"""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from watchlists import native
from watchlists.names.addresses import without_address
from watchlists.names.aloud import translated
from watchlists.names.bodies import body_of
from watchlists.names.folded import fold, may_hold_initials, parted
from watchlists.names.foreign import said_aloud
from watchlists.names.given_twice import LABEL, TELLING, parts_of
from watchlists.names.japanese import japanese_readings
from watchlists.names.reading import han_of, letters_of, script_of, words_of
from watchlists.names.registered import without_registers
from watchlists.names.southern import southern_readings
from watchlists.names.tokens import Token, token

if TYPE_CHECKING:
    from watchlists.names._pairs import Counted

_NONE: frozenset[str] = frozenset()
_LONGEST_ACRONYM = 10  # letters
_LONGEST_NAME = 2000  # characters; what is longer is a text, not a name, and is cut
_MOST_NAMES = 20  # names that one text may give
_LETTER_I = token("i")
_NO_PERSON = frozenset("gdap#")  # kinds of words that no person's name has
_LONGEST_PERSON = 5  # words of a person's name with initials
_MOST_GIVEN = 2  # initials that may also spell a legal form (A.B.)
_BODY_WORDS = 3  # words of a body's name at least
_SORTS = frozenset(("research", "design", "plant", "center", "centre", "trade", "trading", "private"))
_NOBODY = frozenset("gxt#")  # kinds of words, and numbers, that alone name nobody
_OWN = frozenset(("", "n", "i"))  # kinds of words that are a party's own
_FEW = 2  # words of a short name
_FEW_ALOUD = 4  # words of a name that may be known abroad by its sound
_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")


class Name:
    """A name ready for comparing.

    `words`: all of them; `tokens`: those that count, in order; `forms`: families of the legal forms taken
    off, which are `taken`; `numbers` in it; `initials` of its words and `stated` short forms, for acronyms;
    `total` weight; `han`: the characters of a wholly Chinese name; `body`: the well-known one it means;
    `registered`: its numbers in registers.
    """

    __slots__ = (
        "body", "forms", "han", "joined", "numbers", "registered", "rest", "script", "stated", "tokens",
        "total", "words",
    )  # fmt: skip

    def __init__(
        self,
        words: list[Token],
        *,
        script: str,
        stated: frozenset[str] = _NONE,
        han: str = "",
        letters: str = "",
    ) -> None:
        self.words = words
        self.registered = _NONE
        found = None if native.counted is None else native.counted(words)
        self.rest, families, self.tokens, self.joined, self.total, numbers, texts = found or counted(words)
        self.forms = _family(tuple(families)) if families else _NONE
        self.numbers = frozenset(numbers) if numbers else _NONE
        self.script = script
        self.stated = stated
        self.han = han
        self.body = body_of(letters or texts)

    @property
    def folded(self) -> str:
        """Return all words as folded."""
        return " ".join([word.text for word in self.words])

    def reads_as(self, other: "Name") -> bool:
        """Return whether both names are the same words."""
        words, others = self.words, other.words
        if len(words) != len(others):
            return False
        for word, its in zip(words, others, strict=True):  # any() would cost more than most names do
            if word is not its and word.text != its.text:
                return False
        return True

    def means(self, other: "Name") -> bool:
        """Return whether both names are words of the same meanings, in this order."""
        words, others = self.tokens, other.tokens
        if len(words) != len(others):
            return False
        for word, its in zip(words, others, strict=True):
            if word is not its and word.ident != its.ident:
                return False
        return True

    @property
    def initials(self) -> str:
        """Return the first letters of its words without legal forms and particles."""
        return "".join([word.text[0] for word in self.rest if word.kind != "x" or len(word.text) > 3])

    @property
    def acronyms(self) -> frozenset[str]:
        """Return the short forms its initials give: with the legal form, without it, with little words."""
        rest = [word for word in self.rest if word.kind != "x"]
        plain = _letters(rest)
        found = {plain, _letters([word for word in rest if word.kind != "g"])}
        if self.tokens is not self.rest:
            found.add(_letters(self.tokens))
        if len(rest) < len(self.words):
            found.add(_letters(self.words))
            words = [word for word in self.words if word.kind != "x"]
            found.add(_letters(words))
            found.update([plain + word.text[0] for word in words if word not in rest])
        return frozenset(short for short in found if 1 < len(short) <= _LONGEST_ACRONYM)

    @property
    def personal(self) -> bool:
        """Return whether it reads like the name of a human being: a given or father's name and no trade."""
        kinds = {t.kind for t in self.tokens}
        return not self.forms and not kinds & _NO_PERSON and bool(kinds & {"n", "f"})

    @property
    def taken(self) -> str:
        """Return the words of the legal forms that were taken off, as folded."""
        if self.rest is self.words:
            return ""
        kept = set(map(id, self.rest))  # one word is one object; to compare them is slow
        return " ".join([word.text for word in self.words if id(word) not in kept])


def _letters(words: list[Token]) -> str:
    return "".join([word.text[0] for word in words])


def counted(words: list[Token]) -> "Counted":
    """Return what `_pairs.counted` does, where there is no compiled form and for what that leaves alone.

    That is: the words without legal forms, the families of these, the words that count, their keys
    together, their weight, the numbers, and the words without legal forms together.
    """
    rest, families = _take_forms(words)
    tokens = _written_out(rest) or rest
    numbers = [t.ident for t in tokens if t.kind == "#"]
    keys, texts = "".join([t.key for t in tokens]), "".join([t.text for t in rest])
    return rest, families, tokens, keys, sum([t.weight for t in tokens]), numbers, texts


def _take_forms(words: list[Token]) -> tuple[list[Token], list[str]]:
    """Take the legal forms off; two-letter forms only at either end. A name is never left empty."""
    for word in words:
        if word.forms:
            break
    else:
        return words, []
    rest: list[Token] = []
    found: list[str] = []
    at, end = 0, len(words)
    while at < end:
        word = words[at]
        for stems, family in word.forms:
            size = len(stems)
            if size == 1:
                if len(word.text) < 3 and rest and at + 1 < end and not words[at + 1].forms:
                    continue
            elif tuple([w.stem for w in words[at : at + size]]) != stems:
                continue
            if family != "company":
                found.append(family)
            at += size
            break
        else:
            rest.append(word)
            at += 1
    if all(word.kind == "x" for word in rest):
        return words, []
    return rest, found


@cache
def _family(families: tuple[str, ...]) -> frozenset[str]:
    """Return the one set of these families: tens of thousands of names share a few."""
    return frozenset(families)


def _written_out(rest: list[Token]) -> list[Token]:
    """Write short forms out, drop particles, and drop what repeats a meaning."""
    full: list[Token] = []
    seen: list[str] = []
    many = len(rest) > _FEW  # a short name may be one word twice
    for word in rest:
        if word.kind == "x":
            continue
        for piece in map(token, word.phrase) if word.phrase and len(rest) > 1 else (word,):
            if many or (piece.ident[0] == "~" and piece.kind != "n"):
                if piece.ident in seen and not (piece is full[-1] and piece.kind in _OWN):  # Kim Chol Chol
                    continue
                seen.append(piece.ident)
            full.append(piece)
    return rest if full == rest else full  # one list for both where nothing changes: less to hold


@lru_cache(maxsize=200_000)
def prepare(name: str) -> tuple[Name, ...]:
    """Return the names a text gives, ready for comparing: mostly one; () when nothing is readable."""
    found: list[Name] = []
    text, registered = without_registers(fold(name[:_LONGEST_NAME]))
    text = without_address(text)
    if ":" in text:
        text = LABEL.sub(";", text)
    apart = parted(text)
    twice = "/" in text or ";" in text or not TELLING.isdisjoint(apart)
    parts = parts_of(text) if twice else [text]
    for part in parts:  # grows by names in brackets
        if len(found) == _MOST_NAMES:
            break
        stated = _NONE
        if "(" in part or "[" in part:
            words, stated, others = _without_repeats(part)
            parts.extend(others)
        else:
            words = words_of(part, apart if part is text else None)
        if words and part.isascii():
            found.append(Name(words, script="latin", stated=stated))
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
            for said in (*japanese_readings(han), *southern_readings(han)) if han else ():
                found.append(Name(list(map(token, said)), script=script, han=han))
            alone = _written_alone(found[-1])
            if alone:
                found.append(Name(list(map(token, alone)), script=script))
            if "ё" in part:  # Yolkin or Elkin
                found.append(Name(words_of(part.replace("ё", "йо")), script=script))
            aloud_too = said_aloud(part) if script == "arabic" and len(words) <= _FEW_ALOUD else []
            if aloud_too:
                found.append(Name(aloud_too, script=script))
    person = "." in name and len(parts) == 1 and not (found and len(found[0].words) > _LONGEST_PERSON)
    if person and may_hold_initials(name[:_LONGEST_NAME]):
        found += _with_initials(name[:_LONGEST_NAME], text)
    if len(parts) > 1 and len(found) > 1:  # "the company known as Vega": the first part names nobody
        found = [one for one in found if any(t.kind not in _NOBODY for t in one.tokens)] or found
    if registered:
        for one in found:
            one.registered = registered
    return tuple(found)


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
    trade = len(others) > 1 and not _NO_PERSON.isdisjoint([t.kind for t in others])
    return [] if person.forms or form or trade else [person]


def _without_repeats(text: str) -> tuple[list[Token], frozenset[str], list[str]]:
    """Drop from brackets what only repeats the name or its initials.

    Return the words left, those initials, and brackets that hold another whole name of the same party.
    """
    outer = words_of(_BRACKETS.sub(" ", text))
    if not outer:
        return words_of(text), _NONE, []
    others = []
    idents = {word.ident for word in outer}
    initials = {word.text[0] for word in outer}
    kept = list(outer)
    stated = set()
    plain = _BRACKETS.sub("", text).isascii()
    for bracket in _BRACKETS.finditer(text):
        inner = bracket[1]
        words = words_of(inner)
        if plain and len(words) * 2 >= len(outer) and script_of(inner) != "latin":
            others.append(inner)  # the same name in its own script
            continue
        if len(words) == 1 and len(outer) > 1 and _may_abbreviate(words[0], initials):
            stated.add(words[0].text)
            continue
        plain_words, forms = _take_forms(words)
        if forms and len(plain_words) == 1 and len(outer) > 1 and _may_abbreviate(plain_words[0], initials):
            stated.add(plain_words[0].text)  # Marine Machine Plant JSC (JSC MMP)
            continue
        telling = [word for word in words if word.kind != "x"]
        fresh = [word for word in telling if word.ident not in idents]
        if len(fresh) * 2 <= len(telling):
            continue
        if len(words) > 1 and forms:
            others.append(inner)  # a name with a legal form of its own
            continue
        # where they stood: a town before the legal form is another firm's, behind it only where the firm sits
        before = len(words_of(_BRACKETS.sub(" ", text[: bracket.start()])))
        at = min(before, len(outer)) + len(kept) - len(outer)
        kept[at:at] = fresh
    return kept, frozenset(stated), others


def _may_abbreviate(word: Token, initials: set[str]) -> bool:
    """Return whether a single bracketed word is most likely the short form of the name before it."""
    text = word.text
    return (
        word.kind == ""
        and 1 < len(text) <= 8
        and sum([letter in initials for letter in text]) * 2 >= len(text)
    )
