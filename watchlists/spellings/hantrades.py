"""Lines of business in Chinese names: 信息技术, 半导体, 重工.

Knows words. Must not know names or terms.
"""

import re
from functools import cache

from watchlists.words import longest_first

_INDUSTRY = (
    "信息技术|数字技术|网络技术|电子技术|电子信息|人工智能|智能科技|信息科技|网络科技|集成电路制造|集成电路|"
    "微电子装备|激光雷达|数据库|物联网|操作系统|新能源|新材料|大数据|云计算|科技发展|技术开发|系统集成|半导体|微电子|机器人|自动化|进出口|"
    "存储器|存储|微系统|激光|光学|芯片|传感|安防|视觉|量子|重工|动力|导航|雷达|微波|"
    "科技|技术|信息|数字|电子|智能|网络|软件|通信|通讯|实业|工业|发展|国际|系统|装备|设备|制造|机械|材料|"
    "无线|卫星|遥感|储能|电池|光伏|电气|仪器|仪表|测控|机电|精工|时空|光电|精密|数据|航空|航天|贸易|投资|控股|集团|服务|研究|开发|生物|医药|能源|电力|建设|工程|股份|计算机|计算"
)
TRADE_AT_END = re.compile(f"(?:{_INDUSTRY})$")
_ONLY_INDUSTRY = re.compile(
    f"(?:{_INDUSTRY}|中国|国家|中央|全国|东方|第[一二三四五六七八九十]|大学|学院|银行)+"
)


def is_trade(text: str) -> bool:
    """Return whether the Chinese text is a line of business and nothing else (技术, 信息技术)."""
    return TRADE_AT_END.fullmatch(text) is not None


def is_only_trade(text: str) -> bool:
    """Return whether nothing in the Chinese text tells a company from others of its line of business."""
    return bool(_ONLY_INDUSTRY.fullmatch(text) or _trades().fullmatch(text))


@cache
def _trades() -> re.Pattern[str]:
    return re.compile(f"(?:{_INDUSTRY}|{'|'.join(longest_first('trades_han.txt'))})+")
