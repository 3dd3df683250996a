"""Labels of Chinese notices that nothing parts from their values or from the value before, set apart. Pure.

`采购人某大学联系人…`, `项目编号：AB-1采购人：某大学`: pages that lost their table or blanks. A label is one
only where it stands at a line's start, behind a sign, or behind a value that is whole, and where what
follows has the shape of its field: everything else is a sentence.
"""

import re
from collections.abc import Iterator

from watchers.parsers.persons.bodies import shows_body
from watchers.parsers.plain import fold_width
from watchers.parsers.tenders.tender_labels import field_of
from watchers.parsers.tenders.tender_words import NUMBERING

_NUMERALS = "一二三四五六七八九十"
_HEADING = re.compile(rf"[{_NUMERALS}]{{1,2}}、|(?<![\d.])\d{{1,2}}[、.．](?=[\u4e00-\u9fff])")
_FEWEST = 3  # headings in turn on one line: fewer may stand in a sentence
_NAME = "(?:名称|全称)?"
_FIELDS = (
    rf"(?:采购|招标)?项目(?:编号|名称)|(?:招标|采购|询价|磋商|谈判)(?:项目)?编号|合同编号|合同名称|"
    rf"(?:采购|招标)(?:人|单位|方)(?!代表|代理|[式案法面]){_NAME}|(?:建设|业主)单位{_NAME}|"
    rf"(?:采购|招标)?代理(?:机构|单位|人|公司){_NAME}|"
    rf"(?:中标|成交|中选)(?:\s?[（(]成交[）)])?(?:人|单位|供应商){_NAME}|供应商名称|"
    r"(?:采购|项目)?预算(?:总?金额)?|最高(?:投标)?限价|(?:总?中标|总?成交|合同)(?:[（(]成交[）)])?(?:总?金额|总?价)|"
    r"(?:投标|报价|响应文件[递提]交|提交投标文件)截止时间|开标时间|公告(?:时间|日期)|发布(?:时间|日期)"
)
# what is told of no field of ours, and ends the value before it
_OTHERS = (
    r"(?:采购|招标)方式|行政区域|品目|公告(?:类型|期限)|(?:项目|采购|招标)?(?:联系人|联系电话|联系方式)|电话|"
    r"(?:供应商|采购人|采购单位|中标人|成交人|代理机构|单位|联系|详细)?地址|"
    r"(?:评审|评标|磋商|谈判)(?:专家|小组|委员会)(?:成员)?(?:名单)?|"
    r"(?:主要)?标的(?:信息|名称)?|代理服务费|(?:中标|成交)信息|采购内容|采购需求|备注|附件|合同履行期限"
)
_LABEL = re.compile(
    rf"(?P<label>(?P<field>{_FIELDS})|{_OTHERS})(?:[（(][^（）()\n]{{1,10}}[）)])?"
    r"(?P<colon>[ \t]*[:：])?[ \t]*"
)
_SIGN = re.compile("[，。；;]")
_START = re.compile(r"[，。；;：:）)】]\Z")
_GOES_ON = re.compile("[及和与或、/／（(]")  # 联系地址及中标金额：, one label
_BODY_ENDS = re.compile(
    r"(?:公司|集团|大学|学院|学校|[中小]学|医院|中心|研究[院所]|事务所|[厂院所社店行局委会馆站台队处室厅校]|政府|银行|基地)"
    r"(?:[（(][^（）()]{1,20}[）)])?\Z"
)
# 采购人委托某公司, 采购人代表某大学: a sentence
_SAYS = re.compile(
    r"[为是的仍]|[^:：]*[:：]|信息|情况|名单|变更|更正|委托|授权|确定|组织|代表|通过|应|须|[在对与和或及将可不由自按向从所未已拟以就经]|有权|要求"
)
# what may stand before a label: a whole value, one of any words (a project's name), or a sentence
_WHOLE, _ANY, _SENTENCE = range(3)
_PARTIES = {"buyer", "agency", "supplier"}
_DAY = r"\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*日?"
_SHAPES = {
    **dict.fromkeys(
        ("project_number", "contract_number", "reference"),
        re.compile(r"(?=[\w\-/.]*\d)[A-Za-z\d][A-Za-z\d\-/._()（）\[\]〔〕]{3,}(?:号)?\Z"),
    ),
    **dict.fromkeys(
        ("budget", "ceiling", "award"),
        re.compile(
            r"(?:人民币|RMB|[￥¥])?\s*\d[\d,.]*\s*(?:[(（]?(?:人民币)?[万亿]?元[)）]?(?:\(人民币\))?)\s*整?\Z"
        ),
    ),
    **dict.fromkeys(
        ("deadline", "opening", "published"),
        re.compile(
            rf"{_DAY}(?:\s*\d{{1,2}}\s*[:时点]\s*(?:\d{{1,2}}(?:[:分]\s*(?:\d{{1,2}})?秒?)?|整)?)?(?:\(北京时间\))?\Z"
        ),
    ),
}


