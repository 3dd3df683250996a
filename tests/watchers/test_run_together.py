"""Notices whose labels and values nothing parts, and tables whose first column heads groups of rows."""

from typing import Any

import pytest

from watchers.parsers import ParseContext
from watchers.parsers.tenders.ccgp_notice import parse_ccgp_notice
from watchers.parsers.tenders.run_labels import part_runs

URL = "https://www.example.edu.cn/info/1.htm"


def read(title: str, body: str) -> dict[str, Any]:
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
    return dict(parse_ccgp_notice(page.encode(), ParseContext(source_id="s", url=URL)).items[0].fields)


def group(heading: str, *rows: str) -> str:
    """Return rows of a table under one cell of its first column, cells parted by a bar."""
    lines = ["".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows]
    lines[0] = f'<td rowspan="{len(rows)}">{heading}</td>{lines[0]}'
    return "".join(f"<tr>{line}</tr>" for line in lines)


NOTICES = {
    "all on one line": (
        "海岳矿业大学影像平台成交结果公告",
        (
            "<div>一、项目编号HYKD-CS-25017二、项目名称影像平台三、成交信息供应商名称甲峰智能装备有限公司供应商地址东山市西街7号"
            "成交金额86.4万元四、主要标的信息边缘计算箱2台五、联系方式采购人海岳矿业大学联系人甲采购代理机构信达招标代理有限公司电话</div>"
        ),
        {
            "project_number": "HYKD-CS-25017",
            "buyer": "海岳矿业大学",
            "agency": "信达招标代理有限公司",
            "supplier": ["甲峰智能装备有限公司"],
            "award_yuan": 864_000,
        },
    ),
    "the next label behind a value": (
        "图形服务器询价公告",
        (
            "<p>项目编号：HYZC2026-J1-00012-ABCD项目名称：图形服务器采购采购方式：询价预算金额：120.5万元采购人：海岳大学"
            "采购代理机构：信达招标集团有限公司地址：东山市</p>"
        ),
        {
            "project_number": "HYZC2026-J1-00012-ABCD",
            "project_name": "图形服务器采购",
            "buyer": "海岳大学",
            "agency": "信达招标集团有限公司",
            "budget_yuan": 1_205_000,
        },
    ),
    "a blank for a colon behind a heading": (
        "播报系统中标公告",
        "<p>采购单位：海岳管理局</p><p>二、中标信息：中标人 甲峰科技有限公司 中标金额 976000 元</p>",
        {"supplier": ["甲峰科技有限公司"], "award_yuan": 976_000},
    ),
    "labels without colons, one a line": (
        "询价函",
        (
            "<p>采购单位海岳大学物理学院</p><p>项目编号HY-XJ-2026-011</p><p>预算金额18.5万元</p>"
            "<p>报价截止时间2026年3月9日17时00分</p>"
        ),
        {
            "buyer": "海岳大学物理学院",
            "project_number": "HY-XJ-2026-011",
            "budget_yuan": 185_000,
            "deadline": "2026-03-09T17:00:00+08:00",
        },
    ),
    "labels in two languages": (
        "显微镜国际招标公告",
        (
            "<p>1. 招标条件 Bidding Conditions</p><p>招标项目编号 Bidding No.: 0700-264012HY0630</p>"
            "<p>招标人 Tenderee: 海岳先进光源中心 (Haiyue Light Source)</p>"
            "<p>代理机构 / Tendering Agency：信达国际招标有限公司</p>"
        ),
        {
            "project_number": "0700-264012HY0630",
            "buyer": "海岳先进光源中心",
            "agency": "信达国际招标有限公司",
        },
    ),
    "groups of rows": (
        "分选服务器中标公告",
        "<table>"
        + group("项目", "编号|HYZF-2025-G-0088", "采购人|海岳酒业研究院")
        + group("中标", "供应商|甲峰科技有限公司", "金额|1,268,800元")
        + group("代理", "名称|信达招标有限公司", "地址|东山路1号")
        + "</table>",
        {
            "project_number": "HYZF-2025-G-0088",
            "buyer": "海岳酒业研究院",
            "supplier": ["甲峰科技有限公司"],
            "award_yuan": 1_268_800,
            "agency": "信达招标有限公司",
        },
    ),
    "a group whose first label is none of ours": (
        "伺服器公開招標公告",
        "<table>"
        + group("機關資料", "機關代碼|A.21.3.9", "機關名稱|國立海岳大學")
        + group("採購資料", "標案案號|HY115-022", "標案名稱|推論伺服器")
        + "</table>",
        {"buyer": "國立海岳大學", "project_number": "HY115-022"},
    ),
    "a group with heads of its own": (
        "实训设备中标公告",
        '<table><tr><td rowspan="2">项目情况</td><td>项目编号</td><td colspan="2">HY-GK-2025-19</td></tr>'
        '<tr><td>代理机构</td><td colspan="2">信达招标有限公司</td></tr>'
        + group(
            "中标情况", "包号|中标人|中标价（万元）", "1|甲峰科技有限公司|212.8", "2|乙川信息有限公司|74.35"
        )
        + "</table>",
        {
            "agency": "信达招标有限公司",
            "supplier": ["甲峰科技有限公司", "乙川信息有限公司"],
            "award_yuan": 2_871_500,
        },
    ),
    "who alone makes it": (
        "识别系统拟采用单一来源方式采购的公示",
        "<p>采购单位：海岳海洋大学</p><p>拟购置识别系统一套，预算140万元。该系统的识别算法由甲峰声学科技有限公司独家研制，只能由该公司提供。</p>",
        {"supplier": ["甲峰声学科技有限公司"]},
    ),
    "the only maker": (
        "电镜附件单一来源公示",
        "<p>采购人：海岳大学</p><p>甲峰仪器有限公司是该附件在国内的唯一代理商。</p>",
        {"supplier": ["甲峰仪器有限公司"]},
    ),
    "moved in a note above": (
        "客服系统采购公告",
        (
            "<p>【更正】因供应商来函，投标截止时间由“2025年11月14日9:00”顺延至“2025年11月21日9:00”。</p>"
            "<p>采购人：海岳运营集团有限公司</p><p>项目编号：HY-2025-33</p>"
            "<p>投标截止时间：<del>2025年11月14日9:00</del> 2025年11月21日9:00</p>"
        ),
        {"deadline": "2025-11-21T09:00:00+08:00"},
    ),
    "lines that a page's width broke": (
        "云存储磋商公告",
        "<pre>\n采 购 人 ： 海岳第三人民\n医院\n预算：￥ 56,000.00\n元\n代理机构：信达招标有\n限公司\n</pre>",
        {"buyer": "海岳第三人民医院", "agency": "信达招标有限公司", "budget_yuan": 56_000},
    ),
    "a name that begins with a numeral": (
        "工作站磋商公告",
        "<dl><dt>采购人</dt><dd>九岭大学</dd><dt>采购代理机构</dt><dd>三江国际招标有限责任公司</dd></dl>",
        {"buyer": "九岭大学", "agency": "三江国际招标有限责任公司"},
    ),
    "Hong Kong's own word for who buys": (
        "招標公告",
        "<p>招標機構：海岳水務署</p><p>招標編號：HY/26/01</p><p>截標日期：2026年3月9日</p>",
        {"buyer": "海岳水務署"},
    ),
}


