"""Whether a model number is given as a chip: its maker stands in front, or what chips are sold as behind.

Knows the text directly around a hit, terms and word tables. Must not know other meanings or automata.
"""

import re
from functools import lru_cache

from watchlists.model import Term
from watchlists.spellings.makers import makers, own_words
from watchlists.text.normalize import Folded, fold_name

_DEVICE = re.compile(
    " {1,2}(?:sxm\\d|pcie|oam|\\d{2,3} ?gb|gpu|card|board|node|server|cluster|pod|instance"
    "|accelerator|chip|rack|module)s?(?![^ ])"
    "| ?(?:显卡|加速卡|推理卡|训练卡|算力|服务器|集群|节点|整机|芯片|八卡|单卡|卡(?![车片通路]))"
)
# What nothing but a chip is: no room, road or paper has a graphics card for a noun.
_CHIP = re.compile(
    " ?(?:(?:级别?|同级别?|档次?|系列|水平|水冷|液冷|风冷)的? ?)?"
    "(?:gpus?(?![^ ])|显卡|加速卡|推理卡|训练卡|计算卡|算力|服务器|芯片)"
    "| {1,2}(?:(?:level|grade|class|series|based|equivalent|water cooled|liquid cooled) )?"
    "(?:gpus?|accelerators?|(?:ai )?chips?)(?![^ ])(?! (?:shops?|vans?|butty))"
)
_STOPS = frozenset("，。；：、,;:")
_JOINED = re.compile(r"[\"'”’»」]?[ -]?")  # between a model number and its noun
_OF_MAKER = re.compile(r"(?:[’‘'ʼ]s?|的|旗下的?|公司的?)?[ _·-]?")
_REACH = 32  # characters before a hit


def before_device(folded: Folded, end: int) -> bool:
    """Return whether the next word is what chips are sold as or stand in (H200 nodes, L20卡)."""
    stop = folded.origin(end - 1) + 1
    return folded.source[stop : stop + 1] not in _STOPS and _DEVICE.match(folded.text, end) is not None


def given_as_chip(folded: Folded, start: int, end: int, term: Term, context: tuple[str, ...]) -> bool:
    """Return whether the maker of a chip stands directly before its number, or its noun directly behind.

    The maker is the one in the chip's name or among its `context`. Such a number is the chip whatever else
    is spoken of: 英伟达A100高速网卡, "the data hall H100 GPU cluster".
    """
    first, stop = folded.span(start, end)
    noun = _CHIP.match(folded.text, end)
    if noun:
        lead = len(noun.group()) - len(noun.group().lstrip())
        gap = folded.source[stop : folded.origin(end + lead)]
        if _JOINED.fullmatch(gap):
            return True
    behind = _behind_maker(_makers_of(term.name, context)).search(folded.text, max(0, start - _REACH), start)
    if behind is None:
        return False
    return _OF_MAKER.fullmatch(folded.source[folded.origin(behind.end(1) - 1) + 1 : first]) is not None


@lru_cache(maxsize=4_096)
def _makers_of(name: str, context: tuple[str, ...]) -> tuple[str, ...]:
    """Return the folded names of a chip's maker, by the chip's name and by the words of its context."""
    told = {fold_name(word) for word in context}
    return tuple(sorted({*own_words(fold_name(name)), *(told & makers())} - {""}, key=len, reverse=True))


@lru_cache(maxsize=4_096)
def _behind_maker(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern of a maker and what may stand between it and its chip, up to the chip."""
    words = "|".join(f"(?<![^ ]){re.escape(name)}" if name.isascii() else re.escape(name) for name in names)
    return re.compile(f"({words or '(?!)'})(?: s)?(?: ?(?:的|旗下的?|公司的?))? ?$")
