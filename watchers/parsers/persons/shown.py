"""What of a notice's words is shown: what can be seen to name no person. Pure.

No name is looked for. Two to four characters that stand alone are shown where they are a label, a thing or a
body; in longer stretches words of everyday language are, and bodies. The notice is matched whole before
(`Item.whole`), so that nothing watched is missed.
"""

import re
from collections.abc import Iterator, Sequence

from watchers.parsers.persons.bodies import BRANDS, HAN, SIGN
from watchers.parsers.persons.capitals import WITHHELD, without_capitals, without_hiragana
from watchers.parsers.persons.named_bodies import BODY, PARTS_NAMES, in_bodies
from watchers.parsers.persons.person_labels import is_personal_label
from watchers.parsers.persons.persons import ALL_SURNAMES
from watchers.parsers.persons.technical_words import DOCUMENTS, GIVEN
from watchers.parsers.persons.vocabulary import (
    BEGINS_NAMES,
    SINGLE,
    is_of_language,
    is_proper,
    may_be_called,
    may_begin,
    names_nobody,
    tokens,
)
from watchers.parsers.tenders.tender_labels import field_of
from watchers.parsers.traditional import as_written, simplified

RUN = re.compile(rf"[{HAN}·•・‧]+")
SHORT = 4  # characters of a name; longer ones have a dot, or no character that is a word
DOT = re.compile("[·•・‧]+")
DOTTED = re.compile(rf"[{HAN}][·•・‧]+[{HAN}]")
SPACED = re.compile(rf"(?<![{HAN}])[{HAN}](?:[ \t\u3000]{{1,4}}[{HAN}]){{1,3}}(?![{HAN}])")  # 单　价, 丁　一
_ENDS_AS_BODY = re.compile(rf"(?:{SIGN})\Z")
# ends of words for things, sums, days and other matters
_THING = re.compile(
    "[器机仪备件统板卡线柜架桌椅表泵阀管箱车屏盘材料品务程工具网云包组额价费率量期限数式址称号码间容求注位准定用序计别质书函单度]\\Z"
)
_COUNT = re.compile("[一二三四五六七八九十两百千]+[台套个件年月日次期批项名人份种]")
_UNIT = re.compile(
    "[万亿千百十多余元年月日时分秒个台套件只条项次份张块颗片米吨组批包箱号名位家天周间栋座层期点度升克瓦核款种"
    "帧路式枚円行列维轴相芯瓶盒根辆艘盘页卡机柜槽口端转]"
)
_HEAD = re.compile(
    "序号|名次|排[名序]|备注|单价|数量|合计|小计|总价|品牌|产地|是否|公告|名称|内容|说明|其[他它]|详见|附件"
)
# 某某（北京）科技有限公司: what stands before, in and behind the brackets is one name
_WITHIN = re.compile(rf"[）)](?=[{HAN}]{{0,14}}?(?:有限|公司|集团|研究院|事务所))")
_BEFORE_WITHIN = re.compile(rf"[（(][{HAN}]{{2,6}}{_WITHIN.pattern}")
_BODYS = "公司"
_ALONE = re.compile(
    "[百千万亿]+[元圆円美]+|[美欧日港]元|成交|中标|人民币|不?含税|合格|同上|如有|地域|地区|区域|省份|城市|属地"
)
# labels behind which a place stands
_OF_PLACE = re.compile("(?:区域|地区|地域|省份|城市|所在地|属地)[:：]?\\s?\\Z|中国[（(]\\Z")
_LABEL_BEFORE = 6  # characters in which it stands
_MEASURES = frozenset("±≥≤＞＜><=~%℃°³²×")
_OPENS = frozenset('：:“"《')
_BETWEEN = re.compile(r"[A-Za-z0-9]  [A-Za-z0-9]\Z")
_LETTERS = 12  # characters of a maker's word that are looked at
_LETTERS_BEFORE = re.compile(r"[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]\Z|[A-Za-z0-9][A-Za-z]\Z")
_LETTERS_BEHIND = re.compile(r"[A-Za-z][A-Za-z0-9]+")
_BRAND = re.compile("|".join(sorted(BRANDS, key=len, reverse=True)))
_BRAND_LAST = re.compile(f"(?:{_BRAND.pattern})\\Z")
_MODEL_BEHIND = re.compile(r"[A-Z]{1,6}-?\d")  # 平台含昆仑芯R480
_STYLES = re.compile(
    "PI|CEO|CTO|CFO|COO|Dr|Prof|Mr|Ms|Mrs|Miss|PhD|MD|VP|HR|TEL|Tel|tel|by|By|BY", re.IGNORECASE
)
_FIGURES = frozenset("一二三四五六七八九十")  # given names too: 丁一


