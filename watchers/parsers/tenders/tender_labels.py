"""Labels of Chinese procurement notices: where they stand in a text, and which field each means. Pure.

Knows labels (`采购人名称：`), sections (`1.采购人信息` over a bare `名称：`) and summaries whose labels and
values have run together. What the labels mean is data of `tender_words`.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from watchers.parsers.tenders.eastern_notice import eastern_field
from watchers.parsers.tenders.label_forms import FIELD_OF, FORMS
from watchers.parsers.tenders.tender_words import NUMBERING, SECTIONS
from watchers.parsers.tenders.western_notice import western_field
from watchers.parsers.traditional import simplified

_LABELLED = re.compile(
    r"(?P<label>(?:^|(?<=[\s;；。,，、.．\]】])|(?<=[包段项息况][:：]))"
    r"(?:第?[一二三四五六七八九十A-Za-z\d]{1,3}[包标][段项组]?)?[\u4e00-\u9fff（）()、/\u3000 \t]{2,30}?"
    r"|(?<=[)）\d])(?![年月日号元万台套个期次])[\u4e00-\u9fff（）()、/]{2,30}?"
    r"|(?<=[（(])[\u4e00-\u9fff \t]{2,14})(?:(?<=人)\d|[ \t]*[/（(]?[ \t]*[A-Z][A-Za-z .'’&-]{2,50}[)）]?"
    r"|[ \t]*/[ \t]*[^\W\d_A-Za-z\u4e00-\u9fff][^\n:：\d\u4e00-\u9fff]{1,50}?)?"
    r"[ \t\u3000]*[:：][ \t\u3000]*",
    re.MULTILINE,
)
_SIGNS = "[①-⑳⑴-⒇※◎\u2300-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]"  # marks, bullets, pictures
_NOTES = re.compile(r"[（(][^（）()]*[）)]?")
_SUMS = {"award", "budget", "ceiling"}
_TOLD_TWICE = {
    None,
    "award",
    "price",
    "total",
}  # what may be the value of another label: 预算金额： 总价：9000元
_OF_MONEY = re.compile("[价费款]|金额")
_PARTIAL = re.compile("月|日|每|单价|单项|费率|折扣|下浮")  # 月服务费: no sum of the whole
_OPENED = re.compile(r"[（(]([^（）()]{2,})\Z")
_APART = re.compile(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff][ \t\u3000]{1,4}[\u4e00-\u9fff]\Z")
_BLANK_WITHIN = re.compile(r"(?<=[\u4e00-\u9fff])[ \t\u3000]+(?=[\u4e00-\u9fff])")
_WHERE = re.compile("地址|联系|电话")
_TO_ALL = re.compile(
    r"(?:致|尊敬的)?各(?:位)?(?:潜在|有关|相关|投标|供应|响应|参与|报价|意向)"
)  # a letter begins
_IS = re.compile(r"(?<=[\u4e00-\u9fff]{2})[为是]\Z")  # 成交供应商为：
_FILLER = re.compile(
    r"(?:(?:更正|变更|调整|修改|延期)后|现|本|该|此|各|原|第|拟定?|预|预计|最终|项目|次|包|标段|标项|采购|招标|的"
    r"|[一二三四五六七八九十A-Za-z\d]|公告|政府)*\Z"
)
_SUMMARY = re.compile(r"公告概要[:：]?(?P<body>.*?)(?=\n?[一二三四五六七八九十][、.．]|\Z)", re.DOTALL)
# The site's own labels, no others: a project's or company's name may hold 采购项目 or 招标代理.
_SUMMARY_LABELS = """
    采购项目名称 品目 采购单位 行政区域 公告时间 总中标金额 总成交金额 预算金额 代理机构名称
    开标时间 响应文件开启时间 响应文件递交截止时间 采购人名称 项目编号
"""
# what else it tells, where a value ends
_SUMMARY_STOPS = """
    评审专家名单 评审专家 本项目招标公告日期 本项目招标公告 中标日期 成交日期 联系人及联系方式
    项目联系人 公告信息 项目联系电话 采购单位地址 采购单位联系方式 代理机构地址 代理机构联系方式
    获取招标文件时间 获取招标文件的地点 获取采购文件时间 获取采购文件的地点 招标文件售价 采购文件售价
    开标地点 响应文件递交地点 附件 首次公告日期 更正日期 更正事项 响应文件开启地点 获取磋商文件时间
    谈判小组
