"""What a page is instead of a notice: a list, a block page, an error page, a login, a page of nothing. Pure.

Knows no single site. Whatever has a title, a text outside its links and a day, or tells fields of a notice,
is one: a page that is not read is a notice that nobody saw.
"""

import re
from typing import Any

from watchers.parsers.date_figures import in_figures
from watchers.parsers.tenders.eastern_notice import eastern_stage
from watchers.parsers.tenders.notice_frame import fields_told, text_of
from watchers.parsers.tenders.tender_stages import stage_of

_LISTS = ("c_list_bid", "vT-srch-result-list-bid")
_GONE = re.compile(r"错误页面|页面不存在|您访问的页面(?:不存在|已删除)|404 Not Found")
_BLOCKED = re.compile(r"访问(?:过于)?频繁|频繁访问|访问受限|安全验证|请开启JavaScript|异常访问")
# titles of what a server says instead of a page
_SERVER = re.compile(
    r"(?:error |http |错误 ?)?(?:40\d|41\d|42\d|50\d)\b.*|(?:access |permission )?(?:denied|forbidden)\b.*"
    r"|.*\bbad gateway|.{0,8}(?:用户|统一|系统|会员)?(?:登录|登陆)|(?:系统)?(?:出错|错误)了?"
    r"|(?:service|page|site) (?:temporarily )?(?:unavailable|not found)|not found|just a moment\W*"
    r"|attention required.*|.*captcha.*|(?:please )?(?:sign|log)[ -]?(?:in|on)\b.*"
    r"|(?:系统|网站|平台|服务)?(?:正在)?(?:升级|维护|出错|错误|异常)(?:中|公告|通知|提示)?"
    r"|under maintenance|maintenance|internal server error|error",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"中标|成交|采购|招标|竞价|磋商|谈判|询价|比选|遴选|入围")
_DAY = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s*[-/.年년]\s*\d{1,2}\s*[-/.月월]\s*\d{1,2}(?!\d)"
    r"|(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d(?!\d)"
    r"|(?<!\d)\d{1,2}(?:\.|st|nd|rd|th)?\s+(?:de\s+|of\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?(?:19|20)\d\d(?!\d)"
    r"|[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d(?!\d)"
)
_LEAST = 10  # characters outside links, title and days, where the title tells no stage
_SHORT = 2_000  # characters of a page that a site sends instead of the one asked for


def is_list(root: Any) -> bool:
    """Whether a page of the site is one of its lists, of a channel or a search, and no notice beside one."""
    lists = any(name in _classes(element) for element in root.iter("ul") for name in _LISTS)
    return lists and not any(
        name.startswith(("vF_detail_content", "vT_detail_content"))
        for element in root.iter("div")
        for name in _classes(element)
    )


def is_gone(title: str) -> bool:
    """Whether a page's title says that the notice is no longer there."""
    return bool(_GONE.search(title))


def is_of_server(title: str) -> bool:
    """Whether a page's title is all that of an error, a login, a check or maintenance."""
    return bool(_SERVER.fullmatch(title.strip()))


def is_block(root: Any, main: Any | None, title: str) -> bool:
    """Whether a short page that tells no fields says that the visitor came too often."""
    text = text_of(root)
    return bool(
        len(text) < _SHORT
        and _BLOCKED.search(text)
        and not (main is not None and (len(fields_told(main)) > 1 or stage_of(title)))
    )


def holds_notice(main: Any, title: str) -> bool:
    """Whether what is left of a page reads as a notice: it tells fields, of a purchase, or a day."""
    told = len(fields_told(main))
    if told >= 2:
        return True
    if any((element.get("type") or "").lower() == "password" for element in main.iter("input")):
        return False
    text = _prose(main)
    tells_stage = bool(stage_of(title) or eastern_stage(title))
    if tells_stage and (told == 1 or (len(text) >= 40 and len(_SENTENCES.findall(text)) >= 2)):
        return True
    rest, days = _DAY.subn("", in_figures(text.replace(title, "", 1)))
    return bool(title and days) and len(re.findall(r"\w", rest)) >= (1 if tells_stage else _LEAST)


def _prose(element: Any) -> str:
    """Return the text of an element that is in no link."""
    parts = [element.text or ""] if element.tag != "a" else []
    for child in element:
        if isinstance(child.tag, str):
            parts.append(_prose(child) if child.tag != "a" else "")
        parts.append(child.tail or "")
    return "\n".join(part for part in parts if part.strip()).strip()


def _classes(element: Any) -> list[str]:
    return (element.get("class") or "").split()
