"""Names of organisations in the cells and lines of a Chinese notice; a consortium is its members. Pure."""

import re

from watchers.parsers.persons.persons import without_named_numbers
from watchers.parsers.tenders.label_forms import FIELD_OF
from watchers.parsers.tenders.tender_words import NUMBERING
from watchers.parsers.tenders.western_notice import PRICE

_AROUND = ' 　:：、,，。“”"《》★※●◆①②③④⑤⑥⑦⑧⑨/|·—–'
_PARTY_END = re.compile(
    rf"[，。；;\n\t]|{PRICE}"
    r"|,?\s+(?:(?i:geschäftsführer(?:in)?|inhaber(?:in)?|vertreten durch|represented by|représentée? par"
    r"|representada por|rappresentat[oa] da|managing director|(?:генеральный )?директор|в лице)\b|ИНН\b)"
    r"|[:：]\s*[￥¥]?\d|(?:项目负责人|项目经理|经办人|授权代表|负责人)\s*[:：]|\s{2,}|(?:\s|[（(])?(?:代表(?:取締役|理事|社員)|地\s*址"
    r"|联\s*系|统一社会|电话|盖章|公章|单位公章|以下简称)"
    r"|[\s（(](?:法定代表人|法人|负责人|经营者|项目经理|授权代表)|[（(]?(?:盖章|公章|签章)|[（(][公印]?章[）)]"
)
_NOBODY = re.compile(
    r"\A(?:(?i:no\saward|not\sawarded|none|n/a|unsuccessful)|序号.*|详见.*|见附件.*|见公告.*|无(?:[（(].*)?"
    r"|无(?:有效)?(?:供应商|投标人|单位|人)?(?:报价|投标|响应|报名|中标|成交)?|若.*|如有.*|(?:本包|该包)?(?:废标|流标|终止|采购失败).*"
    r"|.*不足.{0,3}家.*|/+|-+|—+|\\|不适用|暂无|待定|空|联合体|\*+|符合.*|具有.*|须.*|应.*|参加.*)\Z"
)
# `某大学 / Some University`: the same name in another language
_TRANSLATED = re.compile(r"(?<=[\u4e00-\u9fff）)])\s*/\s*[A-Z][A-Za-z][^\u4e00-\u9fff]*\Z")
# what a table says of a party, or of the contest, in a cell where a name could stand
_SAID_OF_IT = re.compile(
    r"(?:部门|等级|类别|级别|工期|期限|日期|时间|方式|范围|说明|情况|内容|备注|要求|电话|编号|证号|证书|号码|得分|报价|金额|价格"
    r"|建造师|工程师|监理|技术负责人|项目总工)(?:[（(][^（）()]{1,12}[）)])?\Z"
)
_TOLD = re.compile(
    r"\W{0,2}[\u4e00-\u9fff（）()]{2,12}\s*[:：]"
)  # 投标工期：90天, 总工程师：…: a pair, no name
_COMPANY = re.compile(r"有\s?限\s?(?P<duty>责\s?任\s?)?公\s?司|公\s司")  # broken over two lines of a cell
_SUM = re.compile(r"\d[\d,.]*\s*[万亿]?元")  # 中标金额274.5万元 behind a comma
_DAY = re.compile(r"\d{4}\s*年|\A有效期|\A\d{4}-\d")
_UNCLOSED = re.compile(r"[（(][^（）()]*\Z")  # 某经营部（个体工商户，经营者…: a bracket that was cut off
_ALONE = re.compile(r"[（(](?:自然人|个人)[^（）()]*\Z")  # 丁一（自然人，身份证号…: who sells alone
_LETTER = re.compile(r"[^\W\d_]")
# What says which part a member of a consortium has, beside its name or before it.
_ROLE = re.compile(
    r"[（(](?:联合体)?(?:牵头|成员|主体|主办|参与)[^（）()]{0,8}[）)]"
    r"|[（(]?联合体(?:牵头|成员|主体|主办)?(?:人|方|单位|公司)?[:：]|(?:牵头|成员)(?:人|方|单位)[:：]"
    r"|组成的?联合体|공동수급체|(?i:bietergemeinschaft|arbeitsgemeinschaft|groupement|consortium|konsortium):"
)
# `第一包：` or `名称：` before a name, `（小微企业）`, `（得分：90）` and the next number behind it
_LEAD = re.compile(
    r"\A(?:(?:采购|合同)?[第标]?[一二三四五六七八九十\dA-Z]{0,3}(?:包|标段"
    r"|标项)[一二三四五六七八九十\dA-Z]{0,3}|(?:中标|成交)?(?:供应商|单位|人)?(?:名称)?)\s*[:：]\s*"
    r"|\A(?:中标|成交|中选)(?:供应商|单位|人)[为是]?(?=[\u4e00-\u9fff（）()]{4})"
)
_REMARK = re.compile(
    r"\s*[（(][^（）()]*(?:微企业|型企业|金额|价|\d元|得分|排名|候选|弃标|放弃|递补|第[一二三\d]名)[^（）()]*[）)]\Z|(?<=公司)\d{1,2}\Z"
)
# 某医院（采购人）
_PART = re.compile(r"[（(](?:采购人|招标人|采购单位|(?:采购|招标)?代理机构|供应商|投标人|甲方|乙方)[）)]\Z")
# 我校（某大学）: who `we` are
_OURS = re.compile(
    r"\A[我本该](?:校|院|单位|公司|所|局|中心|馆|部门|实验室|行|厅)[（(](?P<who>[^（）()]{4,40})[）)]"
)
_LONGEST = 300  # characters in which a name stands with what precedes it; a name has 80
_ENDS = (
    r"公司|大学|学院|医院|中心|集团|基地|部队|政府"
    r"|[\u4e00-\u9fff][局厂所校馆站台院厅处队委会社部店行场室）)]"
)
_BODY = "公司|[部店厂院所局处室馆站校社行队]\\b|中心|集团|大学|学院|医院|政府|委员会"
# 某公司（系某人创办）, 某大学（丁一）: what a bracket says of it, unless that is part of a name
_SAID_BEHIND = re.compile(
    r"(?<=[\u4e00-\u9fff）)])\s*[（(\[【](?!(?:自然人|个人|个体[^（）()]{0,3})[）)])"
    r"(?![^（）()\[\]【】:：]*(?:合伙|集团|控股|中国|筹|党校|[校院]区|分[院校部行]|中心|香港|澳门|[学院校所部局站馆台会室厂店行社队省市区县州港])[）)\]】])"
    r"[^（）()\[\]【】]*[）)\]】]?\Z"
)
# 某公司 丁一、戊 二; 某大学/丁一: behind the name, apart from it, whoever is no body
_BESIDE = re.compile(
    rf"(?:{_ENDS})(?P<rest>(?:\s+|\s*[/|｜·、–—]\s*|\s+-\s+)(?!.*(?:{_BODY}))[\u4e00-\u9fff].*)\Z"
)
# 株式会社青江計算 鹿児島市1-2
_LIVES = re.compile(r"(?<=\S)\s+\S{0,10}[都道府県市区町村郡]\S*\d.*\Z")
_CODE = re.compile(
    r"(?:\A|\s+)[（(]?(?:[\dA-Z]{15,20}|[￥¥]?[\d.,]+\s*[万亿]?元?)[）)]?\Z"
)  # a register's number, a sum
_PLACE = re.compile(r"(?:[省市区县路街号楼层座]|\d室)\Z")  # 某某科技有限公司，北京市
_ORG_END = "[司行部店厂院所社心团]"
_BETWEEN = re.compile(
    r"[、;；\n]|\s[·ㆍ,]\s|(?<=公司)[,，/\s]|(?<=公司)[与和及](?=[\u4e00-\u9fff]{4})"
    rf"|(?<={_ORG_END})\s(?=[\u4e00-\u9fff（）()]{{3,40}}{_ORG_END}(?:\s|\Z))"  # two lines of a cell
)

