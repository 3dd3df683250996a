"""The same notice as other programs write it: what no reader of the page sees changes no field."""

import random
import re
from typing import Any

import pytest

from watchers.parsers import ParseContext
from watchers.parsers.charset import decode
from watchers.parsers.tenders.ccgp_notice import parse_ccgp_notice

URL = "http://www.ccgp.gov.cn/cggg/dfgg/zbgg/202603/t20260302_26110001.htm"
PAGE = """<html><head><meta name="ArticleTitle" content="海岳大学数据中心设备采购中标公告">
<meta name="PubDate" content="2026-03-02 10:00"></head><body>
<div class="table"><table><tr><td class="title">品目</td><td>货物/计算机设备</td></tr>
<tr><td class="title">总中标金额</td><td>￥350.000000 万元（人民币）</td></tr></table></div>
<div class="vF_detail_content">
<p><strong>一、项目信息</strong></p>
<p>项目编号：HY2026-C-018</p><p>项目名称：海岳大学数据中心设备采购</p>
<p>三、中标（成交）信息</p>
<table><tr><td>标包</td><td>供应商名称</td><td>中标金额（元）</td></tr>
<tr><td>1</td><td>西陵云枢科技有限公司</td><td>1500000</td></tr>
<tr><td>2</td><td>江城天御信息有限公司</td><td>2000000</td></tr></table>
<p>1.采购人信息</p><p>名称：海岳大学</p><p>地址：海岳市科技路8号天河广场A5-6号楼2层</p>
<p>2.采购代理机构信息</p><p>名称：东衡国际招标有限公司</p>
<p>报价截止时间：2026-02-20 17:00</p>
</div></body></html>"""


def read(page: str | bytes) -> dict[str, Any]:
    body = page.encode() if isinstance(page, str) else page
    item = parse_ccgp_notice(body, ParseContext(source_id="s", url=URL)).items[0]
    return {"title": item.title, "published": item.published, **item.fields}


def cells_with_paragraphs(page: str) -> str:
    return re.sub(r"<td([^>]*)>([^<]*)</td>", r'<td\1>\n <p style="line-height:2">\2</p>\n</td>', page)


def scripts_within(page: str) -> str:
    script = '<script>var a = "中标供应商：某某有限公司"; show(a);</script><style>p {}</style>'
    return re.sub(r"<(p|td)([^>]*)>", rf"<\1\2>{script}", page)


def words_parted(page: str) -> str:
    """Part labels as word processors do, each end in a `span` of its own."""
    for begun, ended in (
        ("报价截止", "时间："),
        ("采购代理", "机构信息"),
        ("一、项目", "信息"),
        ("项目", "名称："),
    ):
        page = re.sub(
            rf">([^<>]*){begun}{ended}", rf"><span>\1{begun}</span><span>{ended}</span>", page, count=1
        )
    return page


def unseen_within(page: str) -> str:
    """Put a character or reference without width between any two letters of the body."""
    chance = random.Random(11)
    head, body = page.split("<body>")
    return f"{head}<body>" + re.sub(
        r"(?<=[\w])(?=[\w])(?=[^<>]*<)",
        lambda _: chance.choice(["\u200b", "\u2060", "\u00ad", "\u200d", "&#8203;", "&shy;"]),
        body,
    )


def colons_apart(page: str) -> str:
    return re.sub(r">([^<>：]{2,12})：([^<>]+)<", r"><b>\1</b><span>：</span>\2<", page)


def names_in_a_table(page: str) -> str:
    return re.sub(
        r"<p>(名称)：([^<]*)</p>(?:<p>(地址)：([^<]*)</p>)?",
        r"<table><tr><td>\1</td><td>\2</td></tr><tr><td>联系方式</td><td>见附件</td></tr></table>",
        page,
    )


@pytest.mark.parametrize(
    "written",
    [cells_with_paragraphs, scripts_within, words_parted, unseen_within, colons_apart, names_in_a_table],
)
def test_what_no_reader_sees_changes_no_field(written: Any) -> None:
    assert written(PAGE) != PAGE
    assert read(written(PAGE)) == read(PAGE)


def test_a_row_is_one_line_of_the_text_whatever_its_cells_are_made_of() -> None:
    body = cells_with_paragraphs(PAGE).encode()
    text = parse_ccgp_notice(body, ParseContext(source_id="s", url=URL)).items[0].text
    assert "1 西陵云枢科技有限公司 1500000" in text.split("\n")


def test_the_page_itself_is_read_whole() -> None:
    told = read(PAGE)
    assert told["supplier"] == ["西陵云枢科技有限公司", "江城天御信息有限公司"]
    assert (told["buyer"], told["agency"]) == ("海岳大学", "东衡国际招标有限公司")
    assert told["award_yuan"] == 3_500_000
    assert told["category"] == "货物/计算机设备"


def test_a_total_told_twice_is_no_lot() -> None:
    """A summary without its class is a part of the text: its total is the one that the heading told."""
    told = read(
        PAGE.replace("</td></tr></table></div>", "</td></tr></table></div><p>总中标金额：350万元</p>")
    )
    page = PAGE.replace("<p>三、中标", "<p>总中标金额：350万元</p><p>三、中标")
    assert read(page)["lots"] == told["lots"] == read(PAGE)["lots"]


def test_a_building_is_no_model() -> None:
    assert "models" not in read(PAGE)
    assert read(PAGE.replace("<p>报价", "<p>采购KX-720显微镜，送至B2-1幢</p><p>报价"))["models"] == ["KX-720"]


def test_the_end_of_a_deadline_is_no_day_of_publication() -> None:
    page = re.sub(r"<meta[^>]*PubDate[^>]*>", "", PAGE)
    assert read(page)["published"] is None
    assert read(words_parted(page))["published"] is None
    assert read(page.replace("报价截止时间", "报 价 截 止 时 间"))["published"] is None


def test_a_short_chinese_page_that_names_no_charset_is_no_russian_one() -> None:
    page = "<html><body><p>西陵大学购置仪器，成交供应商为江城天御信息有限公司。</p></body></html>"
    assert decode(page.encode("gb18030")) == page
    russian = "<p>Поставки микросхем — в обход «запретов» № 5</p>"
    for codec in ("koi8-r", "cp1251"):
        written = (
            russian
            if codec == "cp1251"
            else russian.replace("—", "-").translate({0xAB: 34, 0xBB: 34, 0x2116: "N"})
        )
        assert decode(written.encode(codec)) == written
