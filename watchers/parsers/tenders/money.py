"""Amounts of money as Chinese notices write them, in yuan. Pure; knows no page.

Units are where the writer put them: behind the number (`20万元`, `20（万元）`), before it (`￥20`), or in the
label (`报价（元）`); the number may be in full width, with thousands separators, or in the capital characters
of a cheque. Percentages, discounts and rates are no amounts, nor is a bare count of something.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from watchers.parsers.plain import fold_width

_SCALES = {"": 1, "十": 10, "百": 100, "千": 1_000, "万": 10_000, "萬": 10_000, "十万": 10**5, "百万": 10**6}
_SCALES |= {
    "千万": 10**7,
    "천": 1_000,
    "만": 10_000,
    "백만": 10**6,
    "억": 10**8,
    "million": 10**6,
    "Million": 10**6,
    "billion": 10**9,
    "亿": 10**8,
    "億": 10**8,
    "万亿": 10**12,
}
_CURRENCIES = {
    "人民币": "CNY", "RMB": "CNY", "CNY": "CNY", "¥": "CNY", "元": "CNY", "圆": "CNY",
    "美元": "USD", "美金": "USD", "USD": "USD", "US$": "USD", "$": "USD",
    "欧元": "EUR", "EUR": "EUR", "€": "EUR", "英镑": "GBP", "GBP": "GBP", "£": "GBP",
    "日元": "JPY", "JPY": "JPY", "港元": "HKD", "港币": "HKD", "HKD": "HKD", "瑞士法郎": "CHF", "CHF": "CHF",
    "澳门元": "MOP", "澳門元": "MOP", "澳门币": "MOP", "MOP": "MOP",
    "юаней": "CNY", "юаня": "CNY", "юань": "CNY", "рублей": "RUB", "рубль": "RUB", "рубля": "RUB",
    "российский рубль": "RUB", "российских рублей": "RUB",
    "新台币": "TWD", "新臺幣": "TWD", "NTD": "TWD", "NT$": "TWD", "TWD": "TWD", "HK$": "HKD",
    "DKK": "DKK", "SEK": "SEK", "NOK": "NOK", "PLN": "PLN", "zł": "PLN", "CZK": "CZK", "Kč": "CZK",
    "HUF": "HUF", "Ft": "HUF", "forint": "HUF", "korun": "CZK", "złotych": "PLN", "kronor": "SEK",
    "RON": "RON", "AUD": "AUD", "CAD": "CAD", "SGD": "SGD", "euros": "EUR", "Euro": "EUR", "euro": "EUR",
    "円": "JPY", "엔": "JPY", "원": "KRW", "₩": "KRW", "韩元": "KRW", "KRW": "KRW",
    "тенге": "KZT", "KZT": "KZT",
    "VND": "VND", "đồng": "VND", "TL": "TRY", "TRY": "TRY", "₺": "TRY",
    "грн": "UAH", "UAH": "UAH", "₽": "RUB", "руб": "RUB", "RUB": "RUB",
    "港幣": "HKD", "澳門幣": "MOP", "日圓": "JPY", "歐元": "EUR", "英鎊": "GBP",
    "新台幣": "TWD", "台币": "TWD", "台幣": "TWD", "臺幣": "TWD",
    "加元": "CAD", "澳元": "AUD", "新元": "SGD", "卢布": "RUB",
}  # fmt: skip
_SCALE = "|".join(sorted((scale for scale in _SCALES if scale), key=len, reverse=True))
_CURRENCY = "|".join(re.escape(word) for word in sorted(_CURRENCIES, key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?:(?P<before>{_CURRENCY})\s*|(?<![A-Za-z0-9_.]))"
    r"(?P<number>\d{1,3}(?:[,\uff0c]\d{3})+(?:\.\d+)?"
    r"|\d{1,3}(?:[ \u00a0]\d{3})+(?:[.,]\d{1,2})?(?=\s*(?:[а-яA-Z€$£₽]|e[u]ro|kr|zł|\Z))"
    r"|\d{1,3}(?:\.\d{3})+,\d{2}(?!\d)|\d{1,3}(?:\.\d{3}){2,}(?![\d.])|\d+,\d{2}(?![\d,])"
    r"|\d+(?:\.\d+)?)"
    rf"\s*(?P<bracket>[(\[])?\s*(?P<behind>{_CURRENCY})?\s*(?P<scale>{_SCALE})?\s*(?P<unit>{_CURRENCY})?"
    r"(?(bracket)[^()\[\]]{0,6}[)\]])?"
)
_SEPARATORS = re.compile(r"[\uff0c \u00a0]|,(?=\d{3})")
_RATE = re.compile(r"\s*(?:%|‰|折|个百分点)")
_EACH = re.compile(r"\s*/\s*(?!年|项|批|[三两二\d]年|标|包|总)[\u4e00-\u9fffm]")  # 3580元/台: a price of each
_RATE_WORDS = re.compile(
    r"(?:下浮|上浮|优惠|折扣|费|让利|扣)率?\s*(?:为|是)?\s*[:(]?\s*\Z|单价(?:合计)?\s*[:为]?\s*\Z|率\s*[:(]?\s*\Z"
)
_LABEL_UNIT = re.compile(
    rf"[(\[/,]\s*(?:单位\s*:?\s*)?(?:人民币)?\s*(?P<scale>{_SCALE})?\s*(?P<unit>元|圆|円|원|美元|欧元"
    r"|(?:EUR|USD|GBP|CHF|DKK|SEK|NOK|PLN|CZK|CNY|RMB|[€£])(?=[\s,;.)\]]))"
)
_WRAPPED = re.compile(r"(?<=\d[,\uff0c])\s+(?=\d{3}(?!\d))")  # 1,980, 000: broken by the width of its cell
_OF_TWO_SCALES = re.compile(
    r"(?<![\d,.])(?P<high>\d[\d,]{0,12})\s*[亿億억]\s*零?(?P<low>\d[\d,]{0,12})(?=\s*[万萬만])"
)  # 1억 2,350만원
_TYPOGRAPHIC = re.compile(r"(?<=\d)[\u202f\u2009](?=\d)")  # thousands apart, as French sets them
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:\.\d{3})+,\d{2}|\d+,\d{2}")
_THOUSANDS = re.compile(r"\d{1,3}\.\d{3}")  # 64.000 Euro
_DOTTED = {"EUR", "CZK", "DKK", "SEK", "NOK", "PLN", "HUF", "RON", "RUB", "TRY", "VND"}  # whose thousands
# 3 215 000 (три миллиона …) рублей: the same in words between the figures and their unit
_IN_WORDS = re.compile(r"(?<=\d)\s*\([^\W\d_][^()\d]{4,120}\)(?=\s*(?:руб|тенге|грн|евро|[Ee]uro|EUR|€))")
_DIGITS = {character: value for value, characters in enumerate(
    ("零〇", "一壹", "二贰貳两", "三叁參", "四肆", "五伍", "六陆陸", "七柒", "八捌", "九玖")
) for character in characters}  # fmt: skip
_STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
_CAPITALS = re.compile(
    rf"(?P<yuan>[{''.join(_DIGITS)}十拾百佰千仟万萬亿億]{{2,}})(?:[元圆]|(?<=[万亿])(?=整|[^\w]|\Z))"
    rf"(?:零?(?P<jiao>[{''.join(_DIGITS)}])角)?(?:零?(?P<fen>[{''.join(_DIGITS)}])分)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum of money: `value` in whole units of `currency` (yuan for CNY), and where it stood in the text."""

    value: Decimal
    currency: str
    start: int
    end: int


