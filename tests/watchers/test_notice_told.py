"""What notices tell beside labels: sums and hours in words, sentences, remarks, other languages."""

import json
from typing import Any

import pytest

from watchers.model import Item
from watchers.parsers import ParseContext
from watchers.parsers.date_figures import in_figures
from watchers.parsers.tenders.ccgp_notice import parse_ccgp_notice
from watchers.parsers.tenders.money import read_amount
from watchers.parsers.tenders.tender_stages import stage_of


def item_of(body: str) -> Item:
    """Return the one item of a page, or of JSON."""
    context = ParseContext(source_id="s", url="https://example.org/1")
    return parse_ccgp_notice(body.encode(), context).items[0]


def page(title: str, *parts: str) -> Item:
    """Return the one item of a page with a title and these parts, lines or elements."""
    told = "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts)
    return item_of(f'<html><head><meta charset="utf-8"></head><body><h1>{title}</h1>{told}</body></html>')


def rows(*lines: str) -> str:
    """Return a table of these rows, their cells parted by a bar."""
    told = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line.split('|'))}</tr>" for line in lines)
    return f"<table>{told}</table>"


@pytest.mark.parametrize(
    ("written", "figures"),
    [
        ("2026年4月22日下午五时整", "2026年4月22日下午5时整"),
        ("4月22日上午十点二十分", "4月22日上午10点20分"),
        ("4月22日九点半", "4月22日9时30分"),
        ("4月22日17点一刻", "4月22日17时15分"),
        ("三点水, 17点计划", "三点水, 17点计划"),
    ],
)
def test_an_hour_in_characters_is_one_in_figures(written: str, figures: str) -> None:
    """Only behind a day or a part of one: elsewhere such words count points."""
    assert in_figures(written) == figures


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("三百二十万元整", 3_200_000),
        ("二十八万八千元", 288_000),
        ("三百二十万（含税）", 3_200_000),
        ("壹佰贰拾叁万伍仟元（1,235,000.00）", 1_235_000),
        ("1.875.000 EUR", 1_875_000),
        ("1억 2,350만원", 123_500_000),
        ("3亿2800万元", 328_000_000),
        ("一百二十三个", None),
    ],
)
def test_a_sum_is_read_however_it_is_written(written: str, value: int | None) -> None:
    """In everyday numerals, in words before figures, with points between thousands."""
    amount = read_amount(written, label="预算")
    assert (int(amount.value) if amount else None) == value


