"""China Government Procurement: lists to rows, notices of both templates to fields, no person in either."""

import json
from pathlib import Path
from typing import Any

import pytest

from watchers.errors import ParseError
from watchers.model import Item, Parsed, SourceKind
from watchers.parsers import ParseContext
from watchers.parsers.tenders.ccgp_list import parse_ccgp_list
from watchers.parsers.tenders.ccgp_notice import parse_ccgp_notice
from watchers.parsers.tenders.tender_fields import read_fields
from watchers.parsers.tenders.tender_stages import stage_of

DATA = Path(__file__).parent / "data"
BASE = "http://www.ccgp.gov.cn/cggg/zygg/zbgg/"
PERSONS = (
    *("钱有为", "孙小妹", "李大海", "周明远", "吴老师", "郑晓", "冯刚", "郭一鸣", "冯二毛", "陈静"),
    *("何平", "孙老师", "小林"),
    *("马得利", "牛耕田", "杨开泰", "龙飞", "凤舞", "白小飞", "监管科", "66778899", "13800138000"),
    *("65061112", "22868888"),
    *("87654321", "6238888", "6230000"),
)


def notice(name: str, **options: str) -> Item:
    context = ParseContext(source_id="s", url=f"{BASE}202603/t20260302_26112233.htm", options=options)
    return parse_ccgp_notice((DATA / name).read_bytes(), context).items[0]


def page_list(body: str, url: str = f"{BASE}index.htm", **options: str) -> Parsed:
    return parse_ccgp_list(body.encode(), ParseContext(source_id="s", url=url, options=options))


EXPECTED: dict[str, dict[str, Any]] = {
    "ccgp_award_central.html": {
        "stage": "award",
        "buyer": "北辰理工大学",
        "agency": "华信国际招标有限公司",
        "supplier": ["成都锦云科技有限公司", "上海浦算信息技术有限公司"],
        "project_number": "0733-26010455",
        "tender_number": "0733-26010455/02",
        "category": "服务/信息技术服务/云计算服务",
        "region": "北京市",
        "award_yuan": 3_125_000,
        "lots": [
            {"lot": "1", "supplier": "成都锦云科技有限公司", "award_yuan": 2_125_000},
            {"lot": "2", "supplier": "上海浦算信息技术有限公司", "award_yuan": 1_000_000},
        ],
        "models": ["H100"],
        "attachments": [
            {"name": "中小企业声明函.pdf", "url": "https://download.ccgp.gov.cn/oss/download?uuid=AB12CD"}
        ],
    },
    "ccgp_award_old.html": {
        "stage": "award",
        "buyer": "海岳科技馆",
        "agency": "东衡国际招标有限公司",
        "supplier": ["北京千度网讯科技有限公司"],
        "project_number": "0702-1641CITC7062",
        "award_yuan": 5_179_175,
    },
    "ccgp_award_lots.html": {
        "stage": "award",
        "buyer": "西陵市人民医院",
        "agency": "西陵信达招标代理有限公司",
        "supplier": ["西陵云枢科技有限公司", "江城天御信息有限公司"],
        "project_number": "XLZC2026-C-088",
        "award_yuan": 1_780_000,
    },
    "ccgp_tender_gbk.html": {
        "stage": "tender",
        "buyer": "南屿大学",
        "agency": "闽诚招标代理有限公司",
        "project_number": "NYU2026-CS(018)",
        "budget_yuan": 12_805_000,
        "ceiling_yuan": 12_000_000,
        "deadline": "2026-04-29T09:30:00+08:00",
        "models": ["A800", "RTX 4090 D"],
    },
}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_notice_is_read_to_the_field(name: str) -> None:
    """Both templates, another charset, marked cells, tables of lots: the fields the page has, as numbers."""
    found = notice(name).fields
    assert {key: found.get(key) for key in EXPECTED[name]} == EXPECTED[name]


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_no_person_and_no_markup_is_kept(name: str) -> None:
    """Experts, contacts and their numbers, scripts and picture bytes reach neither text nor fields."""
    item = notice(name)
    kept = json.dumps(item.as_json(), ensure_ascii=False)
    assert [person for person in PERSONS if person in kept] == []
    assert "AWSGPU" not in kept
    assert "13912345678" not in kept
    assert (item.id, item.lang) == ("t20260302_26112233", "zh")


