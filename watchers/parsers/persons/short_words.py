"""How likely a short Chinese word is the name of a person, by its own characters. Pure.

A surname and characters that parents choose is sure (`given_names`), a surname and nothing of everyday
Chinese may be one; so may what is spelled by sound. What a word stands beside is for others to see.
"""

import re

from watchers.parsers.persons.everyday import EVERYDAY, WORDS
from watchers.parsers.persons.given_names import GIVEN, IN_PAIRS, NAME
from watchers.parsers.persons.persons import COMPOUND, OLD_SURNAMES, RARE_SURNAMES, SURNAMES

_SURNAMES = frozenset(SURNAMES + RARE_SURNAMES) - {"和"}
_BEGIN = _SURNAMES | frozenset(OLD_SURNAMES)
_COMPOUND = frozenset(COMPOUND.split("|"))
_NEVER = frozenset(EVERYDAY + "和及与") - {"人"}  # 古人, but 苗人龙: no end of a name
_SURE = re.compile(NAME)
# how names of Uyghurs, Kazakhs, Tibetans and Mongols are written by their sound
SOUNDS = (
    "阿艾巴拜白布才次措达旦德丁多尔嘎格古哈吉加江杰卡克库拉兰勒力丽罗玛麦买米木姆娜那尼努帕其青热仁萨斯索塔"
    "提图吐土旺西雅亚依伊玉央孜扎卓珠桑苏丹乌日楞让金宗娃朵甫吾汗凯迪别赛洛贡顿珍坚赞特琴梅东主"
)
# surnames that begin words of trade as often as names
_DOUBTFUL = frozenset(
    "于应任单全时万方管成包严文高常安关解计查商施项简原何向连古官支路车水石金白山江余毛经尚齐景储封满池宗师党司左边国"
    "费平利明双温强路门英马木水和都敬那支暨须且有班师楼步席云花元家富能通别充容终居广东越空后红益公区养从印海树来都员言"
)
_GIVEN = frozenset(GIVEN) - _NEVER
_AT_TIMES = frozenset(GIVEN + IN_PAIRS)
# roles, heads of columns and other words that stand where a name is due
_NO_NAMES = """
    成员 全体 全部 单位 管理员 班主任 双方 高校 姓名 职称 职务 职责 人员 经费 经营 经理
    方式 方法 方面 应当 应该 严格 时间 公司 集团 中心 大学 学院 医院 详见 附件 签字 盖章
    单价 总价 高级 中级 名单 名册 名称 代表 情况 专家 成员 组员 主任 主席 委员 来源 单位
    北京 上海 天津 重庆 河北 河南
"""
NO_NAMES = frozenset(_NO_NAMES.split())


def is_word(word: str) -> bool:
    """Whether a short word is one of everyday Chinese, and no name even behind a role."""
    if word in WORDS or word in NO_NAMES:
        return True
    if may_be(word) or by_sound(word):
        return False
    return word.endswith("人") or not _NEVER.isdisjoint(word[1:] if word[0] in _SURNAMES else word)


def by_sound(word: str) -> bool:
    """Whether a word is made of the characters that spell names of Uyghurs, Tibetans or Mongols."""
    return len(word) > 2 and all(character in SOUNDS for character in word)


def is_sure(word: str) -> bool:
    """Whether a word is a surname and given characters, or parts with a dot between, and no known word."""
    return word not in WORDS and bool("·" in word or _SURE.fullmatch(word))


def might_be(word: str) -> bool:
    """Whether a word could be a name where one is due: behind a role, beside sure names. A surname first."""
    return (
        word[0] in _SURNAMES
        and len(word) <= 4
        and not (word in WORDS or word[:2] in WORDS or word in NO_NAMES or word[-1] in "人员")
    )


def may_be(word: str) -> bool:
    """Whether a word has the shape of a name: a surname, and behind it nothing of everyday Chinese."""
    if word[0] in _SURNAMES and len(word) <= 4 and "·" not in word:
        return word not in WORDS and word[-1] != "人" and _NEVER.isdisjoint(word[1:])
    return "·" in word or (word[:2] in _COMPOUND and len(word) > 2 and _NEVER.isdisjoint(word[2:]))


def likelihood(word: str, *, words: bool = True) -> int:
    """Return how likely characters are a name, whatever stands beside them: -9 to 8.

    A surname weighs by how seldom it begins other words, a given character by how often parents choose it.
    Words of everyday Chinese are no names, unless `words` is false: where a name is due, they are (常山).
    """
    if word in NO_NAMES or not NO_NAMES.isdisjoint((word[1:], word[-2:])):
        return -9
    if words and (word in WORDS or (word[:2] in WORDS and word[:2] not in _COMPOUND)):
        return -9
    if by_sound(word):
        return 5 if len(word) > 3 else 3
    size = len(word)
    if word[:2] in _COMPOUND and size > 2:
        score, given = 4, word[2:]
    elif word[0] in _BEGIN:
        score, given = 3, word[1:]
        if word[0] in _DOUBTFUL:
            score = -9 if words and given in WORDS else 1
        size += 1
    else:
        score, given = -3, word
    if size > 4:
        score -= 2 + 4 * (size - 5) if _NEVER.isdisjoint(given) else 9
    return score + sum(map(_of_given, given)) - (len(given) == 1)


def is_foreign(word: str) -> bool:
    """Whether two or three characters have nothing of everyday Chinese, as foreign names (布赫)."""
    return len(word) in {2, 3} and word not in WORDS and _NEVER.isdisjoint(word)


def has_surname(word: str) -> bool:
    """Whether a word begins as a name does: with a surname, or spelled by sound throughout."""
    return word[0] in _BEGIN or (word[:2] in _COMPOUND and len(word) > 2) or by_sound(word)


def _of_given(character: str) -> int:
    if character in _GIVEN:
        return 2
    if character in _AT_TIMES:
        return 1
    return -2 if character in _NEVER else 1