def shown_text(text: str) -> str:
    """Return what is shown of a Chinese text: without what may be a name."""
    plain = simplified(text)
    if plain != text:
        return as_written([shown_text(plain)], text)[0]
    text = SPACED.sub(label_or_nothing, text)
    text = RUN.sub(_shown, without_hiragana(text))
    text = without_capitals(text)
    return "\n".join(line for line in (line.strip() for line in text.split("\n")) if re.search(r"\w", line))


def label_or_nothing(spaced: re.Match[str]) -> str:
    """Return a label that is written with blanks without them; a name so written goes."""
    word = re.sub(r"\s", "", spaced[0])
    return word if field_of(word) or _HEAD.fullmatch(word) else ""


def is_label(word: str) -> bool:
    """Whether a word is what stands in front of a value, or at the head of a column."""
    return bool(field_of(word) or _HEAD.match(word) or is_personal_label(word))


def _shown(run: re.Match[str]) -> str:
    word, text = run[0], run.string
    if DOTTED.search(word):
        return word if BODY.search(word) else ""
    if _MODEL_BEHIND.match(text, run.end()) and (brand := _BRAND_LAST.search(word)):
        before = word[: brand.start()]
        told = "".join(with_gaps(before, unknown(before, list(tokens(before)))))
        return (told if len(word) > SHORT or (before and names_nobody(before)) else "") + brand[0]
    within = text[run.start() - 1 : run.start()] in {"（", "("} and _WITHIN.match(text, run.end())
    if (within and len(word) <= SHORT + 2) or (len(word) <= SHORT and _BEFORE_WITHIN.match(text, run.end())):
        return word
    if len(word) <= 2 * SHORT and _BEFORE_WITHIN.match(text, run.end()):
        named = f"{word}{_BODYS}"
        return "".join(with_gaps(named, unknown(named, list(tokens(named)), BODY))).removesuffix(_BODYS)
    if len(word) > SHORT:
        return "".join(with_gaps(word, unknown(word, list(tokens(word)), BODY)))
    label = text[max(0, run.start() - _LABEL_BEFORE) : run.start()]
    if _OF_PLACE.search(label):
        return word
    if len(word) > 1 and _glued(run) and not (may_begin(word) and may_be_called(word)):
        hidden = unknown(word, list(tokens(word)))
        if not any(word[start] in BEGINS_NAMES for start, _ in hidden):
            return word
    before = label[-2:].rstrip(" （(")
    if before[-1:].isdigit() and _UNIT.match(word) and all(known for *_, known in tokens(word[1:])):
        return word
    if before[-1:].isdigit() and _counted(word):
        return word
    if _beside_letters(run) and (word[0] not in BEGINS_NAMES if len(word) == 1 else is_of_language(word)):
        return word
    behind = text[run.end() : run.end() + 1]
    if _within_a_phrase(run) and names_nobody(word):
        return word
    return word if _stands(word, behind) else ""


def _within_a_phrase(run: re.Match[str]) -> bool:
    """Whether a word does not stand alone: beside a letter or figure, or between two; behind it a colon."""
    text = run.string
    before, behind = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    if before.isalnum() or behind.isalnum() or behind in _OPENS:
        return True
    return bool(_BETWEEN.match(text[max(0, run.start() - 2) : run.start()] + text[run.end() : run.end() + 2]))


def _counted(word: str) -> bool:
    """Whether what stands behind a figure is a word and what begins no name: 12通道柱面, not 312室丁一."""
    first, *others = (word[start:end] for start, end, _ in tokens(word))
    said = len(first) > 1 and first[0] not in ALL_SURNAMES and is_of_language(first)
    return said and not any(part[0] in ALL_SURNAMES for part in others)


def _glued(run: re.Match[str]) -> bool:
    """Whether a word is written together with a letter, a figure or a sign of measure: 耐压11000米."""
    text = run.string
    before, behind = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    return any(sign != "" and (sign.isalnum() or sign in _MEASURES) for sign in (before, behind))


