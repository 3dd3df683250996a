"""Tables of Chinese notices as real sites write them: what stands in a cell need not be a party."""

from typing import Any

import pytest

from watchers.parsers import ParseContext
from watchers.parsers.tenders.ccgp_notice import parse_ccgp_notice
from watchers.parsers.tenders.tender_parties import party
from watchers.parsers.tenders.text_tables import tables_of_text

CONTEXT = ParseContext(source_id="s", url="https://www.example.gov.cn/cggg/zbgg/202603/t20260302_1.htm")


def fields(inner: str) -> dict[str, Any]:
    """Return the fields of a notice with this in its body."""
    page = f"<html><body><h1>数据平台项目中标公告</h1><div class='content'>{inner}</div></body></html>"
    (item,) = parse_ccgp_notice(page.encode(), CONTEXT).items
    return dict(item.fields)


def row(*cells: str, tag: str = "td") -> str:
    """Return a row of a table."""
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"


@pytest.mark.parametrize(
    "written",
    [
        *(
            "行政监督部门",
            "投诉受理部门",
            "资质等级及类别",
            "中标工期（日历天）",
            "注册建造师",
            "投标报价（万元）：",
        ),
        *(
            "投标工期： 2026.3.1-2026.9.1",
            "总施工工程师: 蓝鹭飞",
            "第一中标 候选人",
            "无供应商报价",
            "若涉及投诉的",
        ),
    ],
)
def test_what_a_table_says_of_a_party_is_no_party(written: str) -> None:
    """Labels, remarks and pairs of label and value name nobody."""
    assert party(written) == ""


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("蓝鹭建设开发有限 公司", "蓝鹭建设开发有限公司"),
        ("蓝鹭建设有 限责任公 司", "蓝鹭建设有限责任公司"),
        ("某省政府采购中心", "某省政府采购中心"),
        ("蓝鹭工程监理有限公司", "蓝鹭工程监理有限公司"),
    ],
)
def test_a_name_broken_over_two_lines_is_one(written: str, name: str) -> None:
    """A blank inside the legal form is the cell's line, no part of the name; plain names stay."""
    assert party(written) == name


def test_rows_below_a_row_of_two_labels_are_no_winners() -> None:
    """A form: the winner beside what he is qualified for, then rows about the contest."""
    told = fields(
        "<table>"
        + row("项目法人", "蓝鹭市地产集团", "联系人", "甲老师")
        + row("中标（选）候选人", "第一中标（选）候选人", "蓝鹭市政工程有限公司")
        + row("中标（选）人", "蓝鹭市政工程有限公司", "中标（选）人资质等级及类别", "市政公用工程壹级")
        + row("中标（选）价（万元）", "666.5", "中标价说明", "无")
        + row("中标工期（日历天）", "45", "中标工期说明", "无")
        + row("行政监督部门", "蓝鹭区建委", "联系电话", "见公告")
        + "</table>"
    )
    assert told["supplier"] == ["蓝鹭市政工程有限公司"]
    assert told["award_yuan"] == 6_665_000


def test_heads_that_stand_in_no_row_are_read() -> None:
    """`<table><th>…<th>…<tr>`: browsers show the heads as a row, and the sum column says only 金额."""
    heads = "".join(
        f"<th>{head}</th>"
        for head in ("分包内容", "金额（元）", "中标供应商", "地址", "单价、数量及规格型号")
    )
    one = row("数据平台", "￥783,600.00", "蓝鹭信息股份有限公司", "长路18号", "单价：￥783,600.00")
    two = row("培训", "￥16,400.00", "灰鹤教育有限公司", "长路19号", "1项")
    told = fields(
        f"<p>项目编号：A-1</p><p>中标结果</p><table>{heads}{one}</table><table>{heads}{two}</table>"
    )
    assert told["supplier"] == ["蓝鹭信息股份有限公司", "灰鹤教育有限公司"]
    assert told["award_yuan"] == 800_000
    assert [lot["award_yuan"] for lot in told["lots"]] == [783_600, 16_400]


@pytest.mark.parametrize(
    ("total", "lots"),
    [("", 0), ("<p>总成交金额：63.9 万元（人民币）</p>", 0), ("<p>总成交金额：127.8 万元</p>", 2)],
)
def test_a_result_told_twice_is_one(total: str, lots: int) -> None:
    """The site's form and the agency's own words say the same; a stated total that counts both says two."""
    told = "<p>1.成交供应商名称：蓝鹭数码股份有限公司</p><p>2.成交供应商地址：长路4号</p>"
    told += "<p>3.成交金额：639000.00元</p>"
    found = fields(f"<p>四、成交信息</p>{total}{told}<p>五、其它补充事宜</p><p>现将结果公告如下：</p>{told}")
    assert found["supplier"] == ["蓝鹭数码股份有限公司"]
    assert found["award_yuan"] == (1_278_000 if lots else 639_000)
    assert len(found.get("lots", ())) == lots


def test_judges_at_the_heads_of_columns_of_marks_leave() -> None:
    """A short word that is no label names one, whatever stands below."""
    body = row("投标人", "丁一鸣", "技术", "阿木 古楞", "平均分") + row(
        "甲峰科技有限公司", "92", "90", "88", "90.0"
    )
    page = f"<h1>平台中标公告</h1><div class='content'><p>采购人：海岳大学</p><table>{body}</table></div>"
    (item,) = parse_ccgp_notice(page.encode(), CONTEXT).items
    assert not [who for who in ("丁一鸣", "古楞") if who in item.text]
    assert "甲峰科技有限公司" in item.text


