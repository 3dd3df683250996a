"""Whether the letters of a body (DUT, CASC) are its own here, or another body's, or an ordinary word.

An expansion in brackets says whose they are; an article before them, small letters in a cased text and a
plural say that they are no name.

Knows the text around a hit, the words of fields and the names of a term. Must not know who watches it.
"""

import re
from difflib import SequenceMatcher
from itertools import chain

from watchlists.index.candidates import Candidate
from watchlists.model import Term
from watchlists.spellings.knownnames import rows, well_known
from watchlists.text.normalize import Folded, fold_name, is_han
from watchlists.words.places import han_places, is_place
from watchlists.words.vocabulary import HEADS, LITTLE, canonical

_MIXED, _COMPOUND = re.compile(r"[a-z][A-Z]"), re.compile(r"\w-")  # 5-MeO-MiPT
_MOST = 6  # letters of an acronym
_FEWEST = 3
_REACH = 96  # characters of an expansion
_AFTER = re.compile(r" ?[（(] ?([^（()）;；]{3,90}?) ?(?:[,，][^（()）]*)?[)）]")
_CLOSED = re.compile(r" ?[)）]")
_BRACKETS = frozenset("()（）")
_OPEN = re.compile(r"[（(] ?$")
_NOT_SPOKEN = re.compile(r"[^\w&'’ -]")
_LEAST_SPOKEN, _MOST_SPOKEN = 8, 90  # characters
# A Chinese full name before letters in brackets, perhaps with words of the sentence before it.
_HAN_BEFORE = re.compile("([\u4e00-\u9fff]{6,16})[（(] ?$")
_UNIVERSITY_BEFORE = re.compile("([\u4e00-\u9fff]{2,4})(大学|大學|学院|學院)[（(] ?$")
_WORD = re.compile(r"[^\W\d_][\w'’.]*")
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
# What letters are said to be that no maker or institute is, or an agency for or of something.
_APPOSED = re.compile(
    r", ((?:the|an?|our|their) (?:[\w’'-]+ ){0,5}?"
    r"(?:(?:charity|club|union|federation|festival|magazine|newspaper|band|choir|museum|airport|airline|parish"
    r"|league|fund|bank|insurer|broadcaster|regulator|watchdog|archive|library|robot|computer)\b"
    r"|agency (?:for|of) [\w’' -]{3,60}))"
)
# … and what they stand for, in so many words.
_TOLD = re.compile(
    r"(?:(?:,|:| [–—-]) (?:(?:or|i\.e\.,?|namely|that is,?|short for|yani|also|das heißt|soit) )?"
    r"| (?:stands for|is short for|means) )(?:the )?"
    r"([^,.;:()\n]{8,90})"
)
_LITTLE = frozenset({"on", "to"})
# "the ASE of the estimator": what a thing has is no maker and no institute.
_THE, _OF_SOMETHING = re.compile(r"\b[Tt]he $"), re.compile(r" of (?:the|an?|this|that|each|its) [a-z]")


def is_acronym(text: str, term: Term) -> bool:
    """Return whether a folded spelling is some letters that a body is called by in capitals."""
    return (
        _FEWEST <= len(text) <= _MOST
        and text.isascii()
        and text.isalpha()
        and is_listed_in_capitals(text, term)
    )


def letters_of_other(candidate: Candidate, term: Term, folded: Folded) -> str:
    """Return in words why the acronym of a watched body is not its name here; "" where it may be."""
    text, source = candidate.variant.text, folded.source
    place = first, last = folded.span(candidate.start, candidate.end)
    written = source[first:last]
    in_capitals = written.isupper()
    if not in_capitals and _MIXED.search(written) and _COMPOUND.match(source[max(0, first - 2) : first]):
        return f"part of a compound with {written}"
    if candidate.is_exact and _is_plural(written, text):
        return f"{written} is not {text.upper()}"
    if not in_capitals:
        return ""
    if _OF_SOMETHING.match(source, last) and _THE.search(source[max(0, first - 5) : first]):
        return "letters for something that a thing has"
    other = (
        _expansion_of_other(text, term, source, place)
        or _apposed(term, source, last)
        or _spelled_out(text, term, source, last)
    )
    return f"the letters of {other}" if other else ""


def glossed(candidate: Candidate, term: Term, folded: Folded) -> str:
    """Return the Chinese university that a name in brackets is said of, and the term is not; "" if none.

    Another has no character of any Chinese name of the term before its noun: 东吴大学 beside 苏州大学.
    """
    first = folded.origin(candidate.start)
    before = _UNIVERSITY_BEFORE.search(folded.source[max(0, first - 16) : first])
    own = {character for name in _names(term) for character in name if is_han(character)}.difference("大学院")
    if before is None or not own or not own.isdisjoint(fold_name(before.group(1))):
        return ""
    return before.group(1) + before.group(2)


def is_listed_in_capitals(text: str, term: Term) -> bool:
    """Return whether a folded word is one that the body is called by in capitals."""
    for name in (term.name, *term.aliases, *term.weak_aliases):
        if name.isupper() and fold_name(name) == text:
            return True
    return any(folded == text and shown.isupper() for folded, shown, _ in _usual(term))


