"""The spellings of a chip's model number, and what makes a number another model.

Knows model numbers and their makers. Must not know texts beyond the words beside a hit.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from watchlists.model import MatchReason, Term, Variant
from watchlists.spellings.typos import confused_with
from watchlists.text.normalize import fold_name
from watchlists.words import groups, words
from watchlists.words.vocabulary import english

# Words after a model number that name another model ("RTX 4090 D", "A100 X", "Gaudi 2 D").
OTHER_MODEL_AFTER = frozenset(
    ["x", "s", "d", "c", "e", "ti", "super", "max", "pro", "ultra", "ada", "mini", "lite", "plus", "a", "b"]
)
# Words before a model number that name another line of products ("RTX A100", "Radeon H20").
OTHER_LINE_BEFORE = frozenset(
    ["rtx", "gtx", "quadro", "radeon", "geforce", "arc", "epyc", "ryzen", "xeon", "core"]
)

_WORDS_OF_LINES = frozenset(["dgx", "hgx", "mgx", "agx", "jetson", "geforce", "radeon", "epyc", "xeon"])
_GEFORCE = re.compile(r"(?:geforce )?rtx (\d{4}(?: ?d)?)")
_NUMBER_OF_LINE = re.compile(r"[^\d] ?(\d{3}[a-z])$")  # 910B beside Ascend
_LINE_AND_NUMBER = re.compile(r"([\u4e00-\u9fff]{2,3}) ?[a-z]{0,3}\d{3,4}[a-z]?")
# S4000 beside Moore Threads, U280 beside Alveo; what of such a number is short numbers other things too.
_NUMBER_BEHIND_LINE = re.compile(r".*[^\d ] ?\b([a-z]{1,3}\d{3,4}[a-z]?)")
_VERSION_BEHIND = re.compile(r"([a-z]{3,}) (v\d[a-z]?)")
_COUNT = re.compile(r"(\d{1,4})x(?=[a-z]|\d{4}(?!\d))")
COUNT_BEHIND = re.compile(r"(?:(?<=\d)|(?<=\d[a-z]))x\d{1,4}(?![^ ])")  # H100x8, L40Sx2
_GLUED_COUNT = re.compile(r"((?:[a-z]{1,3}\d{2,4}|\d{3}(?=[a-z]))[a-z]{0,2})(?:2|4|8|16)")  # A1008卡
_COUNTED_BY, _COUNTED = frozenset("卡块张台片颗"), re.compile(r"\d{1,5}")
_VERSION = re.compile(r"([a-z]{3,}|\d{4}[a-z]?)v\d[a-z]?")  # TPUv4, E5-2680v4
_SHORT = re.compile(r"[a-z]\d{1,3}")
# A10080GB, H20141G: the sizes tell where the number ends.
_SIZE = r"(?:1[0126]|2[024]|32|4[0578]|64|72|80|9[456]|1(?:28|4[134]|8[068]|92)|2(?:56|68|70|79|88))gb?"
_MEMORY = re.compile(rf"([a-z]{{1,3}}\d{{1,3}}?[a-z]?){_SIZE}")
_FORM = re.compile(  # A100SXM4, A100SXM480GB, RTX4090GPU, 4090GPU
    rf"([a-z]+\d+[a-z]{{0,2}}?|\d{{4}}(?=gpu))(?:sxm\d?|pcie|nvl\d*|oam|gpus?)(?:{_SIZE})?"
)
# A part number with package, temperature and speed behind it: TMS320C6678ACYPA25, AD9361BBCZ.
_ORDERED = re.compile(
    r"([a-z]{2,4}\d*[a-z]{0,3}\d{4,})([a-z]{3,5}\d{0,3})|([a-z]{2,4}\d{2}[a-z]\d{3})([a-z]{2,3}\d)"
)
# XCVU9P2FLGA2104I: speed, package and temperature behind the number. The XC before it many leave out: VU9P.
_FPGA = re.compile(r"(xc[a-z0-9]{3,9}?[a-z])l?[123][a-z]{3,5}\d{3,4}[ceimq]?")
_DEVICE = re.compile(r"(xc)?((?:[zvk]u|7[akvz]|7vx)\d{1,4}[a-z]{0,2})")
_HUNDREDS = re.compile(r"([a-z]{1,2})([1-9])00")
_NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")


@cache
def makers() -> frozenset[str]:
    """Return the folded names of chip makers and product lines' owners."""
    return frozenset(fold_name(cell.removesuffix("?")) for row in groups("makers.txt") for cell in row)


