"""Layouts and languages of notices beyond the site's own: cells in cells, Japan, Korea, Taiwan, Russia."""

import json
from typing import Any

import pytest

from watchers.parsers import ParseContext
from watchers.parsers.tenders.ccgp_list import parse_ccgp_list
from watchers.parsers.tenders.ccgp_notice import parse_ccgp_notice
from watchers.parsers.tenders.models import models_in
from watchers.parsers.tenders.tender_parties import party
from watchers.parsers.tenders.tender_stages import stage_of


def read(body: str) -> Any:
    """Return the one item of a page with this body."""
    page = f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'
    return parse_ccgp_notice(page.encode(), ParseContext(source_id="s", url="https://example.org/1")).items[0]


def rows(*lines: str) -> str:
    """Return a table of these rows, their cells parted by a bar."""
    told = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line.split('|'))}</tr>" for line in lines)
    return f"<table>{told}</table>"


LAYOUTS: dict[str, tuple[str, dict[str, Any], str]] = {
    "a table in a cell is the value of the label before it": (
        "<h1>海岳气象台雷达主机成交公告</h1>"
        + rows(
            f"采购人|{rows('单位名称|海岳气象台', '经办人|丁一')}",
            f"代理机构|{rows('单位名称|青江招标有限公司', '手机|13800001111')}",
            "成交供应商|甲峰科技有限公司",
        ),
        {
            "stage": "award",
            "buyer": "海岳气象台",
            "agency": "青江招标有限公司",
            "supplier": ["甲峰科技有限公司"],
        },
        "",
    ),
    "day and hour alone below the title": (
        ("<h2>海岳大学工作站采购合同</h2><p>2026年03月06日 10:02</p><p>采购人：海岳大学</p>"
        "<p>合同金额：9万元</p>"
        "<p>合同公告日期：2026-03-09</p>"),
        {"stage": "contract", "buyer": "海岳大学"},
        "2026-03-06T10:02:00+08:00",
    ),
    "words set wide, and a number behind the quoted name": (
        ("<div>竞 争 性 磋 商 公 告</div><p>海岳大学对“棉田图像主机”（HY-CS-2026-041）组织采购。</p>"
        "<p>采购人：我校（海岳大学）</p><p>项目概况：最高限价：290万元；国产</p>"),
        {
            "stage": "tender",
            "buyer": "海岳大学",
            "project_number": "HY-CS-2026-041",
            "budget_yuan": 2_900_000,
        },
        "",
    ),
    "a notice of Taiwan": (
        ("<div>公開招標公告</div><div>公告日:115/03/05</div>"
        '<table><tr><td rowspan="2">機關資料</td><td>機關名稱</td><td>國立海岳大學</td></tr>'
        "<tr><td>單位名稱</td><td>總務處</td></tr>"
        '<tr><td rowspan="3">採購資料</td><td>標案案號</td><td>HY115-022</td></tr>'
        "<tr><td>標案名稱</td><td>模擬伺服器</td></tr><tr><td>預算金額</td><td>3,860,000元</td></tr>"
        "<tr><td>領投開標</td><td>截止投標</td><td>115/03/20 17:00</td></tr></table>"),
        {
            "stage": "tender",
            "buyer": "國立海岳大學",
            "project_number": "HY115-022",
            "budget_amount": 3_860_000,
            "budget_currency": "TWD",
            "deadline": "2026-03-20T17:00:00+08:00",
        },
        "2026-03-05T00:00:00+08:00",
    ),
    "an award of Taiwan, each bidder with whether it won": (
        ("<div>決標公告</div><div>公告日:115/06/23</div>"
        "<table><tr><td>機關名稱</td><td>國立海岳大學</td></tr><tr><td>標案案號</td><td>HY115-023</td></tr>"
        "<tr><td>標案名稱</td><td>模擬伺服器</td></tr>"
        "<tr><td>廠商名稱</td><td>乙峰股份有限公司</td></tr><tr><td>是否得標</td><td>否</td></tr>"
        "<tr><td>廠商名稱</td><td>甲峰科技股份有限公司</td></tr><tr><td>是否得標</td><td>是</td></tr>"
        "<tr><td>決標金額</td><td>3,794,000元</td></tr><tr><td>總決標金額</td><td>3,794,000元</td></tr></table>"),
        {
            "stage": "award",
            "buyer": "國立海岳大學",
            "supplier": ["甲峰科技股份有限公司"],
            "project_number": "HY115-023",
            "award_amount": 3_794_000,
            "award_currency": "TWD",
        },
        "2026-06-23T00:00:00+08:00",
    ),
    "a notice of Japan": (
        "<h2>落札結果の公表</h2><p>公表日：令和8年2月10日</p>"
        "<p>次のとおり落札者を決定したので、お知らせします。</p>"
        + rows(
            "件名|津波解析用計算サーバ",
            "発注機関|国立研究開発法人海岳防災研究所",
            "落札者|株式会社青江システムズ",
            "落札金額|￥48,950,000（税込）",
        ),
        {
            "stage": "award",
            "buyer": "国立研究開発法人海岳防災研究所",
            "supplier": ["株式会社青江システムズ"],
            "award_amount": 48_950_000,
            "award_currency": "JPY",
        },
        "2026-02-10T00:00:00+09:00",
    ),
    "an invitation of Japan, its labels a blank before their values": (
        ("<p>入札公告</p><p>次のとおり一般競争入札に付します。</p><p>令和7年11月4日</p>"
        "<p>(1) 件名　衛星画像解析用ワークステーション</p><p>(2) 調達案件番号　農総-7-331</p>"
        "<p>(3) 納入期限　令和8年2月27日</p><p>２　入札書の提出期限　令和7年12月1日　午後5時</p>"),
        {
            "stage": "tender",
            "project_number": "農総-7-331",
            "deadline": "2025-12-01T17:00:00+09:00",
        },
        "2025-11-04T00:00:00+09:00",
    ),
    "a notice of Korea": (
        "<h3>인공지능 서버 구매 입찰공고</h3>"
        + rows(
            "공고번호|20260412345-00|공고일시|2026/04/09 14:05",
            "공고명|인공지능 서버 구매|수요기관|청강대학교",
            "입찰마감일시|2026/04/20 10:00|추정가격|350,000,000원",
        ),
        {
            "stage": "tender",
            "buyer": "청강대학교",
            "project_number": "20260412345-00",
            "budget_amount": 350_000_000,
            "budget_currency": "KRW",
            "deadline": "2026-04-20T10:00:00+09:00",
        },
        "2026-04-09T14:05:00+09:00",
    ),
    "a notice of Russia, its labels long": (
        "<h1>Извещение о проведении запроса котировок</h1>"
        + rows(
            "Номер извещения|0320100012326000045",
            "Заказчик|Институт акустики",
            "Начальная (максимальная) цена контракта|2 450 000,00 российский рубль",
            "Дата и время окончания срока подачи заявок|14.05.2026 09:00 (МСК+7)",
            "Дата размещения извещения|05.05.2026",
        ),
        {
            "stage": "tender",
            "buyer": "Институт акустики",
            "project_number": "0320100012326000045",
            "budget_amount": 2_450_000,
            "budget_currency": "RUB",
            "deadline": "2026-05-14T09:00:00+03:00",
        },
        "2026-05-05T00:00:00+03:00",
    ),
    "labels in two languages, the second in brackets": (
        ("<h1>国际招标公告</h1><p>Date: 2026-03-02</p><p>招标编号(Bidding No.)：0703-2640HY015</p>"
        "<p>招标人(Tenderee)：海岳大学</p>"
        "<p>投标截止时间(Deadline for Submitting Bids)：2026-03-24 09:30</p>"),
        {
            "buyer": "海岳大学",
            "project_number": "0703-2640HY015",
            "deadline": "2026-03-24T09:30:00+08:00",
        },
        "",
    ),
    "parties, address and contacts under one label": (
        "<h2>海岳生态站租赁项目成交公告</h2>"
        + rows(
            "采购人名称、地址、联系方式|海岳生态站，青江镇，丁一 0483-8220000",
            "代理机构名称、地址、联系方式|青江招标有限公司，青江镇，戊二 13800001111",
            "成交供应商名称、地址及成交金额|甲峰科技有限公司，青江市；成交金额：15.6万元",
        ),
        {"buyer": "海岳生态站", "agency": "青江招标有限公司", "award_yuan": 156_000},
        "",
    ),
    "a letter to all, and who is chosen in a sentence": (
        (
            "<h1>关于公布低温机箱采购项目评审结果的通知</h1><p>2026-04-28 海岳院采购部</p><p>各供应商：</p>"
            "<p>经评审，拟定甲峰低温仪器股份公司（统一社会信用代码91330100MA2AXY1234）为成交单位，"
            "报价为人民币1，560，000元；备选单位为乙川仪器有限公司。</p>"
        ),
        {"stage": "award", "supplier": ["甲峰低温仪器股份公司"], "award_yuan": 1_560_000},
        "2026-04-28T00:00:00+08:00",
    ),
    "winners with their sums below a sentence, and who signs": (
        (
            "<h2>望远镜服务器采购项目中选通知</h2><p>采购编号KLZ-2026-C-08，经评审，确定中选供应商如下：</p>"
            "<p>甲峰光电技术有限公司，中选金额人民币¥1,020,000.00元。</p><p>海岳天文中心</p><p>2026年6月6日</p>"
        ),
        {
            "buyer": "海岳天文中心",
            "supplier": ["甲峰光电技术有限公司"],
            "award_yuan": 1_020_000,
            "project_number": "KLZ-2026-C-08",
        },
        "",
    ),
    "who alone can sell, in a sentence": (
        (
            "<p>关于海岳海洋站计算服务器拟采用单一来源方式采购的公示</p>"
            "<p>我单位海岳海洋站拟采购计算服务器，拟向甲峰软件有限公司采用单一来源方式采购，预算39万元。</p>"
        ),
        {
            "stage": "single-source",
            "buyer": "海岳海洋站",
            "supplier": ["甲峰软件有限公司"],
            "budget_yuan": 390_000,
        },
        "",
    ),
    "a sum in words, then in figures": (
        ("<h2>中标通知</h2><p>甲峰电子有限公司：</p><p>海岳学院服务器项目（编号HY-ZB-26-009）经评审，贵公司为中标单位，"
        "中标价人民币柒拾陆万捌仟元整（¥768000.00）。</p>"),
        {"stage": "award", "supplier": ["甲峰电子有限公司"], "award_yuan": 768_000},
        "",
    ),
    "an award in German": (
        ("<h1>Vergabebekanntmachung: Rechencluster</h1><dl><dt>Auftraggeber</dt><dd>Institut Nordufer</dd>"
        "<dt>Auftragnehmer</dt><dd>Rechenwerk GmbH</dd><dt>Gesamtwert</dt><dd>1.234.500,00 EUR</dd>"
        "<dt>Veröffentlicht am</dt><dd>03.06.2026</dd></dl>"),
        {
            "stage": "award",
            "buyer": "Institut Nordufer",
            "supplier": ["Rechenwerk GmbH"],
            "award_amount": 1_234_500,
            "award_currency": "EUR",
        },
        "2026-06-03T00:00:00+02:00",
    ),
    "an invitation in Ukrainian": (
        ("<h1>Оголошення про проведення відкритих торгів</h1><p>Замовник: Інститут хвиль</p>"
        "<p>Очікувана вартість: 2 100 000,00 UAH</p><p>Кінцевий строк подання тендерних пропозицій: "
        "20.04.2026 10:00</p><p>Дата публікації: 01.04.2026</p>"),
        {
            "stage": "tender",
            "buyer": "Інститут хвиль",
            "budget_amount": 2_100_000,
            "budget_currency": "UAH",
            "deadline": "2026-04-20T10:00:00+03:00",
        },
        "2026-04-01T00:00:00+03:00",
    ),
    "an invitation in Spanish, its days with slashes": (
        "<h1>Anuncio de licitación: nodo de cálculo</h1>"
        + rows(
            "Órgano de contratación|Instituto de Mareas",
            "Número de expediente|IMC-2026/07",
            "Presupuesto base de licitación|245.000,00 €",
            "Plazo de presentación de ofertas|05/06/2026 14:00",
            "Fecha de publicación|20/05/2026",
        ),
        {
            "stage": "tender",
            "buyer": "Instituto de Mareas",
            "project_number": "IMC-2026/07",
            "budget_amount": 245_000,
            "deadline": "2026-06-05T14:00:00+02:00",
        },
        "2026-05-20T00:00:00+02:00",
    ),
    "a contract of Japan in a row below its heads": (
        "<h3>随意契約に係る情報の公表（物品役務等）</h3><p>公表日　令和8年5月12日</p>"
        + rows(
            "物品役務等の名称及び数量|契約を締結した日|契約の相手方の商号又は名称及び住所|契約金額（円）",
            "ＧＰＵ計算機の保守|令和8年4月1日|株式会社青江計算 海岳市1-2|22,000,000",
        ),
        {
            "stage": "award",
            "supplier": ["株式会社青江計算"],
            "award_amount": 22_000_000,
            "award_currency": "JPY",
        },
        "2026-05-12T00:00:00+09:00",
    ),
    "the moment in the page's own marks, and who signs for whom": (
        ('<h1>公示</h1><time datetime="2026-08-12T09:00:00+08:00">8月12日</time>'
        "<p>现将我院采集卡院内询价结果公示如下：</p><p>成交供应商：甲峰仪器有限公司</p>"
        "<p>成交金额：¥47,600</p><p>海岳冻土研究院采购小组</p><p>2026.8.12</p>"),
        {"buyer": "海岳冻土研究院", "supplier": ["甲峰仪器有限公司"], "award_yuan": 47_600},
        "2026-08-12T09:00:00+08:00",
    ),
    "the winner gave up, and who follows": (
        ("<h2>海岳保护站算力服务中标结果更正公告</h2><p>采购人：海岳保护站</p><p>更正事项：原中标供应商甲峰云计算有限公司"
        "放弃中标，现变更为第二中标候选人乙川智算有限公司，中标金额148万元。</p>"),
        {"stage": "correction", "supplier": ["乙川智算有限公司"]},
        "",
    ),
    "name and sum under the winner's heading": (
        ("<h2>海岳中心车载服务器采购中标公告（HY-2026-77）</h2><p>采购人信息</p><p>名　称：海岳中心</p>"
        "<p>中标人信息</p><p>名　称：甲峰电子有限公司</p><p>金　额：226万元</p>"),
        {
            "buyer": "海岳中心",
            "supplier": ["甲峰电子有限公司"],
            "award_yuan": 2_260_000,
            "project_number": "HY-2026-77",
        },
        "",
    ),
    "an award in English with several days": (
        ("<h1>Notice of Award: Edge Cameras</h1><p>Ref: HRC/2026/Q-19</p>"
        "<p>Procuring Entity: Hydrology Centre</p><p>Successful Bidder: Vision Systems Co., Ltd.</p>"
        "<p>Contract Price: USD 186,400.00</p>"
            "<p>Award Date: 3 February 2026</p><p>Published: 05 February 2026</p>"),
        {
            "stage": "award",
            "buyer": "Hydrology Centre",
            "supplier": ["Vision Systems Co., Ltd."],
            "award_amount": 186_400,
            "project_number": "HRC/2026/Q-19",
        },
        "2026-02-05T00:00:00+08:00",
    ),
    "an invitation in English sentences": (
        ("<h2>TENDER NOTICE</h2><p>Tender Reference: HY-T-26/017</p>"
        "<p>Tenders are invited by the Harbour Office for the Supply of Servers.</p>"
        "<p>Closing Date and Time: 12:00 noon, 22 June 2026</p><p>Published Date: 05-May-2026 06:00 PM</p>"),
        {
            "stage": "tender",
            "buyer": "Harbour Office",
            "project_number": "HY-T-26/017",
            "deadline": "2026-06-22T12:00:00+08:00",
        },
        "2026-05-05T18:00:00+08:00",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "fields", "published"), LAYOUTS.values(), ids=list(LAYOUTS))
