"""Lists of notices on pages of any site, and in answers that wrap them in ways of their own."""

import json

import pytest

from watchers.errors import ParseError
from watchers.model import Parsed
from watchers.parsers import ParseContext
from watchers.parsers.tenders.ccgp_list import parse_ccgp_list

URL = "https://zb.example.gov.cn/jyxx/index.html"
TITLES = ("海岳大学服务器采购公开招标公告", "泽湖师范大学质谱仪采购中标公告", "江湖医院设备更正公告")


def read(page: object, **options: str) -> Parsed:
    body = page if isinstance(page, str) else json.dumps(page, ensure_ascii=False)
    return parse_ccgp_list(body.encode(), ParseContext(source_id="s", url=URL, options=options))


def days(parsed: Parsed) -> list[str]:
    return [item.published.date().isoformat() if item.published else "" for item in parsed.items]


@pytest.mark.parametrize(
    "row",
    [
        '<li><a href="/n/{n}.html">{title}</a><span>2026-03-0{n}</span></li>',
        '<tr><td><a href="/n/{n}.html" title="{title}">{title:.8}...</a></td><th>2026/03/0{n}</th></tr>',
        '<div class="row"><div><a href="/n/{n}.html">{title}</a></div><p>发布：2026年3月{n}日</p></div>',
        '<dd>2026.03.0{n} <a href="/n/{n}.html">{title}</a></dd>',
    ],
)
def test_a_row_is_a_link_and_the_day_beside_it(row: str) -> None:
    """Whatever elements hold them; navigation has no days."""
    rows = "".join(row.format(n=n, title=title) for n, title in enumerate(TITLES, start=1))
    rows = f"<table>{rows}</table>" if row.startswith("<tr") else rows
    page = f"""<body><ul><li><a href="/">海岳交易首页栏目</a></li></ul>
    <div class="list">{rows}</div><a href="/jyxx/index_2.html">下一页</a></body>"""
    parsed = read(page)
    assert [item.title for item in parsed.items] == list(TITLES)
    assert days(parsed) == ["2026-03-01", "2026-03-02", "2026-03-03"]
    assert parsed.items[0].url == "https://zb.example.gov.cn/n/1.html"
    assert [item.fields["stage"] for item in parsed.items] == ["tender", "award", "correction"]
    assert parsed.next_page == "https://zb.example.gov.cn/jyxx/index_2.html"


def test_what_lists_no_notices_is_no_list() -> None:
    """News with days are none, nor is a page without rows."""
    news = "".join(f'<li><a href="/{n}">海岳省召开第{n}次工作会议</a> 2026-03-0{n}</li>' for n in range(1, 6))
    with pytest.raises(ParseError, match="no list of links"):
        read(f"<body><ul>{news}</ul></body>")


def test_rows_that_an_answer_holds_as_markup() -> None:
    """Links that a script opens have an id; a template makes addresses of it."""
    rows = "".join(
        f"""<li><span class="s1">[市本级]</span><a onclick="showview('2026030{n}17143663577',1,'招标公告')"
        title="{title}">{title[:9]}...</a><span class="s2">[2026-03-0{n}]</span></li>"""
        for n, title in enumerate(TITLES, start=1)
    )
    answer = {"success": True, "params": {"pagesum": "9", "str": f"<ul>{rows}</ul>"}}
    parsed = read(answer, notice_url="https://zb.example.gov.cn/show?iid={id}")
    first = parsed.items[0]
    assert (first.id, first.fields["region"]) == ("2026030117143663577", "市本级")
    assert first.url == "https://zb.example.gov.cn/show?iid=2026030117143663577"
    assert days(parsed)[2] == "2026-03-03"


def test_a_list_may_be_the_key_of_an_answer() -> None:
    """The pager is its value."""
    rows = [
        {"url": f"c.jsp?id={n}", "title": title, "publishTime": "2026-03-02"}
        for n, title in enumerate(TITLES)
    ]
    parsed = read({json.dumps(rows, ensure_ascii=False): "<table><tr><td>共3条</td></tr></table>"})
    assert [item.title for item in parsed.items] == list(TITLES)


def test_counted_times_and_captions_of_interfaces() -> None:
    """Milliseconds as a text; CAPTION is a title."""
    (item,) = read({"articles": [{"id": "8", "title": TITLES[1], "pubDate": "1772430300000"}]}).items
    assert item.published is not None
    assert item.published.isoformat() == "2026-03-02T05:45:00+00:00"
    (item,) = read({"dataList": [{"ID": "a1", "CAPTION": TITLES[0], "PUBLISH_TIME": "2026-03-02"}]}).items
    assert (item.id, item.title) == ("a1", TITLES[0])
