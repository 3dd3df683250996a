"""Names with words in their usual short forms: Cent., S. China, Tech.

Knows folded words. Must not know texts or terms. Short forms of one word that mean nothing else need no rule:
words are compared in a canonical form (`words/abbreviations.txt`).
"""

# Russian nouns of which the first letters and the last stand, the last bent: в ин-те, на з-де.
_RUSSIAN = (
    ("институт", "ин", ("т", "та", "ту", "том", "те")),
    ("университет", "ун", ("т", "та", "ту", "том", "те")),
    ("завод", "з", ("д", "да", "ду", "дом", "де")),
)
# Words with usual short forms of several kinds, or of several words; the others are in `abbreviations.txt`.
_PHRASES = (
    (("artificial", "intelligence"), ("ai",)),
    (("atomic",), ("at",)),
    (("international",), ("int", "l")),
    (("international",), ("intl",)),
    (("national",), ("nat", "l")),
    (("engineering",), ("eng", "g")),
    (("government",), ("gov", "t")),
    (("department",), ("dep", "t")),
    (("development",), ("dev", "t")),
    (("association",), ("ass", "n")),
    (("commission",), ("comm",)),
    (("association",), ("assoc", "n")),
    *(((noun,), (start, end)) for noun, start, ends in _RUSSIAN for end in ends),
    (("university",), ("u",)),
    (("science", "and", "technology"), ("s", "t")),
    (("united", "states"), ("u", "s")),
    (("republic",), ("rep",)),
    (("technical",), ("tech",)),
    (("technical",), ("techn",)),
    (("electric",), ("elec",)),
    (("electrical",), ("elec",)),
    (("central",), ("cent",)),
    (("central",), ("ctr",)),
    (("north",), ("n",)),
    (("south",), ("s",)),
    (("east",), ("e",)),
    (("west",), ("w",)),
    (("northern",), ("north",)),
    (("southern",), ("south",)),
    (("eastern",), ("east",)),
    (("western",), ("west",)),
    (("northeast",), ("north", "east")),
    (("northwest",), ("north", "west")),
    (("southeast",), ("south", "east")),
    (("southwest",), ("south", "west")),
    (("northeast",), ("n", "e")),
    (("northwest",), ("n", "w")),
    (("southeast",), ("s", "e")),
    (("southwest",), ("s", "w")),
    (("northeastern",), ("n", "e")),
    (("northwestern",), ("n", "w")),
    (("southeastern",), ("s", "e")),
    (("southwestern",), ("s", "w")),
)
SHORTENED = frozenset(phrase[0] for phrase, _ in _PHRASES)
"""The words that have short forms of this kind, a phrase by its first."""
_A_LETTER_FROM = 4  # words of a name in which a letter may be the university: Dalian U. of Technology
_MOST_SHORTENED = 12  # spellings with words of a name shortened


def shortened(core: list[str]) -> list[tuple[list[str], str]]:
    """Return the name with one or several of its words in their usual short forms, and how."""
    found: list[tuple[list[str], str]] = [(core, "")]
    for phrase, short in _PHRASES:
        if phrase[0] not in core or (phrase == ("university",) and len(core) < _A_LETTER_FROM):
            continue
        for name, detail in tuple(found):
            for at in range(len(name) - len(phrase) + 1):
                if tuple(name[at : at + len(phrase)]) == phrase and len(found) <= _MOST_SHORTENED:
                    how = f"{' '.join(short)} for {' '.join(phrase)}"
                    shorter = [*name[:at], *short, *name[at + len(phrase) :]]
                    found.append((shorter, f"{detail}, {how}" if detail else how))
    return [item for item in found[1:] if len(item[0]) > 1]
