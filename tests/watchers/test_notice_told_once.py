"""What notices tell in one of several ways: labels by their form, results corrected, who runs a purchase."""

import json
from datetime import datetime
from typing import Any

import pytest

from watchers.model import Item
from watchers.parsers import ParseContext
from watchers.parsers.tenders.ccgp_notice import parse_ccgp_notice
from watchers.parsers.tenders.models import offered_in
from watchers.parsers.tenders.tender_labels import field_of

CONTEXT = ParseContext(source_id="s", url="https://www.example.gov.cn/cggg/t20260302_1.htm")


def item(title: str, inner: str) -> Item:
    """Return the notice with this title and body."""
    page = f"<html><body><h1>{title}</h1><div class='content'>{inner}</div></body></html>"
    (told,) = parse_ccgp_notice(page.encode(), CONTEXT).items
    return told


def fields(title: str, *lines: str) -> dict[str, Any]:
    return dict(item(title, "".join(f"<p>{line}</p>" for line in lines)).fields)


def table(*rows: str) -> str:
    """Return a table whose cells are parted by a bar."""
    cells = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("项目预算金额", "budget"),
        ("本次采购预算总额", "budget"),
        ("项目预估总金额", "estimate"),
        ("项目最高限价", "ceiling"),
        ("拟中标人", "supplier"),
        ("拟 中 标 人", "supplier"),
        ("成交供应商为", "supplier"),
        ("拟定的唯一供应商", "supplier"),
        ("工程编号", "reference"),
        ("询价单号", "reference"),
        ("证书编号", None),
        ("合同编号", "contract_number"),
        ("设备单价预算", None),
        ("代理服务费预算金额", None),
    ],
)
def test_a_label_is_known_by_its_form(label: str, field: str | None) -> None:
    """Not every wording is listed; a price of each, a fee, a person's certificate are other matters."""
    assert field_of(label) == field


@pytest.mark.parametrize(
    ("title", "lines", "told"),
    [
        (
            "蓝鹭大学服务器成交公告",
            ("编号：LL-2026-4", "成交单位：东山科技有限公司，成交价186000元"),
            {"supplier": ["东山科技有限公司"], "award_yuan": 186_000, "project_number": "LL-2026-4"},
        ),
        (
            "服务器采购成交公告",
            ("经评审，由东山科技有限公司以人民币贰拾肆万捌仟元整（¥248,000.00）成交。",),
            {"supplier": ["东山科技有限公司"], "award_yuan": 248_000},
        ),
        (
            "服务器采购流标公告",
            ("采购单位：某部后勤处", "采购机构：西岭招标有限公司"),
            {"buyer": "某部后勤处", "agency": "西岭招标有限公司"},
        ),
        (
            "投诉处理结果公告",
            ("被投诉人：蓝鹭渔港管理中心、西岭招标有限公司",),
            {"buyer": "蓝鹭渔港管理中心", "agency": "西岭招标有限公司"},
        ),
        (
            "蓝鹭大学分析仪中标结果公示",
            ("使用单位：集成电路学院", "中标人：东山科技有限公司"),
            {"buyer": "蓝鹭大学", "buyer_from": "title"},
        ),
        (
            "数字展陈中标结果更正公告",
            (
                "原中标供应商：西山科技有限公司，原中标金额：2,310,000元；",
                "现更正为：",
                "中标供应商：东山科技有限公司",
                "中标金额：2,356,000元",
            ),
            {"supplier": ["东山科技有限公司"], "award_yuan": 2_356_000},
        ),
        (
            "数字展陈结果变更公告",
            ("其他内容不变，中标供应商仍为东山科技有限公司。",),
            {"supplier": ["东山科技有限公司"]},
        ),
        (
            "路灯改造拟中标结果公示",
            ("第一中标候选人：西山科技有限公司", "拟中标人：东山科技有限公司（第一中标候选人弃标）"),
            {"supplier": ["东山科技有限公司"], "candidates": ["西山科技有限公司"]},
        ),
    ],
)
def test_what_is_told_in_another_way_is_read(
    title: str, lines: tuple[str, ...], told: dict[str, Any]
) -> None:
    """The fields of a notice of a few lines."""
    assert fields(title, *lines).items() >= told.items()


