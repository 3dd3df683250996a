"""A word in a script other than Latin, Greek or Cyrillic: by meaning where it is known, else by sound.

Chinese characters and Korean syllables are cut by the longest known words first; an Arabic or Hebrew word is
looked up without its article too.

Knows one run of letters of one script. Must not know the name it stands in.
"""

import re

from watchlists.names import scripts
from watchlists.names.numbers import han_number
from watchlists.names.tokens import Token, heard, token
from watchlists.names.transliterate import latin, readings
from watchlists.names.unspaced import words_of_run

_COUNTED = re.compile("第([〇零一二三四五六七八九十]{1,4})|([〇零一二三四五六七八九十]{1,4})(?=号)")
_COUNTS = frozenset("第〇零一二三四五六七八九十")  # what that begins with
_NUMBERED = re.compile("(?<=[0-9]) ?号")
_FIGURES = re.compile(r" |([0-9]+)")
_SHORTEST_NAME = len("雷军")  # of a Chinese person
# the usual family names of two characters
_FAMILIES = frozenset(
    (
        *(
            "欧阳",
            "司马",
            "上官",
            "诸葛",
            "司徒",
            "慕容",
            "夏侯",
            "皇甫",
            "尉迟",
            "公孙",
            "东方",
            "令狐",
            "南宫",
            "长孙",
        ),
        *(
            "宇文",
            "轩辕",
            "端木",
            "呼延",
            "太史",
            "闻人",
            "濮阳",
            "淳于",
            "申屠",
            "赫连",
            "澹台",
            "钟离",
            "独孤",
            "拓跋",
        ),
    )
)
_ARABIC_WORD = re.compile("[\u0600-\u06ff]+")
_KOREAN_FAMILIES = ("남궁", "황보", "제갈", "사공", "선우", "서문", "독고")  # of two syllables
TRADES = frozenset("gda")  # kinds of words that are often left untranslated
OWN = frozenset(("", "a"))  # and those that name a firm: star, tower
_ARABIC_ARTICLE = re.compile("(?:و?ال|و?لل|بال|و)(?=..)")  # the, and the, for the, in the; and
_GIVEN_NAME = 3  # letters of a given name that may be written together with another
_HEBREW = {"ב": "b", "פ": "p", "וו": "w", "ו": "w"}  # b or v, p or f, and u, o or v: `unvowelled`
_HEBREW |= {"צ'": "ch", "ץ'": "ch", "ג'": "j", "ז'": "zh"}
_HEBREW_LETTERS = re.compile("|".join(sorted(_HEBREW, key=len, reverse=True)))
_THAI = (("kh", "k"), ("ph", "p"), ("th", "t"))  # k, p and t in words of other languages


def foreign(piece: str, *, alone: bool) -> list[Token]:
    """Return the tokens of a run in one such script; `alone`: it is the whole name."""
    first = piece[0]
    table = scripts.script_words()
    if "\u0600" <= first <= "\u06ff":
        return _arabic(piece)
    if first < "\u0600":
        return _hebrew(piece)
    if "\u3400" <= first <= "\u9fff":
        return _han_words(piece, alone=alone)
    known = table.get(piece)
    if known is not None:
        return [token(word) for word in known]
    if "\u0900" <= first <= "\u0dff":
        sound = latin(piece)
        return [heard(sound, "consonants")] if sound else []
    if "\u0e00" <= first <= "\u0e7f":
        sound = latin(piece)
        for written, meant in _THAI:
            sound = sound.replace(written, meant)
        return [heard(sound, "consonants")] if sound else []
    korean = "\uac00" <= first <= "\ud7a3"
    pieces = words_of_run(piece)
    if len(pieces) > 1:
        return [word for part in pieces for word in foreign(part, alone=False)]
    if alone and korean and 2 <= len(piece) <= (4 if piece.startswith(_KOREAN_FAMILIES) else 3):  # a person
        family = table.get(first, (latin(first),))
        return [*map(token, family), heard(latin(piece[1:]), "syllables")]
    sound = latin(piece)
    return [heard(sound, "syllables")] if sound else []


