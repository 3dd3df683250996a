"""Notices on sites that mark nothing: pages as provinces, universities and hospitals build them."""

import json
from typing import Any

import pytest

from watchers.errors import ParseError
from watchers.model import Item
from watchers.parsers import ParseContext
from watchers.parsers.tenders.ccgp_notice import parse_ccgp_notice


def read(body: str, title: str = "") -> Item:
    page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return parse_ccgp_notice(page.encode(), ParseContext(source_id="s", url="")).items[0]


FRAME = (
    '<div class="site-header"><a href="/">首页</a></div><ul class="nav"><li><a>招标公告</a></li></ul>{}'
    '<div class="related"><h4>相关公告</h4><p>彩色纸中标公告 中标供应商：丙江纸业有限公司</p></div>'
    '<div class="footer">技术支持：丁湖网络有限公司</div>'
)
SITES: dict[str, tuple[str, dict[str, Any]]] = {
    "a list of terms": (
        (
            "<h2>海岳大学云服务招标公告</h2><dl><dt>项目编号</dt><dd>HY-9</dd><dt>采购人</dt><dd>海岳大学</dd>"
            "<dt>预算金额</dt><dd>1,286.00 万元</dd><dt>联系人</dt><dd>丁一鸣</dd></dl>"
        ),
        {"stage": "tender", "project_number": "HY-9", "buyer": "海岳大学", "budget_yuan": 12_860_000},
    ),
    "cells made of div": (
        (
            '<h3>云服务成交公告</h3><div class="g"><div class="k">采购单位</div><div class="v">海岳大学</div>'
            '<div class="k">成交供应商</div><div class="v">甲峰科技有限公司</div>'
            '<div class="k">成交价</div><div class="v">￥86,400.00</div>'
            '<div class="k">申购人</div><div class="v">丁一鸣</div></div>'
        ),
        {"buyer": "海岳大学", "supplier": ["甲峰科技有限公司"], "award_yuan": 86_400},
    ),
    "headings with bare text between": (
        (
            "<h1>云服务磋商邀请</h1><h3>项目编号</h3>HY-8<h3>采购人</h3>海岳大学<h3>预算</h3>￥18.4万"
            "<h3>联系</h3>丁一鸣　0571-88886666　a@b.example"
        ),
        {"stage": "tender", "project_number": "HY-8", "buyer": "海岳大学", "budget_yuan": 184_000},
    ),
    "numbered headings, the value a paragraph below": (
        (
            "<h1>关于云服务采用单一来源方式采购的公示</h1><p><strong>一、采购人</strong></p><p>海岳大学</p>"
            "<p><strong>二、采购项目名称</strong></p><p>云服务</p>"
            "<p><strong>三、采购预算</strong></p><p>贰拾万元整</p>"
        ),
        {"stage": "single-source", "buyer": "海岳大学", "project_name": "云服务", "budget_yuan": 200_000},
    ),
    "brackets without a colon, one after the other": (
        (
            "<h1>云服务成交公告</h1><p>【采购编号】HY-7【采购人】海岳大学【中标供应商】甲峰科技有限公司"
            "【成交金额】￥1,090,000【协商小组】丁一鸣、戊二【联系人】己三 0571-88886666</p>"
        ),
        {"project_number": "HY-7", "buyer": "海岳大学", "supplier": ["甲峰科技有限公司"]},
    ),
    "lines parted by tabs": (
        (
            '<div style="white-space:pre-wrap">云服务成交公示\n\n项目编号\tHY-6\n采购单位\t海岳大学\n'
            "预算\t200000元\n"
            "成交单位\t甲峰科技有限公司\n项目负责人\t丁一鸣\n电话\t0571-88886666</div>"
        ),
        {"project_number": "HY-6", "buyer": "海岳大学", "supplier": ["甲峰科技有限公司"]},
    ),
    "labels before a bar": (
        (
            '<h1 class="t">结果公示丨云服务</h1><section>采购单位 | 海岳大学</section>'
            "<section>中标单位 | 甲峰科技有限公司</section><section>中标金额 | 598.8万元</section>"
        ),
        {"buyer": "海岳大学", "supplier": ["甲峰科技有限公司"], "award_yuan": 5_988_000},
    ),
    "spans with nothing between": (
        (
            "<div><span>竞争性谈判公告</span><span>项目编号：<i>HY-5</i></span><span>采购人：<i>海岳大学</i></span>"
            "<span>对接人：<i>丁一鸣</i></span><span>预算：<i>9万元</i></span></div>"
        ),
        {"project_number": "HY-5", "buyer": "海岳大学", "budget_yuan": 90_000},
    ),
    "a leader of dots": (
        (
            "<h1>云服务成交公告</h1><pre>\n  采购单位……………海岳大学\n  成交供应商…………甲峰科技有限公司\n"
            "  采购小组成员………丁一鸣、戊二\n</pre>"
        ),
        {"buyer": "海岳大学", "supplier": ["甲峰科技有限公司"]},
    ),
    "one line of blanks": (
        (
            "<h1>云服务成交公告</h1><div>项目编号 HY-4 项目名称 云服务 采购人 海岳大学 "
            "成交供应商 甲峰科技有限公司 "
            "成交金额 9万元 联系人 丁一鸣</div>"
        ),
        {"project_number": "HY-4", "project_name": "云服务", "buyer": "海岳大学", "award_yuan": 90_000},
    ),
}


