"""Nobody is named: whatever name, number or address a notice or a list holds, no string of its items has it.

Names are made of any surname and any characters, numbers are written in all ways, and each is put into a
notice built of parts. Where the characters of a name belong to everyday words as they stand there (向阳), or
the first or last to a word with what stands beside it (室温), it cannot be told from the words, nor where it
ends as a body's does (郜公司), nor where it is far likelier a word (盖度), nor where a word of grammar or
counting is what is given (赵不, 钱一): such are not looked at here.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from urllib.parse import quote, unquote

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from watchers.model import Item
from watchers.parsers import ParseContext
from watchers.parsers.persons.name_odds import shipped
from watchers.parsers.persons.vocabulary import SINGLE, tokens
from watchers.parsers.tenders.ccgp_list import parse_ccgp_list
from watchers.parsers.tenders.ccgp_notice import parse_ccgp_notice
from watchers.parsers.traditional import simplified

# the surnames of the Hundred Families, those of today's China that are none of them, and compound ones
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
    "俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计"
    "伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房"
    "裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山"
    "谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴鬱"
    "胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖"
    "庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆"
    "红游竺权逯盖益桓公肖付游闫代佟岳牟麦涂覃苟仝邸佘仵矫谌粟冼占楼卿原敬阳"
)
_COMPOUND = ("欧阳", "司马", "上官", "诸葛", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "端木")
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华建国文辉玲红梅鑫宇浩晨曦轩梓涵欣怡子墨雨佳琪思远志翔凯博睿逸萱雪"
    "晓婷倩雯颖琳璐瑶春秋冬夏松柏山峰林森海江波涛川云飞龙虎凤鸣一二三省"
)
_SOUNDS = (
    "阿布都拉买提热木江吾尔古丽玛依伊明艾力卡斯亚森帕提曼次仁卓嘎旺堆扎西顿珠格桑巴桑洛才让额尔敦图雅娜日苏德"
)
_ABROAD = (
    "Okonkwo", "Elizabeth Tanner", "Tomasz Nowicki", "Bergström", "Yamamoto Kenji", "Sergei Volkov", "Müller",
    "J. Hartwell", "Nguyễn Thị Hoa", "O’Callaghan", "Иванова Мария", "Петренко", "McKinnon", "van der Berg",
)  # fmt: skip
_ROMAN = ("zhang", "wang", "liu", "chen", "ouyang", "zhao", "qiu", "shen", "xu", "lü")
_ROMAN_GIVEN = ("wei", "xiaoming", "jianguo", "lihong", "meihua", "zhiqiang", "ruoxi", "yan")

_surname = st.one_of(st.sampled_from(_SURNAMES), st.sampled_from(_COMPOUND))
_character = st.one_of(st.sampled_from(_GIVEN), st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5))
_han = st.builds(str.__add__, _surname, st.text(_character, min_size=1, max_size=2)).filter(
    lambda name: (
        not (
            re.search("公司|集团|[院所厂店局厅校署港村镇乡县市区省州]$", name)
            or SINGLE.issuperset(name[1:] if name[:2] not in _COMPOUND else name[2:])
        )
    )
)
_wide = st.builds("{}\u3000{}".format, _surname, _character)
_dotted = st.builds(
    "{}{}{}".format,
    st.text(st.sampled_from(_SOUNDS), min_size=2, max_size=4),
    st.sampled_from(["·", "", "•"]),
    st.text(st.sampled_from(_SOUNDS), min_size=2, max_size=3),
)
_roman = st.builds(
    lambda one, two, sign, cased: sign.join(map(cased, (one, two))),
    st.sampled_from(_ROMAN),
    st.sampled_from(_ROMAN_GIVEN),
    st.sampled_from([" ", "", "-"]),
    st.sampled_from([str.lower, str.capitalize]),
)
_name = st.one_of(_han, _han, _wide, _dotted, _roman, st.sampled_from(_ABROAD))

_digit = st.sampled_from("0123456789")


def _figures(size: int) -> st.SearchStrategy[str]:
    return st.text(_digit, min_size=size, max_size=size)


_mobile = st.builds("1{}{}".format, st.sampled_from("3456789"), _figures(9))
_cut = st.sampled_from([(), (3, 7), (4, 7), (3, 5, 7, 9), tuple(range(1, 11))])
_sign = st.sampled_from([" ", "-", ".", "·"])
_script = st.sampled_from(
    [
        "0123456789",
        "０１２３４５６７８９",
        "零一二三四五六七八九",
        "〇幺二三四五六七八九",
        "零壹贰叁肆伍陆柒捌玖",
    ]
)


def _written(figures: str, cuts: tuple[int, ...], sign: str, script: str) -> str:
    """Return figures with signs between, in one of the ways that figures are written."""
    if not script[0].isdigit() or script[1] in "一幺壹":
        cuts = ()
    edges = (0, *cuts, len(figures))
    parts = [figures[low:high] for low, high in pairwise(edges)]
    return sign.join(parts).translate(str.maketrans("0123456789", script))


_landline = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["0571", "010", "(0571)", "0755"]),
    st.sampled_from(["-", "—", " ", ""]),
    st.builds("{}{}".format, st.sampled_from("2345678"), _figures(3)),
    st.builds("{}{}".format, st.sampled_from(["", " ", "-"]), _figures(4)),
)
_mail = st.builds(
    "{}{}{}".format,
    st.sampled_from(["wanglei", "lei.wang", "wl1980", "o_konkwo"]),
    st.sampled_from(["@", "＠", " @ ", "(at)", "[@]", "#", " at "]),
    st.sampled_from(["haiyue.edu.cn", "mail.example.com", "163.com"]),
)
_paper = st.builds(
    "{}{}{}{}{}".format,
    _figures(6).filter(lambda area: area[0] != "0"),
    st.sampled_from(["19800307", "20010912"]),
    _figures(2),
    _digit,
    st.sampled_from("0123456789X"),
)
_way = st.one_of(st.builds(_written, _mobile, _cut, _sign, _script), _landline, _mail, _paper)

_BEFORE = """
    ||由|现场由|感谢|请与|如有疑问请找|送货至仓库交|关于|1.|（|-|——|物理学院|物理楼312室|海岳大学|项目负责人|联系人：
    |项目联系人_|技术参数由|采购人代表：|甲峰科技有限公司_|第一中标候选人：|专家|经办：|（编辑_|来源：信息中心_
    |A100服务器8台，|NVIDIA_H20加速卡_|备注：|微信：|评审专家名单：|法定代表人|监督人员：纪检处|投诉人：|2026年9月17日_
    |地址：泽湖市齐心路1号|、
