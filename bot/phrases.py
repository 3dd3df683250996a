"""What people type, as words: dashes, quotation marks and blanks of every keyboard. Pure.

Knows how a line is cut into words and how a phrase is held together. Knows no command.
"""

import re
import shlex
from collections.abc import Iterable

# What begins an option: telephones, chats and word processors make other dashes of two hyphens.
DASHES = "[-‐‑‒–—―−－]{1,4}"
_DASHES = re.compile(rf"(?<!\S){DASHES}(?=[A-Za-z])")
MARKS = '"“”„‟«»＂「」『』'  # each opens and closes a phrase
_AROUND = "《》〈〉【】"  # stand around a name, but in a remark they are its own
_LISTING = "，、；,;"  # between words of a list, or before an option, as Chinese is punctuated
_BEFORE_OPTION = re.compile(rf"[{_LISTING}]+\s*(?={DASHES}[A-Za-z])")


def split(text: str) -> list[str]:
    """Split a chat line into words; double quotation marks of any kind hold a phrase together.

    Apostrophes are letters here (Xi'an), blanks may be wide or unbreakable, a dash before a letter begins an
    option (within a word or alone it is a letter), and a mark left open ends with the line. Commas beside a
    phrase or an option part words; between two phrases they stand for a bar (「a」、「b」 is a|b).
    """
    line = " ".join(text.split()).translate(dict.fromkeys(map(ord, MARKS), '"'))
    pieces = line.split('"')  # every second one stood between marks
    line = '"'.join(
        piece if number % 2 else _outside(piece, number > 0, number < len(pieces) - 1)
        for number, piece in enumerate(pieces)
    )
    if line.count('"') % 2:
        line += '"'
    lexer = shlex.shlex(line, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.quotes, lexer.commenters, lexer.escape = True, '"', "", ""
    return list(lexer)


def _outside(piece: str, after: bool, before: bool) -> str:
    """Return what stands outside marks as it is meant; `after` a phrase, `before` another."""
    if after and before and piece.strip() and not piece.strip(_LISTING + " "):
        return "|"
    if after and piece.startswith(tuple(_LISTING)):
        piece = " " + piece.lstrip(_LISTING)
    if before and piece.endswith(tuple(_LISTING)):
        piece = piece.rstrip(_LISTING) + " "
    return _DASHES.sub("--", _BEFORE_OPTION.sub(" ", piece))


def phrase(words: Iterable[str]) -> str:
    """Return the words of a name given with or without quotation marks."""
    return " ".join(words).strip().strip(MARKS + _AROUND + "'‘’")


def quoted(text: str) -> str:
    """Return `text` as one word of a command: quotation marks around it, apostrophes for those inside."""
    return '"' + re.sub(f"[{MARKS}]", "'", " ".join(text.split())) + '"'