def _beside_letters(run: re.Match[str]) -> bool:
    """Whether a word is written together with what a maker calls a thing: 配NVIDIA, H20加速卡."""
    before = _LETTERS_BEFORE.search(run.string, max(0, run.start() - _LETTERS), run.start())
    behind = _LETTERS_BEHIND.match(run.string, run.end())
    return any(beside and not _STYLES.fullmatch(beside[0]) for beside in (before, behind))


def _stands(word: str, behind: str) -> bool:
    """Whether a word of a name's length that stands alone is shown; `behind` is the sign behind it."""
    if len(word) == 1:
        return word in SINGLE
    if is_label(word) or word in BRANDS or _ALONE.fullmatch(word) or _COUNT.fullmatch(word):
        return True
    if (len(word) > 2 and _ENDS_AS_BODY.search(word)) or (
        len(word) == SHORT and BODY.search(word) and not unknown(word, list(tokens(word)))
    ):
        return True
    known = [end - start for start, end, known in tokens(word) if known]
    if sum(known) < len(word):
        return False
    if word in DOCUMENTS or (len(word) > 2 and not (may_be_called(word) or is_proper(word))):
        return True
    return (_THING.search(word) is not None and word[0] not in ALL_SURNAMES) or (
        behind in (":", "：") and len(known) > 1
    )


def unknown(
    run: str, parts: Sequence[tuple[int, int, bool]], *ends: re.Pattern[str]
) -> list[tuple[int, int]]:
    """Return what in a stretch of characters is no word, outside the names of bodies and places."""
    numbers = [number for number, (*_, known) in enumerate(parts) if not known]
    covered = in_bodies(run, parts, *ends) | _branded(run, parts) if numbers else set()
    hidden: list[tuple[int, int]] = []
    for number in numbers:
        if number in covered or _is_no_name(run, parts, number):
            continue
        start, end, _ = parts[number]
        if number and number - 1 not in covered:
            before = parts[number - 1]
            if before[1] - before[0] == 1 and run[before[0]] in ALL_SURNAMES:
                start = before[0]  # 于鑫: a surname that is a word too
                if run[end : end + 1] and [end, end + 1] == list(parts[number + 1][:2]):
                    end += run[end] not in PARTS_NAMES  # 于鑫云
        if end - start == 1 and number + 1 < len(parts) and number + 1 not in covered:
            after = parts[number + 1]
            word = run[after[0] : after[1]]
            if after[1] - after[0] <= 2 and (word not in SINGLE or word in _FIGURES):
                end = after[1]  # 王晓云: a surname and a word
        hidden.append((start, end))
    return hidden


def _is_no_name(run: str, parts: Sequence[tuple[int, int, bool]], number: int) -> bool:
    """Whether a character that is no word stands alone among words that begin no name: 四足机器人, 推理池."""
    start, end, _ = parts[number]
    if end - start > 1:
        return False
    if number and not parts[number - 1][2]:
        return False
    if any(sum(size) < 3 and run[begin] in BEGINS_NAMES for begin, size in _before(parts, number)):
        return False
    if number + 1 == len(parts):
        return bool(number)
    _, stop, known = parts[number + 1]
    behind = run[end:stop]
    if run[start] in BEGINS_NAMES:  # 冷板, 归该单位
        return len(behind) == 1 and behind in SINGLE and behind not in GIVEN | _FIGURES
    return known


def _before(parts: Sequence[tuple[int, int, bool]], number: int) -> Iterator[tuple[int, list[int]]]:
    """Yield where the word before a part begins, and the two before it, and how long they are."""
    for first in range(max(0, number - 2), number):
        yield parts[first][0], [end - start for start, end, _ in parts[first:number]]


def _branded(run: str, parts: Sequence[tuple[int, int, bool]]) -> set[int]:
    """Return the numbers of the parts that are a maker's name before a word: 申威节点, not 申威扬."""
    covered: set[int] = set()
    for brand in _BRAND.finditer(run):
        within = {
            n for n, (start, end, _) in enumerate(parts) if start >= brand.start() and end <= brand.end()
        }
        after = max(within, default=-1) + 1
        if within and parts[after - 1][1] == brand.end() and after < len(parts):
            start, end, known = parts[after]
            if known and end - start > 1:
                covered |= within
    return covered


def with_gaps(run: str, hidden: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Yield what stays of a stretch, a sign for each part that does not."""
    at = 0
    for start, end in hidden:
        if start > at or not at:
            yield run[at:start]
            yield WITHHELD
        at = max(at, end)
    yield run[at:]
