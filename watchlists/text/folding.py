"""The steps of folding (see `normalize`), each over a whole text.

Knows characters only. Must not know watchlists, names or rules.
"""

import re
import unicodedata
from collections.abc import Callable

from watchlists.text.characters import (
    ASCII,
    BLANKS,
    MARKS,
    PUNCTUATION,
    SPACELESS,
    TABLE,
    changing,
    is_han,
    is_spaceless,
)
from watchlists.text.folded import Folded

_COMPOSED = re.compile(
    "[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]+|[\uff65-\uff9f]+|[\u1100-\u11ff]+"
)
_BROKEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad][ \t\r]*\n\s*(?=[^\W\d_A-Z])")
NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_HIGH = "\u3005\u3007\u3040-\U0010ffff"  # the scripts written without spaces and what is rare beside them
_LAYOUT = re.compile(rf"[^ \x1f{_HIGH}]+|[ \x1f]{{2,}}| (?<=[{_HIGH}] )(?=[{_HIGH}])")
_LOOKALIKE = dict(
    zip(
        "авекмнорстухіјѕԁӏһԛԝαβεηικμνορτυχ",
        "abekmhopctyxijsdlhqwabehikmnoptyx",
        strict=True,
    )
)
_TO_CYRILLIC = str.maketrans("abekmhopctyxij", "авекмнорстухіј")
_CYRILLIC = re.compile("[\u0400-\u052f]+")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_MIXED = re.compile(
    "[0-9a-z]+[\u0370-\u03ff\u0400-\u052f][0-9a-z\u0370-\u03ff\u0400-\u052f]*"
    "|[\u0370-\u03ff\u0400-\u052f]+[0-9a-z][0-9a-z\u0370-\u03ff\u0400-\u052f]*"
)
_TO_KATAKANA = str.maketrans("一二八口力工夕卜才へ", "ーニハロカエタトオヘ")
_KATAKANA = "[\u30a1-\u30fa\u30fc]"
# not the counts and words that are written between two names in katakana: 二カ国, 口コミ
_AMONG_KATAKANA = re.compile(
    f"(?<={_KATAKANA})(?:[一二八](?![カケヵヶ])|口(?!コミ)|[力工夕卜才へ])(?={_KATAKANA})"
)
ASCII_BYTES = "".join(ASCII.values()).encode("ascii").ljust(256)  # the same for many names, read as bytes


def in_kana(text: str) -> str:
    """Return a text of the same length: what looks like katakana between two katakana is that katakana."""
    return _AMONG_KATAKANA.sub(lambda match: match.group().translate(_TO_KATAKANA), text)


def _translate(match: re.Match[str]) -> str:
    return match.group().translate(TABLE)


def is_broken(text: str) -> bool:
    """Return whether a word is broken by a hyphen at the end of a line."""
    return _BROKEN.search(text) is not None


def _rewrite(
    text: str, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str]
) -> tuple[str, tuple[list[int], list[int]]]:
    """Replace every match; return the new text and, for its positions, where they came from."""
    pieces: list[str] = []
    places, sources = [], []
    done = at = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        new = replacement(match)
        pieces.append(text[done:start])
        pieces.append(new)
        at += start - done
        for offset in range(1, len(new)):
            places.append(at + offset)
            sources.append(min(start + offset, max(end - 1, start)))
        at += len(new)
        done = end
        if len(new) != end - start:
            places.append(at)
            sources.append(end)
    pieces.append(text[done:])
    return "".join(pieces), (places, sources)


