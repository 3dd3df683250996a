"""Whether the characters of a Chinese hit belong to other words of the sentence: the likelier split wins.

Knows Chinese text and word frequencies. Must not know terms, bodies or automata.
"""

import re
from functools import cache, lru_cache

from watchlists.model import RejectReason
from watchlists.spellings.commonness import PREPOSITIONS, TITLES
from watchlists.spellings.hantrades import is_trade
from watchlists.spellings.knownnames import well_known
from watchlists.text.normalize import is_han
from watchlists.words import words
from watchlists.words.dictionary import frequency, is_word, kind_of, tagged, tokenized
from watchlists.words.places import han_places

Verdict = tuple[RejectReason, str]

# How unlikely a watched name is taken to be, as minus the logarithm of its frequency among words: a name of
# two characters often comes about by chance, a longer one seldom.
_SHORT_NAME_COST = 11.0
_NAME_COST = 20.0
_LINKS = frozenset("为是在与和的了对也不有将被把向从以于及等就都还又再并而但或则")
_NO_BUSINESS = 5.0  # so much more unlikely where the phrase has no word of business
# Ordinary compounds whose first half is what a company is called by; the company is not meant.
_COMPOUND = re.compile(
    "联想(?:到|起|力|记忆|词|输入)|移动(?:互联|支付|电源|终端|电话|办公|医疗|游戏|设备|应用|硬盘|平台)|电信(?:诈骗|网络诈骗|运营|业|市场|资费|管理)|"
    "联通(?:性|区域|域)|电子(?:商务|产品|邮件|政务|发票|竞技|书|烟)|航天(?:员|器|飞机|事业|史)|航空(?:公司|母舰|港|业|器)|"
    "船舶(?:报|工业|登记|管理|检验|代理)|石油(?:化工|价格|输出)|铁路(?:局|部门|网)|核工业(?:史|大学)|兵器(?:史|谱)|建筑(?:业|师|学)|"
    "科技(?:大学|学院|馆|局|厅)|国际(?:学校|机场|关系|会议|大学)|基因工程|微电网|技术(?:学院|大学|学校)|信息(?:化|中心|系统)|数据库|云仓(?!库)"
)
_CLOUD_WORDS = frozenset(
    ["云云", "云端", "云计算", "云服务", "云平台", "云存储", "云主机", "云盘", "云网", "云上"]
)
_CLOUD_COMPUTING = re.compile("云(?:计算(?!平台|中心|服务)|端|办公|存储技术)")
_DEEDS = frozenset(["v", "vn", "a", "b", "d"])  # kinds of words that say what cloud computing is like
_PAIR = 2  # characters
_LINKING_SURNAMES = frozenset("于和")
_WITHIN = frozenset("中里内")
# Of whom a service of a state has many: 海军军官 speaks of the navy.
_RANKS = frozenset(
    [
        *("元帅", "上将", "中将", "少将", "大校", "上校", "军官", "司令", "司令员", "参谋长", "发言人"),
        *("士兵", "官兵", "战士", "部队"),
    ]
)
_LEFT_WORD = 6.0  # so much more unlikely where the character before is no word by itself: 尼龙|芯
_LEFT_MOST = 3  # characters of a name that may be torn at its start as easily as not
_TORN = 3.0  # so much more unlikely where a word is torn for it: 云集|群
_SENTENCE_KINDS = frozenset(
    ["v", "p", "c", "d", "u", "r", "m", "a", "f"]
)  # of single characters in a sentence
_BOUND = frozenset(["nr", "nz", "ng", "vg", "ag", "tg"])  # kinds of characters that only make words
# What follows a name that ends in a preposition where the preposition governs it: 云|从山谷里升起.
_GOVERNED = {
    "从": re.compile(
        "[^，。；、]{1,6}?(?:[里中上下外边内](?![标选国市涨调线游])|到(?!底)|至|[迁搬移转升飘涌流吹飞回来出起往向])"
    ),
    **dict.fromkeys("在向由被对", re.compile("[^，。；、]{1,6}?[里中上下外边内](?![标选国市涨调线游])")),
}
_THINGS = frozenset(["n", "ns", "nr", "nz", "s", "f", "r"])  # kinds of words a preposition governs
_COMPANY = re.compile("有限公司|有限责任公司|股份公司|公司$|集团")