def test_what_a_notice_is_about_stays_in_its_text() -> None:
    """Removing persons leaves what can match."""
    text = notice("ccgp_award_central.html").text
    assert all(
        word in text for word in ("Azure OpenAI", "NVIDIA H100", "成都锦云科技有限公司", "北辰理工大学")
    )


PLAIN = """智算平台租赁项目{kind}
一、项目编号：ZS-2026-007
二、采购人：{buyer}
三、{label}：{value}
"""


@pytest.mark.parametrize(
    ("kind", "label", "value", "field", "expected"),
    [
        ("成交公告", "成交金额", "20.000000 万元（人民币）", "award_yuan", 200_000),
        (
            "中标公告",
            "中标供应商",
            "东山科技有限公司；西山科技有限公司",
            "supplier",
            ["东山科技有限公司", "西山科技有限公司"],
        ),
        ("中标公告", "中标金额", "92.5%", "award_yuan", None),
        ("中标公告", "中标（成交）金额", "USD 120,000.00", "award_currency", "USD"),
        ("公开招标公告", "预算金额", "人民币壹佰贰拾万元整", "budget_yuan", 1_200_000),
        (
            "公开招标公告",
            "投标截止时间",
            "2026年5月6日 9:30（北京时间）",
            "deadline",
            "2026-05-06T09:30:00+08:00",
        ),
        ("中标候选人公示", "第一中标候选人", "东山科技有限公司", "candidates", ["东山科技有限公司"]),
        ("合同公告", "供应商（乙方）", "东山科技有限公司", "supplier", ["东山科技有限公司"]),
        ("单一来源公示", "拟定供应商名称", "东山科技有限公司", "supplier", ["东山科技有限公司"]),
        ("采购公告", "规格型号", "H800-80G PCIe", "models", ["H800-80G"]),
    ],
)
def test_labels_of_plain_text(kind: str, label: str, value: str, field: str, expected: object) -> None:
    """A notice without any markup is read by its labels."""
    text = PLAIN.format(kind=kind, buyer="东山大学", label=label, value=value)
    item = parse_ccgp_notice(text.encode(), ParseContext(source_id="s", url="https://x.example/1")).items[0]
    assert item.fields["project_number"] == "ZS-2026-007"
    assert item.fields["buyer"] == "东山大学"
    assert item.fields.get(field) == expected


@pytest.mark.parametrize("own", ["我校", "本校", "学校"])
def test_our_school_is_the_sources_organisation(own: str) -> None:
    """Where a page only says "our school", the source's setting names the buyer."""
    text = PLAIN.format(kind="采购公告", buyer=own, label="预算金额", value="18.4万元")
    context = ParseContext(source_id="s", url="https://x.example/1", options={"default_org": "南屿大学"})
    assert parse_ccgp_notice(text.encode(), context).items[0].fields["buyer"] == "南屿大学"


def test_a_summary_whose_labels_ran_together() -> None:
    """Text left by a careless step: labels and values without any sign between them."""
    text = (
        "公告概要：公告信息：采购项目名称东山大学服务器采购品目\n货物/服务器\n"
        "采购单位东山大学行政区域山东省"
        "公告时间2026年03月02日 09:15评审专家名单丁*、戊*总中标金额￥63.860000 万元（人民币）"
        "\n一、项目编号：DS-1"
    )
    text = text.replace("\n一、", "代理机构名称东衡招标代理有限公司代理机构地址北京\n一、")
    fields = read_fields(text, stage="award")
    assert (fields["buyer"], fields["region"], fields["award_yuan"]) == ("东山大学", "山东省", 638_600)
    assert fields["agency"] == "东衡招标代理有限公司", "a company's name holds a label"