def test_a_sum_corrected_in_a_table_takes_the_place_of_the_former() -> None:
    """Both stand as labels in the text, too."""
    rows = table("原公告内容|变更后内容", "中标金额：1,230,000元|中标金额：1,203,000元")
    assert item("应急广播结果变更公告", rows).fields["award_yuan"] == 1_203_000


def test_pairs_side_by_side_are_no_table_turned_about() -> None:
    """A cell over all columns is one value, whatever stands below it."""
    inner = (
        "<table><tr><td>招标人</td><td>蓝鹭大学</td><td>联系电话</td><td>010-66778899</td></tr>"
        "<tr><td>中标人</td><td colspan='3'>东山科技有限公司</td></tr>"
        "<tr><td>中标金额(万元)</td><td colspan='3'>221.5330</td></tr></table>"
    )
    told = item("路灯改造中标公告", inner).fields
    assert (told["buyer"], told["supplier"], told["award_yuan"]) == (
        "蓝鹭大学",
        ["东山科技有限公司"],
        2_215_330,
    )


def test_a_row_under_heads_tells_of_the_whole_too() -> None:
    """Buyer and deadline are no matter of a lot."""
    rows = table("采购人|预算（万元）|报价截止时间", "蓝鹭检测有限公司|46.00|2026-08-05 10:00")
    told = item("测试仪询比采购公告", rows).fields
    assert (told["buyer"], told["deadline"]) == ("蓝鹭检测有限公司", "2026-08-05T10:00:00+08:00")


def test_a_word_parted_by_its_markup_is_one() -> None:
    """Word processors set a `span` anywhere; blocks in a cell are lines."""
    inner = (
        "<table><tr><td>招标编号</td><td><span>26</span><span>0108</span></td></tr>"
        "<tr><td>招标人</td><td>蓝<b>鹭</b>大学</td></tr>"
        "<tr><td>中标人</td><td><p>东山科技有限公司</p><p>西山科技有限公司</p></td></tr></table>"
    )
    told = item("路灯改造中标公告", inner).fields
    assert (told["project_number"], told["buyer"]) == ("260108", "蓝鹭大学")
    assert told["supplier"] == ["东山科技有限公司", "西山科技有限公司"]


def test_a_notice_in_json_may_call_its_parts_what_it_will() -> None:
    """Keys are those of lists, whatever their case, underscores and the type at their end."""
    record = {
        "publish_id": "20260702",
        "name": "蓝鹭大学质检服务采购项目_比选公告",
        "publishDateString": "2026-07-02 19:11:40",
        "projectNo": "LL-26-0717",
        "noticeContent": "<p>一、项目预算：98.50万元（不含税）。</p>",
    }
    body = json.dumps({"code": 0, "data": record}, ensure_ascii=False).encode()
    (told,) = parse_ccgp_notice(body, CONTEXT).items
    assert (told.title, told.id) == ("蓝鹭大学质检服务采购项目_比选公告", "20260702")
    assert told.published == datetime.fromisoformat("2026-07-02T19:11:40+08:00")
    assert told.fields["project_number"] == "LL-26-0717"
    assert told.fields["budget_yuan"] == 985_000


