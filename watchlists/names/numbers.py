"""Numbers in names: figures, words, ordinals, Roman numerals.

Knows one word at a time. Must not know whether two names agree.
"""

import re

# Written from general knowledge; "i", "v" and "x" alone are letters more often than numbers.
_COUNTED = """
one first, two second ii, three third iii, four fourth iv, five fifth, six sixth vi, seven seventh vii,
eight eighth viii, nine ninth ix, ten tenth, eleven eleventh xi, twelve twelfth xii, thirteen thirteenth xiii,
fourteen fourteenth xiv, fifteen fifteenth xv, sixteen sixteenth xvi, seventeen seventeenth xvii,
eighteen eighteenth xviii,
nineteen nineteenth xix, twenty twentieth xx
"""
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
KNOWN = TENS | {
    word: value for value, words in enumerate(_COUNTED.split(","), start=1) for word in words.split()
}
_HAN = "一二三四五六七八九"
DIGITS = str.maketrans("一二三四五六七八九〇零", "12345678900")
_FIGURES = re.compile(r"(\d+)(?:st|nd|rd|th|y|ya|i|go|oy)?")


def number_value(word: str) -> str:
    """Return the number a lower-case word stands for, in figures; "" when it is none."""
    known = KNOWN.get(word)
    if known is not None:
        return str(known)
    if word[:1].isdigit():
        match = _FIGURES.fullmatch(word)
        if match is not None:
            return match.group(1).lstrip("0") or "0"
    return ""


def han_number(characters: str) -> int:
    """Return the number that 一 to 九十九 stand for, and 七〇二, whose figures are read one by one."""
    figures = characters.translate(DIGITS)
    if figures.isdecimal():
        return int(figures)
    tens, ten, units = characters.rpartition("十")
    return (10 * (_HAN.find(tens) + 1 or 1) if ten else 0) + (_HAN.find(units) + 1 if units else 0)
