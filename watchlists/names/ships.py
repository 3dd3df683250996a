"""Two ships of nearly one name: sisters differ by a number, a letter, or a word before one number.

A ship's name is given by its owner, not made of what it does, so each word counts. Of names in pinyin every
syllable does: Heng Fa 8 is not Heng Da 8.

Knows two prepared names and their alignment. Must not know what the words that agree are worth.
"""

from watchlists.names.alignment import Alignment
from watchlists.names.name import Name
from watchlists.names.syllables import is_pinyin
from watchlists.names.tokens import Token

# Ships of one owner differ by number alone; a number in one name only is most likely another ship.
SHIP_NUMBER = 2.8
_BEFORE_NUMBER = 3.5  # another word before one number: sister ships of two kinds
_OTHER_SHIP = -1.0  # log odds of the same, of another syllable of a name in pinyin, of a letter for a number
_PLURAL = 0.7  # of Ocean Star and Ocean Stars: 67 in 100
_NUMERALS = frozenset("ivx")  # letters that are numbers at the end
_SAYS_NOTHING = frozenset("x#t")  # kinds of words
_MARK = 5  # letters of a part of an aircraft's mark
_SHORT = 3  # words of a name, with its number, where it may be no ship's


def sister_ship(a: Name, b: Name, found: Alignment, odds: float) -> float:
    """Return the log odds of the names of two vessels, `odds` where nothing says that these are two ships."""
    if _is_numbered(a, found.left) != _is_numbered(b, found.right):
        odds = min(odds - SHIP_NUMBER, _OTHER_SHIP)
    elif a.numbers != b.numbers:
        odds -= SHIP_NUMBER
    elif a.numbers and ((_has_own(found.left) and _has_own(found.right)) or _is_inside(a, b, found)):
        odds = min(odds, _OTHER_SHIP)
    for one, its, _, how in found.pairs:
        if how in {"close", "means"} and abs(len(one[0].text) - len(its[0].text)) == 1:
            shorter, longer = sorted((one[0].text, its[0].text), key=len)
            odds = min(odds, _PLURAL) if longer == f"{shorter}s" else odds
    ours, theirs = _pinyin(a), _pinyin(b)
    if ours and len(ours) == len(theirs) and "".join(ours) != "".join(theirs):
        odds = min(odds, _OTHER_SHIP)
    return odds


def other_mark(found: Alignment, odds: float) -> float:
    """Return the log odds of the names of two aircraft, whose marks differ by a letter: EP-MNX, EP-MNK."""
    close = [words for pair in found.pairs if pair[3] == "close" for words in pair[:2]]
    over = [found.left, found.right] if found.left and found.right else []
    other = any(0 < len(word.text) <= _MARK for words in (*close, *over) for word in words)
    return min(odds, _OTHER_SHIP) if other else odds


def before_one_number(a: Name, b: Name, left: list[Token], right: list[Token]) -> float:
    """Return what another word before one number at the end takes from the odds of short names."""
    short = max(len(a.tokens), len(b.tokens)) <= _SHORT
    ends = a.tokens[-1].kind == b.tokens[-1].kind == "#"
    own = left and right and left[0].kind == right[0].kind == ""
    return _BEFORE_NUMBER * bool(short and ends and own)


def _is_numbered(name: Name, over: list[Token]) -> bool:
    """Return whether a lone letter that is a number is left over at the end of a name: Ocean Star V."""
    return bool(over) and over[-1] is name.tokens[-1] and over[-1].text in _NUMERALS


def _is_inside(a: Name, b: Name, found: Alignment) -> bool:
    """Return whether only one name has another word before its number: Kum Gang San 3, Kum Gang 3."""
    name, over = (a, found.left) if found.left else (b, found.right)
    if a.script != b.script or (found.left and found.right) or not over or len(name.tokens) == 1:
        return False
    return name.tokens[-1].kind == "#" and name.tokens[-2] in over


def _has_own(over: list[Token]) -> bool:
    return any(word.kind not in _SAYS_NOTHING for word in over)


def _pinyin(name: Name) -> list[str]:
    """Return the words of a name in pinyin without its number; none for other names."""
    words = [word for word in name.rest if word.kind != "#"]
    plain = all(not word.heard and is_pinyin(word.text, 2) for word in words)
    return [word.text for word in words] if plain else []


def is_a_number(name: Name) -> bool:
    """Return whether a name is a number alone: "2 Co., Ltd." is no Snow Storm 2."""
    return bool(name.numbers) and all(word.kind == "#" for word in name.tokens)
