"""Places of persons: sections, labels and lists whose only use is to tell who. They go whole. Pure.

A name has no form of its own: parents, and those who make names up, take words, mountains and rare surnames.
But a notice tells persons in places that their heading or label announces. What stands there goes, whatever
it looks like, but for what can be no person (`person_slots`), and what a label of another matter tells.
"""

import re

from watchers.parsers.persons.person_cues import GLUED, HAN, OF_BODY, ROLE
from watchers.parsers.persons.person_labels import (
    heads_persons,
    is_personal_label,
    is_whole_label,
    label_start,
)
from watchers.parsers.persons.person_slots import (
    BODIES,
    bodies_in,
    is_list,
    parted,
    tells_persons,
    told_bodies,
)
from watchers.parsers.persons.personal_words import PANELS
from watchers.parsers.tenders.notice_marks import is_label
from watchers.parsers.tenders.tender_labels import field_of

_BLANK = r"[ \t\u3000]"
_NUMBERING = re.compile(
    rf"[\s◆●■★▲]*(?:(?P<upper>[一二三四五六七八九十]{{1,3}}{_BLANK}?[、.．])"
    rf"|(?P<middle>[（(][一二三四五六七八九十\d]{{1,2}}[）)])"
    rf"|(?P<lower>\d{{1,2}}(?:[、．]|\.(?!\d)|{_BLANK}(?=[{HAN}]))(?!\d))){_BLANK}*"
)
_LEVELS = {"upper": 1, "middle": 2, "lower": 3}
# where a line begins, or a heading within one
_BEGIN = re.compile(
    rf"\n|(?<=[\s；;。])(?=(?:[一二三四五六七八九十]{{1,3}}[、.．]|[（(][一二三四五六七八九十\d]{{1,2}}[）)]"
    rf"|\d{{1,2}}[、.．](?!\d))\s*[{HAN}（(【])"
    r"|(?<=\S)(?=\s*[一二三四五六七八九十]{1,2}、(?:项目|采购|公[告示]|代理|其[他它]|凡|中标|成交|主要|评|供应|联系"
    r"|附件|质疑|监督|发布|定标|开标))"
)
# 评审专家名单丁一、戊二: the summary of a notice has no colons
_LINK = re.compile(rf"[:：｜|│]|(?<=名单)(?=[、，]?[{HAN}*＊×·]{{2,4}}?(?:[（(、，,]|总[中成]))")
_NEXT_LABEL = re.compile(
    rf"(?<=[\s，,；;。、）)])(?=[{HAN}（）()／/]{{2,14}}{_BLANK}?[:：｜|│])"
    r"|总?(?:中标|成交)金额|(?:预算|采购)金额|代理服务"
)
_WHOSE = re.compile(rf"{_BLANK}*[{HAN}]{{2,6}}[:：]")
_LABEL = re.compile(rf"(?:[{HAN}（）()/]{{2,14}}|[{HAN}]{_BLANK}{{1,4}}[{HAN}]){_BLANK}*\Z")
_MORE = re.compile(rf"[、，,/]{_BLANK}*\Z")
_SEVERAL = re.compile("|".join((*PANELS, "人员", "成员", "名单", "专家")))
_NEUTRAL = (
    "地址",
    "名称",
    "网址",
    "时间",
    "日期",
    "部门",
    "机构",
    "单位",
    "标的",
    "内容",
    "需求",
    "清单",
    "型号",
)
_FACTS = frozenset(
    {"buyer", "agency", "supplier", "candidate", "name", "project_number", "project_name", "award", "budget"}
)
_FAR = 1_000  # characters in which the next label of a line is looked for
_MOST = 60  # lines of one list of persons
# 采购包1：, 组长：
_WHICH = re.compile(
    rf"(?:标项|标段|组长|组员|成员|专家|评委|(?:采购人|业主|用户)代表|采购包|合同包|第|包)"
    rf"{_BLANK}*[\d一二三四五六七八九十A-Z]{{0,2}}[包标]?段?{_BLANK}*[:：]"
)
_ROLE = GLUED.pattern.removesuffix("\\Z")
# 评审专家（丁一、戊二）
_IN_BRACKETS = re.compile(
    rf"(?:{'|'.join(PANELS)}|专家|评委|成员|组长|代表|监督员|人员)(?P<list>[（(][^（）()\n]{{2,200}}[）)])"
)
# 乙方法定代表人 丁一；（某处 丁一）
_BEHIND_BLANK = re.compile(
    rf"(?:(?:{_ROLE})|[{HAN}](?:联系人|联系方式|联系电话)|[（(][{HAN}]{{2,20}}[处科室部办组]){_BLANK}{{1,4}}"
    rf"(?P<list>[{HAN}·]{{1,4}}(?:[、， ][{HAN}·]{{1,4}})*)"
    rf"(?=[。；;\n，,）)]|\Z|{_BLANK}+[{HAN}]{{2,6}}(?:{_BLANK}|\Z|[:：]))"
)
_COUNTED = re.compile(r"[等共]?[\d一二三四五六七八九十]{1,2}[人名位](?:组成)?\Z|组成\Z")
# 专家名单中“丁一”更正为“戊二”
_QUOTED = re.compile(rf"(?<=[“\"「『])(?:[{HAN}·]{{0,5}}[、，])*[{HAN}·]{{2,5}}(?=[”\"」』])")
_CHANGES = re.compile("[更变]|调整|改为")
_WORD = re.compile(rf"[{HAN}·]+")
# roles, heads of columns and other words that stand where a name is due
_NAMELESS = """
    成员 全体 全部 单位 管理员 班主任 双方 高校 姓名 职称 职务 职责 人员 经费
    经营 经理 方式 方法 方面 应当 应该 严格 时间 公司 集团 中心 大学 学院 医院
    详见 附件 签字 盖章 单价 总价 高级 中级 名单 名册 名称 代表 情况 专家 组员
    主任 主席 委员 来源
"""
_NO_NAMES = frozenset(_NAMELESS.split())


