"""Text from outside made harmless, whatever shows it: nothing in it that a display obeys. Pure."""

import re
import unicodedata

# Escape sequences a terminal obeys: CSI … final byte, OSC/DCS/PM/APC/SOS … terminator, two-byte ones.
_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"
    r"|\x1b[ -/]*[0-~]"
)
# Joiners that Persian, Indic scripts and emoji need; every other format character hides or reorders text.
_JOINERS = "\u200c\u200d"
# Marks above and below a letter; a hundred of them on one cover the messages around it.
_MARK = f"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f][{_JOINERS}]*"
_STACKED = re.compile(f"((?:{_MARK}){{4}})(?:{_MARK})+")


def clean(text: str, *, lines: bool = False) -> str:
    """Return text from outside without anything a display obeys.

    Dropped: escape sequences, control, bidi and other format characters, lone surrogates, a fifth mark on
    one letter and those after it. Runs of blanks become one; with `lines`, line breaks stay.
    """
    text = _cleaned(text, lines=lines)
    return text if text.isascii() else _STACKED.sub(r"\1", text)


def _cleaned(text: str, *, lines: bool) -> str:
    if text.isprintable():  # nothing to drop; most text is
        if "  " in text:
            text = re.sub(r" +", " ", text)
        return text.strip() if lines else text
    text = _ESCAPES.sub("", text)
    text = "".join(
        char if char in _JOINERS or unicodedata.category(char)[0] != "C" else " " * (char in "\t\n\r\x0b\x0c")
        for char in (text.replace("\r\n", "\n").replace("\n", "\u2028") if lines else text)
    )
    if lines:
        return "\n".join(re.sub(r"\s+", " ", line).strip() for line in text.split("\u2028")).strip()
    return re.sub(r"\s+", " ", text)


def line(text: str) -> str:
    """Return `text` cleaned onto one line, without blanks at its ends."""
    return clean(text).strip()


def shortened(text: str, limit: int) -> str:
    """Return `text`, cut to `limit` characters with an ellipsis where it was longer."""
    return text if len(text) <= limit else text[: max(limit - 1, 0)].rstrip() + "…"