def test_a_layout_is_read(body: str, fields: dict[str, Any], published: str) -> None:
    """Each field stands in the item as it stood on the page."""
    item = read(body)
    assert {name: item.fields.get(name) for name in fields} == fields
    assert "published" not in item.fields
    assert not published or (item.published and item.published.isoformat() == published)


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("海岳大学服务器采购流标公告", "failed"),
        ("海岳大学服务器采购项目招标失败公告", "failed"),
        ("海岳大学服务器采购项目终止公告", "cancelled"),
        ("无法形成竞争的模拟伺服器 流標公告", "failed"),
        ("招 标 公 告", "tender"),
    ],
)
def test_a_purchase_that_nobody_could_win_has_failed(title: str, stage: str) -> None:
    """What its buyer gave up is cancelled."""
    assert stage_of(title) == stage


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("甲峰软件有限公司（系丁一创办）", "甲峰软件有限公司"),
        ("青江招标有限公司 丁一、戊 二", "青江招标有限公司"),
        ("我校（海岳大学）", "海岳大学"),
        ("青江疾控中心（丁一）", "青江疾控中心"),
        ("青江站/丁一/0571-88886666", "青江站"),
        ("青江疾控中心、丁一", "青江疾控中心"),
        ("甲峰科技有限公司（联合体牵头人）", "甲峰科技有限公司"),
        ("甲峰科技有限公司(自然人独资)", "甲峰科技有限公司"),
        ("甲峰科技有限公司:12.5万元", "甲峰科技有限公司"),
        ("海岳大学项目负责人：丁一", "海岳大学"),
        ("★“青江观象台”", "青江观象台"),
        ("海岳大学【盖章】", "海岳大学"),
        ("海岳大学（青江校区）（丁一）", "海岳大学（青江校区）"),
        ("甲峰会计师事务所（特殊普通合伙）", "甲峰会计师事务所（特殊普通合伙）"),
        ("海岳研究院（青江中心）", "海岳研究院（青江中心）"),
        ("甲峰科技（青江）有限公司", "甲峰科技（青江）有限公司"),
        ("甲峰科技有限公司 青江分公司", "甲峰科技有限公司 青江分公司"),
    ],
)
def test_what_stands_beside_a_partys_name_is_no_part_of_it(written: str, name: str) -> None:
    assert party(written) == name