def test_a_notice_in_russian_is_read_and_names_nobody() -> None:
    """Labels, sums with blanks between thousands, days with points; whoever is to be asked leaves."""
    lines = (
        "Дата публикации: 2026-03-23",
        "Заказчик: Речной институт Синегорье",
        "Номер закупки: RU-2026-02",
        "Предмет закупки: серверы Inspur NF5468G7, ускорители NVIDIA L40S",
        "Начальная (максимальная) цена: 1 260 000 юаней",
        "Срок подачи предложений: до 13.04.2026 16:00 (время пекинское)",
        "Состав комиссии: Ли Чуньмэй, Воскобойников А. П.",
        "Контактное лицо: Дорошенко Алевтина, тел. +86 456 8273310",
        "По вопросам поставки отвечает проф. Сунь Вэйго",
    )
    told = item("Извещение о запросе предложений: серверы", "".join(f"<p>{line}</p>" for line in lines))
    assert told.lang == "ru"
    assert told.published == datetime.fromisoformat("2026-03-23T00:00:00+08:00")
    assert (
        told.fields.items()
        >= {
            "stage": "tender",
            "buyer": "Речной институт Синегорье",
            "project_number": "RU-2026-02",
            "budget_yuan": 1_260_000,
            "deadline": "2026-04-13T16:00:00+08:00",
        }.items()
    )
    assert "L40S" in told.text
    assert not [
        name for name in ("Чуньмэй", "Воскобойников", "Дорошенко", "Вэйго", "8273310") if name in told.text
    ]


def test_most_of_a_page_is_not_meant_to_stay_hidden() -> None:
    """A page that a script shows is read though it tells but one field by a label."""
    page = (
        "<html><body><h1>成交结果｜云主机项目</h1><div style='visibility: hidden'>"
        f"<p>{'蓝鹭大学云主机项目（编号：LL-26）已完成磋商，现将结果公布如下，感谢各单位参与。' * 2}</p>"
        "<p>经评审，由东山科技有限公司以人民币贰万元整（¥20,000.00）成交。</p>"
        "<p>编辑/青睐 责编/向晚晴</p></div><p>阅读 7</p></body></html>"
    )
    (told,) = parse_ccgp_notice(page.encode(), CONTEXT).items
    assert told.fields["supplier"] == ["东山科技有限公司"]
    assert "青睐" not in told.text
    assert "向晚晴" not in told.text


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("青海省 · 2026-07-03 11:18", "2026-07-03T11:18:00+08:00"),
        ("2026-07-03 11:18 | 浏览 512", "2026-07-03T11:18:00+08:00"),
        ("2026年7月3日　村务公开", "2026-07-03T00:00:00+08:00"),
        ("（公示日期：2026年7月3日）", "2026-07-03T00:00:00+08:00"),
        ("发布时间：2026年7月3日 15时30分", "2026-07-03T15:30:00+08:00"),
        ("投标截止 2026-07-03 11:18", None),
        ("2026年7月3日至2026年7月9日", None),
    ],
)
def test_a_day_on_one_of_the_first_lines_is_that_of_the_notice(line: str, published: str | None) -> None:
    """Unless the line speaks of another day, or of two."""
    told = item("蓝鹭大学服务器更正公告", f"<p>{line}</p><p>项目编号：LL-26</p><p>采购人：蓝鹭大学</p>")
    assert told.published == (datetime.fromisoformat(published) if published else None)


@pytest.mark.parametrize(
    "line",
    [
        "招标代理机构为西岭招标有限公司，现进行招标。",
        "西岭招标有限公司受蓝鹭大学委托，对服务器进行公开招标。",
    ],
)
def test_a_sentence_tells_who_runs_a_purchase(line: str) -> None:
    """Where no label does."""
    assert fields("服务器招标公告", "项目编号：LL-26", line)["agency"] == "西岭招标有限公司"


def test_parties_side_by_side_keep_their_own_names() -> None:
    """Two sections in two columns are read one after the other."""
    rows = table(
        "采购人信息|采购代理机构信息",
        "名称：蓝鹭文化委员会|名称：西岭招标有限公司",
        "经办人：丁一|经办人：戊二、己三",
    )
    told = item("全息投影采购结果公告", rows)
    assert (told.fields["buyer"], told.fields["agency"]) == ("蓝鹭文化委员会", "西岭招标有限公司")
    assert "丁一" not in told.text


def test_those_of_a_framework_are_listed_package_by_package() -> None:
    """A line for each package, several suppliers on it."""
    told = fields(
        "信息化产品框架协议采购结果公示",
        "经评审，下列单位入围：",
        "包1（服务器）：东山计算机有限公司、西山数码有限公司",
        "包2（数据库）：南山数据库股份有限公司",
    )
    assert told["supplier"] == ["东山计算机有限公司", "西山数码有限公司", "南山数据库股份有限公司"]


