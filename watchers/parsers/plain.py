"""Plain text that may be stored and shown: no control, NUL, lone surrogate or direction-override character.

Pure; knows characters. Must not know markup.
"""

import re
import unicodedata

ELLIPSIS = "…"

# Control characters, lone surrogates, non-characters; and the characters that reorder what a person reads
# (Trojan Source, CVE-2021-42574). Tab and newline stay, CR goes with the line ends.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
# Characters without width that word processors leave inside words, and the references pages write for them;
# a joiner counts where it is of no script that spells with it (Persian, emoji).
_UNSEEN = re.compile(
    "[\u00ad\u200b\u2060\ufeff]"
    "|(?<=[\x00-\x7f\u3000-\u303f\u4e00-\u9fff\uff00-\uff60])[\u200c\u200d]"
    r"|[\u200c\u200d](?=[\x00-\x7f\u3000-\u303f\u4e00-\u9fff\uff00-\uff60])"
    "|&(?:shy|ZeroWidthSpace|NoBreak|#(?:173|8203|8288|65279)|#[xX](?:00)?(?:[aA][dD]|200[bB]|2060|[fF][eE][fF][fF]));"
)
_UNWANTED_ASCII = bytes((*range(9), 11, 12, *range(14, 32), 127))


def clean(text: str) -> str:
    """Return `text` without characters that must not be stored or shown; line ends become newlines."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():  # an order faster, and most text is
        return text.encode("ascii").translate(None, _UNWANTED_ASCII).decode("ascii")
    if text.replace("\n", " ").isprintable():  # nothing of all that is; three times faster to see
        return text
    return _UNWANTED.sub("", text).replace("\u2028", "\n").replace("\u2029", "\n")


def without_unseen(text: str) -> str:
    """Return `text`, or markup, without the characters that have no width and part words no reader sees."""
    return _UNSEEN.sub("", text)


def one_line(text: str) -> str:
    """Return `text` cleaned, each run of white space one blank."""
    if text.isprintable():  # the only white space in it is the blank
        return text.strip() if "  " not in text else " ".join(text.split())
    return " ".join(clean(text).split())


def tidy(text: str) -> str:
    """Return `text` cleaned, blanks collapsed, no empty lines."""
    text = clean(text.replace("\t", " ").replace("\xa0", " "))
    # Most blanks are the source's indentation: at the ends of lines, where they go in one stroke.
    text = text.strip() if "\n" not in text else "\n".join(filter(None, map(str.strip, text.split("\n"))))
    while "  " in text:  # halves a run each time: faster than a pattern
        text = text.replace("  ", " ")
    return text


def cut(text: str, limit: int) -> str:
    """Return at most `limit` characters, the last an ellipsis where something was cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + ELLIPSIS


def fold_width(text: str) -> str:
    """Return `text` with full-width digits, letters and signs as their plain forms (NFKC)."""
    return unicodedata.normalize("NFKC", text)
