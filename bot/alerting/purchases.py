"""One purchase under its number, however a notice writes it. Pure.

Sites and agencies write a project's number in any width and brackets, with blanks, and with the package
behind it: `ＨＹ〔2026〕018号`, `HY[2026]018`, `HY2026-018-1`, `HY2026-018（01包）` are one purchase.
"""

import re
import unicodedata

_PACKAGE = r"(?:分?包|标段|标项|分标|包[件组])"
_WHICH = r"(?:(?<!\d)\d{1,2}|(?<![A-Z])[A-Z]|[一二三四五六七八九十]{1,3})"
_OF_PACKAGE = re.compile(
    rf"[\s\-/_、]*[(\[]?\s*(?:第?{_WHICH}{_PACKAGE}|{_PACKAGE}(?:\d{{1,2}}|[A-Z一二三四五六七八九十]))"
    r"\s*[)\]]?\s*\Z"
)
# A bare -1 or (2) is a package only behind a number that is whole without it: HY2026-018-1, not HY2026-1.
_BARE = re.compile(r"(?<=\d)(?:\s*[-/_]\s*0?\d|\s*\(0?\d\))\s*\Z")
_WHOLE = re.compile(r"(?:\A|\D)(?!(?:19|20)\d\d\Z)\d{3,}\Z")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d\Z")
_LEAST = 6  # letters and digits: shorter numbers are of many purchases


def letters(text: str) -> str:
    """Return the letters and digits of a name or number in one width, for comparison."""
    return "".join(one for one in unicodedata.normalize("NFKC", text).casefold() if one.isalnum())


def numbers(number: str) -> tuple[str, ...]:
    """Return a project's number for comparison: as it is, and without the package behind it.

    Nothing for one too short to tell one purchase from another.
    """
    written = unicodedata.normalize("NFKC", number).strip()
    project = written.removesuffix("号")
    if named := _OF_PACKAGE.search(project):
        base = project[: named.start()].removesuffix("号")
        project = project if _YEAR.search(base) else base
    elif (bare := _BARE.search(project)) and _WHOLE.search(project[: bare.start()]):
        project = project[: bare.start()]
    folded = dict.fromkeys(map(letters, (written, project)))
    return tuple(one for one in folded if len(one) >= _LEAST and re.search(r"\d", one))
