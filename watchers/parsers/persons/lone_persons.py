"""Persons whom no known wording announces: short words that stand alone and can be nothing else. Pure.

`places` and `cued_persons` know what stands beside a name. New wordings have no end, so here the word
itself is judged (`short_words`), and what is doubtful goes: two to four characters between signs or blanks, a
surname first and nothing of everyday Chinese behind it, unless the label before it speaks of goods, places or
bodies. Sure names in a list take the others along, whatever those begin with.
"""

import re
from collections.abc import Sequence

from watchers.parsers.persons.person_cues import OF_BODY
from watchers.parsers.persons.personal_words import OFFICE, ROLE_ENDS
from watchers.parsers.persons.persons import EDGE
from watchers.parsers.persons.short_words import (
    NO_NAMES,
    SOUNDS,
    by_sound,
    is_sure,
    is_word,
    may_be,
    might_be,
)

_HAN = r"[\u4e00-\u9fff]"
_DOTTED = rf"{_HAN}{{1,6}}(?:[·•・‧]{_HAN}{{1,6}}){{1,3}}"
_WORD = rf"(?:{_DOTTED}|{_HAN}{{2,4}}|[{SOUNDS}]{{5,6}})(?![\u4e00-\u9fffA-Za-z·•・‧])"
_NOTE = r"(?:[ \t]?[（(][^（）()\n]{1,12}[）)])?"
# the next line goes on with the list where it is as short as a name
_BETWEEN = r"[ \t\u3000]*(?:[、,，/；;](?:\n|[ \t\u3000]*)|[ \t\u3000]+|\n(?=[^\n]{2,6}(?:\n|\Z)))"
_RUN = re.compile(rf"{EDGE}(?<![·•・‧]){_WORD}{_NOTE}(?:{_BETWEEN}{_WORD}(?![ \t]*[:：]){_NOTE}){{0,14}}")
_PARTS = re.compile(rf"(?P<word>{_DOTTED}|{_HAN}{{2,6}})(?P<note>{_NOTE})")
_LABEL = re.compile(
    r"(?P<label>[^\s:：，,。；;（）()、]{2,20}(?:[（(][^（）()\n]{1,12}[）)])?[ \t\u3000]*[:：]"
    r"|(?<!\S)[^\s:：，,。；;（）()、]{2,6})[ \t\u3000（(]*\Z"
)
# what names goods, places, bodies and matters: a short word behind such a label is no person's name
_THING = re.compile(
    "品牌|商标|型号|规格|产地|原产|厂|商|公司|单位|企业|机构|名称|标的|货物|产品|设备|服务|内容|项目"
    "|地[点址区方]|区|范围|行业|专业|"
    "学科|方式|类|系统|软件|平台|用户|客户|材质|颜色|语言|币种|来源|主题|关键词|标签|栏目|频道|学校"
    "|大学|医院|部门|科室|渠道|"
    "[省市县镇州]|制造|供应|投标|中标|成交|采购|招标|期|法|率|价|额|量|元"
)
# what names makers and places, whose names are like persons', also where several stand behind it
_MAKERS = re.compile(
    "品牌|商标|型号|产地|原产|厂|供应商|公司|单位|企业|制造|名称|用户|地[点址区]|[省市县镇州]"
)
_ROLE = re.compile(
    rf"(?:{OFFICE})(?:姓名|名单|信息|签[字名])?(?:[（(][^（）()\n]{{1,12}}[）)])?"
    r"[ \t\u3000]*[:：为是有由 \t\u3000（(][ \t\u3000（(]*\Z"
)
_ROLE_WORD = re.compile(rf"(?:{OFFICE})\Z")
_LISTING = re.compile("[、，,]")
_BEFORE_VALUE = frozenset((" ", "\t", "\u3000", "：", ":", "（", "("))
_HEADS_LINE = re.compile(rf"{_HAN}{{2,10}}[ \t\u3000]*[:：]?[ \t\u3000]*")
_RANK = re.compile(
    r"教授|研究员|高工|[程验计济造理价技医药护]师|律师|讲师|博士|院士|主任|处长|科长|院长|所长|职称"
    r"|执业|证书|\d{11}"
)
_CLOSED = re.compile(
    r"[ \t\u3000]*(?:[\n。；;，,）)：:]|\Z|等|\d{1,3}(?:\.\d+)?分|"
    r"共?\s?[\d一二三四五六七八九十]{1,2}\s?[人名位])"
)
# 丁一 DING Yi, DING Yi（丁一）
_ROMAN = (
    r"(?:[A-Z]{2,7}[ ,]{1,2}[A-Z][a-z]+(?:[- ]?[A-Za-z][a-z]+)?|[A-Z][a-z]+(?:-?[a-z]+)? [A-Z]{2,7})"
    r"(?![A-Za-z])"
)
_BOTH = re.compile(
    rf"{EDGE}(?P<name>{_HAN}{{2,4}})[ \t]*[（(]?[ \t]*{_ROMAN}[）)]?"
    rf"|(?<![A-Za-z]){_ROMAN}[ \t]*[（(](?P<behind>{_HAN}{{2,4}})[）)]"
)


def without_lone_persons(text: str) -> str:
    """Return `text` without words that stand alone and are likely names of persons."""
    text = _BOTH.sub(_in_both, text)
    return _RUN.sub(_judged, text)