@pytest.mark.parametrize(
    ("told", "models"),
    [
        ("Atlas 800T A2训练服务器2台，Atlas 200I DK A2开发套件", ["Atlas 800T A2", "Atlas 200I DK A2"]),
        ("HP Z8 Fury G5，ThinkStation P620", ["HP Z8 Fury G5", "ThinkStation P620"]),
        ("NVIDIA GB300 NVL72机柜，HGX B300 NVL16", ["GB300 NVL72", "HGX B300 NVL16"]),
        ("H3C UniServer R5300 G6，ProLiant DL380 Gen11", ["UniServer R5300 G6", "ProLiant DL380 Gen11"]),
        ("海光DCU K100_AI 8卡，龙芯3C6000/S", ["DCU K100_AI", "龙芯3C6000/S"]),
        ("Xeon Platinum 8592+两颗", ["Xeon Platinum 8592+"]),
    ],
)
def test_models_of_several_words_are_whole(told: str, models: list[str]) -> None:
    assert models_in(told) == models


def test_a_purchase_that_is_ended_has_its_buyer_behind_the_verb() -> None:
    item = read(
        "<h3>关于终止海岳理工大学微纳仿真软件采购项目的公告</h3><p>项目编号：HYLG-2026-0219</p>"
        "<p>因需求变化，现决定终止本次采购。</p>"
    )
    assert (item.fields["stage"], item.fields["buyer"]) == ("cancelled", "海岳理工大学")