@cache
def _makers_by_letter() -> dict[str, list[str]]:
    """Return how makers stand before a number, the longest first, by their first letters."""
    found: dict[str, list[str]] = {}
    for maker in sorted(makers(), key=len, reverse=True):
        found.setdefault(maker[:1], []).append(f"{maker} " if maker.isascii() else maker)
    return found


def _named_in_words(text: str) -> str:
    """Return a folded chip name of two words without the maker before it; "" where it is another."""
    maker, _, bare = text.partition(" ")
    return bare if maker in makers() and re.fullmatch(r"[a-z]+ [a-z]+", bare) else ""


def makers_rows() -> tuple[tuple[str, ...], ...]:
    """Return the folded names of each maker in all languages."""
    return _folded("makers.txt")


def without_maker(text: str) -> str:
    """Return a folded chip name without the maker's name before it."""
    for maker in _makers_by_letter().get(text[:1], ()):
        if text.startswith(maker):
            bare = text[len(maker) :].strip()
            # "Kunlunxin 2" and "Gaudi 2" keep their word: a lone figure names nothing, a word or two little
            return bare if re.search(r"[a-z].*\d|\d{3}|[^\W\da-z]{2}|(?:[a-z]+ ){2}[a-z]", bare) else text
    return text


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


@cache
def _folded(file: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table, folded, without the mark of names that mean other things too."""
    return tuple(tuple(fold_name(cell.removesuffix("?")) for cell in row) for row in groups(file))


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
    for names in _folded("product_lines.txt"):
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


@lru_cache(maxsize=4_096)
def own_words(name: str) -> tuple[str, ...]:
    """Return the names of the makers and lines of a chip, by a folded name of it."""
    rows = (*_folded("product_lines.txt"), *_folded("makers.txt"))
    return tuple(cell for row in rows if any(map(name.startswith, row)) for cell in row)


def _says_other(ending: str) -> bool:
    """Return whether letters behind a number are a word or name another model (RTX4090Laptop)."""
    return ending in english() or ending in OTHER_MODEL_AFTER


def is_count(words: Sequence[str]) -> bool:
    """Return whether words begin with the x between a chip and its count ("RTX 4090 x 2")."""
    return len(words) > 1 and words[0] == "x" and _COUNTED.fullmatch(words[1]) is not None


def has_glued_count(word: str, spelling: str) -> bool:
    """Return whether the word that ends a chip's name has figures that may count what follows: A1008卡."""
    number = _GLUED_COUNT.fullmatch(word)
    return number is not None and spelling.endswith(number.group(1))


def is_counted(gap: str, after: Sequence[str]) -> bool:
    """Return whether what follows, with nothing between, is counted by the figure before it (8卡)."""
    return not gap and bool(after) and after[0][0] in _COUNTED_BY


@cache
def _glued_maker() -> re.Pattern[str]:
    """Return a pattern of a maker run together with a number behind it: NVIDIAH100."""
    names = sorted((name for name in makers() if name.isascii() and name.isalpha()), key=len, reverse=True)
    return re.compile(f"({'|'.join(names)}|gpu|[dh]gx)(?=[a-z]+\\d)")


def _without_glued_maker(token: str) -> str:
    """Return a number without its maker before it; a short one stays where the maker has such phones."""
    maker = _glued_maker().match(token)
    if maker is None:
        return token
    number = token[maker.end() :]
    return token if maker.group(1) in words("other_makers.txt") and _SHORT.fullmatch(number) else number


def model_of(token: str) -> tuple[str, ...]:
    """Return what a word of a text may be as a model number.

    Without a count at either end, a maker before it, and a plural, memory, form or GPU behind it. Whether the
    last figure is a count (`has_glued_count`) is seen by what follows.
    """
    bare = token
    if "x" in token:  # most have none
        bare = COUNT_BEHIND.sub("", _COUNT.sub("", token, count=1) if _COUNT.match(token) else token)
    number = _without_glued_maker(bare)
    found = [form for form in (bare, number) if form != token]
    if (ordered := _ORDERED.fullmatch(token)) and not _says_other(ordered[2] or ordered[4]):
        found.append(ordered[1] or ordered[3])
    if token.startswith("xc") and (fpga := _FPGA.fullmatch(token)):
        found.append(fpga.group(1))
    for form in dict.fromkeys((token, bare, number)):
        if form.endswith("s") and len(form) > 2 and form[-2].isalnum():
            found.append(form[:-1])
        for with_more in (_MEMORY, _FORM):
            if longer := with_more.fullmatch(form):
                found.append(longer.group(1))
        if counted := _GLUED_COUNT.fullmatch(form):
            found.append(counted.group(1))
        if "v" in form and (version := _VERSION.fullmatch(form)):
            found.append(version.group(1))
    return tuple(found)