def _han_words(run: str, *, alone: bool) -> list[Token]:
    """Cut a run of Chinese characters by the longest known words; what is left over is read aloud."""
    table, sizes = scripts.script_words(), scripts.sizes_of_words()
    words: list[Token] = []
    sound = ""
    at = 0
    while at < len(run):
        if run[at] in _COUNTS and (counted := _COUNTED.match(run, at)):
            if sound:
                words.append(heard("".join(readings(sound)), "syllables"))
                sound = ""
            words.append(token(str(han_number(counted.group(1) or counted.group(2)))))
            at = counted.end()
            continue
        for size in sizes.get(run[at], ()):
            piece = run[at : at + size]
            if (
                len(piece) == size
                and piece in table
                and (
                    size > 1
                    or piece in "市省"
                    or (piece in "厂所" and words and at + 1 == len(run))
                    or (sound and at + 1 == len(run) and not (alone and len(run) == _SHORTEST_NAME))
                )
            ):
                if sound:
                    words.append(heard("".join(readings(sound)), "syllables"))
                    sound = ""
                words.extend([token(word) for word in table[piece]])
                at += size
                break
        else:
            sound += run[at]
            at += 1
    if sound:
        syllables = readings(sound)
        if alone and not words and 2 <= len(run) <= 4:  # a Chinese person: family name, given name
            family = 2 if run[:2] in _FAMILIES and len(run) > 2 else 1
            words.append(heard("".join(syllables[:family]), "syllables"))
            syllables = syllables[family:]
        if syllables:
            words.append(heard("".join(syllables), "syllables"))
    return words


def _arabic(piece: str) -> list[Token]:
    """Return the tokens of an Arabic or Persian word: by meaning, also behind an article, else by sound."""
    table = scripts.script_words()
    known = table.get(piece)
    if known is None:
        before = _ARABIC_ARTICLE.match(piece)
        plain = piece[before.end() :] if before else piece
        known = table.get(plain)
        if known is None and before and before[0] == "ال" and len(piece) > len("القم"):
            piece = plain
    if known is not None:
        return [token(word) for word in known]
    given = _two_given_names(piece)
    if given:
        return given
    sound = latin(piece)
    return [heard(sound, "consonants")] if sound else []


def _two_given_names(piece: str) -> list[Token]:
    """Return two given names that Persian writes as one word: محمدرضا; none for another word."""
    table = scripts.script_words()
    for at in range(_GIVEN_NAME, len(piece) - _GIVEN_NAME + 1):
        first, second = table.get(piece[:at], ()), table.get(piece[at:], ())
        if len(first) == len(second) == 1:
            names = [token(first[0]), token(second[0])]
            if all(name.kind == "n" for name in names):
                return names
    return []


def said_aloud(text: str, kinds: frozenset[str]) -> list[Token]:
    """Return the tokens of a folded Arabic name, words of these kinds by their sound, as known abroad.

    None for another script, and for a name in which no word of them has a meaning of its own.
    """
    aloud: list[Token] = []
    meant = False
    for word in _ARABIC_WORD.findall(text):
        read = _arabic(word)
        if any(t.kind in kinds and not t.heard for t in read):
            meant = True
            sound = latin(word.removeprefix("ال") if len(word) > len("القم") else word)
            read = [heard(sound, "consonants")] if sound else []
        aloud += read
    return aloud if meant else []


def numbered_aloud(han: str) -> list[Token]:
    """Return the tokens of a Chinese name with a number by its sound, as ships are called: 远洋六号."""
    text = _COUNTED.sub(lambda found: f" {han_number(found[1] or found[2])} ", han)
    text = _NUMBERED.sub("", text)
    return [
        token(part) if part.isdecimal() else heard("".join(readings(part)), "syllables")
        for part in _FIGURES.split(text)
        if part
    ]


def _hebrew(piece: str) -> list[Token]:
    """Return the tokens of a Hebrew word: by meaning, also behind the article, else by sound."""
    table = scripts.script_words()
    known = table.get(piece)
    if known is None and piece[0] == "ה":
        known = table.get(piece[1:])
    if known is not None:
        return [token(word) for word in known]
    text = "k" + piece[1:] if piece[0] == "כ" else piece  # as it sounds at the beginning
    sound = latin(_HEBREW_LETTERS.sub(lambda found: _HEBREW[found[0]], text))
    return [heard(sound, "consonants")] if sound else []