"""
_BEHIND = """
    ||老师|教授团队|课题组|提供|起草|等三人|处|组|室|部|队|路|楼312室|）|，电话|，一级建造师|申请购置服务器
    |购置A100服务器|对中标结果提出质疑|-H20服务器询价公告|服务器采购公告|_2.|、周立群|/0571|简历|修改稿|先生
    |认为参数合理|同志|科研启动经费|研究员|：该设备可用|联系
"""
_before, _behind = (
    st.sampled_from([one.replace("_", " ") for one in re.sub(r"\s", "", written).split("|")])
    for written in (_BEFORE, _BEHIND)
)
_PAGE = """<html><body><h1>{title}</h1><p>项目编号：HY-2026-0917</p><p>采购人：海岳大学</p>
<p>中标供应商：甲峰科技有限公司</p><p>中标金额：96.5万元</p><table><tr><th>名称</th><th>型号</th><th>数量</th></tr>
<tr><td>GPU服务器</td><td>NF5688M6</td><td>4台</td></tr></table>{body}</body></html>"""


def _table(*rows: str) -> str:
    cells = ("</td><td>".join(row.split("|")) for row in rows)
    return f"<table>{''.join(f'<tr><td>{row}</td></tr>' for row in cells)}</table>"


_PLACES = (
    "<p>{}</p>",
    "<p>{}。其他事项见采购文件。</p>",
    "<div>{}<br>2026年9月17日</div>",
    _table("供应商|金额|备注", "甲峰科技有限公司|96.5万元|{}"),
    _table("联系方式|{}"),
    _table("序号|内容", "1|{}"),
    _table("包号|标的名称|供应商", "1|{}服务器|甲峰科技有限公司"),
    "<p>附件：<a href='/f/1.pdf'>{}.pdf</a></p>",
    "<p><a href='/f/2.docx'>采购需求（{}）.docx</a></p>",
)
_UNLIKELY = -3.5  # odds below which a name is far likelier a word
_CONTEXT = ParseContext(source_id="s", url="https://haiyue.example/2026/n1.html")
_HAN = "[\u4e00-\u9fff·•]"


def _narrow(text: str) -> str:
    return re.sub(r"[ \t\u3000]", "", unicodedata.normalize("NFKC", text))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = value.values()
    if isinstance(value, str):
        yield from (value, unquote(value))
    elif not isinstance(value, int | float | None):
        for one in value:
            yield from _strings(one)


def _told(items: tuple[Item, ...], address: str = "") -> list[str]:
    """Return the lines of all strings of items but their own addresses, in one way of writing."""
    records = [{**item.as_json(), "url": ""} for item in items]
    return [_narrow(line) for text in _strings(records) for line in text.split("\n")]


def _of_language(name: str, text: str) -> bool:
    """Whether a name's characters belong to everyday words, or to one with what stands beside it.

    They are words in traditional characters too: 电話 is 电话.
    """
    name, text = simplified(name), simplified(text)
    said = set[int]()
    start = text.index(name)
    end = start + len(name)
    for run in re.finditer(f"{_HAN}+", text):
        for first, last, known in tokens(run[0]):
            low, high = run.start() + first, run.start() + last
            if known and (low < start < high or low < end < high):
                return True
            said.update(range(low, high) if known else ())
    return all(at in said for at in range(start, end) if not text[at].isspace())


def _notice(where: str, text: str) -> tuple[Item, ...]:
    """Return the items of a page in one of whose places the text stands."""
    if where == "list":
        titles = (text, "海岳大学机房改造公告", "海岳大学空调采购公告", "海岳大学图书采购公告")
        rows = "".join(
            f"<li><a href='/2026/{n}.html'>{one}</a><span>2026-09-1{n}</span></li>"
            for n, one in enumerate(titles)
        )
        page = f"<html><body><ul class='vT-srch-result-list-bid'>{rows}</ul></body></html>"
        return parse_ccgp_list(page.encode(), _CONTEXT).items
    title = f"海岳大学{text}中标公告" if where == "title" else "海岳大学服务器采购中标公告"
    body = ""
    if where == "address":
        body = f"<p><a href='/f/{quote(text)}.pdf'>采购文件.pdf</a></p>"
    elif where != "title":
        body = where.format(text)
    return parse_ccgp_notice(_PAGE.format(title=title, body=body).encode(), _CONTEXT).items


_where = st.sampled_from((*_PLACES, "title", "list", "address"))


@settings(max_examples=400, derandomize=True)
@given(_name, _before, _behind, _where)
def test_no_name_is_in_any_string_of_an_item(name: str, before: str, behind: str, where: str) -> None:
    """Wherever it stands: behind a label, in prose, in a table, a title, a file's name, a list."""
    text = f"{before}{name}{behind}"
    assume(
        not re.search(_HAN, name)
        or not (_of_language(name, text) or shipped().odds(simplified(name)) < _UNLIKELY)
    )
    assert not any(_narrow(name) in line for line in _told(_notice(where, text)))


@settings(max_examples=200, derandomize=True)
@given(_way, _before, st.sampled_from(("", "，", "）", " ", "/王磊")), _where)
def test_no_way_to_reach_somebody_is_in_any_string_of_an_item(
    way: str, before: str, behind: str, where: str
) -> None:
    """Phone numbers, mail addresses and numbers of papers, however they are written."""
    assert not any(_narrow(way) in line for line in _told(_notice(where, f"{before}{way}{behind}")))
