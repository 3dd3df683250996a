"""Model numbers of chips as texts have them: with a count, maker, memory, form or order code written on.

Knows words. Must not know terms or texts beyond the words beside a number.
"""

import re
from collections.abc import Sequence
from functools import cache

from watchlists.spellings.makers import makers
from watchlists.words import words
from watchlists.words.vocabulary import english

# Words after a model number that name another model ("RTX 4090 D", "A100 X", "Gaudi 2 D").
OTHER_MODEL_AFTER = frozenset(
    ["x", "s", "d", "c", "e", "ti", "super", "max", "pro", "ultra", "ada", "mini", "lite", "plus", "a", "b"]
)
# Words before a model number that name another line of products ("RTX A100", "Radeon H20").
OTHER_LINE_BEFORE = frozenset(
    ["rtx", "gtx", "quadro", "radeon", "geforce", "arc", "epyc", "ryzen", "xeon", "core"]
)
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