def part_runs(line: str) -> str:
    """Return a line with each label that ran together with its neighbours on a line of its own."""
    return "\n".join(_parted(part) for part in _sections(line))


def _sections(line: str) -> Iterator[str]:
    """Yield a line's numbered sections: 一、项目编号AB-1二、项目名称…, three or more in turn."""
    starts = [0]
    for heading in _HEADING.finditer(line):
        if heading[0][:-1] == _numeral(len(starts), heading[0]):
            starts.append(heading.start())
    if len(starts) <= _FEWEST:
        yield line
        return
    for start, end in zip(starts, (*starts[1:], len(line)), strict=True):
        if part := line[start:end]:
            yield part


def _numeral(number: int, written: str) -> str:
    if written[0] not in _NUMERALS:
        return str(number)
    return _NUMERALS[number - 1] if number <= 10 else f"十{_NUMERALS[number - 11]}" if number < 20 else ""


def _parted(line: str) -> str:
    labels = list(_LABEL.finditer(line))
    if not labels or (len(labels) == 1 and labels[0]["colon"]):
        return line
    pieces: list[str] = []
    taken = 0  # up to where the line was taken over
    before = _SENTENCE  # what stands before a label
    for number, label in enumerate(labels):
        end = labels[number + 1].start() if number + 1 < len(labels) else len(line)
        name = field_of(label["label"]) if label["field"] else None
        lead = line[taken : label.start()]
        starts = _starts(lead, first=not taken)
        if not starts and before == _SENTENCE:
            continue
        closed = _SIGN.search(line, label.end(), end)
        value = line[label.end() : closed.start() if closed else end].strip()
        has_shape = name is not None and _has_shape(name, value)
        if label["colon"] or has_shape or (before == _WHOLE and not label["field"]):
            colon = "：" if has_shape and not label["colon"] else ""
            written = line[label.start() : label.end()].rstrip()
            pieces.append(f"{lead}{written}{colon}" if starts else f"{lead.rstrip()}\n{written}{colon}")
            taken = label.end()
        if closed or _GOES_ON.match(value):
            before = _SENTENCE
        elif name == "project_name":
            before = _ANY
        else:
            before = _WHOLE if has_shape or not label["field"] else _SENTENCE
    return "".join((*pieces, line[taken:]))


def _starts(lead: str, *, first: bool) -> bool:
    """Whether a label may begin behind this: at the line's start, behind its number or a sign."""
    return bool(_START.search(lead.rstrip())) or (first and not NUMBERING.sub("", lead.strip()))


def _has_shape(name: str, value: str) -> bool:
    """Whether a text is as a whole the value of a field."""
    if name in _PARTIES:
        named = re.sub(r"[（(][A-Za-z ,.&'-]+[）)]\Z", "", value)
        return (
            4 <= len(named) <= 40
            and _BODY_ENDS.search(named) is not None
            and not _SAYS.match(named)
            and shows_body(named)
        )
    return name in _SHAPES and _SHAPES[name].match(fold_width(value)) is not None
