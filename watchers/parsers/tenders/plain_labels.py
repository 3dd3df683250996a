"""A notice's labels as most notices write them, without what a correction says stood there before. Pure."""

import re
from collections.abc import Sequence

from watchers.parsers.tenders.tender_labels import field_of
from watchers.parsers.tenders.tender_words import NUMBERING

# 项目编号（或招标编号、采购计划备案文号等，如有）：
# 中标（成交）金额：（可填写下浮率、折扣率或费率）：
_OR_NOTE = re.compile(
    r"[（(](?:或|如|若)[^（）()\n:：]{0,60}[）)](?=[ \t\u3000]*[:：])"
    r"|(?<=[:：])[ \t\u3000]*[（(][^（）()\n:：]{2,60}[）)][ \t\u3000]*[:：]"
)
_SIGNS = "[①-⑳⑴-⒇※◎\u2300-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]"  # marks, bullets, pictures
# `①采购人：` and `★预算金额：`, `【中标供应商】：`: the sign is no part of the label
_SIGNED = re.compile(rf"(?:{_SIGNS}\s*){{1,4}}(?=[\u4e00-\u9fff（）()/、【 ]{{2,30}}[:：])")
_FRAMED = re.compile(
    r"[【［\[]([\u4e00-\u9fff（）()/、 ]{2,30})(?:[】］\]](?=[ \t]*[:：])|(?P<colon>[:：])[】］\]])"
)
_LISTED = re.compile(
    rf"\s*(?:\d{{1,2}}[、.．)）]|[（(]\d{{1,2}}[）)]|{_SIGNS})\s*"
    r"(?=[^，,。；;:：\s]{3,50}?(?:公司|[厂院所社店行部心团会学])(?:[\s，,。；;（(]|\Z))"
)
_BARE_NAME = re.compile(
    r"\s*[\u4e00-\u9fffA-Za-z（）()&. ]{4,40}(?:公司|[厂院所社店行部]|中心|集团|大学)"
    r"(?:[（(][^（）()]{1,20}[）)])?\s*[；;，,。]?\s*\Z"
)
# 某某公司　授权代表：…, in a list of winners
_NAME_FIRST = re.compile(
    r"\s*(?P<who>[\u4e00-\u9fffA-Za-z（）()&.]{4,40}(?:公司|[厂院所社店行部]|中心|集团|大学))"
    r"[ \t\u3000，,]+(?=[\u4e00-\u9fff（）()]{2,14}[:：])"
)
# 某某公司，中选金额9万元
_NAME_PRICED = re.compile(
    r"\s*(?P<who>[\u4e00-\u9fffA-Za-z（）()&.]{4,40}(?:公司|[厂院所社店行部]|中心|集团|大学))"
    r"[ \t\u3000，,]+(?P<how>中标|成交|中选)(?:总?金额|总?价格?)[:：为]?"
)
_DAY = re.compile(r"\s*\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?\s*")
_LOTTED = re.compile(
    r"\s*(?P<lot>第?[一二三四五六七八九十\dA-Z]{1,3}(?:包|标段|标项|分包)|(?:采购)?(?:包|标段|标项|标包"
    r"|包组)[一二三四五六七八九十\dA-Z]{1,3})"
    r"\s*(?:[（(][^（）()\n]{1,20}[）)])?\s*[:：]\s*(?=[^，,。；;:：\s]{3,50}?(?:公司|[厂院所社店行部心团会学])(?:[\s，,。；;、（(]|\Z))"
)
# 经评审，下列单位入围：
_HEADS_WINNERS = re.compile(
    r"(?:单位|供应商|企业|公司|机构|投标人)(?:为)?(?:中标|成交|中选|入围|入选)(?:如下)?\s*[:：]\s*\Z"
)
_HEADS_RESULT = re.compile(r"(?:中标|成交|中选)(?:结果|信息|情况)\s*[:：]?\s*\Z")  # above 第一包：某公司
_CHANGED = r"(?:现)?(?:更正|变更|修改|调整|更改|改|修正)(?:为|成)[:：]?"
_CHANGE = re.compile(_CHANGED + r"\s*")
_QUOTED_FORMER = re.compile(
    rf"原(?P<before>[^“\"「\n]{{0,20}})[“\"「](?P<label>[^“”\"「」\n:：\s\d]{{2,24}}(?=[:：\s\d]))?[^“”\"「」\n]{{1,300}}[”\"」]\s*[，,]?\s*{_CHANGED}\s*[“\"「]?"
)
# 原成交供应商：甲公司，成交金额：9元；…，现更正为：成交供应商：乙公司
_FORMER_WINNER = re.compile(
    r"原(?:中标|成交|中选)(?:供应商|人|单位)(?:名称)?[:：][^\n]{2,160}?(?:现)?(?:更正"
    r"|变更)为[:：]?\s*(?=(?:中标|成交|中选)(?:供应商|人|单位))"
)
# 原成交供应商：甲公司，…，现更正成交供应商为：乙公司
_WINNER_CHANGED = re.compile(
    r"(?:原(?:中标|成交|中选)(?:供应商|人|单位)(?:名称)?[:：][^\n]{2,160}?)?(?:现)?(?:更正|变更|调整)"
    r"(?P<label>(?:中标|成交|中选)(?:供应商|人|单位))(?:名称)?为[:：]?\s*"
)
# 1包：甲公司，成交金额 9万元
_LOT_WON = re.compile(
    r"(?m)^[ \t]*(?P<lot>第?[一二三四五六七八九十\dA-Z]{1,3}(?:包|标段|标项)|(?:采购|合同)?(?:包|标段|标项)"
    r"[一二三四五六七八九十\dA-Z]{1,3})(?:[（(][^（）()\n]{1,20}[）)])?[ \t]*[:：][ \t]*"
    r"(?P<who>(?!由)[^，,。；;:：\s]{2,50}?(?<!中标)(?<!成交))[，, \t]+"
    r"(?P<sum>(?P<how>中标|成交|中选)(?:金额|价格?)[:：为]?)"
)
# 成交信息：甲公司；9万元
_RESULT_TOLD = re.compile(
    r"(?m)^[ \t]*(?:[一二三四五六七八九十]{1,2}、)?(?P<how>中标|成交|中选)(?:结果|信息|情况)[:：][ \t]*"
    r"(?P<who>[^，,；;。:：\s]{3,50}?(?:公司|[厂院所社店行部]|中心|集团|大学))"
    r"[；;，, ]+(?=[￥¥]?\d[\d,.]*\s*[万亿]?元)"
)
_WRITTEN = re.compile(r"(?<=[:：])\s*[（(]?[大小]写[）)]?[:：][ \t]*")  # 成交金额：大写：玖元整
# what stands before `变更为`: `原合同金额1,200,000.00元`
_FORMER = re.compile(
    r"(?:原|将)?(?P<label>[\u4e00-\u9fff（）()]{3,12}?)[:：由从为]?\s*[“\"]?"
    r"(?:[^\u4e00-\u9fff，。；;：:“”\"\n]|[一二三四五六七八九十百千两]+万?元?)[^，。；;：:\n“”\"]{0,40}?[”\"]?\s*[，,]?\s*\Z"
)
_FORMER_MAX = 64
_CORRECTED = {"award", "budget", "ceiling"}
_LIST_END = re.compile(r"(?<=[商人位])(?:名单)?(?:如下|为)?\s*[:：]?\s*\Z")


