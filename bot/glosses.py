"""What the Chinese names in a notice say, for readers of Latin letters. Pure.

A watched organisation is called as the watchlist calls it, so that a reader meets one name for it.
"""

from collections.abc import Iterable, Sequence

from watchlists.model import Match

_MOST = 3  # names of one value
_FIRM = "公司"  # what stands there behind a name is its trade and legal form


def glossed(names: Sequence[str], matches: Iterable[Match]) -> str:
    """Return what the names say: `Shenzhen University`, `reads “Chengdu Yunda Technology”`, or nothing."""
    watched = {match.surface: match.term for match in matches if match.kind == "org"}
    said = (_said(name, watched) for name in names[:_MOST])
    return "; ".join(one for one in dict.fromkeys(said) if one)


def _said(name: str, watched: dict[str, str]) -> str:
    from watchlists.names.gloss import gloss  # a start need not wait for the tables of names

    meant = gloss(name)
    surface = max((one for one in watched if one in name and watched[one].isascii()), key=len, default="")
    if not meant.text:
        return ""
    if surface:
        part = name.removeprefix(surface)  # 国防科技大学|计算机学院
        within = gloss(part).text if len(part) < len(name) and not name.endswith(_FIRM) else ""
        return f"{watched[surface]}, {within}" if within else watched[surface]
    return meant.text if meant.known else f"reads “{meant.text}”"