def test_a_notice_in_traditional_characters_is_read_as_one_in_simplified() -> None:
    """What stays of it stays as it was written."""
    told = item(
        "招標公告：影像分析伺服器",
        "<p>招標編號：IOTF-26-007</p><p>採購機構：離島運輸基金會</p><p>評審小組成員：陳大文、鄺倩兒</p>"
        "<p>採購內容：影像分析伺服器兩台，NVIDIA L4 加速卡</p><p>截標時間：2026年5月29日 12:00</p>"
        "<p>如有查詢，請聯絡歐陽佩珊女士（電話：2555 0163）</p>",
    )
    assert told.title == "招標公告：影像分析伺服器"
    assert (
        told.fields.items()
        >= {"stage": "tender", "buyer": "離島運輸基金會", "project_number": "IOTF-26-007"}.items()
    )
    assert "影像分析伺服器兩台" in told.text
    assert not [name for name in ("陳大文", "鄺倩兒", "歐陽佩珊") if name in told.text]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            (
                "土壤检测设备成交公告",
                "采购人：海岳大学",
                "1包：甲峰仪器有限公司，成交金额 38.6万元",
                "2包：乙湖科教商店，成交金额 72万元",
            ),
            {"supplier": ["甲峰仪器有限公司", "乙湖科教商店"], "award_yuan": 1_106_000},
        ),
        (
            (
                "成交结果的更正公告",
                "采购人：海岳大学",
                "原成交供应商：甲峰电子有限公司，因其放弃成交资格，现更正成交供应商为：乙湖仪器有限公司，成交金额为￥438,000.00元。",
            ),
            {"supplier": ["乙湖仪器有限公司"], "award_yuan": 438_000},
        ),
        (
            (
                "第一次更正公告",
                "采购人：海岳大学",
                "原公告“提交投标文件截止时间：2026年11月9日9点30分”，现更正为“2026年11月16日14点00分”。",
            ),
            {"deadline": "2026-11-16T14:00:00+08:00"},
        ),
        (
            ("採購公告：主機", "標案案號：LYW115-022", "機關名稱：海嶽大學", "截止投標：2026/10/19 17:00"),
            {"project_number": "LYW115-022", "buyer": "海嶽大學", "deadline": "2026-10-19T17:00:00+08:00"},
        ),
        (
            (
                "Итоги закупки: рабочие станции",
                "Заказчик: Хайюэский университет",
                "Победитель: ООО «Сунгари»",
                "Цена контракта: 612 000,00 юаней",
            ),
            {"award_yuan": 612_000},
        ),
    ],
)
def test_fields_told_in_a_line_of_a_lot_a_correction_and_other_scripts(
    lines: tuple[str, ...], expected: dict[str, object]
) -> None:
    """A line may hold lot, winner and sum; a correction names what it corrects; sums with a comma."""
    (item,) = parse_ccgp_notice("\n".join(lines).encode(), ParseContext(source_id="s", url="")).items
    assert {name: item.fields.get(name) for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "models"),
    [
        ("设备名称：便携式荧光仪（参考型号 Vanta Max）", ["Vanta Max"]),
        ("无人机 Matrice 350 RTK 4架，机巢 DJI Dock 3 或同等", ["Matrice 350 RTK", "DJI Dock 3"]),
        ("рабочие станции HP Z4 G5 — 24 шт.", ["HP Z4 G5"]),
        ("规格型号 Model、数量 2台；并行存储 Parallel storage 2 PB usable，1套", []),
        ("SSD 2块，LED 3套，ISO 认证", []),
    ],
)
def test_what_is_called_a_model_or_counted_is_one(text: str, models: list[str]) -> None:
    """No maker needs to be known."""
    assert offered_in(text) == models


@pytest.mark.parametrize("evil", ["A1 " * 40_000, "型号" * 40_000, "A" * 100_000, "型号 A B C " * 10_000])
def test_text_made_to_be_slow_for_models_is_not(evil: str) -> None:
    """A name has at most five words."""
    assert len(offered_in(evil)) <= 30