def test_a_column_of_persons_between_others_is_emptied_and_no_sum_is() -> None:
    """`供应商 | 经营者 | 成交金额` is a row of heads, whatever the number of its cells."""
    body = row("标段", "供应商", "经营者", "成交金额（元）") + row(
        "一", "东山镇启明电脑部", "惠 建国", "23400"
    )
    page = f"<h1>设备成交公告</h1><div class='content'><p>采购人：海岳大学</p><table>{body}</table></div>"
    (item,) = parse_ccgp_notice(page.encode(), CONTEXT).items
    assert "建国" not in item.text
    assert "成交金额（元）" in item.text
    assert item.fields["award_yuan"] == 23400


def test_a_cell_of_persons_keeps_the_bodies_they_come_from() -> None:
    """Merged cells may put bidders below a head of persons, and a team may watch an expert's employer."""
    body = (
        row("序号", "联系人", "金额（元）")
        + row("1", "丁一鸣（甲峰科技有限公司）", "9")
        + row("2", "乙湖信息有限公司", "8")
    )
    page = f"<h1>设备成交公告</h1><div class='content'><p>采购人：海岳大学</p><table>{body}</table></div>"
    (item,) = parse_ccgp_notice(page.encode(), CONTEXT).items
    assert "丁一鸣" not in item.text
    assert "甲峰科技有限公司" in item.text
    assert "乙湖信息有限公司" in item.text


def test_a_team_beside_its_university_is_no_part_of_the_buyer() -> None:
    """What stands in brackets behind a party and names a person's title leaves it."""
    lines = "<p>项目编号：HY-1</p><p>采购人：海岳大学（光学院 丁一老师团队）</p>"
    page = f"<h1>设备成交公告</h1><div class='content'>{lines}</div>"
    (item,) = parse_ccgp_notice(page.encode(), CONTEXT).items
    assert item.fields["buyer"] == "海岳大学"


RANKED = [
    ("排名", "供应商名称", "报价（元）"),
    ("1", "甲峰科技有限公司", "100000"),
    ("2", "乙湖信息有限公司", "110000"),
]


def table(*rows: tuple[str, ...]) -> str:
    return f"<table>{''.join(row(*cells) for cells in rows)}</table>"


def read(title: str, *parts: str) -> dict[str, Any]:
    lines = (part if part.startswith("<") else f"<p>{part}</p>" for part in ("采购人：海岳大学", *parts))
    page = f"<h1>{title}</h1><div class='content'>{''.join(lines)}</div>"
    return dict(parse_ccgp_notice(page.encode(), CONTEXT).items[0].fields)


def test_who_stands_behind_the_first_of_a_ranking_has_won_nothing() -> None:
    """A caption that speaks of who is to win makes no winners of all that bid."""
    told = read("海岳大学服务器预中标公示", "预中标情况：", table(*RANKED))
    assert not {"supplier", "award_yuan", "lots"} & set(told)
    heads = ("序号", "预中标供应商", "报价（元）", "排名")
    rows = (("1", "甲峰科技有限公司", "100000", "1"), ("2", "乙湖信息有限公司", "110000", "2"))
    told = read("海岳大学服务器预中标公告", table(heads, *rows))
    assert "乙湖信息有限公司" not in str(told)
    assert told["award_yuan"] == 100_000
    heads = ("序号", "入围供应商", "报价（元）", "排名")
    assert "乙湖信息有限公司" in str(read("海岳大学服务器入围公告", table(heads, *rows)))


def test_a_notice_of_winners_and_of_failed_packages_is_an_award() -> None:
    """What failed does not undo what was won."""
    told = read(
        "海岳大学设备中标及流标公告",
        "包1中标供应商：甲峰科技有限公司，中标金额：10万元",
        "包2：有效投标人不足三家，本包流标",
    )
    assert (told["stage"], told["supplier"], told["award_yuan"]) == ("award", ["甲峰科技有限公司"], 100_000)


@pytest.mark.parametrize("gap", ["   ", "\t", " | ", "\u3000\u3000"])
def test_a_table_in_plain_text_is_read_by_its_heads(gap: str) -> None:
    """Cells stand apart by blanks, tabs or bars."""
    rows = (
        ("序号", "中标供应商", "中标金额（元）"),
        ("1", "甲峰科技有限公司", "100000"),
        ("2", "乙湖信息有限公司", "20000"),
    )
    text = "\n".join(
        ("海岳大学设备中标公告", "采购人：海岳大学", *map(gap.join, rows), "公告期限：1个工作日")
    )
    fields = parse_ccgp_notice(text.encode(), CONTEXT).items[0].fields
    assert fields["supplier"] == ["甲峰科技有限公司", "乙湖信息有限公司"]
    assert [lot["award_yuan"] for lot in fields["lots"]] == [100_000, 20_000]


@pytest.mark.parametrize(
    "evil",
    [
        "a  " * 60_000,
        "中标供应商  中标金额\n" * 20_000,
        " \t" * 60_000,
        "中标供应商 | 中标金额\n" + "a | b\n" * 20_000,
    ],
)
def test_plain_text_made_to_be_slow_as_a_table_is_not(evil: str) -> None:
    """Each line is looked at once."""
    assert len(tables_of_text(evil)) <= len(evil)


def test_what_a_title_calls_an_institution_is_no_person() -> None:
    """师范 begins the name of a kind of school, not of a teacher."""
    text = "石梁师范高等专科学校数据库成交公告\n采购人：石梁师范高等专科学校"
    title = parse_ccgp_notice(text.encode(), CONTEXT).items[0].title
    assert title == "石梁师范高等专科学校数据库成交公告"