def without_places(text: str, *, headline: bool = False) -> str:
    """Return `text` without the places of persons.

    `headline`: it is a title or the name of a thing, in which a panel announces nobody without a colon.
    """
    kept: list[str] = []
    section = waiting = 0  # the level of a section of persons; how many lines a label still waits for
    position = 0
    ends = [*(match.span() for match in _BEGIN.finditer(text)), (len(text), len(text))]
    for end, following in ends:
        unit, position, sign = text[position:end], following, text[end:following]
        numbered = _NUMBERING.match(unit)
        level = _LEVELS[numbered.lastgroup or "lower"] if numbered else 0
        body = unit[numbered.end() :] if numbered else unit
        if numbered and not ((section or waiting) and level > 1 and _is_names(body)):
            waiting = 0
            section = 0 if level <= section else section
        if waiting and body.strip():
            waiting -= 1
            if _is_value(body, one=not waiting):
                kept.append(told_bodies(body) + sign)
                continue
            waiting = 0
        if not headline and not section and (numbered or not _LINK.search(body)):
            heading = _LINK.split(body, maxsplit=1)[0].strip()
            if numbered and heads_persons(heading):
                section = level
                rest, _ = parted(body[len(heading) :].strip(" \t\u3000:：｜"))
                kept.append(rest + sign)
                continue
            if is_whole_label(heading):
                kept.append(sign)
                waiting = _lines_of(heading)
                continue
        if section:
            kept.append(_in_section(unit) + sign)
            continue
        rest, open_ = _labelled(unit)
        kept.append(rest + sign)
        if open_:
            waiting = _lines_of(open_)
    return "".join(kept)


def _lines_of(label: str) -> int:
    """Return how many lines below a label of persons its value may fill."""
    return _MOST if _SEVERAL.search(label) else 1


def _is_value(line: str, *, one: bool) -> bool:
    """Whether a line is the value of a label of persons that stands above it."""
    if field_of(line.strip()) or len(line) > 200:
        return False
    line = _WHICH.sub("", line)
    if _LINK.search(line):
        return False
    if one and re.search("元|[。；]\\Z", line):
        return False
    return len(line) <= 24 or bool(re.search(r"\d{7}", line)) if one else is_list(line)


