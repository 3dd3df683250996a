"""What the title of a tender says, word by word: `Shenzhen University · AI servers · purchase`.

Words of who buys, of what is bought and of what is done stand apart, all in their Chinese order, and unknown
ones are left out: it is no translation.

Knows one title. Must not know where it is shown.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from watchlists.names.scripts import simplified
from watchlists.titles.cutting import HAN, Piece, cut
from watchlists.titles.organisations import ELLIPSIS, bodies_in, said, words_of_titles
from watchlists.titles.places import others
from watchlists.titles.terms import (
    AS_WRITTEN,
    BODY,
    FIRM,
    JOINING,
    MATTER,
    NOTHING,
    PLACE,
    QUALITY,
    STEP,
    THING,
    UNKNOWN,
    VAGUE,
    Term,
)

_LONGEST = 120  # characters; what is longer is a text
_ENOUGH = 0.5  # of the characters of what is bought; with fewer known the rest may be what matters
_MOST_GAPS = 3
_REMEMBERED = 2_000
_AMONG = re.compile(r"[(\[](?:成交|采购)[)\]]")  # 中标(成交)公告
_DENIED = re.compile("[不否未无非勿禁拒停]")
_OTHER_LANGUAGES = re.compile("[\u3040-\u30ff\uac00-\ud7af]")
_OTHER = "and other"
_BETWEEN = ("and", _OTHER, ",", "(", ")")
_TELLING = (THING, MATTER, QUALITY, FIRM, PLACE)
_PLURALS = (
    (re.compile("(?<=[^aeiou])y$"), "ies"),
    (re.compile("(s|x|z|ch|sh)$"), r"\1es"),
    (re.compile("$"), "s"),
)


@lru_cache(maxsize=_REMEMBERED)
def gloss(title: str, named: tuple[tuple[str, str, bool], ...] = ()) -> str:
    """Return the words of a Chinese title in English; "" where too few of them are known.

    Where too few are of what is bought, but the buyer is known, an ellipsis stands for all of it.

    `named`: names that somebody watches, as written, with what they are called, and whether it is a body's.
    """
    if len(title) > _LONGEST or not re.search(f"[{HAN}]{{2}}", title) or _OTHER_LANGUAGES.search(title):
        return ""
    text = _AMONG.sub("", _plain(title))
    watched = {_plain(name): Term(BODY if body else QUALITY, called) for name, called, body in named}
    pieces = _pieces(text, watched)
    parts = [
        (part, [piece for _, piece in group]) for part, group in groupby(_parted(pieces), lambda one: one[0])
    ]
    bought = [piece for part, group in parts if part == THING for piece in group]
    denied = any(piece.kind == UNKNOWN and _DENIED.match(text[piece.start]) for piece in pieces)
    if denied or not _says_enough(bought):
        if not any(piece.kind == BODY and ELLIPSIS not in piece.says for piece in pieces):
            return ""
        gap = [Piece(0, 0, UNKNOWN, "")]
        parts = [(part, gap if part == THING else group) for part, group in parts]
    lines = [line for part, group in parts if (line := _line(group, steps=part == STEP))]
    if len(lines) > 2 and parts[0][0] == STEP and lines[-1].split(" · ")[-1].startswith(lines[0]):
        del lines[0]  # 【中标公告】… 中标公告
    return " · ".join(lines)


def _plain(text: str) -> str:
    """Return a text with simplified characters, and signs as in ASCII."""
    return (
        unicodedata.normalize("NFKC", text)
        .translate(simplified())
        .translate(str.maketrans("【】〔〕〇", "[][]零"))
    )


def _pieces(text: str, watched: Mapping[str, Term]) -> list[Piece]:
    """Return the words of a title; a name of a body is one."""
    known = {**words_of_titles(), **watched}
    known = {**others(text, known), **known}
    found = []
    at = 0
    for start, end in [*bodies_in(text, known), (len(text), len(text))]:
        found += [
            piece._replace(start=piece.start + at, end=piece.end + at) for piece in cut(text[at:start], known)
        ]
        if end > start:
            found.append(Piece(start, end, BODY, said(text[start:end], watched)))
        at = end
    return found


def _parted(pieces: Sequence[Piece]) -> Iterator[tuple[str, Piece]]:
    """Yield each piece with its part of the line: body, thing or step; what is neither goes with the last."""
    part = ""
    waiting: list[Piece] = []
    for piece in pieces:
        if piece.kind in (JOINING, NOTHING) or (piece.kind == AS_WRITTEN and not _is_word(piece)):
            if part:
                yield part, piece
            else:
                waiting.append(piece)
            continue
        if piece.kind in (BODY, STEP):
            part = piece.kind
        elif piece.kind not in (PLACE, FIRM) or part not in ("", BODY) or (piece.kind == FIRM and part):
            part = THING
        else:
            part = BODY
        yield from ((part, one) for one in waiting)
        waiting = []
        yield part, piece


def _is_word(piece: Piece) -> bool:
    """Return whether a piece is a word in Latin letters: a model, an abbreviation."""
    return piece.kind == AS_WRITTEN and len(piece.says) == piece.end - piece.start and piece.says[0].isalnum()


def _says_enough(bought: Sequence[Piece]) -> bool:
    """Return whether what is known of things bought says what they are: half of it, and its last thing.

    Words of any purchase (equipment, services, smart) say nothing of that. Behind a thing no unknown word may
    stand, which may make another of it: a server's cabinet.
    """
    words = [piece for piece in bought if piece.kind in (*_TELLING, VAGUE, UNKNOWN) or _is_word(piece)]
    unknown, telling = (
        sum(piece.end - piece.start for piece in words if piece.kind in kinds)
        for kinds in (UNKNOWN, _TELLING)
    )
    if not unknown:
        return not words or any(piece.kind in (THING, MATTER, VAGUE) or _is_word(piece) for piece in words)
    gaps = sum(kind == UNKNOWN for kind, _ in groupby(words, lambda piece: piece.kind))
    enough = telling >= _ENOUGH * (telling + unknown)
    last = next((piece.kind for piece in reversed(words) if piece.kind != UNKNOWN), UNKNOWN)
    return enough and gaps <= _MOST_GAPS and (words[-1].kind != UNKNOWN or last not in (THING, UNKNOWN))


def _line(pieces: Sequence[Piece], *, steps: bool) -> str:
    """Return the words of one part; steps stand apart from each other."""
    words: list[str] = []
    shown = [piece for piece in pieces if piece.says or piece.kind == UNKNOWN]
    if steps:
        shown = [piece for piece in shown if piece.says not in _BETWEEN]
    for number, piece in enumerate(shown):
        word = piece.says if piece.kind != UNKNOWN else ELLIPSIS
        last = words[-1] if words else ""
        if last.casefold().endswith(word.casefold()) or (piece.kind == PLACE and word in last):
            continue
        if piece.kind == THING and not _goes_on(shown[number + 1 : number + 2]):
            word = _plural(word)
        if last and (piece.kind == BODY or (piece.kind == PLACE and shown[number - 1].end < piece.start)):
            words.append("·")
        if last and piece.kind == STEP:  # "purchase" before "purchase notice" is the same
            words[-1:] = [] if word.startswith(last) else [last, "·"]
        words.append(word)
    while words and words[-1] in _BETWEEN and words[-1] != ")":
        words[-1:] = ["etc."] if words[-1] == _OTHER and len(words) > 1 else []
    while words and words[0] in _BETWEEN and words[0] != "(":
        del words[0]
    line = re.sub(r" ([,)])|(\() ", r"\1\2", " ".join(words)).replace("()", "").strip()
    return line if line.count("(") == line.count(")") else re.sub("[()]", "", line)


def _goes_on(behind: Sequence[Piece]) -> bool:
    """Return whether the next word belongs to the same name of a thing: a server's cabinet."""
    return any(one.kind in (*_TELLING, VAGUE, UNKNOWN) or _is_word(one) for one in behind)


def _plural(word: str) -> str:
    form, ending = next(one for one in _PLURALS if one[0].search(word))
    return form.sub(ending, word)