def _usual(term: Term) -> tuple[tuple[str, str, bool], ...]:
    """Return the usual names of the body by the tables: folded, as shown, and whether it is weak."""
    table = rows()
    for name in (term.name, *term.aliases):
        if (found := table.get(fold_name(name))) is not None:
            return found
    return ()


def _is_plural(written: str, text: str) -> bool:
    """Return whether letters have one s more than the acronym and nothing sets it apart (BGIS, not BGIs)."""
    if len(written) == len(text) and written.isascii():
        return False
    return fold_name(written) == f"{text}s" and not (written[:-1].isupper() and written[-1] == "s")


def _expansion_of_other(letters: str, term: Term, source: str, place: tuple[int, int]) -> str:
    """Return the expansion, behind or before the letters in brackets, that names another body."""
    first, last = place
    if _BRACKETS.isdisjoint(source[last : last + 2]):
        return ""
    if after := _AFTER.match(source[last : last + _REACH]):
        given = after.group(1)
        is_chinese = any(map(is_han, given))
    elif _CLOSED.match(source[last : last + 2]) and _OPEN.search(source[max(0, first - 3) : first]):
        before = source[max(0, first - _REACH) : first]
        chinese = None if before.isascii() else _HAN_BEFORE.search(before)
        given = chinese.group(1) if chinese else _tail(_spoken_before(before), letters)
        is_chinese = chinese is not None
    else:
        return ""
    is_other = _is_other_han(given, term) if is_chinese else _is_other(given, letters, term)
    return given if is_other else ""


def _apposed(term: Term, source: str, last: int) -> str:
    """Return what letters are said to be that is no name of the body ("HESA, the agency for …"), or ""."""
    found = _APPOSED.match(source, last)
    if found is None:
        return ""
    said = set(map(canonical, fold_name(found.group(1)).split()))
    known = {canonical(word) for name in _names(term) for word in name.split()}
    known.update(canonical(word) for context in term.context for word in fold_name(context).split())
    return found.group(1) if said.isdisjoint(known) else ""


def _spelled_out(letters: str, term: Term, source: str, last: int) -> str:
    """Return what letters are said to stand for that is another's ("CERS, the Centre for …"), or ""."""
    told = _TOLD.match(source, last)
    if told is None:
        return ""
    given = told.group(1)
    for word in _WORD.finditer(given):
        expansion = given[: word.end()]
        if len(expansion) >= _LEAST_SPOKEN and _spells(expansion, letters):
            return expansion if _is_other(expansion, letters, term) else ""
    return ""


def _names(term: Term) -> list[str]:
    """Return the folded names of a body, the usual ones by the tables too."""
    return [*map(fold_name, (term.name, *term.aliases)), *(name for name, _, _ in _usual(term))]


def _spoken_before(before: str) -> str:
    """Return the words before the bracket that ends a text; "" for few."""
    opened = _OPEN.search(before)
    run = _NOT_SPOKEN.split(before[: opened.start()])[-1] if opened else ""
    if len(run) > _LEAST_SPOKEN:
        run = run.removesuffix(" ")
    return run[-_MOST_SPOKEN:] if len(run) >= _LEAST_SPOKEN else ""


def _tail(text: str, letters: str) -> str:
    """Return the last words of a text whose first letters are `letters`; "" for none."""
    initials = big = ""
    for word in reversed(list(_WORD.finditer(text))):
        initial, is_little = _initial(word.group())
        initials = initial + initials
        big = big if is_little else initial + big
        if len(big) > 1 and letters in {initials, big} and text[word.start()].isupper():
            return text[word.start() :]
    return ""


def _spells(expansion: str, letters: str) -> bool:
    """Return whether the words of an expansion begin with the letters, with or without the little ones."""
    words = [_initial(word) for word in _WORD.findall(expansion)]
    big = "".join(initial for initial, is_little in words if not is_little)
    return len(big) > 1 and letters in {big, "".join(initial for initial, _ in words)}


def _initial(word: str) -> tuple[str, bool]:
    """Return the first letter of a word, and whether it is a little word, which letters may leave out."""
    plain = word.lower()
    return plain[0], plain in LITTLE or plain in _LITTLE


def _is_other(expansion: str, letters: str, term: Term) -> bool:
    """Return whether an expansion spells the letters, but in words no name of the body has.

    One word of the body's own field is enough for a former name of it: Beijing Genomics Institute.
    """
    if not _spells(expansion, letters):
        return False
    words = [canonical(word) for word in fold_name(expansion).split() if word not in LITTLE and len(word) > 1]
    known = [
        [canonical(word) for word in name.split() if word not in LITTLE]
        for name in _names(term)
        if " " in name
    ]
    return bool(known) and not any(
        all(shared := [any(_is_form(word, other) for other in name) for word in words])
        or any(_is_distinct(word) for word, found in zip(words, shared, strict=True) if found)
        for name in known
    )


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


def _is_other_han(expansion: str, term: Term) -> bool:
    """Return whether a Chinese expansion is a body's full name and no form of a name of this body."""
    text, names = fold_name(expansion).replace(" ", ""), _names(term)
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


def _is_within(short: str, name: str) -> bool:
    """Return whether the characters of a short form stand in a name in their order (中科院)."""
    rest = iter(name)
    return all(character in rest for character in short)