def is_thing(label: str) -> bool:
    """Whether a label or a column's head names goods, places, bodies or matters."""
    return _THING.search(label) is not None


def _is_role(before: str) -> bool:
    """Whether what stands before a word says whose name it is."""
    bare = before.rstrip(" \t\u3000（(:：为是有由")
    return len(bare) < len(before) and bare[-1:] in ROLE_ENDS and _ROLE.search(before) is not None


def _in_both(both: re.Match[str]) -> str:
    """Return what stays of a name in two scripts: a maker's, whose first character is no surname."""
    name = both["name"] or both["behind"]
    return both[0] if is_word(name) or not (may_be(name) or by_sound(name)) else ""


def _judged(run: re.Match[str]) -> str:
    """Return what stays of a run of short words: nothing where they are persons."""
    text, (start, end) = run.string, run.span()
    if _stands_among_persons(text, start, end):
        return ""
    plain = [part for part in _PARTS.finditer(text, start, end) if is_word(part["word"])]
    if plain and plain[0].span() == (start, end) and text[start - 1 : start] not in _BEFORE_VALUE:
        return run[0]
    kept = ""
    sure = any(map(is_sure, _words(run[0])))
    plain = [
        part
        for part in plain
        if not might_be(part["word"]) or not (sure or _is_role(_line_before(text, part.start())))
    ]
    for part in plain:  # 监督员 丁一 记录人 戊二: words between the names
        before = _line_before(text, part.start())
        if not (_is_role(before) and _HEADS_LINE.fullmatch(before)):
            kept += _kept(text, start, part.start()) + part[0]
            start = part.end()
    return kept + _kept(text, start, end)


def _stands_among_persons(text: str, start: int, end: int) -> bool:
    """Whether short words are a list of persons: one surely is one, and they stand by no thing's label.

    Whoever is named beside a person is a person, whatever the word means: 评审：丁一鸣、向日葵.
    """
    words = _words(text[start:end])
    if not _LISTING.search(text, start, end) or not any(len(word) > 2 and may_be(word) for word in words):
        return False
    if any(word in NO_NAMES or OF_BODY.search(word) or _ROLE_WORD.search(word) for word in words):
        return False
    before = _line_before(text, start)
    label = _LABEL.search(before)
    return not before.strip() or (
        label is not None and label["label"].endswith((":", "：")) and not _THING.search(label["label"])
    )


def _words(run: str) -> list[str]:
    return [part["word"] for part in _PARTS.finditer(run)]


def _line_before(text: str, place: int) -> str:
    return text[max(0, place - 40) : place].rpartition("\n")[2]


def _kept(text: str, start: int, end: int) -> str:
    """Return what stays of the run of short words between two places in a text."""
    run = text[start:end]
    words = _words(run)
    if not words:
        return run
    sure = sum(map(is_sure, words))
    maybe = sum(may_be(word) or by_sound(word) or (sure > 0 and might_be(word)) for word in words)
    before = _line_before(text, start)
    if run[:1].isspace():
        before += " "
    if _is_role(before) and text[end : end + 1] not in {":", "："}:
        if (
            maybe
            or any(might_be(word) or not is_word(word) for word in words)
            or (_HEADS_LINE.fullmatch(before) and words[0] not in NO_NAMES)
        ):
            first = next(_PARTS.finditer(run)).end()
            return _PARTS.sub(
                lambda part: part[0] if is_word(part["word"]) and not might_be(part["word"]) else "",
                run[first:],
            ).lstrip("、,，")
    after = text[end : end + 30].partition("\n")[0]
    if not maybe:  # 雒一鸣 一级建造师: between blanks and before a rank, whatever the surname
        ranked = len(words) == 1 and before[-1:] in {" ", ""} and after[:1] == " " and _RANK.search(after)
        return "" if ranked and not OF_BODY.search(words[0]) else run
    if _RANK.search(after) or _RANK.search(run):
        return _each(run)
    label = _LABEL.search(before)
    if label and (_MAKERS if len(words) > 1 else _THING).search(label["label"]):
        if len(words) < 2 or before.rstrip().endswith((":", "：")):
            return run
    closed = _CLOSED.match(text, end)
    if len(words) > 1:
        if (closed or sure > 1) and _are_listed(words, sure, maybe):
            return ""
        return _PARTS.sub(
            lambda part: "" if len(part["word"]) > 2 and is_sure(part["word"]) else part[0], run
        )
    if len(words[0]) > 2 and (sure or len(words[0]) == 3 or "·" in words[0]):
        return "" if closed or (sure and (run[-1:].isspace() or after[:1].isspace())) else run
    alone = not before.strip(" \u3000") or before.rstrip().endswith((":", "："))
    alone = alone or (_HEADS_LINE.fullmatch(before) is not None and not after.strip())
    return "" if sure and alone and closed else run


def _are_listed(words: Sequence[str], sure: int, maybe: int) -> bool:
    """Whether a list is one of persons: most may be, half are sure or longer than two characters."""
    long = sum(len(word) > 2 for word in words)
    return maybe * 2 > len(words) and max(sure, long) * 2 >= len(words)


def _each(run: str) -> str:
    """Return a run without those of its words that are likely names."""
    return _PARTS.sub(lambda part: "" if may_be(part["word"]) or by_sound(part["word"]) else part[0], run)
