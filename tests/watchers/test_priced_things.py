"""Sums that no label states: price by count, rows without heads; and what the width of a page broke."""

from decimal import Decimal

import pytest

from watchers.parsers import ParseContext
from watchers.parsers.tenders.bidder_rows import rows_won
from watchers.parsers.tenders.ccgp_notice import parse_ccgp_notice
from watchers.parsers.tenders.money import amounts
from watchers.parsers.tenders.priced_things import cost_of, times

HEAD = ("品目", "单价（元）", "数量")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("8.6万元/台×5台", 430_000),
        ("单价人民币12,500.00元，数量4台", 50_000),
        ("3200元/套，共3套", 9_600),
        ("8.6万元/台", None),
        ("120万元，数量4台", None),
        ("RTX 4090 数量4台", None),
    ],
)
def test_a_price_by_a_count_is_a_sum(written: str, value: int | None) -> None:
    """Only where the price is said to be one of each."""
    told = times(written)
    assert (told and told.value) == value


@pytest.mark.parametrize(
    ("labels", "rows", "value"),
    [
        (HEAD, [("杜瓦", "32000", "3台"), ("阀", "500.50", "2")], 97_001),
        (HEAD, [("杜瓦", "32000", "3"), ("阀", "面议", "2")], None),
        ((*HEAD, "总价（万元）"), [("杜瓦", "32000", "3", "9.6"), ("阀", "500", "2", "0.1")], 97_000),
        (("货物", "金额（元）"), [("光谱仪", "300000"), ("色谱仪", "200000")], 500_000),
        (("供应商", "报价"), [("甲峰有限公司", "300000")], None),
    ],
)
def test_things_cost_what_their_rows_do(
    labels: tuple[str, ...], rows: list[tuple[str, ...]], value: int | None
) -> None:
    """Each row has to say its cost; a column of sums comes before our product."""
    told = cost_of(labels, rows)
    assert (told and told.value) == value


def test_rows_without_heads_say_who_won() -> None:
    """A company by its legal form and a sum with its currency in each row, or nobody."""
    rows = [["Cryostat", "Lake Cryo Ltd", "£1,245,000.00"], ["Dewar", "No award", "-"]]
    assert [(thing, who, sum_.value) for thing, who, sum_ in rows_won(rows)] == [
        ("Cryostat", "Lake Cryo Ltd", Decimal("1245000.00"))
    ]
    assert rows_won([*rows, ["Total", "", "£1,245,000.00"]]) == []
    assert rows_won([["Phone", "0113 496 0000"]]) == []


@pytest.mark.parametrize(
    ("written", "label", "value", "currency"),
    [
        ("1,980, 000.00元", "", "1980000.00", "CNY"),
        ("2.345.678,90 EUR", "", "2345678.90", "EUR"),
        ("1 200 000,00", "Total (EUR, excl. VAT)", "1200000.00", "EUR"),
        ("145\u202f000,00 €", "", "145000.00", "EUR"),
        ("新臺幣3,200,000元", "", "3200000", "TWD"),
        ("DKK 4,250,000", "", "4250000", "DKK"),
    ],
)
def test_sums_as_other_lands_and_narrow_cells_write_them(
    written: str, label: str, value: str, currency: str
) -> None:
    """Points and commas change places; the unit may stand in the head of the column."""
    told = next(amounts(written, label=label))
    assert (told.value, told.currency) == (Decimal(value), currency)


def fields_of(body: str) -> dict[str, object]:
    head = "<h1>海岳大学采购中标公告</h1><p>项目编号：HY-9</p><p>采购人：海岳大学</p>"
    page = f"<html><body>{head}{body}</body></html>"
    context = ParseContext(source_id="s", url="https://example.cn/1.html")
    return dict(parse_ccgp_notice(page.encode(), context).items[0].fields)


def test_a_cell_broken_by_its_width_is_whole() -> None:
    """Lines of one length are one name; two names below each other stay two."""
    head = "<table><tr><td>中标<br>供应商</td><td>中标<br>金额</td></tr>"
    one = fields_of(
        f"{head}<tr><td>四川甲<br>峰信息<br>技术有限<br>公司</td><td>1,980,<br>000.00元</td></tr></table>"
    )
    assert (one["supplier"], one["award_yuan"]) == (["四川甲峰信息技术有限公司"], 1_980_000)
    two = fields_of(f"{head}<tr><td>甲峰有限公司<br>乙峰有限公司</td><td>198万元</td></tr></table>")
    assert two["supplier"] == ["甲峰有限公司", "乙峰有限公司"]


def test_winner_and_total_in_sentences() -> None:
    """`成交供应商为…` tells the winner, `合计` the sum of the years, a bare lot below 中标结果 its winner."""
    told = fields_of("<p>成交供应商为甲峰有限公司，成交金额：第一年35万元，第二年35万元，合计70万元</p>")
    assert (told["supplier"], told["award_yuan"]) == (["甲峰有限公司"], 700_000)
    told = fields_of("<p>二、中标结果</p><p>第一包：甲峰网络有限公司</p><p>中标金额：10万元</p>")
    assert (told["supplier"], told["award_yuan"]) == (["甲峰网络有限公司"], 100_000)