def label_unit(label: str) -> tuple[Decimal, str] | None:
    """Return factor and currency that a label or column head states: `报价（万元）` is (10000, "CNY")."""
    match = _LABEL_UNIT.search(fold_width(label))
    if not match:
        return None
    return Decimal(_SCALES[match["scale"] or ""]), _CURRENCIES[match["unit"]]


def amounts(text: str, *, label: str = "") -> Iterator[Amount]:
    """Yield the amounts in `text`, in order.

    A number that has no unit counts only where `label` gives one, or where it is the whole of a value whose
    label says that it is money and it is too large for a count of ten-thousands (1,000 and more: yuan).
    """
    folded = _WRAPPED.sub("", fold_width(_TYPOGRAPHIC.sub(" ", text)))
    folded = _OF_TWO_SCALES.sub(_of_one_scale, folded)
    folded = _IN_WORDS.sub(lambda words: " " * len(words[0]), folded)
    stated = label_unit(label)
    for match in _AMOUNT.finditer(folded):
        before = folded[max(0, match.start() - 8) : match.start()]
        if (
            _RATE.match(folded, match.end("number"))
            or _RATE_WORDS.search(before)
            or _EACH.match(folded, match.end())
        ):
            continue
        try:
            written = match["number"]
            if _EUROPEAN.fullmatch(written) or (
                _THOUSANDS.fullmatch(written)
                and not match["scale"]
                and _CURRENCIES.get(match["behind"] or match["unit"] or match["before"]) in _DOTTED
            ):
                written = written.replace(".", "")
            number = Decimal(_SEPARATORS.sub("", written).replace(",", "."))
        except InvalidOperation:
            continue
        named = match["unit"] or match["behind"] or match["before"]
        if match["before"] and _CURRENCIES[match["before"]] != "CNY":  # 新台币9元
            named = match["before"]
        if named == "$" and not match["before"] and "," in written[-3:]:  # 318 450,00 $: as Québec writes
            named = "CAD"
        scale = Decimal(_SCALES[match["scale"] or ""])
        if named:
            # `￥20` under a column head of ten-thousands is twenty ten-thousands
            if stated and not match["scale"] and not (match["unit"] or match["behind"]):
                scale = stated[0]
            currency = _CURRENCIES[named]
        elif match["scale"] and (label or len(match["scale"]) > 1 or match["scale"] in "万亿"):
            currency = stated[1] if stated else "CNY"
            if not label:
                continue
        elif stated:
            scale, currency = stated
        elif label and number >= 1_000 and not _followed_by_count(folded, match.end()):
            currency = "CNY"
        else:
            continue
        yield Amount(value=number * scale, currency=currency, start=match.start(), end=match.end())