def test_results_in_an_interfaces_own_keys_are_read() -> None:
    """The text tells none of them; a page may stand in it with its marks escaped."""
    record = {
        "noticeTitle": "海岳中心智算服务采购中标公告",
        "tenderUnit": "海岳中心",
        "agentUnit": "青江招标有限公司",
        "winBidUnit": "甲峰云计算有限公司",
        "bidAmount": "3260000.00",
        "bidNo": "HY-2026-0618-02",
        "noticeContent": "&lt;p&gt;中标内容：A800租赁&lt;/p&gt;&lt;p&gt;工期：12个月&lt;/p&gt;",
    }
    body = json.dumps({"data": {"records": [record]}}, ensure_ascii=False).encode()
    item = parse_ccgp_notice(body, ParseContext(source_id="s", url="https://example.org/1")).items[0]
    assert {name: item.fields[name] for name in ("buyer", "agency", "supplier", "award_yuan")} == {
        "buyer": "海岳中心",
        "agency": "青江招标有限公司",
        "supplier": ["甲峰云计算有限公司"],
        "award_yuan": 3_260_000,
    }
    assert item.fields["project_number"] == "HY-2026-0618-02"
    assert "&lt;" not in item.text


def test_winners_that_an_answer_lists_are_all_read() -> None:
    """Under keys that are the initials of Chinese words, each package a record of its own."""
    record = {
        "ggbt": "海岳站渲染节点中标结果公告",
        "fbsj": "2026-07-02 10:30",
        "cgr": "海岳站",
        "dljg": "青江招标有限公司",
        "xmbh": "HYZ-2026-077",
        "winList": [
            {"winSupplier": "甲峰数据有限公司", "winAmount": "880000"},
            {"winSupplier": "乙川传媒有限公司", "winAmount": "120000"},
        ],
        "content": "<p>包1：渲染节点；包2：存储。</p>",
    }
    body = json.dumps({"list": [record]}, ensure_ascii=False).encode()
    item = parse_ccgp_notice(body, ParseContext(source_id="s", url="https://example.org/1")).items[0]
    assert item.fields["supplier"] == ["甲峰数据有限公司", "乙川传媒有限公司"]
    assert (item.fields["award_yuan"], len(item.fields["lots"])) == (1_000_000, 2)
    assert (item.fields["buyer"], item.fields["agency"]) == ("海岳站", "青江招标有限公司")
    assert item.fields["project_number"] == "HYZ-2026-077"
    assert item.published is not None
    assert item.published.isoformat() == "2026-07-02T10:30:00+08:00"


