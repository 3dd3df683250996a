"""Tables of words in sections, as `names.txt` and `western_words.txt` are written."""

from importlib.resources import files


def sections_of(name: str) -> dict[str, frozenset[str]]:
    """Return the words of each section of a table: `## section`, words with blanks between, `#` remarks."""
    sections: dict[str, list[str]] = {}
    words: list[str] = []
    for line in files(__package__).joinpath(name).read_text("utf-8").splitlines():
        if line.startswith("## "):
            words = sections.setdefault(line[3:], [])
        elif not line.startswith("#"):
            words += line.split()
    return {section: frozenset(held) for section, held in sections.items()}
