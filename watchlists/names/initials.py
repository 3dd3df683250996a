"""A name that is the initials of another: MSU and Moscow State University.

Knows two prepared names. Must not know what the likeness is worth beside other evidence.
"""

from watchlists.names.name import Name
from watchlists.names.russian_initials import russian_initials

_ALONE = {2: 0.4, 3: 1.1, 4: 1.7}  # log odds of so few letters: 60, 75 and 85 in 100
_LETTERS = 3  # of a name that has no other spelling
_SURE = 5.0
_CLIPPED = 0.85  # how surely beginnings of words stand for them
_RUSSIAN = 0.9  # and those of its Russian words
_SHORTEST, _LONGEST = 4, 10  # letters of such a name
_FEWEST_WORDS = 3  # that give letters
_PIECE = 3  # letters that one gives at most
_ELIDED, _VOWELS, _LONG_WORD = frozenset("dl"), frozenset("aeiou"), 5


def acronym(a: Name, b: Name) -> float:
    """Return how surely one name is the initials of the other, 0 to 1."""
    one, other = len(a.words), len(b.words)
    if one == 1 < other:
        return _initials_of(a.words[0].text, b)
    if other == 1 < one:
        return _initials_of(b.words[0].text, a)
    one, other = len(a.tokens), len(b.tokens)
    if one == 1 < other:
        return 0.9 * _initials_of(a.tokens[0].text, b)
    if other == 1 < one:
        return 0.9 * _initials_of(b.tokens[0].text, a)
    return 0.0


def letters_alone(a: Name, b: Name) -> float:
    """Return the log odds that letters give at most where nothing else speaks for it: HTS stands for many.

    In brackets behind the name they are its own.
    """
    short, long = (a, b) if len(a.tokens) == 1 else (b, a)
    text = short.tokens[0].text
    return _ALONE.get(len(text), _SURE) if text not in long.stated else _SURE


def are_other_letters(a: Name, b: Name) -> bool:
    """Return whether two names are a word each, one of three letters at most, and differ: DJI, JI."""
    if len(a.words) != 1 or len(b.words) != 1 or a.script != b.script:
        return False
    one, other = a.words[0].text, b.words[0].text
    return one != other and min(len(one), len(other)) <= _LETTERS


def _initials_of(short: str, long: Name) -> float:
    if not 2 <= len(short) <= 10:
        return 0.0
    if long.numbers and short[-1].isdigit():
        return 0.9 * (short in _with_numbers(long))
    if short in long.stated:
        return 1.0
    initials = long.initials
    first = long.words[0].text[0]
    if short[0] != first and short[0] not in initials:
        return _RUSSIAN * russian_initials(short, long)
    if short == initials or (short[0] == first and short == "".join([word.text[0] for word in long.words])):
        return min(1.0, 0.5 + len(short) / 8)
    if len(short) <= max(len(long.words) + 1, len(long.tokens)) and short in long.acronyms:
        return min(0.9, 0.4 + len(short) / 8)
    if russian_initials(short, long):
        return _RUSSIAN
    loose = _loose_initials(short, long) if 2 < len(short) <= len(long.words) else 0.0
    return max(loose, _CLIPPED * _is_clipped(short, long)) if loose < _CLIPPED else loose


def _with_numbers(long: Name) -> set[str]:
    """Return the initials of its words, with its numbers as they are: G42 for Group 42."""
    parts = [word.ident[1:] if word.kind == "#" else word.text[0] for word in long.rest if word.kind != "x"]
    every = [word.ident[1:] if word.kind == "#" else word.text[0] for word in long.words if word.kind != "x"]
    return {"".join(parts), "".join(every), "".join(parts[:2]), "".join(every[:2])}


def _is_clipped(short: str, long: Name) -> bool:
    """Return whether the letters are the beginnings of the words, one after the other: KOMID, PDVSA, AVIC.

    Little words may give none (CERS), the last words of a long name need not (trading corporation).
    """
    words = [word for word in long.words if word.text.isalpha()]
    if not _SHORTEST <= len(short) <= _LONGEST or len(words) < _FEWEST_WORDS:
        return False
    if not set(short).issubset("".join([word.text[: 1 + _PIECE] for word in words])):  # most names
        return False
    if short in [word.text for word in words]:
        return False
    reached = {0: 0}  # how many letters are used: how many words gave them
    for word in words:
        begins = [word.text[:_PIECE]]
        if word.text[0] in _ELIDED and word.text[1:2] in _VOWELS and len(word.text) > _LONG_WORD:
            begins.append(word.text[1 : 1 + _PIECE])  # d'études
        further = dict(reached) if word.kind == "x" else {}
        for used, gave in reached.items():
            if used == len(short):
                further[used] = max(gave, further.get(used, 0))
            for begin in begins:
                for at, (letter, its) in enumerate(zip(begin, short[used:], strict=False), start=used + 1):
                    if letter != its:
                        break
                    further[at] = max(gave + 1, further.get(at, 0))
        reached = further
        if not reached:
            return False
    return reached.get(len(short), 0) >= _FEWEST_WORDS


def _loose_initials(short: str, long: Name) -> float:
    """Return how well the letters are initials in order, where some words give none or their second part."""
    words = [word.text for word in long.words if word.kind != "x"]
    if not words or short[0] != words[0][0]:
        return 0.0
    at = skipped = 0
    for letter in short:
        start = at
        while at < len(words) and words[at][0] != letter:
            at += 1
        if at == len(words):
            return 0.0
        skipped += at - start
        at += 1
    skipped += len([word for word in long.rest if word.text in words[at:]])
    return max(0.0, (0.3 + len(short) / 10) * (1 - skipped / len(short)))
