"""A name ready for comparing, made of its words: which are legal forms, which count, and how much.

Legal forms are taken off, short forms of phrases (NPO, OKB) written out, particles dropped.

Knows the words of one name. Must not know the text they were read from, nor how two names are compared.
"""

from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from watchlists import native
from watchlists.names.bodies import body_of, firm_of, firm_within
from watchlists.names.institutes import at_its_place, institute
from watchlists.names.tokens import Token, token

if TYPE_CHECKING:
    from watchlists.names._names import Counted

NONE: frozenset[str] = frozenset()
_LONGEST_ACRONYM = 10  # letters
NO_PERSON = frozenset("gdap#")  # kinds of words that no person's name has
_OWN = frozenset(("", "n", "i"))  # kinds of words that are a party's own
_FEW = 2  # words of a short name
ACADEMY = frozenset(("academy", "cas"))
# a firm's group, holding and lines of business, which it is often called with or without
BUSINESS = frozenset(
    ("~company", "~state", "~group", "~holding", "~concern", "~technology", "~semiconductor", "~electronics")
)
_TEXT = attrgetter("text")
_INSTITUTES = ("所", "院", "中心", "台")  # their number may be no word by itself: 十四所


class Name:
    """A name ready for comparing.

    `words`: all of them; `tokens`: those that count, in order; `forms`: families of the legal forms taken
    off, which are `taken`; `numbers` in it; `initials` of its words and `stated` short forms, for acronyms;
    `total` weight; `han`: the characters of a wholly Chinese name; `body`: the well-known one it means;
    `registered`: its numbers in registers; `aside`: it stood in brackets behind another name in its script.
    """

    __slots__ = (
        "aside", "body", "forms", "han", "joined", "numbers", "registered", "rest", "script", "stated",
        "tokens", "total", "words",
    )  # fmt: skip

    def __init__(
        self,
        words: list[Token],
        *,
        script: str,
        stated: frozenset[str] = NONE,
        han: str = "",
        letters: str = "",
    ) -> None:
        self.words = words
        self.registered = NONE
        self.aside = False
        found = None if native.counted is None else native.counted(words)
        self.rest, families, self.tokens, self.joined, self.total, numbers, texts = found or counted(words)
        self.forms = family_of(tuple(families)) if families else NONE
        self.numbers = frozenset(numbers) if numbers else NONE
        self.script = script
        self.stated = stated
        self.han = han
        self.body = body_of(letters or texts)
        if not self.body:
            self.find_body(letters)

    def find_body(self, letters: str) -> None:
        """Set `body` where the name says it in other words than the tables have.

        An institute by its group and number or by its academy; negative, as names are that mean other things
        too, a firm with another line of business. `letters`: as the text has them, where not in Latin ones.
        """
        if letters and not letters.isascii():
            if self.numbers or letters.endswith(_INSTITUTES):
                self.body = institute(letters)
        elif self.numbers or self.joined[-1:].isdigit() or not ACADEMY.isdisjoint(map(_TEXT, self.words)):
            self.body = institute(self.folded)
        if not self.body:
            own = [word.text for word in self.tokens if word.ident not in BUSINESS]
            other = firm_of("".join(own)) if 0 < len(own) < len(self.tokens) else 0
            self.body = (self.han and at_its_place(letters)) or -(firm_within(letters) if self.han else other)

    @property
    def folded(self) -> str:
        """Return all words as folded."""
        return _text(self.words)

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
        return not self.forms and not kinds & NO_PERSON and bool(kinds & {"n", "f"})

    @property
    def taken(self) -> str:
        """Return the words of the legal forms that were taken off, as folded."""
        words, rest = self.words, self.rest
        if rest is words:
            return ""
        if words[: len(rest)] == rest:  # most stand behind
            return _text(words[len(rest) :])
        kept = set(map(id, rest))  # one word is one object; to compare them is slow
        return _text([word for word in words if id(word) not in kept])


def _text(words: list[Token]) -> str:
    return words[0].text if len(words) == 1 else " ".join([word.text for word in words])


def _letters(words: list[Token]) -> str:
    return "".join([word.text[0] for word in words])


def counted(words: list[Token]) -> "Counted":
    """Return what `_names.counted` does, where there is no compiled form and for what that leaves alone.

    That is: the words without legal forms, the families of these, the words that count, their keys
    together, their weight, the numbers, and the words without legal forms together.
    """
    rest, families = without_forms(words)
    tokens = _written_out(rest) or rest
    numbers = [t.ident for t in tokens if t.kind == "#"]
    keys, texts = "".join([t.key for t in tokens]), "".join([t.text for t in rest])
    return rest, families, tokens, keys, sum([t.weight for t in tokens]), numbers, texts


def without_forms(words: list[Token]) -> tuple[list[Token], list[str]]:
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
def family_of(families: tuple[str, ...]) -> frozenset[str]:
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
