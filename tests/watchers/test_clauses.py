"""Of a text is kept what can matter to a watchlist; the rest is not where it may name somebody."""

import json

import pytest

from watchers.parsers import ParseContext
from watchers.parsers.persons.clauses import shown_text
from watchers.parsers.tenders.ccgp_notice import parse_ccgp_notice

NAMES = ("错别字", "无影灯", "着陆器", "地中海", "艾叶青", "光度")  # no rule of names could know these
TALK = [
    "公示期内如有异议，请联系{0}（微信同号）。",
    "致电信息科{0}、采购办{1}。",
    "磋商小组由随机抽取的专家{0}、{1}以及采购人代表{2}共三人组成。",
    "投诉人{0}认为评审委员会评判有误。",
    "评审委员会由{0}、{1}四位老师和业主代表组成。",
    "现场由{0}同学操作演示，{1}副校长签字确认。",
    "市公安局督察支队{0}到场监督。",
    "复核由{0}带队完成，{1}、{2}陪同。",
    "大家好，我是小编{0}～",
    "（通讯员 {0} {1}）",
    "请在文件领取室与{0}对接。",
    "项目联系人{0}项目联系电话010-66778899",
    "采购单位联系方式{0}代理机构联系方式{1}",
    "谈判小组（由{0}、{1}组成）于3月开会",
    "报名材料交至306室{0}处。",
    "{0}课题组采购",
    "复核 {0}　批准 {1}",
    "名单调整：专家{0}因病未到，{1}替补。",
]


@pytest.mark.parametrize("wording", TALK)
def test_whoever_is_spoken_of_is_not_kept(wording: str) -> None:
    """No name is looked for, so none can be missed."""
    for start in range(3):
        names = NAMES[start : start + 3]
        told = shown_text(f"采购内容为服务器两台。\n{wording.format(*names)}\n预算100万元。")
        assert not [name for name in names if name in told]
        assert told.startswith("采购内容为服务器两台。\n")
        assert told.endswith("预算100万元。")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("评审专家来自海岳大学，戊二主持。", "评审专家…海岳大学，"),
        (
            "经评审小组评审，推荐甲峰科技有限公司的 Atlas 800T A2 服务器。",
            "推荐甲峰科技有限公司的 Atlas 800T A2 服务器。",
        ),
        (
            "专家认可甲峰科技有限公司的 Atlas 800T A2 服务器。",
            "专家认可甲峰科技有限公司的 Atlas 800T A2 服务器。",
        ),
        ("专家由海岳大学和乙湖研究院派出。", "专家由海岳大学和乙湖研究院…。"),
        ("本项目由评审委员会推荐东山科技有限公司中标", "本项目由评审委员会推荐东山科技有限公司中标"),
        ("本设备用于海洋声学数据的实时处理，专家一致同意。", "本设备用于海洋声学数据的实时处理，"),
        ("项目名称：海岳大学智慧校园系统采购", "项目名称：海岳大学智慧校园系统采购"),
        ("采购人：海岳大学", "采购人：海岳大学"),
        ("序号 中标供应商名称 中标金额(元) 项目负责人", "序号 中标供应商名称 中标金额(元) 项目负责人"),
        (
            "1 芒山县教育局 乡村教学点交互式平板 86英寸平板屏45台 202.5 2026-08 是 经办人无影灯",
            "1 芒山县教育局 乡村教学点交互式平板 86英寸平板屏45台 202.5 2026-08 是 经办人…",
        ),
        ("成员证书 1652020202103381 新1652020202103381，联系。", ""),
        ("联系人无影灯，报价2,301,500.00元。", "报价2,301,500.00元。"),
        ("采购GPU服务器，单价23,000元。", "采购GPU服务器，单价23,000元。"),
    ],
)
def test_bodies_models_and_other_matters_stay(text: str, kept: str) -> None:
    """What a team may watch is kept, also where persons are spoken of."""
    assert shown_text(text) == kept


@pytest.mark.parametrize(
    "wording", ["现场由{0}提供", "感谢{0}的支持", "{0}", "送货至校内，{0}接收", "另有{0}在场"]
)
@pytest.mark.parametrize("name", ["高峰", "温暖", "安全", "成长", "文静", "田野", "石英", "应用"])
def test_a_name_of_everyday_words_is_in_no_clause_that_shows_nothing(wording: str, name: str) -> None:
    """Also where no word speaks of persons."""
    assert name not in shown_text(wording.format(name))


@pytest.mark.parametrize(
    "text", ["采购激光雷达", "由海岳大学和乙湖研究院使用", "迁移至公有云", "交货地点：东海市"]
)
def test_what_shows_a_figure_a_thing_a_body_or_a_field_stays(text: str) -> None:
    """A term added later finds it there."""
    assert shown_text(text) == text


