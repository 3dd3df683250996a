"""The spellings of a chip's model number, and what makes a number another model.

Knows model numbers and their makers. Must not know texts beyond the words beside a hit.
"""

import re
from collections.abc import Iterator

from watchlists.model import MatchReason, Term, Variant
from watchlists.spellings.confusables import confused_with
from watchlists.spellings.makers import folded_rows, makers, without_maker
from watchlists.text.normalize import fold_name

_WORDS_OF_LINES = frozenset(["dgx", "hgx", "mgx", "agx", "jetson", "geforce", "radeon", "epyc", "xeon"])
_GEFORCE = re.compile(r"(?:geforce )?rtx (\d{4}(?: ?d)?)")
_NUMBER_OF_LINE = re.compile(r"[^\d] ?(\d{3}[a-z])$")  # 910B beside Ascend
_LINE_AND_NUMBER = re.compile(r"([\u4e00-\u9fff]{2,3}) ?[a-z]{0,3}\d{3,4}[a-z]?")
# S4000 beside Moore Threads, U280 beside Alveo; what of such a number is short numbers other things too.
_NUMBER_BEHIND_LINE = re.compile(r".*[^\d ] ?\b([a-z]{1,3}\d{3,4}[a-z]?)")
_VERSION_BEHIND = re.compile(r"([a-z]{3,}) (v\d[a-z]?)")
_DEVICE = re.compile(r"(xc)?((?:[zvk]u|7[akvz]|7vx)\d{1,4}[a-z]{0,2})")
_HUNDREDS = re.compile(r"([a-z]{1,2})([1-9])00")
_NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")


def _named_in_words(text: str) -> str:
    """Return a folded chip name of two words without the maker before it; "" where it is another."""
    maker, _, bare = text.partition(" ")
    return bare if maker in makers() and re.fullmatch(r"[a-z]+ [a-z]+", bare) else ""


def variants(term: Term) -> Iterator[Variant]:
    """Yield the spellings of the chip `term`: maker left out, spaces and hyphens, line names in Chinese."""
    for listed in (term.name, *term.aliases):
        bare = without_maker(fold_name(listed))
        shown = f"{listed} by its model number"
        for text in _spellings(bare):
            yield Variant(text=text, reason=MatchReason.MODEL, detail=shown, weak=False)
        if named := _named_in_words(bare):  # DGX Spark; Grace Hopper is a person too
            is_weak = named.split()[0] not in _WORDS_OF_LINES
            yield Variant(named, MatchReason.MODEL, shown, weak=is_weak, strict=True)
        number = _GEFORCE.fullmatch(bare)
        if number:
            for text in dict.fromkeys((number[1], number[1].replace(" ", ""))):
                for written in (text, text.translate(_NUMERALS).replace("〇", "零"), text.replace("0", "o")):
                    yield Variant(text=written, reason=MatchReason.MODEL, detail=shown, weak=True)
        for text in _misspelt_lines(bare):
            yield Variant(text=text, reason=MatchReason.TYPO, detail=f"{listed} with a character wrong")
        if version := _VERSION_BEHIND.fullmatch(bare):  # v4 TPUs
            for plural in ("", "s"):
                turned = f"{version.group(2)} {version.group(1)}{plural}"
                yield Variant(text=turned, reason=MatchReason.MODEL, detail=shown, weak=False)
        if number := _NUMBER_BEHIND_LINE.fullmatch(bare):
            yield Variant(text=number.group(1), reason=MatchReason.MODEL, detail=shown, weak=True)
        for other in _other_lines(bare):
            for text in _spellings(other):
                yield Variant(text=text, reason=MatchReason.MODEL, detail=shown, weak=False)
            if number := _NUMBER_OF_LINE.search(other):
                yield Variant(text=number.group(1), reason=MatchReason.MODEL, detail=shown, weak=True)
        if device := _DEVICE.fullmatch(bare.split()[-1] if bare else ""):
            other = device.group(2) if device.group(1) else f"xc{device.group(2)}"
            yield Variant(text=other, reason=MatchReason.MODEL, detail=shown, weak=False)


def _misspelt_lines(bare: str) -> Iterator[str]:
    """Yield a Chinese line and its number with one character wrong that sounds or looks alike: 昆鹏920."""
    parts = _LINE_AND_NUMBER.fullmatch(bare)
    for at, character in enumerate(parts.group(1) if parts else ""):
        for wrong in sorted(confused_with(character)):
            yield f"{bare[:at]}{wrong}{bare[at + 1 :]}"


def _spellings(bare: str) -> Iterator[str]:
    """Yield a model name with its letters and figures together and apart."""
    if not bare:
        return
    yield bare
    tokens = bare.split()
    apart = re.sub(r"(?<=[a-z])(?=\d)", " ", bare)
    yield apart
    split = re.sub(r"(?<=\d)(?=[a-z])", " ", bare)
    if re.fullmatch(r"(?:.* )?\d{3,} [a-z]|.*[^\x00-\x7f] ?\d{3,} [a-z]{2}", split):
        yield split  # a Chinese line's 950 PR
    if re.fullmatch(r"[a-z]+\d+ [a-z]", split):
        yield split
    if all(token.isascii() for token in tokens) and len(tokens) > 1:
        yield "".join(tokens)
        if len(tokens) == 2:
            yield f"{tokens[1]} {tokens[0]}"  # 910B Ascend
    elif len(tokens) == 2 and re.search(r"\d", tokens[1]):
        yield f"{tokens[1]} {tokens[0]}"  # 910B昇腾
    if hundreds := _HUNDREDS.fullmatch(bare):  # H八百, as sellers write past filters
        letters, figure = hundreds.groups()
        for numeral in (figure.translate(_NUMERALS), "两" if figure == "2" else ""):
            if numeral:
                yield fold_name(f"{letters}{numeral}百")
        yield f"{letters}{figure}oo"
    if not bare.isascii() and re.search(r"\d{2,}", bare):
        numerals = re.sub(r" *(\d+) *", lambda m: m.group(1).translate(_NUMERALS), bare)
        yield fold_name(numerals)
        yield fold_name(numerals.replace("〇", "零"))
    generation = re.fullmatch(r"(\D+?) ?(\d) ?代?", bare)
    if generation and not bare.isascii():
        line, number = generation.group(1).strip(), generation.group(2)
        numeral = number.translate(_NUMERALS)
        for text in (f"{line} {number} 代", f"{line}{numeral}代", f"第{numeral}代{line}", f"{line} {number}"):
            yield fold_name(text)


def _other_lines(bare: str) -> Iterator[str]:
    """Yield the model under the other names of its product line (Ascend, 昇腾)."""
    for names in folded_rows("product_lines.txt"):
        for name in names:
            if bare == name or not bare.startswith(name):
                continue
            rest = bare[len(name) :].strip()
            if not re.search(r"\d", rest) or (
                name.isascii() and bare[len(name)] != " " and not bare[len(name)].isdigit()
            ):
                continue
            for other in names:
                if other != name:
                    yield fold_name(f"{other} {rest}")