@pytest.mark.parametrize("name", SITES)
def test_a_page_of_any_site_is_read(name: str) -> None:
    """Whatever elements, brackets or blanks stand between a label and its value; frames tell nothing."""
    body, expected = SITES[name]
    item = read(FRAME.format(body), "云服务采购公告 - 海岳大学招标网")
    assert {key: item.fields.get(key) for key in expected} == expected
    kept = json.dumps(item.as_json(), ensure_ascii=False)
    assert not any(person in kept for person in ("丁一鸣", "戊二", "己三", "88886666", "丙江", "丁湖"))


def test_a_page_that_keeps_its_notice_for_a_script() -> None:
    """The notice as JSON in a hidden input, its text as HTML in it."""
    text = "<p>采购人：海岳大学</p><p>成交供应商：甲峰科技有限公司</p>"
    notice = {"title": "云服务成交公告", "publishDate": 1_772_416_800_000, "content": text}
    written = json.dumps(notice).replace('"', "&quot;")
    item = read(f'<div id="app"></div><input type="hidden" value="{written}">')
    assert (item.title, item.fields["supplier"]) == ("云服务成交公告", ["甲峰科技有限公司"])
    assert item.published is not None
    assert item.published.year == 2026


@pytest.mark.parametrize(
    ("title", "body", "read_as"),
    [
        ("云服务废标公告-信达招标代理有限公司", "", "云服务废标公告"),
        ("云服务中标公告-信息公告-海岳招标网", "", "云服务中标公告"),
        ("2026-2028年云服务招标公告", "", "2026-2028年云服务招标公告"),
        ("海岳市公共资源交易中心", "<h1>海岳招标网</h1><h3>云服务中标公告</h3>", "云服务中标公告"),
        (
            "采购公告详情",
            '<div class="l">公告标题</div><div class="v">云服务采购公告</div>',
            "云服务采购公告",
        ),
    ],
)
def test_a_title_without_the_names_of_the_site(title: str, body: str, read_as: str) -> None:
    """The heading that tells a stage, else the page's title."""
    lines = "<p>采购人：海岳大学</p><p>项目编号：HY-1</p>"
    assert read(body + lines, title).title == read_as


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ("<p>发布时间：2026-03-02 16:20</p>", "2026-03-02T16:20:00+08:00"),
        ("<p>作者：采购办　来源：本站　日期：2026-02-06　点击：次</p>", "2026-02-06T00:00:00+08:00"),
        ("<p>【信息时间：2026年2月9日 阅读次数：9】</p>", "2026-02-09T00:00:00+08:00"),
        ("<p>开标日期：2026-02-06</p>", None),
        ("<p>2026年02月06日 14:50 来源：某网 【打印】</p>", "2026-02-06T14:50:00+08:00"),
        ('<div class="sub">成交公告 2026-02-06 08:46</div>', "2026-02-06T08:46:00+08:00"),
    ],
)
def test_the_day_of_a_page(lines: str, day: str | None) -> None:
    """As sites give it beside the heading."""
    published = read(f"<h1>云服务招标公告</h1>{lines}<p>采购人：海岳大学</p><p>项目编号：HY-1</p>").published
    assert (published.isoformat() if published else None) == day


def test_what_a_record_says_beside_its_text_is_read() -> None:
    """An interface names buyer, agency and number in keys of their own, and the text need not."""
    record = {
        "title": "云服务招标公告",
        "issueTime": "2026-02-06 08:30:00",
        "purchaser": "海岳矿业有限公司",
        "agency": "某招标有限公司",
        "projectNo": "HY-26",
        "contact": [{"role": "采购人", "name": "丁一鸣"}],
        "content": "<p>投标截止时间：2026年2月26日09时30分。</p>",
    }
    body = json.dumps({"data": record}, ensure_ascii=False).encode()
    (item,) = parse_ccgp_notice(body, ParseContext(source_id="s", url="https://a.example")).items
    assert (item.fields["buyer"], item.fields["agency"]) == ("海岳矿业有限公司", "某招标有限公司")
    assert item.fields["project_number"] == "HY-26"
    assert item.published is not None
    assert item.published.isoformat() == "2026-02-06T08:30:00+08:00"


