"""Names too short or too common to watch alone: a rule with figures, no hand list.

A name of one word is common when the word is frequent in its language, is a little word, or stands in
several names of an official list. Common names count only beside context; in official lists beside another
hit.

Knows folded names and word frequencies. Must not know texts or automata.
"""

import re
from enum import IntEnum
from functools import cache

from watchlists.spellings.makers import makers
from watchlists.text.normalize import is_han
from watchlists.words import lines, words
from watchlists.words.dictionary import frequency, is_word, kind_of, tagged
from watchlists.words.legalforms import is_legal_form, sizes_of_forms
from watchlists.words.places import han_places, is_place
from watchlists.words.vocabulary import LITTLE, english, plain_words

# Frequencies in a corpus of 60 million Chinese words: from here on a noun or a place names nothing by itself.
FREQUENT_NOUN = 1_500
FREQUENT_PLACE = 3_500
# A word in this many names of one list is a common part of names there (a first name, a place, a trade).
SHARED_BY = 3
_SHORT = 3  # letters; one of fewer says nothing of a name
SHORTEST_OFFICIAL = 5  # letters; shorter names of an official list are weak

# Characters that stand before a noun and make the two no name.
PREPOSITIONS = frozenset("依按据照凭从由向往朝对于在把被将为与和同跟以因经")

# Titles of persons end so; a person of that rank is no body.
TITLES = (
    *("秘书长", "主任", "法官", "董事长", "总经理", "经理", "记者", "常委", "书记", "院长", "校长"),
    *("局长", "部长"),
)

# What ends so has a name of its own; what says a kind only (保险公司) is generic.
_NAMED = ("公司", "集团", "证券", "航空", "博物馆")

_IN_FULL = 9  # characters: so many nouns are a body's full name (宇宙航空研究開発機構)

# A body of one country or town, and an association or a command of one field, is one body, however plain its
# words (日军, 葡萄牙队, 体育记者协会); of the kinds in `generic_han.txt` there are many. So is what a
# state has one of: an armed service, a department of its general staff, an administration of a field, a
# fleet, a force with a task of its own. Units, courts and bureaus (部队, 边防部队, 法院) it has many of.
_OF_STATE = re.compile("[海陆空]军|总.{2}部|.{2,}(?:总局|总署|舰队|战区)|.{4,}部队")
_OF_PLACE = re.compile("(.{2,}|[美俄日韩法德英印意巴澳乌])(?:军|[海陆空]军|军队|军方|警方|国家队|队)")
_OF_FIELD = re.compile(".{2,}(?:协会|学会|联合会|司令部)|.{4,}(?:大学|研究院|研究所|实验室|试验中心|总局)")

# Parts of speech of the dictionary that are no names: nouns, verbs, adjectives, adverbs, figures and so on.
_PLAIN_KINDS = frozenset({"n", "v", "vn", "a", "b", "d", "r", "m", "t", "f", "s"})


class Standing(IntEnum):
    """How much a name is worth alone."""

    STRONG = 0
    CAPITALISED = 1  # words of the language: counts where its words are capitalised, or beside context
    WEAK = 2  # counts beside context or another hit
    COMMON = 3  # counts beside its listed context only


@cache
def _known_companies() -> frozenset[str]:
    from watchlists.spellings.knownnames import well_known

    return well_known() | makers()


def standing(name: str) -> Standing:
    """Return what the folded `name` of a team's list is worth alone."""
    return standing_of_words(name.split(), official=False)


def standing_of_words(parts: list[str], *, official: bool) -> Standing:
    """Return what a name of these words is worth alone.

    `official` names come from a sanctions list, where nobody chose the spelling; see also `may_be_shared`.
    """
    if not parts:
        return Standing.COMMON
    if is_han(parts[0][0]):
        return _han(" ".join(parts), official=official)
    if len(parts) == 1:
        return _one_word(parts[0], official=official)
    if parts[-1] in ends_of_none() and (is_legal_form(parts) or names_nobody().issuperset(parts)):
        return Standing.COMMON
    if official:
        plain = plain_words()
        for part in parts:
            if len(part) >= _SHORT and part not in plain and not part.isdigit():
                return Standing.STRONG
        return Standing.CAPITALISED
    return Standing.STRONG


def _one_word(name: str, *, official: bool) -> Standing:
    if len(name) == 1 or is_legal_form([name]) or name in names_nobody():
        return Standing.COMMON
    if name in english():
        return Standing.COMMON if official else Standing.CAPITALISED
    if official and (len(name) < SHORTEST_OFFICIAL or is_place(name)):
        return Standing.WEAK
    return Standing.STRONG


@cache
def ends_of_none() -> frozenset[str]:
    """Return the last words of legal forms, and of what is no name."""
    return names_nobody() | sizes_of_forms()[1].keys()


@cache
def names_nobody() -> frozenset[str]:
    """Return the words of which alone no name is made."""
    return LITTLE | words("pronouns.txt")


def may_be_shared(words: list[str]) -> bool:
    """Return whether a strong name of an official list is weak where `SHARED_BY` names there hold it."""
    return len(words) == 1 and not is_han(words[0][0])


@cache
def _generic() -> re.Pattern[str]:
    """Return a pattern of Chinese names of nobody: what kind of company, bank or office it is (国有银行)."""
    kinds, heads = (line.split() for line in lines("generic_han.txt"))
    return re.compile(f"(?:{'|'.join(kinds)}){{1,3}}(?:{'|'.join(heads)})")


def _han(name: str, *, official: bool) -> Standing:
    """Return the standing of a Chinese name; many are told before the dictionary is loaded."""
    if len(name) == 1:
        return Standing.COMMON
    if len(name) == 2 and name[0] in PREPOSITIONS and not is_word(name):
        return Standing.WEAK  # 依图: "by the drawing" more often than a company
    if name in _known_companies():
        return Standing.STRONG
    if _generic().fullmatch(name) or name.endswith(TITLES):
        return Standing.COMMON
    if not official and _OF_STATE.fullmatch(name):
        return Standing.STRONG
    if (body := _OF_PLACE.fullmatch(name)) and (len(body[1]) == 1 or body[1] in han_places()):
        return Standing.STRONG
    if not is_word(name):
        parts = tagged(name)
        plain = all(
            len(part) > 1 and kind in _PLAIN_KINDS and frequency(part) >= FREQUENT_NOUN
            for part, kind in parts
        )
        plain = plain and len(parts) > 1 and len(name) < _IN_FULL
        plain = plain and not name.endswith(_NAMED) and not _OF_FIELD.fullmatch(name)
        return Standing.COMMON if plain else Standing.STRONG
    usual = frequency(name)
    kind = kind_of(name)
    if kind in _PLAIN_KINDS and usual >= FREQUENT_NOUN:
        return Standing.COMMON
    if kind == "n" and len(name) >= 4 and not name.endswith(_NAMED):
        return Standing.COMMON  # 金融机构, 行业协会: nouns put together, names of nobody
    if kind == "ns" and usual >= FREQUENT_PLACE:
        return Standing.COMMON
    if official and kind not in {"nt", "nz"} and len(name) < 4:
        return Standing.WEAK
    return Standing.STRONG