def test_sentences_name_what_labels_do_not() -> None:
    """The buyer of "entrusted by", the deadline of "before … submit", winners by lot."""
    tender = (
        "东衡招标有限公司受东山大学的委托公开招标，请于2026年5月6日 9:30前递交投标文件，预算金额18.4万元。"
    )
    fields = read_fields(tender, stage="tender")
    assert (fields["buyer"], fields["deadline"], fields["budget_yuan"]) == (
        "东山大学",
        "2026-05-06T09:30:00+08:00",
        184_000,
    )
    award = (
        "第一包：由甲山计算机科技有限公司中标，中标金额为94.998万元。"
        "第二包：由乙水科技有限公司中标，中标金额为5.002万元。"
    )
    fields = read_fields(award, stage="award")
    assert fields["supplier"] == ["甲山计算机科技有限公司", "乙水科技有限公司"]
    assert fields["award_yuan"] == 1_000_000


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("某大学招标代理服务成交公告", "award"),
        ("某大学GPU服务器中标公告的更正公告", "correction"),
        ("某大学GPU服务器采购项目废标公告", "failed"),
        ("某大学云服务中标候选人公示", "candidates"),
        ("某大学算力服务单一来源采购公示", "single-source"),
        ("某大学单一来源采购成交公告", "award"),
        ("某大学2026年4月政府采购意向", "intention"),
        ("某大学云服务采购合同公告", "contract"),
        ("某大学云服务竞争性磋商公告", "tender"),
        ("某大学新闻", None),
    ],
)
def test_the_stage_is_told_by_the_end_of_the_title(title: str, stage: str | None) -> None:
    """What stands before the kind of a notice is its project."""
    assert stage_of(title) == stage


LIST = (DATA / "ccgp_list.html").read_text(encoding="utf-8")


def test_a_list_page_is_rows_with_the_whole_title() -> None:
    """The title attribute, Beijing time, the notice's own number, the next page by the pager."""
    parsed = page_list(LIST, default_org="缺省大学")
    first, second = parsed.items
    assert first.id == "t20260302_26112233"
    assert first.url == f"{BASE}202603/t20260302_26112233.htm"
    assert first.title == "北辰理工大学人工智能训练云服务采购项目中标公告"
    assert first.published is not None
    assert first.published.isoformat() == "2026-03-02T09:15:00+08:00"
    assert first.fields == {
        "stage": "award", "type": "中标公告", "buyer": "北辰理工大学", "region": "北京", "scope": "central"
    }  # fmt: skip
    assert second.fields["buyer"] == "缺省大学"
    assert (parsed.details, parsed.next_page) == (SourceKind.CCGP_NOTICE, f"{BASE}index_1.htm")


def test_the_last_page_has_no_next() -> None:
    """The pager's size ends the walk."""
    assert page_list(LIST.replace("current:0", "current:24")).next_page is None


def test_a_search_page_takes_its_links_from_the_script() -> None:
    """The rows' own links are empty there."""
    body = (DATA / "ccgp_search.html").read_text(encoding="utf-8")
    item = page_list(body).items[0]
    assert (item.id, item.title, item.fields["buyer"]) == ("t20260302_1", "某大学云采购", "某大学")
    assert item.fields["agency"] == "甲招标公司"


def test_json_inside_json_is_a_list_too() -> None:
    """A province's interface; the setting makes the links."""
    rows = {
        "rows": [{"id": "ab1", "publishTime": "2026-03-02 09:24", "noticeName": "某医院GCP平台-公开招标公告"}]
    }
    body = json.dumps({"message": "成功", "data": json.dumps(rows)})
    parsed = page_list(body, notice_url="https://gd.example.cn/notice/{id}")
    assert (parsed.items[0].id, parsed.items[0].url) == ("ab1", "https://gd.example.cn/notice/ab1")
    assert parsed.details is SourceKind.CCGP_NOTICE