def without_notes(text: str) -> str:
    """Return the text without the brackets at a colon: a label's other names, what to fill in."""
    return _OR_NOTE.sub("", text)


def without_former(text: str) -> str:
    """Return the text without what a correction says stood there before: `原“甲公司”更正为“乙公司”`.

    A sum or party in a sentence (`原合同金额9元变更为8元`) becomes its label and what it is now.
    """
    if "现更正" in text or "更正为" in text or "变更为" in text:
        text = _FORMER_WINNER.sub("\n", text)
    text = _WINNER_CHANGED.sub(r"\n\g<label>：", text)
    text = _QUOTED_FORMER.sub(
        lambda old: f"\n{_label_at_end(old['before']) or _label_at_end(old['label'] or '')}", text
    )
    kept: list[str] = []
    position = 0
    for change in _CHANGE.finditer(text):
        low = max(position, change.start() - _FORMER_MAX)
        former = _FORMER.search(text[low : change.start()])
        if former and field_of(former["label"]) in _CORRECTED:
            kept += (text[position : low + former.start()], f"\n{former['label']}：")
            position = change.end()
    return "".join((*kept, text[position:]))


def _label_at_end(text: str) -> str:
    """Return the label that ends a text, with a colon: `预算金额：` of 采购文件预算金额; "" for none."""
    for start in range(len(text) - 1):
        if field_of(text[start:]) in _CORRECTED | {"deadline", "opening", "supplier"}:
            return f"{text[start:]}："
    return ""


def with_plain_labels(text: str) -> str:
    """Return the text with its labels as most notices write them.

    Without signs around them, and each numbered line below `入围供应商名单：` with a label of its own.
    """
    text = _RESULT_TOLD.sub(r"\g<how>供应商：\g<who>\n\g<how>金额：", _WRITTEN.sub("", text))
    text = _LOT_WON.sub(r"\g<lot>\n\g<how>供应商：\g<who>\n\g<sum>：", text)
    text = _FRAMED.sub(lambda framed: f"\n{framed[1]}{framed['colon'] or ''}", _SIGNED.sub("\n", text))
    lines = text.split("\n")
    label = ""  # of the list that is being read
    for number, line in enumerate(lines):
        last = line.rpartition("，")[2]
        if len(last) <= 30 and field_of(head := _LIST_END.sub("", last)) in {"supplier", "candidate"}:
            label = NUMBERING.sub("", head.strip())
        elif len(line) <= 30 and _HEADS_WINNERS.search(line):
            label = "入围供应商"
        elif len(line) <= 16 and _HEADS_RESULT.search(line) and _next_lot(lines, number):
            label = "中标供应商"
        elif label and (lot := _LOTTED.match(line)):
            lines[number] = f"标段：{lot['lot']}\n{label}：{line[lot.end() :]}"
        elif label and _LISTED.match(line):
            lines[number] = f"{label}：{_LISTED.sub('', line, count=1)}"
        elif label and (first := _NAME_FIRST.match(line)):
            lines[number] = f"{label}：{first['who']}\n{line[first.end() :]}"
        elif label and (priced := _NAME_PRICED.match(line)):
            lines[number] = f"{label}：{priced['who']}\n{priced['how']}金额：{line[priced.end() :]}"
        elif label and _BARE_NAME.match(line) and not _signs(lines, number):
            lines[number] = f"{label}：{line.strip()}"
        elif NUMBERING.match(line.strip()) or "：" in line:
            label = ""
    return "\n".join(lines)


def _signs(lines: Sequence[str], number: int) -> bool:
    """Whether a name below a list is that of who signs: no company, and nothing but a day below it."""
    below = [line for line in lines[number + 1 :] if line.strip()]
    return not re.search(r"公司\W*\Z", lines[number]) and (not below or bool(_DAY.fullmatch(below[0])))


def _next_lot(lines: Sequence[str], number: int) -> bool:
    return number + 1 < len(lines) and _LOTTED.match(lines[number + 1]) is not None