def across_words(name: str, before: str, after: str) -> Verdict | None:
    """Return whether the characters of the hit belong to other words of the sentence."""
    if len(name) >= 6 or not (before or after):
        return None
    for size in (1, 2, 3):
        compound = _COMPOUND.match(name[-size:] + after)
        if len(name) > size and compound and compound.end() > size:
            return RejectReason.WORD_BOUNDARY, f"the characters belong to {compound.group()}"
    if verdict := _last_in_word(name, after):
        return verdict
    if verdict := _before_preposition(name, before, after):
        return verdict
    left, right = before[-4:], after[:4]
    start, end = len(left), len(left) + len(name)
    tokens = tokenized(left + name + right)
    crossing = [
        (word, first, last)
        for word, first, last in tokens
        if not (name[-1] == "云" and after.startswith(tuple(_CLOUD_WORDS)))  # 青云|云主机
        and not (first < end < last and _tears_next(name[-1], right))
        and not (start < first < end < last and _is_made_up(name[: first - start]) and _begins_well(right))
        and last - first > 1
        and (first < start < last or first < end < last)
        and word not in _CLOUD_WORDS
        and not (word.endswith(name) and _says_where(word.removesuffix(name)))  # 上海复旦大学
        and not _stands_apart(name, word, start - first, last - end)
    ]
    if not crossing:
        return None
    own = _NAME_COST if len(name) > 2 else _SHORT_NAME_COST + 3 * (name[0] in PREPOSITIONS)
    with_name = _cost(tokenized(left)) + own + _cost(tokenized(right))
    if any(
        first < start < last < end and start - first == 1 and kind_of(word[0]) in _BOUND
        for word, first, last in crossing
    ):
        with_name += _LEFT_WORD
    if len(name) > _LEFT_MOST and any(first < start < last < end for _, first, last in crossing):
        with_name += _LEFT_WORD  # 知道|通|智能锁
    without = _cost(tokens)
    # 沈|飞扬, 深度|求|索引: the next word takes the end of the name
    runs_on = (
        after[:1] not in _LINKS
        and not _COMPANY.search(name)
        and any(start < first < end < last for _, first, last in crossing)
    )
    if with_name + _NO_BUSINESS * runs_on <= without or (
        with_name <= without and _speaks_of_business(f"{before} {after}")
    ):
        return None
    word, first, last = crossing[0]
    if first == start and last >= end and (_COMPANY.search(word) or is_trade(word[len(name) :])):
        return None  # 华为技术: a company's name with its line of business
    reason = RejectReason.LONGER_NAME if first <= start and last >= end else RejectReason.WORD_BOUNDARY
    return reason, f"the characters belong to {word}"


def _says_where(before: str) -> bool:
    """Return whether a word before a body's name says where it is: a place, or the state's own (国家)."""
    return before == "国家" or before in han_places()


def _stands_apart(name: str, word: str, before: int, after: int) -> bool:
    """Return whether a word of the dictionary is the name's edge and another word all the same.

    A link before the name that the dictionary takes for a surname (于|曼联), a title (澎湃新闻|记者), and
    where it is (联盟杯|中). `before`, `after`: how many characters of the word stand outside the name.
    """
    if before == 1 and word[0] in _LINKING_SURNAMES:
        return kind_of(word) == "nr"
    if before <= 0 < after and word[-after:] in _RANKS:
        return is_word(word[:-after])
    if before <= 0 < after and len(name) > _PAIR:
        rest = word[-after:]
        return (rest in _WITHIN and len(word) == _PAIR) or (rest in TITLES and is_word(word[:-after]))
    return False


def _is_made_up(rest: str) -> bool:
    """Return whether what the next word leaves of a long name is no text: 北方华|创立; not 深度求|索引."""
    return len(rest) > _PAIR and any(
        len(word) == 1 and kind not in _SENTENCE_KINDS for word, kind in tagged(rest)
    )


def _begins_well(right: str) -> bool:
    """Return whether what follows a name begins with a word of its own: 北方华创|立项, not 北方华|创业."""
    word, kind = tagged(right)[0]
    return len(word) > 1 or kind in _SENTENCE_KINDS


def _speaks_of_business(text: str) -> bool:
    """Return whether a Chinese text holds a word of business, beside which companies are named."""
    return any(word in text for word in _business())


@cache
def _business() -> tuple[str, ...]:
    tables = words("company_cues.txt") | words("business_cues.txt")
    return tuple(word for word in tables if len(word) > 1 and is_han(word[0]))


def _last_in_word(name: str, after: str) -> Verdict | None:
    """Return whether the last character of a name of three or more begins the next word: 云南, 云雾.

    What is left of the name may be a name by itself (京东|云南站).
    """
    if len(name) < 3 or not after or name[-1] != "云":
        return None
    right = after[:4]
    if _CLOUD_COMPUTING.match(name[-1] + right) and kind_of(name[:-1]) in _DEEDS:
        return RejectReason.WORD_BOUNDARY, f"{name[:-1]} before {name[-1]}{right[:2]}"  # 移动|云计算
    word, _, last = tokenized(name[-1] + right)[0]
    if last < 2 or word in _CLOUD_WORDS or _tears_next(name[-1], right):
        return None
    return RejectReason.WORD_BOUNDARY, f"the characters belong to {word}"


def _tears_next(last: str, right: str) -> bool:
    """Return whether a word made of the name's last character would tear the word behind it: 云集|群."""
    joined, apart = tokenized(last + right), tokenized(right)
    torn = len(joined) > 1 and joined[0][2] == _PAIR == apart[0][2] and len(joined[1][0]) == 1
    return torn and _cost(apart) + _word_cost(last) < _cost(joined) + _TORN


def _before_preposition(name: str, before: str, after: str) -> Verdict | None:
    """Return whether the last of a name's two characters is a preposition that governs what follows.

    Where the first ends a cloud's or company's name (移动云|从西部), words of business say nothing.
    """
    governed = _GOVERNED.get(name[-1])
    if len(name) != _PAIR or governed is None or not before or is_word(name):
        return None
    if not governed.match(after) or kind_of(after[:8]) not in _THINGS:
        return None
    longer = next((before[-n:] + name[0] for n in (2, 3) if before[-n:] + name[0] in well_known()), "")
    return RejectReason.WORD_BOUNDARY, f"{longer or name[0]} before the preposition {name[-1]}"


def _cost(tokens: list[tuple[str, int, int]]) -> float:
    """Return how unlikely a row of words is: minus the logarithm of its words' frequencies."""
    return sum(_word_cost(word) for word, _, _ in tokens)


@lru_cache(maxsize=10_000)
def _word_cost(word: str) -> float:
    import math

    return math.log(60_000_000 / max(frequency(word), 1))