def test_a_page_of_links_is_no_notice() -> None:
    """A channel's list, whose titles speak of purchases, is refused."""
    rows = "".join(f'<li><a href="/{n}.htm">海岳大学第{n}批设备采购中标公告</a></li>' for n in range(30))
    with pytest.raises(ParseError, match="no notice text"):
        read(f"<h1>中标公告</h1><ul>{rows}</ul>", "中标公告")


@pytest.mark.parametrize(
    "line",
    [
        "采购人：海岳大学　丁一鸣 0571-88886666",
        "四、采购人：海岳大学（丁一鸣，0571-88886666）",
        "代理机构：信达招标有限公司（0571-88886666，丁一鸣）",
        "评审委员会由丁一鸣、戊二等5人组成。",
        "评标委员会（主任：丁一鸣；成员：戊二、己三）评审",
        "比选小组：丁一鸣、戊二、己三",
        "有异议请与膳食科 丁一鸣联系，手机 13800138000。",
        "密封送至科研楼205室 丁一鸣 收",
        "执法人员：丁一鸣、戊二",
        "经办：丁一鸣 0571-88886666",
        "专家签字：<br>1. 丁一鸣　法律　信达事务所　13800138000<br>2. 戊二　技术　海岳农科院　13900139000",
        "联系方式：0571-88886666 丁一鸣老师",
        "谈判组：组长 丁一鸣，组员 戊二 己三",
        "纪检监督：丁一鸣；联系方式 0571-88886666",
        "验收人：丁一鸣 戊二",
        "成交人：甲峰经营部（个体工商户，经营者：丁一鸣）",
        (
            "<table><tr><td>项目</td><td>内容</td><td>备注</td></tr><tr><td>采购人</td><td>海岳大学</td><td></td></tr>"
            "<tr><td>评审专家</td><td>丁一鸣、戊二</td><td>随机抽取</td></tr></table>"
        ),
        "Contact: Mr. Ding Yiming; Tel: 86-571-88886666",
    ],
)
def test_no_person_stays_wherever_the_name_stands(line: str) -> None:
    """Beside a number, in a sentence about a panel, before a verb of contact."""
    rest = "<h1>海岳大学云服务成交公告</h1><p>采购人：海岳大学</p><p>成交供应商：甲峰科技有限公司</p>"
    item = read(f"{rest}<p>{line}</p>")
    kept = json.dumps(item.as_json(), ensure_ascii=False)
    gone = ("丁一鸣", "戊二", "己三", "88886666", "13800138000", "13900139000", "Ding Yiming")
    assert [word for word in gone if word in kept] == []
    assert item.fields["buyer"] == "海岳大学"


def test_no_person_stays_in_a_column_below_merged_cells() -> None:
    """A head of 联系人 names the column also where rows have fewer cells than their table columns."""
    rows = (
        '<tr><td rowspan="3">入围供应商</td><td>包号</td><td>供应商名称</td><td>联系人</td></tr>'
        '<tr><td rowspan="2">1</td><td>甲峰科技有限公司</td><td>丁一鸣 13800138000</td></tr>'
        "<tr><td>乙湖信息有限公司</td><td>戊二</td></tr>"
    )
    item = read(f"<h1>云服务入围结果</h1><table>{rows}</table><p>采购人：海岳大学</p><p>项目编号：HY-1</p>")
    assert not any(person in item.text for person in ("丁一鸣", "戊二", "13800138000"))
    assert "乙湖信息有限公司" in item.text


def test_a_private_person_who_sells_is_counted_and_not_named() -> None:
    """A surname and a given name is no company; its name leaves fields and text, its sum stays."""
    item = read(
        "<h1>海岳大学维修成交公告</h1><p>采购人：海岳大学</p><p>成交供应商：王建国</p><p>成交金额：3万元</p>"
        "<p>供应商 王建国 报价最低。</p><table><tr><td>序号</td><td>中标供应商</td>"
        "<td>中标金额（元）</td></tr>"
        "<tr><td>2</td><td>欧阳文静</td><td>500</td></tr><tr><td>3</td><td>甲峰商行</td><td>700</td></tr></table>"
    )
    kept = json.dumps(item.as_json(), ensure_ascii=False)
    assert not any(person in kept for person in ("王建国", "欧阳文静"))
    assert (item.fields["private_suppliers"], item.fields["supplier"]) == (2, ["甲峰商行"])
    assert item.fields["award_yuan"] == 31_200


