"""Lists of notices in the JSON of provinces' interfaces: whatever their keys are called."""

import json
from typing import Any

import pytest

from watchers.errors import ParseError
from watchers.model import Item
from watchers.parsers import ParseContext
from watchers.parsers.tenders.ccgp_list import parse_ccgp_list

CONTEXT = ParseContext(source_id="s", url="https://www.example.gov.cn/api/list")
TITLE = "蓝鹭大学数据平台项目招标公告"


def items(*rows: dict[str, Any]) -> tuple[Item, ...]:
    """Return the notices of an answer with these rows."""
    return parse_ccgp_list(json.dumps({"data": {"rows": rows}}, ensure_ascii=False).encode(), CONTEXT).items


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("noticeSendTime", "2026-03-02 13:40"),
        ("postdate", "2026-03-02 13:40"),
        ("RECEIVETIME", "2026.03.02 13:40:00"),
        ("TM", "2026-03-02T13:40:00"),
        ("time", "2026-03-02 13:40:00"),
        ("timestamp", 1772430000000),
    ],
)
def test_the_day_stands_under_many_keys(key: str, written: str | int) -> None:
    """Written in Peking time, or counted in milliseconds."""
    (item,) = items({"title": TITLE, key: written})
    assert item.published is not None
    assert item.published.isoformat() in {"2026-03-02T13:40:00+08:00", "2026-03-02T05:40:00+00:00"}


def test_a_title_that_only_says_the_kind_gives_way_to_the_name() -> None:
    """`TITLE` may hold the channel; without a name it is the title all the same."""
    named, bare = items(
        {"TITLE": "招标公告", "NAME": TITLE, "TM": "2026-03-02"}, {"TITLE": "招标公告", "TM": "2026-03-02"}
    )
    assert (named.title, bare.title) == (TITLE, "招标公告")
    (item,) = items({"zhaoBiaoGongGaoTitle": TITLE, "createTime": "2026-03-02", "fileTitle": "a.doc"})
    assert item.title == TITLE


def test_the_code_of_a_region_is_no_region() -> None:
    """A name is; so is one beside the code."""
    one, two = items(
        {"title": TITLE, "area": "12220300MB0125428T"},
        {"title": TITLE, "area": "350100", "areaname": "福州市"},
    )
    assert (one.fields.get("region"), two.fields.get("region")) == (None, "福州市")


def test_links_are_found_where_interfaces_put_them() -> None:
    """An address to which the id is to be appended, one under another key, one inside the title."""
    rows = items(
        {"projectname": TITLE, "ID": "a1", "URL": "/notice/form?id="},
        {"projectname": TITLE, "ID": "a2", "URL": "/notice/form?id="},
        {"title": TITLE, "docpuburl": "https://www.example.gov.cn/202603/t1.html"},
        {"NoticeTitle": f"<a href='/view.aspx?code=7&amp;type=2' title='{TITLE}'>{TITLE}</a>"},
    )
    assert [row.url for row in rows] == [
        "https://www.example.gov.cn/notice/form?id=a1",
        "https://www.example.gov.cn/notice/form?id=a2",
        "https://www.example.gov.cn/202603/t1.html",
        "https://www.example.gov.cn/view.aspx?code=7&type=2",
    ]
    assert {row.title for row in rows} == {TITLE}


def test_titles_under_a_key_of_the_interfaces_own_are_known_by_being_each_another() -> None:
    """Regions, kinds and agencies repeat from row to row; the name of a notice does not."""
    kinds = ("服务器采购公告", "显卡采购公告", "云服务成交公告")
    rows = [
        {
            "areaName": "蓝鹭市石桥县",
            "unit": "蓝鹭市公共资源交易中心",
            "mctype": f"蓝鹭大学{kind}",
            "pubtime": 1534999425000,
        }
        for kind in kinds
    ]
    assert [item.title for item in items(*rows)] == [f"蓝鹭大学{kind}" for kind in kinds]
    with pytest.raises(ParseError, match="no rows with titles"):
        items(*({**row, "mctype": TITLE} for row in rows))
    with pytest.raises(ParseError, match="no rows with titles"):
        items(*({**row, "pubtime": None} for row in rows))


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://www.example.gov.cn/202603/t20260302_26112233.htm", "2026-03-02"),
        ("https://www.example.gov.cn/col/2026/3/12/art_1_2.html", "2026-03-12"),
        ("https://www.example.gov.cn/2026-03-12/notice.html", "2026-03-12"),
        ("https://www.example.gov.cn/202603/notice_20261399.htm", None),
        ("https://www.example.gov.cn/notice?id=20260312", None),
    ],
)
def test_a_row_without_a_day_has_that_of_its_address(address: str, day: str | None) -> None:
    """Some lists show none; the page behind the row may tell a better one."""
    (item,) = items({"noticeTitle": TITLE, "id": "a1", "url": address})
    assert (item.published.date().isoformat() if item.published else None) == day