_NUMBER_BEHIND = re.compile(r"[ \t]?[/／][ \t]?\d[\d \-]*\Z")  # of a phone, or what is left of one


def balanced(text: str) -> str:
    """Return the text up to the first bracket that closes and was not opened in it."""
    open_ = 0
    for position, character in enumerate(text):
        open_ += (character in "（(") - (character in "）)")
        if open_ < 0:
            return text[:position]
    return text


def party(value: str) -> str:
    """Return the name of an organisation from a cell or line, "" where it names none."""
    value = value[:_LONGEST]
    value = _LEAD.sub("", NUMBERING.sub("", without_named_numbers(value).strip(_AROUND)))
    if ours := _OURS.match(value):
        value = ours["who"]
    value = _TRANSLATED.sub("", value)
    name = _PARTY_END.split(value, maxsplit=1)[0].strip(_AROUND)
    name = _LIVES.sub("", name)
    name = _SAID_BEHIND.sub("", balanced(name))
    if beside := _BESIDE.search(name):
        name = name[: beside.start("rest")]
    name = _PART.sub("", _REMARK.sub("", _CODE.sub("", _NUMBER_BEHIND.sub("", name))))
    name = _UNCLOSED.sub("", _ALONE.sub("（自然人）", name)).strip()
    name = _COMPANY.sub(lambda written: re.sub(r"\s", "", written[0]), name)
    if name.count('"') == 1 and f'{name}"' in value:  # ТОО "Каспий": the quotation mark is the name's
        name = f'{name}"'
    if len(again := set(name.split(","))) == 1:  # 某大学,某大学: once for each package
        name = again.pop()
    if (
        re.sub(r"\s", "", name) in FIELD_OF
        or _SAID_OF_IT.search(name)
        or _TOLD.match(name)
        or _DAY.search(name)
        or _SUM.search(name)
        or not _LETTER.search(name)
        or _NOBODY.match(name)
        or not 2 <= len(name) <= 80
    ):
        return ""
    return name


def parties(value: str) -> list[str]:
    """Return the names in a cell that lists several, one for a consortium's members each."""
    plain = re.sub(r"、(?=[与和及])", "", _ROLE.sub("、", value))
    names = dict.fromkeys(name for piece in _BETWEEN.split(plain) if (name := party(piece)))
    return [name for number, name in enumerate(names) if not number or not _PLACE.search(name)]