TENDER = "海岳大学质谱仪采购询价公告"
AWARD = "海岳大学质谱仪采购成交公告"
SENTENCES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "a budget in numerals": (TENDER, "我校拟购质谱仪，控制价三百二十万元整。", {"budget_yuan": 3_200_000}),
    "a ceiling without 最高": (TENDER, "现询价采购质谱仪一台，限价43万元。", {"budget_yuan": 430_000}),
    "a fixed price": (AWARD, "质谱仪由甲峰科技有限公司成交，固定总价 168000 元。", {"award_yuan": 168_000}),
    "until when, without 为": (
        TENDER,
        "质谱仪报价最迟2026年3月3日中午12:00。",
        {"deadline": "2026-03-03T12:00:00+08:00"},
    ),
    "until when, 截至": (
        TENDER,
        "质谱仪采购报价截至2026年3月3日15:00。",
        {"deadline": "2026-03-03T15:00:00+08:00"},
    ),
    "no deadline of offers": (TENDER, "质谱仪采购，截至2026年3月3日已有两家报价。", {"deadline": None}),
    "a number behind the project": (
        TENDER,
        "海岳大学质谱仪采购（HYD-GK-26-01）现公开询价。",
        {"project_number": "HYD-GK-26-01"},
    ),
    "a maker's number is none": (TENDER, "采购质谱仪（QE-HF-X）及配件。", {"project_number": None}),
    "a thing's number and a norm's are none": (
        TENDER,
        "采购服务器（SYS-420-01-GP）2台，符合（GB-T-2008-12）标准。",
        {"project_number": None},
    ),
    "a fee at a fixed price": (
        "海岳大学云服务入围公告",
        "招标代理费用：包干价 5000元，由入围单位支付。",
        {"award_yuan": None},
    ),
    "a number that was changed": (
        TENDER,
        "原询价（HY-XJ-2511-1）流标，编号改为HY-XJ-2511-2的询价现重新开始。",
        {"project_number": "HY-XJ-2511-2"},
    ),
    "a budget moved, in numerals": (
        "海岳大学质谱仪采购更正公告",
        "原预算金额三百万元，现调整为三百五十万元。",
        {"budget_yuan": 3_500_000},
    ),
    "a deadline without a year": (
        TENDER,
        "报价截止：3月3日17:00",
        {"deadline": "2026-03-03T17:00:00+08:00"},
    ),
    "enrolment ends before offers do": (
        TENDER,
        "报名截止时间：2026年3月3日；递交响应文件截止：2026年3月10日下午三点",
        {"deadline": "2026-03-10T15:00:00+08:00"},
    ),
    "a weekday within": (
        TENDER,
        "请于2026年3月3日（周二）下午4点前将报价单密封送至采购办。",
        {"deadline": "2026-03-03T16:00:00+08:00"},
    ),
    "chosen as what": (
        AWARD,
        "拟选定甲峰科技有限公司为海岳大学2026年度质谱仪维护服务商，服务费为人民币伍拾陆万元整。",
        {"supplier": ["甲峰科技有限公司"], "award_yuan": 560_000},
    ),
    "won at a price": (
        AWARD,
        "经过三轮谈判，甲峰科技有限公司以112万元的价格中标质谱仪项目。",
        {"supplier": ["甲峰科技有限公司"], "award_yuan": 1_120_000},
    ),
    "a winner behind its word, without a colon": (
        AWARD,
        "第一包：中标人甲峰科技有限公司，中标金额783000元。",
        {"supplier": ["甲峰科技有限公司"], "award_yuan": 783_000},
    ),
    "drawn by lot": (AWARD, "经公开摇号，摇中单位为甲峰科技有限公司。", {"supplier": ["甲峰科技有限公司"]}),
    "a list on one line": (
        AWARD,
        "入围供应商：1.甲峰科技有限公司；2.乙江科技有限公司；3.丙岭科技有限公司",
        {"supplier": ["甲峰科技有限公司", "乙江科技有限公司", "丙岭科技有限公司"]},
    ),
    "who was ranked": (
        "海岳大学质谱仪采购评审结果公示",
        "推荐甲峰科技有限公司为第一成交候选人，报价98万元；乙江科技有限公司为第二成交候选人。",
        {"candidates": ["甲峰科技有限公司", "乙江科技有限公司"]},
    ),
    "several taken in": (
        "关于公布云服务入围名单的通知",
        "经征集，甲峰科技有限公司、乙江科技有限公司和丙岭科技有限公司入围云服务供应商库。",
        {"supplier": ["甲峰科技有限公司", "乙江科技有限公司", "丙岭科技有限公司"]},
    ),
    "who follows the winner": (
        "海岳大学质谱仪采购中标结果变更公告",
        "原中标人甲峰科技有限公司放弃中标，现由第二中标候选人乙江科技有限公司递补为中标人。",
        {"supplier": ["乙江科技有限公司"]},
    ),
    "noon in traditional characters": (
        "海岳大學招標公告：質譜儀",
        "截標日期及時間：2026年5月22日中午十二時正；估算金額：港幣 4,200,000元",
        {
            "deadline": "2026-05-22T12:00:00+08:00",
            "budget_amount": 4_200_000,
            "budget_currency": "HKD",
        },
    ),
    "an agency in passing": (
        AWARD,
        "质谱仪采购的代理机构青江招标有限公司的项目负责人介绍了情况。",
        {"agency": "青江招标有限公司"},
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_a_sentence_tells_a_field(name: str) -> None:
    """Where no label does."""
    title, sentence, expected = SENTENCES[name]
    fields = page(title, sentence, "海岳大学", "2026年2月11日").fields
    assert {key: fields.get(key) for key in expected} == expected


def test_a_remark_says_which_bidder_won() -> None:
    """Under a head of any words; what the others are told of is no win."""
    fields = page(
        "竞价单 JJ-26041 显卡",
        "买方：海岳大学",
        rows("标的|报价人|价|评语", "显卡|甲峰电脑商行|98,400|成交", "同上|乙江科技有限公司|99,000|略高"),
    ).fields
    assert (fields["supplier"], fields["award_yuan"], fields["stage"]) == (["甲峰电脑商行"], 98_400, "award")


@pytest.mark.parametrize(
    "table",
    [
        rows(
            "排名|单位名称|报价（万元）|结论", "1|甲峰科技有限公司|9.84|中选", "2|乙江科技有限公司|9.9|备选"
        ),
        rows("供应商|总报价|是否选定", "甲峰科技有限公司|98400元|√", "乙江科技有限公司|99000元|"),
        rows("标段|成交单位|成交价/万元", "一标段|甲峰科技有限公司|9.84"),
    ],
)
def test_a_table_says_who_won_and_at_what_price(table: str) -> None:
    """By a verdict, a tick or its heads, units behind a stroke too."""
    fields = page("海岳大学质谱仪采购结果公告", table).fields
    assert (fields["supplier"], fields["award_yuan"]) == (["甲峰科技有限公司"], 98_400)


def test_what_a_winner_did_for_others_is_no_part_of_the_purchase() -> None:
    """A table of references has buyers and sums too."""
    record = rows("项目|采购单位|合同金额", "平台|乙江大学|88万元", "系统|丙岭大学|66万元")
    fields = page(AWARD, "中标人：甲峰科技有限公司", "中标金额：9万元", "类似项目业绩：", record).fields
    assert (fields["buyer"], fields["award_yuan"]) == ("海岳大学", 90_000)


def test_a_headline_names_the_winner() -> None:
    """Whose name stands first is no buyer then."""
    fields = page("甲峰科技有限公司中标海岳大学算力平台项目", "2026年3月1日", "项目金额2600万元。").fields
    assert fields["supplier"] == ["甲峰科技有限公司"]
    assert fields.get("buyer") != "甲峰科技有限公司"


def test_a_number_in_a_titles_bracket_is_the_projects() -> None:
    """With letters behind its first hyphen."""
    told = page("【HYD-XJ-2026-045】海岳大学显卡采购询价公告", "预算总额：十二万元")
    assert told.fields["project_number"] == "HYD-XJ-2026-045"


def test_the_line_above_a_table_says_that_its_bidders_won() -> None:
    """入围供应商, over a column 响应方; a list of bids is none of winners."""
    table = rows("序位|响应方|折扣", "1|甲峰科技有限公司|61%", "2|乙江科技有限公司|64%")
    won = page("海岳大学云服务入围结果公告", "入围供应商及折扣：", table).fields
    assert won["supplier"] == ["甲峰科技有限公司", "乙江科技有限公司"]
    assert "supplier" not in page("海岳大学云服务结果公告", "投标情况：", table).fields


def test_a_record_tells_the_unit_of_its_sums_and_a_model() -> None:
    """A `priceUnit` beside `winPrice`; what stands under `xh` is a model, or a mere number."""
    record = {
        "title": AWARD,
        "tenderee": "海岳大学",
        "sectionCode": "HYD-TP-18",
        "winners": [{"winBidder": "甲峰科技有限公司", "winPrice": "73.28", "priceUnit": "万元"}],
        "goods": [{"xh": "QE480 G3"}, {"xh": "2"}],
    }
    fields = item_of(json.dumps({"data": record}, ensure_ascii=False)).fields
    assert (fields["award_yuan"], fields["project_number"]) == (732_800, "HYD-TP-18")
    assert fields["models"] == ["QE480 G3"]


def test_the_day_below_the_title_stands_before_that_of_a_draft() -> None:
    """A cell 日期 further down says when somebody wrote it."""
    drafted = rows("编制|丁一|日期|2026.5.28")
    item = page(TENDER, rows(TENDER, "2026-05-29"), "采购人：海岳大学", "项目编号：HY-1", drafted)
    assert f"{item.published:%Y-%m-%d}" == "2026-05-29"


@pytest.mark.parametrize(
    ("title", "line", "buyer"),
    [
        ("关于加急采购质谱仪的公告", "青江物理所 综合办 丁一", "青江物理所"),
        ("关于加急采购质谱仪的公告", "青江文旅集团　（拟稿丁一）", "青江文旅集团"),
        ("青江海洋装备公司质谱仪采购公告", "欢迎报价。", "青江海洋装备公司"),
        ("关于采购质谱仪的公告", "需求单位：青江装备有限公司", "青江装备有限公司"),
        ("青江市财政局投诉处理决定书", "投诉事项不成立。", None),
    ],
)
def test_who_signs_needs_or_heads_a_notice_buys(title: str, line: str, buyer: str | None) -> None:
    """Behind a signature may stand an office and who wrote it."""
    told = page(title, "质谱仪一台，项目编号：HY-26-3，预算：9万元。", line)
    assert told.fields.get("buyer") == buyer


def test_what_has_a_winner_and_a_sum_is_no_invitation() -> None:
    """A title that tells no result, or no kind at all."""
    told = page("喜讯！引力平台花落谁家", "中标单位：甲峰科技有限公司，中标价¥3,060,000。", "2026-06-12")
    assert told.fields["stage"] == "award"
    assert stage_of("海岳大学质谱仪询价流标及重新询价通知") == "tender"
    assert stage_of("海岳大学技术服务合同（公开版）") == "contract"


LANGUAGES: dict[str, tuple[Item, dict[str, Any]]] = {
    "Vietnamese": (
        page(
            "Thông báo mời thầu: Hệ thống máy chủ",
            "Ngày đăng tải: 08/07/2026 09:15",
            "Số TBMT: IB2600118-00",
            "Bên mời thầu: Viện Tính toán Sông Xanh",
            "Giá gói thầu: 8.650.000.000 VND",
            "Thời điểm đóng thầu: 28/07/2026 15:00",
        ),
        {
            "stage": "tender",
            "buyer": "Viện Tính toán Sông Xanh",
            "project_number": "IB2600118-00",
            "budget_amount": 8_650_000_000,
            "budget_currency": "VND",
            "deadline": "2026-07-28T15:00:00+07:00",
        },
    ),
    "Turkish": (
        page(
            "İhale sonuç ilanı: sunucu alımı",
            "Yayın tarihi: 12.05.2026",
            "İhale kayıt numarası: 2026/41877",
            "İdarenin adı: Mavi Göl Üniversitesi",
            "Yüklenici: Tepe Bilişim A.Ş.",
            "Sözleşme bedeli: 4.150.000,00 TL",
        ),
        {
            "stage": "award",
            "buyer": "Mavi Göl Üniversitesi",
            "project_number": "2026/41877",
            "award_amount": 4_150_000,
            "award_currency": "TRY",
        },
    ),
    "Russian, the price behind the winner": (
        page(
            "Протокол подведения итогов: серверы",
            "Организатор: АО «Синий Институт»",
            "Номер закупки: СИ-2026-77",
            "Выделенная сумма: 48 200 000 тенге",
            'Победитель: ТОО "Серый Холм", цена 46 900 000 тенге',
        ),
        {"supplier": ['ТОО "Серый Холм"'], "award_amount": 46_900_000, "budget_amount": 48_200_000},
    ),
    "German, a consortium": (
        page(
            "Rahmenvereinbarung Rechenzeit",
            "<dl><dt>Bekanntmachung vom</dt><dd>04.05.2026</dd>"
            "<dt>Auftraggeber</dt><dd>Hochschule Blauwald</dd>"
            "<dt>Auftragnehmer</dt><dd>Bietergemeinschaft: Rechenwerk GmbH; Wolkenbau AG</dd></dl>",
        ),
        {"supplier": ["Rechenwerk GmbH", "Wolkenbau AG"], "stage": "award"},
    ),
    "Korean, companies by (주)": (
        page(
            "단백질 설계 클러스터 협상에 의한 계약 우선협상대상자 공고",
            "수요기관: 청강바이오대학교",
            "우선협상대상자: (주)회색언덕 · 푸른데이터(주) 공동수급체",
            "협상금액: 2,480,000,000원",
        ),
        {
            "supplier": ["(주)회색언덕", "푸른데이터(주)"],
            "award_amount": 2_480_000_000,
            "private_suppliers": None,
        },
    ),
    "Korean, a table": (
        page(
            "GPU 서버 개찰결과",
            "수요기관: 청강대학교",
            rows(
                "순위|업체명|투찰금액(원)|비고",
                "1|(주)회색언덕|123,500,000|낙찰",
                "2|푸른데이터(주)|125,000,000|",
            ),
        ),
        {"supplier": ["(주)회색언덕"], "award_amount": 123_500_000},
    ),
    "Japanese, a prefecture and who heads the company": (
        page(
            "落札者等の公示",
            rows(
                "発注機関|青川県",
                "物品等の名称及び数量|演算サーバ　3式",
                "落札者|灰丘システム株式会社（代表取締役 何某 一郎）",
            ),
        ),
        {"buyer": "青川県", "supplier": ["灰丘システム株式会社"]},
    ),
    "Japanese, pairs on one line": (
        page(
            "随意契約結果",
            "次のとおり随意契約を締結したのでここに公表します。",
            "発注者　国立大学法人青川大学",
            "契約相手方　灰丘システム株式会社　契約金額　4,510,000円",
        ),
        {"supplier": ["灰丘システム株式会社"], "award_amount": 4_510_000},
    ),
    "French": (
        page(
            "Avis d'attribution : calculateur",
            "Acheteur : Université de Lac-Bleu",
            "Titulaire : Colline Grise SAS",
            "Montant : 1 250 000 € HT",
            "Publié le 3 mai 2026",
        ),
        {"supplier": ["Colline Grise SAS"], "award_amount": 1_250_000},
    ),
    "Japanese, the officer's institution": (
        page(
            "随意契約に係る情報の公表",
            rows(
                "件名|解析用クラウドの利用　一式",
                "契約担当官|国立研究開発法人青川研究所　分任契約担当役　何某　一郎",
                "契約の相手方|灰丘クラウド株式会社",
                "契約金額|13,970,000円（税込）",
            ),
        ),
        {"buyer": "国立研究開発法人青川研究所", "supplier": ["灰丘クラウド株式会社"]},
    ),
    "Italian, a legal form with points": (
        page(
            "Avviso di aggiudicazione: server",
            "Stazione appaltante: Università di Lago Blu",
            "Aggiudicatario: Collina Grigia S.r.l.",
            "Importo di aggiudicazione: € 845.000,00",
        ),
        {"supplier": ["Collina Grigia S.r.l."], "award_amount": 845_000},
    ),
    "a label in two languages": (
        page(
            "海岳大學 Award of Tender: Teaching Cluster",
            "Date of publication: 23 March 2026",
            "Procuring body 採購機構: 海岳大學",
            "Successful tenderer 中標者: 灰丘科技（香港）有限公司",
            "項目編號 / རྣམ་གྲངས་ཨང་： HY-2026-44",
        ),
        {"supplier": ["灰丘科技（香港）有限公司"], "project_number": "HY-2026-44"},
    ),
}


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_notice_in_another_language_tells_its_fields(name: str) -> None:
    """Labels, sums and days as that language writes them."""
    item, expected = LANGUAGES[name]
    assert {key: item.fields.get(key) for key in expected} == expected


def test_days_of_other_languages_are_those_of_publication() -> None:
    """By a label of theirs."""
    days = {name: f"{item.published:%Y-%m-%d}" for name, (item, _) in LANGUAGES.items() if item.published}
    assert days == {
        "Vietnamese": "2026-07-08",
        "Turkish": "2026-05-12",
        "German, a consortium": "2026-05-04",
        "French": "2026-05-03",
        "a label in two languages": "2026-03-23",
    }
