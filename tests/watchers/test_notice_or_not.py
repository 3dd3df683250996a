"""What is a notice and what is not: any page with a title, a text and a day; no error, login or list."""

import json

import pytest

from watchers.errors import ParseError
from watchers.model import Item
from watchers.parsers import ParseContext
from watchers.parsers.tenders.ccgp_notice import parse_ccgp_notice

PAGE = '<html><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'
TOLD = "<p>项目编号：HY-26-7</p><p>采购人：海岳大学</p><p>中标供应商：甲峰科技有限公司</p>"


def read(body: str | bytes) -> Item:
    """Read one notice."""
    body = body.encode() if isinstance(body, str) else body
    (item,) = parse_ccgp_notice(body, ParseContext(source_id="s", url="https://zb.example.cn/a.htm")).items
    return item


@pytest.mark.parametrize(
    ("title", "body", "day"),
    [
        ("海岳大学第9次采购会议纪要", "<p>2026年3月2日</p><p>会议同意购置8台服务器。</p>", "2026-03-02"),
        ("我院气象集群建成投用", "<div>2026-04-11</div><p>集群由甲峰科技有限公司建设。</p>", "2026-04-11"),
        ("海岳大学服务器项目废标公告", "<p>投标不足三家。</p><p>2026年6月1日</p>", "2026-06-01"),
        (
            "Supply of a liquid-cooled cluster",
            "<p>Published 3 March 2026</p><p>The institute will acquire 32 nodes.</p>",
            "2026-03-03",
        ),
        (
            "关于智算平台项目的质疑答复函",
            "<p>来函收悉，经复核，质疑不成立。</p><p>海岳招标有限公司</p><p>2026年3月10日</p>",
            "2026-03-10",
        ),
        (
            "海岳大学“安全验证”平台采购公告",
            "<p>时间：2026-03-05</p><p>拟采购安全验证平台一套，预算30万元。</p>",
            "2026-03-05",
        ),
    ],
)
def test_whatever_has_a_title_a_text_and_a_day_is_read(title: str, body: str, day: str) -> None:
    """Minutes, news, answers, in no words of a notice: never dropped for want of labels."""
    item = read(PAGE.format(title="", body=f"<h1>{title}</h1>{body}"))
    assert item.title
    assert item.published is not None
    assert item.published.date().isoformat() == day


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("安全验证", "<h1>请完成安全验证</h1><p>您的访问过于频繁，2026年3月1日起需验证后继续访问。</p>"),
        ("用户登录", "<form><h1>用户登录</h1><p>请在2026年3月1日前更新密码后再登录采购平台</p></form>"),
        (
            "Portal",
            '<h1>Portal</h1><p>Enter your password, since 1 March 2026.</p><input type="password">',
        ),
        ("502 Bad Gateway", "<h1>502 Bad Gateway</h1><p>2026-03-01 10:00:00 no answer from upstream</p>"),
        ("Access Denied", "<h1>Access Denied</h1><p>2026-03-01 Reference 18.2d351ab8 on this server</p>"),
        ("系统维护公告", "<h1>系统维护公告</h1><p>平台将于2026年3月1日维护，给您带来不便敬请谅解。</p>"),
        (
            "中标公告",
            "".join(
                f'<div><a href="/{n}.htm">海岳大学第{n}批服务器采购成交公告</a> 2026-03-0{n}</div>'
                for n in range(1, 9)
            ),
        ),
        ("平台", "<p>Welcome</p>"),
    ],
)
def test_what_a_server_says_instead_is_no_notice(title: str, body: str) -> None:
    """A block, a login, an error, a pause, a list: a failure each, although a day stands in it."""
    with pytest.raises(ParseError, match=r"\.$|\)\.$"):
        read(PAGE.format(title=title, body=body))


@pytest.mark.parametrize(
    "kept",
    [
        f'<textarea style="display:none">{TOLD.replace("<", "&lt;")}</textarea>',
        f'<iframe srcdoc="{TOLD.replace("<", "&lt;")}"></iframe>',
        f'<script type="text/html">{TOLD}</script>',
        f'<input type="hidden" value="{TOLD.replace("<", "&lt;")}">',
        "<script>window.__STATE__="
        + json.dumps({"detail": {"title": "海岳大学服务器中标公告", "content": TOLD}})
        + ";</script>",
    ],
)
def test_what_a_page_keeps_for_its_script_is_read(kept: str) -> None:
    """The notice in a field, a frame, a template, or an object that a script is handed."""
    item = read(PAGE.format(title="公告详情", body=f"<h2>海岳大学服务器中标公告</h2>{kept}"))
    assert item.title == "海岳大学服务器中标公告"
    assert item.fields["buyer"] == "海岳大学"
    assert item.fields["supplier"] == ["甲峰科技有限公司"]