@pytest.mark.parametrize("remark", ["个人", "自然人", "个体工商户"])
def test_a_short_name_that_a_remark_calls_a_persons_is_one(remark: str) -> None:
    """Whatever its characters."""
    item = read(
        f"<h1>海岳大学维修成交公告</h1><p>采购人：海岳大学</p><p>成交供应商：苗二（{remark}）</p><p>成交金额：3万元</p>"
    )
    assert "苗二" not in json.dumps(item.as_json(), ensure_ascii=False)
    assert item.fields["private_suppliers"] == 1


def test_names_above_columns_and_in_a_table_of_leaders_leave() -> None:
    """And the numbers of their papers, which look like models."""
    item = read(
        "<h1>海岳大学云服务成交公告</h1><p>采购人：海岳大学</p><table><tr><td>供应商</td><td>陈晓东</td><td>王立新</td>"
        "<td>平均分</td></tr><tr><td>甲峰科技有限公司</td><td>90</td><td>91</td><td>90.5</td></tr></table>"
        "<table><tr><td>中标候选人</td><td>项目经理</td><td>资格</td></tr><tr><td>甲峰科技有限公司</td><td>李小芳</td>"
        "<td>一级建造师 ZGB20110098</td></tr></table>"
    )
    kept = json.dumps(item.as_json(), ensure_ascii=False)
    assert not any(word in kept for word in ("陈晓东", "王立新", "李小芳", "ZGB20110098"))


@pytest.mark.parametrize("label", ["中标单位", "成交人", "成交供应商名称（企业）"])
def test_a_winner_is_named_where_something_shows_a_body(label: str) -> None:
    """A known maker needs no sign; whoever else has none may be a person, whatever the label says."""
    page = f"<h1>云服务中标公告</h1><p>采购人：海岳大学</p><p>{label}：{{}}</p><p>中标金额：9万元</p>"
    assert read(page.format("金山云")).fields["supplier"] == ["金山云"]
    for name in ("错别字", "双喜子", "丁　一", "Igor Petrov", "Иван Петров"):
        item = read(page.format(name))
        assert (item.fields["private_suppliers"], item.fields.get("supplier")) == (1, None)
        assert name not in json.dumps(item.as_json(), ensure_ascii=False)
        assert name in item.whole


def test_a_plain_text_on_one_line_has_a_title_without_its_persons() -> None:
    """The title ends where the first label stands."""
    text = (
        "海湾数据湖系统采购成交公告 采购人 海岳农业科学院 项目编号 HY-18 成交供应商 甲峰存储技术有限公司 "
        "成交金额 1,088,000.00元 谈判小组成员 丁一鸣、戊二 采购人联系人 己三 联系电话 0571-88886666"
    )
    item = parse_ccgp_notice(text.encode(), ParseContext(source_id="s", url="")).items[0]
    assert item.title == "海湾数据湖系统采购成交公告"
    assert (item.fields["buyer"], item.fields["award_yuan"]) == ("海岳农业科学院", 1_088_000)
    kept = json.dumps(item.as_json(), ensure_ascii=False)
    assert not any(person in kept for person in ("丁一鸣", "戊二", "己三", "88886666"))


def test_no_person_of_an_western_notice_is_kept() -> None:
    """Members of a panel, contacts, and labels whose value is nothing but a name."""
    item = read(
        "<h2>Notice of Award - GPU Cloud</h2><p>Purchaser: Haiyue University</p>"
        "<p>Successful Bidder: Lake Cloud Co., Ltd.</p><p>Contract amount: CNY 1.2 million</p>"
        "<p>Members of the evaluation panel: Ding Yiming, Wu Er-Shi</p><p>Quality assurance: Ji Sanmu</p>"
        "<dl><dt>Evaluation committee</dt><dd>Sven Berg (chair); R. S. Lund; Anna Holm-Dahl</dd></dl>"
        "<p>Enquiries: Tove Falk, mobile 0086 138 0013 8000.</p>"
        "<p>Contact: Dr. Ding Yiming, mobile 13800138000</p>",
        "Notice of Award - GPU Cloud",
    )
    kept = json.dumps(item.as_json(), ensure_ascii=False)
    assert not any(word in kept for word in ("Ding", "Wu Er", "Sanmu", "13800138000", "8000"))
    assert not any(name in kept for name in ("Berg", "Lund", "Holm", "Falk"))
    assert (item.fields["stage"], item.fields["award_yuan"]) == ("award", 1_200_000)
    assert (item.fields["buyer"], item.fields["supplier"]) == ("Haiyue University", ["Lake Cloud Co., Ltd."])
    assert item.lang == "en"