@pytest.mark.parametrize(
    "document",
    [
        {
            "hits": {
                "hits": [
                    {"_id": "x", "_source": {"id": "r7", "title": "T公告", "publishDate": 1772414100000}}
                ]
            }
        },
        {"result": {"records": [{"ID": "r7", "TITLE": "T公告", "PUBLISH_TIME": "2026-03-02 09:15"}]}},
        [{"guid": "r7", "tenderTitle": "T公告", "infoDate": "2026-03-02T09:15:00", "type": ["x"]}],
    ],
)
def test_interfaces_name_their_fields_as_they_like(document: object) -> None:
    """Hits of a search, capitals, underscores; a list where a text is due is passed over."""
    item = page_list(json.dumps(document), notice_url="https://p.example/n/{id}").items[0]
    assert (item.id, item.title, item.url) == ("r7", "T公告", "https://p.example/n/r7")
    assert item.published is not None
    assert item.published.timestamp() == 1772414100


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (
            "<html><p>您的访问过于频繁,请稍后再试</p></html>",
            "The site refused the page: too many requests (频繁访问).",
        ),
        ('<ul class="c_list_bid"></ul>', "The notice list is there, but it has no rows."),
        (
            "<html><p>Welcome</p></html>",
            "Not a notice list: the page has no list of links with a day beside each.",
        ),
        ('{"message": "未登录"}', "Not a notice list: no rows with titles in the JSON (未登录)."),
    ],
)
def test_a_page_without_its_list_is_a_failure(body: str, sentence: str) -> None:
    """Status 200 with a block page is not "no news"."""
    with pytest.raises(ParseError) as refused:
        page_list(body)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (
            "<html><title>错误页面！中国政府采购网</title><body><div>x</div></body></html>",
            "The notice is gone",
        ),
        ("<html><body><p>您的访问过于频繁</p></body></html>", "The site refused the page"),
        ("<html><body><p>Welcome</p></body></html>", "Not a notice"),
    ],
)
def test_a_page_without_a_notice_is_a_failure(body: str, sentence: str) -> None:
    """Gone, blocked or something else: a sentence each."""
    with pytest.raises(ParseError, match=sentence):
        parse_ccgp_notice(body.encode(), ParseContext(source_id="s", url=BASE))


def test_the_real_page_of_shenzhen(real_data: Path) -> None:
    """95 kB of picture letters, hundreds of names: right buyer, supplier, amounts; nobody's name."""
    body = (real_data / "sources/tenders_cn/ccgp_detail_dfgg_zbgg_2025-05-27_shenzhen.html").read_bytes()
    item = parse_ccgp_notice(
        body, ParseContext(source_id="s", url=f"{BASE}202505/t20250527_24665281.htm")
    ).items[0]
    kept = json.dumps(item.as_json(), ensure_ascii=False)
    assert item.fields["supplier"] == ["深圳市金龙空调电器有限公司"]
    assert item.fields["buyer"] == "深圳市龙华科技实验高级中学"
    assert (item.fields["award_yuan"], item.fields["lots"][0]["award_yuan"]) == (6_687_900, 6_687_920)
    assert not any(word in kept for word in ("AWS", "GPU", "H10"))
    start = body.decode().index("评审专家名单</td>")
    cell = body.decode()[start : start + 20_000].split("</td>")[1].rpartition(">")[2]
    names = [name for name in cell.split(",") if len(name) in {2, 3}]
    assert len(names) > 100
    assert [name for name in names if len(name) == 3 and name in kept] == []
    assert not any(name in kept for name in ("张茂霞", "彭安轩", "陈工", "23596561"))
