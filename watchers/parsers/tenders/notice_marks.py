"""Labels that the elements of a page part from their values, marked with a colon. Pure.

Sites write a label and its value in two elements: `dt` and `dd`, `div.k` and `div.v`, a heading and the text
below it. Once each has its colon, one reader of labels does for all, and so does the one that takes persons
out. Labels in the lines of a text are `line_labels`.
"""

import re
from itertools import islice
from typing import Any

from watchers.parsers.persons.person_labels import is_english_personal, is_personal_label
from watchers.parsers.plain import one_line
from watchers.parsers.tenders.tender_labels import field_of, is_section

_INLINE = {"b", "strong", "span", "font", "em", "i", "u", "label"}
_NEVER = {"a", "option", "button", "td", "th", "script", "style", "title", "input", "li", "textarea"}
_COLONED = re.compile(r"\A\s*[\u4e00-\u9fff（）()/、 ]{2,20}[:：]")
# the classes of a label and of its value: card__title, card__content
_NAMED_LABEL = re.compile(r"(?:title|label|name|key|caption)(?=\s|\Z)", re.IGNORECASE)
_NAMED_VALUE = re.compile(r"(?:content|value|info|text|data)(?=\s|\Z)", re.IGNORECASE)
# Labels that mean nothing to a card and end the value before them.
_OTHER = re.compile(
    r"(?:采购|招标|竞价|评审|付款|交货|服务|供货|合同履行|建设|资金)(?:方式|内容|期限?|地点|来源|需求|周期|范围|时间|依据)"
    r"|公示期限?|公告期限?|地址|备注|工期|质量|有效期|经费来源|开标地点|采购方法|付款条件|公示时间|资质要求|报名时间|保证金"
)
_PARTIES = {"buyer", "agency", "supplier", "candidate", "name"}
_SUMS = {"budget", "ceiling", "award", "total", "price"}
_NUMBERS = {"project_number", "contract_number", "tender_number", "deadline", "opening", "published"}
_NO_PARTY = re.compile(
    r"。|(?<![A-Za-z])[：:]|\A(?:第[一二三四五六七八九十\d]|[一二三四五六七八九十\d]{1,3}(?:[、.．)）包标]|\Z))|\A(?:须|应|具有|具备|符合|不|资格|要求|须知|信息|情况|名单)"
)
_HEADED = re.compile("(?:基本)?(?:信息|情况|概况|内容|要求|结果|名单|公告)[:：]?")  # 项目 | 信息: one heading
_HEADING_END = re.compile(r"(?:信息|情况|名称)[:：]?\Z")  # no name of a party ends so
_BEGUN = re.compile(r"\s*(?:[一二三四五六七八九十\d]{1,3}[、.．])?\s*([\u4e00-\u9fff]{1,12})")
_FIGURE = re.compile(r"\d|[壹贰叁肆伍陆柒捌玖拾佰仟]{2}|[０-９]")
LINE_END = "\ue0ff"  # a private-use character: the line end of preformatted text


def is_label(text: str) -> bool:
    """Whether a text is a label, whatever it means: of a field, of a person, of something else."""
    return bool(field_of(text) or is_personal_label(text) or _OTHER.fullmatch(text))


def mark_labels(main: Any) -> None:
    """Put a colon behind each element that is a label and stands before the element or text of its value."""
    for element in list(main.iter()):
        text = (element.text or "").strip() if isinstance(element.tag, str) else ""
        if not 2 <= len(text) <= 30 or element.tag in _NEVER or text[-1] in ":：" or len(element) > 2:
            continue
        if any(_words(child) for child in element) or _in_link(element):
            continue
        name = field_of(text)
        if not name and not (len(text) <= 12 and is_personal_label(text)) and not is_english_personal(text):
            continue
        outer = _outermost(element)
        if outer is not None and fits(name, value := _value_after(outer)):
            if outer.tag in _INLINE and _HEADING_END.search(value) and is_section(text + value):
                continue  # 采购代理 | 机构信息: one heading, parted by a word processor
            element.text = f"{text}："


