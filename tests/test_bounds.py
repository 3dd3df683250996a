"""What is remembered has a bound: a process runs for months, and texts and names have no end."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent

# Of what there are few, whatever is read: files of ours and their words, single characters, kinds of forms,
# the marks that end a clause.
FEW = {
    "watchers/parsers/xml": ("_any",),
    "watchlists/judging/elsewhere": ("_cues",),
    "watchlists/judging/fields": ("_table",),
    "watchlists/names/han_tables": ("han_beside",),
    "watchlists/names/name": ("family_of",),
    "watchlists/names/transliterate": ("_reading",),
    "watchlists/scanning/sounds": ("_table",),
    "watchlists/spellings/knownnames": ("folded_rows",),
    "watchlists/spellings/makers": ("folded_rows",),
    "watchlists/spellings/romanised": ("_syllable",),
    "watchlists/text/sentences": ("_ends",),
    "watchlists/words/__init__": ("groups", "longest_first", "words"),
    "watchlists/words/glosses": ("_pieces",),
}


def unbounded() -> Iterator[tuple[str, str]]:
    """Yield module and name of each function that remembers an answer for every argument it ever got."""
    for package in ("bot", "watchers", "watchlists"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef) and node.args.args:
                    said = {ast.unparse(one) for one in node.decorator_list}
                    if said & {"cache", "functools.cache", "lru_cache(maxsize=None)"}:
                        yield path.relative_to(ROOT).with_suffix("").as_posix(), node.name


def test_what_is_remembered_of_texts_and_names_has_a_bound() -> None:
    """A function without one must be listed above, with few arguments by its nature."""
    listed = {(module, name) for module, names in FEW.items() for name in names}
    assert set(unbounded()) == listed