"""
_SUMMARY_WORDS = re.compile(
    "|".join(sorted((_SUMMARY_LABELS + _SUMMARY_STOPS).split(), key=len, reverse=True))
)
_EASTERN = re.compile("[\u3041-\u30fa\uac00-\ud7a3]")  # kana, hangul
_ABROAD = {"招標機構": "buyer", "招標部門": "buyer"}  # Hong Kong: who buys; on the mainland, who runs it
_HANZI = re.compile("[\u4e00-\u9fff]")
_TRANSLATION = re.compile(
    r"(?<=[\u4e00-\u9fff）)])\s*/[^\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]+\Z|"  # 项目编号 / རྣམ་གྲངས་
    r"(?<=[\u4e00-\u9fff）)])\s*[/／]?\s*[(（]?[A-Za-z][A-Za-z .,'’&/()-]*[)）]?\s*[:：]?\Z"
    r"|\A[A-Z][a-z][A-Za-z .,'’&/()-]*[ \u3000](?=[\u4e00-\u9fff]{2})"
)
_NUMBERED_TAIL = re.compile(
    r"(?<![；;，,、\s])\s*(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.、．](?!\d))[^\n]{0,12}\Z"
)


@lru_cache(maxsize=4096)
def field_of(label: str) -> str | None:
    """Return the field that a label means, None for one that means none of ours."""
    if _EASTERN.search(label):
        return eastern_field(label)
    if not _HANZI.search(label):
        return western_field(label)
    given = label
    if label.strip(" :：") in _ABROAD:
        return _ABROAD[label.strip(" :：")]
    label = _TRANSLATION.sub("", simplified(label))  # 招标人 Purchaser, Purchaser 招标人
    compact = re.sub(rf"\s|{_SIGNS}|[【】]", "", NUMBERING.sub("", label.strip().rstrip(":：")))
    if _TO_ALL.match(compact):
        return None
    compact = re.sub("[/／](?:人民币)?[百千万亿]{0,2}元\\Z", "", compact)  # 成交价/万元
    compact = re.sub("中标[/、或]成交|成交[/、或]中标", "中标成交", compact)
    for form in (re.sub("[（）()]", "", compact), _NOTES.sub("", compact)):
        if form in FIELD_OF:
            return FIELD_OF[form]
    form = re.sub("[（）()]", "", _NOTES.sub(lambda note: "成交" if "成交" in note[0] else "", compact))
    form = _IS.sub("", form.replace("的", ""))
    if form in FIELD_OF:
        return FIELD_OF[form]
    for start in range(1, min(len(form) - 2, 9)):
        if form[start:] in FIELD_OF and _FILLER.match(form[:start]):
            return FIELD_OF[form[start:]]
    first, *others = re.split("[、及和与，,]", form, maxsplit=1)
    if FIELD_OF.get(first) in {"supplier", "candidate"}:
        return FIELD_OF[first]  # 中标供应商名称、联系地址及中标金额
    if FIELD_OF.get(first) in {"buyer", "agency"} and others and _WHERE.search(others[0]):
        return FIELD_OF[first]  # 采购人名称、地址、联系方式
    parts = {FIELD_OF.get(part) for part in re.split("[/、及和与]", form)}  # 采购人/招标人
    if len(parts) == 1 and None not in parts:
        return parts.pop()
    if parts == {"deadline", "opening"}:  # 投标截止时间及开标时间
        return "deadline"
    formed = next((field for field, pattern in FORMS if pattern.fullmatch(form)), None)
    return formed or eastern_field(given)


def labelled(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield (label, value, position) of each `label: value`; an empty value takes the next line.

    A sum that is itself a label and a value (`采购预算： 总价形式报价：9000元`) is taken whole.
    """
    places = [
        place
        for match in _LABELLED.finditer(text)
        if (place := _place(match))
        and (text[place[1] - 1 : place[1]] not in {"（", "("} or field_of(place[0]))
    ]
    told = 0  # where a value ended that took the next label with it
    for number, (label, start, colon) in enumerate(places):
        if start < told:
            continue
        end = places[number + 1][1] if number + 1 < len(places) else len(text)
        rest = text[colon:end].rstrip("（(")
        value = rest.split("\n", 1)[0].strip()
        if not value and "\n" in rest:
            value = next((line.strip() for line in rest.split("\n") if line.strip()), "")
            if NUMBERING.match(value) or sum(1 for word in value.split() if field_of(word)) > 1:
                value = ""  # the next heading, or the heads of a table
        if not value and field_of(label) in _SUMS:
            for other, begins, after in places[number + 1 : number + 4]:
                same_line = "\n" not in text[colon:begins]
                if field_of(other) not in _TOLD_TWICE or not (same_line or _OF_MONEY.search(other)):
                    break
                if same_line or not _PARTIAL.search(other):
                    value = text[begins:].split("\n", 1)[0]
                    told = after
                    break
        yield label, _NUMBERED_TAIL.sub("", value.strip()), start


def _place(match: re.Match[str]) -> tuple[str, int, int]:
    """Return a label, where it begins and where its value does; `某某公司 联系人` is the label 联系人."""
    label = match["label"]
    if (opened := _OPENED.search(label)) and not label.endswith(("）", ")")):  # 某大学服务器采购（项目编号
        return opened[1], match.start("label") + opened.start(1), match.end()
    last = re.split(r"[ \t\u3000]+", label)[-1]
    if len(last) == 1 and (apart := _APART.search(label)):  # 采购人信息 名 称
        last = apart[0]
    if len(last) < 2 or last == label or field_of(label):
        return label, match.start(), match.end()
    return last, match.end("label") - len(last), match.end()


def summary_pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a 公告概要 whose labels and values have run together, no sign between them."""
    summary = _SUMMARY.search(text)
    if not summary:
        return
    body = summary["body"]
    matches = list(_SUMMARY_WORDS.finditer(body))
    if len(matches) < 3:
        return
    for number, match in enumerate(matches):
        end = matches[number + 1].start() if number + 1 < len(matches) else len(body)
        yield match[0], body[match.end() : end].lstrip(":： \n")


def is_section(heading: str) -> bool:
    """Whether a text is the heading of what a notice tells of one party: 采购人信息."""
    return (
        2 < len(heading) <= 16 and section_before(heading, len(heading)) is not None and not field_of(heading)
    )


def section_before(text: str, position: int) -> str | None:
    """Return the party whose heading stands last before a bare `名称：`."""
    before = _BLANK_WITHIN.sub("", text[max(0, position - 200) : position])
    last: tuple[int, str] | None = None
    for name, pattern in SECTIONS:
        for match in pattern.finditer(before):
            if last is None or match.end() > last[0]:
                last = (match.end(), name)
    return last[1] if last else None
