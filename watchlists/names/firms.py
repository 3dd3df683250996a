"""Well-known firms by their own word in any script: 燧原, Enflame and エンフレーム are one.

From the table of matching (`watchlists/words/companies.txt`), whose rows name a firm in several languages.
Here only the word that is its own counts, without line of business, town and legal form, so that a name with
other such words is known too: 上海燧原科技股份有限公司. A name that means other things as well is marked "?"
there, and left out.

Knows the rows of that table. Must not know names.
"""

import re
from collections.abc import Container
from functools import cache

from watchlists.words import groups
from watchlists.words import words as _words

_FILE = "companies.txt"
# what a firm's name may end in beside its own word
_LATIN_TRADES = frozenset(
    (
        *("technology", "technologies", "tech", "group", "holding", "holdings", "corporation", "company"),
        *("semiconductor", "semiconductors", "microelectronics", "electronics", "robotics", "systems"),
        *("inc", "software"),
        *("networks", "communications", "pharma", "industries", "international"),
    )
)
_HAN_TRADES = re.compile(
    "(?:科技|技术|集团|股份|公司|通信|通讯|电子|微电子|半导体|信息|智能|网络|系统|软件|光电|激光|创新|机器人|生物)+$"
)
# what is left of a firm's name without its line of business and is a word of everybody's
_COMMON = frozenset(
    (
        *(
            "通用",
            "并行",
            "纵横",
            "航发",
            "国科",
            "国机",
            "百川",
            "天马",
            "阶跃",
            "面壁",
            "麒麟",
            "金山",
            "登临",
        ),
        *(
            "长亭",
            "云洲",
            "国博",
            "青云",
            "智元",
            "道通",
            "保利",
            "长江",
            "北方",
            "时代",
            "银河",
            "长城",
            "长征",
        ),
        *("科工", "蜂巢", "振华", "精测", "蓝灯", "国仪", "天仪", "华力"),
    )
)
_PROVINCE = re.compile("^[省市]")  # behind its name
_KNOWN = range(8, 1, -1)  # letters of a known word that is cut off
_COUNTRY = ("中国", "中國", "중국")  # what follows says what the firm is about
_SHORTEST = 4  # letters of a firm's word in Latin script
_SHORTEST_ABROAD = 2  # characters of it in another one


@cache
def latin_words() -> dict[str, str]:
    """Return what firms call themselves in Latin letters, each with the first word of its row."""
    found: dict[str, str] = {}
    for row in groups(_FILE):
        words = _latin(row)
        if words and (len(words) > 1 or len(words) < len(row)):
            for word in words:
                found.setdefault(word, words[0])
    return found


def other_words(known: Container[str]) -> dict[str, str]:
    """Return what firms call themselves in other scripts, each with the Latin word for it.

    `known`: words of other scripts that have a meaning already, which no firm has for itself.
    """
    weak = {name.removesuffix("?") for row in groups(_FILE) for name in row if name.endswith("?")} | _COMMON
    found: dict[str, str] = {}
    for row in groups(_FILE):
        words = _latin(row)
        for name in row if words else ():
            if name.isascii() or name.endswith("?") or not name.isalpha() or name.startswith(_COUNTRY):
                continue
            own = _own(name.casefold(), known)
            if len(own) >= _SHORTEST_ABROAD and own not in known and own not in weak:
                found.setdefault(own, words[0])
    # what begins with another firm's word is a line of business of that one: 华为云
    return {own: firm for own, firm in found.items() if not _begins_with_another(own, firm, found)}


def _begins_with_another(own: str, firm: str, found: dict[str, str]) -> bool:
    return any(found.get(own[:n], firm) != firm for n in range(_SHORTEST_ABROAD, len(own)))


def _own(name: str, known: Container[str]) -> str:
    """Return a firm's name without the known words at its end and the place at its beginning."""
    while True:
        bare = _HAN_TRADES.sub("", name)
        begin = next((n for n in _KNOWN if name[:n] in known and len(name) > n), 0)
        end = next((n for n in _KNOWN if name[-n:] in known and len(name) > n), 0)
        bare = bare if bare != name else name[:-end] if end else _PROVINCE.sub("", name[begin:])
        if len(bare) < _SHORTEST_ABROAD or bare == name:
            return name
        name = bare


def _latin(row: tuple[str, ...]) -> list[str]:
    """Return the single words that a firm is known by, without its line of business."""
    english = _words("english.txt")  # words that name nobody without the others of a name
    found = []
    for name in row:
        words = name.casefold().split()
        several = len(words) > 1
        while len(words) > 1 and words[-1] in _LATIN_TRADES:
            words.pop()
        if several and (words[0] in english or words[0] == "china"):
            continue
        if len(words) == 1 and len(words[0]) >= _SHORTEST and words[0].isascii() and words[0].isalpha():
            found.append(words[0])
    return list(dict.fromkeys(found))