def test_a_page_that_shows_its_notice_keeps_nothing_else() -> None:
    """What a field holds beside a notice that is shown is another one, or the same."""
    other = "<textarea>&lt;p&gt;项目编号：ZZ-1&lt;/p&gt;&lt;p&gt;采购人：丙川医院&lt;/p&gt;</textarea>"
    item = read(PAGE.format(title="", body=f"<h2>海岳大学服务器中标公告</h2>{other}{TOLD}"))
    assert (item.fields["buyer"], item.fields["project_number"]) == ("海岳大学", "HY-26-7")
    assert "丙川医院" not in item.text


@pytest.mark.parametrize(
    "record",
    [
        {
            "ggmc": "海岳大学服务器中标公告", "fbrq": "2026-05-06", "cgr": "海岳大学", "xmbh": "HY-26-7",
            "zbgys": "甲峰科技有限公司", "zbje": 900000, "lxr": "丁一鸣",
        },
        {
            "标题": "海岳大学服务器合同公告", "发布时间": "2026-05-06", "甲方": "海岳大学",
            "乙方": "甲峰科技有限公司", "合同金额": "90万元", "项目编号": "HY-26-7", "联系人": "丁一鸣",
        },
    ],
)  # fmt: skip
def test_a_record_without_a_text_is_read_by_its_keys(record: dict[str, object]) -> None:
    """The fields of a record are the notice where no text comes with them; whom to call is not kept."""
    item = read(json.dumps({"code": 0, "data": record}, ensure_ascii=False))
    assert item.fields["buyer"] == "海岳大学"
    assert item.fields["supplier"] == ["甲峰科技有限公司"]
    assert item.fields["award_yuan"] == 900_000
    assert item.fields["project_number"] == "HY-26-7"
    assert item.published is not None
    assert "丁一鸣" not in json.dumps(item.as_json(), ensure_ascii=False)


def test_the_number_in_the_text_comes_before_the_interface_s_own() -> None:
    """A record's number is often the platform's; the notice says its own."""
    record = {"title": "海岳大学服务器中标公告", "openTenderCode": "44-2026-1", "content": TOLD}
    assert read(json.dumps(record)).fields["project_number"] == "HY-26-7"
    record["content"] = "<p>采购人：海岳大学</p><p>中标供应商：甲峰科技有限公司</p>"
    assert read(json.dumps(record)).fields["project_number"] == "44-2026-1"


def test_a_text_may_begin_with_a_bracket() -> None:
    """`[成交公告]` is no JSON."""
    item = read("[成交公告] 海岳大学服务器采购\n采购人：海岳大学\n成交供应商：甲峰科技有限公司\n")
    assert item.fields["supplier"] == ["甲峰科技有限公司"]


def test_a_list_beside_a_notice_hides_it_not() -> None:
    """The site sets its lists into the margin of a notice too."""
    beside = '<ul class="c_list_bid"><li><a href="/x">别的公告</a></li></ul>'
    item = read(PAGE.format(title="", body=f'{beside}<div class="vF_detail_content">{TOLD}</div>'))
    assert item.fields["buyer"] == "海岳大学"


@pytest.mark.parametrize(
    ("title", "body", "name", "value"),
    [
        ("关于撤回海岳大学服务器成交公告的公告", "<p>项目编号：HY-26-7</p>", "stage", "cancelled"),
        (
            "存储采购公告",
            "<p>海岳大学招标采购中心就存储一套进行公开招标。</p><p>项目预算：9万元</p>",
            "buyer",
            "海岳大学",
        ),
        (
            "服务器成交公告",
            "<div><span>采购单位</span><span>海岳大学</span></div><p>成交供应商：甲峰科技有限公司</p>",
            "buyer",
            "海岳大学",
        ),
        ("Contract award: cluster extension", "<p>Buyer: Hai Yue University</p>", "stage", "award"),
        ("Contract award: cluster", "<p>Ref. No.: HY/26/7</p>", "project_number", "HY/26/7"),
        (
            "서버 구매 입찰공고",
            (
                "<table><tr><th>입찰개시일시</th><td>2025/11/24 10:00</td>"
                "<th>입찰마감일시</th><td>2025/12/01 11:00</td></tr></table>"
            ),
            "deadline",
            "2025-12-01T11:00:00+09:00",
        ),
    ],
)
def test_less_usual_words_tell_the_same(title: str, body: str, name: str, value: str) -> None:
    """Withdrawn, bought by an office, abbreviated, beside a label that means nothing."""
    item = read(PAGE.format(title="", body=f"<h1>{title}</h1><p>2026-03-05</p>{body}"))
    assert item.fields[name] == value
