"""Dates and hours that are written in Chinese characters, or in years of an era, as figures. Pure."""

import re

_ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}  # the year before the first of each
# 令和7年9月1日, 中華民國115年3月5日; three figures for a year are Taiwan's: 115/03/20
_OF_AN_ERA = re.compile(
    r"(?P<era>令和|平成|民[國国])\s*(?P<year>元|\d{1,3})\s*[年.]\s*(?P<month>\d{1,2})\s*[月.]\s*(?=\d)"
    r"|(?<![\d./])(?P<minguo>1[01]\d)\s*[/年]\s*(?P<of_it>\d{1,2})\s*[/月]\s*(?=\d{1,2}(?![\d/]))"
)
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_NUMERAL = r"[〇○零一二三四五六七八九十]{1,3}"
_IN_CHARACTERS = re.compile(  # 二〇二六年三月十日上午九时三十分
    rf"(?:[〇○零一二三四五六七八九]{{4}}|\d{{4}})\s*年\s*{_NUMERAL}\s*月\s*{_NUMERAL}\s*日(?:[^\d\n，。;；:：]{{0,8}}?{_NUMERAL}[时時點点](?:{_NUMERAL}分|半)?)?"
)
# 下午五时整, 5月3日九点半; 17点一刻
_HOUR_IN_CHARACTERS = re.compile(
    rf"(?<=[午晚早日号])(?P<blank>\s*)(?P<hour>{_NUMERAL})(?P<sign>[时時點点])(?:(?P<minute>{_NUMERAL})分)?"
)
_PART_OF_HOUR = re.compile(r"(?<=\d)\s*[时時點点](?P<part>半|[一三]刻)")
_PARTS = {"半": "30", "一刻": "15", "三刻": "45"}


def in_figures(text: str) -> str:
    """Return the text with dates in Chinese characters as figures: `2026年3月10日上午9时30分`.

    Years of the eras of Japan and Taiwan become those of the common era.
    """
    text = _OF_AN_ERA.sub(_of_our_era, text)
    text = _IN_CHARACTERS.sub(
        lambda date: re.sub(
            rf"{_NUMERAL}(?=\s*[月日时時點点分])|[〇○零一二三四五六七八九]{{4}}(?=\s*年)",
            lambda numeral: _figures(numeral[0]),
            date[0].replace("半", "三十分"),
        ),
        text,
    )
    text = _HOUR_IN_CHARACTERS.sub(
        lambda clock: (
            f"{clock['blank']}{_figures(clock['hour'])}{clock['sign']}"
            + (f"{_figures(clock['minute'])}分" if clock["minute"] else "")
        ),
        text,
    )
    return _PART_OF_HOUR.sub(lambda clock: f"时{_PARTS[clock['part']]}分", text)


def _of_our_era(day: re.Match[str]) -> str:
    if day["minguo"]:
        return f"{int(day['minguo']) + 1911}年{day['of_it']}月"
    return f"{_ERAS[day['era']] + (1 if day['year'] == '元' else int(day['year']))}年{day['month']}月"


def _figures(numeral: str) -> str:
    tens, ten, ones = numeral.rpartition("十")
    return ((tens or "1") + (ones or "0") if ten else ones).translate(_DIGITS)
