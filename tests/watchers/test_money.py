"""Amounts in Chinese notices: units wherever they stand, and what is no amount."""

from decimal import Decimal

import pytest

from watchers.parsers.tenders.money import as_number, chinese_number, read_amount


@pytest.mark.parametrize(
    ("text", "label", "yuan"),
    [
        ("￥312.500000 万元（人民币）", "", "3125000"),
        ("63.8600000（万元）", "中标（成交）金额", "638600"),
        ("报价:500000.00(元)", "", "500000"),
        ("1,234,567.89元", "", "1234567.89"),
        ("１,２８０.５ 万元", "", "12805000"),
        ("517.9175", "中标金额(万元)", "5179175"),
        ("￥20.5", "中标金额（万元）", "205000"),
        ("6687920.0", "报价（元）", "6687920"),
        ("高达9亿元(不含税)", "", "900000000"),
        ("人民币壹佰贰拾万零伍佰元整", "", "1200500"),
        ("大写：陆佰万元整 小写：6000000元", "", "6000000"),
        ("包 1-2610000.00 元", "", "2610000"),
        ("668790", "中标金额", "668790"),
        ("CNY39,038,310.26", "合同金额", "39038310.26"),
        ("陆佰万元零伍角陆分", "", "6000000.56"),
        ("120000元/年", "", "120000"),
    ],
)
def test_amounts_are_yuan(text: str, label: str, yuan: str) -> None:
    """Ten-thousands, hundred-millions, full width, separators, cheque characters, units in the label."""
    amount = read_amount(text, label=label)
    assert amount is not None
    assert (amount.value, amount.currency) == (Decimal(yuan), "CNY")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("95.5%", "报价（元）"),
        ("下浮率：12.5%", "报价（元）"),
        ("下浮率12.5", "中标金额（元）"),
        ("费率 3.2", "报价（元）"),
        ("500台服务器", ""),
        ("2024年09月02日", "预算金额"),
        ("20", "中标金额"),
        ("详见附件", "中标金额（元）"),
        ("八五折", ""),
        ("3580元/台", "中标金额"),
        ("单价：4500.00元", "中标金额"),
    ],
)
def test_what_is_no_amount(text: str, label: str) -> None:
    """Percentages, discounts, rates, counts and dates are no money; a small bare number tells nothing."""
    assert read_amount(text, label=label) is None


def test_other_currencies_keep_their_name() -> None:
    """Dollars are not yuan."""
    amount = read_amount("12万美元")
    assert amount is not None
    assert (as_number(amount.value), amount.currency) == (120_000, "USD")
    assert chinese_number("三十二") == 32
    assert as_number(Decimal("0.50")) == 0.5