def _of_one_scale(written: re.Match[str]) -> str:
    high, low = (int(part.replace(",", "")) for part in written.groups())
    return str(high * 10_000 + low).rjust(len(written[0]))


def read_amount(text: str, *, label: str = "") -> Amount | None:
    """Return the first amount in `text`, from digits, else from capital characters, or None."""
    first = next(amounts(text, label=label), None)
    if first is not None:
        return first
    match = _CAPITALS.search(fold_width(text))
    if match and (value := Decimal(chinese_number(match["yuan"]))):
        value += Decimal(_DIGITS.get(match["jiao"], 0)) / 10 + Decimal(_DIGITS.get(match["fen"], 0)) / 100
        return Amount(value=value, currency="CNY", start=match.start(), end=match.end())
    return None


def chinese_number(written: str) -> int:
    """Return the value of a number in Chinese characters, everyday or capital ones; 0 where it is none."""
    total = section = digit = 0
    for character in written:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _STEPS:
            section += (digit or 1) * _STEPS[character]
            digit = 0
        elif character in "万萬":
            total += (section + digit) * 10_000
            section = digit = 0
        elif character in "亿億":
            total = (total + section + digit) * 10**8
            section = digit = 0
    return total + section + digit


def as_number(value: Decimal) -> int | float:
    """Return the value as JSON writes it: a whole number without a point."""
    return int(value) if value == value.to_integral_value() else float(value)


def _followed_by_count(text: str, end: int) -> bool:
    return bool(re.match(r"\s*[年月日号台套个件项人次分米吨位年度]", text[end : end + 3]))