def _is_names(line: str) -> bool:
    """Whether a line is a list of names, of one package perhaps."""
    return is_list(_WHICH.sub("", line))


def _in_section(unit: str) -> str:
    """Return what stays of a line in a section of persons: what a label of another matter tells, too."""
    kept: list[str] = []
    position = 0
    for link in _LINK.finditer(unit):
        if link.start() < position:
            continue
        label = _LABEL.search(unit, max(position, link.start() - 20), link.start())
        if label is None:
            continue
        compact = re.sub(r"\s", "", label[0])
        following = _NEXT_LABEL.search(unit, link.end(), link.end() + _FAR)
        end = following.start() if following else len(unit)
        value = unit[link.end() : end]
        rest, _ = parted(unit[position : label.start()])
        if field_of(compact) not in _FACTS:
            if not compact.endswith(_NEUTRAL):  # a name, and what it says
                kept.append(rest)
                position = link.end()
                continue
            value = value.strip().split(" ", maxsplit=1)[0]
        kept.append(rest + unit[label.start() : link.end()] + value)
        position = end
    rest, _ = parted(unit[position:])
    return "".join(kept) + rest


def _labelled(unit: str) -> tuple[str, str]:
    """Return a line without the values of its labels of persons, and the label whose value is to come."""
    kept: list[str] = []
    position, open_ = 0, ""
    for link in _LINK.finditer(unit):
        if link.start() < position:
            continue
        start = label_start(unit, max(position, link.start() - 40), link.start())
        if start is None:
            continue
        following = _NEXT_LABEL.search(unit, link.end(), link.end() + _FAR)
        end = following.start() if following else len(unit)
        if _WHOSE.match(unit, link.end()) and not bodies_in(unit[link.end() :]):
            end = len(unit)  # 法定代表人：甲方：丁一；乙方：戊二
        value = unit[link.end() : end]
        open_ = unit[start : link.start()] if end == len(unit) and not value.strip() else ""
        rest, gone = parted(value)
        if (gone.strip() or not value.strip()) and not _names_party(unit[start : link.start()], rest):
            kept.append(unit[position:start] + rest)
        else:
            kept.append(unit[position : link.end()] + rest.removeprefix(BODIES))
        if end == len(unit) and _MORE.search(value):
            open_ = unit[start : link.start()] + "名单"
        position = end
    rest = _IN_BRACKETS.sub(_without_bracket, _BEHIND_BLANK.sub(_without_list, unit[position:]))
    if _CHANGES.search(rest) and (tells_persons(rest) or _SEVERAL.search(rest)):
        rest = _QUOTED.sub("", rest)
    return "".join((*kept, rest)), open_


def _names_party(label: str, rest: str) -> bool:
    """Whether a label's value is a party (联合体牵头人：…有限公司), not the body that a person comes from."""
    label = re.sub(r"\s", "", label)
    if is_personal_label(label) or "专家" in label:
        return False
    return bool(bodies_in(rest.removeprefix(BODIES)[:40]))


def _without_list(announced: re.Match[str]) -> str:
    """Return a role without the short words behind it, up to the next label; further roles stay."""
    text, (start, end) = announced.string, announced.span("list")
    if not is_list(text[start:end]):
        return announced[0]
    kept, position = [], announced.start()
    for word in _WORD.finditer(text, start, end):
        if is_label(word[0]) and not ROLE.search(word[0]):
            break
        if not _is_known(word[0]):
            kept.append(text[position : word.start()])
            position = word.end()
    return "".join((*kept, text[position : announced.end()]))


def _without_bracket(announced: re.Match[str]) -> str:
    """Return a panel without the list in brackets behind it, unless that tells but roles and numbers."""
    listed = _COUNTED.sub("", announced["list"].strip("（）() "))
    words = _WORD.findall(listed)
    if not is_list(listed) or listed[:1].isdigit() or all(map(_is_known, words)):
        return announced[0]
    return announced[0][: -len(announced["list"])]


def _is_known(word: str) -> bool:
    """Whether a word is a role, a label or the like."""
    return (
        not _NO_NAMES.isdisjoint((word, word[:2]))
        or bool(ROLE.search(word) or OF_BODY.search(word))
        or is_label(word)
    )
