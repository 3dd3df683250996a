"""Whether a chip's number is offered or asked for as goods: its memory, a count or words of trade beside it.

Knows the text directly around a hit and word tables. Must not know terms, other meanings or automata.
"""

import re
from functools import cache

from watchlists.spellings.makers import makers
from watchlists.text.normalize import Folded, fold_name, is_spaceless
from watchlists.words import lines
from watchlists.words.places import is_place
from watchlists.words.vocabulary import english

_REACH = 24  # characters before a hit
# Sizes that only accelerators have (telephones have 64 and 128), small and without the B of GB too: A100 80G.
_MEMORY = re.compile(
    r"[ -]?[（(]?(?:(?:PCI-?[Ee]|SXM\d?|NVL|OAM|[\u4e00-\u9fff]{1,4}) ?)?[ -]?"
    r"(?:24|40|48|80|9[46]|14[14]|18[068]|192|288) ?(?:G[Bb]?|gb|ГБ|Гб|гб)(?![A-Za-z0-9])"
    r"(?! ?(?:[Ee]thernet|[Ss]witch|[Pp]orts?\b|bps|QSFP|交换|网[口卡络]|[端光电]口|光模块|流量|套餐|上网))"
)
_COUNTED = re.compile(
    " {0,2}(?:[は를을を] ?)?(?:[一二两三四五六七八九十几]{1,3}|[0-9]{1,5})"
    " ?(?:[张块片枚颗卡台基](?![车路])|[장개]|(?:шт|pcs|stuck|piezas|unites|unidades)(?![^ ]))"
)
_COUNT = r"(?:(?: ?\d{1,5} ?x?| ?[一二两三四五六七八九十几]{1,3}[张块片枚颗卡台]| my| our| some)){0,2} ?"
# One character that offers or asks, and is no part of leaving a road or receiving a call.
_OFFERED = "(?<![驶进退走导输突提支付])出|(?<![接验签吸征])收|(?<![月房])租"

# A noun before A40 is what has that number, unless there are three figures: "ThinkPad L20 for sale".
_NOUN_BEFORE = re.compile(
    r"(?<![^ ])(?!(?:and|or|have|has|got|with|few|some|our|are|need|new|two|three|four|six|eight|ten) $)"
    r"[a-z\u0400-\u04ff]{2,} $"
)
_THREE_FIGURES = 4  # characters of A100

# A Chinese noun directly before is what has that number too: 空压机A40, 监护仪 A100, but 服务器A100.
_MACHINE_BEFORE = re.compile(
    "(?:(?<![整主体理练卡裸单双新力])机|(?<![务速理算容])器|(?<![机冷整])柜|(?<!机)箱|(?<![价格单列])表"
    "|[仪泵阀钻车灯床椅桌管膜胶锁炉锅枪笔纸艇船"
    "缸盆壶杯瓶桶绳轴琴鼓衣裤帽袜毯帘伞篷梯灶罩帐鞋靴盔刷镜闸窗]|电池|彩超|超声) ?$"
)

_MACHINE_BEHIND = re.compile(
    " ?[\u4e00-\u9fff]{0,5}?(?:"
    "(?<![整主体理练卡裸单双新力样拟存拆停开装上现待关商时投危算真])机(?![架柜房时器])"
    "|(?<![务服速理算容])器|泵|油缸|冲床|车床|阀|钻头|锯片|水平仪|仪表|轴承|电机|灯具|椅|桌|皮带|滤芯|水壶"
    "|头盔|轮胎|货车|轿车|摩托|门锁|燃料|电视)"
)
_WORD_BEFORE = re.compile(r"(?<![^ ])([a-z\u0400-\u04ff]{3,}) $")
# Words that are no nouns by their ending, and stems of computing.
_NO_NOUN = re.compile(
    r"[a-z]{3,}(?:ing|ed|ly)|\w+(?:[аеиуюя]ть|[аеиуюя]м|[аяую]ю|[юуая]т|ся|[ыио]й|[ыи]е|[ыи]х|[ая]я|ого|ому|ыми|ими)"
    r"|(?:карт|сервер|плат|ускорит|видео|кластер|чип|процессор|модул|узл|нод|гпу)\w*"
)


def has_memory(folded: Folded, end: int) -> bool:
    """Return whether the size of an accelerator's memory stands behind a name: A100 80G, L40 PCIe 48GB."""
    return _MEMORY.match(folded.source, folded.origin(end - 1) + 1) is not None


def thing_before(folded: Folded, start: int) -> str:
    """Return the noun of another thing directly before a number ("bracket B200", 空压机A40); "" for none.

    Of words with blanks between it is any that names no quality, amount or deed of trade and nothing of
    computing: a common English word, a Russian one.
    """
    found = _MACHINE_BEFORE.search(folded.text, max(0, start - _REACH), start)
    if found:
        return found.group().strip()
    found = _WORD_BEFORE.search(folded.text, max(0, start - _REACH), start)
    if not found or folded.source[folded.origin(start) - 1] != " ":
        return ""
    word = found.group(1)
    if (
        word in _no_goods()
        or word.removesuffix("s") in _no_goods()
        or is_place(word)
        or word in makers()
        or _NO_NOUN.fullmatch(word)
    ):
        return ""
    return word if not word.isascii() or word in english() else ""


def thing_behind(folded: Folded, end: int) -> str:
    """Return the Chinese noun of another thing directly behind a number (H200冲床); "" for none."""
    found = _MACHINE_BEHIND.match(folded.text, end)
    return found.group().strip() if found else ""


@cache
def _no_goods() -> frozenset[str]:
    """Return the words before a chip's number that are no other goods."""
    tables = ("no_goods.txt", "chip_cues.txt", "computing.txt", "products.txt")
    trade = " ".join([*lines("trade_before.txt"), *lines("trade_behind.txt")])
    return frozenset(" ".join([trade, *(" ".join(lines(table)) for table in tables)]).split())


def traded(folded: Folded, start: int, end: int) -> bool:
    """Return whether words of trade or a count stand directly beside a name: 出A100两张, "A100 in stock"."""
    reach = max(0, start - _REACH)
    if _before().search(folded.text, reach, start):
        return True
    if end - start < _THREE_FIGURES and _NOUN_BEFORE.search(folded.text, reach, start):
        return False
    return bool(_behind().match(folded.text, end) or _COUNTED.match(folded.text, end))


def _phrases(table: str) -> tuple[str, ...]:
    """Return the phrases of a table, folded, the longest first; with blanks around where there are words."""
    folded = sorted({fold_name(line) for line in lines(table)}, key=lambda phrase: (-len(phrase), phrase))
    return tuple(
        re.escape(phrase) if is_spaceless(phrase[0]) else f"(?<![^ ]){re.escape(phrase)}(?![^ ])"
        for phrase in folded
    )


@cache
def _behind() -> re.Pattern[str]:
    """Return a pattern of what goods have behind them."""
    return re.compile(f" {{0,2}}(?:{'|'.join(_phrases('trade_behind.txt'))})")


@cache
def _before() -> re.Pattern[str]:
    """Return a pattern of what goods have before them, a count between."""
    return re.compile(f"(?:{'|'.join(_phrases('trade_before.txt'))}|{_OFFERED}){_COUNT}$")
