"""Labels in lines of text that have a bracket, a bar or a blank for their colon, marked with one. Pure.

`【采购人】某大学`, `采购人 | 某大学`, `采购人 某大学`. A blank is a colon only where the label means a field
and what follows has that field's shape, or where several lines are set so.
"""

import re
from collections.abc import Collection

from watchers.parsers.persons.bodies import shows_body
from watchers.parsers.tenders.notice_marks import fits, is_label
from watchers.parsers.tenders.run_labels import part_runs
from watchers.parsers.tenders.tender_labels import field_of

_BRACKETED = re.compile(r"[【［\[]\s*([\u4e00-\u9fff（）()/、 ]{2,20})\s*[】］\]][ \t]*[:：]?")
_BLANK = r"[ \t\u3000]"
_WORD = (
    rf"[\u4e00-\u9fff（）()/、]{{2,16}}|[\u4e00-\u9fff](?:{_BLANK}{{1,3}}[\u4e00-\u9fff]){{1,5}}"  # 招 标 人
)
_BARRED = re.compile(
    rf"(?m)(?:^|(?<=[ \t\u3000])){_BLANK}*(?P<label>{_WORD}){_BLANK}*"
    rf"(?:[|｜丨]|…{{1,40}}|[.．·_]{{3,80}}){_BLANK}*(?=\S)"
)
# 采购人 Tenderee:, 代理机构 / Tendering Agency：, a label in two languages
_TWICE = re.compile(
    rf"(?m)(?<![\u4e00-\u9fff])(?P<label>[\u4e00-\u9fff（）()]{{2,16}}?){_BLANK}*[/／（(]?{_BLANK}*"
    rf"[A-Z][A-Za-z .'’&/-]{{1,50}}[)）]?{_BLANK}*[:：]{_BLANK}*"
)
_SPACED = re.compile(rf"(?m)^{_BLANK}*(?P<label>{_WORD}){_BLANK}+(?=[^\s:：|])")
_TOOLS = re.compile(r"打印|关闭|我要|收藏|字体|返回|分享|\A[大中小]\Z|浏览|点击|阅读")
_FLAT = 3  # pairs of label and value on a line that has no sign between them
# a label and a blank, at a line's start or behind what ends a value before it
_WITHIN = re.compile(
    rf"(?:^|(?<=[\u3000；;。，,（(]))(?P<label>[\u4e00-\u9fff（）()/]{{2,16}}){_BLANK}+"
    r"(?=(?P<value>[^\s:：|｜；;。][^\n；;。]{0,80}))",
    re.MULTILINE,
)
_DAY = r"\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}"
_NUMERALS = "[零〇一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟万亿]"
# how the value of a field begins, where a blank stands for its colon
_SHAPES = {
    **dict.fromkeys(
        ("project_number", "tender_number", "contract_number", "section_number", "reference"),
        re.compile(r"(?=[\w\-/.]*\d)[A-Za-z\d][\w\-/.()（）\[\]〔〕]{3,}"),
    ),
    **dict.fromkeys(("deadline", "opening", "published"), re.compile(_DAY)),
    **dict.fromkeys(
        ("budget", "ceiling", "award", "total", "estimate"),
        re.compile(
            rf"(?:人民币|RMB|CNY|[￥¥])?\s*(?:\d[\d,.]*\s*[万亿]?元|{_NUMERALS}{{2,}}[元圆])|[￥¥]\s*\d[\d,.]*"
        ),
    ),
}
_PARTIES = {"buyer", "agency", "supplier", "user", "organiser", "trustee", "collector"}


def mark_lines(text: str, rows: Collection[str]) -> str:
    """Return the text with a colon behind each label in brackets, before a bar, or before a blank.

    `rows` are lines of the text that are a table's, without blanks: what stands in them is a column's head.
    """
    framed = [match for match in _BRACKETED.finditer(text) if is_label(match[1].strip())]
    if framed:
        known = len(framed) > 1
        text = _BRACKETED.sub(
            lambda match: (
                f"\n{match[1].strip()}："
                if is_label(match[1].strip()) or (known and not _TOOLS.search(match[1]))
                else match[0]
            ),
            text,
        )
    text = _TWICE.sub(lambda pair: f"{pair['label']}：" if field_of(pair["label"]) else pair[0], text)
    text = _BARRED.sub(
        lambda bar: f"\n{bar['label']}：" if is_label(_close(bar["label"])) else bar[0], text
    ).lstrip("\n")
    lines = text.split("\n")
    spaced = [
        number
        for number, line in enumerate(lines)
        if (match := _SPACED.match(line))
        and is_label(_close(match["label"]))
        and fits(field_of(_close(match["label"])), line[match.end() : match.end() + 100].strip())
        and re.sub(r"\s", "", line) not in rows
    ]
    if len(spaced) >= _FLAT:
        for number in spaced:
            lines[number] = _SPACED.sub(r"\g<label>：", lines[number], count=1)
    return "\n".join(
        line
        if re.sub(r"\s", "", line) in rows
        else _shaped(part_runs(_parted(line) if len(line) > 40 else line))
        for line in lines
    )


def _close(label: str) -> str:
    return re.sub(r"\s", "", label)


def _shaped(line: str) -> str:
    """Return a line with a colon behind each label whose blank stands before a value of its shape."""
    return _WITHIN.sub(
        lambda pair: f"{pair['label']}：" if _has_shape(field_of(pair["label"]), pair["value"]) else pair[0],
        line,
    )


def _has_shape(name: str | None, value: str) -> bool:
    if name in _PARTIES:
        who = re.split(r"[\s，,]", value, maxsplit=1)[0]
        return 4 <= len(who) <= 40 and shows_body(who)
    return name in _SHAPES and _SHAPES[name].match(value) is not None


def _parted(line: str) -> str:
    """Return a line of labels and values with nothing but blanks between as a line for each."""
    words = line.split(" ")
    starts = [
        number
        for number, word in enumerate(words[:-1])
        if 2 <= len(word) <= 16 and is_label(word) and not is_label(words[number + 1])
    ]
    if len(starts) < _FLAT or ("：" in line and line.count("：") >= len(starts)):
        return line
    labels = set(starts)
    return " ".join(f"\n{word}：" if number in labels else word for number, word in enumerate(words)).strip()