@pytest.mark.parametrize(
    "evil",
    ["联系" * 40_000, "专家，" * 40_000, "A1" * 40_000 + "专家", "评审 1 " * 20_000, "联系人：" * 20_000],
)
def test_text_made_to_be_slow_is_not(evil: str) -> None:
    """Each step is one pass."""
    assert len(shown_text(evil)) <= len(evil)


def test_all_that_a_reader_sees_is_there_to_be_matched_and_nowhere_else() -> None:
    """An expert's employer is matched; the sentence is in no JSON."""
    lines = "<p>采购人：海岳大学</p><p>评审意见：专家无影灯（中芯某际）、戊二一致同意，电话13812345678。</p>"
    page = f'<h1>海岳大学光源采购公告</h1><div class="vF_detail_content">{lines}</div>'
    (item,) = parse_ccgp_notice(page.encode(), ParseContext(source_id="s", url="")).items
    assert "中芯某际" in item.whole
    assert "13812345678" not in item.whole
    kept = json.dumps(item.as_json(), ensure_ascii=False)
    assert not [name for name in ("无影灯", "戊二", "中芯某际") if name in kept]


def test_what_a_page_tells_of_itself_names_nobody() -> None:
    """Who put it there stands beside its heading, in the heading's own box too."""
    head = "<h3>海岳大学离心机询价公告</h3><i>发布时间：2026-03-10　录入：错别字　点击：[3]</i>"
    lines = "<p>采购人：海岳大学</p><p>采购编号：HY-1</p><p>【信息来源：无影灯】</p>"
    page = f'<body><div class="content-title">{head}</div><div id="vsb_content">{lines}</div></body>'
    (item,) = parse_ccgp_notice(page.encode(), ParseContext(source_id="s", url="")).items
    assert item.title == "海岳大学离心机询价公告"
    assert not [name for name in ("错别字", "无影灯") if name in item.text]


def test_numbers_of_papers_and_who_sells_alone_leave() -> None:
    """A column of certificates, a passport, a remark that is cut off."""
    rows = "".join(
        f"<tr><td>{a}</td><td>{b}</td><td>{c}</td></tr>"
        for a, b, c in (
            ("候选人名称", "项目经理", "证书号"),
            ("甲峰安装有限公司", "错别字", "新1652020202103381"),
            ("乙湖安装有限公司", "无影灯", "新1652019201902276"),
        )
    )
    sold = "<p>成交供应商：Jane Roe（自然人，护照号 75 4410923，备用护照XK441092）</p><p>成交金额：9万元</p>"
    page = f'<h1>海岳大学成交公告</h1><div class="vF_detail_content"><table>{rows}</table>{sold}</div>'
    (item,) = parse_ccgp_notice(page.encode(), ParseContext(source_id="s", url="")).items
    kept = json.dumps(item.as_json(), ensure_ascii=False)
    assert not [one for one in ("新16520", "错别字", "Jane Roe", "441092") if one in kept]
    assert item.fields["private_suppliers"] == 1


def test_a_notice_in_json_is_its_longest_page_whatever_its_key() -> None:
    """Interfaces call it as they like."""
    told = {
        "NOTICE_TITLE": "海岳大学无人机招标公告",
        "CONT": "<p>招标人：海岳大学</p><p>最高限价：46万元</p>",
    }
    body = json.dumps({"resultValue": {"notice": told}}).encode()
    (item,) = parse_ccgp_notice(body, ParseContext(source_id="s", url="")).items
    assert (item.fields["buyer"], item.fields["ceiling_yuan"]) == ("海岳大学", 460_000)


@pytest.mark.parametrize(
    "lines",
    [
        (
            "Contract award notice: translations",
            "Purchaser: Haiyue University",
            "Winner: Jane Roe (natural person)",
        ),
        ("Итоги закупки: переводы", "Заказчик: Хайюэский университет", "Победитель: ИП Роу Анна Ильинична"),
    ],
)
def test_who_sells_alone_abroad_is_counted_and_not_named(lines: tuple[str, ...]) -> None:
    """By a remark, or as such sellers are registered."""
    (item,) = parse_ccgp_notice("\n".join(lines).encode(), ParseContext(source_id="s", url="")).items
    kept = json.dumps(item.as_json(), ensure_ascii=False)
    assert not [name for name in ("Roe", "Роу") if name in kept]
    assert item.fields["private_suppliers"] == 1


def test_who_stands_behind_a_word_for_a_phone_without_a_sign_leaves() -> None:
    """Labels that ran together with values, a nickname, a surname that is a word of everyday language."""
    text = "采购单位联系方式母老师代理机构名称海岳招标代理有限公司代理机构联系方式税丽君"
    assert shown_text(text) == "采购单位联系方式…代理机构名称海岳招标代理有限公司代理机构联系方式…"
    assert "崔" not in shown_text("海岳大学招待所会议室（接站请联系战士小崔：）")
