"""What letters stand for in a text, and whether that is the body whose letters they are or another one.

Knows expansions, the words of fields and the names of a term. Must not know the text around them.
"""

import re
from difflib import SequenceMatcher
from itertools import chain

from watchlists.model import Term
from watchlists.spellings.knownnames import rows, well_known
from watchlists.text.normalize import fold_name, is_han
from watchlists.words.places import han_places, is_place
from watchlists.words.vocabulary import HEADS, LITTLE, canonical

WORD = re.compile(r"[^\W\d_][\w'’.]*")
_SAME = 0.75  # how like each other two words are that differ by a slip or a short form
_STEM = 4  # letters
_LETTERS = 5  # shorter words are compared whole
# Words that bodies of all fields are called by, in canonical form.
_COMMON = frozenset(
    {"technology", "science", "engineering", "national", "international", "corporation", "company"}
    | {
        *("research", "studies", "study", "industry", "system", "chinese", "polytechnic", "advanced"),
        *("general", "technical"),
    }
)
# What a Chinese expansion ends in that names a body; an explanation or a department does not.
_HAN_BODY = re.compile(
    "(?:大学|学院|协会|学会|委员会|银行|俱乐部|机场|组织|联盟|有限(?:责任)?公司|股份公司)$"
)
_HAN_INSTITUTE = re.compile("(?:院|所|中心)$")
_GROUP = ("集团", "公司", "group", "corporation", "company")
_MINISTRY = re.compile("^.{2,6}[部省市委局]")
_DESCRIBES = re.compile("[的是一及和]")
_SHARED = 0.5  # so many characters of a Chinese expansion in a name of the body are a form of that name
_LITTLE = frozenset({"on", "to"})


def names_of(term: Term) -> list[str]:
    """Return the folded names of a body, the usual ones by the tables too."""
    return [*map(fold_name, (term.name, *term.aliases)), *(name for name, _, _ in usual_names(term))]


def usual_names(term: Term) -> tuple[tuple[str, str, bool], ...]:
    """Return the usual names of the body by the tables: folded, as shown, and whether it is weak."""
    table = rows()
    for name in (term.name, *term.aliases):
        if (found := table.get(fold_name(name))) is not None:
            return found
    return ()


def is_other(expansion: str, letters: str, term: Term) -> bool:
    """Return whether an expansion spells the letters, but in words no name of the body has.

    One word of the body's own field is enough for a former name of it: Beijing Genomics Institute.
    """
    if not spells(expansion, letters):
        return False
    words = [canonical(word) for word in fold_name(expansion).split() if word not in LITTLE and len(word) > 1]
    known = [
        [canonical(word) for word in name.split() if word not in LITTLE]
        for name in names_of(term)
        if " " in name
    ]
    return bool(known) and not any(
        all(shared := [any(_is_form(word, other) for other in name) for word in words])
        or any(_is_distinct(word) for word, found in zip(words, shared, strict=True) if found)
        for name in known
    )


def is_other_han(expansion: str, term: Term) -> bool:
    """Return whether a Chinese expansion is a body's full name and no form of a name of this body."""
    text, names = fold_name(expansion).replace(" ", ""), names_of(term)
    own = [name for name in names if any(map(is_han, name))]
    if not own or _DESCRIBES.search(text):
        return False
    characters = set(chain.from_iterable(own))
    if any(_is_within(text, name) for name in own):
        return False
    body = _HAN_BODY.search(text) is not None
    if sum(letter in characters for letter in text) >= _SHARED * len(text):
        return body and text in well_known()
    if body:
        return not (text.endswith("学院") and any(name.endswith("大学") for name in own))  # its school
    if any(name.endswith(_GROUP) for name in names):
        return False  # an institute of the group
    placed = any(text.startswith(place) for place in ("中国", "国家", text[:2]) if place in han_places())
    if not _HAN_INSTITUTE.search(text):
        return False
    return _MINISTRY.match(text) is not None or (placed and not text.endswith("中心"))


def spells(expansion: str, letters: str) -> bool:
    """Return whether the words of an expansion begin with the letters, with or without the little ones."""
    words = [_initial(word) for word in WORD.findall(expansion)]
    big = "".join(initial for initial, is_little in words if not is_little)
    return len(big) > 1 and letters in {big, "".join(initial for initial, _ in words)}


def tail(text: str, letters: str) -> str:
    """Return the last words of a text whose first letters are `letters`; "" for none."""
    initials = big = ""
    for word in reversed(list(WORD.finditer(text))):
        initial, is_little = _initial(word.group())
        initials = initial + initials
        big = big if is_little else initial + big
        if len(big) > 1 and letters in {initials, big} and text[word.start()].isupper():
            return text[word.start() :]
    return ""


def _initial(word: str) -> tuple[str, bool]:
    """Return the first letter of a word, and whether it is a little word, which letters may leave out."""
    plain = word.lower()
    return plain[0], plain in LITTLE or plain in _LITTLE


def _is_distinct(word: str) -> bool:
    """Return whether a word tells bodies apart: no kind of body, no place and none that most bodies have."""
    return len(word) > _LETTERS and word not in HEADS and word not in _COMMON and not is_place(word)


def _is_form(word: str, other: str) -> bool:
    """Return whether two words are one: alike but for a slip, an ending or a short form."""
    if word == other:
        return True
    if min(len(word), len(other)) < _LETTERS:
        return len(word) > 1 and (other.startswith(word) or word.startswith(other))
    return word[:_STEM] == other[:_STEM] or SequenceMatcher(None, word, other).ratio() >= _SAME


def _is_within(short: str, name: str) -> bool:
    """Return whether the characters of a short form stand in a name in their order (中科院)."""
    rest = iter(name)
    return all(character in rest for character in short)