def test_a_title_that_names_only_a_kind_says_of_what() -> None:
    item = read("<h1>公开招标公告</h1><p>项目名称：热成像服务器采购</p><p>项目编号：HY-2026-1</p>")
    assert item.title == "热成像服务器采购 公开招标公告"


def test_a_day_beside_a_link_is_read_to_its_last_figure() -> None:
    lines = "".join(
        f'<tr><td><a href="/i/{day}.htm">海岳大学第{day}号服务器招标公告</a></td><td>2026-05-{day}</td></tr>'
        for day in (20, 19, 30)
    )
    body = f"<html><body><table>{lines}</table></body></html>".encode()
    items = parse_ccgp_list(body, ParseContext(source_id="s", url="https://example.org/list.htm")).items
    assert [item.published and item.published.day for item in items] == [20, 19, 30]


def test_labels_and_values_in_spans_called_so_are_lines() -> None:
    """A site in Russian: parties and days are read, whoever is responsible is not kept."""
    pairs = (
        ("Заказчик", "ФГБУ «Институт льда»"),
        ("Размещено", "16.03.2026"),
        ("Окончание подачи заявок", "26.03.2026 09:00"),
        ("Ответственное должностное лицо", "Осипова Б. К."),
        ("Номер контактного телефона", "+7 (8152) 55-01-73"),
        ("Объект закупки", "Поставка сервера для расчётов льда"),
    )
    spans = "".join(
        f'<span class="card__title">{label}</span><span class="card__content">{value}</span>'
        for label, value in pairs
    )
    item = read(f"<h1>Электронный аукцион</h1><div>{spans}</div>")
    assert item.fields["buyer"] == "ФГБУ «Институт льда»"
    assert item.fields["deadline"].startswith("2026-03-26T09:00")
    assert item.published.date().isoformat() == "2026-03-16"
    assert "Осипова" not in item.text
    assert "8152" not in item.text


@pytest.mark.parametrize(
    ("url", "total", "deadline"),
    [
        ("https://www.example.com.ua/1", "2 100 000,00 USD", "2026-01-14T12:00:00+02:00"),
        ("https://example.org/1", "2 100 000,00 UAH", "2026-01-14T12:00:00+02:00"),
        ("https://example.org/1", "2 100 000,00 USD", "2026-01-14T12:00:00+08:00"),
        ("https://www.example.de/1", "2 100 000,00 UAH", "2026-01-14T12:00:00+01:00"),
    ],
    ids=["the host's country", "the currency's", "no country's", "the host's before the currency's"],
)
def test_a_time_without_zone_is_of_the_pages_country(url: str, total: str, deadline: str) -> None:
    """In winter time, where the country has one."""
    page = (
        "<h1>Оголошення про проведення відкритих торгів</h1><p>Замовник: Інститут хвиль</p>"
        f"<p>Очікувана вартість: {total}</p>"
        "<p>Кінцевий строк подання тендерних пропозицій: 14.01.2026 12:00</p>"
    )
    item = parse_ccgp_notice(page.encode(), ParseContext(source_id="s", url=url)).items[0]
    assert item.fields["deadline"] == deadline