def part_pairs(main: Any) -> None:
    """Set an inline element that its class calls a label apart, a colon before its value in the next."""
    for element in main.iter(*_INLINE):
        value = element.getnext()
        if (
            value is not None
            and value.tag in _INLINE
            and _NAMED_LABEL.search(element.get("class") or "")
            and _NAMED_VALUE.search(value.get("class") or "")
            and not len(element)
            and (text := (element.text or "").strip(" :："))
        ):
            element.text = f"{LINE_END}{text}："
            value.tail = LINE_END + (value.tail or "")


def part_labels(main: Any) -> None:
    """Set each inline element that begins with a label and a colon apart from the text before it.

    But for the end of a label that is parted into several: `<span>报价截止</span><span>时间：…`.
    """
    for element in main.iter(*_INLINE):
        if element.text and (label := _COLONED.match(element.text)) and is_label(label[0].strip(" :：")):
            begun = _BEGUN.fullmatch(_before_it(element))
            if not begun or not is_label(begun[1] + label[0].strip(" :：")):
                element.text = LINE_END + element.text


def _before_it(element: Any) -> str:
    """Return what stands before an element in the same block."""
    parent = element.getparent()
    if parent is None:
        return ""
    before = [parent.text or ""]
    for sibling in parent:
        if sibling is element:
            break
        if sibling.tag not in _INLINE:
            before.clear()
        before += [_words(sibling) if sibling.tag in _INLINE else "", sibling.tail or ""]
    return "".join(before)


def fits(name: str | None, value: str) -> bool:
    """Whether a text may be the value of a label of that field; None is a label of a person."""
    coloned = _COLONED.match(value)
    if coloned and name in _SUMS and re.search("[价费款]|金额|[大小]写", coloned[0]):
        return True
    if not value or coloned or _HEADED.fullmatch(value) or is_label(value[:30].split(" ", maxsplit=1)[0]):
        return False
    if name in _PARTIES:
        return len(value) <= 80 and not _NO_PARTY.search(value)
    if name in _SUMS or name in _NUMBERS:
        return bool(_FIGURE.search(value[:60]))
    return True


def keep_lines(main: Any) -> None:
    """Put `LINE_END` for the line ends of preformatted text, which are lines on the page too."""
    for element in list(main.iter("pre", "div", "p", "span")):
        style = (element.get("style") or "").replace(" ", "").lower()
        if element.tag != "pre" and "white-space:pre" not in style:
            continue
        for part in element.iter():
            if isinstance(part.tag, str) and part.text and "\n" in part.text:
                part.text = part.text.replace("\n", LINE_END)
            if part is not element and part.tail and "\n" in part.tail:
                part.tail = part.tail.replace("\n", LINE_END)


def _words(element: Any) -> str:
    return "".join(islice(element.itertext(), 40)).strip()


def _in_link(element: Any) -> bool:
    return any(parent.tag in {"a", "button", "nav"} for parent in element.iterancestors())


def _outermost(element: Any) -> Any | None:
    """Return the outermost element that holds this one and nothing else; None where text stands before it."""
    for _ in range(5):
        parent = element.getparent()
        if parent is None:
            return element
        before = element.getprevious()
        written = (parent.text if before is None else before.tail) or ""
        if written.strip() and element.tag in _INLINE:
            return None
        if (element.tail or "").strip() or any(_words(other) for other in islice(element.itersiblings(), 5)):
            return element
        if before is not None and any(
            _words(other) for other in islice(element.itersiblings(preceding=True), 5)
        ):
            return None
        if parent.tag in {"td", "th", "body", "html"}:
            return None
        element = parent
    return None


def _value_after(element: Any) -> str:
    if tail := (element.tail or "").strip():
        return one_line(tail)[:100]
    for following in islice(element.itersiblings(), 5):
        if isinstance(following.tag, str) and (
            text := one_line("".join(islice(following.itertext(), 40)))[:200]
        ):
            return "" if following.tag == "table" or following.find(".//table") is not None else text
        if (following.tail or "").strip():
            return one_line(following.tail)[:100]
    return ""
