"""The watchlist a new team begins with: `data/starter.csv`, in the format teams import and export.

Knows the file that ships with the package; knows no store. Each row's note says why it is there.
"""

from functools import cache
from importlib.resources import files


@cache
def starter_csv() -> str:
    """Return the starter watchlist as CSV text, for `watchlists.csvfile.read_terms`."""
    return files("watchlists").joinpath("data", "starter.csv").read_text(encoding="utf-8")
