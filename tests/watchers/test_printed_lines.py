"""Plain texts taken out of printed pages: names and numbers that the page's width broke are whole again."""

import pytest

from watchers.errors import ParseError
from watchers.parsers import ParseContext
from watchers.parsers.tenders.ccgp_notice import parse_ccgp_notice
from watchers.parsers.tenders.printed_lines import first_title, with_whole_lines

PAGE = """东山大学重点实验室
算力租赁服务采购项目
竞争性磋商公告
一、项目编号：DSDX-
CS-2026-0022
二、采购人：东山大
学
三、预算金额：人民币壹佰贰拾伍万元
整（￥1,250,000.00）
- 1 -
四、采购代理机构：信达招标代理
有限公司
五、小组成员：
王立新、陈
晓东
六、联系人：李小复
电话：1390001
6012
"""


def test_a_printed_notice_is_read_as_one_with_whole_lines() -> None:
    """Title, number, parties; and no half of a phone number or name stays."""
    context = ParseContext(source_id="s", url="https://example.cn/1.txt")
    item = parse_ccgp_notice(PAGE.encode(), context).items[0]
    assert item.title == "东山大学重点实验室算力租赁服务采购项目竞争性磋商公告"
    assert item.fields["project_number"] == "DSDX-CS-2026-0022"
    assert item.fields["buyer"] == "东山大学"
    assert item.fields["agency"] == "信达招标代理有限公司"
    assert item.fields["budget_yuan"] == 1_250_000
    assert not any(part in item.text for part in ("王立新", "晓东", "李小复", "1390001", "6012"))


@pytest.mark.parametrize(
    "text",
    [
        "采购人：东山大学\n地址：东山路1号",
        "供应商：甲峰科技有限公司\n乙湖科技有限公司",
        "联系电话：010-66778899\n信达招标有限公司\n2026年3月1日",
        "序号 名称 数量\n1 服务器 2\n2 交换机 1",
        "一、项目编号：HY-2026-7\n二、项目名称：云主机",
        "评审人员\n王立新\n陈晓东",
    ],
)
def test_lines_that_are_whole_stay_apart(text: str) -> None:
    """A number, a label, a date or another body begins a line of its own."""
    assert with_whole_lines(text) == text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("东山大学云主机采购公告\n一、采购人：东山大学", "东山大学云主机采购公告"),
        ("东山大学\n云主机采购成交结\n果公告\n一、采购人：东山大学", "东山大学云主机采购成交结果公告"),
        ("关于云主机的说明\n正文第一行\n正文第二行", "关于云主机的说明"),
    ],
)
def test_a_title_goes_on_until_it_tells_its_kind(text: str, title: str) -> None:
    """Where none of the first lines tells one, the first is the title."""
    assert first_title(text) == title


@pytest.mark.parametrize("name", ["c_list_bid", "vT-srch-result-list-bid"])
def test_a_list_page_is_called_one(name: str) -> None:
    """Whoever gave a list's address as a notice's reads what it is."""
    link = '<li><a href="./t20260101_1.htm">东山大学中标公告</a></li>'
    page = f'<html><body><ul class="{name}">{link}</ul></body></html>'
    with pytest.raises(ParseError, match="list of notices"):
        parse_ccgp_notice(page.encode(), ParseContext(source_id="s", url="https://example.cn/"))
