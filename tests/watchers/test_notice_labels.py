"""Labels of notices: which words make one, and what stands for its colon."""

from typing import Any

import pytest

from watchers.parsers import ParseContext
from watchers.parsers.tenders.ccgp_notice import parse_ccgp_notice
from watchers.parsers.tenders.tender_labels import field_of


def read(*lines: str, title: str = "海岳大学云服务器成交公告") -> dict[str, Any]:
    """Return the fields of a page with these lines below a title."""
    told = "".join(f"<p>{line}</p>" for line in lines)
    body = f'<h1>{title}</h1><div class="vF_detail_content">{told}</div>'
    page = f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'
    item = parse_ccgp_notice(page.encode(), ParseContext(source_id="s", url="https://example.org/1")).items[0]
    return dict(item.fields)


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("拟成交服务商名称", "supplier"),
        ("抽中单位", "supplier"),
        ("胜出方", "supplier"),
        ("中標者", "supplier"),
        ("Successful tenderer 中標者", "supplier"),
        ("最终入选供应商全称", "supplier"),
        ("拟定来源", "supplier"),
        ("参评单位", "bidder"),
        ("设备使用部门", "user"),
        ("征集代理", "agency"),
        ("磋商代理机构名称", "agency"),
        ("招标组织单位", "organiser"),
        ("受托机构", "trustee"),
        ("竞谈项目编码", "project_number"),
        ("比选登记编号", "project_number"),
        ("校内编号", "reference"),
        ("采购计划编号", "tender_number"),
        ("合同最高限价", "ceiling"),
        ("项目经费上限", "budget"),
        ("固定总价", "total"),
        ("截标时间", "deadline"),
        ("报价最迟", "deadline"),
        ("响应文件递交截至时间", "deadline"),
        ("挂网日期", "published"),
        ("委托代理人", None),  # a person
        ("采购需求", None),
        ("保证金缴纳截止时间", None),
        ("资金来源", None),
        ("报名人数", None),
    ],
)
def test_a_label_is_known_by_the_words_it_is_made_of(label: str, field: str | None) -> None:
    """No table lists each combination that an office writes."""
    assert field_of(label) == field


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("采购人　青江航空研究院", {"buyer": "青江航空研究院"}),
        (
            "成交单位 甲峰科技有限公司；合同总价 ￥76.5万元。",
            {"supplier": ["甲峰科技有限公司"], "award_yuan": 765_000},
        ),
        (
            "比选登记号　QJ-26-011；受托方　丁山招标有限公司",
            {"project_number": "QJ-26-011", "agency": "丁山招标有限公司"},
        ),
        ("受托方　丁山软件有限公司", {"supplier": ["丁山软件有限公司"], "agency": None}),
        (
            "招 标 人 | 青江航空研究院 招标编号 | QJ-26-012",
            {"buyer": "青江航空研究院", "project_number": "QJ-26-012"},
        ),
        ("采购人 应当在七日内答复供应商的询问", {"buyer": "海岳大学"}),
        ("成交金额 由双方另行约定", {"award_yuan": None}),
        ("项目编号 见附件", {"project_number": None}),
    ],
)
def test_a_blank_is_a_colon_before_a_value_of_the_fields_shape(line: str, found: dict[str, Any]) -> None:
    """One line alone may be set so; what is no name, sum or number stays a sentence."""
    fields = read("我校云服务器项目已经完成评审，现将结果公告如下。", line)
    assert {name: fields.get(name) for name in found} == found


def test_a_deadline_behind_a_blank_is_read() -> None:
    """With blanks in the day too."""
    fields = read(
        "本项目现公开招标，欢迎参加。",
        "截标　2026 年 6 月 19 日 14 时 30 分",
        title="海岳大学云服务器招标公告",
    )
    assert fields["deadline"] == "2026-06-19T14:30:00+08:00"


def test_budgets_of_packages_keep_their_packages() -> None:
    """A label behind other words of its line is left to who reads sentences."""
    fields = read(
        "本项目分为两包，预算如下。",
        "A包 带宽 预算 96万元；B包 专线 预算 38万元",
        title="海岳大学专线招标公告",
    )
    assert fields["budget_yuan"] == 1_340_000