def fold_whole(text: str) -> Folded:
    """Return `text` after all steps, each over the whole of it."""
    maps: list[tuple[list[int], list[int]]] = []
    work = text
    if "\n" in work and _BROKEN.search(work):
        work, back = _rewrite(work, _BROKEN, lambda _: "")
        maps.append(back)
    if MARKS.search(work):
        work, back = _rewrite(work, _COMPOSED, lambda m: unicodedata.normalize("NFKC", m.group()))
        maps.append(back)
    plain = _plain(work)
    if TABLE.odd_pattern is not None and TABLE.odd_pattern.search(work):
        work, back = _rewrite(work, TABLE.odd_pattern, lambda m: TABLE[ord(m.group())])
        maps.append(back)
        plain = _plain(work)
    if not plain.isascii():
        if _FOREIGN.search(plain):
            plain = _MIXED.sub(_in_one_script, plain)
        if SPACELESS.search(plain):
            plain, back = _lay_out(plain)
            maps.append(back)
    maps.reverse()
    return Folded(text, f" {plain} ".replace(PUNCTUATION, " "), tuple(maps))


def _plain(text: str) -> str:
    """Take steps 2 to 6 for every character that becomes one other; the others stay."""
    if not SPACELESS.search(text) and (latin := to_ascii(text)).isascii():
        return latin.translate(ASCII)
    return changing().sub(_translate, text)


def to_ascii(text: str) -> str:
    """Return `text` with the characters that have one ASCII character for them in ASCII.

    Stops at the first that has not; only a result that is all ASCII is of use. Most texts of the West have a
    handful of different ones, dashes, quotes and accents, each replaced at once.
    """
    for run in sorted(set(NOT_ASCII.findall(text)), key=len, reverse=True):
        if (found := SPACELESS.search(run)) and found.group().isalpha():
            break
        plain = run.translate(TABLE).replace(PUNCTUATION, " ")
        if len(plain) != len(run) or not plain.isascii():
            break
        text = text.replace(run, plain)
    return text


def ascii_words(text: str) -> list[str]:
    """Return the folded words of a name in ASCII that has no line break."""
    return text.encode("ascii").translate(ASCII_BYTES).decode("ascii").split()


def fold_ascii(text: str, work: str) -> Folded:
    """Take the short cut for ASCII text; `work` is `text` with its dashes, quotes and accents in ASCII."""
    maps: list[tuple[list[int], list[int]]] = []
    if "-\n" in work or "-\r" in work:
        work, back = _rewrite(work, _BROKEN, lambda _: "")
        if back[0]:
            maps.append(back)
    return Folded(text, f" {work.translate(ASCII)} ", tuple(maps))


def _in_one_script(match: re.Match[str]) -> str:
    """Return a mixed word in Latin letters when every foreign letter has a Latin double.

    Else in Cyrillic ones, when every Latin letter has a double there. Figures have none: a model stays.
    """
    word = match.group()
    latin = "".join(_LOOKALIKE.get(letter, letter) for letter in word)
    if latin.isascii():
        return latin
    cyrillic = word.translate(_TO_CYRILLIC)
    return cyrillic if _CYRILLIC.fullmatch(cyrillic) else word


def _lay_out(text: str) -> tuple[str, tuple[list[int], list[int]]]:
    """Take steps 8 and 9; return the new text and, for its positions, where they came from."""
    places: list[int] = []
    sources: list[int] = []
    shift = 0

    last = len(text)

    def lay(match: re.Match[str]) -> str:
        nonlocal shift
        start, end = match.span()
        run = match.group()
        if run[0] not in BLANKS:
            if start and is_spaceless(text[start - 1]):
                shift += 1
                places.append(start + shift)
                sources.append(start)
                run = " " + run
            if end < last and is_spaceless(text[end]):
                shift += 1
                places.append(end + shift)
                sources.append(end)
                run += " "
            return run
        new = "" if PUNCTUATION not in run and _between_han(text, start - 1, end) else " "
        if len(new) == end - start:
            return run
        shift += len(new) - (end - start)
        places.append(end + shift)
        sources.append(end)
        return new

    return _LAYOUT.sub(lay, text), (places, sources)


def _between_han(text: str, before: int, after: int) -> bool:
    """Return whether both neighbours are Chinese or Japanese characters."""
    return before >= 0 and after < len(text) and is_han(text[before]) and is_han(text[after])