@pytest.mark.parametrize("name", NOTICES)
def test_a_notice_is_read(name: str) -> None:
    title, body, expected = NOTICES[name]
    found = read(title, body)
    assert {key: found.get(key) for key in expected} == expected


@pytest.mark.parametrize(
    "line",
    [
        "采购人委托信达招标有限公司组织评审，采购人海岳大学对结果予以确认。",
        "质疑函应送采购代理机构，采购人及其委托的采购代理机构对供应商提出的询问作出答复。",
        "保证金缴纳截止时间：2026年3月1日",
        "原中标供应商：西山科技有限公司，原中标金额：2,310,000元；",
        "中标供应商仍为东山科技有限公司。",
        "经评审，供应商甲峰有限公司，因资格不符未通过。",
        "成交供应商名称、联系地址及中标金额：甲峰科技有限公司，东山路1号，9万元",
        "项目名称：信达招标代理机构遴选项目",
    ],
)
def test_a_sentence_is_no_run_of_labels(line: str) -> None:
    assert part_runs(line) == line


def test_rows_of_one_package_are_no_group() -> None:
    """A number over several rows of winners is a value, not what heads labels."""
    body = (
        "<table><tr><td>包号</td><td>供应商名称</td><td>成交金额（元）</td></tr>"
        + group("一", "甲峰科技有限公司|1000000", "乙川信息有限公司|2000000")
        + "</table>"
    )
    assert read("框架成交公告", body)["supplier"] == ["甲峰科技有限公司", "乙川信息有限公司"]
