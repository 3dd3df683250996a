"""The words of a text in another language: which stand together, which may be names, and how they sound.

Knows folded texts. Must not know terms.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from watchlists.scanning.sounds import Script, heard, readings, script_of
from watchlists.text.folded import Folded
from watchlists.words import lines
from watchlists.words.glosses import Token

SPACED = frozenset({Script.LATIN, Script.CYRILLIC, Script.ARABIC})
NAME_IN_HAN = re.compile(f"[{''.join(lines('by_sound_han.txt'))}]{{2,}}")
_LONGEST_HAN = 14  # characters
_MOST_FORMS = 32
_PARTING = frozenset("!?;:,\n|。；：！？｜،؛、，/()（）[]«»")
_QUOTES = frozenset("«»")
_CASE_ENDINGS = re.compile("(?:ом|ем|ой|ою|ого|ему|ому|ым|им|ий|ый|ая|ую|ов|а|е|у|ю|я|ы|и|і)$")
_ADJECTIVE = re.compile("ь?(?:с[ьк]?к|цьк|зьк|цк)?(?:ий|ого|ому|им|ом|ой|ая|ую|ое|ої|ою|ій)$")
# Characters that Russian names have for a soft d or t (列别杰夫), with others read as those are heard.
_SOFT_HAN = str.maketrans("杰捷季焦久乔秋佳", "德特迪多杜托图达")
_LEAST_BENT = 4  # letters
_KOREAN_PARTICLE = re.compile("(?:은|는|이|가|을|를|의|와|과|도|에|에서|로|으로|사|측|사의|사는|사가)$")


def joined(folded: Folded, one: Token, other: Token, *, through: frozenset[str] = frozenset()) -> bool:
    """Return whether nothing between two words parts them, the marks `through` left aside."""
    if one.end == other.start:
        return True
    between = folded.source[folded.origin(one.end - 1) + 1 : folded.origin(other.start)]
    if between == " ":
        return True
    if "." in between:
        return len(one.text) <= 2 and "\n" not in between  # N. E. Bauman
    # a particle of Korean ends a name: 대학교가 센터를
    return not any((mark in _PARTING and mark not in through) or mark.isalnum() for mark in between)


def joined_through_quotes(folded: Folded, one: Token, other: Token) -> bool:
    """Return whether nothing but quotes and spaces stands between two words."""
    return joined(folded, one, other, through=_QUOTES)


def is_capital(folded: Folded, token: Token) -> bool:
    """Return whether a word has a capital."""
    return folded.source[folded.origin(token.start)].isupper()


def may_be_name(folded: Folded, token: Token) -> bool:
    """Return whether a word may be a name: one in Cyrillic or Latin letters has a capital."""
    script = script_of(token.text)
    if script in {Script.LATIN, Script.CYRILLIC}:
        return is_capital(folded, token)
    return script is not None


def sounds_of(named: list[Token]) -> Iterator[tuple[int, str]]:
    """Yield what some words together sound like, each way they can be taken, and where they begin then."""
    if len(named) == 1:
        for back, sounds in forms_of(named[0].text):
            yield named[0].start + back, sounds
        return
    for choice in islice(product(*(forms_of(token.text) for token in named)), _MOST_FORMS):
        yield named[0].start + choice[0][0], "".join(sound for _, sound in choice)


@lru_cache(maxsize=10_000)
def forms_of(text: str) -> tuple[tuple[int, str], ...]:
    """Return the sounds of a word without the endings of its language, and at which letter each begins."""
    script = script_of(text)
    if script is None or len(text) < 2:
        return ()
    if script is Script.LATIN:
        return tuple((0, sound) for sound in readings(text))
    forms = [text]
    if script is Script.CYRILLIC:
        if (stem := _ADJECTIVE.sub("", text)) != text:
            forms += [stem, _CASE_ENDINGS.sub("", text)]
        elif len(text) >= _LEAST_BENT and (stem := _CASE_ENDINGS.sub("", text)) != text:
            forms.append(stem)
    elif script is Script.ARABIC:
        forms += [text[2:]] if text.startswith("ال") and len(text) >= _LEAST_BENT else []
        forms += [text[1:]] if text[0] in "وبل" and len(text) >= _LEAST_BENT else []
        forms += [form[: -len(end)] for form in tuple(forms) for end in ("يه", "ي") if form.endswith(end)]
    elif script is Script.HANGUL:
        if (stem := _KOREAN_PARTICLE.sub("", text)) != text and stem:
            forms.append(stem)
    elif script is Script.KANA and "ツ" in text:
        forms.append(text.replace("ツ", "トゥ"))
    elif script is Script.HAN:
        size = len(text)
        run = next((at for at in range(size) if NAME_IN_HAN.fullmatch(text[at:])), size)
        places = range(max(run, size - _LONGEST_HAN), size - 1)
        written = dict.fromkeys((text, text.translate(_SOFT_HAN)))
        return tuple((at, sound) for one in written for at in places if (sound := heard(one[at:])))
    return tuple((0, sound) for sound in dict.fromkeys(map(heard, forms)) if sound)
